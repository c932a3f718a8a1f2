//! `exuvia fix`: rewrites, or prints the patch that would.

use std::collections::BTreeSet;
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::Args;

use super::interactive::Interactive;
use super::output::Output;
use super::progress::Line;
use super::streams;
use super::{Exit, ProjectArguments, ReportArguments, ScopeArguments, Streams};
use crate::engine::{self, Change, Fixed, Options, Selection};
use crate::finding::Applicability;
use crate::plan::stages::removed;
use crate::report::safe;
use crate::report::summary::{self, Done, Verbosity};
use crate::rewrite::patch::{Base, patch};
use crate::source::discover;
use crate::writing::dirty::uncommitted;
use crate::writing::journal::Journals;
use crate::writing::write::{Left, write_all};

/// Files with changes that are named, at most.
const SHOWN: usize = 5;

/// Arguments of `fix`.
#[derive(Debug, Args)]
pub(super) struct FixArguments {
    #[command(flatten)]
    project: ProjectArguments,
    #[command(flatten)]
    scope: ScopeArguments,
    /// Print one patch for `git apply` instead, and change nothing
    #[arg(long)]
    diff: bool,
    /// Show each part with what it is for, and ask
    #[arg(short, long, conflicts_with = "diff")]
    interactive: bool,
    /// Also apply fixes that a person must look at
    #[arg(long)]
    unsafe_fixes: bool,
    /// Write although git has no commit of changes in what is read
    #[arg(long)]
    allow_dirty: bool,
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
    if arguments.interactive {
        let asks = "--interactive asks there, so it";
        arguments.scope.refuse_stdin(&arguments.project, asks)?;
    }
    let (mut options, stdin) = arguments.scope.options(&arguments.project)?;
    let output = arguments.report.output.of(&options)?;
    // Who is asked sees a line that moves as a disturbance.
    let line = Line::begin(match arguments.interactive {
        true => Verbosity::Quiet,
        false => verbosity,
    });
    options.progress = line.progress();
    if let Some(stdin) = stdin.filter(|_| !arguments.diff) {
        let fixed = engine::fix(&options, &selection)?;
        drop(line);
        streams.raw(|out| out.write_all(stdin.fixed(&fixed)))?;
        output.write_aside(&fixed.after, streams)?;
        summarise(&fixed, Done::Written, verbosity, streams)?;
        return Ok(arguments.report.failing.exit(&options, &fixed.after, false));
    }
    if arguments.diff {
        let fixed = engine::fix(&options, &selection)?;
        drop(line);
        let base = super::arguments::base(&options)?;
        return show(
            &fixed,
            (&options, &base, &output),
            arguments,
            verbosity,
            streams,
        );
    }
    let (fixed, left) = write(options.clone(), &selection, arguments)?;
    drop(line);
    output.write(&fixed.after, streams)?;
    streams.aside(|out| {
        left.iter().try_for_each(|one| {
            let said = format!("{}: {}; it is left as it is", one.display, one.why);
            summary::write_warning(&safe::line(&said), out)
        })
    })?;
    summarise(&fixed, Done::Written, verbosity, streams)?;
    match left.is_empty() {
        true => Ok(arguments.report.failing.exit(&options, &fixed.after, false)),
        false => Ok(Exit::CouldNotRun),
    }
}

