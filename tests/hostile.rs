//! Input that nobody wrote in good faith, or that a tool broke: it ends no run, and what stands beside it is found all the same.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const CALL: &str = "openai.ChatCompletion.create(model='m', messages=[])\n";

type Files = Vec<(String, Vec<u8>)>;

fn one(name: &str, text: impl Into<Vec<u8>>) -> Files {
    vec![(name.to_owned(), text.into())]
}

fn code(text: &str) -> Files {
    one("a.py", format!("import openai\n{CALL}{text}\n"))
}

/// Code that is too deep, too long, or cut off.
fn codes() -> Vec<(&'static str, Files)> {
    let nested =
        |open: &str, close: &str| format!("x = {}1{}", open.repeat(50_000), close.repeat(50_000));
    let blocks = |head: &str, number: usize| -> String {
        let lines = (0..number).map(|at| format!("{}{head}:\n", " ".repeat(at)));
        lines.collect::<String>() + &" ".repeat(number) + "pass\n"
    };
    vec![
        (
            "cut off",
            one("a.py", format!("import openai\nx = {}", &CALL[..30])),
        ),
        ("brackets", code(&nested("(", ")"))),
        ("braces", code(&nested("{1:", "}"))),
        (
            "open brackets",
            code(&format!("x = {}", "[".repeat(50_000))),
        ),
        ("functions", code(&blocks("def f()", 1_500))),
        ("conditions", code(&blocks("if x", 1_500))),
        ("signs", code(&nested("-", ""))),
        ("sums", code(&nested("1+", ""))),
        (
            "attributes",
            code(&format!("x = openai{}", ".a".repeat(20_000))),
        ),
        (
            "calls",
            code(&format!(
                "x = openai.ChatCompletion.create{}",
                "()".repeat(20_000)
            )),
        ),
        (
            "branches",
            code(&format!(
                "if x:\n pass\n{}",
                "elif x:\n pass\n".repeat(5_000)
            )),
        ),
        (
            "too long a text",
            code(&format!("x = '{}'", "a".repeat(11_000_000))),
        ),
        (
            "a long line",
            code(&format!("x = '{}'", "a".repeat(9_000_000))),
        ),
        (
            "a long list",
            code(&format!("x = [{}]", "1,".repeat(500_000))),
        ),
        ("many calls", code(&format!("x = {CALL}").repeat(1_500))),
        (
            "many decorators",
            code(&format!(
                "{}def f(): pass",
                "@openai.ChatCompletion.create\n".repeat(1_000)
            )),
        ),
        ("lambdas", code(&nested("lambda: ", ""))),
        (
            "comprehensions",
            code(&format!("x = [1 {}]", "for a in b ".repeat(5_000))),
        ),
        ("assignments", code(&format!("{}1", "x = ".repeat(20_000)))),
        (
            "dots",
            code(&format!("from {} import x", ".".repeat(50_000))),
        ),
        (
            "interpolated texts",
            code(&format!("x = {}1{}", "f\"{".repeat(200), "}\"".repeat(200))),
        ),
        (
            "a long line of classes",
            code(&{
                let lines = (1..1_500).map(|at| format!("class A{at}(A{}): pass\n", at - 1));
                format!("class A0: pass\n{}", lines.collect::<String>())
            }),
        ),
        (
            "settings that are made again and again",
            code(&{
                let set = (0..300).map(|at| format!("openai.api_key = 'k{at}'\n{CALL}"));
                set.collect::<String>()
            }),
        ),
        (
            "imports that are written again and again",
            code(&format!("import openai\n{CALL}").repeat(1_000)),
        ),
    ]
}

