//! The steps in their order, for a whole project. Parallel here and only here.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use pep440_rs::Version;

use crate::finding::{Applicability, Report};

/// What a run is asked to do.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Files and folders to read; the current folder if empty.
    pub paths: Vec<PathBuf>,
    /// Codes, prefixes of codes or packs to report; all if empty.
    pub select: Vec<String>,
    /// Codes, prefixes of codes or packs to leave out.
    pub ignore: Vec<String>,
    /// Versions the project stands at, by distribution; overrides what manifests say.
    pub from: BTreeMap<String, Version>,
    /// Versions the project goes to, by distribution; overrides the packs' default.
    pub target: BTreeMap<String, Version>,
    /// Settings of packs by name, `client-style` say.
    pub settings: BTreeMap<String, String>,
    /// Number of threads; as many as cores if zero.
    pub jobs: usize,
    /// Parse every file, also those that the prefilter would leave out (for tests of the prefilter).
    pub no_prefilter: bool,
    /// Contents that stand instead of the disk's, by the path that [`Change::path`] gives. A plan
    /// lays its patches one on top of the other with it and writes nothing meanwhile.
    pub overlay: BTreeMap<PathBuf, Vec<u8>>,
}

/// What a run found.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Findings, fixes, blind spots.
    pub report: Report,
    /// The text of each file (each notebook cell) that a finding or related place lies in, for excerpts.
    pub texts: BTreeMap<(String, Option<u32>), Arc<str>>,
    /// Fingerprints of the findings that hold already with the version that the project is known to
    /// stand at: an advisory that it admits, a symbol that is gone there. A plan puts them first.
    pub today: BTreeSet<String>,
}

/// A file before and after.
#[derive(Debug, Clone)]
pub struct Change {
    /// The file.
    pub path: PathBuf,
    /// Its path as reports show it: relative to the working directory, with `/`.
    pub display: String,
    /// Its bytes as they were read.
    pub before: Vec<u8>,
    /// Its bytes afterwards.
    pub after: Vec<u8>,
}

/// What applying fixes gives; nothing is written yet.
#[derive(Debug, Clone)]
pub struct Fixed {
    /// The findings before.
    pub before: Outcome,
    /// The files that change, sorted by path.
    pub changes: Vec<Change>,
    /// Ids of the fixes that are in `changes`.
    pub applied: Vec<String>,
    /// The findings that remain afterwards.
    pub after: Outcome,
}

/// Which fixes to apply.
#[derive(Debug, Clone)]
pub struct Selection {
    /// The least applicability, `safe` or `unsafe`.
    pub least: Applicability,
    /// Only fixes of findings of these packs; all if empty.
    pub packages: Vec<String>,
}

/// Reads the project and reports.
///
/// # Errors
/// When nothing could be run at all: a path that does not exist, an unknown rule code.
pub fn check(_options: &Options) -> anyhow::Result<Outcome> {
    anyhow::bail!("not wired yet")
}

/// Reads the project and applies the selected fixes in memory.
///
/// # Errors
/// As [`check`].
pub fn fix(_options: &Options, _selection: &Selection) -> anyhow::Result<Fixed> {
    anyhow::bail!("not wired yet")
}
