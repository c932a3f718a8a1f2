//! Takes a run back.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::bail;

use super::interrupt::Writing;
use super::journal::{Entry, Journal, Journals, hash};
use super::stage::{beside, replace};
use crate::report::safe;

/// Takes the last run back that changed files at or below one of some paths, with all that it changed; gives the files that have
/// their old text again. What a run left that ended half way is taken back like a whole one.
///
/// # Errors
/// When there is no such run. When somebody changed a file of it since: then nothing is taken back, and those files are named.
/// When a file cannot be written; then another attempt goes on with what is left.
pub fn undo(paths: &[PathBuf], journals: &Journals) -> anyhow::Result<Vec<PathBuf>> {
    let is_below = |entry: &Entry| paths.iter().any(|path| entry.path.starts_with(path));
    let journal = journals
        .all()?
        .into_iter()
        .find(|journal| journal.entries.iter().any(is_below));
    let Some(journal) = journal else {
        bail!("there is no fix to take back here");
    };
    for entry in &journal.entries {
        // Left by a run that was stopped. Nobody else gives files such names.
        let _ = fs::remove_file(beside(&entry.path, &entry.temporary));
    }
    let after = still_after(&journal)?;
    let mut taken = Vec::new();
    let mut writing = Writing::begin()?;
    writing.has_done("`exuvia undo` goes on".to_owned());
    for (number, text) in after {
        let entry = &journal.entries[number];
        let before = journal.before(number)?;
        if let Err(why) = replace(&entry.path, &entry.temporary, &text, &before) {
            bail!("{}: {why}", shown(&entry.path));
        }
        taken.push(entry.path.clone());
    }
    journal.end()?;
    writing.has_done("the files have their old text again".to_owned());
    Ok(taken)
}

/// The entries whose files have the text that the run gave them, with that.
fn still_after(journal: &Journal) -> anyhow::Result<Vec<(usize, Vec<u8>)>> {
    let (mut after, mut edited) = (Vec::new(), Vec::new());
    for (number, entry) in journal.entries.iter().enumerate() {
        let text = match fs::read(&entry.path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                edited.push(format!("{} (it is gone)", shown(&entry.path)));
                continue;
            }
            Err(error) => bail!("{}: {error}", shown(&entry.path)),
        };
        match hash(&text) {
            now if now == entry.before => {}
            now if now == entry.after => after.push((number, text)),
            _ => edited.push(shown(&entry.path)),
        }
    }
    if !edited.is_empty() {
        bail!(
            "nothing is taken back, since these files were edited after the fix:\n  {}",
            edited.join("\n  ")
        );
    }
    Ok(after)
}

fn shown(path: &Path) -> String {
    safe::line(&path.to_string_lossy()).into_owned()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::engine::Change;
    use crate::writing::write::write_all;

    fn run(journals: &Journals, files: &[(&Path, &str, &str)]) {
        let changes: Vec<Change> = files
            .iter()
            .map(|(path, before, after)| Change {
                path: path.to_path_buf(),
                display: path.display().to_string(),
                before: before.as_bytes().to_vec(),
                after: after.as_bytes().to_vec(),
            })
            .collect();
        assert!(write_all(&changes, journals).unwrap().is_empty());
    }

    #[test]
    fn runs_are_taken_back_one_after_the_other_where_they_were_made() {
        let (folder, state) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let journals = Journals::at(state.path());
        let folder = fs::canonicalize(folder.path()).unwrap();
        let (here, there) = (folder.join("here/a.py"), folder.join("there/b.py"));
        for path in [&here, &there] {
            fs::create_dir(path.parent().unwrap()).unwrap();
            fs::write(path, "1").unwrap();
        }
        run(&journals, &[(&here, "1", "2")]);
        run(&journals, &[(&here, "2", "3")]);
        run(&journals, &[(&there, "1", "2")]);
        let back = || undo(&[folder.join("here")], &journals);
        assert_eq!(back().unwrap(), [here.as_path()]);
        assert_eq!(fs::read(&here).unwrap(), b"2");
        assert_eq!(back().unwrap(), [here.as_path()]);
        assert_eq!(fs::read(&here).unwrap(), b"1");
        assert!(back().unwrap_err().to_string().contains("no fix"));
        assert_eq!(fs::read(&there).unwrap(), b"2");
    }

    #[test]
    fn a_run_with_a_file_that_was_edited_since_stays_whole() {
        let (folder, state) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let journals = Journals::at(state.path());
        let folder = fs::canonicalize(folder.path()).unwrap();
        let files = ["a.py", "b.py", "c.py"].map(|name| folder.join(name));
        for path in &files {
            fs::write(path, "old").unwrap();
        }
        run(
            &journals,
            &files.each_ref().map(|path| (path.as_path(), "old", "new")),
        );
        fs::write(&files[1], "mine").unwrap();
        fs::remove_file(&files[2]).unwrap();
        let error = undo(std::slice::from_ref(&folder), &journals)
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("b.py\n") && error.contains("c.py (it is gone)"),
            "{error}"
        );
        assert!(!error.contains("a.py"), "{error}");
        assert_eq!(fs::read(&files[0]).unwrap(), b"new");
        assert_eq!(fs::read(&files[1]).unwrap(), b"mine");
        // As it was after the fix: then it can be.
        fs::write(&files[1], "new").unwrap();
        fs::write(&files[2], "new").unwrap();
        assert_eq!(undo(&[folder], &journals).unwrap().len(), 3);
    }

    #[test]
    fn what_a_run_left_that_was_stopped_half_way_goes() {
        let (folder, state) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let journals = Journals::at(state.path());
        let folder = fs::canonicalize(folder.path()).unwrap();
        let (first, second) = (folder.join("a.py"), folder.join("b.py"));
        run_half(&journals, &first, &second);
        assert_eq!(
            undo(std::slice::from_ref(&folder), &journals).unwrap(),
            [first.as_path()]
        );
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 2);
        assert_eq!(
            (fs::read(&first).unwrap(), fs::read(&second).unwrap()),
            (b"old".to_vec(), b"old".to_vec())
        );
    }

    /// The first file is written, the text of the second lies beside it.
    fn run_half(journals: &Journals, first: &Path, second: &Path) {
        fs::write(first, "new").unwrap();
        fs::write(second, "old").unwrap();
        let files = [first, second].map(|path| (path, &b"old"[..], &b"new"[..]));
        let journal = journals.begin(files.into_iter()).unwrap();
        fs::write(beside(second, &journal.entries[1].temporary), "ne").unwrap();
    }
}
