//! From drafts to bytes: chooses, plans imports, applies, and checks each file strictly before it is
//! offered.

use std::collections::{BTreeMap, BTreeSet};

use super::Change;
use super::read::Project;
use crate::finding::{Applicability, FileEdits};
use crate::rewrite::slots::keep_blocks_filled;
use crate::rewrite::verify::verify;
use crate::rewrite::{Operation, apply, flatten};
use crate::semantic::infer::Analysis;
use crate::semantic::value::FileId;
use crate::transforms::Draft;
use crate::transforms::imports::Imports;

/// A draft with its id and the pack that it belongs to.
pub type Named = (String, String, Draft);

/// The edits of one draft alone, by file.
#[must_use]
pub fn file_edits(project: &Project, draft: &Draft) -> Vec<FileEdits> {
    let mut out: Vec<FileEdits> = Vec::new();
    for (file, operations) in &draft.operations {
        let file = &project.files[file.0 as usize];
        let Ok(edits) = flatten(file.unit.text(), operations) else {
            continue;
        };
        out.extend(file.unit.file_edits(edits));
    }
    out.sort();
    out
}

/// What applying the chosen drafts gives: changed files, and the ids of the drafts that are in them.
#[must_use]
pub fn apply_drafts(
    project: &Project,
    analysis: &Analysis<'_>,
    drafts: &[Named],
    least: Applicability,
    packages: &[String],
    changed: &dyn Fn(&str) -> bool,
) -> (Vec<Change>, Vec<String>) {
    let mut chosen: Vec<&Named> = drafts
        .iter()
        .filter(|(_, package, draft)| {
            draft.applicability >= least
                && draft.applicability != Applicability::Manual
                && (packages.is_empty() || packages.contains(package))
                && draft
                    .operations
                    .keys()
                    .all(|file| !project.files[file.0 as usize].unit.is_notebook())
        })
        .collect();
    chosen.sort_by(|one, other| one.0.cmp(&other.0));
    drop_conflicts(project, &mut chosen);
    loop {
        match attempt(project, analysis, &chosen, changed) {
            Ok(changes) => {
                let ids = chosen.iter().map(|(id, ..)| id.clone()).collect();
                return (changes, ids);
            }
            // A file that would not compile takes all drafts that touch it along.
            Err(file) => chosen.retain(|(_, _, draft)| !draft.operations.contains_key(&file)),
        }
    }
}

/// Leaves out each draft that cannot stand beside those before it.
fn drop_conflicts(project: &Project, chosen: &mut Vec<&Named>) {
    let mut held: BTreeMap<FileId, Vec<Operation>> = BTreeMap::new();
    chosen.retain(|(_, _, draft)| {
        let fits = draft.operations.iter().all(|(file, operations)| {
            let mut all = held.get(file).cloned().unwrap_or_default();
            all.extend(operations.iter().cloned());
            flatten(project.files[file.0 as usize].unit.text(), &all).is_ok()
        });
        if fits {
            for (file, operations) in &draft.operations {
                held.entry(*file)
                    .or_default()
                    .extend(operations.iter().cloned());
            }
        }
        fits
    });
}

fn attempt(
    project: &Project,
    analysis: &Analysis<'_>,
    chosen: &[&Named],
    changed: &dyn Fn(&str) -> bool,
) -> Result<Vec<Change>, FileId> {
    let mut operations: BTreeMap<FileId, Vec<Operation>> = BTreeMap::new();
    let mut needs: BTreeMap<FileId, BTreeSet<String>> = BTreeMap::new();
    for (_, _, draft) in chosen {
        for (file, edits) in &draft.operations {
            operations
                .entry(*file)
                .or_default()
                .extend(edits.iter().cloned());
        }
        for (file, modules) in &draft.modules {
            needs
                .entry(*file)
                .or_default()
                .extend(modules.iter().cloned());
        }
    }
    let mut out = Vec::new();
    for (file, mut edits) in operations {
        let held = &project.files[file.0 as usize];
        let imports = Imports {
            analysis,
            file,
            operations: &edits,
            needs: &needs.remove(&file).unwrap_or_default(),
            changed,
        }
        .operations();
        edits.extend(imports);
        keep_blocks_filled(&held.tree, &mut edits);
        let text = held.unit.text();
        let flat = flatten(text, &edits).map_err(|_| file)?;
        let after = apply(text, &flat);
        if after == text {
            continue;
        }
        verify(text, &after).map_err(|_| file)?;
        let before = held.unit.with_text(text).map_err(|_| file)?;
        let after = held.unit.with_text(&after).map_err(|_| file)?;
        out.push(Change {
            path: held.unit.path().to_owned(),
            display: held.unit.display().to_owned(),
            before,
            after,
        });
    }
    out.sort_by(|one, other| one.display.cmp(&other.display));
    Ok(out)
}
