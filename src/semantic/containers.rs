//! Runs one body of code over abstract values: the methods of containers that the project builds.

use super::bind::ScopeId;
use super::external::Constant;
use super::names::NameId;
use super::passing::{Arguments, Passed};
use super::run::Run;
use super::store::{AllocKey, Escape};
use super::value::{AllocId, AllocKind, Atom, Literal, Part, Value};
use crate::syntax::ast::{ExprId, ExprKind};

/// Methods of collections that make another one of them and what they are given, by the operator that does the same.
fn operator_of(method: &str) -> Option<&'static str> {
    Some(match method {
        "union" | "__or__" => "|",
        "intersection" | "__and__" => "&",
        "difference" | "__sub__" => "-",
        "symmetric_difference" | "__xor__" => "^",
        _ => return None,
    })
}

impl Run<'_, '_> {
    /// `names.union(more)`: as `names | more`, for collections that hold nothing but constants.
    pub(super) fn combined_by_method(
        &mut self,
        (id, function): (ExprId, ExprId),
        passed: &Arguments,
        scope: ScopeId,
    ) -> Option<Value> {
        let tree = self.tree;
        let ExprKind::Attribute { value, attribute } = &tree.expr(function).kind else {
            return None;
        };
        let operator = operator_of(&attribute.text)?;
        if !passed.stars.is_empty() {
            return None;
        }
        let given = passed.positional.iter().map(|one| one.value.clone());
        let mut sides = vec![self.expr(*value, scope)];
        sides.extend(given);
        let sides: Vec<&Value> = sides.iter().collect();
        self.combined(id, operator, &sides)
    }

    /// `names + ["more"]`, `names | {"more"}`: collections that hold nothing but constants give one that holds nothing else.
    pub(super) fn combined(
        &mut self,
        id: ExprId,
        operator: &str,
        sides: &[&Value],
    ) -> Option<Value> {
        if !matches!(operator, "+" | "|" | "&" | "-" | "^" | "*") {
            return None;
        }
        let sides = match (operator, sides) {
            ("*", [one, times] | [times, one]) if self.is_number(times) => {
                std::slice::from_ref(one)
            }
            ("*", _) => return None,
            _ => sides,
        };
        let sides = sides.iter().map(|side| self.constants_in(side));
        let mut sides = sides.collect::<Option<Vec<Value>>>()?.into_iter();
        let mut items = sides.next()?;
        for side in sides {
            match operator {
                // What a constant holds is not told apart.
                "&" | "-" => {
                    let both = [&items, &side];
                    let mut atoms = both.iter().flat_map(|one| one.atoms());
                    if !atoms.all(|atom| matches!(atom, Atom::Literal(_))) || side.is_nothing() {
                        return None;
                    }
                    let stays = |atom| side.atoms().contains(&atom) == (operator == "&");
                    items = items.filter(stays);
                }
                _ => {
                    items.join(&side);
                }
            }
        }
        if items.atoms().is_empty() {
            return None;
        }
        let place = self.place(id);
        let key = AllocKey::Expr(place, 0);
        let kind = AllocKind::Sequence;
        let store = &mut self.analysis.store;
        let alloc = store.alloc(key, kind, Some(place));
        store.put(alloc, Part::Element, &items, None);
        Some(Value::of(Atom::Alloc(alloc)))
    }

    /// Whether a value is a number: how often something is there.
    fn is_number(&self, value: &Value) -> bool {
        match value.single() {
            Some(Atom::Literal(id)) => {
                matches!(self.analysis.literals.get(id), Literal::Number(_))
            }
            one => one == Some(Atom::Scalar),
        }
    }

    /// What collections hold, if that is nothing but constants.
    fn constants_in(&mut self, side: &Value) -> Option<Value> {
        let collection = |atom: &Atom| match atom {
            Atom::Alloc(alloc) => self.analysis.store.get(*alloc).kind != AllocKind::Dict,
            atom => self.is_constant_collection(*atom),
        };
        if !side.is_complete() || !side.atoms().iter().all(collection) {
            return None;
        }
        let items = self.iterate(side, false);
        let plain = |atom: &Atom| match atom {
            Atom::Literal(_) => true,
            Atom::Symbol(name) => {
                let path = self.analysis.names.get(*name);
                self.analysis.external.constant(path).is_some()
            }
            _ => false,
        };
        (items.is_complete() && items.atoms().iter().all(plain)).then_some(items)
    }

    /// Whether an atom is a name of a package that always holds the same texts.
    pub(super) fn is_constant_collection(&self, atom: Atom) -> bool {
        let Atom::Symbol(name) = atom else {
            return false;
        };
        let constant = self
            .analysis
            .external
            .constant(self.analysis.names.get(name));
        matches!(constant, Some(Constant::Texts(_)))
    }

    /// Says that something is a key of a dict. Of text and numbers nothing is kept.
    pub(super) fn put_key(&mut self, dict: AllocId, key: &Value, at: ExprId) {
        let plain = |atom: &Atom| matches!(atom, Atom::Scalar | Atom::Literal(_));
        let place = self.place(at);
        let store = &mut self.analysis.store;
        if store.get(dict).kind == AllocKind::Dict && !key.atoms().iter().all(plain) {
            store.put(dict, Part::Key, key, Some(place));
        }
    }

