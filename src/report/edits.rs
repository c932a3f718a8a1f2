//! Where the edits of fixes stand, in lines and columns: reports of other tools count no bytes of files.

use std::collections::BTreeMap;

use crate::engine::Outcome;
use crate::finding::{Finding, Fix, Location, Position, TextEdit};
use crate::source::declares_another;
use crate::source::position::Positions;

/// Bytes of the mark that some editors put before UTF-8 text. It is no part of the text.
const MARK: u32 = 3;

/// The texts of the files in a run whose bytes are known to be those of their text.
pub(super) struct Edits<'a> {
    files: BTreeMap<&'a str, File<'a>>,
    fixes: BTreeMap<&'a str, &'a Fix>,
}

/// A text of a file, with as many bytes before it as `skipped` says.
struct File<'a> {
    text: &'a str,
    positions: Positions,
    skipped: u32,
}

impl<'a> Edits<'a> {
    pub(super) fn of(outcome: &'a Outcome) -> Self {
        let mut places: BTreeMap<&str, Vec<&Location>> = BTreeMap::new();
        for location in outcome.report.findings.iter().flat_map(locations) {
            let of_file = places.entry(location.path.as_str());
            of_file.or_default().push(location);
        }
        let texts = outcome.texts.iter();
        let texts = texts.filter(|((_, cell), _)| cell.is_none());
        let files = texts.filter_map(|((path, _), text)| {
            let places = places.get(path.as_str())?;
            Some((path.as_str(), File::of(text, places)?))
        });
        let fixes = outcome.report.fixes.iter();
        Self {
            files: files.collect(),
            fixes: fixes.map(|fix| (fix.id.as_str(), fix)).collect(),
        }
    }

    /// The fix that removes a finding and can be applied by itself, in files that are no notebooks: it asks for no other fix.
    pub(super) fn fix(&self, finding: &Finding) -> Option<&'a Fix> {
        let fix = *self.fixes.get(finding.fix_id.as_deref()?)?;
        let whole = fix.requires.is_empty() && !fix.files.is_empty();
        (whole && fix.files.iter().all(|file| file.cell.is_none())).then_some(fix)
    }

    /// Where what an edit replaces begins and ends; none where that is not known.
    pub(super) fn place(&self, path: &str, edit: &TextEdit) -> Option<(Position, Position)> {
        let file = self.files.get(path)?;
        let at = |offset: u32| {
            let within = offset.checked_sub(file.skipped)?;
            Some(file.positions.position(file.text, within))
        };
        Some((at(edit.start)?, at(edit.end)?))
    }

    /// All edits of one file as one: from the first byte that is replaced to the last.
    pub(super) fn as_one(
        &self,
        path: &str,
        edits: &[TextEdit],
    ) -> Option<(Position, Position, String)> {
        let file = self.files.get(path)?;
        let (first, last) = (edits.first()?, edits.last()?);
        let (start, end) = (self.place(path, first)?.0, self.place(path, last)?.1);
        let mut text = String::new();
        let mut at = first.start;
        for edit in edits {
            text.push_str(file.bytes(at, edit.start)?);
            text.push_str(&edit.replacement);
            at = edit.end;
        }
        Some((start, end, text))
    }

    /// The column of a place counted in bytes of UTF-8; none where its line is not known.
    pub(super) fn byte_column(&self, path: &str, place: Position) -> Option<usize> {
        let file = self.files.get(path)?;
        let line = file.positions.line(file.text, place.line)?;
        let before = (place.column as usize).saturating_sub(1);
        let bytes = line.chars().take(before).map(char::len_utf8);
        Some(bytes.sum::<usize>() + 1)
    }
}

