//! What new text needs of a file's imports.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::syntax::ast::{Span, StmtId};

/// An import that rewritten code relies on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ImportNeed {
    /// `import module`, `import module as alias`
    Module {
        /// Dotted path.
        module: String,
        /// The name in this file, if another.
        alias: Option<String>,
    },
    /// `from module import name`, `from module import name as alias`
    From {
        /// Dotted path.
        module: String,
        /// The name in the module.
        name: String,
        /// The name in this file, if another.
        alias: Option<String>,
    },
}

impl ImportNeed {
    /// Reads `module`, or `module:name` for a name of it.
    #[must_use]
    pub fn spelled(text: &str) -> Self {
        match text.split_once(':') {
            Some((module, name)) => Self::from(module, name),
            None => Self::module(text),
        }
    }

    /// `import module`
    #[must_use]
    pub fn module(module: impl Into<String>) -> Self {
        Self::Module {
            module: module.into(),
            alias: None,
        }
    }

    /// `from module import name`
    #[must_use]
    pub fn from(module: impl Into<String>, name: impl Into<String>) -> Self {
        Self::From {
            module: module.into(),
            name: name.into(),
            alias: None,
        }
    }

    /// The dotted path that is imported from.
    pub(super) fn path(&self) -> &str {
        match self {
            Self::Module { module, .. } | Self::From { module, .. } => module,
        }
    }

    /// The package at the start of the path.
    pub(crate) fn root(&self) -> &str {
        let path = self.path();
        path.split('.').next().unwrap_or(path)
    }

    /// The name that it binds.
    pub(crate) fn bound(&self) -> &str {
        match self {
            Self::Module { module, alias } => {
                let first = module.split('.').next().unwrap_or(module);
                alias.as_deref().unwrap_or(first)
            }
            Self::From { name, alias, .. } => alias.as_deref().unwrap_or(name),
        }
    }

    /// The clause behind `import`.
    pub(super) fn clause(&self) -> String {
        let (name, alias) = match self {
            Self::Module { module, alias } => (module, alias),
            Self::From { name, alias, .. } => (name, alias),
        };
        match alias {
            Some(alias) => format!("{name} as {alias}"),
            None => name.clone(),
        }
    }
}

/// Where a name is used: several clauses of a file may bind it.
pub type Uses = Arc<BTreeSet<Span>>;

/// What the chosen parts ask of one file's imports.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportNeeds {
    /// Needed by all of the module.
    pub add: BTreeSet<ImportNeed>,
    /// Needed within a compound statement only: a function that imports for itself, or a block
    /// under `if TYPE_CHECKING`.
    pub add_within: BTreeMap<StmtId, BTreeSet<ImportNeed>>,
    /// Import clauses (by their place) that go if the operations leave none of their uses, with all
    /// uses of the name that they bind. A name that others see (re-exported, in `__all__`) must not
    /// be listed.
    pub drop_if_unused: BTreeMap<Span, Uses>,
    /// What takes the place of import clauses (by their place): names that go on to be imported by name.
    pub renewed: BTreeMap<Span, Vec<ImportNeed>>,
}

impl ImportNeeds {
    /// Takes what another part asks of the same file.
    pub fn merge(&mut self, other: &Self) {
        self.add.extend(other.add.iter().cloned());
        for (&scope, needs) in &other.add_within {
            let here = self.add_within.entry(scope).or_default();
            here.extend(needs.iter().cloned());
        }
        for (&clause, uses) in &other.drop_if_unused {
            let known = self.drop_if_unused.entry(clause).or_default();
            if !Arc::ptr_eq(known, uses) {
                Arc::make_mut(known).extend(uses.iter());
            }
        }
        for (&clause, needs) in &other.renewed {
            self.renewed.insert(clause, needs.clone());
        }
    }

    /// Whether some part of the file's new text needs an import.
    #[must_use]
    pub fn asks_for(&self, need: &ImportNeed) -> bool {
        self.add.contains(need) || self.add_within.values().any(|needs| needs.contains(need))
    }
}
