//! Runs one body of code over abstract values: calls.

use rustc_hash::FxHashMap;

use super::bind::ScopeId;
use super::external::Given;
use super::infer::MethodBinding;
use super::names::NameId;
use super::run::Run;
use super::store::{AllocKey, Escape, Slot};
use super::value::{
    AllocId, AllocKind, Atom, ClassId, Gathered, Literal, OriginId, Part, TypeId, UnitId, Value,
};
use crate::syntax::ast::{Argument, ArgumentKind, ExprId, ExprKind, ParameterKind};

/// Calls within calls that are followed: a partial call may hold itself.
const DEPTH: u32 = 16;

/// An argument's value and the expression that it was written as.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Passed {
    pub(super) value: Value,
    pub(super) from: Option<ExprId>,
}

/// The arguments of a call.
#[derive(Debug, Clone, Default)]
pub(super) struct Arguments {
    pub(super) positional: Vec<Passed>,
    pub(super) keywords: Vec<(NameId, Passed)>,
    /// `*x`
    pub(super) stars: Vec<Passed>,
    /// `**x`
    pub(super) double_stars: Vec<Passed>,
}

impl Arguments {
    fn all(&self) -> impl Iterator<Item = &Passed> {
        self.positional
            .iter()
            .chain(self.keywords.iter().map(|(_, passed)| passed))
            .chain(&self.stars)
            .chain(&self.double_stars)
    }

    /// Without the first `count` positional arguments.
    pub(super) fn without_first(&self, count: usize) -> Self {
        let mut out = self.clone();
        out.positional.drain(..count.min(out.positional.len()));
        out
    }

    /// The argument of this name; none for a name that was never met.
    pub(super) fn keyword(&self, name: Option<NameId>) -> Option<&Passed> {
        self.keywords
            .iter()
            .find(|(keyword, _)| Some(*keyword) == name)
            .map(|(_, passed)| passed)
    }
}

/// What a call hands to a function, with what is spread into it.
#[derive(Debug, PartialEq)]
pub(super) struct Handed {
    positional: Vec<Passed>,
    keywords: Vec<(NameId, Passed)>,
    /// What any further position may be given.
    rest_positional: Option<Value>,
    /// What any further name may be given.
    rest_keywords: Option<Value>,
}

/// Keywords on their way into parameters.
struct Keywords<'h> {
    left: Vec<Option<&'h (NameId, Passed)>>,
    /// Where the first of each name stands.
    first: FxHashMap<NameId, usize>,
}

impl<'h> Keywords<'h> {
    fn new(given: &'h [(NameId, Passed)]) -> Self {
        let mut first = FxHashMap::default();
        for (at, (name, _)) in given.iter().enumerate() {
            first.entry(*name).or_insert(at);
        }
        Self {
            left: given.iter().map(Some).collect(),
            first,
        }
    }

    fn take(&mut self, name: NameId) -> Option<&'h Passed> {
        let (_, one) = self.left[*self.first.get(&name)?].take()?;
        Some(one)
    }

    fn rest(&mut self) -> impl Iterator<Item = &'h (NameId, Passed)> {
        std::mem::take(&mut self.left).into_iter().flatten()
    }
}

impl Run<'_, '_> {
    pub(super) fn call_expression(
        &mut self,
        id: ExprId,
        function: ExprId,
        arguments: &[Argument],
        scope: ScopeId,
    ) -> Value {
        let callee = self.expr(function, scope);
        let passed = self.arguments(arguments, scope);
        if callee.atoms().is_empty()
            && let ExprKind::Attribute { attribute, .. } = &self.tree.expr(function).kind
            && let Some(flow) = self.analysis.external.method_flow(&attribute.text)
        {
            return self.flow(flow, &passed, Some(id)).open();
        }
        self.call(&callee, &passed, Some(id))
    }

    fn arguments(&mut self, arguments: &[Argument], scope: ScopeId) -> Arguments {
        let mut out = Arguments::default();
        for argument in arguments {
            let passed = Passed {
                value: self.expr(argument.value, scope),
                from: Some(argument.value),
            };
            match &argument.kind {
                ArgumentKind::Positional if out.stars.is_empty() => out.positional.push(passed),
                ArgumentKind::Positional | ArgumentKind::Star => out.stars.push(passed),
                ArgumentKind::Keyword(name) => {
                    let name = self.analysis.names.intern(&name.text);
                    out.keywords.push((name, passed));
                }
                ArgumentKind::DoubleStar => out.double_stars.push(passed),
            }
        }
        out
    }

