//! Containers, partial calls and the like that the project's code builds, what is in them, and which of them leave.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Cell, Escape, Place, Slot, Store};
use crate::semantic::value::{AllocId, AllocKind, Atom, Part, UnitId, Value};

/// A container or callable that the project's code builds.
#[derive(Debug)]
pub struct Alloc {
    /// What it is.
    pub kind: AllocKind,
    /// The expression that builds it, where there is one.
    pub place: Option<Place>,
    /// The function whose `**kwargs` it is.
    pub gathers: Option<UnitId>,
    /// The functions whose results it gives: it is their coroutine or generator, or what runs them.
    pub(super) gives: Vec<UnitId>,
    /// The parts that are known of it, in the order they were met.
    pub(super) parts: Vec<Part>,
    /// What all parts hold together, but for the callable of a partial.
    pub(super) whole: Cell,
    /// Bodies that run again when any part grows or appears.
    pub(super) watchers: FxHashSet<UnitId>,
    /// Containers that hold whatever this one holds.
    pub(super) copies: Vec<AllocId>,
    /// The expressions that were put into it.
    pub(super) inputs: FxHashSet<Place>,
    /// Containers whose items it holds as well.
    pub(in crate::semantic) taken: FxHashSet<AllocId>,
    /// Where what is known of no part stands.
    pub(super) element: usize,
}

impl Alloc {
    /// The expressions that were put into it.
    pub fn inputs(&self) -> impl Iterator<Item = Place> {
        self.inputs.iter().copied()
    }
}

/// Where an alloc comes from, so that running the code again finds the same one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AllocKey {
    /// Built by an expression; the number tells several of one expression apart.
    Expr(Place, u8),
    /// The `*args` or `**kwargs` of a function.
    Parameter(UnitId, u32),
    /// The coroutine or generator that a call of a function gives.
    Call(UnitId),
}

impl Store {
    /// The alloc behind `key`, made if it was not there.
    pub fn alloc(&mut self, key: AllocKey, kind: AllocKind, place: Option<Place>) -> AllocId {
        if let Some(id) = self.alloc_ids.get(&key) {
            return *id;
        }
        let id = AllocId(u32::try_from(self.allocs.len()).expect("fewer than 2^32 allocs"));
        self.allocs.push(Alloc {
            kind,
            place,
            gathers: match key {
                AllocKey::Parameter(unit, _) if kind == AllocKind::Dict => Some(unit),
                _ => None,
            },
            gives: match key {
                AllocKey::Call(unit) => vec![unit],
                _ => Vec::new(),
            },
            parts: Vec::new(),
            whole: Cell::default(),
            watchers: FxHashSet::default(),
            copies: Vec::new(),
            inputs: FxHashSet::default(),
            taken: FxHashSet::default(),
            element: self.cells.len(),
        });
        self.ids
            .insert(Slot::Content(id, Part::Element), self.cells.len());
        self.cells.push(Cell::default());
        self.alloc_ids.insert(key, id);
        id
    }

    /// The functions of which a container of keywords is known.
    pub fn gathering(&self) -> impl Iterator<Item = UnitId> {
        self.allocs.iter().filter_map(|one| one.gathers)
    }

    /// The alloc.
    #[must_use]
    pub fn get(&self, id: AllocId) -> &Alloc {
        &self.allocs[id.0 as usize]
    }

    /// The functions whose results something gives: their coroutine or generator, or what runs them.
    #[must_use]
    pub fn gives(&self, id: AllocId) -> &[UnitId] {
        &self.get(id).gives
    }

    /// Says that something gives the results of a function.
    pub fn gives_of(&mut self, id: AllocId, unit: UnitId) {
        let held = &mut self.allocs[id.0 as usize];
        if !held.gives.contains(&unit) {
            held.gives.push(unit);
            if self.escaped_allocs.contains(&id) {
                self.open_results.insert(unit);
            }
        }
    }

    /// All containers, with the expressions that were put into each.
    pub fn inputs(&self) -> impl Iterator<Item = (AllocId, &FxHashSet<Place>)> {
        (0..)
            .map(AllocId)
            .zip(self.allocs.iter().map(|held| &held.inputs))
    }

    /// Puts the value of an expression into a container.
    pub fn put(&mut self, alloc: AllocId, part: Part, value: &Value, place: Option<Place>) {
        self.write_from(Slot::Content(alloc, part), value, place);
        if let Some(place) = place {
            self.allocs[alloc.0 as usize].inputs.insert(place);
        }
    }

    /// Says that a container holds the items of what an expression is.
    pub fn holds_items(&mut self, alloc: AllocId, place: Place) {
        self.allocs[alloc.0 as usize].inputs.insert(place);
    }

