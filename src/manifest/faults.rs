//! What is wrong with the requirements of a project, as one list: releases that are not there, requirements that
//! exclude each other, known advisories.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

use pep440_rs::{Operator, Version};
use serde::Deserialize;

use super::index::spelled;
use super::known::{Holes, Judged, Known};
use super::specifiers::{has_upper_bound, lowest_admitted};
use super::together;
use super::{Advisory, Cause, Format, Kind, Manifest, ManifestSet, Requirement};

/// What is wrong with a requirement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// No release satisfies it.
    NeverReleased,
    /// Another one excludes it.
    Conflict,
    /// What another one's package asks for excludes it.
    ConflictWithDependency,
    /// A lock file chose what it does not admit.
    OutdatedLock,
    /// Its lower bound names no release.
    BoundNeverReleased,
    /// It begins at the version that the project goes to and has no end, and there are later minors or majors.
    OpenAbove,
    /// Each version that it admits has known advisories.
    Advisory,
    /// The lowest version that it admits has, and a later one has none.
    AdvisoryAtTheBound,
    /// The version that the project goes to has.
    AdvisoryOnTarget,
    /// No release has fewer.
    AdvisoryWithoutRelease,
    /// Commands install lists one after the other that exclude each other.
    InstalledTogether,
    /// A variable of the environment has its version, and nothing reads that.
    UnreadVersion,
}

/// A fault with its place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FaultFound<'m> {
    /// The manifest.
    pub path: &'m Path,
    /// First and last byte.
    pub range: (usize, usize),
    /// What is wrong.
    pub fault: Fault,
    /// The package.
    pub package: Option<String>,
    /// One sentence.
    pub message: String,
    /// More about it.
    pub help: Option<String>,
}

/// All faults of a set. `target` is the version of a package that the project goes to.
#[must_use]
pub fn faults<'m>(
    set: &'m ManifestSet,
    known: &Known<'_>,
    target: &dyn Fn(&str) -> Option<Version>,
) -> BTreeSet<FaultFound<'m>> {
    let mut out = BTreeSet::new();
    let judged = together::problems(set);
    for (path, problem) in judged.into_iter().chain(known.index.problems(set)) {
        let fault = match &problem.cause {
            Cause::Conflict(_) => Fault::Conflict,
            Cause::ConflictWithDependency(_) => Fault::ConflictWithDependency,
            Cause::OutdatedLock(_) => Fault::OutdatedLock,
            Cause::NeverReleased(_) => Fault::NeverReleased,
            _ => continue,
        };
        out.insert(FaultFound {
            path,
            range: (problem.range.start, problem.range.end),
            fault,
            package: problem.package,
            message: problem.cause.to_string(),
            help: None,
        });
    }
    for (path, range, message) in known.index.installed_together(set) {
        out.insert(FaultFound {
            path,
            range: (range.start, range.end),
            fault: Fault::InstalledTogether,
            package: None,
            message,
            help: None,
        });
    }
    for manifest in set.manifests() {
        let mut place = At {
            known,
            manifest,
            out: &mut out,
        };
        for requirement in &manifest.requirements {
            // What builds a project is not there when it runs.
            if requirement.kind != Kind::Build {
                place.requirement(requirement, target(&requirement.package));
            }
        }
    }
    out
}

/// The epoch, the major and the minor of a version.
fn line_of(version: &Version) -> (u64, u64, u64) {
    let number = |at: usize| version.release().get(at).copied().unwrap_or(0);
    (version.epoch(), number(0), number(1))
}

/// The faults of one manifest while they are found.
struct At<'m, 'k, 'o> {
    known: &'k Known<'k>,
    manifest: &'m Manifest,
    out: &'o mut BTreeSet<FaultFound<'m>>,
}

