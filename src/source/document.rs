//! The Python code in a document as one text, and the way of edits back into its file.
//!
//! The blocks are one program, as if they were typed in their order: a page explains one thing after the other. Each is followed by a line
//! of its own that is empty. What Python cannot read by itself (a block with dots in the place of code) is left out.

use std::path::Path;

use ruff_python_parser::{Mode, ParseOptions, parse_unchecked};

use self::blocks::{Block, Markup};
use super::position::Positions;
use crate::finding::TextEdit;

mod blocks;
mod markdown;
mod rest;

/// Whether a file is a document that may hold code, by its name.
#[must_use]
pub fn is_document(path: &Path) -> bool {
    Markup::of(path).is_some()
}

/// A line of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    /// Where it begins in the text.
    start: u32,
    /// Where the line begins in the file.
    raw: u32,
    /// Where its code begins in the file.
    place: u32,
    /// Behind its end in the file.
    end: u32,
    /// The number of its block.
    block: usize,
}

/// What stands before the code of a block's lines.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Before {
    /// The same for each line.
    Indent(Box<str>),
    /// The prompts of a session.
    Prompts,
}

/// A document's code.
#[derive(Debug, Clone)]
pub(super) struct Document {
    /// The file's text as it is.
    pub(super) file: Box<str>,
    pub(super) positions: Positions,
    /// The lines of the text, those between blocks among them.
    lines: Vec<Line>,
    /// By the number of a block: what stands before its lines, and where its code begins and ends in the text.
    blocks: Vec<(Before, u32, u32)>,
    /// The lines of the file on which blocks begin that are left out.
    skipped: Vec<u32>,
}

impl Document {
    /// The code of a document and its text.
    pub(super) fn read(path: &Path, file: &str) -> (String, Self) {
        let found = Markup::of(path).map_or_else(Vec::new, |markup| markup.blocks(file));
        let mut out = Self {
            file: file.into(),
            positions: Positions::new(file),
            lines: Vec::new(),
            blocks: Vec::new(),
            skipped: Vec::new(),
        };
        let mut text = String::new();
        for block in found {
            if is_python(&block.text(file)) {
                out.take(&block, &mut text);
            } else {
                let first = block.lines.first().map_or(0, |line| line.raw);
                let place = out.positions.position(file, number(first));
                out.skipped.push(place.line);
            }
        }
        (text, out)
    }

    fn take(&mut self, block: &Block, text: &mut String) {
        let start = number(text.len());
        let index = self.blocks.len();
        for line in &block.lines {
            self.lines.push(Line {
                start: number(text.len()),
                raw: number(line.raw),
                place: number(line.code.start),
                end: number(line.code.end),
                block: index,
            });
            text.push_str(&self.file[line.code.clone()]);
        }
        let before = match &block.indent {
            Some(indent) => Before::Indent(indent.as_str().into()),
            None => Before::Prompts,
        };
        if !text.ends_with('\n') {
            text.push('\n');
        }
        self.blocks.push((before, start, number(text.len())));
        let end = self.lines.last().map_or(0, |line| line.end);
        self.lines.push(Line {
            start: number(text.len()),
            raw: end,
            place: end,
            end,
            block: index,
        });
        text.push('\n');
    }

    /// Where blocks begin that are left out.
    pub(super) fn skipped(&self) -> &[u32] {
        &self.skipped
    }

