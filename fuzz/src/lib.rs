//! What must hold whatever stands in a file: the fuzzers, the mutants (`examples/mutants`)
//! and the ordinary tests (`tests/fuzzed.rs`) ask the same.
//!
//! Nothing panics; what was read without an error is read without one after a fix; a second fix changes nothing; the patch makes
//! of the old text what the fix writes; `undo` brings the old text back; the prefilter leaves nothing out.

#![allow(clippy::unwrap_used, clippy::missing_panics_doc)]

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};

use exuvia::engine::{self, Change, Fixed, Options, Selection};
use exuvia::finding::{Applicability, Report};
use exuvia::manifest::{Cause, parse_manifest};
use exuvia::rewrite::patch::patch;
use exuvia::rewrite::verify::{accepts, verify_cells};
use exuvia::rules::load::{Pack, PackFile};
use exuvia::source::SourceUnit;
use exuvia::writing::journal::Journals;
use exuvia::writing::undo::undo;
use exuvia::writing::write::write_all;

/// What the code beside is said to stand at.
const OLD: &[u8] = b"openai==0.28.1\nredis==5.0.1\npython-jose==3.3.0\naioredis==2.0.1\n";

/// Code that has moved, beside manifests that have not.
const NEW: &[u8] = b"import jwt\nimport openai\nimport redis.asyncio as redis\n\n\nasync def ask():\n    client = openai.OpenAI()\n    await redis.Redis().aclose()\n    return jwt.decode(client, 'k', algorithms=['HS256'])\n";

/// The names of manifests: the first byte of an input says which one the rest is.
pub const MANIFESTS: [&str; 16] = [
    "requirements.txt",
    "pyproject.toml",
    "setup.cfg",
    "setup.py",
    "Pipfile",
    "Pipfile.lock",
    "environment.yml",
    "uv.lock",
    "poetry.lock",
    "pdm.lock",
    "constraints.txt",
    "Dockerfile",
    "docker-compose.yml",
    ".github/workflows/ci.yml",
    "tox.ini",
    "noxfile.py",
];

/// What begins a file of a pack in an input.
pub const FILE: &str = "//// ";

/// A file of code.
pub fn source(data: &[u8]) {
    project(&[("app.py", data), ("requirements.txt", OLD)], data);
}

/// A notebook: as it is, or, behind a byte that no JSON begins with, as cells between lines of `%%`.
pub fn notebook(data: &[u8]) {
    let built = match data.split_first() {
        Some((b'%', cells)) => Cow::Owned(built(&String::from_utf8_lossy(cells))),
        _ => Cow::Borrowed(data),
    };
    project(&[("work.ipynb", &built), ("requirements.txt", OLD)], data);
}

/// A manifest of any kind.
pub fn manifest(data: &[u8]) {
    let Some((kind, text)) = data.split_first() else {
        return;
    };
    let name = MANIFESTS[usize::from(*kind) % MANIFESTS.len()];
    project(&[(name, text), ("app.py", NEW)], data);
}

/// A rule pack: its files, each behind a line with its path.
pub fn pack(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let parts = text
        .split(FILE)
        .skip(1)
        .filter_map(|part| part.split_once('\n'));
    let files = parts.map(|(path, text)| PackFile {
        path: path.trim().to_owned(),
        text: text.to_owned().into(),
    });
    if let Ok(pack) = Pack::load("fuzzed", files.collect()) {
        let _ = pack.verify();
        let _ = pack.model(&pack.header.from);
        let _ = pack.model(&pack.header.target);
    }
}

/// A notebook with these cells.
fn built(cells: &str) -> Vec<u8> {
    let cells = cells.split("\n%%\n").map(|cell| {
        format!(
            "{{\"cell_type\": \"code\", \"execution_count\": null, \"metadata\": {{}}, \"outputs\": [], \"source\": {}}}",
            serde_json::Value::from(cell)
        )
    });
    let cells: Vec<String> = cells.collect();
    format!(
        "{{\n \"cells\": [{}],\n \"metadata\": {{}},\n \"nbformat\": 4,\n \"nbformat_minor\": 5\n}}\n",
        cells.join(", ")
    )
    .into_bytes()
}

