//! Where other processes begin: with a function that is named, in pools, and behind a fork. What does so is data.

use super::event_loops::{TABLE, calls, is_named};
use super::prefork::workers;
use crate::semantic::infer::{Analysis, Owner};
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, UnitId};
use crate::syntax::ast::{ArgumentKind, ExprId, ExprKind, StmtKind, Tree};
use crate::syntax::query::{arguments, dotted, keyword};

/// The calls that make a process, with the functions that run in it. `uses` are places that count where they stand behind a fork.
pub(super) fn processes(analysis: &Analysis<'_>, uses: &[Place]) -> Vec<(Place, Vec<UnitId>)> {
    let mut out = calls(analysis, &|place, function, tree| {
        target(analysis, place, function, tree).or_else(|| handed(analysis, place, function, tree))
    });
    out.extend(forks(analysis, uses));
    out.extend(workers(analysis));
    out
}

/// The function with which a process begins, or each of a pool.
fn target(analysis: &Analysis<'_>, place: Place, function: ExprId, tree: &Tree) -> Option<ExprId> {
    let call = tree.expr(place.1);
    let callee = (place.0, function);
    if is_named(analysis, callee, &TABLE.processes) {
        return keyword(call, "target").map(|one| one.value);
    }
    let makes = is_named(analysis, callee, &TABLE.pools);
    let mut names = TABLE.pool_arguments.iter().filter(|_| makes);
    names.find_map(|name| keyword(call, name).map(|one| one.value))
}

/// The function that a pool is handed: `pool.map(f, items)`, `loop.run_in_executor(pool, f)`.
fn handed(
    analysis: &Analysis<'_>,
    (file, call): Place,
    function: ExprId,
    tree: &Tree,
) -> Option<ExprId> {
    let ExprKind::Attribute { value, attribute } = &tree.expr(function).kind else {
        return None;
    };
    let names = |list: &[String]| list.iter().any(|one| **one == *attribute.text);
    let given = arguments(tree.expr(call));
    let (pool, at) = match () {
        () if names(&TABLE.pool_methods) => (*value, 0),
        () if names(&TABLE.executors) => (given.first()?.value, 1),
        () => return None,
    };
    let one = given.get(at)?;
    (one.kind == ArgumentKind::Positional && is_pool(analysis, (file, pool), tree))
        .then_some(one.value)
}

/// Whether an expression makes a pool, or spells what one is put under: a name in its body of code or the module's, an attribute in
/// its file.
fn is_pool(analysis: &Analysis<'_>, (file, expr): Place, tree: &Tree) -> bool {
    let makes = |id: ExprId| match &tree.expr(id).kind {
        ExprKind::Call { function, .. } => is_named(analysis, (file, *function), &TABLE.pools),
        _ => false,
    };
    let Some(path) = dotted(tree, expr) else {
        return makes(expr);
    };
    let unit = analysis.unit_at((file, expr));
    let is_parameter = unit.is_some_and(|unit| {
        let mut parameters = analysis.parameters(unit).iter();
        parameters.any(|one| *one.name.text == *path)
    });
    if is_parameter {
        return false;
    }
    let is_near = |made: ExprId| {
        let there = analysis.unit_at((file, made));
        let is_module = |unit| analysis.get(unit).owner == Owner::Module;
        path.contains('.') || there == unit || there.is_some_and(is_module)
    };
    let makes = |id: ExprId| makes(id) && is_near(id);
    let is_it = |target: &ExprId| dotted(tree, *target).is_some_and(|one| one == path);
    tree.stmts.iter().any(|stmt| match &stmt.kind {
        StmtKind::Assign { targets, value } => targets.iter().any(is_it) && makes(*value),
        StmtKind::AnnAssign {
            target,
            value: Some(value),
            ..
        } => is_it(target) && makes(*value),
        StmtKind::With { items, .. } => items
            .iter()
            .any(|item| item.target.as_ref().is_some_and(is_it) && makes(item.context)),
        _ => false,
    })
}

/// The forks, with what is called below them in the same body of code, and that itself where it holds one of the uses there.
fn forks(analysis: &Analysis<'_>, uses: &[Place]) -> Vec<(Place, Vec<UnitId>)> {
    let mut out = Vec::new();
    for file in analysis.file_ids() {
        let tree = &analysis.file(file).tree;
        for id in tree.expr_ids() {
            let ExprKind::Call { function, .. } = &tree.expr(id).kind else {
                continue;
            };
            if is_named(analysis, (file, *function), &TABLE.forks) {
                out.push(((file, id), behind(analysis, (file, id), uses)));
            }
        }
    }
    out
}

fn behind(analysis: &Analysis<'_>, (file, fork): Place, uses: &[Place]) -> Vec<UnitId> {
    let tree = &analysis.file(file).tree;
    let end = tree.expr(fork).span.end;
    let unit = analysis.unit_at((file, fork));
    let is_behind = |place: Place| {
        place.0 == file && analysis.unit_at(place) == unit && tree.expr(place.1).span.start >= end
    };
    let mut out: Vec<UnitId> = Vec::new();
    for id in tree.expr_ids().filter(|id| is_behind((file, *id))) {
        if let ExprKind::Call { function, .. } = &tree.expr(id).kind {
            let called = analysis.value((file, *function)).atoms().iter();
            out.extend(called.filter_map(|atom| match atom {
                Atom::Function(unit) | Atom::Bound(unit, _) => Some(*unit),
                _ => None,
            }));
        }
    }
    if uses.iter().any(|place| is_behind(*place)) {
        out.extend(unit);
    }
    out
}
