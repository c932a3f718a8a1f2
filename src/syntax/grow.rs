//! How a tree grows, whichever parser's tree it is read from.

use super::ast::{Expr, ExprId, ExprKind, Parent, Span, Stmt, StmtId, StmtKind, Tree};
use super::query;

impl Tree {
    /// Adds an expression with its parentheses, and hangs its operands on it.
    pub(super) fn push(&mut self, kind: ExprKind, span: Span, outer: Span) -> ExprId {
        let id = ExprId(index(self.exprs.len()));
        let exprs = &mut self.exprs;
        query::for_each_child(&kind, |child| {
            exprs[child.0 as usize].parent = Parent::Expr(id);
        });
        exprs.push(Expr {
            kind,
            span,
            outer,
            parent: Parent::Module,
        });
        id
    }

    /// Adds a statement whose kind follows, so that statements are numbered as they stand.
    pub(super) fn reserve(&mut self, span: Span) -> StmtId {
        let id = StmtId(index(self.stmts.len()));
        self.stmts.push(Stmt {
            kind: StmtKind::Unreadable,
            span,
            parent: Parent::Module,
        });
        id
    }

    /// Gives a reserved statement its kind, and hangs its operands and blocks on it.
    pub(super) fn finish(&mut self, id: StmtId, kind: StmtKind) {
        let Self { exprs, stmts, .. } = self;
        query::for_each_operand(&kind, |operand| {
            exprs[operand.0 as usize].parent = Parent::Stmt(id);
        });
        for block in query::blocks(&kind) {
            for inner in block {
                stmts[inner.0 as usize].parent = Parent::Stmt(id);
            }
        }
        stmts[id.0 as usize].kind = kind;
    }
}

/// Byte offsets and numbers of nodes are 32 bits wide; longer texts are not parsed.
pub(super) fn index(number: usize) -> u32 {
    u32::try_from(number).expect("texts of 4 GiB and more are refused before they are parsed")
}
