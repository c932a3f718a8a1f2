//! Puts changed files on the disk so that a tree is never hurt: each file has its old text or its new one whatever happens, all
//! files of a run have their new one or none has, and what a run did can be taken back.
//!
//! In the order in which a run goes through them: [`dirty`] asks whether somebody's changes stand in the way, [`journal`] writes
//! down what was there, [`stage`] lays each new text beside its file, [`write`] lets them take their places, [`undo`] takes a
//! run back; [`interrupt`] lets none of that be broken off by Ctrl-C. What is this tool's own is written by [`whole`].

pub mod dirty;
pub mod interrupt;
pub mod journal;
pub mod stage;
pub mod undo;
pub mod whole;
pub mod write;
