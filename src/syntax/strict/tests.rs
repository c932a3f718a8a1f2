use std::path::{Path, PathBuf};

use crate::syntax::parse::both;

fn files(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, out);
        } else if path
            .extension()
            .is_some_and(|kind| kind == "py" || kind == "pyi")
        {
            out.push(path);
        }
    }
}

fn assert_same(text: &str, shown: &str) -> bool {
    let Some((strict, repairing)) = both(text) else {
        return false;
    };
    assert_eq!(format!("{strict:#?}"), format!("{repairing:#?}"), "{shown}");
    true
}

#[test]
fn both_parsers_make_the_same_of_every_file() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    for folder in ["testdata", "rules", "tests", "scripts"] {
        files(&root.join(folder), &mut all);
    }
    // Folders of other code, to be looked at by hand.
    if let Some(more) = std::env::var_os("EXUVIA_MORE_PYTHON") {
        for folder in std::env::split_paths(&more) {
            files(&folder, &mut all);
        }
    }
    let texts = all.iter().filter_map(|path| {
        let text = std::fs::read_to_string(path).ok()?;
        Some((text, path.display().to_string()))
    });
    let read = texts.filter(|(text, shown)| assert_same(text, shown));
    assert!(read.count() > 100);
}

#[test]
fn comments_behind_a_block_belong_to_it_as_far_as_they_are_indented() {
    for text in [
        "if a:\n    b  # c\n    # d\n  # e\nf\n",
        "if a:\n    b;  # c\n\n    # d\n",
        "if a: b  # c\n# d\n",
        "try:\n    a\nexcept B:\n    c\n    # d \n# e\nf\n",
        "match a:\n    case 1:\n        b\n    # c\n# d\n",
        "def f():\n\tif a:\n\t\tb\n\t# c\n\td\n",
    ] {
        assert!(assert_same(text, text));
    }
}

#[test]
fn parentheses_belong_to_what_fills_them_but_for_those_of_calls() {
    for text in [
        "f((a))(b)((c), (d))\n",
        "class A((b)): pass\n",
        "f(a for a in b)\nf((a for a in b))\nf((a), *(b), **(c), d=(e))\n",
        "x: A | (B[c]) | D[e, (f)] | None = (yield)\n",
        "{**(a), (b): (c)}\nf\"{(a)!r:>{(b)}}\"\n",
        "with (a) as b, (c): pass\nwith (a as b, c): pass\n",
        "(a and (b)) or c and d\nnot (a) < (b)\n",
        "from . import (a)\nfrom .. b . c import *\nimport a . b as c\n",
    ] {
        assert!(assert_same(text, text));
    }
}

#[test]
fn what_is_broken_or_deep_is_left_to_the_other_parser() {
    let deep = format!("{}a{}\n", "[".repeat(500), "]".repeat(500));
    let long = format!("a{}\n", ".a".repeat(200_000));
    for text in ["print a\n", "def f(:\n", &deep, &long] {
        assert!(both(text).is_none());
    }
}
