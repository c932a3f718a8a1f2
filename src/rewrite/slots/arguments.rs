//! Arguments of calls.

use std::collections::BTreeSet;

use crate::rewrite::lines::Layout;
use crate::rewrite::operation::{Operation, Piece};
use crate::rewrite::slots::list::CommaList;
use crate::syntax::ast::{Argument, ArgumentKind, ComprehensionKind, ExprId, ExprKind, Span, Tree};

/// What becomes of the arguments of one call.
#[derive(Debug, Clone, Default)]
pub struct ArgumentChanges {
    /// Indices of arguments that go.
    pub remove: BTreeSet<usize>,
    /// Arguments that come behind the last one, each with its keyword.
    pub add: Vec<Vec<Piece>>,
}

/// Operations for several changes of one call's arguments. Nothing if `call` is not a call.
#[must_use]
pub fn edit_arguments(
    tree: &Tree,
    text: &str,
    call: ExprId,
    changes: &ArgumentChanges,
) -> Vec<Operation> {
    let ExprKind::Call {
        arguments, list, ..
    } = &tree.expr(call).kind
    else {
        return Vec::new();
    };
    let layout = Layout::of(tree, text);
    let items: Vec<Span> = arguments
        .iter()
        .map(|argument| whole(tree, argument))
        .collect();
    if let [argument] = &arguments[..]
        && is_bare_generator(tree, argument)
        && changes.remove.is_empty()
        && !changes.add.is_empty()
    {
        return add_behind_generator(*list, &changes.add);
    }
    let inside = Span::new(list.start + 1, list.end - 1);
    let items = items.into_iter().map(|item| clamp(item, inside)).collect();
    let list = CommaList {
        layout,
        inside,
        bracketed: true,
        items,
    };
    list.edit(&changes.remove, &changes.add)
}

/// Removes one argument with its comma and the blanks or lines that were for it alone.
#[must_use]
pub fn remove_argument(tree: &Tree, text: &str, call: ExprId, index: usize) -> Vec<Operation> {
    let changes = ArgumentChanges {
        remove: BTreeSet::from([index]),
        add: Vec::new(),
    };
    edit_arguments(tree, text, call, &changes)
}

/// Adds one argument behind the last, in the layout of the others.
#[must_use]
pub fn add_argument(tree: &Tree, text: &str, call: ExprId, argument: Vec<Piece>) -> Vec<Operation> {
    let changes = ArgumentChanges {
        remove: BTreeSet::new(),
        add: vec![argument],
    };
    edit_arguments(tree, text, call, &changes)
}

/// Another keyword for an argument; none if it has no keyword.
#[must_use]
pub fn rename_keyword(argument: &Argument, name: &str) -> Option<Operation> {
    match &argument.kind {
        ArgumentKind::Keyword(keyword) => Some(Operation::replace(keyword.span, name)),
        _ => None,
    }
}

/// The argument with the parentheses of its value.
fn whole(tree: &Tree, argument: &Argument) -> Span {
    let value = tree.expr(argument.value).outer;
    Span::new(
        argument.span.start.min(value.start),
        argument.span.end.max(value.end),
    )
}

fn clamp(item: Span, inside: Span) -> Span {
    Span::new(item.start.max(inside.start), item.end.min(inside.end))
}

/// Whether the call's parentheses are also those of the generator expression.
fn is_bare_generator(tree: &Tree, argument: &Argument) -> bool {
    let value = tree.expr(argument.value);
    match value.kind {
        ExprKind::Comprehension {
            kind: ComprehensionKind::Generator,
            element,
            ..
        } => {
            // With parentheses of its own it would begin before its element.
            argument.kind == ArgumentKind::Positional
                && value.span.start == tree.expr(element).outer.start
        }
        _ => false,
    }
}

/// The generator needs parentheses of its own as soon as it is not alone. The brackets are replaced
/// rather than added to, so that the change stays within the call.
fn add_behind_generator(list: Span, add: &[Vec<Piece>]) -> Vec<Operation> {
    let mut pieces = vec![Piece::text(")")];
    for element in add {
        pieces.push(Piece::text(", "));
        pieces.extend(element.iter().cloned());
    }
    pieces.push(Piece::text(")"));
    vec![
        Operation::replace(Span::new(list.start, list.start + 1), "(("),
        Operation::template(Span::new(list.end - 1, list.end), pieces),
    ]
}
