#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::rewrite::operation::{Operation, Piece};
use crate::rewrite::verify::accepts;
use crate::rewrite::{apply, flatten};
use crate::syntax::ast::{ExprId, ExprKind, StmtId, Tree};
use crate::syntax::parse;

fn run(text: &str, operations: &[Operation]) -> String {
    apply(text, &flatten(text, operations).unwrap())
}

fn last_expr(tree: &Tree, wanted: impl Fn(&ExprKind) -> bool) -> ExprId {
    let found = tree.exprs.iter().rposition(|expr| wanted(&expr.kind));
    ExprId(found.unwrap() as u32)
}

/// `text` is one call; `remove` are indices, `add` whole arguments.
fn edited(text: &str, remove: &[usize], add: &[&str]) -> String {
    let tree = parse(text);
    let call = last_expr(&tree, |kind| matches!(kind, ExprKind::Call { .. }));
    let changes = ArgumentChanges {
        remove: remove.iter().copied().collect(),
        add: add.iter().map(|text| vec![Piece::text(*text)]).collect(),
    };
    run(text, &edit_arguments(&tree, text, call, &changes))
}

#[test]
fn an_argument_goes_with_its_comma() {
    let cases: &[(&str, &[usize], &str)] = &[
        ("f(a, b, c)", &[0], "f(b, c)"),
        ("f(a, b, c)", &[1], "f(a, c)"),
        ("f(a, b, c)", &[2], "f(a, b)"),
        ("f(a, b, c)", &[0, 1], "f(c)"),
        ("f(a, b, c)", &[1, 2], "f(a)"),
        ("f(a, b, c)", &[0, 2], "f(b)"),
        ("f(a, b, c)", &[0, 1, 2], "f()"),
        ("f(a)", &[0], "f()"),
        ("f( a )", &[0], "f()"),
        ("f(a,)", &[0], "f()"),
        ("f(a, b,)", &[1], "f(a,)"),
        ("f(a, b,)", &[0], "f(b,)"),
        ("f(x=(a), y=(b))", &[1], "f(x=(a))"),
        ("f(x=(a), y=(b))", &[0], "f(y=(b))"),
        ("f((a), (b))", &[1], "f((a))"),
        ("f(\n    a,\n)", &[0], "f()"),
        ("f(x for x in y)", &[0], "f()"),
    ];
    for (text, remove, expected) in cases {
        assert_eq!(
            edited(text, remove, &[]),
            *expected,
            "{text:?} without {remove:?}"
        );
    }
}

#[test]
fn an_argument_on_a_line_of_its_own_takes_the_line_along() {
    let text = "f(\n    a,\n    # stays\n    b,  # goes\n    c=1,\n)";
    assert_eq!(
        edited(text, &[0], &[]),
        "f(\n    # stays\n    b,  # goes\n    c=1,\n)"
    );
    assert_eq!(
        edited(text, &[1], &[]),
        "f(\n    a,\n    # stays\n    c=1,\n)"
    );
    assert_eq!(
        edited(text, &[2], &[]),
        "f(\n    a,\n    # stays\n    b,  # goes\n)"
    );
    assert_eq!(edited(text, &[1, 2], &[]), "f(\n    a,\n    # stays\n)");
    assert_eq!(edited(text, &[0, 1, 2], &[]), "f(\n    # stays\n)");
}

#[test]
fn the_last_of_lines_without_trailing_comma_leaves_none() {
    let text = "f(\n    a,  # note\n    b  # goes\n)";
    assert_eq!(edited(text, &[1], &[]), "f(\n    a  # note\n)");
    assert_eq!(edited(text, &[0], &[]), "f(\n    b  # goes\n)");
}