/// Files that are not what they seem to be.
fn texts() -> Vec<(&'static str, Files)> {
    let plain = format!("import openai\n{CALL}");
    let utf16: Vec<u8> = plain.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mark = b"\xef\xbb\xbf";
    vec![
        (
            "null bytes",
            one("a.py", [plain.as_bytes(), b"\0\0x\n"].concat()),
        ),
        ("UTF-16", one("a.py", [&b"\xff\xfe"[..], &utf16].concat())),
        (
            "two marks",
            one("a.py", [mark, &mark[..], plain.as_bytes()].concat()),
        ),
        (
            "no encoding",
            one("a.py", format!("# -*- coding: nonsense -*-\n{plain}")),
        ),
        ("carriage returns", one("a.py", plain.replace('\n', "\r"))),
        (
            "mixed line ends",
            one(
                "a.py",
                format!("import openai\n\r\n{}\ry = 1\n", CALL.trim()),
            ),
        ),
        (
            "form feeds and tabs",
            code("\x0cif x:\n\t\x0cy = 1\n        z = 1"),
        ),
        (
            "an old Python",
            code(&format!(
                "try:\n    {CALL}except openai.error.APIError, e:\n    raise E, 'x'\nprint 'x'"
            )),
        ),
        (
            "a new Python",
            code(
                "t = t'{x}'\ntry:\n    pass\nexcept A, B:\n    pass\ntype X[T] = list[T]\ndef f[T: int = str](x: T) -> T: return x",
            ),
        ),
        (
            "no notebook",
            one(
                "a.ipynb",
                "{\"cells\": [{\"cell_type\": \"code\", \"source\": [\"import openai\\n\"",
            ),
        ),
        (
            "a long notebook",
            one("a.ipynb", {
                let cell = |at: usize| {
                    let text = if at.is_multiple_of(10) {
                        CALL.trim()
                    } else {
                        "x = 1"
                    };
                    format!(
                        "{{\"cell_type\": \"code\", \"metadata\": {{}}, \"outputs\": [], \"source\": [\"{text}\"]}}"
                    )
                };
                let cells: Vec<String> = (0..3_000).map(cell).collect();
                format!(
                    "{{\"cells\": [{}], \"metadata\": {{}}, \"nbformat\": 4, \"nbformat_minor\": 5}}",
                    cells.join(",")
                )
            }),
        ),
        (
            "a deep notebook",
            one(
                "a.ipynb",
                format!(
                    "{{\"cells\": {}openai{}}}",
                    "[".repeat(100_000),
                    "]".repeat(100_000)
                ),
            ),
        ),
    ]
}

/// Manifests that go round in circles, or grow when they are read.
fn manifests() -> Vec<(&'static str, Files)> {
    let aliases = (0..12).map(|at| {
        let (name, before) = ((b'b' + at) as char, (b'a' + at) as char);
        format!(
            "{name}: &{name} [{}]\n",
            vec![format!("*{before}"); 9].join(",")
        )
    });
    let aliases = format!("a: &a [x, x, x, x]\n{}", aliases.collect::<String>());
    let deep =
        |open: &str, close: &str| format!("{}1{}", open.repeat(50_000), close.repeat(50_000));
    vec![
        (
            "spaces of other scripts",
            one(
                "Dockerfile",
                "FROM x\nRUN pip install\u{a0}openai \u{3000} a\u{b}b \u{c} > \u{85} c\n",
            ),
        ),
        (
            "circles",
            vec![
                (
                    "requirements.txt".to_owned(),
                    b"-r a.txt\nopenai==0.28.1\n".to_vec(),
                ),
                (
                    "a.txt".to_owned(),
                    b"-r requirements.txt\n-r a.txt\n".to_vec(),
                ),
            ],
        ),
        (
            "a long requirement",
            one(
                "requirements.txt",
                format!("openai==0.28.1\n{}\n", "a".repeat(5_000_000)),
            ),
        ),
        (
            "a long version",
            one(
                "requirements.txt",
                format!("openai=={}1\n", "1.".repeat(50_000)),
            ),
        ),
        (
            "a deep marker",
            one(
                "requirements.txt",
                format!(
                    "openai==0.28.1 ; {}python_version>'3'{}\n",
                    "(".repeat(20_000),
                    ")".repeat(20_000)
                ),
            ),
        ),
        (
            "many requirements",
            one(
                "requirements.txt",
                (0..40_000)
                    .map(|at| format!("p{at}==1.{at}\n"))
                    .collect::<String>(),
            ),
        ),
        (
            "many faults",
            one("requirements.txt", "openai=>1\n".repeat(10_000)),
        ),
        (
            "a requirement again and again",
            one("requirements.txt", "openai==0.28.1\n".repeat(10_000)),
        ),
        (
            "YAML that grows",
            one(
                "environment.yml",
                format!("{aliases}dependencies:\n  - pip: *m\n"),
            ),
        ),
        (
            "a compose file that grows",
            one(
                "docker-compose.yml",
                format!("{aliases}services:\n  x:\n    environment: *m\n"),
            ),
        ),
        (
            "deep TOML",
            one(
                "pyproject.toml",
                format!("x = {}\n[project]\nname = 'x'\n", deep("[", "]")),
            ),
        ),
        (
            "a deep table",
            one(
                "pyproject.toml",
                format!("[{}a]\nx = 1\n", "a.".repeat(20_000)),
            ),
        ),
        (
            "deep JSON",
            one(
                "Pipfile.lock",
                format!("{{\"default\": {}}}", deep("{\"a\":", "}")),
            ),
        ),
        ("open JSON", one("Pipfile.lock", "[".repeat(500_000))),
        (
            "a deep setup.py",
            one(
                "setup.py",
                format!(
                    "from setuptools import setup\nsetup(install_requires={}'openai'{})\n",
                    "[".repeat(10_000),
                    "]".repeat(10_000)
                ),
            ),
        ),
        ("a plan file", one("exuvia.toml", "phases = 1\n")),
    ]
}

