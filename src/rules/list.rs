//! The rules of packs as people look them up: one entry a code.

use std::collections::BTreeMap;

use crate::finding::Severity;

use super::load::{LoadError, Pack};
use super::schema::{Bearing, Change};

/// A rule: what all rows with its code have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its code.
    pub code: String,
    /// Its name, kebab case.
    pub name: String,
    /// Its pack.
    pub package: String,
    /// The worst that a finding of it can be.
    pub severity: Severity,
    /// What it finds, in one sentence.
    pub summary: String,
}

/// The rules of a pack, sorted by code.
///
/// # Errors
/// When a machine row cannot be read.
pub fn rules(pack: &Pack) -> Result<Vec<Rule>, LoadError> {
    let mut rows: BTreeMap<&str, (Severity, Option<&str>)> = BTreeMap::new();
    let mut seen = |code, severity, message| {
        let row = rows.entry(code).or_insert((severity, message));
        row.0 = row.0.max(severity);
        row.1 = row.1.or(message);
    };
    for change in &pack.changes {
        seen(&change.code, worst(change), change.message.as_deref());
    }
    for shape in &pack.shapes {
        seen(&shape.code, shape.severity, shape.message.as_deref());
    }
    for command in &pack.commands {
        seen(&command.code, command.severity, None);
    }
    for step in &pack.steps {
        let worst = step
            .way_back
            .map_or(step.severity, |one| one.max(step.severity));
        seen(&step.code, worst, Some(step.message.as_str()));
    }
    for retried in &pack.retried {
        seen(
            &retried.code,
            retried.severity,
            Some(retried.message.as_str()),
        );
    }
    for transport in &pack.transports {
        let message = Some(transport.message.as_str());
        seen(&transport.code, transport.severity, message);
    }
    for policy in &pack.policies {
        seen(&policy.code, policy.severity, Some(policy.message.as_str()));
    }
    for judgment in &pack.judgments {
        seen(&judgment.code, judgment.severity, None);
    }
    for setting in pack
        .providers
        .iter()
        .flat_map(|provider| &provider.settings)
    {
        seen(&setting.code, setting.severity, setting.message.as_deref());
    }
    let machine = (0..pack.machine_rows().len())
        .map(|row| pack.machine_row(row))
        .collect::<Result<Vec<_>, _>>()?;
    for change in &machine {
        seen(&change.code, worst(change), change.message.as_deref());
    }
    let named = pack.codes.iter().map(|(code, called)| {
        let row = rows.get(code.as_str());
        let message = row.and_then(|row| row.1).unwrap_or_default();
        Rule {
            code: code.clone(),
            name: called.name.clone(),
            package: pack.header.name.clone(),
            severity: row.map_or(Severity::Note, |row| row.0),
            summary: if called.summary.is_empty() {
                message
            } else {
                &called.summary
            }
            .to_owned(),
        }
    });
    Ok(named.collect())
}

/// The worst that a change can be, whatever the versions.
fn worst(change: &Change) -> Severity {
    if change.breaks.is_some() {
        change.severity(Bearing::Breaks)
    } else {
        change.severity(Bearing::Deprecated)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::rules::load::PackFile;

    #[test]
    fn a_rule_is_as_bad_as_its_worst_row_and_says_what_its_code_says() {
        let header = "name = \"p\"\nsummary = \"\"\ndistributions = []\nimports = []\nfrom = \"1\"\ntarget = \"2\"\n[codes]\nABC101 = { name = \"one\", summary = \"Of the code.\" }\n[defaults]\ndeprecated = \"ABC101\"\n";
        let rules_file = "[[change]]\nold = \"m.f\"\nkind = \"deprecated\"\nsince = \"1\"\nmessage = \"Of the row.\"\n[[change]]\ncode = \"ABC102\"\nname = \"two\"\nold = \"m.g\"\nkind = \"changed\"\nbreaks = \"2\"\nmessage = \"Of the row.\"\n";
        let rows = "{\"old\":\"m.h\",\"kind\":\"deprecated\",\"since\":\"1\",\"breaks\":\"2\"}\n";
        let files = [
            ("pack.toml", header),
            ("rules.toml", rules_file),
            ("rows.jsonl", rows),
        ];
        let files = files.map(|(path, text)| PackFile {
            path: path.to_owned(),
            text: text.to_owned().into(),
        });
        let pack = Pack::load("rules/p", files.to_vec()).unwrap();
        let found: Vec<_> = rules(&pack)
            .unwrap()
            .into_iter()
            .map(|rule| (rule.code, rule.severity, rule.summary))
            .collect();
        let rule =
            |code: &str, severity, summary: &str| (code.to_owned(), severity, summary.to_owned());
        assert_eq!(
            found,
            [
                rule("ABC101", Severity::Error, "Of the code."),
                rule("ABC102", Severity::Warning, "Of the row."),
            ]
        );
    }
}
