//! The commands on the shipped example: what they promise to whoever runs them.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A copy of the example in a folder of its own.
struct Project {
    folder: tempfile::TempDir,
}

impl Project {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/lyss");
        copy(&example, folder.path());
        Self { folder }
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_exuvia"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env_remove("CLICOLOR_FORCE")
            .output()
            .unwrap()
    }

    fn git_apply(&self, patch: &[u8]) {
        let elsewhere = tempfile::tempdir().unwrap();
        let file = elsewhere.path().join("x.patch");
        fs::write(&file, patch).unwrap();
        let output = Command::new("git")
            .args(["-c", "core.autocrlf=false", "apply", "-p1"])
            .arg(&file)
            .current_dir(self.folder.path())
            .output()
            .expect("git is needed to test patches");
        assert!(output.status.success(), "{}", text(&output.stderr));
    }

    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(self.folder.path(), &mut files);
        files
            .into_iter()
            .map(|(path, bytes)| {
                let path = path.strip_prefix(self.folder.path()).unwrap();
                (path.to_path_buf(), bytes)
            })
            .collect()
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn collect(folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            let bytes = fs::read(&path).unwrap();
            files.insert(path, bytes);
        }
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn findings(output: &Output) -> Vec<serde_json::Value> {
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    report["findings"].as_array().unwrap().clone()
}

#[test]
fn check_fails_while_something_breaks_and_changes_nothing() {
    let project = Project::new();
    let before = project.files();
    let output = project.run(&["check", "--output-format", "concise"]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("Found "));
    let lines = text(&output.stdout);
    assert!(lines.lines().count() > 3, "{lines}");
    let kinds = [".py:", ".txt:", ".yml:", ".env.example:"];
    assert!(
        lines
            .lines()
            .all(|line| kinds.iter().any(|kind| line.contains(kind))),
        "{lines}"
    );
    assert_eq!(project.files(), before);
    let zero = project.run(&["check", "--exit-zero"]);
    assert_eq!(zero.status.code(), Some(0));
}

#[test]
fn quiet_leaves_findings_alone_on_the_streams() {
    let project = Project::new();
    let loud = project.run(&["check", "--output-format", "concise"]);
    let quiet = project.run(&["check", "--output-format", "concise", "-q"]);
    assert_eq!(quiet.stdout, loud.stdout);
    assert!(quiet.stderr.is_empty(), "{}", text(&quiet.stderr));
}

#[test]
fn real_reports_are_valid_by_the_schema() {
    let schema = include_str!("../docs/report.schema.json");
    let schema = jsonschema::draft202012::new(&serde_json::from_str(schema).unwrap()).unwrap();
    let project = Project::new();
    for command in ["check", "fix"] {
        let output = project.run(&[command, "--output-format", "json"]);
        let mut report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        schema.validate(&report).unwrap();
        assert!(!report["findings"].as_array().unwrap().is_empty());
        report["findings"][0]["severity"] = "fatal".into();
        assert!(!schema.is_valid(&report));
    }
}

#[test]
fn warnings_fail_a_run_only_where_they_are_asked_to() {
    let project = Project::new();
    let all = findings(&project.run(&["check", "--output-format", "json"]));
    let warning = all
        .iter()
        .find(|finding| finding["severity"] == "warning")
        .expect("the example has a warning");
    let code = warning["code"].as_str().unwrap();
    let only = findings(&project.run(&["check", "--select", code, "--output-format", "json"]));
    assert!(only.iter().all(|finding| finding["code"] == code));
    assert!(only.iter().all(|finding| finding["severity"] == "warning"));
    let exit = |more: &[&str]| {
        let arguments = [&["check", "--select", code][..], more].concat();
        project.run(&arguments).status.code()
    };
    assert_eq!(exit(&[]), Some(0));
    assert_eq!(exit(&["--fail-on", "warning"]), Some(1));
    assert_eq!(exit(&["--fail-on", "warning", "--exit-zero"]), Some(0));
}

