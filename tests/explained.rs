//! What `exuvia explain` shows: examples that are cut out of the projects of the tests, and the pages in `docs/rules`.
//!
//! `EXUVIA_BLESS=1` chooses the examples anew, and writes them and the pages, for a person to read the difference.

#![allow(clippy::unwrap_used)]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use exuvia::engine;
use exuvia::finding::{Applicability, Finding};
use exuvia::report::page;
use exuvia::rules::explained::{Example, examples, explanation};
use exuvia::rules::{embedded, list};
use serde::Deserialize;
use similar::{DiffOp, TextDiff};
use support::{all_cases, options, testdata, within};

/// Lines of a file that are shown as a whole; of a longer one, so many around what is found or changed.
const WHOLE: usize = 16;
const AROUND: usize = 3;
/// Lines that say enough, and not too much.
const TYPICAL: usize = 8;

/// A case as far as it is needed here.
#[derive(Deserialize)]
struct Expected {
    #[serde(default)]
    args: Vec<String>,
    #[serde(default)]
    finding: Vec<ExpectedFinding>,
}

#[derive(Deserialize)]
struct ExpectedFinding {
    path: String,
    cell: Option<u32>,
    line: u32,
    code: String,
}

/// A place in a case that may be the example of its code. The least is the best one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Candidate {
    /// Whether nothing changes there.
    stays: bool,
    /// Whether the case runs with arguments, and whether it is about something else by its name.
    asks: bool,
    beside: bool,
    /// Whether the file changes elsewhere as well.
    hidden: bool,
    /// How far from a typical number of lines, how many codes are found in the case, and how many times.
    lines: usize,
    codes: usize,
    findings: usize,
    case: String,
    path: String,
    line: u32,
}

