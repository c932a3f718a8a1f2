//! Texts that a package holds under names: what reads one is given the text.

use super::Worker;
use super::hits::Hit;
use crate::rewrite::Operation;
use crate::rules::schema::Change;
use crate::semantic::external::Constant;
use crate::semantic::value::Atom;
use crate::syntax::ast::{ExprKind, Parent};
use crate::syntax::query::is_assigned;
use crate::transforms::Draft;

impl Worker<'_, '_> {
    /// The text, or the list of texts, in the place of one that is read of what holds texts.
    pub(super) fn literal(&self, hit: &Hit, row: &Change) -> Option<Draft> {
        let file = hit.reference.file;
        let holder = hit.reference.expr.filter(|_| row.literals)?;
        let tree = &self.analysis.file(file).tree;
        let Parent::Expr(up) = tree.expr(holder).parent else {
            return None;
        };
        let is_read =
            matches!(&tree.expr(up).kind, ExprKind::Attribute { value, .. } if *value == holder);
        let Some(Atom::Symbol(path)) = self.analysis.value((file, up)).single().filter(|_| is_read)
        else {
            return None;
        };
        let text = |text: &str| format!("\"{text}\"");
        let written = match self
            .analysis
            .external
            .constant(self.analysis.names.get(path))?
        {
            Constant::Text(one) => text(one),
            Constant::Texts(all) => {
                let all: Vec<String> = all.into_iter().map(text).collect();
                format!("[{}]", all.join(", "))
            }
        };
        // What is assigned, or deleted, is no text.
        if is_assigned(tree, up) {
            return None;
        }
        let mut draft = Draft::default();
        draft.at_most(row.applicability);
        let written = self.quoted((file, up), &written, &mut draft);
        if !draft.is_manual() {
            draft.edit(file, Operation::replace(tree.expr(up).span, written));
        }
        Some(draft)
    }
}
