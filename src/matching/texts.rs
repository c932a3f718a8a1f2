//! What texts an argument is put together of, by how it is written.

use super::returned::returned;
use super::traced::{DEPTH, argument_at, definition, fact};
use crate::rules::condition::ArgumentFact;
use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::syntax::ast::{ExprId, ExprKind, Tree};
use crate::syntax::query::{arguments, string};

/// Methods of texts that put others into them.
const FILLED: [&str; 3] = ["format", "format_map", "join"];

/// Functions that put an address together of what they are given.
const PUT_TOGETHER: [&str; 5] = ["str", "urlencode", "urljoin", "urlunparse", "urlunsplit"];

/// Those of them that are given the parts of an address, the scheme first.
const OF_PARTS: [&str; 2] = ["urlunparse", "urlunsplit"];

/// The texts that an argument of a call is put together of, as a fact of them: `url@texts`.
#[must_use]
pub(super) fn texts(analysis: &Analysis<'_>, place: Place, argument: usize) -> ArgumentFact {
    let mut found = Vec::new();
    if let Some(value) = argument_at(analysis, place, argument) {
        add_texts(analysis, value, DEPTH, &mut found);
    }
    fact(found)
}

fn add_texts(analysis: &Analysis<'_>, place: Place, left: usize, out: &mut Vec<String>) {
    let (Some(left), Some((file, made))) =
        (left.checked_sub(1), definition(analysis, place, DEPTH))
    else {
        return;
    };
    let held = analysis.file(file);
    let tree = &held.tree;
    let parts: Vec<ExprId> = match &tree.expr(made).kind {
        ExprKind::Str { value, .. } => {
            out.push(value.to_string());
            Vec::new()
        }
        ExprKind::Interpolated(parts) => {
            let mut at = tree.expr(made).span.start;
            let text = held.unit.text();
            let ends = tree.expr(made).span.end;
            let spans = parts.iter().map(|part| tree.expr(*part).span);
            for (start, end) in spans.map(|one| (one.start, one.end)).chain([(ends, ends)]) {
                out.extend(text.get(at as usize..start as usize).map(str::to_owned));
                at = end;
            }
            parts.clone()
        }
        ExprKind::Binary { left, right, .. } | ExprKind::Boolean { left, right, .. } => {
            vec![*left, *right]
        }
        ExprKind::Conditional { body, orelse, .. } => vec![*body, *orelse],
        ExprKind::Call { .. } => parts_of_call(tree, made, out),
        _ => Vec::new(),
    };
    let parts = parts.into_iter().map(|part| (file, part));
    for part in parts.chain(returned(analysis, (file, made))) {
        add_texts(analysis, part, left, out);
    }
}

/// What a call puts together, if it does.
fn parts_of_call(tree: &Tree, call: ExprId, out: &mut Vec<String>) -> Vec<ExprId> {
    let (name, of) = match &tree.expr(tree.callee(call)).kind {
        ExprKind::Attribute { value, attribute } => (&*attribute.text, Some(*value)),
        ExprKind::Name(name) => (&**name, None),
        _ => return Vec::new(),
    };
    let given = arguments(tree.expr(call)).iter().map(|one| one.value);
    let inner: Vec<ExprId> = given.flat_map(|one| items(tree, one)).collect();
    if OF_PARTS.contains(&name) {
        let scheme = inner.first().and_then(|first| string(tree, *first));
        out.extend(scheme.map(|scheme| format!("{scheme}://")));
    }
    match (FILLED.contains(&name), PUT_TOGETHER.contains(&name)) {
        (true, _) => of.into_iter().chain(inner).collect(),
        (_, true) => inner,
        _ => Vec::new(),
    }
}

/// What a display holds, or the expression itself.
fn items(tree: &Tree, id: ExprId) -> Vec<ExprId> {
    match &tree.expr(id).kind {
        ExprKind::Tuple(items) | ExprKind::List(items) => items.to_vec(),
        ExprKind::Dict(items) => {
            let each = items.iter();
            each.flat_map(|item| item.key.into_iter().chain([item.value]))
                .collect()
        }
        _ => vec![id],
    }
}
