//! `exuvia init`: writes the plan file of a project, its pipelines and its update policies, to be edited.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::{Args, ValueEnum};

use super::{Exit, Streams};
use crate::config::{self, Config, Lang};
use crate::engine::{self, Options};
use crate::init::{github, gitlab, plan_file, updates};
use crate::plan::phases::phases;
use crate::source::discover;
use crate::survey::Survey;

/// Arguments of `init`.
#[derive(Debug, Args)]
pub(super) struct InitArguments {
    /// Folder of the project [default: the current folder]
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,
    /// Write the pipeline that the plan asks for instead of the plan file
    #[arg(long, value_enum, value_name = "SERVICE")]
    ci: Option<Ci>,
    /// Write the update policy that the plan asks for instead of the plan file
    #[arg(long, value_enum, value_name = "SERVICE")]
    updates: Option<Updates>,
    /// Language of the plan
    #[arg(long, value_enum, default_value_t, value_name = "LANG")]
    lang: Lang,
    /// Replace a file that is there
    #[arg(long)]
    force: bool,
}

/// Who runs pipelines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Ci {
    /// `.github/workflows/dependencies.yml`
    Github,
    /// `.gitlab/dependencies.yml`
    Gitlab,
}

/// Who proposes updates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Updates {
    /// `renovate.json`
    Renovate,
    /// `.github/dependabot.yml`
    Dependabot,
}

/// Writes what is asked for.
pub(super) fn run(arguments: &InitArguments, streams: &mut Streams) -> anyhow::Result<Exit> {
    let cwd = std::env::current_dir().context("the working directory cannot be read")?;
    let root = match &arguments.path {
        Some(path) => cwd.join(path),
        None => cwd.clone(),
    };
    if !root.is_dir() {
        bail!("{}: is no folder", root.display());
    }
    let mut options = Options {
        paths: arguments.path.iter().cloned().collect(),
        ..Options::default()
    };
    // What the configuration excludes needs no pipeline.
    super::arguments::govern(&mut options)?;
    let survey = || -> anyhow::Result<Survey> {
        let listing = engine::deps(&options)?;
        let survey = Survey::of(
            &discover::every_file(&options.paths, &cwd, &engine::excluded(&options)?),
            &listing,
        );
        if survey.services.is_empty() {
            bail!(
                "{}: no requirements were found that a pipeline could install",
                root.display()
            );
        }
        Ok(survey)
    };
    let base = match discover::display(&root, &cwd).as_str() {
        "." => String::new(),
        base => base.to_owned(),
    };
    let mut files: Vec<(&str, String)> = Vec::new();
    match arguments.ci {
        Some(Ci::Github) => files.push((github::PATH, github::render(&survey()?, &base))),
        Some(Ci::Gitlab) => files.push((gitlab::PATH, gitlab::render(&survey()?, &base))),
        None => {}
    }
    match arguments.updates {
        Some(Updates::Renovate) => files.push((updates::RENOVATE, updates::renovate())),
        Some(Updates::Dependabot) => {
            files.push((updates::DEPENDABOT, updates::dependabot(&survey()?, &base)));
        }
        None => {}
    }
    if files.is_empty() {
        let outcome = engine::check(&options)?;
        let listing = engine::deps(&options)?;
        let slots = phases(&outcome, &Config::default());
        let text = plan_file::render(&outcome, &listing, &slots, arguments.lang);
        files.push((config::NAME, text));
    }
    for (name, text) in &files {
        let path = root.join(name);
        write(&path, text, arguments.force)?;
        let shown = discover::display(&path, &cwd);
        streams.aside(|out| writeln!(out, "Wrote {}.", crate::report::safe::line(&shown)))?;
    }
    Ok(Exit::Clean)
}

fn write(path: &Path, text: &str, force: bool) -> anyhow::Result<()> {
    let shown = || format!("{}: could not be written", path.display());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).with_context(shown)?;
    }
    let mut options = fs::OpenOptions::new();
    options.write(true);
    match force {
        true => options.create(true).truncate(true),
        false => options.create_new(true),
    };
    let mut file = match options.open(path) {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            bail!("{}: is there already; --force replaces it", path.display());
        }
        other => other.with_context(shown)?,
    };
    file.write_all(text.as_bytes()).with_context(shown)
}