impl At<'_, '_, '_> {
    fn requirement(&mut self, requirement: &Requirement, target: Option<Version>) {
        let lowest = lowest_admitted(&requirement.specifiers);
        if !matches!(requirement.kind, Kind::Direct(_) | Kind::Lock) {
            self.bound(requirement);
            if let (Some(lowest), Some(target)) = (&lowest, &target) {
                self.above(requirement, lowest, target);
            }
        }
        let judged = self.known.judge(requirement);
        if let Some(judged) = &judged {
            self.advisories(requirement, judged, lowest.is_some());
        }
        let below = |target: &Version| match &requirement.kind {
            Kind::Direct(direct) => direct.version.as_ref().is_some_and(|one| one < target),
            _ => lowest.as_ref().is_some_and(|lowest| lowest < target),
        };
        // What can be had is said already then.
        let is_said = |judged: &Judged<'_>| fault_of(judged) != Fault::Advisory;
        if requirement.kind == Kind::Lock || judged.as_ref().is_some_and(is_said) {
            return;
        }
        if let Some(target) = target.filter(below) {
            self.target(requirement, &target);
        }
    }

    fn add(
        &mut self,
        requirement: &Requirement,
        fault: Fault,
        message: String,
        help: Option<String>,
    ) {
        self.out.insert(FaultFound {
            path: &self.manifest.path,
            range: (requirement.text_range.start, requirement.text_range.end),
            fault,
            package: Some(requirement.package.clone()),
            message,
            help,
        });
    }

    /// A lower bound between releases, at none of them.
    fn bound(&mut self, requirement: &Requirement) {
        let package = &requirement.package;
        let releases = || self.known.index.releases(package);
        let is_lower = |operator: &Operator| {
            matches!(operator, Operator::GreaterThanEqual | Operator::TildeEqual)
        };
        let bounds = requirement.specifiers.iter();
        let bounds = bounds.filter(|one| is_lower(one.operator()) && !one.any_prerelease());
        let missing = bounds.map(|one| one.version()).find(|version| {
            releases().all(|release| release != *version)
                && releases().any(|release| release < *version)
        });
        let Some(missing) = missing else { return };
        let stable = releases().filter(|release| !release.any_prerelease());
        // What comes behind the table is not known.
        let Some(next) = stable.filter(|release| *release > missing).min() else {
            return;
        };
        let message = format!("there is no `{package}` {missing}: the next release is {next}");
        self.add(requirement, Fault::BoundNeverReleased, message, None);
    }

    /// A range from the target on without an end. What a package that others install admits is its own affair.
    fn above(&mut self, requirement: &Requirement, lowest: &Version, target: &Version) {
        let format = Format::of(&self.manifest.path);
        let is_installed = match requirement.kind {
            Kind::Install => true,
            Kind::Requirement => matches!(format, None | Some(Format::Requirements)),
            _ => false,
        };
        let releases = self.known.index.releases(&requirement.package);
        let newest = releases.filter(|release| !release.any_prerelease()).max();
        let Some(newest) = newest.filter(|newest| line_of(newest) > line_of(lowest)) else {
            return;
        };
        if is_installed && lowest >= target && !has_upper_bound(&requirement.specifiers) {
            let message = format!(
                "`{}` has no upper bound, and installs {newest} as soon as it is asked for anew",
                spelled(requirement),
            );
            self.add(requirement, Fault::OpenAbove, message, None);
        }
    }

    fn advisories(&mut self, requirement: &Requirement, judged: &Judged<'_>, is_bounded: bool) {
        let fault = fault_of(judged);
        let is_noted = is_bounded && self.is_meant(&requirement.package);
        if fault == Fault::AdvisoryAtTheBound && !is_noted {
            // Of what others choose among, the oldest is nobody's wish.
            return;
        }
        let package = &requirement.package;
        let (message, holes) = match (fault, &judged.least) {
            (Fault::AdvisoryWithoutRelease, Some((least, holes))) => {
                let counted = counted(holes);
                let said = "no release is free of known advisories";
                (format!("`{package}`: {said}, {least} has {counted}"), holes)
            }
            _ => {
                let subject = match fault {
                    Fault::AdvisoryAtTheBound => {
                        format!("`{package}` {} is admitted and", judged.lowest)
                    }
                    _ => format!("`{}`", spelled(requirement)),
                };
                let (counted, way) = (counted(&judged.holes), way_out(judged));
                let message = format!("{subject} has {counted}; {way}");
                (message, &judged.holes)
            }
        };
        self.add(requirement, fault, message, Some(named(holes)));
    }

    /// Whether a package is one whose releases are known, or all are meant.
    fn is_meant(&self, package: &str) -> bool {
        self.known.all || self.known.index.knows(package)
    }

    fn target(&mut self, requirement: &Requirement, target: &Version) {
        let package = &requirement.package;
        let pin = format!("=={target}");
        let Ok(mut wish) = super::named::parse_named(&format!("{package}{pin}")) else {
            return;
        };
        wish.kind = Kind::Requirement;
        let Some(judged) = self.known.judge(&wish) else {
            return;
        };
        let message = format!(
            "`{package}` {target}, where the upgrade goes, has {}; {}",
            counted(&judged.holes),
            way_out(&judged)
        );
        let help = Some(named(&judged.holes));
        self.add(requirement, Fault::AdvisoryOnTarget, message, help);
    }
}

/// Which fault what is known of a requirement comes to.
fn fault_of(judged: &Judged<'_>) -> Fault {
    let fewer = judged.least.as_ref().map(|(_, least)| least.count());
    let fewer = fewer.is_some_and(|least| least < judged.holes.count());
    match (&judged.free, judged.all) {
        (None, true) if fewer => Fault::Advisory,
        (None, _) => Fault::AdvisoryWithoutRelease,
        (Some(_), true) => Fault::Advisory,
        (Some(_), false) => Fault::AdvisoryAtTheBound,
    }
}

/// How many there are, in words.
fn counted(holes: &Holes<'_>) -> String {
    let some = |count: usize| match count {
        1 => "1 known advisory".to_owned(),
        _ => format!("{count} known advisories"),
    };
    let mut parts = Vec::new();
    if !holes.own.is_empty() {
        parts.push(some(holes.own.len()));
    }
    for (asked, all) in &holes.through {
        parts.push(format!("{} through `{}`", some(all.len()), spelled(asked)));
    }
    parts.join(" and ")
}

/// Where to go, in words.
fn way_out(judged: &Judged<'_>) -> String {
    match (&judged.free, &judged.least) {
        (Some(free), _) => format!("the lowest release free of known ones is {free}"),
        (None, Some((least, holes))) => {
            format!(
                "no release is free of them: {least} has the fewest, {}",
                holes.count()
            )
        }
        (None, None) => "no release is known to be free of them".to_owned(),
    }
}

/// The advisories by name.
fn named(holes: &Holes<'_>) -> String {
    let list = |all: &[&Advisory]| {
        let names: Vec<String> = all.iter().map(|one| one.named()).collect();
        names.join(", ")
    };
    let mut parts = Vec::new();
    if !holes.own.is_empty() {
        parts.push(format!("Known: {}", list(&holes.own)));
    }
    for (asked, all) in &holes.through {
        parts.push(format!("Known of {}: {}", asked.package, list(all)));
    }
    parts.join(". ")
}

impl FaultFound<'_> {
    /// The bytes in question.
    #[must_use]
    pub fn bytes(&self) -> Range<usize> {
        self.range.0..self.range.1
    }
}
