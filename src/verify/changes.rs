//! What changed since a plan was made, and which of it the plan names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{Inputs, Spot};
use crate::plan::state::{FileState, requirement_lines};
use crate::plan::view::{Line, View, file_hash, line_hash};
use crate::source::discover::FoundFile;

/// What happened somewhere that the plan does not name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// Lines changed.
    Changed,
    /// Lines were put in.
    Added,
    /// Lines were taken away.
    Removed,
    /// The file was not there.
    NewFile,
    /// The file is not there any more.
    RemovedFile,
    /// The file, of which the plan names nothing, changed.
    ChangedFile,
}

/// A change that the plan does not name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Outside {
    /// Where it begins, in the file as it is now.
    #[serde(flatten)]
    pub place: Spot,
    /// The last line.
    pub end_line: u32,
    /// What happened.
    pub what: What,
}

/// A file that changed, line by line.
struct Changed {
    /// For each line that is as it was: its place before, from 0.
    before: BTreeMap<(Option<u32>, u32), (Option<u32>, u32)>,
    outside: Vec<Outside>,
}

/// All changes since a plan was made.
pub(super) struct Changes {
    /// Whether there is a plan.
    since: bool,
    files: BTreeMap<String, Changed>,
}

impl Changes {
    /// Compares.
    pub(super) fn of(
        inputs: &Inputs<'_>,
        read: &dyn Fn(&Path) -> std::io::Result<Vec<u8>>,
    ) -> Self {
        let mut files = BTreeMap::new();
        let Some(since) = inputs.since else {
            return Self {
                since: false,
                files,
            };
        };
        let now: BTreeMap<&str, &FoundFile> = inputs
            .files
            .iter()
            .map(|file| (file.display.as_str(), file))
            .collect();
        for (path, state) in &since.state.files {
            let bytes = now.get(path.as_str()).map(|file| read(&file.path));
            let changed = match (now.get(path.as_str()), bytes) {
                (Some(file), Some(Ok(bytes))) if file_hash(&bytes) != state.hash => {
                    Changed::of(state, file, &bytes, inputs)
                }
                (Some(_), Some(Ok(_))) => continue,
                _ => Changed::whole(path, What::RemovedFile),
            };
            files.insert(path.clone(), changed);
        }
        let is_new = |path: &&&str| !since.state.files.contains_key(**path);
        for path in now.keys().filter(is_new) {
            files.insert((*path).to_owned(), Changed::whole(path, What::NewFile));
        }
        Self { since: true, files }
    }

    /// Whether a file was edited; without a plan each one may have been.
    pub(super) fn is_edited(&self, path: &str) -> bool {
        !self.since || self.files.contains_key(path)
    }

    /// Where a line stood before, if it is as it was.
    pub(super) fn before(&self, place: &Spot) -> Option<(Option<u32>, u32)> {
        match self.files.get(&place.path) {
            None => Some((place.cell, place.line)),
            Some(changed) => changed.before.get(&(place.cell, place.line)).copied(),
        }
    }

    /// What the plan does not name, sorted by place.
    pub(super) fn outside(&self) -> Vec<Outside> {
        let mut out: Vec<Outside> = self
            .files
            .values()
            .flat_map(|changed| changed.outside.iter().cloned())
            .collect();
        out.sort();
        out
    }
}

impl Changed {
    fn whole(path: &str, what: What) -> Self {
        Self {
            before: BTreeMap::new(),
            outside: vec![Outside {
                place: Spot {
                    path: path.to_owned(),
                    cell: None,
                    line: 1,
                },
                end_line: 1,
                what,
            }],
        }
    }

