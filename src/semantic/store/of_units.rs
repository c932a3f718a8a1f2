//! The cells of what functions are given and give back: all calls ask for them, so that they are found by number.

use super::Slot;

/// No cell is known yet.
const NONE: u32 = u32::MAX;

/// The cells of the slots of bodies of code, as far as they were asked for.
#[derive(Debug, Default)]
pub(super) struct OfUnits {
    /// What each returns and yields.
    results: Vec<[u32; 2]>,
    /// The parameters of each.
    parameters: Vec<Vec<u32>>,
}

impl OfUnits {
    /// The cell of a slot: the one that is known, or what `find` gives; for another slot that is always asked.
    pub(super) fn get(&mut self, slot: Slot, find: impl FnOnce() -> usize) -> usize {
        let known = match slot {
            Slot::Return(unit) => &mut at(&mut self.results, unit.0, [NONE; 2])[0],
            Slot::Yield(unit) => &mut at(&mut self.results, unit.0, [NONE; 2])[1],
            Slot::Parameter(unit, index) => {
                at(at(&mut self.parameters, unit.0, Vec::new()), index, NONE)
            }
            _ => return find(),
        };
        if *known == NONE {
            *known = u32::try_from(find()).expect("fewer than 2^32 cells");
        }
        *known as usize
    }
}

/// The place of a number, with `none` at those before it that were not asked for.
fn at<T: Clone>(places: &mut Vec<T>, number: u32, none: T) -> &mut T {
    let number = number as usize;
    if places.len() <= number {
        places.resize(number + 1, none);
    }
    &mut places[number]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::semantic::value::UnitId;

    #[test]
    fn what_is_known_is_not_looked_for_again() {
        let mut cells = OfUnits::default();
        let unit = UnitId(3);
        assert_eq!(cells.get(Slot::Parameter(unit, 2), || 7), 7);
        assert_eq!(cells.get(Slot::Return(unit), || 8), 8);
        assert_eq!(cells.get(Slot::Yield(unit), || 9), 9);
        let again = [
            Slot::Parameter(unit, 2),
            Slot::Return(unit),
            Slot::Yield(unit),
        ];
        assert_eq!(again.map(|slot| cells.get(slot, || 1)), [7, 8, 9]);
        assert_eq!(cells.get(Slot::Parameter(unit, 1), || 4), 4);
        assert_eq!(cells.get(Slot::Parameter(UnitId(0), 2), || 5), 5);
    }
}
