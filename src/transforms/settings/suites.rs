//! Which of two statements runs when the other does: by the branches and bodies of code that they stand in.

use crate::syntax::ast::{Parent, StmtId, StmtKind, Tree};
use crate::syntax::query::blocks;

/// A block of a statement that runs under a condition only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Branch {
    stmt: StmtId,
    block: usize,
}

/// Where a statement stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::transforms) struct Suite {
    /// The function that has it; none for what runs at import.
    pub(super) function: Option<StmtId>,
    /// The branches around it within that function, from the outermost on.
    branches: Vec<Branch>,
    /// Whether a loop is around it.
    repeated: bool,
}

/// What the statements of one suite say about those of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// They run whenever the others do.
    Encloses,
    /// They never run together in one run of that code.
    Excludes,
    /// They may.
    May,
}

impl Suite {
    pub(super) fn of(tree: &Tree, stmt: StmtId) -> Self {
        let mut out = Self {
            function: None,
            branches: Vec::new(),
            repeated: false,
        };
        let mut at = stmt;
        while let Parent::Stmt(up) = tree.stmt(at).parent {
            let kind = &tree.stmt(up).kind;
            let block = blocks(kind).iter().position(|block| block.contains(&at));
            let block = block.unwrap_or_default();
            match kind {
                StmtKind::Function(_) => {
                    out.function = Some(up);
                    break;
                }
                StmtKind::For { .. } | StmtKind::While { .. } => {
                    out.repeated = true;
                    out.branches.push(Branch { stmt: up, block });
                }
                StmtKind::If { .. } | StmtKind::Match { .. } => {
                    out.branches.push(Branch { stmt: up, block });
                }
                // What is tried runs, as far as it goes; a handler may.
                StmtKind::Try { handlers, .. } => {
                    let handles = handlers.iter().any(|one| one.body.contains(&at));
                    if handles {
                        out.branches.push(Branch { stmt: up, block });
                    }
                }
                _ => {}
            }
            at = up;
        }
        out.branches.reverse();
        out
    }

    /// Whether it runs under a condition only.
    pub(super) fn is_conditional(&self) -> bool {
        !self.branches.is_empty()
    }

    /// Whether it runs once at most, when the file is imported.
    pub(super) fn runs_once(&self) -> bool {
        self.function.is_none() && !self.repeated
    }

    /// Whether a loop of its body of code is around it.
    pub(super) fn repeats(&self) -> bool {
        self.repeated
    }

    /// Whether it never runs when another suite of the same body of code does.
    pub(super) fn excludes(&self, other: &Self) -> bool {
        self.relation(other) == Relation::Excludes
    }

    /// What these statements say about those of another suite in the same file and function.
    pub(super) fn relation(&self, other: &Self) -> Relation {
        let pairs = self.branches.iter().zip(&other.branches);
        let fork = pairs.clone().find(|(mine, others)| mine != others);
        match fork {
            Some((mine, others)) if mine.stmt == others.stmt => Relation::Excludes,
            Some(_) => Relation::May,
            None if self.branches.len() <= other.branches.len() => Relation::Encloses,
            None => Relation::May,
        }
    }
}