    /// Says that a container holds items of another.
    pub fn takes_items(&mut self, alloc: AllocId, other: AllocId) {
        self.allocs[alloc.0 as usize].taken.insert(other);
    }

    /// Adds to containers those whose items they hold: what was put into one may be had from the other.
    pub fn with_taken(
        &self,
        out: &mut FxHashSet<AllocId>,
        inputs: impl Fn(AllocId) -> Vec<Place>,
        value: impl Fn(Place) -> Value,
    ) {
        let mut held_by: FxHashMap<AllocId, Vec<AllocId>> = FxHashMap::default();
        for (from, copies) in self.copies() {
            for into in copies {
                held_by.entry(*into).or_default().push(from);
            }
        }
        let mut waiting: Vec<AllocId> = out.iter().copied().collect();
        while let Some(alloc) = waiting.pop() {
            let held = self.get(alloc);
            let mut more: Vec<AllocId> = held.taken.iter().copied().collect();
            more.extend(held_by.get(&alloc).into_iter().flatten());
            for place in inputs(alloc) {
                more.extend(value(place).atoms().iter().filter_map(|atom| match atom {
                    Atom::Alloc(other) => Some(*other),
                    _ => None,
                }));
            }
            waiting.extend(more.into_iter().filter(|one| out.insert(*one)));
        }
    }

    /// Lets a container hold what another holds, now and later.
    pub fn copy(&mut self, from: AllocId, into: AllocId) {
        let held = &mut self.allocs[from.0 as usize];
        if from == into || held.copies.contains(&into) {
            return;
        }
        held.copies.push(into);
        let mut parts = held.parts.clone();
        parts.extend([Part::Element, Part::Key]);
        for part in parts {
            let slot = Slot::Content(from, part);
            if self.has(slot) {
                let value = self.peek(slot);
                self.write(Slot::Content(into, part), &value);
            }
        }
    }

    /// All containers, with those that hold whatever each holds.
    pub fn copies(&self) -> impl Iterator<Item = (AllocId, &[AllocId])> {
        (0..)
            .map(AllocId)
            .zip(self.allocs.iter().map(|held| &held.copies[..]))
    }

    /// The known parts of a container.
    #[must_use]
    pub fn parts(&self, alloc: AllocId) -> &[Part] {
        &self.get(alloc).parts
    }

    /// What any part of a container may hold, for `reader`, which runs again when that grows.
    pub fn read_whole(&mut self, alloc: AllocId, reader: UnitId) -> Value {
        let whole = &mut self.allocs[alloc.0 as usize].whole;
        whole.read_by(reader);
        let value = whole.value.clone();
        self.as_seen_by(reader, value)
    }

    /// The known parts of a container and what they hold, for `reader`, which runs again when one of
    /// them, or what else is in it, grows.
    pub fn read_parts(&mut self, alloc: AllocId, reader: UnitId) -> Vec<(Part, Value)> {
        let held = &mut self.allocs[alloc.0 as usize];
        held.watchers.insert(reader);
        let held = &self.allocs[alloc.0 as usize];
        held.parts
            .iter()
            .map(|part| (*part, self.peek(Slot::Content(alloc, *part))))
            .map(|(part, value)| (part, self.as_seen_by(reader, value)))
            .collect()
    }

    /// Says that a value left the code that is understood at `place`.
    pub fn escape(&mut self, place: Option<Place>, value: &Value, why: Escape) {
        if let Some(place) = place {
            self.escapes.entry(place).or_insert(why);
        }
        self.escape_atoms(value.atoms());
    }

    pub(super) fn escape_atoms(&mut self, atoms: &[Atom]) {
        let goes_on = |atom: &&Atom| {
            matches!(
                atom,
                Atom::Function(_) | Atom::Bound(..) | Atom::Alloc(_) | Atom::AllocMethod(..)
            )
        };
        let mut waiting: Vec<Atom> = atoms.iter().filter(goes_on).copied().collect();
        while let Some(atom) = waiting.pop() {
            match atom {
                Atom::Function(unit) | Atom::Bound(unit, _) if self.open_units.insert(unit) => {
                    self.dirty.insert(unit);
                }
                Atom::Alloc(alloc) | Atom::AllocMethod(alloc, _)
                    if self.escaped_allocs.insert(alloc) =>
                {
                    self.open_results
                        .extend(&self.allocs[alloc.0 as usize].gives);
                    let mut parts = self.parts(alloc).to_vec();
                    parts.extend([Part::Element, Part::Callable, Part::Key]);
                    for part in parts {
                        waiting.extend(self.peek(Slot::Content(alloc, part)).atoms());
                    }
                }
                _ => {}
            }
        }
    }
}
