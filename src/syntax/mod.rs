//! The owned syntax tree and how it is read from text.

pub mod ast;
pub mod declared;
mod forward;
mod grow;
pub mod guarded;
mod kinds;
mod lower;
mod parse;
pub mod query;
mod reread;
mod strict;

pub use parse::parse;

/// An identifier as Python compares it: in normalization form KC.
fn identifier(text: &str) -> Box<str> {
    use unicode_normalization::UnicodeNormalization;
    match text.is_ascii() {
        true => text.into(),
        false => text.nfkc().collect::<String>().into(),
    }
}

#[cfg(test)]
mod render;
#[cfg(test)]
mod span_tests;
#[cfg(test)]
mod tests;
