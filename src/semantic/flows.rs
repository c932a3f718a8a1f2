//! Runs one body of code over abstract values: functions of the standard library and of helpers that
//! carry values, and the methods of containers. Which function does what is data; how a value moves
//! is said here once.

use serde::Deserialize;

use super::names::NameId;
use super::passing::{Arguments, Passed};
use super::run::Run;
use super::store::{AllocKey, Escape};
use super::value::{AllocId, AllocKind, Atom, Literal, Part, Value};
use crate::syntax::ast::ExprId;

/// What a function does with the values that it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Flow {
    /// Reads them without a trace and gives a scalar: `len`.
    Reads,
    /// Turns them into text or numbers: `print`, `str`.
    Formats,
    /// Gives its argument back.
    Same,
    /// Gives a container of what its argument gives when it is iterated: `list`.
    Collects,
    /// Gives an iterator over what its argument gives: `iter`, `reversed`.
    Iterates,
    /// Gives one thing that its argument gives: `next`.
    Next,
    /// Gives pairs of a number and what its argument gives.
    Enumerates,
    /// Gives tuples with one from each argument.
    Zips,
    /// Calls its first argument for each of the others' elements.
    Maps,
    /// Gives the elements of its second argument.
    Filters,
    /// Calls its first argument with the rest, and gives what that gives.
    Calls,
    /// As `calls`, when it is awaited.
    CallsAwaited,
    /// Calls its second argument with the rest, when it is awaited.
    CallsSecondAwaited,
    /// As `calls`, by `.result()`.
    Submits,
    /// A callable that calls the first argument with the rest and what it is called with.
    Partial,
    /// Gives a decorator that keeps what it decorates; keeps a function that it is given itself.
    Keeps,
    /// Gives, when awaited, a list of what the arguments give when they are awaited.
    Gathers,
    /// Gives what its argument gives when it is awaited.
    Awaits,
    /// Gives its argument, to be awaited.
    Wraps,
    /// Gives iterators over awaitables: `as_completed`.
    Completes,
    /// `getattr`
    Getattr,
    /// `dict(…)`
    Dict,
    /// A decorator of a generator: calling it gives a context manager of what it yields.
    Manages,
    /// As `keeps`: the method is given an object's attributes by their names, and what it gives back
    /// are they.
    Fills,
}

impl Run<'_, '_> {
    pub(super) fn flow(&mut self, flow: Flow, passed: &Arguments, at: Option<ExprId>) -> Value {
        let first = passed.positional.first().cloned();
        let first_value = first
            .as_ref()
            .map_or(Value::unknown(), |one| one.value.clone());
        match flow {
            Flow::Reads => Value::of(Atom::Scalar),
            Flow::Formats => {
                self.escape_all(passed, Escape::Formatted);
                Value::of(Atom::Scalar)
            }
            Flow::Same => first_value,
            Flow::Collects => {
                let each = self.iterate(&first_value, false);
                self.ask_key(&each, passed);
                self.made(at, AllocKind::Sequence, &each)
            }
            Flow::Iterates => {
                let each = self.iterate(&first_value, false);
                self.made(at, AllocKind::Iterator, &each)
            }
            Flow::Next => {
                let mut each = self.iterate(&first_value, false);
                self.ask_key(&each, passed);
                if let Some(default) = passed
                    .positional
                    .get(1)
                    .or(passed.keyword(self.analysis.names.find("default")))
                {
                    each.join(&default.value);
                }
                each
            }
            Flow::Maps => {
                let items = passed
                    .positional
                    .iter()
                    .skip(1)
                    .map(|one| Passed {
                        value: self.iterate(&one.value, false),
                        from: None,
                    })
                    .collect();
                let each = self.call(
                    &first_value,
                    &Arguments {
                        positional: items,
                        ..Arguments::default()
                    },
                    at,
                );
                self.made(at, AllocKind::Iterator, &each)
            }
            Flow::Filters => {
                let each = passed.positional.get(1).map_or(Value::unknown(), |one| {
                    self.iterate(&one.value.clone(), false)
                });
                self.hand(&first_value, &each);
                self.made(at, AllocKind::Iterator, &each)
            }
            Flow::Enumerates | Flow::Zips => self.tuples(flow, passed, at),
            Flow::Calls => self.call(&first_value, &passed.without_first(1), at),
            Flow::CallsAwaited => {
                let given = self.call(&first_value, &passed.without_first(1), at);
                self.made(at, AllocKind::Awaitable, &given)
            }
            Flow::CallsSecondAwaited => {
                let callee = passed
                    .positional
                    .get(1)
                    .map_or(Value::unknown(), |one| one.value.clone());
                let given = self.call(&callee, &passed.without_first(2), at);
                self.made(at, AllocKind::Awaitable, &given)
            }
            Flow::Submits => {
                let given = self.call(&first_value, &passed.without_first(1), at);
                self.made(at, AllocKind::Future, &given)
            }
            Flow::Awaits => self.awaited(&first_value),
            Flow::Wraps => first_value,
            _ => self.wrapping_flow(flow, &first_value, passed, at),
        }
    }

