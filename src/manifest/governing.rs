//! The manifests of a project together: which of them counts for a source file, and which version of
//! a package that means today.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};

use pep440_rs::{Version, VersionSpecifiers};
use rustc_hash::{FxHashMap, FxHashSet};

use super::places::{home, is_beside, preference, steps_up};
use super::specifiers::{lowest_admitted, only_admitted, satisfies};
use super::{Cause, Format, Kind, Manifest, Problem, Requirement};
use crate::source::paths::normalised;

/// All manifests of a project. Paths are compared by their letters: those of the root, the manifests
/// and the source files must all be absolute, or all relative to the same folder.
#[derive(Debug, Default)]
pub struct ManifestSet {
    root: PathBuf,
    /// Sorted by path, so that no answer depends on the order of the walk.
    manifests: Vec<Manifest>,
    by_path: FxHashMap<PathBuf, usize>,
    /// For each folder the manifests that speak for it, the preferred one first.
    by_folder: FxHashMap<PathBuf, Vec<Reading>>,
    /// Those that speak for themselves.
    own: FxHashMap<PathBuf, Reading>,
    /// For each folder the lock files that lie there.
    locks: FxHashMap<PathBuf, Vec<usize>>,
    /// All packages that some manifest names.
    named: FxHashSet<String>,
    /// How many folders above the one that paths are relative to have manifests.
    highest: usize,
}

/// A manifest with all that it includes: places in `manifests`, and whether the file only constrains.
#[derive(Debug)]
struct Reading {
    parts: Vec<(usize, bool)>,
}

/// What a project asks for, for one package, as one source file sees it.
#[derive(Debug, Clone)]
pub struct Pin<'m> {
    /// The manifest where it stands.
    pub manifest: &'m Manifest,
    /// The requirement that the version comes from.
    pub requirement: &'m Requirement,
    /// The lowest version that is admitted; none if there is no lower bound.
    pub version: Option<Version>,
    /// Whether that is the only version admitted.
    pub exact: bool,
}

/// A requirement with the manifest where it stands.
#[derive(Clone, Copy)]
struct Wish<'m> {
    manifest: &'m Manifest,
    requirement: &'m Requirement,
}

impl ManifestSet {
    /// Takes the manifests that were read. `root` is the folder that includes may not leave (empty for
    /// relative paths).
    pub fn new(root: &Path, mut manifests: Vec<Manifest>) -> ManifestSet {
        for manifest in &mut manifests {
            manifest.path = normalised(&manifest.path);
        }
        manifests.sort_by(|one, other| one.path.cmp(&other.path));
        manifests.dedup_by(|one, other| one.path == other.path);
        let by_path = manifests
            .iter()
            .enumerate()
            .map(|(index, manifest)| (manifest.path.clone(), index))
            .collect();
        let mut set = ManifestSet {
            root: normalised(root),
            manifests,
            by_path,
            by_folder: FxHashMap::default(),
            own: FxHashMap::default(),
            locks: FxHashMap::default(),
            named: FxHashSet::default(),
            highest: 0,
        };
        let requirements = set.manifests.iter().flat_map(|one| &one.requirements);
        set.named = requirements.map(|one| one.package.clone()).collect();
        set.tell_constraints();
        let mut order: Vec<usize> = (0..set.manifests.len()).collect();
        order.sort_by_key(|index| preference(&set.manifests[*index].path));
        for index in order {
            let manifest = &set.manifests[index];
            let reading = set.reading(index);
            if manifest.for_itself {
                set.own.insert(manifest.path.clone(), reading);
                continue;
            }
            let folder = home(&manifest.path);
            if Format::of(&manifest.path).is_some_and(Format::is_lock) {
                set.locks.entry(folder).or_default().push(index);
                continue;
            }
            // A script runs when somebody wants it to: it may be the upgrade itself.
            if Format::of(&manifest.path) != Some(Format::Shell) {
                set.by_folder.entry(folder).or_default().push(reading);
            }
        }
        let folders = set.by_folder.keys();
        set.highest = folders.map(|folder| steps_up(folder)).max().unwrap_or(0);
        set
    }

    pub(super) fn manifests_mut(&mut self) -> &mut [Manifest] {
        &mut self.manifests
    }

