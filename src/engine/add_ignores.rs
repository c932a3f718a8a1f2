//! Comments that keep code as it is, written where something is found: a large project can have the rest of it checked from
//! today on.

use std::collections::{BTreeMap, BTreeSet};

use super::comments::{Comment, Kept, Stretch, read, stretches};
use super::long_statements::long_statements;
use super::read::Project;
use super::{Change, Options, checked};
use crate::finding::{Finding, TextEdit, apply};
use crate::rewrite::verify::verify;
use crate::semantic::project::File;
use crate::source::Positions;

/// What keeping all that is found comes to; nothing is written yet.
#[derive(Debug, Default)]
pub struct Ignored {
    /// The files that change, sorted by path.
    pub changes: Vec<Change>,
    /// How many findings are kept then.
    pub kept: usize,
    /// The findings that no comment can keep, each with the reason.
    pub left: Vec<(Finding, &'static str)>,
}

/// Reads the project and keeps each finding by a comment on its line.
///
/// # Errors
/// As [`super::check`].
pub fn ignores(options: &Options) -> anyhow::Result<Ignored> {
    checked(options, |run, project, outcome| {
        let is_about_comments = |finding: &Finding| {
            let codes = run.packs.iter().map(|one| &one.pack.header.unused_comments);
            codes.flatten().any(|code| *code == finding.code)
        };
        let mut findings = outcome.report.findings;
        findings.retain(|one| !is_about_comments(one));
        ignored(project, findings)
    })
}

fn ignored(project: &Project, findings: Vec<Finding>) -> Ignored {
    let mut by_file: BTreeMap<String, Vec<Finding>> = BTreeMap::new();
    for finding in findings {
        let path = finding.location.path.clone();
        by_file.entry(path).or_default().push(finding);
    }
    let mut out = Ignored::default();
    for (path, findings) in by_file {
        let file = project.file(&path).filter(|file| file.unit.is_code());
        match file.map(|file| in_file(file, &findings)) {
            Some(Ok((change, left))) => {
                out.kept += findings.len() - left.len();
                out.changes.extend(change);
                out.left.extend(left);
            }
            Some(Err(why)) => out.left.extend(findings.into_iter().map(|one| (one, why))),
            None => {
                let why = "only code is written to";
                out.left.extend(findings.into_iter().map(|one| (one, why)));
            }
        }
    }
    out
}

type Kepts = (Option<Change>, Vec<(Finding, &'static str)>);

/// The file with a comment on the line of each finding, or where none can stand there behind its statement, and the findings of which no line can have one.
fn in_file(file: &File, findings: &[Finding]) -> Result<Kepts, &'static str> {
    let unit = &file.unit;
    if unit.is_notebook() {
        return Err("no comment is written into a notebook");
    }
    if unit.is_document() {
        return Err("no comment is written into a document");
    }
    let mut lines = Lines::of(unit.text());
    let long = long_statements(file);
    let mut left = Vec::new();
    for finding in findings {
        let at = &finding.location;
        let behind = long.iter().filter(|((_, last), first)| {
            (**first..=*last).contains(&at.start.line) && at.end.line <= *last
        });
        let at = [at.start.line, at.end.line].into_iter();
        let mut at = at.chain(behind.map(|((_, last), _)| *last));
        if !at.any(|line| lines.keep(line, &finding.code)) {
            left.push((finding.clone(), "no comment can stand on its line"));
        }
    }
    let edits = lines.edits();
    if edits.is_empty() {
        return Ok((None, left));
    }
    let written = || {
        let before = unit.bytes().ok()?;
        let after = unit.with_edits(&edits).ok()?;
        Some(Change {
            path: unit.path().to_owned(),
            display: unit.display().to_owned(),
            before,
            after,
        })
    };
    verify(unit.text(), &apply(unit.text(), &edits))
        .map_err(|_| "Python does not take the file")?;
    let change = written().ok_or("its encoding has no such letters")?;
    Ok((Some(change), left))
}

/// The lines of a text, with the comments that they have and those that they get.
struct Lines<'a> {
    text: &'a str,
    positions: Positions,
    /// Where comments begin, by their ends.
    comments: BTreeMap<usize, usize>,
    /// Where strings end, by their beginnings.
    strings: BTreeMap<usize, usize>,
    /// The codes that lines get.
    new: BTreeMap<u32, BTreeSet<String>>,
}

impl<'a> Lines<'a> {
    fn of(text: &'a str) -> Self {
        let (mut comments, mut strings) = (BTreeMap::new(), BTreeMap::new());
        for stretch in stretches(text) {
            match stretch {
                Stretch::Comment(range) => comments.insert(range.end, range.start),
                Stretch::String(range) => strings.insert(range.start, range.end),
            };
        }
        Self {
            text,
            positions: Positions::new(text),
            comments,
            strings,
            new: BTreeMap::new(),
        }
    }

    /// Where a line ends, without what breaks it.
    fn end(&self, line: u32) -> usize {
        let start = self.positions.offset(self.text, line, 1);
        let end = self.text[start..].find(['\n', '\r']);
        end.map_or(self.text.len(), |end| start + end)
    }

    /// Lets a comment keep a code on a line; false where none can stand there.
    fn keep(&mut self, line: u32, code: &str) -> bool {
        let end = self.end(line);
        let has_one = self.comments.contains_key(&end);
        // In a string it would be a part of it, and behind a backslash it is an error.
        let string = self.strings.range(..end).next_back();
        let is_free = string.is_none_or(|(_, behind)| *behind <= end);
        let may_be = has_one || is_free && !self.text[..end].ends_with('\\');
        if may_be {
            self.new.entry(line).or_default().insert(code.to_owned());
        }
        may_be
    }

    /// What is written, sorted.
    fn edits(&self) -> Vec<TextEdit> {
        let bound = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let edit = |(line, codes): (&u32, &BTreeSet<String>)| {
            let end = self.end(*line);
            let (at, known) = self.known(end);
            let (range, mut words) = match known {
                Some(Comment {
                    kept: Kept::All, ..
                }) => return None,
                Some(Comment {
                    kept: Kept::These(words),
                    range,
                    ..
                }) => (at + range.start..at + range.end, words),
                None => (end..end, Vec::new()),
            };
            let new = codes.iter().filter(|code| {
                let mut words = words.iter();
                !words.any(|word| code.starts_with(word.as_str()))
            });
            let new: Vec<String> = new.cloned().collect();
            words.extend(new);
            let blank = if range.is_empty() { "  " } else { "" };
            Some(TextEdit {
                start: bound(range.start),
                end: bound(range.end),
                replacement: format!("{blank}# exuvia: ignore[{}]", words.join(", ")),
            })
        };
        self.new.iter().filter_map(edit).collect()
    }

    /// The comment that ends at a place, and what it keeps on its line.
    fn known(&self, end: usize) -> (usize, Option<Comment>) {
        let Some(start) = self.comments.get(&end) else {
            return (end, None);
        };
        let read = read(&self.text[*start..end]);
        let known = read.and_then(Result::ok).filter(|one| !one.whole);
        (*start, known)
    }
}
