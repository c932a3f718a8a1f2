//! Elements between commas: which blanks, commas and lines go with one that is removed, and how one
//! that is added is set.

use std::collections::BTreeSet;

use crate::rewrite::lines::Layout;
use crate::rewrite::operation::{Operation, Piece};
use crate::syntax::ast::Span;

/// A comma separated list.
pub(crate) struct CommaList<'a> {
    pub(crate) layout: Layout<'a>,
    /// From behind the opening to before the closing bracket. Without brackets: from the first to the
    /// last element.
    pub(crate) inside: Span,
    /// Whether it stands in brackets; else its lines can only be joined by backslashes.
    pub(crate) bracketed: bool,
    /// The elements.
    pub(crate) items: Vec<Span>,
}

/// Neighbouring elements that go together.
struct Run {
    first: usize,
    last: usize,
    start: u32,
    /// Behind the last one's comma, if it has one.
    end: u32,
    /// Whether the last one has a comma.
    comma: bool,
}

impl CommaList<'_> {
    /// Removes the elements `remove` and appends `add`.
    pub(crate) fn edit(&self, remove: &BTreeSet<usize>, add: &[Vec<Piece>]) -> Vec<Operation> {
        let kept = (0..self.items.len())
            .rev()
            .find(|index| !remove.contains(index));
        let mut operations = Vec::new();
        let mut taken: Vec<Span> = Vec::new();
        for run in self.runs(remove) {
            let trails = run.last + 1 == self.items.len();
            if trails && !add.is_empty() {
                operations.push(self.put_instead(&run, add));
            } else if kept.is_none() {
                taken.extend(self.take_all(&run));
            } else if trails {
                taken.extend(self.take_trailing(&run));
            } else {
                taken.extend(self.take_followed(&run));
            }
        }
        operations.extend(taken.into_iter().map(Operation::delete));
        if !add.is_empty() && kept.map_or(self.items.is_empty(), |at| at + 1 == self.items.len()) {
            operations.extend(self.append(add));
        }
        operations
    }

    fn runs(&self, remove: &BTreeSet<usize>) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for &index in remove.iter().filter(|&&index| index < self.items.len()) {
            let span = self.items[index];
            let comma = self.comma(index);
            let end = comma.map_or(span.end, |comma| comma.end);
            match runs.last_mut() {
                Some(run) if run.last + 1 == index => {
                    (run.last, run.end, run.comma) = (index, end, comma.is_some());
                }
                _ => runs.push(Run {
                    first: index,
                    last: index,
                    start: span.start,
                    end,
                    comma: comma.is_some(),
                }),
            }
        }
        runs
    }

    /// The comma behind an element.
    fn comma(&self, index: usize) -> Option<Span> {
        let limit = match self.items.get(index + 1) {
            Some(next) => next.start,
            None => self.inside.end,
        };
        self.layout.next_token(self.items[index].end, limit, b',')
    }

    fn owns_lines(&self, run: &Run) -> bool {
        self.bracketed
            && self.layout.is_first_on_line(run.start)
            && self.layout.is_last_on_line(run.end)
            && self.layout.line_start(run.start) >= self.inside.start
            && self.layout.line_end(run.end) <= self.inside.end
    }

    /// The lines of a run, without comments on lines of their own between its elements.
    fn whole_lines(&self, run: &Run) -> Vec<Span> {
        let layout = self.layout;
        let mut spans: Vec<Span> = Vec::new();
        for index in run.first..=run.last {
            let item = self.items[index];
            let end = self.comma(index).map_or(item.end, |comma| comma.end);
            let start = layout.line_start(item.start);
            let end = layout.next_line(end);
            match spans.last_mut() {
                Some(last) if !self.has_own_line_comment(last.end, start) => last.end = end,
                _ => spans.push(Span::new(start, end)),
            }
        }
        spans
    }

    fn has_own_line_comment(&self, start: u32, end: u32) -> bool {
        let comments = self.layout.comments_in(start, end);
        comments
            .iter()
            .any(|comment| self.layout.is_first_on_line(comment.start))
    }

    /// Whether comments between the elements can stay, since each has its lines for itself.
    fn owns_lines_around_comment(&self, run: &Run) -> bool {
        self.owns_lines(run) && self.has_own_line_comment(run.start, run.end)
    }

    /// A run with an element that stays behind it.
    fn take_followed(&self, run: &Run) -> Vec<Span> {
        if self.owns_lines(run) {
            return self.whole_lines(run);
        }
        let next = self.items[run.last + 1].start;
        let layout = self.layout;
        if !layout.on_one_line(run.end, next) {
            let previous = run.first.checked_sub(1);
            let before = previous.and_then(|index| self.comma(index));
            if let Some(comma) = before.filter(|comma| layout.on_one_line(comma.end, run.start)) {
                return vec![Span::new(comma.end, run.end)];
            }
            if self.has_own_line_comment(run.end, next) {
                let behind = layout.skip_blanks(run.end);
                let comment = layout.comment_at(behind);
                let end = comment.map_or(behind, |comment| comment.end);
                return vec![Span::new(layout.blanks_before(run.start), end)];
            }
        }
        vec![Span::new(run.start, next)]
    }

    /// A run at the end, with an element that stays before it.
    fn take_trailing(&self, run: &Run) -> Vec<Span> {
        let layout = self.layout;
        let before = self.items[run.first - 1];
        let owns_lines = self.owns_lines(run);
        let comment_between = !layout.comments_in(before.end, run.start).is_empty();
        if !owns_lines && !comment_between {
            // The comma behind the run, if it has one, becomes that of the element before.
            let end = self.items[run.last].end;
            return vec![Span::new(before.end, end)];
        }
        let mut spans = if owns_lines {
            self.whole_lines(run)
        } else {
            vec![Span::new(run.start, run.end)]
        };
        if !run.comma {
            spans.extend(self.comma(run.first - 1));
        }
        spans
    }

    /// All elements go.
    fn take_all(&self, run: &Run) -> Vec<Span> {
        let before = self.has_own_line_comment(self.inside.start, run.start);
        let behind = self.has_own_line_comment(run.end, self.inside.end);
        if !before && !behind && !self.owns_lines_around_comment(run) {
            return vec![self.inside];
        }
        if self.owns_lines(run) {
            return self.whole_lines(run);
        }
        vec![Span::new(run.start, run.end)]
    }

    /// New elements in the place of those at the end; layout and trailing comma stay.
    fn put_instead(&self, run: &Run, add: &[Vec<Piece>]) -> Operation {
        let span = Span::new(run.start, self.items[run.last].end);
        let between = if self.owns_lines(run) && self.items.len() > 1 {
            self.line_between(run.start)
        } else {
            ", ".to_owned()
        };
        Operation::template(span, joined(add, &between))
    }

    fn line_between(&self, at: u32) -> String {
        let layout = self.layout;
        format!(",{}{}", layout.line_break(at), layout.indentation(at))
    }

    /// New elements behind the last one.
    fn append(&self, add: &[Vec<Piece>]) -> Vec<Operation> {
        let layout = self.layout;
        let Some(last) = self.items.last().copied() else {
            return vec![insertion(self.inside.start, joined(add, ", "))];
        };
        let comma = self.comma(self.items.len() - 1);
        let vertical = self.bracketed
            && layout.is_first_on_line(last.start)
            && layout.line_start(last.start) >= self.inside.start;
        if !vertical {
            let pieces = led(", ", joined(add, ", "));
            return vec![insertion(last.end, pieces)];
        }
        let between = self.line_between(last.start);
        let new_line = &between[1..];
        let end = comma.map_or(last.end, |comma| comma.end);
        let comment = layout.comment_at(layout.skip_blanks(end));
        let Some(comment) = comment else {
            // Before the comma that is there: it becomes that of the new element.
            let pieces = led(&between, joined(add, &between));
            return vec![insertion(last.end, pieces)];
        };
        let mut pieces = led(new_line, joined(add, &between));
        if comma.is_some() {
            pieces.push(Piece::text(","));
            return vec![insertion(comment.end, pieces)];
        }
        let comma = Operation::insert(last.end, ",").on_layer(Operation::OUTERMOST);
        vec![comma, insertion(comment.end, pieces)]
    }
}

fn insertion(at: u32, pieces: Vec<Piece>) -> Operation {
    Operation::template(Span::new(at, at), pieces).on_layer(Operation::OUTERMOST)
}

fn led(lead: &str, mut pieces: Vec<Piece>) -> Vec<Piece> {
    pieces.insert(0, Piece::text(lead));
    pieces
}

fn joined(elements: &[Vec<Piece>], between: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (index, element) in elements.iter().enumerate() {
        if index > 0 {
            pieces.push(Piece::text(between));
        }
        pieces.extend(element.iter().cloned());
    }
    pieces
}
