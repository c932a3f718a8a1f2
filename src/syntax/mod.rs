//! The owned syntax tree and how it is read from text.

pub mod ast;
