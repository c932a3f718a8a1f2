//! Manifests of a run: which versions the project stands at, what the rules say of its requirements,
//! and the edits that raise them.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use aho_corasick::AhoCorasick;
use pep440_rs::Version;
use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::faults::manifest_mark;
use super::floors::{ManifestFix, fix_of};
use super::held::{Held, MARK, Reader, shown};
use super::pins::{Ahead, Code, asked_here, counts_for, left_behind};
use super::read::Walked;
use super::{Change, Options, Outcome, Selection, judge, replaced};
use crate::finding::{
    Applicability, Finding, Problem, Report, Severity, Symbol, TextEdit, cell_number, sentences,
};
use crate::manifest::{Cause, FloorChange, Format, ManifestSet};
use crate::matching::ahead::{reaches_back, reaches_the_surface};
use crate::matching::requirements::{Wanting, wanting};
use crate::rules::active::ActivePack;
use crate::rules::load::Pack;
use crate::rules::policy::{Place, Policy};
use crate::rules::schema::Reason;
use crate::rules::select::Selector;
use crate::source::discover::FileKind;

/// The manifests that were read.
pub struct Manifests {
    set: ManifestSet,
    held: BTreeMap<PathBuf, Held>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

impl Manifests {
    /// Reads the manifests of a walk, those above it and the files that they include. What stands above
    /// says which versions there are, and is neither judged nor changed: nobody asked for it. `packs` are those whose
    /// packages locks are asked about; `scripts` the files of code that may say what they need.
    #[must_use]
    pub fn read(
        options: &Options,
        walked: &Walked,
        packs: &[Arc<Pack>],
        scripts: &FxHashSet<String>,
    ) -> Self {
        let mut reader = Reader::new(options);
        let mut problems = Vec::new();
        let asked = spellings(packs);
        let unread = reader.take_each(&walked.manifests, |reader, file| {
            // What a lock says is not changed by hand.
            let is_lock = Format::of(&file.path).is_some_and(Format::is_lock);
            match (is_lock, &asked) {
                (true, Some(asked)) => reader.read_lock(file, asked),
                _ => Some(reader.read(&file.path, &file.display)),
            }
        });
        problems.extend(unread.into_iter().map(|(file, why)| Problem {
            path: file.display.clone(),
            message: why.to_string(),
        }));
        let asked: BTreeSet<&str> = walked.manifests.iter().map(|file| &*file.display).collect();
        // Code, notebooks, images and CI files say as well what is installed. What of them cannot be read is said where it is
        // read for its own sake.
        let beside = walked.code.par_iter().chain(&walked.variables);
        reader.take_each(beside, |reader, file| match file.kind {
            FileKind::Notebook => reader.read_notebook(file).map(Ok),
            _ if Format::of(&file.path).is_some() => Some(reader.read(&file.path, &file.display)),
            FileKind::Python if scripts.contains(&file.display) => reader.read_any(file),
            _ => None,
        });
        let above = walked.above.iter();
        for file in above.filter(|file| !asked.contains(&*file.display)) {
            reader.take(&file.path, &file.display, false);
        }
        let set = reader.with_includes(&walked.cwd);
        let mut held = reader.held;
        for one in held.values_mut() {
            let suppressions = std::mem::take(&mut one.suppressions);
            one.suppressions = suppressions.within(walked.local.at(&one.path));
        }
        let said = set.problems().into_iter();
        let said = said.map(|(path, problem)| (path.to_owned(), problem));
        // What else the others are is read elsewhere, and lock files are long: of those it is said that nothing could be read.
        let is_said = |path: &PathBuf, cause: &Cause| {
            let is_whole = matches!(cause, Cause::JsonSyntax(_) | Cause::TomlSyntax(_));
            let is_lock = Format::of(path).is_some_and(Format::is_lock);
            held.get(path)
                .is_some_and(|held| is_list(path, held) || is_lock && is_whole)
        };
        let said = said.filter(|(path, problem)| is_said(path, &problem.cause));
        problems.extend(said.map(|(path, problem)| Problem {
            path: shown(&path),
            message: format!("{}: {}", place_of(&held[&path], &problem), problem.cause),
        }));
        Self {
            set,
            held,
            problems,
        }
    }