    /// Calls the function that a sorting function asks of each item.
    pub(super) fn ask_key(&mut self, each: &Value, passed: &Arguments) {
        if let Some(key) = passed.keyword(self.analysis.names.find("key")) {
            self.hand(&key.value, each);
        }
    }

    /// Calls `function` with a value that has no place of its own.
    fn hand(&mut self, function: &Value, each: &Value) {
        let positional = vec![Passed {
            value: each.clone(),
            from: None,
        }];
        self.call(
            function,
            &Arguments {
                positional,
                ..Arguments::default()
            },
            None,
        );
    }

    fn wrapping_flow(
        &mut self,
        flow: Flow,
        first: &Value,
        passed: &Arguments,
        at: Option<ExprId>,
    ) -> Value {
        match flow {
            Flow::Partial => self.partial(passed, at),
            Flow::Keeps | Flow::Fills => {
                let callable = first.filter(|atom| {
                    matches!(
                        atom,
                        Atom::Function(_) | Atom::Bound(..) | Atom::Symbol(_) | Atom::Alloc(_)
                    )
                });
                let classes = callable.atoms().iter().any(|atom| match atom {
                    Atom::Symbol(name) => {
                        let path = self.analysis.names.get(*name);
                        self.analysis.external.instance(path).is_some()
                    }
                    Atom::Alloc(alloc) => {
                        self.analysis.store.get(*alloc).kind != AllocKind::Partial
                    }
                    _ => false,
                });
                if !callable.atoms().is_empty() && !classes && first.is_complete() {
                    return first.clone();
                }
                self.made(at, AllocKind::Keeper, &Value::nothing())
            }
            Flow::Gathers => {
                let mut each = Value::nothing();
                for one in &passed.positional {
                    let given = self.awaited(&one.value);
                    each.join(&given);
                }
                for star in &passed.stars {
                    let awaitables = self.iterate(&star.value, false);
                    let given = self.awaited(&awaitables);
                    each.join(&given);
                }
                let list = self.made_as(at, 1, AllocKind::Sequence, &each);
                self.made(at, AllocKind::Awaitable, &list)
            }
            Flow::Completes => {
                let each = self.iterate(first, false);
                self.made(at, AllocKind::Iterator, &each)
            }
            Flow::Getattr => self.getattr(first, passed),
            Flow::Dict => self.dict_call(passed, at),
            Flow::Manages => {
                let each = match first.single() {
                    Some(Atom::Function(unit)) => {
                        self.analysis.store.called.insert(unit);
                        let slot = super::store::Slot::Yield(unit);
                        self.analysis.store.read(slot, self.unit)
                    }
                    _ => Value::unknown(),
                };
                let manager = self.made_as(at, 1, AllocKind::Gives, &each);
                self.made_as(at, 0, AllocKind::Gives, &manager)
            }
            _ => Value::unknown(),
        }
    }

