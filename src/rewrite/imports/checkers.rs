//! Imports for type checkers alone: a block of them that would be left empty goes, and what asks for it.

use std::collections::BTreeSet;

use super::existing::is_type_checking;
use super::{ImportNeed, Plan};
use crate::rewrite::lines::Layout;
use crate::syntax::ast::{ExprKind, Span, StmtId, StmtKind};

const ASKS: &str = "TYPE_CHECKING";

impl Plan<'_> {
    /// The `if TYPE_CHECKING:` of which nothing is left, not even a comment.
    pub(super) fn emptied_for_checkers(&self, layout: Layout<'_>) -> BTreeSet<StmtId> {
        let going: BTreeSet<StmtId> = self
            .edits
            .iter()
            .filter(|(index, edit)| {
                edit.leaves_nothing(self.imports[**index]) && edit.statements.is_empty()
            })
            .map(|(index, _)| self.imports[*index].stmt)
            .collect();
        let around = self.imports.iter().filter_map(|import| {
            let outer = *import.within.last()?;
            let StmtKind::If { test, body, orelse } = &self.tree.stmt(outer).kind else {
                return None;
            };
            let span = self.tree.stmt(outer).span;
            let empties = is_type_checking(self.tree, *test)
                && orelse.is_empty()
                && body.iter().all(|one| going.contains(one))
                && layout.is_first_on_line(span.start)
                && layout
                    .comments_in(span.start, layout.line_end(span.end))
                    .is_empty();
            empties.then_some(outer)
        });
        around.collect()
    }

    /// Lets blocks go with all that is in them.
    pub(super) fn take_as_a_whole(&self, blocks: BTreeSet<StmtId>, gone: &mut BTreeSet<StmtId>) {
        let inside = |stmt: &StmtId, block: &StmtId| {
            let (stmt, block) = (self.tree.stmt(*stmt).span, self.tree.stmt(*block).span);
            block.contains(stmt)
        };
        gone.retain(|stmt| !blocks.iter().any(|block| inside(stmt, block)));
        gone.extend(blocks);
    }

    /// Drops the import of the name that those blocks alone ask for.
    pub(super) fn drop_what_asks_for_checkers(&mut self, emptied: &BTreeSet<StmtId>) {
        let spans: Vec<Span> = emptied
            .iter()
            .map(|stmt| self.tree.stmt(*stmt).span)
            .collect();
        let mut uses = self.tree.exprs.iter().filter(|expr| match &expr.kind {
            ExprKind::Name(name) => &**name == ASKS,
            ExprKind::Str { value, .. } => &**value == ASKS,
            _ => false,
        });
        if spans.is_empty() || !uses.all(|one| spans.iter().any(|span| span.contains(one.span))) {
            return;
        }
        for (index, import) in self.imports.iter().enumerate() {
            for (place, clause) in import.clauses.iter().enumerate() {
                let asks = matches!(
                    &clause.need,
                    Some(ImportNeed::From { name, alias: None, .. }) if name == ASKS
                );
                if asks {
                    self.edits.entry(index).or_default().remove.insert(place);
                }
            }
        }
    }
}
