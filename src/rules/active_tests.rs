#![allow(clippy::unwrap_used)]

use super::*;
use crate::rules::load::PackFile;

const HEADER: &str = r#"
name = "pack"
summary = ""
distributions = ["pkg"]
imports = ["pkg"]
from = "1"
target = "2"
models = [
    { file = "old.pyi", versions = "<2" },
    { file = "new.pyi", versions = ">=2" },
]
[codes]
ABC101 = { name = "removed" }
[defaults]
removed = "ABC101"
"#;
const OLD: &str = "# module: pkg.a\nclass C:\n    def f(self): ...\n    def g(self): ...\n    def m(self): ...\nclass E:\n    def f(self): ...\n    def g(self): ...\n\n# module: pkg\nC = pkg.a.C\nE = pkg.a.E\n\n# module: pkg.b\nC = pkg.a.C\nE = pkg.a.E\n";
const RULES: &str = r#"
[[change]]
olds = ["pkg.C.f", "pkg.a.C.g"]
kind = "removed"
breaks = "2"
[[change]]
olds = ["pkg.b.C", "pkg.b.E", "pkg.b.E.g"]
kind = "removed"
breaks = "2"
[[change]]
code = "ABC103"
name = "changed"
old = "pkg.a.C.m"
kind = "changed"
breaks = "1.8"
[[policy]]
code = "ABC102"
name = "wrong"
severity = "error"
fails = "call"
message = "m"
at = ["construct pkg.C", "requirement Pkg"]
from = "2"
"#;
const ROWS: &str = "{\"old\":\"pkg.a.C.f\",\"kind\":\"removed\",\"breaks\":\"1.5\"}\n{\"old\":\"pkg.a.C.h\",\"kind\":\"removed\",\"breaks\":\"3\"}\n{\"old\":\"pkg.a.C.i\",\"kind\":\"gone\"}\n";

fn active(from: &str, target: &str) -> ActivePack {
    let rules = RULES.replace(", \"requirement Pkg\"", "").replace(
        "from =",
        "all = [{ argument = \"x\", is = \"none\" }]\nfrom =",
    );
    let file = |path: &str, text: String| PackFile {
        path: path.to_owned(),
        text: text.into(),
    };
    let files = vec![
        file("pack.toml", HEADER.to_owned()),
        file("rules.toml", rules),
        file("rows.jsonl", ROWS.to_owned()),
        file("old.pyi", OLD.to_owned()),
        file(
            "new.pyi",
            "# module: pkg.a\nclass E:\n    def f(self): ...\n".to_owned(),
        ),
    ];
    let pack = Arc::new(Pack::load("rules/pack", files).unwrap());
    ActivePack::new(pack, from.parse().unwrap(), target.parse().unwrap())
}

fn count(active: &ActivePack, name: &str) -> usize {
    active.rows(name).unwrap().len()
}

#[test]
fn rows_are_found_by_where_their_symbol_is_defined() {
    let active = active("1", "2");
    assert_eq!(count(&active, "pkg.a.C.f"), 2);
    assert_eq!(count(&active, "pkg.a.C.g"), 1);
    assert_eq!(count(&active, "pkg.C.g"), 0);
    assert_eq!(
        count(&active, "pkg.a.C.f"),
        2,
        "the second time from what was read"
    );
    assert!(active.rows("pkg.a.C.f").unwrap()[0].0.origin.is_none());
}

#[test]
fn rows_of_later_versions_are_silent() {
    assert_eq!(count(&active("1", "2"), "pkg.a.C.h"), 0);
    assert_eq!(count(&active("1", "1.6"), "pkg.a.C.f"), 1);
    assert_eq!(
        count(&active("1.7", "2"), "pkg.a.C.f"),
        2,
        "what is gone already is gone"
    );
}

#[test]
fn another_meaning_is_new_to_the_files_that_come_from_before_it() {
    let mut active = active("1", "2");
    active
        .from_in
        .insert("new/app".to_owned(), "1.9".parse().unwrap());
    let bears = |path: &str| {
        let rows = active.rows("pkg.a.C.m").unwrap().into_iter();
        rows.filter_map(|row| active.bearing_at(row, path)).count()
    };
    assert_eq!(bears("old/app/a.py"), 1);
    assert_eq!(bears("new/app/a.py"), 0);
    assert_eq!(bears("a.py"), 1);
    assert_eq!(active.from_at("new/app/a.py").to_string(), "1.9");
    assert_eq!(active.from_at("new/a.py").to_string(), "1");
}

#[test]
fn a_broken_machine_row_is_an_error_when_it_is_hit() {
    let error = active("1", "2").rows("pkg.a.C.i").unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("rules/pack/rows.jsonl:3: unknown variant `gone`"),
        "{error}"
    );
}

#[test]
fn last_words_of_both_kinds_of_rows_are_known() {
    let active = active("1", "2");
    for (word, known) in [
        ("f", true),
        ("g", true),
        ("h", true),
        ("C", true),
        ("D", false),
    ] {
        assert_eq!(active.names_word(word), known, "{word}");
    }
}

#[test]
fn policies_hold_for_their_targets_at_canonical_places() {
    let places = |target| {
        active("1", target)
            .policies()
            .flat_map(|one| one.1)
            .collect::<Vec<_>>()
    };
    assert_eq!(places("2"), [Place::Construct("pkg.a.C".to_owned())]);
    assert_eq!(places("1.9"), []);
}

#[test]
fn each_version_has_its_own_model() {
    assert!(active("1", "2").new.class_named("pkg.a.C").is_none());
    let same = active("1", "1.9");
    assert!(Arc::ptr_eq(&same.old, &same.new));
}

#[test]
fn a_name_that_a_module_passes_on_may_go_without_the_symbol() {
    let active = active("1", "2");
    let count = |path: &str| active.rows_as_written(path).unwrap().len();
    assert_eq!(count("pkg.b.E"), 1);
    assert_eq!(count("pkg.E"), 0);
    assert_eq!(count("pkg.a.E"), 0);
    assert_eq!(
        count("pkg.E.g"),
        1,
        "a member is the class's, whatever the way"
    );
}

#[test]
fn a_row_is_about_the_symbol_that_is_gone_whichever_of_its_names_it_says() {
    let active = active("1", "2");
    for path in ["pkg.b.C", "pkg.C", "pkg.a.C"] {
        assert_eq!(active.rows_as_written(path).unwrap().len(), 1, "{path}");
    }
}
