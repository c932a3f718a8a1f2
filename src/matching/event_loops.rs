//! Objects that stay while event loops, or processes, come and go around them. What runs coroutines or starts processes is data.

use std::cell::LazyCell;
use std::sync::LazyLock;

use rustc_hash::FxHashSet;
use serde::Deserialize;

use super::holding::Holding;
use super::made_by::made_by;
use super::placement::{calls_in_loop, in_loop};
use super::preloading::preloading;
use super::processes::processes;
use crate::rules::policy::UsedIn;
use crate::semantic::infer::{Analysis, Owner};
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, FileId, OriginId, UnitId};
use crate::syntax::ast::{ExprId, ExprKind, Parent, Span, StmtId, StmtKind, Tree};
use crate::syntax::query::{arguments, blocks, call_above, dotted, keyword, last};

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Table {
    runs: Vec<String>,
    makes: Vec<String>,
    methods: Vec<String>,
    runners: Vec<String>,
    runner_methods: Vec<String>,
    threads: Vec<String>,
    thread_arguments: Vec<String>,
    pub(super) processes: Vec<String>,
    pub(super) process_arguments: Vec<String>,
    pub(super) process_methods: Vec<String>,
    pub(super) contexts: Vec<String>,
    pub(super) anew: Vec<String>,
    pub(super) context_processes: Vec<String>,
    pub(super) context_pools: Vec<String>,
    pub(super) pools: Vec<String>,
    pub(super) pool_arguments: Vec<String>,
    pub(super) pool_methods: Vec<String>,
    pub(super) executors: Vec<String>,
    pub(super) forks: Vec<String>,
    handlers: Vec<String>,
    pub(super) queues: Vec<String>,
    pub(super) tasks: Vec<String>,
    pub(super) preloads: Vec<Preload>,
    pub(super) preloading: Vec<Preloading>,
}

/// A setting which says that code is loaded before workers begin.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Preload {
    /// A part of the name of the file of settings.
    pub(super) file: String,
    /// The variable that is true there.
    pub(super) name: String,
}

/// An option of a command which says so.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Preloading {
    /// The command, and the variables of the environment that hold options of it.
    pub(super) commands: Vec<String>,
    /// The option.
    pub(super) option: String,
}

static TEXT: &str = include_str!("../../rules/python/loops.toml");

pub(super) static TABLE: LazyLock<Table> =
    LazyLock::new(|| toml::from_str(TEXT).expect("a test reads the table"));

/// Calls that make threads, with the functions that those begin with.
type Threads = Vec<(Place, Vec<UnitId>)>;

/// Callers that are followed upwards.
const CALLERS: usize = 8;

/// Where code begins that uses what a place makes, in loops or processes of its own; none where one is all that there is.
#[must_use]
pub(super) fn starts(analysis: &Analysis<'_>, used: UsedIn, place: Place) -> Vec<(FileId, Span)> {
    let made = made(analysis, place);
    let uses = uses(analysis, &made);
    let users = users(analysis, &uses);
    if users.is_empty() && used == UsedIn::SeveralLoops {
        return Vec::new();
    }
    let reaching = reaching(analysis, users);
    let (mut starts, mut places) = match used {
        UsedIn::SeveralLoops => {
            let mut all = loops(analysis);
            all.extend(runners(analysis));
            (all, Vec::new())
        }
        UsedIn::OtherProcesses => processes(analysis, place, &uses, &made),
    };
    let is_reached = |entries: &[UnitId]| entries.iter().any(|one| reaching.contains(one));
    starts.retain(|(_, entries)| is_reached(entries));
    places.extend(starts.into_iter().map(|(place, _)| place));
    places.sort();
    places.dedup();
    if used == UsedIn::SeveralLoops && !are_several(analysis, &places) {
        places.clear();
    }
    let span = |(file, expr): Place| (file, analysis.file(file).tree.expr(expr).span);
    let mut out: Vec<(FileId, Span)> = places.into_iter().map(span).collect();
    if used == UsedIn::OtherProcesses {
        let servers = preloading(analysis).into_iter();
        let servers = servers.filter(|(_, entries)| is_reached(entries));
        out.extend(servers.map(|(place, _)| place));
    }
    out
}

/// The objects that a place makes, and those that are made with them: a client of a pool.
fn made(analysis: &Analysis<'_>, place: Place) -> FxHashSet<OriginId> {
    let holding = analysis.once(Holding::find);
    let mut next: Vec<OriginId> = analysis.origin_at(place).into_iter().collect();
    let mut out: FxHashSet<OriginId> = next.iter().copied().collect();
    while let Some(origin) = next.pop() {
        for (file, id) in holding.of_origin(origin) {
            let call = call_above(&analysis.file(*file).tree, *id);
            let call = call.filter(|(_, _, given)| given.iter().any(|one| one.value == *id));
            let call = call.map(|(call, ..)| (*file, call));
            let call = call.filter(|call| analysis.calls.contains_key(call));
            let made = call.and_then(|call| analysis.origin_at(call));
            next.extend(made.filter(|made| out.insert(*made)));
        }
    }
    out
}

