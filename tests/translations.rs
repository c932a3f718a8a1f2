//! What rules say is there in Chinese as well. What the cases say, `fixtures` holds against the table.

#![allow(clippy::unwrap_used)]

mod support;

use std::collections::BTreeSet;
use std::process::Command;

use exuvia::finding::Report;
use exuvia::plan::translations::entries;
use exuvia::rules::{embedded, list};
use support::chinese::{Said, missing, missing_in};
use support::testdata;

fn no_one(what: &str, left: &BTreeSet<String>) {
    let lines: Vec<String> = left.iter().map(|one| format!("  {one}")).collect();
    assert!(
        left.is_empty(),
        "{what}, and not in rules/planning/findings.zh.toml:\n{}",
        lines.join("\n")
    );
}

#[test]
fn rules_and_accepted_differences_are_said_in_chinese() {
    let mut left = BTreeSet::new();
    for pack in embedded::all().unwrap() {
        for rule in list::rules(pack).unwrap() {
            left.extend(missing(&rule.summary));
        }
        let accepted = &pack.header.accepted;
        left.extend(accepted.iter().flat_map(|one| missing(&one.text)));
    }
    no_one("a rule's summary or an accepted difference", &left);
}

#[test]
fn what_packs_have_to_say_is_said_in_chinese() {
    let said = Said::read();
    assert!(said.of_packs.len() > 100, "packs say more");
    let left = said.of_packs.iter().flat_map(|text| missing(text));
    no_one("a text of a pack", &left.collect());
}

#[test]
fn what_is_found_in_the_example_is_said_in_chinese() {
    let output = Command::new(env!("CARGO_BIN_EXE_exuvia"))
        .args(["check", "--output-format", "json"])
        .current_dir(testdata().join("lyss"))
        .output()
        .unwrap();
    let report: Report = serde_json::from_slice(&output.stdout).unwrap();
    assert!(report.findings.len() > 20, "more is found there");
    no_one("found in testdata/lyss", &missing_in(&report));
}

/// The numbers of a text's holes, and whether each stands between backticks.
fn holes(text: &str) -> Vec<(String, bool)> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('{') {
        let (name, behind) = behind.split_once('}').unwrap();
        let is_code = before.ends_with('`') && behind.starts_with('`');
        out.push((name.to_owned(), is_code));
        rest = behind;
    }
    out
}

#[test]
fn each_entry_has_the_same_holes_in_both_languages() {
    let mut seen = BTreeSet::new();
    for entry in entries() {
        let en: Vec<(String, bool)> = (1..)
            .zip(holes(&entry.en))
            .map(|(number, (name, is_code))| {
                assert_eq!(name, "", "{}: holes have no names there", entry.en);
                (format!("{number}"), is_code)
            })
            .collect();
        let mut zh = holes(&entry.zh);
        zh.sort_by_key(|(name, _)| name.parse::<usize>().unwrap());
        assert_eq!(en, zh, "{}", entry.en);
        assert!(
            !entry.en.ends_with('.') && !entry.zh.ends_with('。'),
            "{}: the full stop is not written",
            entry.en
        );
        let chinese = |letter: char| ('\u{4e00}'..='\u{9fff}').contains(&letter);
        let has_words = entry.en.bytes().any(|byte| byte.is_ascii_alphabetic());
        let is_chinese = entry.zh.chars().any(chinese);
        assert!(!has_words || is_chinese, "{} is not in Chinese", entry.en);
        assert!(
            seen.insert(entry.en.to_lowercase()),
            "{}: is there twice",
            entry.en
        );
    }
}
