//! A second look at code that is written for the new version, with that version's surface in the place of the old
//! one's.

use rustc_hash::{FxHashMap, FxHashSet};

use super::read::Project;
use crate::matching::ahead::ahead;
use crate::matching::behind::imports_any;
use crate::matching::found::Found;
use crate::matching::new_form::old_in_new;
use crate::matching::policies::in_new_form;
use crate::rules::active::ActivePack;
use crate::semantic::bind::Scopes;
use crate::semantic::external::External;
use crate::semantic::infer::Analysis;
use crate::semantic::project::{File, Modules};
use crate::semantic::value::FileId;

/// The files that are looked at again.
pub struct NewCode {
    /// The number of a pack, with the files that name what its target has and those that import them.
    of_packs: Vec<(usize, FxHashSet<FileId>)>,
}

/// Says which files are looked at again.
#[must_use]
pub fn new_code(project: &Project, analysis: &Analysis<'_>) -> NewCode {
    let packs = analysis.external.packs.iter().enumerate();
    let packs = packs
        .filter(|(index, active)| project.concerned[*index] && !active.pack.providers.is_empty());
    let with_files = packs.filter_map(|(index, active)| {
        let new: FxHashSet<FileId> = ahead(analysis, active).iter().map(|one| one.file).collect();
        (!new.is_empty()).then(|| (index, with_importers(analysis, &new)))
    });
    NewCode {
        of_packs: with_files.collect(),
    }
}

/// What code in the new form says as the old version took it, by the numbers of the packs.
///
/// Where the files that are looked at again have something, the whole project is: others may pass other values.
#[must_use]
pub fn in_new_code(
    project: &Project,
    packs: &[ActivePack],
    code: &NewCode,
) -> FxHashMap<usize, Vec<Found>> {
    let of_pack = |(index, near): &(usize, FxHashSet<FileId>)| {
        let active = &packs[*index];
        let target = active.target.clone();
        let packs = [ActivePack::new(active.pack.clone(), target.clone(), target)];
        let external = External::new(&packs);
        let (files, modules) = part(project, near);
        let near = Analysis::run(&files, &modules, &external);
        let found = |analysis: &Analysis<'_>| {
            let mut found = old_in_new(analysis, active);
            found.extend(in_new_form(analysis, 0));
            found
        };
        if found(&near).is_empty() {
            return (*index, Vec::new());
        }
        let all = Analysis::run(&project.files, &project.modules, &external);
        (*index, found(&all))
    };
    code.of_packs.iter().map(of_pack).collect()
}

/// Files, and those that import them: what hands a client on is made in the former.
fn with_importers(analysis: &Analysis<'_>, files: &FxHashSet<FileId>) -> FxHashSet<FileId> {
    let mut out = files.clone();
    for file in analysis.file_ids() {
        if imports_any(analysis, file, &|other| files.contains(&other)) {
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
        modules.parsed(file.unit.display(), file.unit.text(), id);
        let tree = file.tree.clone();
        files.push(File {
            unit: file.unit.clone(),
            scopes: Scopes::of(&tree),
            tree,
        });
    }
    (files, modules)
}