pub(super) fn is_of(atom: Atom, origins: &FxHashSet<OriginId>) -> bool {
    matches!(atom, Atom::Instance(_, Some(one)) if origins.contains(&one))
}

/// Where something is read of such an object.
fn uses(analysis: &Analysis<'_>, origins: &FxHashSet<OriginId>) -> Vec<Place> {
    let holding = analysis.once(Holding::find);
    let held = origins.iter().flat_map(|origin| holding.of_origin(*origin));
    let read = held.filter_map(|(file, id)| {
        let tree = &analysis.file(*file).tree;
        let Parent::Expr(up) = tree.expr(*id).parent else {
            return None;
        };
        let is_read =
            matches!(tree.expr(up).kind, ExprKind::Attribute { value, .. } if value == *id);
        is_read.then_some((*file, up))
    });
    let mut out: Vec<Place> = read.collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// The functions in which some places stand.
fn users(analysis: &Analysis<'_>, places: &[Place]) -> FxHashSet<UnitId> {
    let mut out: FxHashSet<UnitId> = places
        .iter()
        .filter_map(|place| analysis.unit_at(*place))
        .collect();
    out.retain(|unit| analysis.get(*unit).owner != Owner::Module);
    out
}

/// Functions, and all that call them.
pub(super) fn reaching(analysis: &Analysis<'_>, units: FxHashSet<UnitId>) -> FxHashSet<UnitId> {
    let mut next: Vec<UnitId> = units.iter().copied().collect();
    let mut out = units;
    while let Some(unit) = next.pop() {
        for caller in analysis.callers.get(&unit).into_iter().flatten() {
            if analysis.get(*caller).owner != Owner::Module && out.insert(*caller) {
                next.push(*caller);
            }
        }
    }
    out
}

/// The calls that run a coroutine in a loop of its own, with the functions that it may be of.
fn loops(analysis: &Analysis<'_>) -> Vec<(Place, Vec<UnitId>)> {
    calls(analysis, &|place, function, tree| {
        let runs = is_named(analysis, (place.0, function), &TABLE.runs)
            || is_run_in_a_new_one(analysis, place, function, tree);
        let first = arguments(tree.expr(place.1)).first();
        first.filter(|_| runs).map(|one| one.value)
    })
}

/// The calls that make something which keeps one loop for all that it runs, with the functions of what it runs.
fn runners(analysis: &Analysis<'_>) -> Vec<(Place, Vec<UnitId>)> {
    let runs = every_call(analysis).filter_map(|((file, call), _)| {
        let tree = &analysis.file(file).tree;
        let made = runner(analysis, (file, call), tree)?;
        let given = arguments(tree.expr(call)).first()?.value;
        Some(((file, made), entered(analysis, (file, given))?))
    });
    runs.collect()
}

/// The call that makes what runs something at a place, if that keeps a loop.
fn runner(analysis: &Analysis<'_>, (file, call): Place, tree: &Tree) -> Option<ExprId> {
    let ExprKind::Call { function, .. } = &tree.expr(call).kind else {
        return None;
    };
    let ExprKind::Attribute { value, attribute } = &tree.expr(*function).kind else {
        return None;
    };
    let mut methods = TABLE.runner_methods.iter();
    methods.find(|one| ***one == *attribute.text)?;
    made_by(analysis, (file, *value), tree, &|id| {
        let ExprKind::Call { function, .. } = &tree.expr(id).kind else {
            return false;
        };
        is_named(analysis, (file, *function), &TABLE.runners)
    })
}

/// Calls with the functions that an argument of theirs names or calls, where there are such.
pub(super) fn calls(
    analysis: &Analysis<'_>,
    entry: &dyn Fn(Place, ExprId, &Tree) -> Option<ExprId>,
) -> Vec<(Place, Vec<UnitId>)> {
    let begun = every_call(analysis).filter_map(|(place, function)| {
        let given = entry(place, function, &analysis.file(place.0).tree)?;
        Some((place, entered(analysis, (place.0, given))?))
    });
    begun.collect()
}

/// All calls of the project, each with what is called.
pub(super) fn every_call<'a>(
    analysis: &'a Analysis<'_>,
) -> impl Iterator<Item = (Place, ExprId)> + 'a {
    analysis.file_ids().flat_map(move |file| {
        let tree = &analysis.file(file).tree;
        tree.expr_ids()
            .filter_map(move |id| match &tree.expr(id).kind {
                ExprKind::Call { function, .. } => Some(((file, id), *function)),
                _ => None,
            })
    })
}

/// The functions that an expression names or calls, where there are such.
fn entered(analysis: &Analysis<'_>, (file, given): Place) -> Option<Vec<UnitId>> {
    let tree = &analysis.file(file).tree;
    let value = analysis.value((file, tree.callee(given)));
    let units = value.atoms().iter().filter_map(|atom| match atom {
        Atom::Function(unit) | Atom::Bound(unit, _) => Some(*unit),
        _ => None,
    });
    let units: Vec<UnitId> = units.collect();
    (!units.is_empty()).then_some(units)
}

