//! What is wrong with requirements whatever the code does, as findings.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use pep440_rs::Version;
use rustc_hash::FxHashSet;

use super::held::{Held, shown};
use super::manifests::{Manifests, settle};
use super::{Options, Outcome, judge, osv};
use crate::finding::{Applicability, Finding, Problem, Report, Symbol, sentences};
use crate::manifest::{Advisories, Fault, FaultFound, Index, Known, faults};
use crate::rules::active::ActivePack;
use crate::rules::embedded;
use crate::rules::judgment::Judgment;
use crate::rules::load::Pack;
use crate::rules::policy::Place;
use crate::rules::schema::Reason;
use crate::rules::select::Selector;

/// What findings on manifests are held against.
pub struct Tables {
    index: Index,
    advisories: Advisories,
    /// Whether somebody named the advisories: then they are meant for all packages.
    is_given: bool,
    /// What of the advisories could not be read.
    pub problems: Vec<Problem>,
}

impl Tables {
    /// Reads what is known of the packages that the manifests name.
    ///
    /// # Errors
    /// When the advisories that the options name are not there.
    pub fn read(options: &Options, manifests: &Manifests) -> anyhow::Result<Self> {
        let index = Index::new(manifests.set(), embedded::index().iter().copied());
        let all = manifests.set().manifests().iter();
        let all = all.flat_map(|manifest| &manifest.requirements);
        let asked: FxHashSet<&str> = all
            .map(|one| one.package.as_str())
            .chain(index.packages())
            .collect();
        let is_asked = |name: &str| asked.contains(name);
        let (advisories, problems) = match &options.osv {
            Some(path) => osv::read(path, &is_asked)?,
            None => (
                Advisories::of_table(embedded::advisories(), is_asked),
                Vec::new(),
            ),
        };
        Ok(Self {
            index,
            advisories,
            is_given: options.osv.is_some(),
            problems,
        })
    }
}

/// The version of a package that the project goes to, as the options or else the packs say.
fn target(
    package: &str,
    packs: &[Arc<Pack>],
    targets: &BTreeMap<String, Version>,
) -> Option<Version> {
    let of_pack = |pack: &Arc<Pack>| {
        let is_about = |place: &Place| matches!(place, Place::Requirement(name) if name == package);
        let mut policies = pack.policies.iter();
        let wished = policies.find(|policy| policy.below_target && policy.at.iter().any(is_about));
        let floor = wished.and_then(|policy| policy.floor.clone());
        let mut names = pack.header.distributions.iter();
        let is_own = names.any(|name| name == package);
        floor.or_else(|| is_own.then(|| pack.header.target.clone()))
    };
    let given = targets.get(package).cloned();
    given.or_else(|| packs.iter().find_map(of_pack))
}

/// Adds what is wrong with the requirements of the manifests that are judged, and brings the report into its order.
pub fn add(
    (manifests, tables): (&Manifests, &Tables),
    unread: Vec<FaultFound<'_>>,
    (active, all): (&[ActivePack], &[Arc<Pack>]),
    targets: &BTreeMap<String, Version>,
    selector: &Selector,
    outcome: &mut Outcome,
) {
    let known = Known {
        index: &tables.index,
        advisories: &tables.advisories,
        all: tables.is_given,
    };
    let target = |package: &str| target(package, all, targets);
    let asked = manifests
        .set()
        .manifests()
        .iter()
        .flat_map(|one| &one.requirements);
    let asked: BTreeSet<&String> = asked.map(|one| &one.package).collect();
    for package in asked {
        if let Some(version) = target(package) {
            outcome.targets.insert(package.clone(), version);
        }
    }
    let with_judgments = active.iter().filter(|pack| !pack.pack.judgments.is_empty());
    let packs: Vec<&Pack> = with_judgments.map(|pack| &*pack.pack).collect();
    let mut found = match packs.is_empty() {
        true => BTreeSet::new(),
        false => faults(manifests.set(), &known, &target),
    };
    found.extend(unread);
    for found in found {
        let Some(held) = manifests.held(found.path) else {
            continue;
        };
        for pack in &packs {
            let about = |one: &&Judgment| one.is_about(found.fault, found.package.as_deref());
            let Some(row) = pack.judgments.iter().find(about) else {
                continue;
            };
            let name = &pack.header.name;
            let finding = finding(&found, held, (name, row), tables, outcome);
            if !selector.selects(name, &row.code) || held.suppressions.cover(&finding) {
                continue;
            }
            if is_of_releases(found.fault) {
                let mut said = outcome.report.findings.iter_mut();
                if let Some(said) = said.find(|one| says_so(one, &finding, all)) {
                    said.add_help(&format!("{}.", finding.message));
                    said.add_help(finding.help.as_deref().unwrap_or_default());
                    outcome.holes.insert(said.fingerprint.clone());
                    continue;
                }
            }
            if is_of_releases(found.fault) || found.fault == Fault::AdvisoryWithoutRelease {
                outcome.holes.insert(finding.fingerprint.clone());
            }
            if found.fault == Fault::AdvisoryOnTarget {
                outcome.holes_ahead.insert(finding.fingerprint.clone());
            }
            if is_of_today(found.fault) {
                outcome.today.insert(finding.fingerprint.clone());
            }
            let place = &finding.location;
            let key = (place.path.clone(), place.cell);
            outcome
                .texts
                .entry(key)
                .or_insert_with(|| held.text_at(place));
            outcome.report.findings.push(finding);
        }
    }
    outcome.report.problems.extend(tables.problems.clone());
    settle(&mut outcome.report);
}

