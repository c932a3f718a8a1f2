//! Takes a run back.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::bail;

use super::interrupt::Writing;
use super::journal::{Entry, Journal, Journals, hash};
use super::stage::{Target, beside, replace};
use crate::report::safe;

/// What was taken back.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Undone {
    /// The files that have their old text again.
    pub files: Vec<PathBuf>,
    /// Of later runs, wherever they were made: why it cannot be read what they changed.
    pub unread: Vec<String>,
}

/// Takes the last run back that changed files at or below one of some paths, with all that it changed. What a run left that ended
/// half way is taken back like a whole one.
///
/// # Errors
/// When there is no such run. When somebody changed a file of it since, or a file cannot be written: then nothing is taken back,
/// and those files are named. When writing fails all the same, it is said how far it came: another attempt goes on with what is left.
pub fn undo(paths: &[PathBuf], journals: &Journals) -> anyhow::Result<Undone> {
    let is_below = |entry: &Entry| paths.iter().any(|path| entry.path.starts_with(path));
    let (mut unread, mut found) = (Vec::new(), None);
    for journal in journals.all()? {
        match journal {
            Ok(journal) if journal.entries.iter().any(is_below) => {
                found = Some(journal);
                break;
            }
            Ok(_) => {}
            Err(why) => unread.push(format!("{why:#}")),
        }
    }
    let Some(journal) = found else {
        match unread.first() {
            Some(why) => bail!("there is no fix to take back here that can be read: {why}"),
            None => bail!("there is no fix to take back here"),
        }
    };
    for entry in &journal.entries {
        // Left by a run that was stopped. Nobody else gives files such names.
        let _ = fs::remove_file(beside(&entry.path, &entry.temporary));
    }
    let after = still_after(&journal)?;
    can_be_written(&journal, &after)?;
    let mut files = Vec::new();
    let mut writing = Writing::begin()?;
    writing.has_done("`exuvia undo` goes on".to_owned());
    for (number, text) in after {
        let entry = &journal.entries[number];
        let before = journal.before(number)?;
        if let Err(why) = replace(&entry.path, &entry.temporary, &text, &before) {
            let number = journal.entries.len();
            let done = match files.len() {
                0 => "nothing is taken back yet".to_owned(),
                done => format!("{done} of {number} files have their old text again"),
            };
            bail!(
                "{}: {why}; {done}, and `exuvia undo` goes on",
                shown(&entry.path)
            );
        }
        files.push(entry.path.clone());
    }
    journal.end()?;
    writing.has_done("the files have their old text again".to_owned());
    Ok(Undone { files, unread })
}

/// Whether all files can be written whose text is to be the old one again: of a run that is taken back by half nobody knows
/// where it stands.
///
/// # Errors
/// When one cannot; they are named.
fn can_be_written(journal: &Journal, after: &[(usize, Vec<u8>)]) -> anyhow::Result<()> {
    let why_not = |(number, _): &(usize, Vec<u8>)| {
        let path = &journal.entries[*number].path;
        let why = Target::of(path).err()?;
        Some(format!("{}: {why}", shown(path)))
    };
    let wrong: Vec<String> = after.iter().filter_map(why_not).collect();
    if !wrong.is_empty() {
        bail!(
            "nothing is taken back, since these files cannot be written:\n  {}",
            wrong.join("\n  ")
        );
    }
    Ok(())
}

/// The entries whose files have the text that the run gave them, with that.
fn still_after(journal: &Journal) -> anyhow::Result<Vec<(usize, Vec<u8>)>> {
    let (mut after, mut edited) = (Vec::new(), Vec::new());
    for (number, entry) in journal.entries.iter().enumerate() {
        // What a pipe gives may never end.
        let is_other = fs::metadata(&entry.path).is_ok_and(|one| !one.is_file());
        if is_other {
            edited.push(format!("{} (it is no file any more)", shown(&entry.path)));
            continue;
        }
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
        assert_eq!(back().unwrap().files, [here.as_path()]);
        assert_eq!(fs::read(&here).unwrap(), b"2");
        assert_eq!(back().unwrap().files, [here.as_path()]);
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
        assert_eq!(undo(&[folder], &journals).unwrap().files.len(), 3);
    }

    #[test]
    fn a_journal_that_cannot_be_read_is_in_nobodys_way() {
        let (folder, state) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let journals = Journals::at(state.path());
        let folder = fs::canonicalize(folder.path()).unwrap();
        let (file, precious) = (folder.join("a.py"), folder.join("precious"));
        fs::write(&file, "old").unwrap();
        fs::write(&precious, "mine").unwrap();
        run(&journals, &[(&file, "old", "new")]);
        let kept = state.path().join("undo");
        let own = fs::read_dir(&kept).unwrap().next().unwrap().unwrap().path();
        let list = fs::read_to_string(own.join("journal.json")).unwrap();
        let at = list.find(".exuvia-").unwrap();
        let end = at + list[at..].find('"').unwrap();
        let tampered = format!("{}../precious{}", &list[..at], &list[end..]);
        for (name, text) in [
            ("99999999999998-1", tampered),
            ("99999999999999-1", String::new()),
        ] {
            fs::create_dir(kept.join(name)).unwrap();
            fs::write(kept.join(name).join("journal.json"), text).unwrap();
        }
        let undone = undo(std::slice::from_ref(&folder), &journals).unwrap();
        assert_eq!((undone.files.len(), undone.unread.len()), (1, 2));
        assert_eq!(fs::read(&precious).unwrap(), b"mine");
        let error = undo(&[folder], &journals).unwrap_err().to_string();
        assert!(error.contains("that can be read"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn a_run_is_taken_back_whole_or_not_at_all() {
        let (folder, state) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let journals = Journals::at(state.path());
        let folder = fs::canonicalize(folder.path()).unwrap();
        let (first, second) = (folder.join("a.py"), folder.join("b.py"));
        for path in [&first, &second] {
            fs::write(path, "old").unwrap();
        }
        run(
            &journals,
            &[(&first, "old", "new"), (&second, "old", "new")],
        );
        let back = || undo(std::slice::from_ref(&folder), &journals);
        fs::hard_link(&second, folder.join("other")).unwrap();
        let error = back().unwrap_err().to_string();
        assert!(
            error.contains("nothing is taken back") && error.contains("b.py: "),
            "{error}"
        );
        assert_eq!(fs::read(&first).unwrap(), b"new");
        fs::remove_file(folder.join("other")).unwrap();
        fs::remove_file(&second).unwrap();
        let made = std::process::Command::new("mkfifo").arg(&second).status();
        assert!(made.unwrap().success());
        let error = back().unwrap_err().to_string();
        assert!(error.contains("b.py (it is no file any more)"), "{error}");
    }

    #[test]
    fn what_a_run_left_that_was_stopped_half_way_goes() {
        let (folder, state) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let journals = Journals::at(state.path());
        let folder = fs::canonicalize(folder.path()).unwrap();
        let (first, second) = (folder.join("a.py"), folder.join("b.py"));
        run_half(&journals, &first, &second);
        assert_eq!(
            undo(std::slice::from_ref(&folder), &journals)
                .unwrap()
                .files,
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
