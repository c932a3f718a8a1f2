//! Poetry's own words for versions, translated to PEP 440: `^1.2` is `>=1.2,<2`.

use std::ops::Bound;
use std::str::FromStr;

use pep440_rs::{Version, VersionSpecifier, VersionSpecifiers};
use version_ranges::Ranges;

use super::Cause;
use super::named::parse_specifier;
use super::specifiers::{admitted, without_mark};

/// Translates a constraint. Alternatives (`^1.0 || ^2.0`) become the range that spans them all without the gaps that one
/// number makes, since a specifier set has no "or": it admits at least what the constraint does.
pub(super) fn translate(constraint: &str) -> Result<VersionSpecifiers, Cause> {
    let alternatives = constraint
        .split('|')
        .filter(|alternative| !alternative.trim().is_empty())
        .map(translate_alternative)
        .collect::<Result<Vec<_>, _>>()?;
    match alternatives.as_slice() {
        [] => Err(Cause::BadRequirement("an empty version".to_owned())),
        [single] => Ok(single.clone()),
        several => Ok(span(several)),
    }
}

/// The marker for the interpreters that a constraint of Poetry's admits; none if it admits all.
pub(super) fn python_marker(constraint: &str) -> Result<Option<String>, Cause> {
    let clauses = translate(constraint)?;
    let clauses: Vec<String> = clauses
        .iter()
        .map(|clause| {
            let version = clause.version();
            let variable = match version.release().len() > 2 {
                true => "python_full_version",
                false => "python_version",
            };
            // `== 3.9.*` is what the two numbers of the variable are compared with.
            let operator = clause.operator().to_string();
            let operator = operator.trim_end_matches(".*");
            format!("{variable} {operator} \"{version}\"")
        })
        .collect();
    Ok((!clauses.is_empty()).then(|| clauses.join(" and ")))
}

/// The smallest range that holds all of the sets; of its gaps, those that `!=` can say.
pub(super) fn span(sets: &[VersionSpecifiers]) -> VersionSpecifiers {
    let all = sets
        .iter()
        .map(admitted)
        .fold(Ranges::empty(), |one, other| one.union(&other));
    let Some((lower, upper)) = all.bounding_range() else {
        return sets.first().cloned().unwrap_or_default();
    };
    let own = |bound: Bound<&Version>| match bound {
        Bound::Included(version) => Bound::Included(plain(version)),
        Bound::Excluded(version) => Bound::Excluded(plain(version)),
        Bound::Unbounded => Bound::Unbounded,
    };
    let parts: Vec<_> = all.iter().collect();
    let gaps = parts
        .windows(2)
        .filter_map(|pair| gap(own(pair[0].1.as_ref()), own(pair[1].0.as_ref())));
    VersionSpecifier::from_lower_bound(&own(lower))
        .into_iter()
        .chain(VersionSpecifier::from_upper_bound(&own(upper)))
        .chain(gaps)
        .collect()
}

/// What lies between two ranges, if it is one version (`<1.5 || >1.5`), or all of one number (`<2 || >=3` lacks `2.*`).
fn gap(end: Bound<Version>, begin: Bound<Version>) -> Option<VersionSpecifier> {
    let (Bound::Excluded(first), Bound::Included(behind) | Bound::Excluded(behind)) = (end, &begin)
    else {
        return None;
    };
    if let Bound::Excluded(behind) = &begin {
        return (first == *behind).then(|| VersionSpecifier::not_equals_version(first));
    }
    let is_final = |version: &Version| !version.any_prerelease() && !version.is_post();
    let length = first.release().len().max(behind.release().len());
    let numbers = |version: &Version| {
        let mut numbers = version.release().to_vec();
        numbers.resize(length, 0);
        numbers
    };
    let (mut from, to) = (numbers(&first), numbers(behind));
    let changed = (0..length).find(|at| from[*at] != to[*at])?;
    let is_next = from[changed].checked_add(1) == Some(to[changed]);
    let is_whole = from[changed + 1..]
        .iter()
        .chain(&to[changed + 1..])
        .all(|one| *one == 0);
    from.truncate(changed + 1);
    let is_one = is_next && is_whole && first.epoch() == behind.epoch();
    let numbers: Vec<String> = from.iter().map(u64::to_string).collect();
    let epoch = (first.epoch() > 0).then(|| format!("{}!", first.epoch()));
    let clause = format!("!={}{}.*", epoch.unwrap_or_default(), numbers.join("."));
    (is_one && is_final(&first) && is_final(behind))
        .then(|| VersionSpecifier::from_str(&clause).ok())?
}

/// A bound as a person would write it: `<3`, not `<3.dev0`.
fn plain(version: &Version) -> Version {
    let version = without_mark(version.clone());
    if version.dev() == Some(0) {
        version.with_dev(None)
    } else {
        version
    }
}