fn show(
    fixed: &Fixed,
    (options, base, output): (&Options, &Base, &Output<'_>),
    arguments: &FixArguments,
    verbosity: Verbosity,
    streams: &mut Streams,
) -> anyhow::Result<Exit> {
    let mut changes = fixed.changes.clone();
    base.rename(&mut changes);
    output.write_patch(&patch(&changes), streams)?;
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
    Ok(arguments
        .report
        .failing
        .exit(options, &fixed.after, would_fix))
}

/// Writes what the fixes do. Files that cannot be written are left, and with them all fixes that touch them.
fn write(
    mut options: Options,
    selection: &Selection,
    arguments: &FixArguments,
) -> anyhow::Result<(Fixed, Vec<Left>)> {
    let mut left: Vec<Left> = Vec::new();
    if arguments.interactive && !arguments.allow_dirty {
        refuse_dirty(&options, &[])?;
    }
    loop {
        let fixed = match arguments.interactive {
            true => ask(&options, selection)?,
            false => engine::fix(&options, selection)?,
        };
        if fixed.changes.is_empty() {
            return Ok((fixed, left));
        }
        if left.is_empty() && !arguments.allow_dirty {
            refuse_dirty(&options, &fixed.changes)?;
        }
        let more = write_all(&fixed.changes, &Journals::of_user()?)?;
        if more.is_empty() {
            return Ok((fixed, left));
        }
        for one in &more {
            let known = options
                .unwritable
                .insert(one.path.clone(), one.why.to_string());
            anyhow::ensure!(known.is_none(), "{}: {}", one.display, one.why);
        }
        left.extend(more);
    }
}

/// Plans what somebody agrees to.
fn ask(options: &Options, selection: &Selection) -> anyhow::Result<Fixed> {
    let cwd = std::env::current_dir().context("the working directory cannot be read")?;
    let mut asks = Interactive::new(&cwd, selection.least, streams::width());
    engine::fix_choosing(options, selection, &mut |options, outcome| {
        asks.left(options, outcome)
    })
}

/// Fails where somebody's changes would be mixed with those of the fixes: git could not tell them apart any more. A new file that
/// no fix changes is in nobody's way: a plan or a baseline that exuvia has written, say.
pub(super) fn refuse_dirty(options: &Options, changes: &[Change]) -> anyhow::Result<()> {
    let cwd = std::env::current_dir().context("the working directory cannot be read")?;
    let roots = discover::roots(&options.paths, &cwd);
    let roots: Vec<PathBuf> = roots
        .iter()
        .map(|one| one.canonicalize().unwrap_or_else(|_| one.clone()))
        .collect();
    let paths = changes.iter().map(|one| cwd.join(&one.path));
    let paths: BTreeSet<PathBuf> = paths.map(|one| one.canonicalize().unwrap_or(one)).collect();
    let found = uncommitted(&roots, &paths)
        .context("git could not be asked for changes; --allow-dirty goes without it")?;
    let mut dirty = found.changed;
    dirty.extend(found.new.intersection(&paths).cloned());
    if dirty.is_empty() {
        return Ok(());
    }
    let cwd = cwd.canonicalize().unwrap_or(cwd);
    let shown = dirty.iter().take(SHOWN).map(|file| {
        let file = file.strip_prefix(&cwd).unwrap_or(file);
        format!("\n  {}", safe::line(&file.to_string_lossy()))
    });
    let shown: String = shown.collect();
    let more = match dirty.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!("\n  and {more} more"),
    };
    bail!(
        "git has no commit of these changes: commit or stash them, or pass --allow-dirty{shown}{more}"
    )
}

fn summarise(
    fixed: &Fixed,
    done: Done,
    verbosity: Verbosity,
    streams: &mut Streams,
) -> anyhow::Result<()> {
    let removed = removed(fixed);
    let numbers = (removed.len(), fixed.changes.len());
    streams.aside(|out| summary::write_fix(&fixed.after.report, numbers, done, verbosity, out))?;
    if !fixed.changes.is_empty() && verbosity != Verbosity::Quiet {
        // Who takes away a comment, or carries the code of another package over, is told nothing of this one.
        let found = fixed.before.report.findings.iter();
        let done = found.filter(|one| removed.contains(&one.fingerprint));
        let concerned: BTreeSet<&str> = done.map(|one| one.package.as_str()).collect();
        let mut differences = fixed.before.differences.clone();
        differences.retain(|package, _| concerned.contains(package.as_str()));
        streams.aside(|out| summary::write_differences(&differences, out))?;
    }
    Ok(())
}
