//! What stands in for an answer and is not known to be a dict: whether it serves code that reads objects.

use super::Worker;
use crate::matching::doubles::{Told, told_to};
use crate::matching::uses::{Use, UseKind};
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, UnitId};
use crate::syntax::ast::{ExprId, ExprKind, Parent, StmtKind, Tree};
use crate::syntax::query::{arguments, dotted, last};

/// Makers of things whose attributes are what they are given.
const WITH_ATTRIBUTES: [&str; 5] = [
    "Mock",
    "MagicMock",
    "AsyncMock",
    "NonCallableMock",
    "SimpleNamespace",
];

/// How deep what stands in is followed: a name, what it is given, a function, what that returns.
const DEPTH: u8 = 8;

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
    /// given such things, what a name holds or a function of the project gives that is such a thing.
    pub(super) fn holds_no_dict(&self, place: Place) -> bool {
        self.holds_none(place, DEPTH)
    }

    fn holds_none(&self, (file, expr): Place, depth: u8) -> bool {
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
        let Some(depth) = depth.checked_sub(1) else {
            return false;
        };
        match &tree.expr(expr).kind {
            ExprKind::List(items) | ExprKind::Tuple(items) => items
                .iter()
                .all(|item| self.holds_none((file, *item), depth)),
            ExprKind::Call { function, .. } => {
                let made = dotted(tree, *function).is_some_and(|path| {
                    is_raised(&path)
                        || WITH_ATTRIBUTES.contains(&last(&path))
                            && arguments(tree.expr(expr)).iter().all(|one| {
                                one.kind != crate::syntax::ast::ArgumentKind::DoubleStar
                                    && self.holds_none((file, one.value), depth)
                            })
                });
                made || match self.analysis.value((file, *function)).single() {
                    Some(Atom::Function(unit) | Atom::Bound(unit, _)) => {
                        self.gives_no_dict(unit, depth)
                    }
                    _ => false,
                }
            }
            ExprKind::Name(name) => {
                is_named_as_raised(tree, expr) || self.is_no_dict_by_name((file, expr), name, depth)
            }
            ExprKind::Attribute { .. } => is_named_as_raised(tree, expr),
            _ => false,
        }
    }

    /// Whether a function of the project gives something, and nothing that is a dict or holds one.
    fn gives_no_dict(&self, unit: UnitId, depth: u8) -> bool {
        let given = self.given_by(unit);
        !given.is_empty() && given.iter().all(|place| self.holds_none(*place, depth))
    }

    /// Whether what assignments give a name, and what they set of it in the file, is no dict and holds none; or what a
    /// fixture gives the parameter of that name.
    fn is_no_dict_by_name(&self, (file, expr): Place, name: &str, depth: u8) -> bool {
        let tree = &self.analysis.file(file).tree;
        let unit = self.analysis.unit_at((file, expr));
        let module = |id: ExprId| match tree.stmt_of(id).map(|stmt| tree.stmt(stmt).parent) {
            Some(parent) => parent == Parent::Module,
            None => false,
        };
        let (mut own, mut top, mut set) = (Vec::new(), Vec::new(), Vec::new());
        for stmt in tree.stmt_ids() {
            let StmtKind::Assign { targets, value } = &tree.stmt(stmt).kind else {
                continue;
            };
            for target in targets.iter().copied() {
                let (root, by_key) = root_of(tree, target);
                if !matches!(&tree.expr(root).kind, ExprKind::Name(one) if **one == *name) {
                    continue;
                }
                let here = self.analysis.unit_at((file, target)) == unit;
                match root == target {
                    true if here => own.push((file, *value)),
                    true if module(target) => top.push((file, *value)),
                    true => {}
                    false => set.push(((file, *value), here, by_key)),
                }
            }
        }
        // Another function's own name is another thing.
        set.retain(|(_, here, _)| *here || own.is_empty());
        let all_hold_none =
            |places: &[Place]| places.iter().all(|one| self.holds_none(*one, depth));
        if set
            .iter()
            .any(|(value, _, by_key)| *by_key || !self.holds_none(*value, depth))
        {
            return false;
        }
        if let Some(unit) = self.offering((file, expr), name) {
            return own.is_empty() && self.gives_no_dict(unit, depth);
        }
        let given = if own.is_empty() { top } else { own };
        let is_bound_otherwise = tree.stmts.iter().any(|stmt| {
            let target = match &stmt.kind {
                StmtKind::For { target, .. } => vec![*target],
                StmtKind::With { items, .. } => items.iter().filter_map(|one| one.target).collect(),
                _ => Vec::new(),
            };
            target
                .iter()
                .any(|one| matches!(&tree.expr(*one).kind, ExprKind::Name(one) if **one == *name))
        });
        let is_parameter = unit.is_some_and(|unit| {
            let mut parameters = self.analysis.parameters(unit).iter();
            parameters.any(|one| *one.name.text == *name)
        });
        !given.is_empty() && !is_bound_otherwise && !is_parameter && all_hold_none(&given)
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

/// What an expression reads in the end, and whether the first that it reads of it is an item or a method of items.
fn root_of(tree: &Tree, id: ExprId) -> (ExprId, bool) {
    let (mut at, mut by_key) = (id, false);
    loop {
        at = match &tree.expr(at).kind {
            ExprKind::Attribute { value, attribute } => {
                by_key = attribute.text.starts_with("__");
                *value
            }
            ExprKind::Subscript { value, .. } => {
                by_key = true;
                *value
            }
            _ => return (at, by_key),
        };
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
