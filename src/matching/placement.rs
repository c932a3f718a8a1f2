//! When a line runs, and whether the value that it makes is kept.

use rustc_hash::FxHashSet;

use crate::rules::policy::Runs;
use crate::semantic::bind::MODULE;
use crate::semantic::external::Typed;
use crate::semantic::infer::{Analysis, Owner};
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, FileId, UnitId};
use crate::syntax::ast::{ExprId, ExprKind, Parent, StmtId, StmtKind, Tree};
use crate::syntax::query::{dotted, walk, walk_expr};

/// Calls that are followed upwards from a function to the place that starts it.
const CALLERS: usize = 8;

/// When the expression at a place runs.
#[must_use]
pub fn runs(analysis: &Analysis<'_>, place: Place) -> Runs {
    let tree = &analysis.file(place.0).tree;
    if in_loop(tree, place.1) {
        return Runs::PerIteration;
    }
    if is_guarded(analysis, place) || serves_behind(tree, place.1) {
        return Runs::Once;
    }
    match analysis.unit_at(place) {
        None => Runs::PerCall,
        Some(unit) if analysis.get(unit).owner == Owner::Module => Runs::Import,
        Some(unit) if runs_once(analysis, unit, CALLERS) => Runs::Once,
        Some(_) => Runs::PerCall,
    }
}

/// Whether an expression stands in a loop of its own body of code, which goes on behind it.
fn in_loop(tree: &Tree, expr: ExprId) -> bool {
    let mut from = expr;
    let mut at = tree.expr(expr).parent;
    while let Parent::Expr(up) = at {
        match &tree.expr(up).kind {
            ExprKind::Lambda { .. } => return false,
            ExprKind::Comprehension { clauses, .. }
                // The first iterable is evaluated once.
                if clauses.first().is_none_or(|clause| clause.iterable != from) => {
                    return true;
                }
            _ => {}
        }
        from = up;
        at = tree.expr(up).parent;
    }
    let Parent::Stmt(mut inner) = at else {
        return false;
    };
    match &tree.stmt(inner).kind {
        StmtKind::While { test, .. } if *test == from => return true,
        StmtKind::Function(_) => return false,
        _ => {}
    }
    let mut leaves = leaves_behind(tree, inner);
    while let Parent::Stmt(up) = tree.stmt(inner).parent {
        match &tree.stmt(up).kind {
            StmtKind::Function(_) => return false,
            StmtKind::For { body, .. } | StmtKind::While { body, .. }
                if body.contains(&inner) && !leaves =>
            {
                return true;
            }
            _ => {}
        }
        leaves |= leaves_behind(tree, up);
        inner = up;
    }
    false
}

/// Whether control leaves the loop behind a statement, in the statement's own block: a loop that tries
/// until it has a value makes one value.
fn leaves_behind(tree: &Tree, stmt: StmtId) -> bool {
    let block = match tree.stmt(stmt).parent {
        Parent::Stmt(up) => crate::syntax::query::blocks(&tree.stmt(up).kind)
            .into_iter()
            .find(|block| block.contains(&stmt)),
        _ => None,
    };
    let leaves = |one: &StmtId| match &tree.stmt(*one).kind {
        StmtKind::Return(_) => true,
        StmtKind::Other { keyword, .. } => &**keyword == "break",
        _ => false,
    };
    // What `else` of a `try` does comes behind what was tried.
    let otherwise = match tree.stmt(stmt).parent {
        Parent::Stmt(up) => match &tree.stmt(up).kind {
            StmtKind::Try { body, orelse, .. } if body.contains(&stmt) => orelse.iter().any(leaves),
            _ => false,
        },
        _ => false,
    };
    otherwise || block.is_some_and(|block| block.iter().skip_while(|one| **one != stmt).any(leaves))
}

