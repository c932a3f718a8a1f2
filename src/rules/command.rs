//! Commands of a package's own command line that its new version lacks or calls otherwise.

use pep440_rs::Version;
use serde::Deserialize;

use crate::finding::{Fails, Severity};

/// A command and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Command {
    /// The rule's code.
    #[serde(default)]
    pub code: String,
    /// The rule's name, kebab case.
    #[serde(default)]
    pub name: String,
    /// The words of commands with the same fate, each one text with single spaces.
    pub olds: Vec<String>,
    /// The words of the command that takes their place, where there is one.
    pub new: Option<String>,
    /// The first version without them.
    pub breaks: Version,
    /// How bad it is.
    #[serde(default = "error")]
    pub severity: Severity,
    /// When it goes wrong.
    #[serde(default = "call")]
    pub fails: Fails,
    /// What to do.
    pub help: String,
}

const fn error() -> Severity {
    Severity::Error
}

const fn call() -> Fails {
    Fails::Call
}

impl Command {
    /// The first two words of each: what a file spells that may run one.
    pub fn heads(&self) -> impl Iterator<Item = &str> {
        let end = |old: &str| {
            let mut spaces = old.match_indices(' ').map(|(at, _)| at);
            spaces.nth(1).unwrap_or(old.len())
        };
        self.olds.iter().map(move |old| &old[..end(old)])
    }

    /// What is found: which command, and what it is called now.
    #[must_use]
    pub fn message(&self, old: &str) -> String {
        match &self.new {
            Some(new) => format!("the command `{old}` is called `{new}` now"),
            None => format!("the command `{old}` is gone"),
        }
    }
}
