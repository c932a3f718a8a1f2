//! What the configuration, comments and baselines leave out of a run.
#![allow(clippy::unwrap_used)]

mod support;

use std::fs;
use std::path::Path;
use std::process::Output;

use support::command::{check, exuvia, places, project, text};

const OLD: &str = "import openai\n\n\ndef ask(messages):\n    return openai.ChatCompletion.create(model=\"m\", messages=messages)[\"choices\"]\n";

/// The places that are found, each as `path:line code`.
fn found(folder: &Path, arguments: &[&str]) -> Vec<String> {
    places(&exuvia(folder, &check(arguments)))
}

#[test]
fn the_configuration_nearest_to_the_code_says_what_is_reported() {
    let folder = project(&[
        (
            "exuvia.toml",
            "[per-file-ignores]\n\"tests/\" = [\"OAI\"]\n",
        ),
        ("a.py", OLD),
        ("tests/b.py", OLD),
        ("one/exuvia.toml", "ignore = [\"OAI102\"]\n"),
        ("one/c.py", OLD),
        (
            "two/pyproject.toml",
            "[tool.exuvia]\nselect = [\"redis\"]\n",
        ),
        ("two/d.py", OLD),
        ("three/pyproject.toml", "[project]\nname = \"three\"\n"),
        ("three/e.py", OLD),
    ]);
    let all = ["a.py:5 OAI102", "three/e.py:5 OAI102"];
    assert_eq!(found(folder.path(), &[]), all);
    // What is selected by an argument is reported whatever files say, but for those that name the file.
    let selected = found(folder.path(), &["--select", "OAI102"]);
    let all = ["a.py:5", "one/c.py:5", "three/e.py:5", "two/d.py:5"];
    assert_eq!(selected, all.map(|place| format!("{place} OAI102")));
    // From the folder below, the same file is the nearest.
    assert_eq!(found(&folder.path().join("one"), &[]), [""; 0]);
}

#[test]
fn a_configuration_says_nothing_of_files_that_it_does_not_stand_above() {
    let folder = project(&[
        ("a.py", OLD),
        ("one/exuvia.toml", "ignore = [\"OAI102\"]\n"),
        ("one/c.py", OLD),
        (
            "two/exuvia.toml",
            "select = [\"redis\", \"jose-to-pyjwt\"]\n",
        ),
        (
            "two/d.py",
            "import openai\nfrom jose import jwt\n\n\ndef read(token):\n    openai.Completion.create()\n    return jwt.decode(token, \"k\", algorithms=[\"HS256\"])\n",
        ),
        (
            "three/e.py",
            "from jose import jwt\n\n\ndef read(token, key):\n    return jwt.decode(token, key, algorithms=[\"HS256\"])\n",
        ),
    ]);
    let all = found(folder.path(), &[]);
    let (in_two, others): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|place| place.starts_with("two/"));
    assert_eq!(others, ["a.py:5 OAI102"]);
    // What is used only where it is selected is used there, and nothing else is.
    assert!(
        !in_two.is_empty() && in_two.iter().all(|place| place.contains(" PYJ")),
        "{in_two:?}"
    );
    // Each folder alone is as all of them together.
    assert_eq!(found(folder.path(), &["a.py", "three"]), ["a.py:5 OAI102"]);
}

#[test]
fn a_plan_ticks_no_box_of_what_is_not_looked_for() {
    let folder = project(&[("exuvia.toml", "ignore = [\"OAI102\"]\n"), ("a.py", OLD)]);
    let output = exuvia(folder.path(), &["plan", "-o", "-", "--format", "checklist"]);
    let checklist = text(&output.stdout);
    assert!(checklist.contains("OAI101"), "{checklist}");
    assert!(!checklist.contains("OAI102"), "{checklist}");
}

#[test]
fn no_fix_touches_what_is_not_reported() {
    let folder = project(&[
        ("exuvia.toml", "[per-file-ignores]\n\"b.py\" = [\"OAI\"]\n"),
        ("a.py", OLD),
        ("b.py", OLD),
    ]);
    exuvia(folder.path(), &["fix", "--allow-dirty"]);
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert_ne!(read("a.py"), OLD);
    assert_eq!(read("b.py"), OLD);
}

