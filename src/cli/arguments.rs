//! Arguments that commands share, and what they mean to the engine.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};
use pep440_rs::Version;
use pep508_rs::PackageName;

use crate::config::{Config, Least};
use crate::engine::{Governing, Options, Outcome};
use crate::finding::Finding;
use crate::report::summary::Verbosity;

use crate::rewrite::patch::Base;
use crate::rules::added::Added;
use crate::rules::load::Pack;
use crate::source::discover;

use super::Exit;
use super::output::OutputArguments;

/// Headings of the help.
const WHAT: &str = "Rules and versions";
pub(super) const WHICH: &str = "What is read";
pub(super) const OUTPUT: &str = "Output";
const EVERYWHERE: &str = "Everywhere";

/// Arguments of every command.
#[derive(Debug, Args)]
pub(super) struct GlobalArguments {
    /// Print findings and errors only
    #[arg(short, long, global = true, conflicts_with = "verbose", help_heading = EVERYWHERE)]
    quiet: bool,
    /// Also list what could not be resolved
    #[arg(short, long, global = true, help_heading = EVERYWHERE)]
    verbose: bool,
    /// When to use colours; `auto` follows the terminal, NO_COLOR and CLICOLOR_FORCE
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN", help_heading = EVERYWHERE)]
    pub(super) color: Color,
}

impl GlobalArguments {
    /// How much is said besides findings.
    pub(super) fn verbosity(&self) -> Verbosity {
        match (self.quiet, self.verbose) {
            (true, _) => Verbosity::Quiet,
            (_, true) => Verbosity::Verbose,
            _ => Verbosity::Normal,
        }
    }
}

/// When to use colours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    /// Where a person reads.
    #[default]
    Auto,
    /// Also into files and pipes.
    Always,
    /// Never.
    Never,
}

impl Color {
    /// Makes this the choice of all streams that are opened afterwards.
    pub(super) fn apply(self) {
        let choice = match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        };
        choice.write_global();
    }
}

/// Rules of a user's own.
#[derive(Debug, Default, Args)]
pub(super) struct RuleFolders {
    /// Folder of rule packs to add to those that are shipped (docs/custom-rules.md); can be repeated
    #[arg(long, value_name = "DIR", help_heading = WHAT)]
    rules: Vec<PathBuf>,
}

impl RuleFolders {
    /// All packs: those that are shipped, and [those that are added](Self::added).
    ///
    /// # Errors
    /// As [`Self::added`].
    pub(super) fn packs(&self) -> anyhow::Result<Vec<Arc<Pack>>> {
        Ok(self.added()?.with_shipped()?)
    }

    /// The packs of these folders, and those that the configuration of the working directory names.
    ///
    /// # Errors
    /// When one of them, or the configuration, cannot be read.
    pub(super) fn added(&self) -> anyhow::Result<Added> {
        let mut options = Options {
            rule_folders: self.rules.clone(),
            ..Options::default()
        };
        govern(&mut options)?;
        Ok(options.added)
    }
}

/// What is read, and against which versions.
#[derive(Debug, Default, Args)]
pub(super) struct ProjectArguments {
    /// Files and folders to read [default: the current folder]
    #[arg(value_name = "PATHS")]
    paths: Vec<PathBuf>,
    /// Report only these rules: codes, prefixes of codes or packs, separated by commas
    #[arg(long, value_name = "RULES", value_delimiter = ',', help_heading = WHAT)]
    select: Vec<String>,
    /// Leave these rules out: codes, prefixes of codes or packs, separated by commas
    #[arg(long, value_name = "RULES", value_delimiter = ',', help_heading = WHAT)]
    ignore: Vec<String>,
    /// Version that the project stands at, instead of what its manifests say; can be repeated
    #[arg(long, value_name = "PACKAGE==VERSION", value_parser = parse_pin, help_heading = WHAT)]
    from: Vec<Pin>,
    /// Version that the project goes to, instead of the pack's own; can be repeated
    #[arg(long, value_name = "PACKAGE==VERSION", value_parser = parse_pin, help_heading = WHAT)]
    target: Vec<Pin>,
    /// Dump of advisories in OSV's format, instead of those that are compiled in
    #[arg(long, value_name = "DIR|ZIP", help_heading = WHAT)]
    osv: Option<PathBuf>,
    #[command(flatten)]
    rules: RuleFolders,
    /// Leave files out that are named themselves where the configuration excludes them
    #[arg(long, help_heading = EVERYWHERE)]
    force_exclude: bool,
    /// Option of a pack, `client-style=auto|client|module` say; can be repeated
    #[arg(long, value_name = "NAME=VALUE", value_parser = parse_setting, help_heading = WHAT)]
    option: Vec<(String, String)>,
    /// Number of threads; 0 takes as many as there are cores
    #[arg(long, value_name = "N", default_value_t = 0, help_heading = EVERYWHERE)]
    jobs: usize,
}

