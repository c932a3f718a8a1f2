//! A file as lines that are known by their hashes, so that a later run finds what changed although no text was kept.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::finding::Location;
use crate::source::SourceUnit;
use crate::source::discover::FileKind;
use crate::syntax::ast::StmtKind;
use crate::syntax::parse;
use crate::syntax::query::blocks;

/// Bytes of the hash of a file, and of a line, of which there are many and which nobody forges.
const OF_FILE: usize = 16;
const OF_LINE: usize = 6;

/// The hash of a file.
#[must_use]
pub fn file_hash(bytes: &[u8]) -> String {
    hash(bytes, OF_FILE)
}

/// The hash of a line, without its line feed.
#[must_use]
pub fn line_hash(line: &str) -> String {
    hash(line.as_bytes(), OF_LINE)
}

fn hash(bytes: &[u8], length: usize) -> String {
    let digest = Sha256::digest(bytes);
    digest
        .iter()
        .take(length)
        .fold(String::new(), |mut out, byte| {
            let _ = write!(out, "{byte:02x}");
            out
        })
}

/// A line of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The cell of a notebook, by its index.
    pub cell: Option<u32>,
    /// From 1, within the cell.
    pub line: u32,
    /// See [`line_hash`].
    pub hash: String,
    /// Whether nothing stands on it.
    pub blank: bool,
}

/// Lines by their places among all of a file, from 0, the last one included.
pub type Stretch = (usize, usize);

/// A statement.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Statement {
    /// All its lines.
    whole: Stretch,
    /// Those that are named by a place in it which lies in none of the statements below it.
    named: Stretch,
    is_import: bool,
}

/// A file as lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct View {
    /// Of a notebook: those of its code cells, one cell behind the other.
    pub lines: Vec<Line>,
    statements: Vec<Statement>,
}

impl View {
    /// Looks at the bytes of a file.
    #[must_use]
    pub fn of(path: &Path, display: &str, kind: FileKind, bytes: &[u8]) -> Self {
        let is_code = matches!(kind, FileKind::Python | FileKind::Notebook);
        let unit = match is_code {
            true => SourceUnit::read(path, display, bytes),
            false => SourceUnit::read_other(path, display, bytes),
        };
        let Ok(unit) = unit else {
            return Self {
                lines: lines(None, &String::from_utf8_lossy(bytes)),
                statements: Vec::new(),
            };
        };
        let mut out = Self::default();
        if unit.is_notebook() {
            for (cell, _) in unit.programs() {
                let text = cell.and_then(|cell| unit.cell_text(cell));
                out.lines.extend(lines(cell, text.unwrap_or_default()));
            }
        } else {
            out.lines = lines(None, unit.text());
        }
        if is_code {
            out.statements = out.statements_of(&unit);
        }
        out
    }

    fn statements_of(&self, unit: &SourceUnit) -> Vec<Statement> {
        let tree = parse(unit.text());
        let ids = tree.stmt_ids();
        let found = ids.filter_map(|id| {
            let stmt = tree.stmt(id);
            let whole = self.stretch(&unit.location(stmt.span))?;
            let first_below = || {
                let below = blocks(&stmt.kind).into_iter().flatten().next()?;
                let place = unit.location(tree.stmt(*below).span);
                self.index(place.cell, place.start.line)
            };
            let named = match stmt.kind {
                // Handlers, what is done in a context and cases are rewritten together with their heads.
                StmtKind::Try { .. } | StmtKind::With { .. } | StmtKind::Match { .. } => whole,
                _ => match first_below() {
                    Some(below) => (whole.0, below.saturating_sub(1).max(whole.0)),
                    None => whole,
                },
            };
            let is_import = matches!(stmt.kind, StmtKind::Import(_) | StmtKind::ImportFrom { .. });
            Some(Statement {
                whole,
                named,
                is_import,
            })
        });
        found.collect()
    }

    /// The place of a line among all.
    #[must_use]
    pub fn index(&self, cell: Option<u32>, line: u32) -> Option<usize> {
        let place = |one: &Line| (one.cell, one.line);
        self.lines.binary_search_by_key(&(cell, line), place).ok()
    }

    fn stretch(&self, place: &Location) -> Option<Stretch> {
        let first = self.index(place.cell, place.start.line)?;
        let last = self.index(place.cell, place.end.line).unwrap_or(first);
        Some((first, last.max(first)))
    }

