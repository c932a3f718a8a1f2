//! The new text of a file beside it, ready to take its place: a reader sees the old text or the new one and nothing between.

use std::fs::{self, File, Metadata, OpenOptions, Permissions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use thiserror::Error;

/// Why a file was not written. It is as it was.
#[derive(Debug, Error)]
pub enum WriteError {
    /// Somebody else wrote it in the meantime.
    #[error("the file changed after it was read")]
    Changed,
    /// Its owner does not want it to be written.
    #[error("the file is read-only")]
    ReadOnly,
    /// It has other names, which would keep the old text.
    #[error("the file has {0} names (hard links), and one of them alone would change")]
    Linked(u64),
    /// The new file would belong to somebody else.
    #[error("the owner of the file could not be kept: {0}")]
    Owner(io::Error),
    /// Somebody asked for an end.
    #[error("the run was broken off")]
    Stopped,
    /// The system refused.
    #[error("{0}")]
    System(#[from] io::Error),
}

/// A file that can be written.
#[derive(Debug)]
pub struct Target {
    /// The file itself, behind all links.
    pub path: PathBuf,
    metadata: Metadata,
}

impl Target {
    /// The file at a path, with what stays of it: where a link leads to, its mode and its owner.
    ///
    /// # Errors
    /// When it cannot be written without harm.
    pub fn of(path: &Path) -> Result<Self, WriteError> {
        let path = fs::canonicalize(path)?;
        let metadata = fs::metadata(&path)?;
        if metadata.permissions().readonly() {
            return Err(WriteError::ReadOnly);
        }
        match links(&metadata) {
            1 => {}
            several => return Err(WriteError::Linked(several)),
        }
        // What the mode says is not all: of another owner, on a file system for reading only, marked as immutable.
        OpenOptions::new().write(true).open(&path)?;
        Ok(Self { path, metadata })
    }

    /// Whether the file still has a text.
    ///
    /// # Errors
    /// When it has another one, or cannot be read.
    pub fn expect(&self, before: &[u8]) -> Result<(), WriteError> {
        match fs::read(&self.path)? == before {
            true => Ok(()),
            false => Err(WriteError::Changed),
        }
    }

    /// Lays a text beside the file, in a file of the given name.
    ///
    /// # Errors
    /// When the system refuses, or the owner cannot be kept. Nothing is left then.
    pub fn stage(self, name: &str, text: &[u8]) -> Result<Staged, WriteError> {
        let temporary = beside(&self.path, name);
        let mut file = new_file(&temporary)?;
        // From here on it goes whatever happens.
        let staged = Staged {
            target: self,
            temporary,
            is_in_place: false,
        };
        file.write_all(text)?;
        staged.target.keep_owner(&file)?;
        file.set_permissions(staged.target.permissions())?;
        file.sync_all()?;
        Ok(staged)
    }

    fn permissions(&self) -> Permissions {
        self.metadata.permissions()
    }

    #[cfg(unix)]
    fn keep_owner(&self, file: &File) -> Result<(), WriteError> {
        use std::os::unix::fs::{MetadataExt as _, fchown};
        let (old, new) = (&self.metadata, file.metadata()?);
        if (old.uid(), old.gid()) == (new.uid(), new.gid()) {
            return Ok(());
        }
        fchown(file, Some(old.uid()), Some(old.gid())).map_err(WriteError::Owner)
    }

    #[cfg(not(unix))]
    fn keep_owner(&self, _: &File) -> Result<(), WriteError> {
        Ok(())
    }
}

/// A text that lies beside its file. It is removed again unless it takes the file's place.
#[derive(Debug)]
pub struct Staged {
    target: Target,
    temporary: PathBuf,
    is_in_place: bool,
}

impl Staged {
    /// Whether the file still has a text.
    ///
    /// # Errors
    /// As [`Target::expect`].
    pub fn expect(&self, before: &[u8]) -> Result<(), WriteError> {
        self.target.expect(before)
    }

    /// Takes the place of the file, if that still has a text.
    ///
    /// # Errors
    /// When it has another one, or the system refuses.
    pub fn take_place(mut self, before: &[u8]) -> Result<(), WriteError> {
        self.target.expect(before)?;
        match exchange(&self.temporary, &self.target.path) {
            // What stood there lies aside now: somebody may have written it since the look above.
            Ok(true) => {
                let is_it = fs::read(&self.temporary).is_ok_and(|text| text == before);
                if !is_it {
                    exchange(&self.temporary, &self.target.path)?;
                    return Err(WriteError::Changed);
                }
            }
            Ok(false) => {
                fs::rename(&self.temporary, &self.target.path)?;
                self.is_in_place = true;
            }
            Err(error) => return Err(error.into()),
        }
        sync_folder(&self.target.path);
        Ok(())
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if !self.is_in_place {
            let _ = fs::remove_file(&self.temporary);
        }
    }
}

/// Replaces the text `before` of a file by `after`, at once, by way of a file of the given name beside it.
///
/// # Errors
/// When the file has another text, or cannot be written without harm.
pub fn replace(path: &Path, name: &str, before: &[u8], after: &[u8]) -> Result<(), WriteError> {
    let target = Target::of(path)?;
    target.expect(before)?;
    target.stage(name, after)?.take_place(before)
}

/// The path of a file of a name beside another file.
#[must_use]
pub fn beside(path: &Path, name: &str) -> PathBuf {
    path.parent().unwrap_or(Path::new(".")).join(name)
}

fn new_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        // Until it has the mode of its file it may be somebody's secret.
        options.mode(0o600);
    }
    options.open(path)
}