fn translate_alternative(alternative: &str) -> Result<VersionSpecifiers, Cause> {
    let mut specifiers = Vec::new();
    let mut operator = String::new();
    for word in alternative
        .split([',', ' ', '\t'])
        .filter(|word| !word.is_empty())
    {
        operator.push_str(word);
        if word.ends_with(|letter: char| "^~<>=!".contains(letter)) {
            continue;
        }
        specifiers.extend(translate_single(&std::mem::take(&mut operator))?);
    }
    if operator.is_empty() {
        Ok(specifiers.into_iter().collect())
    } else {
        Err(Cause::BadRequirement(format!(
            "`{operator}` has no version"
        )))
    }
}

fn translate_single(constraint: &str) -> Result<Vec<VersionSpecifier>, Cause> {
    if constraint == "*" {
        return Ok(Vec::new());
    }
    if let Some(version) = constraint.strip_prefix('^') {
        let version = parse_version(version)?;
        let release = version.release();
        let significant = release
            .iter()
            .position(|number| *number != 0)
            .unwrap_or(release.len() - 1);
        return from_to(&version, significant);
    }
    match constraint.strip_prefix('~') {
        Some(version) if !version.starts_with('=') => {
            let version = parse_version(version)?;
            let significant = (version.release().len() - 1).min(1);
            from_to(&version, significant)
        }
        _ => {
            if let Some(version) = constraint.strip_prefix("~=") {
                // Of one number it is what `~` is.
                let version = Version::from_str(version).ok();
                if let Some(version) = version.filter(|one| one.release().len() == 1) {
                    return from_to(&version, 0);
                }
            }
            let bare = constraint.strip_prefix("==").unwrap_or(constraint);
            let bare = bare.strip_prefix('=').unwrap_or(bare);
            if bare.starts_with(|letter: char| letter.is_ascii_digit() || letter == 'v') {
                Ok(vec![parse_specifier(&format!("=={bare}"))?])
            } else {
                // What is compared by order has no need of `.*`.
                let plain = constraint
                    .strip_suffix(".*")
                    .filter(|_| constraint.starts_with(['<', '>']));
                Ok(vec![parse_specifier(plain.unwrap_or(constraint))?])
            }
        }
    }
}

/// From a version to the one where the release number at `significant` is the next.
fn from_to(version: &Version, significant: usize) -> Result<Vec<VersionSpecifier>, Cause> {
    let mut upper = version.release()[..=significant].to_vec();
    upper[significant] = upper[significant].saturating_add(1);
    let upper = Version::new(upper).with_epoch(version.epoch());
    Ok(vec![
        parse_specifier(&format!(">={version}"))?,
        parse_specifier(&format!("<{upper}"))?,
    ])
}

fn parse_version(text: &str) -> Result<Version, Cause> {
    Version::from_str(text.trim())
        .map(Version::without_local)
        .map_err(|error| Cause::BadRequirement(error.to_string()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn constraints_become_specifiers() {
        let table = [
            ("*", ""),
            ("1.2.3", "==1.2.3"),
            ("=1.2.3", "==1.2.3"),
            ("==1.2.3", "==1.2.3"),
            ("1.2.*", "==1.2.*"),
            ("==1.*", "==1.*"),
            ("^1.2.3", ">=1.2.3, <2"),
            ("^0.27.0", ">=0.27.0, <0.28"),
            ("^0.0.3", ">=0.0.3, <0.0.4"),
            ("^0.0", ">=0.0, <0.1"),
            ("^0", ">=0, <1"),
            ("~1", ">=1, <2"),
            ("~1.2", ">=1.2, <1.3"),
            ("~1.2.3", ">=1.2.3, <1.3"),
            ("~=1.2.3", "~=1.2.3"),
            ("~=1", ">=1, <2"),
            (">=1.*, <3.*", ">=1, <3"),
            (">=1.0,<2.0", ">=1.0, <2.0"),
            (">= 1.0, < 2.0, !=1.5", ">=1.0, !=1.5, <2.0"),
            (">=1.0 <2.0", ">=1.0, <2.0"),
            ("^1.0 || ^2.0", ">=1.0, <3"),
            ("<1 || >=2,<3", "<3, !=1.*"),
            (">=1,<2 || >=3,<4", ">=1, <4, !=2.*"),
            ("~1.2 || ~1.4", ">=1.2, <1.5, !=1.3.*"),
            ("~1.2 || ^2.0", ">=1.2, <3"),
            ("<1.5 || >1.5", "!=1.5"),
            ("1.0.* || 2.0", ">=1.0, <=2.0"),
            ("1.0 || *", ""),
        ];
        for (constraint, expected) in table {
            let translated = translate(constraint).unwrap();
            let expected = VersionSpecifiers::from_str(expected).unwrap();
            assert_eq!(translated.to_string(), expected.to_string(), "{constraint}");
        }
    }

    #[test]
    fn what_is_no_constraint_is_refused() {
        for constraint in ["", "^", "latest", "^1.x", ">=", "^18446744073709551615"] {
            assert!(translate(constraint).is_err(), "{constraint}");
        }
    }
}
