//! What a class derives from.

use std::collections::BTreeSet;

use crate::rewrite::lines::Layout;
use crate::rewrite::operation::Operation;
use crate::rewrite::slots::list::CommaList;
use crate::syntax::ast::{Span, StmtId, StmtKind, Tree};

/// Removes a base of a class, and its parentheses where nothing is left between them. `None` if it is no class, or
/// if a comment stands between them.
#[must_use]
pub fn remove_base(tree: &Tree, text: &str, stmt: StmtId, index: usize) -> Option<Vec<Operation>> {
    let StmtKind::Class(class) = &tree.stmt(stmt).kind else {
        return None;
    };
    let items: Vec<Span> = class
        .arguments
        .iter()
        .map(|argument| {
            let value = tree.expr(argument.value).outer;
            let start = argument.span.start.min(value.start);
            Span::new(start, argument.span.end.max(value.end))
        })
        .collect();
    let (first, last) = (items.first()?, items.last()?);
    let before = &text[class.name.span.end as usize..first.start as usize];
    let open = class.name.span.end + u32::try_from(before.rfind('(')?).ok()?;
    let behind = &text[last.end as usize..];
    let close = last.end + u32::try_from(behind.find(')')?).ok()?;
    let layout = Layout::of(tree, text);
    if !layout.comments_in(open, close).is_empty() {
        return None;
    }
    if items.len() == 1 {
        return Some(vec![Operation::delete(Span::new(open, close + 1))]);
    }
    let list = CommaList {
        layout,
        inside: Span::new(open + 1, close),
        bracketed: true,
        items,
    };
    Some(list.edit(&BTreeSet::from([index]), &[]))
}