    /// What is wrong with the comments that keep lines as they are.
    pub fn wrong_comments<'a>(
        &'a self,
        packs: &'a [Arc<Pack>],
    ) -> impl Iterator<Item = Problem> + 'a {
        let lists = self.held.iter();
        lists
            .filter(|(display, held)| is_list(display, held))
            .flat_map(|(display, held)| held.suppressions.problems(&shown(display), packs))
    }

    /// Whether a manifest was read that is nothing else, by its path as reports show it.
    #[must_use]
    pub fn holds(&self, display: &str) -> bool {
        let held = self.held.get(Path::new(display));
        held.is_some_and(|held| held.notebook.is_none() && is_list(Path::new(display), held))
    }

    /// All that was read.
    #[must_use]
    pub const fn set(&self) -> &ManifestSet {
        &self.set
    }

    /// The text of a manifest that is judged.
    #[must_use]
    pub fn held(&self, path: &Path) -> Option<&Held> {
        self.held.get(path)
    }

    /// The versions that the folders with code stand at, as the manifest that governs each says; none
    /// where none does, or where it gives no version. A notebook that says it itself stands beside them.
    #[must_use]
    pub fn versions(
        &self,
        code: &Standing<'_>,
        distributions: &[String],
    ) -> BTreeMap<String, Option<Version>> {
        let version = |folder: &str| {
            distributions.iter().find_map(|distribution| {
                let source = Path::new(folder).join("a.py");
                self.set.governing(&source, distribution)?.version
            })
        };
        let own = |display: &str| {
            distributions.iter().find_map(|distribution| {
                self.set.own_pin(Path::new(display), distribution)?.version
            })
        };
        let notebooks = code.notebooks.iter().filter_map(|display| {
            let version = own(display)?;
            Some(((*display).to_owned(), Some(version)))
        });
        let folders = code.folders.iter();
        folders
            .map(|folder| ((*folder).to_owned(), version(folder)))
            .chain(notebooks)
            .collect()
    }

    /// Adds what the packs' policies say of the requirements; gives the fixes. `targets` are the versions
    /// that the options name.
    #[must_use]
    pub fn judge(
        &self,
        packs: &[ActivePack],
        targets: &BTreeMap<String, Version>,
        selector: &Selector,
        code: &Code<'_>,
        outcome: &mut Outcome,
    ) -> Vec<ManifestFix> {
        let mut fixes = Vec::new();
        for (index, pack) in packs.iter().enumerate() {
            let asked = Asked {
                set: &self.set,
                pack,
                index,
                code,
                ahead: OnceCell::new(),
                dual: OnceCell::new(),
            };
            let policies: Vec<&Policy> = pack
                .requirement_policies()
                .filter(|policy| selector.selects(&pack.pack.header.name, &policy.code))
                .collect();
            for manifest in self.set.manifests() {
                let Some(held) = self.held.get(&manifest.path) else {
                    continue;
                };
                for one in wanting(&policies, manifest, &held.text, &pack.target, targets) {
                    fixes.extend(asked.judge(held, one, outcome));
                }
            }
        }
        fixes
    }

    /// The manifests that change when the selected fixes are applied, and the fixes' ids. Of two fixes
    /// of one requirement, the one that raises it higher is taken. Notebooks that change already are left to
    /// the next round, and manifests that cannot be written are left alone.
    #[must_use]
    pub fn apply(
        &self,
        mut fixes: Vec<ManifestFix>,
        selection: &Selection,
        taken: &[Change],
        unwritable: &BTreeMap<PathBuf, String>,
    ) -> (Vec<Change>, Vec<String>) {
        fixes.retain(|one| {
            let mut taken = taken.iter();
            let is_taken = taken.any(|change| Path::new(&change.display) == one.path);
            let held = self.held.get(&one.path);
            !is_taken
                && held.is_none_or(|held| !unwritable.contains_key(&held.path))
                && one.fix.applicability >= selection.least
                && selection.takes(&one.package, &one.distribution)
        });
        fixes.sort_by(|one, other| (&other.floor, &one.fix.id).cmp(&(&one.floor, &other.fix.id)));
        let mut edits: BTreeMap<&Path, Vec<&TextEdit>> = BTreeMap::new();
        let mut applied = Vec::new();
        for one in &fixes {
            let held = edits.entry(&one.path).or_default();
            let mine: Vec<&TextEdit> = one.edits.iter().collect();
            let meets = |a: &TextEdit, b: &TextEdit| a.start <= b.end && b.start <= a.end;
            if mine.iter().any(|a| held.iter().any(|b| meets(a, b))) {
                continue;
            }
            held.extend(mine);
            applied.push(one.fix.id.clone());
        }
        let changes = edits
            .into_iter()
            .filter_map(|(path, edits)| self.changed(path, edits))
            .collect();
        (changes, applied)
    }

    fn changed(&self, display: &Path, mut edits: Vec<&TextEdit>) -> Option<Change> {
        let held = self.held.get(display)?;
        edits.sort();
        if let Some(unit) = &held.notebook {
            let edits: Vec<TextEdit> = edits.into_iter().cloned().collect();
            let before = unit.bytes().ok()?;
            let after = unit.with_command_edits(&edits).ok()?;
            return (after != before).then(|| Change {
                path: held.path.clone(),
                display: shown(display),
                before,
                after,
            });
        }
        let mark = if held.marked { MARK } else { "" };
        let before = format!("{mark}{}", held.text);
        let mut after = before.clone();
        for edit in edits.iter().rev() {
            after.replace_range(edit.range(), &edit.replacement);
        }
        (after != before).then(|| Change {
            path: held.path.clone(),
            display: shown(display),
            before: before.into_bytes(),
            after: after.into_bytes(),
        })
    }
}

