//! What the commands of compose files and CI files install.

use std::ops::Range;
use std::path::Path;

use saphyr_parser::ScalarStyle;

use super::builder::{Belongs, Builder};
use super::commands::read_commands;
use super::dockerfile::read_instructions;
use super::yaml::{Node, Scalar, documents};
use super::{Kind, Manifest};

/// Keys whose values are commands: of GitHub, GitLab, compose and others.
const COMMANDS: [&str; 14] = [
    "after_script",
    "bash",
    "before_install",
    "before_script",
    "command",
    "commands",
    "entrypoint",
    "install",
    "post_install",
    "pre_build",
    "pwsh",
    "run",
    "script",
    "test",
];

/// The key of a Dockerfile in a compose file.
const DOCKERFILE: &str = "dockerfile_inline";

/// Programs whose name begins a list of words rather than of commands.
const PROGRAMS: [&str; 8] = [
    "conda", "pdm", "pip", "pip3", "pipenv", "poetry", "python", "uv",
];

/// Reads the commands of a file in YAML.
pub fn parse_pipeline(path: &Path, source: &str) -> Manifest {
    let mut builder = Builder::new(path, source);
    let documents = match documents(source) {
        Ok(documents) => documents,
        Err((at, cause)) => {
            builder.problem(at..at, None, cause);
            return builder.finish();
        }
    };
    let mut found = Found {
        text: source.as_bytes().to_vec(),
        commands: Vec::new(),
        dockerfiles: Vec::new(),
    };
    documents.iter().for_each(|document| found.node(document));
    if let Ok(text) = String::from_utf8(found.text) {
        read_commands(
            &mut builder,
            &text,
            &found.commands,
            &Belongs::to(Kind::Install),
        );
    }
    for range in found.dockerfiles {
        read_instructions(&mut builder, range);
    }
    builder.finish()
}

/// Commands with their places in the file's text, of which some letters are changed so that a shell's words
/// are seen.
struct Found {
    text: Vec<u8>,
    commands: Vec<Range<usize>>,
    dockerfiles: Vec<Range<usize>>,
}

impl Found {
    fn node(&mut self, node: &Node) {
        for (key, value) in node.entries() {
            if key.text == DOCKERFILE {
                self.dockerfiles
                    .extend(value.scalar().map(|scalar| scalar.range.clone()));
            } else if COMMANDS.contains(&key.text.as_str()) {
                self.value(value);
            }
            self.node(value);
        }
        node.items().iter().for_each(|item| self.node(item));
    }

    fn value(&mut self, value: &Node) {
        if let Some(scalar) = value.scalar() {
            let range = self.content(scalar);
            self.commands.push(range);
        }
        let scalars: Vec<&Scalar> = value.items().iter().filter_map(Node::scalar).collect();
        let is_words = scalars
            .first()
            .is_some_and(|first| PROGRAMS.contains(&first.text.as_str()));
        let ranges: Vec<Range<usize>> = scalars
            .into_iter()
            .map(|scalar| self.content(scalar))
            .collect();
        match (is_words, ranges.first(), ranges.last()) {
            (true, Some(first), Some(last)) => {
                let (mut at, whole) = (first.start, first.start..last.end);
                for word in &ranges {
                    self.text[at..word.start].fill(b' ');
                    at = word.end;
                }
                self.commands.push(whole);
            }
            // A list in a list of commands is one that stands elsewhere.
            _ => self.commands.extend(ranges),
        }
    }

    /// The bytes of a command, without quotes around it.
    fn content(&mut self, scalar: &Scalar) -> Range<usize> {
        let mut range = scalar.range.clone();
        let is_quoted = matches!(
            scalar.style,
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted
        );
        if is_quoted && range.len() > 1 {
            range = range.start + 1..range.end - 1;
        }
        let text = &mut self.text[range.clone()];
        if scalar.style != ScalarStyle::Literal {
            // Lines are joined.
            text.iter_mut()
                .filter(|byte| **byte == b'\n')
                .for_each(|byte| *byte = b' ');
        }
        let escape = match scalar.style {
            ScalarStyle::SingleQuoted => Some(*b"''"),
            ScalarStyle::DoubleQuoted => Some(*b"\\\""),
            _ => None,
        };
        let mut at = 0;
        while let Some(pair) = text.get_mut(at..at + 2) {
            if escape.is_some_and(|escape| pair == escape) {
                pair[0] = b' ';
                at += 1;
            }
            at += 1;
        }
        join_expressions(text);
        range
    }
}

/// Makes one word of each `${{ … }}`.
fn join_expressions(text: &mut [u8]) {
    let mut is_inside = false;
    for at in 0..text.len() {
        if text[at..].starts_with(b"${{") {
            is_inside = true;
        } else if text[at..].starts_with(b"}}") {
            is_inside = false;
        } else if is_inside && text[at].is_ascii_whitespace() {
            text[at] = b'.';
        }
    }
}