/// A folder with some files, and what is asked of it. What the input is decides what is asked in turn.
fn project(files: &[(&str, &[u8])], data: &[u8]) {
    let sum = data.iter().fold(0_u32, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add((*byte).into())
    });
    let asked = Asked {
        all: sum % 4 != 0,
        safe: sum % 8 == 1,
        manifests: files[0].0 != "app.py",
        prefilter: sum % 4 == 3,
        undo: sum % 4 == 2,
    };
    holds(files, &asked);
}

/// What is asked of a project beyond what is asked of each.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// All packs, or those that are used only when they are asked for.
    pub all: bool,
    /// Safe fixes only.
    pub safe: bool,
    /// Whether its manifests are listed as well.
    pub manifests: bool,
    /// Whether it is read without the prefilter as well.
    pub prefilter: bool,
    /// Whether the fix is written and taken back.
    pub undo: bool,
}

/// Asks of a project all that must hold, and gives what the fix of it is.
pub fn holds(files: &[(&str, &[u8])], asked: &Asked) -> Fixed {
    let folder = folder();
    for (path, text) in files {
        let path = folder.join("tree").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let options = Options {
        paths: vec![folder.join("tree")],
        select: match asked.all {
            true => Vec::new(),
            false => ["jose-to-pyjwt", "openai", "manifests"]
                .map(str::to_owned)
                .to_vec(),
        },
        jobs: 1,
        ..Options::default()
    };
    if asked.manifests {
        engine::deps(&options).unwrap();
    }
    let least = match asked.safe {
        true => Applicability::Safe,
        false => Applicability::Unsafe,
    };
    let selection = Selection {
        least,
        packages: Vec::new(),
        distributions: Vec::new(),
    };
    let fixed = engine::fix(&options, &selection).unwrap();
    if asked.prefilter {
        unfiltered(&options, &fixed);
    }
    fixed.changes.iter().for_each(still_read);
    for change in &fixed.changes {
        let patch = patch(std::slice::from_ref(change));
        assert!(
            patched(&change.before, &patch) == change.after,
            "the patch makes another text of {}",
            change.display
        );
    }
    if !fixed.changes.is_empty() {
        settled(&options, &selection, &fixed);
    }
    if asked.undo && !fixed.changes.is_empty() {
        taken_back(&folder, &fixed.changes);
    }
    fs::remove_dir_all(&folder).unwrap();
    fixed
}

/// The prefilter leaves nothing out, but that files which name no package are no Python.
fn unfiltered(options: &Options, fixed: &Fixed) {
    let mut all = options.clone();
    all.no_prefilter = true;
    let some = &fixed.before.report;
    let all = engine::check(&all).unwrap().report;
    let blind = |report: &Report| {
        let mut blind = report.blind.clone();
        blind.retain(|one| one.why != "not readable as Python");
        blind
    };
    if some.findings == all.findings && some.fixes == all.fixes && blind(some) == blind(&all) {
        return;
    }
    let [some, all] = [some, &all].map(|report| {
        let said = report.findings.iter().map(|one| {
            let (path, line) = (&one.location.path, one.location.start.line);
            format!("{} {path}:{line} {:?}", one.code, one.applicability)
        });
        said.collect::<Vec<_>>().join("\n")
    });
    panic!("the prefilter changes what is found:\n{some}\nand without it:\n{all}");
}

/// A second fix changes nothing.
fn settled(options: &Options, selection: &Selection, fixed: &Fixed) {
    let mut again = options.clone();
    let changes = fixed.changes.iter();
    again
        .overlay
        .extend(changes.map(|change| (change.path.clone(), change.after.clone())));
    let second = engine::fix(&again, selection).unwrap();
    if let Some(change) = second.changes.first() {
        panic!(
            "a second fix changes {}:\n{}",
            change.display,
            String::from_utf8_lossy(&patch(std::slice::from_ref(change)))
        );
    }
}

/// What was read without an error is read without one afterwards.
fn still_read(change: &Change) {
    let path = Path::new(&change.display);
    let (Ok(before), Ok(after)) = (
        std::str::from_utf8(&change.before),
        std::str::from_utf8(&change.after),
    ) else {
        return;
    };
    match path.extension().and_then(|one| one.to_str()) {
        Some("py") if accepts(before).is_ok() => {
            if let Err(problem) = accepts(after) {
                panic!(
                    "{} cannot be compiled after the fix: {problem:?}\n{after}",
                    change.display
                );
            }
        }
        Some("ipynb") => {
            let read = |bytes: &[u8]| SourceUnit::read(path, &change.display, bytes).unwrap();
            verify_cells(&read(&change.before), &read(&change.after)).unwrap();
        }
        Some("py") => {}
        _ => {
            let faults = |text: &str| {
                let problems = parse_manifest(path, text).problems;
                problems.iter().filter(|one| is_syntax(&one.cause)).count()
            };
            assert!(
                faults(after) <= faults(before),
                "{} has new faults:\n{after}",
                change.display
            );
        }
    }
}

fn is_syntax(cause: &Cause) -> bool {
    matches!(
        cause,
        Cause::BadRequirement(_)
            | Cause::UnknownOption(_)
            | Cause::TomlSyntax(_)
            | Cause::JsonSyntax(_)
            | Cause::YamlSyntax(_)
            | Cause::PythonSyntax
    )
}

/// What a patch of one file makes of its text.
fn patched(before: &[u8], patch: &[u8]) -> Vec<u8> {
    let old: Vec<&[u8]> = before.split_inclusive(|byte| *byte == b'\n').collect();
    let lines: Vec<&[u8]> = patch.split_inclusive(|byte| *byte == b'\n').collect();
    let (mut at, mut out) = (0, Vec::new());
    // What stands above the first hunk names the file.
    let mut lines = lines
        .into_iter()
        .skip_while(|line| !line.starts_with(b"@"))
        .peekable();
    while let Some(line) = lines.next() {
        let (sign, rest) = line.split_at(1);
        let ends = lines.peek().is_some_and(|next| next.starts_with(b"\\"));
        let text = match ends {
            true => rest.strip_suffix(b"\n").unwrap(),
            false => rest,
        };
        match sign {
            b"@" => {
                let numbers = std::str::from_utf8(line).unwrap();
                let start = numbers
                    .split(['-', ',', ' '])
                    .find_map(|one| one.parse::<usize>().ok())
                    .unwrap();
                let is_empty = numbers.split(' ').nth(1).unwrap().ends_with(",0");
                let start = if is_empty { start } else { start - 1 };
                out.extend(old[at..start].concat());
                at = start;
            }
            b"\\" => {}
            b"+" => out.extend(text),
            _ => {
                assert!(old[at] == text, "the patch has another line {}", at + 1);
                at += 1;
                if sign == b" " {
                    out.extend(text);
                }
            }
        }
    }
    out.extend(old[at..].concat());
    out
}

/// What was written is taken back.
fn taken_back(folder: &Path, changes: &[Change]) {
    let journals = Journals::at(&folder.join("state"));
    let left = write_all(changes, &journals).unwrap();
    assert!(left.is_empty());
    let holds = |text: fn(&Change) -> &Vec<u8>| {
        changes
            .iter()
            .all(|one| fs::read(&one.path).unwrap() == *text(one))
    };
    assert!(holds(|one| &one.after), "what was written is not there");
    undo(&[folder.join("tree")], &journals).unwrap();
    assert!(holds(|one| &one.before), "what was there is not back");
}

/// A folder of this thread's own, where files cost least.
fn folder() -> PathBuf {
    let memory = PathBuf::from("/dev/shm");
    let above = if memory.is_dir() {
        memory
    } else {
        std::env::temp_dir()
    };
    let thread = format!("{:?}", std::thread::current().id());
    let thread: String = thread.chars().filter(char::is_ascii_digit).collect();
    let folder = above.join(format!("exuvia-fuzz-{}-{thread}", std::process::id()));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}
