//! What a run gives, and which of its fixes are asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use pep440_rs::Version;

use super::judge;
use crate::finding::{Applicability, Finding, Fix, Report, Summary};
use crate::rules::added::Added;
use crate::source::discover::display;

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
    /// Fingerprints of the findings that say that a requirement does not reach the version its pack goes
    /// to: raising it belongs to the same step as the code.
    pub pins: BTreeSet<String>,
    /// Fingerprints of the findings that name known advisories on what the project admits.
    pub holes: BTreeSet<String>,
    /// Fingerprints of the findings that name known advisories on the version that the project goes to.
    pub holes_ahead: BTreeSet<String>,
    /// The versions that the project goes to, by the distribution that it asks for.
    pub targets: BTreeMap<String, Version>,
    /// What changes with a package that the project's code names without any line of it, as its pack says.
    pub differences: BTreeMap<String, Vec<String>>,
    /// Packs of the user's that ran beside those that are compiled in.
    pub added: Added,
    /// Whether a file or folder that was named itself could not be used: then the run is none.
    pub unusable: bool,
}

impl Outcome {
    /// Leaves out findings, and the fixes that no finding names any more.
    pub fn keep(&mut self, wanted: impl FnMut(&Finding) -> bool) {
        let report = &mut self.report;
        report.findings.retain(wanted);
        let named: BTreeSet<&str> = report
            .findings
            .iter()
            .filter_map(|one| one.fix_id.as_deref())
            .collect();
        report.fixes.retain(|fix| named.contains(fix.id.as_str()));
        recount(report);
    }

    /// Leaves out what is said of other files than these. What is said of a file as code is left out before that, with the fixes
    /// that change it.
    pub(super) fn keep_only(&mut self, files: &BTreeSet<PathBuf>, cwd: &Path) {
        let shown: BTreeSet<String> = files.iter().map(|file| display(file, cwd)).collect();
        let report = &mut self.report;
        report
            .blind
            .retain(|blind| shown.contains(&blind.location.path));
        self.keep(|finding| shown.contains(&finding.location.path));
    }
}

/// A file before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// Of fixes of requirements only those about these distributions; all if empty.
    pub distributions: Vec<String>,
}

impl Selection {
    /// Whether fixes of a pack that are about a distribution's requirement are asked for.
    #[must_use]
    pub fn takes(&self, package: &str, distribution: &str) -> bool {
        let among =
            |names: &[String], name: &str| names.is_empty() || names.iter().any(|one| one == name);
        among(&self.packages, package) && among(&self.distributions, distribution)
    }
}

/// Takes back what a report offers and the fixes that were asked for did not do: no round after this one
/// would. Those that somebody left stay on offer.
pub(super) fn leave_out(report: &mut Report, selection: &Selection, on_offer: &BTreeSet<String>) {
    let is_left = |fix: &Fix| {
        let wanted = |finding: &Finding| {
            let about = finding.distribution.as_deref();
            finding.fix_id.as_ref() == Some(&fix.id)
                && selection.takes(&finding.package, about.unwrap_or_default())
        };
        fix.applicability >= selection.least
            && !on_offer.contains(&fix.id)
            && report.findings.iter().any(wanted)
    };
    let left = report.fixes.iter().filter(|fix| is_left(fix));
    let why = "it does not go together with the other fixes";
    let left: BTreeMap<String, String> = left.map(|fix| (fix.id.clone(), why.to_owned())).collect();
    report.fixes.retain(|fix| !left.contains_key(&fix.id));
    judge::refuse(&mut report.findings, &left);
    recount(report);
}

/// Counts a report again of which findings or fixes were left out; how many files were read stays.
pub(super) fn recount(report: &mut Report) {
    let (files, candidates) = (report.summary.files, report.summary.candidates);
    report.summary = Summary {
        files,
        candidates,
        ..judge::summary(&report.findings, &report.fixes)
    };
}
