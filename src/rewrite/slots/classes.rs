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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::rewrite::{apply, flatten};
    use crate::syntax::parse;

    /// `text` is one class; `index` is the base that goes.
    fn without_base(text: &str, index: usize) -> Option<String> {
        let tree = parse(text);
        let edits = remove_base(&tree, text, tree.body[0], index)?;
        Some(apply(text, &flatten(text, &edits).unwrap()))
    }

    #[test]
    fn a_base_goes_with_its_comma_and_the_last_one_with_the_parentheses() {
        let cases = [
            ("class A(b):\n    pass\n", 0, "class A:\n    pass\n"),
            ("class A(b, c):\n    pass\n", 0, "class A(c):\n    pass\n"),
            ("class A(c, (b)):\n    pass\n", 1, "class A(c):\n    pass\n"),
            (
                "class A(b, metaclass=M):\n    pass\n",
                0,
                "class A(metaclass=M):\n    pass\n",
            ),
            (
                "class A[T: (int, str)](b[T]):\n    pass\n",
                0,
                "class A[T: (int, str)]:\n    pass\n",
            ),
            (
                "class A(\n    b,\n    c,\n):\n    pass\n",
                0,
                "class A(\n    c,\n):\n    pass\n",
            ),
        ];
        for (text, index, wanted) in cases {
            assert_eq!(without_base(text, index).as_deref(), Some(wanted), "{text}");
        }
        assert_eq!(
            without_base("class A(\n    b,  # old\n):\n    pass\n", 0),
            None
        );
        assert_eq!(without_base("b = 1\n", 0), None);
    }
}
