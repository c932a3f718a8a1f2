//! What requirements say of the same package in one place: those that exclude each other, and those that say it
//! twice.

use std::path::Path;

use pep508_rs::MarkerTree;
use rustc_hash::FxHashMap;

use super::listing::joined;
use super::named::parse_marker;
use super::specifiers::{admitted, satisfies, specifiers_meet};
use super::{Cause, Format, Kind, Manifest, ManifestSet, Problem, Requirement};

/// A requirement with its manifest.
#[derive(Clone, Copy)]
pub(super) struct Asked<'m> {
    pub(super) manifest: &'m Manifest,
    pub(super) requirement: &'m Requirement,
}

/// A problem with the path of its manifest.
pub(super) type Said<'m> = (&'m Path, Problem);

/// What is wrong with the requirements of a set as they stand beside each other.
pub(super) fn problems(set: &ManifestSet) -> Vec<Said<'_>> {
    let mut out = Vec::new();
    for manifest in set.manifests() {
        out.extend(duplicates(manifest));
        out.extend(unversioned(manifest));
    }
    for environment in set.environments() {
        conflicts(&environment, &mut out);
    }
    out.extend(outdated_locks(set));
    out
}

/// A problem of one requirement.
pub(super) fn of<'m>(asked: Asked<'m>, cause: Cause) -> Said<'m> {
    let requirement = asked.requirement;
    let problem = Problem {
        line: requirement.line,
        range: requirement.text_range.clone(),
        package: Some(requirement.package.clone()),
        cause,
    };
    (&asked.manifest.path, problem)
}

/// Packages that are named twice in one file, for the same purpose and environments that have some in common.
fn duplicates(manifest: &Manifest) -> Vec<Said<'_>> {
    let mut seen: FxHashMap<_, Vec<&Requirement>> = FxHashMap::default();
    let mut out = Vec::new();
    for requirement in &manifest.requirements {
        // Commands run one after the other, and a lock may choose several versions.
        if matches!(requirement.kind, Kind::Install | Kind::Lock) || is_locked(manifest) {
            continue;
        }
        let kind = requirement.kind.code();
        let key = (&requirement.package, kind, &requirement.group);
        let before = seen.entry(key).or_default();
        if let Some(first) = before.iter().find(|first| may_meet(first, requirement)) {
            let cause = format!(
                "`{}` is named before, on line {}",
                requirement.package, first.line
            );
            let asked = Asked {
                manifest,
                requirement,
            };
            out.push(of(asked, Cause::Duplicate(cause)));
        }
        before.push(requirement);
    }
    out
}

/// References to an address that does not say which version it gives.
fn unversioned(manifest: &Manifest) -> Vec<Said<'_>> {
    let requirements = manifest.requirements.iter();
    let unversioned = requirements.filter_map(|requirement| match &requirement.kind {
        Kind::Direct(direct) if direct.version.is_none() && direct.target.contains("://") => {
            let asked = Asked {
                manifest,
                requirement,
            };
            let cause = Cause::UnversionedDirect(direct.target.clone());
            Some(of(asked, cause))
        }
        _ => None,
    });
    unversioned.collect()
}

/// Requirements of one environment that no version satisfies together.
pub(super) fn conflicts<'m>(environment: &[Asked<'m>], out: &mut Vec<Said<'m>>) {
    let mut by_package: FxHashMap<&str, Vec<Asked<'m>>> = FxHashMap::default();
    for asked in environment {
        by_package
            .entry(&asked.requirement.package)
            .or_default()
            .push(*asked);
    }
    for wishes in by_package.values() {
        for (at, later) in wishes.iter().enumerate() {
            let earlier = wishes[..at].iter().find(|earlier| {
                may_meet(earlier.requirement, later.requirement)
                    && exclude(earlier.requirement, later.requirement)
            });
            if let Some(earlier) = earlier {
                let cause = format!(
                    "no version of `{}` is both {} and {}, as {} line {} has it",
                    later.requirement.package,
                    versions(later.requirement),
                    versions(earlier.requirement),
                    earlier.manifest.path.to_string_lossy().replace('\\', "/"),
                    earlier.requirement.line,
                );
                out.push(of(*later, Cause::Conflict(cause)));
            }
        }
        alone(wishes, out);
    }
}

/// A requirement that no version satisfies, whatever stands beside it.
fn alone<'m>(wishes: &[Asked<'m>], out: &mut Vec<Said<'m>>) {
    for asked in wishes {
        let specifiers = &asked.requirement.specifiers;
        if !specifiers_meet(specifiers, specifiers) {
            let cause = format!(
                "no version of `{}` is {}",
                asked.requirement.package,
                joined(specifiers)
            );
            out.push(of(*asked, Cause::Conflict(cause)));
        }
    }
}

