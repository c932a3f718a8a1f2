//! The tables of one analysis in those of another.

use rustc_hash::FxHashSet;

use super::{Alloc, Cell, Slot, Store};
use crate::semantic::numbers::{Numbers, Renumbered};
use crate::semantic::value::{FileId, UnitId, Value};

impl Renumbered for Cell {
    fn renumbered(&self, by: &Numbers) -> Self {
        Self {
            value: self.value.renumbered(by),
            written: self.written,
            readers: self.readers.renumbered(by),
            last: self.last.renumbered(by),
            sources: self.sources.clone(),
            last_source: self.last_source,
        }
    }
}

impl Store {
    /// How many containers and the like there are.
    pub(in crate::semantic) const fn allocs(&self) -> usize {
        self.allocs.len()
    }

    /// The files whose variables were read, or what they offer, each with bodies that read one.
    pub(in crate::semantic) fn readers(
        &self,
    ) -> impl Iterator<Item = (FileId, &FxHashSet<UnitId>)> {
        self.ids.iter().filter_map(|(slot, id)| match slot {
            Slot::Variable(file, ..) | Slot::Offered(file, _) => {
                Some((*file, &self.cells[*id].readers))
            }
            _ => None,
        })
    }

    /// Lets all be read again that is put under attributes of objects that are not known.
    pub(in crate::semantic) fn loosen_all(&mut self) {
        self.loose_grown = self.loose.keys().copied().collect();
    }

    /// Adds the tables of another store, of other files.
    pub(in crate::semantic) fn take_up(&mut self, other: &Self, by: &Numbers) {
        let Self {
            ids,
            of_units: _,
            cells,
            dirty,
            allocs,
            alloc_ids,
            stored,
            escaped_allocs,
            escapes,
            open_units,
            open_results,
            called,
            fillers,
            loose,
            loose_grown: _,
            loose_mixed,
            loose_unknown,
            unknown_reads,
            unnamed,
            evaluated,
            unseen,
            unread,
            exhausted,
        } = other;
        let first = self.cells.len();
        let ids = ids.iter();
        self.ids
            .extend(ids.map(|(slot, id)| (slot.renumbered(by), id + first)));
        self.cells.extend(cells.renumbered(by));
        self.dirty.take_up(dirty, by);
        let allocs = allocs.iter();
        self.allocs.extend(allocs.map(|one| Alloc {
            kind: one.kind.renumbered(by),
            place: one.place,
            gathers: one.gathers.renumbered(by),
            gives: one.gives.renumbered(by),
            parts: one.parts.renumbered(by),
            whole: one.whole.renumbered(by),
            watchers: one.watchers.renumbered(by),
            copies: one.copies.renumbered(by),
            inputs: one.inputs.clone(),
            taken: one.taken.renumbered(by),
            element: one.element + first,
        }));
        self.alloc_ids.extend(alloc_ids.renumbered(by));
        for (name, places) in stored {
            let held = self.stored.entry(name.renumbered(by)).or_default();
            held.extend(places);
        }
        for (key, value) in loose {
            let held = self.loose.entry(key.renumbered(by));
            held.or_insert(Value::nothing()).join(&value.renumbered(by));
        }
        self.escaped_allocs.extend(escaped_allocs.renumbered(by));
        self.escapes.extend(escapes);
        self.open_units.extend(open_units.renumbered(by));
        self.open_results.extend(open_results.renumbered(by));
        self.called.extend(called.renumbered(by));
        self.fillers.extend(fillers.renumbered(by));
        self.loose_mixed.extend(loose_mixed.renumbered(by));
        self.loose_unknown.extend(loose_unknown.renumbered(by));
        self.unknown_reads.extend(unknown_reads.renumbered(by));
        self.unnamed.extend(unnamed);
        self.evaluated.extend(evaluated);
        self.unseen.extend(unseen);
        self.unread.extend(unread.clone());
        self.exhausted.extend(exhausted.renumbered(by));
    }
}
