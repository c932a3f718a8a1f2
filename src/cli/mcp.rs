//! `exuvia mcp`: check, explain, plan and verify for programs that edit code.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::Args;

use super::Exit;
use crate::mcp::{self, Setup};

/// Arguments of `mcp`.
#[derive(Debug, Args)]
pub(super) struct McpArguments {
    /// Folder that may be read; can be repeated [default: the current folder]
    #[arg(long, value_name = "DIR")]
    root: Vec<PathBuf>,
    /// Also offer the tool that writes, `fix`
    #[arg(long)]
    allow_writes: bool,
    /// Folder of rule packs to add to those that are shipped (docs/custom-rules.md); can be repeated
    #[arg(long, value_name = "DIR")]
    rules: Vec<PathBuf>,
}

/// Serves a program on the standard streams.
pub(super) fn run(arguments: &McpArguments) -> anyhow::Result<Exit> {
    let cwd = std::env::current_dir()?;
    let mut words = Vec::new();
    for folder in &arguments.rules {
        words.extend([OsString::from("--rules"), cwd.join(folder).into()]);
    }
    mcp::run(Setup {
        roots: arguments.root.clone(),
        allow_writes: arguments.allow_writes,
        arguments: words,
    })?;
    Ok(Exit::Clean)
}
