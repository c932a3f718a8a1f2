//! Files: which there are, what text their bytes hold, where in them a stretch lies.

pub mod above;
pub mod changed;
pub mod discover;
mod document;
mod encoding;
pub mod globs;
pub mod import_words;
mod notebook;
pub mod paths;
pub(crate) mod position;
pub mod prefilter;
pub mod tests;
mod unit;
pub mod uri;
pub mod variables;

pub use document::is_document;
pub use encoding::declares_another;
pub use position::Positions;
pub use unit::{SourceError, SourceUnit};