    /// A manifest with all that it includes: places in the list of manifests, and whether each only constrains.
    pub(super) fn parts_of(&self, index: usize) -> Vec<(usize, bool)> {
        self.reading(index).parts
    }

    /// The manifests, sorted by path.
    pub fn manifests(&self) -> &[Manifest] {
        &self.manifests
    }

    /// Files inside the root or beside their manifest that are included and were not handed in: read them with
    /// [`super::parse_manifest`] and make the set anew, until there are none or none can be read.
    pub fn unread_includes(&self) -> BTreeSet<PathBuf> {
        self.manifests
            .iter()
            .flat_map(|manifest| {
                let paths = manifest.includes.iter().map(|include| &include.path);
                paths.filter(|path| self.is_inside(path) || is_beside(path, &manifest.path))
            })
            .filter(|path| !self.by_path.contains_key(*path))
            .cloned()
            .collect()
    }

    /// Includes that lead nowhere or back to themselves, with the path of the including manifest.
    pub fn include_problems(&self) -> Vec<(&Path, Problem)> {
        let mut problems = Vec::new();
        // What each file includes, itself or through others: asked for each line that includes it.
        let mut read: FxHashMap<usize, FxHashSet<usize>> = FxHashMap::default();
        let mut reaches = |from: usize, to: usize| {
            let parts = || self.reading(from).parts.into_iter();
            let reached = read
                .entry(from)
                .or_insert_with(|| parts().map(|(index, _)| index).collect());
            reached.contains(&to)
        };
        for (index, manifest) in self.manifests.iter().enumerate() {
            for include in &manifest.includes {
                let named = include.path.to_string_lossy().replace('\\', "/");
                let cause = match self.by_path.get(&include.path) {
                    None if include.may_lack => continue,
                    None => Cause::MissingFile(named),
                    Some(target) if reaches(*target, index) => Cause::IncludeLoop(named),
                    Some(_) => continue,
                };
                let problem = Problem {
                    line: include.line,
                    range: include.range.clone(),
                    package: None,
                    cause,
                };
                problems.push((manifest.path.as_path(), problem));
            }
        }
        problems
    }

    /// All that is wrong, with the path of the manifest.
    pub fn problems(&self) -> Vec<(&Path, Problem)> {
        let own = self.manifests.iter().flat_map(|manifest| {
            let problems = manifest.problems.iter();
            problems.map(|problem| (manifest.path.as_path(), problem.clone()))
        });
        let read = own.chain(self.include_problems());
        read.collect()
    }

