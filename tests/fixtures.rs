//! Small projects, each with all that is found in it and with what `fix` makes of it.
//!
//! A case is a folder `testdata/<pack>/<case>` with `before/`, with `after/` where a fix changes
//! something, and with `expected.toml`:
//!
//! ```toml
//! args = ["--unsafe-fixes"]        # also --from, --target, --option, --select, --ignore
//! pending = "what it waits for"    # such a case must fail, and is listed
//!
//! [[finding]]                      # all findings, in any order
//! path = "ask.py"
//! cell = 2                         # of a notebook, counted from 1; the line is within it
//! line = 5
//! code = "ABC101"
//! severity = "error"
//! applicability = "safe"           # optional
//! text = "a part of the message, of the help or of a related place"   # optional
//! ```
//!
//! `EXUVIA_CASE=words,others` runs the cases whose path holds one of them; `EXUVIA_BLESS=1` writes what is
//! found and made as what is expected, for a person to read the difference.

#![allow(clippy::unwrap_used)]

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use exuvia::engine::{Change, Fixed};
use exuvia::finding::{Applicability, Finding, Severity, cell_number};
use exuvia::rewrite::verify::{accepts, accepts_program};
use exuvia::source::SourceUnit;
use serde::{Deserialize, Serialize};
use support::chinese::{Said, missing_in};
use support::{Tree, after, fixed, folders, options, testdata, tree, tree_after};

#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    args: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pending: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    finding: Vec<ExpectedFinding>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct ExpectedFinding {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    cell: Option<u32>,
    line: u32,
    code: String,
    severity: Severity,
    #[serde(skip_serializing_if = "Option::is_none")]
    applicability: Option<Applicability>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

impl ExpectedFinding {
    fn fits(&self, found: &Finding) -> bool {
        let at = self.path == found.location.path
            && self.cell == found.location.cell.map(cell_number)
            && self.line == found.location.start.line
            && self.code == found.code
            && self.severity == found.severity;
        let applicability = self
            .applicability
            .is_none_or(|expected| expected == found.applicability);
        let text = self.text.as_deref();
        at && applicability && text.is_none_or(|text| says(found, text))
    }
}

/// Whether a finding says something, in whichever of its sentences.
fn says(found: &Finding, text: &str) -> bool {
    let related = found.related.iter().map(|one| one.why.as_str());
    let help = found.help.as_deref();
    let reason = found.reason.as_deref();
    std::iter::once(found.message.as_str())
        .chain(help)
        .chain(reason)
        .chain(related)
        .any(|sentence| sentence.contains(text))
}

fn line_of(finding: &Finding) -> String {
    let at = &finding.location;
    format!(
        "{}{}:{}: {} {:?} {:?}: {}{}",
        at.path,
        at.cell
            .map(|cell| format!(":cell {}", cell_number(cell)))
            .unwrap_or_default(),
        at.start.line,
        finding.code,
        finding.severity,
        finding.applicability,
        finding.message,
        finding
            .help
            .as_ref()
            .map(|help| format!(" [{help}]"))
            .unwrap_or_default()
    )
}

/// What differs between the findings and those that are expected.
fn finding_differences(expected: &[ExpectedFinding], found: &[Finding]) -> String {
    let mut left: Vec<&Finding> = found.iter().collect();
    let mut missing = Vec::new();
    // Those that say more are served first, so that a loose one takes no strict one's finding.
    let mut expected: Vec<&ExpectedFinding> = expected.iter().collect();
    expected.sort_by_key(|one| (one.text.is_none(), one.applicability.is_none()));
    for one in expected {
        match left.iter().position(|found| one.fits(found)) {
            Some(at) => drop(left.remove(at)),
            None => missing.push(one),
        }
    }
    let mut out = String::new();
    for one in missing {
        writeln!(
            out,
            "  - expected {}:{:?}:{}: {} {:?} {:?} {:?}",
            one.path, one.cell, one.line, one.code, one.severity, one.applicability, one.text
        )
        .unwrap();
    }
    for one in left {
        writeln!(out, "  + found    {}", line_of(one)).unwrap();
    }
    out
}

/// What differs between two trees, as a diff from the expected one.
fn tree_differences(expected: &Tree, made: &Tree) -> String {
    let mut out = String::new();
    let mut paths: Vec<&String> = expected.keys().chain(made.keys()).collect();
    paths.sort();
    paths.dedup();
    for path in paths {
        let (old, new) = (expected.get(path), made.get(path));
        if old == new {
            continue;
        }
        let text = |bytes: Option<&Vec<u8>>| {
            String::from_utf8_lossy(bytes.map_or(&b""[..], Vec::as_slice)).into_owned()
        };
        let (old, new) = (text(old), text(new));
        let diff = similar::TextDiff::from_lines(&old, &new);
        writeln!(out, "  {path}: - expected, + made").unwrap();
        for line in diff.unified_diff().context_radius(1).to_string().lines() {
            writeln!(out, "    {line}").unwrap();
        }
    }
    out
}

