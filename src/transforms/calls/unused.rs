//! Names that a file imports and does not use: the import alone says where they are now, or goes.

use std::collections::BTreeSet;

use super::moved::{Clause, Moved};
use super::{Changes, Worker};
use crate::finding::Applicability;
use crate::matching::references::{Context, Reference};
use crate::rewrite::imports::ImportNeed;
use crate::rules::active::ActiveRow;
use crate::rules::schema::New;
use crate::semantic::value::{Atom, FileId};
use crate::syntax::ast::{ExprKind, ImportedName, Name, Parent, Span, StmtId, StmtKind};
use crate::transforms::Draft;

impl Clause<'_> {
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
    /// One in a `try` stays, for whether it fails may be what is asked, and one of an `__init__.py`, which is what others see.
    pub(super) fn without_import(&self, (file, clause): (FileId, Span)) -> Option<Draft> {
        let held = self.analysis.file(file);
        let import = self.analysis.imported.get(&(file, clause.start))?;
        let bound = self.analysis.names.get(import.name);
        let is_public = held.unit.display().ends_with("__init__.py") && import.until.is_none();
        let names_it = || match import.until {
            None => self.is_named_in(file, bound),
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
        needs.drop_if_unused.insert(clause, BTreeSet::new());
        Some(draft)
    }

    /// Whether an import stands at the top of its file, or where type checkers alone read it.
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
            Parent::Stmt(up) => {
                let StmtKind::If { test, .. } = &tree.stmt(up).kind else {
                    return false;
                };
                self.is_symbol((file, *test), "typing.TYPE_CHECKING")
            }
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
    ) -> Option<Clause<'t>> {
        let Some(New::Name(new)) = &row.0.new else {
            return None;
        };
        let offered = row.0.applicability != Applicability::Manual
            && row.0.new_form_exists(&self.active.target)
            && new.contains('.');
        let new = offered.then(|| new.clone())?;
        Some(Clause {
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
            needs.drop_if_unused.insert(name.span, BTreeSet::new());
        }
        out.add(found, Some(draft));
        moved.clauses.insert((file, name.span));
    }
}
