//! Folders as their files.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use crate::engine::{Fixed, Options};

/// The files of a folder by their path in it, with `/`.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// The folders in a folder, sorted by name; links to some are left out.
///
/// # Errors
/// When it cannot be read.
pub fn folders(of: &Path) -> io::Result<Vec<PathBuf>> {
    let mut out = Vec::new();
    for entry in fs::read_dir(of)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            out.push(entry.path());
        }
    }
    out.sort();
    Ok(out)
}

/// Every file below a folder; none if there is no folder. Links are left out: what a case shows is its own.
///
/// # Errors
/// When a file or a folder cannot be read.
pub fn tree(folder: &Path) -> io::Result<Tree> {
    let mut out = Tree::new();
    let mut left = vec![folder.to_owned()];
    while let Some(at) = left.pop() {
        let entries = match fs::read_dir(&at) {
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            entries => entries?,
        };
        for entry in entries {
            let entry = entry?;
            let (path, kind) = (entry.path(), entry.file_type()?);
            if kind.is_dir() {
                left.push(path);
            } else if kind.is_file() {
                let name = path.strip_prefix(folder).unwrap_or(&path);
                let name = name.to_string_lossy().replace('\\', "/");
                out.insert(name, fs::read(&path)?);
            }
        }
    }
    Ok(out)
}

/// The options of a run in which what a fix changed stands already.
#[must_use]
pub fn after(options: &Options, fixed: &Fixed) -> Options {
    let mut next = options.clone();
    let changes = fixed.changes.iter();
    next.overlay
        .extend(changes.map(|change| (change.path.clone(), change.after.clone())));
    next
}

/// The tree that a fix leaves.
#[must_use]
pub fn tree_after(before: &Tree, fixed: &Fixed) -> Tree {
    let mut out = before.clone();
    for change in &fixed.changes {
        out.insert(change.display.clone(), change.after.clone());
    }
    out
}

/// What differs between two trees, as a diff from the expected one.
pub(super) fn differences(expected: &Tree, made: &Tree) -> String {
    let mut out = String::new();
    let mut paths: Vec<&String> = expected.keys().chain(made.keys()).collect();
    paths.sort();
    paths.dedup();
    for path in paths {
        let (old, new) = (expected.get(path), made.get(path));
        if old == new {
            continue;
        }
        let text = |bytes: Option<&Vec<u8>>| {
            String::from_utf8_lossy(bytes.map_or(&b""[..], Vec::as_slice)).into_owned()
        };
        let (old, new) = (text(old), text(new));
        let diff = similar::TextDiff::from_lines(&old, &new);
        let _ = writeln!(out, "  {path}: - expected, + made");
        for line in diff.unified_diff().context_radius(1).to_string().lines() {
            let _ = writeln!(out, "    {line}");
        }
    }
    out
}
