//! What a call passes to the symbol that it calls, by the names of the symbol's parameters.

use std::collections::BTreeMap;

use super::facts::facts;
use super::fields::may_be_filled;
use super::given::{given, is_surely_empty};
use super::spread::{
    dicts, is_behind_star, is_put_later, later_keys, length_written, written_keys,
};
use super::traced::is_split;
use crate::rules::condition::{ArgumentFact, ValueFact};
use crate::rules::model::{FunctionKind, Model, Signature, Symbol};
use crate::semantic::infer::Analysis;
use crate::semantic::python::INITIALISER;
use crate::semantic::store::{Place, Slot};
use crate::semantic::value::{AllocId, AllocKind, Atom, Part, Value};
use crate::syntax::ast::{ArgumentKind, ExprKind};
use crate::syntax::query::arguments;

/// One argument that a call passes.
#[derive(Debug, Clone)]
pub struct Given {
    /// What is known of it.
    pub fact: ArgumentFact,
    /// Its place among the arguments of the call; none if it comes from a dict or a partial call.
    pub index: Option<usize>,
}

/// The arguments of a call.
#[derive(Debug, Clone, Default)]
pub struct Passed {
    given: BTreeMap<String, Given>,
    /// The items of arguments that are dicts.
    items: BTreeMap<String, Passed>,
    /// The call.
    call: Option<Place>,
    open: bool,
}

impl Passed {
    /// What the call at `place` passes to `symbol`.
    #[must_use]
    pub fn of(analysis: &Analysis<'_>, model: &Model, place: Place, symbol: &str) -> Self {
        let mut out = Self {
            call: Some(place),
            ..Self::default()
        };
        let ExprKind::Call { arguments, .. } = &analysis.file(place.0).tree.expr(place.1).kind
        else {
            return out;
        };
        let signatures = signatures(model, symbol);
        let Some(skip) = out.start(analysis, model, place, symbol) else {
            out.open = true;
            return out;
        };
        let mut position = 0;
        for (index, argument) in arguments.iter().enumerate() {
            let value = given(analysis, (place.0, argument.value));
            match &argument.kind {
                ArgumentKind::Positional if position < skip.skipped => position += 1,
                // Behind a row of which it is not known how long it is.
                ArgumentKind::Positional if out.open && is_behind_star(arguments, index) => {}
                ArgumentKind::Positional => {
                    let at = position - skip.skipped + skip.held;
                    position += 1;
                    match positional(signatures, at) {
                        Some(name) => out.give(analysis, name, value, Some(index)),
                        None => out.give_more(analysis, signatures, at, value),
                    }
                }
                ArgumentKind::Keyword(name) => {
                    out.give(analysis, &name.text, value, Some(index));
                }
                ArgumentKind::Star
                    if position >= skip.skipped
                        && !out.open
                        && !is_surely_empty(analysis, value) =>
                {
                    let at = position - skip.skipped + skip.held;
                    position += out.spread_row(analysis, value, (signatures, at));
                }
                ArgumentKind::Star => out.open |= !is_surely_empty(analysis, value),
                ArgumentKind::DoubleStar => out.spread(analysis, value, Some(signatures)),
            }
        }
        out
    }

    /// The same, where more may be passed later.
    #[must_use]
    pub fn opened(mut self) -> Self {
        self.open = true;
        self
    }

    /// What is known of an argument, or of an item of an argument that is a dict (`options.limit`).
    #[must_use]
    pub fn fact(&self, name: &str) -> ArgumentFact {
        if let Some((argument, key)) = name.split_once('.') {
            return match (self.items.get(argument), self.fact(argument)) {
                (Some(items), ArgumentFact::Values(..)) => items.fact(key),
                (Some(items), ArgumentFact::PossiblyAbsent(..)) => items.fact(key).perhaps(),
                (None, ArgumentFact::Absent) => ArgumentFact::Absent,
                (None, ArgumentFact::Values(values, true))
                    if !values.is_empty() && values.iter().all(|one| *one == ValueFact::None) =>
                {
                    ArgumentFact::Absent
                }
                _ => ArgumentFact::Unknown,
            };
        }
        match self.given.get(name) {
            Some(given) => given.fact.clone(),
            None if self.open => ArgumentFact::Unknown,
            None => ArgumentFact::Absent,
        }
    }

    /// Where an argument stands among those of the call, if it is written there.
    #[must_use]
    pub fn index(&self, name: &str) -> Option<usize> {
        self.given.get(name)?.index
    }

