//! Steps of an upgrade, or of the way back, that are written as commands and do not do what they are meant to.

use serde::Deserialize;

use super::command_pattern::Pattern;
use crate::finding::{Fails, Severity};

/// A command that is not what it is taken for, and what to say of it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Step {
    /// The rule's code.
    #[serde(default)]
    pub code: String,
    /// The rule's name, kebab case.
    #[serde(default)]
    pub name: String,
    /// The commands: one of these.
    pub runs: Vec<Pattern>,
    /// How bad it is.
    pub severity: Severity,
    /// How bad it is where one goes back to what was before.
    pub way_back: Option<Severity>,
    /// When it goes wrong.
    pub fails: Fails,
    /// One sentence for people; its holes are those of the pattern.
    pub message: String,
    /// What to do, with the same holes.
    pub help: Option<String>,
    /// Commands one of which must stand before it in the same place (a script, a job, the recipe of a target).
    #[serde(default)]
    pub after: Vec<Pattern>,
    /// Commands one of which must stand in the same file.
    #[serde(default)]
    pub with: Vec<Pattern>,
    /// Commands that excuse it where one stands in the same place.
    #[serde(default)]
    pub unless_beside: Vec<Pattern>,
    /// Commands that excuse it where one stands in the same file.
    #[serde(default)]
    pub unless_with: Vec<Pattern>,
    /// What must hold of the project.
    pub where_project: Option<Fact>,
}

/// What a step asks of the project that it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fact {
    /// Other folders have requirements or locks of their own, which nothing copies where `{file}` is copied; they fill
    /// `{others}`.
    ListsElsewhere,
    /// No handler is seen that answers POST at the end of `{url}`.
    NotPosted,
}
