//! Which package is upgraded when: as a plan file says, else by what was found.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::config::Config;
use crate::engine::Outcome;
use crate::finding::{Finding, Severity};
use crate::plan::words::Words;

/// Why a phase is where it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Has an advisory, is wrong or is broken with the versions of today.
    Today,
    /// Breaks with the versions that the project goes to.
    Target,
    /// Deprecations, changed behaviour, requirements that are old.
    Rest,
    /// As a plan file says.
    Named(Named),
}

impl Phase {
    /// Why it is where it is, for people.
    #[must_use]
    pub fn why(&self, words: Words) -> Option<&str> {
        match self {
            Self::Today => Some(words.say("phase-today-why")),
            Self::Target => Some(words.say("phase-target-why")),
            Self::Rest => Some(words.say("phase-rest-why")),
            Self::Named(named) => named.reason.as_deref(),
        }
    }
}

/// What a plan file says of a phase.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// Its title.
    pub title: String,
    /// Why it is where it is.
    pub reason: Option<String>,
    /// How long it may take.
    pub span: Option<String>,
}

/// A phase and its packages in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// Its place among all phases, from 1.
    pub number: usize,
    /// Which.
    pub phase: Phase,
    /// The packages, with the batch that each is upgraded in, where it has one.
    pub packages: Vec<(String, Option<String>)>,
}

/// The package that a finding is about: its distribution, else its pack.
#[must_use]
pub fn about(finding: &Finding) -> &str {
    finding.distribution.as_deref().unwrap_or(&finding.package)
}

/// Packages that are upgraded together.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Batches {
    batch: Vec<Batch>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Batch {
    name: String,
    packages: Vec<String>,
}

static BATCHES: LazyLock<Batches> = LazyLock::new(|| {
    let text = include_str!("../../rules/planning/batches.toml");
    toml::from_str(text).expect("the table is read by a test")
});

/// The phase that a finding asks for by itself. What no version breaks (a construction that was always wrong, a requirement
/// that admits a hole) is broken today.
fn wished(finding: &Finding, outcome: &Outcome) -> Phase {
    let holds = outcome.today.contains(&finding.fingerprint);
    let unbroken = finding.breaks_in.is_none();
    match finding.severity {
        Severity::Error if holds || unbroken => Phase::Today,
        Severity::Error => Phase::Target,
        _ if holds && unbroken => Phase::Today,
        _ => Phase::Rest,
    }
}

/// The phases that have packages, in their order. A package that no phase of a plan file names stands in a phase of its own
/// kind behind those.
#[must_use]
pub fn phases(outcome: &Outcome, config: &Config) -> Vec<Slot> {
    let mut earliest: BTreeMap<&str, Phase> = BTreeMap::new();
    for finding in &outcome.report.findings {
        let phase = wished(finding, outcome);
        let known = earliest
            .entry(about(finding))
            .or_insert_with(|| phase.clone());
        if phase < *known {
            *known = phase;
        }
    }
    let mut out: Vec<Slot> = Vec::new();
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    for phase in &config.phases {
        let packages = phase.packages.iter();
        taken.extend(packages.clone().map(String::as_str));
        out.push(Slot {
            number: out.len() + 1,
            phase: Phase::Named(Named {
                title: phase.title.clone(),
                reason: phase.reason.clone(),
                span: phase.span.clone(),
            }),
            packages: packages.map(|name| (name.clone(), None)).collect(),
        });
    }
    for phase in [Phase::Today, Phase::Target, Phase::Rest] {
        let mut mine: Vec<&str> = earliest
            .iter()
            .filter(|(name, wished)| **wished == phase && !taken.contains(*name))
            .map(|(name, _)| *name)
            .collect();
        let rest = phase == Phase::Rest;
        mine.sort_by_key(|name| (rest.then(|| batch(name).0), *name));
        let with_batch = |name: &str| (name.to_owned(), batch(name).1.filter(|_| rest));
        let packages: Vec<(String, Option<String>)> = mine.into_iter().map(with_batch).collect();
        if !packages.is_empty() {
            let number = out.len() + 1;
            out.push(Slot {
                number,
                phase,
                packages,
            });
        }
    }
    out
}

/// The place of a package's batch among them, and its name; those of none come last.
fn batch(package: &str) -> (usize, Option<String>) {
    let all = &BATCHES.batch;
    let found = all
        .iter()
        .position(|one| one.packages.iter().any(|name| name == package));
    match found {
        Some(at) => (at, Some(all[at].name.clone())),
        None => (all.len(), None),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::plan::sample;

    fn found(code: &str, package: &str, severity: Severity) -> Finding {
        sample::finding(code, package, severity, "a.py", 1)
    }

    #[test]
    fn what_no_version_breaks_or_what_holds_already_is_done_first() {
        let mut outcome = sample::outcome();
        let mut finding = found("NST101", "nest", Severity::Error);
        assert_eq!(wished(&finding, &outcome), Phase::Today);
        finding.breaks_in = Some("1.0".to_owned());
        assert_eq!(wished(&finding, &outcome), Phase::Target);
        outcome.today.insert(finding.fingerprint.clone());
        assert_eq!(wished(&finding, &outcome), Phase::Today);
        finding.severity = Severity::Warning;
        assert_eq!(wished(&finding, &outcome), Phase::Rest);
    }

    #[test]
    fn an_advisory_is_for_today_however_bad_it_is() {
        let mut outcome = sample::outcome();
        let mut finding = found("HIV101", "hive", Severity::Warning);
        assert_eq!(wished(&finding, &outcome), Phase::Rest);
        outcome.today.insert(finding.fingerprint.clone());
        assert_eq!(wished(&finding, &outcome), Phase::Today);
        finding.severity = Severity::Note;
        assert_eq!(wished(&finding, &outcome), Phase::Today);
    }

    #[test]
    fn a_package_stands_once_in_the_earliest_phase_that_it_has_something_for() {
        let mut outcome = sample::outcome();
        for name in ["uvicorn", "sqlalchemy", "zzz"] {
            outcome
                .report
                .findings
                .push(found("PLN001", name, Severity::Note));
        }
        let slots = phases(&outcome, &Config::default());
        let names = |slot: &Slot| -> Vec<String> {
            slot.packages.iter().map(|one| one.0.clone()).collect()
        };
        assert_eq!(slots.len(), 3);
        assert_eq!(
            (slots[0].phase.clone(), names(&slots[0])),
            (Phase::Today, vec!["hive".to_owned()])
        );
        assert_eq!(
            (slots[1].phase.clone(), names(&slots[1])),
            (Phase::Target, vec!["nest".to_owned()])
        );
        assert_eq!(names(&slots[2]), ["sqlalchemy", "uvicorn", "zzz"]);
        assert_eq!(slots[2].packages[0].1.as_deref(), Some("database"));
    }

    #[test]
    fn a_plan_file_says_when_and_what_it_does_not_name_comes_behind() {
        let config = "[[phases]]\ntitle = \"now\"\npackages = [\"nest\", \"wasp\"]\n";
        let slots = phases(&sample::outcome(), &Config::parse(config).unwrap());
        let now = Named {
            title: "now".to_owned(),
            ..Named::default()
        };
        assert_eq!(slots[0].phase, Phase::Named(now));
        assert_eq!(slots[0].packages.len(), 2);
        assert_eq!(
            (slots[1].phase.clone(), slots[1].packages[0].0.as_str()),
            (Phase::Today, "hive")
        );
    }
}
