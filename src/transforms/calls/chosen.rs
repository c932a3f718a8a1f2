//! Symbols that the code chooses when it runs: by a key of a dict, by a name in a variable. Which one is meant may
//! show for all calls that are seen; the choice stays the project's all the same.

use super::Worker;
use crate::semantic::store::{Place, Slot};
use crate::semantic::value::{AllocId, Atom};
use crate::syntax::ast::{ExprId, ExprKind, Parent, Tree};
use crate::syntax::query::arguments;

impl Worker<'_, '_> {
    /// Whether what a reference is read of is one of several that something which is no literal chooses.
    pub(super) fn is_chosen(&self, (file, expr): Place) -> bool {
        let tree = &self.analysis.file(file).tree;
        let mut at = expr;
        loop {
            match &tree.expr(at).kind {
                ExprKind::Attribute { value, .. } => at = *value,
                ExprKind::Subscript { value, index } => {
                    return !is_literal(tree, *index) && self.holds_several((file, *value));
                }
                ExprKind::Call { function, .. } => {
                    let given = arguments(tree.expr(at));
                    let chosen = |at: usize| {
                        given
                            .get(at)
                            .is_some_and(|one| !is_literal(tree, one.value))
                    };
                    return match &tree.expr(*function).kind {
                        ExprKind::Attribute { value, attribute } if &*attribute.text == "get" => {
                            chosen(0) && self.holds_several((file, *value))
                        }
                        _ => chosen(1) && self.is_getattr((file, *function)),
                    };
                }
                _ => return false,
            }
        }
    }

    /// Whether an expression is one of several things in a container from which something that is no literal
    /// chooses.
    pub(super) fn is_a_choice(&self, (file, expr): Place) -> bool {
        let Parent::Expr(up) = self.analysis.file(file).tree.expr(expr).parent else {
            return false;
        };
        let Some(Atom::Alloc(alloc)) = self.analysis.value((file, up)).single() else {
            return false;
        };
        let mut chosen = false;
        self.each_expr(|(file, at), tree| {
            let from = match &tree.expr(at).kind {
                ExprKind::Subscript { value, index } if !is_literal(tree, *index) => *value,
                ExprKind::Call { function, .. } => match &tree.expr(*function).kind {
                    ExprKind::Attribute { value, attribute } if &*attribute.text == "get" => *value,
                    _ => return,
                },
                _ => return,
            };
            let held = self.analysis.value((file, from));
            chosen |= held.atoms().contains(&Atom::Alloc(alloc));
        });
        chosen && self.holds_several((file, up))
    }

    pub(super) fn is_getattr(&self, function: Place) -> bool {
        let callee = self.analysis.value(function);
        callee.atoms().iter().any(|atom| {
            matches!(atom, Atom::Symbol(name)
                if self.analysis.names.get(*name) == "builtins.getattr")
        })
    }

    /// Whether containers hold more than one thing.
    fn holds_several(&self, place: Place) -> bool {
        let mut held: Vec<Atom> = Vec::new();
        for atom in self.analysis.value(place).atoms() {
            if let Atom::Alloc(alloc) = atom {
                held.extend(self.content(*alloc));
            }
        }
        held.iter().any(|atom| *atom != held[0])
    }

    fn content(&self, alloc: AllocId) -> Vec<Atom> {
        let parts = self.analysis.store.parts(alloc).iter();
        let values = parts.map(|part| self.analysis.peek(Slot::Content(alloc, *part)));
        values.flat_map(|value| value.atoms().to_vec()).collect()
    }
}

fn is_literal(tree: &Tree, expr: ExprId) -> bool {
    matches!(
        tree.expr(expr).kind,
        ExprKind::Str { .. } | ExprKind::Number(_)
    )
}
