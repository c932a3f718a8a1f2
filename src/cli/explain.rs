//! `exuvia explain`: what a rule is about; for the beginning of codes, or a pack, which rules there are.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};

use super::arguments::RuleFolders;
use super::rules::apart::{copied, inside};
use super::rules::{RuleLine, all, write_text};
use super::{Exit, Streams};
use crate::cases::{candidates, chosen, folders, options};
use crate::engine::{self, Options};
use crate::finding::Finding;
use crate::report::summary::write_warning;
use crate::report::{page, severity_style};
use crate::rules::added::{Added, TESTS};
use crate::rules::explained::{Example, Explanation, explanation_in};
use crate::rules::select;

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    /// A code, `OAI102` say; the beginning of codes, or a pack, lists them
    #[arg(value_name = "RULE")]
    rule: String,
    #[command(flatten)]
    rules: RuleFolders,
    /// How it is written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    output_format: ExplainFormat,
}

/// How what is known of a rule is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum ExplainFormat {
    /// For a terminal.
    #[default]
    Text,
    /// A JSON object; for several rules an array, as `exuvia rules` writes it.
    Json,
    /// As in docs/rules.
    Markdown,
}

/// Explains a rule on the standard output, or lists those that are meant.
pub(super) fn run(arguments: &ExplainArguments, streams: &mut Streams) -> anyhow::Result<Exit> {
    let word = arguments.rule.trim();
    let added = arguments.rules.added()?;
    let packs = added.with_shipped()?;
    if let Some(mut told) = explanation_in(&packs, word)? {
        if let Some(folder) = added.folder(&told.package) {
            match example_of(&told, folder, &added) {
                Ok(example) => told.example = example,
                Err(error) => {
                    let said = format!("no example is shown: {error:#}");
                    streams.aside(|out| write_warning(&said, out))?;
                }
            }
        }
        explain(&told, arguments.output_format, streams)?;
        return Ok(Exit::Clean);
    }
    let known: Vec<_> = packs.iter().map(AsRef::as_ref).collect();
    if let Some(unknown) = select::unknown(word, &known) {
        bail!(unknown);
    }
    let mut rules = all(&packs)?;
    rules.retain(|rule| select::is_named(word, &rule.package, &rule.code));
    match arguments.output_format {
        ExplainFormat::Text => streams.text(|out| write_text(&rules, out))?,
        ExplainFormat::Json => {
            let text = serde_json::to_string_pretty(&rules).context("rules are plain data")?;
            streams.raw(|out| writeln!(out, "{text}"))?;
        }
        ExplainFormat::Markdown => streams.raw(|out| write_table(&rules, out))?,
    }
    Ok(Exit::Clean)
}

/// The example of a rule of a pack that is added: out of the cases of the pack, as those of the rules that are shipped are cut out
/// of theirs.
fn example_of(told: &Explanation, folder: &Path, added: &Added) -> anyhow::Result<Option<Example>> {
    let tests = folder.join(TESTS);
    let cases = folders(&tests).unwrap_or_default();
    let name = |case: &Path| {
        let name = case.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    };
    let mut places = candidates(cases.iter().map(|case| (case.as_path(), name(case))))?;
    let Some(places) = places.remove(&told.code) else {
        return Ok(None);
    };
    let base = Options {
        added: added.clone(),
        ..Options::default()
    };
    let known: RefCell<BTreeMap<PathBuf, Arc<Vec<Finding>>>> = RefCell::default();
    let found = |case: &Path, args: &[String]| {
        if let Some(known) = known.borrow().get(case) {
            return Ok(Arc::clone(known));
        }
        let (options, _) = options(&base, args)?;
        let copy = copied(&case.join("before"))?;
        let outcome = inside(copy.path(), || engine::check(&options))?;
        let found = Arc::new(outcome.report.findings);
        let case = case.to_owned();
        known.borrow_mut().insert(case, Arc::clone(&found));
        Ok(found)
    };
    Ok(chosen(&told.code, places, &|case| tests.join(case), &found))
}

fn explain(told: &Explanation, format: ExplainFormat, streams: &mut Streams) -> anyhow::Result<()> {
    match format {
        ExplainFormat::Text => {
            let style = severity_style(told.severity);
            let text = page::text(told, &|heading| format!("{style}{heading}{style:#}"));
            streams.text(|out| out.write_all(text.as_bytes()))?;
        }
        ExplainFormat::Json => {
            let text = serde_json::to_string_pretty(told).context("rules are plain data")?;
            streams.raw(|out| writeln!(out, "{text}"))?;
        }
        ExplainFormat::Markdown => {
            let text = page::markdown(told, 1);
            streams.raw(|out| out.write_all(text.as_bytes()))?;
        }
    }
    Ok(())
}

fn write_table(rules: &[RuleLine], out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(
        out,
        "| code | name | severity | what it finds |\n|---|---|---|---|"
    )?;
    for rule in rules {
        let row = page::row(&rule.code, &rule.name, rule.severity, &rule.summary);
        writeln!(out, "{row}")?;
    }
    Ok(())
}
