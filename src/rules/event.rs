//! What can go wrong in a call, and the exception that stands for it in each version.

use serde::Deserialize;

/// Something that goes wrong, with the exceptions that are raised for it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Event {
    /// What people call it: `429`, `timeout`.
    pub name: String,
    /// The class that the old version raises, by its qualified name.
    pub old: String,
    /// The class that the new version raises.
    pub new: String,
    /// Whether handlers may lead it elsewhere: it hardly happens.
    #[serde(default)]
    pub rare: bool,
    /// Whether the new version tries the call again by itself before it raises.
    #[serde(default)]
    pub retried: bool,
    /// The event whose handler may take this one as well, where no handler names its old class.
    pub joins: Option<String>,
    /// A condition that holds for it, among all for which the new version raises the same class; `{error}` stands
    /// for the exception.
    pub test: Option<String>,
}
