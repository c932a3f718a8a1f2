//! `exuvia server`: findings, fixes and explanations in editors.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, bail};
use clap::Args;

use super::arguments::govern;
use super::{Exit, ProjectArguments};
use crate::server;

/// Arguments of `server`.
#[derive(Debug, Args)]
#[command(mut_arg("paths", |paths| paths.hide(true)))]
pub(super) struct ServerArguments {
    #[command(flatten)]
    project: ProjectArguments,
    /// Taken and without a meaning: editors that let their servers talk over the standard streams say so
    #[arg(long, hide = true)]
    stdio: bool,
}

/// Serves an editor on the standard streams.
pub(super) fn run(arguments: &ServerArguments) -> anyhow::Result<Exit> {
    if !arguments.project.paths().is_empty() {
        bail!("the editor says which folders are read");
    }
    let cwd = std::env::current_dir().context("the working directory cannot be read")?;
    let mut asked = arguments.project.asked()?;
    // The editor's folder becomes the working directory.
    for folder in asked.rule_folders.iter_mut().chain(&mut asked.osv) {
        *folder = cwd.join(&folder);
    }
    let options = move |root: &Path| {
        let mut options = asked.clone();
        options.paths = vec![root.to_owned()];
        govern(&mut options)?;
        Ok(options)
    };
    match server::run(Arc::new(options))? {
        true => Ok(Exit::Clean),
        false => Ok(Exit::Findings),
    }
}