    /// What counts for a package in a source file: the nearest folder upwards with a manifest that
    /// names the package. In one folder `requirements.txt` comes first, then `pyproject.toml`, then
    /// other requirements files, those for development and constraints, then what tools and images install; one
    /// that gives a version is preferred to one that leaves it open. Included files count as their includer's.
    /// A lock file there or above decides where that is a range, or where nothing else names the package.
    /// What a file itself says comes before all of that, if it gives a version.
    pub fn governing(&self, source: &Path, package: &str) -> Option<Pin<'_>> {
        if !self.named.contains(package) {
            return None;
        }
        if let Some(pin) = self.own_pin(source, package) {
            return Some(pin);
        }
        let folders = self.folders_above(source);
        for (at, folder) in folders.iter().enumerate() {
            let Some(pin) = self.pin_in(folder, package) else {
                if let Some(pin) = self.locked_in(folder, package).into_iter().next() {
                    return Some(pin);
                }
                continue;
            };
            let chosen = folders[at..]
                .iter()
                .map(|folder| self.locked_in(folder, package));
            let chosen = chosen.into_iter().find(|chosen| !chosen.is_empty());
            return Some(decided(pin, &chosen.unwrap_or_default()));
        }
        None
    }

    /// What the manifests of a folder say.
    fn pin_in(&self, folder: &Path, package: &str) -> Option<Pin<'_>> {
        let readings = self.by_folder.get(folder)?;
        let mut pins = readings
            .iter()
            .filter_map(|reading| self.pin(reading, package));
        let first = pins.next()?;
        if first.version.is_some() {
            return Some(first);
        }
        Some(pins.find(|pin| pin.version.is_some()).unwrap_or(first))
    }

    /// What the lock files of a folder chose, the lowest version first.
    fn locked_in(&self, folder: &Path, package: &str) -> Vec<Pin<'_>> {
        let locks = self.locks.get(folder).into_iter().flatten();
        let mut pins: Vec<Pin<'_>> = locks
            .map(|index| &self.manifests[*index])
            .flat_map(|manifest| {
                let requirements = manifest.requirements.iter();
                let chosen = requirements.filter(|one| one.package == package);
                chosen.map(|requirement| {
                    alone(
                        Wish {
                            manifest,
                            requirement,
                        },
                        &[],
                    )
                })
            })
            .filter(|pin| pin.version.is_some())
            .collect();
        pins.sort_by(|one, other| one.version.cmp(&other.version));
        pins
    }

    /// What a source file itself says of a package, if it gives a version.
    pub fn own_pin(&self, source: &Path, package: &str) -> Option<Pin<'_>> {
        let pin = self.pin(self.own.get(&normalised(source))?, package)?;
        pin.version.is_some().then_some(pin)
    }

    /// Whether what a manifest asks for, for a package, is asked for a source file: the manifest is one
    /// of the nearest folder upwards that names the package, or is included by one.
    pub fn asks_for(&self, manifest: &Path, source: &Path, package: &str) -> bool {
        let Some(asked) = self.by_path.get(&normalised(manifest)) else {
            return false;
        };
        if self.manifests[*asked].for_itself || self.own_pin(source, package).is_some() {
            return normalised(manifest) == normalised(source);
        }
        let names = |reading: &&Reading| self.pin(reading, package).is_some();
        let mut folders = self.folders_above(source).into_iter();
        let nearest = folders.find_map(|folder| {
            let readings = self.by_folder.get(&folder)?;
            readings.iter().any(|one| names(&one)).then_some(readings)
        });
        let mut parts = nearest.into_iter().flatten().flat_map(|one| &one.parts);
        parts.any(|(index, _)| index == asked)
    }

    /// The folders that a source file lies in, the nearest first, as far up as there are manifests. Above
    /// the folder that paths are relative to, and above `..`, stands another `..`.
    fn folders_above(&self, source: &Path) -> Vec<PathBuf> {
        let source = normalised(source);
        let is_named = |folder: &&Path| {
            let last = folder.components().next_back();
            last.is_some_and(|last| last != Component::ParentDir)
        };
        let named = source.ancestors().skip(1).take_while(is_named);
        let mut folders: Vec<PathBuf> = named.map(Path::to_owned).collect();
        if !source.has_root() {
            let range = steps_up(&source)..=self.highest;
            let up = |steps: usize| std::iter::repeat_n("..", steps).collect();
            folders.extend(range.map(up));
        }
        folders
    }

    fn reading(&self, index: usize) -> Reading {
        let mut parts = vec![(index, false)];
        let mut seen = FxHashSet::from_iter([(index, false)]);
        let mut next = 0;
        while let Some((at, constrains)) = parts.get(next).copied() {
            next += 1;
            for include in &self.manifests[at].includes {
                if let Some(target) = self.by_path.get(&include.path) {
                    let part = (*target, constrains || include.constraint);
                    if seen.insert(part) {
                        parts.push(part);
                    }
                }
            }
        }
        Reading { parts }
    }

    fn is_inside(&self, path: &Path) -> bool {
        if self.root.as_os_str().is_empty() {
            matches!(path.components().next(), Some(Component::Normal(_)))
        } else {
            path.starts_with(&self.root)
        }
    }

    fn pin(&self, reading: &Reading, package: &str) -> Option<Pin<'_>> {
        let mut installed = Vec::new();
        let mut chosen = Vec::new();
        let mut limits = Vec::new();
        for (index, constrains) in &reading.parts {
            let manifest = &self.manifests[*index];
            for requirement in &manifest.requirements {
                if requirement.package != package {
                    continue;
                }
                let wish = Wish {
                    manifest,
                    requirement,
                };
                match requirement.kind {
                    _ if *constrains => limits.push(wish),
                    Kind::Constraint => limits.push(wish),
                    Kind::Requirement
                    | Kind::Direct(_)
                    | Kind::Lock
                    | Kind::Install
                    | Kind::Conda
                    | Kind::Script => installed.push(wish),
                    Kind::Optional | Kind::Group => chosen.push(wish),
                    // What builds a project is not there when it runs.
                    Kind::Build => {}
                }
            }
        }
        if !installed.is_empty() {
            together(&installed, &limits).or_else(|| lowest_of(&installed, &limits))
        } else if !chosen.is_empty() {
            lowest_of(&chosen, &limits)
        } else {
            together(&limits, &[]).or_else(|| lowest_of(&limits, &[]))
        }
    }
}

