//! Runs one body of code over abstract values: calls.

use super::bind::ScopeId;
use super::by_name::READS_ATTRIBUTE;
use super::external::Given;
use super::infer::MethodBinding;
use super::names::NameId;
use super::passing::{Arguments, Passed};
use super::run::Run;
use super::store::{AllocKey, Escape, Slot};
use super::value::{
    AllocId, AllocKind, Atom, Gathered, Literal, OriginId, Part, TypeId, UnitId, Value,
};
use crate::syntax::ast::{Argument, ExprId, ExprKind};

/// Calls within calls that are followed: a partial call may hold itself.
const DEPTH: u32 = 16;

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
        if callee.is_nothing() && self.waits() {
            return callee;
        }
        if let Some(value) = self.combined_by_method((id, function), &passed, scope) {
            return value;
        }
        if let Some(value) = self.called_on_text((id, function), &passed, scope) {
            return value;
        }
        if callee.atoms().is_empty()
            && let ExprKind::Attribute { attribute, .. } = &self.tree.expr(function).kind
            && let Some((flow, sure)) = self.analysis.external.method_flow(&attribute.text)
        {
            let given = self.flow(flow, &passed, Some(id));
            return if sure { given } else { given.open() };
        }
        self.call(&callee, &passed, Some(id))
    }

    /// What calling `callee` gives.
    pub(super) fn call(&mut self, callee: &Value, passed: &Arguments, at: Option<ExprId>) -> Value {
        if callee.is_nothing() && self.waits() {
            return callee.clone();
        }
        let mut out = Gathered::default();
        let deep = self.depth >= DEPTH;
        if deep || !callee.is_complete() || callee.atoms().is_empty() {
            self.pass_away(passed);
            out.open();
            out.open_as(callee);
            if let (true, Some(at)) = (callee.is_unread(), at) {
                self.given_away(at, passed);
            }
        }
        if deep {
            return out.value();
        }
        self.depth += 1;
        let mut scalar = false;
        for atom in callee.atoms() {
            // To call a text is the same whatever it says.
            let is_scalar = match atom {
                Atom::Scalar => true,
                Atom::Literal(id) => *self.analysis.literals.get(*id) != Literal::None,
                _ => false,
            };
            if !(is_scalar && scalar) {
                let result = self.call_atom(*atom, passed, at);
                out.join(&result);
            }
            scalar |= is_scalar;
        }
        self.depth -= 1;
        out.value()
    }

    /// Remembers what is given to a function of a file that was not read.
    fn given_away(&mut self, at: ExprId, passed: &Arguments) {
        let ExprKind::Call { function, .. } = self.tree.expr(at).kind else {
            return;
        };
        let file = self.file;
        let given = passed.positional.iter().chain(&passed.stars);
        let given = given.chain(passed.keywords.iter().map(|(_, one)| one));
        let given = given.filter_map(|one| Some((file, one.from?)));
        let known = self.analysis.store.unread.entry((file, function));
        known.or_default().extend(given);
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
            // Nobody calls `None`: something else is meant, or this does not run.
            Atom::Literal(id) if *self.analysis.literals.get(id) == Literal::None => {
                Value::nothing()
            }
            Atom::Scalar | Atom::Literal(_) => {
                self.escape_all(passed, Escape::Formatted);
                Value::of(Atom::Scalar)
            }
            Atom::Module(_) | Atom::Namespace(_) | Atom::Instance(..) | Atom::Super(_) => {
                self.pass_away(passed);
                Value::unknown()
            }
        }
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
        let known = key.and_then(|key| self.analysis.memory.handed.get(&key));
        if known != Some(&handed) {
            self.give(unit, &handed);
            if let Some(key) = key {
                self.analysis.memory.handed.insert(key, handed);
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

    /// Calls something outside the project.
    fn call_symbol(&mut self, name: NameId, passed: &Arguments, at: Option<ExprId>) -> Value {
        if let Some(at) = at {
            let place = self.place(at);
            self.analysis.resolved(place, name);
        }
        let (flow, modelled) = self.analysis.symbol(name);
        if let (true, Some(at)) = (modelled, at) {
            let path = self.analysis.names.get(name).to_owned();
            let place = self.place(at);
            self.initialises(&path, place);
        }
        if let Some(flow) = flow {
            return self.flow(flow, passed, at);
        }
        let path = self.analysis.names.get(name);
        if path.ends_with(READS_ATTRIBUTE) {
            let path = path.to_owned();
            if let Some(read) = self.attribute_by_method(&path, passed, at) {
                return read;
            }
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
        let sure = keywords.len();
        let open = self.spread_keywords(&mut keywords, &passed.double_stars);
        let perhaps = keywords[sure..].iter().filter_map(|(name, one)| {
            let name = self.analysis.names.get(*name);
            let mut dicts = passed.double_stars.iter();
            let is_known = matches!(one.value.single(), Some(Atom::Literal(_)))
                && !dicts.any(|dict| self.surely_has(dict, name));
            is_known.then(|| name.into())
        });
        let perhaps = perhaps.collect();
        Given {
            perhaps,
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
        if method == "sort" {
            self.sort_by(&Value::of(Atom::Instance(of, origin)), passed, at);
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
            self.initialises(&path, place);
        }
        if method == "add_done_callback" {
            self.called_when_done(Atom::Instance(of, origin), passed);
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
                // A value of a changed call keeps its origin through methods; what it makes is new.
                let own = {
                    let of = self.analysis.types.get(of);
                    self.analysis.external.gives_its_own(of, &method)
                };
                let from = origin.filter(|_| !own).or_else(|| {
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
            // A copy is a plain dict, before and after.
            "copy" => Some(Value::unknown()),
            _ => None,
        }
    }

    /// What a partial call holds goes to a function that is not the project's and stands in no model.
    fn held_leaves(&mut self, callee: &Value, partial: AllocId) {
        let leaves = |atom: &Atom| match atom {
            Atom::Symbol(name) => {
                let path = self.analysis.names.get(*name);
                !self.analysis.external.is_modelled(path)
            }
            _ => false,
        };
        if callee.is_complete() && !callee.atoms().iter().any(leaves) {
            return;
        }
        let held: Vec<_> = self.analysis.store.get(partial).inputs().collect();
        for place in held {
            let value = self
                .analysis
                .value(place)
                .filter(|atom| matches!(atom, Atom::Instance(..)));
            if !value.atoms().is_empty() {
                let store = &mut self.analysis.store;
                store.escape(Some(place), &value, Escape::Passed);
            }
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
                        Part::Element | Part::Callable | Part::Key => {}
                    }
                }
                merged.positional.extend(passed.positional.iter().cloned());
                merged.keywords.extend(passed.keywords.iter().cloned());
                merged.stars.extend(passed.stars.iter().cloned());
                merged
                    .double_stars
                    .extend(passed.double_stars.iter().cloned());
                self.held_leaves(&callee, alloc);
                self.call(&callee, &merged, at)
            }
            AllocKind::Keeper => passed
                .positional
                .first()
                .map_or(Value::unknown(), |one| one.value.clone()),
            AllocKind::Handler => {
                let Some(one) = passed.positional.first() else {
                    return Value::unknown();
                };
                let caught = self.content(alloc, Part::Element);
                self.hand_last(&one.value, &caught);
                one.value.clone()
            }
            AllocKind::Gives => self.content(alloc, Part::Element),
            AllocKind::Attributes => {
                self.escape_all(passed, Escape::Attributes);
                self.attributes_got(alloc, passed, at)
            }
            _ => {
                self.pass_away(passed);
                Value::unknown()
            }
        }
    }
}
