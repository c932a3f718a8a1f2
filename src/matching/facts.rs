//! What rules can ask of a value.

use crate::rules::condition::ValueFact;
use crate::semantic::external::Constant;
use crate::semantic::infer::Analysis;
use crate::semantic::store::Slot;
use crate::semantic::value::{AllocId, AllocKind, Atom, Literal, Part, Value};

/// What rules can ask of a value, and whether that is all that it may be.
#[must_use]
pub fn facts(analysis: &Analysis<'_>, value: &Value) -> (Vec<ValueFact>, bool) {
    let fact = |atom: &Atom| match sequence(analysis, *atom) {
        Some(alloc) => ValueFact::Sequence(items(analysis, alloc)),
        None => scalar(analysis, *atom),
    };
    (
        value.atoms().iter().map(fact).collect(),
        value.is_complete(),
    )
}

/// What rules can ask of what a sequence holds. Sequences in it count as sequences of which nothing is
/// asked: one may hold itself.
fn items(analysis: &Analysis<'_>, alloc: AllocId) -> Vec<ValueFact> {
    let mut items = Vec::new();
    let mut parts = analysis.store.parts(alloc).to_vec();
    if analysis.store.has(Slot::Content(alloc, Part::Element)) {
        parts.push(Part::Element);
    }
    for part in parts {
        let before = items.len();
        let value = analysis.peek(Slot::Content(alloc, part));
        for atom in value.atoms() {
            match (sequence(analysis, *atom), scalar(analysis, *atom)) {
                (Some(_), _) => items.push(ValueFact::Sequence(Vec::new())),
                // What a collection of constants holds, where this one was made of it.
                (None, ValueFact::Sequence(texts)) => items.extend(texts),
                (None, fact) => items.push(fact),
            }
        }
        if !value.is_complete() {
            items.push(ValueFact::Other);
        }
        if part == Part::Element {
            if !value.is_complete() {
                // It may be any number of them.
                items.push(ValueFact::Other);
            }
        } else if items.len() > before + 1 {
            let one = items.split_off(before);
            items.push(ValueFact::OneOf(one));
        }
    }
    items
}

fn sequence(analysis: &Analysis<'_>, atom: Atom) -> Option<AllocId> {
    match atom {
        Atom::Alloc(alloc) if analysis.store.get(alloc).kind != AllocKind::Dict => Some(alloc),
        _ => None,
    }
}

fn scalar(analysis: &Analysis<'_>, atom: Atom) -> ValueFact {
    match atom {
        Atom::Literal(id) => match analysis.literals.get(id) {
            Literal::None => ValueFact::None,
            Literal::Bool(value) => ValueFact::Bool(*value),
            Literal::Number(text) => ValueFact::Number(text.to_string()),
            Literal::Str(text) => ValueFact::Str(text.to_string()),
        },
        Atom::Symbol(name) => match analysis.external.constant(analysis.names.get(name)) {
            Some(Constant::Text(text)) => ValueFact::Str(text.to_owned()),
            Some(Constant::Texts(texts)) => ValueFact::Sequence(
                texts
                    .into_iter()
                    .map(|text| ValueFact::Str(text.to_owned()))
                    .collect(),
            ),
            None => ValueFact::Other,
        },
        Atom::Alloc(alloc) if analysis.store.get(alloc).kind == AllocKind::Dict => {
            ValueFact::Mapping
        }
        _ => ValueFact::Other,
    }
}
