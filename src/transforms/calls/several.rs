//! Calls through a variable that holds one of several symbols: what they are is written where the variable gets
//! its values, and the arguments must become the same for all.

use super::Worker;
use super::hits::Hit;
use crate::matching::references::Context;
use crate::rules::model::Signature;
use crate::rules::schema::{Change, New, Provided};
use crate::syntax::ast::ArgumentKind;
use crate::syntax::query::arguments;
use crate::transforms::settings::Settings;
use crate::transforms::variables::is_variable;

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
            && (kept || is_variable(self.analysis, (reference.file, expr)))
            && given.all(|one| one.kind != ArgumentKind::Positional)
            && reference.symbols.iter().all(|symbol| {
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

    /// The new signature of what a reference may be.
    pub(super) fn signature_of(
        &self,
        hit: &Hit,
        settings: &Settings<'_, '_>,
        provided: &Provided,
    ) -> Option<Signature> {
        match hit.reference.symbols.len() > 1 {
            true => self.joint_signature(hit, settings),
            false => self.new_signature(settings, provided),
        }
    }

    /// What any of the new calls takes.
    fn joint_signature(&self, hit: &Hit, settings: &Settings<'_, '_>) -> Option<Signature> {
        let signatures = hit.reference.symbols.iter().map(|symbol| {
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
