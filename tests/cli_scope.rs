//! The standard input in the place of a file, and files that changed since a revision of git.
#![allow(clippy::unwrap_used)]

mod support;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use support::command::{check, command, places, project, text, write};

const OLD: &str = "import openai\n\n\ndef ask(messages):\n    return openai.ChatCompletion.create(model=\"m\", messages=messages)[\"choices\"][0][\"message\"][\"content\"]\n";
const NEW: &str = "import openai\n\n\ndef ask(messages):\n    return openai.chat.completions.create(model=\"m\", messages=messages).choices[0].message.content\n";

fn exuvia(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = command(folder, arguments)
        .env("EXUVIA_STATE_DIR", folder.join(".state"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // One that reads no input has gone away.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

/// The places that are found, each as `path:line code`.
fn found(folder: &Path, arguments: &[&str], input: &str) -> Vec<String> {
    places(&exuvia(folder, &check(arguments), input.as_bytes()))
}

#[test]
fn a_document_that_is_named_is_read_for_the_code_in_it() {
    let page = "# Page\n\nRun this:\n\n```python\nimport openai\n\nopenai.Embedding.create(input=\"x\", engine=\"e\")\n```\n";
    let folder = project(&[("page.md", page), ("deploy.md", page), ("a.py", OLD)]);
    let at = folder.path();
    assert_eq!(found(at, &["page.md"], ""), ["page.md:8 OAI102"]);
    assert_eq!(found(at, &["deploy.md"], ""), ["deploy.md:8 OAI102"]);
    let by_input = found(at, &["--stdin-filename", "b.md"], page);
    assert_eq!(by_input, ["b.md:8 OAI102"]);
    // A walk asks for them.
    assert_eq!(found(at, &["."], ""), ["a.py:5 OAI102"]);
    assert_eq!(found(at, &[".", "--docs"], "").len(), 3);
}

#[test]
fn the_standard_input_is_checked_in_the_place_of_a_file_whether_that_is_there_or_not() {
    let folder = project(&[("a.py", "print(1)\n")]);
    let at = folder.path();
    assert_eq!(found(at, &["-"], OLD), ["-:5 OAI102"]);
    for name in ["a.py", "new/b.py"] {
        let expected = [format!("{name}:5 OAI102")];
        assert_eq!(found(at, &["-", "--stdin-filename", name], OLD), expected);
        assert_eq!(found(at, &["--stdin-filename", name], OLD), expected);
    }
    // Nor is anything else read.
    write(at, &[("a.py", OLD)]);
    let nothing = found(at, &["--stdin-filename", "b.py"], "print(1)\n");
    assert_eq!(nothing, [""; 0]);
    let notebook = r#"{"nbformat":4,"cells":[{"cell_type":"code","source":"import openai\nopenai.Edit.create()"}]}"#;
    let in_cell = found(at, &["--stdin-filename", "n.ipynb"], notebook);
    assert!(
        !in_cell.is_empty() && in_cell[0].starts_with("n.ipynb"),
        "{in_cell:?}"
    );
    let listed = found(
        at,
        &["--stdin-filename", "requirements.txt"],
        "openai==0.28.1\n",
    );
    assert!(
        !listed.is_empty() && listed[0].starts_with("requirements.txt:1"),
        "{listed:?}"
    );
}

#[test]
fn what_governs_the_file_governs_the_standard_input() {
    let folder = project(&[
        (
            "exuvia.toml",
            "extend-exclude = [\"old/\"]\nforce-exclude = true\n[per-file-ignores]\n\"tests/\" = [\"OAI\"]\n",
        ),
        ("requirements.txt", "openai==1.93.1\n"),
        ("app/x.py", ""),
    ]);
    let named = |name: &str| found(folder.path(), &["--stdin-filename", name], OLD);
    assert_eq!(named("app/a.py"), ["app/a.py:5 OAI102"]);
    assert_eq!(named("tests/a.py"), [""; 0]);
    assert_eq!(named("old/a.py"), [""; 0]);
    let output = exuvia(
        folder.path(),
        &["check", "--stdin-filename", "app/a.py"],
        OLD.as_bytes(),
    );
    let said = text(&output.stdout);
    assert!(said.contains("Here openai stands at 1.93.1"), "{said}");
    let excluded = exuvia(
        folder.path(),
        &["fix", "--stdin-filename", "old/a.py"],
        OLD.as_bytes(),
    );
    assert_eq!(text(&excluded.stdout), OLD);
    assert_eq!(excluded.status.code(), Some(0));
}

#[test]
fn the_fixed_text_comes_by_the_standard_output_and_nothing_is_written() {
    let folder = project(&[("a.py", OLD)]);
    let fix = |arguments: &[&str], input: &[u8]| {
        let arguments = [&["fix", "-", "--stdin-filename", "a.py"], arguments].concat();
        exuvia(folder.path(), &arguments, input)
    };
    let output = fix(&[], OLD.as_bytes());
    assert_eq!(
        (text(&output.stdout).as_str(), output.status.code()),
        (NEW, Some(0))
    );
    let as_in_windows = fix(&[], OLD.replace('\n', "\r\n").as_bytes());
    assert_eq!(text(&as_in_windows.stdout), NEW.replace('\n', "\r\n"));
    assert_eq!(fs::read_to_string(folder.path().join("a.py")).unwrap(), OLD);
    let patch = text(&fix(&["--diff"], OLD.as_bytes()).stdout);
    assert!(patch.starts_with("--- a/a.py\n+++ b/a.py\n"), "{patch}");
    assert!(patch.contains("+    return openai.chat.completions.create("));
    // What remains is said elsewhere, and what cannot be read goes through.
    let left = fix(
        &["--output-format", "concise"],
        b"import openai\nopenai.Edit.create()\n",
    );
    assert_eq!(text(&left.stdout), "import openai\nopenai.Edit.create()\n");
    assert_eq!(left.status.code(), Some(1));
    assert!(
        text(&left.stderr).contains("a.py:2:"),
        "{}",
        text(&left.stderr)
    );
    let broken = fix(&[], b"\xff\xfe import openai(\n");
    assert_eq!(broken.stdout, b"\xff\xfe import openai(\n");
    assert_eq!(broken.status.code(), Some(2));
}

#[test]
fn the_standard_input_goes_with_nothing_else() {
    let folder = project(&[("a.py", OLD)]);
    let rows: &[(&[&str], &str)] = &[
        (&["check", "-", "a.py"], "the standard input is read alone"),
        (
            &["fix", "a.py", "--stdin-filename", "b.py"],
            "the standard input is read alone",
        ),
        (
            &["check", "-", "--add-ignores"],
            "--add-ignores writes files",
        ),
        (
            &["check", "-", "--changed-since", "HEAD"],
            "--changed-since goes with files",
        ),
    ];
    for (arguments, expected) in rows {
        let output = exuvia(folder.path(), arguments, b"");
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.contains(expected), "{arguments:?}: {said}");
    }
}

fn git(folder: &Path, arguments: &[&str]) {
    let output = Command::new("git")
        .args(["-c", "user.name=a", "-c", "user.email=a@example.com"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("git is needed to test what changed");
    assert!(output.status.success(), "{}", text(&output.stderr));
}

/// A repository whose branch has left `main`: what is old on both sides, what each changed since, and what no commit holds.
fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    write(
        at,
        &[
            (".gitignore", ".state/\n"),
            ("old.py", OLD),
            ("of_main.py", "print(1)\n"),
            ("committed.py", "print(1)\n"),
            ("edited.py", "print(1)\n"),
            (
                "helper.py",
                "import openai\n\n\ndef make(**more):\n    return openai.Completion.create(**more)\n",
            ),
            ("sub/new.txt", ""),
        ],
    );
    git(at, &["init", "--quiet", "--initial-branch", "main"]);
    let commit = |message: &str| {
        git(at, &["add", "."]);
        git(at, &["commit", "--quiet", "-m", message]);
    };
    commit("first");
    git(at, &["tag", "first"]);
    git(at, &["switch", "--quiet", "-c", "branch"]);
    write(at, &[("committed.py", OLD)]);
    commit("branch");
    git(at, &["switch", "--quiet", "main"]);
    write(at, &[("of_main.py", OLD)]);
    commit("main");
    git(at, &["switch", "--quiet", "branch"]);
    write(
        at,
        &[
            ("of_main.py", "print(1)\n"),
            ("edited.py", OLD),
            ("sub/new.py", OLD),
        ],
    );
    folder
}

#[test]
fn what_changed_since_a_revision_is_reported_alone() {
    let folder = repository();
    let at = folder.path();
    let since = |revision: &str| found(at, &["--changed-since", revision], "");
    let all = [
        "committed.py:5 OAI102",
        "edited.py:5 OAI102",
        "sub/new.py:5 OAI102",
    ];
    assert_eq!(since("main"), all);
    assert_eq!(since("first"), all);
    assert_eq!(since("HEAD"), all[1..]);
    let below = found(&at.join("sub"), &["--changed-since", "HEAD"], "");
    assert_eq!(below, ["new.py:5 OAI102"]);
    let named = found(at, &["--changed-since", "HEAD", "edited.py", "old.py"], "");
    assert_eq!(named, all[1..2]);
    // What did not change is read all the same: it says what a value is.
    write(
        at,
        &[(
            "sub/new.py",
            "from helper import make\n\nprint(make(prompt=\"p\")[\"choices\"])\n",
        )],
    );
    let output = exuvia(
        at,
        &["check", "--changed-since", "HEAD", "sub", "helper.py", "-v"],
        b"",
    );
    let said = text(&output.stdout);
    assert!(!said.contains("--> helper.py"), "{said}");
}

#[test]
fn what_did_not_change_since_a_revision_is_not_rewritten() {
    let folder = repository();
    let at = folder.path();
    let output = exuvia(
        at,
        &["fix", "--changed-since", "first", "--allow-dirty"],
        b"",
    );
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let read = |name: &str| fs::read_to_string(at.join(name)).unwrap();
    for name in ["committed.py", "edited.py", "sub/new.py"] {
        assert_eq!(read(name), NEW, "{name}");
    }
    assert_eq!(read("old.py"), OLD);
    assert!(read("helper.py").contains("openai.Completion"));
}

#[test]
fn what_git_does_not_know_is_said() {
    let folder = repository();
    let output = exuvia(folder.path(), &["check", "--changed-since", "nowhere"], b"");
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said.contains("`nowhere` is no revision of the git repository at "),
        "{said}"
    );
    let outside = tempfile::tempdir().unwrap();
    let output = exuvia(outside.path(), &["check", "--changed-since", "HEAD"], b"");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("is in no git repository"));
}
