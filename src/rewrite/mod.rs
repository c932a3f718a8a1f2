//! From what shall change to the bytes that change: operations on syntax, parts that hold together,
//! imports, the strict check of the result, and patches.
//!
//! Nothing here knows a rule or a package; nothing here decides what to rewrite.

pub mod comments;
pub mod flatten;
pub mod imports;
pub(crate) mod lines;
pub mod names;
pub mod operation;
pub mod outdent;
pub mod part;
pub mod patch;
pub mod slots;
pub mod verify;

pub use crate::finding::apply;
pub use flatten::{Conflict, check, erased, flatten};
pub use operation::{Operation, Piece};
