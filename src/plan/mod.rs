//! The plan of an upgrade: what to do in which order, and what is evidently done. A pure function of
//! what the engine found and what the project is; the engine's own calls come in as arguments.

pub mod apply;
pub mod checklist;
pub mod document;
pub mod effort;
pub mod evidence;
pub mod folder;
pub mod html;
mod markdown;
mod model;
pub mod phases;
mod sections;
pub mod stages;
pub mod state;
pub mod tasks;
pub mod translations;
pub mod view;
pub mod words;

pub use model::{By, Item, PackageSection, Patch, PhaseSection, Place, Plan, Reasons, Risk, Rule};
pub use sections::shell_word;

#[cfg(test)]
mod sample;

use std::collections::{BTreeMap, BTreeSet};

use crate::config::{Checkpoint, Config};
use crate::engine::Outcome;
use crate::evidence::Evidence;
use crate::finding::{Applicability, Finding, Severity};
use crate::manifest::{Listed, Listing};
use crate::survey::Survey;
use effort::Effort;
use evidence::{Ground, Seen};
use phases::{Slot, about};
use stages::Stage;

/// What a plan is made of.
pub struct Inputs<'a> {
    /// What was found.
    pub outcome: &'a Outcome,
    /// The patches that were made for it.
    pub stages: &'a [Stage],
    /// The rules that were looked for.
    pub rules: &'a [Rule],
    /// What the project is beside its code.
    pub survey: &'a Survey,
    /// What its manifests ask for.
    pub listing: &'a Listing,
    /// What other tools say.
    pub evidence: &'a [Evidence],
    /// What the plan file says.
    pub config: &'a Config,
    /// The phases, as far as they are asked for.
    pub slots: Vec<Slot>,
}

/// Makes the plan.
#[must_use]
pub fn plan(mut inputs: Inputs<'_>) -> Plan {
    let slots = std::mem::take(&mut inputs.slots);
    let inputs = &inputs;
    let report = &inputs.outcome.report;
    let effort = Effort::of(inputs.config);
    let phases: Vec<PhaseSection> = slots
        .into_iter()
        .map(|slot| PhaseSection {
            number: slot.number,
            phase: slot.phase,
            packages: slot
                .packages
                .into_iter()
                .map(|(package, batch)| section(inputs, &effort, package, batch))
                .collect(),
        })
        .collect();
    let patches = |text: fn(&Stage) -> &Vec<u8>, file: fn(&Stage) -> &String| {
        inputs.stages.iter().map(move |stage| Patch {
            file: file(stage).clone(),
            text: text(stage).clone(),
        })
    };
    let planned: BTreeSet<&str> = phases
        .iter()
        .flat_map(|phase| &phase.packages)
        .map(|package| package.package.as_str())
        .collect();
    let pins = inputs.listing.requirements.iter();
    let pins = pins
        .filter(|one| planned.contains(one.package.as_str()))
        .cloned()
        .collect();
    Plan {
        patches: patches(|stage| &stage.patch, |stage| &stage.file).collect(),
        rollback: patches(|stage| &stage.back, |stage| &stage.back_file)
            .rev()
            .collect(),
        pins,
        begins_in: None,
        survey: inputs.survey.clone(),
        nothing_found: nothing_found(&report.findings, inputs.rules),
        differences: inputs.outcome.differences.clone(),
        blind: report.blind.clone(),
        problems: report.problems.clone(),
        evidence: inputs.evidence.to_vec(),
        phases,
        effort,
    }
}

fn section(
    inputs: &Inputs<'_>,
    effort: &Effort,
    package: String,
    batch: Option<String>,
) -> PackageSection {
    let all = inputs.outcome.report.findings.iter();
    let findings: Vec<&Finding> = all.filter(|finding| about(finding) == package).collect();
    let stage = inputs.stages.iter().find(|stage| stage.package == package);
    let items = items(&findings, stage);
    let asked: Vec<Listed> = inputs
        .listing
        .requirements
        .iter()
        .filter(|one| one.package == package)
        .cloned()
        .collect();
    let askers = evidence::askers(inputs.evidence, &package);
    let services = services(inputs.survey, &asked, &findings, &askers);
    let affected: BTreeSet<&str> = findings
        .iter()
        .filter(|finding| finding.location.path.ends_with(".py"))
        .map(|finding| finding.location.path.as_str())
        .collect();
    let (tests, routes) = inputs.survey.reached_from(&affected);
    let seen = evidence::seen(inputs.evidence, &package, &evidence::affected(&findings));
    let reasons = reasons(inputs, &findings, &affected, &seen);
    let places = items.iter().flat_map(|item: &Item| &item.places);
    let work: u32 = places.map(|place| effort.place(&place.by)).sum();
    let step = match findings.is_empty() {
        true => 0,
        false => effort.step(services.len()),
    };
    let said = inputs.config.packages.get(&package);
    let to = said.and_then(|one| one.to.clone());
    let known = inputs.outcome.targets.get(&package);
    let to = to.or_else(|| known.map(ToString::to_string));
    let checkpoints = checkpoints(inputs, (&package, to.as_deref()), &findings);
    PackageSection {
        batch,
        to,
        risk: risk(&reasons, &items),
        reasons,
        minutes: work + step,
        services,
        patch: stage.map(|stage| stage.file.clone()),
        checkpoints,
        tests: tests.into_iter().map(str::to_owned).collect(),
        routes: routes.into_iter().cloned().collect(),
        evidence: seen,
        items,
        asked,
        package,
    }
}

