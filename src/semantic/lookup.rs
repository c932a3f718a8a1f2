//! Runs one body of code over abstract values: names, what they are and what they are bound to.

use std::sync::Arc;

use super::bind::{MODULE, ScopeId, ScopeKind};
use super::infer::{MethodBinding, Owner};
use super::memory::KnownName;
use super::names::NameId;
use super::run::Run;
use super::store::{AllocKey, Slot};
use super::value::{AllocKind, Atom, ClassId, Part, Value};
use crate::syntax::ast::{ExprId, ParameterKind};

impl Run<'_, '_> {
    pub(super) fn parameters(&mut self, scope: ScopeId) {
        let parameters = self.analysis.parameters(self.unit);
        let known = self.known_parameters(scope);
        let open = self.analysis.store.open_units.contains(&self.unit);
        for (index, parameter) in parameters.iter().enumerate() {
            let index = u32::try_from(index).expect("few parameters");
            let slot = Slot::Parameter(self.unit, index);
            let mut value = match parameter.kind {
                ParameterKind::Star | ParameterKind::DoubleStar => {
                    let kind = if parameter.kind == ParameterKind::Star {
                        AllocKind::Tuple
                    } else {
                        AllocKind::Dict
                    };
                    let key = AllocKey::Parameter(self.unit, index);
                    let alloc = self.analysis.store.alloc(key, kind, None);
                    if open {
                        let part = Slot::Content(alloc, Part::Element);
                        self.analysis.store.write(part, &Value::unknown());
                    }
                    Value::of(Atom::Alloc(alloc))
                }
                _ => self.analysis.store.read(slot, self.unit),
            };
            let is_one = !matches!(
                parameter.kind,
                ParameterKind::Star | ParameterKind::DoubleStar
            );
            let declared = parameter.annotation.map(|said| self.annotated(said));
            let objects = declared.as_ref().and_then(|said| self.own_objects(said));
            if let Some(receiver) = self.receiver(index) {
                value.join(&receiver);
            } else if open && is_one && objects.is_none() {
                value = value.open();
            }
            if let Some(objects) = objects {
                value.join(&objects);
            }
            if let Some(mut declared) = declared {
                if !open && value.is_complete() {
                    // Its callers say more of answers than their class.
                    declared = self.but_answers(declared);
                }
                value.join(&declared);
                if declared.is_complete() && !declared.atoms().is_empty() {
                    let key = (self.unit, known[index as usize].name);
                    self.analysis.declared.insert(key, declared);
                }
            }
            if open {
                value.join(&self.taken(parameter, known[index as usize].name));
            }
            self.bind_known(scope, known[index as usize], &value);
        }
    }

    /// The parameters of the body, whose scope this is, as names.
    fn known_parameters(&mut self, scope: ScopeId) -> Arc<[KnownName]> {
        if let Some(known) = self.analysis.memory.parameters.get(&self.unit) {
            return Arc::clone(known);
        }
        let parameters = self.analysis.parameters(self.unit).iter();
        let known = parameters.map(|one| self.scoped(scope, &one.name.text));
        let known: Arc<[KnownName]> = known.collect();
        let memory = &mut self.analysis.memory;
        memory.parameters.insert(self.unit, Arc::clone(&known));
        known
    }

    /// What the first parameter of a method is when nobody is known to call it.
    pub(super) fn receiver(&self, index: u32) -> Option<Value> {
        let unit = self.analysis.get(self.unit);
        let class = unit.class.filter(|_| index == 0)?;
        match unit.binding {
            MethodBinding::Instance | MethodBinding::Property => {
                Some(Value::of(Atom::Object(class)))
            }
            MethodBinding::Class => Some(Value::of(Atom::Class(class))),
            MethodBinding::Static => None,
        }
    }

    /// The name that an expression is; it stands in one scope only.
    pub(super) fn known_name(&mut self, expr: ExprId, scope: ScopeId, name: &str) -> KnownName {
        let at = (self.file.0 as usize, expr.0 as usize);
        if let Some(known) = self.analysis.memory.names[at.0][at.1] {
            return known;
        }
        let known = self.scoped(scope, name);
        self.analysis.memory.names[at.0][at.1] = Some(known);
        known
    }

    pub(super) fn scoped(&mut self, scope: ScopeId, text: &str) -> KnownName {
        let name = self.analysis.names.intern(text);
        let owner = self.analysis.file(self.file).scopes.owner(scope, text);
        let store = &mut self.analysis.store;
        KnownName {
            name,
            owner,
            cell: owner.map(|owner| store.variable(self.file, owner, name)),
        }
    }

