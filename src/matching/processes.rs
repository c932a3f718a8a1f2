//! Where other processes begin: with a function that is named, in pools, and behind a fork. What does so is data.

use rustc_hash::FxHashSet;

use super::event_loops::{TABLE, calls, every_call, is_named, is_of};
use super::made_by::made_by;
use super::prefork::workers;
use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, OriginId, UnitId};
use crate::syntax::ast::{ArgumentKind, ExprId, ExprKind, StmtKind, Tree};
use crate::syntax::query::{arguments, keyword, string};

/// The calls that make a process, with the functions that run in it, and those by which one is handed what is made at a place.
/// `uses` are places that count where they stand behind a fork.
pub(super) fn processes(
    analysis: &Analysis<'_>,
    made: Place,
    uses: &[Place],
    origins: &FxHashSet<OriginId>,
) -> (Vec<(Place, Vec<UnitId>)>, Vec<Place>) {
    let mut out = calls(analysis, &|place, function, tree| {
        target(analysis, place, function, tree).or_else(|| handed(analysis, place, function, tree))
    });
    out.extend(subclasses(analysis, made));
    out.extend(forks(analysis, uses));
    out.extend(workers(analysis));
    (out, holders(analysis, origins))
}

/// The function with which a process begins, or each of a pool: by its name, or the first function that is given by position.
fn target(analysis: &Analysis<'_>, place: Place, function: ExprId, tree: &Tree) -> Option<ExprId> {
    let call = tree.expr(place.1);
    let callee = (place.0, function);
    let is_function = |one: &ExprId| {
        let value = analysis.value((place.0, *one));
        let mut atoms = value.atoms().iter();
        atoms.any(|atom| matches!(atom, Atom::Function(_) | Atom::Bound(..)))
    };
    let names: &[String] = match () {
        () if makes_process(analysis, callee, tree) => &TABLE.process_arguments,
        () if makes_pool(analysis, callee, tree) => &TABLE.pool_arguments,
        () => return None,
    };
    let mut named = names.iter();
    let named = named.find_map(|name| keyword(call, name).map(|one| one.value));
    let given = arguments(call).iter();
    let mut given = given.filter(|one| one.kind == ArgumentKind::Positional);
    named.or_else(|| given.find_map(|one| is_function(&one.value).then_some(one.value)))
}

fn makes_process(analysis: &Analysis<'_>, callee: Place, tree: &Tree) -> bool {
    is_named(analysis, callee, &TABLE.processes)
        || is_of_context(analysis, callee, tree, &TABLE.context_processes)
}

fn makes_pool(analysis: &Analysis<'_>, callee: Place, tree: &Tree) -> bool {
    is_named(analysis, callee, &TABLE.pools)
        || is_of_context(analysis, callee, tree, &TABLE.context_pools)
}

/// Whether a method of some name is called on a context whose processes go on with what was made before.
fn is_of_context(
    analysis: &Analysis<'_>,
    (file, callee): Place,
    tree: &Tree,
    names: &[String],
) -> bool {
    let ExprKind::Attribute { value, attribute } = &tree.expr(callee).kind else {
        return false;
    };
    let forks = |id: ExprId| {
        let ExprKind::Call { function, .. } = &tree.expr(id).kind else {
            return false;
        };
        let begins_anew = arguments(tree.expr(id)).first().is_some_and(|one| {
            let method = string(tree, one.value);
            method.is_some_and(|method| TABLE.anew.iter().any(|one| one == method))
        });
        !begins_anew && is_named(analysis, (file, *function), &TABLE.contexts)
    };
    names.iter().any(|one| **one == *attribute.text)
        && made_by(analysis, (file, *value), tree, &forks).is_some()
}

/// The calls that hand a process, or a pool, one of some objects among its arguments.
fn holders(analysis: &Analysis<'_>, origins: &FxHashSet<OriginId>) -> Vec<Place> {
    let hands = |((file, id), function): &(Place, ExprId)| {
        let (tree, callee) = (&analysis.file(*file).tree, (*file, *function));
        let mut given = arguments(tree.expr(*id)).iter();
        (makes_process(analysis, callee, tree) || makes_pool(analysis, callee, tree))
            && given.any(|one| holds(analysis, (*file, one.value), tree, origins))
    };
    let holders = every_call(analysis).filter(hands);
    holders.map(|(place, _)| place).collect()
}

/// Whether a row or a dict that is written out holds one of some objects.
fn holds(
    analysis: &Analysis<'_>,
    (file, expr): Place,
    tree: &Tree,
    origins: &FxHashSet<OriginId>,
) -> bool {
    let items: Vec<ExprId> = match &tree.expr(expr).kind {
        ExprKind::Tuple(items) | ExprKind::List(items) => items.clone(),
        ExprKind::Dict(items) => items.iter().map(|item| item.value).collect(),
        _ => return false,
    };
    let mut items = items.into_iter();
    items.any(|item| {
        let value = analysis.value((file, item));
        value.atoms().iter().any(|atom| is_of(*atom, origins))
    })
}

/// The classes of the project that are processes, with the methods that run in them, but for the one in which something is made: that
/// is the process's own.
fn subclasses(analysis: &Analysis<'_>, made: Place) -> Vec<(Place, Vec<UnitId>)> {
    let units = (0..).map(UnitId).zip(&analysis.units);
    let runs =
        units.filter(|(_, unit)| TABLE.process_methods.iter().any(|one| **one == *unit.name));
    let own = analysis.unit_at(made);
    let found = runs.filter(|(id, _)| Some(*id) != own);
    let found = found.filter_map(|(id, unit)| {
        let class = unit.class?;
        let mut bases = analysis.outer_bases(class).into_iter();
        let is_process = |base| {
            let path = analysis.names.get(base);
            TABLE.processes.iter().any(|one| one == path)
        };
        let held = &analysis.classes[class.0 as usize];
        let tree = &analysis.file(held.file).tree;
        let StmtKind::Class(definition) = &tree.stmt(held.stmt).kind else {
            return None;
        };
        let base = definition.arguments.first()?.value;
        bases
            .any(is_process)
            .then_some(((held.file, base), vec![id]))
    });
    found.collect()
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
    let makes = |id: ExprId| match &tree.expr(id).kind {
        ExprKind::Call { function, .. } => makes_pool(analysis, (file, *function), tree),
        _ => false,
    };
    (one.kind == ArgumentKind::Positional
        && made_by(analysis, (file, pool), tree, &makes).is_some())
    .then_some(one.value)
}

/// The forks, with what is called below them in the same body of code, and that itself where it holds one of the uses there.
fn forks(analysis: &Analysis<'_>, uses: &[Place]) -> Vec<(Place, Vec<UnitId>)> {
    let forks = every_call(analysis)
        .filter(|((file, _), function)| is_named(analysis, (*file, *function), &TABLE.forks));
    forks
        .map(|(place, _)| (place, behind(analysis, place, uses)))
        .collect()
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
