#![allow(clippy::unwrap_used)]

use super::*;
use crate::rules::condition::ValueFact;
use crate::transforms::testing::{analysed, pack};

const STUB: &str = "# module: pkg
class Client:
    def __init__(self, host: str = ..., port: int = ..., options: Any = ...) -> None: ...
    def send(self, text, wait=..., *, options=...) -> None: ...
";

/// What the one call of `symbol` in a file passes as `name`.
fn passed(code: &str, symbol: &str, name: &str) -> ArgumentFact {
    let code = format!("from pkg import Client\n{code}");
    analysed(pack(STUB, ""), &[("a.py", &code)], |analysis| {
        let mut calls: Vec<Place> = analysis
            .calls
            .iter()
            .filter(|(_, symbols)| {
                let mut names = symbols.iter().map(|name| analysis.names.get(*name));
                names.any(|path| path == symbol)
            })
            .map(|(place, _)| *place)
            .collect();
        calls.sort_unstable();
        let place = *calls.last().unwrap_or_else(|| panic!("no call in {code}"));
        let old = &analysis.external.packs[0].old;
        Passed::of(analysis, old, place, symbol).fact(name)
    })
}

fn text(value: &str) -> ArgumentFact {
    ArgumentFact::Values(vec![ValueFact::Str(value.to_owned())], true)
}

fn number(value: &str) -> ArgumentFact {
    ArgumentFact::Values(vec![ValueFact::Number(value.to_owned())], true)
}

#[test]
fn arguments_are_known_by_name_and_by_position() {
    for code in [
        "Client('a', 1)\n",
        "Client(port=1, host='a')\n",
        "args = {'host': 'a', 'port': 1}\nClient(**args)\n",
        "Client(**dict(host='a', port=1))\n",
        "class Own(Client):\n    pass\n\nOwn('a', port=1)\n",
    ] {
        assert_eq!(passed(code, "pkg.Client", "host"), text("a"), "{code}");
        assert_eq!(passed(code, "pkg.Client", "port"), number("1"), "{code}");
        let options = passed(code, "pkg.Client", "options");
        assert_eq!(options, ArgumentFact::Absent, "{code}");
    }
}

#[test]
fn a_method_takes_its_arguments_behind_the_instance() {
    let code = "client = Client()\nclient.send('t', 2)\n";
    assert_eq!(passed(code, "pkg.Client.send", "text"), text("t"));
    assert_eq!(passed(code, "pkg.Client.send", "wait"), number("2"));
}

#[test]
fn what_a_partial_call_holds_comes_before_what_it_is_given() {
    let code =
        "from functools import partial\nmake = partial(Client, 'a', options=None)\nmake(1)\n";
    assert_eq!(passed(code, "pkg.Client", "host"), text("a"));
    assert_eq!(passed(code, "pkg.Client", "port"), number("1"));
    assert_eq!(
        passed(code, "pkg.Client", "options"),
        ArgumentFact::Values(vec![ValueFact::None], true)
    );
}

#[test]
fn a_function_that_is_handed_on_stands_before_its_own_arguments() {
    let code = "import asyncio\n\nasync def run():\n    await asyncio.to_thread(Client, 'a', 1)\n";
    assert_eq!(passed(code, "pkg.Client", "host"), text("a"));
    assert_eq!(passed(code, "pkg.Client", "port"), number("1"));
}

#[test]
fn what_stars_bring_is_not_known() {
    for code in [
        "def make(args):\n    return Client(*args)\n",
        "def make(**options):\n    return Client(**options)\n",
    ] {
        let fact = passed(code, "pkg.Client", "host");
        assert_eq!(fact, ArgumentFact::Unknown, "{code}");
    }
    let code = "def make(**options):\n    return Client('a', **options)\n";
    assert_eq!(passed(code, "pkg.Client", "host"), text("a"));
}

#[test]
fn a_key_that_only_one_of_two_dicts_has_may_be_missing() {
    let code =
        "def make(near):\n    args = {'port': 1} if near else {}\n    return Client(**args)\n";
    assert_eq!(
        passed(code, "pkg.Client", "port"),
        ArgumentFact::PossiblyAbsent(vec![ValueFact::Number("1".to_owned())], true)
    );
    let code = "args = {}\nif args:\n    args['port'] = 1\nClient(**args)\n";
    assert!(matches!(
        passed(code, "pkg.Client", "port"),
        ArgumentFact::PossiblyAbsent(..)
    ));
}

#[test]
fn items_of_a_dict_argument_are_known() {
    let fact = |code: &str| passed(code, "pkg.Client", "options.tls");
    let truth = |value| ArgumentFact::Values(vec![ValueFact::Bool(value)], true);
    assert_eq!(fact("Client(options={'tls': False})\n"), truth(false));
    let code = "OPTIONS = dict(tls=True)\nClient('a', 1, OPTIONS)\n";
    assert_eq!(fact(code), truth(true));
    let code = "args = {'options': {'tls': True}}\nClient(**args)\n";
    assert_eq!(fact(code), truth(true));
    assert_eq!(fact("Client(options={})\n"), ArgumentFact::Absent);
    assert_eq!(fact("Client()\n"), ArgumentFact::Absent);
    let code = "def make(options):\n    return Client(options=options)\n";
    assert_eq!(fact(code), ArgumentFact::Unknown);
    let code = "def make(own):\n    return Client(options={**own})\n";
    assert_eq!(fact(code), ArgumentFact::Unknown);
}
