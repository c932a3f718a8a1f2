//! Calls through a variable that holds one of several symbols: what they are is written where the variable gets
//! its values, and the arguments must become the same for all.

use std::collections::BTreeSet;

use super::Worker;
use super::hits::Hit;
use crate::matching::references::Context;
use crate::rules::model::Signature;
use crate::rules::schema::{Change, New, Provided};
use crate::semantic::store::Place;
use crate::semantic::value::Atom;
use crate::syntax::ast::{ArgumentKind, ExprKind};
use crate::syntax::query::arguments;
use crate::transforms::settings::Settings;

impl Worker<'_, '_> {
    /// Whether a call through a variable, or through what keeps classes, means one of several symbols, and each is
    /// called in the same new way.
    pub(super) fn is_called_alike(&self, hit: &Hit, row: &Change, kept: bool) -> bool {
        let reference = &hit.reference;
        let (Context::Called(call), Some(expr)) = (reference.context, reference.expr) else {
            return false;
        };
        let tree = &self.analysis.file(reference.file).tree;
        let mut given = arguments(tree.expr(call)).iter();
        reference.certain
            && (kept || self.is_of_a_variable((reference.file, expr)))
            && given.all(|one| one.kind != ArgumentKind::Positional)
            && self.are_alike(&reference.symbols, row)
    }

    /// Whether each symbol is called in the same new way as a row says.
    fn are_alike(&self, symbols: &[String], row: &Change) -> bool {
        symbols.iter().all(|symbol| {
            self.rows(symbol).is_some_and(|(other, _)| {
                let converts = other
                    .returns
                    .as_ref()
                    .is_some_and(|one| one.method.is_some());
                matches!(other.new, Some(New::Provided(_)))
                    && !converts
                    && other.applicability == row.applicability
                    && other.rest == row.rest
                    && other.arguments == row.arguments
            })
        })
    }

    /// Says of references what else is called where they are, by what is read out of a container: one text of
    /// arguments serves all of them, where all are called alike.
    pub(super) fn join_called(&self, hits: &mut [Hit]) {
        for hit in hits {
            let (Some((row, _)), Some(_)) = (&hit.row, hit.provided()) else {
                continue;
            };
            if matches!(hit.reference.context, Context::Called(_)) {
                continue;
            }
            let calls = self.led_to(hit).0.into_iter();
            let calls: Vec<Place> = calls.filter(|call| self.is_one_of_several(*call)).collect();
            let named: Option<BTreeSet<String>> = calls
                .iter()
                .map(|call| self.symbols_called(*call))
                .try_fold(BTreeSet::new(), |mut all, one| {
                    all.extend(one?);
                    Some(all)
                });
            let beside: Vec<String> = named.unwrap_or_default().into_iter().collect();
            if self.are_alike(&beside, row) {
                hit.beside = beside;
            }
        }
    }

    /// The symbols that a call may mean, if it means nothing else and is given its arguments by their names.
    fn symbols_called(&self, (file, call): Place) -> Option<Vec<String>> {
        let expr = self.analysis.file(file).tree.expr(call);
        let ExprKind::Call { function, .. } = &expr.kind else {
            return None;
        };
        let mut given = arguments(expr).iter();
        let value = self.analysis.value((file, *function));
        if !value.is_complete() || !given.all(|one| one.kind != ArgumentKind::Positional) {
            return None;
        }
        let symbols = value.atoms().iter().map(|atom| match atom {
            Atom::Symbol(name) => Some(self.analysis.names.get(*name).to_owned()),
            _ => None,
        });
        symbols.collect()
    }

    /// The new signature of what a reference may be.
    pub(super) fn signature_of(
        &self,
        hit: &Hit,
        settings: &Settings<'_, '_>,
        provided: &Provided,
    ) -> Option<Signature> {
        let symbols = match hit.beside.is_empty() {
            true => &hit.reference.symbols,
            false => &hit.beside,
        };
        match symbols.len() > 1 {
            true => self.joint_signature(symbols, settings),
            false => self.new_signature(settings, provided),
        }
    }

    /// What any of the new calls takes.
    fn joint_signature(
        &self,
        symbols: &[String],
        settings: &Settings<'_, '_>,
    ) -> Option<Signature> {
        let signatures = symbols.iter().map(|symbol| {
            let (row, _) = self.rows(symbol)?;
            match &row.new {
                Some(New::Provided(provided)) => self.new_signature(settings, provided),
                _ => None,
            }
        });
        let all: Option<Vec<Signature>> = signatures.collect();
        let mut all = all?.into_iter();
        let mut joint = all.next()?;
        for parameter in all.flat_map(|one| one.parameters) {
            if joint.keyword(&parameter.name).is_none() {
                joint.parameters.push(parameter);
            }
        }
        Some(joint)
    }
}
