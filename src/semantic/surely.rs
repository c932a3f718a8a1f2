//! Which keys a dict has for sure where a call unpacks it: what is put into a dict somewhere is known for all of its
//! places, and may be put there later, or never.

use super::passing::Passed;
use super::run::Run;
use super::store::Place;
use super::value::Atom;
use crate::syntax::ast::{
    ArgumentKind, Block, DictItem, ExprId, ExprKind, Parent, StmtId, StmtKind, Tree,
};
use crate::syntax::query::{self, arguments, dotted};

impl Run<'_, '_> {
    /// Whether a dict that a call unpacks is sure to have a key then.
    pub(super) fn surely_has(&self, unpacked: &Passed, key: &str) -> bool {
        let made_with = |atom: &Atom| {
            let Atom::Alloc(alloc) = atom else {
                return false;
            };
            let place = self.analysis.store.get(*alloc).place;
            place.is_some_and(|place| self.is_made_with(place, key))
        };
        let atoms = unpacked.value.atoms();
        let made = unpacked.value.is_complete() && !atoms.is_empty();
        made && atoms.iter().all(made_with)
            || unpacked
                .from
                .is_some_and(|from| self.is_set_before(from, key))
    }

    /// Whether the expression that makes a dict gives it a key.
    fn is_made_with(&self, place: Place, key: &str) -> bool {
        let tree = &self.analysis.file(place.0).tree;
        let expr = tree.expr(place.1);
        match &expr.kind {
            ExprKind::Dict(items) => items.iter().any(|item| names(tree, item, key)),
            _ => arguments(expr).iter().any(|one| match &one.kind {
                ArgumentKind::Keyword(name) => &*name.text == key,
                ArgumentKind::DoubleStar => self.is_made_with((place.0, one.value), key),
                _ => false,
            }),
        }
    }

    /// Whether a statement that runs before an expression gives what it names a key, whatever runs then.
    fn is_set_before(&self, expr: ExprId, key: &str) -> bool {
        let tree = &self.analysis.file(self.file).tree;
        let (Some(path), Some(mut stmt)) = (dotted(tree, expr), tree.stmt_of(expr)) else {
            return false;
        };
        loop {
            let (block, up) = match tree.stmt(stmt).parent {
                Parent::Stmt(up) => {
                    let blocks = query::blocks(&tree.stmt(up).kind);
                    (
                        blocks.into_iter().find(|block| block.contains(&stmt)),
                        Some(up),
                    )
                }
                _ => (Some(&tree.body), None),
            };
            let Some(block) = block else { return false };
            if let Some(answer) = set_in(tree, (block, stmt), (&path, key)) {
                return answer;
            }
            match up {
                Some(up) if !matches!(tree.stmt(up).kind, StmtKind::Function(_)) => stmt = up,
                _ => return false,
            }
        }
    }
}

/// Whether the statements of a block before one of them set a key of what a path names; none if they say nothing of it.
fn set_in(
    tree: &Tree,
    (block, before): (&Block, StmtId),
    (path, key): (&str, &str),
) -> Option<bool> {
    let end = block.iter().position(|id| *id == before)?;
    for id in block[..end].iter().rev() {
        if sets(tree, *id, (path, key)) {
            return Some(true);
        }
        let touched = query::walk(tree, &[*id]).into_iter();
        if touched.into_iter().any(|id| makes_anew(tree, id, path)) {
            return Some(false);
        }
    }
    None
}

/// Whether a statement gives what a path names a key.
fn sets(tree: &Tree, stmt: StmtId, (path, key): (&str, &str)) -> bool {
    let is_key =
        |id: ExprId| matches!(&tree.expr(id).kind, ExprKind::Str { value, .. } if &**value == key);
    match &tree.stmt(stmt).kind {
        StmtKind::Assign { targets, .. } => targets.iter().any(|target| {
            matches!(&tree.expr(*target).kind, ExprKind::Subscript { value, index }
                if is_key(*index) && query::spells(tree, *value, path))
        }),
        StmtKind::Expr(call) => {
            let ExprKind::Call { function, .. } = &tree.expr(*call).kind else {
                return false;
            };
            let ExprKind::Attribute { value, attribute } = &tree.expr(*function).kind else {
                return false;
            };
            let given = arguments(tree.expr(*call));
            let named = |one: &crate::syntax::ast::Argument| match &one.kind {
                ArgumentKind::Keyword(name) => &*name.text == key,
                _ => matches!(&tree.expr(one.value).kind, ExprKind::Dict(items)
                    if items.iter().any(|item| names(tree, item, key))),
            };
            query::spells(tree, *value, path)
                && match &*attribute.text {
                    "update" => given.iter().any(named),
                    "setdefault" => given.first().is_some_and(|one| is_key(one.value)),
                    _ => false,
                }
        }
        _ => false,
    }
}

fn names(tree: &Tree, item: &DictItem, key: &str) -> bool {
    item.key.is_some_and(
        |id| matches!(&tree.expr(id).kind, ExprKind::Str { value, .. } if &**value == key),
    )
}

/// Whether a statement assigns to the path itself.
fn makes_anew(tree: &Tree, stmt: StmtId, path: &str) -> bool {
    let spelled = |target: ExprId| query::spells(tree, target, path);
    match &tree.stmt(stmt).kind {
        StmtKind::Assign { targets, .. } => targets.iter().any(|target| spelled(*target)),
        StmtKind::AnnAssign { target, .. } | StmtKind::For { target, .. } => spelled(*target),
        _ => false,
    }
}
