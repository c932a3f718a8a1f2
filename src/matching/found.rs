//! What a rule found, before it is shown.

use pep440_rs::Version;

use crate::finding::{Fails, Severity};
use crate::semantic::value::FileId;
use crate::syntax::ast::Span;

/// A place that a rule is about.
#[derive(Debug, Clone)]
pub struct Found {
    /// Code of the rule.
    pub code: String,
    /// Name of the rule.
    pub name: String,
    /// How bad it is.
    pub severity: Severity,
    /// When it fails.
    pub fails: Fails,
    /// One sentence.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// The old name.
    pub old: Option<String>,
    /// The new name.
    pub new: Option<String>,
    /// The version that breaks it.
    pub breaks: Option<Version>,
    /// Why there is no fix even without a draft.
    pub reason: Option<&'static str>,
    /// The file.
    pub file: FileId,
    /// Where.
    pub span: Span,
    /// The draft whose edits remove it, by its place in the list.
    pub draft: Option<usize>,
    /// The way the value took.
    pub related: Vec<((FileId, Span), String)>,
}
