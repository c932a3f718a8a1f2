//! Code that is written for the version that a project goes to, wherever it stands.

use pep440_rs::{Version, VersionSpecifiers};

use super::dual::dual_files;
use super::references::{Reference, references};
use crate::manifest::specifiers_meet;
use crate::rules::active::ActivePack;
use crate::semantic::infer::Analysis;

/// Whether some of the versions that are asked for have the surface of the target, or another one that is
/// not the surface which the project comes from.
#[must_use]
pub fn reaches_the_surface(active: &ActivePack, asked: &VersionSpecifiers) -> bool {
    let models = &active.pack.header.models;
    let surface = |version: &Version| {
        let mut all = models.iter();
        all.position(|model| model.versions.contains(version))
    };
    let Some(target) = surface(&active.target) else {
        return true;
    };
    let from = surface(&active.from);
    models.iter().enumerate().any(|(number, model)| {
        let is_new = number == target || Some(number) != from;
        is_new && specifiers_meet(asked, &model.versions)
    })
}

/// Whether some of the versions that are asked for have the surface which the project comes from, and the target
/// has another one.
#[must_use]
pub fn reaches_back(active: &ActivePack, asked: &VersionSpecifiers) -> bool {
    let models = &active.pack.header.models;
    let of = |version: &Version| models.iter().find(|one| one.versions.contains(version));
    of(&active.from).is_some_and(|model| {
        !model.versions.contains(&active.target) && specifiers_meet(asked, &model.versions)
    })
}

/// Where code certainly names what the target has and the version that it comes from does not. Files that
/// serve both versions are left out.
#[must_use]
pub fn ahead(analysis: &Analysis<'_>, active: &ActivePack) -> Vec<Reference> {
    let is_new = |path: &str| {
        active.covers(path)
            && active.old.resolve(path).is_none()
            && active.new.resolve(path).is_some()
    };
    let mut found = references(analysis, &is_new);
    found.retain(|one| one.certain && !one.context.is_only_named());
    if !found.is_empty() {
        let dual = dual_files(analysis, active);
        found.retain(|one| !dual.contains(&one.file));
    }
    found
}