    /// `add_done_callback`: what it is given is called with the future itself.
    pub(super) fn called_when_done(&mut self, future: Atom, passed: &Arguments) {
        let Some(callback) = passed.positional.first() else {
            return;
        };
        let mut given = Arguments::default();
        given.positional.push(Passed {
            value: Value::of(future),
            from: None,
        });
        self.call(&callback.value.clone(), &given, None);
    }

    /// Says that what was made holds the items of a container.
    fn takes_items(&mut self, made: &Value, from: AllocId) {
        if let Some(Atom::Alloc(alloc)) = made.single() {
            self.analysis.store.takes_items(alloc, from);
        }
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
        if self.analysis.store.get(alloc).kind == AllocKind::Formatter {
            self.escape_all(passed, Escape::Formatted);
            return Value::unknown();
        }
        if self.put_in(alloc, &method, passed, &first) {
            return Value::of(self.analysis.literal(Literal::None));
        }
        match method.as_str() {
            "get" | "pop" | "setdefault" => self.item_or_default(alloc, &method, passed, &first),
            "result" | "get_nowait" | "popleft" | "__next__" | "__anext__" => {
                self.content(alloc, Part::Element)
            }
            "copy" => Value::of(Atom::Alloc(alloc)),
            "values" => {
                let each = self.content(alloc, Part::Element);
                let values = self.made_as(at, 0, AllocKind::Sequence, &each);
                self.takes_items(&values, alloc);
                values
            }
            "keys" => {
                let each = self.keys(alloc);
                self.made_as(at, 0, AllocKind::Sequence, &each)
            }
            "items" | "popitem" => self.pairs(alloc, &method, at),
            "add_done_callback" => {
                self.called_when_done(Atom::Alloc(alloc), passed);
                Value::of(self.analysis.literal(Literal::None))
            }
            "sort" => {
                self.sort_by(&Value::of(Atom::Alloc(alloc)), passed, at);
                Value::of(self.analysis.literal(Literal::None))
            }
            "index" | "count" | "remove" => {
                if self.may_equal_mapping(&first) {
                    // It is compared with each item.
                    self.escape_all(passed, Escape::Compared);
                    let compared = Value::of(Atom::Alloc(alloc));
                    let store = &mut self.analysis.store;
                    store.escape(None, &compared, Escape::Compared);
                }
                Value::of(Atom::Scalar)
            }
            "clear" | "reverse" => Value::of(Atom::Scalar),
            _ => {
                self.pass_away(passed);
                Value::unknown()
            }
        }
    }

    /// A method that puts something in; whether it is one.
    fn put_in(&mut self, alloc: AllocId, method: &str, passed: &Arguments, first: &Value) -> bool {
        let from = passed.positional.first().and_then(|one| one.from);
        match method {
            "append" | "add" | "put" | "put_nowait" | "appendleft" => {
                let place = from.map(|from| self.place(from));
                self.analysis.store.put(alloc, Part::Element, first, place);
            }
            "insert" => {
                if let Some(one) = passed.positional.get(1) {
                    let place = one.from.map(|from| self.place(from));
                    let store = &mut self.analysis.store;
                    store.put(alloc, Part::Element, &one.value, place);
                }
            }
            "extend" => {
                let each = self.iterate(first, false);
                self.analysis.store.put(alloc, Part::Element, &each, None);
                if let Some(from) = from {
                    let place = self.place(from);
                    self.analysis.store.holds_items(alloc, place);
                }
            }
            "update" if self.analysis.store.get(alloc).kind == AllocKind::Sequence => {
                for one in &passed.positional {
                    let each = self.iterate(&one.value, false);
                    self.analysis.store.put(alloc, Part::Element, &each, None);
                    if let Some(from) = one.from {
                        let place = self.place(from);
                        self.analysis.store.holds_items(alloc, place);
                    }
                }
            }
            "update" => {
                for one in &passed.positional {
                    if self.analysis.store.get(alloc).kind == AllocKind::Dict {
                        self.taken_apart(one, Escape::Passed);
                    }
                    self.merge(alloc, &one.value);
                }
                for (key, one) in &passed.keywords {
                    let part = Part::Named(*key);
                    let place = one.from.map(|from| self.place(from));
                    self.analysis.store.put(alloc, part, &one.value, place);
                }
                for one in &passed.double_stars {
                    self.merge(alloc, &one.value);
                }
            }
            _ => return false,
        }
        true
    }

    /// What a key stands for, or the default that is given with it.
    fn item_or_default(
        &mut self,
        alloc: AllocId,
        method: &str,
        passed: &Arguments,
        key: &Value,
    ) -> Value {
        let part = if passed.positional.is_empty() {
            Part::Element
        } else {
            self.part_of(key)
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

    /// Pairs of keys and what they stand for, or one.
    fn pairs(&mut self, alloc: AllocId, method: &str, at: Option<ExprId>) -> Value {
        let each = self.content(alloc, Part::Element);
        let Some(at) = at else {
            return Value::unknown();
        };
        let pair = self.tuple_in(at);
        let key = self.keys(alloc);
        self.analysis.store.put(pair, Part::At(0), &key, None);
        self.analysis.store.put(pair, Part::At(1), &each, None);
        self.analysis.store.takes_items(pair, alloc);
        let pair = Value::of(Atom::Alloc(pair));
        if method == "popitem" {
            return pair;
        }
        self.made_as(Some(at), 0, AllocKind::Sequence, &pair)
    }
}
