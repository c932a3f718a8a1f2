//! Numbers in disjoint sets, each known by its least number.

use std::cell::RefCell;

/// The sets.
#[derive(Debug, Default)]
pub(super) struct Disjoint {
    parents: RefCell<Vec<usize>>,
    /// The next number of the same set; the last one leads to the first.
    ring: RefCell<Vec<usize>>,
}

impl Disjoint {
    /// So many numbers, each a set of its own.
    pub(super) fn of(count: usize) -> Self {
        Self {
            parents: RefCell::new((0..count).collect()),
            ring: RefCell::new((0..count).collect()),
        }
    }

    /// How many numbers there are.
    pub(super) fn len(&self) -> usize {
        self.parents.borrow().len()
    }

    /// Adds the next number, a set of its own.
    pub(super) fn push(&self) {
        let next = self.len();
        self.parents.borrow_mut().push(next);
        self.ring.borrow_mut().push(next);
    }

    /// Makes one set of those of two numbers.
    pub(super) fn join(&self, one: usize, other: usize) {
        let (one, other) = (self.find(one), self.find(other));
        if one != other {
            self.parents.borrow_mut()[one.max(other)] = one.min(other);
            self.ring.borrow_mut().swap(one, other);
        }
    }

    /// The numbers of a number's set, in their order.
    pub(super) fn members(&self, of: usize) -> Vec<usize> {
        let ring = self.ring.borrow();
        let mut out = vec![of];
        let mut at = ring[of];
        while at != of {
            out.push(at);
            at = ring[at];
        }
        out.sort_unstable();
        out
    }

    /// The least number of a number's set.
    pub(super) fn find(&self, mut at: usize) -> usize {
        let mut parents = self.parents.borrow_mut();
        while parents[at] != at {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_that_are_joined_are_known_by_the_least_of_their_numbers() {
        let sets = Disjoint::of(4);
        sets.push();
        sets.join(4, 2);
        sets.join(3, 4);
        let found: Vec<usize> = (0..sets.len()).map(|at| sets.find(at)).collect();
        assert_eq!(found, [0, 1, 2, 2, 2]);
        sets.join(2, 3);
        assert_eq!((sets.members(3), sets.members(1)), (vec![2, 3, 4], vec![1]));
    }
}