    /// The lines that a place names: those of the innermost statement that holds it. A function and a class are
    /// named by their heads, and so is what is done under a condition or in a loop. Where there is no statement,
    /// the lines of the place itself.
    #[must_use]
    pub fn named(&self, place: &Location) -> Option<Stretch> {
        let own = self.stretch(place)?;
        let holds = |one: &&Statement| one.whole.0 <= own.0 && own.1 <= one.whole.1;
        let holding = self.statements.iter().filter(holds);
        let innermost = holding.min_by_key(|one| one.whole.1 - one.whole.0);
        let named = innermost.map_or(own, |one| one.named);
        Some((named.0.min(own.0), named.1.max(own.1)))
    }

    /// The lines of imports.
    pub fn imports(&self) -> impl Iterator<Item = Stretch> {
        let imports = self.statements.iter().filter(|one| one.is_import);
        imports.map(|one| one.whole)
    }

    /// The lines of imports, each by itself.
    #[must_use]
    pub fn import_lines(&self) -> BTreeSet<usize> {
        self.imports()
            .flat_map(|(first, last)| first..=last)
            .collect()
    }

    /// The hashes of all lines.
    pub fn hashes(&self) -> Vec<&str> {
        self.lines.iter().map(|line| line.hash.as_str()).collect()
    }
}

/// The lines of a text; a line ends as Python has it, and a text that ends with one has no further line.
fn lines(cell: Option<u32>, text: &str) -> Vec<Line> {
    let mut out = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = memchr::memchr2(b'\n', b'\r', rest.as_bytes());
        let (line, left) = match end {
            None => (rest, ""),
            Some(at) if rest[at..].starts_with("\r\n") => (&rest[..=at], &rest[at + 2..]),
            Some(at) => (&rest[..at], &rest[at + 1..]),
        };
        out.push(Line {
            cell,
            line: u32::try_from(out.len() + 1).unwrap_or(u32::MAX),
            hash: line_hash(line),
            blank: line.trim().is_empty(),
        });
        rest = left;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Position;

    fn view(text: &str) -> View {
        View::of(Path::new("a.py"), "a.py", FileKind::Python, text.as_bytes())
    }

    fn at(line: u32) -> Location {
        let position = Position {
            line,
            column: 1,
            offset: 0,
        };
        Location {
            path: "a.py".to_owned(),
            cell: None,
            start: position,
            end: position,
        }
    }

    #[test]
    fn a_place_names_the_statement_that_holds_it() {
        let view = view(
            "import a\n\n@b\ndef f(\n    x,\n):\n    y = g(\n        x,\n    )\n    return y\n\ntry:\n    z()\nexcept E:\n    pass\n",
        );
        let named = |line| view.named(&at(line));
        assert_eq!(named(8), Some((6, 8)));
        assert_eq!(named(10), Some((9, 9)));
        // The head of a function, and not its body.
        assert_eq!(named(5), Some((2, 5)));
        assert_eq!(named(14), Some((11, 14)));
        assert_eq!(named(2), Some((1, 1)));
        assert_eq!(named(99), None);
        assert_eq!(view.imports().collect::<Vec<_>>(), [(0, 0)]);
    }

    #[test]
    fn lines_end_as_in_python_and_the_kind_of_end_counts() {
        let hashes = |text: &str| -> Vec<String> {
            view(text).hashes().into_iter().map(str::to_owned).collect()
        };
        assert_eq!(hashes("a\nb"), hashes("a\nb\n"));
        assert_eq!(hashes("a\rb\n"), hashes("a\nb\n"));
        assert_ne!(hashes("a\r\nb\n"), hashes("a\nb\n"));
        assert_eq!(hashes("a\r\nb\r\n").len(), 2);
        assert!(view("a\n \r\n").lines[1].blank);
    }

    #[test]
    fn a_notebook_is_the_lines_of_its_code_cells() {
        let text = r##"{"cells": [
 {"cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [], "source": ["import a\n", "a.b"]},
 {"cell_type": "markdown", "metadata": {}, "source": ["# c"]},
 {"cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [], "source": ["%pip install d\n", "e = 1"]}
], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}"##;
        let view = View::of(
            Path::new("a.ipynb"),
            "a.ipynb",
            FileKind::Notebook,
            text.as_bytes(),
        );
        let places: Vec<_> = view.lines.iter().map(|one| (one.cell, one.line)).collect();
        assert_eq!(
            places,
            [(Some(0), 1), (Some(0), 2), (Some(2), 1), (Some(2), 2)]
        );
        assert_eq!(view.imports().collect::<Vec<_>>(), [(0, 0)]);
    }
}
