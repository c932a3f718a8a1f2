//! Blocks of Python code in documents.

use std::ops::Range;
use std::path::Path;

use super::{markdown, rest};

/// How a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Markup {
    Markdown,
    /// reStructuredText.
    Rest,
}

impl Markup {
    pub(super) fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "md" | "markdown" => Some(Self::Markdown),
            "rst" => Some(Self::Rest),
            _ => None,
        }
    }

    /// The blocks of a document in their order.
    pub(super) fn blocks(self, file: &str) -> Vec<Block> {
        let lines = lines(file);
        match self {
            Self::Markdown => markdown::blocks(file, &lines),
            Self::Rest => rest::blocks(file, &lines),
        }
    }
}

/// A line of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CodeLine {
    /// Where the line begins.
    pub(super) raw: usize,
    /// What of it is code, its end included.
    pub(super) code: Range<usize>,
}

/// A block of code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// What stands before each of its lines; none where those are prompts.
    pub(super) indent: Option<String>,
    pub(super) lines: Vec<CodeLine>,
}

impl Block {
    pub(super) fn text(&self, file: &str) -> String {
        let lines = self.lines.iter();
        lines.map(|line| &file[line.code.clone()]).collect()
    }
}

/// The lines of a text, their ends included.
fn lines(file: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let line = |line: &str| {
        start += line.len();
        start - line.len()..start
    };
    file.split_inclusive('\n').map(line).collect()
}

/// How many bytes of blanks a line begins with.
pub(super) fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

/// Whether nothing stands on a line.
pub(super) fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}

/// The words for Python's language, and those for a session with it.
pub(super) fn is_python(language: &str) -> bool {
    let known = [
        "py",
        "py3",
        "python",
        "python3",
        "pycon",
        "python-console",
        "doctest",
        "testcode",
    ];
    known.contains(&language.to_ascii_lowercase().as_str())
}

/// The block that some lines are; none where a line does not stand behind the indent, or where nothing is code.
pub(super) fn block(file: &str, lines: &[Range<usize>], indent: &str) -> Option<Block> {
    let is_session = lines
        .iter()
        .any(|line| file[line.clone()].trim_start().starts_with(PROMPT));
    if is_session {
        return session(file, lines);
    }
    let line = |line: &Range<usize>| {
        let text = &file[line.clone()];
        let start = match text.strip_prefix(indent) {
            Some(_) => line.start + indent.len(),
            // Editors take blanks away where nothing else is.
            None if is_blank(text) => line.start + text.trim_end_matches(['\r', '\n']).len(),
            None => return None,
        };
        Some(CodeLine {
            raw: line.start,
            code: start..line.end,
        })
    };
    let lines = lines.iter().map(line).collect::<Option<Vec<_>>>()?;
    let has_code = lines.iter().any(|line| !is_blank(&file[line.code.clone()]));
    has_code.then(|| Block {
        indent: Some(indent.to_owned()),
        lines,
    })
}

/// What a session asks for code with.
pub(super) const PROMPT: &str = ">>>";

/// The same behind the first line.
const MORE: &str = "...";

/// The code that somebody types in a session, without what comes out.
pub(super) fn session(file: &str, lines: &[Range<usize>]) -> Option<Block> {
    let mut typed = Vec::new();
    let mut is_open = false;
    for line in lines {
        let text = &file[line.clone()];
        let at = indent(text);
        let is_prompt = |prompt: &str| {
            let behind = text[at..].strip_prefix(prompt);
            behind.is_some_and(|behind| behind.is_empty() || behind.starts_with([' ', '\r', '\n']))
        };
        is_open = is_prompt(PROMPT) || is_open && is_prompt(MORE);
        if !is_open {
            continue;
        }
        let behind = at + PROMPT.len();
        let blank = usize::from(text[behind..].starts_with(' '));
        typed.push(CodeLine {
            raw: line.start,
            code: line.start + behind + blank..line.end,
        });
    }
    (!typed.is_empty()).then_some(Block {
        indent: None,
        lines: typed,
    })
}
