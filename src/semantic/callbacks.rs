//! Runs one body of code over abstract values: functions that are handed to others, which call them with items.

use super::passing::{Arguments, Passed};
use super::run::Run;
use super::store::Escape;
use super::value::{AllocKind, Atom, Value};
use crate::syntax::ast::{ExprId, ExprKind};

impl Run<'_, '_> {
    /// Calls the function that a sorting function asks of each item.
    pub(super) fn ask_key(&mut self, each: &Value, passed: &Arguments) {
        if let Some(key) = passed.keyword(self.analysis.names.find("key")) {
            self.hand(&key.value, each);
            if let Some(items) = passed.positional.first() {
                self.items_leave(&key.value, each, items);
            }
        }
    }

    /// Calls the function by which a list is sorted in place.
    pub(super) fn sort_by(&mut self, list: &Value, passed: &Arguments, at: Option<ExprId>) {
        let Some(key) = passed.keyword(self.analysis.names.find("key")) else {
            return;
        };
        let key = key.value.clone();
        let each = self.iterate(list, false);
        self.hand(&key, &each);
        let Some(why) = self.leaves_by(&key, &each) else {
            return;
        };
        // A list of an answer is not copied: what its items are then shows where else it is read.
        let why = if why == Escape::Passed {
            Escape::Mutated
        } else {
            why
        };
        if let Some(at) = at
            && let ExprKind::Call { function, .. } = &self.tree.expr(at).kind
            && let ExprKind::Attribute { value, .. } = &self.tree.expr(*function).kind
        {
            self.escaped(*value, list, why);
        }
    }

    /// Why values that a function is called with leave the code that is followed, if they do.
    fn leaves_by(&self, function: &Value, each: &Value) -> Option<Escape> {
        let instance = |atom: &Atom| matches!(atom, Atom::Instance(..));
        if !each.atoms().iter().any(instance) {
            return None;
        }
        let reads = |atom: &Atom| match atom {
            Atom::Alloc(alloc) => self.analysis.store.get(*alloc).kind == AllocKind::Attributes,
            _ => false,
        };
        let known = |atom: &Atom| {
            matches!(
                atom,
                Atom::Function(_) | Atom::Bound(..) | Atom::Class(_) | Atom::Object(_)
            )
        };
        let atoms = function.atoms();
        if !function.is_complete() || !atoms.iter().all(|atom| known(atom) || reads(atom)) {
            Some(Escape::Passed)
        } else {
            atoms.iter().any(reads).then_some(Escape::Attributes)
        }
    }

    /// Lets the items of an argument leave by a function that they are called with, if that is not known.
    pub(super) fn items_leave(&mut self, function: &Value, each: &Value, items: &Passed) {
        if let (Some(why), Some(from)) = (self.leaves_by(function, each), items.from) {
            self.escaped(from, &items.value.clone(), why);
        }
    }

    /// Calls `function` with a value that has no place of its own.
    pub(super) fn hand(&mut self, function: &Value, each: &Value) {
        let positional = vec![Passed {
            value: each.clone(),
            from: None,
        }];
        self.call(
            function,
            &Arguments {
                positional,
                ..Arguments::default()
            },
            None,
        );
    }
}