/// Whether the function goes on for as long as it is used behind a statement: it serves what comes in,
/// in a loop without an end.
fn serves_behind(tree: &Tree, place: ExprId) -> bool {
    let Some(own) = tree.stmt_of(place) else {
        return false;
    };
    let Some(function) = function_of(tree, own) else {
        return false;
    };
    let StmtKind::Function(held) = &tree.stmt(function).kind else {
        return false;
    };
    walk(tree, &held.body).into_iter().any(|id| {
        let stmt = tree.stmt(id);
        let endless = match &stmt.kind {
            StmtKind::While { test, .. } => match &tree.expr(*test).kind {
                ExprKind::Bool(value) => *value,
                ExprKind::Number(text) => &**text == "1",
                _ => false,
            },
            StmtKind::For { iterable, .. } => is_listening(tree, *iterable),
            _ => false,
        };
        endless
            && stmt.span.start >= tree.stmt(own).span.end
            && function_of(tree, id) == Some(function)
    })
}

/// The function that a statement stands in.
fn function_of(tree: &Tree, stmt: StmtId) -> Option<StmtId> {
    let mut at = stmt;
    while let Parent::Stmt(up) = tree.stmt(at).parent {
        match &tree.stmt(up).kind {
            StmtKind::Function(_) => return Some(up),
            StmtKind::Class(_) => return None,
            _ => at = up,
        }
    }
    None
}

/// `channel.listen()`
fn is_listening(tree: &Tree, iterable: ExprId) -> bool {
    match &tree.expr(iterable).kind {
        ExprKind::Call { function, .. } => match &tree.expr(*function).kind {
            ExprKind::Attribute { attribute, .. } => &*attribute.text == "listen",
            _ => false,
        },
        _ => false,
    }
}

/// Whether the value is made only where it is not there yet: `if x is None: x = …`.
fn is_guarded(analysis: &Analysis<'_>, place: Place) -> bool {
    let file = analysis.file(place.0);
    let tree = &file.tree;
    let text = file.unit.text();
    let Some(mut stmt) = tree.stmt_of(place.1) else {
        return false;
    };
    let targets: Vec<&str> = match &tree.stmt(stmt).kind {
        StmtKind::Assign { targets, .. } => targets
            .iter()
            .map(|target| &text[tree.expr(*target).span.range()])
            .collect(),
        StmtKind::AnnAssign { target, .. } => vec![&text[tree.expr(*target).span.range()]],
        _ => Vec::new(),
    };
    // `x = x or …`
    if let Parent::Expr(up) = tree.expr(place.1).parent
        && let ExprKind::Boolean {
            left, and: false, ..
        } = &tree.expr(up).kind
        && targets.contains(&&text[tree.expr(*left).span.range()])
    {
        return true;
    }
    while let Parent::Stmt(up) = tree.stmt(stmt).parent {
        match &tree.stmt(up).kind {
            StmtKind::Function(_) => return false,
            StmtKind::If { test, .. } => {
                let asks = walk_expr(tree, *test).into_iter().any(|id| {
                    let expr = tree.expr(id);
                    let same = targets.contains(&&text[expr.span.range()]);
                    let has_attribute = matches!(&expr.kind, ExprKind::Call { function, .. }
                        if dotted(tree, *function).as_deref() == Some("hasattr"));
                    let missing = matches!(&expr.kind, ExprKind::Compare { operators, .. }
                        if operators.iter().any(|one| &**one == "not in"));
                    same || has_attribute || missing
                });
                if asks {
                    return true;
                }
            }
            _ => {}
        }
        stmt = up;
    }
    false
}

/// Whether a function runs once for each process: it is cached, a program starts with it, or only code
/// that runs once calls it, outside of loops.
fn runs_once(analysis: &Analysis<'_>, unit: UnitId, left: usize) -> bool {
    let info = analysis.get(unit);
    if info.owner == Owner::Module {
        return true;
    }
    let Some(left) = left.checked_sub(1) else {
        return false;
    };
    if is_started_once(analysis, unit) {
        return true;
    }
    if analysis.store.open_units.contains(&unit) {
        return false;
    }
    let Some(callers) = analysis.callers.get(&unit) else {
        return false;
    };
    !callers.is_empty()
        && callers.iter().all(|caller| {
            *caller != unit
                && runs_once(analysis, *caller, left)
                && !calls_in_loop(analysis, *caller, unit)
        })
}

