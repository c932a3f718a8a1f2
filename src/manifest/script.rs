//! What a script says it needs, in a comment of its own (PEP 723).

use std::ops::Range;
use std::path::Path;

use toml::de::DeTable;

use super::builder::{Belongs, Builder};
use super::ini::lines;
use super::pyproject::{read_list, sources, toml_problem};
use super::{Kind, Manifest};

/// The line that such a comment begins with.
pub const SCRIPT: &str = "# /// script";

/// The line that it ends with.
const END: &str = "# ///";

/// Reads the comment of a script; none if it has none.
pub fn parse_script(path: &Path, source: &str) -> Option<Manifest> {
    let mut builder = Builder::new(path, source);
    read_script(&mut builder).then(|| {
        let mut manifest = builder.finish();
        manifest.for_itself = true;
        manifest
    })
}

/// Reads the comment of a script into a manifest; whether there is one.
pub(super) fn read_script(builder: &mut Builder<'_>) -> bool {
    let source = builder.source;
    let all: Vec<_> = lines(source).collect();
    let Some((start, end)) = block(source, &all) else {
        return false;
    };
    let body = &all[start..];
    let end = end - start;
    let Some(stop) = body.get(end).map(|line| line.start) else {
        return false;
    };
    // What is no TOML is blanked, so that places hold.
    let mut text: Vec<u8> = source.bytes().take(stop).collect();
    let first = body.first().map_or(stop, |line| line.start);
    text[..first]
        .iter_mut()
        .filter(|byte| **byte != b'\n')
        .for_each(|byte| *byte = b' ');
    for line in &body[..end] {
        text[line.start] = b' ';
    }
    let Ok(text) = String::from_utf8(text) else {
        return false;
    };
    match DeTable::parse(&text) {
        Ok(document) => {
            if let Some(list) = document.get_ref().get("dependencies") {
                read_list(builder, list, &Belongs::to(Kind::Script));
            }
            sources::read(builder, document.get_ref());
        }
        Err(error) => toml_problem(builder, &error),
    }
    true
}

/// The lines of the comment between its first and its last. A comment of another kind ends as late as it can, and what
/// looks like one in it is part of it.
fn block(source: &str, lines: &[Range<usize>]) -> Option<(usize, usize)> {
    let text = |at: usize| lines.get(at).map(|line| &source[line.clone()]);
    let is_comment =
        |at: &usize| text(*at).is_some_and(|text| text == "#" || text.starts_with("# "));
    let mut at = 0;
    while let Some(first) = text(at) {
        let start = at + 1;
        at = start;
        let Some(kind) = first.strip_prefix("# /// ") else {
            continue;
        };
        let body = (start..lines.len()).take_while(is_comment);
        let Some(end) = body
            .filter(|line| text(*line) == Some(END))
            .last()
            .filter(|end| *end > start)
        else {
            continue;
        };
        if kind == "script" {
            return Some((start, end));
        }
        at = end + 1;
    }
    None
}
