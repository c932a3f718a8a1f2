//! Which files changed since a revision of git. No program is run for that: a repository's settings can name some, and a repository is
//! read like any other file.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use git2::{Delta, DiffOptions, ErrorCode, Repository, Tree};
use thiserror::Error;

/// Why it is not known what changed.
#[derive(Debug, Error)]
pub enum ChangedError {
    /// A path that no repository holds.
    #[error("`{0}` is in no git repository: nothing is known of what changed there")]
    NoRepository(String),
    /// A revision that the repository does not know.
    #[error("`{revision}` is no revision of the git repository at {top}")]
    NoRevision {
        /// As it was asked for.
        revision: String,
        /// Where the repository's files are.
        top: String,
    },
    /// A path that cannot be looked at.
    #[error("`{0}` cannot be read: {1}")]
    Path(String, std::io::Error),
    /// The repository cannot be read.
    #[error("git could not be asked what changed: {0}")]
    Git(#[from] git2::Error),
}

/// The files at or below some paths that are not what they were where the branch that is checked out parted from a revision, new ones
/// that no commit holds among them; those that git is told to ignore do not count. Paths begin as `roots` do.
///
/// # Errors
/// When a path is in no repository, or its repository does not know the revision.
pub fn changed_since(revision: &str, roots: &[PathBuf]) -> Result<BTreeSet<PathBuf>, ChangedError> {
    let mut out = BTreeSet::new();
    for root in roots {
        let shown = || root.display().to_string();
        let real = root.canonicalize();
        let real = real.map_err(|error| ChangedError::Path(shown(), error))?;
        let repository = Repository::discover(&real).map_err(|error| match error.code() {
            ErrorCode::NotFound => ChangedError::NoRepository(shown()),
            _ => error.into(),
        })?;
        let top = repository.workdir().map(Path::canonicalize);
        let Some(Ok(top)) = top else {
            return Err(ChangedError::NoRepository(shown()));
        };
        let files = changed(&repository, revision, &top)?;
        // Files are named as the rest of a run names them, by whichever links it came there.
        let below = files
            .iter()
            .filter_map(|file| file.strip_prefix(&real).ok());
        out.extend(below.map(|rest| match rest.as_os_str().is_empty() {
            true => root.clone(),
            false => root.join(rest),
        }));
    }
    Ok(out)
}

fn changed(
    repository: &Repository,
    revision: &str,
    top: &Path,
) -> Result<Vec<PathBuf>, ChangedError> {
    let tree = tree(repository, revision).map_err(|error| match error.code() {
        ErrorCode::NotFound | ErrorCode::InvalidSpec | ErrorCode::Ambiguous | ErrorCode::Peel => {
            ChangedError::NoRevision {
                revision: revision.to_owned(),
                top: top.display().to_string(),
            }
        }
        _ => error.into(),
    })?;
    let mut options = DiffOptions::new();
    options
        .include_untracked(true)
        .recurse_untracked_dirs(true)
        .ignore_submodules(true);
    let diff = repository.diff_tree_to_workdir_with_index(Some(&tree), Some(&mut options))?;
    let deltas = diff.deltas().filter(|one| one.status() != Delta::Deleted);
    let paths = deltas.filter_map(|one| one.new_file().path_bytes());
    Ok(paths.map(|path| top.join(of_bytes(path))).collect())
}

/// What the files were where what is checked out parted from a revision, so that what others changed there since does not count; what
/// they are in the revision where the two share no history (or a shallow clone does not hold it).
fn tree<'r>(repository: &'r Repository, revision: &str) -> Result<Tree<'r>, git2::Error> {
    let object = repository.revparse_single(revision)?;
    let head = repository.head().and_then(|head| head.peel_to_commit());
    if let (Ok(commit), Ok(head)) = (object.peel_to_commit(), head)
        && let Ok(base) = repository.merge_base(commit.id(), head.id())
    {
        return repository.find_commit(base)?.tree();
    }
    object.peel_to_tree()
}

/// A path as git keeps it.
#[cfg(unix)]
pub(crate) fn of_bytes(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    Path::new(std::ffi::OsStr::from_bytes(bytes)).to_owned()
}

/// A path as git keeps it.
#[cfg(not(unix))]
pub(crate) fn of_bytes(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}
