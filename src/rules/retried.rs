//! What a package's new version tries again by itself, so that code which does the same multiplies its attempts.

use pep440_rs::Version;
use serde::Deserialize;

use super::behaviour::{crosses, silently, warning};
use crate::finding::{Fails, Severity};

/// What to say of code that tries calls again which the new version tries again as well. Which of them it does, the
/// events of the pack say.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Retried {
    /// The rule's code.
    #[serde(default)]
    pub code: String,
    /// The rule's name, kebab case.
    #[serde(default)]
    pub name: String,
    /// The first version that tries again.
    pub breaks: Version,
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

impl Retried {
    /// Whether a step between two versions crosses the change.
    #[must_use]
    pub fn active(&self, from: &Version, target: &Version) -> bool {
        crosses(&self.breaks, (from, target))
    }
}
