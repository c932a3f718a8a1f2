//! Tables of snippets and what they are lowered to.
#![allow(clippy::unwrap_used)]

use super::ast::{ExprId, ExprKind, Parent, Span, StmtId, StmtKind, Tree};
use super::render::render;
use super::{parse, query};

pub(super) fn cut(source: &str, span: Span) -> &str {
    &source[span.range()]
}

#[track_caller]
fn lowers(table: &[(&str, &str)]) {
    for (source, expected) in table {
        let tree = parse(source);
        assert_eq!(render(&tree), *expected, "for {source:?}");
        assert!(tree.errors.is_empty(), "errors in {source:?}");
    }
}

#[test]
fn names_attributes_calls_and_subscripts() {
    lowers(&[
        ("a.b.c", "(. (. a b) c)"),
        ("f(a, k=1, *b, **c)", "(call f a k=1 *b **c)"),
        (
            "f(*g(x), *a.b, *c or d)",
            "(call f *(call g x) *(. a b) *(or c d))",
        ),
        ("f(x for x in y)", "(call f (Generator x (for x y)))"),
        ("f((x for x in y))", "(call f (Generator x (for x y)))"),
        ("f((a))(b)[c].d", "(. ([] (call (call f <a>) b) c) d)"),
        ("a[1:2, ::3]", "([] a (tuple (slice 1 2) (slice 3)))"),
        ("a[b,]", "([] a (tuple b))"),
        ("a[*b]", "([] a (tuple (* b)))"),
        ("a[*b, *c()]", "([] a (tuple (* b) (* (call c))))"),
        ("((f))(x)", "(call <f> x)"),
        ("print(a, file=b)", "(call print a file=b)"),
        ("match.type(print=1)", "(call (. match type) print=1)"),
    ]);
}

#[test]
fn operators_bind_as_in_python() {
    lowers(&[
        ("a + b * c - d", "(- (+ a (* b c)) d)"),
        ("a & b ^ c | d", "(| (^ (& a b) c) d)"),
        ("a ^ b & c", "(^ a (& b c))"),
        ("a ** b ** c", "(** a (** b c))"),
        ("-a ** -b", "(- (** a (- b)))"),
        ("(a + b) * c", "(* <(+ a b)> c)"),
        ("(a * b) + (c)", "(+ <(* a b)> <c>)"),
        ("await a ** b", "(** (await a) b)"),
        ("await a.b(c) + d", "(+ (await (call (. a b) c)) d)"),
        ("not a in b", "(not (in a b))"),
        ("a not in b is not c", "(not in,is not a b c)"),
        ("a and b or not c", "(or (and a b) (not c))"),
        ("a if b else c if d else e", "(if b a (if d c e))"),
        (
            "lambda a, *b, c=1, **d: a or b",
            "(lambda [a *b k:c=1 **d] (or a b))",
        ),
        ("lambda: (yield)", "(lambda [] <(yield -)>)"),
        ("(a := b)", "<(:= a b)>"),
    ]);
}

#[test]
fn displays_and_comprehensions() {
    lowers(&[
        ("()", "(tuple )"),
        ("a, b", "(tuple a b)"),
        ("a,", "(tuple a)"),
        ("((a, b))", "<(tuple a b)>"),
        ("[a, *b, *c + d]", "(list a (* b) (* (+ c d)))"),
        ("{a, b}", "(set a b)"),
        ("{a: b, **c}", "(dict a b **c)"),
        ("{}", "(dict )"),
        (
            "[a for b in c if d if e for f, g in h]",
            "(List a (for b c d e) (for (tuple f g) h))",
        ),
        ("{a: b for c in d}", "(Dict a b (for c d))"),
        ("{a async for a in b}", "(Set a (afor a b))"),
        ("x = *a, *f()", "(= x (tuple (* a) (* (call f))))"),
    ]);
}

