//! Manifests above the files that are named: they say which versions those stand at, though nobody asked
//! to look at them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::discover::{FileKind, FoundFile, display, roots};
use crate::manifest::is_manifest;

/// What the root of a repository holds.
const REPOSITORY: [&str; 2] = [".git", ".hg"];

/// The folder of requirements that speaks for the one that it lies in.
const REQUIREMENTS: &str = "requirements";

/// The manifests of the folders above those that are walked, up to the root of the repository; where there
/// is none, up to the working directory.
#[must_use]
pub fn manifests_above(paths: &[PathBuf], cwd: &Path) -> Vec<FoundFile> {
    let folders: BTreeSet<PathBuf> = roots(paths, cwd)
        .iter()
        .flat_map(|root| folders_above(root, cwd))
        .collect();
    let mut found: Vec<PathBuf> = folders
        .iter()
        .flat_map(|folder| [folder.clone(), folder.join(REQUIREMENTS)])
        .flat_map(|folder| manifests_in(&folder))
        .collect();
    found.sort();
    found.dedup();
    let file = |path: PathBuf| FoundFile {
        display: display(&path, cwd),
        kind: FileKind::Manifest,
        path,
    };
    found.into_iter().map(file).collect()
}

fn folders_above(root: &Path, cwd: &Path) -> Vec<PathBuf> {
    // That a file is named leaves the rest of its folder unread.
    let skipped = usize::from(!root.is_dir());
    let mut folders = Vec::new();
    for (at, folder) in root.ancestors().skip(skipped).enumerate() {
        if at > 0 || skipped > 0 {
            folders.push(folder.to_owned());
        }
        if REPOSITORY.iter().any(|name| folder.join(name).exists()) {
            return folders;
        }
    }
    folders.retain(|folder| folder.starts_with(cwd));
    folders
}

fn manifests_in(folder: &Path) -> Vec<PathBuf> {
    // A folder that cannot be read says nothing of versions.
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let paths = entries.map(|entry| entry.path());
    paths
        .filter(|path| is_manifest(path) && path.is_file() && path.to_str().is_some())
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn above(root: &Path, cwd: &str, paths: &[&str]) -> Vec<String> {
        let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
        let found = manifests_above(&paths, &root.join(cwd));
        found.into_iter().map(|file| file.display).collect()
    }

    #[test]
    fn folders_above_are_looked_at_up_to_the_root_of_the_repository() {
        let held = tempfile::tempdir().unwrap();
        let root = held.path();
        for (name, text) in [
            ("requirements.txt", ""),
            ("repo/requirements/base.txt", ""),
            ("repo/app/requirements.txt", ""),
            ("repo/app/src/a.py", ""),
            ("repo/other/requirements.txt", ""),
        ] {
            std::fs::create_dir_all(root.join(name).parent().unwrap()).unwrap();
            std::fs::write(root.join(name), text).unwrap();
        }
        assert_eq!(above(root, "repo/app/src", &[]), [""; 0]);
        assert_eq!(above(root, "repo/app", &["src"]), ["requirements.txt"]);
        std::fs::create_dir(root.join("repo/.git")).unwrap();
        let both = ["../requirements.txt", "../../requirements/base.txt"];
        assert_eq!(above(root, "repo/app/src", &[]), both);
        assert_eq!(above(root, "repo/app/src", &["a.py"]).len(), 2);
        assert_eq!(above(root, "repo", &["app"]), ["requirements/base.txt"]);
        assert_eq!(above(root, "repo", &[]), [""; 0]);
        assert_eq!(above(root, "", &["repo"]), [""; 0]);
    }
}