    /// The names of all that is passed, as far as it is seen.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.given.keys().map(String::as_str)
    }

    /// Whether more may be passed than can be seen.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.open
    }

    fn give(&mut self, analysis: &Analysis<'_>, name: &str, value: &Value, index: Option<usize>) {
        let (mut values, mut complete) = facts(analysis, value);
        if let (Some(call), Some(index)) = (self.call, index) {
            let given = arguments(analysis.file(call.0).tree.expr(call.1));
            let place = (call.0, given[index].value);
            if !complete && is_split(analysis, place) {
                (values, complete) = (vec![ValueFact::Other], true);
            }
            complete &= !may_be_filled(analysis, place);
            complete |= analysis.is_put_there(place);
            if !complete && analysis.is_surely_there(place) {
                // It may be anything else.
                values.push(ValueFact::Other);
                complete = true;
            }
        }
        let fact = ArgumentFact::Values(values, complete);
        self.given.insert(name.to_owned(), Given { fact, index });
        self.hold(analysis, name, value);
    }

    /// `*row`: its items by their positions, as far as they are told apart; gives how many there are. Where others may
    /// follow, or fewer may be there, more may be passed than is seen.
    fn spread_row(
        &mut self,
        analysis: &Analysis<'_>,
        value: &Value,
        (signatures, first): (&[Signature], usize),
    ) -> usize {
        let Some(Atom::Alloc(row)) = value.single() else {
            self.open = true;
            return 0;
        };
        let length = length_written(analysis, row);
        self.open |= length.is_none() || !value.is_complete();
        for part in analysis.store.parts(row) {
            let Part::At(at) = part else { continue };
            let Some(name) = positional(signatures, first + *at as usize) else {
                continue;
            };
            let held = analysis.peek(Slot::Content(row, *part));
            self.give(analysis, name, &held, None);
            if length.is_none()
                && let Some(given) = self.given.get_mut(name)
            {
                given.fact = given.fact.clone().perhaps();
            }
        }
        length.unwrap_or(0)
    }

    /// Takes an argument behind those that have names: it is asked for by that of all such and its number, `args.0`.
    fn give_more(
        &mut self,
        analysis: &Analysis<'_>,
        signatures: &[Signature],
        at: usize,
        value: &Value,
    ) {
        let Some((name, before)) = signatures.iter().find_map(Signature::star) else {
            return;
        };
        let Some(number) = at.checked_sub(before) else {
            return;
        };
        let (values, complete) = facts(analysis, value);
        let one = Given {
            fact: ArgumentFact::Values(values, complete),
            index: None,
        };
        let items = self.items.entry(name.to_owned()).or_default();
        items.given.insert(number.to_string(), one);
        let all = Given {
            fact: ArgumentFact::Values(vec![ValueFact::Other], true),
            index: None,
        };
        self.given.insert(name.to_owned(), all);
    }

    /// Takes the items of an argument that is a dict.
    fn hold(&mut self, analysis: &Analysis<'_>, name: &str, value: &Value) {
        if !dicts(analysis, value).is_empty() {
            let mut items = Self {
                call: self.call,
                ..Self::default()
            };
            items.spread(analysis, value, None);
            self.items.insert(name.to_owned(), items);
        }
    }

    /// Where the symbol's own arguments begin; none if they are passed elsewhere.
    fn start(
        &mut self,
        analysis: &Analysis<'_>,
        model: &Model,
        place: Place,
        symbol: &str,
    ) -> Option<Start> {
        let ExprKind::Call {
            function,
            arguments,
            ..
        } = &analysis.file(place.0).tree.expr(place.1).kind
        else {
            return None;
        };
        let callee = analysis.value((place.0, *function));
        if let Some(before) = before_own(analysis, model, callee, symbol) {
            return Some(Start {
                skipped: before?,
                held: 0,
            });
        }
        if let Some(Atom::Alloc(partial)) = callee.single() {
            return self.partial(analysis, model, partial, symbol);
        }
        // `to_thread(f, …)`: the function stands before its own arguments.
        let positional = arguments.iter().enumerate();
        let mut positional =
            positional.filter(|(_, argument)| argument.kind == ArgumentKind::Positional);
        positional.find_map(|(index, argument)| {
            let value = analysis.value((place.0, argument.value));
            let before = before_own(analysis, model, value, symbol)??;
            Some(Start {
                skipped: index + 1 + before,
                held: 0,
            })
        })
    }

    /// The arguments that a partial call holds.
    fn partial(
        &mut self,
        analysis: &Analysis<'_>,
        model: &Model,
        partial: AllocId,
        symbol: &str,
    ) -> Option<Start> {
        if analysis.store.get(partial).kind != AllocKind::Partial {
            return None;
        }
        let callable = analysis.peek(Slot::Content(partial, Part::Callable));
        let before = before_own(analysis, model, &callable, symbol)??;
        let mut held = 0;
        for part in analysis.store.parts(partial) {
            let value = analysis.peek(Slot::Content(partial, *part));
            match part {
                Part::Named(name) => {
                    let name = analysis.names.get(*name).to_owned();
                    self.give(analysis, &name, &value, None);
                }
                Part::At(at) => {
                    let at = *at as usize;
                    held = held.max(at + 1);
                    let own = at.checked_sub(before);
                    let name = own.and_then(|at| positional(signatures(model, symbol), at));
                    if let Some(name) = name {
                        self.give(analysis, name, &value, None);
                    }
                }
                Part::Element | Part::Callable | Part::Key => {}
            }
        }
        self.open |= analysis.store.has(Slot::Content(partial, Part::Element));
        Some(Start {
            skipped: before.saturating_sub(held),
            held: held.saturating_sub(before),
        })
    }

    /// `**options`: the keys of the dict, as far as they are known; with what dicts among its values hold,
    /// but not those in them: one may hold itself.
    fn spread(&mut self, analysis: &Analysis<'_>, value: &Value, with_items: Option<&[Signature]>) {
        // Nobody asks for the items of what is no argument.
        let is_argument = |name: &str| {
            with_items.is_some_and(|signatures| {
                signatures.is_empty() || signatures.iter().any(|one| one.keyword(name).is_some())
            })
        };
        let dicts = dicts(analysis, value);
        let seen = value.is_complete() && dicts.len() == value.atoms().len();
        self.open |= !seen || dicts.is_empty();
        for dict in &dicts {
            self.open |= analysis.store.has(Slot::Content(*dict, Part::Element))
                || analysis.store.escaped_allocs.contains(dict);
            let mut always = written_keys(analysis, *dict);
            if let Some(call) = self.call {
                always.extend(later_keys(analysis, *dict, call));
            }
            for part in analysis.store.parts(*dict) {
                let Part::Named(name) = part else { continue };
                let name = analysis.names.get(*name).to_owned();
                let held = analysis.peek(Slot::Content(*dict, *part));
                if is_argument(&name) {
                    self.hold(analysis, &name, &held);
                }
                let (values, complete) = facts(analysis, &held);
                let certain = dicts.len() == 1 && value.is_complete() && always.contains(&name);
                let is_later = |call| is_put_later(analysis, *dict, &name, call);
                if !certain && self.call.is_some_and(is_later) {
                    continue;
                }
                let fact = ArgumentFact::Values(values, complete);
                let fact = if certain { fact } else { fact.perhaps() };
                self.given
                    .entry(name)
                    .or_insert(Given { fact, index: None });
            }
        }
    }
}

