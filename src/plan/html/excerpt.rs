//! The code of a place: as it is, or before and after its fix.

use std::collections::BTreeMap;
use std::ops::Range;

use maud::{Markup, html};
use similar::{ChangeTag, TextDiff};

use crate::engine::Outcome;
use crate::finding::{Fix, Location, TextEdit};
use crate::report::safe;

/// Lines that are shown before and behind a place.
const AROUND: usize = 2;
/// Lines of an excerpt at most; a place can be as long as its file.
const LONGEST: usize = 40;
/// Characters of a line at most; a file can be one line.
const WIDEST: usize = 400;

/// A line of an excerpt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// What becomes of it.
    pub(super) tag: ChangeTag,
    /// Its number before.
    pub(super) number: Option<usize>,
    /// Whether the place lies in it.
    pub(super) marked: bool,
    /// Without its end.
    pub(super) text: String,
}

/// The code of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Excerpt {
    pub(super) lines: Vec<Line>,
    /// Whether there are lines that are not shown.
    pub(super) cut: bool,
    /// Edits of the fix that stand elsewhere.
    pub(super) elsewhere: usize,
}

/// One text, and where its lines begin.
struct Text<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Text<'a> {
    fn new(text: &'a str) -> Self {
        let feeds = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
        let starts = std::iter::once(0)
            .chain(feeds)
            .filter(|at| *at < text.len());
        Self {
            text,
            starts: starts.collect(),
        }
    }

    /// The line that holds a byte, from 0.
    fn line_of(&self, offset: usize) -> usize {
        let behind = self.starts.partition_point(|start| *start <= offset);
        behind.saturating_sub(1)
    }

    /// The bytes of lines.
    fn bytes(&self, lines: &Range<usize>) -> Range<usize> {
        let start = |line: usize| self.starts.get(line).copied().unwrap_or(self.text.len());
        start(lines.start)..start(lines.end)
    }

    fn slice(&self, lines: &Range<usize>) -> &'a str {
        self.text.get(self.bytes(lines)).unwrap_or_default()
    }

    /// Lines with some around them.
    fn wider(&self, lines: &Range<usize>) -> Range<usize> {
        let end = lines.end.saturating_add(AROUND).min(self.starts.len());
        lines.start.saturating_sub(AROUND).min(end)..end
    }
}

/// The texts and the fixes that excerpts are made of.
pub(super) struct Excerpts<'a> {
    texts: BTreeMap<(&'a str, Option<u32>), Text<'a>>,
    fixes: BTreeMap<&'a str, &'a Fix>,
}

impl<'a> Excerpts<'a> {
    /// Those of a run.
    pub(super) fn of(outcome: &'a Outcome) -> Self {
        let texts = outcome.texts.iter();
        let fixes = outcome.report.fixes.iter();
        Self {
            texts: texts
                .map(|((path, cell), text)| ((path.as_str(), *cell), Text::new(text)))
                .collect(),
            fixes: fixes.map(|fix| (fix.id.as_str(), fix)).collect(),
        }
    }

