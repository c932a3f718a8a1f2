//! Directives with code and sessions of reStructuredText.

use std::ops::Range;

use super::blocks::{Block, PROMPT, block, indent, is_blank, is_python, session};

/// Directives whose argument is the language of what they hold.
const OF_LANGUAGE: [&str; 3] = ["code-block", "code", "sourcecode"];

/// Directives that hold Python.
const OF_PYTHON: [&str; 2] = ["testcode", "doctest"];

/// The blocks of a text, and the sessions that stand in it as they are.
pub(super) fn blocks(file: &str, lines: &[Range<usize>]) -> Vec<Block> {
    let text = |line: &Range<usize>| &file[line.clone()];
    let mut out = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let line = text(&lines[at]);
        if let Some(is_ours) = directive(line) {
            let body = body(file, &lines[at + 1..], indent(line));
            let skipped = at + 1 + body.end;
            let lines = &lines[at + 1..][body];
            let first = lines.first().map(text).unwrap_or_default();
            if is_ours && indent(first) > indent(line) {
                out.extend(block(file, lines, &first[..indent(first)]));
            }
            at = skipped.max(at + 1);
        } else if line.trim_start().starts_with(PROMPT) {
            let rest = &lines[at..];
            let ends = rest.iter().position(|line| is_blank(text(line)));
            let length = ends.unwrap_or(rest.len());
            out.extend(session(file, &rest[..length]));
            at += length;
        } else {
            at += 1;
        }
    }
    out
}

/// Whether a line is a directive with code, and whether that is Python.
fn directive(line: &str) -> Option<bool> {
    let (name, argument) = line.trim().strip_prefix(".. ")?.split_once("::")?;
    let (name, argument) = (name.trim(), argument.trim());
    if OF_PYTHON.contains(&name) {
        return Some(true);
    }
    let is_code = OF_LANGUAGE.contains(&name);
    is_code.then(|| is_python(argument))
}

/// Which of the lines behind a directive are its code: options and blank lines before it are not, and it ends where a line stands no
/// further in than the directive.
fn body(file: &str, lines: &[Range<usize>], outer: usize) -> Range<usize> {
    let text = |line: &Range<usize>| &file[line.clone()];
    let is_inside = |line: &Range<usize>| is_blank(text(line)) || indent(text(line)) > outer;
    let end = lines.iter().position(|line| !is_inside(line));
    let lines = &lines[..end.unwrap_or(lines.len())];
    let is_option = |line: &&Range<usize>| text(line).trim_start().starts_with(':');
    let options = lines.iter().take_while(is_option).count();
    let blank = |line: &&Range<usize>| is_blank(text(line));
    let start = options + lines[options..].iter().take_while(blank).count();
    let behind = lines[start..].iter().rev().take_while(blank).count();
    start..lines.len() - behind
}
