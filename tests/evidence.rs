//! `exuvia plan --evidence`: what other tools say, where a reader of the plan needs it.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::process::{Command, Output};

fn project(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn plan(folder: &tempfile::TempDir, more: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_exuvia"))
        .args(["plan", "-o", "plan", "app", "requirements.txt"])
        .args(more)
        .current_dir(folder.path())
        .output()
        .unwrap()
}

const FILES: &[(&str, &str)] = &[
    (
        "app/edit.py",
        "import openai\n\n\ndef edit(text):\n    return openai.Edit.create(\n        model=\"m\", input=text, instruction=\"fix\"\n    )\n\n\ndef again(text):\n    return openai.Edit.create(model=\"m\", input=text, instruction=\"fix\")\n",
    ),
    ("requirements.txt", "openai==0.28.1\n"),
    (
        "exuvia.toml",
        "[packages.openai]\nto = \"1.93.1\"\ncheckpoints = [{ text = \"Nothing collides\", evidence = \"pip-check\" }, { text = \"Nothing is known\", evidence = \"pip-audit\" }]\n",
    ),
    ("e/check.txt", "No broken requirements found.\n"),
    (
        "e/audit.json",
        "{\"dependencies\": [{\"name\": \"openai\", \"version\": \"0.28.1\", \"vulns\": [{\"id\": \"X-1\", \"fix_versions\": [\"1.0\"]}]}], \"fixes\": []}",
    ),
    (
        "e/coverage.json",
        "{\"meta\": {\"format\": 3}, \"files\": {\"app/edit.py\": {\"executed_lines\": [1, 4, 5, 10], \"missing_lines\": [11]}}}",
    ),
    ("e/notes.txt", "all is well\n"),
];

#[test]
fn a_plan_says_what_evidence_says_and_ticks_what_it_speaks_for() {
    let folder = project(FILES);
    let evidence = ["check.txt", "audit.json", "coverage.json"].map(|name| format!("e/{name}"));
    let mut arguments = Vec::new();
    for file in &evidence {
        arguments.extend(["--evidence", file.as_str()]);
    }
    let output = plan(&folder, &arguments);
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let text = fs::read_to_string(folder.path().join("plan/checklist.md")).unwrap();
    for said in [
        "- [x] Nothing collides",
        "- [ ] Nothing is known",
        "`X-1` is known of version `0.28.1` (`e/audit.json`)",
        "Mended in: 1.0",
        "1 advisory that another tool tells of",
        "of 2 affected lines",
        "- [ ] `app/edit.py:11`",
        "| `e/check.txt` | pip-check |",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let output = plan(&folder, &[&arguments[..], &["--lang", "zh"]].concat());
    assert_eq!(output.status.code(), Some(0));
    let text = fs::read_to_string(folder.path().join("plan/checklist.md")).unwrap();
    assert!(text.contains("其他工具的证据"), "{text}");
    // Without evidence no box of it is ticked, and nothing is said of it.
    plan(&folder, &[]);
    let text = fs::read_to_string(folder.path().join("plan/checklist.md")).unwrap();
    assert!(text.contains("- [ ] Nothing collides") && !text.contains("X-1"));
}

#[test]
fn what_is_no_evidence_is_refused_and_nothing_is_written() {
    let folder = project(FILES);
    let output = plan(&folder, &["--evidence", "e/notes.txt"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("e/notes.txt") && said.contains("pipdeptree"),
        "{said}"
    );
    assert!(!folder.path().join("plan").exists());
    let output = plan(&folder, &["--evidence", "e/none.json"]);
    assert_eq!(output.status.code(), Some(2));
}
