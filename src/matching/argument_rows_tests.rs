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
fn an_argument_that_may_not_be_given_is_not_reported() {
    for code in [
        "pkg.Client()\n",
        "def f(**options):\n    pkg.Client(**options)\n",
        "def f(near):\n    args = {'charset': 'x'} if near else {}\n    pkg.Client(**args)\n",
    ] {
        assert!(found(code).is_empty(), "{code}");
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
