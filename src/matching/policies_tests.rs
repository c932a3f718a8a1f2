#![allow(clippy::unwrap_used)]

use super::*;
use crate::finding::Severity;
use crate::transforms::testing::{analysed, pack};

const STUB: &str = "# module: pkg
class Client:
    def __init__(self, host: str = ..., safe: bool = ..., options: Any = ...) -> None: ...
    def send(self, text, check=...) -> None: ...

class Query:
    def __init__(self, text: str) -> None: ...
    def sorted(self) -> Self: ...
    def dialect(self, number: int) -> Self: ...

def connect(host: str) -> Client: ...
def own(client: Client) -> None: ...
def place(first, second=..., third=...) -> None: ...
";
const RULES: &str = r#"
[[policy]]
code = "ABC101"
severity = "error"
fails = "silently"
message = "`{argument}` of `{symbol}`"
help = "h"
at = "construct pkg.Client"
any = [{ any = ["safe", "host"], is = "absent" }, { argument = "safe", is = "bool", of = [false] }]
none = [{ argument = "host", is = "string", of = ["local"] }]
unless = [{ argument = "options.trusted", is = "bool", of = [true] }]
unknown = { severity = "note", message = "perhaps" }

[[policy]]
code = "ABC102"
name = "sent"
severity = "warning"
fails = "call"
message = "m"
at = "call pkg.Client.send"
all = [{ argument = "check", is = "absent" }]

[[policy]]
code = "ABC103"
name = "often"
severity = "warning"
fails = "never"
message = "m"
at = ["call pkg.connect"]
site = { runs = ["per-call"], escapes = "never" }

[[policy]]
code = "ABC104"
name = "owned"
severity = "warning"
fails = "call"
message = "m"
at = "call pkg.own"
shares = "client"

[[policy]]
code = "ABC105"
name = "placed"
severity = "error"
fails = "silently"
message = "`{argument}`"
at = "call pkg.place"
positional = ["second", "third"]

[[policy]]
code = "ABC106"
name = "unsaid"
severity = "warning"
fails = "silently"
message = "m"
at = "construct pkg.Query"
site = { unless-methods = ["dialect"] }
"#;

/// What is found in a file, by code, severity and message.
fn found(code: &str) -> Vec<String> {
    let text = format!("from pkg import Client, Query, connect, own, place\n{code}");
    analysed(pack(STUB, RULES), &[("a.py", &text)], |analysis| {
        hits(analysis, 0)
            .into_iter()
            .map(|hit| {
                let found = hit.found;
                assert_eq!(hit.certain, found.severity != Severity::Note);
                format!("{} {:?} {}", found.code, found.severity, found.message)
            })
            .collect()
    })
}

#[test]
fn a_condition_has_three_answers() {
    let yes = ["ABC101 Error `safe` of `pkg.Client`"];
    assert_eq!(found("Client('a')\n"), yes);
    assert_eq!(found("Client('a', safe=False)\n"), yes);
    assert!(found("Client('a', True)\n").is_empty());
    let unknown = found("def make(**options):\n    return Client('a', **options)\n");
    assert_eq!(unknown, ["ABC101 Note perhaps"]);
}

#[test]
fn what_may_not_hold_makes_it_no_and_what_may_hold_makes_it_unknown() {
    assert!(found("Client('local', False)\n").is_empty());
    let code = "def make(host):\n    return Client(host, False)\n";
    assert_eq!(found(code), ["ABC101 Note perhaps"]);
}

#[test]
fn only_what_certainly_holds_excuses() {
    assert!(found("Client('a', options={'trusted': True})\n").is_empty());
    let code = "def make(options):\n    return Client('a', False, options)\n";
    assert_eq!(found(code), ["ABC101 Error `safe` of `pkg.Client`"]);
}

#[test]
fn classes_below_count_as_their_base() {
    let code = "class Own(Client):\n    pass\n\nOwn('a', False).send('t')\n";
    let codes: Vec<String> = found(code).iter().map(|one| one[..6].to_owned()).collect();
    assert_eq!(codes, ["ABC101", "ABC102"]);
}

#[test]
fn a_site_asks_when_the_line_runs_and_where_its_value_goes() {
    assert!(found("client = connect('a')\n").is_empty());
    assert!(found("def f():\n    return connect('a')\n").is_empty());
    let code = "def f():\n    connect('a').send('t', check=1)\n";
    assert_eq!(found(code), ["ABC103 Warning m"]);
}

#[test]
fn calls_of_strangers_are_not_judged() {
    let code = "class Other:\n    def send(self, text):\n        pass\n\nOther().send('t')\n";
    assert!(found(code).is_empty());
}

#[test]
fn what_is_given_twice_is_shared_and_what_is_given_once_is_not() {
    let one = "c = connect('a')\nown(c)\n";
    assert!(found(one).is_empty());
    assert_eq!(found(&format!("{one}own(client=c)\n")).len(), 2);
    assert!(found(&format!("{one}own(connect('b'))\n")).is_empty());
    let each = "c = connect('a')\ndef f():\n    own(c)\n";
    assert_eq!(found(each), ["ABC104 Warning m"]);
    let own = "def f():\n    c = Client('a', True)\n    own(c)\n";
    assert!(found(own).is_empty());
}

#[test]
fn only_what_stands_by_position_is_found_so() {
    assert_eq!(found("place(1, 2)\n"), ["ABC105 Error `second`"]);
    assert_eq!(
        found("place(1, 2, 3)\n"),
        ["ABC105 Error `second`, `third`"]
    );
    assert!(found("place(1, second=2, third=3)\n").is_empty());
    assert!(found("place(*known, 2)\n").is_empty());
}

#[test]
fn a_method_that_is_called_on_it_excuses_wherever_that_is() {
    assert_eq!(found("Query('a').sorted()\n"), ["ABC106 Warning m"]);
    assert!(found("Query('a').sorted().dialect(2)\n").is_empty());
    let later = "def made():\n    return Query('a')\nmade().dialect(1)\n";
    assert!(found(later).is_empty());
}
