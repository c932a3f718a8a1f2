//! What a test just above a statement says of the values that it reads.

use super::ast::{ExprId, ExprKind, Parent, StmtId, StmtKind, Tree};
use super::query::{any_expr, dotted, spells};

/// Whether the statement of an expression runs only where a path was just seen to hold something: as one of the
/// first in `if path:`, with nothing before it that could change it.
#[must_use]
pub fn runs_only_if(tree: &Tree, expr: ExprId, path: &str) -> bool {
    let mut at = expr;
    let stmt = loop {
        match tree.expr(at).parent {
            Parent::Expr(up) => at = up,
            Parent::Stmt(stmt) => break stmt,
            Parent::Module => return false,
        }
    };
    let Parent::Stmt(up) = tree.stmt(stmt).parent else {
        return false;
    };
    let StmtKind::If { test, body, .. } = &tree.stmt(up).kind else {
        return false;
    };
    let changes = |id: ExprId| match &tree.expr(id).kind {
        ExprKind::Walrus { .. } => true,
        // What others hold, others may change.
        ExprKind::Call { .. } | ExprKind::Await(_) => path.contains('.'),
        _ => false,
    };
    let keeps = |stmt: &StmtId| match &tree.stmt(*stmt).kind {
        StmtKind::Assign { targets, value } => {
            let is_other = |target: &ExprId| {
                let of = dotted(tree, *target);
                of.is_some_and(|of| of != path && !path.starts_with(&format!("{of}.")))
            };
            targets.iter().all(is_other) && !any_expr(tree, *value, &mut |id| changes(id))
        }
        StmtKind::Expr(value) => !any_expr(tree, *value, &mut |id| changes(id)),
        StmtKind::Import(_) => true,
        _ => false,
    };
    let holds = |test: ExprId| match &tree.expr(test).kind {
        ExprKind::Boolean {
            left,
            and: true,
            right,
        } => spells(tree, *left, path) || spells(tree, *right, path),
        _ => spells(tree, test, path),
    };
    let before = body.iter().take_while(|one| **one != stmt);
    body.contains(&stmt) && holds(*test) && before.clone().all(keeps)
}
