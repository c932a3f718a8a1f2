//! `exuvia deps`: what the manifests of a project ask for, as it was read.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{Exit, Streams};
use crate::engine::{self, Options};
use crate::report::deps;
use crate::report::summary::Verbosity;

/// Arguments of `deps`.
#[derive(Debug, Args)]
pub(super) struct DepsArguments {
    /// Files and folders to read [default: the current folder]
    #[arg(value_name = "PATHS")]
    paths: Vec<PathBuf>,
    /// How requirements are written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    output_format: DepsFormat,
}

/// How requirements are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum DepsFormat {
    /// One line a requirement, by file.
    #[default]
    Text,
    /// One JSON object (docs/deps.schema.json).
    Json,
}

/// Prints the requirements on the standard output.
pub(super) fn run(
    arguments: &DepsArguments,
    verbosity: Verbosity,
    streams: &mut Streams,
) -> anyhow::Result<Exit> {
    let mut options = Options {
        paths: arguments.paths.clone(),
        ..Options::default()
    };
    super::arguments::govern(&mut options)?;
    let listing = engine::deps(&options)?;
    match arguments.output_format {
        DepsFormat::Text => streams.text(|out| deps::write_text(&listing, out))?,
        DepsFormat::Json => streams.raw(|out| deps::write_json(&listing, out))?,
    }
    let empty = listing.requirements.is_empty() && listing.problems.is_empty();
    if empty && verbosity != Verbosity::Quiet {
        streams.aside(|out| writeln!(out, "No requirements were found."))?;
    }
    Ok(Exit::Clean)
}
