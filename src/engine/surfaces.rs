//! Packages that stand at versions with different surfaces in one run: each file is read by the surface of its own version.
//!
//! The analysis of a run has one surface for each package, that of the lowest version. Where other files stand at another one, the project is
//! run again with that, and of each run those places are kept that stand at its surface.

use std::collections::BTreeMap;

use pep440_rs::Version;

use super::Options;
use super::cuts::analyse;
use super::of_packs::{PackFound, of_packs};
use super::parts::{Links, Looks};
use super::read::Project;
use crate::rules::active::ActivePack;
use crate::rules::load::Pack;
use crate::semantic::external::External;
use crate::semantic::infer::Analysis;
use crate::semantic::value::FileId;
use crate::transforms::calls::Changes;

/// A pack with another surface than the run's own, which some of its files stand at.
#[derive(Debug)]
pub struct Other {
    /// The number of the pack in the run.
    index: usize,
    /// The pack as it bears on those files.
    pub active: ActivePack,
}

/// The surface of a version, by its number in the pack.
fn surface(pack: &Pack, version: &Version) -> Option<usize> {
    let mut models = pack.header.models.iter();
    models.position(|model| model.versions.contains(version))
}

/// The other surfaces that files of a run stand at.
#[must_use]
pub fn others(packs: &[ActivePack]) -> Vec<Other> {
    let mut out = Vec::new();
    for (index, active) in packs.iter().enumerate() {
        let own = surface(&active.pack, &active.from);
        let mut lowest: BTreeMap<usize, &Version> = BTreeMap::new();
        for version in active.from_in.values() {
            if let Some(at) = surface(&active.pack, version).filter(|at| Some(*at) != own) {
                let known = lowest.entry(at).or_insert(version);
                *known = std::cmp::min(*known, version);
            }
        }
        out.extend(lowest.into_values().map(|from| Other {
            index,
            active: active.at(from.clone()),
        }));
    }
    out
}

/// What the other surfaces find.
#[must_use]
pub fn found(options: &Options, project: &Project, others: &[Other]) -> Vec<PackFound> {
    let concerned = others.iter().filter(|one| project.concerned[one.index]);
    concerned
        .flat_map(|one| {
            let external = External::new(std::slice::from_ref(&one.active));
            let mut looks = Looks::at_all(project, &external, &Links::new());
            let first = looks.together();
            let analysed = analyse(options, &[true], looks, first, || ());
            of_packs(&analysed.analysis, &[true], analysed.changes)
        })
        .collect()
}

/// Leaves out what is found in files that stand at another surface of the package.
pub fn keep_own(analysis: &Analysis<'_>, active: &ActivePack, changes: &mut Changes) {
    let own = surface(&active.pack, &active.from);
    let is_own = |file: &FileId| {
        let from = active.from_at(analysis.file(*file).unit.display());
        surface(&active.pack, from) == own
    };
    changes.found.retain(|found| is_own(&found.file));
    for draft in &mut changes.drafts {
        if !draft.files().all(&is_own) {
            draft.manual(
                "needs-decision",
                "the files that change with it stand at versions that have other names",
            );
        }
    }
}
