//! `exuvia check`: reports and changes nothing.

use clap::Args;

use super::{Exit, ProjectArguments, ReportArguments, Streams};
use crate::engine::{self, Outcome};
use crate::report::summary::{self, Verbosity};

/// Arguments of `check`.
#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    #[command(flatten)]
    project: ProjectArguments,
    #[command(flatten)]
    report: ReportArguments,
}

/// Checks, and fails if something is as bad as `--fail-on` says.
pub(super) fn run(
    arguments: &CheckArguments,
    verbosity: Verbosity,
    streams: &mut Streams,
) -> anyhow::Result<Exit> {
    let outcome = engine::check(&arguments.project.options()?)?;
    write_findings(&outcome, &arguments.report, streams)?;
    streams.aside(|out| summary::write_check(&outcome.report, verbosity, out))?;
    Ok(arguments.report.failing.exit(&outcome, false))
}

/// Writes findings in the format that was asked for.
pub(super) fn write_findings(
    outcome: &Outcome,
    arguments: &ReportArguments,
    streams: &mut Streams,
) -> anyhow::Result<()> {
    let format = arguments.output_format;
    let write = |out: &mut dyn std::io::Write| crate::report::write(format, outcome, out);
    if format.is_for_people() {
        streams.text(write)?;
    } else {
        streams.raw(write)?;
    }
    Ok(())
}
