//! Policies on requirements: what a manifest admits that it should not.

use std::collections::BTreeMap;
use std::path::PathBuf;

use pep440_rs::{Operator, Version, VersionSpecifier, VersionSpecifiers};

use crate::manifest::{
    FloorChange, FloorObstacle, Format, Kind, Manifest, Requirement, admits, alternative,
    check_requirement, next_major, raise_floor, satisfies, specifiers_meet, written_by,
    written_with,
};
use crate::rules::policy::{FixVerb, Place, Policy, Replacement};

/// A requirement that a policy is about.
#[derive(Debug)]
pub struct Wanting<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// The manifest's path, as it was handed in.
    pub path: PathBuf,
    /// The requirement.
    pub requirement: &'a Requirement,
    /// One sentence.
    pub message: String,
    /// The least version that there should be.
    pub floor: Version,
    /// What raising the least version comes to; none if the policy has no such fix.
    pub change: Option<FloorChange>,
    /// Whether that moves an upper bound which somebody has set.
    pub moves_bound: bool,
    /// Whether the requirement says which versions it admits; an address without one does not.
    pub seen: bool,
    /// Whether it admits versions from the wanted one on as well as older ones: that is right for code which
    /// runs on both, and for no other.
    pub open: bool,
}

impl<'a> Wanting<'a> {
    /// The package that is to take its package's place, if the policy names one.
    #[must_use]
    pub fn replacement(&self) -> Option<&'a Replacement> {
        match &self.policy.fix.as_ref()?.verb {
            FixVerb::Replace(replacement) => Some(replacement),
            _ => None,
        }
    }

    /// Whether the requirement is what the version is raised by that the policies' pack is about.
    #[must_use]
    pub fn is_pin(&self) -> bool {
        self.seen && !self.open && self.policy.is_about_the_code()
    }
}

/// The requirements of a manifest that the policies are about, in the order of the file. `text` is what
/// the manifest was read from, `target` the version that the policies' pack goes to, `given` the versions
/// that somebody said the project goes to: they come before a policy's own.
#[must_use]
pub fn wanting<'a>(
    policies: &[&'a Policy],
    manifest: &'a Manifest,
    text: &str,
    target: &Version,
    given: &BTreeMap<String, Version>,
) -> Vec<Wanting<'a>> {
    let mut out = Vec::new();
    for requirement in &manifest.requirements {
        // That nothing is known of an address is said once, not by each policy about versions.
        let mut unseen_is_said = false;
        for policy in policies {
            let about = policy.at.iter().any(
                |place| matches!(place, Place::Requirement(name) if *name == requirement.package),
            );
            if !about {
                continue;
            }
            // A hole is closed by the release that closes it, wherever the project goes.
            let wished = given.get(&requirement.package);
            let floor = wished
                .filter(|_| policy.below_target && policy.admits.is_none())
                .or(policy.floor.as_ref())
                .unwrap_or(target);
            let seen = !is_unversioned(requirement);
            let is_settled = requirement.kind == Kind::Lock || is_anew(requirement, manifest);
            let open =
                seen && !is_settled && policy.is_about_the_code() && is_open(requirement, floor);
            let holds = match policy.is_about_extras() {
                true => holds_of_extras(policy, requirement, manifest),
                false => {
                    let anew = is_anew(requirement, manifest) && is_open(requirement, floor);
                    !seen || open || !anew && holds(policy, requirement, floor)
                }
            };
            let asks_for_version = !policy.is_about_extras();
            if !holds || !seen && asks_for_version && unseen_is_said {
                continue;
            }
            unseen_is_said |= !seen && asks_for_version;
            let raises = policy
                .fix
                .as_ref()
                .is_some_and(|fix| fix.verb == FixVerb::RaiseFloor);
            let change = (raises && seen).then(|| raised(requirement, manifest, text, floor));
            let (change, moves_bound) = change.unzip();
            out.push(Wanting {
                policy,
                path: manifest.path.clone(),
                requirement,
                message: match (seen || policy.is_about_extras(), open) {
                    (_, true) => left_open(requirement, text, target),
                    (true, false) => message(policy, requirement, text, floor, target),
                    (false, false) => unseen(requirement, text, floor),
                },
                floor: floor.clone(),
                change,
                moves_bound: moves_bound.unwrap_or_default(),
                seen,
                open,
            });
        }
    }
    out
}

/// What raising the least version comes to, with an upper bound below the next major, which nobody has looked at; and
/// whether it moves an upper bound.
fn raised(
    requirement: &Requirement,
    manifest: &Manifest,
    text: &str,
    floor: &Version,
) -> (FloorChange, bool) {
    let command = match requirement.kind {
        // A list of requirements says itself what wrote it, unless that is Rye.
        Kind::Lock if Format::of(&manifest.path) == Some(Format::LockedList) => written_by(text)
            .map(str::to_owned)
            .or_else(|| written_with(&manifest.path, &requirement.package)),
        Kind::Lock => written_with(&manifest.path, &requirement.package),
        _ => written_by(text).map(str::to_owned),
    };
    if let Some(command) = command.filter(|_| requirement.kind == Kind::Lock || !requirement.hashes)
    {
        return (FloorChange::Manual(FloorObstacle::Written(command)), false);
    }
    let plain = raise_floor(requirement, text, floor, None);
    if plain != FloorChange::Unneeded
        && let Some(line) = alternative(manifest, requirement)
    {
        let stays = FloorObstacle::Alternative(line);
        return (FloorChange::Manual(stays), false);
    }
    let is_bound = matches!(plain, FloorChange::Manual(FloorObstacle::UpperBound { .. }));
    match plain {
        FloorChange::Manual(FloorObstacle::UpperBound { .. }) | FloorChange::Edit(_) => {
            let upper = next_major(floor);
            (
                raise_floor(requirement, text, floor, Some(&upper)),
                is_bound,
            )
        }
        other => (other, false),
    }
}

