//! `module.name` where the module no longer passes the name on.

use super::{Changes, Worker};
use crate::matching::references::{Context, Reference};
use crate::semantic::infer::Analysis;
use crate::semantic::names::NameId;
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, FileId};
use crate::syntax::ast::{ExprId, ExprKind};

/// What is read of symbols of packages by a name, in each file with the symbol: found once for all packs.
pub(super) struct ReadOfSymbols(Vec<Vec<(ExprId, NameId)>>);

impl ReadOfSymbols {
    /// Looks at all expressions of a project.
    pub(super) fn find(analysis: &Analysis<'_>) -> Self {
        let of_file = |file: FileId| {
            let tree = &analysis.file(file).tree;
            let read = tree.expr_ids().filter_map(|id| {
                let ExprKind::Attribute { value, .. } = &tree.expr(id).kind else {
                    return None;
                };
                match analysis.value((file, *value)).single()? {
                    Atom::Symbol(symbol) => Some((id, symbol)),
                    _ => None,
                }
            });
            read.collect()
        };
        Self(analysis.of_files(of_file))
    }

    /// That of one file, in its order.
    pub(super) fn of(&self, file: FileId) -> &[(ExprId, NameId)] {
        &self.0[file.0 as usize]
    }
}

impl Worker<'_, '_> {
    /// Says of what is read of a module by a name whether the module no longer passes it on.
    pub(super) fn passed_on_attribute(&self, place: Place, module: NameId, out: &mut Changes) {
        let expr = self.analysis.file(place.0).tree.expr(place.1);
        let ExprKind::Attribute { attribute, .. } = &expr.kind else {
            return;
        };
        let module = self.analysis.names.get(module);
        let old = &self.active.old;
        if !old.covers(module) || !self.active.names_word(&attribute.text) {
            return;
        }
        let path = format!("{module}.{}", attribute.text);
        if old.canonical(&path) == path {
            return;
        }
        let Some(row) = self.row_of(&path) else {
            return;
        };
        let reference = Reference {
            file: place.0,
            expr: Some(place.1),
            span: expr.span,
            symbols: vec![path],
            certain: true,
            context: Context::Read,
        };
        let found = self.found(&row.0, row.1, &reference);
        let draft = self
            .stands_at(&row)
            .and_then(|new| self.named_anew(place, &new))
            .map(|mut draft| {
                draft.at_most(row.0.applicability);
                draft
            });
        out.add(found, draft);
    }
}