pub(super) fn is_named(analysis: &Analysis<'_>, place: Place, names: &[String]) -> bool {
    let mut atoms = analysis.value(place).atoms().iter();
    atoms.any(|atom| match atom {
        Atom::Symbol(name) | Atom::Namespace(name) => {
            let path = analysis.names.get(*name);
            names.iter().any(|one| one == path)
        }
        _ => false,
    })
}

/// `loop.run_until_complete(…)` in a body of code that makes a loop.
fn is_run_in_a_new_one(
    analysis: &Analysis<'_>,
    place: Place,
    function: ExprId,
    tree: &Tree,
) -> bool {
    let ExprKind::Attribute { attribute, .. } = &tree.expr(function).kind else {
        return false;
    };
    let unit = analysis.unit_at(place);
    TABLE.methods.iter().any(|one| **one == *attribute.text)
        && tree.expr_ids().any(|id| match &tree.expr(id).kind {
            ExprKind::Call { function, .. } => {
                analysis.unit_at((place.0, id)) == unit
                    && is_named(analysis, (place.0, *function), &TABLE.makes)
            }
            _ => false,
        })
}

/// Whether some places surely run more than once in one process, together or one of them by itself.
fn are_several(analysis: &Analysis<'_>, places: &[Place]) -> bool {
    let threads = LazyCell::new(|| threads(analysis));
    let again = |(file, expr): Place| {
        let tree = &analysis.file(file).tree;
        let unit = analysis.unit_at((file, expr));
        let runs_again = |unit| is_run_again(analysis, &threads, unit, CALLERS);
        in_loop(tree, expr) || unit.is_some_and(runs_again)
    };
    places.iter().any(|place| again(*place)) || follow_each_other(analysis, places)
}

/// Whether one of some places comes behind another, and runs whenever that does.
fn follow_each_other(analysis: &Analysis<'_>, places: &[Place]) -> bool {
    let follows = |one: Place, other: Place| {
        let tree = &analysis.file(one.0).tree;
        one.0 == other.0
            && analysis.unit_at(one) == analysis.unit_at(other)
            && block_of(tree, one.1).is_some_and(|block| block_of(tree, other.1) == Some(block))
    };
    let mut all = places.iter().enumerate();
    all.any(|(at, one)| places[at + 1..].iter().any(|other| follows(*one, *other)))
}

/// The calls that make a thread, with the functions that it begins with.
fn threads(analysis: &Analysis<'_>) -> Threads {
    calls(analysis, &|(file, call), function, tree| {
        let mut names = TABLE.thread_arguments.iter();
        let named = names.find_map(|name| keyword(tree.expr(call), name));
        let named = named.filter(|_| is_named(analysis, (file, function), &TABLE.threads));
        named.map(|one| one.value)
    })
}

/// Whether several threads begin with a function: those of a loop, or of calls that follow each other.
fn is_begun_again(analysis: &Analysis<'_>, threads: &Threads, unit: UnitId) -> bool {
    let begun = threads.iter().filter(|(_, units)| units.contains(&unit));
    let places: Vec<Place> = begun.map(|(place, _)| *place).collect();
    let in_loop = |(file, call): &Place| in_loop(&analysis.file(*file).tree, *call);
    places.iter().any(in_loop) || follow_each_other(analysis, &places)
}

/// Whether a function is called again and again: by a framework, in a loop, by several threads, or by one that is. A function that nobody is seen to
/// call may be where the program begins.
fn is_run_again(analysis: &Analysis<'_>, threads: &Threads, unit: UnitId, left: usize) -> bool {
    let Some(left) = left.checked_sub(1) else {
        return false;
    };
    let info = analysis.get(unit);
    let tree = &analysis.file(info.file).tree;
    let Some(function) = analysis.definition(info) else {
        return false;
    };
    let is_handler = |decorator: &ExprId| {
        let path = dotted(tree, tree.callee(*decorator)).unwrap_or_default();
        TABLE.handlers.iter().any(|one| one == last(&path))
    };
    let callers = analysis.callers.get(&unit).into_iter().flatten();
    function.decorators.iter().any(is_handler)
        || is_begun_again(analysis, threads, unit)
        || callers.filter(|caller| **caller != unit).any(|caller| {
            calls_in_loop(analysis, *caller, unit) || is_run_again(analysis, threads, *caller, left)
        })
}

/// The block that surely runs when an expression does, as its statement and its number in that: what stands in it runs one after the other.
fn block_of(tree: &Tree, expr: ExprId) -> Option<(Option<StmtId>, usize)> {
    let mut at = tree.stmt_of(expr)?;
    while let Parent::Stmt(up) = tree.stmt(at).parent {
        let kind = &tree.stmt(up).kind;
        let block = blocks(kind).iter().position(|block| block.contains(&at))?;
        match kind {
            StmtKind::With { .. } => {}
            StmtKind::Try { .. } if block == 0 => {}
            _ => return Some((Some(up), block)),
        }
        at = up;
    }
    Some((None, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read() {
        assert!(TABLE.runs.iter().any(|one| one == "asyncio.run"));
    }
}
