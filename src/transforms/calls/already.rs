//! Code that reads of an answer what only the new version gives.

use super::Worker;
use super::hits::Hit;
use crate::matching::traced::is_asked_for_an_item;
use crate::syntax::ast::{ExprKind, Parent};
use crate::syntax::query::call_above;

impl Worker<'_, '_> {
    /// Whether what a call gives is asked for an item that only the new version's answer has: who wrote that had it in mind.
    pub(super) fn is_read_as_new(&self, hit: &Hit) -> bool {
        let Some((row, _)) = &hit.row else {
            return false;
        };
        let tree = &self.analysis.file(hit.reference.file).tree;
        let function = hit.reference.expr.filter(|_| !row.already.is_empty());
        let call = function.and_then(|function| {
            call_above(tree, function).filter(|(_, called, _)| *called == function)
        });
        call.is_some_and(|(call, ..)| {
            let given = match tree.expr(call).parent {
                Parent::Expr(up) if matches!(tree.expr(up).kind, ExprKind::Await(_)) => up,
                _ => call,
            };
            is_asked_for_an_item(self.analysis, (hit.reference.file, given), &row.already)
        })
    }
}
