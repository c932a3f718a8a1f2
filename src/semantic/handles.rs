//! Runs one body of code over abstract values: functions that a framework calls with the exceptions of a class.

use super::passing::{Arguments, Passed};
use super::run::Run;
use super::value::{AllocKind, Atom, Value};
use crate::syntax::ast::{ExprId, ParameterKind};

impl Run<'_, '_> {
    /// Has the second argument called with an object of the class that is the first; a decorator that does that for what it
    /// decorates, where there is no second.
    pub(super) fn handles(&mut self, passed: &Arguments, at: Option<ExprId>) -> Value {
        let [class, handler @ ..] = &passed.positional[..] else {
            self.pass_away(passed);
            return Value::unknown();
        };
        let caught = self.instances(&class.value);
        match handler.first() {
            Some(handler) => {
                self.hand_last(&handler.value, &caught);
                Value::unknown()
            }
            None => self.made_as(at, 0, AllocKind::Handler, &caught),
        }
    }

    /// Calls functions with a value behind all that they are called with besides.
    pub(super) fn hand_last(&mut self, functions: &Value, last: &Value) {
        for atom in functions.atoms() {
            let (unit, bound) = match *atom {
                Atom::Function(unit) => (unit, 0),
                Atom::Bound(unit, _) => (unit, 1),
                _ => continue,
            };
            let parameters = self.analysis.parameters(unit).iter();
            let by_position = parameters.take_while(|one| {
                matches!(
                    one.kind,
                    ParameterKind::PositionalOnly | ParameterKind::Normal
                )
            });
            let Some(before) = by_position.count().checked_sub(bound + 1) else {
                continue;
            };
            let given = |value: Value| Passed { value, from: None };
            let mut positional = vec![given(Value::unknown()); before];
            positional.push(given(last.clone()));
            let passed = Arguments {
                positional,
                ..Arguments::default()
            };
            self.call(&Value::of(*atom), &passed, None);
        }
    }
}
