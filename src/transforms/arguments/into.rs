//! Arguments that become items of a dict argument.

use super::Plan;
use crate::rewrite::Operation;
use crate::rewrite::lines::Layout;
use crate::syntax::ast::{ArgumentKind, ExprKind, Span};
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
        let (Some((_, last)), true) = (names.last().copied(), side_by_side) else {
            return false;
        };
        let layout = Layout::of(tree, text);
        let own_lines = items.len() > 1
            && names.iter().all(|(name, value)| {
                let whole = &text[name.start as usize..value.end as usize];
                layout.is_first_on_line(name.start) && !whole.contains('\n')
            });
        let (mut open, mut step, mut close) = (format!("{dict}={{"), "", "}".to_owned());
        if own_lines {
            let at = names[0].0.start;
            let (line, indentation) = (layout.line_break(at), layout.indentation(at));
            step = if indentation.contains('\t') {
                "\t"
            } else {
                "    "
            };
            open = format!("{open}{line}{indentation}{step}");
            close = format!(",{line}{indentation}}}");
            let comments = layout.comments_in(at, last.start).iter();
            for comment in comments.filter(|one| layout.is_first_on_line(one.start)) {
                self.draft
                    .edit(file, Operation::insert(comment.start, step));
            }
        }
        for (at, ((name, _), item)) in names.into_iter().zip(items).enumerate() {
            let before = if at == 0 { &open } else { step };
            let text = format!("{before}\"{}\": ", item.key);
            self.draft.edit(file, Operation::replace(name, text));
            self.remove.remove(&item.index);
        }
        self.draft.edit(file, Operation::insert(last.end, close));
        true
    }
}
