//! Keys of a dict of arguments that the new call has no use for: taken out where they are written.

use std::collections::{BTreeMap, BTreeSet};

use super::{Plan, has_effect};
use crate::matching::keys::Token;
use crate::rewrite::Operation;
use crate::rewrite::slots::{remove_argument, remove_dict_items, remove_statement, siblings};
use crate::rules::schema::{Action, Change};
use crate::semantic::value::FileId;
use crate::syntax::ast::{ArgumentKind, ExprId, ExprKind, Parent, StmtId, StmtKind};

/// Where a key is written with its value.
#[derive(Clone, Copy)]
enum Written {
    /// An item of a display.
    Item(ExprId, usize),
    /// A keyword of a call.
    Keyword(ExprId, usize),
    /// What a statement assigns to an item.
    Assigned(StmtId),
}

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
            let operations = match self.stands(token)? {
                Written::Item(dict, index) => {
                    items.entry((token.file, dict)).or_default().insert(index);
                    continue;
                }
                Written::Keyword(call, index) => remove_argument(tree, text, call, index),
                Written::Assigned(stmt) => remove_statement(tree, text, stmt),
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

    /// What writes a key, if that can go without anything else.
    fn stands(&self, token: &Token) -> Option<Written> {
        let tree = &self.analysis.file(token.file).tree;
        let (written, value) = tree.expr_ids().find_map(|up| match &tree.expr(up).kind {
            ExprKind::Dict(items) if token.quoted => {
                let is_it = |key: Option<ExprId>| key.is_some_and(|key| tree.expr(key).span == token.span);
                let index = items.iter().position(|item| is_it(item.key))?;
                Some((Written::Item(up, index), items[index].value))
            }
            ExprKind::Subscript { index, .. } if token.quoted && tree.expr(*index).span == token.span => {
                let Parent::Stmt(stmt) = tree.expr(up).parent else {
                    return None;
                };
                match &tree.stmt(stmt).kind {
                    // A block of its own would be left with nothing to do.
                    StmtKind::Assign { targets, value }
                        if *targets == [up] && siblings(tree, stmt).1.len() > 1 =>
                    {
                        Some((Written::Assigned(stmt), *value))
                    }
                    _ => None,
                }
            }
            ExprKind::Call { arguments, .. } if !token.quoted => {
                let is_it = |kind: &ArgumentKind| {
                    matches!(kind, ArgumentKind::Keyword(name) if name.span == token.span)
                };
                let index = arguments.iter().position(|one| is_it(&one.kind))?;
                Some((Written::Keyword(up, index), arguments[index].value))
            }
            _ => None,
        })?;
        (!has_effect(tree, value)).then_some(written)
    }
}
