//! Sets of versions: what a specifier admits, and whether two of them have a version in common.
//!
//! The sets are over all versions that could be released, not those that were: nothing here knows
//! an index. Local version labels (`1.0+cpu`) are let off, so a set is never smaller than the truth.

use std::ops::Bound;

use pep440_rs::{Operator, Version, VersionSpecifier, VersionSpecifiers};
use version_ranges::Ranges;

use super::{Kind, Requirement};

/// Whether a requirement with these specifiers may be resolved to a version below `below`
/// (pre-releases of `below` are not below it, as in `<3.4.0`). No specifier admits everything.
pub fn admits(specifiers: &VersionSpecifiers, below: &Version) -> bool {
    let limit = VersionSpecifier::less_than_version(below.clone().without_local());
    have_common(&admitted(specifiers), &admitted_by(&limit))
}

/// Whether one version satisfies the specifiers. Unlike the crate's own test of a version, which
/// finds 4 in `4.1.*`, it fills short versions up with zeros, as the standard has it.
pub fn satisfies(specifiers: &VersionSpecifiers, version: &Version) -> bool {
    admitted(specifiers).contains(&version.clone().without_local())
}

/// Whether some version satisfies both sets.
pub fn specifiers_meet(one: &VersionSpecifiers, other: &VersionSpecifiers) -> bool {
    have_common(&admitted(one), &admitted(other))
}

/// Whether a requirement admits a version that the rule's specifiers describe (`<3.4.0`). A direct
/// reference does so if the version that its target names does; without one the answer is no, and
/// the caller should list the place as not seen.
pub fn check_requirement(requirement: &Requirement, rule_admits: &VersionSpecifiers) -> bool {
    match &requirement.kind {
        Kind::Direct(direct) => direct
            .version
            .as_ref()
            .is_some_and(|version| satisfies(rule_admits, version)),
        _ => specifiers_meet(&requirement.specifiers, rule_admits),
    }
}

/// The lowest version that the specifiers name as admitted: `==X` and `>=X` give X, `==1.3.*` gives
/// 1.3, `>X` gives X, which is close enough for a version of which only a bound is known. None
/// without a lower bound, and for specifiers that admit nothing.
pub fn lowest_admitted(specifiers: &VersionSpecifiers) -> Option<Version> {
    let range = admitted(specifiers);
    let (lower, upper) = range.bounding_range()?;
    match lower {
        Bound::Unbounded => None,
        Bound::Excluded(version) => Some(without_mark(version.clone())),
        Bound::Included(version) => {
            let is_written = upper == Bound::Included(version)
                || specifiers
                    .iter()
                    .any(|specifier| specifier.version() == version);
            // `==1.3.*` begins at 1.3.dev0, which nobody means.
            Some(if is_written {
                version.clone()
            } else {
                version.clone().with_dev(None)
            })
        }
    }
}

/// Whether a set has an end.
#[must_use]
pub(super) fn has_upper_bound(specifiers: &VersionSpecifiers) -> bool {
    let range = admitted(specifiers);
    let bounds = range.bounding_range();
    bounds.is_none_or(|(_, upper)| upper != Bound::Unbounded)
}

/// The versions that are there: none comes before the first of all.
pub(super) fn there(versions: &Ranges<Version>) -> Ranges<Version> {
    versions.intersection(&Ranges::higher_than(Version::new([0]).with_dev(Some(0))))
}

/// The version where the next major begins; of what is below 1, the next minor counts for one.
#[must_use]
pub fn next_major(version: &Version) -> Version {
    let release = version.release();
    let at = release
        .iter()
        .position(|number| *number != 0)
        .unwrap_or(0)
        .min(1);
    let mut next = release[..=at].to_vec();
    next[at] = next[at].saturating_add(1);
    Version::new(next).with_epoch(version.epoch())
}

/// A version with as many numbers as another one has: `==3.3.*` goes on as `==3.4.*`, not as `==3.4.0.*`.
pub(super) fn shaped_like(version: &Version, other: &Version) -> Version {
    let release = version.release();
    let numbers = 0..other.release().len();
    let numbers = numbers.map(|at| release.get(at).copied().unwrap_or(0));
    Version::new(numbers).with_epoch(version.epoch())
}

