//! What rules can ask of a value.

use crate::rules::condition::ValueFact;
use crate::semantic::infer::Analysis;
use crate::semantic::store::Slot;
use crate::semantic::value::{AllocId, AllocKind, Atom, Literal, Part, Value};

/// What rules can ask of a value, and whether that is all that it may be.
#[must_use]
pub fn facts(analysis: &Analysis<'_>, value: &Value) -> (Vec<ValueFact>, bool) {
    let mut out = Vec::new();
    for atom in value.atoms() {
        out.push(match atom {
            Atom::Literal(id) => match analysis.literals.get(*id) {
                Literal::None => ValueFact::None,
                Literal::Bool(value) => ValueFact::Bool(*value),
                Literal::Number(text) => ValueFact::Number(text.to_string()),
                Literal::Str(text) => ValueFact::Str(text.to_string()),
            },
            Atom::Symbol(name) => match analysis.external.constant(analysis.names.get(*name)) {
                Some(text) => ValueFact::Str(text.to_owned()),
                None => ValueFact::Other,
            },
            Atom::Alloc(alloc) if analysis.store.get(*alloc).kind != AllocKind::Dict => {
                sequence(analysis, *alloc)
            }
            _ => ValueFact::Other,
        });
    }
    (out, value.is_complete())
}

fn sequence(analysis: &Analysis<'_>, alloc: AllocId) -> ValueFact {
    let mut items = Vec::new();
    let mut parts = analysis.store.parts(alloc).to_vec();
    if analysis.store.has(Slot::Content(alloc, Part::Element)) {
        parts.push(Part::Element);
    }
    for part in parts {
        let value = analysis.peek(Slot::Content(alloc, part));
        let (facts, complete) = facts(analysis, &value);
        items.extend(facts);
        if !complete {
            items.push(ValueFact::Other);
        }
    }
    ValueFact::Sequence(items)
}
