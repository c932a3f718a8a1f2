//! What can be given, of the packs that are shipped.
#![allow(clippy::unwrap_used)]

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
fn a_target_is_one_whose_surface_is_known() {
    let target = |name: &str, version: &str| {
        let pin = (name.to_owned(), version.parse().unwrap());
        said(|options| options.target.extend([pin]))
    };
    assert_eq!(target("openai", "1.3.7"), Ok(()));
    assert_eq!(target("pydantic", "2.0"), Ok(()), "there is no model");
    assert_eq!(
        target("openai", "1.2.0").unwrap_err(),
        "--target: the rules do not know what openai 1.2.0 has; they know <1.0.0; >=1.3.7, <1.93.1; >=1.93.1, <2"
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
