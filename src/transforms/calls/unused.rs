//! Names that a file imports and does not use: the import alone says where they are now, or goes.

use rustc_hash::FxHashSet;

use super::moved::{Clause as Moving, Moved};
use super::stored::is_target;
use super::{Changes, Worker};
use crate::finding::Applicability;
use crate::matching::found::Found;
use crate::matching::references::{Context, Reference};
use crate::rewrite::imports::{ImportNeed, Uses};
use crate::rules::active::ActiveRow;
use crate::rules::schema::New;
use crate::semantic::value::{Atom, FileId};
use crate::syntax::ast::{ExprKind, ImportedName, Name, Parent, Span, StmtId, StmtKind};
use crate::syntax::query::top;
use crate::transforms::Draft;
use crate::transforms::taken::{Clause, takers};

impl Moving<'_> {
    /// The import that gives the name from where it is now.
    pub(super) fn need(&self) -> Option<ImportNeed> {
        let new = self.new.as_deref()?;
        let written = &self.name.name.text;
        let bound = self.name.alias.as_ref().unwrap_or(&self.name.name);
        let alias = |name: &str| {
            let other = self.name.alias.is_some() || **written != *name;
            other.then(|| bound.text.to_string())
        };
        Some(match new.rsplit_once('.') {
            Some((module, name)) => ImportNeed::From {
                module: module.to_owned(),
                name: name.to_owned(),
                alias: alias(name),
            },
            None => ImportNeed::Module {
                module: new.to_owned(),
                alias: Some(bound.text.to_string()),
            },
        })
    }
}

impl Worker<'_, '_> {
    /// The draft without an import that nothing of the project uses: one at the top of a file, or for type checkers alone.
    /// One in a `try` stays, for whether it fails may be what is asked, but where the package is imported there by
    /// itself as well; and one of an `__init__.py`, which is what others see.
    pub(super) fn without_import(&self, (file, clause): (FileId, Span)) -> Option<Draft> {
        let held = self.analysis.file(file);
        let import = self.analysis.imported.get(&(file, clause.start))?;
        let bound = self.analysis.names.get(import.name);
        let is_public = held.unit.display().ends_with("__init__.py") && import.until.is_none();
        let names_it = || match import.until {
            // What another branch assigns in its place is read as little.
            None => held.tree.expr_ids().any(|id| {
                matches!(&held.tree.expr(id).kind, ExprKind::Name(name) if **name == *bound)
                    && !is_target(&held.tree, id)
            }),
            Some(_) => held.tree.expr_ids().any(|id| {
                matches!(&held.tree.expr(id).kind, ExprKind::Name(name) if **name == *bound)
                    && self.analysis.may_mean(import, (file, id))
            }),
        };
        if is_public || names_it() || !self.runs_at_once(file, clause) {
            return None;
        }
        let mut draft = Draft::default();
        let needs = draft.imports.entry(file).or_default();
        needs.drop_if_unused.insert(clause, Uses::default());
        Some(draft)
    }

    /// Lets imports whose names other files take go only with what those do with them.
    pub(super) fn go_with_takers(
        &self,
        clauses: &FxHashSet<Clause>,
        unused: &[usize],
        out: &mut Changes,
    ) {
        let mine = |one: &Found| one.draft.is_some() && clauses.contains(&(one.file, one.span));
        if !out.found.iter().any(mine) {
            return;
        }
        let taken = takers(self.analysis);
        for index in 0..out.found.len() {
            let found = &out.found[index];
            let import = self.analysis.imported.get(&(found.file, found.span.start));
            let (Some(import), Some(draft), true) = (import, found.draft, mine(found)) else {
                continue;
            };
            let name = self.analysis.names.get(import.name);
            let takers = taken.get(&(found.file, name));
            let takers = takers.into_iter().flatten().filter_map(|taker| {
                let mut all = out.found.iter();
                let found = all.find(|one| (one.file, one.span) == *taker);
                found?.draft.filter(|other| *other != draft)
            });
            let takers: Vec<usize> = takers.collect();
            let least = takers
                .iter()
                .min_by_key(|one| out.drafts[**one].applicability);
            let Some(least) = least.copied() else {
                continue;
            };
            let applicability = out.drafts[least].applicability;
            if unused.contains(&index) {
                out.drafts[draft].at_most(applicability);
                out.drafts[draft].requires.extend(takers);
            } else if applicability < out.drafts[draft].applicability {
                out.found[index].draft = Some(least);
            }
        }
    }

