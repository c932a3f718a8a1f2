//! Names that a module gives to types made of classes which are gone, for annotations alone: nothing that runs
//! depends on what such a name stands for.

use super::{Changes, Worker};
use crate::finding::Applicability;
use crate::rewrite::Operation;
use crate::semantic::store::Place;
use crate::syntax::ast::{ExprId, ExprKind, Parent, Span, StmtKind};
use crate::transforms::Draft;

/// What says nothing of a value.
const ANY: &str = "typing.Any";

impl Worker<'_, '_> {
    /// The draft that has a name of a type stand for anything, where a class in it is gone. None if the place is in no
    /// such type, or the name is used for more than annotations.
    pub(super) fn named_type(&self, place: Place, out: &mut Changes) -> Option<usize> {
        let (target, value) = self.type_around(place)?;
        let tree = &self.analysis.file(place.0).tree;
        let ExprKind::Name(name) = &tree.expr(target).kind else {
            return None;
        };
        let mut named = tree
            .expr_ids()
            .filter(|id| matches!(&tree.expr(*id).kind, ExprKind::Name(other) if other == name));
        let annotates = |id: ExprId| id == target || self.is_annotation((place.0, id));
        if !named.all(annotates) {
            return None;
        }
        let span = tree.expr(value).span;
        if let Some(index) = written(out, place, span) {
            return Some(index);
        }
        let mut draft = Draft::default();
        draft.at_most(Applicability::Unsafe);
        let text = self.name_from_import(place, ANY, &mut draft)?;
        draft.edit(place.0, Operation::replace(span, text));
        out.drafts.push(draft);
        Some(out.drafts.len() - 1)
    }

    /// The assignment at the top of a file whose value is a type that a class stands in: its target and the value.
    fn type_around(&self, (file, expr): Place) -> Option<(ExprId, ExprId)> {
        let tree = &self.analysis.file(file).tree;
        let (mut at, mut within) = (expr, false);
        loop {
            match tree.expr(at).parent {
                Parent::Expr(up) => {
                    match &tree.expr(up).kind {
                        ExprKind::Subscript { value, index } if *index == at => {
                            let mut forms = ["Type", "Union", "Optional"].iter();
                            let is_form = forms.any(|form| {
                                self.is_symbol((file, *value), &format!("typing.{form}"))
                            });
                            within |= is_form;
                            if !is_form {
                                return None;
                            }
                        }
                        ExprKind::Tuple(_) => {}
                        _ => return None,
                    }
                    at = up;
                }
                Parent::Stmt(stmt) => {
                    return match &tree.stmt(stmt).kind {
                        StmtKind::Assign { targets, value }
                            if within
                                && *value == at
                                && targets.len() == 1
                                && tree.stmt(stmt).parent == Parent::Module =>
                        {
                            Some((targets[0], at))
                        }
                        _ => None,
                    };
                }
                Parent::Module => return None,
            }
        }
    }
}

/// The draft that rewrites the type already.
pub(super) fn written(out: &Changes, place: Place, span: Span) -> Option<usize> {
    out.drafts.iter().position(|draft| {
        let mut operations = draft.operations.get(&place.0).into_iter().flatten();
        operations.any(|operation| operation.span == span)
    })
}
