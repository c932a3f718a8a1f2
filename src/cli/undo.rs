//! `exuvia undo`: takes back what `fix` wrote.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;

use super::{Exit, Streams};
use crate::report::safe;
use crate::report::summary::{Verbosity, count};
use crate::source::discover;
use crate::writing::journal::Journals;
use crate::writing::undo::undo;

/// Arguments of `undo`.
#[derive(Debug, Args)]
pub(super) struct UndoArguments {
    /// The last run of `fix` that wrote something there is taken back [default: the current folder]
    #[arg(value_name = "PATHS")]
    paths: Vec<PathBuf>,
}

/// Takes the last run back.
pub(super) fn run(
    arguments: &UndoArguments,
    verbosity: Verbosity,
    streams: &mut Streams,
) -> anyhow::Result<Exit> {
    let cwd = std::env::current_dir().context("the working directory cannot be read")?;
    let roots = discover::roots(&arguments.paths, &cwd);
    let roots: Result<Vec<PathBuf>, _> = roots
        .iter()
        .map(|one| {
            one.canonicalize()
                .with_context(|| format!("`{}`", one.display()))
        })
        .collect();
    let undone = undo(&roots?, &Journals::of_user()?)?;
    let taken = &undone.files;
    streams.aside(|out| {
        let mut unread = undone.unread.iter();
        unread.try_for_each(|why| writeln!(out, "warning: {}", safe::line(why)))
    })?;
    if verbosity != Verbosity::Quiet {
        let cwd = cwd.canonicalize().unwrap_or(cwd);
        streams.aside(|out| {
            for file in taken {
                let file = file.strip_prefix(&cwd).unwrap_or(file);
                writeln!(out, "  {}", safe::line(&file.to_string_lossy()))?;
            }
            writeln!(out, "Took back {}.", count(taken.len(), "file", "files"))
        })?;
    }
    Ok(Exit::Clean)
}
