//! What an argument is that is written in the source alone: bytes, and what is put together of texts or unpacked of one.

use super::traced::{DEPTH, argument_at, definition, fact};
use crate::rules::condition::ArgumentFact;
use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::syntax::ast::{ExprId, ExprKind};
use crate::syntax::query::{arguments, dotted, last, string};

/// Functions that give their first argument in another form, with nothing added.
const FORMS: [&str; 8] = [
    "bytes",
    "bytearray",
    "str",
    "b64decode",
    "urlsafe_b64decode",
    "standard_b64decode",
    "fromhex",
    "unhexlify",
];

/// Methods that give the text itself in another form.
const METHODS: [&str; 3] = ["encode", "decode", "strip"];

/// The bytes that an argument of a call is, where they are written in the source, or the text of which alone it is made, as a
/// fact of their text: `key@bytes`.
#[must_use]
pub(super) fn bytes(analysis: &Analysis<'_>, place: Place, argument: usize) -> ArgumentFact {
    let found = argument_at(analysis, place, argument).and_then(|value| made(analysis, value));
    fact(found.map(|(text, _)| text).into_iter().collect())
}

/// Where that begins to be written.
#[must_use]
pub(super) fn bytes_at(analysis: &Analysis<'_>, place: Place, argument: usize) -> Option<Place> {
    let value = argument_at(analysis, place, argument)?;
    made(analysis, value).map(|(_, at)| at)
}

/// Of what an expression is made, and where that stands. A plain text is what it is, and made of nothing.
fn made(analysis: &Analysis<'_>, value: Place) -> Option<(String, Place)> {
    let (file, at) = definition(analysis, value, DEPTH)?;
    let is_plain = matches!(
        analysis.file(file).tree.expr(at).kind,
        ExprKind::Str { bytes: false, .. }
    );
    if is_plain {
        return None;
    }
    written(analysis, (file, at), DEPTH)
}

fn written(analysis: &Analysis<'_>, place: Place, left: usize) -> Option<(String, Place)> {
    let left = left.checked_sub(1)?;
    let (file, at) = definition(analysis, place, DEPTH)?;
    let held = analysis.file(file);
    let tree = &held.tree;
    let of = |id: ExprId| written(analysis, (file, id), left);
    match &tree.expr(at).kind {
        ExprKind::Str { .. } => Some((string(tree, at)?.to_owned(), (file, at))),
        ExprKind::Interpolated(parts) if parts.is_empty() => {
            let span = tree.expr(at).span;
            let text = held.unit.text();
            let text = text.get(span.start as usize..span.end as usize)?;
            let inner = text.trim_matches(|one: char| one.is_ascii_alphabetic());
            let inner = inner.trim_matches(['"', '\'']);
            Some((inner.to_owned(), (file, at)))
        }
        ExprKind::Binary {
            left: first,
            operator,
            right,
        } if &**operator == "+" => {
            let ((first, at), (second, _)) = (of(*first)?, of(*right)?);
            Some((first + &second, at))
        }
        ExprKind::Call { function, .. } => {
            let given = arguments(tree.expr(at));
            if let ExprKind::Attribute { value, attribute } = &tree.expr(*function).kind
                && METHODS.contains(&&*attribute.text)
            {
                return of(*value);
            }
            let path = dotted(tree, *function)?;
            let first = given.first().filter(|_| FORMS.contains(&last(&path)))?;
            of(first.value)
        }
        _ => None,
    }
}