/// Where the code of a walk stands: of what versions are asked, for each pack.
pub struct Standing<'w> {
    /// The folders with code, or with files that set variables.
    folders: BTreeSet<&'w str>,
    notebooks: Vec<&'w str>,
}

impl<'w> Standing<'w> {
    /// Looks at the paths of a walk.
    #[must_use]
    pub fn of(walked: &'w Walked) -> Self {
        let files = walked.code.iter().chain(&walked.variables);
        let mut folders: Vec<&str> = files.map(|file| folder_of(&file.display)).collect();
        // Most stand beside the one before.
        folders.dedup();
        let notebooks = walked.code.iter();
        let notebooks = notebooks.filter(|file| file.kind == FileKind::Notebook);
        Self {
            folders: folders.into_iter().collect(),
            notebooks: notebooks.map(|file| file.display.as_str()).collect(),
        }
    }
}

/// Brings a report into its order after findings were added, and counts them.
pub fn settle(report: &mut Report) {
    report.findings.sort_by(|one, other| {
        (&one.location, &one.code, &one.message).cmp(&(
            &other.location,
            &other.code,
            &other.message,
        ))
    });
    report.fixes.sort_by(|one, other| one.id.cmp(&other.id));
    report.summary = judge::summary(&report.findings, &report.fixes);
}

/// What the code of a pack says of requirements.
struct Asked<'a> {
    set: &'a ManifestSet,
    pack: &'a ActivePack,
    index: usize,
    code: &'a Code<'a>,
    ahead: OnceCell<Vec<Ahead>>,
    dual: OnceCell<Vec<String>>,
}

impl Asked<'_> {
    /// Adds what is said of one requirement; gives its fix, if there is one.
    fn judge(
        &self,
        held: &Held,
        mut one: Wanting<'_>,
        outcome: &mut Outcome,
    ) -> Option<ManifestFix> {
        let moved = one
            .replacement()
            .and_then(|_| replaced::moved((self.set, held), (self.index, self.code), &mut one));
        let ahead = self.ahead(&one);
        if one.open && ahead.is_empty() {
            return None;
        }
        let header = &self.pack.pack.header;
        let (mut finding, mut fix) = reported(&header.name, held, &one, outcome)?;
        if held.suppressions.cover(&finding) {
            return None;
        }
        left_behind(&mut finding, &ahead, &one);
        if let Some(moved) = &moved {
            moved.say(&mut finding, &one);
            // It goes with the code that has moved, of which its own package is no part.
            let own = header.distributions.first().unwrap_or(&header.name);
            fix.iter_mut()
                .for_each(|fix| fix.distribution.clone_from(own));
        }
        let locks = self.set.locked_beside(&one.path, &one.requirement.package);
        for command in locks.iter().filter(|_| fix.is_some()) {
            finding.add_help(&format!("Then write the lock anew: `{command}`"));
        }
        if let Some(fix) = &mut fix {
            fix.fix.applicability = finding.applicability;
        }
        for place in finding.related.iter().map(|related| &related.location) {
            let texts = outcome.texts.entry((place.path.clone(), place.cell));
            texts.or_insert_with(|| (self.code.text)(place));
        }
        outcome.report.findings.push(finding);
        let fixes = fix.iter().map(|fix| fix.fix.clone());
        outcome.report.fixes.extend(fixes);
        fix
    }

    /// The places of code for which a requirement counts and that it has not kept up with.
    fn ahead(&self, one: &Wanting<'_>) -> Vec<&Ahead> {
        let admitted = &one.requirement.specifiers;
        let written = match one.open {
            true => reaches_back(self.pack, admitted),
            false => one.is_pin() && !reaches_the_surface(self.pack, admitted),
        };
        if !written {
            return Vec::new();
        }
        let places = self.ahead.get_or_init(|| (self.code.ahead)(self.index));
        let mut ahead = asked_here(self.set, places, one);
        if one.open && !ahead.is_empty() {
            let dual = self.dual.get_or_init(|| (self.code.dual)(self.index));
            ahead.retain(|_| !counts_for(self.set, dual, one));
        }
        ahead
    }
}

