//! The plan of an upgrade: what to do in which order, and what is evidently done. A pure function of
//! what the engine found; the engine's own calls come in as arguments.

pub mod apply;
pub mod checklist;
pub mod folder;
mod markdown;
pub mod stages;

#[cfg(test)]
mod sample;

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::Outcome;
use crate::finding::{Applicability, Blind, Fails, Finding, Location, Problem, Severity};
use stages::Stage;

/// When something is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Has an advisory, is wrong or is broken with the versions of today.
    Today,
    /// Breaks with the versions that the project goes to.
    Target,
    /// Deprecations, changed behaviour, advice.
    Rest,
}

impl Phase {
    /// The phases in their order.
    pub const ALL: [Self; 3] = [Self::Today, Self::Target, Self::Rest];

    /// The phase that `finding` is to be done in; `today` has the fingerprints of what holds already.
    /// What no version breaks (a construction that was always wrong, a requirement that admits a hole)
    /// is broken today.
    fn of(finding: &Finding, today: &BTreeSet<String>) -> Self {
        let holds = today.contains(&finding.fingerprint);
        let unbroken = finding.breaks_in.is_none();
        match finding.severity {
            Severity::Error if holds || unbroken => Self::Today,
            Severity::Error => Self::Target,
            _ if holds && unbroken => Self::Today,
            _ => Self::Rest,
        }
    }
}

/// Which phase each finding of a run is to be done in.
#[derive(Debug)]
pub struct Phases<'a> {
    outcome: &'a Outcome,
    /// The packages whose code the target breaks.
    broken: BTreeSet<&'a str>,
}

impl<'a> Phases<'a> {
    /// Looks at what was found.
    #[must_use]
    pub fn new(outcome: &'a Outcome) -> Self {
        let findings = outcome.report.findings.iter();
        let broken = findings
            .filter(|finding| Phase::of(finding, &outcome.today) == Phase::Target)
            .map(|finding| finding.package.as_str());
        Self {
            broken: broken.collect(),
            outcome,
        }
    }

    /// The phase that a finding is to be done in. Where the target breaks code of a package, its
    /// requirement is raised together with that code.
    #[must_use]
    pub fn of(&self, finding: &Finding) -> Phase {
        let phase = Phase::of(finding, &self.outcome.today);
        let is_pin = self.outcome.pins.contains(&finding.fingerprint);
        if is_pin && self.broken.contains(finding.package.as_str()) {
            phase.min(Phase::Target)
        } else {
            phase
        }
    }
}

/// A rule that was looked for, so that "nothing found" is evidence.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rule {
    /// Name of the pack.
    pub package: String,
    /// Code of the rule.
    pub code: String,
    /// One sentence for people.
    pub summary: String,
}

/// What to do, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The phases that have something to do, in their order.
    pub phases: Vec<PhaseSection>,
    /// The patches, in the order in which they apply.
    pub patches: Vec<Patch>,
    /// Where the paths of the patches begin, seen from the folder that the plan was made in, if it is
    /// not that folder.
    pub begins_in: Option<String>,
    /// Rules that were looked for and found nothing, by pack and code.
    pub nothing_found: BTreeMap<String, Vec<Rule>>,
    /// What changes with a package without any line of code, by pack.
    pub differences: BTreeMap<String, Vec<String>>,
    /// Places that could not be resolved.
    pub blind: Vec<Blind>,
    /// Files that could not be used.
    pub problems: Vec<Problem>,
}

/// What is to be done in one phase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhaseSection {
    /// Which phase.
    pub phase: Phase,
    /// Its packages by name.
    pub packages: Vec<PackageSection>,
}

/// What is to be done about one package in one phase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackageSection {
    /// Name of the pack.
    pub package: String,
    /// File name of the patch that does at least one place of this section.
    pub patch: Option<String>,
    /// Its changes that touch the project: worst first, then by code.
    pub items: Vec<Item>,
}

