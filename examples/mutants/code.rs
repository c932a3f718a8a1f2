//! The tokens of a text, and which names of it mean what.

use exuvia::rules::embedded;
use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{Mode, ParseOptions, parse_unchecked};
use ruff_text_size::Ranged;

/// A token with its bytes, and how many brackets are open around it.
#[derive(Debug, Clone, Copy)]
pub struct Token<'a> {
    pub kind: TokenKind,
    pub text: &'a str,
    pub start: usize,
    pub end: usize,
    pub depth: usize,
}

impl Token<'_> {
    /// Whether it is this name.
    pub fn is(&self, name: &str) -> bool {
        self.kind == TokenKind::Name && self.text == name
    }
}

/// The tokens of a text but for comments and empty lines.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let parsed = parse_unchecked(text, ParseOptions::from(Mode::Module));
    let mut depth = 0_usize;
    let mut out = Vec::new();
    for token in parsed.tokens().iter() {
        let kind = token.kind();
        if matches!(kind, TokenKind::Comment | TokenKind::NonLogicalNewline) {
            continue;
        }
        let (start, end) = (token.start().to_usize(), token.end().to_usize());
        if matches!(kind, TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace) {
            depth = depth.saturating_sub(1);
        }
        out.push(Token {
            kind,
            text: &text[start..end],
            start,
            end,
            depth,
        });
        if matches!(kind, TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace) {
            depth += 1;
        }
    }
    out
}

/// The modules that packs are about.
pub fn modules() -> Vec<&'static str> {
    let packs = embedded::all().unwrap();
    let mut out: Vec<&str> = packs
        .iter()
        .flat_map(|pack| &pack.header.imports)
        .map(|name| name.split('.').next().unwrap_or_default())
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Whether a text has an import of a module.
pub fn imports(text: &str, module: &str) -> bool {
    text.lines().any(|line| {
        let mut words = line.trim_start().split([' ', '.', ',', ';']);
        matches!(words.next(), Some("import" | "from")) && words.next() == Some(module)
    })
}

/// The text with some stretches replaced; they do not overlap.
pub fn replaced(text: &str, mut edits: Vec<(usize, usize, String)>) -> String {
    edits.sort();
    let mut out = String::new();
    let mut at = 0;
    for (start, end, new) in edits {
        out.push_str(&text[at..start]);
        out.push_str(&new);
        at = end;
    }
    out.push_str(&text[at..]);
    out
}

/// Whether a text has a word in one of its strings.
pub fn is_in_a_string(tokens: &[Token<'_>], word: &str) -> bool {
    tokens.iter().any(|token| {
        let is_text = matches!(
            token.kind,
            TokenKind::String | TokenKind::FStringMiddle | TokenKind::TStringMiddle
        );
        is_text && has_word(token.text, word)
    })
}

/// Whether a text has a word.
pub fn has_word(text: &str, word: &str) -> bool {
    let is_part = |one: char| one.is_alphanumeric() || one == '_';
    text.match_indices(word).any(|(at, _)| {
        !text[..at].ends_with(is_part) && !text[at + word.len()..].starts_with(is_part)
    })
}
