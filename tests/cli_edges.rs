//! Where a run is less than whole: files that cannot be read, fixes that do not hold, patches from elsewhere.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const OLD: &str = "import openai\nopenai.ChatCompletion.create(model=\"m\", messages=[])\n";
const NEW: &str = "import openai\nopenai.chat.completions.create(model=\"m\", messages=[])\n";

fn project(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn run(program: &str, folder: &Path, arguments: &[&str]) -> Output {
    Command::new(program)
        .args(arguments)
        .current_dir(folder)
        .env_remove("CLICOLOR_FORCE")
        .env_remove("EXUVIA_CASE")
        .output()
        .unwrap()
}

fn exuvia(folder: &Path, arguments: &[&str]) -> Output {
    run(env!("CARGO_BIN_EXE_exuvia"), folder, arguments)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn json(folder: &Path, arguments: &[&str]) -> serde_json::Value {
    let arguments = [arguments, &["--output-format", "json"]].concat();
    serde_json::from_slice(&exuvia(folder, &arguments).stdout).unwrap()
}

#[test]
fn a_file_that_python_would_not_compile_is_named_once_and_nothing_in_it_is_called_fixable() {
    let folder = project(&[
        ("half.py", "import redis\nredis.Redis().hmset(\"a\", {)\n"),
        (
            "old.py",
            "import redis\nprint \"x\"\nredis.Redis().hmset(\"a\", {1: 2})\n",
        ),
        ("latin.py", "import redis\n# \u{fffd}\n"),
    ]);
    let latin = folder.path().join("latin.py");
    fs::write(latin, b"import redis\nx = \"\xff\"\n").unwrap();
    let report = json(folder.path(), &["check"]);
    let problems: Vec<&str> = report["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|problem| problem["path"].as_str().unwrap())
        .collect();
    assert_eq!(problems, ["half.py", "latin.py", "old.py"]);
    assert_eq!(report["fixes"].as_array().unwrap().len(), 0);
    let shown = exuvia(folder.path(), &["fix"]);
    assert!(!text(&shown.stdout).contains("rewrites this"));
    assert!(text(&shown.stdout).contains("the file does not compile: line 2"));
    assert_eq!(
        shown.status.code(),
        Some(0),
        "a warning does not fail a run"
    );
}

#[test]
fn a_comment_that_is_not_understood_is_said() {
    let folder = project(&[
        (
            "a.py",
            "import redis  # exuvia: ignore[RDS999]\nx = 1  # exuvia: ignored\ny = \"# exuvia: skip\"\n",
        ),
        ("requirements.txt", "redis==7.0  # exuvia: ignore[redis\n"),
    ]);
    let output = exuvia(folder.path(), &["check", "a.py", "requirements.txt"]);
    let said = text(&output.stderr);
    let lines: Vec<&str> = said
        .lines()
        .filter(|line| line.contains("warning: "))
        .collect();
    assert_eq!(lines.len(), 3, "{said}");
    assert!(
        lines[0].contains("a.py: line 1: unknown rule or pack `RDS999`"),
        "{said}"
    );
    assert!(
        lines[1].contains("a.py: line 2: expected `# exuvia: ignore`"),
        "{said}"
    );
    assert!(
        lines[2].contains("requirements.txt: line 1: expected"),
        "{said}"
    );
    assert_eq!(output.status.code(), Some(0), "all files were read");
}

#[test]
fn a_named_file_that_cannot_be_read_is_no_clean_run() {
    let folder = project(&[
        ("half.py", "import redis\nredis.Redis().hmset(\"a\", {)\n"),
        ("no.ipynb", "{\"redis\""),
        ("fine.py", "x = 1\n"),
        ("requirements.txt", "=broken\n"),
    ]);
    let code = |arguments: &[&str]| exuvia(folder.path(), arguments).status.code();
    assert_eq!(code(&["check"]), Some(0));
    assert_eq!(code(&["check", "fine.py"]), Some(0));
    assert_eq!(code(&["check", "requirements.txt"]), Some(0));
    for command in [
        &["check"][..],
        &["check", "--exit-zero"],
        &["fix"],
        &["fix", "--diff"],
        &["plan", "-o", "plan"],
    ] {
        assert_eq!(
            code(&[command, &["half.py"]].concat()),
            Some(2),
            "{command:?}"
        );
        assert_eq!(
            code(&[command, &["no.ipynb"]].concat()),
            Some(2),
            "{command:?}"
        );
    }
    let said = text(&exuvia(folder.path(), &["check", "half.py"]).stderr);
    assert!(
        said.contains("Nothing found in what could be read."),
        "{said}"
    );
}

#[test]
fn one_fix_that_does_not_hold_leaves_the_others_and_is_explained() {
    let before = "import redis\n\nr = redis.Redis()\nr.hmset(\"k\", x := {\"a\": 1})\nr.hmset(\"k\", {\"b\": 2})\n";
    let folder = project(&[("a.py", before)]);
    let shown = exuvia(folder.path(), &["fix"]);
    let after = fs::read_to_string(folder.path().join("a.py")).unwrap();
    assert!(
        after.contains("r.hset(\"k\", mapping={\"b\": 2})"),
        "{after}"
    );
    let said = text(&shown.stdout);
    // Whether a fix of the other one is found or not: what remains is not said to be rewritten.
    assert!(!said.contains("rewrites this"), "{said}");
}

#[test]
fn the_exit_code_of_fix_speaks_of_what_remains() {
    let code = |files: &[(&str, &str)], arguments: &[&str]| {
        exuvia(project(files).path(), arguments).status.code()
    };
    let left = "import openai\nx = openai.FineTune.create\n";
    assert_eq!(code(&[("a.py", OLD)], &["fix"]), Some(0));
    assert_eq!(code(&[("a.py", OLD)], &["fix", "--diff"]), Some(1));
    assert_eq!(code(&[("a.py", NEW)], &["fix", "--diff"]), Some(0));
    assert_eq!(code(&[("a.py", left)], &["fix"]), Some(1));
    assert_eq!(code(&[("a.py", left)], &["fix", "--exit-zero"]), Some(0));
    let warning = "import redis\n\ndef f():\n    return redis.Redis().ping()\n";
    assert_eq!(code(&[("a.py", warning)], &["fix"]), Some(0));
    assert_eq!(
        code(&[("a.py", warning)], &["fix", "--fail-on", "warning"]),
        Some(1)
    );
}

#[test]
fn a_pin_that_cannot_be_raised_fails_a_fix_that_moved_the_code() {
    let manifest = "[tool.poetry.dependencies]\nopenai = \"0.28.1 || 0.27.10\"\n";
    let folder = project(&[("a.py", OLD), ("pyproject.toml", manifest)]);
    let fixed = exuvia(folder.path(), &["fix"]);
    assert_eq!(fixed.status.code(), Some(1));
    assert!(text(&fixed.stdout).contains("the code is written for that"));
    assert_eq!(exuvia(folder.path(), &["check"]).status.code(), Some(1));
}

#[test]
fn a_patch_applies_in_the_folder_that_it_was_made_in_also_below_the_top_of_a_repository() {
    let folder = project(&[("sub/a.py", OLD), ("sub/deep/b.py", OLD)]);
    let sub = folder.path().join("sub");
    run("git", folder.path(), &["init", "-q"]);
    let patch = exuvia(&sub, &["fix", "--diff"]).stdout;
    fs::write(sub.join("x.patch"), patch).unwrap();
    let applied = run("git", &sub, &["apply", "-p1", "x.patch"]);
    assert!(applied.status.success(), "{}", text(&applied.stderr));
    for name in ["a.py", "deep/b.py"] {
        assert_eq!(fs::read_to_string(sub.join(name)).unwrap(), NEW, "{name}");
    }
}

#[test]
fn a_patch_of_files_outside_of_the_folder_says_where_it_applies() {
    let folder = project(&[("a.py", OLD), ("sub/b.py", OLD)]);
    let sub = folder.path().join("sub");
    let shown = exuvia(&sub, &["fix", "--diff", ".."]);
    assert!(text(&shown.stderr).contains("apply this patch in `..`"));
    fs::write(folder.path().join("x.patch"), shown.stdout).unwrap();
    let applied = run("git", folder.path(), &["apply", "-p1", "x.patch"]);
    assert!(applied.status.success(), "{}", text(&applied.stderr));
    assert_eq!(fs::read_to_string(sub.join("b.py")).unwrap(), NEW);
    assert_eq!(fs::read_to_string(folder.path().join("a.py")).unwrap(), NEW);
}

#[test]
fn a_plan_for_files_outside_of_the_folder_has_patches_that_apply() {
    let folder = project(&[("a.py", OLD), ("sub/b.py", OLD)]);
    let sub = folder.path().join("sub");
    let made = exuvia(&sub, &["plan", "..", "-o", "plan"]);
    assert_eq!(made.status.code(), Some(0), "{}", text(&made.stderr));
    let checklist = fs::read_to_string(sub.join("plan/checklist.md")).unwrap();
    assert!(
        checklist.contains("in `..` of the folder that the plan was made in"),
        "{checklist}"
    );
    let patch = "sub/plan/patches/01-openai.patch";
    let applied = run("git", folder.path(), &["apply", "-p1", patch]);
    assert!(applied.status.success(), "{}", text(&applied.stderr));
    assert_eq!(fs::read_to_string(sub.join("b.py")).unwrap(), NEW);
}

#[test]
fn a_patch_has_colours_when_they_are_asked_for() {
    let folder = project(&[("a.py", OLD)]);
    let plain = exuvia(folder.path(), &["fix", "--diff"]).stdout;
    let coloured = exuvia(folder.path(), &["fix", "--diff", "--color", "always"]).stdout;
    assert!(!plain.contains(&0x1b) && coloured.contains(&0x1b));
}

#[test]
fn what_is_said_of_one_call_is_not_said_of_another_in_its_part() {
    let text = "import openai\n\nopenai.api_key = \"k\"\n\n\ndef one(p):\n    return openai.Completion.create(model=\"m\", prompt=p, timeout=3)\n\n\ndef other(p):\n    return openai.Completion.create(model=\"m\", prompt=p)\n";
    let folder = project(&[("a.py", text)]);
    let report = json(folder.path(), &["check"]);
    let findings = report["findings"].as_array().unwrap();
    let help = |line: u64| {
        let mut at = findings
            .iter()
            .filter(|one| one["start"]["line"] == line && one["code"] == "OAI102");
        at.next().unwrap()["help"].to_string()
    };
    assert!(help(7).contains("time limit"), "{}", help(7));
    assert!(!help(11).contains("time limit"), "{}", help(11));
}

#[test]
fn the_edits_of_a_fix_are_those_that_fix_makes_with_its_imports() {
    let before = "from openai.error import RateLimitError\n\ntry:\n    pass\nexcept RateLimitError:\n    pass\n";
    let folder = project(&[("a.py", before)]);
    let report = json(folder.path(), &["check"]);
    let mut after = before.to_owned();
    let fixes = report["fixes"].as_array().unwrap();
    assert_eq!(fixes.len(), 1, "{report}");
    for edit in fixes[0]["files"][0]["edits"]
        .as_array()
        .unwrap()
        .iter()
        .rev()
    {
        let at = |key: &str| usize::try_from(edit[key].as_u64().unwrap()).unwrap();
        after.replace_range(
            at("start")..at("end"),
            edit["replacement"].as_str().unwrap(),
        );
    }
    exuvia(folder.path(), &["fix"]);
    assert_eq!(
        fs::read_to_string(folder.path().join("a.py")).unwrap(),
        after
    );
}

#[test]
fn a_member_that_is_read_by_an_unknown_name_is_listed() {
    let folder = project(&[(
        "pass.py",
        "import openai\n\n\ndef __getattr__(name):\n    return getattr(openai, name)\n",
    )]);
    let report = json(folder.path(), &["check"]);
    let blind = report["blind"].as_array().unwrap();
    assert_eq!(blind.len(), 1);
    assert_eq!(blind[0]["start"]["line"], 5);
    assert_eq!(report["findings"].as_array().unwrap().len(), 0);
}

#[test]
fn code_in_a_text_that_names_a_package_or_what_holds_something_of_one_is_listed() {
    let folder = project(&[(
        "run.py",
        "import importlib\nimport openai as ai\n\n\ndef run(kind, text):\n    eval('ai.Completion')\n    eval(f'ai.{kind}')\n    \
         eval('text + 1')\n    exec(text)\n    code = 'from openai import error'\n    exec(code)\n    \
         importlib.import_module(f'openai.{kind}')\n    importlib.import_module(f'plugins.{kind}')\n",
    )]);
    let report = json(folder.path(), &["check"]);
    let blind = report["blind"].as_array().unwrap().iter();
    let lines: Vec<_> = blind.map(|one| one["start"]["line"].as_u64()).collect();
    assert_eq!(lines, [6, 7, 11, 12].map(Some));
}

#[test]
fn what_gives_all_files_a_name_or_lists_what_a_package_has_is_listed() {
    let folder = project(&[(
        "give.py",
        "import builtins\nimport inspect\n\nimport openai\n\nbuiltins.sdk = openai\nbuiltins.other = 1\n\n\n\
         def listed(module):\n    inspect.getmembers(module)\n    return dict(inspect.getmembers(openai))\n",
    )]);
    let report = json(folder.path(), &["check"]);
    let blind = report["blind"].as_array().unwrap().iter();
    let lines: Vec<_> = blind.map(|one| one["start"]["line"].as_u64()).collect();
    assert_eq!(lines, [6, 12].map(Some));
}

#[test]
fn the_version_comes_from_above_the_files_that_are_named_and_nothing_is_said_of_there() {
    let code = "import openai\nopenai.Completion.create(model='m')\n";
    let folder = project(&[
        ("requirements.txt", "openai==1.3.7\npython-jose==3.3.0\n"),
        ("app/src/a.py", code),
    ]);
    fs::create_dir(folder.path().join(".git")).unwrap();
    let app = folder.path().join("app");
    for (from, named) in [
        (folder.path(), "app/src/a.py"),
        (folder.path(), "app"),
        (&*app, "src"),
    ] {
        let report = json(from, &["check", named]);
        let findings = report["findings"].as_array().unwrap();
        assert_eq!(findings.len(), 1, "{report}");
        let help = findings[0]["help"].as_str().unwrap();
        assert!(help.contains("stands at 1.3.7"), "{help}");
    }
}

#[test]
fn a_lock_that_is_half_merged_is_named() {
    let lock = "{\"default\": {\"redis\":\n<<<<<<< ours\n";
    let folder = project(&[
        ("Pipfile", "[packages]\nredis = \"*\"\n"),
        ("Pipfile.lock", lock),
    ]);
    let report = json(folder.path(), &["check"]);
    let problems = report["problems"].as_array().unwrap();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0]["path"], "Pipfile.lock");
    assert!(
        problems[0]["message"]
            .as_str()
            .unwrap()
            .contains("line 2: not valid JSON")
    );
}

#[test]
fn a_requirement_that_follows_the_code_stands_in_the_patch_of_the_code() {
    let folder = project(&[
        (
            "app.py",
            "from jose import jwt\n\n\ndef header(token):\n    return jwt.get_unverified_header(token)\n",
        ),
        ("requirements.txt", "python-jose[cryptography]==3.4.0\n"),
    ]);
    let plan = ["plan", "-o", "out", "--select", "jose-to-pyjwt"];
    assert!(exuvia(folder.path(), &plan).status.success());
    let patch = folder.path().join("out/patches/01-jose-to-pyjwt.patch");
    let patch = fs::read_to_string(patch).unwrap();
    assert!(patch.contains("\n+import jwt\n"), "{patch}");
    assert!(patch.contains("\n+PyJWT[crypto]==2.15.0\n"), "{patch}");
}

#[test]
fn what_the_new_version_makes_of_a_setting_is_not_broken_today() {
    let files = [
        (
            "a.py",
            "from openai import *\n\nif api_key:\n    print(\"there\")\n",
        ),
        ("requirements.txt", "openai==0.28.1\n"),
    ];
    let folder = project(&files);
    let found = json(folder.path(), &["check", "--select", "OAI201"]);
    assert_eq!(found["findings"][0]["breaks_in"], "1.0.0");
    exuvia(
        folder.path(),
        &["plan", "--package", "openai", "-o", "plan"],
    );
    let checklist = fs::read_to_string(folder.path().join("plan/checklist.md")).unwrap();
    assert!(checklist.contains("OAI201"), "{checklist}");
    assert!(
        !checklist.contains("Already in trouble today"),
        "{checklist}"
    );
}