    /// Whether an import stands at the top of its file, where type checkers alone read it, or in a `try` that asks for
    /// the package by itself.
    fn runs_at_once(&self, file: FileId, clause: Span) -> bool {
        let tree = &self.analysis.file(file).tree;
        let holds = |kind: &StmtKind| match kind {
            StmtKind::ImportFrom { names, .. } => names.iter().any(|one| one.span == clause),
            StmtKind::Import(modules) => modules.iter().any(|one| one.span == clause),
            _ => false,
        };
        let Some(stmt) = tree.stmts.iter().find(|stmt| holds(&stmt.kind)) else {
            return false;
        };
        match stmt.parent {
            Parent::Module => true,
            Parent::Stmt(up) => match &tree.stmt(up).kind {
                StmtKind::If { test, .. } => self.is_symbol((file, *test), "typing.TYPE_CHECKING"),
                StmtKind::Try { body, .. } => {
                    let StmtKind::ImportFrom { module, .. } = &stmt.kind else {
                        return false;
                    };
                    let root = top(&module.text);
                    let imports_it = |kind: &StmtKind| match kind {
                        StmtKind::Import(modules) => {
                            let mut modules = modules.iter();
                            modules.any(|one| top(&one.module.text) == root)
                        }
                        _ => false,
                    };
                    let mut all = body.iter().map(|id| &tree.stmt(*id).kind);
                    let is_in_body = body.iter().any(|id| holds(&tree.stmt(*id).kind));
                    tree.stmt(up).parent == Parent::Module && is_in_body && all.any(imports_it)
                }
                _ => false,
            },
            Parent::Expr(_) => false,
        }
    }

    /// A class that is imported with others, none of which is named: the import alone says where it is
    /// now.
    pub(super) fn unused_class<'t>(
        &self,
        name: &'t ImportedName,
        path: String,
        row: ActiveRow,
    ) -> Option<Moving<'t>> {
        let Some(New::Name(new)) = &row.0.new else {
            return None;
        };
        let offered = row.0.applicability != Applicability::Manual
            && row.0.new_form_exists(&self.active.target)
            && new.contains('.');
        let new = offered.then(|| new.clone())?;
        Some(Moving {
            name,
            path,
            row,
            new: Some(new),
        })
    }

    /// A class that nothing names, imported beside others that are: those go with their uses, and it is imported from
    /// where it is now.
    pub(super) fn unused_beside(
        &self,
        (file, stmt): (FileId, StmtId),
        (module, name): (&Name, &ImportedName),
        out: &mut Changes,
        moved: &mut Moved,
    ) {
        let path = format!("{}.{}", module.text, name.name.text);
        let means = |atom: Atom| matches!(atom, Atom::Symbol(symbol) if self.analysis.names.get(symbol) == path);
        let import = self.analysis.imported.get(&(file, name.span.start));
        if !import.is_some_and(|import| import.value.single().is_some_and(means))
            || !self.is_exception(&path)
            || self.names_import(file, name)
            || self.analysis.file(file).tree.stmt(stmt).parent != Parent::Module
        {
            return;
        }
        let clause = self
            .row_of(&path)
            .and_then(|row| self.unused_class(name, path, row));
        let Some(clause) = clause else {
            return;
        };
        let reference = Reference {
            file,
            expr: None,
            span: name.span,
            symbols: vec![clause.path.clone()],
            certain: true,
            context: Context::Imported,
        };
        let found = self.found(&clause.row.0, clause.row.1, &reference);
        let mut draft = Draft::default();
        draft.at_most(clause.row.0.applicability);
        if let Some(need) = clause.need() {
            draft.need(file, None, need);
            let needs = draft.imports.entry(file).or_default();
            needs.drop_if_unused.insert(name.span, Uses::default());
        }
        out.add(found, Some(draft));
        moved.clauses.insert((file, name.span));
    }
}
