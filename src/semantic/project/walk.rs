//! Where the files of a project lie: found by their paths, and by those that they have as modules.

use std::hash::BuildHasher as _;

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use super::{parent, stem};

/// Where the Python files of a project lie.
#[derive(Debug, Default)]
pub(super) struct Walk {
    /// Their paths, with `/`.
    pub(super) paths: Vec<Box<str>>,
    /// Their numbers by their paths.
    by_path: HashTable<u32>,
    /// Their numbers by their paths as modules, without an ending. Of a package and a module of the same name it is the
    /// package.
    by_module: HashTable<u32>,
    /// Folders that hold a file of the project, and those above them.
    pub(super) folders: FxHashMap<Box<str>, Folder>,
    /// The names of all modules and folders: no import that begins with another word finds anything.
    pub(super) names: FxHashSet<Box<str>>,
}

/// What is known of a folder.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Folder {
    /// Whether it has a file of its own as a package.
    pub(super) is_package: bool,
    /// Whether it has folders of the names of [`SOURCES`].
    pub(super) sources: [bool; SOURCES.len()],
}

/// Folders beside which code is imported as if it stood beside them.
pub(super) const SOURCES: [&str; 2] = ["src", "lib"];

impl Walk {
    /// Adds a file, by its path.
    pub(super) fn add(&mut self, path: &str) {
        let number = u32::try_from(self.paths.len()).expect("fewer than 2^32 files");
        let paths = &self.paths;
        let is_it = |other: &u32| *paths[*other as usize] == *path;
        let hash_of = |other: &u32| hash(&paths[*other as usize]);
        match self.by_path.entry(hash(path), is_it, hash_of) {
            Entry::Occupied(_) => return,
            Entry::Vacant(place) => place.insert(number),
        };
        self.paths.push(path.into());
        let folder = parent(path);
        self.add_folder(folder);
        let Some(module) = path.strip_suffix(".py") else {
            return;
        };
        if is_of_a_package(module) {
            self.folders.entry(folder.into()).or_default().is_package = true;
        } else {
            self.names.insert(stem(path).into());
        }
        let paths = &self.paths;
        let module = module_at(path);
        let is_it = |other: &u32| module_at(&paths[*other as usize]) == module;
        let hash_of = |other: &u32| hash(module_at(&paths[*other as usize]));
        match self.by_module.entry(hash(module), is_it, hash_of) {
            Entry::Occupied(mut known) if module == folder => *known.get_mut() = number,
            Entry::Occupied(_) => {}
            Entry::Vacant(place) => {
                place.insert(number);
            }
        }
    }

    /// The number of the file at a path.
    pub(super) fn file(&self, path: &str) -> Option<u32> {
        let is_it = |number: &u32| *self.paths[*number as usize] == *path;
        self.by_path.find(hash(path), is_it).copied()
    }

    fn add_folder(&mut self, folder: &str) {
        if self.folders.contains_key(folder) {
            return;
        }
        self.folders.insert(folder.into(), Folder::default());
        if folder.is_empty() {
            return;
        }
        let (above, name) = (parent(folder), stem(folder));
        self.names.insert(name.into());
        self.add_folder(above);
        if let Some(at) = SOURCES.iter().position(|one| *one == name) {
            self.folders.entry(above.into()).or_default().sources[at] = true;
        }
    }

    /// The number of the file of the module at `path` without its ending.
    pub(super) fn module(&self, path: &str) -> Option<u32> {
        let is_it = |number: &u32| module_at(&self.paths[*number as usize]) == path;
        let held = self.by_module.find(hash(path), is_it).copied();
        // A package's own file may be named as if it were a module in it.
        let own = || self.file(&format!("{path}.py"));
        held.or_else(|| is_of_a_package(path).then(own).flatten())
    }
}

fn hash(text: &str) -> u64 {
    FxBuildHasher.hash_one(text)
}

/// The path by which a file is found as a module: without its ending, and that of a package's own file is its folder.
fn module_at(path: &str) -> &str {
    let module = path.strip_suffix(".py").unwrap_or(path);
    match is_of_a_package(module) {
        true => parent(module),
        false => module,
    }
}

/// Whether the path of a module is that of a package's own file.
fn is_of_a_package(module: &str) -> bool {
    module.rsplit('/').next() == Some("__init__")
}
