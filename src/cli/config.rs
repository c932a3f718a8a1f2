//! `exuvia config`: what is in force, and which file or argument says so.

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use clap::{Args, ValueEnum};
use serde::Serialize;

use super::{Exit, ProjectArguments, Streams, arguments};
use crate::config::{Config, Format, Lang, Least};
use crate::engine::Options;
use crate::report::safe;
use crate::rules::load::Pack;
use crate::source::discover;
use crate::source::globs::Globs;
use crate::transforms::calls::SETTINGS;

/// Arguments of `config`.
#[derive(Debug, Args)]
pub(super) struct ConfigArguments {
    #[command(flatten)]
    project: ProjectArguments,
    /// How settings are written
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    output_format: ConfigFormat,
    /// Print the JSON Schema of the configuration instead
    #[arg(long)]
    schema: bool,
}

/// How settings are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum ConfigFormat {
    /// TOML, with a comment on each line that says where it comes from.
    #[default]
    Text,
    /// One JSON object.
    Json,
}

/// What the schema is.
const SCHEMA: &str = include_str!("../../docs/config.schema.json");

/// A setting that is in force.
#[derive(Debug, Serialize)]
struct Setting {
    /// Its key, with those of the tables that it stands in.
    key: String,
    /// What it is.
    value: toml::Value,
    /// The argument or the file that says so; none where it is the default.
    from: Option<String>,
}

/// What is in force.
#[derive(Debug, Serialize)]
struct InForce {
    /// The configuration file that governs what is read, where there is one.
    file: Option<String>,
    settings: Vec<Setting>,
}

/// Shows what is in force for what is named.
pub(super) fn run(arguments: &ConfigArguments, streams: &mut Streams) -> anyhow::Result<Exit> {
    if arguments.schema {
        streams.raw(|out| out.write_all(SCHEMA.as_bytes()))?;
        return Ok(Exit::Clean);
    }
    let asked = arguments.project.asked()?;
    let options = arguments.project.options()?;
    // What names no rule or package is as wrong here as in a run.
    crate::engine::stood(&options)?;
    let in_force = in_force(&asked, &options)?;
    match arguments.output_format {
        ConfigFormat::Text => streams.text(|out| write_text(&in_force, out))?,
        ConfigFormat::Json => streams.raw(|out| {
            serde_json::to_writer_pretty(&mut *out, &in_force)?;
            writeln!(out)
        })?,
    }
    Ok(Exit::Clean)
}

/// Gathers settings, with what says them.
struct Gather<'a> {
    file: Option<&'a str>,
    settings: Vec<Setting>,
}

impl Gather<'_> {
    /// Adds a setting that an argument says, or else the configuration, or else nobody.
    fn add<T: Serialize>(
        &mut self,
        key: &str,
        argument: Option<(&str, T)>,
        configured: Option<T>,
        default: Option<T>,
    ) -> anyhow::Result<()> {
        let file = self.file.map(str::to_owned);
        let said = match (argument, configured) {
            (Some((argument, value)), _) => Some((value, Some(argument.to_owned()))),
            (None, Some(value)) => Some((value, file)),
            (None, None) => default.map(|value| (value, None)),
        };
        if let Some((value, from)) = said {
            self.settings.push(Setting {
                key: key.to_owned(),
                value: toml::Value::try_from(value)?,
                from,
            });
        }
        Ok(())
    }
}

fn in_force(asked: &Options, options: &Options) -> anyhow::Result<InForce> {
    let cwd = std::env::current_dir().context("the working directory cannot be read")?;
    let governing = options.governing.as_ref();
    let file = governing.map(|one| discover::display(&one.file, &cwd));
    let config = arguments::config(options);
    let mut gather = Gather {
        file: file.as_deref(),
        settings: Vec::new(),
    };
    rules(asked, &config, &mut gather)?;
    if let (Some(governing), [path]) = (governing, &asked.paths[..]) {
        per_file(&cwd.join(path), governing.folder(), &config, &mut gather)?;
    }
    let excluded = config.extend_exclude.clone();
    gather.add("extend-exclude", None, excluded, Some(Vec::new()))?;
    let force = asked.force_exclude.then_some(("--force-exclude", true));
    gather.add("force-exclude", force, config.force_exclude, Some(false))?;
    let fail_on = config.fail_on.and_then(word);
    gather.add("fail-on", None, fail_on, word(Least::default()))?;
    let format = config.output_format.and_then(word);
    gather.add("output-format", None, format, word(Format::default()))?;
    gather.add("baseline", None, config.baseline.clone(), None)?;
    rule_folders(asked, &config, &mut gather)?;
    let lang = config.lang.and_then(word);
    gather.add("lang", None, lang, word(Lang::default()))?;
    packages(asked, &config, &options.packs()?, &mut gather)?;
    let settings = gather.settings;
    Ok(InForce { file, settings })
}

