//! Methods that tests assign a mock or a function to: `a.b.c = MagicMock()`. The class behind the client gets it.

use rustc_hash::FxHashSet;

use super::Worker;
use super::canned::Double;
use super::hits::Hit;
use super::provided::Route;
use crate::finding::Applicability;
use crate::matching::references::Context;
use crate::rewrite::Operation;
use crate::rules::schema::{Change, Provided};
use crate::semantic::store::Place;
use crate::semantic::value::Atom;
use crate::syntax::ast::{ExprId, ExprKind, Parent, StmtKind};
use crate::syntax::query::top;
use crate::transforms::Draft;
use crate::transforms::names::module_name;

impl Worker<'_, '_> {
    /// The symbols that are assigned to of which all else that is named are calls, and what is read of the mock:
    /// what was there before is neither kept nor put back.
    pub(super) fn given_mocks(&self, hits: &[Hit]) -> FxHashSet<String> {
        let names = |hit: &&Hit| {
            !matches!(
                hit.reference.context,
                Context::Called(_) | Context::Spelled | Context::StoodFor | Context::Imported
            )
        };
        let named: Vec<&Hit> = hits.iter().filter(names).collect();
        let is_given = |symbol: &&String| {
            named
                .iter()
                .filter(|hit| hit.reference.symbols.contains(symbol))
                .all(|hit| self.is_of_a_mock(hit))
        };
        self.patched.iter().filter(is_given).cloned().collect()
    }

    fn is_of_a_mock(&self, hit: &Hit) -> bool {
        let reference = &hit.reference;
        let Some(expr) = reference.expr else {
            return false;
        };
        if !reference.certain || reference.symbols.len() != 1 {
            return false;
        }
        let place = (reference.file, expr);
        if let Some(value) = self.given_to(place) {
            let tree = &self.analysis.file(place.0).tree;
            let is_function = matches!(
                self.analysis.value((place.0, value)).single(),
                Some(Atom::Function(_))
            ) || matches!(tree.expr(value).kind, ExprKind::Lambda { .. });
            return is_function || self.is_not_bound((place.0, value));
        }
        let tree = &self.analysis.file(place.0).tree;
        match tree.expr(expr).parent {
            // What every function has may be read of the one that was there before.
            Parent::Expr(up) => {
                matches!(&tree.expr(up).kind, ExprKind::Attribute { attribute, .. } if !attribute.text.starts_with("__"))
            }
            _ => false,
        }
    }

    /// What a place alone is assigned.
    fn given_to(&self, (file, expr): Place) -> Option<ExprId> {
        let tree = &self.analysis.file(file).tree;
        let Parent::Stmt(stmt) = tree.expr(expr).parent else {
            return None;
        };
        match &tree.stmt(stmt).kind {
            StmtKind::Assign { targets, value } if targets[..] == [expr] => Some(*value),
            _ => None,
        }
    }

    /// The edits of a reference to a method that is given a mock.
    pub(super) fn put_there(
        &self,
        hit: &Hit,
        (row, provided): (&Change, &Provided),
        route: Route<'_>,
    ) -> Option<Draft> {
        let symbol = &hit.reference.symbols[0];
        let place = (hit.reference.file, hit.reference.expr?);
        let gives_other = row.returns.as_ref().is_some_and(|one| one.method.is_some());
        if gives_other || !self.mocks.contains(symbol) {
            return None;
        }
        let behind = self.behind(route.settings?, provided)?;
        let mut draft = Draft::default();
        draft.at_most(row.applicability);
        draft.at_most(Applicability::Unsafe);
        let module = module_name(self.analysis, place, top(&behind), &mut draft);
        let tree = &self.analysis.file(place.0).tree;
        let text = format!("{module}{}", &behind[top(&behind).len()..]);
        let span = tree.expr(place.1).span;
        draft.edit(place.0, Operation::replace(span, text));
        let given = self.given_to(place);
        if let Some(given) = given.filter(|one| !self.is_not_bound((place.0, *one))) {
            let outer = tree.expr(given).outer;
            draft.edit(place.0, Operation::wrap(outer, "staticmethod(", ")"));
        }
        let double = Double {
            file: place.0,
            call: None,
            old: symbol,
        };
        let doubles = self.told_at(place);
        if !self.answer_told(double, &doubles, &mut draft) && given.is_some() {
            draft.note(
                "what stands in for it must give what the new version gives: objects, no dicts",
            );
        }
        Some(draft)
    }
}
