//! What git makes of a printed patch is byte for byte what would be written.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use exuvia::engine::Change;
use exuvia::rewrite::patch::patch;
use proptest::prelude::*;

fn change(path: &str, before: &[u8], after: &[u8]) -> Change {
    Change {
        path: PathBuf::from(path),
        display: path.to_owned(),
        before: before.to_vec(),
        after: after.to_vec(),
    }
}

fn git(folder: &Path, arguments: &[&str], input: &[u8]) {
    let mut child = Command::new("git")
        .args(["-c", "core.autocrlf=false"])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("git is needed to test patches");
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    let patch = String::from_utf8_lossy(input);
    assert!(
        output.status.success(),
        "git {arguments:?}: {errors}\n{patch}"
    );
}

/// Applies the patch in a fresh repository and compares every file.
fn assert_applies(changes: &[Change]) {
    let folder = tempfile::tempdir().unwrap();
    git(folder.path(), &["init", "-q"], b"");
    for change in changes {
        let path = folder.path().join(&change.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, &change.before).unwrap();
    }
    let patch = patch(changes);
    if !patch.is_empty() {
        git(folder.path(), &["apply", "-p1", "-"], &patch);
    }
    for change in changes {
        let written = fs::read(folder.path().join(&change.path)).unwrap();
        assert_eq!(written, change.after, "{}", change.display);
    }
}

#[test]
fn several_files_apply_at_once() {
    assert_applies(&[
        change("a.py", b"one\ntwo\n", b"one\n2\n"),
        change("deep/er/b.py", b"x", b"x\ny"),
        change("c.py", b"", b"new\n"),
        change("d.py", b"old\n", b""),
        change("same.py", b"same\n", b"same\n"),
    ]);
}

#[test]
fn odd_paths_apply() {
    assert_applies(&[
        change("with blank.py", b"a\n", b"b\n"),
        change("caf\u{e9}.py", b"a\n", b"b\n"),
        change("\u{4e2d}\u{6587} \u{76ee}/\u{6587}.py", b"a\n", b"b\n"),
        change("\u{4e2d}\u{ff08}\u{202e}.py", b"", b"b\n"),
        change("q\"uote.py", b"a\n", b"b\n"),
        change("back\\slash.py", b"a\n", b"b\n"),
        change("tab\there.py", b"a\n", b"b\n"),
        change("bell\u{7}.py", b"a\n", b"b\n"),
        change("-dash b/x.py", b"a\n", b"b\n"),
    ]);
}

#[test]
fn line_ends_and_encodings_survive() {
    assert_applies(&[
        change("crlf.py", b"a\r\nb\r\nc\r\n", b"a\r\nB\r\nc\r\n"),
        change("mixed.py", b"a\r\nb\nc\rd", b"a\r\nB\nc\rD"),
        change("latin.py", b"# \xe9\nx\n", b"# \xe9\ny\n"),
        change("bom.py", b"\xef\xbb\xbfx\n", b"\xef\xbb\xbfy\n"),
        change("cr.py", b"a\rb\r", b"a\rc\r"),
    ]);
}

#[test]
fn far_changes_become_several_hunks() {
    let before: Vec<u8> = (0..100)
        .flat_map(|n| format!("{n}\n").into_bytes())
        .collect();
    let text = String::from_utf8(before.clone()).unwrap();
    let after = text
        .replace("\n10\n", "\nten\n")
        .replace("\n90\n", "\n")
        .replace("\n50\n", "\n50\n50.5\n");
    assert_applies(&[change("x.py", &before, after.as_bytes())]);
}

#[test]
fn a_hunk_that_ends_with_removed_lines_counts_both_sides() {
    let after = b"\naaaaaaaaa\n\n\n";
    assert_applies(&[change("x.py", b"a\na\n\n\n\r\na\na", after)]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_change_applies(
        before in prop::collection::vec(prop::sample::select(b"ab\n\n\r \xe9".to_vec()), 0..60),
        after in prop::collection::vec(prop::sample::select(b"ab\n\n\r \xe9".to_vec()), 0..60),
    ) {
        assert_applies(&[change("x.py", &before, &after)]);
    }
}