    /// What calling `callee` gives.
    pub(super) fn call(&mut self, callee: &Value, passed: &Arguments, at: Option<ExprId>) -> Value {
        let mut out = Gathered::default();
        let deep = self.depth >= DEPTH;
        if deep || !callee.is_complete() || callee.atoms().is_empty() {
            self.pass_away(passed);
            out.open();
        }
        if deep {
            return out.value();
        }
        self.depth += 1;
        for atom in callee.atoms() {
            let result = self.call_atom(*atom, passed, at);
            out.join(&result);
        }
        self.depth -= 1;
        out.value()
    }

    /// The arguments go to code that is not known.
    pub(super) fn pass_away(&mut self, passed: &Arguments) {
        self.escape_all(passed, Escape::Passed);
    }

    pub(super) fn escape_all(&mut self, passed: &Arguments, why: Escape) {
        for one in passed.all() {
            match one.from {
                Some(from) => self.escaped(from, &one.value, why),
                None => self.analysis.store.escape(None, &one.value, why),
            }
        }
        for one in &passed.double_stars {
            if let Some(from) = one.from {
                self.escaped(from, &one.value, Escape::Unpacked);
            }
        }
    }

    fn call_atom(&mut self, atom: Atom, passed: &Arguments, at: Option<ExprId>) -> Value {
        match atom {
            Atom::Function(unit) => self.call_unit(unit, None, passed, at),
            Atom::Bound(unit, class) => {
                let receiver = match self.analysis.get(unit).binding {
                    MethodBinding::Class => Atom::Class(class),
                    _ => Atom::Object(class),
                };
                self.call_unit(unit, Some(Value::of(receiver)), passed, at)
            }
            Atom::Class(class) => self.construct(class, passed, at),
            Atom::Object(class) => {
                let method = self.attribute(&Value::of(Atom::Object(class)), "__call__");
                self.call(&method, passed, at)
            }
            Atom::Symbol(name) => self.call_symbol(name, passed, at),
            Atom::Method(of, name, origin) => self.call_method(of, name, origin, passed, at),
            Atom::Alloc(alloc) => self.call_alloc(alloc, passed, at),
            Atom::AllocMethod(alloc, name) => self.call_container(alloc, name, passed, at),
            Atom::Scalar | Atom::Literal(_) => {
                self.escape_all(passed, Escape::Formatted);
                Value::of(Atom::Scalar)
            }
            Atom::Module(_) | Atom::Namespace(_) | Atom::Instance(..) => {
                self.pass_away(passed);
                Value::unknown()
            }
        }
    }

    fn construct(&mut self, class: ClassId, passed: &Arguments, at: Option<ExprId>) -> Value {
        let object = Value::of(Atom::Object(class));
        let init = self.attribute(&object, "__init__");
        let own = init.filter(|atom| matches!(atom, Atom::Bound(..)));
        if own.atoms().is_empty() {
            for (name, one) in &passed.keywords {
                self.store_named(&object, *name, &one.value, one.from);
            }
            let rest = Arguments {
                keywords: Vec::new(),
                ..passed.clone()
            };
            self.pass_away(&rest);
            if let Some(at) = at {
                for base in self.analysis.outer_bases(class) {
                    let place = self.place(at);
                    self.analysis.resolved(place, base);
                }
            }
        } else {
            self.call(&own, passed, at);
        }
        object
    }