/// A value by the word that arguments have for it, which is that of the file.
fn word<T: ValueEnum>(value: T) -> Option<String> {
    let word = value.to_possible_value()?;
    Some(word.get_name().to_owned())
}

/// Folders of packs that are added: what an argument and the configuration name are both read.
fn rule_folders(asked: &Options, config: &Config, gather: &mut Gather<'_>) -> anyhow::Result<()> {
    let given = (!asked.rule_folders.is_empty()).then(|| asked.rule_folders.clone());
    if config.rules.is_some() || given.is_none() {
        gather.add("rules", None, config.rules.clone(), Some(Vec::new()))?;
    }
    match given {
        Some(folders) => gather.add("rules", Some(("--rules", folders)), None, None),
        None => Ok(()),
    }
}

/// Which rules are reported.
fn rules(asked: &Options, config: &Config, gather: &mut Gather<'_>) -> anyhow::Result<()> {
    let given = |argument, words: &Vec<String>| {
        let words = (!words.is_empty()).then(|| words.clone());
        words.map(|words| (argument, words))
    };
    let select = given("--select", &asked.select);
    // What is selected by an argument is reported whatever the configuration says.
    let ignored = select.is_none().then(|| config.ignore.clone()).flatten();
    let ignore = given("--ignore", &asked.ignore).map(|(argument, mut words)| {
        words.extend(ignored.iter().flatten().cloned());
        (argument, words)
    });
    gather.add("select", select, config.select.clone(), None)?;
    gather.add("ignore", ignore, ignored, Some(Vec::new()))
}

/// What else is not reported in one file, or in files of a folder.
fn per_file(
    path: &Path,
    folder: &Path,
    config: &Config,
    gather: &mut Gather<'_>,
) -> anyhow::Result<()> {
    for (pattern, rules) in config.per_file_ignores.iter().flatten() {
        let is_about = Globs::new(folder, &[pattern])?.cover(path, path.is_dir());
        if is_about || path.is_dir() {
            let key = format!("per-file-ignores.{}", quoted(pattern));
            gather.add(&key, None, Some(rules.clone()), None)?;
        }
    }
    Ok(())
}

/// Where packages go, and the options of packs.
fn packages(
    asked: &Options,
    config: &Config,
    packs: &[Arc<Pack>],
    gather: &mut Gather<'_>,
) -> anyhow::Result<()> {
    let targets = config.targets();
    let mut said: Vec<&String> = targets.keys().chain(asked.target.keys()).collect();
    said.retain(|name| {
        !packs
            .iter()
            .any(|pack| pack.header.distributions.first() == Some(name))
    });
    let mut all: Vec<(String, Option<String>)> = Vec::new();
    all.extend(said.into_iter().map(|name| (name.clone(), None)));
    for pack in packs {
        let name = pack.header.distributions.first();
        let target = pack.header.target.to_string();
        all.extend(name.map(|name| (name.clone(), Some(target))));
    }
    all.sort();
    all.dedup_by(|one, other| one.0 == other.0);
    for (name, default) in all {
        let given = asked.target.get(&name);
        let given = given.map(|version| ("--target", version.to_string()));
        let configured = targets.get(&name).map(ToString::to_string);
        let key = format!("packages.{}.to", quoted(&name));
        gather.add(&key, given, configured, default)?;
    }
    for (name, values) in SETTINGS {
        let given = asked.settings.get(*name);
        let given = given.map(|value| ("--option", value.clone()));
        let mut configured = config.settings().filter(|(known, _)| known == name);
        let configured = configured.next().map(|(_, value)| value.to_owned());
        let default = values.first().map(|value| (*value).to_owned());
        gather.add(&format!("options.{name}"), given, configured, default)?;
    }
    Ok(())
}

/// A part of a key, in quotes where TOML wants them.
fn quoted(part: &str) -> String {
    let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    match !part.is_empty() && part.bytes().all(is_bare) {
        true => part.to_owned(),
        false => toml::Value::String(part.to_owned()).to_string(),
    }
}

fn write_text(in_force: &InForce, out: &mut dyn Write) -> io::Result<()> {
    let lines: Vec<(String, String)> = in_force
        .settings
        .iter()
        .map(|one| {
            let line = safe::line(&format!("{} = {}", one.key, one.value)).into_owned();
            let from = one.from.as_deref().unwrap_or("default");
            (line, safe::line(from).into_owned())
        })
        .collect();
    match &in_force.file {
        Some(file) => writeln!(out, "# {} governs this.", safe::line(file))?,
        None => writeln!(out, "# No configuration file governs this.")?,
    }
    if in_force.settings.iter().all(|one| one.key != "select") {
        writeln!(
            out,
            "# All rules are reported but those of packs that are selected by name."
        )?;
    }
    let widths = lines.iter().map(|(line, _)| line.chars().count());
    let width = widths.filter(|width| *width < 60).max().unwrap_or_default();
    for (line, from) in &lines {
        writeln!(out, "{line:width$}  # {from}")?;
    }
    Ok(())
}
