//! Items of dict displays.

use std::collections::BTreeSet;

use crate::rewrite::lines::Layout;
use crate::rewrite::operation::Operation;
use crate::rewrite::slots::list::CommaList;
use crate::syntax::ast::{ExprId, ExprKind, Span, Tree};

/// Removes items of a dict display with their commas and lines. Nothing if `dict` is no dict display.
#[must_use]
pub fn remove_dict_items(
    tree: &Tree,
    text: &str,
    dict: ExprId,
    remove: &BTreeSet<usize>,
) -> Vec<Operation> {
    let expr = tree.expr(dict);
    let ExprKind::Dict(items) = &expr.kind else {
        return Vec::new();
    };
    let list = CommaList {
        layout: Layout::of(tree, text),
        bracketed: true,
        inside: Span::new(expr.span.start + 1, expr.span.end - 1),
        items: items
            .iter()
            .map(|item| {
                let end = tree.expr(item.value).outer.end;
                Span::new(item.span.start, item.span.end.max(end))
            })
            .collect(),
    };
    list.edit(remove, &[])
}

/// Removes one item of a dict display.
#[must_use]
pub fn remove_dict_item(tree: &Tree, text: &str, dict: ExprId, index: usize) -> Vec<Operation> {
    remove_dict_items(tree, text, dict, &BTreeSet::from([index]))
}

/// Another key for an item, in the quotes that the key has. None if the key is not one plain string.
#[must_use]
pub fn rename_dict_key(
    tree: &Tree,
    text: &str,
    dict: ExprId,
    index: usize,
    name: &str,
) -> Option<Operation> {
    let ExprKind::Dict(items) = &tree.expr(dict).kind else {
        return None;
    };
    let key = tree.expr(items.get(index)?.key?);
    let ExprKind::Str {
        value,
        bytes: false,
    } = &key.kind
    else {
        return None;
    };
    let written = &text[key.span.range()];
    let place = written.find(&**value)?;
    let (before, after) = (&written[..place], &written[place + value.len()..]);
    let quotes = before.trim_start_matches(['r', 'R', 'u', 'U']);
    let plain = !quotes.is_empty()
        && quotes == after
        && quotes.bytes().all(|byte| byte == after.as_bytes()[0]);
    plain.then(|| {
        let start = key.span.start + place as u32;
        Operation::replace(Span::new(start, start + value.len() as u32), name)
    })
}
