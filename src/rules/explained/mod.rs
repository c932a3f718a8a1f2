//! What a rule is about, for people who meet its code: what changed, since when, when it fails, what to do, an example and
//! where the facts come from. All of it is read out of the packs; nothing is said of a rule here.

pub mod examples;
mod rows;

use std::sync::Arc;

use pep440_rs::Version;
use serde::Serialize;

use super::load::{LoadError, Pack};
use super::{embedded, list};
use crate::finding::{Fails, Severity};

pub use examples::Example;
use rows::{Row, rows};

/// What is known of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// Its code.
    pub code: String,
    /// Its name, in kebab case.
    pub name: String,
    /// Its pack, as `--select` takes it.
    pub package: String,
    /// What the pack is about.
    pub pack: String,
    /// The worst that its findings can be.
    pub severity: Severity,
    /// What it finds, in one sentence.
    pub summary: String,
    /// When code that it finds goes wrong, the worst first.
    pub fails: Vec<Fails>,
    /// The versions with which something of it changed, ascending.
    pub since: Vec<String>,
    /// The symbols that changed.
    pub changes: Vec<Changed>,
    /// What is said where it is found, and what to do.
    pub advice: Vec<Advice>,
    /// One case, before and after.
    pub example: Option<Example>,
    /// Where the facts come from.
    pub sources: Vec<String>,
}

/// A symbol that changed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Changed {
    /// Its qualified name in the old version; an argument of it behind a blank.
    pub old: String,
    /// What happened, a word.
    pub kind: &'static str,
    /// What stands in its place.
    pub new: Option<String>,
    /// The version.
    pub since: Option<String>,
}

/// What is said of a place, and what to do there. One of the two is never empty.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Advice {
    /// What is said; names in braces are filled in.
    pub message: Option<String>,
    /// What to do.
    pub help: Option<String>,
}

/// The rule of a code; none if no pack that is compiled in has it.
///
/// # Errors
/// When its pack can't be read.
pub fn explanation(code: &str) -> anyhow::Result<Option<Explanation>> {
    explanation_in(embedded::all()?, code)
}

/// The rule of a code; none if none of the packs has it.
///
/// # Errors
/// When its pack can't be read.
pub fn explanation_in(packs: &[Arc<Pack>], code: &str) -> anyhow::Result<Option<Explanation>> {
    let pack = packs.iter().find(|pack| pack.codes.contains_key(code));
    Ok(pack.map(|pack| of_pack(pack, code)).transpose()?.flatten())
}

fn of_pack(pack: &Pack, code: &str) -> Result<Option<Explanation>, LoadError> {
    let rules = list::rules(pack)?;
    let Some(rule) = rules.into_iter().find(|rule| rule.code == code) else {
        return Ok(None);
    };
    let mut rows = rows(pack, code)?;
    for row in &mut rows {
        row.since = row.since.take().filter(|since| is_release(pack, since));
        if row.since.is_none() {
            row.changes.iter_mut().for_each(|one| one.since = None);
        }
    }
    let mut fails: Vec<Fails> = rows.iter().map(|row| row.fails).collect();
    fails.sort_unstable();
    fails.dedup();
    let mut since: Vec<&Version> = rows.iter().filter_map(|row| row.since.as_ref()).collect();
    since.sort_unstable();
    since.dedup();
    Ok(Some(Explanation {
        since: since.iter().map(ToString::to_string).collect(),
        fails,
        changes: changes(&rows),
        advice: advice(&rows, &rule.summary),
        example: examples::of(code).cloned(),
        sources: sources(pack, code, &rows),
        code: rule.code,
        name: rule.name,
        package: rule.package,
        pack: pack.header.summary.clone(),
        severity: rule.severity,
        summary: rule.summary,
    }))
}

/// Whether a version can be one of the package: where its code leads to another package, what the rows call the target is a step
/// that no release made.
fn is_release(pack: &Pack, version: &Version) -> bool {
    let header = &pack.header;
    header.becomes.is_empty() || *version > Version::new([0]) && *version < header.target
}

/// The symbols, each once; those that people wrote before those that a machine did.
fn changes(rows: &[Row]) -> Vec<Changed> {
    let mut changes: Vec<Changed> = Vec::new();
    for change in rows.iter().flat_map(|row| &row.changes) {
        if !changes.contains(change) {
            changes.push(change.clone());
        }
    }
    changes
}

/// What is said, each once, without what the summary says already.
fn advice(rows: &[Row], summary: &str) -> Vec<Advice> {
    let mut advice: Vec<Advice> = Vec::new();
    for row in rows {
        let message = row.message.as_deref().filter(|said| *said != summary);
        let one = Advice {
            message: message.map(str::to_owned),
            help: row.help.clone(),
        };
        let empty = one.message.is_none() && one.help.is_none();
        if !empty && !advice.contains(&one) {
            advice.push(one);
        }
    }
    advice
}

/// What the rows say of themselves, and the files that name the code.
fn sources(pack: &Pack, code: &str, rows: &[Row]) -> Vec<String> {
    let mut sources: Vec<String> = rows.iter().filter_map(|row| row.origin.clone()).collect();
    sources.sort_unstable();
    sources.dedup();
    let written = format!("\"{code}\"");
    let files = pack.files().filter(|(_, text)| text.contains(&written));
    sources.extend(files.map(|(path, _)| format!("{}/{path}", pack.folder())));
    sources
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeSet;

    use super::explanation;
    use crate::finding::{Fails, Severity};
    use crate::rules::embedded;

    #[test]
    fn each_rule_can_be_explained() {
        for pack in embedded::all().unwrap() {
            for code in pack.codes.keys() {
                let told = explanation(code).unwrap().unwrap();
                assert!(!told.summary.is_empty(), "{code}");
                assert!(!told.fails.is_empty(), "{code}");
                assert!(!told.sources.is_empty(), "{code}");
            }
        }
        assert_eq!(explanation("XXX101").unwrap(), None);
    }

    #[test]
    fn a_rule_says_what_changed_since_when_and_what_to_do() {
        let told = explanation("OAI102").unwrap().unwrap();
        assert_eq!(told.severity, Severity::Error);
        assert_eq!(told.fails, [Fails::Call]);
        assert_eq!(told.since, ["1.0.0"]);
        let names: BTreeSet<&str> = told.changes.iter().map(|one| one.old.as_str()).collect();
        assert!(names.contains("openai.ChatCompletion.create"), "{names:?}");
        assert!(
            told.sources
                .iter()
                .any(|one| one.starts_with("rules/openai/"))
        );
        let settings = explanation("OAI201").unwrap().unwrap();
        assert_eq!(settings.since, ["1.0.0"]);
        assert!(settings.changes.iter().all(|one| one.since.is_some()));
        let elsewhere = explanation("AIO201").unwrap().unwrap();
        assert!(elsewhere.since.is_empty(), "{:?}", elsewhere.since);
        assert!(elsewhere.changes.iter().all(|one| one.since.is_none()));
        assert_eq!(explanation("AIO203").unwrap().unwrap().since, ["2.0.0"]);
        let policy = explanation("RDS110").unwrap().unwrap();
        assert!(policy.changes.is_empty());
        assert!(policy.advice.iter().any(|one| one.help.is_some()));
    }
}
