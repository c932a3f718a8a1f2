//! The owned syntax tree and how it is read from text.

pub mod ast;
mod forward;
mod grow;
mod kinds;
mod lower;
mod parse;
pub mod query;
mod reread;
mod strict;

pub use parse::parse;

#[cfg(test)]
mod render;
#[cfg(test)]
mod tests;
