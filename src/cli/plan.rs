//! `exuvia plan`: writes a checklist, patches and findings into a folder.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;
use pep508_rs::PackageName;

use super::arguments;
use super::{Exit, ProjectArguments, Streams};
use crate::config::{Config, Lang, Least};
use crate::engine::{self, Options, Outcome, Selection};
use crate::finding::Applicability;
use crate::plan::folder::{Part, Texts};
use crate::plan::phases::{Slot, about};
use crate::plan::{
    self, Inputs, Plan, Rule, checklist, folder, html, phases, stages, state, tasks,
};
use crate::report::json::{self, Layout};
use crate::report::summary::{self, Verbosity, count};
use crate::rewrite::patch::patch;
use crate::rules::select::Selector;
use crate::source::discover::{self, FoundFile};
use crate::survey::Survey;

/// The folder of a plan where none is named.
const OUTPUT: &str = "exuvia-plan";

/// Arguments of `plan`.
#[derive(Debug, Args)]
pub(super) struct PlanArguments {
    #[command(flatten)]
    project: ProjectArguments,
    /// Folder to write into; an earlier plan in it is replaced. With `-`, the one part that --format names is
    /// printed instead
    #[arg(short, long, value_name = "DIR", default_value = OUTPUT)]
    output: PathBuf,
    /// Only these parts of the plan, separated by commas
    #[arg(long, value_enum, value_name = "PARTS", value_delimiter = ',')]
    format: Vec<Part>,
    /// Leave fixes that a person must look at out of the patches
    #[arg(long)]
    safe_fixes_only: bool,
    /// Language of the checklist and the report
    #[arg(long, value_enum, value_name = "LANG")]
    lang: Option<Lang>,
    /// Only these phases of the plan, by their numbers; can be repeated
    #[arg(long, value_name = "NUMBER")]
    phase: Vec<usize>,
    /// Only these packages; can be repeated
    #[arg(long, value_name = "NAME")]
    package: Vec<PackageName>,
    /// Output of another tool to use: pip-audit, safety, pip list --outdated and pipdeptree as JSON, pip check, wrk,
    /// pytest's JUnit XML, coverage as XML or JSON, SARIF; can be repeated, what was measured before an upgrade first
    #[arg(long, value_name = "FILE")]
    evidence: Vec<PathBuf>,
    /// Exit with 1 when the plan has findings of at least this severity; otherwise a plan that was
    /// written is a success
    #[arg(long, value_enum, value_name = "SEVERITY")]
    fail_on: Option<Least>,
}

impl PlanArguments {
    /// The parts that are written.
    fn parts(&self) -> &[Part] {
        match self.format.is_empty() {
            true => &Part::ALL,
            false => &self.format,
        }
    }

    /// The part that is printed and not written, if that is asked for.
    fn printed(&self) -> anyhow::Result<Option<Part>> {
        // Who names a link means what it leads to; one of this name may have come with the project.
        if self.output == Path::new(OUTPUT) && self.output.is_symlink() {
            bail!("{OUTPUT}: is a link; name the folder that is meant with --output");
        }
        if self.output != Path::new("-") {
            return Ok(None);
        }
        match self.format[..] {
            [part] if part != Part::Patches => Ok(Some(part)),
            _ => bail!(
                "--output -: name the one part with --format: checklist, report, findings or tasks"
            ),
        }
    }

    /// Whether only some phases or packages of the plan are asked for.
    fn narrowed(&self) -> bool {
        !self.phase.is_empty() || !self.package.is_empty()
    }
}

/// The files that a run reads, without those of a plan.
///
/// # Errors
/// When a path does not exist.
pub(super) fn read_beside(
    options: &Options,
    cwd: &Path,
    plan: &Path,
) -> anyhow::Result<Vec<FoundFile>> {
    let plan = std::path::absolute(cwd.join(plan)).unwrap_or_else(|_| cwd.join(plan));
    let mut files = discover::discover(&options.paths, cwd, &engine::excluded(options)?)?.files;
    files.retain(|file| !file.path.starts_with(&plan));
    Ok(files)
}

