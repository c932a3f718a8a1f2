//! The words of shell commands, as far as it takes to find what a command is given: quotes, escapes, joined
//! lines, comments, redirections. What is substituted stays as it is written.

use std::ops::Range;

/// A word of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Without its quotes.
    pub text: String,
    /// Where that stands, without quotes around all of it.
    pub inner: Range<usize>,
    /// Whether it stands there as it is.
    pub is_plain: bool,
}

/// A command without what joins it to others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Simple {
    /// The program and what it is given, with what stands before it.
    pub words: Vec<Word>,
    /// Files that it reads from in the program's place (`< a`).
    pub reads: Vec<Word>,
    /// Files that what it prints goes to (`> a`).
    pub writes: Vec<Word>,
}

/// The commands in a stretch of a text.
pub(super) fn simple_commands(text: &str, range: Range<usize>) -> Vec<Simple> {
    let mut lexer = Lexer {
        text: &text[..range.end],
        at: range.start,
    };
    let mut out = Vec::new();
    let mut last = Simple::default();
    while let Some(token) = lexer.next_token() {
        match token {
            Token::Word(word) => last.words.push(word),
            Token::Redirection => {
                let reads = lexer.peek() == Some('<');
                let targets = match reads {
                    true => &mut last.reads,
                    false => &mut last.writes,
                };
                targets.extend(lexer.target());
            }
            Token::End => out.push(std::mem::take(&mut last)),
        }
    }
    out.push(last);
    out
}

enum Token {
    Word(Word),
    /// `>`, `<`, `2>&1`; the file stands behind it.
    Redirection,
    /// What ends a command.
    End,
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl Lexer<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn take(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    /// Steps over a backslash that joins the next line.
    fn joins_lines(&mut self) -> bool {
        let rest = &self.text[self.at..];
        let join = ["\\\r\n", "\\\n"]
            .into_iter()
            .find(|join| rest.starts_with(join));
        self.at += join.map_or(0, str::len);
        join.is_some()
    }

    fn next_token(&mut self) -> Option<Token> {
        while self.joins_lines() || self.peek().is_some_and(is_blank) {
            if self.peek().is_some_and(is_blank) {
                self.take();
            }
        }
        match self.peek()? {
            '#' => {
                let line = self.text[self.at..].find('\n');
                self.at = line.map_or(self.text.len(), |end| self.at + end);
                self.next_token()
            }
            ';' | '|' | '&' | '(' | ')' | '\n' => {
                let is_redirection = self.text[self.at..].starts_with("&>");
                self.take();
                Some(if is_redirection {
                    Token::Redirection
                } else {
                    Token::End
                })
            }
            '<' | '>' => Some(Token::Redirection),
            _ => Some(self.word()),
        }
    }

    /// Steps over a redirection; gives what it leads to.
    fn target(&mut self) -> Option<Word> {
        while matches!(self.peek(), Some('<' | '>' | '&' | '|')) {
            self.take();
        }
        while self.peek().is_some_and(is_blank) {
            self.take();
        }
        if self.peek().is_none_or(is_end) {
            return None;
        }
        match self.word() {
            Token::Word(word) => Some(word),
            Token::Redirection | Token::End => None,
        }
    }

    fn word(&mut self) -> Token {
        let start = self.at;
        let mut text = String::new();
        let mut quote = None;
        while let Some(next) = self.peek() {
            match (quote, next) {
                (Some(open), _) if open == next => quote = None,
                (Some('"') | None, '\\') => {
                    if self.joins_lines() {
                        continue;
                    }
                    self.take();
                    text.extend(self.peek());
                }
                (Some(_), _) => text.push(next),
                (None, '"' | '\'') => quote = Some(next),
                (None, _) if is_end(next) => break,
                (None, _) => text.push(next),
            }
            self.take();
        }
        let written = &self.text[start..self.at];
        let number = !text.is_empty() && text.chars().all(|one| one.is_ascii_digit());
        if number && written == text && matches!(self.peek(), Some('<' | '>')) {
            return Token::Redirection;
        }
        let quoted = ['"', '\'']
            .into_iter()
            .find_map(|quote| written.strip_prefix(quote)?.strip_suffix(quote));
        let inner = match quoted {
            Some(inner) if inner == text => start + 1..self.at - 1,
            _ => start..self.at,
        };
        Token::Word(Word {
            // `a>=1`: a shell reads no version there, but its author does.
            is_plain: self.text[inner.clone()] == text && !matches!(self.peek(), Some('<' | '>')),
            text,
            inner,
        })
    }
}

/// Whether a letter stands between words: spaces of other scripts are letters of a word, as a shell has it.
const fn is_blank(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\r')
}

/// Whether a letter ends a word.
fn is_end(letter: char) -> bool {
    is_blank(letter) || matches!(letter, '\n' | ';' | '|' | '&' | '(' | ')' | '<' | '>')
}
