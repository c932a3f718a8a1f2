//! What comments say of imports that go: it stays, above an import of the same package if there is one.

use std::collections::{BTreeMap, BTreeSet};

use super::Plan;
use super::existing::Existing;
use crate::rewrite::comments::words_of;
use crate::rewrite::lines::Layout;
use crate::rewrite::operation::Operation;
use crate::rewrite::slots::{insert_statement_before, siblings};
use crate::syntax::ast::{Span, StmtId};

/// Comments of imports that go, by the import.
pub(super) type Said = BTreeMap<usize, Vec<String>>;

impl Plan<'_> {
    /// The comments in a stretch, without what they tell tools about their lines.
    pub(super) fn said(&self, layout: Layout<'_>, within: Span) -> Vec<String> {
        let comments = layout.comments_in(within.start, within.end);
        let words = comments
            .iter()
            .map(|comment| words_of(&self.text[comment.range()]));
        words.flatten().collect()
    }

    /// An import with the comment behind it, if it has its lines for itself.
    pub(super) fn with_comment(&self, layout: Layout<'_>, import: &Existing) -> Option<Span> {
        let span = self.tree.stmt(import.stmt).span;
        let alone = layout.is_first_on_line(span.start) && layout.is_last_on_line(span.end);
        alone.then(|| {
            let comment = layout.comment_at(layout.skip_blanks(span.end));
            let end = comment.map_or(span.end, |comment| comment.end);
            Span::new(span.start, end)
        })
    }

    /// Puts what was said of imports that go above those that stay, or where they stood: then the statement is
    /// no longer among those that go.
    pub(super) fn keep_said(
        &self,
        layout: Layout<'_>,
        said: Said,
        gone: &mut BTreeSet<StmtId>,
    ) -> Vec<Operation> {
        let mut above: BTreeMap<StmtId, Vec<String>> = BTreeMap::new();
        let mut operations = Vec::new();
        for (index, lines) in said {
            let import = &self.imports[index];
            if let Some(other) = self.stays_beside(layout, import, gone) {
                above.entry(other).or_default().extend(lines);
            } else if let Some(place) = self.with_comment(layout, import) {
                let (_, block) = siblings(self.tree, import.stmt);
                let text = match block.iter().all(|stmt| gone.contains(stmt)) {
                    true => format!("pass  {}", lines.join("  ")),
                    false => lines.join(&self.between(layout, place)),
                };
                gone.remove(&import.stmt);
                operations.push(Operation::replace(place, text));
            }
        }
        for (stmt, lines) in above {
            let lines = lines.join("\n");
            operations.extend(insert_statement_before(self.tree, self.text, stmt, &lines));
        }
        operations
    }

    /// The import itself if it stays, or one of the same package in its scope that does.
    fn stays_beside(
        &self,
        layout: Layout<'_>,
        import: &Existing,
        gone: &BTreeSet<StmtId>,
    ) -> Option<StmtId> {
        let stays = |other: &&Existing| {
            let Span { start, .. } = self.tree.stmt(other.stmt).span;
            other.within == import.within
                && !gone.contains(&other.stmt)
                && layout.is_first_on_line(start)
                && other.roots.iter().any(|root| import.roots.contains(root))
        };
        let itself = Some(import).filter(stays);
        let other = itself.or_else(|| self.imports.iter().copied().find(stays))?;
        Some(other.stmt)
    }

    /// What stands between lines at the level of a place.
    pub(super) fn between(&self, layout: Layout<'_>, place: Span) -> String {
        format!(
            "{}{}",
            layout.line_break(place.start),
            layout.indentation(place.start)
        )
    }
}
