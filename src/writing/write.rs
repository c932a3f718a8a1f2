//! Writes the changes of a run: all of them, or none.

use std::path::PathBuf;

use anyhow::bail;

use super::interrupt::{NOTHING, Writing};
use super::journal::{Journal, Journals};
use super::stage::{Staged, Target, WriteError, replace};
use crate::engine::Change;

/// A file that cannot be written, and why.
#[derive(Debug)]
pub struct Left {
    /// The file, as the change names it.
    pub path: PathBuf,
    /// As reports show it.
    pub display: String,
    /// Why.
    pub why: WriteError,
}

impl Left {
    fn of(change: &Change, why: WriteError) -> Self {
        Self {
            path: change.path.clone(),
            display: change.display.clone(),
            why,
        }
    }
}

/// Writes all changes, or none: gives the files that stood in the way. What a fix does may lie in many files, and half of it is
/// worse than none; whoever calls plans again without those files.
///
/// # Errors
/// When the way back cannot be written down; nothing is changed then. When files that were written already could not be given
/// their old text again: the journal stays, and they are named.
pub fn write_all(changes: &[Change], journals: &Journals) -> anyhow::Result<Vec<Left>> {
    let targets = match each(changes, |change| {
        let target = Target::of(&change.path)?;
        target.expect(&change.before)?;
        Ok(target)
    }) {
        Ok(targets) => targets,
        Err(left) => return Ok(left),
    };
    let files = targets.iter().zip(changes).map(|(target, change)| {
        (
            target.path.as_path(),
            change.before.as_slice(),
            change.after.as_slice(),
        )
    });
    let mut writing = Writing::begin()?;
    let journal = journals.begin(files)?;
    let mut number = 0;
    let mut targets = targets.into_iter();
    let staged = each(changes, |change| {
        let target = targets.next().expect("there is one for each change");
        let name = &journal.entries[number].temporary;
        number += 1;
        if writing.is_stopped() {
            return Err(WriteError::Stopped);
        }
        target.stage(name, &change.after)
    });
    // All are looked at before the first is written: a file that somebody writes all the time stops nothing half way.
    let staged = staged.and_then(|staged| {
        let mut all = staged.iter();
        each(changes, |change| {
            all.next()
                .expect("there is one for each change")
                .expect(&change.before)
        })?;
        Ok(staged)
    });
    match staged {
        Ok(staged) => {
            writing.has_done("files were written, `exuvia undo` goes back".to_owned());
            let left = commit(changes, staged, journal)?;
            if !left.is_empty() {
                writing.has_done(NOTHING.to_owned());
            }
            Ok(left)
        }
        Err(left) => {
            journal.end()?;
            Ok(left)
        }
    }
}

/// Does something for each change; gives those for which it failed.
fn each<T>(
    changes: &[Change],
    mut work: impl FnMut(&Change) -> Result<T, WriteError>,
) -> Result<Vec<T>, Vec<Left>> {
    let (mut done, mut left) = (Vec::new(), Vec::new());
    for change in changes {
        match work(change) {
            Ok(one) => done.push(one),
            Err(why) => left.push(Left::of(change, why)),
        }
    }
    match left.is_empty() {
        true => Ok(done),
        false => Err(left),
    }
}

/// Lets each text take its place. Where one cannot, those before it are taken back.
fn commit(changes: &[Change], staged: Vec<Staged>, journal: Journal) -> anyhow::Result<Vec<Left>> {
    for (number, (change, staged)) in changes.iter().zip(staged).enumerate() {
        let Err(why) = staged.take_place(&change.before) else {
            continue;
        };
        let mut stuck = Vec::new();
        for (number, change) in changes[..number].iter().enumerate().rev() {
            let name = &journal.entries[number].temporary;
            if replace(&change.path, name, &change.after, &change.before).is_err() {
                stuck.push(change.display.as_str());
            }
        }
        if !stuck.is_empty() {
            bail!(
                "{}: {why}; these files were written before and could not be taken back: {}",
                change.display,
                stuck.join(", ")
            );
        }
        journal.end()?;
        return Ok(vec![Left::of(change, why)]);
    }
    Ok(Vec::new())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::*;

    fn change(folder: &Path, name: &str) -> Change {
        Change {
            path: folder.join(name),
            display: name.to_owned(),
            before: b"old".to_vec(),
            after: b"new".to_vec(),
        }
    }

    #[test]
    fn all_files_are_written_and_can_be_taken_back() {
        let (folder, state) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let journals = Journals::at(state.path());
        let changes = ["a.py", "b.py"].map(|name| change(folder.path(), name));
        for change in &changes {
            fs::write(&change.path, "old").unwrap();
        }
        assert!(write_all(&changes, &journals).unwrap().is_empty());
        for change in &changes {
            assert_eq!(fs::read(&change.path).unwrap(), b"new");
        }
        let journal = journals.all().unwrap().remove(0).unwrap();
        assert_eq!(journal.entries.len(), 2);
        assert_eq!(journal.before(1).unwrap(), b"old");
    }

    #[test]
    fn files_that_cannot_be_written_keep_all_others_as_they_are_and_are_named_together() {
        let (folder, state) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let journals = Journals::at(state.path());
        let changes = ["a.py", "b.py", "c.py"].map(|name| change(folder.path(), name));
        for (change, text) in changes.iter().zip(["old", "somebody's", "somebody's"]) {
            fs::write(&change.path, text).unwrap();
        }
        let left = write_all(&changes, &journals).unwrap();
        let named: Vec<&str> = left.iter().map(|one| one.display.as_str()).collect();
        assert_eq!(named, ["b.py", "c.py"]);
        assert_eq!(fs::read(&changes[0].path).unwrap(), b"old");
        assert!(journals.all().unwrap().is_empty());
    }

    #[test]
    fn what_was_written_before_a_file_that_changed_is_taken_back() {
        let (folder, state) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let journals = Journals::at(state.path());
        let changes = ["a.py", "b.py"].map(|name| change(folder.path(), name));
        for change in &changes {
            fs::write(&change.path, "old").unwrap();
        }
        let files = changes.iter().map(|one| {
            (
                one.path.as_path(),
                one.before.as_slice(),
                one.after.as_slice(),
            )
        });
        let journal = journals.begin(files).unwrap();
        let stage = |number: usize| {
            let name = &journal.entries[number].temporary;
            Target::of(&changes[number].path)
                .unwrap()
                .stage(name, b"new")
                .unwrap()
        };
        let staged = vec![stage(0), stage(1)];
        fs::write(&changes[1].path, "somebody's").unwrap();
        let left = commit(&changes, staged, journal).unwrap();
        assert!(matches!(left[0].why, WriteError::Changed));
        assert_eq!(fs::read(&changes[0].path).unwrap(), b"old");
        assert_eq!(fs::read(&changes[1].path).unwrap(), b"somebody's");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
        assert!(journals.all().unwrap().is_empty());
    }
}