#[test]
fn excluded_files_are_not_read_unless_they_are_named() {
    let folder = project(&[
        ("exuvia.toml", "extend-exclude = [\"old/\", \"*_pb2.py\"]\n"),
        ("a.py", OLD),
        ("old/b.py", OLD),
        ("c_pb2.py", OLD),
        ("one/exuvia.toml", "extend-exclude = [\"d.py\"]\n"),
        ("one/d.py", OLD),
    ]);
    assert_eq!(found(folder.path(), &[]), ["a.py:5 OAI102"]);
    assert_eq!(found(folder.path(), &["old/b.py"]), ["old/b.py:5 OAI102"]);
    assert_eq!(found(folder.path(), &["old"]), ["old/b.py:5 OAI102"]);
    for named in ["old/b.py", "one/d.py"] {
        assert_eq!(found(folder.path(), &[named, "--force-exclude"]), [""; 0]);
    }
}

#[test]
fn a_word_that_names_no_rule_is_refused_with_its_file() {
    let folder = project(&[
        ("one/exuvia.toml", "ignore = [\"OAX102\"]\n"),
        ("one/a.py", OLD),
    ]);
    let output = exuvia(folder.path(), &["check"]);
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said.contains("one/exuvia.toml") && said.contains("did you mean `OAI102`?"),
        "{said}"
    );
}

#[test]
fn the_configuration_says_what_fails() {
    let warned = "import redis\nredis.Redis().hmset(\"a\", {1: 2})\n";
    let folder = project(&[("a.py", warned)]);
    let code = |arguments: &[&str]| exuvia(folder.path(), arguments).status.code();
    assert_eq!(code(&["check"]), Some(0));
    fs::write(folder.path().join("exuvia.toml"), "fail-on = \"warning\"\n").unwrap();
    assert_eq!(code(&["check"]), Some(1));
    assert_eq!(code(&["check", "--fail-on", "error"]), Some(0));
}

#[test]
fn config_shows_what_is_in_force_and_what_says_so() {
    let folder = project(&[
        (
            "pyproject.toml",
            "[tool.exuvia]\nignore = [\"redis\"]\n[tool.exuvia.packages.openai]\nto = \"1.3.7\"\n",
        ),
        ("a.py", OLD),
    ]);
    let output = exuvia(
        folder.path(),
        &["config", "--option", "client-style=client"],
    );
    insta::assert_snapshot!("config", text(&output.stdout));
    // Of a folder all is shown that is about files in it, of a file what is about that.
    let toml = "[per-file-ignores]\n\"b.py\" = [\"OAI\"]\n";
    let files = project(&[("exuvia.toml", toml), ("a.py", OLD), ("b.py", OLD)]);
    let ignores = |path: &str| {
        let shown = exuvia(files.path(), &["config", path]);
        text(&shown.stdout).contains("per-file-ignores.\"b.py\" = [\"OAI\"]")
    };
    assert_eq!([".", "a.py", "b.py"].map(ignores), [true, false, true]);
    let schema = exuvia(folder.path(), &["config", "--schema"]);
    let schema: serde_json::Value = serde_json::from_slice(&schema.stdout).unwrap();
    assert!(schema["properties"]["per-file-ignores"].is_object());
}

#[test]
fn a_comment_keeps_a_whole_file() {
    let kept = format!("# exuvia: ignore-file[OAI102]  # never run\n{OLD}");
    let folder = project(&[("a.py", &kept), ("b.py", OLD)]);
    assert_eq!(found(folder.path(), &[]), ["b.py:5 OAI102"]);
    exuvia(folder.path(), &["fix", "--allow-dirty"]);
    assert_eq!(
        fs::read_to_string(folder.path().join("a.py")).unwrap(),
        kept
    );
}

#[test]
fn what_a_baseline_names_is_not_reported_again() {
    let folder = project(&[
        ("app/a.py", OLD),
        ("app/requirements.txt", "openai==0.28.1\n"),
    ]);
    let run = |arguments: &[&str]| exuvia(folder.path(), arguments);
    let wrote = run(&["check", "--baseline", "known.json", "--write-baseline"]);
    assert_eq!(text(&wrote.stderr), "Wrote 2 findings into known.json.\n");
    insta::assert_snapshot!(
        "baseline",
        fs::read_to_string(folder.path().join("known.json")).unwrap()
    );
    let again = run(&["check", "--baseline", "known.json"]);
    assert_eq!(
        (again.status.code(), text(&again.stdout).as_str()),
        (Some(0), "")
    );
    assert_eq!(
        text(&again.stderr),
        "Nothing found.\n2 findings of the baseline not shown.\n"
    );
    // Lines move, and one more comes: only that is new. It does not matter where the run begins.
    let more = format!(
        "# moved\n{OLD}\n\ndef more(messages):\n    return openai.Completion.create(model=\"m\", prompt=\"\")\n"
    );
    fs::write(folder.path().join("app/a.py"), more).unwrap();
    assert_eq!(
        found(folder.path(), &["--baseline", "known.json"]),
        ["app/a.py:10 OAI102"]
    );
    let below = found(&folder.path().join("app"), &["--baseline", "../known.json"]);
    assert_eq!(below, ["a.py:10 OAI102"]);
    // What is gone is said.
    fs::write(folder.path().join("app/a.py"), "").unwrap();
    let gone = text(&run(&["check", "--baseline", "known.json"]).stderr);
    assert!(gone.contains("1 finding of the baseline gone"), "{gone}");
}