    fn text(&self, location: &'a Location) -> Option<&Text<'a>> {
        self.texts.get(&(location.path.as_str(), location.cell))
    }

    /// The line at which a place begins, without what stands around it.
    pub(super) fn line(&self, location: &'a Location) -> Option<String> {
        let text = self.text(location)?;
        let line = (location.start.line as usize).checked_sub(1)?;
        let line = shown(text.slice(&(line..line + 1)).trim());
        (!line.is_empty()).then_some(line)
    }

    /// The code at a place.
    pub(super) fn code(&self, location: &'a Location) -> Option<Excerpt> {
        let text = self.text(location)?;
        let place = lines_of(location);
        let lines = text.wider(&place);
        let all = text.slice(&lines).lines().zip(lines.clone());
        let all = all.map(|(line, number)| Line {
            tag: ChangeTag::Equal,
            number: Some(number + 1),
            marked: place.contains(&number),
            text: shown(line),
        });
        excerpt(all.collect(), 0)
    }

    /// The code at a place before and after a fix.
    pub(super) fn change(&self, location: &'a Location, fix: &str) -> Option<Excerpt> {
        let (text, fix) = (self.text(location)?, self.fixes.get(fix)?);
        let here = |file: &&crate::finding::FileEdits| {
            file.path == location.path && file.cell == location.cell
        };
        let edits = &fix.files.iter().find(here)?.edits;
        let place = lines_of(location);
        let (lines, edits) = window(text, edits, &place)?;
        let all: usize = fix.files.iter().map(|file| file.edits.len()).sum();
        let before = text.slice(&lines);
        let after = edited(before, text.bytes(&lines).start, edits)?;
        let diff = TextDiff::from_lines(before, after.as_str());
        let changed = diff.iter_all_changes().map(|change| {
            let number = change.old_index().map(|index| lines.start + index);
            Line {
                tag: change.tag(),
                number: number.map(|number| number + 1),
                marked: number.is_some_and(|number| place.contains(&number)),
                text: shown(change.value().trim_end_matches(['\n', '\r'])),
            }
        });
        excerpt(changed.collect(), all - edits.len())
    }
}

fn excerpt(mut lines: Vec<Line>, elsewhere: usize) -> Option<Excerpt> {
    let cut = lines.len() > LONGEST;
    lines.truncate(LONGEST);
    (!lines.is_empty()).then_some(Excerpt {
        lines,
        cut,
        elsewhere,
    })
}

/// The lines of a place, from 0.
fn lines_of(location: &Location) -> Range<usize> {
    let first = (location.start.line as usize).saturating_sub(1);
    let ends_before = location.end.column == 1 && location.end.line > location.start.line;
    let last = (location.end.line as usize).saturating_sub(usize::from(ends_before));
    first..last.max(first + 1)
}

/// The lines around a place with the edits in them; where no edit is near, around the nearest one.
fn window<'e>(
    text: &Text<'_>,
    edits: &'e [TextEdit],
    place: &Range<usize>,
) -> Option<(Range<usize>, &'e [TextEdit])> {
    let of = |edit: &TextEdit| {
        let range = edit.range();
        let last = range.end.max(range.start + 1) - 1;
        text.line_of(range.start)..text.line_of(last) + 1
    };
    let behind = edits.partition_point(|edit| of(edit).end <= place.start);
    let distance = |index: usize| {
        let edit = edits.get(index).map(of)?;
        let before = place.start.saturating_sub(edit.end);
        Some((before.max(edit.start.saturating_sub(place.end)), index))
    };
    let near = [Some(behind), behind.checked_sub(1)].into_iter().flatten();
    let (far, nearest) = near.filter_map(distance).min()?;
    let seed = of(&edits[nearest]);
    let mut lines = match far <= 2 * AROUND {
        true => seed.start.min(place.start)..seed.end.max(place.end),
        false => seed,
    };
    let (mut first, mut end) = (nearest, nearest + 1);
    while first > 0 && of(&edits[first - 1]).end + 2 * AROUND >= lines.start {
        first -= 1;
        lines.start = lines.start.min(of(&edits[first]).start);
    }
    while end < edits.len() && of(&edits[end]).start <= lines.end + 2 * AROUND {
        lines.end = lines.end.max(of(&edits[end]).end);
        end += 1;
        if lines.len() > LONGEST {
            break;
        }
    }
    Some((text.wider(&lines), &edits[first..end]))
}

/// `text`, which begins at `base`, after edits; none where they do not fit it.
fn edited(text: &str, base: usize, edits: &[TextEdit]) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut taken = 0;
    for edit in edits {
        let range = edit.range();
        let (start, end) = (range.start.checked_sub(base)?, range.end.checked_sub(base)?);
        out.push_str(text.get(taken..start)?);
        out.push_str(&edit.replacement);
        taken = end;
    }
    out.push_str(text.get(taken..)?);
    Some(out)
}

/// A line as it is shown.
fn shown(line: &str) -> String {
    let line = line.trim_end_matches(['\n', '\r']);
    let mut out: String = line.chars().take(WIDEST).collect();
    if out.len() < line.len() {
        out.push('…');
    }
    match safe::block(&out) {
        std::borrow::Cow::Borrowed(_) => out,
        std::borrow::Cow::Owned(safe) => safe,
    }
}

