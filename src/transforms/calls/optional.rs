//! Imports that may fail, with something that takes the package as missing then. Where such an import stays and the new
//! version does not have what it names, that is what happens: what is rewritten below it runs once a person has seen to
//! the import.

use super::{Changes, Worker};
use crate::finding::Applicability;
use crate::matching::guards::catches_imports;
use crate::rules::active::ActivePack;
use crate::semantic::bind::MODULE;
use crate::semantic::imports::Imported;
use crate::semantic::infer::Analysis;
use crate::semantic::store::Slot;
use crate::semantic::value::{Atom, FileId};
use crate::syntax::ast::{Span, StmtKind, Tree};
use crate::syntax::query::walk;

/// Why what is below such an import is not sure to run.
const TAKEN_AS_MISSING: &str = "an import of this file that may fail names what the new version does not have: what catches that takes the package as missing, so see to the import first";

impl Worker<'_, '_> {
    /// Whether the name of an import is bound by something else as well, as by what stands in for it.
    pub(super) fn has_a_fallback(&self, file: FileId, import: &Imported) -> bool {
        let held = self
            .analysis
            .peek(Slot::Variable(file, MODULE, import.name));
        let is_tried = tried(&self.analysis.file(file).tree, import.clause);
        is_tried && (!held.is_complete() || held.single().is_none())
    }

    /// Trusts the parts of a file no more than its imports that may fail.
    pub(super) fn behind_optional_imports(&self, out: &mut Changes) {
        let mut least: Vec<(FileId, Applicability)> = Vec::new();
        for found in &out.found {
            let Some(import) = self.analysis.imported.get(&(found.file, found.span.start)) else {
                continue;
            };
            let tree = &self.analysis.file(found.file).tree;
            if import.clause != found.span || !tried(tree, import.clause) {
                continue;
            }
            if self.is_imported_anyway(found.file, import) {
                continue;
            }
            let draft = found.draft.map(|draft| out.drafts[draft].applicability);
            least.push((found.file, draft.unwrap_or(Applicability::Manual)));
        }
        for (file, applicability) in least {
            for draft in &mut out.drafts {
                if !draft.files().any(|one| *one == file) {
                    continue;
                }
                // A person who sees to the import wants the rest done.
                draft.at_most(applicability.max(Applicability::Unsafe));
                if applicability == Applicability::Manual && !draft.is_manual() {
                    draft.note(TAKEN_AS_MISSING);
                }
            }
        }
    }

    /// Whether the new version lets an import pass.
    fn is_imported_anyway(&self, file: FileId, import: &Imported) -> bool {
        let tree = &self.analysis.file(file).tree;
        let remains = &self.active.pack.header.remains;
        tree.stmts.iter().any(|stmt| match &stmt.kind {
            StmtKind::ImportFrom { module, names, .. } => names.iter().any(|one| {
                let path = format!("{}.{}", module.text, one.name.text);
                one.span == import.clause
                    && (self.active.new.resolve(&path).is_some() || remains.contains(&path))
            }),
            _ => false,
        })
    }
}

/// Whether a file imports something of a package where something else is taken if that fails.
#[must_use]
pub fn imports_what_may_lack(analysis: &Analysis<'_>, active: &ActivePack, file: FileId) -> bool {
    let tree = &analysis.file(file).tree;
    let is_of_package = |import: &Imported| {
        let mut atoms = import.value.atoms().iter();
        atoms.any(|atom| match atom {
            Atom::Symbol(path) => active.covers(analysis.names.get(*path)),
            _ => false,
        })
    };
    let mut imports = analysis.imported_in(file);
    imports.any(|import| is_of_package(import) && tried(tree, import.clause))
}

/// Whether a place stands in what is tried, and where it fails to import something else is taken.
fn tried(tree: &Tree, place: Span) -> bool {
    tree.stmts.iter().any(|stmt| {
        let StmtKind::Try { body, handlers, .. } = &stmt.kind else {
            return false;
        };
        let inside = |id: &crate::syntax::ast::StmtId| tree.stmt(*id).span.contains(place);
        let raises = |id| matches!(tree.stmt(id).kind, StmtKind::Raise { .. });
        body.iter().any(inside)
            && handlers.iter().any(|handler| {
                catches_imports(tree, handler) && !walk(tree, &handler.body).into_iter().any(raises)
            })
    })
}
