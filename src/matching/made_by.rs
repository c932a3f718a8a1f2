//! Which call makes what an expression spells, told by how the code around it spells it: objects of libraries that are not modelled.

use crate::semantic::infer::{Analysis, Owner};
use crate::semantic::store::Place;
use crate::syntax::ast::{ExprId, StmtKind, Tree};
use crate::syntax::query::dotted;

/// The call of some kind that an expression is, or that is put under what it spells: a name in its body of code or the module's, an
/// attribute in its file.
pub(super) fn made_by(
    analysis: &Analysis<'_>,
    (file, expr): Place,
    tree: &Tree,
    makes: &dyn Fn(ExprId) -> bool,
) -> Option<ExprId> {
    let Some(path) = dotted(tree, expr) else {
        return makes(expr).then_some(expr);
    };
    let unit = analysis.unit_at((file, expr));
    let is_parameter = unit.is_some_and(|unit| {
        let mut parameters = analysis.parameters(unit).iter();
        parameters.any(|one| *one.name.text == *path)
    });
    if is_parameter {
        return None;
    }
    let is_near = |made: ExprId| {
        let there = analysis.unit_at((file, made));
        let is_module = |unit| analysis.get(unit).owner == Owner::Module;
        path.contains('.') || there == unit || there.is_some_and(is_module)
    };
    let is_it = |target: &ExprId| dotted(tree, *target).is_some_and(|one| one == path);
    let made = tree.stmts.iter().flat_map(|stmt| match &stmt.kind {
        StmtKind::Assign { targets, value } if targets.iter().any(is_it) => vec![*value],
        StmtKind::AnnAssign {
            target,
            value: Some(value),
            ..
        } if is_it(target) => vec![*value],
        StmtKind::With { items, .. } => {
            let binds = items
                .iter()
                .filter(|item| item.target.as_ref().is_some_and(is_it));
            binds.map(|item| item.context).collect()
        }
        _ => Vec::new(),
    });
    let made = made.filter(|id| makes(*id) && is_near(*id));
    // A name that is bound several times is what it was bound to last.
    let start = |id: ExprId| tree.expr(id).span.start;
    made.max_by_key(|id| (start(*id) <= start(expr), start(*id)))
}
