//! The command line: reads arguments, calls the engine, hands what it gives to `report` and `plan`.
//! One file a command; which findings there are and what is done about them is decided below.
//!
//! Findings go to the standard output, everything else to the standard error.

mod arguments;
mod check;
mod completions;
mod config;
mod deps;
mod explain;
mod fix;
mod init;
mod interactive;
mod mcp;
mod output;
mod plan;
mod progress;
mod rules;
mod scope;
mod server;
mod streams;
mod undo;
mod verify;
mod watch;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use arguments::{GlobalArguments, ProjectArguments, ReportArguments};
use scope::ScopeArguments;
use streams::Streams;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Nothing found that fails the run.
    Clean,
    /// Findings that fail the run; for `fix`: some of them remain.
    Findings,
    /// The command could not run, or what was named could not be read.
    CouldNotRun,
}

impl Exit {
    /// The number that the process ends with.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::CouldNotRun => 2,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

/// The command line; `about` is the description of the package.
#[derive(Debug, Parser)]
#[command(name = "exuvia", version, about, after_help = AFTER_HELP)]
struct Cli {
    #[command(flatten)]
    global: GlobalArguments,
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
Exit codes:
  0  clean: nothing that fails the run
  1  findings that fail the run; for fix: some of them remain, for fix --diff: or would be fixed;
     for verify: or what was edited is broken, or something else changed
  2  could not run, or a file or folder that was named cannot be read";

#[derive(Debug, Subcommand)]
enum Command {
    /// Reports each place that an upgrade breaks or changes
    #[command(after_help = AFTER_HELP)]
    Check(check::CheckArguments),
    /// Rewrites what can be rewritten and reports what remains
    #[command(after_help = AFTER_HELP)]
    Fix(fix::FixArguments),
    /// Takes back what the last `fix` wrote
    Undo(undo::UndoArguments),
    /// Writes a checklist, patches and findings for an upgrade into a folder
    Plan(plan::PlanArguments),
    /// Writes the plan file of a project, a pipeline or an update policy, to be edited
    Init(init::InitArguments),
    /// Checks whether what a plan found is gone, and whether nothing changed but what it names
    #[command(after_help = AFTER_HELP)]
    Verify(verify::VerifyArguments),
    /// Lists what the project's manifests ask for
    Deps(deps::DepsArguments),
    /// Lists the rules; makes and tests rules of one's own
    Rules(rules::RulesArguments),
    /// Shows the settings that are in force, and what says so
    Config(config::ConfigArguments),
    /// Says what a rule is about: what changed, when it fails, what to do, with an example
    Explain(explain::ExplainArguments),
    /// Prints what a shell needs to complete commands and options
    Completions(completions::CompletionsArguments),
    /// Prints the manual page, or writes those of all commands
    Man(completions::ManArguments),
    /// Serves editors: findings while somebody types, fixes, explanations
    Server(server::ServerArguments),
    /// Serves programs that edit code: check, explain, plan, verify
    Mcp(mcp::McpArguments),
}

/// Runs the command that `arguments` name, the program's own name first. Writes to the process's
/// standard streams.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let cli = match Cli::try_parse_from(without_help_of_help(arguments.into_iter().collect())) {
        Ok(cli) => cli,
        Err(answer) => return print_answer(&answer),
    };
    cli.global.color.apply();
    let mut streams = Streams::standard();
    let verbosity = cli.global.verbosity();
    let outcome = match &cli.command {
        Command::Check(arguments) => check::run(arguments, verbosity, &mut streams),
        Command::Fix(arguments) => fix::run(arguments, verbosity, &mut streams),
        Command::Undo(arguments) => undo::run(arguments, verbosity, &mut streams),
        Command::Plan(arguments) => plan::run(arguments, verbosity, &mut streams),
        Command::Init(arguments) => init::run(arguments, &mut streams),
        Command::Verify(arguments) => verify::run(arguments, verbosity, &mut streams),
        Command::Deps(arguments) => deps::run(arguments, verbosity, &mut streams),
        Command::Rules(arguments) => rules::run(arguments, &mut streams),
        Command::Config(arguments) => config::run(arguments, &mut streams),
        Command::Explain(arguments) => explain::run(arguments, &mut streams),
        Command::Completions(arguments) => completions::complete(arguments, &mut streams),
        Command::Man(arguments) => completions::man(arguments, &mut streams),
        Command::Server(arguments) => return served(streams, || server::run(arguments)),
        Command::Mcp(arguments) => return served(streams, || mcp::run(arguments)),
    };
    let outcome = outcome.and_then(|exit| {
        streams.flush()?;
        Ok(exit)
    });
    outcome.unwrap_or_else(|error| {
        streams.fail(&error);
        Exit::CouldNotRun
    })
}

/// Serves whoever talks over the standard streams.
fn served(streams: Streams, serve: impl FnOnce() -> anyhow::Result<Exit>) -> Exit {
    // They hold the standard output, which a server writes to by itself.
    drop(streams);
    serve().unwrap_or_else(|error| {
        Streams::standard().fail(&error);
        Exit::CouldNotRun
    })
}

/// `help --help` asks for what `help` says.
fn without_help_of_help(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let is = |at: usize, words: &[&str]| {
        let word = arguments.get(at).and_then(|word| word.to_str());
        word.is_some_and(|word| words.contains(&word))
    };
    if is(1, &["help"]) && is(2, &["--help", "-h"]) {
        arguments.truncate(2);
    }
    arguments
}

/// Prints a usage error, or the help or version that was asked for.
fn print_answer(answer: &clap::Error) -> Exit {
    // A reader that has gone away needs no help text.
    let _ = answer.print();
    if answer.use_stderr() {
        Exit::CouldNotRun
    } else {
        Exit::Clean
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::Cli;

    #[test]
    fn the_arguments_do_not_contradict_each_other() {
        Cli::command().debug_assert();
    }
}
