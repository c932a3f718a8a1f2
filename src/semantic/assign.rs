//! Runs one body of code over abstract values: targets that are given a value.

use super::bind::{MODULE, ScopeId};
use super::names::NameId;
use super::passing::Passed;
use super::run::Run;
use super::store::{AllocKey, Escape, Slot};
use super::value::{AllocKind, Atom, Literal, Part, Value};
use crate::syntax::ast::{ExprId, ExprKind};
use crate::syntax::query::dotted;

impl Run<'_, '_> {
    /// Gives a target a value; `from` is the expression that the value was written as.
    pub(super) fn assign(
        &mut self,
        target: ExprId,
        scope: ScopeId,
        value: &Value,
        from: Option<ExprId>,
    ) {
        match &self.tree.expr(target).kind {
            ExprKind::Name(name) => {
                let known = self.known_name(target, scope, name);
                self.bind_known(scope, known, value);
                let (place, unit) = (self.place(target), self.unit);
                self.analysis.learn(place, unit, value);
            }
            ExprKind::Attribute {
                value: base,
                attribute,
            } => {
                let object = self.expr(*base, scope);
                let reference = self.attribute(&object, &attribute.text);
                let symbols = reference.filter(|atom| matches!(atom, Atom::Symbol(_)));
                let (place, unit) = (self.place(target), self.unit);
                self.analysis.learn(place, unit, &symbols);
                self.store_attribute(&object, &attribute.text, value, from);
                if let (Some(from), "__dict__") = (from, &*attribute.text) {
                    self.escaped(from, value, Escape::Stored);
                }
                self.store_loose(target, &object, value);
            }
            ExprKind::Subscript { value: base, index } => {
                let object = self.expr(*base, scope);
                let key = self.expr(*index, scope);
                self.store_item(*base, &object, (*index, &key), value, from);
                self.store_loose(target, &object, value);
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                self.unpack(items, scope, value, from);
            }
            ExprKind::Starred(inner) => self.assign(*inner, scope, value, None),
            _ => {
                self.expr(target, scope);
            }
        }
    }

    fn unpack(&mut self, items: &[ExprId], scope: ScopeId, value: &Value, from: Option<ExprId>) {
        let starred = items
            .iter()
            .any(|item| matches!(self.tree.expr(*item).kind, ExprKind::Starred(_)));
        let each = if starred {
            Some(self.iterate(value, false))
        } else {
            None
        };
        for (index, item) in items.iter().enumerate() {
            let part = match &each {
                Some(each) => each.clone(),
                None => {
                    let index = index.to_string().into_boxed_str();
                    let key = Value::of(self.analysis.literal(Literal::Number(index)));
                    self.item(value, &key)
                }
            };
            let part = match &self.tree.expr(*item).kind {
                ExprKind::Starred(_) => self.rest(*item, &part, (value, from)),
                _ => part,
            };
            self.assign(*item, scope, &part, None);
        }
    }

    /// The list that a starred target is given: `*rest` of what is unpacked.
    fn rest(
        &mut self,
        target: ExprId,
        each: &Value,
        (of, from): (&Value, Option<ExprId>),
    ) -> Value {
        let place = self.place(target);
        let key = AllocKey::Expr(place, 0);
        let store = &mut self.analysis.store;
        let alloc = store.alloc(key, AllocKind::Sequence, Some(place));
        store.put(alloc, Part::Element, each, None);
        if let Some(from) = from {
            store.holds_items(alloc, (self.file, from));
        }
        for atom in of.atoms() {
            if let Atom::Alloc(other) = *atom {
                store.takes_items(alloc, other);
            }
        }
        Value::of(Atom::Alloc(alloc))
    }

    pub(super) fn augment(&mut self, target: ExprId, value: ExprId, scope: ScopeId) {
        let held = self.expr(target, scope);
        let added = self.expr(value, scope);
        self.escaped(target, &held, Escape::Compared);
        let mut sequence = Value::nothing();
        for atom in held.atoms() {
            if let Atom::Alloc(alloc) = atom {
                if self.analysis.store.get(*alloc).kind == AllocKind::Dict {
                    let from = Some(value);
                    let value = added.clone();
                    self.taken_apart(&Passed { value, from }, Escape::Passed);
                    self.merge(*alloc, &added);
                } else {
                    let each = self.iterate(&added, false);
                    self.analysis.store.put(*alloc, Part::Element, &each, None);
                    let place = self.place(value);
                    self.analysis.store.holds_items(*alloc, place);
                }
                sequence.insert(*atom);
            }
        }
        if sequence.atoms().is_empty() {
            self.escaped(value, &added, Escape::Compared);
            sequence = Value::of(Atom::Scalar);
        }
        if matches!(self.tree.expr(target).kind, ExprKind::Name(_)) {
            self.assign(target, scope, &sequence, None);
        }
    }

    /// `object.name = value`
    pub(super) fn store_attribute(
        &mut self,
        object: &Value,
        name: &str,
        value: &Value,
        from: Option<ExprId>,
    ) {
        let id = self.analysis.names.intern(name);
        self.store_named(object, id, value, from);
    }

    pub(super) fn store_named(
        &mut self,
        object: &Value,
        id: NameId,
        value: &Value,
        from: Option<ExprId>,
    ) {
        let mut understood = object.is_complete();
        for atom in object.atoms() {
            match atom {
                Atom::Object(class) | Atom::Class(class) => {
                    let place = from.map(|from| self.place(from));
                    let slot = Slot::Field(*class, id);
                    self.analysis.store.write_from(slot, value, place);
                }
                Atom::Module(file) => {
                    let slot = Slot::Variable(*file, MODULE, id);
                    self.analysis.store.write(slot, value);
                }
                Atom::Symbol(name) if self.analysis.names.get(*name) == "builtins" => {
                    understood = false;
                    self.unseen(
                        value,
                        from,
                        "gives all files a name for something of a package",
                    );
                }
                _ => understood = false,
            }
        }
        if let Some(from) = from {
            let place = self.place(from);
            self.analysis
                .store
                .stored
                .entry(id)
                .or_default()
                .insert(place);
            if !understood {
                self.escaped(from, value, Escape::Stored);
            }
        }
    }

    /// `object[key] = value`
    pub(super) fn store_item(
        &mut self,
        base: ExprId,
        object: &Value,
        (index, key): (ExprId, &Value),
        value: &Value,
        from: Option<ExprId>,
    ) {
        // What stands in the table of the names that all files have.
        let is_table = match &self.tree.expr(base).kind {
            ExprKind::Name(name) => &**name == "__builtins__",
            ExprKind::Attribute { attribute, .. } if &*attribute.text == "__dict__" => {
                dotted(self.tree, base).as_deref() == Some("builtins.__dict__")
            }
            _ => false,
        };
        if is_table {
            let why = "gives all files a name for something of a package";
            self.unseen(value, from, why);
        }
        let part = self.part_of(key);
        let mut understood = object.is_complete();
        if !understood && self.store_declared(base, part, value, from) {
            return;
        }
        for atom in object.atoms() {
            match atom {
                Atom::Alloc(alloc) => {
                    let place = from.map(|from| self.place(from));
                    self.put_under(*alloc, key, value, place);
                    self.put_key(*alloc, key, index);
                }
                Atom::Instance(..) => {
                    let held = Value::of(*atom);
                    self.escaped(base, &held, Escape::Mutated);
                    understood = false;
                }
                _ => understood = false,
            }
        }
        if let (false, Some(from)) = (understood, from) {
            self.escaped(from, value, Escape::Stored);
        }
    }
}
