//! What each step on the way from a folder to a report costs: one file of 500 lines that calls an old API, beside 200 files
//! that do not.
//!
//! `cargo bench --bench steps` prints it; `docs/performance.md` has the numbers.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use divan::{Bencher, black_box};
use exuvia::engine::{self, Options, Outcome, Selection};
use exuvia::finding::Applicability;
use exuvia::report::{self, Format};
use exuvia::rewrite::{apply, flatten, verify};
use exuvia::rules::active::ActivePack;
use exuvia::rules::embedded;
use exuvia::rules::load::{Pack, PackFile};
use exuvia::semantic::bind::Scopes;
use exuvia::semantic::external::External;
use exuvia::semantic::infer::Analysis;
use exuvia::semantic::project::{File, Modules};
use exuvia::semantic::value::FileId;
use exuvia::source::SourceUnit;
use exuvia::source::discover::discover;
use exuvia::source::prefilter::{Words, may_name_a_module};
use exuvia::syntax::parse;
use exuvia::transforms::calls::{Decided, Matched};

/// Files that are about nothing.
const OTHERS: usize = 200;

/// What the file is called.
const NAME: &str = "app.py";

fn main() {
    divan::main();
}

/// A module of 500 lines: 25 functions, every fifth of which calls the old API and reads what it gives.
fn code(calls: bool) -> String {
    let mut out = String::from(if calls {
        "import openai\n"
    } else {
        "import os\n"
    });
    out += "import json\n\n";
    for number in 0..25 {
        let asks = calls && number % 5 == 0;
        let ask = match asks {
            true => {
                "    answer = openai.ChatCompletion.create(model=\"gpt-4\", messages=messages, request_timeout=10)\n    \
                 text = answer[\"choices\"][0][\"message\"][\"content\"]\n"
            }
            false => "    answer = json.loads(messages)\n    text = answer[\"choices\"]\n",
        };
        let _ = write!(
            out,
            "def step_{number}(messages, limit=10, *, table=None):\n    \"\"\"One of the steps.\"\"\"\n{ask}    table = table or {{}}\n    \
             for index, part in enumerate(str(text).split()):\n        if index > limit:\n            break\n        \
             table.setdefault(part.lower(), []).append(index)\n    lines = [\n        f\"{{word}}: {{len(places)}}\"\n        \
             for word, places in sorted(table.items())\n        if places\n    ]\n    try:\n        first = lines[0]\n    \
             except IndexError:\n        first = None\n    return first, \"\\n\".join(lines)\n\n\n"
        );
    }
    out
}

/// A folder with the file and the others.
fn tree() -> &'static Path {
    static TREE: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let write = |path: PathBuf, text: String| fs::write(path, text).expect("it can be written");
        write(folder.path().join(NAME), code(true));
        for number in 0..OTHERS {
            let package = folder.path().join(format!("package{}", number % 10));
            fs::create_dir_all(&package).expect("a folder can be made");
            write(package.join(format!("module{number}.py")), code(false));
        }
        folder
    });
    TREE.path()
}

fn unit() -> SourceUnit {
    let text = code(true);
    SourceUnit::read(Path::new(NAME), NAME, text.as_bytes()).expect("it is text")
}

fn file() -> File {
    let unit = unit();
    let tree = parse(unit.text());
    let scopes = Scopes::of(&tree);
    File { unit, tree, scopes }
}

/// The packs that are compiled in, for the versions that they assume.
fn packs() -> Vec<ActivePack> {
    let all = embedded::all().expect("the packs can be read");
    all.iter().cloned().map(active).collect()
}

fn active(pack: Arc<Pack>) -> ActivePack {
    let (from, target) = (pack.header.from.clone(), pack.header.target.clone());
    ActivePack::new(pack, from, target)
}

fn options() -> Options {
    Options {
        paths: vec![tree().to_owned()],
        ..Options::default()
    }
}

#[divan::bench]
fn a_walk() -> usize {
    discover(&[tree().to_owned()], tree(), &[]).map_or(0, |found| found.files.len())
}

#[divan::bench]
fn b_read(bencher: Bencher) {
    let found = discover(&[tree().to_owned()], tree(), &[]).expect("the folder is there");
    bencher.bench(|| {
        let files = found.files.iter();
        files
            .map(|file| fs::read(&file.path).map_or(0, |bytes| bytes.len()))
            .sum::<usize>()
    });
}

#[divan::bench]
fn c_prefilter(bencher: Bencher) {
    let words = Words::new(&["aioredis", "jose", "mem0", "openai", "redis"]);
    let text = code(false).repeat(OTHERS);
    bencher.bench(|| {
        let bytes = black_box(text.as_bytes());
        words
            .find_where(bytes, |_, at| may_name_a_module(bytes, at))
            .is_empty()
    });
}

#[divan::bench]
fn d_parse(bencher: Bencher) {
    let text = code(true);
    bencher.bench(|| parse(black_box(&text)));
}

#[divan::bench]
fn e_resolve(bencher: Bencher) {
    let tree = parse(&code(true));
    bencher.bench(|| Scopes::of(black_box(&tree)));
}

