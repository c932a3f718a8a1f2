//! Old answers that tests make of dicts by the package's own functions: what stands in for a method gives them, and
//! the class of the new answer makes its object of the same dict.

use super::Worker;
use super::hits::Hit;
use crate::matching::references::Context;
use crate::semantic::store::Place;
use crate::syntax::ast::{Argument, ArgumentKind, ExprId, ExprKind};
use crate::syntax::query::arguments;
use crate::transforms::calls::Changes;

impl Worker<'_, '_> {
    /// The dict that a call makes an old answer of, if the call says nothing else that counts.
    pub(super) fn mapping_of(&self, (file, call): Place) -> Option<ExprId> {
        let shape = self.active.shapes().next()?;
        let held = self.analysis.file(file);
        let expr = held.tree.expr(call);
        if shape.made_by.is_empty() || !matches!(expr.kind, ExprKind::Call { .. }) {
            return None;
        }
        let mut symbols = self.analysis.calls.get(&(file, call))?.iter();
        let (Some(symbol), None) = (symbols.next(), symbols.next()) else {
            return None;
        };
        let symbol = self.analysis.names.get(*symbol);
        let [mapping, rest @ ..] = arguments(expr) else {
            return None;
        };
        // Keys and the like: no text that is written there does anything but go with a request.
        let is_text = |one: &Argument| {
            matches!(
                one.kind,
                ArgumentKind::Positional | ArgumentKind::Keyword(_)
            ) && matches!(held.tree.expr(one.value).kind, ExprKind::Str { .. })
        };
        let is_made = shape.made_by.iter().any(|one| one == symbol)
            && mapping.kind == ArgumentKind::Positional
            && rest.iter().all(is_text);
        let place = (file, mapping.value);
        let outer = held.tree.expr(mapping.value).outer;
        let text = held.unit.text();
        let around = [
            &text[expr.outer.start as usize..outer.start as usize],
            &text[outer.end as usize..expr.outer.end as usize],
        ];
        let is_dict = self.is_mapping(self.analysis.value(place)) || self.is_offered_mapping(place);
        (is_made && is_dict && !around.iter().any(|one| one.contains('#'))).then_some(mapping.value)
    }

    /// The same for each item of a display.
    pub(super) fn are_made_of_mappings(&self, (file, expr): Place) -> Option<&[ExprId]> {
        let (ExprKind::List(items) | ExprKind::Tuple(items)) =
            &self.analysis.file(file).tree.expr(expr).kind
        else {
            return None;
        };
        let made = |item: &ExprId| self.mapping_of((file, *item)).is_some();
        (!items.is_empty() && items.iter().all(made)).then_some(items)
    }

    /// A function of the package that made an old answer goes with the part that makes the new one in its place.
    pub(super) fn go_with_what_is_made(&self, hits: &[Hit], out: &mut Changes) {
        for hit in hits {
            let file = hit.reference.file;
            let Context::Called(call) = hit.reference.context else {
                continue;
            };
            if self.mapping_of((file, call)).is_none() {
                continue;
            }
            let outer = self.analysis.file(file).tree.expr(call).outer;
            let part = out.drafts.iter().position(|draft| {
                let mut operations = draft.operations.get(&file).into_iter().flatten();
                !draft.is_manual() && operations.any(|one| one.span == outer)
            });
            let Some(part) = part else {
                continue;
            };
            let is_it = |place| place == (file, hit.reference.span);
            for found in out
                .found
                .iter_mut()
                .filter(|one| is_it((one.file, one.span)))
            {
                found.draft = Some(part);
                found.reason = None;
            }
        }
    }
}
