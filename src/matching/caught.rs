//! Which exceptions of a failing read are caught around a place.

use crate::syntax::ast::{ExprId, ExprKind, Parent, StmtKind, Tree};
use crate::syntax::query::{dotted, last};

/// What is caught around a place, by name: what an `except` says that catches everything is no answer to
/// a read that fails.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Caught {
    /// A key that is missing.
    pub key: bool,
    /// An attribute that is missing.
    pub attribute: bool,
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
                let types = handlers.iter().filter_map(|handler| handler.exception);
                types.for_each(|types| out.add(tree, types));
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
            _ => {}
        }
    }
}
