//! What a pack says of itself: its package, its versions, its codes.

use std::collections::BTreeMap;

use pep440_rs::{Version, VersionSpecifiers};
use serde::Deserialize;

use super::schema::Kind;

/// The header of a pack: `pack.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Header {
    /// The folder's name; what `--select` takes.
    pub name: String,
    /// One line for people.
    pub summary: String,
    /// What requirements call the package; the first one's version decides.
    pub distributions: Vec<String>,
    /// Top-level modules.
    pub imports: Vec<String>,
    /// The version that is assumed where a project does not say.
    pub from: Version,
    /// The version to go to unless the user says otherwise.
    pub target: Version,
    /// Whether the pack is used only when it is selected.
    #[serde(default)]
    pub opt_in: bool,
    /// The code under which comments are reported that keep code as it is where nothing is found.
    pub unused_comments: Option<String>,
    /// Whether nothing of a project is rewritten unless all of it is: what one package raises, a handler of another
    /// one's exceptions does not catch.
    #[serde(default)]
    pub together: bool,
    /// The stubs, each with the versions that it describes.
    #[serde(default)]
    pub models: Vec<ModelFile>,
    /// Differences that a safe fix may still make.
    #[serde(default)]
    pub accepted: Vec<Accepted>,
    /// Names of the old version that the new one still has, as something that raises when it is used.
    #[serde(default)]
    pub remains: Vec<String>,
    /// Members of the old version's exceptions whose names tell what has them, where no more is known of it.
    #[serde(default)]
    pub telling: Vec<String>,
    /// Modules of the old version and those that have the same names now, for imports of whole modules.
    #[serde(default)]
    pub modules: BTreeMap<String, String>,
    /// Top-level modules that code imports in their place once it has moved to another package.
    #[serde(default)]
    pub becomes: Vec<String>,
    /// What the codes are called.
    #[serde(default)]
    pub codes: BTreeMap<String, CodeName>,
    /// The code of rows that give none, by kind.
    #[serde(default)]
    pub defaults: BTreeMap<Kind, String>,
}

/// A stub file and the versions that it describes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ModelFile {
    /// Path in the pack's folder.
    pub file: String,
    /// The versions.
    pub versions: VersionSpecifiers,
}

/// A difference that a safe fix may still make.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Accepted {
    /// A word for it.
    pub id: String,
    /// One sentence.
    pub text: String,
    /// The code of the findings that show where it matters.
    pub code: Option<String>,
}

/// What a code is called.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CodeName {
    /// Kebab case.
    pub name: String,
    /// One sentence.
    #[serde(default)]
    pub summary: String,
}
