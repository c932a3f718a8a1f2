//! Fenced blocks of Markdown.

use std::ops::Range;

use super::blocks::{Block, block, indent, is_python};

/// A fence that opens a block.
struct Fence<'t> {
    indent: &'t str,
    mark: char,
    length: usize,
    info: &'t str,
}

/// The blocks of a text whose fence says that they are Python.
pub(super) fn blocks(file: &str, lines: &[Range<usize>]) -> Vec<Block> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let opened = fence(&file[lines[at].clone()]);
        at += 1;
        let Some(opened) = opened else {
            continue;
        };
        let rest = &lines[at..];
        let closes = |line: &Range<usize>| is_closed_by(&opened, &file[line.clone()]);
        // What is never closed is code up to the end for a renderer; somebody is in the middle of it.
        let Some(length) = rest.iter().position(closes) else {
            break;
        };
        if says_python(opened.info) {
            out.extend(block(file, &rest[..length], opened.indent));
        }
        at += length + 1;
    }
    out
}

/// The fence that a line is.
fn fence(line: &str) -> Option<Fence<'_>> {
    let (indent, rest) = line.split_at(indent(line));
    let mark = rest
        .chars()
        .next()
        .filter(|mark| matches!(mark, '`' | '~'))?;
    let info = rest.trim_start_matches(mark);
    let length = rest.len() - info.len();
    let info = info.trim();
    // With a tick behind it, it is code within a line.
    let is_inline = mark == '`' && info.contains('`');
    (length >= 3 && !is_inline).then_some(Fence {
        indent,
        mark,
        length,
        info,
    })
}

fn is_closed_by(opened: &Fence<'_>, line: &str) -> bool {
    fence(line).is_some_and(|fence| {
        fence.mark == opened.mark && fence.length >= opened.length && fence.info.is_empty()
    })
}

/// Whether the words behind a fence name Python: `python`, `py title="a.py"`, `{.python}`, `{code-block} python`.
fn says_python(info: &str) -> bool {
    let mut words = info
        .split([' ', '\t', ',', '{', '}'])
        .filter(|word| !word.is_empty());
    let Some(first) = words.next() else {
        return false;
    };
    match first {
        "code-block" | "code" | "code-cell" | "sourcecode" => words.next().is_some_and(is_python),
        word => is_python(word.trim_start_matches('.')),
    }
}
