//! The versions that a project stands at, and what of a pack bears on it there.

use std::collections::BTreeMap;
use std::sync::Arc;

use pep440_rs::Version;

use super::Options;
use super::manifests::{Manifests, Standing};
use super::older::start;
use crate::rules::active::{ActivePack, said_at};
use crate::rules::load::Pack;

/// The versions of one pack's distribution that a project stands at.
#[derive(Clone, PartialEq)]
pub(super) enum Stands {
    /// As the options say.
    Everywhere(Version),
    /// As the manifests say, by the folder of the code, or by its own path where it says it itself; none where
    /// they do not.
    By(BTreeMap<String, Option<Version>>),
}

impl Stands {
    /// The version for a file, where it is known.
    pub(super) fn at(&self, path: &str) -> Option<&Version> {
        match self {
            Self::Everywhere(version) => Some(version),
            Self::By(folders) => said_at(folders, path)?.as_ref(),
        }
    }
}

/// The version that options give for a pack's package.
pub(super) fn given_for(pack: &Pack, versions: &BTreeMap<String, Version>) -> Option<Version> {
    let mut names = pack.header.distributions.iter();
    names.find_map(|name| versions.get(name)).cloned()
}

/// The versions that a project stands at, as the options or else the manifests say.
pub(super) fn stands_at(
    pack: &Pack,
    options: &Options,
    code: &Standing<'_>,
    manifests: &Manifests,
) -> Stands {
    if let Some(version) = given_for(pack, &options.from) {
        return Stands::Everywhere(version);
    }
    let mut folders = manifests.versions(code, &pack.header.distributions);
    let stood = options.stood.get(&pack.header.name).into_iter().flatten();
    folders.extend(stood.map(|(folder, version)| (folder.clone(), version.clone())));
    Stands::By(folders)
}

/// What of a pack bears on the project.
pub(super) fn activate(pack: &Arc<Pack>, stands: &Stands, target: Version) -> ActivePack {
    let from_in: BTreeMap<String, Version> = match stands {
        Stands::Everywhere(_) => BTreeMap::new(),
        Stands::By(folders) => folders
            .iter()
            .map(|(folder, version)| (folder.clone(), start(pack, version.as_ref())))
            .collect(),
    };
    let from = match stands {
        Stands::Everywhere(version) => start(pack, Some(version)),
        Stands::By(_) => {
            let lowest = from_in.values().min();
            lowest.unwrap_or(&pack.header.from).clone()
        }
    };
    let mut active = ActivePack::new(pack.clone(), from, target);
    active.from_in = from_in;
    match stands {
        Stands::Everywhere(version) => active.asked = Some(version.clone()),
        Stands::By(folders) => {
            let known = folders.iter();
            let known = known.filter_map(|(folder, one)| Some((folder.clone(), one.clone()?)));
            active.asked_in = known.collect();
            let unknown = folders.iter().filter(|(_, version)| version.is_none());
            active.assumed_in = unknown.map(|(folder, _)| folder.clone()).collect();
        }
    }
    active
}
