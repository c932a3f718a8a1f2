//! Runs one body of code over abstract values: what is put into dicts under keys that are not written there, and
//! dicts that are made of pairs.

use super::run::Run;
use super::store::Place;
use super::value::{AllocId, AllocKind, Atom, Literal, Part, Value};

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

    /// Puts what pairs hold into a dict, each value under its key; whether all of them are known.
    pub(super) fn put_pairs(&mut self, into: AllocId, pairs: AllocId) -> bool {
        self.analysis.store.takes_items(into, pairs);
        let each = self.content(pairs, Part::Element);
        let mut understood = each.is_complete();
        for atom in each.atoms() {
            let Atom::Alloc(pair) = *atom else {
                understood = false;
                continue;
            };
            let held = self.analysis.store.get(pair);
            if held.kind != AllocKind::Tuple {
                understood = false;
                continue;
            }
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
            let key = self.content(pair, Part::At(0));
            let value = self.content(pair, Part::At(1));
            self.put_under(into, &key, &value, place);
        }
        understood
    }

    fn all_dicts(&self, allocs: &[AllocId]) -> bool {
        let store = &self.analysis.store;
        let is_dict = |alloc: &AllocId| store.get(*alloc).kind == AllocKind::Dict;
        allocs.iter().all(is_dict)
    }
}
