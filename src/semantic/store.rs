//! What the whole project's code has put where: the tables that bodies of code read and write.
//!
//! Every table only grows, each value in it is capped, and a body is run again only when something
//! that it read has grown; so running the project's code over and over comes to rest.

mod allocs;
mod joined;
mod of_units;

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

pub use self::allocs::{Alloc, AllocKey};

use self::of_units::OfUnits;
use super::bind::ScopeId;
use super::dirty::Dirty;
use super::loose::Loose;
use super::names::NameId;
use super::value::{AllocId, ClassId, FileId, Part, UnitId, Value};
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
    /// What a file offers to parameters of a name.
    Offered(FileId, NameId),
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
    /// Passed to a function that reads attributes of it, or of its items.
    Attributes,
    /// Changed in place.
    Mutated,
    /// What gives it once it is awaited, asked for or iterated leaves.
    Promised,
}

/// What one place holds.
#[derive(Debug)]
struct Cell {
    value: Value,
    written: bool,
    readers: FxHashSet<UnitId>,
    /// The reader that came last: most often it comes again.
    last: Option<UnitId>,
    sources: FxHashSet<Place>,
    /// The source that came last: a body that runs again writes the same.
    last_source: Option<Place>,
}

impl Default for Cell {
    fn default() -> Self {
        Self {
            value: Value::nothing(),
            written: false,
            readers: FxHashSet::default(),
            last: None,
            sources: FxHashSet::default(),
            last_source: None,
        }
    }
}

impl Cell {
    fn read_by(&mut self, reader: UnitId) {
        if self.last != Some(reader) {
            self.last = Some(reader);
            self.readers.insert(reader);
        }
    }

    fn written_from(&mut self, source: Option<Place>) {
        if source.is_some() && self.last_source != source {
            self.last_source = source;
            self.sources.extend(source);
        }
    }

    /// Adds to the value; tells whether that is new to readers.
    fn grow(&mut self, value: &Value) -> bool {
        let first = !std::mem::replace(&mut self.written, true);
        self.value.join(value) || first
    }
}

/// The cell of a variable, found once for each place that names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct VariableCell(u32);

/// The tables.
#[derive(Debug, Default)]
pub struct Store {
    ids: FxHashMap<Slot, usize>,
    of_units: OfUnits,
    cells: Vec<Cell>,
    dirty: Dirty,
    allocs: Vec<Alloc>,
    alloc_ids: FxHashMap<AllocKey, AllocId>,
    /// The expressions that were stored in attributes, by the attribute's name.
    pub stored: FxHashMap<NameId, FxHashSet<Place>>,
    /// Containers that left the code that is understood.
    pub escaped_allocs: FxHashSet<AllocId>,
    /// Expressions that left it, and why (the first reason met).
    pub escapes: FxHashMap<Place, Escape>,
    /// Functions that code which is not known may call.
    pub open_units: FxHashSet<UnitId>,
    /// Functions whose coroutines or generators code that is not known gets: what they give leaves.
    pub open_results: FxHashSet<UnitId>,
    /// Functions that a known call reaches.
    pub called: FxHashSet<UnitId>,
    /// Methods that put values under the names of declared attributes into mappings that are not known.
    pub fillers: FxHashSet<UnitId>,
    /// What was put under attributes of objects that are not known.
    pub(super) loose: FxHashMap<Loose, Value>,
    /// Those whose readers have not seen all of it.
    pub(super) loose_grown: FxHashSet<Loose>,
    /// Such attributes that get something else as well.
    pub(super) loose_mixed: FxHashSet<Loose>,
    /// Those under which something was put of which nothing is known.
    pub(super) loose_unknown: FxHashSet<Loose>,
    /// Attributes that are read of values which are not known.
    pub unknown_reads: FxHashSet<NameId>,
    /// Calls that read a member of a package by a name that is not known.
    pub unnamed: FxHashSet<Place>,
    /// Calls that run or import what a text says in which a package, or something of one, is named.
    pub evaluated: FxHashSet<Place>,
    /// Places behind which something of a package cannot be seen, with what they do.
    pub unseen: BTreeMap<Place, &'static str>,
    /// What stands in a file that was not read, where it is called, with the arguments of the call.
    pub unread: FxHashMap<Place, FxHashSet<Place>>,
    /// Bodies that ran too often: whatever they read may be more than they see.
    exhausted: FxHashSet<UnitId>,
}

/// Parts of a container that are known one by one: dicts of dicts multiply.
const PARTS: usize = 256;

impl Store {
    /// Reads a slot for `reader`, which runs again when it grows.
    pub fn read(&mut self, slot: Slot, reader: UnitId) -> Value {
        let id = self.id(slot);
        let cell = &mut self.cells[id];
        cell.read_by(reader);
        let value = cell.value.clone();
        self.as_seen_by(reader, value)
    }

    /// Whether a body that met nothing (what it calls is not defined yet, say) waits for it: once. What it
    /// learned of nothing could not be taken back, and would depend on which body ran first.
    pub fn waits(&mut self, unit: UnitId) -> bool {
        self.dirty.waits(unit)
    }

    /// Lets the bodies that wait go on without what nobody is left to give. Whether there were any.
    pub fn go_without(&mut self) -> bool {
        self.dirty.go_without()
    }

    fn as_seen_by(&self, reader: UnitId, value: Value) -> Value {
        if self.exhausted.contains(&reader) {
            value.open()
        } else {
            value
        }
    }

