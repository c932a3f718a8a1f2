//! `exuvia completions` and `exuvia man`: what shells and `man` know of the command line. Both are made of the same
//! description as the help.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::{Args, CommandFactory as _};
use clap_complete::Shell;
use clap_mangen::Man;

use super::{Cli, Exit, Streams};
use crate::writing::whole::write_whole;

/// Arguments of `completions`.
#[derive(Debug, Args)]
pub(super) struct CompletionsArguments {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Arguments of `man`.
#[derive(Debug, Args)]
pub(super) struct ManArguments {
    /// Write a page for each command into this folder, instead of printing the first one
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

/// Prints the completions of a shell.
pub(super) fn complete(
    arguments: &CompletionsArguments,
    streams: &mut Streams,
) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    let name = env!("CARGO_PKG_NAME");
    clap_complete::generate(arguments.shell, &mut Cli::command(), name, &mut script);
    streams.raw(|out| out.write_all(&script))?;
    Ok(Exit::Clean)
}

/// Prints the manual page, or writes all of them.
pub(super) fn man(arguments: &ManArguments, streams: &mut Streams) -> anyhow::Result<Exit> {
    let mut command = Cli::command();
    // Gives each command what all of them take, and its whole name.
    command.build();
    let Some(folder) = &arguments.output else {
        let page = page(&command)?;
        streams.raw(|out| out.write_all(&page))?;
        return Ok(Exit::Clean);
    };
    std::fs::create_dir_all(folder)
        .with_context(|| format!("{}: cannot be made", folder.display()))?;
    let commands = command.get_subcommands();
    let commands = commands.filter(|one| !one.is_hide_set() && one.get_name() != "help");
    for one in std::iter::once(&command).chain(commands) {
        let name = one.get_display_name().unwrap_or_else(|| one.get_name());
        let file = folder.join(format!("{name}.1"));
        write_whole(&file, &page(one)?)
            .with_context(|| format!("{}: cannot be written", file.display()))?;
    }
    Ok(Exit::Clean)
}

fn page(command: &clap::Command) -> anyhow::Result<Vec<u8>> {
    let mut page = Vec::new();
    let man = Man::new(command.clone());
    man.render(&mut page).context("memory takes all bytes")?;
    Ok(page)
}
