//! Runs one body of code over abstract values: what is put into dicts under keys that are not written there, and
//! dicts that are made of pairs.

use super::run::Run;
use super::store::{Place, Slot};
use super::value::{AllocId, AllocKind, Atom, Literal, Part, Value};
use crate::syntax::ast::ExprKind;

impl Run<'_, '_> {
    /// Puts something under a key: under each of the names that the key may be.
    pub(super) fn put_under(
        &mut self,
        alloc: AllocId,
        key: &Value,
        value: &Value,
        place: Option<Place>,
    ) {
        for part in self.parts_of(key) {
            self.analysis.store.put(alloc, part, value, place);
        }
    }

    /// The parts that a key may name.
    fn parts_of(&mut self, key: &Value) -> Vec<Part> {
        if key.single().is_some() {
            return vec![self.part_of(key)];
        }
        let is_name = |atom: &&Atom| match atom {
            Atom::Literal(id) => matches!(self.analysis.literals.get(*id), Literal::Str(_)),
            _ => false,
        };
        let names: Vec<Atom> = key.atoms().iter().filter(is_name).copied().collect();
        let all = !names.is_empty() && names.len() == key.atoms().len() && key.is_complete();
        let mut out: Vec<Part> = names
            .into_iter()
            .map(|name| self.part_of(&Value::of(name)))
            .collect();
        if !all {
            out.push(Part::Element);
        }
        out
    }

    /// Puts what pairs hold into a dict, each value under its key; whether all of them are known. Where some are not,
    /// a list of two is no pair for sure: it may be here because more was taken together than comes here.
    pub(super) fn put_pairs(&mut self, into: AllocId, pairs: AllocId) -> bool {
        self.analysis.store.takes_items(into, pairs);
        let each = self.content(pairs, Part::Element);
        let understood =
            each.is_complete() && each.atoms().iter().all(|atom| self.pair(*atom).is_some());
        for atom in each.atoms() {
            let Some(pair) = self.pair(*atom) else {
                continue;
            };
            let held = self.analysis.store.get(pair);
            let place = held.place;
            let mut dicts: Vec<AllocId> = held.taken.iter().copied().collect();
            dicts.sort_unstable();
            if !dicts.is_empty() && self.all_dicts(&dicts) {
                // What `items()` gives.
                for dict in dicts {
                    self.analysis.store.copy(dict, into);
                }
                continue;
            }
            let key = if understood || !self.is_list(place) {
                self.content(pair, Part::At(0))
            } else {
                Value::unknown()
            };
            let value = self.content(pair, Part::At(1));
            self.put_under(into, &key, &value, place);
        }
        understood
    }

    /// A container that holds two things.
    fn pair(&self, atom: Atom) -> Option<AllocId> {
        let Atom::Alloc(pair) = atom else {
            return None;
        };
        let store = &self.analysis.store;
        let has = |at| store.has(Slot::Content(pair, Part::At(at)));
        let is_pair = store.get(pair).kind == AllocKind::Tuple && !has(2);
        is_pair.then_some(pair)
    }

    fn is_list(&self, place: Option<Place>) -> bool {
        place.is_some_and(|(file, expr)| {
            let tree = &self.analysis.file(file).tree;
            matches!(tree.expr(expr).kind, ExprKind::List(_))
        })
    }

    fn all_dicts(&self, allocs: &[AllocId]) -> bool {
        let store = &self.analysis.store;
        let is_dict = |alloc: &AllocId| store.get(*alloc).kind == AllocKind::Dict;
        allocs.iter().all(is_dict)
    }
}
