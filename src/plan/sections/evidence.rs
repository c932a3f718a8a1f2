//! What other tools say.

use super::after::listed;
use crate::evidence::{Evidence, Load, What};
use crate::plan::document::{Entry, Section, Table};
use crate::plan::evidence::before_and_after;
use crate::plan::words::Words;
use crate::plan::{PackageSection, Plan};

pub(super) fn section(plan: &Plan, words: Words) -> Option<Section> {
    if plan.evidence.is_empty() {
        return None;
    }
    let mut out = Section::new("evidence", words.say("evidence"));
    out.text.push(words.say("evidence-why").to_owned());
    let head = ["head-file", "head-tool", "head-says"];
    let rows = plan.evidence.iter().map(|one| {
        vec![
            format!("`{}`", one.file.replace('`', "'")),
            one.kind.word().to_owned(),
            says(one, words),
        ]
    });
    out.table = Some(Table {
        head: head.iter().map(|key| words.say(key).to_owned()).collect(),
        rows: rows.collect(),
    });
    for one in &plan.evidence {
        out.entries.extend(entries(plan, one, words));
    }
    Some(out)
}

/// One sentence about a file.
fn says(one: &Evidence, words: Words) -> String {
    let fill = |key: &str, values: &[(&str, usize)]| {
        let texts: Vec<(&str, String)> = values
            .iter()
            .map(|(name, number)| (*name, number.to_string()))
            .collect();
        let values: Vec<(&str, &str)> = texts
            .iter()
            .map(|(name, text)| (*name, text.as_str()))
            .collect();
        words.fill(key, &values)
    };
    match &one.what {
        What::Audit(audit) => fill(
            "says-audit",
            &[("holes", audit.holes.len()), ("seen", audit.seen.len())],
        ),
        What::Outdated(list) => fill("says-outdated", &[("number", list.len())]),
        What::Conflicts(list) => fill("says-conflicts", &[("number", list.len())]),
        What::Installed(installed) => {
            fill("says-installed", &[("number", installed.versions.len())])
        }
        What::Tests(tests) => fill(
            "says-tests",
            &[
                ("number", tests.number),
                ("failed", tests.failed.len()),
                ("skipped", tests.skipped),
            ],
        ),
        What::Covered(files) => {
            let run: usize = files.values().map(|lines| lines.run.len()).sum();
            let missed: usize = files.values().map(|lines| lines.missed.len()).sum();
            fill(
                "says-covered",
                &[("files", files.len()), ("run", run), ("all", run + missed)],
            )
        }
        What::Load(load) => words.fill("says-load", &[("load", &measured(load, words))]),
        What::Said(list) => fill("says-said", &[("number", list.len())]),
    }
}

/// What a person must see to of it and no package of the plan tells.
fn entries(plan: &Plan, one: &Evidence, words: Words) -> Vec<Entry> {
    let planned = |name: &str| plan.packages().any(|package| package.package == name);
    let hole = |name: &str, version: Option<&str>, id: &str| {
        let version = version.unwrap_or_default();
        let values = [("package", name), ("version", version), ("id", id)];
        Entry::open(words.fill("evidence-hole", &values))
    };
    match &one.what {
        What::Conflicts(list) => list.iter().map(|text| Entry::open(text.as_str())).collect(),
        What::Audit(audit) => {
            let holes = audit.holes.iter().filter(|one| !planned(&one.package));
            holes
                .map(|one| hole(&one.package, one.version.as_deref(), &one.id))
                .collect()
        }
        What::Tests(tests) if !tests.failed.is_empty() => {
            let failed = listed(tests.failed.iter().map(String::as_str), words);
            vec![Entry::open(
                words.fill("evidence-failed", &[("tests", &failed)]),
            )]
        }
        What::Said(list) => {
            let others = list.iter().filter(|said| {
                let package = said.package.as_ref();
                !package.is_some_and(|(name, _)| planned(name)) && said.level != "none"
            });
            others
                .map(|said| {
                    let place = match (&said.path, said.line) {
                        (Some(path), Some(line)) => format!("{path}:{line}"),
                        (path, _) => path.clone().unwrap_or_default(),
                    };
                    let place = place.replace('`', "'");
                    let values = [
                        ("place", place.as_str()),
                        ("rule", said.rule.as_str()),
                        ("message", said.message.as_str()),
                    ];
                    Entry::open(words.fill("evidence-said", &values))
                })
                .collect()
        }
        _ => Vec::new(),
    }
}

/// What a package's own section says of it.
pub(super) fn of_package(package: &PackageSection, words: Words) -> (Vec<String>, Vec<Entry>) {
    let seen = &package.evidence;
    let mut text = Vec::new();
    if !seen.asked_by.is_empty() {
        let names = listed(seen.asked_by.iter().map(String::as_str), words);
        text.push(words.fill("evidence-asked-by", &[("packages", &names)]));
    }
    if let Some((version, file)) = &seen.latest {
        let values = [("version", version.as_str()), ("file", file.as_str())];
        text.push(words.fill("evidence-latest", &values));
    }
    let holes = seen.advisories.iter().map(|(hole, file)| {
        let fixed = hole.fixed_in.join(", ");
        let values = [
            ("id", hole.id.as_str()),
            ("version", hole.version.as_deref().unwrap_or_default()),
            ("file", file.as_str()),
        ];
        let mut entry = Entry::open(words.fill("evidence-advisory", &values));
        if !fixed.is_empty() {
            entry = entry.noted(words.fill("evidence-fixed", &[("versions", &fixed)]));
        }
        entry
    });
    (text, holes.collect())
}

/// What tests run of the affected lines.
pub(super) fn focus(package: &PackageSection, words: Words) -> Vec<Entry> {
    let seen = &package.evidence;
    let all = seen.covered + seen.uncovered.len() + seen.unmeasured;
    if !seen.measured || all == 0 {
        return Vec::new();
    }
    let values = [
        ("covered", &*seen.covered.to_string()),
        ("all", &*all.to_string()),
    ];
    let mut out = vec![Entry::plain(words.fill("focus-covered", &values))];
    if !seen.uncovered.is_empty() {
        let mut entry = Entry::open(words.say("focus-uncovered"));
        let places = seen.uncovered.iter();
        let places = places.map(|(path, line)| format!("`{}:{line}`", path.replace('`', "'")));
        entry.entries = places.map(Entry::open).collect();
        out.push(entry);
    }
    out
}

/// Latency before and after.
pub(super) fn loads(plan: &Plan, words: Words) -> Vec<Entry> {
    let pairs = before_and_after(&plan.evidence).into_iter();
    pairs
        .map(|(before, after)| {
            let values = [
                ("address", before.address.as_str()),
                ("before", &*measured(before, words)),
                ("after", &*measured(after, words)),
            ];
            Entry::plain(words.fill("verify-before-after", &values))
        })
        .collect()
}

fn measured(load: &Load, words: Words) -> String {
    let milliseconds = |micros: u64| format!("{}.{:03} ms", micros / 1000, micros % 1000);
    let mut shares = vec![milliseconds(load.average)];
    let percentiles = load.percentiles.iter();
    shares.extend(percentiles.map(|(share, micros)| format!("{share}: {}", milliseconds(*micros))));
    let rate = format!("{}.{:02}", load.rate / 100, load.rate % 100);
    let values = [
        ("latency", &*shares.join(words.say("comma"))),
        ("rate", &*rate),
        ("errors", &*load.errors.to_string()),
    ];
    words.fill("measured", &values)
}