/// Whether two sets have a version in common. There is none before 0.dev0, so `<0` is empty.
fn have_common(one: &Ranges<Version>, other: &Ranges<Version>) -> bool {
    let first = Version::new([0]).with_dev(Some(0));
    let both = one.intersection(other);
    !both.is_disjoint(&Ranges::higher_than(first))
}

/// The single version that the specifiers admit (`==X`), if it is one.
pub(super) fn only_admitted(specifiers: &VersionSpecifiers) -> Option<Version> {
    admitted(specifiers).as_singleton().cloned()
}

/// The versions that satisfy the specifiers.
pub(super) fn admitted(specifiers: &VersionSpecifiers) -> Ranges<Version> {
    specifiers
        .iter()
        .fold(Ranges::full(), |versions, specifier| {
            versions.intersection(&admitted_by(specifier))
        })
}

/// The versions that satisfy one clause.
pub(super) fn admitted_by(specifier: &VersionSpecifier) -> Ranges<Version> {
    let has_label = specifier.version().is_local();
    if has_label && *specifier.operator() == Operator::NotEqual {
        // Only one build is refused; the version itself stays.
        return Ranges::full();
    }
    let version = specifier.version().clone().without_local();
    if *specifier.operator() == Operator::LessThan && !version.any_prerelease() {
        // The crate's conversion loses 1.0 from `<1.0.post1`; nothing of a version is lower than this.
        return Ranges::strictly_lower_than(version.with_dev(Some(0)));
    }
    match VersionSpecifier::from_version(*specifier.operator(), version) {
        Ok(plain) => Ranges::from(plain),
        Err(_) => Ranges::from(specifier.clone()),
    }
}