impl<'a> File<'a> {
    /// None where the places that were found show that the bytes of the file are not those of the text.
    fn of(text: &'a str, places: &[&Location]) -> Option<Self> {
        let positions = Positions::new(text);
        let skipped = |place: &Position| {
            let within = positions.offset(text, place.line, place.column);
            place.offset.checked_sub(u32::try_from(within).ok()?)
        };
        let ends = places.iter().flat_map(|one| [&one.start, &one.end]);
        let mut ends = ends.map(skipped);
        let first = ends.next()??;
        let agree = ends.all(|one| one == Some(first)) && matches!(first, 0 | MARK);
        (agree && !declares_another(text)).then_some(Self {
            text,
            positions,
            skipped: first,
        })
    }

    fn bytes(&self, start: u32, end: u32) -> Option<&'a str> {
        let at = |offset: u32| offset.checked_sub(self.skipped).map(|at| at as usize);
        self.text.get(at(start)?..at(end)?)
    }
}

/// The place of a finding, and those that explain it.
fn locations(finding: &Finding) -> impl Iterator<Item = &Location> {
    let related = finding.related.iter().map(|one| &one.location);
    std::iter::once(&finding.location).chain(related)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::Edits;
    use crate::engine::Outcome;
    use crate::finding::{FileEdits, TextEdit};
    use crate::report::sample;

    /// The sample's first file, as one with other bytes before its text or another declaration.
    fn with(text: &str, more: u32) -> Outcome {
        let mut outcome = sample::outcome();
        outcome.report.findings.truncate(1);
        let finding = &mut outcome.report.findings[0];
        finding.related.clear();
        finding.location = sample::locate("app/models.py", None, text, "nestlib.Chat.create");
        finding.location.start.offset += more;
        finding.location.end.offset += more;
        let key = ("app/models.py".to_owned(), None);
        outcome.texts.insert(key, text.into());
        outcome
    }

    fn edit(start: u32, end: u32) -> TextEdit {
        TextEdit {
            start,
            end,
            replacement: "x".to_owned(),
        }
    }

    #[test]
    fn an_edit_has_lines_and_columns_where_the_bytes_of_the_file_are_those_of_its_text() {
        let text = "# é\nnestlib.Chat.create()\n";
        for (more, known) in [(0, true), (3, true), (1, false)] {
            let outcome = with(text, more);
            let edits = Edits::of(&outcome);
            let place = edits.place("app/models.py", &edit(5 + more, 12 + more));
            let place = place.map(|(start, end)| (start.line, start.column, end.column));
            assert_eq!(place, known.then_some((2, 1, 8)), "{more} bytes more");
        }
        let other = with("# coding: latin-1\nnestlib.Chat.create('é')\n", 0);
        let edits = Edits::of(&other);
        assert!(edits.place("app/models.py", &edit(18, 20)).is_none());
        assert!(edits.place("app/other.py", &edit(0, 1)).is_none());
    }

    #[test]
    fn several_edits_of_a_file_are_one_with_what_stands_between_them() {
        let outcome = with("é\nnestlib.Chat.create()\n", 0);
        let edits = Edits::of(&outcome);
        let (start, end, text) = edits
            .as_one("app/models.py", &[edit(0, 0), edit(3, 10)])
            .unwrap();
        assert_eq!(
            (start.line, start.column, end.line, end.column),
            (1, 1, 2, 8)
        );
        assert_eq!(text, "xé\nx");
        assert_eq!(edits.byte_column("app/models.py", end), Some(8));
    }

    #[test]
    fn a_fix_that_needs_another_or_a_notebook_is_not_one_to_apply_by_itself() {
        let mut outcome = sample::outcome();
        let finding = outcome.report.findings[0].clone();
        assert!(Edits::of(&outcome).fix(&finding).is_some());
        assert!(
            Edits::of(&outcome)
                .fix(&outcome.report.findings[1])
                .is_none()
        );
        let fix = &mut outcome.report.fixes[1];
        fix.files.push(FileEdits {
            path: "x.ipynb".to_owned(),
            cell: Some(0),
            edits: Vec::new(),
        });
        assert!(Edits::of(&outcome).fix(&finding).is_none());
        let fix = &mut outcome.report.fixes[1];
        fix.files.truncate(1);
        fix.requires.push("other".to_owned());
        assert!(Edits::of(&outcome).fix(&finding).is_none());
    }
}
