//! Reads texts without errors. The parser here is some times faster than the one that repairs what it
//! cannot read, takes exactly what Python takes, and leaves texts with errors to the other.

mod comments;
mod expressions;
mod patterns;
mod statements;

use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{Mode, ParseOptions, parse_unchecked};
use ruff_text_size::{Ranged, TextRange};
use rustc_hash::FxHashMap;

use super::ast::{ExprId, ExprKind, Name, Span, Tree};
use super::identifier;

/// How deep syntax may be nested here, chains included. What is deeper is followed by the other parser,
/// which goes along chains by loops.
const MAX_DEPTH: u32 = 120;

/// The tree of a text; none if it has an error or is nested too deeply.
pub(super) fn read(text: &str) -> Option<Tree> {
    let parsed = parse_unchecked(text, ParseOptions::from(Mode::Module)).try_into_module()?;
    if !parsed.errors().is_empty() {
        return None;
    }
    let mut reading = Reading::new(text, parsed.tokens());
    let body = reading.block(&parsed.syntax().body);
    if reading.too_deep {
        // To drop a tree takes a call for each level of it, and nobody knows how many there are.
        std::mem::forget(parsed);
        return None;
    }
    reading.tree.body = body;
    Some(reading.tree)
}

/// The state of reading one text.
struct Reading<'t> {
    text: &'t str,
    tokens: &'t [ruff_python_ast::token::Token],
    tree: Tree,
    /// The parentheses around each stretch that fills a pair of them.
    parentheses: FxHashMap<Span, Span>,
    depth: u32,
    too_deep: bool,
}

impl<'t> Reading<'t> {
    fn new(text: &'t str, tokens: &'t [ruff_python_ast::token::Token]) -> Self {
        let mut out = Self {
            text,
            tokens,
            tree: Tree::default(),
            parentheses: FxHashMap::default(),
            depth: 0,
            too_deep: false,
        };
        out.look_at_tokens();
        out
    }

    /// Finds all comments and parentheses.
    fn look_at_tokens(&mut self) {
        // Where each open parenthesis stands, and where what is in it begins.
        let mut open: Vec<(u32, Option<u32>)> = Vec::new();
        let mut end = 0;
        for token in self.tokens {
            let span = span(token.range());
            match token.kind() {
                TokenKind::Comment => self.tree.comments.push(span),
                kind if kind.is_trivia() => {}
                TokenKind::Rpar => {
                    if let Some((start, Some(inner))) = open.pop() {
                        self.parentheses
                            .insert(Span::new(inner, end), Span::new(start, span.end));
                    }
                    end = span.end;
                }
                kind => {
                    if let Some((_, inner)) = open.last_mut() {
                        inner.get_or_insert(span.start);
                    }
                    if kind == TokenKind::Lpar {
                        open.push((span.start, None));
                    }
                    end = span.end;
                }
            }
        }
    }

    /// Where an expression stands with all parentheses that are its own; those that begin at `taken` are
    /// not.
    fn outer(&self, span: Span, taken: Option<u32>) -> Span {
        let mut outer = span;
        while let Some(around) = self.parentheses.get(&outer)
            && Some(around.start) != taken
        {
            outer = *around;
        }
        outer
    }

    fn text_of(&self, span: Span) -> &'t str {
        &self.text[span.range()]
    }

    fn name(&self, node: impl Ranged) -> Name {
        let span = span(node.range());
        Name {
            text: identifier(self.text_of(span)),
            span,
        }
    }

    /// Adds an expression without parentheses of its own.
    fn push(&mut self, kind: ExprKind, span: Span) -> ExprId {
        self.tree.push(kind, span, span)
    }

    /// Goes one level down; tells whether there is one.
    fn enter(&mut self) -> bool {
        self.depth += 1;
        self.too_deep |= self.depth > MAX_DEPTH;
        !self.too_deep
    }

    fn leave(&mut self) {
        self.depth -= 1;
    }
}

fn span(range: TextRange) -> Span {
    Span::new(range.start().to_u32(), range.end().to_u32())
}

#[cfg(test)]
#[path = "tests.rs"]
#[allow(clippy::unwrap_used)]
mod tests;
