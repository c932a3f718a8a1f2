//! Which comments belong to the statement before them.

use ruff_python_ast::{ExceptHandler, Stmt};
use ruff_text_size::{Ranged, TextSize};

use super::{Reading, span};
use crate::syntax::ast::Span;
use crate::syntax::grow::index;

impl Reading<'_> {
    /// Where a statement stands. To one that ends with a block belongs the comment behind its last line,
    /// and those below it that stand as deep as the block.
    pub(super) fn with_comments(&self, stmt: &Stmt) -> Span {
        let whole = span(stmt.range());
        match last_block(stmt) {
            Some(first) => self.up_to_comments(whole, Some(first)),
            None => whole,
        }
    }

    /// `first` is where the first statement of the last block begins.
    pub(super) fn up_to_comments(&self, whole: Span, first: Option<TextSize>) -> Span {
        let comments = &self.tree.comments;
        let mut at = comments.partition_point(|comment| comment.start < whole.end);
        let rest = self.text[whole.end as usize..].trim_start_matches([' ', '\t']);
        let mut end = match rest.strip_prefix(';') {
            Some(behind) => index(self.text.len() - behind.len()),
            None => whole.end,
        };
        let between = |end: u32, comment: &Span, blank: fn(char) -> bool| {
            self.text[end as usize..comment.start as usize]
                .trim_matches(blank)
                .is_empty()
        };
        if let Some(comment) = comments.get(at)
            && between(end, comment, |c| matches!(c, ' ' | '\t' | ';'))
        {
            end = comment.end;
            at += 1;
        }
        let depth = first.and_then(|first| self.indent(first.to_u32()));
        while let Some(comment) = comments.get(at)
            && between(end, comment, |c| c.is_ascii_whitespace() || c == ';')
            && depth.is_some()
            && self.indent(comment.start) >= depth
        {
            end = comment.end;
            at += 1;
        }
        let length = self.text[whole.start as usize..end as usize]
            .trim_end_matches(|c: char| c.is_ascii_whitespace())
            .len();
        Span::new(whole.start, whole.start + index(length))
    }

    /// How deep a line is indented, if this is where it begins.
    fn indent(&self, at: u32) -> Option<usize> {
        let before = &self.text[..at as usize];
        let line = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
        before[line..].chars().try_fold(0, |depth, c| match c {
            ' ' => Some(depth + 1),
            '\t' => Some(depth + 8),
            '\x0c' => Some(0),
            _ => None,
        })
    }
}

/// Where the last block of a statement begins; none if it has none.
fn last_block(stmt: &Stmt) -> Option<TextSize> {
    let start = |block: &[Stmt]| block.first().map(Ranged::start);
    match stmt {
        Stmt::FunctionDef(node) => start(&node.body),
        Stmt::ClassDef(node) => start(&node.body),
        Stmt::With(node) => start(&node.body),
        Stmt::For(node) => start(&node.orelse).or_else(|| start(&node.body)),
        Stmt::While(node) => start(&node.orelse).or_else(|| start(&node.body)),
        Stmt::If(node) => match node.elif_else_clauses.last() {
            Some(clause) => start(&clause.body),
            None => start(&node.body),
        },
        Stmt::Try(node) => start(&node.finalbody)
            .or_else(|| start(&node.orelse))
            .or_else(|| {
                let ExceptHandler::ExceptHandler(last) = node.handlers.last()?;
                start(&last.body)
            })
            .or_else(|| start(&node.body)),
        Stmt::Match(node) => node.cases.first().map(Ranged::start),
        _ => None,
    }
}