/// Whether the extras are what a policy speaks of.
fn holds_of_extras(policy: &Policy, requirement: &Requirement, manifest: &Manifest) -> bool {
    let named = |extras: &[String]| extras.iter().any(|one| requirement.extras.contains(one));
    let asked = |extras: &[String]| {
        let mut others = manifest.requirements.iter();
        others.any(|other| extras.contains(&other.package))
    };
    let lacks = &policy.lacks_extra;
    !lacks.is_empty() && !named(lacks) && !asked(lacks) || named(&policy.has_extra)
}

fn holds(policy: &Policy, requirement: &Requirement, floor: &Version) -> bool {
    let below = policy.below_target && is_below(requirement, floor);
    let admitted = policy
        .admits
        .as_ref()
        .is_some_and(|range| check_requirement(requirement, range));
    below || admitted
}

/// Whether a command installs it into an environment that is made anew, as images and CI systems do: then that is the newest
/// that is admitted. Where a notebook runs, an older one may be there.
fn is_anew(requirement: &Requirement, manifest: &Manifest) -> bool {
    requirement.kind == Kind::Install && !manifest.for_itself
}

/// Whether a requirement is an address that names no version.
fn is_unversioned(requirement: &Requirement) -> bool {
    match &requirement.kind {
        Kind::Direct(direct) => direct.version.is_none(),
        _ => false,
    }
}

/// Whether a requirement admits versions below another one, and that one.
fn is_open(requirement: &Requirement, floor: &Version) -> bool {
    let specifiers = &requirement.specifiers;
    !matches!(requirement.kind, Kind::Direct(_))
        && admits(specifiers, floor)
        && satisfies(specifiers, floor)
}

/// Whether a requirement admits versions below another one, and none from there on.
fn is_below(requirement: &Requirement, floor: &Version) -> bool {
    if let Kind::Direct(direct) = &requirement.kind {
        return direct
            .version
            .as_ref()
            .is_some_and(|version| version < floor);
    }
    let specifiers = &requirement.specifiers;
    let Ok(from_there) = VersionSpecifier::from_version(Operator::GreaterThanEqual, floor.clone())
    else {
        return false;
    };
    let from_there: VersionSpecifiers = std::iter::once(from_there).collect();
    admits(specifiers, floor)
        && !satisfies(specifiers, floor)
        && !specifiers_meet(specifiers, &from_there)
}

/// A requirement as its file has it; of a lock file, what that chose, and of one with variables, what stands for them.
fn written(requirement: &Requirement, text: &str) -> String {
    let written = text.get(requirement.text_range.clone());
    match written.filter(|written| !written.contains('$') && requirement.kind != Kind::Lock) {
        Some(written) => written.to_owned(),
        None => format!("{}{}", requirement.package, requirement.specifiers),
    }
}

fn unseen(requirement: &Requirement, text: &str, floor: &Version) -> String {
    format!(
        "`{}` names no version: whether what it installs is below {floor} cannot be seen",
        written(requirement, text)
    )
}

fn left_open(requirement: &Requirement, text: &str, target: &Version) -> String {
    format!(
        "`{}` admits versions that the code does not run on: it is written for {target}",
        written(requirement, text)
    )
}

fn message(
    policy: &Policy,
    requirement: &Requirement,
    text: &str,
    floor: &Version,
    target: &Version,
) -> String {
    let written = written(requirement, text);
    let admitted = policy
        .admits
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default();
    policy
        .message
        .replace("{requirement}", &written)
        .replace("{admitted}", &admitted)
        .replace("{floor}", &floor.to_string())
        .replace("{target}", &target.to_string())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::path::Path;
    use std::str::FromStr as _;

    use super::*;
    use crate::manifest::parse_requirements;

    fn below(line: &str, floor: &str) -> bool {
        let manifest = parse_requirements(Path::new("requirements.txt"), line);
        is_below(
            &manifest.requirements[0],
            &Version::from_str(floor).unwrap(),
        )
    }

    #[test]
    fn a_requirement_is_below_a_version_only_if_nothing_from_there_on_fits() {
        assert!(below("a==1.0\n", "2.0"));
        assert!(below("a>=1,<1.9\n", "2.0"));
        assert!(below("a~=1.5.0\n", "2.0"));
        assert!(!below("a>=1\n", "2.0"));
        assert!(!below("a\n", "2.0"));
        assert!(!below("a==2.0\n", "2.0"));
        assert!(!below("a==2.1\n", "2.0"));
        assert!(!below("a>2.0\n", "2.0"));
    }
}
