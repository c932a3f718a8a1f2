//! What the whole project's code has put where: the tables that bodies of code read and write.
//!
//! Every table only grows, each value in it is capped, and a body is run again only when something
//! that it read has grown; so running the project's code over and over comes to rest.

use rustc_hash::{FxHashMap, FxHashSet};

use super::bind::ScopeId;
use super::names::NameId;
use super::value::{AllocId, AllocKind, Atom, ClassId, FileId, OriginId, Part, UnitId, Value};
use crate::syntax::ast::ExprId;

/// An expression of the project.
pub type Place = (FileId, ExprId);

/// A place that holds a value beyond the body of code that wrote it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Slot {
    /// A variable of a scope, as other scopes and files see it.
    Variable(FileId, ScopeId, NameId),
    /// An attribute of a class of the project and of its instances.
    Field(ClassId, NameId),
    /// A part of a container.
    Content(AllocId, Part),
    /// A parameter.
    Parameter(UnitId, u32),
    /// What a function returns.
    Return(UnitId),
    /// What a generator yields.
    Yield(UnitId),
}

/// Why a value leaves the code that is understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Escape {
    /// Passed to code that is not known.
    Passed,
    /// Returned or yielded to callers that are not known.
    Returned,
    /// Stored where code that is not known can read it.
    Stored,
    /// Printed, formatted or turned into text.
    Formatted,
    /// An operand of arithmetic or of a comparison.
    Compared,
    /// Unpacked by `*` or `**`.
    Unpacked,
    /// Changed in place.
    Mutated,
}

/// A container or callable that the project's code builds.
#[derive(Debug)]
pub struct Alloc {
    /// What it is.
    pub kind: AllocKind,
    /// The expression that builds it, where there is one.
    pub place: Option<Place>,
    /// The call of a changed symbol that it wraps (a partial of one).
    pub origin: Option<OriginId>,
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

/// The tables.
#[derive(Debug, Default)]
pub struct Store {
    slots: FxHashMap<Slot, Value>,
    readers: FxHashMap<Slot, FxHashSet<UnitId>>,
    dirty: FxHashSet<UnitId>,
    allocs: Vec<Alloc>,
    alloc_ids: FxHashMap<AllocKey, AllocId>,
    /// Keys that are known of a container, in the order they were met.
    pub named_parts: FxHashMap<AllocId, Vec<Part>>,
    /// The expressions whose values were written to a slot.
    pub sources: FxHashMap<Slot, FxHashSet<Place>>,
    /// The expressions that were put into a container.
    pub inputs: FxHashMap<AllocId, FxHashSet<Place>>,
    /// The expressions that were stored in attributes, by the attribute's name.
    pub stored: FxHashMap<NameId, FxHashSet<Place>>,
    /// Containers that left the code that is understood.
    pub escaped_allocs: FxHashSet<AllocId>,
    /// Expressions that left it, and why (the first reason met).
    pub escapes: FxHashMap<Place, Escape>,
    /// Functions that code which is not known may call.
    pub open_units: FxHashSet<UnitId>,
    /// Functions that a known call reaches.
    pub called: FxHashSet<UnitId>,
    /// Attributes that are read of values which are not known.
    pub unknown_reads: FxHashSet<NameId>,
}

impl Store {
    /// Reads a slot for `reader`, which runs again when it grows.
    pub fn read(&mut self, slot: Slot, reader: UnitId) -> Value {
        self.readers.entry(slot).or_default().insert(reader);
        self.peek(slot)
    }

    /// Reads a slot.
    #[must_use]
    pub fn peek(&self, slot: Slot) -> Value {
        self.slots.get(&slot).cloned().unwrap_or(Value::nothing())
    }

    /// All slots that were written.
    pub fn slots(&self) -> impl Iterator<Item = (&Slot, &Value)> {
        self.slots.iter()
    }

    /// Whether a slot was written.
    #[must_use]
    pub fn has(&self, slot: Slot) -> bool {
        self.slots.contains_key(&slot)
    }

    /// Adds to a slot.
    pub fn write(&mut self, slot: Slot, value: &Value) {
        let new = !self.slots.contains_key(&slot);
        let held = self.slots.entry(slot).or_insert(Value::nothing());
        if (held.join(value) || new)
            && let Some(readers) = self.readers.get(&slot)
        {
            self.dirty.extend(readers.iter().copied());
        }
        if let (true, Slot::Content(alloc, part @ (Part::Named(_) | Part::At(_)))) = (new, slot) {
            self.named_parts.entry(alloc).or_default().push(part);
        }
    }

    /// Adds the value of an expression to a slot.
    pub fn write_from(&mut self, slot: Slot, value: &Value, place: Option<Place>) {
        self.write(slot, value);
        if let Some(place) = place {
            self.sources.entry(slot).or_default().insert(place);
        }
    }

    /// Runs `unit` again.
    pub fn mark(&mut self, unit: UnitId) {
        self.dirty.insert(unit);
    }

    /// The bodies that must run again, in order; none are left.
    pub fn take_dirty(&mut self) -> Vec<UnitId> {
        let mut out: Vec<_> = self.dirty.drain().collect();
        out.sort_unstable();
        out
    }

    /// The alloc behind `key`, made if it was not there.
    pub fn alloc(&mut self, key: AllocKey, kind: AllocKind, place: Option<Place>) -> AllocId {
        if let Some(id) = self.alloc_ids.get(&key) {
            return *id;
        }
        let id = AllocId(u32::try_from(self.allocs.len()).expect("fewer than 2^32 allocs"));
        self.allocs.push(Alloc {
            kind,
            place,
            origin: None,
        });
        self.alloc_ids.insert(key, id);
        id
    }

    /// The alloc.
    #[must_use]
    pub fn get(&self, id: AllocId) -> &Alloc {
        &self.allocs[id.0 as usize]
    }

    /// Puts the value of an expression into a container.
    pub fn put(&mut self, alloc: AllocId, part: Part, value: &Value, place: Option<Place>) {
        self.write_from(Slot::Content(alloc, part), value, place);
        if let Some(place) = place {
            self.inputs.entry(alloc).or_default().insert(place);
        }
    }

    /// The known parts of a container.
    #[must_use]
    pub fn parts(&self, alloc: AllocId) -> &[Part] {
        self.named_parts.get(&alloc).map_or(&[], Vec::as_slice)
    }

    /// Says that a value left the code that is understood at `place`.
    pub fn escape(&mut self, place: Option<Place>, value: &Value, why: Escape) {
        if let Some(place) = place {
            self.escapes.entry(place).or_insert(why);
        }
        for atom in value.atoms() {
            self.escape_atom(*atom);
        }
    }

    fn escape_atom(&mut self, atom: Atom) {
        match atom {
            Atom::Function(unit) | Atom::Bound(unit, _) if self.open_units.insert(unit) => {
                self.dirty.insert(unit);
            }
            Atom::Alloc(alloc) | Atom::AllocMethod(alloc, _)
                if self.escaped_allocs.insert(alloc) =>
            {
                let mut parts = self.parts(alloc).to_vec();
                parts.extend([Part::Element, Part::Callable]);
                for part in parts {
                    for inner in self.peek(Slot::Content(alloc, part)).atoms().to_vec() {
                        self.escape_atom(inner);
                    }
                }
            }
            _ => {}
        }
    }
}
