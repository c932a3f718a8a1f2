//! `exuvia check`: reports and changes nothing.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;

use super::arguments::OUTPUT;
use super::progress::Line;
use super::watch::watch;
use super::{Exit, ProjectArguments, ReportArguments, ScopeArguments, Streams};
use crate::baseline::{Baseline, Met};
use crate::engine::{self, Options};
use crate::report::safe;
use crate::report::summary::{self, Verbosity};
use crate::source::discover::roots;
use crate::writing::journal::Journals;
use crate::writing::write::write_all;

/// Arguments of `check`.
#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    #[command(flatten)]
    project: ProjectArguments,
    #[command(flatten)]
    scope: ScopeArguments,
    #[command(flatten)]
    report: ReportArguments,
    /// File of findings that are known and not reported
    #[arg(long, value_name = "FILE", help_heading = OUTPUT)]
    baseline: Option<PathBuf>,
    /// Write what is found into the baseline, and report nothing
    #[arg(long, help_heading = OUTPUT)]
    write_baseline: bool,
    /// Write a comment that keeps it to the line of each finding
    #[arg(long, conflicts_with_all = ["baseline", "write_baseline"])]
    add_ignores: bool,
    /// With --add-ignores: write although git has no commit of changes in what is read
    #[arg(long, requires = "add_ignores")]
    allow_dirty: bool,
    /// Check again whenever a file changes, until Ctrl-C
    #[arg(long, conflicts_with_all = ["add_ignores", "write_baseline"])]
    watch: bool,
}

/// Checks, and fails if something is as bad as `--fail-on` says.
pub(super) fn run(
    arguments: &CheckArguments,
    verbosity: Verbosity,
    streams: &mut Streams,
) -> anyhow::Result<Exit> {
    if arguments.watch {
        let cwd = std::env::current_dir().context("the working directory cannot be read")?;
        arguments
            .scope
            .refuse_stdin(&arguments.project, "--watch")?;
        let roots = roots(arguments.project.paths(), &cwd);
        return watch(&roots, streams, |streams| {
            once(arguments, verbosity, streams).map(drop)
        });
    }
    once(arguments, verbosity, streams)
}

/// Checks once.
fn once(
    arguments: &CheckArguments,
    verbosity: Verbosity,
    streams: &mut Streams,
) -> anyhow::Result<Exit> {
    let (mut options, stdin) = arguments.scope.options(&arguments.project)?;
    let output = arguments.report.output.of(&options)?;
    let line = Line::begin(verbosity);
    options.progress = line.progress();
    if arguments.add_ignores {
        if stdin.is_some() {
            bail!("--add-ignores writes files, and not what comes by the standard input");
        }
        return add_ignores((&options, line), arguments.allow_dirty, streams);
    }
    let mut outcome = engine::check(&options)?;
    drop(line);
    let cwd = std::env::current_dir().context("the working directory cannot be read")?;
    let mut met = Met::default();
    if let Some(baseline) = baseline(arguments, &options, &cwd)? {
        if arguments.write_baseline {
            let (number, file) = baseline.write(&outcome)?;
            let number = summary::count(number, "finding", "findings");
            streams.aside(|out| writeln!(out, "Wrote {number} into {}.", safe::line(&file)))?;
            return Ok(Exit::Clean);
        }
        let roots = roots(&options.paths, &cwd);
        met = baseline.apply(&mut outcome, &|path| {
            roots.iter().any(|root| path.starts_with(root))
        });
    }
    output.write(&outcome, streams)?;
    streams.aside(|out| summary::write_check(&outcome.report, verbosity, out))?;
    if verbosity != Verbosity::Quiet {
        // Where not all rules are looked for, what is not found may be there all the same.
        let (select, ignore) = options.rules();
        met.gone *= usize::from(select.is_empty() && ignore.is_empty());
        streams.aside(|out| summary::write_met(met, out))?;
    }
    Ok(arguments.report.failing.exit(&options, &outcome, false))
}

/// Keeps all that is found by comments; fails if something cannot be kept so.
fn add_ignores(
    (options, line): (&Options, Line),
    allow_dirty: bool,
    streams: &mut Streams,
) -> anyhow::Result<Exit> {
    let ignored = engine::ignores(options)?;
    drop(line);
    let mut unwritten = Vec::new();
    if !ignored.changes.is_empty() {
        if !allow_dirty {
            super::fix::refuse_dirty(options, &ignored.changes)?;
        }
        unwritten = write_all(&ignored.changes, &Journals::of_user()?)?;
    }
    streams.aside(|out| {
        for one in &unwritten {
            let said = format!("{}: {}; nothing was written", one.display, one.why);
            summary::write_warning(&safe::line(&said), out)?;
        }
        for (finding, why) in &ignored.left {
            let place = crate::report::place(&finding.location);
            let said = format!("{place}: {} is not kept: {why}", finding.code);
            summary::write_warning(&safe::line(&said), out)?;
        }
        let findings = summary::count(ignored.kept, "finding", "findings");
        let files = summary::count(ignored.changes.len(), "file", "files");
        match unwritten.is_empty() {
            true => writeln!(out, "Wrote comments that keep {findings} into {files}."),
            false => Ok(()),
        }
    })?;
    Ok(match (unwritten.is_empty(), ignored.left.is_empty()) {
        (false, _) => Exit::CouldNotRun,
        (true, false) => Exit::Findings,
        (true, true) => Exit::Clean,
    })
}

/// The baseline of a run: what is to be written, or what is known.
fn baseline(
    arguments: &CheckArguments,
    options: &Options,
    cwd: &Path,
) -> anyhow::Result<Option<Baseline>> {
    let named = arguments.baseline.clone();
    let file = named.or_else(|| Baseline::configured(options));
    match (file, arguments.write_baseline) {
        (Some(file), true) => Ok(Some(Baseline::at(&file, cwd))),
        (Some(file), false) => Baseline::read(&file, cwd).map(Some),
        (None, true) => {
            bail!("--write-baseline: name the file with --baseline, or in the configuration")
        }
        (None, false) => Ok(None),
    }
}
