//! Operations on the slots of syntax: an argument with its comma, a base, a dict's item, a statement with its
//! line. They take and leave what a person would.
//!
//! Several changes of one list or block belong in one call, since who owns the comma between two
//! elements depends on which of them stay.

pub mod arguments;
pub mod classes;
pub mod dicts;
pub mod handlers;
pub(crate) mod list;
pub mod statements;

pub use arguments::{
    ArgumentChanges, add_argument, edit_arguments, remove_argument, rename_keyword,
};
pub use classes::remove_base;
pub use dicts::{remove_dict_item, remove_dict_items, rename_dict_key};
pub use handlers::{Arranged, arrange_handlers};
pub(crate) use statements::siblings;
pub use statements::{
    insert_statement_after, insert_statement_before, keep_blocks_filled, remove_statement,
    remove_statements,
};

#[cfg(test)]
mod tests;
