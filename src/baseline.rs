//! A file of findings that are known and not reported, so that a project in which there are many can have its new ones
//! reported from today on.
//!
//! A finding is known again by its rule, its path from the file's folder on, and the text of its place, so that lines may move. Of
//! equal ones as many are known as the file names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use serde::{Deserialize, Serialize};

use crate::engine::{Options, Outcome, mark};
use crate::finding::Finding;
use crate::source::Positions;
use crate::source::discover::display;
use crate::source::paths::normalised;
use crate::writing::whole::write_whole;

/// The version of the format.
const VERSION: u32 = 1;

/// What such a file says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    version: u32,
    /// By file, the code and the mark of each finding.
    findings: BTreeMap<String, BTreeSet<String>>,
}

/// A baseline, and where it lies.
#[derive(Debug, Clone)]
pub struct Baseline {
    file: PathBuf,
    cwd: PathBuf,
    known: Known,
}

/// Where the lines of texts begin, by path and cell.
type Lines = BTreeMap<(String, Option<u32>), Positions>;

/// How much of a baseline a run met.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Met {
    /// Findings that are in it, and were taken out of the report.
    pub known: usize,
    /// Findings that it names in what was read, and that are not there any more.
    pub gone: usize,
}

impl Baseline {
    /// The file that the configuration of a run names.
    #[must_use]
    pub fn configured(options: &Options) -> Option<PathBuf> {
        let governing = options.governing.as_ref()?;
        Some(governing.folder().join(governing.config.baseline.as_ref()?))
    }

    /// One that is to be written to a file.
    #[must_use]
    pub fn at(file: &Path, cwd: &Path) -> Self {
        let cwd = cwd.canonicalize().unwrap_or_else(|_| cwd.to_owned());
        Self {
            file: normalised(&cwd.join(file)),
            cwd,
            known: Known::default(),
        }
    }

    /// Reads a file.
    ///
    /// # Errors
    /// When there is none, or it is no baseline.
    pub fn read(file: &Path, cwd: &Path) -> anyhow::Result<Self> {
        let mut out = Self::at(file, cwd);
        let shown = || display(&out.file, &out.cwd);
        let text = std::fs::read_to_string(&out.file)
            .with_context(shown)
            .context("the baseline cannot be read; --write-baseline writes it")?;
        let known: Known = serde_json::from_str(&text)
            .with_context(shown)
            .context("this is no baseline")?;
        ensure!(
            known.version == VERSION,
            "{}: a baseline of version {}, and {VERSION} is known",
            shown(),
            known.version
        );
        out.known = known;
        Ok(out)
    }

    /// Takes what is known out of a report. `asked` tells of a path whether it was read.
    pub fn apply(&self, outcome: &mut Outcome, asked: &dyn Fn(&Path) -> bool) -> Met {
        let marks = self.marks(outcome);
        let is_known = |(path, mark): &(String, String)| {
            let known = self.known.findings.get(path);
            known.is_some_and(|known| known.contains(mark))
        };
        let known: Vec<bool> = marks.iter().map(is_known).collect();
        let mut all = known.iter();
        outcome.keep(|_| !all.next().copied().unwrap_or_default());
        let there: BTreeSet<(&str, &str)> = marks
            .iter()
            .map(|(path, mark)| (path.as_str(), mark.as_str()))
            .collect();
        let folder = self.folder();
        let files = self.known.findings.iter();
        let files = files.filter(|(path, _)| asked(&folder.join(path)));
        let gone = files.map(|(path, known)| {
            let gone = |mark: &&String| !there.contains(&(path.as_str(), mark.as_str()));
            known.iter().filter(gone).count()
        });
        Met {
            known: known.iter().filter(|known| **known).count(),
            gone: gone.sum(),
        }
    }

    /// Writes the findings of a report. Gives their number, and the path as people read it.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, outcome: &Outcome) -> anyhow::Result<(usize, String)> {
        let mut known = Known {
            version: VERSION,
            ..Known::default()
        };
        for (path, mark) in self.marks(outcome) {
            known.findings.entry(path).or_default().insert(mark);
        }
        let text = serde_json::to_string_pretty(&known)? + "\n";
        let shown = display(&self.file, &self.cwd);
        write_whole(&self.file, text.as_bytes()).with_context(|| shown.clone())?;
        Ok((outcome.report.findings.len(), shown))
    }

    fn folder(&self) -> &Path {
        self.file.parent().unwrap_or(&self.cwd)
    }

    /// The paths of findings from the baseline's folder on, each with what it is known by.
    fn marks(&self, outcome: &Outcome) -> Vec<(String, String)> {
        let mut ranks: BTreeMap<(String, String, String), usize> = BTreeMap::new();
        let mut lines = Lines::new();
        let findings = outcome.report.findings.iter();
        let marks = findings.map(|finding| {
            let path = display(
                &normalised(&self.cwd.join(&finding.location.path)),
                self.folder(),
            );
            let text = text_of(outcome, &mut lines, finding);
            let key = (finding.code.clone(), path.clone(), text.clone());
            let rank = ranks.entry(key).or_default();
            let mark = mark(&finding.code, &path, &text, *rank);
            *rank += 1;
            (path, format!("{} {mark}", finding.code))
        });
        marks.collect()
    }
}

/// The text of a finding's place. Its offsets are those of the file's bytes: lines and columns lead there.
fn text_of(outcome: &Outcome, positions: &mut Lines, finding: &Finding) -> String {
    let at = &finding.location;
    let key = (at.path.clone(), at.cell);
    let Some(text) = outcome.texts.get(&key) else {
        return String::new();
    };
    let positions = positions.entry(key).or_insert_with(|| Positions::new(text));
    let [start, end] =
        [at.start, at.end].map(|place| positions.offset(text, place.line, place.column));
    text.get(start..end).unwrap_or_default().to_owned()
}