/// The file, with what is asked of it.
fn with_analysis(packs: &[ActivePack], with: impl FnOnce(&[File], &Modules, &External<'_>)) {
    let external = External::new(packs);
    let mut modules = Modules::new([NAME].into_iter()).beside_packages(external.tops());
    let files = [file()];
    modules.parsed(NAME, files[0].unit.text(), FileId(0));
    with(&files, &modules, &external);
}

#[divan::bench]
fn f_infer(bencher: Bencher) {
    with_analysis(&packs(), |files, modules, external| {
        bencher.bench_local(|| drop(Analysis::run(files, modules, external)));
    });
}

/// Which pack is about the file.
fn concerned(packs: &[ActivePack]) -> usize {
    let mut packs = packs.iter();
    packs
        .position(|one| one.pack.header.name == "openai")
        .expect("there is such a pack")
}

#[divan::bench]
fn g_match(bencher: Bencher) {
    let packs = packs();
    with_analysis(&packs, |files, modules, external| {
        let analysis = Analysis::run(files, modules, external);
        let pack = concerned(&packs);
        bencher.bench_local(|| {
            Matched::of(&analysis, pack, &BTreeMap::new()).changes(&Decided::default())
        });
    });
}

#[divan::bench]
fn h_rewrite(bencher: Bencher) {
    let packs = packs();
    with_analysis(&packs, |files, modules, external| {
        let analysis = Analysis::run(files, modules, external);
        let changes = Matched::of(&analysis, concerned(&packs), &BTreeMap::new())
            .changes(&Decided::default());
        let operations = changes.drafts.iter();
        let operations: Vec<_> = operations
            .filter_map(|draft| draft.operations.get(&FileId(0)))
            .flatten()
            .cloned()
            .collect();
        assert!(!operations.is_empty(), "nothing is rewritten");
        let text = files[0].unit.text();
        bencher.bench_local(|| {
            let edits = flatten(text, &operations).expect("they go together");
            let after = apply(text, &edits);
            verify::verify(text, &after)
        });
    });
}

fn outcome() -> Outcome {
    engine::check(&options()).expect("the folder can be read")
}

#[divan::bench(args = [Format::Full, Format::Concise, Format::Json, Format::Github])]
fn i_report(bencher: Bencher, format: Format) {
    let outcome = outcome();
    bencher.bench(|| {
        let mut out = Vec::new();
        let written = report::write(format, &outcome, None, &mut out);
        written.map(|()| out.len())
    });
}

/// All of it.
#[divan::bench]
fn j_check() -> usize {
    outcome().report.findings.len()
}

/// All of it, with the fixes.
#[divan::bench]
fn k_fix() -> usize {
    let selection = Selection {
        least: Applicability::Unsafe,
        packages: Vec::new(),
        distributions: Vec::new(),
    };
    engine::fix(&options(), &selection).map_or(0, |fixed| fixed.changes.len())
}

/// The pack of the old API with so many times its rows: those that are added are about names that nothing has.
fn multiplied(times: usize) -> Pack {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/openai");
    let mut files = Vec::new();
    let mut left = vec![folder.clone()];
    while let Some(at) = left.pop() {
        for entry in fs::read_dir(at).expect("the pack is there") {
            let path = entry.expect("the pack is there").path();
            let name = path.strip_prefix(&folder).expect("it is below");
            let name = name.to_string_lossy().replace('\\', "/");
            let is_read = [".toml", ".jsonl", ".pyi"]
                .iter()
                .any(|end| name.ends_with(end));
            if path.is_dir() {
                left.push(path);
            } else if is_read {
                let text = fs::read_to_string(&path).expect("it is text");
                files.push((name, text));
            }
        }
    }
    let rows: usize = files
        .iter()
        .map(|(_, text)| {
            let lines = text.lines();
            lines
                .filter(|line| line.starts_with("[[change]]") || line.starts_with("{\"old\""))
                .count()
        })
        .sum();
    let added = (0..rows * (times - 1)).map(|row| {
        format!(
            "{{\"old\":\"openai.Added{}.method_{row}\",\"kind\":\"removed\",\"breaks\":\"1.0.0\",\"origin\":\"made for a measurement\"}}\n",
            row % 50
        )
    });
    files.push(("added.jsonl".to_owned(), added.collect()));
    files.sort();
    let files = files.into_iter().map(|(path, text)| PackFile {
        path,
        text: Cow::Owned(text),
    });
    match Pack::load("rules/openai", files.collect()) {
        Ok(pack) => pack,
        Err(errors) => panic!("{}", errors[0]),
    }
}

/// From the text of the file to what is found in it, with so many times the rows.
#[divan::bench(args = [1, 10, 100])]
fn l_rows(bencher: Bencher, times: usize) {
    let packs = [active(Arc::new(multiplied(times)))];
    let run = || {
        with_analysis(&packs, |files, modules, external| {
            let analysis = Analysis::run(files, modules, external);
            let found = Matched::of(&analysis, 0, &BTreeMap::new())
                .changes(&Decided::default())
                .found;
            assert!(found.len() >= 5, "only {} places are found", found.len());
        });
    };
    // The stubs are read once a process.
    run();
    bencher.bench_local(run);
}
