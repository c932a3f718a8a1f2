//! What stands in for the transport of a package's old version, and does not see the requests of the new one.

use pep440_rs::Version;
use serde::Deserialize;

use super::behaviour::{crosses, silently, warning};
use crate::finding::{Fails, Severity};

/// What to say where code tells a double of the old transport how to answer the package's requests.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Transport {
    /// The rule's code.
    #[serde(default)]
    pub code: String,
    /// The rule's name, kebab case.
    #[serde(default)]
    pub name: String,
    /// The first version that asks by other means.
    pub breaks: Version,
    /// Packages that stand in for the old transport, by their import names.
    pub doubles: Vec<String>,
    /// What they are told through: the last names of their functions and methods.
    pub methods: Vec<String>,
    /// What is part of the addresses that the package asks.
    pub addresses: Vec<String>,
    /// How bad it is.
    #[serde(default = "warning")]
    pub severity: Severity,
    /// When it goes wrong.
    #[serde(default = "silently")]
    pub fails: Fails,
    /// One sentence for people.
    pub message: String,
    /// What to do.
    pub help: String,
}

impl Transport {
    /// Whether a step between two versions crosses the change.
    #[must_use]
    pub fn active(&self, from: &Version, target: &Version) -> bool {
        crosses(&self.breaks, (from, target))
    }

    /// Whether a text is an address that the package asks, perhaps as a pattern.
    #[must_use]
    pub fn is_asked(&self, text: &str) -> bool {
        let plain = text.replace('\\', "");
        self.addresses
            .iter()
            .any(|one| plain.contains(one.as_str()))
    }
}
