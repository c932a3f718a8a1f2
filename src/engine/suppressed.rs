//! Comments that keep a line as it is: `# exuvia: ignore` for all rules, `# exuvia: ignore[ABC101, openai]`
//! for some, on the line of the comment, or in the whole statement behind whose last line it stands; `# exuvia: ignore-file` in
//! the same way for the whole file. Only a comment counts, not a string with its words, and one that is not understood keeps
//! nothing and is said.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::comments::{Comment, Kept, comments, mentions, read};
use super::local::Reported;
use super::long_statements::{Place, long_statements};
use super::read::Project;
use crate::finding::{Finding, Location, Problem, TextEdit, cell_number};
use crate::manifest::{comment_start, is_toml};
use crate::rewrite::Operation;
use crate::rewrite::flatten::flatten;
use crate::rules::load::Pack;
use crate::rules::select::{is_named, unknown};
use crate::semantic::project::File;
use crate::source::SourceUnit;
use crate::syntax::ast::Span;

/// A comment that was of no use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unused {
    /// Where it stands in the text.
    pub span: Span,
    /// What it would keep.
    pub kept: Kept,
    /// The words of it that were of no use; empty where it has none.
    pub words: Vec<String>,
}

/// The comments of one file.
#[derive(Debug, Default)]
pub struct Suppressions {
    /// By the cell of a notebook and the line.
    kept: BTreeMap<Place, Comment>,
    /// The first lines of the statements, and of lines of manifests, behind which comments stand, where these go over several.
    first: BTreeMap<Place, u32>,
    /// The comments that kept something, each with the word by which it did; an empty one where it has none.
    used: Mutex<BTreeSet<(Place, String)>>,
    /// What the configuration says is reported here.
    reported: Reported,
    /// Those that are not understood.
    wrong: Vec<(Option<u32>, u32, String)>,
}

impl Suppressions {
    /// The comments of a file of the project.
    #[must_use]
    pub fn of_file(file: &File) -> Self {
        let text = file.unit.text();
        if !file.unit.is_code() {
            return Self::of_manifest(file.unit.display(), text);
        }
        let mut out = Self::default();
        if mentions(text) {
            for comment in comments(text) {
                let bound = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
                let span = Span::new(bound(comment.start), bound(comment.end));
                let location = file.unit.location(span);
                out.take(
                    location.cell,
                    location.start.line,
                    comment.start,
                    &text[comment],
                );
            }
            out.first = long_statements(file);
            out.first.retain(|last, _| out.kept.contains_key(last));
        }
        out
    }

    /// The comments of a manifest.
    #[must_use]
    pub fn of_manifest(display: &str, text: &str) -> Self {
        let mut out = Self::default();
        if !mentions(text) {
            return out;
        }
        if is_toml(Path::new(display)) {
            for comment in comments(text) {
                let line = text[..comment.start].matches('\n').count() + 1;
                out.take(
                    None,
                    u32::try_from(line).unwrap_or(u32::MAX),
                    comment.start,
                    &text[comment],
                );
            }
            return out;
        }
        // A line that goes on behind a backslash can have its comment at its end alone.
        let mut first = 1;
        for (number, line) in (1..).zip(text.lines()) {
            let comment = comment_start(line);
            if let Some(at) = comment {
                out.take(None, number, at, &line[at..]);
                if first < number && out.kept.contains_key(&(None, number)) {
                    out.first.insert((None, number), first);
                }
            }
            if comment.is_some() || !line.ends_with('\\') {
                first = number + 1;
            }
        }
        out
    }

    /// The comments of a notebook's commands.
    #[must_use]
    pub fn of_commands(unit: &SourceUnit, text: &str, commands: &[Range<usize>]) -> Self {
        let mut out = Self::default();
        if !mentions(text) {
            return out;
        }
        for command in commands {
            let mut start = command.start;
            for line in text[command.clone()].split_inclusive('\n') {
                if let Some(at) = comment_start(line) {
                    let place = u32::try_from(start + at).unwrap_or(u32::MAX);
                    let location = unit.location(Span::new(place, place));
                    out.take(
                        location.cell,
                        location.start.line,
                        at,
                        line[at..].trim_end(),
                    );
                }
                start += line.len();
            }
        }
        out
    }