#[cfg(unix)]
fn links(metadata: &Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt as _;
    metadata.nlink()
}

#[cfg(not(unix))]
fn links(_: &Metadata) -> u64 {
    1
}

/// Lets two files swap their places at once, where the system can do that; says whether it could.
#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Makes the rename itself last. Not every system can; the file is whole without it.
fn sync_folder(path: &Path) {
    if let Some(Ok(folder)) = path.parent().map(File::open) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn write(path: &Path, before: &str, after: &str) -> Result<(), WriteError> {
        replace(path, ".beside", before.as_bytes(), after.as_bytes())
    }

    #[test]
    fn the_new_text_is_there_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.py");
        fs::write(&path, "old").unwrap();
        write(&path, "old", "new").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_that_changed_in_the_meantime_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.py");
        fs::write(&path, "other").unwrap();
        assert!(matches!(
            write(&path, "old", "new"),
            Err(WriteError::Changed)
        ));
        assert_eq!(fs::read(&path).unwrap(), b"other");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_staged_text_whose_file_changes_goes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.py");
        fs::write(&path, "old").unwrap();
        let staged = Target::of(&path).unwrap().stage(".beside", b"new").unwrap();
        fs::write(&path, "somebody's").unwrap();
        assert!(matches!(
            staged.take_place(b"old"),
            Err(WriteError::Changed)
        ));
        assert_eq!(fs::read(&path).unwrap(), b"somebody's");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_missing_file_is_not_made() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.py");
        assert!(matches!(
            write(&path, "", "new"),
            Err(WriteError::System(_))
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
        fs::set_permissions(&path, fs::Permissions::from_mode(0o2754)).unwrap();
        write(&path, "old", "new").unwrap();
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o7777, 0o2754);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).unwrap();
        assert!(matches!(
            write(&path, "new", "newer"),
            Err(WriteError::ReadOnly)
        ));
        assert_eq!(fs::read(&path).unwrap(), b"new");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_a_file_of_several_names_stays_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file.py"), folder.path().join("link.py"));
        fs::write(&file, "old").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        write(&link, "old", "new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&file).unwrap(), b"new");

        fs::hard_link(&file, folder.path().join("twin.py")).unwrap();
        assert!(matches!(
            write(&file, "new", "newer"),
            Err(WriteError::Linked(2))
        ));
        assert_eq!(fs::read(&file).unwrap(), b"new");
    }
}
