//! Arguments that become items of a dict argument.

use super::Plan;
use crate::rewrite::Operation;
use crate::rewrite::lines::Layout;
use crate::syntax::ast::{ArgumentKind, ExprKind, Span, Tree};
use crate::transforms::names::wants_parentheses;

/// An argument on its way into a dict.
pub(super) struct Item {
    /// Its key there.
    pub(super) key: String,
    /// Its value.
    pub(super) text: String,
    /// Its place among the arguments.
    pub(super) index: usize,
    /// Whether the value is the one that is given.
    pub(super) as_given: bool,
}

/// The dict argument as it is written anew.
pub(super) fn display(dict: &str, items: &[Item]) -> String {
    let items: Vec<String> = items
        .iter()
        .map(|item| format!("\"{}\": {}", item.key, item.text))
        .collect();
    format!("{dict}={{{}}}", items.join(", "))
}

/// The edits that put items which stand side by side into a dict: what is written before each value, the
/// value, and what takes the first one's place. Lines and comments stay.
pub(super) fn around(
    tree: &Tree,
    text: &str,
    open: &str,
    items: &[(Span, Span, String)],
) -> Vec<Operation> {
    let (Some((first, ..)), Some((_, last, _))) = (items.first(), items.last()) else {
        return Vec::new();
    };
    let layout = Layout::of(tree, text);
    let own_lines = items.len() > 1
        && items.iter().all(|(name, value, _)| {
            let whole = &text[name.start as usize..value.end as usize];
            layout.is_first_on_line(name.start) && !whole.contains('\n')
        });
    let (mut open, mut step, mut close) = (open.to_owned(), "", "}".to_owned());
    let mut out = Vec::new();
    if own_lines {
        let at = first.start;
        let (line, indentation) = (layout.line_break(at), layout.indentation(at));
        step = if indentation.contains('\t') {
            "\t"
        } else {
            "    "
        };
        open = format!("{open}{line}{indentation}{step}");
        close = format!(",{line}{indentation}}}");
        let comments = layout.comments_in(at, last.start).iter();
        let comments = comments.filter(|one| layout.is_first_on_line(one.start));
        out.extend(comments.map(|one| Operation::insert(one.start, step)));
    }
    for (at, (name, _, key)) in items.iter().enumerate() {
        let before = if at == 0 { &open } else { step };
        out.push(Operation::replace(*name, format!("{before}{key}")));
    }
    out.push(Operation::insert(last.end, close));
    out
}

impl Plan<'_, '_> {
    /// Makes the dict around the arguments where they stand, if they stand side by side: lines and comments
    /// stay.
    pub(super) fn becomes_dict(&mut self, dict: &str, items: &[Item]) -> bool {
        let file = self.call.file;
        let held = self.analysis.file(file);
        let (tree, text) = (&held.tree, held.unit.text());
        let ExprKind::Call { arguments, .. } = &tree.expr(self.call.call).kind else {
            return false;
        };
        let side_by_side = items
            .windows(2)
            .all(|pair| pair[0].index + 1 == pair[1].index);
        let mut names = Vec::new();
        for item in items {
            let argument = &arguments[item.index];
            let ArgumentKind::Keyword(name) = &argument.kind else {
                return false;
            };
            let value = tree.expr(argument.value).outer;
            let between = &text[name.span.end as usize..value.start as usize];
            let plain =
                item.as_given && between.trim() == "=" && !wants_parentheses(tree, argument.value);
            if !plain {
                return false;
            }
            names.push((Span::new(name.span.start, value.start), value));
        }
        if names.is_empty() || !side_by_side {
            return false;
        }
        let side_by_side: Vec<(Span, Span, String)> = names
            .into_iter()
            .zip(items)
            .map(|((name, value), item)| (name, value, format!("\"{}\": ", item.key)))
            .collect();
        for operation in around(tree, text, &format!("{dict}={{"), &side_by_side) {
            self.draft.edit(file, operation);
        }
        for item in items {
            self.remove.remove(&item.index);
        }
        true
    }
}
