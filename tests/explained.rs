//! What `exuvia explain` shows: examples that are cut out of the projects of the tests, and the pages in `docs/rules`.
//!
//! `EXUVIA_BLESS=1` writes the examples and the pages anew, with one for each code that has none, for a person to read the difference.

#![allow(clippy::unwrap_used)]

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use exuvia::cases::{Candidate, candidates, chosen, example};
use exuvia::engine;
use exuvia::finding::Finding;
use exuvia::report::page;
use exuvia::rules::explained::{Example, examples, explanation};
use exuvia::rules::{embedded, list};
use support::{all_cases, options, testdata, within};

#[test]
fn examples_and_pages_are_fresh() {
    let blessed = std::env::var_os("EXUVIA_BLESS").is_some();
    let file = root().join("rules/examples.json");
    if blessed {
        let all = all_chosen(examples::all());
        let mut text = serde_json::to_string_pretty(&all).unwrap();
        text.push('\n');
        fs::write(&file, text).unwrap();
    }
    let known: BTreeMap<String, Example> =
        serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    assert!(blessed || &known == examples::all());
    for (code, known) in &known {
        assert_eq!(
            &again(code, known).unwrap(),
            known,
            "{code}: EXUVIA_BLESS=1 writes it anew"
        );
    }
    let cases = places();
    let without = cases.keys().filter(|code| !known.contains_key(*code));
    let without: Vec<&String> = without.collect();
    assert!(
        without.is_empty(),
        "no example, though there is a case: {without:?}"
    );
    let folder = root().join("docs/rules");
    let pages = pages(&known);
    if blessed {
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        for (name, text) in &pages {
            fs::write(folder.join(name), text).unwrap();
        }
    }
    let written = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap());
    let written = written.map(|one| {
        let name = one.file_name().into_string().unwrap();
        (name, fs::read_to_string(one.path()).unwrap())
    });
    let written: BTreeMap<String, String> = written.collect();
    let fresh = written == pages;
    assert!(
        fresh,
        "docs/rules: EXUVIA_BLESS=1 cargo test --test explained writes it anew"
    );
    let file = root().join("docs/SUMMARY.md");
    let summary = fs::read_to_string(&file).unwrap();
    let listed = listed(&summary, pages.keys());
    if blessed {
        fs::write(&file, &listed).unwrap();
    }
    assert!(
        blessed || listed == summary,
        "docs/SUMMARY.md: EXUVIA_BLESS=1 cargo test --test explained writes it anew"
    );
}

/// The list of the website's pages, with one for each pack below that of all rules.
fn listed<'a>(summary: &str, pages: impl Iterator<Item = &'a String>) -> String {
    let (before, after) = summary.split_once(ALL_RULES).unwrap();
    let after = after.trim_start_matches('\n');
    let after = after.lines().skip_while(|line| line.starts_with("  - "));
    let after: String = after.map(|line| format!("{line}\n")).collect();
    let packs = pages.filter_map(|page| page.strip_suffix(".md"));
    let packs = packs.filter(|name| *name != "README");
    let packs: String = packs
        .map(|name| format!("  - [{name}](rules/{name}.md)\n"))
        .collect();
    format!("{before}{ALL_RULES}\n{packs}{after}")
}

/// The pages, by their names: one for each pack, and the list of all rules.
fn pages(known: &BTreeMap<String, Example>) -> BTreeMap<String, String> {
    let mut pages: BTreeMap<String, String> = BTreeMap::new();
    let mut index = INDEX.to_owned();
    for pack in embedded::all().unwrap() {
        let (name, summary) = (&pack.header.name, &pack.header.summary);
        let mut text = format!("# {name}\n\n{summary}. [All rules](README.md)\n");
        write!(index, "\n## [{name}]({name}.md)\n\n{summary}.\n\n").unwrap();
        index.push_str("| code | name | severity | what it finds |\n|---|---|---|---|\n");
        for rule in list::rules(pack).unwrap() {
            let mut told = explanation(&rule.code).unwrap().unwrap();
            told.example = known.get(&rule.code).cloned();
            write!(text, "\n{}", page::markdown(&told, 2)).unwrap();
            let anchor = format!("{}-{}", rule.code.to_lowercase(), rule.name);
            let code = format!("[{}]({name}.md#{anchor})", rule.code);
            let row = page::row(&code, &rule.name, rule.severity, &rule.summary);
            writeln!(index, "{row}").unwrap();
        }
        pages.insert(format!("{name}.md"), text);
    }
    pages.insert("README.md".to_owned(), index);
    pages
}

/// The line of the list of pages below which those of the packs stand.
const ALL_RULES: &str = "- [All rules](rules/README.md)";

/// What stands above the list of all rules.
const INDEX: &str = "\
# Rules

Written from the rules by `EXUVIA_BLESS=1 cargo test --test explained`; `exuvia explain CODE` shows the same.
";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The cases, each with its name.
fn cases() -> Vec<(PathBuf, String)> {
    let cases = all_cases().into_iter();
    cases
        .map(|case| {
            let name = case.strip_prefix(testdata()).unwrap();
            let name = name.to_string_lossy().replace('\\', "/");
            (case, name)
        })
        .collect()
}

/// The places in all cases, by code.
fn places() -> BTreeMap<String, Vec<Candidate>> {
    let cases = cases();
    let cases = cases.iter();
    candidates(cases.map(|(folder, name)| (folder.as_path(), name.clone()))).unwrap()
}

/// The example of a code at the place where it was.
fn again(code: &str, known: &Example) -> anyhow::Result<Example> {
    let folder = testdata().join(&known.case);
    example(
        code,
        (&folder, &known.case),
        (&known.path, known.line),
        &found,
    )
}

/// The example of each code: where it was, as long as it is found there, else at the best place.
fn all_chosen(known: &BTreeMap<String, Example>) -> BTreeMap<String, Example> {
    let best = |(code, places): (String, Vec<Candidate>)| {
        let known = known.get(&code).and_then(|known| again(&code, known).ok());
        let best = || chosen(&code, places, &|case| testdata().join(case), &found);
        let best = known.or_else(best).unwrap();
        (code, best)
    };
    places().into_iter().map(best).collect()
}

/// What is found in a case; asked once.
fn found(case: &Path, args: &[String]) -> anyhow::Result<Arc<Vec<Finding>>> {
    static KNOWN: Mutex<BTreeMap<PathBuf, Arc<Vec<Finding>>>> = Mutex::new(BTreeMap::new());
    if let Some(known) = KNOWN.lock().unwrap().get(case) {
        return Ok(Arc::clone(known));
    }
    let (options, _) = options(args);
    let outcome = within(&case.join("before"), || engine::check(&options))?;
    let found = Arc::new(outcome.report.findings);
    let mut known = KNOWN.lock().unwrap();
    known.insert(case.to_owned(), Arc::clone(&found));
    Ok(found)
}
