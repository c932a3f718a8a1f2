//! From matches to parts: what a person would change, as operations on syntax.
//!
//! Each transform is general and named by what it does; which symbol is changed by which is data.

pub mod arguments;
pub mod boundary;
pub mod calls;
mod comes_back;
pub mod construction;
mod flags;
mod functions;
pub mod handlers;
pub mod imports;
mod likeness;
mod loaded;
mod made_alike;
mod mappings;
pub mod names;
mod narrowed;
mod partly;
mod reads;
pub mod responses;
pub mod settings;
pub mod taken;
#[cfg(test)]
pub(crate) mod testing;
mod told_apart;
pub mod variables;

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::Applicability;
use crate::rewrite::Operation;
use crate::rewrite::imports::{ImportNeed, ImportNeeds};
use crate::semantic::value::FileId;
use crate::syntax::ast::{Span, StmtId};

/// Edits that are applied together or not at all, and what they need.
#[derive(Debug, Clone)]
pub struct Draft {
    /// How far they can be trusted; manual if there are none.
    pub applicability: Applicability,
    /// Why they are not offered.
    pub reason: Option<&'static str>,
    /// What a person must know, in the order in which it came up.
    pub notes: Vec<String>,
    /// The edits.
    pub operations: BTreeMap<FileId, Vec<Operation>>,
    /// What the new text asks of imports.
    pub imports: BTreeMap<FileId, ImportNeeds>,
    /// Names that became names read of a module, by their places: where all uses of an import did, it can say where they
    /// are now.
    pub members: BTreeMap<(FileId, Span), Vec<Member>>,
    /// The drafts of the same pack without which these edits would mean something else.
    pub requires: BTreeSet<usize>,
}

/// A name of a module as new text spells it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Member {
    /// What stands there: `ai.RateLimitError`.
    pub text: String,
    /// What it means: `openai.RateLimitError`.
    pub path: String,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            applicability: Applicability::Safe,
            reason: None,
            notes: Vec::new(),
            operations: BTreeMap::new(),
            imports: BTreeMap::new(),
            members: BTreeMap::new(),
            requires: BTreeSet::new(),
        }
    }
}

impl Draft {
    /// Adds an edit.
    pub fn edit(&mut self, file: FileId, operation: Operation) {
        self.operations.entry(file).or_default().push(operation);
    }

    /// Says that the new text of a file relies on an import: of the whole module, or of the function
    /// that imports for itself.
    pub fn need(&mut self, file: FileId, within: Option<StmtId>, need: ImportNeed) {
        let needs = self.imports.entry(file).or_default();
        match within {
            Some(function) => needs.add_within.entry(function).or_default().insert(need),
            None => needs.add.insert(need),
        };
    }

    /// Says that the new text of a file relies on imports of some modules.
    pub fn need_modules<'m, M: AsRef<str> + 'm>(
        &mut self,
        file: FileId,
        modules: impl IntoIterator<Item = &'m M>,
    ) {
        for module in modules {
            self.need(file, None, ImportNeed::module(module.as_ref()));
        }
    }

    /// The files that it changes.
    pub fn files(&self) -> impl Iterator<Item = &FileId> {
        self.operations.keys().chain(self.imports.keys())
    }

    /// Lowers how far the edits can be trusted.
    pub fn at_most(&mut self, applicability: Applicability) {
        self.applicability = self.applicability.min(applicability);
    }

    /// Says something to the person who looks at it.
    pub fn note(&mut self, text: impl Into<String>) {
        let text = text.into();
        if !self.notes.contains(&text) {
            self.notes.push(text);
        }
    }

    /// Gives up: no edit is offered.
    pub fn manual(&mut self, reason: &'static str, note: impl Into<String>) {
        self.applicability = Applicability::Manual;
        self.reason.get_or_insert(reason);
        self.note(note);
        self.operations.clear();
        self.imports.clear();
        self.members.clear();
        self.requires.clear();
    }

    /// Whether it was given up.
    #[must_use]
    pub fn is_manual(&self) -> bool {
        self.applicability == Applicability::Manual
    }

    /// Takes over all that another one says; the worse of the two counts.
    pub fn absorb(&mut self, other: Self) {
        for note in other.notes {
            self.note(note);
        }
        if self.is_manual() {
            return;
        }
        if other.applicability == Applicability::Manual {
            self.manual(other.reason.unwrap_or("not-supported"), "");
            self.notes.retain(|note| !note.is_empty());
            return;
        }
        self.at_most(other.applicability);
        self.members.extend(other.members);
        self.requires.extend(other.requires);
        for (file, operations) in other.operations {
            let held = self.operations.entry(file).or_default();
            for operation in operations {
                // Keys of a dict that two calls take have one new name.
                if !held.contains(&operation) {
                    held.push(operation);
                }
            }
        }
        for (file, needs) in &other.imports {
            self.imports.entry(*file).or_default().merge(needs);
        }
    }
}
