//! Numbers in disjoint sets, each known by its least number.

use std::cell::RefCell;

/// The sets.
#[derive(Debug, Default)]
pub(super) struct Disjoint {
    parents: RefCell<Vec<usize>>,
}

impl Disjoint {
    /// So many numbers, each a set of its own.
    pub(super) fn of(count: usize) -> Self {
        Self {
            parents: RefCell::new((0..count).collect()),
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
    }

    /// Makes one set of those of two numbers.
    pub(super) fn join(&self, one: usize, other: usize) {
        let (one, other) = (self.find(one), self.find(other));
        self.parents.borrow_mut()[one.max(other)] = one.min(other);
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
    }
}