    fn take(&mut self, cell: Option<u32>, line: u32, at: usize, comment: &str) {
        match read(comment) {
            None => {}
            Some(Ok(mut one)) => {
                one.range = at + one.range.start..at + one.range.end;
                self.kept.insert((cell, line), one);
            }
            Some(Err(wrong)) => self.wrong.push((cell, line, wrong)),
        }
    }

    /// The same with what the configuration says of the file.
    #[must_use]
    pub fn within(mut self, reported: Reported) -> Self {
        self.reported = reported;
        self
    }

    /// The comments that are about a line: on it, or behind a statement that it is a line of.
    fn about(&self, cell: Option<u32>, line: u32) -> impl Iterator<Item = (Place, &Comment)> {
        let on_it = self.kept.contains_key(&(cell, line)).then_some(line);
        let behind = self.first.range((cell, line + 1)..=(cell, u32::MAX));
        let behind = behind.filter(move |(_, first)| **first <= line);
        let lines = on_it.into_iter().chain(behind.map(|((_, last), _)| *last));
        lines.map(move |line| ((cell, line), &self.kept[&(cell, line)]))
    }

    /// Whether a comment where a finding begins or ends keeps it, or what is said of the whole file.
    #[must_use]
    pub fn cover(&self, finding: &Finding) -> bool {
        let at = &finding.location;
        let lines = BTreeSet::from([at.start.line, at.end.line]);
        let about = lines
            .into_iter()
            .flat_map(|line| self.about(at.cell, line))
            .filter(|(place, one)| !one.whole && self.uses(*place, one, finding));
        // All that keep it are of use, not the first alone.
        let by_line = about.count() > 0;
        self.covers_whole(finding) || by_line
    }

    /// Whether a rule is not wanted anywhere in the file.
    fn covers_whole(&self, finding: &Finding) -> bool {
        let whole = self.kept.iter().filter(|(_, one)| one.whole);
        let keep = whole.filter(|(place, one)| self.uses(**place, one, finding));
        keep.count() > 0 || !self.reported.reports(finding)
    }

    /// Whether a comment is about a finding, which is remembered then.
    fn uses(&self, place: Place, comment: &Comment, finding: &Finding) -> bool {
        let words: Vec<&str> = match &comment.kept {
            Kept::All => vec![""],
            Kept::These(words) => {
                let words = words.iter().map(String::as_str);
                let about = |word: &&str| is_named(word, &finding.package, &finding.code);
                words.filter(about).collect()
            }
        };
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        used.extend(words.iter().map(|word| (place, (*word).to_owned())));
        !words.is_empty()
    }

    /// Takes the comments in a stretch for useful that are about a finding.
    pub fn use_within(&self, stretch: &Location, finding: &Finding) {
        let lines = (stretch.cell, stretch.start.line)..=(stretch.cell, stretch.end.line);
        for (place, comment) in self.kept.range(lines) {
            self.uses(*place, comment, finding);
        }
    }

    /// Whether the file has no such comment.
    #[must_use]
    pub fn is_bare(&self) -> bool {
        self.kept.is_empty()
    }

    /// What the configuration says of the file.
    #[must_use]
    pub const fn reported(&self) -> &Reported {
        &self.reported
    }

