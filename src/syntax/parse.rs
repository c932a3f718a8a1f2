//! From text to the owned tree.

use std::cell::RefCell;

use tree_sitter::{Language, Parser};

use super::ast::{Parent, Span, Stmt, StmtId, StmtKind, Tree};
use super::forward;
use super::lower::Lowering;
use super::reread::{self, Reworded};
use super::strict;

thread_local! {
    /// Making a parser costs more than parsing a small file, so that each thread keeps one.
    static PARSER: RefCell<Parser> = RefCell::new(new_parser());
}

/// Blocks in blocks that are read.
const INDENTS: usize = 250;

fn new_parser() -> Parser {
    let mut parser = Parser::new();
    parser
        .set_language(&Language::from(tree_sitter_python::LANGUAGE))
        .expect("the grammar is built for the parser's version");
    parser
}

/// Reads Python text. Never fails: what cannot be read stands in [`Tree::errors`], and statements
/// there are [`StmtKind::Unreadable`].
///
/// Statements are numbered as they stand in the text; expressions stand behind their operands.
/// Nested syntax is followed to a depth of about 200, chains (`a + b + …`, `a.b.c…`, `elif`) up to
/// some thousand links, which is what CPython takes as well; what lies deeper is an error stretch.
#[must_use]
pub fn parse(text: &str) -> Tree {
    let fits = u32::try_from(text.len()).is_ok();
    let strict = fits.then(|| strict::read(text)).flatten();
    let mut tree = strict.unwrap_or_else(|| without_forward(text));
    forward::read(&mut tree, text);
    tree
}

fn without_forward(text: &str) -> Tree {
    let fits = u32::try_from(text.len()).is_ok() && !is_indented_too_deep(text);
    let Some(tree) = fits.then(|| read(text)).flatten() else {
        return unreadable(text);
    };
    if tree.root_node().has_error()
        && let Some(Reworded {
            text: reworded,
            comments,
        }) = reread::reword(text)
        && let Some(again) = read(&reworded)
        && !again.root_node().has_error()
    {
        return Lowering::new(text, comments).module(again.root_node());
    }
    Lowering::new(text, Vec::new()).module(tree.root_node())
}

/// Compares what both parsers make of a text.
#[cfg(test)]
pub(super) fn both(text: &str) -> Option<(Tree, Tree)> {
    Some((strict::read(text)?, without_forward(text)))
}

/// Whether blocks may lie in more others than the parser has room for: it ends the process then. Python itself takes 100.
/// Lines within brackets and texts count here too, which no text that people wrote has so many of.
fn is_indented_too_deep(text: &str) -> bool {
    let mut open: Vec<usize> = Vec::new();
    for line in text.split(['\n', '\r']) {
        let code = line.trim_start_matches([' ', '\t', '\x0c']);
        if code.is_empty() || code.starts_with('#') {
            continue;
        }
        let width = line.len() - code.len();
        while open.last().is_some_and(|outer| *outer >= width) {
            open.pop();
        }
        open.push(width);
        if open.len() > INDENTS {
            return true;
        }
    }
    false
}

fn read(text: &str) -> Option<tree_sitter::Tree> {
    PARSER.with_borrow_mut(|parser| parser.parse(text, None))
}

/// The tree of a text that could not be parsed at all.
fn unreadable(text: &str) -> Tree {
    let span = Span::new(0, u32::try_from(text.len()).unwrap_or(u32::MAX));
    Tree {
        stmts: vec![Stmt {
            kind: StmtKind::Unreadable,
            span,
            parent: Parent::Module,
        }],
        body: vec![StmtId(0)],
        errors: vec![span],
        ..Tree::default()
    }
}