    /// The texts that Python compiles one by one.
    pub(super) fn programs<'t>(&self, text: &'t str) -> impl Iterator<Item = &'t str> {
        let blocks = self.blocks.iter();
        blocks.map(|(_, start, end)| &text[*start as usize..*end as usize])
    }

    /// Where an offset of the text stands in the file's text.
    pub(super) fn place(&self, offset: u32) -> u32 {
        let Some(line) = self.line(offset) else {
            return 0;
        };
        (line.place + (offset - line.start)).min(line.end)
    }

    fn line(&self, offset: u32) -> Option<&Line> {
        let behind = self.lines.partition_point(|line| line.start <= offset);
        self.lines.get(behind.checked_sub(1)?)
    }

    /// Edits of the text as edits of the file's text; none where one would leave its block, or part a session's prompts from what
    /// stands behind them.
    pub(super) fn edits(&self, edits: &[TextEdit]) -> Option<Vec<TextEdit>> {
        edits.iter().map(|edit| self.edit(edit)).collect()
    }

    fn edit(&self, edit: &TextEdit) -> Option<TextEdit> {
        let first = self.line(edit.start)?;
        let last = match edit.end > edit.start {
            true => self.line(edit.end - 1)?,
            false => first,
        };
        let (before, _, end) = &self.blocks[first.block];
        if last.block != first.block || edit.end > *end {
            return None;
        }
        let is_at_line = |offset: u32| self.line(offset).is_some_and(|line| line.start == offset);
        let whole_lines = is_at_line(edit.start) && is_at_line(edit.end);
        let text = edit.replacement.as_str();
        let is_of_lines = text.is_empty() && edit.end > edit.start || text.ends_with('\n');
        if whole_lines && is_of_lines {
            let end = match edit.end > edit.start {
                true => last.end,
                false => first.raw,
            };
            let replacement = before.before_each(text)?;
            return self.are_neighbours(edit).then_some(TextEdit {
                start: first.raw,
                end,
                replacement,
            });
        }
        let is_one_line = first == last && !text.contains('\n');
        let replacement = match before {
            Before::Prompts => is_one_line.then(|| text.to_owned())?,
            Before::Indent(_) => before.behind_each(text),
        };
        Some(TextEdit {
            start: self.place(edit.start),
            end: self.place_behind(edit, last),
            replacement,
        })
    }

    /// Where what an edit replaces ends: on the line of its last byte, not before the first of the next line.
    fn place_behind(&self, edit: &TextEdit, last: &Line) -> u32 {
        match edit.end > edit.start {
            true => (last.place + (edit.end - last.start)).min(last.end),
            false => self.place(edit.start),
        }
    }

    /// Whether the lines that an edit replaces follow each other in the file as well: between them, a session shows what came out.
    fn are_neighbours(&self, edit: &TextEdit) -> bool {
        let first = self.lines.partition_point(|line| line.start < edit.start);
        let behind = self.lines.partition_point(|line| line.start < edit.end);
        let mut pairs = self.lines[first..behind.max(first)].windows(2);
        pairs.all(|pair| pair[0].end == pair[1].raw)
    }
}

impl Before {
    /// Whole lines with what stands before each; none where that is not known.
    fn before_each(&self, lines: &str) -> Option<String> {
        match self {
            _ if lines.is_empty() => Some(String::new()),
            Self::Prompts => None,
            Self::Indent(indent) => {
                let lines = lines.split_inclusive('\n');
                Some(lines.map(|line| with_indent(indent, line)).collect())
            }
        }
    }

    /// A text that begins in a line, with what stands before each further one.
    fn behind_each(&self, text: &str) -> String {
        let Self::Indent(indent) = self else {
            return text.to_owned();
        };
        let mut lines = text.split_inclusive('\n');
        let first = lines.next().unwrap_or_default().to_owned();
        let ends_open = text.ends_with('\n');
        let more: String = lines.map(|line| with_indent(indent, line)).collect();
        let open = if ends_open { &**indent } else { "" };
        first + &more + open
    }
}

/// A line behind an indent; an empty one stays empty.
fn with_indent(indent: &str, line: &str) -> String {
    match line.trim_end_matches(['\r', '\n']).is_empty() {
        true => line.to_owned(),
        false => format!("{indent}{line}"),
    }
}

/// Whether Python's grammar takes a text.
fn is_python(text: &str) -> bool {
    let options = ParseOptions::from(Mode::Module);
    parse_unchecked(text, options).errors().is_empty()
}

fn number(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
#[path = "document_tests.rs"]
mod tests;
