//! What names mean and where values go.
//!
//! `bind` finds the scopes of a file, `project` which file an import means; `infer` runs the
//! project's code over abstract values. Nothing here knows a rule, and no package by name.

mod access;
mod ancestry;
pub mod annotations;
mod answers;
mod assign;
mod bases;
pub mod bind;
pub mod by_name;
mod call;
mod callbacks;
mod constructing;
mod containers;
mod define;
mod dirty;
mod evaluate;
pub mod external;
mod fields;
pub mod fills;
mod flags;
pub mod flows;
mod gather;
mod handles;
mod heirs;
pub mod imports;
pub mod infer;
mod inherited;
mod literals;
mod lookup;
mod loose;
mod made;
mod memory;
pub mod names;
mod narrow;
mod numbers;
mod of_texts;
mod offers;
mod pairs;
pub mod parts;
mod passing;
pub mod project;
pub mod python;
mod replaced;
mod run;
pub mod store;
mod surely;
mod tables;
mod there;
mod typed;
pub mod types;
pub mod value;
mod variables;