#[test]
fn arguments_in_uneven_lines_keep_the_others_where_they_are() {
    let cases: &[(&str, &[usize], &str)] = &[
        ("f(a,\n  b,\n  c)", &[0], "f(b,\n  c)"),
        ("f(a,\n  b,\n  c)", &[1], "f(a,\n  c)"),
        ("f(a,\n  b,\n  c)", &[2], "f(a,\n  b)"),
        ("f(a, b,\n  c, d)", &[1], "f(a,\n  c, d)"),
        ("f(a, b,\n  c, d)", &[2], "f(a, b,\n  d)"),
        ("f(a, b,\n  c, d)", &[2, 3], "f(a, b)"),
        ("f(a, b,\n  c, d)", &[0, 1], "f(c, d)"),
        ("f(\n    a, b,\n    c)", &[0, 1], "f(\n    c)"),
        ("f(a,  # about a\n  b)", &[0], "f(b)"),
        ("f(a,\n  # about b\n  b)", &[0], "f(\n  # about b\n  b)"),
        ("f(a,  # about a\n  b)", &[1], "f(a  # about a\n  )"),
        ("f(a, \\\n  b)", &[1], "f(a)"),
        ("f(a,\r\n  b,\r\n  c)", &[1], "f(a,\r\n  c)"),
        ("f(a, g(\n    1,\n), c)", &[1], "f(a, c)"),
    ];
    for (text, remove, expected) in cases {
        assert_eq!(
            edited(text, remove, &[]),
            *expected,
            "{text:?} without {remove:?}"
        );
    }
}

#[test]
fn an_added_argument_stands_last_in_the_layout_of_the_others() {
    let cases: &[(&str, &[&str], &str)] = &[
        ("f()", &["n=1"], "f(n=1)"),
        ("f()", &["n=1", "m=2"], "f(n=1, m=2)"),
        ("f(a)", &["n=1", "m=2"], "f(a, n=1, m=2)"),
        ("f(a,)", &["n=1"], "f(a, n=1,)"),
        ("f((a))", &["n=1"], "f((a), n=1)"),
        ("f(**k)", &["n=1"], "f(**k, n=1)"),
        (
            "f(\n    a,\n    b,\n)",
            &["n=1"],
            "f(\n    a,\n    b,\n    n=1,\n)",
        ),
        (
            "f(\n    a,\n    b\n)",
            &["n=1", "m=2"],
            "f(\n    a,\n    b,\n    n=1,\n    m=2\n)",
        ),
        (
            "f(\n    a,  # why\n)",
            &["n=1"],
            "f(\n    a,  # why\n    n=1,\n)",
        ),
        (
            "f(\n    a  # why\n)",
            &["n=1"],
            "f(\n    a,  # why\n    n=1\n)",
        ),
        ("f(a,\n  b)", &["n=1"], "f(a,\n  b,\n  n=1)"),
        ("f(\r\n  a,\r\n)", &["n=1"], "f(\r\n  a,\r\n  n=1,\r\n)"),
        ("f(\n    a, b\n)", &["n=1"], "f(\n    a, b, n=1\n)"),
        ("f(x for x in y)", &["n=1"], "f((x for x in y), n=1)"),
        (
            "f((x) for x in (y))",
            &["n=1"],
            "f(((x) for x in (y)), n=1)",
        ),
        ("f((x for x in y))", &["n=1"], "f((x for x in y), n=1)"),
    ];
    for (text, add, expected) in cases {
        assert_eq!(edited(text, &[], add), *expected, "{text:?} with {add:?}");
    }
}

#[test]
fn arguments_that_come_take_the_place_of_those_that_go() {
    let cases: &[(&str, &[usize], &[&str], &str)] = &[
        ("f(a)", &[0], &["n=1"], "f(n=1)"),
        ("f(a, b)", &[1], &["n=1"], "f(a, n=1)"),
        ("f(a, b)", &[0], &["n=1"], "f(b, n=1)"),
        ("f(a, b, c)", &[0, 2], &["n=1", "m=2"], "f(b, n=1, m=2)"),
        (
            "f(\n    a,\n    b,\n)",
            &[1],
            &["n=1", "m=2"],
            "f(\n    a,\n    n=1,\n    m=2,\n)",
        ),
        (
            "f(\n    a,\n    b,\n)",
            &[0],
            &["n=1"],
            "f(\n    b,\n    n=1,\n)",
        ),
        ("f(x for x in y)", &[0], &["n=1"], "f(n=1)"),
    ];
    for (text, remove, add, expected) in cases {
        assert_eq!(
            edited(text, remove, add),
            *expected,
            "{text:?} without {remove:?}"
        );
    }
}

#[test]
fn an_added_argument_stands_outside_of_what_happens_to_the_last_one() {
    let text = "f(a)";
    let tree = parse(text);
    let call = last_expr(&tree, |kind| matches!(kind, ExprKind::Call { .. }));
    let mut operations = add_argument(&tree, text, call, vec![Piece::text("n=1")]);
    operations.push(Operation::wrap(tree.expr(ExprId(1)).span, "g(", ")").on_layer(9));
    operations.push(Operation::wrap(tree.expr(call).span, "await ", ""));
    assert_eq!(run(text, &operations), "await f(g(a), n=1)");
}

