//! Writes a file so that a reader sees the old text or the new one and nothing between.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;
use thiserror::Error;

/// Why a file was not written. It is as it was.
#[derive(Debug, Error)]
pub enum WriteError {
    /// Somebody else wrote it in the meantime.
    #[error("{}: the file changed while it was being read", .0.display())]
    Changed(PathBuf),
    /// Its owner does not want it to be written.
    #[error("{}: the file is read-only", .0.display())]
    ReadOnly(PathBuf),
    /// The system refused.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

/// Replaces the content `before` of the file by `after`, at once; keeps its mode. A link stays one:
/// the file that it points to is written.
///
/// # Errors
/// When the file does not hold `before` any more, is read-only, or the system refuses.
pub fn write_atomically(path: &Path, before: &[u8], after: &[u8]) -> Result<(), WriteError> {
    let refused = |source| WriteError::Io {
        path: path.to_owned(),
        source,
    };
    let target = fs::canonicalize(path).map_err(refused)?;
    let permissions = fs::metadata(&target).map_err(refused)?.permissions();
    if permissions.readonly() {
        return Err(WriteError::ReadOnly(path.to_owned()));
    }
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut file = NamedTempFile::new_in(folder).map_err(refused)?;
    file.write_all(after).map_err(refused)?;
    fs::set_permissions(file.path(), permissions).map_err(refused)?;
    file.as_file().sync_all().map_err(refused)?;
    // As late as possible: between this look and the rename nothing else is done.
    if fs::read(&target).map_err(refused)? != before {
        return Err(WriteError::Changed(path.to_owned()));
    }
    file.persist(&target)
        .map_err(|error| refused(error.error))?;
    sync_folder(folder);
    Ok(())
}

/// Makes the rename itself last. Not every system can; the file is whole without it.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_new_text_is_there_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.py");
        fs::write(&path, "old").unwrap();
        write_atomically(&path, b"old", b"new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_that_changed_in_the_meantime_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.py");
        fs::write(&path, "other").unwrap();
        let error = write_atomically(&path, b"old", b"new").unwrap_err();
        assert!(matches!(error, WriteError::Changed(_)));
        assert_eq!(fs::read(&path).unwrap(), b"other");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_missing_file_is_not_made() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.py");
        assert!(matches!(
            write_atomically(&path, b"", b"new"),
            Err(WriteError::Io { .. })
        ));
        assert!(!path.exists());
    }

    #[cfg(unix)]
    #[test]
    fn the_mode_is_kept_and_a_read_only_file_stays() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.py");
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o754)).unwrap();
        write_atomically(&path, b"old", b"new").unwrap();
        assert_eq!(
            fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o754
        );
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        let error = write_atomically(&path, b"new", b"newer").unwrap_err();
        assert!(matches!(error, WriteError::ReadOnly(_)));
        assert_eq!(fs::read(&path).unwrap(), b"new");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file.py"), folder.path().join("link.py"));
        fs::write(&file, "old").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        write_atomically(&link, b"old", b"new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&file).unwrap(), b"new");
    }
}