    fn of(state: &FileState, file: &FoundFile, bytes: &[u8], inputs: &Inputs<'_>) -> Self {
        if state.written {
            return Self {
                before: BTreeMap::new(),
                outside: Vec::new(),
            };
        }
        let Some(lines) = &state.lines else {
            return Self::whole(&file.display, What::ChangedFile);
        };
        let old: Vec<&str> = lines.split(' ').filter(|line| !line.is_empty()).collect();
        let view = View::of(&file.path, &file.display, file.kind, bytes);
        let new = view.hashes();
        let requirements = requirement_lines(inputs.listing, &file.display, bytes);
        let mut imports = view.import_lines();
        imports
            .extend(requirements.flat_map(|(first, last)| {
                (first..=last).filter_map(|line| view.index(None, line))
            }));
        let comparison = Comparison {
            state,
            path: &file.display,
            old: &old,
            view: &view,
            imports,
            blank: ["", "\r"].map(line_hash),
        };
        let places = places(state, old.len());
        let mut out = Self {
            before: BTreeMap::new(),
            outside: Vec::new(),
        };
        let is_patched = state.patched.contains(&file_hash(bytes));
        for operation in capture_diff_slices(Algorithm::Myers, &old, &new) {
            if let DiffOp::Equal {
                old_index,
                new_index,
                len,
            } = operation
            {
                out.before.extend((0..len).map(|step| {
                    let now = &view.lines[new_index + step];
                    ((now.cell, now.line), places[old_index + step])
                }));
            } else if !is_patched {
                out.outside.extend(comparison.outside(&operation));
            }
        }
        out
    }
}

/// The cell and the line of each line of a file as it was.
fn places(state: &FileState, lines: usize) -> Vec<(Option<u32>, u32)> {
    if state.cells.is_empty() {
        return (1..).take(lines).map(|line| (None, line)).collect();
    }
    let cells = state.cells.iter();
    cells
        .flat_map(|(cell, count)| (1..=*count).map(|line| (Some(*cell), line)))
        .collect()
}

/// A file before and after.
struct Comparison<'a> {
    state: &'a FileState,
    path: &'a str,
    old: &'a [&'a str],
    view: &'a View,
    /// The lines of imports, and of requirements, that the file has now.
    imports: BTreeSet<usize>,
    /// The hashes of lines without anything.
    blank: [String; 2],
}

impl Comparison<'_> {
    /// What of a stretch that changed the plan does not name.
    fn outside(&self, operation: &DiffOp) -> Option<Outside> {
        let (old, new) = (operation.old_range(), operation.new_range());
        let named = |line: usize| is_in(&self.state.named, line);
        let is_import = |line: usize| is_in(&self.state.imports, line);
        let is_blank = |line: usize| self.blank.iter().any(|hash| hash == self.old[line]);
        let beside = is_beside(&self.state.named, old.start);
        let touches = old.clone().any(named) || old.is_empty() && beside;
        let may_go = |line: usize| named(line) || is_import(line) || is_blank(line);
        let may_come = |line: usize| self.imports.contains(&line) || self.view.lines[line].blank;
        let about_imports =
            old.clone().any(is_import) || new.clone().any(|line| self.imports.contains(&line));
        let is_named =
            old.clone().all(may_go) && (touches || about_imports && new.clone().all(may_come));
        if is_named {
            return None;
        }
        let what = match (old.is_empty(), new.is_empty()) {
            (true, _) => What::Added,
            (_, true) => What::Removed,
            _ => What::Changed,
        };
        Some(self.stretch(new.start, new.end, what))
    }

    /// A stretch of the file as it is now; of what was taken away, the line that stands there.
    fn stretch(&self, start: usize, end: usize, what: What) -> Outside {
        let lines = &self.view.lines;
        let first: Option<&Line> = lines.get(start).or(lines.last());
        let last = lines.get(end.saturating_sub(1).max(start)).or(first);
        let line = first.map_or(1, |line| line.line);
        let cell = first.and_then(|line| line.cell);
        Outside {
            place: Spot {
                path: self.path.to_owned(),
                cell,
                line,
            },
            end_line: last
                .filter(|last| last.cell == cell)
                .map_or(line, |last| last.line),
            what,
        }
    }
}

/// Whether a line, from 0, lies in one of the stretches.
fn is_in(stretches: &[(u32, u32)], line: usize) -> bool {
    let line = u32::try_from(line + 1).unwrap_or(u32::MAX);
    stretches
        .iter()
        .any(|(first, last)| *first <= line && line <= *last)
}

/// Whether what is put in before a line, from 0, stands in one of the stretches, above it or below it.
fn is_beside(stretches: &[(u32, u32)], before: usize) -> bool {
    let before = u32::try_from(before).unwrap_or(u32::MAX);
    stretches
        .iter()
        .any(|(first, last)| first.saturating_sub(1) <= before && before <= *last)
}
