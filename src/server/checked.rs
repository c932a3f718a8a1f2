//! What a check of the open state found, by file, with the way to places of the protocol.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lsp_types::{Position, Range};

use super::documents::Documents;
use super::lines::Lines;
use super::{OptionsOf, catch, options_at};
use crate::baseline::Baseline;
use crate::engine::{self, Outcome};
use crate::finding::{Finding, Fix, Location};
use crate::rules::load::Pack;
use crate::source::paths::normalised;

/// A text as it was checked.
struct Text {
    text: Arc<str>,
    lines: Lines,
}

/// What one root gave.
struct Root {
    findings: BTreeMap<PathBuf, Vec<Finding>>,
    fixes: BTreeMap<String, Fix>,
    packs: Vec<Arc<Pack>>,
}

/// What was found.
pub(super) struct Checked {
    roots: Vec<Root>,
    /// The roots that could not be checked, and why.
    failed: Vec<(PathBuf, String)>,
    texts: BTreeMap<PathBuf, Text>,
    cwd: PathBuf,
}

/// A finding, and the root that it was found below.
#[derive(Clone, Copy)]
pub(super) struct Found<'a> {
    pub(super) finding: &'a Finding,
    root: usize,
}

impl Checked {
    /// Checks what stands below each root. What is wrong with one of them keeps nothing of the others back.
    pub(super) fn new(
        roots: &[PathBuf],
        documents: &Documents,
        options: &OptionsOf,
        cwd: &Path,
    ) -> Self {
        let mut checked = Self {
            roots: Vec::new(),
            failed: Vec::new(),
            texts: BTreeMap::new(),
            cwd: cwd.to_owned(),
        };
        for root in roots {
            let outcome = catch(|| {
                let options = options_at(root, documents, options)?;
                let mut outcome = engine::check(&options)?;
                if let Some(file) = Baseline::configured(&options) {
                    Baseline::read(&file, cwd)?.apply(&mut outcome, &|_| false);
                }
                Ok((outcome, options.packs()?))
            });
            match outcome {
                Ok((outcome, packs)) => checked.take(outcome, packs, documents),
                Err(error) => checked.failed.push((root.clone(), format!("{error:#}"))),
            }
        }
        checked
    }

    fn take(&mut self, outcome: Outcome, packs: Vec<Arc<Pack>>, documents: &Documents) {
        for ((shown, cell), text) in &outcome.texts {
            if cell.is_none() {
                self.texts.insert(self.path(shown), Text::of(text.clone()));
            }
        }
        let mut findings: BTreeMap<PathBuf, Vec<Finding>> = BTreeMap::new();
        for finding in outcome.report.findings {
            // Editors show cells of a notebook as texts of their own, which are not opened here.
            if finding.location.cell.is_none() {
                let path = self.path(&finding.location.path);
                findings.entry(path).or_default().push(finding);
            }
        }
        // A file in which nothing is found may be one that a fix changes.
        let changed = outcome.report.fixes.iter().flat_map(|fix| &fix.files);
        let changed: BTreeSet<PathBuf> = changed.map(|file| self.path(&file.path)).collect();
        for path in changed {
            if !self.texts.contains_key(&path)
                && let Some(now) = documents.now(&path)
            {
                self.texts.insert(path, Text::of(now.text));
            }
        }
        let fixes = outcome.report.fixes.into_iter();
        self.roots.push(Root {
            findings,
            fixes: fixes.map(|fix| (fix.id.clone(), fix)).collect(),
            packs,
        });
    }

    /// The file that a report shows so.
    pub(super) fn path(&self, shown: &str) -> PathBuf {
        normalised(&self.cwd.join(shown))
    }

    /// What kept roots from being checked.
    pub(super) fn complaints(&self) -> impl Iterator<Item = &str> {
        self.failed.iter().map(|(_, why)| why.as_str())
    }

    /// Whether a file lies below a root that could not be checked.
    pub(super) fn is_unknown(&self, path: &Path) -> bool {
        self.failed.iter().any(|(root, _)| path.starts_with(root))
    }

    /// The files with findings.
    pub(super) fn files(&self) -> BTreeSet<&Path> {
        let roots = self.roots.iter();
        let paths = roots.flat_map(|root| root.findings.keys());
        paths.map(PathBuf::as_path).collect()
    }

    /// The findings of a file.
    pub(super) fn findings<'a>(&'a self, path: &'a Path) -> impl Iterator<Item = Found<'a>> {
        let roots = self.roots.iter().enumerate();
        roots.flat_map(move |(root, one)| {
            let findings = one.findings.get(path).into_iter().flatten();
            findings.map(move |finding| Found { finding, root })
        })
    }

    /// The findings whose place a range touches.
    pub(super) fn touched<'a>(
        &'a self,
        path: &'a Path,
        range: Range,
    ) -> impl Iterator<Item = Found<'a>> {
        self.findings(path).filter(move |found| {
            let place = self.range(&found.finding.location);
            place.start <= range.end && range.start <= place.end
        })
    }

    /// The packs that a finding's rule is one of.
    pub(super) fn packs(&self, found: Found<'_>) -> &[Arc<Pack>] {
        &self.roots[found.root].packs
    }

    /// A place.
    pub(super) fn range(&self, location: &Location) -> Range {
        let text = self.texts.get(&self.path(&location.path));
        let at = |place| match text {
            Some(text) => text.lines.of_place(&text.text, place),
            None => Position::new(place.line.saturating_sub(1), place.column.saturating_sub(1)),
        };
        Range::new(at(location.start), at(location.end))
    }

    /// Bytes of a text as a range; none where the text that was checked is another one.
    pub(super) fn bytes(&self, path: &Path, text: &str, start: u32, end: u32) -> Option<Range> {
        let checked = self.texts.get(path)?;
        (*checked.text == *text).then(|| checked.lines.of_bytes(text, start, end))
    }

    /// The fix of a finding and those that it asks for, which are applied together.
    pub(super) fn fixes(&self, found: Found<'_>) -> Option<Vec<&Fix>> {
        let fixes = &self.roots[found.root].fixes;
        let mut all: Vec<&Fix> = Vec::new();
        let mut left = vec![found.finding.fix_id.as_deref()?];
        while let Some(id) = left.pop() {
            if all.iter().any(|fix| fix.id == id) {
                continue;
            }
            let fix = fixes.get(id)?;
            left.extend(fix.requires.iter().map(String::as_str));
            all.push(fix);
        }
        Some(all)
    }
}

impl Text {
    fn of(text: Arc<str>) -> Self {
        Self {
            lines: Lines::new(&text),
            text,
        }
    }
}
