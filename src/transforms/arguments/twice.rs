//! Arguments that a call gives under an old name and under the new one, where the old one won.

use super::Plan;
use crate::finding::Applicability;
use crate::matching::overrides::with_overrides;
use crate::rewrite::{Operation, Piece};
use crate::rules::condition::{ArgumentFact, ValueFact};
use crate::rules::schema::Action;
use crate::semantic::value::{Atom, Part, Value};
use crate::syntax::ast::{Argument, ArgumentKind, ExprId, ExprKind};
use crate::syntax::query::{arguments, dotted};

/// An argument under an old name that won: its place, its name, its value and its new name.
type Winner<'n> = (usize, &'n str, ExprId, String);

impl Plan<'_, '_> {
    /// Removes what had no effect beside an old name: what stood under the new one counts only where the other
    /// is `None`.
    pub(super) fn settle_twice(&mut self, written: &[Argument]) {
        let given: Vec<(usize, &str, ExprId)> = written
            .iter()
            .enumerate()
            .filter(|(index, _)| !self.remove.contains(index))
            .filter_map(|(index, one)| match &one.kind {
                ArgumentKind::Keyword(name) => Some((index, &*name.text, one.value)),
                _ => None,
            })
            .collect();
        let winners: Vec<Winner<'_>> = given
            .iter()
            .filter_map(|(index, name, value)| {
                let case = self.case(name, &self.fact(*value))?;
                match &case.action {
                    Action::Rename(new) if case.wins && case.template.is_none() => {
                        Some((*index, *name, *value, new.clone()))
                    }
                    _ => None,
                }
            })
            .collect();
        let winners = self.settle_winners(winners);
        for (index, name, value, new) in &winners {
            let others = winners
                .iter()
                .filter(|one| one.0 != *index && one.3 == *new);
            let beaten = given.iter().find(|(_, name, _)| name == new);
            let Some((beaten, _, other)) = beaten.filter(|_| others.count() == 0) else {
                continue;
            };
            if !self.is_simple(*other) {
                continue;
            }
            self.remove.insert(*beaten);
            self.draft.at_most(Applicability::Unsafe);
            self.draft.note(format!(
                "the call gives `{name}` and `{new}`: `{name}` was what counted"
            ));
            if !self.is_surely_given(*value) {
                self.or_else(*value, *other);
            }
        }
    }

    /// Whether the call unpacks another dict that may hold a key, or one that is named so now.
    pub(super) fn another_may_hold(&self, value: &Value, name: &str) -> bool {
        let file = self.call.file;
        let call = self.analysis.file(file).tree.expr(self.call.call);
        let unpacked = arguments(call).iter();
        let unpacked = unpacked.filter(|one| one.kind == ArgumentKind::DoubleStar);
        let values = unpacked.map(|one| {
            let place = (file, one.value);
            with_overrides(self.analysis, self.analysis.value(place))
        });
        let values: Vec<Value> = values.collect();
        let others = values.iter().filter(|other| *other != value);
        let is_alone = values.iter().filter(|other| *other == value).count() == 1;
        !is_alone
            || others
                .into_iter()
                .any(|other| !self.surely_lacks(other, name))
    }

    /// Whether all keys of a dict are known, and none of them is a name or one that it takes the place of.
    fn surely_lacks(&self, dict: &Value, name: &str) -> bool {
        let allocs = dict.atoms().iter().filter_map(|atom| match atom {
            Atom::Alloc(alloc) => Some(*alloc),
            _ => None,
        });
        let mut parts = allocs.flat_map(|alloc| self.analysis.store.parts(alloc));
        let lacks = parts.all(|part| match part {
            Part::Named(key) => {
                let key = self.analysis.names.get(*key);
                key != name && self.moved().all(|table| table.name != key)
            }
            _ => false,
        });
        self.is_whole(dict) && lacks
    }

    /// Of several old names of one argument that are given, the one that the row names first counts: the
    /// others are removed where it is surely given.
    fn settle_winners<'n>(&mut self, given: Vec<Winner<'n>>) -> Vec<Winner<'n>> {
        let tables = &self.call.change.arguments;
        let rank = |name: &str| tables.iter().position(|table| table.name == name);
        let mut out = Vec::new();
        for one in &given {
            let rivals = given.iter().filter(|other| other.3 == one.3);
            let first = rivals.min_by_key(|other| rank(other.1));
            let first = first.filter(|first| first.0 != one.0);
            let beaten =
                first.filter(|first| self.is_surely_given(first.2) && self.is_simple(one.2));
            let Some((_, first, ..)) = beaten else {
                out.push(one.clone());
                continue;
            };
            self.remove.insert(one.0);
            self.draft.at_most(Applicability::Unsafe);
            self.draft.note(format!(
                "the call gives `{first}` and `{}`: `{first}` was what counted",
                one.1
            ));
        }
        out
    }

    /// Whether it makes no difference where an expression stands or whether it is evaluated.
    fn is_simple(&self, value: ExprId) -> bool {
        let tree = &self.analysis.file(self.call.file).tree;
        let literal = matches!(tree.expr(value).kind, ExprKind::Str { .. });
        literal || dotted(tree, value).is_some()
    }

    fn is_surely_given(&self, value: ExprId) -> bool {
        match self.fact(value) {
            ArgumentFact::Values(values, true) => {
                !values.is_empty() && !values.contains(&ValueFact::None)
            }
            _ => false,
        }
    }

    /// `value or other`
    fn or_else(&mut self, value: ExprId, other: ExprId) {
        let file = self.call.file;
        let tree = &self.analysis.file(file).tree;
        let (outer, other) = (tree.expr(value).outer, tree.expr(other).outer);
        let operand = matches!(
            tree.expr(value).kind,
            ExprKind::Call { .. } | ExprKind::Subscript { .. }
        ) || self.is_simple(value)
            || outer != tree.expr(value).span;
        let mut pieces = vec![
            Piece::Source(outer),
            Piece::text(" or "),
            Piece::Source(other),
        ];
        if !operand {
            pieces.insert(0, Piece::text("("));
            pieces.insert(2, Piece::text(")"));
        }
        self.draft.edit(file, Operation::template(outer, pieces));
    }
}
