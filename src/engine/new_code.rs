//! A second look at code that is written for the new version, with that version's surface in the place of the old
//! one's.

use rustc_hash::FxHashSet;

use super::read::Project;
use crate::matching::ahead::ahead;
use crate::matching::behind::imported;
use crate::matching::found::Found;
use crate::matching::new_form::old_in_new;
use crate::rules::active::ActivePack;
use crate::semantic::bind::Scopes;
use crate::semantic::external::External;
use crate::semantic::infer::Analysis;
use crate::semantic::project::{File, Modules};
use crate::semantic::value::FileId;

/// What code in the new form says as the old version took it.
///
/// Only the files that name what is new and those that import them are looked at again. Where
/// that finds something, the whole project is: others may pass other values.
#[must_use]
pub fn in_new_code(project: &Project, analysis: &Analysis<'_>, pack: usize) -> Vec<Found> {
    let active = &analysis.external.packs[pack];
    if active.pack.providers.is_empty() {
        return Vec::new();
    }
    let new: FxHashSet<FileId> = ahead(analysis, active).iter().map(|one| one.file).collect();
    if new.is_empty() {
        return Vec::new();
    }
    let target = active.target.clone();
    let packs = [ActivePack::new(active.pack.clone(), target.clone(), target)];
    let external = External::new(&packs);
    let (files, modules) = part(project, &with_importers(analysis, &new));
    let near = Analysis::run(&files, &modules, &external);
    if old_in_new(&near, active).is_empty() {
        return Vec::new();
    }
    let all = Analysis::run(&project.files, &project.modules, &external);
    old_in_new(&all, active)
}

/// Files, and those that import them: what hands a client on is made in the former.
fn with_importers(analysis: &Analysis<'_>, files: &FxHashSet<FileId>) -> FxHashSet<FileId> {
    let mut out = files.clone();
    for index in 0..analysis.files.len() {
        let file = FileId(u32::try_from(index).expect("fewer than 2^32 files"));
        let mut stmts = analysis.file(file).tree.stmts.iter();
        let takes = stmts.any(|stmt| {
            let others = imported(analysis, file, &stmt.kind).into_iter();
            others.into_iter().any(|other| files.contains(&other))
        });
        if takes {
            out.insert(file);
        }
    }
    out
}

/// Some files of a project, as a project in which the others were not read.
fn part(project: &Project, wanted: &FxHashSet<FileId>) -> (Vec<File>, Modules) {
    let mut modules = project.modules.unread();
    let mut files = Vec::new();
    for (index, file) in project.files.iter().enumerate() {
        let index = u32::try_from(index).expect("fewer than 2^32 files");
        if !wanted.contains(&FileId(index)) {
            continue;
        }
        let id = FileId(u32::try_from(files.len()).expect("fewer than 2^32 files"));
        modules.parsed(file.unit.display(), id);
        let tree = file.tree.clone();
        files.push(File {
            unit: file.unit.clone(),
            scopes: Scopes::of(&tree),
            tree,
        });
    }
    (files, modules)
}