#[test]
fn a_keyword_is_renamed_in_its_place() {
    let text = "f(old = 1, *x)";
    let tree = parse(text);
    let call = last_expr(&tree, |kind| matches!(kind, ExprKind::Call { .. }));
    let ExprKind::Call { arguments, .. } = &tree.expr(call).kind else {
        panic!("a call");
    };
    let renamed = rename_keyword(&arguments[0], "new").unwrap();
    assert_eq!(run(text, &[renamed]), "f(new = 1, *x)");
    assert_eq!(rename_keyword(&arguments[1], "new"), None);
}

#[test]
fn a_dict_item_goes_with_its_comma_and_a_key_keeps_its_quotes() {
    let text = "d = {\n    'old': 1,\n    \"b\": (2),\n    **c,\n}";
    let tree = parse(text);
    let dict = last_expr(&tree, |kind| matches!(kind, ExprKind::Dict(_)));
    let without = |index| run(text, &remove_dict_item(&tree, text, dict, index));
    assert_eq!(without(0), "d = {\n    \"b\": (2),\n    **c,\n}");
    assert_eq!(without(1), "d = {\n    'old': 1,\n    **c,\n}");
    assert_eq!(without(2), "d = {\n    'old': 1,\n    \"b\": (2),\n}");
    let renamed = rename_dict_key(&tree, text, dict, 0, "new").unwrap();
    assert_eq!(run(text, &[renamed]), text.replace("old", "new"));
    assert_eq!(rename_dict_key(&tree, text, dict, 2, "new"), None);
}

#[test]
fn a_key_that_is_not_one_plain_string_keeps_its_name() {
    for text in ["{'a' 'b': 1}", "{f'a': 1}", "{'\\x61': 1}", "{b'a': 1}"] {
        let tree = parse(text);
        let dict = last_expr(&tree, |kind| matches!(kind, ExprKind::Dict(_)));
        assert_eq!(rename_dict_key(&tree, text, dict, 0, "new"), None, "{text}");
    }
    for (text, expected) in [("{u'a': 1}", "{u'n': 1}"), ("{'''a''': 1}", "{'''n''': 1}")] {
        let tree = parse(text);
        let dict = last_expr(&tree, |kind| matches!(kind, ExprKind::Dict(_)));
        let renamed = rename_dict_key(&tree, text, dict, 0, "n").unwrap();
        assert_eq!(run(text, &[renamed]), expected);
    }
}

/// Ids of the statements whose text is one of `wanted`.
fn statements(tree: &Tree, text: &str, wanted: &[&str]) -> BTreeSet<StmtId> {
    (0..tree.stmts.len() as u32)
        .map(StmtId)
        .filter(|&id| wanted.contains(&&text[tree.stmt(id).span.range()]))
        .collect()
}

fn removed(text: &str, wanted: &[&str]) -> String {
    let tree = parse(text);
    let remove = statements(&tree, text, wanted);
    assert_eq!(remove.len(), wanted.len(), "{text:?}");
    run(text, &remove_statements(&tree, text, &remove))
}

#[test]
fn a_statement_goes_with_its_line() {
    let cases: &[(&str, &[&str], &str)] = &[
        ("a\nb\nc\n", &["b"], "a\nc\n"),
        ("a\nb  # note\nc\n", &["b"], "a\nc\n"),
        ("a\n# stays\nb\nc\n", &["b"], "a\n# stays\nc\n"),
        ("a\r\nb\r\nc\r\n", &["b"], "a\r\nc\r\n"),
        ("a\nb", &["b"], "a\n"),
        ("a", &["a"], ""),
        ("a;\nb\n", &["a"], "b\n"),
        ("a; b; c\n", &["a"], "b; c\n"),
        ("a; b; c\n", &["b"], "a; c\n"),
        ("a; b; c\n", &["c"], "a; b\n"),
        ("a; b; c\n", &["b", "c"], "a\n"),
        ("a; b; c\nd\n", &["a", "b", "c"], "d\n"),
        ("a; b;\n", &["b"], "a;\n"),
        ("b(\n  1,\n)\nc\n", &["b(\n  1,\n)"], "c\n"),
        ("@d\ndef f():\n    x\nc\n", &["@d\ndef f():\n    x"], "c\n"),
    ];
    for (text, remove, expected) in cases {
        assert_eq!(
            removed(text, remove),
            *expected,
            "{text:?} without {remove:?}"
        );
    }
}