/// Whether a fault is that releases which are admitted have known advisories.
fn is_of_releases(fault: Fault) -> bool {
    matches!(fault, Fault::Advisory | Fault::AdvisoryAtTheBound)
}

/// Whether a policy has told already, of the same requirement, that what it admits has known advisories.
fn says_so(said: &Finding, finding: &Finding, packs: &[Arc<Pack>]) -> bool {
    let mut pack = packs.iter().filter(|one| one.header.name == said.package);
    said.location == finding.location
        && pack.any(|pack| {
            let mut policies = pack.policies.iter().filter(|one| one.code == said.code);
            policies.any(|policy| !policy.advisory.is_empty())
        })
}

/// Whether a fault is one before any upgrade.
fn is_of_today(fault: Fault) -> bool {
    matches!(
        fault,
        Fault::NeverReleased
            | Fault::Conflict
            | Fault::ConflictWithDependency
            | Fault::Advisory
            | Fault::AdvisoryWithoutRelease
    )
}

fn finding(
    found: &FaultFound<'_>,
    held: &Held,
    (pack, row): (&str, &Judgment),
    tables: &Tables,
    outcome: &Outcome,
) -> Finding {
    let display = shown(found.path);
    let is_known = |package: &String| tables.index.knows(package);
    let is_meant = tables.is_given || found.package.as_ref().is_some_and(is_known);
    let severity = match row.elsewhere {
        Some(elsewhere) if !is_meant => elsewhere,
        _ => row.severity,
    };
    let help = [row.help.as_deref(), found.help.as_deref()];
    let range = found.bytes();
    Finding {
        code: row.code.clone(),
        name: row.name.clone(),
        package: pack.to_owned(),
        distribution: found.package.clone(),
        severity,
        fails: row.fails,
        message: found.message.clone(),
        location: held.location(&display, &range),
        symbol: Symbol::default(),
        applicability: Applicability::Manual,
        reason: Some(Reason::NeedsDecision.word().to_owned()),
        help: sentences(help.into_iter().flatten()),
        breaks_in: None,
        related: Vec::new(),
        fingerprint: manifest_mark(held, &display, &row.code, &range, &outcome.report),
        fix_id: None,
    }
}

/// A mark of a place in a manifest that stays when lines move: rule, path, the place's text, its rank among the
/// rule's own.
#[must_use]
pub fn manifest_mark(
    held: &Held,
    display: &str,
    code: &str,
    range: &Range<usize>,
    report: &Report,
) -> String {
    let written = held.text.get(range.clone()).unwrap_or_default();
    let findings = report.findings.iter();
    let rank = findings
        .filter(|finding| finding.code == code && finding.location.path == display)
        .filter(|finding| held.slice(&finding.location) == written)
        .count();
    judge::mark(code, display, written, rank)
}