    /// Calls a function of the project.
    fn call_unit(
        &mut self,
        unit: UnitId,
        receiver: Option<Value>,
        passed: &Arguments,
        at: Option<ExprId>,
    ) -> Value {
        if self.analysis.store.called.insert(unit) {
            self.analysis.store.mark(unit);
        }
        self.analysis
            .callers
            .entry(unit)
            .or_default()
            .insert(self.unit);
        let handed = self.handed(receiver, passed);
        let key = at.map(|at| (self.place(at), unit));
        // What was handed over the last time is there already.
        let known = key.and_then(|key| self.analysis.handed.get(&key));
        if known != Some(&handed) {
            self.give(unit, &handed);
            if let Some(key) = key {
                self.analysis.handed.insert(key, handed);
            }
        }
        let info = self.analysis.get(unit);
        let (asynchronous, generator) = (info.asynchronous, info.generator);
        let result = self.analysis.store.read(Slot::Return(unit), self.unit);
        let kind = match (asynchronous, generator) {
            (false, false) => return result,
            (false, true) => AllocKind::Iterator,
            (true, true) => AllocKind::AsyncIterator,
            (true, false) => AllocKind::Awaitable,
        };
        let content = if generator {
            self.analysis.store.read(Slot::Yield(unit), self.unit)
        } else {
            result
        };
        let alloc = self.analysis.store.alloc(AllocKey::Call(unit), kind, None);
        self.analysis
            .store
            .put(alloc, Part::Element, &content, None);
        Value::of(Atom::Alloc(alloc))
    }

    fn handed(&mut self, receiver: Option<Value>, passed: &Arguments) -> Handed {
        let mut positional: Vec<Passed> = receiver
            .into_iter()
            .map(|value| Passed { value, from: None })
            .chain(passed.positional.iter().cloned())
            .collect();
        let mut keywords = passed.keywords.clone();
        let rest_positional = self.spread(&mut positional, &passed.stars);
        let rest_keywords = self.spread_keywords(&mut keywords, &passed.double_stars);
        Handed {
            positional,
            keywords,
            rest_positional,
            rest_keywords,
        }
    }

    /// Puts arguments into parameters.
    fn give(&mut self, unit: UnitId, handed: &Handed) {
        let parameters = self.analysis.parameters(unit);
        let mut keywords = Keywords::new(&handed.keywords);
        let names = self.analysis.parameter_names(unit);
        let mut positional = handed.positional.iter();
        let (rest_positional, rest_keywords) = (&handed.rest_positional, &handed.rest_keywords);
        for (index, parameter) in parameters.iter().enumerate() {
            let index = u32::try_from(index).expect("few parameters");
            let slot = Slot::Parameter(unit, index);
            match parameter.kind {
                ParameterKind::Star => {
                    let key = AllocKey::Parameter(unit, index);
                    let alloc = self.analysis.store.alloc(key, AllocKind::Tuple, None);
                    for (at, one) in (0..).zip(positional.by_ref()) {
                        let place = one.from.map(|from| self.place(from));
                        self.analysis
                            .store
                            .put(alloc, Part::At(at), &one.value, place);
                    }
                    if let Some(rest) = rest_positional {
                        self.analysis.store.put(alloc, Part::Element, rest, None);
                    }
                }
                ParameterKind::DoubleStar => {
                    let key = AllocKey::Parameter(unit, index);
                    let alloc = self.analysis.store.alloc(key, AllocKind::Dict, None);
                    for (name, one) in keywords.rest() {
                        let part = Part::Named(*name);
                        let place = one.from.map(|from| self.place(from));
                        self.analysis.store.put(alloc, part, &one.value, place);
                    }
                    if let Some(rest) = rest_keywords {
                        self.analysis.store.put(alloc, Part::Element, rest, None);
                    }
                }
                kind => {
                    let by_name = match kind {
                        ParameterKind::PositionalOnly => None,
                        _ => keywords.take(names[index as usize]),
                    };
                    let by_position = kind != ParameterKind::KeywordOnly;
                    if let Some(one) = by_name {
                        let place = one.from.map(|from| self.place(from));
                        self.analysis.store.write_from(slot, &one.value, place);
                    } else if let Some(one) = by_position.then(|| positional.next()).flatten() {
                        let place = one.from.map(|from| self.place(from));
                        self.analysis.store.write_from(slot, &one.value, place);
                    } else {
                        for rest in [rest_positional, rest_keywords].into_iter().flatten() {
                            self.analysis.store.write(slot, rest);
                        }
                    }
                }
            }
        }
    }

    /// Adds what `*x` gives, as far as its positions are known; the rest is any number of the value.
    fn spread(&mut self, positional: &mut Vec<Passed>, stars: &[Passed]) -> Option<Value> {
        let mut rest: Option<Value> = None;
        for star in stars {
            let parts = match star.value.single() {
                Some(Atom::Alloc(alloc)) if rest.is_none() => self.positions(alloc),
                _ => None,
            };
            if let Some((known, open)) = parts {
                positional.extend(known.into_iter().map(|value| Passed { value, from: None }));
                rest = open;
            } else {
                let each = self.iterate(&star.value, false);
                rest.get_or_insert(Value::nothing()).join(&each);
            }
        }
        rest
    }

