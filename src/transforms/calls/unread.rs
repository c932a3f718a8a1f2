//! What stands in for an answer and is not known to be a dict: whether it serves code that reads objects.

use super::Worker;
use crate::matching::doubles::{Told, told_to};
use crate::matching::uses::{Use, UseKind};
use crate::semantic::store::Place;
use crate::semantic::value::Atom;
use crate::syntax::ast::{ExprId, ExprKind, Tree};
use crate::syntax::query::{arguments, dotted, last};

/// Makers of things whose attributes are what they are given.
const WITH_ATTRIBUTES: [&str; 5] = [
    "Mock",
    "MagicMock",
    "AsyncMock",
    "NonCallableMock",
    "SimpleNamespace",
];

/// How the classes of what is raised are called.
const RAISED: [&str; 8] = [
    "Error",
    "Exception",
    "Timeout",
    "Interrupt",
    "Exit",
    "StopIteration",
    "StopAsyncIteration",
    "Warning",
];

impl Worker<'_, '_> {
    /// Whether the project reads nothing of a method's answers but attributes: what served that does so still.
    pub(super) fn reads_attributes_alone(&self, old: &str) -> bool {
        let calls = self.calls_that(&self.analysis.external.canonical(old), |_, _| true);
        let of_it = |one: &&Use| {
            let places = one.origins.iter();
            let mut places = places.map(|origin| self.analysis.origins[origin.0 as usize]);
            places.any(|place| calls.binary_search(&place).is_ok())
        };
        let reads = |one: &Use| {
            matches!(
                one.kind,
                UseKind::Attribute(_) | UseKind::Getattr { .. } | UseKind::Streamed
            )
        };
        !calls.is_empty() && self.uses.iter().filter(of_it).all(reads)
    }

    /// Whether something is surely no dict and holds none: what is raised, a scalar, a mock or the like that is
    /// given such things.
    pub(super) fn holds_no_dict(&self, (file, expr): Place) -> bool {
        let tree = &self.analysis.file(file).tree;
        let value = self.analysis.value((file, expr));
        let plain = |atom: &Atom| match atom {
            Atom::Literal(_) | Atom::Scalar => true,
            Atom::Symbol(name) => is_raised(self.analysis.names.get(*name)),
            Atom::Object(class) | Atom::Class(class) => {
                let bases = self.analysis.outer_bases(*class);
                let mut bases = bases.iter().map(|name| self.analysis.names.get(*name));
                bases.any(is_raised)
            }
            _ => false,
        };
        if value.is_complete() && !value.atoms().is_empty() && value.atoms().iter().all(plain) {
            return true;
        }
        match &tree.expr(expr).kind {
            ExprKind::List(items) | ExprKind::Tuple(items) => {
                items.iter().all(|item| self.holds_no_dict((file, *item)))
            }
            ExprKind::Call { function, .. } => dotted(tree, *function).is_some_and(|path| {
                is_raised(&path)
                    || WITH_ATTRIBUTES.contains(&last(&path))
                        && arguments(tree.expr(expr)).iter().all(|one| {
                            one.kind != crate::syntax::ast::ArgumentKind::DoubleStar
                                && self.holds_no_dict((file, one.value))
                        })
            }),
            ExprKind::Name(_) | ExprKind::Attribute { .. } => is_named_as_raised(tree, expr),
            _ => false,
        }
    }

    /// Whether an expression is something that is not bound when it is read of an object: a mock, or what says
    /// itself how it is bound.
    pub(super) fn is_not_bound(&self, (file, expr): Place) -> bool {
        let tree = &self.analysis.file(file).tree;
        let ExprKind::Call { function, .. } = &tree.expr(expr).kind else {
            let assigned = told_to(self.analysis, file, expr).told.into_iter();
            let mut assigned = assigned
                .filter(|(.., told)| *told == Told::Called)
                .peekable();
            let is_call = |place: Place| {
                let tree = &self.analysis.file(place.0).tree;
                matches!(tree.expr(place.1).kind, ExprKind::Call { .. }) && self.is_not_bound(place)
            };
            return assigned.peek().is_some() && assigned.all(|(file, id, _)| is_call((file, id)));
        };
        dotted(tree, *function).is_some_and(|path| {
            matches!(
                last(&path),
                "Mock" | "MagicMock" | "AsyncMock" | "staticmethod" | "classmethod"
            )
        })
    }
}

/// Whether a path is that of a class of what is raised, by its name.
fn is_raised(path: &str) -> bool {
    let name = last(path);
    name.starts_with(char::is_uppercase) && RAISED.iter().any(|end| name.ends_with(end))
}

fn is_named_as_raised(tree: &Tree, expr: ExprId) -> bool {
    dotted(tree, expr).is_some_and(|path| is_raised(&path))
}