/// Functions that are started by name or by what decorates them: caches, fixtures, commands, tests.
fn is_started_once(analysis: &Analysis<'_>, unit: UnitId) -> bool {
    let info = analysis.get(unit);
    let Owner::Function(stmt) = info.owner else {
        return false;
    };
    let tree = &analysis.file(info.file).tree;
    let StmtKind::Function(function) = &tree.stmt(stmt).kind else {
        return false;
    };
    let is_command = info.class.is_some_and(|class| {
        &*info.name == "handle" && &*analysis.classes[class.0 as usize].name == "Command"
    });
    let by_name = is_command
        || matches!(
            &*info.name,
            "main" | "setUp" | "setUpClass" | "setup_method" | "setup_class" | "lifespan"
        )
        || info.name.starts_with("test_");
    by_name
        || function.decorators.iter().any(|decorator| {
            let named = match &tree.expr(*decorator).kind {
                ExprKind::Call { function, .. } => *function,
                _ => *decorator,
            };
            let path = dotted(tree, named).unwrap_or_default();
            let last = path.rsplit('.').next().unwrap_or_default();
            last.contains("cache")
                || last.contains("singleton")
                || matches!(
                    last,
                    "fixture" | "memoize" | "once" | "command" | "on_event"
                )
        })
}

/// Whether a body calls a function in a loop.
fn calls_in_loop(analysis: &Analysis<'_>, caller: UnitId, callee: UnitId) -> bool {
    let file = analysis.get(caller).file;
    let tree = &analysis.file(file).tree;
    ids(tree).any(|id| match &tree.expr(id).kind {
        ExprKind::Call { function, .. } if analysis.unit_at((file, id)) == Some(caller) => {
            let calls = analysis.value((file, *function)).atoms().iter().any(|atom| {
                matches!(atom, Atom::Function(unit) | Atom::Bound(unit, _) if *unit == callee)
            });
            calls && in_loop(tree, id)
        }
        _ => false,
    })
}

fn ids(tree: &Tree) -> impl Iterator<Item = ExprId> {
    (0..tree.exprs.len())
        .map(|index| ExprId(u32::try_from(index).expect("fewer than 2^32 expressions")))
}

/// Whether the value of an expression outlives the line's own run: returned, stored beyond the body of
/// code, or handed to code that may keep it.
#[must_use]
pub fn is_kept(analysis: &Analysis<'_>, place: Place) -> bool {
    if is_initialiser(&analysis.file(place.0).tree, place.1) {
        return true;
    }
    Keeper {
        analysis,
        file: place.0,
        seen: FxHashSet::default(),
    }
    .keeps(place.1)
}

/// Whether a call initialises an object that is there already.
fn is_initialiser(tree: &Tree, call: ExprId) -> bool {
    match &tree.expr(call).kind {
        ExprKind::Call { function, .. } => match &tree.expr(*function).kind {
            ExprKind::Attribute { attribute, .. } => &*attribute.text == "__init__",
            _ => false,
        },
        _ => false,
    }
}

struct Keeper<'a, 'p> {
    analysis: &'a Analysis<'p>,
    file: FileId,
    seen: FxHashSet<ExprId>,
}

impl Keeper<'_, '_> {
    fn keeps(&mut self, expr: ExprId) -> bool {
        if !self.seen.insert(expr) {
            return false;
        }
        let tree = &self.analysis.file(self.file).tree;
        match tree.expr(expr).parent {
            Parent::Module => true,
            Parent::Expr(up) => self.keeps_operand(expr, up),
            Parent::Stmt(stmt) => match &tree.stmt(stmt).kind {
                StmtKind::Assign { targets, value } if *value == expr => {
                    targets.iter().any(|target| self.target(*target))
                }
                StmtKind::AnnAssign { target, .. } => self.target(*target),
                StmtKind::With { items, .. } => items
                    .iter()
                    .filter(|item| item.context == expr)
                    .filter_map(|item| item.target)
                    .any(|target| self.target(target)),
                StmtKind::Return(_) | StmtKind::Function(_) | StmtKind::Class(_) => true,
                _ => false,
            },
        }
    }

