//! Code that is older than what is assumed of it.

use pep440_rs::Version;

use crate::matching::found::Found;
use crate::rules::active::ActivePack;
use crate::rules::load::Pack;
use crate::semantic::infer::Analysis;
use crate::semantic::value::FileId;
use crate::transforms::calls::Changes;

/// Leaves all to a person where nothing says the version of a project, and its code names what was gone before
/// the one that is assumed: then its other names may mean something else than is assumed as well.
pub(super) fn close_older(analysis: &Analysis<'_>, active: &ActivePack, changes: &mut Changes) {
    let ends = [&active.from, &active.target];
    let mut surfaces = active.pack.header.models.iter();
    // Only a pack that knows what an older one was like can tell it from what is gone in all.
    if surfaces.all(|one| ends.iter().any(|end| one.versions.contains(end))) {
        return;
    }
    let path = |file: FileId| analysis.file(file).unit.display();
    let assumed = |file: FileId| !active.is_known_at(path(file));
    let is_older = |found: &Found| {
        let breaks = found.breaks.as_ref();
        assumed(found.file)
            && breaks.is_some_and(|breaks| breaks <= active.from_at(path(found.file)))
    };
    if !changes.found.iter().any(is_older) {
        return;
    }
    let note = format!(
        "other code here is of a release before {}: carry it over first",
        active.from
    );
    for draft in &mut changes.drafts {
        if draft.files().any(|file| assumed(*file)) {
            draft.manual("needs-decision", note.clone());
        }
    }
}

/// The version whose surface the project's code is held against. Code below a surface that the project
/// has passed already is broken today, and is found all the same; one before the assumed is its own.
pub(super) fn start(pack: &Pack, stands: Option<&Version>) -> Version {
    let assumed = &pack.header.from;
    let surface = |version: &Version| {
        let mut models = pack.header.models.iter();
        models.position(|model| model.versions.contains(version))
    };
    let own = |version: &Version| {
        surface(version) == surface(assumed) || version < assumed && surface(version).is_some()
    };
    stands
        .filter(|version| own(version))
        .unwrap_or(assumed)
        .clone()
}