#[test]
fn strings_are_decoded() {
    lowers(&[
        (r"'a\n\x41\u00e4\'\q'", r#""a\nAä'\\q""#),
        (r"r'a\n'", r#""a\\n""#),
        (r#"f(r"\\", R'\'')"#, r#"(call f "\\\\" "\\'")"#),
        (r"b'\xff\377\u0041'", r#"b"ÿÿ\\u0041""#),
        (r"'\N{DASH}\ud800'", r#""\\N{DASH}\\ud800""#),
        ("'a' \"b\" '''c\r\nd'''", r#""abc\nd""#),
        ("'a\\\nb'", r#""ab""#),
        (
            "f'{a!r:>{b}} {{c}} {d=}' 'e' f\"{f['g']}\"",
            "(f a b d ([] f \"g\"))",
        ),
        ("f'{x:{y:{z}}} {x:=5}'", "(f x y z x)"),
        ("f'{a, b}'", "(f (tuple a b))"),
        ("rb'a' b'b'", "b\"ab\""),
        ("('a'\n 'b')", "<\"ab\">"),
        ("f''", "(f )"),
    ]);
}

#[test]
fn simple_statements() {
    lowers(&[
        ("a = b = c", "(= a b c)"),
        ("a, *b = c", "(= (tuple a (* b)) c)"),
        ("(a) = b", "(= <a> b)"),
        ("[a, (b, c)] = d", "(= (list a (tuple b c)) d)"),
        ("a: int = 1", "(:= a int 1)"),
        (
            "a: Dict[str, List[int]] | None",
            "(:= a (| ([] Dict (tuple str ([] List int))) None) -)",
        ),
        (
            "a: t.Optional['x.Y']",
            "(:= a ([] (. t Optional) \"x.Y\") -)",
        ),
        ("a += b, c", "(+= a (tuple b c))"),
        ("a; b", "a; b"),
        ("return a, b", "(return (tuple a b))"),
        ("return", "(return -)"),
        ("raise A from b", "(raise A b)"),
        ("raise", "(raise - -)"),
        ("assert a, b", "(assert a b)"),
        ("del a, b.c", "(del a (. b c))"),
        ("global a, b", "(global a b)"),
        ("pass", "(other pass )"),
        ("type X = int", "(other type X int)"),
        ("type X[T: A, *Ts] = B[T]", "(other type X A ([] B T))"),
        ("type(a).b = c", "(= (. (call type a) b) c)"),
        (
            "type(a, b).c[d] = e[f]",
            "(= ([] (. (call type a b) c) d) ([] e f))",
        ),
        ("type = 1", "(= type 1)"),
        // By itself this is Python 3 as well.
        ("print >>f, a", "(tuple (>> print f) a)"),
        (
            "print >>f, a\nprint b",
            "(other print f a); (other print b)",
        ),
        ("print 'a'", "(other print \"a\")"),
        ("exec 'a' in b", "(other exec \"a\" b)"),
        ("x = yield a", "(= x (yield a))"),
        ("yield from a", "(yield-from a)"),
    ]);
}

#[test]
fn imports() {
    lowers(&[
        ("import a.b as c, d", "(import c=a.b d)"),
        ("from a import b as c, d", "(from 0a c=b d)"),
        ("from . import (a,\n b as c,)", "(from 1 a c=b)"),
        ("from ...a.b import *", "(from 3a.b *)"),
        ("from .... import a", "(from 4 a)"),
        ("from __future__ import a", "(from 0__future__ a)"),
        ("import a . b", "(import a.b)"),
    ]);
}

#[test]
fn compound_statements() {
    lowers(&[
        (
            "if a:\n b\nelif c:\n d\nelse:\n e\n",
            "(if a [b] [(if c [d] [e])])",
        ),
        (
            "for a, b in c, d: e\nelse: f\n",
            "(for (tuple a b) (tuple c d) [e] [f])",
        ),
        ("async for a in b: c", "(afor a b [c] [])"),
        ("while a: b; c", "(while a [b; c] [])"),
        ("with a as b, c: d", "(with b=a c [d])"),
        (
            "with (a as b, c as (d, e)): f",
            "(with b=a (tuple d e)=c [f])",
        ),
        ("with (a as b): c", "(with b=a [c])"),
        ("with (a, b): c", "(with a b [c])"),
        ("with (a): c", "(with <a> [c])"),
        ("async with (a) as b: c", "(awith b=<a> [c])"),
        (
            "try: a\nexcept A as e: b\nexcept (B, C): c\nexcept: d\nelse: e\nfinally: f",
            "(try [a] (except A e [b]) (except (tuple B C)  [c]) (except -  [d]) [e] [f])",
        ),
        (
            "try: a\nexcept* A as e: b",
            "(try [a] (except A e [b]) [] [])",
        ),
        (
            "try: a\nexcept A, B: b",
            "(try [a] (except (tuple A B)  [b]) [] [])",
        ),
        (
            "try: a\nexcept a.B as e: b",
            "(try [a] (except (. a B) e [b]) [] [])",
        ),
    ]);
}

#[test]
fn definitions() {
    lowers(&[
        (
            "@a\n@b.c(d)\nasync def f(a, /, b: int = 1, *, c, **d: e) -> List[int]: pass",
            "(adef f <> [/a b:int=1 k:c **d:e] ([] List int) @[a (call (. b c) d)] [(other pass )])",
        ),
        (
            "def f(*args: *Ts): pass",
            "(def f <> [*args:(* Ts)] - @[] [(other pass )])",
        ),
        (
            "def f[T: int, *Ts, **P](a): pass",
            "(def f <T Ts P> [a] - @[] [(other pass )])",
        ),
        (
            "@a\nclass A(B, metaclass=C, *d):\n  x = 1\n  def f(self): ...\n",
            "(class A <> [B metaclass=C *d] @[a] [(= x 1); (def f <> [self] - @[] [...])])",
        ),
        (
            "class A[T](Generic[T]): pass",
            "(class A <T> [([] Generic T)] @[] [(other pass )])",
        ),
    ]);
}

#[test]
fn what_the_grammar_lacks_is_read_nevertheless() {
    lowers(&[
        (
            "def f():\n  (a.\nb # c\n +\nd)\n",
            "(def f <> [] - @[] [<(+ (. a b) d)>])",
        ),
        (
            "class A[T = int, U: B = c.D, *Ts = *E[f]](G): pass",
            "(class A <T U Ts> [G] @[] [(other pass )])",
        ),
        (
            "def f[**P = [a]](b=c): pass",
            "(def f <P> [b=c] - @[] [(other pass )])",
        ),
        ("type A[T: B = C] = D", "(other type A B C D)"),
    ]);
    let source = "class A[T = int, U: B = c.D]: pass\nx = (\n1 # ä\n) # b";
    let tree = parse(source);
    let StmtKind::Class(class) = &tree.stmts[0].kind else {
        panic!("a class")
    };
    let text = |id: Option<ExprId>| id.map(|id| cut(source, tree.expr(id).span));
    let parameters = &class.type_parameters;
    assert_eq!(
        (text(parameters[0].bound), text(parameters[0].default)),
        (None, Some("int"))
    );
    assert_eq!(
        (text(parameters[1].bound), text(parameters[1].default)),
        (Some("B"), Some("c.D"))
    );
    let comments: Vec<&str> = tree
        .comments
        .iter()
        .map(|span| cut(source, *span))
        .collect();
    assert_eq!(comments, ["# ä", "# b"]);
}

#[test]
fn patterns_bind_and_read() {
    let source = "match a, b:\n case A(x, k=B.C) as y if z: pass\n case [1, *r] | {'k': -2, **q}: pass\n case _: pass\n case None | C.D | s: pass\n case (u, v): pass\n";
    lowers(&[(
        source,
        "(match (tuple a b) (case [x y] [A (. B C)] z [(other pass )]) \
         (case [r q] [1 \"k\" (- 2)] - [(other pass )]) (case [] [] - [(other pass )]) \
         (case [s] [None (. C D)] - [(other pass )]) (case [u v] [] - [(other pass )]))",
    )]);
}

#[test]
fn what_cannot_be_read_is_unreadable_and_the_rest_is_read() {
    for (source, expected) in [
        ("a = 1\nb = = 2\nc = 3\n", "(= a 1); (unreadable); (= c 3)"),
        (
            "if a:\n  b\n  c d e\n  f\n",
            "(if a [b; (unreadable); (unreadable); f] [])",
        ),
    ] {
        let tree = parse(source);
        assert_eq!(render(&tree), expected, "for {source:?}");
        assert!(!tree.errors.is_empty());
    }
    for source in [
        "f(",
        "def f(a b): pass",
        "x = (1,",
        "class",
        "\"\"\"abc",
        "a = $",
        ")",
    ] {
        assert!(!parse(source).errors.is_empty(), "{source:?}");
    }
}

/// The text of a span.
/// Each node but the module's statements hangs on something that has it.
fn assert_hangs_together(tree: &Tree) {
    let mut seen = vec![0; tree.exprs.len()];
    for (index, expr) in tree.exprs.iter().enumerate() {
        for child in query::children(&expr.kind) {
            assert!((child.0 as usize) < index, "operands stand before");
            assert_eq!(
                tree.expr(child).parent,
                Parent::Expr(ExprId(u32::try_from(index).unwrap()))
            );
            seen[child.0 as usize] += 1;
        }
    }
    for (index, stmt) in tree.stmts.iter().enumerate() {
        let id = StmtId(u32::try_from(index).unwrap());
        for operand in query::operands(&stmt.kind) {
            assert_eq!(tree.expr(operand).parent, Parent::Stmt(id));
            seen[operand.0 as usize] += 1;
        }
        for inner in query::blocks(&stmt.kind).into_iter().flatten() {
            assert_eq!(tree.stmt(*inner).parent, Parent::Stmt(id));
        }
    }
    assert!(seen.iter().all(|count| *count == 1), "each hangs on one");
    let order: Vec<u32> = query::walk(tree, &tree.body)
        .iter()
        .map(|id| id.0)
        .collect();
    let expected: Vec<u32> = (0..u32::try_from(tree.stmts.len()).unwrap()).collect();
    assert_eq!(order, expected, "statements are numbered as they stand");
}

#[test]
fn all_nodes_hang_together_in_their_order() {
    for source in [
        "@d(1)\ndef f[T: b = c](a: int = g(x), *c):\n  with a as b, c: return [x async for x in await y if z]\n",
        "if a: b\nelif c:\n  d\n  e\nelse: f\nx: Dict[str, int] = {**a, 'b': lambda q=1: q}\n",
        "try: a\nexcept B as c: d\nelse: e\nfinally: f\nmatch a:\n case A(b) if c: d\n",
        "f(*g(x), k=(y := 1))[a:b, *c] = f'{a:{b}}' + -c ** d & e\n",
    ] {
        assert_hangs_together(&parse(source));
    }
}

#[test]
fn deep_nesting_ends_in_an_error_and_not_in_an_overflow() {
    let brackets = format!("x = {}{}", "[".repeat(50_000), "]".repeat(50_000));
    let calls = format!("x = {}1{}", "f(".repeat(5_000), ")".repeat(5_000));
    let open = "(".repeat(50_000);
    let unary = format!("x = {}1", "-".repeat(50_000));
    let lambdas = format!("x = {}1", "lambda: ".repeat(5_000));
    // The parser's room for blocks in blocks is bounded, and it ends the process where that is too small.
    let within = |number: usize, open: &str| format!("{}{open}:\n", " ".repeat(number));
    let blocks: String = (0..3_000).map(|number| within(number, "def f()")).collect();
    let blocks = format!("{blocks}{}x\n)", " ".repeat(3_000));
    for source in [brackets, calls, open, unary, lambdas, blocks] {
        let tree = parse(&source);
        assert!(!tree.errors.is_empty(), "{}", &source[..20]);
    }
}

#[test]
fn long_chains_are_read_whole() {
    let sum = format!("x = {}1", "a + ".repeat(4_000));
    let calls = format!("x = a{}", ".b(c)".repeat(2_000));
    let booleans = format!("x = {}1", "a or ".repeat(4_000));
    let parentheses = format!("x = {}1{}", "(".repeat(5_000), ")".repeat(5_000));
    let branches = format!("if a: b\n{}", "elif a: b\n".repeat(3_000));
    let strings = format!("x = ({})", "'a'\n".repeat(10_000));
    for source in [sum, calls, booleans, parentheses, branches, strings] {
        let tree = parse(&source);
        assert!(tree.errors.is_empty(), "{}", &source[..20]);
        assert_hangs_together(&tree);
    }
}

#[test]
fn queries_answer() {
    let tree = parse("a.b.c(x, k=1)[0]\nf().g");
    let found: Vec<String> = (0..tree.exprs.len())
        .filter_map(|index| query::dotted(&tree, ExprId(u32::try_from(index).unwrap())))
        .collect();
    assert_eq!(found, ["a", "a.b", "a.b.c", "x", "f"]);
    let call = tree
        .exprs
        .iter()
        .find(|expr| !query::arguments(expr).is_empty())
        .unwrap();
    let value = query::keyword(call, "k").unwrap().value;
    assert!(matches!(&tree.expr(value).kind, ExprKind::Number(one) if &**one == "1"));
    assert!(query::keyword(call, "x").is_none());
    let StmtKind::Expr(top) = tree.stmts[0].kind else {
        panic!("an expression")
    };
    assert_eq!(query::walk_expr(&tree, top).len(), 8);
    assert_eq!(tree.stmt_of(value), Some(StmtId(0)));
}
