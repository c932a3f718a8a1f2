//! Whether what the options name exists: a word with a slip in it would change nothing and say nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use pep440_rs::Version;

use super::Options;
use crate::rules::load::Pack;
use crate::rules::policy::Place;
use crate::transforms::calls::SETTINGS;

/// Checks the packages and the settings that options name.
///
/// # Errors
/// On a word that names nothing, with what it might have been.
pub fn verify(options: &Options, packs: &[Arc<Pack>]) -> Result<(), String> {
    let known = distributions(packs);
    for (argument, versions) in [("--from", &options.from), ("--target", &options.target)] {
        for_known(argument, versions, &known)?;
    }
    for pack in packs {
        has_surface(pack, &options.target)?;
    }
    for (name, value) in &options.settings {
        let Some((_, values)) = SETTINGS.iter().find(|(known, _)| known == name) else {
            let names: Vec<&str> = SETTINGS.iter().map(|(name, _)| *name).collect();
            let meant = meant(name, &names, "known are");
            return Err(format!("unknown option `{name}`; {meant}"));
        };
        if !values.contains(&value.as_str()) {
            let meant = meant(value, values, "it takes");
            return Err(format!("unknown value `{value}` of `{name}`; {meant}"));
        }
    }
    Ok(())
}

fn for_known(
    argument: &str,
    versions: &BTreeMap<String, Version>,
    known: &BTreeSet<&str>,
) -> Result<(), String> {
    let known: Vec<&str> = known.iter().copied().collect();
    match versions.keys().find(|name| !known.contains(&name.as_str())) {
        None => Ok(()),
        Some(name) => {
            let meant = meant(name, &known, "known are");
            Err(format!(
                "{argument}: no rules for the package `{name}`; {meant}"
            ))
        }
    }
}

/// Refuses a target whose surface no model of the pack describes: what would be written for it may not be there.
fn has_surface(pack: &Pack, targets: &BTreeMap<String, Version>) -> Result<(), String> {
    let (names, models) = (&pack.header.distributions, &pack.header.models);
    let mut given = names.iter().filter_map(|name| targets.get_key_value(name));
    let unknown = given.find(|(_, target)| {
        let mut models = models.iter();
        !models.any(|model| model.versions.contains(target))
    });
    match unknown.filter(|_| !models.is_empty()) {
        None => Ok(()),
        Some((name, target)) => {
            let known: Vec<String> = models.iter().map(|one| one.versions.to_string()).collect();
            Err(format!(
                "--target: the rules do not know what {name} {target} has; they know {}",
                known.join("; ")
            ))
        }
    }
}

/// The distributions that packs have rules for, in code or in requirements.
fn distributions(packs: &[Arc<Pack>]) -> BTreeSet<&str> {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    for pack in packs {
        known.extend(pack.header.distributions.iter().map(String::as_str));
        for place in pack.policies.iter().flat_map(|policy| &policy.at) {
            if let Place::Requirement(name) = place {
                known.insert(name);
            }
        }
    }
    known
}

fn meant(word: &str, known: &[&str], all: &str) -> String {
    match similar::get_close_matches(word, known, 1, 0.6).first() {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("{all} {}", known.join(", ")),
    }
}

#[cfg(test)]
#[path = "given_tests.rs"]
mod tests;
