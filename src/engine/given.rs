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
#[allow(clippy::unwrap_used)]
mod tests {
    use super::verify;
    use crate::engine::Options;
    use crate::rules::embedded;

    fn said(change: impl FnOnce(&mut Options)) -> Result<(), String> {
        let mut options = Options::default();
        change(&mut options);
        verify(&options, embedded::all().unwrap())
    }

    fn setting(name: &str, value: &str) -> Result<(), String> {
        said(|options| {
            let setting = (name.to_owned(), value.to_owned());
            options.settings.extend([setting]);
        })
    }

    #[test]
    fn settings_and_their_values_must_be_known() {
        assert_eq!(setting("client-style", "module"), Ok(()));
        assert_eq!(
            setting("client-style", "modul").unwrap_err(),
            "unknown value `modul` of `client-style`; did you mean `module`?"
        );
        assert_eq!(
            setting("client-style", "x").unwrap_err(),
            "unknown value `x` of `client-style`; it takes auto, client, module"
        );
        assert_eq!(
            setting("cleint-style", "auto").unwrap_err(),
            "unknown option `cleint-style`; did you mean `client-style`?"
        );
    }

    #[test]
    fn versions_are_given_for_packages_with_rules() {
        let from = |name: &str| {
            let pin = (name.to_owned(), "1.0".parse().unwrap());
            said(|options| options.from.extend([pin]))
        };
        assert_eq!(from("python-jose"), Ok(()));
        assert_eq!(from("pydantic"), Ok(()), "there is a rule on requirements");
        assert_eq!(
            from("python-josé").unwrap_err(),
            "--from: no rules for the package `python-josé`; did you mean `python-jose`?"
        );
        assert!(from("numpy").unwrap_err().contains("; known are "));
    }
}
