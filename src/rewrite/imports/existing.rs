//! The import statements that a file has, and those that make others needless.

use std::collections::BTreeSet;

use crate::rewrite::imports::ImportNeed;
use crate::syntax::ast::{Block, ExprId, ExprKind, Span, StmtId, StmtKind, Tree};
use crate::syntax::query::blocks;

/// One name that an import statement binds, or all of a star.
pub(super) struct Clause {
    pub(super) span: Span,
    /// What it satisfies; nothing for a relative import and for a star.
    pub(super) need: Option<ImportNeed>,
}

/// An import statement.
pub(super) struct Existing {
    pub(super) stmt: StmtId,
    /// The compound statements around it.
    pub(super) within: Vec<StmtId>,
    /// Whether it is sure to run when the module is imported, as far as the package is there: at the
    /// top, or in a block there that is neither a handler nor for type checkers only.
    pub(super) runs_with_module: bool,
    /// For an absolute from-import: its module.
    pub(super) from: Option<String>,
    /// The packages that it imports from.
    pub(super) roots: Vec<String>,
    /// From left to right.
    pub(super) clauses: Vec<Clause>,
}

/// All import statements, from top to bottom.
pub(super) fn existing_imports(tree: &Tree) -> Vec<Existing> {
    let mut finder = Finder {
        tree,
        within: Vec::new(),
        found: Vec::new(),
    };
    finder.block(&tree.body, true);
    finder.found
}

struct Finder<'a> {
    tree: &'a Tree,
    within: Vec<StmtId>,
    found: Vec<Existing>,
}

impl Finder<'_> {
    fn block(&mut self, block: &Block, runs: bool) {
        for &id in block {
            self.statement(id, runs);
        }
    }

    fn statement(&mut self, id: StmtId, runs: bool) {
        let kind = &self.tree.stmt(id).kind;
        if let Some(mut import) = read(id, kind) {
            import.within.clone_from(&self.within);
            import.runs_with_module = runs;
            self.found.push(import);
            return;
        }
        self.within.push(id);
        for (index, inner) in blocks(kind).into_iter().enumerate() {
            let runs_inner = match kind {
                StmtKind::If { test, .. } => !is_type_checking(self.tree, *test),
                // What is in an `else` runs only if nothing failed, so the body tells.
                StmtKind::Try { .. } => index == 0,
                StmtKind::With { .. } => true,
                _ => false,
            };
            self.block(inner, runs && runs_inner);
        }
        self.within.pop();
    }
}

/// Whether a test holds for type checkers only.
pub(super) fn is_type_checking(tree: &Tree, test: ExprId) -> bool {
    match &tree.expr(test).kind {
        ExprKind::Name(name) => &**name == "TYPE_CHECKING",
        ExprKind::Attribute { attribute, .. } => &*attribute.text == "TYPE_CHECKING",
        _ => false,
    }
}

fn read(stmt: StmtId, kind: &StmtKind) -> Option<Existing> {
    let alias =
        |name: &Option<crate::syntax::ast::Name>| name.as_ref().map(|name| name.text.to_string());
    let (from, clauses): (Option<String>, Vec<Clause>) = match kind {
        StmtKind::Import(modules) => {
            let clauses = modules.iter().map(|module| Clause {
                span: module.span,
                need: Some(ImportNeed::Module {
                    module: module.module.text.to_string(),
                    alias: alias(&module.alias),
                }),
            });
            (None, clauses.collect())
        }
        StmtKind::ImportFrom {
            level,
            module,
            names,
            star,
        } => {
            let from = (*level == 0).then(|| module.text.to_string());
            let clauses = names.iter().map(|name| Clause {
                span: name.span,
                need: from.clone().map(|module| ImportNeed::From {
                    module,
                    name: name.name.text.to_string(),
                    alias: alias(&name.alias),
                }),
            });
            let star_clause = star.map(|span| Clause { span, need: None });
            let clauses = clauses.chain(star_clause).collect();
            (from.clone().filter(|_| star.is_none()), clauses)
        }
        _ => return None,
    };
    let mut roots: Vec<String> = clauses
        .iter()
        .filter_map(|clause| clause.need.as_ref())
        .map(|need| need.root().to_owned())
        .collect();
    if let StmtKind::ImportFrom {
        level: 0, module, ..
    } = kind
    {
        roots.extend(module.text.split('.').next().map(str::to_owned));
    }
    Some(Existing {
        stmt,
        within: Vec::new(),
        runs_with_module: false,
        from,
        roots,
        clauses,
    })
}

/// Whether another import of a module below a submodule imports that as well.
pub(super) fn is_implied(need: &ImportNeed, needs: &BTreeSet<ImportNeed>) -> bool {
    let ImportNeed::Module {
        module,
        alias: None,
    } = need
    else {
        return false;
    };
    let below = |other: &ImportNeed| match other {
        ImportNeed::Module {
            module: other,
            alias: None,
        } => other
            .strip_prefix(module.as_str())
            .is_some_and(|rest| rest.starts_with('.')),
        _ => false,
    };
    module.contains('.') && needs.iter().any(below)
}
