//! Imports whose names get something else before code of another scope can read them:
//! `from a import Error` before `class Error(Error)`.

use rustc_hash::FxHashMap;

use super::imports::Imported;
use super::infer::{Analysis, Owner};
use super::store::Place;
use crate::syntax::ast::{ExprKind, StmtId, StmtKind, Tree};
use crate::syntax::query::{for_each_operand, walk, walk_expr};

/// The clauses of such imports, by their first bytes, with where the statement ends that gives the name something else.
#[must_use]
pub fn replaced(tree: &Tree) -> FxHashMap<u32, u32> {
    let mut out = FxHashMap::default();
    // The clauses of which nothing is read by another scope so far.
    let mut held: FxHashMap<&str, u32> = FxHashMap::default();
    let mut defines = false;
    for id in &tree.body {
        let stmt = tree.stmt(*id);
        defines |= holds_functions(tree, *id);
        if defines && runs_more(tree, *id) {
            held.clear();
        }
        for (name, clause) in bound(&stmt.kind) {
            if let Some(before) = held.remove(name) {
                out.insert(before, stmt.span.end);
            }
            if let Some(clause) = clause {
                held.insert(name, clause);
            }
        }
    }
    out
}

/// The names that a statement binds whenever it runs, with the clause where it is an import.
fn bound(kind: &StmtKind) -> Vec<(&str, Option<u32>)> {
    match kind {
        StmtKind::ImportFrom { names, .. } => names
            .iter()
            .map(|one| {
                let bound = one.alias.as_ref().unwrap_or(&one.name);
                (&*bound.text, Some(one.span.start))
            })
            .collect(),
        StmtKind::Function(function) => vec![(&function.name.text, None)],
        StmtKind::Class(class) => vec![(&class.name.text, None)],
        _ => Vec::new(),
    }
}

/// Whether functions stand in a statement.
fn holds_functions(tree: &Tree, id: StmtId) -> bool {
    walk(tree, &[id]).into_iter().any(|id| {
        let kind = &tree.stmt(id).kind;
        let mut found = matches!(kind, StmtKind::Function(_));
        for_each_operand(kind, |expr| {
            let mut inner = walk_expr(tree, expr).into_iter();
            found |= inner.any(|one| matches!(tree.expr(one).kind, ExprKind::Lambda { .. }));
        });
        found
    })
}

/// Whether a statement may run functions of the file before it binds what it binds: whatever calls something, and
/// whatever may not run at all.
fn runs_more(tree: &Tree, id: StmtId) -> bool {
    let calls = |kind: &StmtKind| {
        let mut found = false;
        for_each_operand(kind, |expr| {
            let mut inner = walk_expr(tree, expr).into_iter();
            found |= inner.any(|one| {
                matches!(
                    tree.expr(one).kind,
                    ExprKind::Call { .. } | ExprKind::Subscript { .. } | ExprKind::Attribute { .. }
                )
            });
        });
        found
    };
    let stmt = &tree.stmt(id).kind;
    match stmt {
        StmtKind::Import(_) | StmtKind::ImportFrom { star: None, .. } => false,
        StmtKind::Expr(value) => !matches!(tree.expr(*value).kind, ExprKind::Str { .. }),
        StmtKind::Function(function) => !function.decorators.is_empty(),
        StmtKind::Class(class) => {
            let body = walk_class(tree, &class.body);
            !class.decorators.is_empty() || body.iter().any(|id| calls(&tree.stmt(*id).kind))
        }
        StmtKind::Assign { .. } | StmtKind::AnnAssign { .. } => calls(stmt),
        _ => true,
    }
}

/// The statements of a class that run with it.
fn walk_class(tree: &Tree, body: &[StmtId]) -> Vec<StmtId> {
    let is_function = |id: &&StmtId| matches!(tree.stmt(**id).kind, StmtKind::Function(_));
    let run = body.iter().filter(|id| !is_function(id)).copied();
    walk(tree, &run.collect::<Vec<_>>())
}

impl Analysis<'_> {
    /// Whether a name that an import binds may be what it imports, as far as the place goes.
    #[must_use]
    pub fn may_mean(&self, import: &Imported, place: Place) -> bool {
        let Some(until) = import.until else {
            return true;
        };
        let at = self.file(place.0).tree.expr(place.1).span.start;
        let unit = self.unit_at(place).map(|unit| self.get(unit).owner);
        at < until && unit.is_none_or(|owner| owner == Owner::Module)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse;

    fn found(code: &str) -> usize {
        replaced(&parse(code)).len()
    }

    #[test]
    fn an_import_is_replaced_where_nothing_reads_it_in_between() {
        for code in [
            "from a import E\nclass E(E):\n    pass\n",
            "from a import (\n    E,\n)\nclass F(Exception):\n    def f(self):\n        g()\nclass E(E):\n    x = 1\n",
            "from a import E\nimport os\nsys.path.insert(0, os.path.abspath('.'))\nfrom b import E\n",
            "from a import E\n\"text\"\nX = 1\ndef E():\n    pass\n",
        ] {
            assert_eq!(found(code), 1, "{code}");
        }
        for code in [
            "from a import E\n",
            "from a import E\nif x:\n    from b import E\n",
            "from a import E\ndef f():\n    return E\nf()\nclass E(E):\n    pass\n",
            "f = lambda: E\nfrom a import E\nX = f()\nclass E(E):\n    pass\n",
            "from a import E\ndef f():\n    return E\n@f\nclass E(E):\n    pass\n",
            "from a import E\ndef f():\n    return E\nclass E(E):\n    x = f()\n",
            "from a import E\nfrom b import *\n",
            "try:\n    from a import E\nexcept ImportError:\n    pass\nclass E(Exception):\n    pass\n",
        ] {
            assert_eq!(found(code), 0, "{code}");
        }
    }
}