/// One change and the places that it touches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Code of the rule.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// When it goes wrong.
    pub fails: Fails,
    /// The version in which the symbol changed.
    pub breaks_in: Option<String>,
    /// One sentence for people.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// Where, in the order of the findings.
    pub places: Vec<Place>,
}

/// One place and who does it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Where.
    pub location: Location,
    /// Who does it.
    pub by: By,
}

/// Who does the work at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// A patch of the plan.
    Patch {
        /// Its file name.
        file: String,
        /// Whether a person must look at what it does there.
        look: bool,
    },
    /// A person, for this reason where one is known.
    Hand(Option<String>),
}

/// A patch of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patch {
    /// `01-package.patch`.
    pub file: String,
    /// A unified diff for `git apply`.
    pub text: Vec<u8>,
}

/// Makes the plan from what was found, the patches that were made for it and the rules that were
/// looked for.
#[must_use]
pub fn plan(outcome: &Outcome, stages: &[Stage], rules: &[Rule]) -> Plan {
    let report = &outcome.report;
    let phases = Phase::ALL
        .into_iter()
        .map(|phase| PhaseSection {
            phase,
            packages: package_sections(phase, outcome, stages),
        })
        .filter(|section| !section.packages.is_empty())
        .collect();
    Plan {
        phases,
        patches: stages
            .iter()
            .map(|stage| Patch {
                file: stage.file.clone(),
                text: stage.patch.clone(),
            })
            .collect(),
        begins_in: None,
        nothing_found: nothing_found(&report.findings, rules),
        differences: outcome.differences.clone(),
        blind: report.blind.clone(),
        problems: report.problems.clone(),
    }
}

fn package_sections(phase: Phase, outcome: &Outcome, stages: &[Stage]) -> Vec<PackageSection> {
    let phases = Phases::new(outcome);
    let mut by_package: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in &outcome.report.findings {
        if phases.of(finding) == phase {
            by_package
                .entry(&finding.package)
                .or_default()
                .push(finding);
        }
    }
    by_package
        .into_iter()
        .map(|(package, findings)| {
            let stage = stages.iter().find(|stage| stage.package == package);
            let does_any = |stage: &&Stage| findings.iter().any(|finding| stage.does(finding));
            PackageSection {
                package: package.to_owned(),
                patch: stage.filter(does_any).map(|stage| stage.file.clone()),
                items: items(&findings, stage),
            }
        })
        .collect()
}

/// Findings that say the same, together.
fn items(findings: &[&Finding], stage: Option<&Stage>) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for finding in findings {
        let place = Place {
            location: finding.location.clone(),
            by: by(finding, stage),
        };
        let alike = |item: &&mut Item| {
            item.code == finding.code
                && item.severity == finding.severity
                && item.fails == finding.fails
                && item.breaks_in == finding.breaks_in
                && item.message == finding.message
                && item.help == finding.help
        };
        match items.iter_mut().find(alike) {
            Some(item) => item.places.push(place),
            None => items.push(Item {
                code: finding.code.clone(),
                severity: finding.severity,
                fails: finding.fails,
                breaks_in: finding.breaks_in.clone(),
                message: finding.message.clone(),
                help: finding.help.clone(),
                places: vec![place],
            }),
        }
    }
    // Stable: what is equal here stays in the order of the places.
    items.sort_by(|one, other| (other.severity, &one.code).cmp(&(one.severity, &other.code)));
    items
}

fn by(finding: &Finding, stage: Option<&Stage>) -> By {
    match stage.filter(|stage| stage.does(finding)) {
        Some(stage) => By::Patch {
            file: stage.file.clone(),
            look: finding.applicability != Applicability::Safe,
        },
        None => By::Hand(finding.reason.clone()),
    }
}

