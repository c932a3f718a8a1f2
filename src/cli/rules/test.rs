//! `exuvia rules test`: the cases of packs, as a test runner runs them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::Args;

use super::apart::{copied, inside};
use crate::cases::{Case, folders};
use crate::cli::arguments::govern;
use crate::cli::{Exit, Streams};
use crate::engine::{self, Fixed, Options, Selection};
use crate::finding::Applicability;
use crate::report::safe;
use crate::rules::added::TESTS;

/// Arguments of `rules test`.
#[derive(Debug, Args)]
pub(super) struct TestArguments {
    /// Folders of packs [default: those that the configuration names]
    #[arg(value_name = "DIR")]
    folders: Vec<PathBuf>,
    /// Run only cases with this word in their names, `PACK/CASE`
    #[arg(long, value_name = "WORD")]
    case: Option<String>,
    /// Write what is found and made as what is expected; read the difference
    #[arg(long)]
    bless: bool,
}

/// How the cases ended.
#[derive(Default)]
struct Count {
    passed: usize,
    pending: usize,
    failed: Vec<(String, String)>,
    /// The codes that some case finds.
    shown: BTreeSet<String>,
}

/// Runs the cases, and fails if one of them does.
pub(super) fn run(arguments: &TestArguments, streams: &mut Streams) -> anyhow::Result<Exit> {
    let mut options = Options {
        rule_folders: arguments.folders.clone(),
        ..Options::default()
    };
    govern(&mut options)?;
    if options.added.packs().is_empty() {
        bail!("no folder of rules is named, here or in the configuration");
    }
    let base = Options {
        added: options.added.clone(),
        ..Options::default()
    };
    let mut count = Count::default();
    for folder in base.added.folders() {
        run_pack(folder, &base, arguments, &mut count, streams)?;
    }
    if arguments.case.is_none() {
        say_unshown(&base, &count, streams)?;
    }
    summarise(&count, streams)?;
    if count.passed + count.pending + count.failed.len() == 0 {
        bail!("no case has this word in its name");
    }
    Ok(match count.failed.is_empty() {
        true => Exit::Clean,
        false => Exit::Findings,
    })
}

fn run_pack(
    folder: &Path,
    base: &Options,
    arguments: &TestArguments,
    count: &mut Count,
    streams: &mut Streams,
) -> anyhow::Result<()> {
    let pack = folder.file_name().unwrap_or_default().to_string_lossy();
    let mut cases = folders(&folder.join(TESTS)).unwrap_or_default();
    cases.retain(|case| case.join("before").is_dir());
    if cases.is_empty() {
        let said = format!("  there is no case; expected {pack}/{TESTS}/NAME/before\n");
        say(&pack, "FAILED", streams)?;
        count.failed.push((pack.into_owned(), said));
        return Ok(());
    }
    for folder in cases {
        let case = folder.file_name().unwrap_or_default().to_string_lossy();
        let name = format!("{pack}/{case}");
        if arguments
            .case
            .as_ref()
            .is_some_and(|word| !name.contains(word.as_str()))
        {
            continue;
        }
        if !arguments.bless && !folder.join("expected.toml").exists() {
            let said = "  there is no expected.toml; --bless writes what is found and made\n";
            say(&name, "FAILED", streams)?;
            count.failed.push((name, said.to_owned()));
            continue;
        }
        let case = Case::read(&folder, arguments.bless)?;
        let copy = copied(&folder.join("before"))?;
        let fix = |_: &Path, options: &Options, least| fixed(copy.path(), options, least);
        let ran = case.run(base, &fix, arguments.bless);
        let ran = ran.with_context(|| name.clone())?;
        let found = &ran.fixed.before.report.findings;
        count.shown.extend(found.iter().map(|one| one.code.clone()));
        match (&case.expected.pending, ran.wrong.is_empty()) {
            (None, true) => {
                say(&name, "ok", streams)?;
                count.passed += 1;
            }
            (Some(why), false) => {
                say(&name, &format!("waits for: {why}"), streams)?;
                count.pending += 1;
            }
            (pending, passes) => {
                say(&name, "FAILED", streams)?;
                let why = pending.as_deref().filter(|_| passes);
                let why = why.map(|why| {
                    format!("  passes, though it is pending ({why}): take the mark away\n")
                });
                count.failed.push((name, why.unwrap_or(ran.wrong)));
            }
        }
    }
    Ok(())
}

/// Fixes a folder in memory, with paths that begin there.
fn fixed(folder: &Path, options: &Options, least: Applicability) -> anyhow::Result<Fixed> {
    let selection = Selection {
        least,
        packages: Vec::new(),
        distributions: Vec::new(),
    };
    inside(folder, || engine::fix(options, &selection))
}

fn say(name: &str, how: &str, streams: &mut Streams) -> anyhow::Result<()> {
    let (name, how) = (safe::line(name), safe::line(how));
    streams.text(|out| writeln!(out, "{name} ... {how}"))?;
    Ok(())
}

/// Names the rules that no case finds: they may be wrong, and nothing would say so.
fn say_unshown(base: &Options, count: &Count, streams: &mut Streams) -> anyhow::Result<()> {
    let packs = base.added.packs();
    let codes = packs.iter().flat_map(|pack| pack.codes.keys());
    let unshown: Vec<&str> = codes
        .filter(|code| !count.shown.contains(*code))
        .map(String::as_str)
        .collect();
    if !unshown.is_empty() {
        let unshown = unshown.join(", ");
        streams.aside(|out| writeln!(out, "warning: no case finds {}", safe::line(&unshown)))?;
    }
    Ok(())
}

fn summarise(count: &Count, streams: &mut Streams) -> anyhow::Result<()> {
    streams.text(|out| {
        if !count.failed.is_empty() {
            writeln!(out, "\nfailures:")?;
        }
        for (name, wrong) in &count.failed {
            writeln!(out, "\n{}:\n{}", safe::line(name), safe::block(wrong))?;
        }
        writeln!(
            out,
            "\n{} passed, {} failed, {} pending",
            count.passed,
            count.failed.len(),
            count.pending
        )
    })?;
    Ok(())
}