impl ProjectArguments {
    /// What the engine is asked to do, with what the configuration says that the arguments do not.
    ///
    /// # Errors
    /// When a package or an option is given two different values, or the configuration cannot be read.
    pub(super) fn options(&self) -> anyhow::Result<Options> {
        let mut options = self.asked()?;
        govern(&mut options)?;
        Ok(options)
    }

    /// The files and folders that are named.
    pub(super) fn paths(&self) -> &[PathBuf] {
        &self.paths
    }

    /// The same without what the configuration says.
    ///
    /// # Errors
    /// When a package or an option is given two different values.
    pub(super) fn asked(&self) -> anyhow::Result<Options> {
        Ok(Options {
            paths: self.paths.clone(),
            select: rules(&self.select, "--select")?,
            ignore: rules(&self.ignore, "--ignore")?,
            from: pins(&self.from, "--from")?,
            target: pins(&self.target, "--target")?,
            settings: settings(&self.option)?,
            osv: self.osv.clone(),
            rule_folders: self.rules.rules.clone(),
            force_exclude: self.force_exclude,
            jobs: self.jobs,
            ..Options::default()
        })
    }
}

/// Gives a run what the configuration says that governs what is read, and the packs that it or the arguments add.
///
/// # Errors
/// When it or one of the packs cannot be read.
pub(super) fn govern(options: &mut Options) -> anyhow::Result<()> {
    let mut folders = Vec::new();
    if let Some(governing) = governing(options)? {
        let named = governing.config.rules.iter().flatten();
        folders.extend(named.map(|folder| governing.folder().join(folder)));
        options.govern(governing);
    }
    let cwd = std::env::current_dir().context("the working directory cannot be read")?;
    folders.extend(options.rule_folders.iter().map(|folder| cwd.join(folder)));
    options.added = Added::read(&folders, &cwd)?;
    Ok(())
}

/// The configuration that governs a run, as far as there is one.
#[must_use]
pub(super) fn config(options: &Options) -> Config {
    let governing = options.governing.as_ref();
    governing.map_or_else(Config::default, |one| (*one.config).clone())
}

/// The configuration that governs what is read; none where there is none.
///
/// # Errors
/// When it cannot be read.
pub(super) fn governing(options: &Options) -> anyhow::Result<Option<Governing>> {
    let cwd = std::env::current_dir().context("the working directory cannot be read")?;
    let first = options
        .paths
        .first()
        .map_or(cwd.clone(), |path| cwd.join(path));
    // What comes by the standard input need not be there.
    let folder = match first.is_dir() {
        true => &first,
        false => first.parent().unwrap_or(&cwd),
    };
    let found = Config::governing(folder)?;
    Ok(found.map(|(file, config)| Governing {
        file,
        config: config.into(),
    }))
}

/// The folder that the paths of a patch begin in.
///
/// # Errors
/// When the working directory cannot be read.
pub(super) fn base(options: &Options) -> anyhow::Result<Base> {
    let cwd = std::env::current_dir().context("the working directory cannot be read")?;
    let named = discover::named(&options.paths, &cwd);
    Ok(Base::of(named.iter().map(String::as_str), &cwd))
}

/// How findings are written, and which of them fail the run.
#[derive(Debug, Args)]
pub(super) struct ReportArguments {
    #[command(flatten)]
    pub(super) output: OutputArguments,
    #[command(flatten)]
    pub(super) failing: FailArguments,
}

/// Which findings fail the run.
#[derive(Debug, Args)]
pub(super) struct FailArguments {
    /// The least severity that makes the exit code 1; notes never do [default: error]
    #[arg(long, value_enum, value_name = "SEVERITY", help_heading = OUTPUT)]
    fail_on: Option<Least>,
    /// Exit with 0 also when something is found
    #[arg(long, help_heading = OUTPUT)]
    exit_zero: bool,
}

/// Whether one of `findings` is as bad as this.
pub(super) fn any(least: Least, findings: &[Finding]) -> bool {
    findings
        .iter()
        .any(|finding| finding.severity >= least.severity())
}

impl FailArguments {
    /// How a run ends that leaves what `outcome` says, or that fails for another reason.
    pub(super) fn exit(&self, options: &Options, outcome: &Outcome, or: bool) -> Exit {
        let configured = options
            .governing
            .as_ref()
            .and_then(|one| one.config.fail_on);
        let least = self.fail_on.or(configured).unwrap_or_default();
        if outcome.unusable {
            Exit::CouldNotRun
        } else if !self.exit_zero && (or || any(least, &outcome.report.findings)) {
            Exit::Findings
        } else {
            Exit::Clean
        }
    }
}