fn nothing_found(findings: &[Finding], rules: &[Rule]) -> BTreeMap<String, Vec<Rule>> {
    let found: BTreeSet<&str> = findings
        .iter()
        .map(|finding| finding.code.as_str())
        .collect();
    let mut nothing: BTreeMap<String, Vec<Rule>> = BTreeMap::new();
    for rule in rules {
        if !found.contains(rule.code.as_str()) {
            let of_package = nothing.entry(rule.package.clone()).or_default();
            of_package.push(rule.clone());
        }
    }
    for rules in nothing.values_mut() {
        rules.sort();
        rules.dedup();
    }
    nothing
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{By, Phase, Phases, plan, sample};
    use crate::finding::Severity;

    #[test]
    fn what_no_version_breaks_or_what_holds_already_is_done_first() {
        let mut finding = sample::finding("NST101", "nest", Severity::Error, "a.py", 1);
        let nothing = BTreeSet::new();
        assert_eq!(Phase::of(&finding, &nothing), Phase::Today);
        finding.breaks_in = Some("1.0".to_owned());
        assert_eq!(Phase::of(&finding, &nothing), Phase::Target);
        let today = BTreeSet::from([finding.fingerprint.clone()]);
        assert_eq!(Phase::of(&finding, &today), Phase::Today);
        finding.severity = Severity::Warning;
        assert_eq!(Phase::of(&finding, &today), Phase::Rest);
    }

    #[test]
    fn an_advisory_is_for_today_however_bad_it_is() {
        let mut finding = sample::finding("HIV101", "hive", Severity::Warning, "a.txt", 1);
        assert_eq!(Phase::of(&finding, &BTreeSet::new()), Phase::Rest);
        let today = BTreeSet::from([finding.fingerprint.clone()]);
        assert_eq!(Phase::of(&finding, &today), Phase::Today);
        finding.severity = Severity::Note;
        assert_eq!(Phase::of(&finding, &today), Phase::Today);
    }

    #[test]
    fn a_pin_is_raised_with_the_code_that_its_target_breaks() {
        let mut outcome = sample::outcome();
        let pins = ["NST001", "HIV301"].map(|code| {
            let package = if code == "NST001" { "nest" } else { "hive" };
            sample::finding(code, package, Severity::Note, "requirements.txt", 4)
        });
        outcome.pins = pins.iter().map(|pin| pin.fingerprint.clone()).collect();
        let phases = Phases::new(&outcome);
        // Nothing of `hive` breaks with its target.
        assert_eq!(
            pins.map(|pin| phases.of(&pin)),
            [Phase::Target, Phase::Rest]
        );
    }

    #[test]
    fn a_package_stands_in_each_phase_that_it_has_something_for() {
        let plan = plan(&sample::outcome(), &sample::stages(), &sample::rules());
        let packages: Vec<(Phase, Vec<&str>)> = plan
            .phases
            .iter()
            .map(|section| {
                let names = section
                    .packages
                    .iter()
                    .map(|package| package.package.as_str());
                (section.phase, names.collect())
            })
            .collect();
        assert_eq!(
            packages,
            [
                (Phase::Today, vec!["hive"]),
                (Phase::Target, vec!["nest"]),
                (Phase::Rest, vec!["hive", "nest"]),
            ]
        );
    }

    #[test]
    fn places_that_say_the_same_are_one_item_and_each_says_who_does_it() {
        let plan = plan(&sample::outcome(), &sample::stages(), &sample::rules());
        let nest = &plan.phases[1].packages[0];
        assert_eq!(nest.patch.as_deref(), Some("02-nest.patch"));
        let moved = &nest.items[0];
        let by: Vec<&By> = moved.places.iter().map(|place| &place.by).collect();
        let patch = |look| By::Patch {
            file: "02-nest.patch".to_owned(),
            look,
        };
        assert_eq!(
            by,
            [
                &patch(false),
                &patch(true),
                &By::Hand(Some("kwargs-unknown".to_owned()))
            ]
        );
    }

    #[test]
    fn only_rules_without_a_finding_are_evidently_done() {
        let plan = plan(&sample::outcome(), &sample::stages(), &sample::rules());
        let codes: Vec<&str> = plan
            .nothing_found
            .values()
            .flatten()
            .map(|rule| rule.code.as_str())
            .collect();
        assert_eq!(codes, ["HIV102", "WSP101"]);
    }
}
