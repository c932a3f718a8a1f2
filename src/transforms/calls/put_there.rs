//! Methods that tests assign a mock or a function to: `a.b.c = MagicMock()`. The class behind the client gets it.

use rustc_hash::FxHashSet;

use super::Worker;
use super::canned::Double;
use super::hits::Hit;
use super::provided::Route;
use crate::finding::Applicability;
use crate::matching::references::Context;
use crate::matching::spelled::is_looked_up;
use crate::rewrite::Operation;
use crate::rules::schema::{Change, Provided};
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, FileId};
use crate::syntax::ast::{ExprId, ExprKind, Parent, StmtKind};
use crate::transforms::Draft;

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

    /// Whether what only mocks have is read of a place.
    pub(super) fn reads_a_mock(&self, (file, expr): Place) -> bool {
        let tree = &self.analysis.file(file).tree;
        let Parent::Expr(up) = tree.expr(expr).parent else {
            return false;
        };
        match &tree.expr(up).kind {
            ExprKind::Attribute { value, attribute } if *value == expr => {
                is_of_mocks(&attribute.text)
            }
            _ => false,
        }
    }

    /// The symbols that strings replace, by their paths or as members of a module.
    pub(super) fn replaced_by_name(&self, hits: &[Hit]) -> FxHashSet<String> {
        let mut out = FxHashSet::default();
        for hit in hits {
            let Some(expr) = hit.reference.expr else {
                continue;
            };
            let place = (hit.reference.file, expr);
            let tree = &self.analysis.file(place.0).tree;
            let symbol = &hit.reference.symbols[0];
            if hit.reference.context == Context::Spelled {
                if is_looked_up(tree, expr) {
                    out.insert(symbol.clone());
                }
            } else if let Some(name) = self.replacing(place).and_then(|one| one.member(tree)) {
                out.insert(format!("{symbol}.{name}"));
            }
        }
        out
    }

    /// The files that replace a symbol, by name or by an assignment.
    pub(super) fn files_that_replace(&self, hits: &[Hit]) -> FxHashSet<(FileId, String)> {
        let replaces = |hit: &&Hit| {
            let symbol = &hit.reference.symbols[0];
            match hit.reference.context {
                Context::Assigned(_) => self.patched.contains(symbol),
                Context::Spelled => self.patched_by_name.contains(symbol),
                _ => false,
            }
        };
        let hits = hits.iter().filter(replaces);
        hits.map(|hit| (hit.reference.file, hit.reference.symbols[0].clone()))
            .collect()
    }

    /// Why a method is left to a person whose class is replaced as a whole: what is read of it there is read of
    /// what stands in for the class.
    pub(super) fn of_a_replaced_class(&self, hit: &Hit) -> Option<String> {
        let reference = &hit.reference;
        let (class, _) = reference.symbols[0].rsplit_once('.')?;
        let is_replaced = self.patched.contains(class) || self.patched_by_name.contains(class);
        let place = (reference.file, reference.expr?);
        let here = self.classes_replaced.contains(&(place.0, class.to_owned()));
        let concerned = is_replaced && (here || self.reads_a_mock(place));
        concerned.then(|| format!("`{class}` is replaced as a whole, and this is asked of what stands in for it: replace the method that the new code calls"))
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
        let is_mock = self.mocks.contains(symbol)
            || self.patched_by_name.contains(symbol) && self.reads_a_mock(place);
        if gives_other || !is_mock {
            return None;
        }
        let behind = self.behind(route.settings?, provided)?;
        let mut draft = Draft::default();
        draft.at_most(row.applicability);
        draft.at_most(Applicability::Unsafe);
        let (class, _) = behind.rsplit_once('.')?;
        let text = self.below_its_package(place, class, &behind, &mut draft);
        let tree = &self.analysis.file(place.0).tree;
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

/// Whether an attribute is one that mocks have.
fn is_of_mocks(name: &str) -> bool {
    name.starts_with("assert_")
        || matches!(
            name,
            "return_value"
                | "side_effect"
                | "called"
                | "call_count"
                | "call_args"
                | "call_args_list"
                | "mock_calls"
                | "method_calls"
                | "await_count"
                | "await_args"
                | "await_args_list"
                | "configure_mock"
                | "reset_mock"
        )
}
