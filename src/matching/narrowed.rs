//! Places where a test of its class says that a value is something else.

use super::uses::Collector;
use crate::semantic::flows::Flow;
use crate::semantic::python::is_builtin;
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, FileId};
use crate::syntax::ast::{ExprId, ExprKind, Parent, StmtId, StmtKind, Tree};
use crate::syntax::query::{dotted, operands, top, walk, walk_expr};

impl Collector<'_, '_> {
    /// Whether a place is reached only where `isinstance` said that its value is of a class which no answer has:
    /// in a branch, or behind `and`.
    pub(super) fn is_ruled_out(&self, (file, id): Place) -> bool {
        let tree = self.tree(file);
        let Some(path) = dotted(tree, id) else {
            return false;
        };
        let mut at = id;
        while let Parent::Expr(up) = tree.expr(at).parent {
            let says = match &tree.expr(up).kind {
                ExprKind::Conditional { body, test, .. } if *body == at => {
                    self.says_other(file, *test, &path)
                }
                ExprKind::Conditional { orelse, test, .. } if *orelse == at => {
                    self.says_other_if_not(file, *test, &path)
                }
                ExprKind::Boolean {
                    left,
                    and: true,
                    right,
                } if *right == at => self.says_other(file, *left, &path),
                _ => false,
            };
            if says {
                return true;
            }
            at = up;
        }
        let stmt = tree.stmt_of(id);
        stmt.is_some_and(|stmt| self.is_in_such_a_branch((file, stmt), &path))
    }

    fn is_in_such_a_branch(&self, (file, stmt): (FileId, StmtId), path: &str) -> bool {
        let tree = self.tree(file);
        let mut at = stmt;
        while let Parent::Stmt(up) = tree.stmt(at).parent {
            match &tree.stmt(up).kind {
                StmtKind::If { test, body, orelse } => {
                    let (block, says) = match body.contains(&at) {
                        true => (body, self.says_other(file, *test, path)),
                        false => (orelse, self.says_other_if_not(file, *test, path)),
                    };
                    if says && !is_given_anew(tree, block, path) {
                        return true;
                    }
                }
                StmtKind::Function(_) | StmtKind::Class(_) => return false,
                _ => {}
            }
            at = up;
        }
        false
    }

    /// Whether a test that holds says that what stands at a path is no answer.
    fn says_other(&self, file: FileId, test: ExprId, path: &str) -> bool {
        let tree = self.tree(file);
        match &tree.expr(test).kind {
            ExprKind::Boolean {
                left,
                and: true,
                right,
            } => self.says_other(file, *left, path) || self.says_other(file, *right, path),
            ExprKind::Call { arguments, .. } => {
                let [value, classes] = &arguments[..] else {
                    return false;
                };
                self.flow_of((file, test)) == Some(Flow::Isinstance)
                    && dotted(tree, value.value).is_some_and(|one| one == path)
                    && self.names_others((file, classes.value))
            }
            _ => false,
        }
    }

    /// Whether a test that does not hold says so: `not isinstance(...)`.
    fn says_other_if_not(&self, file: FileId, test: ExprId, path: &str) -> bool {
        match &self.tree(file).expr(test).kind {
            ExprKind::Unary { operator, operand } if &**operator == "not" => {
                self.says_other(file, *operand, path)
            }
            _ => false,
        }
    }

    /// Whether classes are all known, and none of them is one that an answer has.
    fn names_others(&self, place: Place) -> bool {
        if let ExprKind::Tuple(items) = &self.tree(place.0).expr(place.1).kind {
            return items.iter().all(|item| self.names_others((place.0, *item)));
        }
        let file = self.analysis.file(place.0);
        if let ExprKind::Name(name) = &file.tree.expr(place.1).kind
            && !file.scopes.any_binds(name)
        {
            return is_builtin(name) && !matches!(&**name, "object" | "dict");
        }
        let value = self.analysis.value(place);
        let is_other = |atom: &Atom| matches!(atom, Atom::Class(_));
        value.is_complete() && !value.atoms().is_empty() && value.atoms().iter().all(is_other)
    }
}

/// Whether statements give a variable, or what it is an attribute of, another value.
fn is_given_anew(tree: &Tree, block: &[StmtId], path: &str) -> bool {
    let is_variable =
        |id: ExprId| matches!(&tree.expr(id).kind, ExprKind::Name(name) if **name == *top(path));
    let names = |id: &ExprId| walk_expr(tree, *id).into_iter().any(is_variable);
    walk(tree, block).into_iter().any(|stmt| {
        let kind = &tree.stmt(stmt).kind;
        let targeted = match kind {
            StmtKind::Assign { targets, .. } => targets.iter().any(names),
            StmtKind::AnnAssign { target, .. }
            | StmtKind::AugAssign { target, .. }
            | StmtKind::For { target, .. } => names(target),
            StmtKind::With { items, .. } => {
                let mut targets = items.iter().filter_map(|item| item.target.as_ref());
                targets.any(names)
            }
            _ => false,
        };
        let parts = operands(kind).into_iter();
        let mut parts = parts.flat_map(|one| walk_expr(tree, one));
        targeted
            || parts.any(|part| {
                matches!(&tree.expr(part).kind, ExprKind::Walrus { target, .. } if is_variable(*target))
            })
    })
}
