//! What the shells of a Jenkinsfile install: texts in Groovy that its steps are given.

use std::ops::Range;
use std::path::Path;

use super::builder::{Belongs, Builder};
use super::commands::read_commands;
use super::{Kind, Manifest};

/// Steps that run their text in a shell.
const STEPS: [&str; 4] = ["bat", "powershell", "pwsh", "sh"];

/// The argument of such a step that is the text, where it has several.
const SCRIPT: &str = "script";

/// Reads the steps of a Jenkinsfile.
pub fn parse_jenkinsfile(path: &Path, source: &str) -> Manifest {
    let mut builder = Builder::new(path, source);
    let (text, commands) = commands(source);
    read_commands(&mut builder, &text, &commands, &Belongs::to(Kind::Install));
    builder.finish()
}

/// The text with the escapes of Groovy blanked, and what its steps run.
fn commands(source: &str) -> (String, Vec<Range<usize>>) {
    let mut lexer = Lexer { source, at: 0 };
    let mut text = source.as_bytes().to_vec();
    let mut found = Vec::new();
    let mut last = Step::No;
    while let Some(token) = lexer.next_token() {
        last = match (token, last) {
            (Token::Name(SCRIPT), Step::Named | Step::Open) => Step::Script,
            (Token::Text(range), Step::Named | Step::Open | Step::Said) => {
                unescape(&mut text[range.clone()]);
                found.push(range);
                Step::No
            }
            (Token::Sign('('), Step::Named) => Step::Open,
            (Token::Sign(':'), Step::Script) => Step::Said,
            (Token::Sign(','), Step::Other) => Step::Open,
            (Token::Name(name), _) if STEPS.contains(&name) => Step::Named,
            // Another argument of the step.
            (Token::Name(_), Step::Named | Step::Open | Step::Other) => Step::Other,
            (Token::Sign(':') | Token::Text(_), Step::Other) => Step::Other,
            _ => Step::No,
        };
    }
    let text = String::from_utf8(text).unwrap_or_else(|_| source.to_owned());
    (text, found)
}

/// How much of a step was read.
#[derive(Clone, Copy)]
enum Step {
    No,
    /// Its name.
    Named,
    /// What stands before one of its arguments.
    Open,
    /// The name of the argument that is the text.
    Script,
    /// The colon behind that.
    Said,
    /// Another argument.
    Other,
}

enum Token<'s> {
    Name(&'s str),
    /// What stands between quotes.
    Text(Range<usize>),
    Sign(char),
}

struct Lexer<'s> {
    source: &'s str,
    at: usize,
}

impl<'s> Lexer<'s> {
    fn next_token(&mut self) -> Option<Token<'s>> {
        self.skip_blanks();
        let rest = &self.source[self.at..];
        let first = rest.chars().next()?;
        let quotes = ["'''", "\"\"\"", "'", "\""];
        if let Some(quote) = quotes.into_iter().find(|quote| rest.starts_with(quote)) {
            return Some(Token::Text(self.text(quote)));
        }
        let is_part = |one: char| one.is_alphanumeric() || one == '_' || one == '$';
        let length = rest.find(|one| !is_part(one)).unwrap_or(rest.len());
        if length == 0 {
            self.at += first.len_utf8();
            return Some(Token::Sign(first));
        }
        self.at += length;
        Some(Token::Name(&rest[..length]))
    }

    fn skip_blanks(&mut self) {
        loop {
            let rest = &self.source[self.at..];
            let trimmed = rest.trim_start();
            self.at += rest.len() - trimmed.len();
            let end = if trimmed.starts_with("//") || trimmed.starts_with("#!") {
                trimmed.find('\n')
            } else if trimmed.starts_with("/*") {
                trimmed.find("*/").map(|at| at + 2)
            } else {
                return;
            };
            self.at += end.unwrap_or(trimmed.len());
        }
    }

    /// Steps over a text; one that has no end ends with its line, or with the file where it may have several lines.
    fn text(&mut self, quote: &str) -> Range<usize> {
        let start = self.at + quote.len();
        let mut at = start;
        while let Some(next) = self.source[at..].chars().next() {
            let ends = self.source[at..].starts_with(quote);
            if ends || next == '\n' && quote.len() == 1 {
                self.at = at + if ends { quote.len() } else { 0 };
                return start..at;
            }
            at += next.len_utf8();
            if next == '\\' {
                let escaped = self.source[at..].chars().next();
                at += escaped.map_or(0, char::len_utf8);
            }
        }
        self.at = at;
        start..at
    }
}

/// Turns escapes into what they stand for, and blanks; one at the end of a line joins lines for shells as well.
fn unescape(text: &mut [u8]) {
    let mut at = 0;
    while at + 1 < text.len() {
        if text[at] == b'\\' && text[at + 1] != b'\n' {
            text[at] = b' ';
            match text[at + 1] {
                b'n' => text[at + 1] = b'\n',
                b't' | b'r' => text[at + 1] = b' ',
                _ => {}
            }
            at += 1;
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::commands;

    #[test]
    fn the_texts_of_steps_are_found() {
        for (source, expected) in [
            ("sh 'a b'", vec!["a b"]),
            ("sh(\"a\")\nbat('b')", vec!["a", "b"]),
            ("sh \"\"\"\na\nb 'c'\n\"\"\"", vec!["\na\nb 'c'\n"]),
            ("sh '''a'''", vec!["a"]),
            ("sh script: 'a', returnStdout: true", vec!["a"]),
            ("sh(label: 'x', script: \"a\")", vec!["a"]),
            ("sh label: 'x'", vec![]),
            ("sh returnStatus: true, script: 'a'", vec!["a"]),
            ("sh label: x\nsh 'a'", vec!["a"]),
            ("echo 'a'\n// sh 'b'\n/* sh 'c' */", vec![]),
            ("sh 'a \\'b\\''", vec!["a  'b '"]),
            ("sh 'a\\nb'", vec!["a \nb"]),
            ("sh 'a", vec!["a"]),
            ("dash 'a'", vec![]),
            ("sh", vec![]),
        ] {
            let (text, found) = commands(source);
            let found: Vec<&str> = found.into_iter().map(|one| &text[one]).collect();
            assert_eq!(found, expected, "{source}");
        }
    }
}
