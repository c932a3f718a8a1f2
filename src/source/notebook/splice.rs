//! Edits of a notebook's code on their way into the strings of its file. Each cell takes those of its own
//! lines; what they keep is written with the bytes that it has.

use std::ops::Range;

use super::letters::{Letter, Style, letters};
use super::{Cell, Notebook, magic};
use crate::finding::TextEdit;
use crate::source::unit::SourceError;

/// Where the source of a cell stands in the file.
#[derive(Debug, Clone)]
pub(super) enum Place {
    /// As one string.
    Text(Range<usize>),
    /// As a list of strings.
    Lines {
        /// The list with its brackets.
        list: Range<usize>,
        /// The strings with their quotes.
        items: Vec<Range<usize>>,
    },
}

/// What edits of a notebook are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::source) enum EditsOf {
    /// What Python runs.
    Code,
    /// What a shell runs.
    Commands,
}

/// A stretch of a cell's new source.
#[derive(Debug)]
enum Piece {
    /// As in the old source, by its place there.
    Kept(Range<usize>),
    /// What is written anew.
    New(String),
}

/// A cell with its new source.
pub(in crate::source) struct NewCell<'a> {
    pub(in crate::source) cell: &'a Cell,
    pieces: Vec<Piece>,
}

impl Notebook {
    /// The cells that edits of the text change. `text` is the one that [`Notebook::read`] gave; the edits
    /// are sorted and disjoint.
    pub(in crate::source) fn changed(
        &self,
        text: &str,
        edits: &[TextEdit],
        of: EditsOf,
    ) -> Result<Vec<NewCell<'_>>, SourceError> {
        let mut out = Vec::new();
        let mut left = edits;
        for (index, cell) in self.cells.iter().enumerate() {
            // What is inserted where a cell begins stands in that cell, and not behind the one before: between
            // them is a line that belongs to the one before.
            let next = self.cells.get(index + 1).map(|next| next.start);
            let of_cell = |edit: &&TextEdit| next.is_none_or(|next| edit.start < next);
            let (own, rest) = left.split_at(left.iter().take_while(of_cell).count());
            left = rest;
            if own.is_empty() {
                continue;
            }
            let new = NewCell::new(cell, own)?;
            match of {
                EditsOf::Code => new.verify(text, own)?,
                EditsOf::Commands => new.verify_commands(own)?,
            }
            out.push(new);
        }
        Ok(out)
    }

    /// The file with the new sources of some cells.
    pub(in crate::source) fn written(&self, new: &[NewCell<'_>]) -> String {
        let all: Vec<Letter> = self
            .cells
            .iter()
            .flat_map(|cell| self.letters(cell))
            .collect();
        let style = Style::of(&self.file, all.iter());
        let mut out = String::with_capacity(self.file.len());
        let mut at = 0;
        let mut new: Vec<&NewCell<'_>> = new.iter().collect();
        new.sort_by_key(|one| one.cell.place.range().start);
        for one in new {
            let range = one.cell.place.range();
            out.push_str(&self.file[at..range.start]);
            self.write_cell(one, &style, &mut out);
            at = range.end;
        }
        out.push_str(&self.file[at..]);
        out
    }

    fn letters(&self, cell: &Cell) -> Vec<Letter> {
        let items = cell.place.items().iter();
        items
            .filter_map(|item| letters(&self.file, item.clone()))
            .flatten()
            .collect()
    }

    fn write_cell(&self, new: &NewCell<'_>, style: &Style, out: &mut String) {
        let written = self.new_letters(new, style);
        match &new.cell.place {
            Place::Text(_) => {
                out.push('"');
                written.iter().for_each(|one| out.push_str(&one.raw));
                out.push('"');
            }
            Place::Lines { list, items } => {
                let lines = self.lines(written, new.cell);
                let open =
                    list.start + 1..items.first().map_or(list.start + 1, |first| first.start);
                let close = items.last().map_or(list.start + 1, |last| last.end)..list.end - 1;
                out.push('[');
                if !lines.is_empty() {
                    out.push_str(&self.file[open]);
                }
                for (index, line) in lines.iter().enumerate() {
                    if index > 0 {
                        out.push_str(self.between(new.cell, lines[index - 1].item, line.item));
                    }
                    out.push('"');
                    out.push_str(&line.raw);
                    out.push('"');
                }
                if !lines.is_empty() {
                    out.push_str(&self.file[close]);
                }
                out.push(']');
            }
        }
    }

    /// The letters of a new source, as they are written.
    fn new_letters(&self, new: &NewCell<'_>, style: &Style) -> Vec<Written> {
        let mut old = Vec::new();
        for (item, span) in new.cell.place.items().iter().enumerate() {
            old.extend(
                letters(&self.file, span.clone())
                    .into_iter()
                    .flatten()
                    .map(|letter| Written {
                        value: letter.value,
                        ends_item: letter.raw.end + 1 == span.end,
                        raw: self.file[letter.raw].to_owned(),
                        item: Some(item),
                    }),
            );
        }
        // Where each letter stands in the source.
        let offsets: Vec<usize> = old
            .iter()
            .scan(0, |at, letter| {
                *at += letter.value.len_utf8();
                Some(*at - letter.value.len_utf8())
            })
            .collect();
        let mut out = Vec::new();
        for piece in &new.pieces {
            match piece {
                Piece::Kept(range) => {
                    let at = |offset: usize| offsets.partition_point(|start| *start < offset);
                    out.extend_from_slice(&old[at(range.start)..at(range.end)]);
                }
                Piece::New(text) => out.extend(text.chars().map(|value| {
                    let mut raw = String::new();
                    style.write(value, &mut raw);
                    Written {
                        value,
                        raw,
                        item: None,
                        ends_item: false,
                    }
                })),
            }
        }
        out
    }

    /// The strings of a list: one a line, if the list was such a list before.
    fn lines(&self, letters: Vec<Written>, cell: &Cell) -> Vec<Line> {
        let by_line = self.is_by_line(cell);
        let mut out: Vec<Line> = Vec::new();
        let mut open = false;
        for letter in letters {
            if !open {
                out.push(Line {
                    item: letter.item,
                    raw: String::new(),
                });
            }
            if let Some(line) = out.last_mut() {
                line.raw.push_str(&letter.raw);
                line.item = line.item.or(letter.item);
            }
            open = !match by_line {
                true => letter.value == '\n',
                false => letter.ends_item,
            };
        }
        out
    }

    fn is_by_line(&self, cell: &Cell) -> bool {
        let items = cell.place.items();
        items.iter().enumerate().all(|(index, item)| {
            let letters = letters(&self.file, item.clone()).unwrap_or_default();
            let is_last = index + 1 == items.len();
            let end = letters.iter().position(|letter| letter.value == '\n');
            !letters.is_empty() && end.map_or(is_last, |end| end + 1 == letters.len())
        })
    }

    /// What stands between two strings of a list, which were the items `before` and `behind` of it.
    fn between(&self, cell: &Cell, before: Option<usize>, behind: Option<usize>) -> &str {
        let items = cell.place.items();
        let gap = |index: usize| items[index].end..items[index + 1].start;
        if let (Some(before), Some(behind)) = (before, behind)
            && before + 1 == behind
        {
            return &self.file[gap(before)];
        }
        if items.len() > 1 {
            return &self.file[gap(0)];
        }
        let others = self.cells.iter().map(|other| other.place.items());
        let other = others
            .filter(|items| items.len() > 1)
            .min_by_key(|items| items[0].start);
        other.map_or(", ", |items| &self.file[items[0].end..items[1].start])
    }
}