/// What is wrong with a notebook that was rewritten: a cell that does not compile, anything but sources that changed.
fn broken_notebook(change: &Change) -> String {
    let read = |bytes: &[u8]| SourceUnit::read(&change.path, &change.display, bytes).unwrap();
    let mut out = String::new();
    for (cell, program) in read(&change.after).programs() {
        if let Err(problem) = accepts_program(cell, &program) {
            writeln!(out, "  {} does not compile: {problem}", change.display).unwrap();
        }
    }
    let others = |bytes: &[u8]| {
        let mut json: serde_json::Value = serde_json::from_slice(bytes).unwrap();
        let sheets = json.get("worksheets").is_some();
        let cells = if sheets {
            &mut json["worksheets"][0]["cells"]
        } else {
            &mut json["cells"]
        };
        for cell in cells.as_array_mut().unwrap() {
            cell[if sheets { "input" } else { "source" }].take();
        }
        serde_json::to_string(&json).unwrap()
    };
    if others(&change.before) != others(&change.after) {
        writeln!(out, "  {}: more than sources changed", change.display).unwrap();
    }
    out
}

/// What is wrong with a case beside what it says itself: what holds for every fix.
fn broken_promises(before: &Tree, run: &Fixed, again: Option<&Fixed>) -> String {
    let mut out = String::new();
    for change in again.map_or(&[][..], |again| &again.changes) {
        let differences = tree_differences(
            &Tree::from([(change.display.clone(), change.before.clone())]),
            &Tree::from([(change.display.clone(), change.after.clone())]),
        );
        writeln!(out, "  a second fix changes something:\n{differences}").unwrap();
    }
    for change in &run.changes {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        if change.display.ends_with(".ipynb") {
            out += &broken_notebook(change);
        }
        if !change.display.ends_with(".py") || accepts(&text(&before[&change.display])).is_err() {
            continue;
        }
        if let Err(problem) = accepts(&text(&change.after)) {
            writeln!(out, "  {} does not compile: {problem}", change.display).unwrap();
        }
    }
    for found in &run.before.report.findings {
        if found.applicability == Applicability::Manual && found.help.is_none() {
            writeln!(out, "  nothing says what to do: {}", line_of(found)).unwrap();
        }
    }
    for one in missing_in(&run.before.report) {
        writeln!(out, "  not in rules/planning/findings.zh.toml: {one}").unwrap();
    }
    let gone = |one: &&Finding| {
        one.fix_id
            .as_ref()
            .is_some_and(|id| run.applied.contains(id))
    };
    let before = &run.before.report.findings;
    for found in before.iter().filter(gone) {
        // Others of the same words may stand beside it, which no fix was for.
        let same = |one: &&Finding| {
            one.location.path == found.location.path
                && one.code == found.code
                && one.message == found.message
        };
        let may_stay = before.iter().filter(|one| same(one) && !gone(one)).count();
        let after = &run.after.report.findings;
        if let Some(one) = after.iter().filter(same).nth(may_stay) {
            writeln!(out, "  still found after its fix: {}", line_of(one)).unwrap();
        }
    }
    out
}

/// Whether what is found is written as what is expected; a new case need not say anything then.
fn blesses() -> bool {
    std::env::var_os("EXUVIA_BLESS").is_some()
}

struct Case {
    folder: PathBuf,
    expected: Expected,
}

impl Case {
    fn read(folder: &Path) -> Self {
        let path = folder.join("expected.toml");
        let text = match fs::read_to_string(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound && blesses() => String::new(),
            read => read.unwrap_or_else(|error| panic!("{}: {error}", path.display())),
        };
        let expected =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Self {
            folder: folder.to_owned(),
            expected,
        }
    }

    fn name(&self) -> String {
        let parts: Vec<_> = self.folder.iter().rev().take(2).collect();
        format!("{}/{}", parts[1].display(), parts[0].display())
    }

    /// Runs the case; gives all that is wrong with it, nothing if it is as expected.
    fn run(&self, bless: bool) -> String {
        let (options, least) = options(&self.expected.args);
        let folder = self.folder.join("before");
        let before = tree(&folder);
        let run = fixed(&folder, &options, least);
        let again =
            (!run.changes.is_empty()).then(|| fixed(&folder, &after(&options, &run), least));
        let made = tree_after(&before, &run);
        let mut wrong = finding_differences(&self.expected.finding, &run.before.report.findings);
        let expected = tree(&self.folder.join("after"));
        let expected = if expected.is_empty() {
            &before
        } else {
            &expected
        };
        wrong += &tree_differences(expected, &made);
        if bless && !wrong.is_empty() {
            self.bless(&before, &run, &made);
            wrong.clear();
        }
        wrong + &broken_promises(&before, &run, again.as_ref())
    }

