//! Where the code itself sees to it that a variable or an attribute is not None: behind `if x is None: x = …`, behind a test
//! that leaves, within `if x:`.

use super::bind::ScopeId;
use super::infer::Analysis;
use super::run::Run;
use super::store::Place;
use super::value::{Atom, FileId, Literal, Value};
use crate::syntax::ast::{ExprId, ExprKind, Parent, StmtId, StmtKind, Tree};
use crate::syntax::query::{any_expr, blocks, dotted, operands, spells};

impl Run<'_, '_> {
    /// What is read at an expression, without None where the code before it rules that out.
    pub(super) fn there(&mut self, read: ExprId, value: Value, scope: ScopeId) -> Value {
        let is_literal = |atom: &Atom| matches!(atom, Atom::Literal(_));
        let is_path = matches!(
            self.tree.expr(read).kind,
            ExprKind::Name(_) | ExprKind::Attribute { .. }
        );
        if !is_path || !value.atoms().iter().any(is_literal) {
            return value;
        }
        let none = self.analysis.literal(Literal::None);
        if !value.atoms().contains(&none) {
            return value;
        }
        let Some(path) = dotted(self.tree, read) else {
            return value;
        };
        let owner = self.analysis.file(self.file).scopes.owner(scope, &path);
        let is_own = owner.is_some_and(|owner| {
            let shared = &self.analysis.file(self.file).scopes.get(owner).shared;
            self.own_scopes.contains(&owner) && !shared.contains(&*path)
        });
        // What others bind to it may be learned later; an own variable that is only None is dead code's.
        if is_own && value.single().is_some() {
            return value;
        }
        let mut asked = Asked {
            values: None,
            file: self.file,
            tree: self.tree,
            none: Some(none),
            path: &path,
            is_own,
            strict: false,
        };
        // Most of what is read is tested nowhere: what the syntax alone rules out is asked once.
        let (file, expr) = (self.file.0 as usize, read.0 as usize);
        let perhaps = self.analysis.memory.perhaps_there[file][expr];
        let perhaps = perhaps.unwrap_or_else(|| asked.is_there(read));
        self.analysis.memory.perhaps_there[file][expr] = Some(perhaps);
        asked.values = Some(self.analysis);
        match perhaps && asked.is_there(read) {
            true => value.filter(|atom| atom != none),
            false => value,
        }
    }
}

impl Analysis<'_> {
    /// Whether what an expression gives is certainly not None, though more of it is not known: the code before it
    /// sees to that.
    #[must_use]
    pub fn is_surely_there(&self, (file, read): Place) -> bool {
        let held = self.file(file);
        let path = dotted(&held.tree, read);
        let asked = Asked {
            values: Some(self),
            file,
            tree: &held.tree,
            none: self.literals.find(&Literal::None).map(Atom::Literal),
            path: path.as_deref().unwrap_or_default(),
            // Functions of the project are taken to bind it, also where they cannot.
            is_own: false,
            strict: true,
        };
        match path {
            Some(_) => asked.is_there(read),
            None => asked.is_something(read),
        }
    }
}

/// A path of names that is asked for.
struct Asked<'a, 'p> {
    /// What is known of values; without it, all that is assigned is something and no call changes anything.
    values: Option<&'a Analysis<'p>>,
    file: FileId,
    tree: &'a Tree,
    /// None, if any code has it.
    none: Option<Atom>,
    path: &'a str,
    /// Whether it is a variable that nothing but this body of code can bind.
    is_own: bool,
    /// Whether what is not known may be None as well.
    strict: bool,
}

impl Asked<'_, '_> {
    /// Whether what is read is certainly not None.
    fn is_there(&self, read: ExprId) -> bool {
        let mut from = read;
        loop {
            match self.tree.expr(from).parent {
                Parent::Module => return false,
                Parent::Stmt(stmt) => return self.is_there_at(stmt),
                Parent::Expr(up) => match &self.tree.expr(up).kind {
                    ExprKind::Lambda { .. } => return false,
                    ExprKind::Boolean { left, and, right }
                        if *right == from && self.says(*left, *and) =>
                    {
                        return true;
                    }
                    ExprKind::Conditional { body, test, orelse }
                        if *body == from && self.says(*test, true)
                            || *orelse == from && self.says(*test, false) =>
                    {
                        return true;
                    }
                    _ => from = up,
                },
            }
        }
    }

    /// Whether it is so where a statement begins.
    fn is_there_at(&self, mut stmt: StmtId) -> bool {
        loop {
            let Parent::Stmt(up) = self.tree.stmt(stmt).parent else {
                return false;
            };
            let kind = &self.tree.stmt(up).kind;
            let mut within = blocks(kind).into_iter();
            let Some(block) = within.find(|block| block.contains(&stmt)) else {
                return false;
            };
            let before = block.iter().rev().skip_while(|one| **one != stmt).skip(1);
            if let Some(settled) = self.settled(before) {
                return settled;
            }
            let said = match kind {
                StmtKind::If { test, body, .. } => self.says(*test, body.contains(&stmt)),
                StmtKind::With { .. } => false,
                StmtKind::Try { body, .. } if body.contains(&stmt) => false,
                _ => return false,
            };
            if said {
                return true;
            }
            stmt = up;
        }
    }

