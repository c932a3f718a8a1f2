//! `exuvia verify`: whether what a plan found is gone, and nothing else changed.

use std::path::PathBuf;

use anyhow::{Context, ensure};
use clap::{Args, ValueEnum};

use super::arguments::{config, govern};
use super::plan::{looked_for, read_beside};
use super::{Exit, ProjectArguments, Streams};
use crate::config::Least;
use crate::engine::{self, Options};
use crate::report::summary::{self, Verbosity};
use crate::report::verified;
use crate::source::discover;
use crate::survey::is_within;
use crate::verify::{Inputs, Since, Stands, Verified, verify};

/// Arguments of `verify`.
#[derive(Debug, Args)]
pub(super) struct VerifyArguments {
    #[command(flatten)]
    project: ProjectArguments,
    /// Folder that `exuvia plan` wrote: what it found must be gone, and nothing else changed. PATHS are
    /// then those of the plan, and those that are given only narrow down what is said
    #[arg(long, value_name = "DIR")]
    since: Option<PathBuf>,
    /// Output of another tool that may tick boxes, as of `plan`; can be repeated
    #[arg(long, value_name = "FILE")]
    evidence: Vec<PathBuf>,
    /// How the result is written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    output_format: VerifyFormat,
    /// The least severity that something left must have to make the exit code 1; notes never do
    #[arg(long, value_enum, default_value = "warning", value_name = "SEVERITY")]
    fail_on: Least,
}

/// How the result is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum VerifyFormat {
    /// One line a place.
    #[default]
    Text,
    /// One JSON object (docs/verify.schema.json).
    Json,
}

/// Verifies, and fails if something is left, broken or changed elsewhere.
pub(super) fn run(
    arguments: &VerifyArguments,
    verbosity: Verbosity,
    streams: &mut Streams,
) -> anyhow::Result<Exit> {
    let mut options = arguments.project.asked()?;
    let cwd = std::env::current_dir().context("the working directory cannot be read")?;
    let since = arguments.since.as_deref().map(Since::read).transpose()?;
    let mut named = None;
    if let Some(since) = &since {
        let given = take_over(&mut options, since);
        named = (!given.is_empty()).then(|| discover::named(&given, &cwd));
    }
    govern(&mut options)?;
    let config = config(&options);
    let outcome = engine::check(&options)?;
    let output = arguments.since.clone().unwrap_or_default();
    let files = match &since {
        Some(_) => read_beside(&options, &cwd, &output)?,
        None => discover::discover(&options.paths, &cwd, &engine::excluded(&options)?)?.files,
    };
    if let Some(since) = &since {
        let known = |file: &discover::FoundFile| since.state.files.contains_key(&file.display);
        ensure!(
            since.state.files.is_empty() || files.iter().any(known),
            "{}: none of its files is here; run this in the folder where the plan was made",
            since.folder
        );
    }
    let asked = |path: &str| {
        named.as_ref().is_none_or(|named| {
            named
                .iter()
                .any(|one| one == "." || one == path || is_within(path, one))
        })
    };
    let verified = verify(
        &Inputs {
            since: since.as_ref(),
            outcome: &outcome,
            rules: &looked_for(&options)?,
            evidence: &crate::evidence::read_all(&arguments.evidence)?,
            config: &config,
            files: &files,
            listing: &engine::deps(&options)?,
            asked: &asked,
        },
        &|path| std::fs::read(path),
    );
    match arguments.output_format {
        VerifyFormat::Text => streams.text(|out| verified::write_text(&verified, out))?,
        VerifyFormat::Json => streams.raw(|out| verified::write_json(&verified, out))?,
    }
    streams.aside(|out| {
        summary::write_problems(&verified.problems, out)?;
        match verbosity {
            Verbosity::Quiet => Ok(()),
            _ => verified::write_summary(&verified, out),
        }
    })?;
    Ok(
        match (outcome.unusable, fails(&verified, arguments.fail_on)) {
            (true, _) => Exit::CouldNotRun,
            (_, true) => Exit::Findings,
            _ => Exit::Clean,
        },
    )
}

/// Asks what the plan was asked, with its versions; gives the paths that stand there instead.
fn take_over(options: &mut Options, since: &Since) -> Vec<PathBuf> {
    let asked = &since.state.asked;
    let paths = asked.paths.iter().map(PathBuf::from).collect();
    let given = std::mem::replace(&mut options.paths, paths);
    for (own, plan) in [
        (&mut options.select, &asked.select),
        (&mut options.ignore, &asked.ignore),
    ] {
        if own.is_empty() {
            own.clone_from(plan);
        }
    }
    for (own, plan) in [
        (&mut options.from, &asked.from),
        (&mut options.target, &asked.target),
    ] {
        for (package, version) in plan {
            own.entry(package.clone()).or_insert(version.clone());
        }
    }
    for (name, value) in &asked.options {
        let known = options.settings.entry(name.clone());
        known.or_insert_with(|| value.clone());
    }
    options.stood.clone_from(&since.state.stood);
    given
}

fn fails(verified: &Verified, least: Least) -> bool {
    let mut left = verified.left.iter();
    !verified.broken.is_empty()
        || !verified.outside.is_empty()
        || left.any(|one| one.stands != Stands::Known && one.severity >= least.severity())
}
