//! Which exceptions of a failing read are caught around a place.

use crate::syntax::ast::{ExprId, ExprKind, Parent, StmtKind, Tree};
use crate::syntax::query::{dotted, last, walk_expr};

/// What is caught around a place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Caught {
    /// A key that is missing.
    pub key: bool,
    /// An attribute that is missing.
    pub attribute: bool,
    /// Whatever goes wrong: what is missing among other things.
    pub anything: bool,
}

/// What is caught in the function around an expression.
#[must_use]
pub fn caught(tree: &Tree, id: ExprId) -> Caught {
    let mut out = Caught::default();
    let Some(mut at) = tree.stmt_of(id) else {
        return out;
    };
    while let Parent::Stmt(up) = tree.stmt(at).parent {
        match &tree.stmt(up).kind {
            StmtKind::Try { body, handlers, .. } if body.contains(&at) => {
                for handler in handlers {
                    match handler.exception {
                        Some(types) => out.add(tree, types),
                        None => out.anything = true,
                    }
                }
            }
            StmtKind::With { items, body, .. } if body.contains(&at) => {
                for item in items {
                    suppressed(tree, item.context, &mut out);
                }
            }
            StmtKind::Function(_) | StmtKind::Class(_) => break,
            _ => {}
        }
        at = up;
    }
    out
}

/// What `suppress(…)` swallows.
fn suppressed(tree: &Tree, context: ExprId, out: &mut Caught) {
    let ExprKind::Call {
        function,
        arguments,
        ..
    } = &tree.expr(context).kind
    else {
        return;
    };
    if dotted(tree, *function).is_some_and(|path| last(&path) == "suppress") {
        for argument in arguments {
            out.add(tree, argument.value);
        }
    }
}

impl Caught {
    fn add(&mut self, tree: &Tree, types: ExprId) {
        if let ExprKind::Tuple(items) = &tree.expr(types).kind {
            items.iter().for_each(|item| self.add(tree, *item));
            return;
        }
        match dotted(tree, types).as_deref() {
            Some("KeyError" | "LookupError") => self.key = true,
            Some("AttributeError") => self.attribute = true,
            Some("Exception" | "BaseException") => self.anything = true,
            _ => {}
        }
    }
}

/// Whether a condition around an expression asks for a key.
#[must_use]
pub fn is_asked_for(tree: &Tree, id: ExprId, key: &str) -> bool {
    let names = |test: ExprId| {
        walk_expr(tree, test).iter().any(
            |id| matches!(&tree.expr(*id).kind, ExprKind::Str { value, .. } if **value == *key),
        )
    };
    let mut at = tree.expr(id).parent;
    loop {
        at = match at {
            Parent::Expr(up) => {
                let asked = match &tree.expr(up).kind {
                    ExprKind::Conditional { test, .. } => names(*test),
                    ExprKind::Boolean { left, .. } => names(*left),
                    ExprKind::Comprehension { clauses, .. } => clauses
                        .iter()
                        .any(|clause| clause.conditions.iter().any(|id| names(*id))),
                    _ => false,
                };
                if asked {
                    return true;
                }
                tree.expr(up).parent
            }
            Parent::Stmt(up) => {
                if matches!(&tree.stmt(up).kind, StmtKind::If { test, .. } if names(*test)) {
                    return true;
                }
                tree.stmt(up).parent
            }
            Parent::Module => return false,
        };
    }
}

/// Whether an expression is compared with `None`.
#[must_use]
pub fn is_asked_for_none(tree: &Tree, id: ExprId) -> bool {
    let Parent::Expr(up) = tree.expr(id).parent else {
        return false;
    };
    let ExprKind::Compare { operands, .. } = &tree.expr(up).kind else {
        return false;
    };
    let mut others = operands.iter().filter(|one| **one != id);
    others.any(|one| matches!(tree.expr(*one).kind, ExprKind::None))
}
