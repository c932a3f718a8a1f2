//! Arguments that become the first item of a tuple with another one.

use super::Plan;
use crate::rewrite::Operation;
use crate::syntax::ast::{Argument, ArgumentKind, ExprId, ExprKind, Tree};
use crate::syntax::query::arguments;
use crate::transforms::names::value_source;

impl Plan<'_, '_> {
    /// Puts the value of an argument before that of another one. Which of them is computed first may change, so
    /// one of the two must be plain.
    pub(super) fn joins(&mut self, index: usize, value: ExprId, other: &str) {
        let file = self.call.file;
        let tree = &self.analysis.file(file).tree;
        let with = named(arguments(tree.expr(self.call.call)), other);
        let with = with.filter(|with| is_plain(tree, value) || is_plain(tree, with.value));
        let Some(with) = with else {
            let note = format!("give both as a tuple: `{other}=(..., {other})`");
            self.draft.manual("argument-unknown", note);
            return;
        };
        let first = value_source(self.analysis, file, value);
        let second = value_source(self.analysis, file, with.value);
        let span = tree.expr(with.value).outer;
        self.draft.edit(
            file,
            Operation::replace(span, format!("({first}, {second})")),
        );
        self.remove.insert(index);
    }
}

/// The argument that is given by a name.
fn named<'t>(given: &'t [Argument], name: &str) -> Option<&'t Argument> {
    given
        .iter()
        .find(|one| matches!(&one.kind, ArgumentKind::Keyword(keyword) if *keyword.text == *name))
}

/// Whether it does not matter when an expression is computed, and no edit lies in it.
fn is_plain(tree: &Tree, value: ExprId) -> bool {
    matches!(
        tree.expr(value).kind,
        ExprKind::Name(_) | ExprKind::Str { .. }
    )
}