#[test]
fn no_gap_of_blank_lines_is_left() {
    let cases: &[(&str, &[&str], &str)] = &[
        ("a\n\nb\n\nc\n", &["b"], "a\n\nc\n"),
        ("a\n\nb\n\n\nc\n", &["b"], "a\n\n\nc\n"),
        ("b\n\nc\n", &["b"], "c\n"),
        ("a\n\nb\nc\n", &["b"], "a\n\nc\n"),
        ("a\n\nb\n\nc\n\nd\n", &["b", "c"], "a\n\nd\n"),
        ("é\r\n\r\nb\r\n\r\nc\r\n", &["b"], "é\r\n\r\nc\r\n"),
    ];
    for (text, remove, expected) in cases {
        assert_eq!(
            removed(text, remove),
            *expected,
            "{text:?} without {remove:?}"
        );
    }
}

#[test]
fn a_block_never_becomes_empty() {
    let cases: &[(&str, &[&str], &str)] = &[
        ("if x:\n    a\n", &["a"], "if x:\n    pass\n"),
        (
            "if x:\n    a  # note\n",
            &["a"],
            "if x:\n    pass  # note\n",
        ),
        ("if x: a\n", &["a"], "if x: pass\n"),
        ("if x: a; b\n", &["a"], "if x: b\n"),
        ("if x: a; b\n", &["b"], "if x: a\n"),
        ("if x: a; b\n", &["a", "b"], "if x: pass\n"),
        ("if x:\n    a\n    b\n", &["a", "b"], "if x:\n    pass\n"),
        (
            "try:\n    a\nexcept E:\n    b\n",
            &["a", "b"],
            "try:\n    pass\nexcept E:\n    pass\n",
        ),
        ("def f():\n    a\n    b\n", &["a"], "def f():\n    b\n"),
    ];
    for (text, remove, expected) in cases {
        assert_eq!(
            removed(text, remove),
            *expected,
            "{text:?} without {remove:?}"
        );
    }
}

#[test]
fn a_block_that_several_parts_empty_gets_pass() {
    let text = "if x:\n    a\n    b\nelse:\n    c\n";
    let tree = parse(text);
    let mut operations = Vec::new();
    for wanted in ["a", "b"] {
        for id in statements(&tree, text, &[wanted]) {
            operations.extend(remove_statement(&tree, text, id));
        }
    }
    keep_blocks_filled(&tree, &mut operations);
    assert_eq!(run(text, &operations), "if x:\n    pass\nelse:\n    c\n");
}

#[test]
fn a_block_that_goes_as_a_whole_needs_no_pass() {
    let text = "if x:\n    a\nb\n";
    let tree = parse(text);
    let whole = statements(&tree, text, &["if x:\n    a"]);
    let mut operations = remove_statements(&tree, text, &whole);
    keep_blocks_filled(&tree, &mut operations);
    assert_eq!(run(text, &operations), "b\n");
}

fn inserted(text: &str, anchor: &str, statement: &str, before: bool) -> Option<String> {
    let tree = parse(text);
    let anchor = *statements(&tree, text, &[anchor]).first().unwrap();
    let operation = if before {
        insert_statement_before(&tree, text, anchor, statement)
    } else {
        insert_statement_after(&tree, text, anchor, statement)
    };
    Some(run(text, &[operation?]))
}

#[test]
fn an_inserted_statement_has_the_indentation_of_its_block() {
    let text = "def f():\n    a\n\n    # about b\n    b\n";
    let before = |anchor, statement| inserted(text, anchor, statement, true).unwrap();
    let after = |anchor, statement| inserted(text, anchor, statement, false).unwrap();
    assert_eq!(
        before("a", "n"),
        "def f():\n    n\n    a\n\n    # about b\n    b\n"
    );
    assert_eq!(
        before("b", "n"),
        "def f():\n    a\n\n    n\n    # about b\n    b\n"
    );
    assert_eq!(
        after("a", "n\nm"),
        "def f():\n    a\n    n\n    m\n\n    # about b\n    b\n"
    );
    assert_eq!(
        after("b", "n"),
        "def f():\n    a\n\n    # about b\n    b\n    n\n"
    );
}

