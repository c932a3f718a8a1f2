//! Asks git whether files have changes that it does not hold. No program is run for that, nor anything that a repository's
//! settings name: a repository is read like any other file.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use git2::{Repository, Status, StatusOptions};

use crate::source::changed::of_bytes;

/// What no commit holds, sorted.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Uncommitted {
    /// Files that git knows, and that are not what it knows.
    pub changed: BTreeSet<PathBuf>,
    /// Files that git has not been told of.
    pub new: BTreeSet<PathBuf>,
}

/// The files at or below some paths, and those of some `files`, with changes that no commit holds; those that git is told to
/// ignore do not count. Where there is no repository there are none. A file is asked for where it stands: in a submodule, or in
/// a repository in another one, say.
///
/// # Errors
/// When a repository cannot be read.
pub fn uncommitted(
    paths: &[PathBuf],
    files: &BTreeSet<PathBuf>,
) -> Result<Uncommitted, git2::Error> {
    let mut out = Uncommitted::default();
    let folders: BTreeSet<&Path> = files.iter().filter_map(|file| file.parent()).collect();
    let mut asked: BTreeSet<PathBuf> = BTreeSet::new();
    for path in paths.iter().map(PathBuf::as_path).chain(folders) {
        let repository = match Repository::discover(path) {
            Ok(repository) => repository,
            Err(error) if error.code() == git2::ErrorCode::NotFound => continue,
            Err(error) => return Err(error),
        };
        let Some(top) = repository.workdir().map(Path::to_owned) else {
            continue;
        };
        if !asked.insert(top.clone()) {
            continue;
        }
        let is_asked_for =
            |file: &Path| files.contains(file) || paths.iter().any(|path| file.starts_with(path));
        let mut options = StatusOptions::new();
        options
            .include_untracked(true)
            .recurse_untracked_dirs(true)
            .include_ignored(false)
            .exclude_submodules(true);
        let statuses = repository.statuses(Some(&mut options))?;
        let statuses = statuses.iter().filter(|one| {
            !matches!(one.status(), Status::CURRENT) && !one.status().contains(Status::IGNORED)
        });
        for one in statuses {
            let file = top.join(of_bytes(one.path_bytes()));
            match one.status() {
                _ if !is_asked_for(&file) => continue,
                Status::WT_NEW => out.new.insert(file),
                _ => out.changed.insert(file),
            };
        }
    }
    Ok(out)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn what_no_commit_holds_is_found_below_the_path_alone() {
        let folder = tempfile::tempdir().unwrap();
        let top = fs::canonicalize(folder.path()).unwrap();
        let none = Uncommitted::default();
        let asked = |path: &Path| uncommitted(&[path.to_owned()], &BTreeSet::new()).unwrap();
        assert_eq!(asked(&top), none);
        let repository = Repository::init(&top).unwrap();
        let write = |name: &str, text: &str| fs::write(top.join(name), text).unwrap();
        fs::create_dir_all(top.join("a")).unwrap();
        fs::create_dir_all(top.join("b")).unwrap();
        write(".gitignore", "*.log\n");
        write("a/kept.py", "1\n");
        write("a/changed.py", "1\n");
        let mut index = repository.index().unwrap();
        index
            .add_all(["."], git2::IndexAddOption::DEFAULT, None)
            .unwrap();
        index.write().unwrap();
        let tree = repository.find_tree(index.write_tree().unwrap()).unwrap();
        let who = git2::Signature::now("a", "a@example.com").unwrap();
        repository
            .commit(Some("HEAD"), &who, &who, "a", &tree, &[])
            .unwrap();
        assert_eq!(asked(&top), none);
        write("a/changed.py", "2\n");
        write("a/new.py", "1\n");
        write("a/x.log", "1\n");
        write("b/elsewhere.py", "1\n");
        let found = asked(&top.join("a"));
        let expected = Uncommitted {
            changed: BTreeSet::from([top.join("a/changed.py")]),
            new: BTreeSet::from([top.join("a/new.py")]),
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn a_file_is_asked_for_in_the_repository_that_it_stands_in() {
        let folder = tempfile::tempdir().unwrap();
        let top = fs::canonicalize(folder.path()).unwrap();
        let inner = top.join("inner");
        Repository::init(&top).unwrap();
        Repository::init(&inner).unwrap();
        fs::write(top.join(".git/info/exclude"), "/inner/\n").unwrap();
        let (file, other) = (inner.join("a.py"), inner.join("b.py"));
        fs::write(&file, "1\n").unwrap();
        fs::write(&other, "1\n").unwrap();
        let above = uncommitted(std::slice::from_ref(&top), &BTreeSet::new()).unwrap();
        assert_eq!(above, Uncommitted::default());
        let files = BTreeSet::from([file.clone()]);
        let found = uncommitted(std::slice::from_ref(&top), &files).unwrap();
        assert_eq!(found.new, BTreeSet::from([file.clone(), other]));
        let found = uncommitted(&[top.join("elsewhere")], &files).unwrap();
        assert_eq!(found.new, BTreeSet::from([file]));
    }
}
