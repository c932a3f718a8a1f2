//! A dump of advisories of one's own: `--osv` takes it instead of those that are compiled in.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// An advisory on `requests` below 9.
const RECORD: &str = r#"{"id": "OWN-1", "aliases": ["CVE-1-1"], "affected": [{"package": {"ecosystem": "PyPI", "name": "Requests"},
    "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "9"}]}]}]}"#;

fn check(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_exuvia"))
        .args(["check", "--output-format", "json"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

/// Severity, code and message of each finding, and the paths of what could not be read.
fn found(output: &Output) -> (Vec<(String, String, String)>, Vec<String>) {
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |one: &serde_json::Value, key: &str| one[key].as_str().unwrap().to_owned();
    let findings = report["findings"].as_array().unwrap().iter();
    let findings = findings.map(|one| {
        (
            text(one, "severity"),
            text(one, "code"),
            text(one, "message"),
        )
    });
    let problems = report["problems"].as_array().unwrap().iter();
    (
        findings.collect(),
        problems.map(|one| text(one, "path")).collect(),
    )
}

#[test]
fn a_dump_takes_the_place_of_what_is_compiled_in() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("requirements.txt"),
        "requests==8.1\ngunicorn==22.0.0\njinja2==3.1.4\n",
    )
    .unwrap();
    fs::create_dir_all(folder.path().join("dump/PyPI")).unwrap();
    fs::write(folder.path().join("dump/PyPI/OWN-1.json"), RECORD).unwrap();
    fs::write(folder.path().join("dump/broken.json"), "{").unwrap();
    let (own, problems) = found(&check(folder.path(), &["--osv", "dump"]));
    let [(severity, code, message)] = own.as_slice() else {
        panic!("{own:?}");
    };
    // Who names advisories means them for all packages.
    assert_eq!((severity.as_str(), code.as_str()), ("warning", "DEP201"));
    assert!(
        message.contains("the lowest release free of known ones is 9"),
        "{message}"
    );
    assert_eq!(problems, ["dump/broken.json"]);
    let (compiled_in, _) = found(&check(folder.path(), &[]));
    let [(severity, code, message)] = compiled_in.as_slice() else {
        panic!("{compiled_in:?}");
    };
    assert_eq!((severity.as_str(), code.as_str()), ("note", "DEP201"));
    assert!(message.contains("jinja2"), "{message}");
}

#[test]
fn a_dump_that_is_not_there_ends_with_2() {
    let folder = tempfile::tempdir().unwrap();
    for named in ["nowhere", "."] {
        let output = check(folder.path(), &["--osv", named]);
        assert_eq!(output.status.code(), Some(2), "{named}");
        assert!(String::from_utf8_lossy(&output.stderr).contains(named));
    }
}
