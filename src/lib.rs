//! exuvia reads a Python project before its dependencies are upgraded, finds each line that the
//! upgrade breaks or changes, rewrites what it can prove, and hands over a plan for the rest.
//!
//! The library is the engine; the binary in `main.rs` is a thin door. `docs/architecture.md` has the
//! order in which the steps run and what each room may not do.
#![forbid(unsafe_code)]

pub mod baseline;
pub mod cases;
pub mod cli;
pub mod config;
pub mod engine;
pub mod evidence;
pub mod finding;
pub mod init;
pub mod manifest;
pub mod matching;
pub mod mcp;
pub mod plan;
pub mod report;
pub mod rewrite;
pub mod rules;
pub mod semantic;
pub mod server;
pub mod source;
pub mod survey;
pub mod syntax;
pub mod transforms;
pub mod verify;
pub mod writing;
