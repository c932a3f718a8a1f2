//! Runs one body of code over abstract values: what is awaited together.

use super::passing::Arguments;
use super::run::Run;
use super::value::{AllocKind, Atom, Literal, Value};
use crate::syntax::ast::ExprId;

impl Run<'_, '_> {
    /// `gather(a, *more)`: what each of them gives, in a list that is awaited.
    pub(super) fn gathers(&mut self, passed: &Arguments, at: Option<ExprId>) -> Value {
        let mut each = Value::nothing();
        for one in &passed.positional {
            let given = self.awaited(&one.value);
            each.join(&given);
        }
        for star in &passed.stars {
            let awaitables = self.iterate(&star.value, false);
            let given = self.awaited(&awaitables);
            each.join(&given);
        }
        if self.keeps_exceptions(passed) {
            // Exceptions are no answers, and like text and numbers nobody reads their items.
            each.join(&Value::of(Atom::Scalar));
        }
        let list = self.made_as(at, 1, AllocKind::Sequence, &each);
        if let Some(Atom::Alloc(list)) = list.single() {
            let from = passed.positional.iter().chain(&passed.stars);
            for from in from.filter_map(|one| one.from) {
                let place = self.place(from);
                self.analysis.store.holds_items(list, place);
            }
        }
        self.made(at, AllocKind::Awaitable, &list)
    }

    /// Whether what is gathered may hold exceptions as well.
    fn keeps_exceptions(&self, passed: &Arguments) -> bool {
        let name = self.analysis.names.find("return_exceptions");
        passed.keyword(name).is_some_and(|one| {
            !matches!(one.value.single(), Some(Atom::Literal(id))
                if *self.analysis.literals.get(id) == Literal::Bool(false))
        })
    }
}