/// Lines as code.
pub(super) fn render(excerpt: &Excerpt) -> Markup {
    html! {
        pre .code {
            @for line in &excerpt.lines {
                @let number = line.number.map(|number| number.to_string());
                @match line.tag {
                    ChangeTag::Equal if line.marked => mark data-n=[number] { "  " (line.text) "\n" },
                    ChangeTag::Equal => span data-n=[number] { "  " (line.text) "\n" },
                    ChangeTag::Delete => del data-n=[number] { "- " (line.text) "\n" },
                    ChangeTag::Insert => ins { "+ " (line.text) "\n" },
                }
            }
            @if excerpt.cut { span { "  …\n" } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;

    const FIVE: &str = "a\nb\nc = old(1)\nd\ne\n";

    fn edit(start: u32, end: u32, replacement: &str) -> TextEdit {
        TextEdit {
            start,
            end,
            replacement: replacement.to_owned(),
        }
    }

    fn changed(text: &str, needle: &str, edits: Vec<TextEdit>) -> Option<(Vec<String>, usize)> {
        let mut outcome = sample::outcome();
        let location = sample::locate("x.py", None, text, needle);
        outcome.texts.insert(("x.py".to_owned(), None), text.into());
        outcome.report.fixes = vec![Fix {
            id: "f".to_owned(),
            applicability: crate::finding::Applicability::Safe,
            requires: Vec::new(),
            files: vec![crate::finding::FileEdits {
                path: "x.py".to_owned(),
                cell: None,
                edits,
            }],
        }];
        let made = Excerpts::of(&outcome).change(&location, "f")?;
        let lines = made.lines.iter();
        let lines = lines.map(|line| format!("{}{}", line.tag, line.text));
        Some((lines.collect(), made.elsewhere))
    }

    #[test]
    fn the_edits_at_a_place_are_shown_as_lines_before_and_after() {
        let made = changed(FIVE, "old(1)", vec![edit(8, 11, "new")]);
        let lines = [" a", " b", "-c = old(1)", "+c = new(1)", " d", " e"];
        assert_eq!(made, Some((lines.map(str::to_owned).to_vec(), 0)));
    }

    #[test]
    fn edits_that_are_far_away_are_counted() {
        let text = format!("import x\n{}", "pass\n".repeat(30)) + FIVE;
        let at = u32::try_from(text.len() - FIVE.len()).expect("it is short");
        let edits = vec![edit(0, 8, "import y"), edit(at + 8, at + 11, "new")];
        let (lines, elsewhere) = changed(&text, "old(1)", edits.clone()).expect("it is shown");
        assert_eq!((lines.len(), elsewhere), (6, 1));
        // No edit is near: the nearest one is shown.
        let (lines, _) = changed(&text, "old(1)", vec![edits[0].clone()]).expect("it is shown");
        assert_eq!(lines[..2], ["-import x", "+import y"]);
    }

    #[test]
    fn an_insertion_at_the_end_and_a_removal_of_all_are_shown() {
        let (lines, _) = changed("a\n", "a", vec![edit(2, 2, "b\n")]).expect("it is shown");
        assert_eq!(lines, [" a", "+b"]);
        let (lines, _) = changed("a\nb\n", "a", vec![edit(0, 4, "")]).expect("it is shown");
        assert_eq!(lines, ["-a", "-b"]);
    }

    #[test]
    fn edits_that_do_not_fit_the_text_show_nothing() {
        assert_eq!(changed("é\n", "é", vec![edit(1, 2, "e")]), None);
        assert_eq!(changed("a\n", "a", vec![edit(40, 42, "e")]), None);
    }

    #[test]
    fn long_lines_and_controls_are_cut_and_shown() {
        assert_eq!(shown(&"x".repeat(500)).chars().count(), WIDEST + 1);
        assert_eq!(shown("a\tb\u{202e}c\u{1b}\r\n"), "a\tb\u{fffd}c␛");
    }
}
