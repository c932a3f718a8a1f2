//! The command as a user runs it: exit codes, what goes where, help.
#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::process::{Command, Output, Stdio};

fn exuvia(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_exuvia"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("CLICOLOR_FORCE")
        .env("COLUMNS", "100")
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn anywhere() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn the_help_of_each_command_is_what_the_readme_says() {
    let folder = anywhere();
    for command in [
        "", "check", "fix", "plan", "verify", "deps", "rules", "explain", "server", "mcp",
    ] {
        let arguments: Vec<&str> = [command, "--help"]
            .into_iter()
            .filter(|word| !word.is_empty())
            .collect();
        let output = exuvia(folder.path(), &arguments);
        assert_eq!(output.status.code(), Some(0));
        assert!(output.stderr.is_empty());
        let name = if command.is_empty() {
            "exuvia"
        } else {
            command
        };
        insta::assert_snapshot!(format!("help_{name}"), text(&output.stdout));
    }
    let of = |arguments: &[&str]| exuvia(folder.path(), arguments);
    assert_eq!(of(&["help", "--help"]).stdout, of(&["help"]).stdout);
    assert_eq!(of(&["help", "-h"]).status.code(), Some(0));
}

#[test]
fn wrong_arguments_exit_with_2_and_say_what_was_expected() {
    let folder = anywhere();
    let rows: &[(&[&str], &str)] = &[
        (&[], "Usage: exuvia"),
        (&["chekc"], "unrecognized subcommand 'chekc'"),
        (
            &["check", "--from", "nest=1.0"],
            "expected PACKAGE==VERSION",
        ),
        (&["check", "--target", "nest==one"], "`one` is no version"),
        (&["check", "--option", "style"], "expected NAME=VALUE"),
        (
            &["check", "--output-format", "xml"],
            "[possible values: full, concise, grouped, json, jsonl, sarif, github, gitlab, junit, rdjson]",
        ),
        (
            &["check", "--fail-on", "note"],
            "[possible values: error, warning]",
        ),
        (&["check", "-q", "-v"], "cannot be used with"),
        (
            &["check", "--option", "client-style=modul"],
            "did you mean `module`?",
        ),
        (
            &["check", "--target", "opneai==1.93"],
            "did you mean `openai`?",
        ),
        (&["check", "--select", "rds203"], "did you mean `RDS203`?"),
        (&["check", "--select", ""], "--select names no rule"),
        (
            &["check", "--from", "a==1", "--from", "A==2"],
            "--from gives a two versions, 1 and 2",
        ),
    ];
    for (arguments, expected) in rows {
        let output = exuvia(folder.path(), arguments);
        let stderr = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {stderr}");
        assert!(stderr.contains(expected), "{arguments:?}: {stderr}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_path_that_does_not_exist_exits_with_2_whatever_the_command() {
    let folder = anywhere();
    for arguments in [
        &["check", "nowhere"][..],
        &["check", "nowhere", "--exit-zero"],
        &["fix", "nowhere"],
        &["fix", "--diff", "nowhere"],
        &["plan", "nowhere", "-o", "plan"],
    ] {
        let output = exuvia(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).starts_with("error: "), "{arguments:?}");
        assert!(output.stdout.is_empty());
        assert!(!folder.path().join("plan").exists());
    }
}

#[test]
fn colours_are_written_when_asked_for_only() {
    let folder = anywhere();
    let stderr = |arguments: &[&str]| text(&exuvia(folder.path(), arguments).stderr);
    assert!(!stderr(&["check", "nowhere"]).contains('\u{1b}'));
    assert!(!stderr(&["check", "nowhere", "--color", "never"]).contains('\u{1b}'));
    assert!(stderr(&["--color", "always", "check", "nowhere"]).contains("\u{1b}["));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = anywhere();
    let mut child = Command::new(env!("CARGO_BIN_EXE_exuvia"))
        .args(["rules", "--output-format", "json"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty(), "{}", text(&output.stderr));
}

#[test]
fn rules_can_be_listed_for_people_and_for_machines() {
    let folder = anywhere();
    let output = exuvia(folder.path(), &["rules", "--output-format", "json"]);
    assert_eq!(output.status.code(), Some(0));
    let rules: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
    assert!(rules.len() > 10, "{rules:?}");
    for rule in &rules {
        for key in ["code", "name", "package", "severity", "summary"] {
            let value = rule[key].as_str().unwrap_or_default();
            assert!(!value.is_empty(), "{key} of {rule}");
        }
    }
    let lines = text(&exuvia(folder.path(), &["rules"]).stdout);
    assert_eq!(lines.lines().count(), rules.len());
}

#[test]
fn a_rule_is_explained_and_a_word_that_means_several_lists_them() {
    let folder = anywhere();
    let of = |arguments: &[&str]| {
        let output = exuvia(folder.path(), &[&["explain"], arguments].concat());
        (
            output.status.code(),
            text(&output.stdout),
            text(&output.stderr),
        )
    };
    let (code, page, _) = of(&["OAI102"]);
    assert_eq!(code, Some(0));
    for said in [
        "OAI102 moved-method",
        "openai.ChatCompletion.create",
        "1.0.0",
        "After `exuvia fix`",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let json: serde_json::Value =
        serde_json::from_str(&of(&["OAI102", "--output-format", "json"]).1).unwrap();
    assert_eq!(json["fails"], serde_json::json!(["call"]));
    assert!(
        json["example"]["after"]
            .as_str()
            .is_some_and(|after| !after.is_empty())
    );
    assert!(
        of(&["OAI102", "--output-format", "markdown"])
            .1
            .starts_with("# OAI102 moved-method\n")
    );
    for (word, first) in [("OAI4", "OAI401"), ("redis", "RDS001"), ("GUN", "GUN001")] {
        let (code, list, _) = of(&[word]);
        assert_eq!(code, Some(0));
        assert!(
            list.starts_with(first) && list.lines().all(|line| line.len() > 20),
            "{list}"
        );
        let json = of(&[word, "--output-format", "json"]).1;
        let rules: Vec<serde_json::Value> = serde_json::from_str(&json).unwrap();
        assert_eq!(rules.len(), list.lines().count());
    }
    for (word, near) in [
        ("oai102", "OAI102"),
        ("OAI1022", "OAI102"),
        ("opneai", "openai"),
        ("", "exuvia rules"),
    ] {
        let (code, page, error) = of(&[word]);
        assert_eq!((code, page.as_str()), (Some(2), ""));
        assert!(error.contains(near), "{word}: {error}");
    }
}

#[test]
fn shells_complete_all_commands_and_their_options() {
    let folder = anywhere();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let output = exuvia(folder.path(), &["completions", shell]);
        assert_eq!(output.status.code(), Some(0));
        let script = text(&output.stdout);
        for word in ["check", "undo", "stdin-filename", "unsafe-fixes", "exuvia"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    let script = exuvia(folder.path(), &["completions", "bash"]).stdout;
    let file = folder.path().join("exuvia.bash");
    std::fs::write(&file, script).unwrap();
    // As a shell asks when somebody types `exuvia fix --unsa` and the key for the rest.
    let asked = "source exuvia.bash && COMP_WORDS=(exuvia fix --unsa) COMP_CWORD=2 && _exuvia exuvia --unsa fix && echo \"${COMPREPLY[@]}\"";
    let output = Command::new("bash")
        .args(["-c", asked])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert_eq!(
        text(&output.stdout),
        "--unsafe-fixes\n",
        "{}",
        text(&output.stderr)
    );
    assert_eq!(
        exuvia(folder.path(), &["completions", "dos"]).status.code(),
        Some(2)
    );
}

#[test]
fn each_command_has_a_manual_page_with_all_its_options() {
    let folder = anywhere();
    let first = text(&exuvia(folder.path(), &["man"]).stdout);
    assert!(first.contains(".TH exuvia 1"), "{first}");
    assert!(first.contains("exuvia\\-check(1)"), "{first}");
    let output = exuvia(folder.path(), &["man", "-o", "pages/one"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(output.stdout.is_empty());
    let pages = folder.path().join("pages/one");
    assert_eq!(
        std::fs::read_to_string(pages.join("exuvia.1")).unwrap(),
        first
    );
    let options = |help: &str| -> Vec<String> {
        let words = help.split_whitespace();
        let words = words.filter(|word| word.starts_with("--"));
        words
            .map(|word| word.trim_end_matches([',', '.', ';', ':', ')']).to_owned())
            .collect()
    };
    let commands = std::fs::read_dir(&pages).unwrap();
    let mut names: Vec<String> = commands
        .map(|one| one.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert!(
        names.len() > 10 && names.contains(&"exuvia-fix.1".to_owned()),
        "{names:?}"
    );
    for name in names.iter().filter_map(|name| name.strip_prefix("exuvia-")) {
        let command = name.strip_suffix(".1").unwrap();
        let page = std::fs::read_to_string(pages.join(format!("exuvia-{name}"))).unwrap();
        assert!(page.contains(&format!(".TH exuvia-{command} 1")), "{page}");
        let plain = page.replace("\\-", "-");
        for option in options(&text(&exuvia(folder.path(), &[command, "--help"]).stdout)) {
            assert!(plain.contains(&option), "{command}: {option}");
        }
    }
}
