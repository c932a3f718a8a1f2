//! The variables of a body at one place in it. Branches, loops and handlers hold many states of them that
//! differ in little: what is the same is shared, and states are compared and joined without looking at it.

use std::rc::Rc;

use super::value::Value;

/// Variables that are shared or copied together.
const CHUNK: usize = 16;

type Chunk = [Option<Value>; CHUNK];

/// Values by the number of a variable; those that no statement has bound yet have none.
#[derive(Debug, Clone, Default)]
pub(super) struct Variables {
    chunks: Vec<Option<Rc<Chunk>>>,
}

impl Variables {
    /// What a variable is.
    pub(super) fn get(&self, variable: usize) -> Option<&Value> {
        self.chunks.get(variable / CHUNK)?.as_ref()?[variable % CHUNK].as_ref()
    }

    /// The place of a variable, to be changed.
    fn entry(&mut self, variable: usize) -> &mut Option<Value> {
        let at = variable / CHUNK;
        if self.chunks.len() <= at {
            self.chunks.resize(at + 1, None);
        }
        let chunk = self.chunks[at].get_or_insert_with(Rc::default);
        &mut Rc::make_mut(chunk)[variable % CHUNK]
    }

    /// Binds a variable.
    pub(super) fn set(&mut self, variable: usize, value: &Value) {
        *self.entry(variable) = Some(value.clone());
    }

    /// Lets a variable be this as well.
    pub(super) fn add(&mut self, variable: usize, value: &Value) {
        let held = self.entry(variable);
        match held {
            Some(held) => {
                held.join(value);
            }
            None => *held = Some(value.clone()),
        }
    }

    /// Lets each variable be what it is in `other` as well.
    pub(super) fn join(&mut self, other: &Self) {
        if self.chunks.len() < other.chunks.len() {
            self.chunks.resize(other.chunks.len(), None);
        }
        for (mine, theirs) in self.chunks.iter_mut().zip(&other.chunks) {
            match (&mut *mine, theirs) {
                (_, None) => {}
                (None, Some(_)) => mine.clone_from(theirs),
                (Some(one), Some(other)) if Rc::ptr_eq(one, other) => {}
                (Some(one), Some(other)) => join_chunk(one, other),
            }
        }
    }
}

/// Copies the chunk only if it changes.
fn join_chunk(into: &mut Rc<Chunk>, from: &Chunk) {
    for (at, value) in from.iter().enumerate() {
        let Some(value) = value else { continue };
        let joined = match &into[at] {
            Some(held) => {
                let mut joined = held.clone();
                joined.join(value).then_some(joined)
            }
            None => Some(value.clone()),
        };
        if joined.is_some() {
            Rc::make_mut(into)[at] = joined;
        }
    }
}

impl PartialEq for Variables {
    fn eq(&self, other: &Self) -> bool {
        let longest = self.chunks.len().max(other.chunks.len());
        let chunk = |of: &Self, at: usize| of.chunks.get(at).cloned().flatten();
        (0..longest).all(|at| match (chunk(self, at), chunk(other, at)) {
            (Some(one), Some(other)) => Rc::ptr_eq(&one, &other) || one == other,
            (None, None) => true,
            (Some(one), None) | (None, Some(one)) => one.iter().all(Option::is_none),
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::semantic::value::Atom;

    fn bound(variables: &[usize]) -> Variables {
        let mut out = Variables::default();
        for variable in variables {
            out.set(*variable, &Value::of(Atom::Scalar));
        }
        out
    }

    #[test]
    fn a_copy_does_not_see_what_is_bound_afterwards() {
        let mut one = bound(&[0, 40]);
        let other = one.clone();
        one.set(1, &Value::unknown());
        one.add(40, &Value::unknown());
        assert!(one.get(1).is_some() && other.get(1).is_none());
        assert!(!one.get(40).unwrap().is_complete());
        assert_eq!(other.get(40), Some(&Value::of(Atom::Scalar)));
    }

    #[test]
    fn joined_states_hold_what_either_holds() {
        let mut one = bound(&[0]);
        let mut other = bound(&[40]);
        other.set(0, &Value::unknown());
        one.join(&other);
        assert_eq!(one.get(0), Some(&Value::of(Atom::Scalar).open()));
        assert_eq!(one.get(40), Some(&Value::of(Atom::Scalar)));
    }

    #[test]
    fn states_are_equal_by_what_is_bound_in_them() {
        assert!(bound(&[0, 40]) == bound(&[40, 0]));
        assert!(bound(&[0]) != bound(&[0, 40]));
        assert!(bound(&[]) == Variables::default());
    }
}