/// Plans, and writes the plan.
pub(super) fn run(
    arguments: &PlanArguments,
    verbosity: Verbosity,
    streams: &mut Streams,
) -> anyhow::Result<Exit> {
    let options = arguments.project.options()?;
    let config = arguments::config(&options);
    let cwd = std::env::current_dir().context("the working directory cannot be read")?;
    let evidence = crate::evidence::read_all(&arguments.evidence)?;
    let printed = arguments.printed()?;
    let least = if arguments.safe_fixes_only {
        Applicability::Safe
    } else {
        Applicability::Unsafe
    };
    let mut outcome = engine::check(&options)?;
    let slots = wanted(&outcome, &config, arguments)?;
    let packages = slots.iter().flat_map(|slot| &slot.packages);
    let wanted: Vec<String> = packages.map(|(name, _)| name.clone()).collect();
    outcome.keep(|finding| wanted.iter().any(|name| name == about(finding)));
    let base = super::arguments::base(&options)?;
    let fix = |options: &Options, selection: &Selection| {
        let mut fixed = engine::fix(options, selection)?;
        base.rename(&mut fixed.changes);
        Ok(fixed)
    };
    let stages = stages::stages((&outcome, &wanted), &options, least, fix, patch)?;
    let listing = engine::deps(&options)?;
    let files = discover::every_file(&options.paths, &cwd, &engine::excluded(&options)?);
    let mut plan = plan::plan(Inputs {
        outcome: &outcome,
        stages: &stages,
        rules: &looked_for(&options)?,
        survey: &Survey::of(&files, &listing),
        listing: &listing,
        evidence: &evidence,
        config: &config,
        slots,
    });
    plan.begins_in = base.way_up();
    let state = state::render(&state::state(
        state::Inputs {
            options: &options,
            packages: arguments.narrowed().then_some(wanted),
            stood: engine::stood(&options)?,
            files: &read_beside(&options, &cwd, &arguments.output)?,
            outcome: &outcome,
            stages: &stages,
            listing: &listing,
        },
        |path| std::fs::read(path),
    ));
    let lang = arguments.lang.or(config.lang).unwrap_or_default();
    let texts = Texts {
        checklist: &checklist::render(&plan, lang),
        report: &html::render(&plan, &outcome, lang),
        findings: &json::to_string(&outcome.report, Layout::Pretty),
        tasks: &tasks::render(&plan, &outcome),
        state: &state,
    };
    let written = match printed.and_then(|part| part.text(&texts)) {
        Some((_, text)) => {
            streams.raw(|out| out.write_all(text.as_bytes()))?;
            None
        }
        None => Some(folder::write(
            &arguments.output,
            &plan,
            texts,
            arguments.parts(),
        )?),
    };
    streams.aside(|out| {
        summary::write_check(&outcome.report, verbosity, out)?;
        match &written {
            Some(files) if verbosity != Verbosity::Quiet => {
                say_written(&plan, arguments, files.len(), out)
            }
            _ => Ok(()),
        }
    })?;
    let failed = arguments
        .fail_on
        .is_some_and(|least| arguments::any(least, &outcome.report.findings));
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
    let parts = arguments.parts();
    let patches = match parts.contains(&Part::Patches) {
        true => format!(
            ", {} of them,",
            count(plan.patches.len(), "patch", "patches")
        ),
        false => String::new(),
    };
    let people = [
        (Part::Report, "report.html"),
        (Part::Checklist, "checklist.md"),
    ];
    let first: Vec<&str> = people
        .iter()
        .filter_map(|(part, name)| parts.contains(part).then_some(*name))
        .collect();
    let first = match first.is_empty() {
        true => String::new(),
        false => format!("; begin with {}", first.join(" or ")),
    };
    writeln!(
        out,
        "Wrote {}{patches} into {}{first}.",
        count(files, "file", "files"),
        crate::report::safe::line(&arguments.output.to_string_lossy())
    )
}

/// The phases of the plan with their packages, as far as they are asked for.
fn wanted(
    outcome: &Outcome,
    config: &Config,
    arguments: &PlanArguments,
) -> anyhow::Result<Vec<Slot>> {
    let mut slots = phases::phases(outcome, config);
    let all = 1..=slots.len();
    if let Some(number) = arguments.phase.iter().find(|number| !all.contains(number)) {
        bail!("--phase {number}: the plan has {} phases", slots.len());
    }
    let named: Vec<String> = arguments.package.iter().map(ToString::to_string).collect();
    let known = |name: &String| {
        slots
            .iter()
            .flat_map(|slot| &slot.packages)
            .any(|(one, _)| one == name)
    };
    if let Some(name) = named.iter().find(|name| !known(name)) {
        bail!("--package {name}: the plan has nothing for it");
    }
    slots.retain(|slot| arguments.phase.is_empty() || arguments.phase.contains(&slot.number));
    for slot in &mut slots {
        slot.packages
            .retain(|(name, _)| named.is_empty() || named.contains(name));
    }
    slots.retain(|slot| !slot.packages.is_empty());
    Ok(slots)
}

/// The rules that this run looked for: what was not selected is no evidence.
pub(super) fn looked_for(options: &Options) -> anyhow::Result<Vec<Rule>> {
    let packs = options.packs()?;
    let all = packs.iter().map(AsRef::as_ref);
    let (select, ignore) = options.rules();
    let selector = Selector::new(&select, &ignore, all).map_err(anyhow::Error::msg)?;
    let distribution = |name: &str| {
        let pack = packs.iter().find(|pack| pack.header.name == name)?;
        pack.header.distributions.first().cloned()
    };
    let rules = super::rules::all(&packs)?
        .into_iter()
        .filter(|rule| selector.selects(&rule.package, &rule.code))
        .map(|rule| Rule {
            distribution: distribution(&rule.package),
            package: rule.package,
            code: rule.code,
            summary: rule.summary,
        });
    Ok(rules.collect())
}
