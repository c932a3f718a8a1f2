//! Rule packs: data that says what changed between two versions of a package, and what is wrong
//! without any change.
//!
//! | file | what it holds |
//! |---|---|
//! | [`header`], [`schema`], [`policy`], [`provider`], [`event`] | the types, checked |
//! | `spelling`, `spelling_policies`, `spelling_providers` | how files spell them |
//! | [`step`], [`command_pattern`] | commands that are not what they are taken for |
//! | [`template`] | source text with holes |
//! | [`condition`] | questions about arguments, with three answers |
//! | [`load`], [`index`], `wrong` | from a folder's files to a pack; machine rows by name; where something wrong stands |
//! | [`embedded`], [`added`] | the packs that are compiled in, and those of folders that a user adds |
//! | [`retried`], [`transport`], `behaviour` | what changed without a line of code |
//! | [`model`], `stub…`, `order` | the API surface of a version, from stubs |
//! | [`active`] | what of a pack bears on one step from a version to another |
//! | [`select`], [`list`] | which rules a run reports; which there are |
//! | [`explained`] | all that the rows of one rule say, with an example |
//!
//! Nothing here knows a package by name, and nothing here reads a project.

pub mod active;
pub mod added;
mod behaviour;
mod codes;
pub mod command;
pub mod command_pattern;
pub mod condition;
pub mod embedded;
pub mod event;
pub mod explained;
pub mod header;
pub mod index;
pub mod judgment;
pub mod list;
pub mod load;
pub mod model;
mod order;
pub mod policy;
mod policy_check;
pub mod provider;
pub mod retried;
pub mod schema;
pub mod select;
pub mod shape;
mod spelling;
mod spelling_policies;
mod spelling_providers;
#[cfg(test)]
mod spelling_tests;
pub mod step;
mod stub;
mod stub_names;
mod stub_types;
pub mod template;
pub mod transport;
mod wrong;
