//! `exuvia fix`: rewrites, or prints the patch that would.

use std::collections::BTreeSet;

use anyhow::Context;
use clap::Args;

use super::landing::{patch, write_changes};
use super::{Exit, ProjectArguments, ReportArguments, Streams};
use crate::engine::{self, Fixed, Selection};
use crate::finding::Applicability;
use crate::report::summary::{self, Done, Verbosity};

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
    };
    let fixed = engine::fix(&arguments.project.options()?, &selection)?;
    if arguments.diff {
        show(&fixed, arguments, verbosity, streams)
    } else {
        write(&fixed, arguments, verbosity, streams)
    }
}

fn show(
    fixed: &Fixed,
    arguments: &FixArguments,
    verbosity: Verbosity,
    streams: &mut Streams,
) -> anyhow::Result<Exit> {
    let patch = patch(&fixed.changes);
    streams.raw(|out| out.write_all(&patch))?;
    summarise(fixed, Done::Shown, verbosity, streams)?;
    let failing = &arguments.report.failing;
    let remain = failing.fails(&fixed.after.report.findings);
    Ok(failing.exit_if(remain || !fixed.changes.is_empty()))
}

fn write(
    fixed: &Fixed,
    arguments: &FixArguments,
    verbosity: Verbosity,
    streams: &mut Streams,
) -> anyhow::Result<Exit> {
    write_changes(&fixed.changes).context("the fixes could not be written")?;
    super::check::write_findings(&fixed.after, &arguments.report, streams)?;
    summarise(fixed, Done::Written, verbosity, streams)?;
    Ok(arguments.report.failing.exit(&fixed.after.report.findings))
}

fn summarise(
    fixed: &Fixed,
    done: Done,
    verbosity: Verbosity,
    streams: &mut Streams,
) -> anyhow::Result<()> {
    let numbers = (count_fixed(fixed), fixed.changes.len());
    streams.aside(|out| summary::write_fix(&fixed.after.report, numbers, done, verbosity, out))?;
    Ok(())
}

/// The number of findings that the applied fixes removed.
fn count_fixed(fixed: &Fixed) -> usize {
    let applied: BTreeSet<&str> = fixed.applied.iter().map(String::as_str).collect();
    let findings = &fixed.before.report.findings;
    findings
        .iter()
        .filter_map(|finding| finding.fix_id.as_deref())
        .filter(|id| applied.contains(id))
        .count()
}
