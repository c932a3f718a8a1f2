//! What `exuvia verify` must know of a project as it was when its plan was made: hashes of its files, and which of their
//! lines the plan names. No text is kept, and no date: the same project gives the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use pep440_rs::Version;
use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::stages::Stage;
use super::view::{View, file_hash};
use crate::engine::{Options, Outcome, Stood};
use crate::manifest::{Format, Listing, written_by};
use crate::source::discover::{FileKind, FoundFile};

/// The version of the format.
pub const VERSION: u32 = 1;

/// A project as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// Version of the format.
    pub version: u32,
    /// What the plan was asked for.
    pub asked: Asked,
    /// The versions that the project stood at, by pack and folder.
    pub stood: BTreeMap<String, BTreeMap<String, Option<Version>>>,
    /// Marks of the findings that say what is known of the versions that the project goes to: once it is there, that is no
    /// news.
    pub ahead: BTreeSet<String>,
    /// Each file that was read, by its path relative to the folder that the plan was made in.
    pub files: BTreeMap<String, FileState>,
}

/// What a plan was asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Asked {
    /// Files and folders; the current folder if there are none.
    pub paths: Vec<String>,
    /// Rules that were reported; all if there are none.
    pub select: Vec<String>,
    /// Rules that were left out.
    pub ignore: Vec<String>,
    /// Versions that were given.
    pub from: BTreeMap<String, Version>,
    /// See there.
    pub target: BTreeMap<String, Version>,
    /// Options of packs.
    pub options: BTreeMap<String, String>,
    /// The packages that the plan was narrowed to; none where it is about all.
    pub packages: Option<Vec<String>>,
}

/// A file as it was.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileState {
    /// Of its bytes.
    pub hash: String,
    /// Of its lines, where the plan names some: with a blank between. Of a notebook, those of its code cells, one cell
    /// behind the other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lines: Option<String>,
    /// Of a notebook: the index of each code cell and how many lines it has.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<(u32, u32)>,
    /// The first and the last line of what may change, among all lines, from 1; where lines may be put in and none may
    /// change, the last one stands before the first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub named: Vec<(u32, u32)>,
    /// The first and the last line of imports, or of requirements: what replaces them, or is put beside them, must be such.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub imports: Vec<(u32, u32)>,
    /// Hashes of the file after each patch that changes it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub patched: Vec<String>,
    /// Whether a tool writes it: then all of it may change.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub written: bool,
}

/// What a state is made of.
pub struct Inputs<'a> {
    /// What the plan was asked for.
    pub options: &'a Options,
    /// The packages that it was narrowed to.
    pub packages: Option<Vec<String>>,
    /// The versions that the project stands at.
    pub stood: Stood,
    /// The files that were read.
    pub files: &'a [FoundFile],
    /// What was found.
    pub outcome: &'a Outcome,
    /// The patches.
    pub stages: &'a [Stage],
    /// What the manifests ask for.
    pub listing: &'a Listing,
}

/// The state of a project, of which `read` gives the bytes of files.
pub fn state(inputs: Inputs<'_>, read: impl Fn(&Path) -> std::io::Result<Vec<u8>>) -> State {
    let named = named(&inputs);
    let files = inputs.files.iter().filter_map(|file| {
        // What cannot be read is a problem of the report.
        let bytes = read(&file.path).ok()?;
        let is_named = named.contains(file.display.as_str());
        Some((
            file.display.clone(),
            of_file(&inputs, file, &bytes, is_named),
        ))
    });
    let files = files.collect();
    let options = inputs.options;
    let paths = options.paths.iter();
    State {
        version: VERSION,
        asked: Asked {
            paths: paths
                .map(|path| path.to_string_lossy().into_owned())
                .collect(),
            select: options.select.clone(),
            ignore: options.ignore.clone(),
            from: options.from.clone(),
            target: options.target.clone(),
            options: options.settings.clone(),
            packages: inputs.packages,
        },
        stood: inputs.stood,
        ahead: inputs.outcome.holes_ahead.clone(),
        files,
    }
}

/// A state as JSON with a line's end: each file on a line of its own, so that two of them can be compared.
#[must_use]
pub fn render(state: &State) -> String {
    let mut out = format!(
        "{{\n\"version\": {},\n\"asked\": {},\n\"stood\": {},\n\"ahead\": {},\n\"files\": {{",
        state.version,
        json(&state.asked),
        json(&state.stood),
        json(&state.ahead)
    );
    for (number, (path, file)) in state.files.iter().enumerate() {
        let comma = if number == 0 { "" } else { "," };
        out.push_str(&format!("{comma}\n{}: {}", json(path), json(file)));
    }
    out.push_str("\n}\n}\n");
    out
}

fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).expect("a state is plain data")
}

