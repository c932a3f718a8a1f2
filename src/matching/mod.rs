//! Which places of the project a rule is about.

pub mod ahead;
pub mod argument_rows;
mod behind;
pub mod catches;
pub mod caught;
pub mod dual;
pub mod facts;
pub mod fields;
pub mod found;
pub mod guards;
pub mod kept;
pub mod keys;
mod laid_bare;
mod narrowed;
pub mod once;
pub mod overrides;
pub mod passed;
pub mod placement;
pub mod policies;
mod read_names;
pub mod references;
pub mod requirements;
pub mod spelled;
pub mod stand_ins;
mod taken_apart;
mod use_kinds;
pub mod uses;
