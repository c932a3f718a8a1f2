//! Runs one body of code over abstract values: functions of the standard library and of helpers that
//! carry values. Which function does what is data; how a value moves
//! is said here once.

use serde::Deserialize;

use super::passing::{Arguments, Passed};
use super::run::Run;
use super::store::{AllocKey, Escape};
use super::value::{AllocKind, Atom, Part, Value};
use crate::syntax::ast::ExprId;
use crate::syntax::query::top;

/// What stands for whatever runs functions, in the paths of its methods: `<runner>.map`.
pub const RUNNER: &str = "<runner>";

/// What a function does with the values that it is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Flow {
    /// Reads them without a trace and gives a scalar: `len`.
    Reads,
    /// Gives the attributes of what it is given, or the variables where it is called, by their names: `vars`.
    Bares,
    /// Gives the variables of the file by their names: `globals`.
    BaresModule,
    /// Runs a text as code: `eval`.
    Evaluates,
    /// As `reads`, and how many things its argument holds, or which: `len`.
    Measures,
    /// As `reads`, and whether its first argument is true: `bool`.
    Tests,
    /// As `reads`, and whether what its first argument gives is true: `all`.
    TestsEach,
    /// As `reads`, and whether its first argument has the attribute that its second names: `hasattr`.
    Hasattr,
    /// As `reads`, and whether its first argument is of a class: `isinstance`.
    Isinstance,
    /// Turns them into text or numbers, as `str` does: `print`.
    Formats,
    /// Turns them into text, as `repr` does.
    Shows,
    /// Gives something whose methods make text of what they are given: a logger.
    Formatter,
    /// Gives something that runs functions: its methods are functions of [`RUNNER`].
    Runner,
    /// Gives a function that reads attributes of what it is called with: `attrgetter`.
    Attributes,
    /// Gives its last argument back.
    Same,
    /// As `same`, for a class to have it and objects of the class not to be given to it: `staticmethod`.
    Static,
    /// Gives a copy of its first argument: `deepcopy`.
    Copies,
    /// As `same`; of one of which nothing is known, what the type says that is its first argument.
    Cast,
    /// Gives a container of what its argument gives when it is iterated: `list`.
    Collects,
    /// Gives an iterator over what its argument gives: `iter`, `reversed`.
    Iterates,
    /// As `iterates`, of each of its arguments: `chain`.
    Chains,
    /// As `iterates`, of what its argument gives: `chain.from_iterable`.
    ChainsItems,
    /// Gives a dict with the items of its first argument as its keys, and its second for each: `dict.fromkeys`.
    Keyed,
    /// Gives one thing that its argument gives: `next`.
    Next,
    /// Gives pairs of a number and what its argument gives.
    Enumerates,
    /// Gives tuples with one from each argument.
    Zips,
    /// Gives something that is not known, or what stands for it: `getenv`.
    FallsBack,
    /// Gives something that is not known, or its first argument, what is called `default`, or what one that is called
    /// `default_factory` or `factory` gives: `Field`.
    Declares,
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
    /// Gives what `result()` of gives what awaiting the first argument gives.
    Promises,
    /// A callable that calls the first argument with the rest and what it is called with.
    Partial,
    /// Gives a decorator that keeps what it decorates; keeps a function that it is given itself.
    Keeps,
    /// Gives a decorator that keeps what it decorates, whatever it is given itself: `wraps`.
    Keeper,
    /// Has its second argument, or what the decorator stands above that it gives, called with objects of the class that is
    /// its first: `exception_handler`.
    Handles,
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
    /// Calls its first argument with what came of the items before and the next one: `reduce`.
    Reduces,
    /// Gives the module whose path its first argument is: `import_module`.
    Imports,
    /// As `imports`, and of the path the first module: `__import__`.
    ImportsTop,
    /// Gives what its first argument names, a path of modules and attributes: `resolve_name`.
    Resolves,
    /// Gives what its argument has, with the names: `getmembers`.
    Members,
    /// `dict(…)`
    Dict,
    /// A decorator of a generator: calling it gives a context manager of what it yields.
    Manages,
    /// Gives what `with` binds to its argument.
    Enters,
    /// As `enters`, when it is awaited.
    EntersAwaited,
    /// `super`
    Super,
    /// As a default, or in what describes a parameter: the parameter gets what its argument gives.
    Provides,
    /// A decorator, or what makes one: parameters of the function's name get what it gives.
    Offers,
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
            Flow::Reads
            | Flow::Measures
            | Flow::Tests
            | Flow::TestsEach
            | Flow::Hasattr
            | Flow::Isinstance => Value::of(Atom::Scalar),
            Flow::Bares | Flow::BaresModule => self.bared(flow, passed, at),
            Flow::Evaluates => {
                self.pass_away(passed);
                self.evaluated(passed, at);
                Value::unknown()
            }
            Flow::Formats | Flow::Shows => {
                self.escape_all(passed, Escape::Formatted);
                Value::of(Atom::Scalar)
            }
            Flow::Same => self.last_of(passed),
            Flow::Copies | Flow::Wraps => first_value,
            Flow::Cast => self.cast(passed),
            Flow::Collects => {
                let each = self.iterate(&first_value, false);
                self.ask_key(&each, passed);
                self.made_of(at, AllocKind::Sequence, &each, first.as_ref())
            }
            Flow::Iterates => {
                let each = self.iterate(&first_value, false);
                self.made_of(at, AllocKind::Iterator, &each, first.as_ref())
            }
            Flow::Chains => {
                let mut each = Value::nothing();
                for one in &passed.positional {
                    each.join(&self.iterate(&one.value, false));
                }
                if !passed.stars.is_empty() {
                    each = each.open();
                }
                self.made_of(at, AllocKind::Iterator, &each, None)
            }
            Flow::ChainsItems => {
                let each = self.iterate(&first_value, false);
                let each = self.iterate(&each, false);
                self.made_of(at, AllocKind::Iterator, &each, None)
            }
            Flow::Keyed => self.keyed(&first_value, passed, at),
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
            Flow::FallsBack => {
                let mut out = Value::unknown();
                let name = self.analysis.names.find("default");
                if let Some(default) = passed.positional.get(1).or(passed.keyword(name)) {
                    out.join(&default.value);
                }
                out
            }
            Flow::Declares => self.declared_default(passed, at),
            Flow::Maps => {
                let mut items = Vec::new();
                for one in passed.positional.iter().skip(1) {
                    let value = self.iterate(&one.value, false);
                    self.items_leave(&first_value, &value, one);
                    items.push(Passed { value, from: None });
                }
                let each = self.call(
                    &first_value,
                    &Arguments {
                        positional: items,
                        ..Arguments::default()
                    },
                    at,
                );
                self.made_by(&first_value, at, AllocKind::Iterator, &each)
            }
            Flow::Filters => {
                let each = passed.positional.get(1).map_or(Value::unknown(), |one| {
                    self.iterate(&one.value.clone(), false)
                });
                self.hand(&first_value, &each);
                if let Some(items) = passed.positional.get(1) {
                    self.items_leave(&first_value, &each, items);
                }
                self.made_of(at, AllocKind::Iterator, &each, passed.positional.get(1))
            }
            Flow::Enumerates | Flow::Zips => self.tuples(flow, passed, at),
            Flow::Calls => self.call(&first_value, &passed.without_first(1), at),
            Flow::CallsAwaited => {
                let given = self.call(&first_value, &passed.without_first(1), at);
                self.made_by(&first_value, at, AllocKind::Awaitable, &given)
            }
            Flow::CallsSecondAwaited => {
                let callee = passed
                    .positional
                    .get(1)
                    .map_or(Value::unknown(), |one| one.value.clone());
                let given = self.call(&callee, &passed.without_first(2), at);
                self.made_by(&callee, at, AllocKind::Awaitable, &given)
            }
            Flow::Submits => {
                let given = self.call(&first_value, &passed.without_first(1), at);
                self.made_by(&first_value, at, AllocKind::Future, &given)
            }
            Flow::Promises => {
                let given = self.awaited(&first_value);
                let out = self.made(at, AllocKind::Future, &given);
                self.gives_as(&out, &first_value);
                out
            }
            Flow::Awaits => self.awaited(&first_value),
            _ => self.wrapping_flow(flow, &first_value, passed, at),
        }
    }

    fn wrapping_flow(
        &mut self,
        flow: Flow,
        first: &Value,
        passed: &Arguments,
        at: Option<ExprId>,
    ) -> Value {
        match flow {
            // A function of the project would be taken for a method of the class.
            Flow::Static
                if first
                    .atoms()
                    .iter()
                    .any(|one| matches!(one, Atom::Function(_))) =>
            {
                self.pass_away(passed);
                Value::unknown()
            }
            Flow::Static => first.clone(),
            Flow::Formatter => self.made(at, AllocKind::Formatter, &Value::nothing()),
            Flow::Runner => Value::of(Atom::Symbol(self.analysis.names.intern(RUNNER))),
            Flow::Attributes => self.attribute_getter(passed, at),
            Flow::Partial => self.partial(passed, at),
            Flow::Keeps | Flow::Fills | Flow::Offers => {
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
            Flow::Keeper => self.made(at, AllocKind::Keeper, &Value::nothing()),
            Flow::Handles => self.handles(passed, at),
            Flow::Gathers => self.gathers(passed, at),
            Flow::Completes => {
                let each = self.iterate(first, false);
                self.made(at, AllocKind::Iterator, &each)
            }
            Flow::Getattr => self.getattr(first, passed, at),
            Flow::Reduces => self.reduced(passed, at),
            Flow::Imports => self.imported_from(first, passed, at),
            Flow::ImportsTop if self.names_what_it_wants(passed) => {
                self.imported_by_name(first, |path| path)
            }
            Flow::ImportsTop => self.imported_by_name(first, top),
            Flow::Resolves => self.resolved_by_name(first, passed, at),
            Flow::Members => {
                self.unseen(first, at, "lists what a package has");
                Value::unknown()
            }
            Flow::Dict => self.dict_call(passed, at),
            // A generator is a context manager wherever `with` takes it.
            Flow::Manages => {
                let is_function = |atom| matches!(atom, Atom::Function(_) | Atom::Bound(..));
                let functions = first.filter(is_function);
                match functions.atoms() {
                    [] => Value::unknown(),
                    _ => functions,
                }
            }
            Flow::Enters => self.entered(first, false),
            Flow::EntersAwaited => {
                let given = self.entered(first, true);
                self.made(at, AllocKind::Awaitable, &given)
            }
            Flow::Super => self.super_of(first, passed),
            Flow::Provides => self.provider(passed, at),
            _ => Value::unknown(),
        }
    }

    /// What a field of a class starts from, where another call declares that.
    fn declared_default(&mut self, passed: &Arguments, at: Option<ExprId>) -> Value {
        let mut out = Value::unknown();
        let default = self.analysis.names.find("default");
        if let Some(default) = passed.positional.first().or(passed.keyword(default)) {
            out.join(&default.value);
        }
        for name in ["default_factory", "factory"] {
            let name = self.analysis.names.find(name);
            if let Some(factory) = passed.keyword(name) {
                let made = self.call(&factory.value.clone(), &Arguments::default(), at);
                out.join(&made);
            }
        }
        out
    }

    fn tuples(&mut self, flow: Flow, passed: &Arguments, at: Option<ExprId>) -> Value {
        let Some(at) = at else {
            return Value::unknown();
        };
        let pair = self.tuple_in(at);
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
            if let Some(from) = one.from {
                let place = self.place(from);
                self.analysis.store.holds_items(pair, place);
            }
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
        // Its arguments are those of the calls to come, and are rewritten where they stand.
        for atom in callee.value.atoms() {
            if let Atom::Symbol(symbol) = *atom
                && self.analysis.symbol(symbol).1
            {
                self.analysis.resolved(place, symbol);
            }
        }
        let store = &mut self.analysis.store;
        store.put(alloc, Part::Callable, &callee.value, None);
        let file = self.file;
        let at = |one: &Passed| one.from.map(|from| (file, from));
        for (index, one) in (0..).zip(passed.positional.iter().skip(1)) {
            store.put(alloc, Part::At(index), &one.value, at(one));
        }
        for (name, one) in &passed.keywords {
            let part = Part::Named(*name);
            store.put(alloc, part, &one.value, at(one));
        }
        Value::of(Atom::Alloc(alloc))
    }

    fn dict_call(&mut self, passed: &Arguments, at: Option<ExprId>) -> Value {
        let Some(at) = at else {
            return Value::unknown();
        };
        if let [one] = &passed.positional[..]
            && let Some(Atom::Alloc(alloc)) = single_atom(&one.value)
            && matches!(self.analysis.store.get(alloc).kind, AllocKind::Variables(_))
        {
            // Which variable is read by its name is seen of a copy as well.
            return one.value.clone();
        }
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
                self.unpacked_into(from, &one.value);
            }
            self.merge(alloc, &one.value);
        }
        Value::of(Atom::Alloc(alloc))
    }
}

/// The one thing that a value is known to be, whatever else it may be.
fn single_atom(value: &Value) -> Option<Atom> {
    match value.atoms() {
        [atom] => Some(*atom),
        _ => None,
    }
}
