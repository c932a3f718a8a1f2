#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use crate::finding::Applicability;
use crate::semantic::value::FileId;
use crate::transforms::calls::{Decided, Matched};
use crate::transforms::testing::{after, analysed, pack};

const STUB: &str = "# module: pkg
class Box:
    def __init__(self, size: int = ...) -> None: ...
    def ship(self, to: str, timeout: float | None = ..., **options) -> None: ...
    def send(self, to: str, *, wait: float | None = ...) -> None: ...
def ship(to: str, timeout: float | None = ...) -> None: ...
def send(to: str, *, wait: float | None = ...) -> None: ...
";
const RULES: &str = r#"
[[change]]
code = "ABC101"
old = "pkg.Box.ship"
kind = "renamed"
breaks = "2"
new = "pkg.Box.send"

[[change]]
code = "ABC101"
old = "pkg.ship"
kind = "renamed"
breaks = "2"
new = "pkg.send"

[[change]]
code = "ABC102"
name = "moved-argument"
old = "pkg.Box.ship"
argument = "timeout"
kind = "renamed"
breaks = "2"
new = "wait"
cases = [
    { is = "absent" },
    { is = "none", do = "drop" },
    { is = "number", rename = "wait" },
    { is = "tuple", rename = "wait", template = "sum(({0}, {1}))", note = "two limits became one" },
    { is = "unknown", rename = "wait", applicability = "unsafe", note = "None meant a minute" },
]

[[change]]
code = "ABC102"
name = "moved-argument"
old = "pkg.ship"
argument = "timeout"
kind = "renamed"
breaks = "2"
new = "wait"
"#;

/// What becomes of a call, and the codes of what is found there, each with the trust in its part.
fn rewritten(call: &str) -> (String, Vec<(String, Applicability)>) {
    let before = "import pkg\nfrom pkg import Box\nb = Box(1)\n";
    let text = format!("{before}{call}\n");
    analysed(pack(STUB, RULES), &[("a.py", &text)], |analysis| {
        let mut changes = Matched::of(analysis, 0, &BTreeMap::new()).changes(&Decided::default());
        changes.add_arguments(analysis, 0);
        let mut codes = Vec::new();
        let mut drafts = Vec::new();
        for found in &changes.found {
            let draft = &changes.drafts[found.draft.unwrap()];
            codes.push((found.code.clone(), draft.applicability));
            drafts.extend(found.draft);
        }
        codes.sort();
        drafts.dedup();
        let [draft] = drafts[..] else {
            panic!("{call}: {} parts", drafts.len());
        };
        let after = after(analysis, FileId(0), &changes.drafts[draft]);
        (after[before.len()..].trim_end().to_owned(), codes)
    })
}

#[test]
fn another_name_and_what_becomes_of_an_argument_are_one_part() {
    for (before, expected) in [
        ("b.ship('a', timeout=5)", "b.send('a', wait=5)"),
        ("b.ship('a', timeout=None)", "b.send('a')"),
        ("b.ship('a', 7)", "b.send('a', wait=7)"),
        (
            "b.ship('a', timeout=(1, 2))",
            "b.send('a', wait=sum((1, 2)))",
        ),
        ("Box.ship(b, 'a', 7)", "Box.send(b, 'a', wait=7)"),
        ("pkg.ship('a', 7)", "pkg.send('a', wait=7)"),
    ] {
        let (after, codes) = rewritten(before);
        assert_eq!(after, expected, "{before}");
        let safe = |code: &str| (code.to_owned(), Applicability::Safe);
        assert_eq!(codes, [safe("ABC101"), safe("ABC102")], "{before}");
    }
}

#[test]
fn where_one_of_the_two_cannot_be_written_nothing_is() {
    for (before, found) in [
        ("b.ship('a', colour='red')", 1),
        ("b.ship('a', timeout=5, colour='red')", 2),
        ("b.ship(*places, timeout=5)", 2),
    ] {
        let (after, codes) = rewritten(before);
        assert_eq!(after, before);
        assert_eq!(codes.len(), found, "{before}");
        let manual = |(_, trust): &(String, Applicability)| *trust == Applicability::Manual;
        assert!(codes.iter().all(manual), "{before}: {codes:?}");
    }
}

#[test]
fn the_worst_of_the_two_counts() {
    let (after, codes) = rewritten("b.ship('a', timeout=unknown())");
    assert_eq!(after, "b.send('a', wait=unknown())");
    let manual = |(_, trust): &(String, Applicability)| *trust == Applicability::Unsafe;
    assert!(codes.iter().all(manual), "{codes:?}");
}
