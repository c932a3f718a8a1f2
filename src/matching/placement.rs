//! When a line runs, and whether the value that it makes is kept.

use super::once::{is_of_short_life, is_started_once};
use super::retry_loops::is_leaving;
use crate::rules::policy::Runs;
use crate::semantic::infer::{Analysis, Owner};
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, UnitId};
use crate::syntax::ast::{ExprId, ExprKind, Parent, StmtId, StmtKind, Tree};
use crate::syntax::query::{dotted, walk, walk_expr};

/// Calls that are followed upwards from a function to the place that starts it.
const CALLERS: usize = 8;

/// When the expression at a place runs.
#[must_use]
pub fn runs(analysis: &Analysis<'_>, place: Place) -> Runs {
    let tree = &analysis.file(place.0).tree;
    if in_loop(tree, place.1) {
        return Runs::PerIteration;
    }
    if is_guarded(analysis, place) || serves_behind(tree, place.1) {
        return Runs::Once;
    }
    match analysis.unit_at(place) {
        None => Runs::PerCall,
        Some(unit) if analysis.get(unit).owner == Owner::Module => Runs::Import,
        Some(unit) if runs_once(analysis, unit, CALLERS) => Runs::Once,
        Some(_) => Runs::PerCall,
    }
}

/// Whether an expression stands in a loop of its own body of code, which goes on behind it.
pub(super) fn in_loop(tree: &Tree, expr: ExprId) -> bool {
    let mut from = expr;
    let mut at = tree.expr(expr).parent;
    while let Parent::Expr(up) = at {
        match &tree.expr(up).kind {
            ExprKind::Lambda { .. } => return false,
            ExprKind::Comprehension { clauses, .. }
                // The first iterable is evaluated once.
                if clauses.first().is_none_or(|clause| clause.iterable != from) => {
                    return true;
                }
            _ => {}
        }
        from = up;
        at = tree.expr(up).parent;
    }
    let Parent::Stmt(mut inner) = at else {
        return false;
    };
    match &tree.stmt(inner).kind {
        StmtKind::While { test, .. } if *test == from => return true,
        StmtKind::Function(_) => return false,
        _ => {}
    }
    let mut leaves = leaves_behind(tree, inner);
    while let Parent::Stmt(up) = tree.stmt(inner).parent {
        match &tree.stmt(up).kind {
            StmtKind::Function(_) => return false,
            StmtKind::For { body, .. } | StmtKind::While { body, .. }
                if body.contains(&inner) && !leaves =>
            {
                return true;
            }
            _ => {}
        }
        leaves |= leaves_behind(tree, up);
        inner = up;
    }
    false
}

/// Whether control leaves the loop behind a statement, in the statement's own block: a loop that tries
/// until it has a value makes one value.
fn leaves_behind(tree: &Tree, stmt: StmtId) -> bool {
    let block = match tree.stmt(stmt).parent {
        Parent::Stmt(up) => crate::syntax::query::blocks(&tree.stmt(up).kind)
            .into_iter()
            .find(|block| block.contains(&stmt)),
        _ => None,
    };
    let leaves = |one: &StmtId| match &tree.stmt(*one).kind {
        StmtKind::Return(_) => true,
        StmtKind::Other { keyword, .. } => &**keyword == "break",
        _ => false,
    };
    // What `else` of a `try` does comes behind what was tried.
    let otherwise = match tree.stmt(stmt).parent {
        Parent::Stmt(up) => match &tree.stmt(up).kind {
            StmtKind::Try { body, orelse, .. } if body.contains(&stmt) => orelse.iter().any(leaves),
            _ => false,
        },
        _ => false,
    };
    otherwise || block.is_some_and(|block| block.iter().skip_while(|one| **one != stmt).any(leaves))
}

/// Whether the function goes on for as long as it is used behind a statement: it serves what comes in,
/// in a loop without an end.
fn serves_behind(tree: &Tree, place: ExprId) -> bool {
    let Some(own) = tree.stmt_of(place) else {
        return false;
    };
    let Some(function) = function_of(tree, own) else {
        return false;
    };
    let StmtKind::Function(held) = &tree.stmt(function).kind else {
        return false;
    };
    walk(tree, &held.body).into_iter().any(|id| {
        let stmt = tree.stmt(id);
        let endless = match &stmt.kind {
            StmtKind::While { test, body, .. } => match &tree.expr(*test).kind {
                ExprKind::Bool(value) => *value && !leaves_if_it_succeeds(tree, body),
                ExprKind::Number(text) => &**text == "1" && !leaves_if_it_succeeds(tree, body),
                _ => false,
            },
            StmtKind::For { iterable, .. } => is_listening(tree, *iterable),
            _ => false,
        };
        endless
            && stmt.span.start >= tree.stmt(own).span.end
            && function_of(tree, id) == Some(function)
    })
}

