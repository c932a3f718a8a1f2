//! Where the things of a tree begin and end.
#![allow(clippy::unwrap_used)]

use super::ast::{ExprKind, StmtKind};
use super::parse;
use super::tests::cut;

#[test]
fn spans_cover_exactly_their_tokens() {
    let source =
        "x = (ä . create)(model = 'm', *a)\nimport a.b as c, d\nfrom .p import (q as r, s)\n";
    let tree = parse(source);
    let call = tree
        .exprs
        .iter()
        .find(|expr| matches!(expr.kind, ExprKind::Call { .. }))
        .unwrap();
    assert_eq!(cut(source, call.span), "(ä . create)(model = 'm', *a)");
    let ExprKind::Call {
        function,
        arguments,
        list,
    } = &call.kind
    else {
        panic!("a call")
    };
    assert_eq!(cut(source, *list), "(model = 'm', *a)");
    assert_eq!(cut(source, arguments[0].span), "model = 'm'");
    assert_eq!(cut(source, arguments[1].span), "*a");
    let function = tree.expr(*function);
    assert_eq!(cut(source, function.span), "ä . create");
    assert_eq!(cut(source, function.outer), "(ä . create)");
    let ExprKind::Attribute { attribute, .. } = &function.kind else {
        panic!("an attribute")
    };
    assert_eq!(cut(source, attribute.span), "create");
    let StmtKind::Import(modules) = &tree.stmts[1].kind else {
        panic!("an import")
    };
    assert_eq!(cut(source, modules[0].span), "a.b as c");
    assert_eq!(cut(source, modules[0].module.span), "a.b");
    assert_eq!(cut(source, modules[1].span), "d");
    let StmtKind::ImportFrom { names, module, .. } = &tree.stmts[2].kind else {
        panic!("a from-import")
    };
    assert_eq!(cut(source, module.span), "p");
    assert_eq!(cut(source, names[0].span), "q as r");
    assert_eq!(cut(source, names[1].span), "s");
}

#[test]
fn stars_and_lone_generators_have_exact_spans() {
    let source = "x = *f(a), 1\ng(b for b in c)\n";
    let tree = parse(source);
    let spans: Vec<&str> = tree
        .exprs
        .iter()
        .map(|expr| cut(source, expr.span))
        .collect();
    assert!(spans.contains(&"*f(a)"), "{spans:?}");
    assert!(spans.contains(&"f(a)"), "{spans:?}");
    assert!(spans.contains(&"b for b in c"), "{spans:?}");
    assert!(spans.contains(&"*f(a), 1"), "{spans:?}");
}

#[test]
fn calls_of_type_that_are_assigned_to_have_exact_spans() {
    let source = "type (a).b = c";
    let tree = parse(source);
    let spans: Vec<&str> = tree
        .exprs
        .iter()
        .map(|expr| cut(source, expr.outer))
        .collect();
    assert_eq!(spans, ["type", "a", "type (a)", "type (a).b", "c"]);
}

#[test]
fn statements_end_before_their_line_end() {
    let source = "@a\nclass A:\n    def f(self):\n        return 1\n\n    # end\n\nx = 1  # c\r\nif a:\n  b ; \n\nelse:\n  c\\\n\n";
    let tree = parse(source);
    let spans: Vec<&str> = tree
        .stmts
        .iter()
        .map(|stmt| cut(source, stmt.span))
        .collect();
    assert!(
        spans[0].ends_with("return 1") || spans[0].ends_with("# end"),
        "{spans:?}"
    );
    assert_eq!(spans[1], "def f(self):\n        return 1");
    assert_eq!(spans[2], "return 1");
    assert_eq!(spans[3], "x = 1");
    assert_eq!(spans[4], "if a:\n  b ; \n\nelse:\n  c");
    let comments: Vec<&str> = tree
        .comments
        .iter()
        .map(|span| cut(source, *span))
        .collect();
    assert_eq!(comments, ["# end", "# c"]);
}
