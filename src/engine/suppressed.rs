//! Comments that keep a line as it is: `# exuvia: ignore` for all rules, `# exuvia: ignore[ABC101, openai]`
//! for some. Only a comment counts, not a string with its words, and one that is not understood keeps nothing
//! and is said.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use super::read::Project;
use crate::finding::{Finding, Problem, TextEdit, cell_number};
use crate::manifest::{comment_start, is_toml};
use crate::rewrite::Operation;
use crate::rewrite::flatten::flatten;
use crate::rules::load::Pack;
use crate::rules::select::{is_named, unknown};
use crate::semantic::project::File;
use crate::source::SourceUnit;
use crate::syntax::ast::Span;

/// The word that such a comment begins with, in lower case.
const WORD: &str = "exuvia:";

/// What one comment keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Kept {
    /// All rules.
    All,
    /// Codes, beginnings of codes, packs.
    These(Vec<String>),
}

impl Kept {
    fn covers(&self, finding: &Finding) -> bool {
        match self {
            Self::All => true,
            Self::These(words) => words
                .iter()
                .any(|word| is_named(word, &finding.package, &finding.code)),
        }
    }
}

/// The comments of one file.
#[derive(Debug, Default)]
pub struct Suppressions {
    /// By the cell of a notebook and the line.
    kept: BTreeMap<(Option<u32>, u32), Kept>,
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
                out.take(location.cell, location.start.line, &text[comment]);
            }
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
                    &text[comment],
                );
            }
            return out;
        }
        for (number, line) in (1..).zip(text.lines()) {
            if let Some(at) = comment_start(line) {
                out.take(None, number, &line[at..]);
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
                    out.take(location.cell, location.start.line, line[at..].trim_end());
                }
                start += line.len();
            }
        }
        out
    }

    fn take(&mut self, cell: Option<u32>, line: u32, comment: &str) {
        match read(comment) {
            None => {}
            Some(Ok(kept)) => drop(self.kept.insert((cell, line), kept)),
            Some(Err(wrong)) => self.wrong.push((cell, line, wrong)),
        }
    }

    /// Whether a comment where a finding begins or ends keeps it.
    #[must_use]
    pub fn cover(&self, finding: &Finding) -> bool {
        let at = &finding.location;
        let lines = [at.start.line, at.end.line];
        lines.iter().any(|line| {
            let kept = self.kept.get(&(at.cell, *line));
            kept.is_some_and(|kept| kept.covers(finding))
        })
    }

    /// Whether there is no such comment.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// Whether a comment keeps a line that the operations of a finding's fix would change.
    #[must_use]
    pub fn keep(&self, file: &File, operations: &[Operation], finding: &Finding) -> bool {
        // What cannot be laid out is refused later on, and why is said there.
        let edits = flatten(file.unit.text(), operations).unwrap_or_default();
        let mut lines = edits.iter().filter_map(|edit| changed_lines(file, edit));
        lines.any(|(cell, [first, last])| {
            let mut kept = self.kept.range((cell, first)..=(cell, last));
            kept.any(|(_, kept)| kept.covers(finding))
        })
    }

    /// What is wrong with the comments of the file at a path: those that are not understood, and those
    /// that name what no pack has.
    #[must_use]
    pub fn problems(&self, path: &str, packs: &[Arc<Pack>]) -> Vec<Problem> {
        let packs: Vec<&Pack> = packs.iter().map(AsRef::as_ref).collect();
        let named = self.kept.iter().flat_map(|((cell, line), kept)| {
            let words: &[String] = match kept {
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

fn mentions(text: &str) -> bool {
    let (first, rest) = WORD.split_at(1);
    let is_word = |at: usize| {
        let here = text.as_bytes().get(at + 1..at + WORD.len());
        here.is_some_and(|here| here.eq_ignore_ascii_case(rest.as_bytes()))
    };
    let starts = |letter: char| first.eq_ignore_ascii_case(letter.encode_utf8(&mut [0; 4]));
    text.match_indices(starts).any(|(at, _)| is_word(at))
}

/// What a comment keeps; nothing if it does not speak of exuvia.
fn read(comment: &str) -> Option<Result<Kept, String>> {
    let lower = comment.to_ascii_lowercase();
    let begins = |at: &usize| lower[..*at].trim_end().ends_with('#');
    let mut words = lower.match_indices(WORD).map(|(at, _)| at);
    let at = words.find(begins)? + WORD.len();
    let rest = comment[at..].trim_start();
    let expected = "expected `# exuvia: ignore` or `# exuvia: ignore[CODE, …]`";
    let is_ignore = rest
        .get(.."ignore".len())
        .is_some_and(|word| word.eq_ignore_ascii_case("ignore"));
    if !is_ignore {
        return Some(Err(expected.to_owned()));
    }
    let rest = &rest["ignore".len()..];
    if rest.trim().is_empty() || rest.trim_start().starts_with('#') {
        return Some(Ok(Kept::All));
    }
    let list = rest.trim_start().strip_prefix('[');
    let Some((list, _)) = list.and_then(|list| list.split_once(']')) else {
        let hint = match list {
            Some(_) => "`]` is missing",
            None => "a reason stands behind another `#`",
        };
        return Some(Err(format!("{expected}; {hint}")));
    };
    let words: Vec<String> = list
        .split(',')
        .map(|word| word.trim().to_owned())
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() {
        return Some(Err(format!("{expected}; the list is empty")));
    }
    Some(Ok(Kept::These(words)))
}

/// The comments of a Python text, each from its `#` to the end of the line.
fn comments(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'#' => {
                let end = text[at..].find(['\n', '\r']);
                let end = end.map_or(text.len(), |end| at + end);
                out.push(at..end);
                at = end;
            }
            b'"' | b'\'' => at = behind_string(bytes, at),
            _ => at += 1,
        }
    }
    out
}

/// The place behind the string that begins with a quote.
fn behind_string(bytes: &[u8], start: usize) -> usize {
    let quote = bytes[start];
    let triple = bytes[start..].starts_with(&[quote; 3]);
    let mut at = start + if triple { 3 } else { 1 };
    while let Some(&byte) = bytes.get(at) {
        match byte {
            // In a raw string too: what stands behind it does not end the string.
            b'\\' => at += 2,
            b'\n' | b'\r' if !triple => return at,
            _ if byte == quote && (!triple || bytes[at..].starts_with(&[quote; 3])) => {
                return at + if triple { 3 } else { 1 };
            }
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::{Kept, comments, mentions, read};

    fn these(words: &[&str]) -> Kept {
        Kept::These(words.iter().map(|word| (*word).to_owned()).collect())
    }

    #[test]
    fn comments_keep_all_rules_or_some() {
        let kept = |comment| read(comment).and_then(Result::ok);
        for all in [
            "# exuvia: ignore",
            "#exuvia:ignore",
            "# type: ignore  # Exuvia: Ignore  # the server is old",
        ] {
            assert_eq!(kept(all), Some(Kept::All), "{all}");
        }
        assert_eq!(
            kept("# exuvia:ignore[RDS203 , pack,] for now"),
            Some(these(&["RDS203", "pack"]))
        );
        assert_eq!(read("# see exuvia: ignore"), None);
        assert_eq!(read("# noqa"), None);
    }

    #[test]
    fn what_is_not_understood_keeps_nothing() {
        for wrong in [
            "# exuvia: ignored by nobody",
            "# exuvia: ignore RDS110",
            "# exuvia: ignore[RDS110",
            "# exuvia: ignore[]",
            "# exuvia: skip",
        ] {
            assert!(matches!(read(wrong), Some(Err(_))), "{wrong}");
        }
    }

    #[test]
    fn strings_are_no_comments() {
        let found = |text: &'static str| -> Vec<&str> {
            comments(text)
                .into_iter()
                .map(|range| &text[range])
                .collect()
        };
        assert_eq!(found("a = '# b'  # c\n# d"), ["# c", "# d"]);
        assert_eq!(found("a = '''x\n# y'''\r# z\r\n"), ["# z"]);
        assert_eq!(found("a = r'\\'# b'\nc = \"it's # d\""), [""; 0]);
        assert_eq!(found("a = ('b'  # c\n     'd')"), ["# c"]);
        assert_eq!(found("!echo it's\nx # y"), ["# y"]);
    }

    #[test]
    fn only_texts_with_the_word_are_looked_at() {
        assert!(mentions("x # EXUVIA: ignore") && mentions("exuvia:"));
        assert!(!mentions("exuvia") && !mentions("e"));
    }
}