#[test]
fn an_inserted_statement_finds_a_place_on_odd_lines() {
    let cases: &[(&str, &str, bool, &str)] = &[
        ("# licence\na\n", "a", true, "# licence\nn\na\n"),
        ("a", "a", false, "a\nn"),
        ("a\r\nb", "b", false, "a\r\nb\r\nn"),
        ("a  # why\nb\n", "a", false, "a  # why\nn\nb\n"),
        ("a; b\n", "b", true, "a; n; b\n"),
        ("a; b\n", "a", false, "a; n; b\n"),
        ("a;\nb\n", "a", false, "a;\nn\nb\n"),
        ("if x: a\n", "a", true, "if x: n; a\n"),
        ("if x: a\n", "a", false, "if x: a; n\n"),
        ("if x:\n\ta\n", "a", false, "if x:\n\ta\n\tn\n"),
        (
            "@d\ndef f():\n    x\n",
            "@d\ndef f():\n    x",
            true,
            "n\n@d\ndef f():\n    x\n",
        ),
    ];
    for (text, anchor, before, expected) in cases {
        let result = inserted(text, anchor, "n", *before);
        assert_eq!(result.as_deref(), Some(*expected), "{text:?}");
    }
    assert_eq!(inserted("if x: a\n", "a", "n\nm", true), None);
}

#[test]
fn statements_can_be_inserted_around_one_that_goes() {
    let text = "a\n\nb\n\nc\n";
    let tree = parse(text);
    let b = *statements(&tree, text, &["b"]).first().unwrap();
    let mut operations = remove_statement(&tree, text, b);
    operations.extend(insert_statement_after(&tree, text, b, "n"));
    operations.extend(insert_statement_before(&tree, text, b, "m"));
    assert_eq!(run(text, &operations), "a\n\nm\nn\nc\n");
}

/// The texts of the arguments of the last call.
fn argument_texts(text: &str) -> Vec<String> {
    let tree = parse(text);
    let call = last_expr(&tree, |kind| matches!(kind, ExprKind::Call { .. }));
    let ExprKind::Call { arguments, .. } = &tree.expr(call).kind else {
        unreachable!("a call was asked for");
    };
    let texts = arguments
        .iter()
        .map(|argument| &text[argument.span.range()]);
    texts.map(str::to_owned).collect()
}

proptest! {
    #[test]
    fn any_layout_keeps_the_other_arguments_and_the_comments_above_them(
        gaps in prop::collection::vec(0_usize..7, 1..6),
        removed in prop::collection::vec(any::<bool>(), 6),
        trailing in any::<bool>(),
        close in 0_usize..3,
        added in 0_usize..3,
    ) {
        let separators = ["", " ", "\n    ", "  # own\n    ", "\n    # line\n    ", " \\\n  ", "\n\n    "];
        let mut text = "f(".to_owned();
        for (index, &gap) in gaps.iter().enumerate() {
            text.push_str(if index == 0 { "" } else { "," });
            text.push_str(separators[gap]);
            text.push_str(&format!("k{index}=({index})"));
        }
        text.push_str(if trailing { "," } else { "" });
        text.push_str(["", "\n", "  # own\n"][close]);
        text.push(')');

        let remove: Vec<usize> = (0..gaps.len()).filter(|&index| removed[index]).collect();
        let add: Vec<String> = (0..added).map(|index| format!("n{index}={index}")).collect();
        let added: Vec<&str> = add.iter().map(String::as_str).collect();
        let result = edited(&text, &remove, &added);

        let kept = (0..gaps.len()).filter(|index| !remove.contains(index));
        let mut expected: Vec<String> = kept.map(|index| format!("k{index}=({index})")).collect();
        expected.extend(add);
        prop_assert_eq!(accepts(&result), Ok(()), "{:?} -> {:?}", text, result);
        prop_assert_eq!(argument_texts(&result), expected, "{:?} -> {:?}", text, result);
        // A comment between two that go may go with them.
        let stays = |&index: &usize| gaps[index] == 4
            && (!remove.contains(&index) || index > 0 && !remove.contains(&(index - 1)));
        let least = (0..gaps.len()).filter(stays).count();
        prop_assert!(result.matches("# line").count() >= least, "{:?} -> {:?}", text, result);
        prop_assert!(!result.lines().any(|line| line.ends_with(' ')) || text.contains("\\") || text.starts_with("f( "), "{:?} -> {:?}", text, result);
    }
}
