//! The patches of a plan as a user applies them: with git, in the order of their numbers.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use exuvia::engine::{Change, Fixed, Options, Outcome, Selection};
use exuvia::finding::{Applicability, Report, Summary};
use exuvia::plan::apply::apply;
use exuvia::plan::stages::stages;
use exuvia::rewrite::patch::patch;

const FINDINGS: &str = include_str!("data/two_packages.json");

/// A run with the findings of two packages, each with a fix.
fn outcome() -> Outcome {
    Outcome {
        report: Report {
            version: 1,
            findings: serde_json::from_str(FINDINGS).unwrap(),
            fixes: Vec::new(),
            blind: Vec::new(),
            problems: Vec::new(),
            summary: Summary::default(),
        },
        texts: BTreeMap::new(),
        today: BTreeSet::new(),
        pins: std::collections::BTreeSet::new(),
        holes: Default::default(),
        holes_ahead: Default::default(),
        targets: Default::default(),
        differences: BTreeMap::new(),
        added: exuvia::rules::added::Added::default(),
        unusable: false,
    }
}

/// The project before: line ends of both kinds, a name with a blank, a last line without an end.
fn project() -> BTreeMap<String, Vec<u8>> {
    let file = |path: &str, text: &str| (path.to_owned(), text.as_bytes().to_vec());
    BTreeMap::from([
        file(
            "app/a.py",
            "import hive\nimport nest\n\nhive.old()\nnest.old()\n",
        ),
        file(
            "app/my file.py",
            "nest.old()\r\nhive.old()\r\n# ä\r\nnest.old()",
        ),
        file("requirements.txt", "hive==1.0\nnest==1.0\n"),
    ])
}

/// An engine that renames `old` and raises the pin of the packages that it is asked for.
fn rename(options: &Options, selection: &Selection) -> anyhow::Result<Fixed> {
    let mut changes = Vec::new();
    for (display, bytes) in project() {
        let path = Path::new(&display).to_path_buf();
        let before = options.overlay.get(&path).cloned().unwrap_or(bytes);
        let mut after = String::from_utf8(before.clone()).unwrap();
        for package in &selection.packages {
            after = after
                .replace(&format!("{package}.old"), &format!("{package}.new"))
                .replace(&format!("{package}==1.0"), &format!("{package}==2.0"));
        }
        let after = after.into_bytes();
        if after != before {
            changes.push(Change {
                path,
                display,
                before,
                after,
            });
        }
    }
    let before = outcome();
    let applied = selection
        .packages
        .iter()
        .map(|package| format!("{package}-1"));
    Ok(Fixed {
        after: before.clone(),
        before,
        changes,
        applied: applied.collect(),
    })
}

#[test]
fn git_applies_the_patches_in_their_order_and_gets_what_the_plan_proved() {
    let order = ["hive", "nest"].map(str::to_owned);
    let made = stages(
        (&outcome(), &order),
        &Options::default(),
        Applicability::Safe,
        rename,
        patch,
    )
    .unwrap();
    assert_eq!(made.len(), 2);

    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in project() {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let mut proved = project();
    for stage in &made {
        proved = apply(&stage.patch, &proved).unwrap();
        git_apply(folder.path(), &stage.file, &stage.patch);
        for (path, bytes) in &proved {
            assert_eq!(
                &fs::read(folder.path().join(path)).unwrap(),
                bytes,
                "{path}"
            );
        }
    }
    let text: Vec<u8> = proved.into_values().flatten().collect();
    let text = String::from_utf8(text).unwrap();
    assert!(!text.contains("old") && !text.contains("==1.0"), "{text}");
    assert_eq!(text.matches("new").count(), 5);

    // And back again: the last step first, as the names of the patches say.
    let mut back: Vec<(&str, &[u8])> = made
        .iter()
        .map(|stage| (stage.back_file.as_str(), stage.back.as_slice()))
        .collect();
    back.sort_unstable();
    for (name, patch) in back {
        git_apply(folder.path(), name, patch);
    }
    for (path, bytes) in project() {
        assert_eq!(
            fs::read(folder.path().join(&path)).unwrap(),
            bytes,
            "{path}"
        );
    }
}

fn git_apply(folder: &Path, name: &str, patch: &[u8]) {
    let patches = tempfile::tempdir().unwrap();
    let file = patches.path().join(name);
    fs::write(&file, patch).unwrap();
    let output = Command::new("git")
        .args([
            "-c",
            "core.autocrlf=false",
            "apply",
            "-p1",
            "--whitespace=nowarn",
        ])
        .arg(&file)
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