    /// What an expression that is a name is here.
    pub(super) fn name(&mut self, expr: ExprId, scope: ScopeId, name: &str) -> Value {
        let known = self.known_name(expr, scope, name);
        match known.owner {
            Some(owner) => self.lookup_in(owner, known, name),
            None => self.free_name(name),
        }
    }

    /// Gives a name in `scope` a value.
    pub(super) fn bind(&mut self, scope: ScopeId, name: &str, value: &Value) {
        let known = self.scoped(scope, name);
        self.bind_known(scope, known, value);
    }

    pub(super) fn bind_known(&mut self, scope: ScopeId, known: KnownName, value: &Value) {
        let scopes = &self.analysis.file(self.file).scopes;
        let owner = known.owner.unwrap_or(scope);
        let class_body = scopes.get(owner).kind == ScopeKind::Class;
        let id = known.name;
        let store = &mut self.analysis.store;
        let cell = known.cell;
        let cell = cell.unwrap_or_else(|| store.variable(self.file, owner, id));
        store.write_variable(cell, value);
        if class_body && let Some(class) = self.class_of_scope(owner) {
            self.analysis.store.write(Slot::Field(class, id), value);
        }
        self.bind_own((owner, id), value);
    }

    /// Gives a name in `scope` a value that no other scope reads.
    pub(super) fn bind_here(&mut self, scope: ScopeId, name: &str, value: &Value) {
        let known = self.scoped(scope, name);
        self.bind_own((known.owner.unwrap_or(scope), known.name), value);
    }

    fn bind_own(&mut self, (owner, id): (ScopeId, NameId), value: &Value) {
        if self.own_scopes.contains(&owner) {
            let count = self.numbers.len();
            let number = *self.numbers.entry((owner, id)).or_insert(count);
            for tried in &mut self.tries {
                tried.add(number, value);
            }
            self.variables.set(number, value);
        }
    }

    /// The class whose body has a scope.
    pub(super) fn class_of_scope(&self, scope: ScopeId) -> Option<ClassId> {
        self.analysis.class_of_scope(self.file, scope)
    }

    /// What a name in `scope` is here.
    pub(super) fn lookup(&mut self, scope: ScopeId, name: &str) -> Value {
        let scopes = &self.analysis.file(self.file).scopes;
        if scopes.owner(scope, name).is_none() {
            return self.free_name(name);
        }
        let known = self.scoped(scope, name);
        match known.owner {
            Some(owner) => self.lookup_in(owner, known, name),
            None => self.free_name(name),
        }
    }

    fn lookup_in(&mut self, owner: ScopeId, known: KnownName, name: &str) -> Value {
        let id = known.name;
        let scopes = &self.analysis.file(self.file).scopes;
        if self.own_scopes.contains(&owner) {
            let number = self.numbers.get(&(owner, id));
            if let Some(value) = number.and_then(|number| self.variables.get(*number)) {
                let mut value = value.clone();
                if scopes.get(owner).shared.contains(name) {
                    // Whatever was called since may have bound it anew.
                    let store = &mut self.analysis.store;
                    let cell = known.cell;
                    let cell = cell.unwrap_or_else(|| store.variable(self.file, owner, id));
                    value.join(&store.read_variable(cell, self.unit));
                }
                return value;
            }
            if scopes.get(owner).kind == ScopeKind::Class {
                // A name that a class body has not bound yet is looked up outside.
                if let Some(outside) = scopes.get(owner).parent {
                    return self.lookup(outside, name);
                }
            }
            if owner == MODULE && self.analysis.get(self.unit).owner == Owner::Module {
                let builtin = self.free_name(name);
                if !builtin.atoms().is_empty() {
                    return builtin;
                }
            }
        }
        let store = &mut self.analysis.store;
        let cell = known.cell;
        let cell = cell.unwrap_or_else(|| store.variable(self.file, owner, id));
        let value = store.read_variable(cell, self.unit);
        if value.is_nothing() && owner == MODULE {
            let free = self.free_name(name);
            if !free.atoms().is_empty() || !self.waits() {
                return free;
            }
        }
        value
    }

    /// A name that no scope of the file binds: from a star import, or a builtin.
    pub(super) fn free_name(&mut self, name: &str) -> Value {
        if let Some(value) = self.bound_by_star(name) {
            return value;
        }
        match self.analysis.builtin(name) {
            Some(symbol) => Value::of(Atom::Symbol(symbol)),
            None if self.analysis.stars.contains_key(&self.file) && self.waits() => {
                Value::nothing()
            }
            None => Value::unknown(),
        }
    }
}
