//! The gate behind a plan: whether what it found is gone, whether what was edited since is still Python, and whether
//! nothing changed but what the plan names. A pure function of the plan's folder and of what is there now.

mod changes;
mod remaining;
mod since;

use std::path::Path;

use serde::Serialize;

use crate::config::Config;
use crate::engine::Outcome;
use crate::evidence::Evidence;
use crate::finding::{Finding, Location, Problem, Severity};
use crate::manifest::Listing;
use crate::plan::Rule;
use crate::plan::evidence::Ground;
use crate::plan::phases::about;
use crate::rewrite::verify::accepts_program;
use crate::source::SourceUnit;
use crate::source::discover::{FileKind, FoundFile};

pub use changes::{Outside, What};
pub use since::Since;

/// The version of the format.
const VERSION: u32 = 1;

/// What was found behind a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Verified {
    /// Version of the format.
    pub version: u32,
    /// The folder of the plan.
    pub since: Option<String>,
    /// What is found, sorted by place.
    pub left: Vec<Left>,
    /// Marks of the plan's findings that are gone.
    pub gone: Vec<String>,
    /// Files that Python does not compile: those that were edited since, else all.
    pub broken: Vec<Broken>,
    /// What changed that the plan does not name.
    pub outside: Vec<Outside>,
    /// The boxes of the plan's checkpoints and rules, as they would be ticked now.
    pub boxes: Vec<Ticked>,
    /// Files that could not be used.
    pub problems: Vec<Problem>,
    /// Numbers.
    pub summary: Summary,
}

/// Where a finding stands to the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Stands {
    /// It is a task of the plan.
    Task,
    /// A patch of the plan does it.
    Patch,
    /// The plan does not have it.
    New,
    /// The plan says it of the version that the project goes to, and it is there now: advisories on a target.
    Known,
    /// There is no plan.
    Found,
}

/// Something that is still to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Left {
    /// The mark that the plan has for it; of what is new, its own.
    pub id: String,
    /// Where it stands to the plan.
    pub stands: Stands,
    /// Code of the rule.
    pub code: String,
    /// The package that it is about.
    pub package: String,
    /// How bad it is.
    pub severity: Severity,
    /// Where it is now.
    #[serde(flatten)]
    pub place: Spot,
    /// One sentence for people.
    pub message: String,
}

/// A place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Spot {
    /// Relative to the folder that the plan was made in.
    pub path: String,
    /// The index of a notebook's cell.
    pub cell: Option<u32>,
    /// From 1, within the cell.
    pub line: u32,
}

impl From<&Location> for Spot {
    fn from(place: &Location) -> Self {
        Self {
            path: place.path.clone(),
            cell: place.cell,
            line: place.start.line,
        }
    }
}

/// A file that Python does not compile.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Broken {
    /// Where.
    #[serde(flatten)]
    pub place: Spot,
    /// What is wrong.
    pub message: String,
}

/// A box of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ticked {
    /// The package that it is about.
    pub package: String,
    /// The text of a checkpoint, or the code of a rule.
    pub text: String,
    /// Whether it evidently holds.
    pub ticked: bool,
}

/// Numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Findings of the plan that are left to people.
    pub tasks: usize,
    /// Of those, how many are left.
    pub tasks_left: usize,
    /// Findings of the plan that its patches do.
    pub patched: usize,
    /// Of those, how many are left.
    pub patched_left: usize,
    /// What the plan does not have.
    pub new: usize,
    /// Files, or cells, that are broken.
    pub broken: usize,
    /// Stretches that changed outside of what the plan names, and files that came or went.
    pub outside: usize,
}

/// What is judged.
pub struct Inputs<'a> {
    /// The plan.
    pub since: Option<&'a Since>,
    /// What is found now.
    pub outcome: &'a Outcome,
    /// The rules that were looked for.
    pub rules: &'a [Rule],
    /// What other tools say.
    pub evidence: &'a [Evidence],
    /// The plan file.
    pub config: &'a Config,
    /// The files that are read now.
    pub files: &'a [FoundFile],
    /// What the manifests ask for now.
    pub listing: &'a Listing,
    /// Whether a path was asked about.
    pub asked: &'a dyn Fn(&str) -> bool,
}

