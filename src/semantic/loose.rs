//! Attributes and items of objects that are not known: what is put under one may be what is read under it elsewhere, if
//! both places name the object alike (`app.state.client`, `request.app.state.client`; `app["client"]`, `request.app["client"]`).

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::infer::Analysis;
use super::names::{NameId, Names};
use super::run::Run;
use super::store::Place;
use super::value::{Atom, FileId, UnitId, Value};
use crate::syntax::ast::{ExprId, ExprKind, Tree};
use crate::syntax::query::top;

/// The last name of an object, and its attribute, or the key of its item in brackets.
pub type Loose = (NameId, NameId);

impl Run<'_, '_> {
    /// Gives an attribute or an item of an object a value, where the object is not known.
    pub(super) fn store_loose(&mut self, target: ExprId, object: &Value, value: &Value) {
        if !self.is_not_known(object) {
            return;
        }
        let Some((object, name)) = spelled(self.tree, target) else {
            return;
        };
        let held = self.carried(value);
        let held = match &self.tree.expr(target).kind {
            // Which settings a table of them holds says nothing of who reads it.
            ExprKind::Subscript { .. } => held.filter(|atom| matches!(atom, Atom::Instance(..))),
            _ => held,
        };
        let key = (
            self.analysis.names.intern(object),
            self.analysis.names.intern(&name),
        );
        if held != *value {
            self.analysis.store.loose_mixed.insert(key);
        }
        if value.atoms().is_empty() && !value.is_complete() {
            self.analysis.store.loose_unknown.insert(key);
        }
        if !held.atoms().is_empty() {
            self.analysis.store.loosen(key, &held.open());
        }
    }

    /// What an attribute or an item may be, where its object is not known.
    pub(super) fn read_loose(&self, expr: ExprId, object: &Value) -> Value {
        let store = &self.analysis.store;
        if store.loose.is_empty() {
            return Value::nothing();
        }
        let key = key(&self.analysis.names, self.tree, expr);
        let held = key.and_then(|key| store.loose.get(&key));
        let held = held.filter(|_| self.is_not_known(object));
        held.cloned().unwrap_or(Value::nothing())
    }

    /// Whether nothing is known of an object: neither of a name of a package without a model (`flask.g`).
    fn is_not_known(&self, object: &Value) -> bool {
        !object.is_complete() || self.analysis.is_of_a_stranger(object)
    }
}

impl Analysis<'_> {
    /// Whether a value is a name of a package of which nothing is known.
    fn is_of_a_stranger(&self, value: &Value) -> bool {
        match value.single() {
            Some(Atom::Symbol(name)) => {
                let package = top(self.names.get(name));
                self.external.tops().all(|one| one != package)
            }
            _ => false,
        }
    }

    /// Whether an expression reads an attribute or an item of an object that is not known, and whatever the project puts
    /// under it is what is known of the expression.
    #[must_use]
    pub fn is_put_there(&self, (file, expr): Place) -> bool {
        let tree = &self.file(file).tree;
        let (ExprKind::Attribute { value, .. } | ExprKind::Subscript { value, .. }) =
            &tree.expr(expr).kind
        else {
            return false;
        };
        let object = self.value((file, *value));
        let (read, store) = (self.value((file, expr)), &self.store);
        object.atoms().is_empty()
            && key(&self.names, tree, expr).is_some_and(|key| {
                let held = store.loose.get(&key);
                !store.loose_mixed.contains(&key)
                    && held.is_some_and(|held| {
                        !held.atoms().is_empty() && held.atoms() == read.atoms()
                    })
            })
    }

    /// Whether that is all which is put there: nothing is of which nothing is known.
    #[must_use]
    pub fn is_all_that_is_put_there(&self, place: Place) -> bool {
        let key = key(&self.names, &self.file(place.0).tree, place.1);
        self.is_put_there(place) && key.is_some_and(|key| !self.store.loose_unknown.contains(&key))
    }

    /// Runs the bodies again that read what was newly put under attributes or items of objects that are not known;
    /// tells whether there are any.
    pub(super) fn spread_loose(&mut self) -> bool {
        let grown = std::mem::take(&mut self.store.loose_grown);
        if grown.is_empty() {
            return false;
        }
        let mut readers: FxHashSet<UnitId> = FxHashSet::default();
        for (file, held) in (0..).map(FileId).zip(self.files) {
            for id in held.tree.expr_ids() {
                let key = key(&self.names, &held.tree, id);
                if key.is_some_and(|key| grown.contains(&key)) {
                    readers.extend(self.unit_at((file, id)));
                }
            }
        }
        for unit in &readers {
            self.store.mark(*unit);
        }
        !readers.is_empty()
    }
}

/// The names under which an attribute or an item is kept, if anything is put under such.
fn key(names: &Names, tree: &Tree, expr: ExprId) -> Option<Loose> {
    let (object, name) = spelled(tree, expr)?;
    names.find(object).zip(names.find(&name))
}

/// The last name of an object, and what is read of it: an attribute's name, or in brackets the key of an item, which is a text
/// or the last name of something.
fn spelled(tree: &Tree, expr: ExprId) -> Option<(&str, Cow<'_, str>)> {
    match &tree.expr(expr).kind {
        ExprKind::Attribute { value, attribute } => {
            Some((last_name(tree, *value)?, Cow::Borrowed(&*attribute.text)))
        }
        ExprKind::Subscript { value, index } => {
            let object = last_name(tree, *value)?;
            let key = match &tree.expr(*index).kind {
                ExprKind::Str { value, .. } => format!("['{value}']"),
                _ => format!("[{}]", last_name(tree, *index)?),
            };
            Some((object, Cow::Owned(key)))
        }
        _ => None,
    }
}

/// The last name of a dotted expression.
fn last_name(tree: &Tree, expr: ExprId) -> Option<&str> {
    match &tree.expr(expr).kind {
        ExprKind::Name(name) => Some(name),
        ExprKind::Attribute { attribute, .. } => Some(&attribute.text),
        _ => None,
    }
}
