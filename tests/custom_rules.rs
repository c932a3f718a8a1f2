//! Rules of a user's own: a pack to begin with, what is said of one that is wrong, and the guide, which is run as it stands.
#![allow(clippy::unwrap_used)]

mod support;

use std::fs;
use std::path::Path;
use std::process::Output;

use support::command::exuvia;

fn said(output: &Output) -> String {
    let streams = [&output.stdout, &output.stderr];
    streams.map(|bytes| String::from_utf8_lossy(bytes)).concat()
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn replace(folder: &Path, path: &str, from: &str, to: &str) {
    let path = folder.join(path);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{} has no {from}", path.display());
    fs::write(path, text.replace(from, to)).unwrap();
}

/// A folder with a new pack for a package `parcels`.
fn with_pack() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let output = exuvia(folder.path(), &["rules", "new", "parcels"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    folder
}

const CODE: &str = "import parcels\n\nprint(parcels.old_name('a'))\n";

#[test]
fn a_new_pack_passes_its_own_test_and_is_not_written_over() {
    let folder = with_pack();
    let output = exuvia(folder.path(), &["rules", "test", "exuvia-rules"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(
        said(&output),
        "parcels/quiet ... ok\nparcels/renamed ... ok\n\n2 passed, 0 failed, 0 pending\n"
    );
    let again = exuvia(folder.path(), &["rules", "new", "parcels"]);
    assert_eq!(again.status.code(), Some(2));
    assert!(
        said(&again).contains("is there already"),
        "{}",
        said(&again)
    );
}

#[test]
fn rules_of_the_configuration_are_those_of_a_run_and_their_cases_no_code_of_it() {
    let folder = with_pack();
    let at = folder.path();
    write(at, "app.py", CODE);
    let none = exuvia(at, &["check", "app.py"]);
    assert_eq!(none.status.code(), Some(0), "{}", said(&none));
    let concise = ["check", "--output-format", "concise"];
    let added = exuvia(at, &[&concise[..], &["--rules", "exuvia-rules"]].concat());
    write(at, "exuvia.toml", "rules = [\"exuvia-rules\"]\n");
    let configured = exuvia(at, &concise);
    for output in [&added, &configured] {
        assert_eq!(output.status.code(), Some(1), "{}", said(output));
        let text = String::from_utf8_lossy(&output.stdout);
        assert_eq!(text.lines().count(), 1, "{text}");
        assert!(text.starts_with("app.py:3:7: PAR101 "), "{text}");
    }
    let case = exuvia(at, &["check", "exuvia-rules/parcels/tests/renamed/before"]);
    assert_eq!(case.status.code(), Some(1), "{}", said(&case));
    let below = at.join("deep");
    write(at, "deep/b.py", CODE);
    let output = exuvia(&below, &["fix", "b.py", "--allow-dirty"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let fixed = fs::read_to_string(at.join("deep/b.py")).unwrap();
    assert_eq!(fixed, CODE.replace("old_name", "new_name"));
    let told = exuvia(&below, &["explain", "PAR101"]);
    assert!(said(&told).contains("`parcels.old_name` → `parcels.new_name`"));
    let sarif = exuvia(at, &["check", "--output-format", "sarif"]);
    let sarif: serde_json::Value = serde_json::from_slice(&sarif.stdout).unwrap();
    let rule = &sarif["runs"][0]["tool"]["driver"]["rules"][0];
    let help = rule["help"]["markdown"].as_str().unwrap();
    assert!(
        rule["id"] == "PAR101" && help.contains("`parcels.old_name`"),
        "{rule}"
    );
    let selected = exuvia(at, &["check", "--select", "openai"]);
    assert_eq!(selected.status.code(), Some(0), "{}", said(&selected));
}

#[test]
fn what_is_wrong_with_a_pack_is_said_with_file_line_and_what_was_expected() {
    let wrong = |path: &str, from: &str, to: &str| {
        let folder = with_pack();
        replace(folder.path(), path, from, to);
        let output = exuvia(folder.path(), &["check", "--rules", "exuvia-rules"]);
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        said(&output)
    };
    let pack = "exuvia-rules/parcels/pack.toml";
    let changes = "exuvia-rules/parcels/changes.toml";
    let rows = [
        (
            wrong(changes, "breaks", "brakes"),
            "error: exuvia-rules/parcels/changes.toml:6: unknown field `brakes`, expected one of `code`, ",
        ),
        (
            wrong(changes, "old_name", "old_nam"),
            "error: exuvia-rules/parcels/changes.toml:4: `parcels.old_nam` names nothing in the model of 1.0.0; did you mean `parcels.old_name`?",
        ),
        (
            wrong(changes, "new_name", "newname"),
            "error: exuvia-rules/parcels/changes.toml:7: `parcels.newname` names nothing in the model of 2.0.0; did you mean `parcels.new_name`?",
        ),
        (
            wrong(pack, "PAR101", "OAI101"),
            "error: exuvia-rules/parcels/changes.toml:2: no `name`, and `[codes]` of pack.toml has no entry for `PAR101`",
        ),
        (
            wrong(pack, "name = \"parcels\"", "name = \"boxes\""),
            "error: exuvia-rules/parcels/pack.toml:2: name = `boxes`, expected the folder's name `parcels`",
        ),
        (
            wrong(pack, "model/new.pyi", "model/newer.pyi"),
            "error: exuvia-rules/parcels/pack.toml:10: there is no file `model/newer.pyi`",
        ),
        (
            wrong(
                "exuvia-rules/parcels/model/old.pyi",
                "text: str) -> str",
                "text: str) -> Sting",
            ),
            "error: exuvia-rules/parcels/model/old.pyi:4: ",
        ),
    ];
    for (text, begins) in rows {
        assert!(text.starts_with(begins), "{text}\n{begins}");
    }
}

#[test]
fn names_and_codes_of_other_packs_are_refused() {
    let folder = with_pack();
    let at = folder.path();
    for path in ["pack.toml", "changes.toml"] {
        replace(
            at,
            &format!("exuvia-rules/parcels/{path}"),
            "PAR101",
            "OAI101",
        );
    }
    let output = exuvia(at, &["check", "--rules", "exuvia-rules"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said(&output).contains(
            "exuvia-rules/parcels/changes.toml:3: the pack rules/openai has the code `OAI101` already"
        ),
        "{}",
        said(&output)
    );
    let shipped = exuvia(at, &["rules", "new", "openai"]);
    assert_eq!(shipped.status.code(), Some(2));
    let nothing = exuvia(at, &["check", "--rules", "."]);
    assert!(
        said(&nothing).contains("expected `pack.toml` in it"),
        "{}",
        said(&nothing)
    );
}

#[test]
fn a_case_that_is_not_as_it_says_fails_until_it_is_blessed() {
    let folder = with_pack();
    let at = folder.path();
    let case = "exuvia-rules/parcels/tests/renamed";
    replace(at, &format!("{case}/before/use.py"), "upper", "lower");
    replace(at, &format!("{case}/expected.toml"), "line = 5", "line = 4");
    let failed = exuvia(at, &["rules", "test", "exuvia-rules"]);
    assert_eq!(failed.status.code(), Some(1));
    let text = said(&failed);
    for part in [
        "parcels/renamed ... FAILED",
        "  - expected use.py:4: PAR101",
        "  + found    use.py:5: PAR101",
        "+    return parcels.new_name(text).lower()",
        "1 passed, 1 failed",
    ] {
        assert!(text.contains(part), "no {part} in {text}");
    }
    let blessed = exuvia(at, &["rules", "test", "exuvia-rules", "--bless"]);
    assert_eq!(blessed.status.code(), Some(0), "{}", said(&blessed));
    let again = exuvia(at, &["rules", "test", "exuvia-rules", "--case", "renamed"]);
    assert_eq!(again.status.code(), Some(0), "{}", said(&again));
    fs::remove_file(at.join(format!("{case}/expected.toml"))).unwrap();
    let unsaid = exuvia(at, &["rules", "test", "exuvia-rules"]);
    assert_eq!(unsaid.status.code(), Some(1));
    let text = said(&unsaid);
    for part in [
        "parcels/quiet ... ok",
        "--bless writes",
        "1 passed, 1 failed",
    ] {
        assert!(text.contains(part), "no {part} in {text}");
    }
    fs::remove_dir_all(at.join("exuvia-rules/parcels/tests")).unwrap();
    let none = exuvia(at, &["rules", "test", "exuvia-rules"]);
    assert_eq!(none.status.code(), Some(1));
    assert!(said(&none).contains("there is no case"), "{}", said(&none));
}

#[test]
fn what_stands_above_a_case_says_nothing_of_it() {
    let folder = with_pack();
    let at = folder.path();
    write(at, "requirements.txt", "parcels==2.1.0\n");
    write(at, "exuvia.toml", "ignore = [\"PAR101\"]\n");
    let output = exuvia(at, &["rules", "test", "exuvia-rules"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
}

/// The files of the guide, by their first line, and what it says that the runner prints.
fn guide() -> (Vec<(String, String)>, Vec<String>) {
    let text = include_str!("../docs/custom-rules.md");
    let (mut files, mut runs) = (Vec::new(), Vec::new());
    for block in text.split("\n```").skip(1).step_by(2) {
        let (language, body) = block.split_once('\n').unwrap();
        let body = format!("{body}\n");
        match body
            .strip_prefix("# ")
            .and_then(|rest| rest.split_once('\n'))
        {
            Some((path, rest)) if language != "console" && path.contains('.') => {
                files.push((path.to_owned(), rest.to_owned()));
            }
            _ if language == "console" => runs.push(body),
            _ => {}
        }
    }
    (files, runs)
}

#[test]
fn the_guide_does_by_hand_what_it_says() {
    let (files, runs) = guide();
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files.iter().filter(|(path, _)| !path.starts_with("made/")) {
        write(folder.path(), path, text);
    }
    let run = runs
        .iter()
        .find(|run| run.starts_with("$ exuvia rules test rules\n"));
    let (_, printed) = run.unwrap().split_once('\n').unwrap();
    let output = exuvia(folder.path(), &["rules", "test", "rules"]);
    assert_eq!(said(&output), printed);
    assert_eq!(output.status.code(), Some(0));
    let configured = exuvia(folder.path(), &["rules", "test"]);
    assert_eq!(said(&configured), printed);
}

#[test]
fn a_rule_of_ones_own_is_explained_with_a_case_of_its_pack() {
    let folder = with_pack();
    let explain = |code: &str| {
        exuvia(
            folder.path(),
            &[
                "explain",
                code,
                "--rules",
                "exuvia-rules",
                "--output-format",
                "json",
            ],
        )
    };
    let told: serde_json::Value = serde_json::from_slice(&explain("PAR101").stdout).unwrap();
    let example = &told["example"];
    let text = |key: &str| example[key].as_str().unwrap_or_default().to_owned();
    assert_eq!(text("case"), "renamed");
    assert!(text("before").contains("old_name"), "{example}");
    assert!(!text("after").contains("old_name"), "{example}");
    assert!(text("after").contains("new_name"), "{example}");
    // What stands outside of the case is no part of it, whatever leads there.
    let renamed = folder.path().join("exuvia-rules/parcels/tests/renamed");
    let outside = folder.path().join("use.py");
    fs::rename(renamed.join("before/use.py"), &outside).unwrap();
    #[cfg(unix)]
    {
        let link = renamed.join("before/use.py");
        std::os::unix::fs::symlink(&outside, &link).unwrap();
        assert!(!said(&explain("PAR101")).contains("shout"));
        fs::remove_file(link).unwrap();
    }
    let up = "exuvia-rules/parcels/tests/renamed/expected.toml";
    replace(folder.path(), up, "\"use.py", "\"../../../../../use.py");
    assert!(!said(&explain("PAR101")).contains("shout"));
    replace(folder.path(), up, "../../../../../", "");
    fs::rename(&outside, renamed.join("before/use.py")).unwrap();
    assert!(said(&explain("PAR101")).contains("shout"));
    // Nor is a line that is not there.
    let long = "print(1)\n".repeat(40);
    for line in ["0", "99"] {
        write(
            folder.path(),
            "exuvia-rules/parcels/tests/off/before/use.py",
            &long,
        );
        let off = format!(
            "[[finding]]\npath = \"use.py\"\nline = {line}\ncode = \"PAR101\"\nseverity = \"error\"\n"
        );
        write(
            folder.path(),
            "exuvia-rules/parcels/tests/off/expected.toml",
            &off,
        );
        assert!(said(&explain("PAR101")).contains("shout"), "{line}");
    }
    fs::remove_dir_all(folder.path().join("exuvia-rules/parcels/tests/off")).unwrap();
    // A rule of which no case shows anything has none, and a case that is wrong is said.
    let case = "exuvia-rules/parcels/tests/renamed/expected.toml";
    let expected = fs::read_to_string(folder.path().join(case)).unwrap();
    write(folder.path(), case, "finding = []\n");
    let told: serde_json::Value = serde_json::from_slice(&explain("PAR101").stdout).unwrap();
    assert_eq!(told["example"], serde_json::Value::Null);
    write(folder.path(), case, &expected.replace("line =", "lien ="));
    let wrong = explain("PAR101");
    assert_eq!(wrong.status.code(), Some(0));
    let said = said(&wrong);
    assert!(
        said.contains("no example is shown") && said.contains("lien"),
        "{said}"
    );
}
