//! What a run gives: findings, fixes and blind spots. Plain owned data in the project's own words;
//! every report format is written from these types, and none can change them.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// How bad it is that a finding is left as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Advice; never fails a run.
    Note,
    /// Changes behaviour, or is deprecated.
    Warning,
    /// Breaks with the target version, or is a security hole.
    Error,
}

/// When the code that a finding names goes wrong after the upgrade.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Fails {
    /// The module can no longer be imported.
    Import,
    /// An exception is raised when the line runs.
    Call,
    /// No exception: the meaning changes.
    Silently,
    /// It does not fail (advice, deprecations).
    Never,
}

/// How far a fix can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    /// No rewrite is offered; a reason and what to do stand in the finding.
    Manual,
    /// Likely right; a person must look.
    Unsafe,
    /// Equal except for the pack's own list of accepted differences.
    Safe,
}

/// A place in a file, as people count: lines and columns from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Position {
    /// Line, from 1. In a notebook: within the cell.
    pub line: u32,
    /// Column, from 1, in characters.
    pub column: u32,
    /// Byte offset from the start of the file (of the cell's source in a notebook), from 0.
    pub offset: u32,
}

/// A stretch of a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Location {
    /// Path relative to the working directory, with `/`.
    pub path: String,
    /// Index among all cells of a notebook, from 0, or none.
    pub cell: Option<u32>,
    /// First character.
    pub start: Position,
    /// Behind the last character.
    pub end: Position,
}

/// The number of a cell as people and notebooks' editors count, from 1, by its index.
#[must_use]
pub const fn cell_number(index: u32) -> u32 {
    index.saturating_add(1)
}

/// A further place that explains a finding: a step of the way a value took.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Related {
    /// Where.
    #[serde(flatten)]
    pub location: Location,
    /// What happens there, in a few words.
    pub why: String,
}

/// The old and the new name of what a finding is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Symbol {
    /// Qualified name in the old version.
    pub old: Option<String>,
    /// Qualified name in the new version, where there is one counterpart.
    pub new: Option<String>,
}

/// One reported place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Code of the rule, `OAI102`.
    pub code: String,
    /// Name of the rule, in kebab case.
    pub name: String,
    /// Name of the pack, as `--select` takes it.
    pub package: String,
    /// The distribution that it is about, its name normalised (PEP 503), where there is one.
    pub distribution: Option<String>,
    /// How bad it is.
    pub severity: Severity,
    /// When it goes wrong.
    pub fails: Fails,
    /// One sentence for people.
    pub message: String,
    /// Where.
    #[serde(flatten)]
    pub location: Location,
    /// Which symbol.
    pub symbol: Symbol,
    /// Whether there is a fix and how far it can be trusted.
    pub applicability: Applicability,
    /// For a manual finding: why there is no fix, a word from a fixed list.
    pub reason: Option<String>,
    /// What to do, for people.
    pub help: Option<String>,
    /// The version in which the symbol changed.
    pub breaks_in: Option<String>,
    /// The way the value took.
    pub related: Vec<Related>,
    /// Stable when lines move: a hash of the rule, the path, the text of the place and its rank
    /// among equal ones.
    pub fingerprint: String,
    /// The fix (part) that removes this finding.
    pub fix_id: Option<String>,
}

impl Finding {
    /// Says one thing more to whoever reads what to do.
    pub fn add_help(&mut self, text: &str) {
        let known = self.help.as_deref();
        self.help = sentences(known.into_iter().chain([text]));
    }
}

/// Several things that are said, as sentences, each once; none if nothing is said.
#[must_use]
pub fn sentences<'a>(said: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let mut out = String::new();
    for text in said {
        let text = text.trim();
        let mut letters = text.chars();
        let Some(first) = letters.next() else {
            continue;
        };
        let mut sentence: String = first.to_uppercase().chain(letters).collect();
        if !sentence.ends_with(['.', '!', '?']) {
            sentence.push('.');
        }
        if out.contains(sentence.trim_end_matches('.')) {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&sentence);
    }
    (!out.is_empty()).then_some(out)
}

/// One replacement of bytes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TextEdit {
    /// First byte that is replaced.
    pub start: u32,
    /// Behind the last byte that is replaced.
    pub end: u32,
    /// What stands there afterwards.
    pub replacement: String,
}

impl TextEdit {
    /// The bytes that are replaced.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// `text` after `edits`, which must be sorted and disjoint.
#[must_use]
pub fn apply(text: &str, edits: &[TextEdit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut cursor = 0;
    for edit in edits {
        let range = edit.range();
        out.push_str(&text[cursor..range.start]);
        out.push_str(&edit.replacement);
        cursor = range.end;
    }
    out.push_str(&text[cursor..]);
    out
}

/// The edits of a fix in one file (or one cell of a notebook).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FileEdits {
    /// Path relative to the working directory, with `/`.
    pub path: String,
    /// Index among all cells of a notebook, from 0, or none.
    pub cell: Option<u32>,
    /// Sorted, disjoint.
    pub edits: Vec<TextEdit>,
}

/// A part: edits, possibly in many files, that are applied together or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// Name that findings refer to.
    pub id: String,
    /// How far it can be trusted; never `manual`.
    pub applicability: Applicability,
    /// Ids of the fixes without which this one is not applied.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub requires: Vec<String>,
    /// The edits, sorted by path.
    pub files: Vec<FileEdits>,
}

/// A place that might touch the old API and could not be resolved.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Blind {
    /// Where.
    #[serde(flatten)]
    pub location: Location,
    /// What could not be resolved, in a few words.
    pub why: String,
}

/// A file or a configuration that could not be used; the rest of the run went on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Problem {
    /// Path relative to the working directory, with `/`.
    pub path: String,
    /// What is wrong with it.
    pub message: String,
}

/// Numbers of a run.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Summary {
    /// Files that were walked.
    pub files: u32,
    /// Files that the prefilter let through.
    pub candidates: u32,
    /// Findings of severity error.
    pub errors: u32,
    /// Findings of severity warning.
    pub warnings: u32,
    /// Findings of severity note.
    pub notes: u32,
    /// Fixes that are safe.
    pub safe_fixes: u32,
    /// Fixes that a person must look at.
    pub unsafe_fixes: u32,
    /// Findings without a fix.
    pub manual: u32,
}

/// All that a run found, in a deterministic order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Version of this contract.
    pub version: u32,
    /// Sorted by path, cell, place and code.
    pub findings: Vec<Finding>,
    /// Sorted by id.
    pub fixes: Vec<Fix>,
    /// Sorted by place.
    pub blind: Vec<Blind>,
    /// Files that could not be used.
    pub problems: Vec<Problem>,
    /// Numbers.
    pub summary: Summary,
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn what_is_said_becomes_sentences_that_are_said_once() {
        let said = [
            "look at it.",
            "the value is used",
            "",
            "Look at it",
            "write `x`",
            "`y` goes",
        ];
        assert_eq!(
            sentences(said).as_deref(),
            Some("Look at it. The value is used. Write `x`. `y` goes.")
        );
        assert_eq!(sentences(["", " "]), None);
    }
}
