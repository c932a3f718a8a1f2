//! What an argument may be by what is declared.

use crate::semantic::infer::Analysis;
use crate::semantic::store::{Place, Slot};
use crate::semantic::value::{AllocKind, Atom, Part, Value};
use crate::syntax::ast::{ExprId, ExprKind, StmtKind, Tree};
use crate::syntax::query::walk_expr;

/// What an argument may be: as declared, where it is a parameter of which no more is known, or an attribute that
/// gets nothing but such a parameter.
pub(super) fn given<'a>(analysis: &'a Analysis<'_>, place: Place) -> &'a Value {
    let value = analysis.value(place);
    if value.is_complete() {
        return value;
    }
    let declared = match &analysis.file(place.0).tree.expr(place.1).kind {
        ExprKind::Name(_) => parameter(analysis, place),
        ExprKind::Attribute { attribute, .. } => kept(analysis, &attribute.text),
        _ => None,
    };
    let of = |atom: &Atom| match atom {
        Atom::Instance(of, _) => Some(*of),
        _ => None,
    };
    let all = |declared: &&Value| {
        let is_declared = |atom: &Atom| {
            let types = declared.atoms().iter().map(of);
            let mut types = types.filter(Option::is_some);
            of(atom).is_some() && types.any(|one| one == of(atom))
        };
        value.atoms().iter().all(is_declared)
    };
    declared.filter(all).unwrap_or(value)
}

/// Whether a sequence that is unpacked has nothing in it: `*args` of a function that is given nothing more by position.
pub(super) fn is_surely_empty(analysis: &Analysis<'_>, value: &Value) -> bool {
    let Some(Atom::Alloc(alloc)) = value.single() else {
        return false;
    };
    let store = &analysis.store;
    store.get(alloc).kind == AllocKind::Tuple
        && store.parts(alloc).is_empty()
        && !store.has(Slot::Content(alloc, Part::Element))
        && !store.escaped_allocs.contains(&alloc)
}

/// What a parameter is declared to be.
fn parameter<'a>(analysis: &'a Analysis<'_>, (file, expr): Place) -> Option<&'a Value> {
    let ExprKind::Name(name) = &analysis.file(file).tree.expr(expr).kind else {
        return None;
    };
    let name = analysis.names.find(name)?;
    analysis
        .declared
        .get(&(analysis.unit_at((file, expr))?, name))
}

/// What a parameter is declared to be that is all which the project puts under the name of an attribute, whichever
/// objects have it.
fn kept<'a>(analysis: &'a Analysis<'_>, name: &str) -> Option<&'a Value> {
    let mut out = None;
    for file in analysis.file_ids() {
        let tree = &analysis.file(file).tree;
        for stmt in &tree.stmts {
            let (targets, value): (&[ExprId], _) = match &stmt.kind {
                StmtKind::Assign { targets, value } => (targets, Some(*value)),
                StmtKind::AnnAssign { target, value, .. } => (std::slice::from_ref(target), *value),
                StmtKind::AugAssign { target, .. } | StmtKind::For { target, .. } => {
                    (std::slice::from_ref(target), None)
                }
                StmtKind::With { items, .. } => {
                    let mut targets = items.iter().filter_map(|item| item.target);
                    if targets.any(|target| binds(tree, target, name)) {
                        return None;
                    }
                    continue;
                }
                _ => continue,
            };
            if targets.iter().any(|target| binds(tree, *target, name)) {
                let alone = |id: &ExprId| is_attribute(tree, *id, name);
                let put = value.filter(|_| targets.iter().all(alone))?;
                let declared = parameter(analysis, (file, put))?;
                if out.is_some_and(|other| other != declared) {
                    return None;
                }
                out = Some(declared);
            }
        }
    }
    out
}

fn binds(tree: &Tree, target: ExprId, name: &str) -> bool {
    let parts = match &tree.expr(target).kind {
        ExprKind::Tuple(_) | ExprKind::List(_) | ExprKind::Starred(_) => walk_expr(tree, target),
        _ => vec![target],
    };
    parts.into_iter().any(|part| is_attribute(tree, part, name))
}

fn is_attribute(tree: &Tree, id: ExprId, name: &str) -> bool {
    matches!(&tree.expr(id).kind, ExprKind::Attribute { attribute, .. } if *attribute.text == *name)
}
