//! `exuvia verify` as the gate behind a plan, on small projects.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

const CODE: &str = "\
import openai

openai.api_key = \"k\"


def ask(text):
    answer = openai.ChatCompletion.create(
        model=\"m\", messages=[{\"role\": \"user\", \"content\": text}]
    )
    return answer[\"choices\"][0][\"message\"][\"content\"]


def edit(text):
    return openai.Edit.create(model=\"m\", input=text, instruction=\"fix\")


def edit_again(text):
    return openai.Edit.create(model=\"m\", input=text, instruction=\"fix\")
";

const OTHER: &str = "def double(x):\n    return 2 * x\n";

/// What a person writes instead of the first call.
const OLD_CALL: &str = "def edit(text):\n    return openai.Edit.create(model=\"m\", input=text, instruction=\"fix\")\n";
const NEW_CALL: &str = "def edit(text):\n    return text.replace(\"teh\", \"the\")\n";

struct Project {
    folder: tempfile::TempDir,
}

impl Project {
    /// A project with a plan in `plan`.
    fn new() -> Self {
        Self::of(&[
            ("app/calls.py", CODE),
            ("app/other.py", OTHER),
            ("requirements.txt", "openai==0.28.1\nrequests==2.31.0\n"),
        ])
    }

    fn of(files: &[(&str, &str)]) -> Self {
        let project = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        for (path, text) in files {
            project.write(path, text);
        }
        let output = project.run(&["plan", "-o", "plan"]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        project
    }

    fn path(&self, path: &str) -> std::path::PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    fn replace(&self, path: &str, old: &str, new: &str) {
        let before = self.read(path);
        assert!(before.contains(old), "{before}");
        self.write(path, &before.replacen(old, new, 1));
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_exuvia"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env_remove("CLICOLOR_FORCE")
            .output()
            .unwrap()
    }

    /// What the gate says as JSON, which must be as the schema says, and its exit code.
    fn verify(&self) -> (Value, i32) {
        let output = self.run(&["verify", "--since", "plan", "--output-format", "json"]);
        let said: Value = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|error| panic!("{error}: {}", text(&output.stderr)));
        validate("verify", &said);
        (said, output.status.code().unwrap())
    }

    /// What a person reads of it.
    fn said(&self) -> String {
        text(&self.run(&["verify", "--since", "plan"]).stdout)
    }

    fn apply_patches(&self) {
        let mut patches: Vec<_> = fs::read_dir(self.path("plan/patches"))
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        patches.sort();
        for patch in patches {
            let output = Command::new("git")
                .args(["-c", "core.autocrlf=false", "apply", "-p1"])
                .args(["--whitespace=nowarn"])
                .arg(&patch)
                .current_dir(self.folder.path())
                .output()
                .unwrap();
            assert!(output.status.success(), "{}", text(&output.stderr));
        }
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn validate(name: &str, value: &Value) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/{name}.schema.json"));
    let schema: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
    jsonschema::meta::validate(&schema).unwrap();
    let schema = jsonschema::draft202012::new(&schema).unwrap();
    if let Err(error) = schema.validate(value) {
        panic!("{name}: {error} at {}", error.instance_path);
    }
}

fn stands(said: &Value, kind: &str) -> Vec<(String, u64)> {
    let left = said["left"].as_array().unwrap().iter();
    left.filter(|one| one["stands"] == kind)
        .map(|one| {
            let path = one["path"].as_str().unwrap().to_owned();
            (path, one["line"].as_u64().unwrap())
        })
        .collect()
}

fn tasks(said: &Value) -> Vec<u64> {
    let tasks = stands(said, "task").into_iter();
    tasks
        .filter(|(path, _)| path == "app/calls.py")
        .map(|(_, line)| line)
        .collect()
}

fn is_empty(said: &Value, key: &str) -> bool {
    said[key].as_array().unwrap().is_empty()
}

#[test]
fn files_of_a_plan_are_as_their_schemas_say_and_the_same_each_time() {
    let project = Project::new();
    let mut before = Vec::new();
    for name in ["tasks", "state"] {
        let text = project.read(&format!("plan/{name}.json"));
        let mut value: Value = serde_json::from_str(&text).unwrap();
        validate(name, &value);
        value["more"] = 1.into();
        let refused = std::panic::catch_unwind(|| validate(name, &value));
        assert!(refused.is_err(), "{name}: takes what it does not name");
        before.push((name, text));
    }
    let state = &before[1].1;
    assert!(!state.contains("instruction") && !state.contains("double"));
    project.run(&["plan", "-o", "plan"]);
    for (name, text) in before {
        assert_eq!(project.read(&format!("plan/{name}.json")), text);
    }
}

#[test]
fn nothing_done_is_all_left() {
    let project = Project::new();
    let (said, code) = project.verify();
    assert_eq!(code, 1);
    assert_eq!(tasks(&said), [14, 18]);
    let numbers = &said["summary"];
    assert_eq!(numbers["tasks"], numbers["tasks_left"]);
    assert_eq!(numbers["patched"], numbers["patched_left"]);
    assert!(numbers["patched"].as_u64().unwrap() > 0);
    assert!(
        ["gone", "broken", "outside"]
            .iter()
            .all(|key| is_empty(&said, key))
    );
    assert!(stands(&said, "new").is_empty());
    let text = project.said();
    assert!(text.contains("app/calls.py:14: "), "{text}");
    assert!(text.contains("task is left"), "{text}");
}

#[test]
fn patches_that_git_applies_leave_the_tasks_alone() {
    let project = Project::new();
    project.apply_patches();
    let (said, code) = project.verify();
    assert_eq!(code, 1);
    assert_eq!(said["summary"]["patched_left"], 0, "{said:#}");
    assert_eq!(stands(&said, "task").len(), said["summary"]["tasks"]);
    assert!(
        ["broken", "outside"].iter().all(|key| is_empty(&said, key)),
        "{said:#}"
    );
    assert!(stands(&said, "new").is_empty(), "{said:#}");
}

#[test]
fn a_task_that_is_done_by_hand_is_gone_and_its_twin_is_not() {
    let project = Project::new();
    project.replace("app/calls.py", OLD_CALL, NEW_CALL);
    let (said, _) = project.verify();
    // Its mark is now that of the one that is gone.
    assert_eq!(tasks(&said), [18], "{said:#}");
    assert!(is_empty(&said, "outside"), "{said:#}");
    let planned: Value = serde_json::from_str(&project.read("plan/tasks.json")).unwrap();
    let marks: Vec<&Value> = planned["tasks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|task| &task["id"])
        .collect();
    assert_eq!(said["gone"], serde_json::json!([marks[0]]));
}

#[test]
fn all_that_is_asked_done_is_clean_and_ticks_the_boxes() {
    let project = Project::new();
    project.apply_patches();
    project.replace("app/calls.py", OLD_CALL, NEW_CALL);
    let again = OLD_CALL.replace("edit(", "edit_again(");
    project.replace(
        "app/calls.py",
        &again,
        &NEW_CALL.replace("edit(", "edit_again("),
    );
    let (said, code) = project.verify();
    assert_eq!((code, tasks(&said)), (0, vec![]), "{said:#}");
    assert!(
        is_empty(&said, "outside") && is_empty(&said, "broken"),
        "{said:#}"
    );
    let boxes = said["boxes"].as_array().unwrap();
    let ticked = boxes.iter().filter(|one| one["ticked"] == true).count();
    assert!(ticked > 1, "{said:#}");
}

#[test]
fn a_hand_edit_elsewhere_is_named() {
    let project = Project::new();
    project.replace("app/other.py", "2 * x", "3 * x");
    project.replace(
        "app/calls.py",
        "import openai\n",
        "import json\nimport openai\n",
    );
    project.replace(
        "app/calls.py",
        "\n\ndef edit_again",
        "\n\nprint(1)\n\n\ndef edit_again",
    );
    project.replace("requirements.txt", "2.31.0", "2.32.4");
    project.write("app/new.py", "x = 1\n");
    let (said, code) = project.verify();
    assert_eq!(code, 1);
    let outside: Vec<(&str, u64, &str)> = said["outside"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let word = |key: &str| one[key].as_str().unwrap();
            (word("path"), one["line"].as_u64().unwrap(), word("what"))
        })
        .collect();
    assert_eq!(outside.len(), 3, "{said:#}");
    assert_eq!((outside[0].0, outside[0].2), ("app/calls.py", "added"));
    assert_eq!(outside[1], ("app/new.py", 1, "new-file"));
    assert_eq!(outside[2], ("app/other.py", 1, "changed-file"));
    // The tasks have moved, and are found where they are now.
    assert_eq!(tasks(&said), [15, 22]);
    let narrowed = project.run(&["verify", "--since", "plan", "app/other.py"]);
    let narrowed = text(&narrowed.stdout);
    assert!(
        narrowed.starts_with("app/other.py: the file changed"),
        "{narrowed}"
    );
    assert!(!narrowed.contains("app/calls.py"), "{narrowed}");
}

#[test]
fn a_file_that_is_broken_is_named() {
    let project = Project::new();
    project.replace(
        "app/calls.py",
        "    return answer",
        "    return return answer",
    );
    let (said, code) = project.verify();
    assert_eq!(code, 1);
    assert_eq!(said["broken"][0]["path"], "app/calls.py");
    assert_eq!(said["broken"][0]["line"], 10);
    let text = project.said();
    assert!(
        text.contains("app/calls.py:10: does not compile: "),
        "{text}"
    );
    let all = project.run(&["verify"]);
    assert_eq!(all.status.code(), Some(1));
}

#[test]
fn lines_that_moved_are_the_same_lines() {
    let project = Project::new();
    let code = project.read("app/calls.py");
    let (head, tail) = code.split_at(code.find("def edit(").unwrap());
    // The function with the second task stands above the one with the first now.
    let (first, second) = tail.split_at(tail.find("def edit_again").unwrap());
    project.write(
        "app/calls.py",
        &format!("{head}{second}\n\n{}", first.trim_end().to_owned() + "\n"),
    );
    let (said, _) = project.verify();
    assert_eq!(tasks(&said).len(), 2, "{said:#}");
    assert!(is_empty(&said, "gone"), "{said:#}");
}

#[test]
fn crlf_files_are_judged_by_their_lines() {
    let crlf = CODE.replace('\n', "\r\n");
    let project = Project::of(&[
        ("app/calls.py", &crlf),
        ("requirements.txt", "openai==0.28.1\r\n"),
    ]);
    project.apply_patches();
    let (said, _) = project.verify();
    assert!(
        is_empty(&said, "outside") && is_empty(&said, "broken"),
        "{said:#}"
    );
    assert_eq!(said["summary"]["patched_left"], 0);
    let after = project.read("app/calls.py");
    project.write("app/calls.py", &after.replace("\r\n", "\n"));
    let (said, _) = project.verify();
    assert!(!is_empty(&said, "outside"), "other line ends are a change");
}

#[test]
fn a_notebook_is_judged_by_its_code_cells() {
    let cell = |source: &[&str]| serde_json::json!({"cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [], "source": source});
    let notebook = |double: &str, outputs: Value| {
        let mut first = cell(&["import openai\n", "openai.api_key = \"k\""]);
        first["outputs"] = outputs;
        let value = serde_json::json!({
            "cells": [
                first,
                {"cell_type": "markdown", "metadata": {}, "source": ["# Edits"]},
                cell(&["%time\n", "openai.Edit.create(model=\"m\", input=\"a\", instruction=\"b\")"]),
                cell(&[double]),
            ],
            "metadata": {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}},
            "nbformat": 4, "nbformat_minor": 5
        });
        serde_json::to_string_pretty(&value).unwrap() + "\n"
    };
    let project = Project::of(&[
        ("a.ipynb", &notebook("2 * 3", serde_json::json!([]))),
        ("requirements.txt", "openai==0.28.1\n"),
    ]);
    let (said, _) = project.verify();
    let left: Vec<&Value> = said["left"].as_array().unwrap().iter().collect();
    let task = left.iter().find(|one| one["cell"] == 2).unwrap();
    assert_eq!(
        (&task["line"], &task["stands"]),
        (&2.into(), &"task".into())
    );
    // Outputs are what running it gives.
    project.write(
        "a.ipynb",
        &notebook(
            "2 * 3",
            serde_json::json!([{"name": "stdout", "output_type": "stream", "text": ["1"]}]),
        ),
    );
    assert!(is_empty(&project.verify().0, "outside"));
    project.write("a.ipynb", &notebook("2 * 4", serde_json::json!([])));
    let (said, _) = project.verify();
    assert_eq!(said["outside"][0]["cell"], 3, "{said:#}");
    assert_eq!(said["summary"]["outside"], 1);
    project.write("a.ipynb", &notebook("2 *", serde_json::json!([])));
    assert_eq!(project.verify().0["broken"][0]["cell"], 3);
}

#[test]
fn without_a_plan_old_uses_must_be_gone_and_all_files_must_parse() {
    let project = Project::new();
    fs::remove_dir_all(project.path("plan")).unwrap();
    let output = project.run(&["verify", "--output-format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    validate("verify", &said);
    assert!(!stands(&said, "found").is_empty());
    project.write("app/calls.py", "");
    project.write("requirements.txt", "");
    assert_eq!(project.run(&["verify"]).status.code(), Some(0));
    project.write("app/other.py", "print 'x'\n");
    assert_eq!(project.run(&["verify"]).status.code(), Some(1));
}

#[test]
fn what_the_plan_said_of_its_target_is_no_news_when_it_is_reached() {
    let project = Project::of(&[
        ("app/main.py", "import fastapi\n"),
        ("requirements.txt", "fastapi==0.104.1\n"),
    ]);
    project.apply_patches();
    let (said, code) = project.verify();
    assert_eq!(code, 0, "{said:#}");
    assert!(!stands(&said, "known").is_empty(), "{said:#}");
    // Another version is another thing.
    project.write("requirements.txt", "fastapi==0.103.0\n");
    assert_eq!(project.verify().1, 1);
}

#[test]
fn what_a_requirement_lacks_at_its_new_version_too_is_the_same_task() {
    let project = Project::of(&[
        ("app.py", "from jose import jwe\n"),
        ("requirements.txt", "python-jose==3.3.0\n"),
    ]);
    project.apply_patches();
    let requirements = project.read("requirements.txt");
    assert!(!requirements.contains("3.3.0"), "{requirements}");
    let (said, code) = project.verify();
    assert_eq!(
        (stands(&said, "new"), stands(&said, "task"), code),
        (vec![], vec![("requirements.txt".to_owned(), 1)], 1)
    );
    project.replace("requirements.txt", "jose==", "jose[cryptography]==");
    let (said, code) = project.verify();
    assert_eq!((stands(&said, "task"), code), (vec![], 0));
}

#[test]
fn a_folder_without_a_plan_is_no_gate() {
    let project = Project::new();
    let output = project.run(&["verify", "--since", "app"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("state.json"));
    let elsewhere = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_exuvia"))
        .args(["verify", "--since"])
        .arg(project.path("plan"))
        .current_dir(elsewhere.path())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = text(&output.stderr);
    assert!(said.contains("where the plan was made"), "{said}");
}