    fn made(&mut self, at: Option<ExprId>, kind: AllocKind, content: &Value) -> Value {
        self.made_as(at, 0, kind, content)
    }

    fn made_as(
        &mut self,
        at: Option<ExprId>,
        number: u8,
        kind: AllocKind,
        content: &Value,
    ) -> Value {
        let Some(at) = at else {
            return if kind == AllocKind::Keeper {
                Value::unknown()
            } else {
                content.clone().open()
            };
        };
        let place = self.place(at);
        let store = &mut self.analysis.store;
        let alloc = store.alloc(AllocKey::Expr(place, number), kind, Some(place));
        store.put(alloc, Part::Element, content, None);
        Value::of(Atom::Alloc(alloc))
    }

    fn tuples(&mut self, flow: Flow, passed: &Arguments, at: Option<ExprId>) -> Value {
        let Some(at) = at else {
            return Value::unknown();
        };
        let place = self.place(at);
        let key = AllocKey::Expr(place, 1);
        let pair = self
            .analysis
            .store
            .alloc(key, AllocKind::Tuple, Some(place));
        let shift = u32::from(flow == Flow::Enumerates);
        if shift == 1 {
            let number = Value::of(Atom::Scalar);
            self.analysis.store.put(pair, Part::At(0), &number, None);
        }
        for (index, one) in (shift..).zip(&passed.positional) {
            if flow == Flow::Enumerates && index > 1 {
                break;
            }
            let each = self.iterate(&one.value, false);
            self.analysis.store.put(pair, Part::At(index), &each, None);
        }
        if !passed.stars.is_empty() {
            let unknown = Value::unknown();
            self.analysis.store.put(pair, Part::Element, &unknown, None);
        }
        self.made_as(
            Some(at),
            0,
            AllocKind::Iterator,
            &Value::of(Atom::Alloc(pair)),
        )
    }

    fn partial(&mut self, passed: &Arguments, at: Option<ExprId>) -> Value {
        let (Some(at), Some(callee)) = (at, passed.positional.first()) else {
            return Value::unknown();
        };
        let place = self.place(at);
        let key = AllocKey::Expr(place, 0);
        let alloc = self
            .analysis
            .store
            .alloc(key, AllocKind::Partial, Some(place));
        let store = &mut self.analysis.store;
        store.put(alloc, Part::Callable, &callee.value, None);
        for (index, one) in (0..).zip(passed.positional.iter().skip(1)) {
            store.put(alloc, Part::At(index), &one.value, None);
        }
        for (name, one) in &passed.keywords {
            let part = Part::Named(*name);
            self.analysis.store.put(alloc, part, &one.value, None);
        }
        Value::of(Atom::Alloc(alloc))
    }

    fn getattr(&mut self, object: &Value, passed: &Arguments) -> Value {
        let name = passed.positional.get(1).and_then(|one| one.value.single());
        let Some(Atom::Literal(id)) = name else {
            return Value::unknown();
        };
        let Some(text) = self.analysis.text_of(id).map(str::to_owned) else {
            return Value::unknown();
        };
        let mut value = self.attribute(object, &text);
        if let Some(default) = passed.positional.get(2) {
            value.join(&default.value);
        }
        value
    }

    fn dict_call(&mut self, passed: &Arguments, at: Option<ExprId>) -> Value {
        let Some(at) = at else {
            return Value::unknown();
        };
        let place = self.place(at);
        let key = AllocKey::Expr(place, 0);
        let alloc = self.analysis.store.alloc(key, AllocKind::Dict, Some(place));
        for (name, one) in &passed.keywords {
            let part = Part::Named(*name);
            let from = one.from.map(|from| self.place(from));
            self.analysis.store.put(alloc, part, &one.value, from);
        }
        for one in passed.positional.iter().chain(&passed.double_stars) {
            if let Some(from) = one.from {
                self.escaped(from, &one.value.clone(), Escape::Unpacked);
            }
            self.merge(alloc, &one.value);
        }
        Value::of(Atom::Alloc(alloc))
    }