#[test]
fn a_baseline_may_stand_in_the_configuration() {
    let folder = project(&[
        ("exuvia.toml", "baseline = \"known.json\"\n"),
        ("one/a.py", OLD),
    ]);
    let missing = exuvia(folder.path(), &["check"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(text(&missing.stderr).contains("--write-baseline"));
    exuvia(&folder.path().join("one"), &["check", "--write-baseline"]);
    assert_eq!(found(folder.path(), &[]), [""; 0]);
    let nameless = project(&[("a.py", OLD)]);
    let output = exuvia(nameless.path(), &["check", "--write-baseline"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_comment_behind_a_statement_is_about_all_its_lines() {
    let lines = [
        "import openai",
        "",
        "",
        "def ask(m):",
        "    a = openai.ChatCompletion.create(",
        "        engine=\"e\", messages=m",
        "    )  # exuvia: ignore[OAI102]",
        "    if openai.Completion.create(",
        "        engine=\"e\"",
        "    ):  # exuvia: ignore[OAI102]",
        "",
        "        # Of the block, it says nothing.",
        "        return openai.Embedding.create(input=m)",
        "    return a[\"choices\"]",
        "",
        "",
        "@retry(",
        "    openai.error.Timeout",
        ")  # exuvia: ignore[OAI401]",
        "@retry(openai.error.RateLimitError)",
        "def get(",
        "    call=openai.Moderation.create,",
        "):  # exuvia: ignore[OAI102]",
        "    try:",
        "        return call,",
        "    except (",
        "        openai.error.APIError",
        "    ):  # exuvia: ignore[OAI401]",
        "        pass",
        "    match openai.Moderation.create(",
        "        input=1",
        "    ):  # exuvia: ignore[OAI102]",
        "        case openai.Edit:",
        "            pass",
        "",
    ];
    let kept = ["a.py:13 OAI102", "a.py:20 OAI401", "a.py:33 OAI103"];
    for end in ["\n", "\r\n"] {
        let folder = project(&[("a.py", &lines.join(end))]);
        assert_eq!(found(folder.path(), &[]), kept, "{end:?}");
        let fix = ["fix", "--diff", "--unsafe-fixes", "-q"];
        let patch = text(&exuvia(folder.path(), &fix).stdout);
        let taken = |word: &str| {
            patch
                .lines()
                .any(|line| line.starts_with('-') && line.contains(word))
        };
        assert!(taken("Embedding") && !taken("Completion"), "{patch}");
    }
}

#[test]
fn findings_are_written_as_the_arguments_say_else_as_the_configuration_does() {
    let folder = project(&[
        ("exuvia.toml", "output-format = \"jsonl\"\n"),
        ("a.py", OLD),
    ]);
    let run = |arguments: &[&str]| text(&exuvia(folder.path(), arguments).stdout);
    for command in [
        &["check"][..],
        &[
            "fix",
            "--allow-dirty",
            "--unsafe-fixes",
            "--ignore",
            "OAI102",
        ],
    ] {
        let of_file = run(command);
        let is_json = |line: &str| serde_json::from_str::<serde_json::Value>(line).is_ok();
        assert!(of_file.lines().all(is_json), "{of_file}");
    }
    let found = run(&["check"]);
    assert!(found.contains("\"code\":\"OAI102\""), "{found}");
    let asked = run(&["check", "--output-format", "concise"]);
    assert!(asked.starts_with("a.py:5:12: OAI102 "), "{asked}");
    // It says how findings are written, and no numbers.
    let numbers = run(&["check", "--statistics"]);
    assert!(numbers.starts_with("1  OAI102"), "{numbers}");
    let shown = run(&["config"]);
    assert!(shown.contains("output-format = \"jsonl\"") && shown.contains("# exuvia.toml"));
    fs::write(
        folder.path().join("exuvia.toml"),
        "output-format = \"sarfi\"\n",
    )
    .unwrap();
    let output = exuvia(folder.path(), &["check"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text_of(&output).contains("did you mean `sarif`"),
        "{}",
        text_of(&output)
    );
}

#[test]
fn what_is_found_today_can_be_kept_by_comments() {
    let text = "import openai\n\nopenai.api_key = \"k\"  # noqa\n\n\ndef ask(m):\n    a = openai.ChatCompletion.create(\n        model=\"m\", messages=m)[\"choices\"]\n    b = f\"\"\"\n    {openai.ChatCompletion.create(model=\"m\", messages=m)}\n    \"\"\"\n    return a, b, openai.Completion  # exuvia: ignore[redis]\n";
    let folder = project(&[("a.py", text), ("requirements.txt", "openai==0.28.1\n")]);
    let run = |arguments: &[&str]| exuvia(folder.path(), arguments);
    let output = run(&["check", "--add-ignores", "--allow-dirty"]);
    let said = text_of(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    insta::assert_snapshot!(
        "add_ignores",
        format!(
            "{said}\n{}",
            fs::read_to_string(folder.path().join("a.py")).unwrap()
        )
    );
    let left = found(folder.path(), &["--ignore", "suppressions"]);
    assert_eq!(left, ["requirements.txt:1 OAI001"]);
    run(&["undo"]);
    assert_eq!(
        fs::read_to_string(folder.path().join("a.py")).unwrap(),
        text
    );
}

fn text_of(output: &Output) -> String {
    text(&output.stderr)
}

#[test]
fn a_baseline_knows_places_in_other_encodings_and_notebooks() {
    let latin = "# -*- coding: latin-1 -*-\n# \u{e9}\u{e9}\u{e9}\nimport openai\nopenai.ChatCompletion.create(model=\"m\", messages=[])\n";
    let latin: Vec<u8> = latin
        .chars()
        .map(|one| u8::try_from(u32::from(one)).unwrap())
        .collect();
    let cell = |source: &str| {
        format!(
            "{{\"cell_type\": \"code\", \"id\": \"a\", \"metadata\": {{}}, \"outputs\": [], \"execution_count\": null, \"source\": {source}}}"
        )
    };
    let book = |first: &str| {
        format!(
            "{{\"cells\": [{}, {}], \"metadata\": {{}}, \"nbformat\": 4, \"nbformat_minor\": 5}}\n",
            cell(first),
            cell(
                "[\"import openai\\n\", \"openai.ChatCompletion.create(model=\\\"m\\\", messages=[])\"]"
            )
        )
    };
    let folder = project(&[("n.ipynb", &book("[\"x = 1\"]"))]);
    let path = folder.path().join("a.py");
    fs::write(&path, &latin).unwrap();
    let wrote = exuvia(
        folder.path(),
        &["check", "--baseline", "known.json", "--write-baseline"],
    );
    assert_eq!(wrote.status.code(), Some(0));
    // What stands above is longer now.
    fs::write(
        &path,
        [&latin[..26], b"# \xe9\xe9\xe9\xe9\xe9\n", &latin[26..]].concat(),
    )
    .unwrap();
    fs::write(
        folder.path().join("n.ipynb"),
        book("[\"x = 1\\n\", \"y = 2\"]"),
    )
    .unwrap();
    assert_eq!(found(folder.path(), &["--baseline", "known.json"]), [""; 0]);
}

#[test]
fn what_changes_with_a_package_is_said_where_code_of_it_is_carried_over() {
    let unused = "import openai\n\nopenai.Edit.create()\nx = 1  # exuvia: ignore[OAI103]\n";
    let folder = project(&[("a.py", unused)]);
    let said = || text_of(&exuvia(folder.path(), &["fix", "--diff"]));
    let comment = said();
    assert!(comment.contains("Would fix 1"), "{comment}");
    assert!(!comment.contains("what else changes"), "{comment}");
    fs::write(folder.path().join("a.py"), OLD).unwrap();
    let code = said();
    assert!(code.contains("what else changes with openai"), "{code}");
}

#[test]
fn a_comment_behind_a_requirement_of_several_lines_is_about_it() {
    let lines = "# A comment goes on over no \\\nopenai==0.28.1 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb  # exuvia: ignore[OAI001]\nredis==4.0.0  # why \\\npython-jose==3.3.0  # exuvia: ignore[RDS001]\n";
    let docker = "FROM python:3.11\nRUN pip install \\\n    redis==4.0.0 \\\n    openai==0.28.1  # exuvia: ignore[RDS001]\n";
    let folder = project(&[("requirements.txt", lines), ("Dockerfile", docker)]);
    let found = found(folder.path(), &["--select", "OAI001,RDS001"]);
    // Of two lines of which the first one's comment ends with a backslash, the second's says nothing.
    assert_eq!(found, ["Dockerfile:4 OAI001", "requirements.txt:5 RDS001"]);
}