/// The keys that a dict of the project may have, if no others are put into it anywhere.
#[must_use]
pub fn only_keys(analysis: &Analysis<'_>, value: &Value) -> Option<Vec<String>> {
    let Some(Atom::Alloc(dict)) = value.single() else {
        return None;
    };
    let store = &analysis.store;
    let is_open = store.get(dict).kind != AllocKind::Dict
        || store.has(Slot::Content(dict, Part::Element))
        || store.escaped_allocs.contains(&dict);
    let keys = store.parts(dict).iter().map(|part| match part {
        Part::Named(name) if !is_open => Some(analysis.names.get(*name).to_owned()),
        _ => None,
    });
    keys.collect::<Option<Vec<_>>>().filter(|_| !is_open)
}

/// Where a symbol's own arguments begin.
#[derive(Debug, Clone, Copy, Default)]
struct Start {
    /// Positional arguments of the call that are not the symbol's.
    skipped: usize,
    /// Positions that are taken already.
    held: usize,
}

/// How a function, a method or a class may be called; nothing if the model does not say.
#[must_use]
pub fn signatures<'m>(model: &'m Model, path: &str) -> &'m [Signature] {
    let function = match model.resolve(path) {
        Some(Symbol::Function(function)) => function,
        Some(Symbol::Class(class)) => match model.member(class, "__init__") {
            Some((_, Symbol::Function(function))) => function,
            _ => return &[],
        },
        _ => return &[],
    };
    &model.function(function).signatures
}

/// How many arguments of a call stand before the symbol's own, where `callee` is what is called: a method
/// that is reached through its class takes the instance first. None if that is not the symbol; nothing
/// inside if it is reached in several ways.
#[must_use]
pub fn before_own(
    analysis: &Analysis<'_>,
    model: &Model,
    callee: &Value,
    symbol: &str,
) -> Option<Option<usize>> {
    let of_class = |atom: &Atom| {
        let Atom::Symbol(name) = atom else {
            return 0;
        };
        let method = matches!(model.resolve(analysis.names.get(*name)), Some(Symbol::Function(function))
            if model.function(function).kind == FunctionKind::Method);
        usize::from(method)
    };
    let atoms = callee.atoms().iter();
    let mut counts = atoms
        .filter(|atom| means(analysis, **atom, symbol))
        .map(of_class);
    let first = counts.next()?;
    Some(counts.all(|count| count == first).then_some(first))
}

fn positional(signatures: &[Signature], at: usize) -> Option<&str> {
    signatures
        .iter()
        .find_map(|signature| signature.positional(at))
        .map(|parameter| &*parameter.name)
}

/// Whether calling the atom calls the symbol itself, or initialises an object as one of it.
pub(crate) fn means(analysis: &Analysis<'_>, atom: Atom, symbol: &str) -> bool {
    match atom {
        Atom::Class(class) => analysis
            .outer_bases(class)
            .into_iter()
            .any(|base| analysis.names.get(base) == symbol),
        _ => super::references::symbol_of(analysis, atom)
            .is_some_and(|path| path == symbol || path.strip_suffix(INITIALISER) == Some(symbol)),
    }
}

#[cfg(test)]
#[path = "passed_tests.rs"]
mod tests;