/// Takes the crate's inner marks ("before all of this version", "behind all its post-releases") off
/// a version that came out of range arithmetic.
pub(super) fn without_mark(mut version: Version) -> Version {
    if Version::min(&version).is_some() {
        version = version.with_min(None);
    }
    if Version::max(&version).is_some() {
        version = version.with_max(None);
    }
    version
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::str::FromStr;

    use super::*;

    fn set(text: &str) -> VersionSpecifiers {
        VersionSpecifiers::from_str(text).unwrap()
    }

    /// A requirement's specifiers, a rule's, and whether a version satisfies both.
    const MEETINGS: [(&str, &str, bool); 54] = [
        ("", "<3.4.0", true),
        ("==3.3.0", "<3.4.0", true),
        ("==3.4.0", "<3.4.0", false),
        ("==3.4", "<3.4.0", false),
        ("==3.4.0rc1", "<3.4.0", false),
        ("==3.3.0.post1", "<3.4.0", true),
        ("==3.3.0+local", "<3.4.0", true),
        ("==3.4.0+local", "<3.4.0", false),
        ("===3.3.0", "<3.4.0", true),
        ("===3.4.0", "<3.4.0", false),
        (">=3.3", "<3.4.0", true),
        (">=3.4", "<3.4.0", false),
        (">=3.4.0rc1", "<3.4.0", false),
        (">=3.4.0.dev0", "<3.4.0", false),
        (">3.3.0", "<3.4.0", true),
        (">3.4", "<3.4.0", false),
        (">3.3.0,<3.3.0.1", "<3.4.0", true),
        (">3.3.0,<3.3.1", "<3.4.0", true),
        ("<4", "<3.4.0", true),
        ("<=3.4.0", "<3.4.0", true),
        ("~=3.3", "<3.4.0", true),
        ("~=3.3.0", "<3.4.0", true),
        ("~=3.4.0", "<3.4.0", false),
        ("~=3.4", "<3.4.0", false),
        ("==3.*", "<3.4.0", true),
        ("==3.3.*", "<3.4.0", true),
        ("==3.4.*", "<3.4.0", false),
        ("!=3.3.0", "<3.4.0", true),
        ("!=3.3.0,==3.3.0", "<3.4.0", false),
        ("!=3.3.*,>=3.3", "<3.4.0", false),
        ("!=3.3.*,>=3.2", "<3.4.0", true),
        (">=3.3,!=3.3.0,<=3.3.0", "<3.4.0", false),
        (">=2,<1", "<3.4.0", false),
        ("==1!3.3.0", "<3.4.0", false),
        (">=1!0", "<3.4.0", false),
        ("<1!0", "<3.4.0", true),
        ("<0", "<3.4.0", false),
        ("<=0.dev0", "<3.4.0", true),
        ("==3.4.0", "<=3.4.0", true),
        ("==3.4.0.post1", "<=3.4.0", false),
        (">3.4.0", "<=3.4.0", false),
        (">=3.4.0", "<=3.4.0", true),
        ("==3.3.0", "==3.3.*", true),
        ("==3.4.0", "==3.3.*", false),
        ("==3.4.dev1", "==3.4.*", true),
        (">=3.0,<3.3", "==3.3.*", false),
        (">=3.3.1", ">=3.0,!=3.3.1", true),
        ("==3.3.1", ">=3.0,!=3.3.1", false),
        ("<0.28", ">=1", false),
        (">0.28.post1", "<=0.28.post1", false),
        (">0.28", "==0.28.post1", false),
        (">0.28.post1", "==0.28.post2", true),
        ("~=1!2.0", "==1!2.5", true),
        ("!=3.3.0+cpu,==3.3.0", "<3.4.0", true),
    ];

    #[test]
    fn sets_meet_if_a_version_satisfies_both() {
        for (requirement, rule, expected) in MEETINGS {
            let (requirement, rule) = (set(requirement), set(rule));
            assert_eq!(
                specifiers_meet(&requirement, &rule),
                expected,
                "{requirement} and {rule}"
            );
            assert_eq!(
                specifiers_meet(&rule, &requirement),
                expected,
                "{rule} and {requirement}"
            );
        }
    }

    #[test]
    fn admits_agrees_with_the_rule_below() {
        for (requirement, rule, expected) in MEETINGS {
            if rule == "<3.4.0" {
                let below = Version::from_str("3.4.0").unwrap();
                assert_eq!(admits(&set(requirement), &below), expected, "{requirement}");
            }
        }
    }

    #[test]
    fn one_version_is_tested_as_the_standard_has_it() {
        let table = [
            ("==4.1.*", "4", false),
            ("!=4.1.*", "4", true),
            ("==4.0.*", "4", true),
            ("~=4.1.2", "4.1", false),
            ("==1.0", "1.0+cpu", true),
            ("<1", "1.0rc1", false),
            ("<1.0.post1", "1.0", true),
            ("<1.0.post1", "1.0.post1.dev1", false),
            ("", "1", true),
        ];
        for (specifiers, version, expected) in table {
            let version = Version::from_str(version).unwrap();
            assert_eq!(
                satisfies(&set(specifiers), &version),
                expected,
                "{specifiers} at {version}"
            );
        }
    }

    #[test]
    fn the_lowest_version_is_the_one_that_is_written() {
        let table = [
            ("==0.28.1", Some("0.28.1")),
            ("===0.28.1", Some("0.28.1")),
            ("==1.0+cpu", Some("1.0")),
            ("==1.0.dev0", Some("1.0.dev0")),
            (">=0.27,<1", Some("0.27")),
            (">=0.27,>=0.28", Some("0.28")),
            (">0.27", Some("0.27")),
            (">0.27.post1", Some("0.27.post2")),
            ("~=1.3.7", Some("1.3.7")),
            ("==1.3.*", Some("1.3")),
            ("==2!1.3.*", Some("2!1.3")),
            ("!=1.0,>=1.0", Some("1.0")),
            ("<1", None),
            ("!=1", None),
            ("", None),
            (">=2,<1", None),
        ];
        for (specifiers, lowest) in table {
            let found = lowest_admitted(&set(specifiers)).map(|version| version.to_string());
            assert_eq!(found.as_deref(), lowest, "{specifiers}");
        }
    }
}
