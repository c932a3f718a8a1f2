//! The projects of cases, read apart from what stands around them.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::cases::tree;

/// A copy of a project: what stands above the original says nothing of it.
pub(in crate::cli) fn copied(before: &Path) -> anyhow::Result<TempDir> {
    let copy = tempfile::tempdir()?;
    for (path, bytes) in tree(before)? {
        let path = copy.path().join(path);
        fs::create_dir_all(path.parent().unwrap_or(copy.path()))?;
        fs::write(path, bytes)?;
    }
    Ok(copy)
}

/// Does something in a folder: paths begin there.
pub(in crate::cli) fn inside<T>(
    folder: &Path,
    work: impl FnOnce() -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let back = std::env::current_dir()?;
    std::env::set_current_dir(fs::canonicalize(folder)?)?;
    let done = work();
    std::env::set_current_dir(back)?;
    done
}
