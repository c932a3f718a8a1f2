//! Comments behind arguments that move: they go above the statement, where they are kept.

use std::collections::BTreeSet;

use super::Plan;
use crate::rewrite::Operation;
use crate::rewrite::comments::comment_that_moves;
use crate::rewrite::lines::Layout;
use crate::syntax::ast::Span;
use crate::syntax::query::arguments;

impl Plan<'_, '_> {
    /// What keeps the comments that would go with the arguments which move.
    pub(super) fn comments_kept(
        &self,
        moved: &BTreeSet<usize>,
        edits: &[Operation],
    ) -> Option<Operation> {
        let held = self.analysis.file(self.call.file);
        let (tree, text) = (&held.tree, held.unit.text());
        let layout = Layout::of(tree, text);
        let given = arguments(tree.expr(self.call.call));
        let behind = |index: &usize| {
            let value = tree.expr(given[*index].value).outer;
            let end = given[*index].span.end.max(value.end);
            comment_that_moves(tree, text, end)
        };
        let goes = |comment: &Span| edits.iter().any(|edit| covers(edit.span, *comment));
        let comments = moved.iter().filter_map(behind).filter(goes);
        let lines: Vec<&str> = comments.map(|comment| &text[comment.range()]).collect();
        let stmt = tree.stmt_of(self.call.call).filter(|_| !lines.is_empty())?;
        let start = tree.stmt(stmt).span.start;
        let line = |comment: &str| {
            format!(
                "{}{comment}{}",
                layout.indentation(start),
                layout.line_break(start)
            )
        };
        let above: String = lines.into_iter().map(line).collect();
        let at = layout.line_start(start);
        let own_line = layout.is_first_on_line(start);
        own_line.then(|| Operation::insert(at, above).on_layer(Operation::OUTERMOST))
    }
}

fn covers(outer: Span, inner: Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}
