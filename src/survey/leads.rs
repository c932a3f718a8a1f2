//! Which files the functions of a web service name something of: what its file imports for others says nothing of one route.

use std::collections::{BTreeMap, BTreeSet};

use super::tables::Tables;
use crate::syntax::ast::{ExprId, ExprKind, StmtId, StmtKind, Tree};
use crate::syntax::query::{arguments, dotted, for_each_operand, last, walk, walk_expr};

/// What the statements of one file lead to, by names.
pub(super) struct Leads<'t> {
    tree: &'t Tree,
    /// The files that its names come from.
    named: &'t BTreeMap<String, String>,
    /// The names that a statement spells which defines the name.
    defined: BTreeMap<&'t str, BTreeSet<&'t str>>,
    /// Names that are spelled where the file is run, or by what an application runs beside its routes.
    beside: BTreeSet<&'t str>,
}

impl<'t> Leads<'t> {
    /// Looks at the statements of a file; `named` are the files that its names come from.
    pub(super) fn of(tree: &'t Tree, named: &'t BTreeMap<String, String>, tables: &Tables) -> Self {
        let mut out = Self {
            tree,
            named,
            defined: BTreeMap::new(),
            beside: BTreeSet::new(),
        };
        for id in &tree.body {
            let spelled = out.spelled(*id, tables);
            let names = out.defines(*id);
            let runs_beside = match &tree.stmt(*id).kind {
                StmtKind::Function(function) => {
                    let mut decorators = function.decorators.iter();
                    decorators.any(|one| out.registers(*one, tables))
                }
                _ => names.is_empty(),
            };
            if runs_beside {
                out.beside.extend(&spelled);
            }
            for name in names {
                out.defined.entry(name).or_default().extend(&spelled);
            }
        }
        out
    }

    /// The names that a statement of the file's own defines.
    fn defines(&self, id: StmtId) -> Vec<&'t str> {
        let name = |expr| match &self.tree.expr(expr).kind {
            ExprKind::Name(name) => Some(&**name),
            _ => None,
        };
        match &self.tree.stmt(id).kind {
            StmtKind::Function(function) => vec![&*function.name.text],
            StmtKind::Class(class) => vec![&*class.name.text],
            StmtKind::Assign { targets, .. } => {
                targets.iter().filter_map(|one| name(*one)).collect()
            }
            StmtKind::AnnAssign { target, .. } => name(*target).into_iter().collect(),
            _ => Vec::new(),
        }
    }

    /// The names that a statement and those in it spell. A router that is taken in is named for its own routes.
    fn spelled(&self, id: StmtId, tables: &Tables) -> BTreeSet<&'t str> {
        let tree = self.tree;
        let mut exprs = Vec::new();
        for id in walk(tree, &[id]) {
            for_each_operand(&tree.stmt(id).kind, |one| {
                exprs.extend(walk_expr(tree, one))
            });
        }
        let routers = exprs.iter().filter_map(|id| {
            let ExprKind::Call { function, .. } = &tree.expr(*id).kind else {
                return None;
            };
            let path = dotted(tree, *function)?;
            let mounts = tables.mounts.iter().any(|one| one == last(&path));
            let first = arguments(tree.expr(*id)).first().filter(|_| mounts)?;
            Some(walk_expr(tree, first.value))
        });
        let routers: BTreeSet<_> = routers.flatten().collect();
        let own = exprs.iter().filter(|id| !routers.contains(*id));
        own.filter_map(|id| match &tree.expr(*id).kind {
            ExprKind::Name(name) => Some(&**name),
            _ => None,
        })
        .collect()
    }

    /// Whether a decorator gives a function to something of the file, which calls it beside the routes: `@app.middleware("http")`.
    fn registers(&self, id: ExprId, tables: &Tables) -> bool {
        let ExprKind::Call { function, .. } = &self.tree.expr(id).kind else {
            return false;
        };
        let Some(path) = dotted(self.tree, *function) else {
            return false;
        };
        let answers = tables.methods.iter().chain(&tables.routes);
        path.contains('.') && !answers.into_iter().any(|one| one == last(&path))
    }

    /// The files that the handler of a route leads to: what its statement spells, with what the names of the file lead on to.
    pub(super) fn of_handler(&self, handler: &str) -> BTreeSet<String> {
        let around = self.tree.body.iter().filter(|id| {
            let mut inside = walk(self.tree, &[**id]).into_iter();
            inside.any(|one| match &self.tree.stmt(one).kind {
                StmtKind::Function(function) => &*function.name.text == handler,
                _ => false,
            })
        });
        let names = around.flat_map(|id| self.defines(*id));
        self.files(names.collect())
    }

    /// The files that what runs for each of its routes leads to.
    pub(super) fn beside(&self) -> BTreeSet<String> {
        self.files(self.beside.iter().copied().collect())
    }

    fn files(&self, mut left: Vec<&'t str>) -> BTreeSet<String> {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut out = BTreeSet::new();
        while let Some(name) = left.pop() {
            if !seen.insert(name) {
                continue;
            }
            left.extend(self.defined.get(name).into_iter().flatten());
            let below = self.named.iter().filter(|(bound, _)| {
                let rest = bound.strip_prefix(name);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            });
            out.extend(below.map(|(_, file)| file.clone()));
        }
        out
    }
}
