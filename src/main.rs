//! The door: turns the outcome of a command into an exit code, nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    exuvia::cli::run(std::env::args_os()).into()
}