/// What the plan file says must hold before a package that goes to a version is done, each with whether it does.
fn checkpoints(
    inputs: &Inputs<'_>,
    (package, to): (&str, Option<&str>),
    findings: &[&Finding],
) -> Vec<(Checkpoint, bool)> {
    let ground = Ground {
        outcome: inputs.outcome,
        rules: inputs.rules,
        evidence: inputs.evidence,
    };
    let said = inputs.config.packages.get(package);
    let all = said.into_iter().flat_map(|one| &one.checkpoints);
    let held = all.map(|one| (one.clone(), ground.holds((package, to), findings, one)));
    held.collect()
}

/// The services that ask for a package or for what asks for it, or whose files it is found in.
fn services(
    survey: &Survey,
    asked: &[Listed],
    findings: &[&Finding],
    askers: &BTreeSet<String>,
) -> Vec<String> {
    let manifests = asked.iter().map(|one| one.file.as_str());
    let places = findings
        .iter()
        .map(|finding| finding.location.path.as_str());
    let found = manifests
        .chain(places)
        .filter_map(|path| survey.service_of(path));
    let over_others = survey.services.iter();
    let over_others =
        over_others.filter(|one| askers.iter().any(|name| one.asks_for.contains(name)));
    let services = found.chain(over_others);
    let names: BTreeSet<&str> = services.map(crate::survey::Service::name).collect();
    names.into_iter().map(str::to_owned).collect()
}

fn reasons(
    inputs: &Inputs<'_>,
    findings: &[&Finding],
    affected: &BTreeSet<&str>,
    seen: &Seen,
) -> Reasons {
    let outcome = inputs.outcome;
    let any =
        |marks: &BTreeSet<String>| findings.iter().any(|one| marks.contains(&one.fingerprint));
    let count = |severity| {
        findings
            .iter()
            .filter(|one| one.severity == severity)
            .count()
    };
    let broken = |one: &&&Finding| {
        one.severity == Severity::Error
            && (one.breaks_in.is_none() || outcome.today.contains(&one.fingerprint))
    };
    Reasons {
        holes: any(&outcome.holes),
        holes_ahead: any(&outcome.holes_ahead),
        today: findings.iter().any(|one| broken(&one)),
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        notes: count(Severity::Note),
        fan_in: inputs.survey.fan_in(affected),
        told: seen.advisories.len(),
    }
}

/// Files that stand on affected code, from which on it is more than a corner of the project.
const MANY: usize = 10;

fn risk(reasons: &Reasons, items: &[Item]) -> Risk {
    let errors = items.iter().filter(|item| item.severity == Severity::Error);
    let mut places = errors.flat_map(|item| &item.places);
    let by_hand = places.any(|place| matches!(place.by, By::Hand(_)));
    match reasons {
        _ if reasons.holes
            || reasons.told > 0
            || by_hand
            || reasons.errors > 0 && reasons.fan_in >= MANY =>
        {
            Risk::High
        }
        _ if reasons.errors > 0 || reasons.warnings > 0 => Risk::Medium,
        _ => Risk::Low,
    }
}

/// Findings that say the same, together.
fn items(findings: &[&Finding], stage: Option<&Stage>) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for finding in findings {
        let place = Place {
            location: finding.location.clone(),
            fingerprint: finding.fingerprint.clone(),
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
    use super::{By, Risk, sample};

    #[test]
    fn places_that_say_the_same_are_one_item_and_each_says_who_does_it() {
        let plan = sample::plan();
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
                &By::Hand(Some("argument-unknown".to_owned()))
            ]
        );
    }

    #[test]
    fn a_package_stands_on_what_was_found_of_it() {
        let plan = sample::plan();
        let nest = &plan.phases[1].packages[0];
        assert_eq!((nest.risk, nest.done()), (Risk::High, (2, 1)));
        assert_eq!(nest.to.as_deref(), Some("2.0.0"));
        // Three places, a warning that is left to a person, and the step in one service.
        assert_eq!(nest.minutes, 1 + 5 + 20 + 20 + 45);
        assert_eq!(
            plan.minutes(),
            nest.minutes + plan.phases[0].packages[0].minutes
        );
    }

    #[test]
    fn only_rules_without_a_finding_are_evidently_done() {
        let plan = sample::plan();
        let codes: Vec<&str> = plan
            .nothing_found
            .values()
            .flatten()
            .map(|rule| rule.code.as_str())
            .collect();
        assert_eq!(codes, ["HIV102", "WSP101"]);
    }

    #[test]
    fn a_checkpoint_is_ticked_by_evidence_alone() {
        let mut outcome = sample::outcome();
        let config = "[packages.hive]\ncheckpoints = [{ text = \"a\", rules = [\"HIV102\"] }, { text = \"b\", rules = [\"HIV1\"] }, { text = \"c\", rules = [\"XYZ\"] }, { text = \"d\" }]\n";
        let ticked = |outcome: &crate::engine::Outcome| -> Vec<bool> {
            let plan = sample::plan_of(outcome, config);
            let hive = plan.packages().find(|one| one.package == "hive");
            let points = hive.map(|one| one.checkpoints.clone()).unwrap_or_default();
            points.into_iter().map(|(_, holds)| holds).collect()
        };
        // A file could not be read: it may hold what the rule looks for.
        assert_eq!(ticked(&outcome), [false, false, false, false]);
        outcome.report.problems.clear();
        assert_eq!(ticked(&outcome), [true, false, false, false]);
    }
}
