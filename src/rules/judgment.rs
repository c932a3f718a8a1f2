//! What is said of manifests whatever the code does: which code, how bad, what to do.

use serde::Deserialize;

use crate::finding::{Fails, Severity};
use crate::manifest::Fault;

/// How one kind of fault of a manifest is reported.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Judgment {
    /// The rule's code.
    #[serde(default)]
    pub code: String,
    /// The rule's name, kebab case.
    #[serde(default)]
    pub name: String,
    /// The fault.
    pub on: Fault,
    /// Of these packages only; of all, if none are named. The first row that fits is taken.
    #[serde(default)]
    pub packages: Vec<String>,
    /// How bad it is for packages that have a table of releases.
    pub severity: Severity,
    /// How bad it is for all others; the same, if it is not given.
    pub elsewhere: Option<Severity>,
    /// When it goes wrong.
    pub fails: Fails,
    /// What to do.
    pub help: Option<String>,
}

impl Judgment {
    /// Whether the row is about a fault of a package.
    #[must_use]
    pub fn is_about(&self, fault: Fault, package: Option<&str>) -> bool {
        let mut named = self.packages.iter();
        let names = self.packages.is_empty() || named.any(|name| Some(name.as_str()) == package);
        self.on == fault && names
    }
}