fn run(folder: &Path, command: &str) -> Output {
    let state = tempfile::tempdir().unwrap();
    Command::new(env!("CARGO_BIN_EXE_exuvia"))
        .args([command, "--output-format", "concise"])
        .current_dir(folder)
        .env("EXUVIA_STATE_DIR", state.path())
        .output()
        .unwrap()
}

fn hold(cases: Vec<(&'static str, Files)>) {
    for (name, files) in cases {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in &files {
            fs::write(folder.path().join(path), text).unwrap();
        }
        let beside = folder.path().join("beside.py");
        fs::write(&beside, format!("import openai\n{CALL}")).unwrap();
        for command in ["check", "fix"] {
            let output = run(folder.path(), command);
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            // None: a signal ended it.
            assert!(
                matches!(output.status.code(), Some(0..=2)),
                "{name}: {command}: {said}"
            );
            assert!(!said.contains("panicked"), "{name}: {command}: {said}");
            // A plan file that cannot be read stops a run: what it says of targets is not known.
            if name == "a plan file" {
                assert_eq!(output.status.code(), Some(2), "{name}: {said}");
                continue;
            }
            let found = String::from_utf8_lossy(&output.stdout);
            if command == "check" {
                assert!(found.contains("beside.py:2"), "{name}: {said}");
            } else {
                let now = fs::read_to_string(&beside).unwrap();
                assert!(
                    now.contains("openai.chat.completions.create"),
                    "{name}: {said}"
                );
            }
        }
    }
}

#[test]
fn code_that_is_too_deep_or_too_long_ends_no_run() {
    hold(codes());
}

#[test]
fn files_that_are_not_what_they_seem_end_no_run() {
    hold(texts());
}

#[test]
fn manifests_that_grow_or_go_round_in_circles_end_no_run() {
    hold(manifests());
}

/// What takes longer than it is worth is named with the reason, and what it was about stays as it is.
#[test]
fn what_is_too_long_to_be_looked_at_is_said() {
    let decorated = format!(
        "import openai\n{}def f(): pass\n",
        "@openai.ChatCompletion.create\n".repeat(2_000)
    );
    let cases = [
        (
            "a.py",
            decorated,
            "would break the file, which is too long to try each alone",
        ),
        (
            "a.py",
            format!("import openai\nx = '{}'\n", "a".repeat(11_000_000)),
            "a.py: longer than 10 MB: code of that length is not read",
        ),
        (
            "requirements.txt",
            "openai==0.28.1\n".repeat(400),
            "requirements.txt: names `openai` 400 times: lists that repeat packages that often are not read",
        ),
        (
            "a.py",
            format!(
                "import openai\n{}{CALL}",
                "openai.api_base = 'x'\n".repeat(1_001)
            ),
            "calls of it stand beside them that what each call needs is not followed",
        ),
    ];
    for (name, text, said) in cases {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(name), text).unwrap();
        let state = tempfile::tempdir().unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_exuvia"))
            .arg("check")
            .current_dir(folder.path())
            .env("EXUVIA_STATE_DIR", state.path())
            .output()
            .unwrap();
        let all = [output.stdout, output.stderr].concat();
        let all = String::from_utf8_lossy(&all);
        assert!(all.contains(said), "{name}: {said}");
    }
}

