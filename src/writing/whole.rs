//! Files of this tool's own, written whole.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes beside the file first and then takes its place: whoever reads it sees the old text or the new one. A link stays, and
/// what it leads to is written; what is no file, a device or a pipe, is written to as it is.
///
/// # Errors
/// When its folder or the file cannot be written.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let Some(path) = place(path)? else {
        let mut device = fs::OpenOptions::new().write(true).open(path)?;
        return device.write_all(bytes);
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".exuvia-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any new file, not as a secret; the user's mask still holds.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder(&path))?;
    file.write_all(bytes)?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Makes the folder of a file, and asks whether [`write_whole`] could write there.
///
/// # Errors
/// When it could not.
pub fn can_be_written(path: &Path) -> io::Result<()> {
    let Some(path) = place(path)? else {
        // To open a pipe is to wait for its reader.
        return Ok(());
    };
    fs::create_dir_all(folder(&path))?;
    tempfile::tempfile_in(folder(&path)).map(drop)
}

/// The file that a path leads to; none where that is something else, which is written to and not replaced.
fn place(path: &Path) -> io::Result<Option<PathBuf>> {
    match fs::metadata(path) {
        Ok(found) if !found.is_file() => Ok(None),
        Ok(_) if path.is_symlink() => fs::canonicalize(path).map(Some),
        _ => Ok(Some(path.to_owned())),
    }
}

/// The folder that a file lies in.
fn folder(file: &Path) -> &Path {
    let above = file.parent().filter(|above| !above.as_os_str().is_empty());
    above.unwrap_or(Path::new("."))
}

#[cfg(all(test, unix))]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::os::unix::fs::{FileTypeExt, symlink};

    use super::*;

    #[test]
    fn what_is_no_file_stays_what_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());
        let reader = std::thread::spawn({
            let pipe = pipe.clone();
            move || fs::read(pipe).unwrap()
        });
        write_whole(&pipe, b"told").unwrap();
        assert_eq!(reader.join().unwrap(), b"told");
        let kind = fs::symlink_metadata(&pipe).unwrap().file_type();
        assert!(kind.is_fifo());
    }

    #[test]
    fn a_link_stays_one_and_leads_to_the_new_text() {
        let folder = tempfile::tempdir().unwrap();
        let [file, link] = ["file", "link"].map(|name| folder.path().join(name));
        fs::write(&file, "old").unwrap();
        symlink("file", &link).unwrap();
        write_whole(&link, b"new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&file).unwrap(), b"new");
    }
}