/// The versions that a requirement asks for, in words.
pub(super) fn versions(requirement: &Requirement) -> String {
    match &requirement.kind {
        Kind::Direct(direct) => direct
            .version
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
        _ => joined(&requirement.specifiers),
    }
}

/// Whether no version satisfies both.
fn exclude(one: &Requirement, other: &Requirement) -> bool {
    match (&one.kind, &other.kind) {
        (Kind::Direct(one), Kind::Direct(other)) => {
            one.version.is_some() && other.version.is_some() && one.version != other.version
        }
        (Kind::Direct(direct), _) | (_, Kind::Direct(direct)) => {
            let range = if matches!(one.kind, Kind::Direct(_)) {
                other
            } else {
                one
            };
            let version = direct.version.as_ref();
            version.is_some_and(|version| !satisfies(&range.specifiers, version))
        }
        _ => !specifiers_meet(&one.specifiers, &other.specifiers),
    }
}

/// The line of another requirement of the same package for environments that this one is not for, where this one is for
/// environments of a matrix or for older Pythons: a newer release may not be what they are there for, or not install there.
#[must_use]
pub fn alternative(manifest: &Manifest, one: &Requirement) -> Option<u32> {
    let others = manifest.requirements.iter().filter(|other| {
        let same = other.package == one.package && other.group == one.group;
        same && !std::ptr::eq(*other, one) && !may_meet(one, other)
    });
    let stays = |other: &&Requirement| match one.conditional {
        true => other.conditional && other.specifiers != one.specifiers,
        false => one.marker.as_deref().is_some_and(is_for_older_pythons),
    };
    others.into_iter().find(stays).map(|other| other.line)
}

/// Whether a marker ends with a version of Python.
fn is_for_older_pythons(marker: &str) -> bool {
    ["python_version", "python_full_version"]
        .iter()
        .flat_map(|name| marker.match_indices(name).map(|(at, _)| at + name.len()))
        .any(|end| marker[end..].trim_start().starts_with('<'))
}

/// Whether there may be an environment that both are for.
pub(super) fn may_meet(one: &Requirement, other: &Requirement) -> bool {
    if one.conditional || other.conditional {
        return false;
    }
    let (Some(one), Some(other)) = (marker(one), marker(other)) else {
        return true;
    };
    !one.is_disjoint(&other)
}

/// The environments that a requirement is for; none if it is for all.
fn marker(requirement: &Requirement) -> Option<MarkerTree> {
    parse_marker(requirement.marker.as_deref()?).ok()
}

/// Whether a manifest is a lock file: what it has from addresses is of another kind, and stands there as well.
fn is_locked(manifest: &Manifest) -> bool {
    Format::of(&manifest.path).is_some_and(Format::is_lock)
}

/// What a lock chose that the manifest beside it does not admit any more.
fn outdated_locks(set: &ManifestSet) -> Vec<Said<'_>> {
    let mut out = Vec::new();
    for lock in set
        .manifests()
        .iter()
        .filter(|manifest| is_locked(manifest))
    {
        let beside = set
            .manifests()
            .iter()
            .filter(|manifest| locks(lock, manifest));
        for wish in beside.flat_map(|manifest| {
            manifest.requirements.iter().map(move |requirement| Asked {
                manifest,
                requirement,
            })
        }) {
            let is_asked = matches!(
                wish.requirement.kind,
                Kind::Requirement | Kind::Group | Kind::Optional
            );
            let chosen = lock
                .requirements
                .iter()
                .filter(|one| one.package == wish.requirement.package && one.kind == Kind::Lock);
            let chosen: Vec<&Requirement> = chosen.collect();
            let fits = |one: &&Requirement| {
                !admitted(&one.specifiers).is_disjoint(&admitted(&wish.requirement.specifiers))
            };
            if !is_asked || wish.requirement.marker.is_some() || chosen.iter().any(fits) {
                continue;
            }
            for requirement in chosen {
                let cause = format!(
                    "the lock has `{}` {}, and {} line {} asks for {}",
                    requirement.package,
                    joined(&requirement.specifiers),
                    wish.manifest.path.to_string_lossy().replace('\\', "/"),
                    wish.requirement.line,
                    joined(&wish.requirement.specifiers),
                );
                out.push(of(
                    Asked {
                        manifest: lock,
                        requirement,
                    },
                    Cause::OutdatedLock(cause),
                ));
            }
        }
    }
    out
}

/// Whether a lock file is made from a manifest.
fn locks(lock: &Manifest, manifest: &Manifest) -> bool {
    let source = match Format::of(&lock.path) {
        Some(Format::PipfileLock) => Format::Pipfile,
        _ => Format::Pyproject,
    };
    lock.path.parent() == manifest.path.parent() && Format::of(&manifest.path) == Some(source)
}
