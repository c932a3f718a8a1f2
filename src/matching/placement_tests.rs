#![allow(clippy::unwrap_used)]

use super::*;
use crate::matching::kept::is_kept;
use crate::transforms::testing::{analysed, pack};

const STUB: &str = "# module: pkg
class Lock:
    def acquire(self) -> bool: ...

class Client:
    def __init__(self, host: str = ...) -> None: ...
    def get(self, key) -> str: ...
    def lock(self, name) -> Lock: ...
";

/// When the one construction of a client in a file runs, and whether it is kept.
fn placed(code: &str) -> (Runs, bool) {
    let text = format!("from pkg import Client\n{code}");
    analysed(pack(STUB, ""), &[("a.py", &text)], |analysis| {
        let built: Vec<Place> = analysis
            .calls
            .iter()
            .filter(|(_, symbols)| {
                let mut names = symbols.iter().map(|name| analysis.names.get(*name));
                names.any(|path| path == "pkg.Client")
            })
            .map(|(place, _)| *place)
            .collect();
        let [place] = built[..] else {
            panic!("one construction in {code}");
        };
        (runs(analysis, place), is_kept(analysis, place))
    })
}

fn run(code: &str) -> Runs {
    placed(code).0
}

#[test]
fn a_line_runs_as_often_as_the_code_around_it() {
    assert_eq!(run("c = Client()\n"), Runs::Import);
    assert_eq!(run("class A:\n    c = Client()\n"), Runs::Import);
    assert_eq!(run("def f():\n    Client().get('a')\n"), Runs::PerCall);
    assert_eq!(run("f = lambda: Client().get('a')\n"), Runs::PerCall);
    assert_eq!(run("for a in 'ab':\n    Client(a)\n"), Runs::PerIteration);
    assert_eq!(
        run("while Client().get('a'):\n    pass\n"),
        Runs::PerIteration
    );
    assert_eq!(run("[Client(a) for a in 'ab']\n"), Runs::PerIteration);
    assert_eq!(run("[a for a in Client().get('a')]\n"), Runs::Import);
    assert_eq!(run("for a in Client().get('a'):\n    pass\n"), Runs::Import);
    let code = "for a in 'ab':\n    def f():\n        Client(a)\n";
    assert_eq!(run(code), Runs::PerCall);
}

#[test]
fn a_loop_that_is_left_behind_the_line_tries_until_it_has_one() {
    let code = "while True:\n    c = Client()\n    break\n";
    assert_eq!(run(code), Runs::Import);
    let code = "for a in 'ab':\n    try:\n        c = Client(a)\n        c.get('b')\n    except OSError:\n        pass\n    else:\n        break\n";
    assert_eq!(run(code), Runs::Import);
    let code =
        "for a in 'ab':\n    try:\n        c = Client(a)\n    except OSError:\n        break\n";
    assert_eq!(run(code), Runs::PerIteration);
}

#[test]
fn guards_make_one_value() {
    for code in [
        "c = None\n\ndef f():\n    global c\n    if c is None:\n        c = Client()\n    return c\n",
        "def f(c=None):\n    if not c:\n        c = Client()\n    return c.get('a')\n",
        "def f(c=None):\n    c = c or Client()\n    return c.get('a')\n",
        "def f(app):\n    if not hasattr(app, 'c'):\n        app.c = Client()\n",
        "held = {}\n\ndef f(name):\n    if name not in held:\n        held[name] = Client()\n    return held[name]\n",
    ] {
        assert_eq!(run(code), Runs::Once, "{code}");
    }
    let code = "def f(other):\n    if other:\n        c = Client()\n        c.get('a')\n";
    assert_eq!(run(code), Runs::PerCall);
    let code = "def f(other):\n    c = other or 1\n    d = c and Client()\n    d.get('a')\n";
    assert_eq!(run(code), Runs::PerCall);
}

#[test]
fn functions_that_a_program_starts_with_run_once() {
    for code in [
        "def main():\n    Client().get('a')\n",
        "def step():\n    Client().get('a')\n\nstep()\n",
        "def step():\n    Client().get('a')\n\ndef main():\n    step()\n",
        "import functools\n\n@functools.lru_cache(maxsize=1)\ndef c():\n    return Client()\n",
        "class Command:\n    def handle(self):\n        Client().get('a')\n",
        "def test_it():\n    Client().get('a')\n",
    ] {
        assert_eq!(run(code), Runs::Once, "{code}");
    }
    let code = "def step():\n    Client().get('a')\n\nfor a in 'ab':\n    step()\n";
    assert_eq!(run(code), Runs::PerCall);
    let code = "def step():\n    Client().get('a')\n    step()\n";
    assert_eq!(run(code), Runs::PerCall);
    let code = "class Other:\n    def handle(self):\n        Client().get('a')\n";
    assert_eq!(run(code), Runs::PerCall);
}

#[test]
fn what_serves_an_endless_loop_is_built_once() {
    let code = "def f():\n    c = Client()\n    while True:\n        c.get('a')\n";
    assert_eq!(run(code), Runs::Once);
    let code =
        "def f(channel):\n    c = Client()\n    for one in channel.listen():\n        c.get(one)\n";
    assert_eq!(run(code), Runs::Once);
    let code = "def f():\n    while True:\n        c = Client()\n        c.get('a')\n";
    assert_eq!(run(code), Runs::PerIteration);
    let code = "def f(more):\n    c = Client()\n    while more:\n        c.get('a')\n";
    assert_eq!(run(code), Runs::PerCall);
    let code = "def f():\n    c = Client()\n    def g():\n        while True:\n            pass\n    return c.get('a')\n";
    assert_eq!(run(code), Runs::PerCall, "another function's loop");
}

#[test]
fn a_value_is_kept_where_something_outlives_the_line_with_it() {
    for code in [
        "def f():\n    return Client()\n",
        "def f():\n    c = Client()\n    yield c\n",
        "def f(app):\n    app.c = Client()\n",
        "def f(use):\n    use(Client())\n",
        "def f():\n    return [Client()]\n",
        "def f(app):\n    c = Client()\n    app.lock = c.lock('a')\n",
        "def f(app):\n    app.get = Client().get\n",
        "def f():\n    c = Client()\n    return lambda: c.get('a')\n",
        "def f():\n    global c\n    c = Client()\n",
        "def f(other):\n    return other or Client()\n",
        "def f(a=Client()):\n    return a.get('a')\n",
    ] {
        assert!(placed(code).1, "{code}");
    }
    for code in [
        "def f():\n    return Client().get('a')\n",
        "def f():\n    c = Client()\n    return c.get('a')\n",
        "def f():\n    with Client() as c:\n        return c.get('a')\n",
        "def f():\n    with Client().lock('a'):\n        pass\n",
        "def f():\n    Client()\n",
        "def f():\n    c = Client()\n    return f'{c}'\n",
        "def f():\n    c = Client()\n    return c is None\n",
    ] {
        assert!(!placed(code).1, "{code}");
    }
}