#[test]
fn examples_and_pages_are_fresh() {
    let blessed = std::env::var_os("EXUVIA_BLESS").is_some();
    let file = root().join("rules/examples.json");
    if blessed {
        let mut text = serde_json::to_string_pretty(&chosen()).unwrap();
        text.push('\n');
        fs::write(&file, text).unwrap();
    }
    let known: BTreeMap<String, Example> =
        serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    assert!(blessed || &known == examples::all());
    for (code, known) in &known {
        let again = example(code, &known.case, &known.path, known.line);
        assert_eq!(&again, known, "{code}: EXUVIA_BLESS=1 writes it anew");
    }
    let cases = candidates();
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

fn expected(case: &Path) -> Option<Expected> {
    let text = fs::read_to_string(case.join("expected.toml")).ok()?;
    Some(toml::from_str(&text).unwrap())
}

/// The places in all cases, by code.
fn candidates() -> BTreeMap<String, Vec<Candidate>> {
    let mut out: BTreeMap<String, Vec<Candidate>> = BTreeMap::new();
    for case in all_cases() {
        let Some(expected) = expected(&case) else {
            continue;
        };
        let codes: BTreeSet<&str> = expected
            .finding
            .iter()
            .map(|one| one.code.as_str())
            .collect();
        for finding in expected.finding.iter().filter(|one| one.cell.is_none()) {
            let Some((before, after)) = texts(&case, &finding.path) else {
                continue;
            };
            let shown = window(&before, &after, finding.line);
            out.entry(finding.code.clone())
                .or_default()
                .push(Candidate {
                    stays: shown.1.is_none(),
                    asks: !expected.args.is_empty(),
                    beside: !name_of(&case).contains(&finding.code.to_lowercase()),
                    hidden: changes_outside(&before, &after, &shown.0),
                    lines: shown.0.len().abs_diff(TYPICAL),
                    codes: codes.len(),
                    findings: expected.finding.len(),
                    case: name_of(&case),
                    path: finding.path.clone(),
                    line: finding.line,
                });
        }
    }
    out
}

/// How many places are tried until one has a fix of its own.
const TRIED: usize = 40;

/// The best place of each code that a fix removes, else the best one.
fn chosen() -> BTreeMap<String, Example> {
    let best = |(code, mut places): (String, Vec<Candidate>)| {
        places.sort();
        let examples = places.iter().take(TRIED);
        let mut examples = examples.map(|one| example(&code, &one.case, &one.path, one.line));
        let first = examples.next().unwrap();
        let fixed = std::iter::once(first.clone())
            .chain(examples)
            .find(|one| one.after.is_some());
        (code, fixed.unwrap_or(first))
    };
    candidates().into_iter().map(best).collect()
}

fn name_of(case: &Path) -> String {
    let name = case.strip_prefix(testdata()).unwrap();
    name.to_string_lossy().replace('\\', "/")
}

/// A file of a case before and after; none where it is no text.
fn texts(case: &Path, path: &str) -> Option<(String, String)> {
    let read = |of: &str| fs::read_to_string(case.join(of).join(path)).ok();
    let before = read("before")?;
    let after = read("after").unwrap_or_else(|| before.clone());
    Some((before, after))
}

/// The lines that are shown, and those that stand there afterwards if the line or its neighbours change.
fn window(before: &str, after: &str, line: u32) -> (Range<usize>, Option<Range<usize>>) {
    let diff = TextDiff::from_lines(before, after);
    let at = line as usize - 1;
    let lines = diff.old_slices().len();
    let changed = diff
        .ops()
        .iter()
        .filter(|op| !matches!(op, DiffOp::Equal { .. }));
    let near = |op: &&DiffOp| {
        let old = op.old_range();
        old.start <= at + AROUND && at <= old.end + AROUND
    };
    let here: Vec<&DiffOp> = changed.clone().filter(near).collect();
    let is_changed = changed.clone().any(|op| op.old_range().contains(&at)) || !here.is_empty();
    if lines <= WHOLE {
        let new = 0..diff.new_slices().len();
        return (0..lines, is_changed.then_some(new));
    }
    let ends = here
        .iter()
        .flat_map(|op| [op.old_range().start, op.old_range().end]);
    let first = ends
        .clone()
        .min()
        .unwrap_or(at)
        .min(at)
        .saturating_sub(AROUND);
    let last = ends
        .max()
        .unwrap_or(at)
        .max(at + 1)
        .saturating_add(AROUND)
        .min(lines);
    let new = is_changed.then(|| moved(&diff, first)..moved(&diff, last));
    (first..last, new)
}

/// Whether a text changes outside of some of its lines.
fn changes_outside(before: &str, after: &str, lines: &Range<usize>) -> bool {
    let diff = TextDiff::from_lines(before, after);
    diff.ops().iter().any(|op| {
        let old = op.old_range();
        let inside = lines.start <= old.start && old.end <= lines.end;
        !matches!(op, DiffOp::Equal { .. }) && !inside
    })
}

/// The line of the new text that stands where one of the old text stood.
fn moved(diff: &TextDiff<'_, '_, '_, str>, line: usize) -> usize {
    let mut at = line;
    for op in diff.ops() {
        let (old, new) = (op.old_range(), op.new_range());
        if old.start <= line && line <= old.end {
            at = match op {
                DiffOp::Equal { .. } => new.start + (line - old.start),
                _ if line == old.start => new.start,
                _ => new.end,
            };
        }
    }
    at
}

/// The example that a place gives: what is said of it by a run, and the lines.
fn example(code: &str, case: &str, path: &str, line: u32) -> Example {
    let folder: PathBuf = testdata().join(case);
    let args = expected(&folder).unwrap().args;
    let (before, after) = texts(&folder, path).unwrap();
    let (old, new) = window(&before, &after, line);
    let found = found(&folder, &args);
    let found = found.iter().find(|one| {
        let at = &one.location;
        one.code == code && at.path == path && at.start.line == line
    });
    let found = found.unwrap_or_else(|| panic!("{case}: {code} is not found"));
    let uncertain = found.applicability == Applicability::Unsafe;
    let applied = found.fix_id.is_some() && (!uncertain || args.contains(&UNSAFE.to_owned()));
    let lines = |text: &str, range: Range<usize>| {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        lines[range].concat().trim_matches('\n').to_owned()
    };
    let after = new.filter(|_| applied).map(|new| lines(&after, new));
    Example {
        case: case.to_owned(),
        path: path.to_owned(),
        line,
        message: found.message.clone(),
        help: found.help.as_deref().and_then(of_the_rule),
        uncertain: uncertain && after.is_some(),
        before: lines(&before, old),
        after,
    }
}

const UNSAFE: &str = "--unsafe-fixes";

/// What to do, without what is said of the case: that its version is assumed.
fn of_the_rule(help: &str) -> Option<String> {
    let said = match help.find("The version of ") {
        Some(at) if help.ends_with("is assumed.") => help[..at].trim_end(),
        _ => help,
    };
    (!said.is_empty()).then(|| said.to_owned())
}

/// What is found in a case; asked once.
fn found(case: &Path, args: &[String]) -> Arc<Vec<Finding>> {
    static KNOWN: Mutex<BTreeMap<PathBuf, Arc<Vec<Finding>>>> = Mutex::new(BTreeMap::new());
    if let Some(known) = KNOWN.lock().unwrap().get(case) {
        return Arc::clone(known);
    }
    let (options, _) = options(args);
    let outcome = within(&case.join("before"), || engine::check(&options)).unwrap();
    let found = Arc::new(outcome.report.findings);
    let mut known = KNOWN.lock().unwrap();
    known.insert(case.to_owned(), Arc::clone(&found));
    found
}
