//! Keys of a dict of arguments that the new call has no use for: taken out where they are written.

use std::collections::{BTreeMap, BTreeSet};

use super::{Plan, has_effect};
use crate::matching::tokens::{Token, Written};
use crate::rewrite::Operation;
use crate::rewrite::slots::{remove_argument, remove_dict_items, remove_statement, siblings};
use crate::rules::schema::{Action, Change};
use crate::semantic::value::FileId;
use crate::syntax::ast::{ExprId, Parent, StmtId, Tree};

impl Plan<'_, '_> {
    /// The edits that take keys out where they are written; none if one of them is asked for somewhere, or if making
    /// its value does something.
    pub(super) fn drop_keys(
        &self,
        dropped: &BTreeSet<String>,
        found: &BTreeMap<String, BTreeSet<Token>>,
    ) -> Option<Vec<(FileId, Operation)>> {
        let mut items: BTreeMap<(FileId, ExprId), BTreeSet<usize>> = BTreeMap::new();
        let mut out = Vec::new();
        let tokens = dropped.iter().filter_map(|name| found.get(name)).flatten();
        for token in tokens {
            let held = self.analysis.file(token.file);
            let (tree, text) = (&held.tree, held.unit.text());
            let Written {
                holder,
                index,
                value,
            } = token.written(tree)?;
            if has_effect(tree, value) {
                return None;
            }
            let operations = match index {
                Some(index) if token.quoted => {
                    items.entry((token.file, holder)).or_default().insert(index);
                    continue;
                }
                Some(index) => remove_argument(tree, text, holder, index),
                None => remove_statement(tree, text, assigning(tree, holder)?),
            };
            out.extend(operations.into_iter().map(|one| (token.file, one)));
        }
        for ((file, dict), indices) in items {
            let held = self.analysis.file(file);
            let operations = remove_dict_items(&held.tree, held.unit.text(), dict, &indices);
            out.extend(operations.into_iter().map(|one| (file, one)));
        }
        Some(out)
    }

    /// Whether another call of a row has no use for the same keys either.
    pub(super) fn drops_too(change: &Change, dropped: &BTreeSet<String>) -> bool {
        dropped.iter().all(|name| {
            let last = change
                .argument_table(name)
                .and_then(|table| table.cases.last());
            last.is_some_and(|case| case.action == Action::Drop)
        })
    }
}

/// The statement that assigns to an item, if its block has more than it: one of its own would be left with nothing to do.
fn assigning(tree: &Tree, item: ExprId) -> Option<StmtId> {
    let Parent::Stmt(stmt) = tree.expr(item).parent else {
        return None;
    };
    (siblings(tree, stmt).1.len() > 1).then_some(stmt)
}
