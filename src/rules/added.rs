//! Packs of folders that a user names, beside those that are compiled in.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

use super::embedded::{self, NotAccepted};
use super::load::{LoadError, Pack};
use crate::source::discover::display;

/// The folder of a pack with the cases that show what its rules do.
pub const TESTS: &str = "tests";

/// The packs of some folders.
#[derive(Debug, Clone, Default)]
pub struct Added {
    packs: Vec<Arc<Pack>>,
    folders: Vec<PathBuf>,
}

impl Added {
    /// Reads the packs of folders: each is a pack, or holds packs. `cwd` is where the paths in errors begin.
    ///
    /// # Errors
    /// All that is wrong with them, and names or codes that another pack has already.
    pub fn read(folders: &[PathBuf], cwd: &Path) -> Result<Self, NotAccepted> {
        let (mut added, mut errors) = (Self::default(), Vec::new());
        let mut seen = BTreeSet::new();
        for folder in folders {
            let found = packs_in(folder).unwrap_or_else(|error| {
                errors.push(wrong(folder, cwd, &format!("cannot be read: {error}")));
                Vec::new()
            });
            for folder in found {
                let real = fs::canonicalize(&folder).unwrap_or_else(|_| folder.clone());
                if !seen.insert(real) {
                    continue;
                }
                match embedded::from_folder(&folder, &shown(&folder, cwd)) {
                    Ok(pack) => added.packs.push(Arc::new(pack)),
                    Err(more) => errors.extend(more),
                }
                added.folders.push(folder);
            }
        }
        if errors.is_empty() && !added.packs.is_empty() {
            errors = added.taken(embedded::all()?);
        }
        match errors.is_empty() {
            true => Ok(added),
            false => Err(NotAccepted(errors)),
        }
    }

    /// The packs that are compiled in and these, sorted by name.
    ///
    /// # Errors
    /// All that is wrong with those that are compiled in.
    pub fn with_shipped(&self) -> Result<Vec<Arc<Pack>>, NotAccepted> {
        let mut all = embedded::all()?.to_vec();
        all.extend(self.packs.iter().cloned());
        all.sort_by(|one, other| one.header.name.cmp(&other.header.name));
        Ok(all)
    }

    /// These packs alone, in the order of the folders.
    #[must_use]
    pub fn packs(&self) -> &[Arc<Pack>] {
        &self.packs
    }

    /// The folder of the pack of a name; none of one that is compiled in.
    #[must_use]
    pub fn folder(&self, name: &str) -> Option<&Path> {
        let mut all = self.packs.iter().zip(&self.folders);
        let (_, folder) = all.find(|(pack, _)| pack.header.name == name)?;
        Some(folder)
    }

    /// The folders of the packs: data and small projects, no code of the project that is read.
    #[must_use]
    pub fn folders(&self) -> &[PathBuf] {
        &self.folders
    }

    /// Names and codes that another pack has already.
    fn taken(&self, shipped: &[Arc<Pack>]) -> Vec<LoadError> {
        let mut errors = Vec::new();
        let mut names: BTreeMap<&str, &str> = BTreeMap::new();
        let mut codes: BTreeMap<&str, &str> = BTreeMap::new();
        for pack in shipped.iter().chain(&self.packs) {
            let own = pack.folder();
            if let Some(other) = names.insert(&pack.header.name, own) {
                let said = format!("the pack {other} has this name already");
                errors.push(pack.wrong_at(&pack.header.name, said));
            }
            for code in pack.codes.keys() {
                if let Some(other) = codes.insert(code, own) {
                    let said = format!("the pack {other} has the code `{code}` already");
                    errors.push(pack.wrong_at(code, said));
                }
            }
        }
        errors
    }
}

/// The folders of the packs of a folder, sorted: the folder itself, or those in it.
fn packs_in(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let is_pack = |at: &PathBuf| at.join("pack.toml").is_file();
    if is_pack(&folder.to_owned()) {
        return Ok(vec![folder.to_owned()]);
    }
    let entries = fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path()));
    let mut found = entries.collect::<io::Result<Vec<_>>>()?;
    found.retain(is_pack);
    found.sort();
    match found.is_empty() {
        true => Err(io::Error::other(
            "no rule pack is there; expected `pack.toml` in it, or in a folder of it",
        )),
        false => Ok(found),
    }
}

/// A folder as errors show it, with its own name at its end.
fn shown(folder: &Path, cwd: &Path) -> String {
    let folder: PathBuf = folder.components().collect();
    let shown = display(&folder, cwd);
    let name = folder.file_name().map(|name| name.to_string_lossy());
    match name.is_some_and(|name| shown.rsplit('/').next() == Some(&*name)) {
        true => shown,
        false => folder.to_string_lossy().replace('\\', "/"),
    }
}

fn wrong(folder: &Path, cwd: &Path, message: &str) -> LoadError {
    LoadError {
        file: display(folder, cwd),
        line: None,
        message: message.to_owned(),
    }
}
