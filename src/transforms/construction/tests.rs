#![allow(clippy::unwrap_used)]

use super::*;
use crate::matching::policies::hits;
use crate::transforms::testing::{after, analysed, pack};

const STUB: &str = "# module: pkg
class Pool:
    def __init__(self, host: str = ..., port: int = ..., name: str = ...) -> None: ...

class Client:
    def __init__(self, host: str = ..., port: int = ..., name: str = ..., tls: bool = ..., pool: Pool | None = ...) -> None: ...

def make_pool(name: str) -> Pool: ...
";
const RULES: &str = r#"
[[policy]]
code = "ABC101"
severity = "error"
fails = "silently"
message = "m"
at = ["construct pkg.Client"]
all = [
    { argument = "pool", is = "not-none" },
    { any = ["host", "port", "tls"], is = "present" },
]
[policy.fix]
do = "move-arguments"
to = "pool"
applicability = "unsafe"
arguments = ["host", "port"]
"#;

/// What becomes of a file that says `code` below its import: its new text, or why there is none.
fn moved(code: &str) -> Result<String, Obstacle> {
    let import = "from pkg import Client, Pool, make_pool\n";
    let text = format!("{import}{code}");
    analysed(pack(STUB, RULES), &[("a.py", &text)], |analysis| {
        let hits = hits(analysis, 0);
        let [hit] = &hits[..] else {
            panic!("one place in {code:?}: {hits:?}");
        };
        let draft = fixed(analysis, 0, hit).unwrap();
        match draft.reason {
            Some(reason) => Err((reason, draft.notes.join(" "))),
            None => Ok(after(analysis, FileId(0), &draft).split_off(import.len())),
        }
    })
}

#[test]
fn arguments_move_into_the_construction_that_another_argument_holds() {
    let cases = [
        (
            "pool = Pool()\nclient = Client(pool=pool, host='a', port=1)\n",
            "pool = Pool(host='a', port=1)\nclient = Client(pool=pool)\n",
        ),
        (
            "client = Client('a', pool=Pool(name='n'))\n",
            "client = Client(pool=Pool(name='n', host='a'))\n",
        ),
        (
            "pool = Pool(\n    name='n',  # why\n)\nclient = Client(name='m', host=('a'), pool=pool)\n",
            "pool = Pool(\n    name='n',  # why\n    host=('a'),\n)\nclient = Client(name='m', pool=pool)\n",
        ),
        (
            "host = 'a'\ndef f():\n    pool = Pool()\n    return Client(host=host, pool=pool)\n",
            "host = 'a'\ndef f():\n    pool = Pool(host=host)\n    return Client(pool=pool)\n",
        ),
    ];
    for (code, expected) in cases {
        assert_eq!(moved(code).unwrap(), expected);
    }
}

#[test]
fn what_cannot_be_seen_or_must_be_decided_is_left_with_the_reason() {
    let cases = [
        (
            "Client(pool=Pool(), tls=True)\n",
            "needs-decision",
            "`tls` cannot be moved",
        ),
        (
            "Client(pool=Pool(), **{'host': 'a'})\n",
            "argument-unknown",
            "`host` comes from elsewhere",
        ),
        (
            "Client(*rest(), pool=Pool(), host='a')\n",
            "argument-unknown",
            "not all arguments of this call",
        ),
        (
            "Client('a', 1, 'n', pool=Pool())\n",
            "argument-unknown",
            "would take other places",
        ),
        (
            "Client(host='a', pool=Pool(**rest()))\n",
            "argument-unknown",
            "of the other construction",
        ),
        (
            "Client(host='a', pool=Pool(host='b'))\n",
            "needs-decision",
            "`host` is given in both places",
        ),
        (
            "Client(host='a', pool=make_pool('n'))\n",
            "needs-decision",
            "`pkg.make_pool` takes its arguments from elsewhere",
        ),
        (
            "pool = Pool()\nclient = Client(host='a', pool=pool)\npool.get()\n",
            "needs-decision",
            "other code uses what `pool` holds",
        ),
        (
            "Client(pool=Pool(),\n    # why\n    host='a')\n",
            "needs-decision",
            "a comment stands with `host`",
        ),
        (
            "pool = Pool()\nkeep(pool)\nClient(host='a', pool=pool)\n",
            "needs-decision",
            "other code uses what `pool` holds",
        ),
        (
            "name = ask()\ndef make():\n    return Pool()\nClient(host=name, pool=make())\n",
            "needs-decision",
            "the value of `host` is made elsewhere",
        ),
        (
            "name = ask()\npool = Pool(host=name)\nname = ask()\nClient(host=name, pool=pool)\n",
            "needs-decision",
            "made later",
        ),
    ];
    for (code, reason, note) in cases {
        let (said, why) = moved(code).unwrap_err();
        assert_eq!(said, reason, "{code}");
        assert!(why.contains(note), "{code}: {why}");
    }
}

#[test]
fn what_is_the_same_everywhere_moves_to_a_construction_elsewhere() {
    let code = "def make():\n    return Pool()\nClient(host='a', pool=make())\n";
    let expected = "def make():\n    return Pool(host='a')\nClient(pool=make())\n";
    assert_eq!(moved(code).unwrap(), expected);
}

#[test]
fn what_both_constructions_say_alike_goes_from_the_client() {
    let code = "pool = Pool(host=name)\nClient(host=name, pool=pool)\n";
    assert_eq!(
        moved(code).unwrap(),
        "pool = Pool(host=name)\nClient(pool=pool)\n"
    );
}

#[test]
fn a_value_that_is_made_between_the_two_constructions_stays_there() {
    let between = [
        "host = ask()",
        "host: str = ask()",
        "for host in ask(): pass",
        "with ask() as host: pass",
        "import host",
        "from ask import a as host",
        "def host(): pass",
        "class host: pass",
        "del host",
    ];
    for statement in between {
        let code = format!("pool = Pool()\n{statement}\nClient(host=host, pool=pool)\n");
        let (reason, why) = moved(&code).unwrap_err();
        assert_eq!(reason, "needs-decision", "{statement}");
        assert!(why.contains("made later"), "{statement}: {why}");
    }
    let harmless = "pool = Pool()\nport = ask()\nClient(host='a', pool=pool)\n";
    assert!(moved(harmless).is_ok());
}
