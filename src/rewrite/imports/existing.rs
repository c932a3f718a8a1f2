//! The import statements that a file has, and those that make others needless.

use std::collections::BTreeSet;

use crate::rewrite::imports::ImportNeed;
use crate::syntax::ast::{Block, ExprId, ExprKind, Span, StmtId, StmtKind, Tree};
use crate::syntax::query::blocks;

/// One name that an import statement binds, or all of a star.
#[derive(Debug)]
pub(super) struct Clause {
    pub(super) span: Span,
    /// What it satisfies; nothing for a relative import and for a star.
    pub(super) need: Option<ImportNeed>,
}

/// The import statements of a file, from top to bottom.
#[derive(Debug)]
pub struct Imports(Vec<Existing>);

impl Imports {
    /// Those of a tree.
    #[must_use]
    pub fn of(tree: &Tree) -> Self {
        let mut finder = Finder {
            tree,
            within: Vec::new(),
            found: Vec::new(),
        };
        finder.block(&tree.body, true);
        Self(finder.found)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Existing> {
        self.0.iter()
    }
}

/// An import statement.
#[derive(Debug)]
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

/// Whether all that a statement imports by the name of a need is just that; none if it imports nothing by that name.
pub(super) fn binds_so(kind: &StmtKind, need: &ImportNeed) -> Option<bool> {
    if !matches!(kind, StmtKind::Import(_) | StmtKind::ImportFrom { .. }) {
        return None;
    }
    let import = read(StmtId(0), kind)?;
    let needs = import.clauses.iter().filter_map(|one| one.need.as_ref());
    let mut needs = needs.filter(|one| one.bound() == need.bound()).peekable();
    needs.peek()?;
    Some(needs.all(|one| one == need))
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
