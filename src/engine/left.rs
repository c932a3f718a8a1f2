//! The files of a walk that were not parsed.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::semantic::project::stem;
use crate::source::discover::FoundFile;

/// The files, by their paths as reports show them.
pub struct Left<'w> {
    files: BTreeMap<&'w str, &'w FoundFile>,
    /// Their paths and those of files that were taken since, each behind the name that it is imported by, in their order.
    by_stem: Vec<(&'w str, &'w str)>,
}

impl<'w> Left<'w> {
    /// Of files.
    #[must_use]
    pub fn new(files: impl Iterator<Item = &'w FoundFile>) -> Self {
        let files: BTreeMap<&str, &FoundFile> =
            files.map(|file| (file.display.as_str(), file)).collect();
        let mut by_stem: Vec<(&str, &str)> = files.keys().map(|path| (stem(path), *path)).collect();
        by_stem.par_sort_unstable();
        Self { files, by_stem }
    }

    /// Takes out the files of the paths that are `wanted`.
    pub fn take(&mut self, wanted: impl Fn(&str) -> bool) -> Vec<&'w FoundFile> {
        let taken = self.files.extract_if(.., |path, _| wanted(path));
        taken.map(|(_, file)| file).collect()
    }

    /// Whether none is left.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The path of a file that is left, with the file.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<(&'w str, &'w FoundFile)> {
        let found = self.files.get_key_value(path);
        found.map(|(path, file)| (*path, *file))
    }

    /// The files, in the order of their paths.
    pub fn files(&self) -> impl Iterator<Item = &'w FoundFile> {
        self.files.values().copied()
    }

    /// The paths of those that are imported by a name.
    pub fn imported_by(&self, name: &str) -> impl Iterator<Item = &'w str> {
        let begin = self.by_stem.partition_point(|(stem, _)| *stem < name);
        let rest = &self.by_stem[begin..];
        let end = rest.partition_point(|(stem, _)| *stem == name);
        let paths = rest[..end].iter().map(|(_, path)| *path);
        paths.filter(|path| self.files.contains_key(path))
    }

    /// Takes out the file at a path.
    pub fn remove(&mut self, path: &str) -> Option<&'w FoundFile> {
        self.files.remove(path)
    }
}