    fn keeps_operand(&mut self, expr: ExprId, up: ExprId) -> bool {
        let tree = &self.analysis.file(self.file).tree;
        match &tree.expr(up).kind {
            ExprKind::Attribute { .. } => self.keeps_member(up),
            ExprKind::Await(_) | ExprKind::Boolean { .. } => self.keeps(up),
            ExprKind::Conditional { test, .. } => *test != expr && self.keeps(up),
            ExprKind::Walrus { target, .. } => self.target(*target) || self.keeps(up),
            ExprKind::Interpolated(_) | ExprKind::Compare { .. } | ExprKind::Unary { .. } => false,
            ExprKind::Subscript { value, .. } => *value != expr,
            _ => true,
        }
    }

    /// A member of the value: what its methods give may hold it.
    fn keeps_member(&mut self, attribute: ExprId) -> bool {
        let tree = &self.analysis.file(self.file).tree;
        let Parent::Expr(call) = tree.expr(attribute).parent else {
            // A bound method that is not called here goes somewhere.
            return self.keeps(attribute);
        };
        match &tree.expr(call).kind {
            ExprKind::Call { function, .. } if *function == attribute => {
                let value = self.analysis.value((self.file, call));
                let holds = value
                    .atoms()
                    .iter()
                    .any(|atom| matches!(atom, Atom::Instance(of, _) if holds_objects(self.analysis.types.get(*of))));
                holds && self.keeps(call)
            }
            _ => self.keeps(attribute),
        }
    }

    /// A name that is given the value: kept if it is not the body's own, or if a use of it keeps it.
    fn target(&mut self, target: ExprId) -> bool {
        let file = self.analysis.file(self.file);
        let ExprKind::Name(name) = &file.tree.expr(target).kind else {
            return true;
        };
        let Some(unit) = self.analysis.unit_at((self.file, target)).or_else(|| {
            // Targets have no value of their own: the statement's operands say where it runs.
            self.unit_of_statement(target)
        }) else {
            return true;
        };
        let scope = self.analysis.get(unit).scope;
        let owner = file.scopes.owner(scope, name);
        if owner != Some(scope) {
            return true;
        }
        let uses: Vec<(ExprId, UnitId)> = ids(&file.tree)
            .filter(|id| *id != target)
            .filter(
                |id| matches!(&file.tree.expr(*id).kind, ExprKind::Name(other) if other == name),
            )
            .filter_map(|id| Some((id, self.analysis.unit_at((self.file, id))?)))
            .filter(|(_, at)| file.scopes.owner(self.analysis.get(*at).scope, name) == Some(scope))
            .collect();
        uses.into_iter().any(|(id, at)| {
            if at != unit {
                // At module level, functions see the last value only.
                return scope != MODULE;
            }
            self.keeps(id)
        })
    }

    fn unit_of_statement(&self, target: ExprId) -> Option<UnitId> {
        let tree = &self.analysis.file(self.file).tree;
        let stmt = tree.stmt_of(target)?;
        crate::syntax::query::operands(&tree.stmt(stmt).kind)
            .into_iter()
            .find_map(|id| self.analysis.unit_at((self.file, id)))
    }
}

/// Whether values of a type are objects of a package, or give such objects.
fn holds_objects(of: &Typed) -> bool {
    match of {
        Typed::Class(..) => true,
        Typed::List(inner)
        | Typed::Dict(inner)
        | Typed::Iterator(inner)
        | Typed::AsyncIterator(inner)
        | Typed::Awaitable(inner) => holds_objects(inner),
        Typed::Tuple(parts) | Typed::Union(parts) => parts.iter().any(holds_objects),
        Typed::Any | Typed::None | Typed::Scalar => false,
    }
}

#[cfg(test)]
#[path = "placement_tests.rs"]
mod tests;
