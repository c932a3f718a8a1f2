//! Which places of the project a rule is about.

pub mod found;
pub mod references;
pub mod uses;