    fn bless(&self, before: &Tree, run: &Fixed, made: &Tree) {
        let folder = self.folder.join("after");
        if folder.is_dir() {
            fs::remove_dir_all(&folder).unwrap();
        }
        for (path, bytes) in made.iter().filter(|_| made != before) {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        let finding = run.before.report.findings.iter().map(|found| {
            let known = self.expected.finding.iter();
            ExpectedFinding {
                path: found.location.path.clone(),
                cell: found.location.cell.map(cell_number),
                line: found.location.start.line,
                code: found.code.clone(),
                severity: found.severity,
                applicability: Some(found.applicability),
                text: known
                    .filter(|one| one.code == found.code && one.line == found.location.start.line)
                    .filter_map(|one| one.text.clone())
                    .find(|text| says(found, text)),
            }
        });
        let expected = Expected {
            args: self.expected.args.clone(),
            pending: None,
            finding: finding.collect(),
        };
        let mut text = toml::to_string(&expected).unwrap();
        if expected.finding.is_empty() {
            text.push_str("# Nothing is reported here.\n");
        }
        fs::write(self.folder.join("expected.toml"), text).unwrap();
    }
}

/// The cases of a pack: what was run, what is wrong, what waits.
#[derive(Default)]
struct Ran {
    count: usize,
    failed: Vec<String>,
    pending: BTreeMap<String, String>,
}

fn run_pack(folder: &Path, wanted: &str) -> Ran {
    let mut ran = Ran::default();
    for folder in folders(folder) {
        let case = Case::read(&folder);
        if !wanted.split(',').any(|words| case.name().contains(words)) {
            continue;
        }
        ran.count += 1;
        let wrong = case.run(blesses());
        match (&case.expected.pending, wrong.is_empty()) {
            (None, true) => {}
            (None, false) => ran.failed.push(format!("{}:\n{wrong}", case.name())),
            (Some(why), false) => drop(ran.pending.insert(case.name(), why.clone())),
            (Some(why), true) => ran.failed.push(format!(
                "{} passes, though it is pending ({why}): take the mark away\n",
                case.name()
            )),
        }
    }
    ran
}

/// The folders with cases: one a pack, found by what lies in them.
fn packs_with_cases() -> Vec<PathBuf> {
    let is_case = |case: &PathBuf| case.join("before").is_dir();
    let mut packs = folders(&testdata());
    packs.retain(|pack| folders(pack).iter().any(is_case));
    packs
}

#[test]
fn every_case_is_found_and_fixed_as_expected() {
    let wanted = std::env::var("EXUVIA_CASE").unwrap_or_default();
    let (mut count, mut failed) = (0, Vec::new());
    for folder in packs_with_cases() {
        let ran = run_pack(&folder, &wanted);
        if ran.count > 0 {
            let pack = folder.file_name().unwrap().display();
            println!("{pack}: {} cases, {} pending", ran.count, ran.pending.len());
        }
        for (name, why) in &ran.pending {
            println!("  {name} waits for: {why}");
        }
        count += ran.count;
        failed.extend(ran.failed);
    }
    assert!(count > 0, "no case has `{wanted}` in its path");
    assert!(
        failed.is_empty(),
        "{} of {count} cases fail:\n\n{}",
        failed.len(),
        failed.join("\n")
    );
    if wanted.is_empty() {
        let unused = Said::read().unused();
        assert!(
            unused.is_empty(),
            "nobody says these of rules/planning/findings.zh.toml: {unused:#?}"
        );
    }
}

#[test]
fn every_pack_has_cases() {
    let packs: Vec<_> = packs_with_cases();
    let cases: Vec<&str> = packs
        .iter()
        .map(|pack| pack.file_name().unwrap().to_str().unwrap())
        .collect();
    for pack in exuvia::rules::embedded::names() {
        assert!(cases.contains(&pack), "testdata/{pack} holds no case");
    }
}

#[test]
fn each_row_of_the_tables_of_clients_names_cases_that_show_it() {
    let text = include_str!("../docs/client-styles.md");
    let rows = text.lines().filter(|line| {
        let heads = line.ends_with("| cases |") || line.starts_with("|---");
        line.starts_with('|') && !heads
    });
    for row in rows {
        let cells: Vec<&str> = row.trim_end_matches('|').split(" | ").collect();
        let named = cells.last().unwrap().split(',');
        for case in named.map(|case| case.trim().trim_matches('`')) {
            let is_there = testdata().join("openai").join(case).is_dir();
            assert!(is_there, "`{case}` is no case of: {row}");
        }
    }
}