/// Whether what was read is a list of requirements that people write: no lock, no code, no image.
fn is_list(path: &Path, held: &Held) -> bool {
    let is_lock = Format::of(path).is_some_and(Format::is_lock);
    held.notebook.is_some() || !is_lock && Format::of(path).is_none_or(Format::is_alone)
}

/// What the name of one of the packs' packages holds, however that is written: its longest word.
fn spellings(packs: &[Arc<Pack>]) -> Option<AhoCorasick> {
    let asked = packs.iter().flat_map(|pack| &pack.policies);
    let asked = asked
        .flat_map(|policy| &policy.at)
        .filter_map(|at| match at {
            Place::Requirement(name) => Some(name),
            _ => None,
        });
    let names = packs
        .iter()
        .flat_map(|pack| &pack.header.distributions)
        .chain(asked);
    let words = names.filter_map(|name| name.split('-').max_by_key(|word| word.len()));
    let mut builder = AhoCorasick::builder();
    builder.ascii_case_insensitive(true).build(words).ok()
}

/// What is said of a requirement, with its fix; nothing if a comment suppresses it.
fn reported(
    pack: &str,
    held: &Held,
    one: &Wanting<'_>,
    outcome: &mut Outcome,
) -> Option<(Finding, Option<ManifestFix>)> {
    let display = shown(&one.path);
    let location = held.location(&display, &one.requirement.text_range);
    let fix = fix_of(pack, &display, one, &location, held);
    let (code, range) = (&one.policy.code, &one.requirement.text_range);
    let fingerprint = manifest_mark(held, &display, code, range, &outcome.report);
    if one.seen && !one.policy.advisory.is_empty() {
        outcome.today.insert(fingerprint.clone());
        outcome.holes.insert(fingerprint.clone());
    }
    if one.is_pin() {
        outcome.pins.insert(fingerprint.clone());
    }
    let applicability = fix
        .as_ref()
        .map_or(Applicability::Manual, |fix| fix.fix.applicability);
    let reason = (applicability == Applicability::Manual).then(|| {
        let reason = one.policy.reason.map_or("needs-decision", Reason::word);
        match one.seen {
            true => reason.to_owned(),
            false => "value-unknown".to_owned(),
        }
    });
    outcome
        .texts
        .entry((display, location.cell))
        .or_insert_with(|| held.text_at(&location));
    let finding = Finding {
        code: one.policy.code.clone(),
        name: one.policy.name.clone(),
        package: pack.to_owned(),
        distribution: Some(one.requirement.package.clone()),
        severity: match one.seen {
            true => one.policy.severity,
            false => Severity::Note,
        },
        fails: one.policy.fails,
        message: one.message.clone(),
        location,
        symbol: Symbol::default(),
        applicability,
        reason,
        help: help(one, one.policy.help.as_deref()),
        breaks_in: None,
        related: Vec::new(),
        fingerprint,
        fix_id: fix.as_ref().map(|fix| fix.fix.id.clone()),
    };
    Some((finding, fix))
}

/// The folder of a path as reports show it.
#[must_use]
pub fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

pub(super) fn help(one: &Wanting<'_>, first: Option<&str>) -> Option<String> {
    let mut out: Vec<String> = first.map(str::to_owned).into_iter().collect();
    if let Some(FloorChange::Manual(obstacle)) = &one.change {
        out.push(format!("No fix is offered: {obstacle}."));
    }
    if one.seen && !one.policy.advisory.is_empty() {
        out.push(format!("See {}.", one.policy.advisory.join(", ")));
    }
    sentences(out.iter().map(String::as_str))
}

/// Where a problem of a manifest lies, in words.
fn place_of(held: &Held, problem: &crate::manifest::Problem) -> String {
    if held.notebook.is_none() {
        return format!("line {}", problem.line);
    }
    let at = held.location("", &problem.range);
    let cell = at.cell.map(cell_number).unwrap_or_default();
    format!("cell {cell}, line {}", at.start.line)
}

#[cfg(test)]
#[path = "manifests_tests.rs"]
mod tests;