/// Whether a turn of a loop in which nothing fails is its last one: what follows is only another attempt.
fn leaves_if_it_succeeds(tree: &Tree, turn: &[StmtId]) -> bool {
    turn.iter().any(|id| match &tree.stmt(*id).kind {
        StmtKind::Try { body, orelse, .. } => {
            leaves_if_it_succeeds(tree, body) || leaves_if_it_succeeds(tree, orelse)
        }
        StmtKind::With { body, .. } => leaves_if_it_succeeds(tree, body),
        kind => is_leaving(kind),
    })
}

/// The function that a statement stands in.
fn function_of(tree: &Tree, stmt: StmtId) -> Option<StmtId> {
    let mut at = stmt;
    while let Parent::Stmt(up) = tree.stmt(at).parent {
        match &tree.stmt(up).kind {
            StmtKind::Function(_) => return Some(up),
            StmtKind::Class(_) => return None,
            _ => at = up,
        }
    }
    None
}

/// `channel.listen()`
fn is_listening(tree: &Tree, iterable: ExprId) -> bool {
    match &tree.expr(iterable).kind {
        ExprKind::Call { function, .. } => match &tree.expr(*function).kind {
            ExprKind::Attribute { attribute, .. } => &*attribute.text == "listen",
            _ => false,
        },
        _ => false,
    }
}

/// Whether the value is made only where it is not there yet: `if x is None: x = …`.
fn is_guarded(analysis: &Analysis<'_>, place: Place) -> bool {
    let file = analysis.file(place.0);
    let tree = &file.tree;
    let text = file.unit.text();
    let Some(mut stmt) = tree.stmt_of(place.1) else {
        return false;
    };
    let targets: &[ExprId] = match &tree.stmt(stmt).kind {
        StmtKind::Assign { targets, .. } => targets,
        StmtKind::AnnAssign { target, .. } => std::slice::from_ref(target),
        _ => &[],
    };
    // What is not there at each request is made at each.
    let short = |target: &ExprId| is_of_short_life(analysis, (place.0, *target));
    if !targets.is_empty() && targets.iter().all(short) {
        return false;
    }
    let targets = targets.iter();
    let targets: Vec<&str> = targets
        .map(|target| &text[tree.expr(*target).span.range()])
        .collect();
    // `x = x or …`
    if let Parent::Expr(up) = tree.expr(place.1).parent
        && let ExprKind::Boolean {
            left, and: false, ..
        } = &tree.expr(up).kind
        && targets.contains(&&text[tree.expr(*left).span.range()])
    {
        return true;
    }
    while let Parent::Stmt(up) = tree.stmt(stmt).parent {
        match &tree.stmt(up).kind {
            StmtKind::Function(_) => return false,
            StmtKind::If { test, .. } => {
                let asks = walk_expr(tree, *test).into_iter().any(|id| {
                    let expr = tree.expr(id);
                    let same = targets.contains(&&text[expr.span.range()]);
                    let has_attribute = matches!(&expr.kind, ExprKind::Call { function, .. }
                        if dotted(tree, *function).as_deref() == Some("hasattr"));
                    let missing = matches!(&expr.kind, ExprKind::Compare { operators, .. }
                        if operators.iter().any(|one| &**one == "not in"));
                    same || has_attribute || missing
                });
                if asks {
                    return true;
                }
            }
            _ => {}
        }
        stmt = up;
    }
    false
}

/// Whether a function runs once for each process: it is cached, a program starts with it, or only code
/// that runs once calls it, outside of loops.
fn runs_once(analysis: &Analysis<'_>, unit: UnitId, left: usize) -> bool {
    let info = analysis.get(unit);
    if info.owner == Owner::Module {
        return true;
    }
    let Some(left) = left.checked_sub(1) else {
        return false;
    };
    if is_started_once(analysis, unit) {
        return true;
    }
    if analysis.store.open_units.contains(&unit) {
        return false;
    }
    let Some(callers) = analysis.callers.get(&unit) else {
        return false;
    };
    !callers.is_empty()
        && callers.iter().all(|caller| {
            *caller != unit
                && runs_once(analysis, *caller, left)
                && !calls_in_loop(analysis, *caller, unit)
        })
}

/// Whether a body calls a function in a loop.
pub(super) fn calls_in_loop(analysis: &Analysis<'_>, caller: UnitId, callee: UnitId) -> bool {
    let file = analysis.get(caller).file;
    let tree = &analysis.file(file).tree;
    tree.expr_ids().any(|id| match &tree.expr(id).kind {
        ExprKind::Call { function, .. } if analysis.unit_at((file, id)) == Some(caller) => {
            let calls = analysis.value((file, *function)).atoms().iter().any(|atom| {
                matches!(atom, Atom::Function(unit) | Atom::Bound(unit, _) if *unit == callee)
            });
            calls && in_loop(tree, id)
        }
        _ => false,
    })
}

#[cfg(test)]
#[path = "placement_tests.rs"]
mod tests;
