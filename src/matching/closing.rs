//! Who closes what a place makes, and what it holds.

use super::passed::Passed;
use super::{kept, placement};
use crate::rules::policy::{Holds, Runs};
use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::semantic::value::Atom;
use crate::syntax::ast::{ExprKind, StmtKind};
use crate::syntax::query::{arguments, call_above, dotted, last};

/// What a `with` statement reads of what it is given.
const LEAVING: [&str; 2] = ["__exit__", "__aexit__"];

/// Which uses of an object count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Uses {
    /// Those of what its own methods give as well.
    Loose,
    /// Its own.
    Own,
    /// Its own calls without arguments.
    Plain,
}

/// Whether one of some methods is read of what a place makes, or of what its own methods give.
#[must_use]
pub(super) fn is_asked_for(analysis: &Analysis<'_>, methods: &[String], place: Place) -> bool {
    reads(analysis, methods, place, Uses::Loose)
}

/// Whether one of some methods is read of the very object that a place makes; `__exit__` and `__aexit__` stand for `with`.
#[must_use]
pub fn is_itself_asked_for(analysis: &Analysis<'_>, methods: &[String], place: Place) -> bool {
    reads(analysis, methods, place, Uses::Own)
}

/// Whether the body of code in which a method is called reads one of some methods of the same object.
#[must_use]
pub(super) fn is_receiver_asked_for(
    analysis: &Analysis<'_>,
    methods: &[String],
    (file, call): Place,
) -> bool {
    let tree = &analysis.file(file).tree;
    let ExprKind::Call { function, .. } = &tree.expr(call).kind else {
        return false;
    };
    let ExprKind::Attribute { value, .. } = &tree.expr(*function).kind else {
        return false;
    };
    let receiver = analysis.value((file, *value)).atoms();
    let unit = analysis.unit_at((file, call));
    let is_it = |atom: &Atom| matches!(atom, Atom::Instance(_, Some(_))) && receiver.contains(atom);
    !methods.is_empty()
        && tree.expr_ids().any(|id| match &tree.expr(id).kind {
            ExprKind::Attribute { value, attribute } => {
                methods.iter().any(|one| **one == *attribute.text)
                    && analysis.unit_at((file, id)) == unit
                    && analysis.value((file, *value)).atoms().iter().any(is_it)
            }
            _ => false,
        })
}

/// Whether one of some methods is called without arguments on what a place makes, or a `with` statement leaves it.
#[must_use]
pub(super) fn is_closed(analysis: &Analysis<'_>, methods: &[String], place: Place) -> bool {
    reads(analysis, methods, place, Uses::Plain)
}

fn reads(analysis: &Analysis<'_>, methods: &[String], place: Place, uses: Uses) -> bool {
    let Some(origin) = analysis.origin_at(place).filter(|_| !methods.is_empty()) else {
        return false;
    };
    // What its methods give has the same origin and another type.
    let made = analysis.value(place).atoms();
    let is_it = |atom: &Atom| {
        matches!(atom, Atom::Instance(_, Some(one)) if *one == origin)
            && (uses == Uses::Loose || made.contains(atom))
    };
    let leaves = methods.iter().any(|one| LEAVING.contains(&one.as_str()));
    analysis.file_ids().any(|file| {
        let tree = &analysis.file(file).tree;
        let holds = |id| analysis.value((file, id)).atoms().iter().any(is_it);
        let left = leaves
            && tree.stmts.iter().any(|stmt| match &stmt.kind {
                StmtKind::With { items, .. } => items.iter().any(|item| holds(item.context)),
                _ => false,
            });
        left || tree.expr_ids().any(|id| match &tree.expr(id).kind {
            ExprKind::Attribute { value, attribute } => {
                let is_plain = || {
                    let call = call_above(tree, id);
                    call.is_some_and(|(_, function, given)| function == id && given.is_empty())
                };
                methods.iter().any(|one| **one == *attribute.text)
                    && holds(*value)
                    && (uses != Uses::Plain || is_plain())
            }
            _ => false,
        })
    })
}

/// Whether a call is given an object that is kept beyond the call that makes it, which nobody closes.
#[must_use]
pub(super) fn holds_open(
    analysis: &Analysis<'_>,
    holds: &Holds,
    passed: &Passed,
    place: Place,
) -> bool {
    let given = arguments(analysis.file(place.0).tree.expr(place.1));
    let argument = passed
        .index(&holds.argument)
        .and_then(|index| given.get(index));
    let Some(argument) = argument else {
        return false;
    };
    let value = analysis.value((place.0, argument.value));
    let Some(Atom::Instance(_, Some(origin))) = value.single() else {
        return false;
    };
    let made = analysis.origins[origin.0 as usize];
    let again = matches!(
        placement::runs(analysis, made),
        Runs::PerCall | Runs::PerIteration
    );
    again
        && kept::is_kept(analysis, made)
        && !is_itself_asked_for(analysis, &holds.unless_methods, made)
        && !is_closed_by_name(analysis, &holds.unless_methods, made)
        && !is_asked_for(analysis, &holds.unless_own, place)
}

/// Whether one of the methods is read of something that has the name under which a place's value is kept.
fn is_closed_by_name(analysis: &Analysis<'_>, methods: &[String], (file, expr): Place) -> bool {
    let tree = &analysis.file(file).tree;
    let targets = match tree.stmt_of(expr).map(|stmt| &tree.stmt(stmt).kind) {
        Some(StmtKind::Assign { targets, value }) if *value == expr => targets.as_slice(),
        Some(StmtKind::AnnAssign { target, value, .. }) if *value == Some(expr) => {
            std::slice::from_ref(target)
        }
        _ => &[],
    };
    let names: Vec<String> = targets
        .iter()
        .filter_map(|target| dotted(tree, *target))
        .map(|path| last(&path).to_owned())
        .collect();
    analysis.file_ids().any(|file| {
        let tree = &analysis.file(file).tree;
        tree.expr_ids().any(|id| match &tree.expr(id).kind {
            ExprKind::Attribute { value, attribute } => {
                let path = || dotted(tree, *value);
                methods.iter().any(|one| **one == *attribute.text)
                    && path().is_some_and(|path| names.iter().any(|name| name == last(&path)))
            }
            _ => false,
        })
    })
}
