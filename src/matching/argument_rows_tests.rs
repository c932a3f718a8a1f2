#![allow(clippy::unwrap_used)]

use super::*;
use crate::transforms::testing::{analysed, pack};

const STUB: &str = "# module: pkg
class Client:
    def __init__(self, host: str = ..., charset: str = ..., retry: int = ...) -> None: ...
";
const RULES: &str = r#"
[[change]]
code = "ABC101"
old = "pkg.Client"
argument = "charset"
kind = "deprecated"
since = "1"
breaks = "2"
new = "encoding"

[[change]]
code = "ABC102"
name = "retry"
old = "pkg.Client"
argument = "retry"
kind = "changed"
breaks = "1.5"
"#;

/// The code, the text of the place and the message of what is found in a file.
fn found(code: &str) -> Vec<(String, String, String)> {
    let text = format!("import pkg\n{code}");
    analysed(pack(STUB, RULES), &[("a.py", &text)], |analysis| {
        passed_arguments(analysis, 0)
            .into_iter()
            .map(|one| {
                let found = one.found;
                let place = text[found.span.range()].to_owned();
                (found.code, place, found.message)
            })
            .collect()
    })
}

#[test]
fn an_argument_that_is_given_is_found_where_it_stands() {
    let message = "`charset` of `pkg.Client` was removed in 2: use `encoding`";
    for (code, place) in [
        ("pkg.Client(charset='x')\n", "charset='x'"),
        ("pkg.Client('a', 'x')\n", "'x'"),
        (
            "args = {'charset': 'x'}\npkg.Client(**args)\n",
            "pkg.Client(**args)",
        ),
        (
            "class Own(pkg.Client):\n    pass\n\nOwn(charset='x')\n",
            "charset='x'",
        ),
    ] {
        let expected = ("ABC101".to_owned(), place.to_owned(), message.to_owned());
        assert_eq!(found(code), [expected], "{code}");
    }
}

#[test]
fn an_argument_of_which_nothing_is_known_is_not_reported() {
    for code in [
        "pkg.Client()\n",
        "def f(**options):\n    pkg.Client(**options)\n",
        "def f(**options):\n    pkg.Client(**options)\nf(host='x')\n",
    ] {
        assert!(found(code).is_empty(), "{code}");
    }
}

#[test]
fn an_argument_that_may_be_given_is_reported_at_the_call() {
    for code in [
        "def f(near):\n    args = {'charset': 'x'} if near else {}\n    pkg.Client(**args)\n",
        "def f(**options):\n    pkg.Client(**options)\nf(charset='x')\n",
        "def f(**options):\n    options['charset'] = 'x'\n    pkg.Client(**options)\n",
    ] {
        let [(code, ..)] = &found(code)[..] else {
            panic!("{code}");
        };
        assert_eq!(code, "ABC101");
    }
}

#[test]
fn a_row_that_names_a_symbol_by_another_path_is_about_the_symbol() {
    let stub = "# module: pkg.fields
def field(default: int = ..., *, regex: str = ...) -> int: ...

# module: pkg
field = pkg.fields.field
";
    let rules = r#"
[[change]]
code = "ABC101"
old = "pkg.field"
argument = "regex"
kind = "renamed"
breaks = "2"
new = "pattern"
"#;
    let text =
        "import pkg\nfrom pkg.fields import field\npkg.field(1, regex='x')\nfield(regex='x')\n";
    let spans = analysed(pack(stub, rules), &[("a.py", text)], |analysis| {
        passed_arguments(analysis, 0).len()
    });
    assert_eq!(spans, 2);
}

#[test]
fn the_object_that_a_method_is_handed_is_none_of_its_arguments() {
    for code in [
        "class A(pkg.Client):\n    def __init__(self):\n        pkg.Client.__init__(self, 'a', 'x')\n",
        "class A(pkg.Client):\n    def __init__(self):\n        super().__init__('a', 'x')\n",
    ] {
        let found = found(code);
        let places: Vec<&str> = found.iter().map(|(_, place, _)| &**place).collect();
        assert_eq!(places, ["'x'"], "{code}");
    }
}

#[test]
fn a_row_speaks_of_the_files_that_come_from_before_it() {
    let mut later = pack(STUB, RULES);
    later
        .from_in
        .insert("new".to_owned(), "1.7".parse().unwrap());
    let text = "import pkg\npkg.Client(retry=1)\n";
    let files = [("old/a.py", text), ("new/a.py", text)];
    let paths = analysed(later, &files, |analysis| {
        passed_arguments(analysis, 0)
            .iter()
            .map(|one| analysis.file(one.place.0).unit.display().to_owned())
            .collect::<Vec<_>>()
    });
    assert_eq!(paths, ["old/a.py"]);
}