/// The pin of wishes that hold at once. None if all stand under markers, if one is a direct
/// reference, or if they exclude each other: then they are alternatives.
fn together<'m>(wishes: &[Wish<'m>], limits: &[Wish<'m>]) -> Option<Pin<'m>> {
    let always: Vec<Wish<'m>> = unmarked(wishes).chain(unmarked(limits)).collect();
    let first = *always
        .first()
        .filter(|_| unmarked(wishes).next().is_some())?;
    let is_direct = |wish: &Wish<'_>| matches!(wish.requirement.kind, Kind::Direct(_));
    if always.iter().any(is_direct) {
        return None;
    }
    let all = joined(always.iter().map(|wish| &wish.requirement.specifiers));
    let version = lowest_admitted(&all);
    if version.is_none()
        && always
            .iter()
            .any(|wish| lowest_admitted(&wish.requirement.specifiers).is_some())
    {
        return None;
    }
    let origin = always
        .iter()
        .find(|wish| version.is_some() && lowest_admitted(&wish.requirement.specifiers) == version)
        .unwrap_or(&first);
    Some(Pin {
        manifest: origin.manifest,
        requirement: origin.requirement,
        exact: only_admitted(&all).is_some(),
        version,
    })
}

/// The pin of the alternative that reaches lowest; one without a lower bound reaches lowest of all.
fn lowest_of<'m>(alternatives: &[Wish<'m>], limits: &[Wish<'m>]) -> Option<Pin<'m>> {
    alternatives
        .iter()
        .map(|wish| alone(*wish, limits))
        .min_by(|one, other| one.version.cmp(&other.version))
}

fn alone<'m>(wish: Wish<'m>, limits: &[Wish<'m>]) -> Pin<'m> {
    let Wish {
        manifest,
        requirement,
    } = wish;
    if let Kind::Direct(direct) = &requirement.kind {
        return Pin {
            manifest,
            requirement,
            version: direct.version.clone(),
            exact: direct.version.is_some(),
        };
    }
    let limits = unmarked(limits).map(|limit| &limit.requirement.specifiers);
    let all = joined(limits.chain([&requirement.specifiers]));
    Pin {
        manifest,
        requirement,
        version: lowest_admitted(&all).or_else(|| lowest_admitted(&requirement.specifiers)),
        exact: only_admitted(&all).is_some(),
    }
}

/// What a lock makes of a range: the lowest version that it chose of those which the range admits.
fn decided<'m>(pin: Pin<'m>, chosen: &[Pin<'m>]) -> Pin<'m> {
    let is_open = matches!(pin.requirement.kind, Kind::Direct(_)) && pin.version.is_none();
    let admits = |version: &Version| is_open || satisfies(&pin.requirement.specifiers, version);
    let mut versions = chosen.iter().filter_map(|one| one.version.as_ref());
    match versions.find(|version| admits(version)) {
        Some(version) if !pin.exact => Pin {
            version: Some(version.clone()),
            exact: true,
            ..pin
        },
        _ => pin,
    }
}

fn unmarked<'w, 'm>(wishes: &'w [Wish<'m>]) -> impl Iterator<Item = Wish<'m>> + 'w {
    wishes
        .iter()
        .copied()
        .filter(|wish| wish.requirement.marker.is_none())
}

fn joined<'s>(sets: impl Iterator<Item = &'s VersionSpecifiers>) -> VersionSpecifiers {
    sets.flat_map(|set| set.iter().cloned()).collect()
}

#[cfg(test)]
#[path = "governing_tests.rs"]
mod tests;
