//! What is written where a setting is read.

use super::Worker;
use crate::rewrite::Operation;
use crate::rules::provider::Setting;
use crate::semantic::store::Place;
use crate::syntax::ast::{ExprId, ExprKind, Parent, StmtKind, Tree};
use crate::syntax::declared::goes_where_declared;
use crate::transforms::Draft;
use crate::transforms::names::source;

impl Worker<'_, '_> {
    /// Writes a setting that is surely made where it is read, without the end that it has now.
    pub(super) fn made_read(
        &self,
        place: Place,
        (setting, module): (&Setting, &str),
        end: &str,
        draft: &mut Draft,
    ) {
        let expr = self.analysis.file(place.0).tree.expr(place.1);
        let ExprKind::Attribute { value, attribute } = &expr.kind else {
            return;
        };
        // An end is taken off texts alone: what may be None stays what it is.
        let class = self
            .declared_class(setting, place)
            .filter(|_| !end.is_empty());
        let (span, new) = match class {
            Some(class) => {
                let of = source(self.analysis, place.0, *value);
                (expr.span, format!("{class}({of}.{module}){end}"))
            }
            None => (attribute.span, format!("{module}{end}")),
        };
        let new = self.quoted(place, &new, draft);
        draft.edit(place.0, Operation::replace(span, new));
    }

    /// The class that the place is declared to hold where a setting goes, if the new attribute may hold others.
    pub(super) fn declared_class<'s>(&self, setting: &'s Setting, place: Place) -> Option<&'s str> {
        let tree = &self.analysis.file(place.0).tree;
        let class = setting.read_as.as_deref();
        class.filter(|class| goes_where_declared(tree, place.1, class))
    }
}

/// What is read, or else what was there before it was set, with an end that is taken off.
pub(super) fn or_unset(tree: &Tree, expr: ExprId, read: &str, unset: &str, end: &str) -> String {
    let alone = match tree.expr(expr).parent {
        Parent::Stmt(_) => true,
        Parent::Expr(up) => match &tree.expr(up).kind {
            ExprKind::Call { .. }
            | ExprKind::Dict(_)
            | ExprKind::List(_)
            | ExprKind::Tuple(_)
            | ExprKind::Set(_)
            | ExprKind::Boolean { and: false, .. } => true,
            ExprKind::Subscript { index, .. } => *index == expr,
            _ => false,
        },
        _ => false,
    };
    match alone && end.is_empty() {
        true => format!("{read} or {unset}"),
        false => format!("({read} or {unset}){end}"),
    }
}

/// Whether an expression is read, and neither set nor deleted.
pub(super) fn is_loaded(tree: &Tree, expr: ExprId) -> bool {
    let Parent::Stmt(stmt) = tree.expr(expr).parent else {
        return true;
    };
    match &tree.stmt(stmt).kind {
        StmtKind::Assign { targets, .. } => !targets.contains(&expr),
        StmtKind::AugAssign { target, .. } | StmtKind::AnnAssign { target, .. } => *target != expr,
        StmtKind::Delete(_) => false,
        _ => true,
    }
}
