//! `exuvia fix`: rewrites, or prints the patch that would.

use clap::Args;

use super::{Exit, ProjectArguments, ReportArguments, Streams};
use crate::engine::{self, Change, Fixed, Selection};
use crate::finding::Applicability;
use crate::plan::stages::removed;
use crate::report::summary::{self, Done, Verbosity};
use crate::rewrite::patch::{Base, patch};
use crate::rewrite::write::write_atomically;

/// Arguments of `fix`.
#[derive(Debug, Args)]
pub(super) struct FixArguments {
    #[command(flatten)]
    project: ProjectArguments,
    /// Print one patch for `git apply` instead, and change nothing
    #[arg(long)]
    diff: bool,
    /// Also apply fixes that a person must look at
    #[arg(long)]
    unsafe_fixes: bool,
    #[command(flatten)]
    report: ReportArguments,
}

/// Fixes, and fails if something remains that is as bad as `--fail-on` says.
pub(super) fn run(
    arguments: &FixArguments,
    verbosity: Verbosity,
    streams: &mut Streams,
) -> anyhow::Result<Exit> {
    let least = if arguments.unsafe_fixes {
        Applicability::Unsafe
    } else {
        Applicability::Safe
    };
    let selection = Selection {
        least,
        packages: Vec::new(),
        distributions: Vec::new(),
    };
    let options = arguments.project.options()?;
    let fixed = engine::fix(&options, &selection)?;
    if arguments.diff {
        let base = super::arguments::base(&options)?;
        show(&fixed, &base, arguments, verbosity, streams)
    } else {
        write(&fixed, arguments, verbosity, streams)
    }
}

fn show(
    fixed: &Fixed,
    base: &Base,
    arguments: &FixArguments,
    verbosity: Verbosity,
    streams: &mut Streams,
) -> anyhow::Result<Exit> {
    let mut changes = fixed.changes.clone();
    base.rename(&mut changes);
    streams.patch(&patch(&changes))?;
    if let Some(up) = base.way_up().filter(|_| !changes.is_empty()) {
        streams.aside(|out| {
            summary::write_warning(
                &format!("apply this patch in `{up}`: its paths begin there"),
                out,
            )
        })?;
    }
    summarise(fixed, Done::Shown, verbosity, streams)?;
    let would_fix = !fixed.changes.is_empty();
    Ok(arguments.report.failing.exit(&fixed.after, would_fix))
}

fn write(
    fixed: &Fixed,
    arguments: &FixArguments,
    verbosity: Verbosity,
    streams: &mut Streams,
) -> anyhow::Result<Exit> {
    write_all(&fixed.changes)?;
    super::check::write_findings(&fixed.after, &arguments.report, streams)?;
    summarise(fixed, Done::Written, verbosity, streams)?;
    Ok(arguments.report.failing.exit(&fixed.after, false))
}

fn summarise(
    fixed: &Fixed,
    done: Done,
    verbosity: Verbosity,
    streams: &mut Streams,
) -> anyhow::Result<()> {
    let numbers = (removed(fixed).len(), fixed.changes.len());
    streams.aside(|out| summary::write_fix(&fixed.after.report, numbers, done, verbosity, out))?;
    if !fixed.changes.is_empty() && verbosity != Verbosity::Quiet {
        let differences = &fixed.before.differences;
        streams.aside(|out| summary::write_differences(differences, out))?;
    }
    Ok(())
}

/// Writes all changes; where one can't be written, those before it are taken back, since a fix may lie in
/// many files and half of it is worse than none.
fn write_all(changes: &[Change]) -> anyhow::Result<()> {
    for (number, change) in changes.iter().enumerate() {
        let written = write_atomically(&change.path, &change.before, &change.after);
        let Err(error) = written else {
            continue;
        };
        let left = take_back(&changes[..number]);
        let error = anyhow::Error::new(error);
        return Err(match left.is_empty() {
            true => error.context("the fixes could not be written; nothing is changed"),
            false => error.context(format!(
                "the fixes could not be written, and these files could not be taken back: {}",
                left.join(", ")
            )),
        });
    }
    Ok(())
}

/// Gives files their old content again; names those where that failed.
fn take_back(changes: &[Change]) -> Vec<&str> {
    changes
        .iter()
        .rev()
        .filter(|change| write_atomically(&change.path, &change.after, &change.before).is_err())
        .map(|change| change.display.as_str())
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::write_all;
    use crate::engine::Change;

    fn change(folder: &Path, name: &str) -> Change {
        Change {
            path: folder.join(name),
            display: name.to_owned(),
            before: b"old".to_vec(),
            after: b"new".to_vec(),
        }
    }

    #[test]
    fn all_files_are_written() {
        let folder = tempfile::tempdir().unwrap();
        let changes = ["a.py", "b.py"].map(|name| change(folder.path(), name));
        for change in &changes {
            fs::write(&change.path, "old").unwrap();
        }
        write_all(&changes).unwrap();
        for change in &changes {
            assert_eq!(fs::read(&change.path).unwrap(), b"new");
        }
    }

    #[test]
    fn one_file_that_cannot_be_written_takes_the_others_back() {
        let folder = tempfile::tempdir().unwrap();
        let changes = ["a.py", "b.py", "c.py"].map(|name| change(folder.path(), name));
        fs::write(&changes[0].path, "old").unwrap();
        fs::write(&changes[1].path, "somebody's").unwrap();
        fs::write(&changes[2].path, "old").unwrap();
        let error = write_all(&changes).unwrap_err();
        let text = format!("{error:#}");
        assert!(
            text.contains("nothing is changed") && text.contains("b.py"),
            "{text}"
        );
        let contents = changes
            .each_ref()
            .map(|change| fs::read(&change.path).unwrap());
        assert_eq!(contents, [&b"old"[..], b"somebody's", b"old"]);
    }
}
