//! Runs one body of code over abstract values: what functions that are known build of what they get.

use super::passing::{Arguments, Passed};
use super::run::Run;
use super::store::AllocKey;
use super::value::{AllocId, AllocKind, Atom, Literal, Part, Value};
use crate::syntax::ast::ExprId;

impl Run<'_, '_> {
    pub(super) fn made(&mut self, at: Option<ExprId>, kind: AllocKind, content: &Value) -> Value {
        self.made_as(at, 0, kind, content)
    }

    /// Says that something gives the results of the functions whose results another thing gives.
    pub(super) fn gives_as(&mut self, out: &Value, other: &Value) {
        let Some(Atom::Alloc(alloc)) = out.single() else {
            return;
        };
        for atom in other.atoms() {
            if let Atom::Alloc(from) = atom {
                for unit in self.analysis.store.gives(*from).to_vec() {
                    self.analysis.store.gives_of(alloc, unit);
                }
            }
        }
    }

    /// As `made`, of what functions give that it runs.
    pub(super) fn made_by(
        &mut self,
        functions: &Value,
        at: Option<ExprId>,
        kind: AllocKind,
        content: &Value,
    ) -> Value {
        let out = self.made(at, kind, content);
        let Some(Atom::Alloc(alloc)) = out.single() else {
            return out;
        };
        for atom in functions.atoms() {
            if let Atom::Function(unit) | Atom::Bound(unit, _) = atom {
                self.analysis.store.gives_of(alloc, *unit);
            }
        }
        out
    }

    /// As `made`, of the items of an argument.
    pub(super) fn made_of(
        &mut self,
        at: Option<ExprId>,
        kind: AllocKind,
        content: &Value,
        items: Option<&Passed>,
    ) -> Value {
        let out = self.made(at, kind, content);
        let from = items.and_then(|one| one.from);
        if let (Some(Atom::Alloc(alloc)), Some(from)) = (out.single(), from) {
            let place = self.place(from);
            self.analysis.store.holds_items(alloc, place);
        }
        out
    }

    pub(super) fn made_as(
        &mut self,
        at: Option<ExprId>,
        number: u8,
        kind: AllocKind,
        content: &Value,
    ) -> Value {
        let Some(at) = at else {
            return if matches!(
                kind,
                AllocKind::Keeper
                    | AllocKind::Handler
                    | AllocKind::Formatter
                    | AllocKind::Attributes
            ) {
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

    /// `dict.fromkeys(keys, value)`.
    pub(super) fn keyed(&mut self, keys: &Value, passed: &Arguments, at: Option<ExprId>) -> Value {
        let keys = self.iterate(keys, false);
        let none = Value::of(self.analysis.literal(Literal::None));
        let each = passed
            .positional
            .get(1)
            .map_or(none, |one| one.value.clone());
        let dict = self.made_of(at, AllocKind::Dict, &each, None);
        if let Some(Atom::Alloc(alloc)) = dict.single() {
            let place = at.map(|at| self.place(at));
            self.analysis.store.put(alloc, Part::Key, &keys, place);
        }
        dict
    }

    /// The tuple that stands for each of those which the items of what a call makes are.
    pub(super) fn tuple_in(&mut self, at: ExprId) -> AllocId {
        let place = self.place(at);
        let key = AllocKey::Expr(place, 1);
        let store = &mut self.analysis.store;
        store.alloc(key, AllocKind::Tuple, Some(place))
    }
}
