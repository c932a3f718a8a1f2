//! One case of each rule, before and after. They are cut out of the projects that the tests run, by the test that holds
//! them against those (`tests/explained.rs`), and compiled in: a program that is installed has no such projects beside it.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

/// The examples that are compiled in.
static FILE: &str = include_str!("../../../rules/examples.json");

/// A case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The project that it is cut out of, below `testdata`; of an added pack, below its `tests`.
    pub case: String,
    /// The file in it.
    pub path: String,
    /// The line that is found, in the file.
    pub line: u32,
    /// What is said there.
    pub message: String,
    /// What to do, as it is said there.
    pub help: Option<String>,
    /// Whether the fix is one that a person must look at.
    #[serde(default, rename = "unsafe", skip_serializing_if = "std::ops::Not::not")]
    pub uncertain: bool,
    /// Lines of the file.
    pub before: String,
    /// The same lines after the fix; none where there is no fix.
    pub after: Option<String>,
}

/// All examples, by code.
///
/// # Panics
/// When the file that is compiled in is none of this form; a test reads it.
#[must_use]
pub fn all() -> &'static BTreeMap<String, Example> {
    static ALL: OnceLock<BTreeMap<String, Example>> = OnceLock::new();
    ALL.get_or_init(|| serde_json::from_str(FILE).expect("a test reads the examples"))
}

/// The example of a rule.
#[must_use]
pub fn of(code: &str) -> Option<&'static Example> {
    all().get(code)
}
