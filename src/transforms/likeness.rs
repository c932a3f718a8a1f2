//! Answers that are read as mappings here and as objects there, in code that cannot be told apart: each call
//! gives what is read both ways, as the old one did.

use std::collections::BTreeSet;

use super::Draft;
use super::boundary::fill;
use super::functions::with_imports;
use super::responses::Responses;
use crate::finding::Applicability;
use crate::matching::uses::{Use, UseKind};
use crate::rewrite::Operation;
use crate::rewrite::names::used_names;
use crate::rules::shape::Likeness;
use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, FileId};
use crate::syntax::ast::ExprKind;
use crate::syntax::query::is_assigned;

impl Responses<'_, '_> {
    /// A likeness of the old value at each call; none if something is asked of a value that it has not.
    pub(super) fn as_likenesses(&self, calls: &[Place], uses: &[&Use]) -> Option<Draft> {
        let likeness = self.shape.likeness.as_ref()?;
        let own_way = *self.boundary != self.shape.boundary;
        if own_way || !self.provided || !uses.iter().all(|one| self.serves(likeness, one)) {
            return None;
        }
        let mut draft = Draft::default();
        for call in calls {
            let whole = self.whole(*call)?;
            let outer = self.tree(*call).expr(whole.place.1).outer;
            let pieces = fill(&likeness.call, self.mapping_of(*call).unwrap_or(outer));
            draft.edit(call.0, Operation::template(outer, pieces).on_layer(2));
        }
        let files: BTreeSet<FileId> = calls.iter().map(|call| call.0).collect();
        for file in files {
            draft.absorb(defined(self.analysis, likeness, file)?);
        }
        draft.at_most(Applicability::Unsafe);
        draft.note(&likeness.note);
        Some(draft)
    }

    /// Whether a likeness has what a use asks for.
    fn serves(&self, likeness: &Likeness, one: &Use) -> bool {
        let (UseKind::Method { name, .. }
        | UseKind::Attribute(name)
        | UseKind::Has {
            key: Some(name), ..
        }
        | UseKind::Getattr {
            key: Some(name), ..
        }) = &one.kind
        else {
            return true;
        };
        // Each class keeps its attributes in its own way.
        if name == "__dict__" {
            return false;
        }
        if let Some(set) = likeness.set.get(name) {
            return self.is_set(set);
        }
        likeness.defines(name)
            || self.shape.mapping_methods.contains(name)
            || !self.shape.methods.contains_key(name)
                && !self.any(one, |external, of| external.has_lost(of, name))
    }
}

impl Responses<'_, '_> {
    /// Whether the project sets an attribute of what may be an answer.
    fn is_set(&self, name: &str) -> bool {
        self.analysis.file_ids().any(|file| {
            let tree = &self.analysis.file(file).tree;
            tree.expr_ids().any(|id| {
                let ExprKind::Attribute { value, attribute } = &tree.expr(id).kind else {
                    return false;
                };
                let object = self.analysis.value((file, *value));
                let is_answer = |atom: &Atom| matches!(atom, Atom::Instance(..));
                *attribute.text == *name
                    && is_assigned(tree, id)
                    && (!object.is_complete() || object.atoms().iter().any(is_answer))
            })
        })
    }
}

/// Adds the definitions to a file that has nothing else under their names.
pub fn defined(analysis: &Analysis<'_>, likeness: &Likeness, file: FileId) -> Option<Draft> {
    let held = analysis.file(file);
    let used = used_names(&held.tree);
    if likeness.names().any(|name| used.contains(name)) {
        return None;
    }
    with_imports(analysis, file, (&likeness.code, &likeness.imports))
}
