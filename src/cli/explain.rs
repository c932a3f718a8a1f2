//! `exuvia explain`: what a rule is about; for the beginning of codes, or a pack, which rules there are.

use std::io;

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};

use super::arguments::RuleFolders;
use super::rules::{RuleLine, all, write_text};
use super::{Exit, Streams};
use crate::report::{page, severity_style};
use crate::rules::explained::{Explanation, explanation_in};
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
    let packs = arguments.rules.packs()?;
    if let Some(told) = explanation_in(&packs, word)? {
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