    /// What the last of some statements that says anything of it says, from the last to the first.
    fn settled<'s>(&self, from_last: impl Iterator<Item = &'s StmtId>) -> Option<bool> {
        for stmt in from_last {
            if self.ensures(*stmt) {
                return Some(true);
            }
            if self.may_change(*stmt) {
                return Some(false);
            }
        }
        None
    }

    /// Whether it is not None behind a statement, whatever it was before.
    fn ensures(&self, stmt: StmtId) -> bool {
        match &self.tree.stmt(stmt).kind {
            StmtKind::Assign { targets, value } => {
                targets.iter().any(|target| self.is_it(*target)) && self.is_something(*value)
            }
            StmtKind::Assert { test, .. } => self.says(*test, true),
            StmtKind::With { body, .. } => self.block_ensures(body),
            StmtKind::If { test, body, orelse } => {
                let kept = |block: &[StmtId]| self.settled(block.iter().rev()).is_none();
                let done = |block: &[StmtId], holds: bool| {
                    self.leaves(block)
                        || self.block_ensures(block)
                        || self.says(*test, holds) && kept(block)
                };
                done(body, true) && done(orelse, false)
            }
            _ => false,
        }
    }

    fn block_ensures(&self, block: &[StmtId]) -> bool {
        self.settled(block.iter().rev()) == Some(true)
    }

    fn leaves(&self, block: &[StmtId]) -> bool {
        let last = block.last().map(|last| &self.tree.stmt(*last).kind);
        match last {
            Some(StmtKind::Return(_) | StmtKind::Raise { .. }) => true,
            Some(StmtKind::Other { keyword, .. }) => matches!(&**keyword, "break" | "continue"),
            _ => false,
        }
    }

    /// Whether a test that holds, or one that does not, says that it is not None.
    fn says(&self, test: ExprId, holds: bool) -> bool {
        match &self.tree.expr(test).kind {
            ExprKind::Name(_) | ExprKind::Attribute { .. } => holds && self.is_it(test),
            ExprKind::Unary { operator, operand } => {
                &**operator == "not" && self.says(*operand, !holds)
            }
            ExprKind::Boolean { left, and, right } => {
                *and == holds && (self.says(*left, holds) || self.says(*right, holds))
            }
            ExprKind::Compare {
                operands,
                operators,
            } => match (&operands[..], &operators[..]) {
                ([left, right], [operator]) => {
                    let is_none = |id: ExprId| matches!(self.tree.expr(id).kind, ExprKind::None);
                    let wanted = if holds { "is not" } else { "is" };
                    &**operator == wanted && self.is_it(*left) && is_none(*right)
                }
                _ => false,
            },
            _ => false,
        }
    }

    fn is_it(&self, id: ExprId) -> bool {
        spells(self.tree, id, self.path)
    }

    /// Whether a value is certainly not None, as far as is known.
    fn is_something(&self, value: ExprId) -> bool {
        if let ExprKind::Boolean {
            and: false, right, ..
        } = &self.tree.expr(value).kind
            && self.is_something(*right)
        {
            return true;
        }
        self.values.is_none_or(|values| {
            let known = values.value((self.file, value));
            !known.is_nothing()
                && (known.is_complete() || !self.strict)
                && self.none.is_none_or(|none| !known.atoms().contains(&none))
        })
    }

    /// Whether a statement, or one in it, may give it another value.
    fn may_change(&self, stmt: StmtId) -> bool {
        let kind = &self.tree.stmt(stmt).kind;
        let mut parts = operands(kind).into_iter();
        self.binds(kind)
            || parts.any(|part| self.goes_away(part))
            || blocks(kind)
                .into_iter()
                .flatten()
                .any(|inner| self.may_change(*inner))
    }

    /// Whether a statement binds it, or what it hangs on.
    fn binds(&self, kind: &StmtKind) -> bool {
        let within = |target: ExprId| {
            any_expr(self.tree, target, &mut |part| {
                let path = dotted(self.tree, part).unwrap_or_default();
                let rest = self.path.strip_prefix(&path);
                !path.is_empty()
                    && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            })
        };
        match kind {
            StmtKind::Assign { targets, .. } | StmtKind::Delete(targets) => {
                targets
                    .iter()
                    .any(|target| match &self.tree.expr(*target).kind {
                        // What it hangs on is only read there.
                        ExprKind::Attribute { .. } => self.is_it(*target),
                        _ => within(*target),
                    })
            }
            StmtKind::AnnAssign { target, .. }
            | StmtKind::AugAssign { target, .. }
            | StmtKind::For { target, .. } => within(*target),
            StmtKind::With { items, .. } => items.iter().filter_map(|item| item.target).any(within),
            StmtKind::Function(_)
            | StmtKind::Class(_)
            | StmtKind::Import(_)
            | StmtKind::ImportFrom { .. }
            | StmtKind::Try { .. }
            | StmtKind::Match { .. } => true,
            _ => false,
        }
    }

    /// Whether an expression gives control to code that may bind it.
    fn goes_away(&self, expr: ExprId) -> bool {
        any_expr(self.tree, expr, &mut |id| match &self.tree.expr(id).kind {
            ExprKind::Walrus { target, .. } => self.is_it(*target),
            _ if self.is_own => false,
            ExprKind::Await(_) | ExprKind::Yield(_) => true,
            ExprKind::Call { function, .. } => self.calls_ours(*function),
            _ => false,
        })
    }

    /// Whether a function that is called is the project's, which may bind it.
    fn calls_ours(&self, function: ExprId) -> bool {
        let is_ours = |atom: &Atom| {
            matches!(
                atom,
                Atom::Function(_) | Atom::Bound(..) | Atom::Class(_) | Atom::Object(_)
            )
        };
        self.values.is_some_and(|values| {
            let called = values.value((self.file, function));
            called.atoms().iter().any(is_ours)
        })
    }
}