#[test]
fn the_printed_patch_gives_byte_for_byte_what_fix_writes() {
    for level in [&["fix"][..], &["fix", "--unsafe-fixes"]] {
        let (patched, written) = (Project::new(), Project::new());
        let before = patched.files();
        let shown = patched.run(&[level, &["--diff"]].concat());
        assert_eq!(shown.status.code(), Some(1));
        assert!(text(&shown.stderr).contains("Would fix "));
        assert_eq!(patched.files(), before, "--diff changes nothing");
        patched.git_apply(&shown.stdout);
        written.run(level);
        assert!(written.files() != before);
        assert_eq!(patched.files(), written.files());
    }
}

#[test]
fn a_second_fix_does_nothing() {
    let project = Project::new();
    project.run(&["fix", "--unsafe-fixes"]);
    let after = project.files();
    let second = project.run(&["fix", "--unsafe-fixes"]);
    assert_eq!(project.files(), after);
    assert!(
        text(&second.stderr).contains("Fixed 0 in 0 files"),
        "{}",
        text(&second.stderr)
    );
    let patch = project.run(&["fix", "--unsafe-fixes", "--diff"]);
    assert!(patch.stdout.is_empty());
}

#[test]
fn output_does_not_depend_on_the_number_of_threads() {
    let project = Project::new();
    for arguments in [
        &["check", "-v", "--output-format", "json"][..],
        &["check", "-v"],
        &["fix", "--diff", "--unsafe-fixes"],
    ] {
        let run = |jobs| project.run(&[arguments, &["--jobs", jobs]].concat());
        let (one, four) = (run("1"), run("4"));
        assert!(!one.stdout.is_empty());
        assert_eq!((one.stdout, one.stderr), (four.stdout, four.stderr));
    }
}

