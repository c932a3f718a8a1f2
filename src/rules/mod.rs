//! Rule packs: data that says what changed between two versions of a package, and what is wrong
//! without any change.
//!
//! | file | what it holds |
//! |---|---|
//! | [`schema`], [`policy`], [`provider`] | the types, checked |
//! | `spelling`, `spelling_places` | how files spell them |
//! | [`template`] | source text with holes |
//! | [`condition`] | questions about arguments, with three answers |
//!
//! Nothing here knows a package by name, and nothing here reads a project.

pub mod condition;
pub mod policy;
pub mod provider;
pub mod schema;
mod spelling;
mod spelling_places;
pub mod template;