/// A letter of a new source.
#[derive(Debug, Clone)]
struct Written {
    value: char,
    raw: String,
    /// The item of the old list that it stood in.
    item: Option<usize>,
    /// Whether it was the last one there.
    ends_item: bool,
}

/// A string of a new list.
struct Line {
    item: Option<usize>,
    raw: String,
}

impl Place {
    /// All of it.
    fn range(&self) -> &Range<usize> {
        match self {
            Self::Text(range) | Self::Lines { list: range, .. } => range,
        }
    }

    /// Its strings.
    pub(super) fn items(&self) -> &[Range<usize>] {
        match self {
            Self::Text(range) => std::slice::from_ref(range),
            Self::Lines { items, .. } => items,
        }
    }
}

impl<'a> NewCell<'a> {
    fn new(cell: &'a Cell, edits: &[TextEdit]) -> Result<Self, SourceError> {
        let start = cell.start as usize;
        let mut pieces = Vec::new();
        let mut at = 0;
        for edit in edits {
            let range = edit.range();
            if range.end - start > cell.width() {
                return Err(SourceError::TwoCells(cell.number()));
            }
            pieces.push(Piece::Kept(at..range.start - start));
            pieces.push(Piece::New(edit.replacement.clone()));
            at = range.end - start;
        }
        pieces.push(Piece::Kept(at..cell.width()));
        Ok(Self {
            cell,
            pieces: trimmed(cell, pieces),
        })
    }