/// A distribution and one version of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pin {
    name: PackageName,
    version: Version,
}

/// Reads `name==version`, with or without extras.
fn parse_pin(text: &str) -> anyhow::Result<Pin> {
    let Some((name, version)) = text.split_once("==") else {
        bail!("expected PACKAGE==VERSION, with two equals signs");
    };
    let name = name.split_once('[').map_or(name, |(name, _)| name).trim();
    let version = version.trim();
    Ok(Pin {
        name: PackageName::from_str(name)
            .with_context(|| format!("`{name}` is no name of a package"))
            .map_err(flat)?,
        version: Version::from_str(version)
            .with_context(|| format!("`{version}` is no version"))
            .map_err(flat)?,
    })
}

/// One line with all causes: `clap` shows the outermost message only.
fn flat(error: anyhow::Error) -> anyhow::Error {
    anyhow::anyhow!("{error:#}")
}

/// Reads `name=value`.
fn parse_setting(text: &str) -> anyhow::Result<(String, String)> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() && !value.trim().is_empty() => {
            Ok((name.trim().to_owned(), value.trim().to_owned()))
        }
        _ => bail!("expected NAME=VALUE"),
    }
}

/// The rules that an argument names.
fn rules(given: &[String], argument: &str) -> anyhow::Result<Vec<String>> {
    let words = words(given);
    if words.is_empty() && !given.is_empty() {
        bail!("{argument} names no rule");
    }
    Ok(words)
}

/// Words without blanks around them; `--select openai, --ignore X` leaves no empty ones.
fn words(given: &[String]) -> Vec<String> {
    given
        .iter()
        .map(|word| word.trim().to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

fn pins(given: &[Pin], argument: &str) -> anyhow::Result<BTreeMap<String, Version>> {
    let mut pins = BTreeMap::new();
    for pin in given {
        let earlier = pins.insert(pin.name.to_string(), pin.version.clone());
        if let Some(earlier) = earlier.filter(|earlier| *earlier != pin.version) {
            let Pin { name, version } = pin;
            bail!("{argument} gives {name} two versions, {earlier} and {version}");
        }
    }
    Ok(pins)
}

fn settings(given: &[(String, String)]) -> anyhow::Result<BTreeMap<String, String>> {
    let mut settings = BTreeMap::new();
    for (name, value) in given {
        let earlier = settings.insert(name.clone(), value.clone());
        if let Some(earlier) = earlier.filter(|earlier| earlier != value) {
            bail!("--option gives {name} two values, {earlier} and {value}");
        }
    }
    Ok(settings)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{ProjectArguments, parse_pin, parse_setting, pins, words};

    #[test]
    fn a_pin_is_a_normalised_name_and_a_version() {
        let pin = parse_pin("Python_Jose[cryptography] == 3.5.0").unwrap();
        assert_eq!(pin.name.to_string(), "python-jose");
        assert_eq!(pin.version.to_string(), "3.5.0");
    }

    #[test]
    fn a_wrong_pin_says_what_is_wrong_with_it() {
        let message = |text| parse_pin(text).unwrap_err().to_string();
        assert_eq!(
            message("nest=1.0"),
            "expected PACKAGE==VERSION, with two equals signs"
        );
        assert!(message("nest==one").contains("`one` is no version"));
        assert!(message("-==1.0").contains("`-` is no name of a package"));
    }

    #[test]
    fn one_package_has_one_version_however_its_name_is_written() {
        let both = |texts: [&str; 2]| pins(&texts.map(|text| parse_pin(text).unwrap()), "--from");
        assert_eq!(
            both(["a-b==1.0", "A.b==2.0"]).unwrap_err().to_string(),
            "--from gives a-b two versions, 1.0 and 2.0"
        );
        assert_eq!(both(["a==1.0", "a==1"]).unwrap().len(), 1);
    }

    #[test]
    fn an_option_has_a_name_and_a_value() {
        assert_eq!(
            parse_setting("style = a=b").unwrap(),
            ("style".to_owned(), "a=b".to_owned())
        );
        assert!(parse_setting("style").is_err() && parse_setting("=x").is_err());
        let arguments = ProjectArguments {
            option: vec![
                ("s".to_owned(), "a".to_owned()),
                ("s".to_owned(), "b".to_owned()),
            ],
            ..ProjectArguments::default()
        };
        assert_eq!(
            arguments.options().unwrap_err().to_string(),
            "--option gives s two values, a and b"
        );
    }

    #[test]
    fn words_are_trimmed_and_empty_ones_left_out() {
        assert_eq!(
            words(&[" a".to_owned(), String::new(), "b ".to_owned()]),
            ["a", "b"]
        );
    }
}
