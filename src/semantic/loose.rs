//! Attributes of objects that are not known: what is put under one may be what is read under it elsewhere, if
//! both places name the object alike (`app.state.client`, `request.app.state.client`).

use rustc_hash::FxHashSet;

use super::infer::Analysis;
use super::names::NameId;
use super::run::Run;
use super::store::Place;
use super::value::{FileId, UnitId, Value};
use crate::syntax::ast::{ExprId, ExprKind, Tree};

/// The last name of an object, and its attribute.
pub type Loose = (NameId, NameId);

impl Run<'_, '_> {
    /// `object.name = value` on an object that is not known.
    pub(super) fn store_loose(&mut self, object: ExprId, name: &str, value: &Value) {
        let Some(object) = last_name(self.tree, object) else {
            return;
        };
        let held = self.carried(value);
        let key = (
            self.analysis.names.intern(object),
            self.analysis.names.intern(name),
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

    /// What `object.name` may be on an object that is not known.
    pub(super) fn read_loose(&self, object: ExprId, name: &str) -> Value {
        let names = &self.analysis.names;
        let store = &self.analysis.store;
        if store.loose.is_empty() {
            return Value::nothing();
        }
        let key = last_name(self.tree, object)
            .and_then(|object| names.find(object))
            .zip(names.find(name));
        let held = key.and_then(|key| store.loose.get(&key));
        held.cloned().unwrap_or(Value::nothing())
    }
}

impl Analysis<'_> {
    /// Whether an expression reads an attribute of an object that is not known, and whatever the project puts
    /// under it is what is known of the expression.
    #[must_use]
    pub fn is_put_there(&self, (file, expr): Place) -> bool {
        let tree = &self.file(file).tree;
        let ExprKind::Attribute { value, attribute } = &tree.expr(expr).kind else {
            return false;
        };
        let key = last_name(tree, *value)
            .and_then(|object| self.names.find(object))
            .zip(self.names.find(&attribute.text));
        let object = self.value((file, *value));
        let (read, store) = (self.value((file, expr)), &self.store);
        object.atoms().is_empty()
            && key.is_some_and(|key| {
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
        let tree = &self.file(place.0).tree;
        let ExprKind::Attribute { value, attribute } = &tree.expr(place.1).kind else {
            return false;
        };
        let key = last_name(tree, *value)
            .and_then(|object| self.names.find(object))
            .zip(self.names.find(&attribute.text));
        self.is_put_there(place) && key.is_some_and(|key| !self.store.loose_unknown.contains(&key))
    }

    /// Runs the bodies again that read what was newly put under attributes of objects that are not known;
    /// tells whether there are any.
    pub(super) fn spread_loose(&mut self) -> bool {
        let grown = std::mem::take(&mut self.store.loose_grown);
        if grown.is_empty() {
            return false;
        }
        let mut readers: FxHashSet<UnitId> = FxHashSet::default();
        for (file, held) in (0..).map(FileId).zip(self.files) {
            for (id, expr) in (0..).map(ExprId).zip(&held.tree.exprs) {
                let ExprKind::Attribute { value, attribute } = &expr.kind else {
                    continue;
                };
                let key = last_name(&held.tree, *value)
                    .and_then(|object| self.names.find(object))
                    .zip(self.names.find(&attribute.text));
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

/// The last name of a dotted expression.
fn last_name(tree: &Tree, expr: ExprId) -> Option<&str> {
    match &tree.expr(expr).kind {
        ExprKind::Name(name) => Some(name),
        ExprKind::Attribute { attribute, .. } => Some(&attribute.text),
        _ => None,
    }
}