    /// The new source.
    pub(in crate::source) fn source(&self) -> String {
        self.over(&self.cell.source)
    }

    /// The edits that make it of the old source.
    pub(in crate::source) fn edits(&self) -> Vec<TextEdit> {
        let number = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        let mut out: Vec<TextEdit> = Vec::new();
        let mut replacement = String::new();
        let mut at = 0;
        let end = self.cell.source.len();
        let last = [Piece::Kept(end..end)];
        for piece in self.pieces.iter().chain(&last) {
            match piece {
                Piece::New(text) => replacement.push_str(text),
                Piece::Kept(range) => {
                    if at < range.start || !replacement.is_empty() {
                        out.push(TextEdit {
                            start: number(at),
                            end: number(range.start),
                            replacement: std::mem::take(&mut replacement),
                        });
                    }
                    at = range.end;
                }
            }
        }
        out
    }

    fn over(&self, text: &str) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Kept(range) => text[range.clone()].to_owned(),
            Piece::New(text) => text.clone(),
        };
        self.pieces.iter().map(piece).collect()
    }

    /// Whether only words within commands change.
    fn verify_commands(&self, edits: &[TextEdit]) -> Result<(), SourceError> {
        let commands: Vec<Range<usize>> = self.cell.commands().collect();
        let within = |edit: &TextEdit| {
            let (start, end) = (edit.start as usize, edit.end as usize);
            let mut commands = commands.iter();
            !edit.replacement.contains(['\n', '\r'])
                && commands.any(|command| command.start < start && end <= command.end)
        };
        match edits.iter().all(within) {
            true => Ok(()),
            false => Err(SourceError::NoCommand(self.cell.number())),
        }
    }

    /// Whether the lines that are no Python stay what they are, and no other becomes one.
    fn verify(&self, text: &str, edits: &[TextEdit]) -> Result<(), SourceError> {
        let cell = self.cell;
        let start = cell.start as usize;
        let code = &text[start..start + cell.source.len()];
        let touches = edits.iter().any(|edit| {
            let within = |at: usize| (at - start).min(code.len());
            let range = within(edit.range().start)..within(edit.range().end);
            let line = code[..range.start].rfind('\n').map_or(0, |at| at + 1);
            let is_magic =
                line < range.start && code[line..range.start] != cell.source[line..range.start];
            code[range.clone()] != cell.source[range]
                || is_magic && edit.replacement.contains(['\n', '\r'])
        });
        if touches || magic::code_of(&self.source()) != self.over(code) {
            return Err(SourceError::NoPython(cell.number()));
        }
        Ok(())
    }
}

/// The pieces without the line ends behind the source that only the text has. A cell whose last line has no
/// end keeps it so.
fn trimmed(cell: &Cell, pieces: Vec<Piece>) -> Vec<Piece> {
    let length = cell.source.len();
    let mut out = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Kept(range) => {
                let (start, end) = (range.start.min(length), range.end.min(length));
                let behind = cell
                    .behind()
                    .get(range.start.max(length) - length..range.end.max(length) - length);
                out.push(Piece::Kept(start..end));
                out.push(Piece::New(behind.unwrap_or_default().to_owned()));
            }
            new @ Piece::New(_) => out.push(new),
        }
    }
    let ends_with_line = cell.source.ends_with(['\n', '\r']);
    let mut left = if ends_with_line {
        cell.behind().len()
    } else {
        usize::MAX
    };
    while let Some(last) = out.last_mut() {
        let text = match last {
            Piece::Kept(range) => &cell.source[range.clone()],
            Piece::New(text) => text.as_str(),
        };
        let ends = text.len() - text.trim_end_matches(['\n', '\r']).len();
        let gone = ends.min(left);
        let (kept, all) = (text.len() - gone, gone == text.len());
        left -= gone;
        match last {
            Piece::Kept(range) => range.end = range.start + kept,
            Piece::New(text) => text.truncate(kept),
        }
        if !all {
            break;
        }
        out.pop();
    }
    out.retain(|piece| match piece {
        Piece::Kept(range) => !range.is_empty(),
        Piece::New(text) => !text.is_empty(),
    });
    out
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
#[path = "splice_tests.rs"]
mod tests;