/// Judges a project; `read` gives the bytes of files.
pub fn verify(inputs: &Inputs<'_>, read: &dyn Fn(&Path) -> std::io::Result<Vec<u8>>) -> Verified {
    let changes = changes::Changes::of(inputs, read);
    let found = remaining::remaining(inputs, &changes);
    let asked = |path: &str| (inputs.asked)(path);
    let mut left = found.left;
    left.retain(|one| asked(&one.place.path));
    let mut outside = changes.outside();
    outside.retain(|one| asked(&one.place.path));
    let edited = |file: &&FoundFile| {
        let is_code = matches!(file.kind, FileKind::Python | FileKind::Notebook);
        is_code && asked(&file.display) && changes.is_edited(&file.display)
    };
    let files = inputs.files.iter().filter(edited);
    let broken: Vec<Broken> = files.flat_map(|file| broken(file, read)).collect();
    let count = |stands| left.iter().filter(|one| one.stands == stands).count();
    let summary = Summary {
        tasks: found.tasks,
        tasks_left: count(Stands::Task),
        patched: found.patched,
        patched_left: count(Stands::Patch),
        new: count(Stands::New) + count(Stands::Found),
        broken: broken.len(),
        outside: outside.len(),
    };
    Verified {
        version: VERSION,
        since: inputs.since.map(|since| since.folder.clone()),
        gone: found.gone,
        boxes: boxes(inputs),
        problems: inputs.outcome.report.problems.clone(),
        left,
        broken,
        outside,
        summary,
    }
}

/// What Python does not compile of a file.
fn broken(file: &FoundFile, read: &dyn Fn(&Path) -> std::io::Result<Vec<u8>>) -> Vec<Broken> {
    let at = |cell, line, message: String| Broken {
        place: Spot {
            path: file.display.clone(),
            cell,
            line,
        },
        message,
    };
    let bytes = match read(&file.path) {
        Ok(bytes) => bytes,
        Err(error) => return vec![at(None, 1, error.to_string())],
    };
    let unit = match SourceUnit::read(&file.path, &file.display, &bytes) {
        Ok(unit) => unit,
        Err(error) => return vec![at(None, 1, error.to_string())],
    };
    let programs = unit.programs().into_iter();
    programs
        .filter_map(|(cell, text)| {
            let problem = accepts_program(cell, &text).err()?;
            Some(at(problem.cell, problem.line, problem.message))
        })
        .collect()
}

/// The boxes that evidence ticks: those of the plan file's checkpoints, and of the rules that the plan found something of.
fn boxes(inputs: &Inputs<'_>) -> Vec<Ticked> {
    let outcome = inputs.outcome;
    let ground = Ground {
        outcome,
        rules: inputs.rules,
        evidence: inputs.evidence,
    };
    let packages = inputs.config.packages.iter();
    let mut out: Vec<Ticked> = packages
        .flat_map(|(package, said)| said.checkpoints.iter().map(move |one| (package, one)))
        .map(|(package, one)| Ticked {
            package: package.clone(),
            text: one.text.clone(),
            ticked: {
                let all = outcome.report.findings.iter();
                let own: Vec<&Finding> = all.filter(|one| about(one) == package).collect();
                let to = inputs.config.packages.get(package);
                let to = to.and_then(|said| said.to.as_deref());
                ground.holds((package, to), &own, one)
            },
        })
        .collect();
    let planned = inputs.since.map(|since| since.findings.as_slice());
    let planned = planned.unwrap_or_default().iter();
    let rules: std::collections::BTreeSet<(&str, &str)> = planned
        .map(|finding: &Finding| (about(finding), finding.code.as_str()))
        .collect();
    out.extend(rules.into_iter().map(|(package, code)| {
        // A code may have several packages, each with a box of its own.
        let mut findings = outcome.report.findings.iter();
        let found = findings.any(|one| one.code == code && about(one) == package);
        Ticked {
            package: package.to_owned(),
            text: code.to_owned(),
            ticked: !found && outcome.report.problems.is_empty(),
        }
    }));
    out
}
