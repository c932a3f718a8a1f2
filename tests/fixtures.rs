//! Small projects, each with all that is found in it and with what `fix` makes of it.
//!
//! A case is a folder `testdata/<pack>/<case>`, as `exuvia::cases` reads it.
//!
//! `EXUVIA_CASE=words,others` runs the cases whose path holds one of them; `EXUVIA_BLESS=1` writes what is
//! found and made as what is expected, for a person to read the difference.

#![allow(clippy::unwrap_used)]

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use exuvia::cases::{Case, folders};
use exuvia::engine::Options;
use support::chinese::{Said, missing_in};
use support::{testdata, try_fixed};

/// Whether what is found is written as what is expected; a new case need not say anything then.
fn blesses() -> bool {
    std::env::var_os("EXUVIA_BLESS").is_some()
}

/// Runs a case; gives all that is wrong with it, nothing if it is as expected.
fn run(case: &Case) -> String {
    let ran = case
        .run(&Options::default(), &try_fixed, blesses())
        .unwrap();
    let mut wrong = ran.wrong;
    for one in missing_in(&ran.fixed.before.report) {
        writeln!(wrong, "  not in rules/planning/findings.zh.toml: {one}").unwrap();
    }
    wrong
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
    for folder in folders(folder).unwrap() {
        let case = Case::read(&folder, blesses()).unwrap();
        if !wanted.split(',').any(|words| case.name().contains(words)) {
            continue;
        }
        ran.count += 1;
        let wrong = run(&case);
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
    let mut packs = folders(&testdata()).unwrap();
    packs.retain(|pack| folders(pack).unwrap().iter().any(is_case));
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
