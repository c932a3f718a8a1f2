//! Names of exceptions as text: code that asks what the class of an exception is called, and means one by it.

use rustc_hash::FxHashSet;

use super::Worker;
use super::hits::Hit;
use crate::matching::references::{Context, Reference};
use crate::semantic::python::is_builtin;
use crate::syntax::ast::{ExprId, ExprKind, Parent, StmtKind, Tree};
use crate::syntax::query::{call_above, last};

impl Worker<'_, '_> {
    /// Adds such texts in files that name the package, stand at its old version and ask what a class is called:
    /// where nothing that is raised has the name any more, the code behind it does not run.
    pub(super) fn names_of_classes(&self, hits: &mut Vec<Hit>) {
        let events = &self.active.pack.events;
        let normal = || events.iter().filter(|one| !one.rare);
        let now: FxHashSet<&str> = normal().map(|one| last(&one.new)).collect();
        let mut old: Vec<&str> = normal().map(|one| one.old.as_str()).collect();
        old.retain(|path| !now.contains(last(path)) && !is_builtin(last(path)));
        old.sort_unstable();
        old.dedup();
        if old.is_empty() {
            return;
        }
        for file in self.files_with_the_package() {
            let tree = &self.analysis.file(file).tree;
            if !tree.expr_ids().any(|id| is_asked(tree, id)) || !self.stands_at_the_old(file) {
                continue;
            }
            for id in tree.expr_ids() {
                let Some(symbol) = text(tree, id)
                    .and_then(|text| old.iter().find(|path| last(path) == text))
                    .filter(|_| is_compared(tree, id))
                else {
                    continue;
                };
                hits.push(self.guessed((file, id), symbol, Context::Spelled));
            }
        }
    }

    /// Whether a reference is such a text.
    pub(super) fn is_name_of_a_class(&self, reference: &Reference) -> bool {
        let tree = &self.analysis.file(reference.file).tree;
        let text = reference.expr.and_then(|expr| text(tree, expr));
        reference.context == Context::Spelled
            && text.is_some_and(|text| text == last(&reference.symbols[0]))
            && reference.expr.is_some_and(|expr| is_compared(tree, expr))
            && self
                .active
                .pack
                .events
                .iter()
                .any(|one| self.active.old.canonical(&one.old) == reference.symbols[0])
    }
}

fn text(tree: &Tree, id: ExprId) -> Option<&str> {
    match &tree.expr(id).kind {
        ExprKind::Str {
            value,
            bytes: false,
        } => Some(value),
        _ => None,
    }
}

/// Whether a text stands where another one is compared with it: an operand of a comparison or a case of its own, one of
/// several there or under a name, a key.
fn is_compared(tree: &Tree, id: ExprId) -> bool {
    match tree.expr(id).parent {
        Parent::Expr(up) => match &tree.expr(up).kind {
            ExprKind::Compare { .. } => true,
            ExprKind::Tuple(_) | ExprKind::List(_) | ExprKind::Set(_) => is_compared(tree, up),
            ExprKind::Dict(items) => items.iter().any(|one| one.key == Some(id)),
            ExprKind::Call { .. } => call_above(tree, id).is_some_and(|(_, function, _)| {
                matches!(&tree.expr(function).kind, ExprKind::Name(name) if matches!(&**name, "set" | "frozenset"))
                    && is_compared(tree, up)
            }),
            _ => false,
        },
        Parent::Stmt(stmt) => match &tree.stmt(stmt).kind {
            StmtKind::Assign { value, .. } => *value == id && text(tree, id).is_none(),
            _ => false,
        },
        Parent::Module => false,
    }
}

/// Whether an expression asks what the class of an object is called: `type(e).__name__`, `e.__class__.__name__`, the
/// text of it.
fn is_asked(tree: &Tree, id: ExprId) -> bool {
    let is_class = |id: ExprId| match &tree.expr(id).kind {
        ExprKind::Attribute { attribute, .. } => &*attribute.text == "__class__",
        ExprKind::Call {
            function,
            arguments,
            ..
        } => {
            arguments.len() == 1
                && matches!(&tree.expr(*function).kind, ExprKind::Name(name) if &**name == "type")
        }
        _ => false,
    };
    match &tree.expr(id).kind {
        ExprKind::Attribute { value, attribute } => {
            matches!(&*attribute.text, "__name__" | "__qualname__") && is_class(*value)
        }
        ExprKind::Call {
            function,
            arguments,
            ..
        } => {
            let [value] = &arguments[..] else {
                return false;
            };
            matches!(&tree.expr(*function).kind, ExprKind::Name(name) if matches!(&**name, "str" | "repr"))
                && is_class(value.value)
        }
        _ => false,
    }
}
