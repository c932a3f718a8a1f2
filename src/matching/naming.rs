//! The expressions that name something of a package, whichever it is: found once for all packs.

use rustc_hash::FxHashSet;

use super::references::{read_of, symbol_of};
use super::spelled::spelled_symbol;
use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, FileId};
use crate::syntax::ast::{ExprId, ExprKind, StmtKind, Tree};
use crate::syntax::query::top;

/// What names something of a package.
#[derive(Debug)]
pub(super) struct Naming {
    files: Vec<InFile>,
}

/// What does in one file.
#[derive(Debug, Default)]
struct InFile {
    /// The expressions, in their order.
    exprs: Vec<ExprId>,
    /// The modules that symbols among their values begin with.
    tops: FxHashSet<Box<str>>,
}

impl Naming {
    /// Looks at all expressions of a project.
    pub(super) fn find(analysis: &Analysis<'_>) -> Self {
        Self {
            files: analysis.of_files(|file| in_file(analysis, file)),
        }
    }

    /// The expressions of a file, in their order: more than those that name what changed, and none less. What is assigned to is
    /// none.
    pub(super) fn of(&self, file: FileId) -> &[ExprId] {
        &self.files[file.0 as usize].exprs
    }

    /// Whether something in a file may be a symbol of a package that is imported by a name.
    pub(super) fn holds(&self, file: FileId, top: &str) -> bool {
        self.files[file.0 as usize].tops.contains(top)
    }
}

fn in_file(analysis: &Analysis<'_>, file: FileId) -> InFile {
    let tree = &analysis.file(file).tree;
    let targets = targets(tree);
    let mut out = InFile::default();
    for id in tree.expr_ids() {
        let names = match &tree.expr(id).kind {
            ExprKind::Str { bytes: false, .. } | ExprKind::Interpolated(_) => {
                spelled_symbol(analysis, (file, id)).is_some()
            }
            ExprKind::Name(_) | ExprKind::Attribute { .. } | ExprKind::Call { .. } => {
                let holds = out.holds(analysis, (file, id));
                !targets.contains(&id) && (holds || reads_of_an_object(analysis, (file, id)))
            }
            _ => false,
        };
        if names {
            out.exprs.push(id);
        }
    }
    out
}

impl InFile {
    /// Whether an expression may be a symbol of a package; takes note of which.
    fn holds(&mut self, analysis: &Analysis<'_>, place: Place) -> bool {
        let mut holds = false;
        for atom in analysis.value(place).atoms() {
            if let Some(path) = symbol_of(analysis, *atom)
                && analysis.external.is_modelled(top(&path))
            {
                holds = true;
                if !self.tops.contains(top(&path)) {
                    self.tops.insert(top(&path).into());
                }
            }
        }
        holds
    }
}

/// Whether an expression reads something of what may be an object of a package's class.
fn reads_of_an_object(analysis: &Analysis<'_>, (file, id): Place) -> bool {
    let tree = &analysis.file(file).tree;
    read_of(tree, id).is_some_and(|(value, attribute)| {
        let owned = |atom: &Atom| analysis.attribute_owner(*atom, attribute).is_some();
        analysis.value((file, value)).atoms().iter().any(owned)
    })
}

/// The names that are assigned to.
fn targets(tree: &Tree) -> FxHashSet<ExprId> {
    let mut out = FxHashSet::default();
    let mut pending: Vec<ExprId> = Vec::new();
    for stmt in &tree.stmts {
        match &stmt.kind {
            StmtKind::Assign { targets, .. } | StmtKind::Delete(targets) => pending.extend(targets),
            StmtKind::AnnAssign { target, .. } | StmtKind::For { target, .. } => {
                pending.push(*target);
            }
            StmtKind::With { items, .. } => pending.extend(items.iter().filter_map(|i| i.target)),
            _ => {}
        }
    }
    for expr in &tree.exprs {
        match &expr.kind {
            ExprKind::Walrus { target, .. } => pending.push(*target),
            ExprKind::Comprehension { clauses, .. } => {
                pending.extend(clauses.iter().map(|clause| clause.target));
            }
            _ => {}
        }
    }
    while let Some(id) = pending.pop() {
        match &tree.expr(id).kind {
            ExprKind::Tuple(items) | ExprKind::List(items) => pending.extend(items),
            ExprKind::Starred(inner) => pending.push(*inner),
            ExprKind::Name(_) => {
                out.insert(id);
            }
            _ => {}
        }
    }
    out
}
