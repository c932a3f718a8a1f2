//! `exuvia plan`: writes a checklist, patches and findings into a folder.

use std::path::PathBuf;

use clap::Args;

use super::arguments::FailOn;
use super::{Exit, ProjectArguments, Streams};
use crate::engine::{self, Options};
use crate::finding::Applicability;
use crate::plan::{self, Plan, Rule, folder, stages};
use crate::report::json::{self, Layout};
use crate::report::summary::{self, Verbosity, count};
use crate::rewrite::patch::patch;

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
    let stages = stages::stages(&outcome, &options, least, engine::fix, patch)?;
    let plan = plan::plan(&outcome, &stages, &looked_for(&options)?);
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
    Ok(if failed { Exit::Findings } else { Exit::Clean })
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
    let rules = super::rules::all()?
        .into_iter()
        .filter(|rule| is_selected(&rule.code, &rule.package, options))
        .map(|rule| Rule {
            package: rule.package,
            code: rule.code,
            summary: rule.summary,
        })
        .collect();
    Ok(rules)
}

/// Whether `--select` and `--ignore` leave this rule in.
fn is_selected(code: &str, package: &str, options: &Options) -> bool {
    let named = |words: &[String]| {
        words
            .iter()
            .any(|word| word == package || code.starts_with(word.as_str()))
    };
    (options.select.is_empty() || named(&options.select)) && !named(&options.ignore)
}

#[cfg(test)]
mod tests {
    use super::is_selected;
    use crate::engine::Options;

    #[test]
    fn rules_are_selected_by_code_by_prefix_and_by_pack() {
        let options = |select: &[&str], ignore: &[&str]| Options {
            select: select.iter().map(|word| (*word).to_owned()).collect(),
            ignore: ignore.iter().map(|word| (*word).to_owned()).collect(),
            ..Options::default()
        };
        let selected = |options: &Options| is_selected("NST101", "nest", options);
        assert!(selected(&options(&[], &[])));
        assert!(selected(&options(&["nest"], &[])));
        assert!(selected(&options(&["NST1"], &["NST102"])));
        assert!(!selected(&options(&["hive"], &[])));
        assert!(!selected(&options(&["nest"], &["NST101"])));
    }
}