/// The files that the plan names lines of.
fn named<'a>(inputs: &Inputs<'a>) -> BTreeSet<&'a str> {
    let findings = inputs.outcome.report.findings.iter();
    let places = findings.flat_map(|finding| {
        let related = finding.related.iter().map(|one| &one.location);
        std::iter::once(&finding.location).chain(related)
    });
    let mut out: BTreeSet<&str> = places.map(|place| place.path.as_str()).collect();
    let changes = inputs.stages.iter().flat_map(|stage| &stage.changes);
    let changed: BTreeSet<&Path> = changes.map(|change| change.path.as_path()).collect();
    let files = inputs.files.iter();
    let touched = files.filter(|file| changed.contains(file.path.as_path()));
    out.extend(touched.map(|file| file.display.as_str()));
    let asking = inputs.listing.requirements.iter();
    out.extend(asking.map(|one| one.file.as_str()));
    out
}

fn of_file(inputs: &Inputs<'_>, file: &FoundFile, bytes: &[u8], is_named: bool) -> FileState {
    let mut out = FileState {
        hash: file_hash(bytes),
        written: file.kind == FileKind::Manifest && is_written(&file.path, bytes),
        ..FileState::default()
    };
    if !is_named || out.written {
        return out;
    }
    let view = View::of(&file.path, &file.display, file.kind, bytes);
    out.lines = Some(view.hashes().join(" "));
    out.cells = cells(&view);
    let mut named = places(inputs, &file.display, &view);
    let of_stage = |stage: &Stage| {
        let mut changes = stage.changes.iter();
        let change = changes.find(|change| change.path == file.path)?;
        Some(change.after.clone())
    };
    for after in inputs.stages.iter().filter_map(of_stage) {
        out.patched.push(file_hash(&after));
        let after = View::of(&file.path, &file.display, file.kind, &after);
        named.extend(changed(&view, &after));
    }
    out.named = numbered(named);
    let requirements = requirement_lines(inputs.listing, &file.display, bytes);
    let requirements = requirements.filter_map(|(first, last)| {
        let first = view.index(None, first)?;
        Some((first, view.index(None, last).unwrap_or(first)))
    });
    let imports = view.imports().chain(requirements);
    out.imports = numbered(imports.map(|(first, last)| (first, last + 1)).collect());
    out
}

/// Whether a tool writes a manifest.
fn is_written(path: &Path, bytes: &[u8]) -> bool {
    Format::of(path).is_some_and(Format::is_lock)
        || std::str::from_utf8(bytes).is_ok_and(|text| written_by(text).is_some())
}

fn cells(view: &View) -> Vec<(u32, u32)> {
    let mut out: Vec<(u32, u32)> = Vec::new();
    for line in &view.lines {
        let Some(cell) = line.cell else { continue };
        match out.last_mut() {
            Some((last, count)) if *last == cell => *count += 1,
            _ => out.push((cell, 1)),
        }
    }
    out
}

/// The lines that findings, and the way to them, name.
fn places(inputs: &Inputs<'_>, path: &str, view: &View) -> Vec<(usize, usize)> {
    let findings = inputs.outcome.report.findings.iter();
    let places = findings.flat_map(|finding| {
        let related = finding.related.iter().map(|one| &one.location);
        std::iter::once(&finding.location).chain(related)
    });
    let own = places.filter(|place| place.path == path);
    let stretches = own.filter_map(|place| view.named(place));
    stretches.map(|(first, last)| (first, last + 1)).collect()
}

/// The lines of a file that another one has otherwise, each stretch with the line behind it.
fn changed(before: &View, after: &View) -> Vec<(usize, usize)> {
    let (old, new) = (before.hashes(), after.hashes());
    let operations = capture_diff_slices(Algorithm::Myers, &old, &new).into_iter();
    let changed = operations.filter(|one| !matches!(one, DiffOp::Equal { .. }));
    changed
        .map(|one| (one.old_range().start, one.old_range().end))
        .collect()
}

/// The lines of the requirements of a manifest, from 1: with those that belong to them, as the hashes of pip's.
pub fn requirement_lines<'a>(
    listing: &'a Listing,
    path: &'a str,
    bytes: &[u8],
) -> impl Iterator<Item = (u32, u32)> + use<'a> {
    let text = String::from_utf8_lossy(bytes);
    let lines: Vec<bool> = text
        .lines()
        .map(|line| line.trim_end().ends_with('\\'))
        .collect();
    let own = listing.requirements.iter();
    let own = own.filter(move |one| one.file == path);
    own.map(move |one| {
        let goes_on = |line: u32| lines.get(line as usize - 1).copied().unwrap_or_default();
        let mut last = one.line;
        while last > 0 && goes_on(last) {
            last += 1;
        }
        (one.line, last)
    })
}

/// Stretches, each with the line behind it, as the file has them: from 1, sorted, each once.
fn numbered(mut stretches: Vec<(usize, usize)>) -> Vec<(u32, u32)> {
    stretches.sort_unstable();
    stretches.dedup();
    let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    stretches
        .into_iter()
        .map(|(first, end)| (number(first + 1), number(end)))
        .collect()
}