#[cfg(unix)]
#[test]
fn pipes_and_links_are_not_followed() {
    let (folder, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let text = format!("import openai\n{CALL}");
    fs::write(outside.path().join("mine.py"), &text).unwrap();
    fs::write(folder.path().join("beside.py"), &text).unwrap();
    let at = |name: &str| folder.path().join(name);
    for name in ["pipe.py", "requirements.txt"] {
        let made = Command::new("mkfifo").arg(at(name)).status().unwrap();
        assert!(made.success());
    }
    std::os::unix::fs::symlink("..", at("up")).unwrap();
    std::os::unix::fs::symlink("self.py", at("self.py")).unwrap();
    std::os::unix::fs::symlink(outside.path().join("mine.py"), at("link.py")).unwrap();
    std::os::unix::fs::symlink(outside.path(), at("folder")).unwrap();
    let output = run(folder.path(), "fix");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{said}");
    let now = fs::read_to_string(folder.path().join("beside.py")).unwrap();
    assert!(now.contains("openai.chat.completions.create"), "{said}");
    assert_eq!(
        fs::read_to_string(outside.path().join("mine.py")).unwrap(),
        text
    );
}

#[cfg(unix)]
#[test]
fn no_requirement_is_written_that_a_link_leads_to_out_of_the_project() {
    let (folder, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let theirs = outside.path().join("theirs.txt");
    fs::write(&theirs, "openai==0.28.1\n").unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("a.py"), format!("import openai\n{CALL}")).unwrap();
    fs::write(at("ours.txt"), "openai==0.28.1\n").unwrap();
    fs::write(
        at("requirements.txt"),
        "-r file.txt\n-r folder/theirs.txt\n",
    )
    .unwrap();
    fs::write(at("requirements-dev.txt"), "-r near.txt\n").unwrap();
    std::os::unix::fs::symlink(&theirs, at("file.txt")).unwrap();
    std::os::unix::fs::symlink(outside.path(), at("folder")).unwrap();
    std::os::unix::fs::symlink("ours.txt", at("near.txt")).unwrap();
    let output = run(folder.path(), "fix");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let now = |path: &Path| fs::read_to_string(path).unwrap();
    assert_eq!(now(&theirs), "openai==0.28.1\n", "{said}");
    assert!(!now(&at("ours.txt")).contains("0.28.1"), "{said}");
    assert!(said.contains("`file.txt`"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_pipe_that_should_say_what_is_left_out_is_not_read() {
    for name in [".gitignore", "below/.ignore", ".git/info/exclude"] {
        let folder = tempfile::tempdir().unwrap();
        for below in ["below", ".git/info"] {
            fs::create_dir_all(folder.path().join(below)).unwrap();
        }
        let file = folder.path().join("below/a.py");
        fs::write(&file, format!("import openai\n{CALL}")).unwrap();
        let made = Command::new("mkfifo")
            .arg(folder.path().join(name))
            .status();
        assert!(made.unwrap().success());
        let output = run(folder.path(), "check");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        // What was named is not read at all, or in part.
        let code = if name.starts_with("below") { 0 } else { 2 };
        assert_eq!(output.status.code(), Some(code), "{name}: {said}");
        assert!(
            said.contains(&format!("`{name}` is no file")),
            "{name}: {said}"
        );
    }
}