    fn positions(&mut self, alloc: AllocId) -> Option<(Vec<Value>, Option<Value>)> {
        if self.analysis.store.get(alloc).kind != AllocKind::Tuple {
            return None;
        }
        let count = self.analysis.store.read_parts(alloc, self.unit).len();
        let mut known = Vec::new();
        for index in 0..u32::try_from(count).ok()? {
            let slot = Slot::Content(alloc, Part::At(index));
            known.push(self.analysis.store.read(slot, self.unit));
        }
        let slot = Slot::Content(alloc, Part::Element);
        let open = self.analysis.store.read(slot, self.unit);
        let open = self.analysis.store.has(slot).then_some(open);
        Some((known, open))
    }

    fn spread_keywords(
        &mut self,
        keywords: &mut Vec<(NameId, Passed)>,
        double_stars: &[Passed],
    ) -> Option<Value> {
        let mut rest: Option<Value> = None;
        for one in double_stars {
            let mut understood = one.value.is_complete();
            for atom in one.value.atoms().to_vec() {
                let Atom::Alloc(alloc) = atom else {
                    understood = false;
                    continue;
                };
                for (part, value) in self.analysis.store.read_parts(alloc, self.unit) {
                    if let Part::Named(name) = part {
                        keywords.push((name, Passed { value, from: None }));
                    }
                }
                let slot = Slot::Content(alloc, Part::Element);
                let value = self.analysis.store.read(slot, self.unit);
                if self.analysis.store.has(slot) {
                    rest.get_or_insert(Value::nothing()).join(&value);
                }
            }
            if !understood {
                rest.get_or_insert(Value::nothing()).join(&Value::unknown());
            }
        }
        rest
    }

    /// Calls something outside the project.
    fn call_symbol(&mut self, name: NameId, passed: &Arguments, at: Option<ExprId>) -> Value {
        if let Some(at) = at {
            let place = self.place(at);
            self.analysis.resolved(place, name);
        }
        let (flow, modelled) = self.analysis.symbol(name);
        if let Some(flow) = flow {
            return self.flow(flow, passed, at);
        }
        // What is given is only asked of functions that stand in a model.
        let result = if modelled {
            let path = self.analysis.names.get(name).to_owned();
            let given = self.given(passed);
            self.analysis.external.call(&path, &given)
        } else {
            None
        };
        match result {
            Some(of) => {
                // Containers that are handed over are read, not kept.
                self.pass_into_model(passed);
                let origin = at.map(|at| {
                    let place = self.place(at);
                    self.analysis.origin(place)
                });
                self.typed(&of, origin)
            }
            None => {
                self.pass_away(passed);
                Value::unknown()
            }
        }
    }

    fn pass_into_model(&mut self, passed: &Arguments) {
        for one in passed.all() {
            if let Some(from) = one.from {
                let place = self.place(from);
                self.analysis
                    .store
                    .escapes
                    .entry(place)
                    .or_insert(Escape::Passed);
            }
        }
    }

    /// What is known of the arguments, for a model to choose an overload by.
    fn given(&mut self, passed: &Arguments) -> Given {
        let literal = |run: &Self, value: &Value| match value.single() {
            Some(Atom::Literal(id)) => Some(run.analysis.literals.get(id).clone()),
            _ => None,
        };
        let mut keywords = passed.keywords.clone();
        let open = self.spread_keywords(&mut keywords, &passed.double_stars);
        Given {
            positional: passed
                .positional
                .iter()
                .map(|one| literal(self, &one.value))
                .collect(),
            keywords: keywords
                .iter()
                .map(|(name, one)| {
                    let name = self.analysis.names.get(*name).into();
                    (name, literal(self, &one.value))
                })
                .collect(),
            open: open.is_some() || !passed.stars.is_empty(),
        }
    }

