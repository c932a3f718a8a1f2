//! What the tables of behaviour that changed without a line of code have in common.

use pep440_rs::Version;

use crate::finding::{Fails, Severity};

/// How bad it is where a table does not say.
pub(super) const fn warning() -> Severity {
    Severity::Warning
}

/// When it goes wrong where a table does not say.
pub(super) const fn silently() -> Fails {
    Fails::Silently
}

/// Whether a step between two versions crosses a change.
pub(super) fn crosses(breaks: &Version, (from, target): (&Version, &Version)) -> bool {
    from < breaks && breaks <= target
}
