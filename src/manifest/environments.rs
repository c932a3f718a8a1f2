//! Which requirements of a set are installed together.

use std::collections::BTreeSet;
use std::path::Path;

use super::together::Asked;
use super::{Format, Kind, LocalFolder, Manifest, ManifestSet, is_manifest};

impl ManifestSet {
    /// The requirements that are installed together: what a manifest asks for with all that it includes, once alone
    /// and once with each of its groups. Limits stand first, then what is included, then what includes it.
    pub(super) fn environments(&self) -> Vec<Vec<Asked<'_>>> {
        let mut out = Vec::new();
        for index in 0..self.manifests().len() {
            let asked = self.asked_together(index);
            let is_build = |asked: &&Asked<'_>| asked.requirement.kind == Kind::Build;
            out.push(asked.iter().filter(is_build).copied().collect());
            let group = |asked: &Asked<'_>| asked.requirement.group.clone();
            let groups: BTreeSet<Option<String>> = asked.iter().map(group).chain([None]).collect();
            for name in groups {
                let belongs = |asked: &&Asked<'_>| {
                    let own = group(asked);
                    asked.requirement.kind != Kind::Build && (own.is_none() || own == name)
                };
                out.push(asked.iter().filter(belongs).copied().collect());
            }
        }
        out
    }

    /// What a file asks for with all that it includes; nothing if it is not there.
    pub(super) fn asked_by_file(&self, path: &Path) -> Vec<Asked<'_>> {
        let mut all = self.manifests().iter();
        let found = all.position(|manifest| manifest.path == path);
        found.map_or_else(Vec::new, |index| self.asked_together(index))
    }

    fn asked_together(&self, index: usize) -> Vec<Asked<'_>> {
        let format = Format::of(&self.manifests()[index].path);
        // The environments of tools and images include files one by one.
        let is_whole = !matches!(
            format,
            Some(
                Format::ToxIni
                    | Format::ToxToml
                    | Format::Nox
                    | Format::PreCommit
                    | Format::Dockerfile
                    | Format::Pipeline
                    | Format::Jenkins
                    | Format::Shell
            )
        );
        let parts = match is_whole {
            true => self.parts_of(index),
            false => vec![(index, false)],
        };
        let (mut limits, mut wishes) = (Vec::new(), Vec::new());
        for (part, constrains) in parts.into_iter().rev() {
            let manifest = &self.manifests()[part];
            for requirement in &manifest.requirements {
                let asked = Asked {
                    manifest,
                    requirement,
                };
                match requirement.kind {
                    Kind::Lock | Kind::Install => {}
                    Kind::Constraint => limits.push(asked),
                    _ if constrains => limits.push(asked),
                    _ => wishes.push(asked),
                }
            }
        }
        limits.append(&mut wishes);
        limits
    }

    /// The package in a folder, by the manifest that lies there.
    pub(super) fn package_in(&self, folder: &LocalFolder) -> Option<&str> {
        let mut here = self
            .manifests()
            .iter()
            .filter(|one| one.path.parent() == Some(&folder.path));
        here.find_map(|manifest| manifest.name.as_deref())
    }

    /// Makes constraints of what is only ever included as such, and requirements of constraints that are included
    /// as requirements.
    pub(super) fn tell_constraints(&mut self) {
        let count = self.manifests().len();
        let named: BTreeSet<&Path> = self
            .manifests()
            .iter()
            .flat_map(|manifest| {
                manifest
                    .includes
                    .iter()
                    .map(|include| include.path.as_path())
            })
            .collect();
        let is_root = |manifest: &Manifest| {
            let is_included = named.contains(manifest.path.as_path());
            !is_constraints(&manifest.path) && (is_manifest(&manifest.path) || !is_included)
        };
        let mut wished = BTreeSet::new();
        for index in (0..count).filter(|index| is_root(&self.manifests()[*index])) {
            let parts = self.parts_of(index).into_iter();
            wished.extend(
                parts
                    .filter(|(_, constrains)| !constrains)
                    .map(|(part, _)| part),
            );
        }
        for (index, manifest) in self.manifests_mut().iter_mut().enumerate() {
            let (from, to) = match wished.contains(&index) {
                true => (Kind::Constraint, Kind::Requirement),
                false => (Kind::Requirement, Kind::Constraint),
            };
            let is_list = matches!(
                Format::of(&manifest.path),
                None | Some(Format::Requirements)
            );
            let requirements = manifest
                .requirements
                .iter_mut()
                .filter(|one| is_list && one.kind == from);
            requirements.for_each(|one| one.kind = to.clone());
        }
    }
}

fn is_constraints(path: &Path) -> bool {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().to_ascii_lowercase());
    name.is_some_and(|name| name.contains("constraints"))
}
