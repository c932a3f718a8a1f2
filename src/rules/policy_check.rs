//! Whether the policies of a pack are about what its model has: a policy that asks for an argument which
//! its symbol cannot be given would be silent for ever.

use super::model::{Model, Signature, Symbol};
use super::policy::{Condition, FixVerb, Place, Policy};

/// What is wrong with the places and the arguments of policies, held against the model of `version`, each with the word that is.
#[must_use]
pub(super) fn errors<'p>(
    policies: impl Iterator<Item = &'p Policy>,
    model: &Model,
    version: &str,
) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for policy in policies {
        out.extend(not_given(policy, model));
        let (mut signatures, mut unknown) = (Vec::new(), false);
        for place in &policy.at {
            let (Place::Construct(name) | Place::Call(name)) = place else {
                continue;
            };
            match model.resolve(name) {
                None if model.covers(name) => out.push((
                    name.clone(),
                    format!("`{name}` names nothing in the model of {version}"),
                )),
                None => unknown = true,
                Some(symbol) => match signatures_of(model, symbol) {
                    Some(of_place) => signatures.extend(of_place),
                    None => unknown = true,
                },
            }
        }
        if unknown || signatures.is_empty() {
            continue;
        }
        let takes = |name: &str| {
            let name = name.split(['.', '@']).next().unwrap_or(name);
            let mut signatures = signatures.iter();
            signatures.any(|one| one.takes_any_keyword() || names(one, name))
        };
        let own = arguments(policy).filter(|name| !name.starts_with("self."));
        let mut wrong: Vec<&str> = own.filter(|name| !takes(name)).collect();
        wrong.sort_unstable();
        wrong.dedup();
        let places: Vec<String> = policy.at.iter().map(ToString::to_string).collect();
        out.extend(wrong.into_iter().map(|name| {
            let places = places.join("`, `");
            let said = format!("{}: `{places}` has no argument `{name}`", policy.code);
            (name.to_owned(), said)
        }));
    }
    out
}

/// What constructions are to be given and do not take, or what their values ask about so.
fn not_given(policy: &Policy, model: &Model) -> Vec<(String, String)> {
    let Some(FixVerb::GiveArgument { argument, values }) = policy.fix.as_ref().map(|fix| &fix.verb)
    else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for value in values {
        let Place::Construct(class) = &value.at else {
            let said = format!("{}: `{}` gives no object", policy.code, value.at);
            out.push((value.at.to_string(), said));
            continue;
        };
        let signatures = model
            .resolve(class)
            .and_then(|one| signatures_of(model, one));
        let Some(signatures) = signatures else {
            continue;
        };
        let asked = value.unless.iter().flat_map(|one| &one.arguments);
        let wrong = asked.chain([argument]).filter(|name| {
            let takes = |one: &Signature| one.takes_any_keyword() || names(one, name);
            !signatures.iter().any(takes)
        });
        out.extend(wrong.map(|name| {
            let said = format!("{}: `{}` has no argument `{name}`", policy.code, value.at);
            (name.clone(), said)
        }));
    }
    out
}

fn names(signature: &Signature, argument: &str) -> bool {
    let mut parameters = signature.parameters.iter();
    parameters.any(|parameter| *parameter.name == *argument)
}

/// The ways to call a symbol; none if the model does not say them.
fn signatures_of(model: &Model, symbol: Symbol) -> Option<&[Signature]> {
    let function = match symbol {
        Symbol::Function(function) => function,
        Symbol::Class(class) => match model.member(class, "__init__")?.1 {
            Symbol::Function(function) => function,
            _ => return None,
        },
        Symbol::Module(_) | Symbol::Field(_) => return None,
    };
    Some(&model.function(function).signatures)
}

/// The arguments that a policy asks for or moves.
fn arguments(policy: &Policy) -> impl Iterator<Item = &str> {
    let conditions = [&policy.all, &policy.any, &policy.none, &policy.unless];
    let asked = conditions.into_iter().flatten();
    let asked = asked.flat_map(|condition: &Condition| &condition.arguments);
    let moved: Vec<&String> = match policy.fix.as_ref().map(|fix| &fix.verb) {
        Some(FixVerb::MoveArguments { arguments, to, .. }) => {
            arguments.iter().chain([to]).collect()
        }
        Some(FixVerb::NameArguments { arguments }) => arguments.iter().collect(),
        Some(FixVerb::Share { unless, .. }) => {
            unless.iter().flat_map(|one| &one.arguments).collect()
        }
        _ => Vec::new(),
    };
    let held = policy.site.iter().filter_map(|site| site.holds.as_ref());
    let held = held.map(|holds| holds.argument.as_str());
    let placed = policy
        .positional
        .iter()
        .chain(policy.said_by.iter().map(|said| &said.argument))
        .chain(&policy.shares)
        .chain(&policy.told_at);
    let named = asked.chain(moved).chain(placed).map(String::as_str);
    named.chain(held)
}