    /// A method of a container of the project.
    pub(super) fn call_container(
        &mut self,
        alloc: AllocId,
        name: NameId,
        passed: &Arguments,
        at: Option<ExprId>,
    ) -> Value {
        let method = self.analysis.names.get(name).to_owned();
        let first = passed
            .positional
            .first()
            .map_or(Value::unknown(), |one| one.value.clone());
        match method.as_str() {
            "append" | "add" | "put" | "put_nowait" | "appendleft" => {
                let from = passed.positional.first().and_then(|one| one.from);
                let place = from.map(|from| self.place(from));
                self.analysis.store.put(alloc, Part::Element, &first, place);
                Value::of(self.analysis.literal(Literal::None))
            }
            "insert" => {
                if let Some(one) = passed.positional.get(1) {
                    let place = one.from.map(|from| self.place(from));
                    self.analysis
                        .store
                        .put(alloc, Part::Element, &one.value, place);
                }
                Value::of(self.analysis.literal(Literal::None))
            }
            "extend" => {
                let each = self.iterate(&first, false);
                self.analysis.store.put(alloc, Part::Element, &each, None);
                Value::of(self.analysis.literal(Literal::None))
            }
            "update" => {
                for one in &passed.positional {
                    self.merge(alloc, &one.value);
                }
                for (key, one) in &passed.keywords {
                    let part = Part::Named(*key);
                    self.analysis.store.put(alloc, part, &one.value, None);
                }
                for one in &passed.double_stars {
                    self.merge(alloc, &one.value);
                }
                Value::of(self.analysis.literal(Literal::None))
            }
            "get" | "pop" | "setdefault" => {
                let part = if passed.positional.is_empty() {
                    Part::Element
                } else {
                    self.part_of(&first)
                };
                let mut value = self.content(alloc, part);
                match passed.positional.get(1) {
                    Some(default) => {
                        value.join(&default.value);
                        if method == "setdefault" {
                            let place = default.from.map(|from| self.place(from));
                            self.analysis.store.put(alloc, part, &default.value, place);
                        }
                    }
                    None if method == "get" => {
                        let none = self.analysis.literal(Literal::None);
                        value.insert(none);
                    }
                    None => {}
                }
                value
            }
            "result" | "get_nowait" | "popleft" | "__next__" | "__anext__" => {
                self.content(alloc, Part::Element)
            }
            "values" | "copy" => {
                let each = self.content(alloc, Part::Element);
                if method == "copy" {
                    Value::of(Atom::Alloc(alloc))
                } else {
                    self.made_as(at, 0, AllocKind::Sequence, &each)
                }
            }
            "items" => {
                let each = self.content(alloc, Part::Element);
                let Some(at) = at else {
                    return Value::unknown();
                };
                let place = self.place(at);
                let key = AllocKey::Expr(place, 1);
                let pair = self
                    .analysis
                    .store
                    .alloc(key, AllocKind::Tuple, Some(place));
                let scalar = Value::of(Atom::Scalar);
                self.analysis.store.put(pair, Part::At(0), &scalar, None);
                self.analysis.store.put(pair, Part::At(1), &each, None);
                self.made_as(
                    Some(at),
                    0,
                    AllocKind::Sequence,
                    &Value::of(Atom::Alloc(pair)),
                )
            }
            "sort" => {
                let each = self.content(alloc, Part::Element);
                self.ask_key(&each, passed);
                Value::of(self.analysis.literal(Literal::None))
            }
            "keys" | "index" | "count" | "clear" | "remove" | "reverse" => Value::of(Atom::Scalar),
            _ => {
                self.pass_away(passed);
                Value::unknown()
            }
        }
    }
}