    /// The comments that were of no use so far, as a whole or in some words; of the words for which `is_known` holds, none standing
    /// for a comment without any.
    #[must_use]
    pub fn unused(&self, is_known: &dyn Fn(Option<&str>) -> bool) -> Vec<Unused> {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let is_used = |place: Place, word: &str| used.contains(&(place, word.to_owned()));
        let unused = |(place, comment): (&Place, &Comment)| {
            let words: Vec<String> = match &comment.kept {
                Kept::All if is_used(*place, "") || !is_known(None) => return None,
                Kept::All => Vec::new(),
                Kept::These(words) => {
                    let words = words.iter().filter(|word| !is_used(*place, word));
                    let words: Vec<String> =
                        words.filter(|word| is_known(Some(word))).cloned().collect();
                    (!words.is_empty()).then_some(words)?
                }
            };
            let bound = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            Some(Unused {
                span: Span::new(bound(comment.range.start), bound(comment.range.end)),
                kept: comment.kept.clone(),
                words,
            })
        };
        self.kept.iter().filter_map(unused).collect()
    }

    /// Whether there is no such comment, and all is reported.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty() && self.reported.is_all()
    }

    /// Whether a comment keeps a line that the operations of a finding's fix would change.
    #[must_use]
    pub fn keep(&self, file: &File, operations: &[Operation], finding: &Finding) -> bool {
        // What cannot be laid out is refused later on, and why is said there.
        let edits = flatten(file.unit.text(), operations).unwrap_or_default();
        if !edits.is_empty() && self.covers_whole(finding) {
            return true;
        }
        let mut lines = edits.iter().filter_map(|edit| changed_lines(file, edit));
        lines.any(|(cell, [first, last])| {
            let kept = (first..=last).flat_map(|line| self.about(cell, line));
            let keep = kept.filter(|(place, one)| self.uses(*place, one, finding));
            keep.count() > 0
        })
    }

    /// What is wrong with the comments of the file at a path: those that are not understood, and those
    /// that name what no pack has.
    #[must_use]
    pub fn problems(&self, path: &str, packs: &[Arc<Pack>]) -> Vec<Problem> {
        let packs: Vec<&Pack> = packs.iter().map(AsRef::as_ref).collect();
        let named = self.kept.iter().flat_map(|((cell, line), kept)| {
            let words: &[String] = match &kept.kept {
                Kept::All => &[],
                Kept::These(words) => words,
            };
            let unknown = words.iter().filter_map(|word| unknown(word, &packs));
            unknown
                .map(|wrong| (*cell, *line, wrong))
                .collect::<Vec<_>>()
        });
        let wrong = self.wrong.iter().cloned().chain(named);
        let problem = |(cell, line, wrong): (Option<u32>, u32, String)| {
            let cell = cell
                .map(|cell| format!("cell {}, ", cell_number(cell)))
                .unwrap_or_default();
            Problem {
                path: path.to_owned(),
                message: format!("{cell}line {line}: {wrong}"),
            }
        };
        wrong.map(problem).collect()
    }
}

/// What is wrong with such comments in the files of a project.
pub fn wrong_comments<'a>(
    project: &'a Project,
    packs: &'a [Arc<Pack>],
) -> impl Iterator<Item = Problem> + 'a {
    project
        .files
        .iter()
        .flat_map(|file| Suppressions::of_file(file).problems(file.unit.display(), packs))
}

/// The first and the last line that an edit changes, with their cell; none if it puts lines between others.
fn changed_lines(file: &File, edit: &TextEdit) -> Option<(Option<u32>, [u32; 2])> {
    let at = file.unit.location(Span::new(edit.start, edit.end));
    let breaks = ['\n', '\r'];
    if edit.start == edit.end {
        let (before, behind) = file.unit.text().split_at(edit.start as usize);
        let begins_line = before.is_empty() || before.ends_with(breaks);
        let above = begins_line && edit.replacement.ends_with(breaks);
        let below = edit.replacement.starts_with(breaks)
            && (behind.is_empty() || behind.starts_with(breaks));
        if above || below {
            return None;
        }
    }
    // Up to the beginning of a line is no part of it.
    let last = at.end.line - u32::from(at.end.column == 1 && at.end.line > at.start.line);
    Some((at.cell, [at.start.line, last]))
}