    fn call_method(
        &mut self,
        of: TypeId,
        name: NameId,
        origin: Option<OriginId>,
        passed: &Arguments,
        at: Option<ExprId>,
    ) -> Value {
        let method = self.analysis.names.get(name).to_owned();
        if method == "sort" && passed.keyword(self.analysis.names.find("key")).is_some() {
            let each = self.iterate(&Value::of(Atom::Instance(of, origin)), false);
            self.ask_key(&each, passed);
        }
        if let Some(path) = self
            .analysis
            .types
            .method_path(self.analysis.external, of, &method)
            && let Some(at) = at
        {
            let symbol = self.analysis.names.intern(&path);
            let place = self.place(at);
            self.analysis.resolved(place, symbol);
        }
        self.pass_into_model(passed);
        if let Some(value) = self.mapping_method(of, &method, origin, passed) {
            return value;
        }
        let given = self.given(passed);
        match self
            .analysis
            .types
            .call_method(self.analysis.external, of, &method, &given)
        {
            Some(result) => {
                // A value of a changed call keeps its origin through methods.
                let from = origin.or_else(|| {
                    at.map(|at| {
                        let place = self.place(at);
                        self.analysis.origin(place)
                    })
                });
                self.typed(&result, from)
            }
            None => Value::unknown(),
        }
    }

    /// `get` and its like on an object that is also a dict.
    fn mapping_method(
        &mut self,
        of: TypeId,
        method: &str,
        origin: Option<OriginId>,
        passed: &Arguments,
    ) -> Option<Value> {
        if !self.analysis.types.is_mapping(self.analysis.external, of) {
            return None;
        }
        match method {
            "get" | "pop" | "setdefault" => {
                let key = passed.positional.first()?;
                let mut value = self.instance_item(of, origin, &key.value.clone());
                let always = match key.value.single() {
                    Some(Atom::Literal(id)) => self.analysis.text_of(id).is_some_and(|text| {
                        let of = self.analysis.types.get(of);
                        self.analysis.external.always_has(of, text)
                    }),
                    _ => false,
                };
                if always {
                    return Some(value);
                }
                let named = self.analysis.names.find("default");
                match passed.positional.get(1).or_else(|| passed.keyword(named)) {
                    Some(default) => {
                        value.join(&default.value.clone());
                    }
                    None => {
                        let none = self.analysis.literal(Literal::None);
                        value.insert(none);
                    }
                }
                Some(value)
            }
            "copy" => Some(Value::of(Atom::Instance(of, origin))),
            _ => None,
        }
    }

    fn call_alloc(&mut self, alloc: AllocId, passed: &Arguments, at: Option<ExprId>) -> Value {
        match self.analysis.store.get(alloc).kind {
            AllocKind::Partial => {
                let slot = Slot::Content(alloc, Part::Callable);
                let callee = self.analysis.store.read(slot, self.unit);
                let mut merged = Arguments::default();
                for (part, value) in self.analysis.store.read_parts(alloc, self.unit) {
                    let one = Passed { value, from: None };
                    match part {
                        Part::Named(name) => merged.keywords.push((name, one)),
                        Part::At(_) => merged.positional.push(one),
                        Part::Element | Part::Callable => {}
                    }
                }
                merged.positional.extend(passed.positional.iter().cloned());
                merged.keywords.extend(passed.keywords.iter().cloned());
                merged.stars.extend(passed.stars.iter().cloned());
                merged
                    .double_stars
                    .extend(passed.double_stars.iter().cloned());
                self.call(&callee, &merged, at)
            }
            AllocKind::Keeper => passed
                .positional
                .first()
                .map_or(Value::unknown(), |one| one.value.clone()),
            AllocKind::Gives => self.content(alloc, Part::Element),
            _ => {
                self.pass_away(passed);
                Value::unknown()
            }
        }
    }

    /// Applies a decorator to the function or class that it stands above.
    pub(super) fn decorated(&mut self, with: &Value, value: &Value) -> Value {
        let passed = Arguments {
            positional: vec![Passed {
                value: value.clone(),
                from: None,
            }],
            ..Arguments::default()
        };
        let known = with.is_complete() && !with.atoms().is_empty();
        let result = self.call(with, &passed, None);
        if known && result.is_complete() && !result.atoms().is_empty() {
            return result;
        }
        // A decorator that is not known may keep the function, and may call it.
        let mut kept = value.clone();
        kept.join(&result);
        kept.open()
    }
}
