//! The judge of rewritten files says what CPython's `compile` says.

#![allow(clippy::unwrap_used)]

use std::io::Write;
use std::process::{Command, Stdio};

use exuvia::rewrite::verify::accepts;

/// Modules that each Python from 3.10 on either compiles or refuses.
const MODULES: &[&str] = &[
    // Arguments and parameters.
    "f(a=1, a=2)",
    "f(a=1, **k, b=2)",
    "f(**k, *a)",
    "f(a=1, b)",
    "f(*a, b, c=1)",
    "f(x for x in y)",
    "f(x for x in y, 1)",
    "f((x for x in y), a=1)",
    "f(1, x for x in y)",
    "f(a.b=1)",
    "f(True=1)",
    "class A(B, metaclass=M, metaclass=N): pass",
    "class A(B, x=1, **k): pass",
    "def f(a, a): pass",
    "def f(a, *, a): pass",
    "def f(a, *a): pass",
    "def f(a=1, b): pass",
    "def f(*, **k): pass",
    "def f(a, /, b, *, c): pass",
    "lambda a, a: 1",
    "lambda a, b=1, *c, d, **e: 1",
    // Await, async and yield.
    "await x",
    "def f(): await x",
    "async def f(): await x",
    "async def f():\n    def g(): await x",
    "async def f():\n    async def g(): await x",
    "async def f(): return lambda: await x",
    "async def f():\n    class A:\n        await x",
    "async def f(): return [await x for x in y]",
    "async def f(): return [x async for x in y]",
    "async def f(): return {k: await v async for k, v in y}",
    "def f(): return [x async for x in y]",
    "def f(): return [await x for x in y]",
    "def f(): return (x async for x in y)",
    "def f(): return (await x for x in y)",
    "def f(): return (x for x in await y)",
    "async def f(): return (x for x in await y)",
    "[x async for x in y]",
    "async with x: pass",
    "async for x in y: pass",
    "def f():\n    async with x: pass",
    "def f():\n    async for x in y: pass",
    "async def f():\n    async with x as y, z: pass\n    async for a in b: pass",
    "async def f(a=await x): pass",
    "async def g():\n    def f(a=await x): pass",
    "async def g():\n    @(await x)\n    def f(): pass",
    "yield 1",
    "def f(): yield 1",
    "class A: yield 1",
    "def f():\n    class A:\n        yield 1",
    "def f(): return [(yield x) for x in y]",
    "def f(): return [x for x in (yield y)]",
    "lambda: (yield)",
    "async def f(): yield 1",
    "async def f(): yield from x",
    "async def f():\n    yield 1\n    return 2",
    "async def f():\n    yield 1\n    return",
    "def f():\n    yield 1\n    return 2",
    "async = 1",
    "await = 1",
    // Where statements may stand.
    "return 1",
    "def f(): return 1",
    "class A: return 1",
    "def f():\n    class A:\n        return 1",
    "if x:\n    return",
    "break",
    "continue",
    "for x in y: break",
    "for x in y: pass\nelse: break",
    "while x:\n    for y in z: pass\n    else: continue",
    "while x:\n    def f(): break",
    "while x:\n    class A: continue",
    "while x:\n    try: continue\n    finally: pass",
    "while x:\n    with y: break",
    "from x import *",
    "def f():\n    from x import *",
    "class A:\n    from x import *",
    "from __future__ import annotations",
    "'doc'\nfrom __future__ import annotations",
    "# c\nfrom __future__ import annotations\nimport a",
    "import a\nfrom __future__ import annotations",
    "'doc'\nx = 1\nfrom __future__ import annotations",
    "'doc'\n'more'\nfrom __future__ import annotations",
    "from __future__ import division\nfrom __future__ import annotations",
    "from __future__ import nonsense",
    "from __future__ import braces",
    "def f():\n    from __future__ import annotations",
    "if x:\n    from __future__ import annotations",
    // Handlers.
    "try: pass\nexcept: pass",
    "try: pass\nexcept: pass\nexcept A: pass",
    "try: pass\nexcept A: pass\nexcept: pass",
    "try: pass\nexcept (A, B) as e: pass\nelse: pass\nfinally: pass",
    "try: pass\nelse: pass",
    "try: pass",
    "try: pass\nfinally: pass",
    "try: pass\nexcept A as a.b: pass",
    // Scopes.
    "nonlocal x",
    "def f():\n    nonlocal x",
    "def g():\n    x = 1\n    def f():\n        nonlocal x",
    "def g(x):\n    def f():\n        nonlocal x\n        x = 1",
    "def g():\n    import x.y\n    def f():\n        nonlocal x",
    "def g():\n    def x(): pass\n    def f():\n        nonlocal x",
    "def g():\n    [x for x in y]\n    def f():\n        nonlocal x",
    "def g():\n    [(x := z) for z in y]\n    def f():\n        nonlocal x",
    "def g():\n    for x in y: pass\n    def f():\n        nonlocal x",
    "def g():\n    with y as x: pass\n    def f():\n        nonlocal x",
    "def g():\n    try: pass\n    except E as x: pass\n    def f():\n        nonlocal x",
    "def g():\n    match y:\n        case [x, *z]: pass\n    def f():\n        nonlocal x, z",
    "def g():\n    global x\n    def f():\n        nonlocal x",
    "x = 1\ndef f():\n    nonlocal x",
    "class A:\n    x = 1\n    def f(self):\n        nonlocal x",
    "class A:\n    def f(self):\n        def g():\n            nonlocal __class__",
    "def g():\n    x = 1\n    def f(x):\n        nonlocal x",
    "def f(x):\n    global x",
    "def f():\n    global x\n    x = 1",
    "def f():\n    x = 1\n    global x",
    "def f():\n    print(x)\n    global x",
    "def f():\n    [x for _ in y]\n    global x",
    "x = 1\nglobal x",
    "def g():\n    x = 1\n    def f():\n        x = 2\n        nonlocal x",
    "def g():\n    x = 1\n    def f():\n        nonlocal x\n        global x",
    "def f():\n    global x\n    x: int = 1",
    "def g():\n    x = 1\n    def f():\n        nonlocal x\n        x: int = 2",
    // Targets and stars.
    "*a = x",
    "*a, = x",
    "*a, b = x",
    "*a, *b = x",
    "a = *b",
    "a = *b,",
    "def f(): return *a",
    "def f(): return *a, b",
    "for x in *a: pass",
    "for x in *a, b: pass",
    "for *x in a: pass",
    "print(*a)",
    "del *a",
    "*a",
    "*a, b",
    "x = (*a)",
    "del (a, b), c[0], d.e",
    "del f()",
    "f() = 1",
    "f().a = 1",
    "f()[0] = 1",
    "a + 1 = 2",
    "'x' = 1",
    "None = 1",
    "True = 1",
    "a, f() = 1",
    "(a, b) += 1",
    "a.b += 1",
    "(a): int = 1",
    "a.b: int = 1",
    "(a, b): int = 1",
    "with a as f(): pass",
    "with a as (b, c): pass",
    "with (a as b, c as d): pass",
    "import a as b.c",
    "__debug__ = 1",
    "f(__debug__=1)",
    "x.__debug__ = 1",
    // Walrus.
    "(x := 1)",
    "x := 1",
    "f(x := 1)",
    "f(a=x := 1)",
    "[(x := y) for y in z]",
    "[(x := y) for x in z]",
    "[x for x in (y := z)]",
    "class A:\n    [(x := y) for y in z]",
    "lambda: (x := 1)",
    "(a.b := 1)",
    // Match.
    "match x:\n    case _: pass\n    case 1: pass",
    "match x:\n    case 1: pass\n    case _: pass",
    "match x:\n    case [a, a]: pass",
    "match x:\n    case [a] | [b]: pass",
    "match x:\n    case {'a': 1, 'a': 2}: pass",
    "match x:\n    case A(b=1, b=2): pass",
    "match x:\n    case A(b=1, 2): pass",
    "match = 1\ncase = 2",
    // Layout.
    "if x:\npass",
    "if x:\n    a\n  b",
    "if x:\n    a\n\tb",
    "if x:\n        a\n\tb",
    "  x",
    "if x: pass\nelse: pass",
    "if x: a; b",
    "if x: if y: pass",
    "if x:\n    pass\n    # c\nelse:\n    pass",
    "def f():\n",
    "class A:\n    # only a comment",
    "x = (1,\n",
    "x = )",
    "x = 'a",
    "x = '''a",
    "x = f'{a}'",
    "x = f'{}'",
    "x = f'{a!x}'",
    "x = f'{a!r:>{b}}'",
    "x = b'é'",
    "x = '\\N{NOPE}'",
    "x = '\\x1'",
    "x = 'a' b'b'",
    "x = 01",
    "x = 0_1",
    "x = 1__0",
    "x = 0xg",
    "x = 1if a else 2",
    "x = a if b",
    "x = not",
    "print 'x'",
    "exec 'x'",
    "raise A, 'b'",
    "x = a <> b",
    "x = `a`",
    "import a,",
    "from a import b,",
    "from a import (b,)",
    "from a import ()",
    "from . import a",
    "from .a import b as c, d",
    "import .a",
    "@a.b[c](d)\ndef f(): pass",
    "x: int",
    "def f(a: int = 1, *b: str, **c: bool) -> None: ...",
    "assert (a, 'b')",
    "x = {**a, 'b': 1}",
    "x = {**a, b}",
    "x = [*a, *b]",
    "x = a[b:c, ...]",
    "x = a[*b]",
    "x = yield",
    "x\\\n = 1",
    "x \\ = 1",
    "x = 1 # é",
    "é = 1",
    "x = $",
    "x = ?",
    "\u{c}x = 1",
    "x = 1\u{a0}",
    "pass;",
    "pass;;",
    ";",
    "",
];

const SCRIPT: &str = r"
import json, sys, warnings
warnings.simplefilter('ignore')
answers = []
for text in json.load(sys.stdin):
    try:
        compile(text.encode(), 'm', 'exec', dont_inherit=True)
        answers.append('')
    except (SyntaxError, ValueError) as error:
        answers.append(str(error) or 'refused')
json.dump(answers, sys.stdout)
";

/// What CPython says to each module: nothing where it compiles. None without a Python to ask.
fn ask_cpython(modules: &[&str]) -> Option<Vec<String>> {
    let mut child = Command::new("python3")
        .args(["-I", "-c", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    let mut stdin = child.stdin.take()?;
    stdin
        .write_all(serde_json::to_string(modules).unwrap().as_bytes())
        .unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "python3 failed");
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

#[test]
fn each_module_is_judged_as_by_compile() {
    let Some(answers) = ask_cpython(MODULES) else {
        eprintln!("skipped: there is no python3 to compare with");
        return;
    };
    let mut wrong = Vec::new();
    for (module, answer) in MODULES.iter().zip(answers) {
        let judged = accepts(module);
        if judged.is_ok() != answer.is_empty() {
            wrong.push(format!(
                "{module:?}\n  python: {answer}\n  exuvia: {judged:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