#[test]
fn the_patches_of_a_plan_apply_in_their_order_and_do_what_the_plan_says() {
    let project = Project::new();
    let plans = tempfile::tempdir().unwrap();
    let (first, second) = (plans.path().join("a"), plans.path().join("b"));
    for folder in [&first, &second] {
        let output = project.run(&["plan", "-o", folder.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        assert!(output.stdout.is_empty());
    }
    let mut files = [BTreeMap::new(), BTreeMap::new()];
    for (folder, files) in [&first, &second].into_iter().zip(&mut files) {
        let mut found = BTreeMap::new();
        collect(folder, &mut found);
        let named = found
            .into_iter()
            .map(|(path, bytes)| (path.strip_prefix(folder).unwrap().to_path_buf(), bytes));
        files.extend(named);
    }
    assert_eq!(files[0], files[1], "equal projects give equal plans");

    let whole = findings(&project.run(&["check", "--output-format", "json"]));
    let report = &files[0][Path::new("findings.json")];
    let planned: serde_json::Value = serde_json::from_slice(report).unwrap();
    assert_eq!(planned["findings"].as_array().unwrap(), &whole);

    let patches: Vec<&Vec<u8>> = files[0]
        .iter()
        .filter(|(path, _)| path.starts_with("patches"))
        .map(|(_, bytes)| bytes)
        .collect();
    assert!(
        patches.len() > 1,
        "the example has more than one package to fix"
    );
    for patch in patches {
        project.git_apply(patch);
    }
    let checklist = text(&files[0][Path::new("checklist.md")]);
    assert!(
        checklist.contains("- [x] **"),
        "rules that found nothing are ticked"
    );
    for finding in &whole {
        let ticked = format!("- [x] **{}**", finding["code"].as_str().unwrap());
        assert!(!checklist.contains(&ticked), "{ticked}");
    }
    // Checkpoints list places of findings as well; here each finding counts once, below its rule.
    let mut of_rule = false;
    let done = checklist.lines().filter(|line| {
        if line.starts_with("- [") {
            of_rule = line.starts_with("- [ ] **");
        }
        of_rule && line.contains(": in `patches/")
    });
    let done = done.count();
    let left = findings(&project.run(&["check", "--output-format", "json"]));
    assert!(done > 3);
    // What is known of the releases that requirements name is another thing for the ones that they name now.
    let of_code = |all: &[serde_json::Value]| {
        let mine = all
            .iter()
            .filter(|finding| finding["package"] != "manifests");
        mine.count()
    };
    // What somebody must decide is found no more where the patches pass the version that it is about.
    let decisions = whole.iter().filter(|finding| {
        let reason = finding["reason"].as_str();
        reason.is_some_and(|reason| reason == "needs-decision" || reason == "meaning-changed")
    });
    let open = of_code(&whole) - done;
    let expected = open - decisions.count()..=open;
    assert!(expected.contains(&of_code(&left)), "{checklist}");
}

/// The patches of a folder of a plan, by their names.
fn patches(folder: &Path) -> Vec<Vec<u8>> {
    let mut files = BTreeMap::new();
    collect(folder, &mut files);
    let is_patch = |path: &PathBuf| path.extension().is_some_and(|kind| kind == "patch");
    let patches = files.into_iter().filter(|(path, _)| is_patch(path));
    patches.map(|(_, bytes)| bytes).collect()
}

#[test]
fn the_way_back_of_a_plan_gives_the_tree_that_it_began_with() {
    let project = Project::new();
    let before = project.files();
    let plan = tempfile::tempdir().unwrap();
    project.run(&["plan", "-o", plan.path().to_str().unwrap()]);
    let there = patches(&plan.path().join("patches"));
    let back = patches(&plan.path().join("rollback"));
    assert_eq!(there.len(), back.len());
    for patch in &there {
        project.git_apply(patch);
    }
    assert!(project.files() != before);
    for patch in &back {
        project.git_apply(patch);
    }
    assert_eq!(project.files(), before);
    let pins = fs::read_to_string(plan.path().join("rollback/pins.txt")).unwrap();
    assert!(pins.contains("\nopenai==0.28.1\n"), "{pins}");
}

#[test]
fn a_plan_of_one_phase_or_package_keeps_the_numbers_of_the_whole() {
    let project = Project::new();
    let plan = tempfile::tempdir().unwrap();
    let run = |more: &[&str]| {
        let folder = plan.path().to_str().unwrap();
        let output = project.run(&[&["plan", "-o", folder][..], more].concat());
        let text = fs::read_to_string(plan.path().join("checklist.md")).unwrap_or_default();
        (output, text)
    };
    let (_, second) = run(&["--phase", "2"]);
    assert!(
        second.contains("\n## Phase 2: ") && !second.contains("\n## Phase 1: "),
        "{second}"
    );
    let (_, redis) = run(&["--package", "redis", "--lang", "zh"]);
    assert!(
        redis.contains("\n## 阶段 2：") && !redis.contains("### `openai`"),
        "{redis}"
    );
    for (arguments, said) in [
        (["--phase", "9"], "--phase 9"),
        (["--package", "flask"], "--package flask"),
    ] {
        let (output, _) = run(&arguments);
        assert_eq!(output.status.code(), Some(2));
        assert!(
            text(&output.stderr).contains(said),
            "{}",
            text(&output.stderr)
        );
    }
}

#[test]
fn a_plan_is_written_to_its_own_folder_in_the_parts_that_are_asked_for() {
    let project = Project::new();
    let whole = project.run(&["plan", "--format", "checklist,tasks"]);
    assert_eq!(whole.status.code(), Some(0), "{}", text(&whole.stderr));
    let folder = fs::read_dir(project.folder.path().join("exuvia-plan")).unwrap();
    let mut names: Vec<_> = folder
        .map(|one| one.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["checklist.md", "state.json", "tasks.json"]);

    let printed = project.run(&["plan", "--format", "checklist", "--output", "-"]);
    let written = fs::read(project.folder.path().join("exuvia-plan/checklist.md")).unwrap();
    assert_eq!(text(&printed.stdout), text(&written));
    let several = project.run(&["plan", "--output", "-"]);
    assert_eq!(several.status.code(), Some(2));
    assert!(several.stdout.is_empty());
}

#[test]
fn a_plan_file_governs_and_one_that_is_wrong_stops_the_run() {
    let project = Project::new();
    let file = project.folder.path().join("exuvia.toml");
    fs::write(&file, "[packages.uvicorn]\nto = \"0.30.0\"\n").unwrap();
    let found = text(&project.run(&["check", "--output-format", "concise"]).stdout);
    assert!(
        found.contains("`uvicorn[standard]==0.24.0` does not reach 0.30.0"),
        "{found}"
    );
    let asked = project.run(&[
        "check",
        "--output-format",
        "concise",
        "--target",
        "uvicorn==0.31.0",
    ]);
    assert!(text(&asked.stdout).contains("does not reach 0.31.0"));
    fs::write(&file, "[packages.uvicorn]\ntarget = \"0.30.0\"\n").unwrap();
    let output = project.run(&["check"]);
    assert_eq!(output.status.code(), Some(2));
    let error = text(&output.stderr);
    assert!(
        error.contains("exuvia.toml") && error.contains("line 2") && error.contains("target"),
        "{error}"
    );
}

#[test]
fn init_writes_a_plan_file_that_makes_the_plan_that_there_was() {
    let project = Project::new();
    fs::remove_file(project.folder.path().join("exuvia.toml")).unwrap();
    let plan = tempfile::tempdir().unwrap();
    let folder = plan.path().to_str().unwrap();
    let table = || {
        project.run(&["plan", "-o", folder]);
        let text = fs::read_to_string(plan.path().join("checklist.md")).unwrap();
        let rows = text.lines().filter(|line| line.starts_with("| `"));
        rows.map(str::to_owned).collect::<Vec<_>>()
    };
    let before = table();
    assert_eq!(project.run(&["init"]).status.code(), Some(0));
    assert_eq!(table(), before);
    assert_eq!(
        project.run(&["init"]).status.code(),
        Some(2),
        "it is there already"
    );
}

#[test]
fn a_report_is_written_into_a_file_as_it_would_be_printed() {
    let project = Project::new();
    let formats = [
        "full", "concise", "grouped", "json", "jsonl", "sarif", "github", "gitlab", "junit",
        "rdjson",
    ];
    for format in formats {
        let printed = project.run(&["check", "-q", "--output-format", format]);
        assert!(!printed.stdout.is_empty(), "{format}");
        let file = format!("out/{format}/report");
        let arguments = [
            "check",
            "-q",
            "--color",
            "always",
            "--output-format",
            format,
        ];
        let written = project.run(&[&arguments[..], &["--output-file", &file]].concat());
        assert_eq!(written.status.code(), Some(1), "{}", text(&written.stderr));
        assert!(written.stdout.is_empty());
        let bytes = fs::read(project.folder.path().join(&file)).unwrap();
        assert_eq!(text(&bytes), text(&printed.stdout), "{format}");
        fs::remove_dir_all(project.folder.path().join("out")).unwrap();
    }
}

#[test]
fn what_cannot_be_written_stops_a_run_before_it_changes_anything() {
    let project = Project::new();
    let before = project.files();
    let rows: &[(&[&str], &str)] = &[
        (&["--output-file", "-"], "takes a file"),
        (&["--output-file", "."], "is a folder"),
        (
            &["--output-file", "docker-compose.yml/x"],
            "cannot be written",
        ),
        (
            &["--statistics", "--output-format", "sarif"],
            "--statistics",
        ),
    ];
    for (more, said) in rows {
        let output = project.run(&[&["fix", "--allow-dirty"][..], more].concat());
        assert_eq!(output.status.code(), Some(2), "{more:?}");
        assert!(
            text(&output.stderr).contains(said),
            "{}",
            text(&output.stderr)
        );
    }
    assert_eq!(project.files(), before);
}

#[test]
fn statistics_count_what_is_found() {
    let project = Project::new();
    let all = findings(&project.run(&["check", "--output-format", "json"]));
    let output = project.run(&["check", "--statistics", "--output-format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let counts: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
    for one in &counts {
        let same = all.iter().filter(|finding| finding["code"] == one["code"]);
        assert_eq!(one["count"], same.count());
    }
    let sum: u64 = counts.iter().filter_map(|one| one["count"].as_u64()).sum();
    assert_eq!(sum, all.len() as u64);
    let table = text(&project.run(&["check", "--statistics"]).stdout);
    assert_eq!(table.lines().count(), counts.len() + 1, "{table}");
    let patch = project.run(&["fix", "--diff", "--output-file", "x.patch"]);
    assert!(patch.stdout.is_empty());
    let written = fs::read(project.folder.path().join("x.patch")).unwrap();
    assert_eq!(written, project.run(&["fix", "--diff"]).stdout);
}
