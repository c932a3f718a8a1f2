//! `exuvia rules`: lists the rules that the packs bring; makes a pack of one's own, and runs its cases.

pub(super) mod apart;
mod new;
mod test;

use std::io;
use std::sync::Arc;

use anyhow::Context;
use clap::{Args, Subcommand, ValueEnum};
use serde::Serialize;

use super::arguments::RuleFolders;
use super::{Exit, Streams};
use crate::finding::Severity;
use crate::report::{safe, severity_style, severity_word};
use crate::rules::list;
use crate::rules::load::Pack;

/// Arguments of `rules`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct RulesArguments {
    #[command(subcommand)]
    command: Option<RulesCommand>,
    #[command(flatten)]
    rules: RuleFolders,
    /// How the rules are written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    output_format: RulesFormat,
}

/// What is done with rules of one's own.
#[derive(Debug, Subcommand)]
enum RulesCommand {
    /// Makes a pack of rules that passes its own test, to be edited
    New(new::NewArguments),
    /// Runs the cases of packs: projects with what is found in them and what `fix` makes of them
    Test(test::TestArguments),
}

/// How rules are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum RulesFormat {
    /// One line a rule.
    #[default]
    Text,
    /// A JSON array.
    Json,
}

/// A rule, as people look it up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct RuleLine {
    /// Its code.
    pub(super) code: String,
    /// Its name, in kebab case.
    pub(super) name: String,
    /// Its pack, as `--select` takes it.
    pub(super) package: String,
    /// How bad its findings are.
    pub(super) severity: Severity,
    /// What it finds, in one sentence.
    pub(super) summary: String,
}

/// All rules of packs, by pack and code.
///
/// # Errors
/// When a pack can't be read.
pub(super) fn all(packs: &[Arc<Pack>]) -> anyhow::Result<Vec<RuleLine>> {
    let mut lines = Vec::new();
    for pack in packs {
        let name = &pack.header.name;
        let rules = list::rules(pack).with_context(|| format!("the pack {name} can't be read"))?;
        lines.extend(rules.into_iter().map(|rule| RuleLine {
            code: rule.code,
            name: rule.name,
            package: rule.package,
            severity: rule.severity,
            summary: rule.summary,
        }));
    }
    lines.sort_by(|one, other| (&one.package, &one.code).cmp(&(&other.package, &other.code)));
    Ok(lines)
}

/// Lists the rules on the standard output, or does what is asked with rules of one's own.
pub(super) fn run(arguments: &RulesArguments, streams: &mut Streams) -> anyhow::Result<Exit> {
    match &arguments.command {
        Some(RulesCommand::New(arguments)) => return new::run(arguments, streams),
        Some(RulesCommand::Test(arguments)) => return test::run(arguments, streams),
        None => {}
    }
    let rules = all(&arguments.rules.packs()?)?;
    match arguments.output_format {
        RulesFormat::Text => streams.text(|out| write_text(&rules, out))?,
        RulesFormat::Json => {
            let text = serde_json::to_string_pretty(&rules).context("rules are plain data")?;
            streams.raw(|out| writeln!(out, "{text}"))?;
        }
    }
    Ok(Exit::Clean)
}

/// Writes rules in columns.
pub(super) fn write_text(rules: &[RuleLine], out: &mut dyn io::Write) -> io::Result<()> {
    let width = |text: fn(&RuleLine) -> &str| {
        let widths = rules.iter().map(|rule| text(rule).chars().count());
        widths.max().unwrap_or(0)
    };
    let code_width = width(|rule| &rule.code);
    let package_width = width(|rule| &rule.package);
    let name_width = width(|rule| &rule.name);
    for rule in rules {
        let style = severity_style(rule.severity);
        writeln!(
            out,
            "{:code_width$}  {:package_width$}  {style}{:7}{style:#}  {:name_width$}  {}",
            safe::line(&rule.code),
            safe::line(&rule.package),
            severity_word(rule.severity),
            safe::line(&rule.name),
            safe::line(&rule.summary),
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{RuleLine, write_text};
    use crate::finding::Severity;
    use crate::report::sample;

    #[test]
    fn rules_stand_in_columns() {
        let rule = |code: &str, name: &str, severity| RuleLine {
            code: code.to_owned(),
            name: name.to_owned(),
            package: "nest".to_owned(),
            severity,
            summary: "Something is not what it was".to_owned(),
        };
        let rules = [
            rule("NST1", "moved-call", Severity::Error),
            rule("NST1001", "old", Severity::Warning),
        ];
        insta::assert_snapshot!(sample::plain(|out| write_text(&rules, out)));
    }
}
