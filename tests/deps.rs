//! What `exuvia deps` reads from small projects: each folder of `tests/data/manifests` holds `project/` and what is
//! read of it, `expected.json`.
//!
//! `EXUVIA_CASE=word` runs the cases with that in their name; `EXUVIA_BLESS=1` writes what is read as what is
//! expected, for a person to read the difference. What a format's own reader says of the same files is asked by
//! tests/readers/test_manifests.py.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use exuvia::manifest::Format;
use serde_json::Value;

fn deps(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_exuvia"))
        .arg("deps")
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/manifests");
    let wanted = std::env::var("EXUVIA_CASE").unwrap_or_default();
    let mut cases: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.to_string_lossy().contains(&wanted))
        .collect();
    cases.sort();
    cases
}

/// One line an entry, so that differences can be read.
fn shown(listing: &Value) -> String {
    let lines = |key: &str| {
        let entries = listing[key].as_array().unwrap().iter();
        let entries: Vec<String> = entries.map(|entry| format!("    {entry}")).collect();
        entries.join(",\n")
    };
    format!(
        "{{\n  \"requirements\": [\n{}\n  ],\n  \"problems\": [\n{}\n  ]\n}}\n",
        lines("requirements"),
        lines("problems")
    )
}

#[test]
fn each_project_is_read_as_expected_and_as_the_schema_says() {
    let schema = include_str!("../docs/deps.schema.json");
    let schema = jsonschema::draft202012::new(&serde_json::from_str(schema).unwrap()).unwrap();
    let mut wrong = Vec::new();
    for case in cases() {
        let output = deps(&case.join("project"), &["--output-format", "json"]);
        assert_eq!(output.status.code(), Some(0), "{}", case.display());
        let listing: Value = serde_json::from_slice(&output.stdout).unwrap();
        schema.validate(&listing).unwrap();
        let found = shown(&listing);
        let path = case.join("expected.json");
        if std::env::var_os("EXUVIA_BLESS").is_some() {
            fs::write(&path, &found).unwrap();
            continue;
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if found != expected {
            let difference = similar::TextDiff::from_lines(&expected, &found);
            wrong.push(format!("{}\n{}", case.display(), difference.unified_diff()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_project_without_requirements_is_told_so() {
    let folder = tempfile::tempdir().unwrap();
    let output = deps(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(output.stdout, b"");
    assert_eq!(output.stderr, b"No requirements were found.\n");
    assert_eq!(deps(folder.path(), &["--quiet"]).stderr, b"");
}

#[test]
fn the_schema_refuses_what_it_does_not_name() {
    let schema = include_str!("../docs/deps.schema.json");
    let schema = jsonschema::draft202012::new(&serde_json::from_str(schema).unwrap()).unwrap();
    let entry = |kind: &str| {
        serde_json::json!({"requirements": [{"package": "a", "specifier": "", "file": "r.txt", "line": 1, "kind": kind,
            "extras": [], "marker": null, "group": null}], "problems": []})
    };
    assert!(schema.is_valid(&entry("requirement")));
    assert!(!schema.is_valid(&entry("wish")));
}

#[test]
fn people_get_one_line_a_requirement() {
    let folder = tempfile::tempdir().unwrap();
    let manifest = "# all\nRedis[hiredis] >= 5, <6 ; python_version > '3'\nb=1\n";
    fs::write(folder.path().join("requirements.txt"), manifest).unwrap();
    let output = deps(folder.path(), &[]);
    let text = String::from_utf8(output.stdout).unwrap();
    insta::assert_snapshot!(text);
}

#[test]
fn a_path_that_is_not_there_ends_with_2() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(deps(folder.path(), &["nowhere"]).status.code(), Some(2));
    assert_eq!(deps(folder.path(), &[]).status.code(), Some(0));
}

/// Letters that mean something in one of the formats.
const ADDED: [char; 14] = [
    '\\', '"', '\'', '[', '{', '$', 'ä', '\n', ' ', ':', '=', '#', '\r', '-',
];

/// A text of more bytes is a long list of what shorter ones have as well: it is damaged in so many places alone.
const LONG: usize = 4000;
const PLACES: usize = 200;

/// Texts that are cut short, that lack a letter, or have one too many.
fn damaged(text: &str) -> Vec<String> {
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let mut out = Vec::new();
    let step = match text.len() > LONG {
        true => places.len() / PLACES,
        false => 1,
    };
    for (number, at) in places.into_iter().step_by(step).enumerate() {
        let (before, behind) = text.split_at(at);
        let mut letters = behind.chars();
        letters.next();
        out.push(match number % 3 {
            0 => before.to_owned(),
            1 => format!("{before}{}", letters.as_str()),
            _ => format!("{before}{}{behind}", ADDED[number % ADDED.len()]),
        });
    }
    out
}

#[test]
fn damaged_manifests_are_read_without_a_place_outside_of_them() {
    for case in cases() {
        for path in files(&case.join("project")) {
            let (Some(format), Ok(text)) = (Format::of(&path), fs::read_to_string(&path)) else {
                continue;
            };
            for text in damaged(&text) {
                let manifest = format.parse(&path, &text);
                let requirements = manifest.requirements.iter().map(|one| &one.text_range);
                let problems = manifest.problems.iter().map(|one| &one.range);
                for range in requirements.chain(problems) {
                    assert!(text.get(range.clone()).is_some(), "{range:?} of {text:?}");
                }
            }
        }
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let of = |path: PathBuf| match path.is_dir() {
        true => files(&path),
        false => vec![path],
    };
    entries.flat_map(of).collect()
}
