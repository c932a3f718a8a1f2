//! `exuvia plan`: writes a checklist, patches and findings into a folder.

use std::path::PathBuf;

use clap::Args;

use super::arguments::FailOn;
use super::{Exit, ProjectArguments, Streams};
use crate::engine::{self, Options, Selection};
use crate::finding::Applicability;
use crate::plan::{self, Plan, Rule, folder, stages};
use crate::report::json::{self, Layout};
use crate::report::summary::{self, Verbosity, count};
use crate::rewrite::patch::patch;
use crate::rules::embedded;
use crate::rules::select::Selector;

/// Arguments of `plan`.
#[derive(Debug, Args)]
pub(super) struct PlanArguments {
    #[command(flatten)]
    project: ProjectArguments,
    /// Folder to write into; an earlier plan in it is replaced
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Leave fixes that a person must look at out of the patches
    #[arg(long)]
    safe_fixes_only: bool,
    /// Exit with 1 when the plan has findings of at least this severity; otherwise a plan that was
    /// written is a success
    #[arg(long, value_enum, value_name = "SEVERITY")]
    fail_on: Option<FailOn>,
}

/// Plans, and writes the plan.
pub(super) fn run(
    arguments: &PlanArguments,
    verbosity: Verbosity,
    streams: &mut Streams,
) -> anyhow::Result<Exit> {
    let options = arguments.project.options()?;
    let least = if arguments.safe_fixes_only {
        Applicability::Safe
    } else {
        Applicability::Unsafe
    };
    let outcome = engine::check(&options)?;
    let base = super::arguments::base(&options)?;
    let fix = |options: &Options, selection: &Selection| {
        let mut fixed = engine::fix(options, selection)?;
        base.rename(&mut fixed.changes);
        Ok(fixed)
    };
    let stages = stages::stages(&outcome, &options, least, fix, patch)?;
    let mut plan = plan::plan(&outcome, &stages, &looked_for(&options)?);
    plan.begins_in = base.way_up();
    let findings = json::to_string(&outcome.report, Layout::Pretty);
    let written = folder::write(&arguments.output, &plan, &findings)?;
    streams.aside(|out| {
        summary::write_check(&outcome.report, verbosity, out)?;
        if verbosity == Verbosity::Quiet {
            return Ok(());
        }
        say_written(&plan, arguments, written.len(), out)
    })?;
    let failed = arguments
        .fail_on
        .is_some_and(|least| least.any(&outcome.report.findings));
    Ok(match (outcome.unusable, failed) {
        (true, _) => Exit::CouldNotRun,
        (_, true) => Exit::Findings,
        (..) => Exit::Clean,
    })
}

fn say_written(
    plan: &Plan,
    arguments: &PlanArguments,
    files: usize,
    out: &mut dyn std::io::Write,
) -> std::io::Result<()> {
    writeln!(
        out,
        "Wrote {}, {} of them, into {}; begin with checklist.md.",
        count(files, "file", "files"),
        count(plan.patches.len(), "patch", "patches"),
        crate::report::safe::line(&arguments.output.to_string_lossy())
    )
}

/// The rules that this run looked for: what was not selected is no evidence.
fn looked_for(options: &Options) -> anyhow::Result<Vec<Rule>> {
    let packs = embedded::all()?.iter().map(AsRef::as_ref);
    let selector =
        Selector::new(&options.select, &options.ignore, packs).map_err(anyhow::Error::msg)?;
    let rules = super::rules::all()?
        .into_iter()
        .filter(|rule| selector.selects(&rule.package, &rule.code))
        .map(|rule| Rule {
            package: rule.package,
            code: rule.code,
            summary: rule.summary,
        });
    Ok(rules.collect())
}
