//! Lines of an expression that moved up to the line before it, for what stood between them is gone: its other lines would
//! stand deeper than the one it begins on.

use crate::finding::TextEdit;
use crate::rewrite::lines::Layout;
use crate::syntax::ast::{Span, Tree};

/// Takes the lines of expressions that moved up to the left by as much as their first line moved. A line that is edited
/// there already stays, and so do expressions with texts of several lines.
pub fn outdent_what_moved_up(tree: &Tree, text: &str, edits: &mut Vec<TextEdit>) {
    let layout = Layout::of(tree, text);
    let mut new: Vec<TextEdit> = Vec::new();
    for edit in edits.iter() {
        for line in moved_up(tree, layout, edit) {
            let span = Span::new(line.start, line.end);
            let touches = |one: &TextEdit| one.start <= span.end && span.start <= one.end;
            if !edits.iter().chain(&new).any(touches) {
                new.push(line);
            }
        }
    }
    edits.append(&mut new);
    edits.sort_by_key(|edit| edit.start);
}

/// What goes of each line but the first of the expression that an edit moves up.
fn moved_up(tree: &Tree, layout: Layout<'_>, edit: &TextEdit) -> Vec<TextEdit> {
    let (start, end) = (edit.start, edit.end);
    let joins = layout.line_end(start) < end
        && layout.is_first_on_line(end)
        && !edit.replacement.contains(['\n', '\r']);
    if !joins {
        return Vec::new();
    }
    let here = tree.exprs.iter().filter(|expr| expr.outer.start == end);
    let Some(last) = here.map(|expr| expr.outer.end).max() else {
        return Vec::new();
    };
    let (target, now) = (layout.indentation(start), layout.indentation(end));
    let whole = layout.slice(end, last);
    let Some(surplus) = now.strip_prefix(target).filter(|more| !more.is_empty()) else {
        return Vec::new();
    };
    if ["\"\"\"", "'''", "\\"]
        .iter()
        .any(|one| whole.contains(one))
    {
        return Vec::new();
    }
    let mut lines = Vec::new();
    let mut at = layout.next_line(end);
    while at < last {
        let indentation = layout.indentation(at);
        let is_blank = layout.slice(at, layout.line_end(at)).trim().is_empty();
        if !is_blank && !indentation.starts_with(now) {
            return Vec::new();
        }
        if !is_blank {
            let from = at + u32::try_from(target.len()).unwrap_or_default();
            lines.push(TextEdit {
                start: from,
                end: from + u32::try_from(surplus.len()).unwrap_or_default(),
                replacement: String::new(),
            });
        }
        let next = layout.next_line(at);
        if next == at {
            break;
        }
        at = next;
    }
    lines
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::rewrite::apply;
    use crate::syntax::parse;

    /// The text without `call(` with the white space behind it, and without `gone`.
    fn unwrapped(text: &str, gone: &str) -> String {
        let tree = parse(text);
        let delete = |start: usize, len: usize| TextEdit {
            start: start as u32,
            end: (start + len) as u32,
            replacement: String::new(),
        };
        let first = text.find("call(").unwrap();
        let behind = &text[first + 5..];
        let blanks = behind.len() - behind.trim_start().len();
        let last = text.rfind(gone).unwrap();
        let mut edits = vec![delete(first, 5 + blanks), delete(last, gone.len())];
        outdent_what_moved_up(&tree, text, &mut edits);
        apply(text, &edits)
    }

    #[test]
    fn lines_follow_the_first_one() {
        let text = "def f():\n    return call(\n        {\n            'a': [\n                1,\n            ],\n\n            # why\n        }\n    )\n";
        let after = "def f():\n    return {\n        'a': [\n            1,\n        ],\n\n        # why\n    }\n";
        assert_eq!(unwrapped(text, "\n    )"), after);
    }

    #[test]
    fn what_is_on_the_line_already_or_holds_long_texts_stays() {
        let text = "x = call({\n    'a': 1,\n})\n";
        assert_eq!(unwrapped(text, ")"), "x = {\n    'a': 1,\n}\n");
        let text = "x = call(\n    {\n        'a': '''\n        b''',\n    }\n)\n";
        let after = "x = {\n        'a': '''\n        b''',\n    }\n";
        assert_eq!(unwrapped(text, "\n)"), after);
    }
}