    fn id(&mut self, slot: Slot) -> usize {
        if let Slot::Content(alloc, Part::Element) = slot {
            return self.get(alloc).element;
        }
        let Self {
            ids,
            cells,
            of_units,
            ..
        } = self;
        of_units.get(slot, || {
            *ids.entry(slot).or_insert_with(|| {
                cells.push(Cell::default());
                cells.len() - 1
            })
        })
    }

    fn cell(&self, slot: Slot) -> Option<&Cell> {
        self.ids.get(&slot).map(|id| &self.cells[*id])
    }

    /// The cell of a variable.
    pub(super) fn variable(&mut self, file: FileId, scope: ScopeId, name: NameId) -> VariableCell {
        let id = self.id(Slot::Variable(file, scope, name));
        VariableCell(u32::try_from(id).expect("fewer than 2^32 cells"))
    }

    /// As [`Self::read`].
    pub(super) fn read_variable(&mut self, cell: VariableCell, reader: UnitId) -> Value {
        let cell = &mut self.cells[cell.0 as usize];
        cell.read_by(reader);
        let value = cell.value.clone();
        self.as_seen_by(reader, value)
    }

    /// As [`Self::write`].
    pub(super) fn write_variable(&mut self, cell: VariableCell, value: &Value) {
        let cell = &mut self.cells[cell.0 as usize];
        if cell.grow(value) {
            self.dirty.extend(&cell.readers);
        }
    }

    /// Reads a slot.
    #[must_use]
    pub fn peek(&self, slot: Slot) -> Value {
        self.cell(slot)
            .map_or(Value::nothing(), |cell| cell.value.clone())
    }

    /// All slots that were written.
    pub fn slots(&self) -> impl Iterator<Item = (&Slot, &Value)> {
        self.ids
            .iter()
            .map(|(slot, id)| (slot, &self.cells[*id]))
            .filter(|(_, cell)| cell.written)
            .map(|(slot, cell)| (slot, &cell.value))
    }

    /// The expressions whose values were written to a slot, with what it holds, for all slots.
    pub fn sources(&self) -> impl Iterator<Item = (&Value, &FxHashSet<Place>)> {
        self.cells.iter().map(|cell| (&cell.value, &cell.sources))
    }

    /// The expressions whose values were written to a slot.
    pub fn sources_of(&self, slot: Slot) -> impl Iterator<Item = &Place> {
        self.cell(slot).into_iter().flat_map(|cell| &cell.sources)
    }

    /// Whether a slot was written.
    #[must_use]
    pub fn has(&self, slot: Slot) -> bool {
        self.cell(slot).is_some_and(|cell| cell.written)
    }

    /// Adds to a slot.
    pub fn write(&mut self, slot: Slot, value: &Value) {
        self.write_from(slot, value, None);
    }

    /// Adds the value of an expression to a slot.
    pub fn write_from(&mut self, slot: Slot, value: &Value, place: Option<Place>) {
        let grown = self.grow(slot, value, place);
        if let (true, Slot::Content(alloc, part)) = (grown, slot) {
            let mut waiting = self.copied(alloc, part);
            while let Some(into) = waiting.pop() {
                if self.grow(Slot::Content(into, part), value, None) {
                    waiting.extend(self.copied(into, part));
                }
            }
        }
    }

    fn copied(&self, alloc: AllocId, part: Part) -> Vec<AllocId> {
        match part {
            Part::Callable => Vec::new(),
            _ => self.allocs[alloc.0 as usize].copies.clone(),
        }
    }

    /// Adds to one slot; tells whether that is new to its readers.
    fn grow(&mut self, slot: Slot, value: &Value, place: Option<Place>) -> bool {
        let slot = self.kept(slot);
        let id = self.id(slot);
        let cell = &mut self.cells[id];
        cell.written_from(place);
        let first = !cell.written;
        if !cell.grow(value) {
            return false;
        }
        self.dirty.extend(&cell.readers);
        if let Slot::Content(alloc, part) = slot {
            let held = &mut self.allocs[alloc.0 as usize];
            self.dirty.extend(&held.watchers);
            if !matches!(part, Part::Callable | Part::Key) && held.whole.grow(value) {
                self.dirty.extend(&held.whole.readers);
            }
            if first && matches!(part, Part::Named(_) | Part::At(_)) {
                held.parts.push(part);
            }
            if self.escaped_allocs.contains(&alloc) {
                self.escape_atoms(value.atoms());
            }
        }
        true
    }

    /// The slot, or that of what is known of no part where the container has too many.
    fn kept(&self, slot: Slot) -> Slot {
        match slot {
            Slot::Content(alloc, Part::Named(_) | Part::At(_))
                if self.get(alloc).parts.len() >= PARTS && !self.has(slot) =>
            {
                Slot::Content(alloc, Part::Element)
            }
            _ => slot,
        }
    }

    /// Runs `unit` again.
    pub fn mark(&mut self, unit: UnitId) {
        self.dirty.insert(unit);
    }

    /// Runs `unit` again no more, unless something else asks for it.
    pub fn unmark(&mut self, unit: UnitId) {
        self.dirty.remove(unit);
    }

    /// Lets all that a body reads from now on count as not known as a whole; tells whether that is new.
    pub fn exhaust(&mut self, unit: UnitId) -> bool {
        self.exhausted.insert(unit)
    }

    /// The bodies that must run again, in order; none are left.
    pub fn take_dirty(&mut self) -> Vec<UnitId> {
        self.dirty.take()
    }

    /// Adds to what may be read under an attribute of an object that is not known.
    pub(super) fn loosen(&mut self, key: Loose, value: &Value) {
        let held = self.loose.entry(key).or_insert(Value::nothing());
        if held.join(value) {
            self.loose_grown.insert(key);
        }
    }
}
