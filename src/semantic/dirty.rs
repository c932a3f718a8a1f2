//! Bodies of code that must run again. Nearly every write marks some, most of them many times.

use rustc_hash::FxHashSet;

use super::numbers::{Numbers, Renumbered as _};
use super::value::UnitId;

/// The bodies.
#[derive(Debug, Default)]
pub(super) struct Dirty {
    marked: Vec<bool>,
    /// Those that were marked; some of them may be marked no more.
    units: Vec<UnitId>,
    /// Those that met nothing where a value must come from somewhere, and wait for it.
    waiting: FxHashSet<UnitId>,
    /// Those that go on without what they waited for.
    without: FxHashSet<UnitId>,
}

impl Dirty {
    /// Marks one.
    pub(super) fn insert(&mut self, unit: UnitId) {
        let at = unit.0 as usize;
        if self.marked.len() <= at {
            self.marked.resize(at + 1, false);
        }
        if !std::mem::replace(&mut self.marked[at], true) {
            self.units.push(unit);
        }
    }

    /// Marks all of them.
    pub(super) fn extend(&mut self, units: &FxHashSet<UnitId>) {
        for unit in units {
            self.insert(*unit);
        }
    }

    /// Marks one no more.
    pub(super) fn remove(&mut self, unit: UnitId) {
        if let Some(mark) = self.marked.get_mut(unit.0 as usize) {
            *mark = false;
        }
    }

    /// Whether one that met nothing waits for something: once.
    pub(super) fn waits(&mut self, unit: UnitId) -> bool {
        let waits = !self.without.contains(&unit);
        if waits {
            self.waiting.insert(unit);
        }
        waits
    }

    /// Marks those that wait, to go on without what they waited for. Whether there were any.
    pub(super) fn go_without(&mut self) -> bool {
        let waiting = std::mem::take(&mut self.waiting);
        self.extend(&waiting);
        self.without.extend(&waiting);
        !waiting.is_empty()
    }

    /// Adds what waits, and what went on without what it waited for, of another analysis.
    pub(super) fn take_up(&mut self, other: &Self, by: &Numbers) {
        self.waiting.extend(other.waiting.renumbered(by));
        self.without.extend(other.without.renumbered(by));
    }

    /// All that are marked, sorted; none is afterwards.
    pub(super) fn take(&mut self) -> Vec<UnitId> {
        let mut units = std::mem::take(&mut self.units);
        units.retain(|unit| std::mem::take(&mut self.marked[unit.0 as usize]));
        units.sort_unstable();
        units
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_waits_once() {
        let mut dirty = Dirty::default();
        assert!(dirty.waits(UnitId(2)) && dirty.waits(UnitId(2)) && dirty.waits(UnitId(1)));
        assert!(dirty.take().is_empty());
        assert!(dirty.go_without());
        assert_eq!(dirty.take(), [UnitId(1), UnitId(2)]);
        assert!(!dirty.waits(UnitId(1)) && !dirty.go_without());
    }

    #[test]
    fn each_body_is_taken_once_in_order_and_only_while_it_is_marked() {
        let mut dirty = Dirty::default();
        for unit in [3, 1, 2, 1] {
            dirty.insert(UnitId(unit));
        }
        dirty.remove(UnitId(2));
        dirty.remove(UnitId(3));
        dirty.extend(&[UnitId(3)].into_iter().collect());
        assert_eq!(dirty.take(), [UnitId(1), UnitId(3)]);
        assert!(dirty.take().is_empty());
    }
}
