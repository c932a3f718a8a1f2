//! Modules that another one stands for as a whole: what a file imports is the new one, under the name that
//! its code uses.

use super::Changes;
use super::Worker;
use super::hits::Hit;
use super::moved::Moved;
use crate::matching::references::{Context, Reference};
use crate::rewrite::Operation;
use crate::semantic::value::FileId;
use crate::syntax::ast::{ExprId, ExprKind, ImportedModule, Parent, StmtKind, Tree};
use crate::syntax::query::{dotted, top};
use crate::transforms::Draft;

impl Worker<'_, '_> {
    /// `import module` of a module whose names another one has, if that has all that the file reads of it.
    pub(super) fn moved_whole(
        &self,
        (file, clause): (FileId, &ImportedModule),
        hits: &[Hit],
        out: &mut Changes,
        moved: &mut Moved,
    ) {
        let module = &*clause.module.text;
        let alias = clause.alias.as_ref().map(|alias| &*alias.text);
        let Some(new) = self.active.pack.header.modules.get(module) else {
            return;
        };
        let bound = alias.unwrap_or(module);
        let tree = &self.analysis.file(file).tree;
        let read: Vec<(&Hit, String)> = hits
            .iter()
            .filter(|hit| hit.reference.file == file)
            .filter_map(|hit| Some((hit, dotted(tree, hit.reference.expr?)?)))
            .filter(|(_, path)| top(path) == bound)
            .collect();
        let Some((first, _)) = read.first() else {
            return;
        };
        let starts: Vec<u32> = read.iter().map(|one| one.0.reference.span.start).collect();
        let all = read
            .iter()
            .all(|(hit, path)| self.stands_under(hit, new, path, bound));
        let is_free = is_read_alone(tree, bound, &starts) && !is_bound_by_a_path(tree, bound);
        if !all || bound.contains('.') || !is_free {
            return;
        }
        let mut draft = Draft::default();
        let rows = read.iter().filter_map(|(hit, _)| hit.row.as_ref());
        rows.for_each(|(row, _)| draft.at_most(row.applicability));
        draft.edit(
            file,
            Operation::replace(clause.span, format!("{new} as {bound}")),
        );
        out.drafts.push(draft);
        let Some((row, bearing)) = &first.row else {
            return;
        };
        let reference = Reference {
            file,
            expr: None,
            span: clause.span,
            symbols: first.reference.symbols.clone(),
            certain: true,
            context: Context::Imported,
        };
        let mut found = self.found(row, *bearing, &reference);
        found.draft = Some(out.drafts.len() - 1);
        out.found.push(found);
        moved.clauses.insert((file, clause.span));
        moved
            .aliases
            .insert((file, bound.to_owned(), module.to_owned()));
    }

    /// Whether the new module has under the same path what a symbol is now.
    fn stands_under(&self, hit: &Hit, new: &str, path: &str, bound: &str) -> bool {
        let stands = hit.row.as_ref().and_then(|row| self.stands_at(row));
        let rest = path.strip_prefix(bound).unwrap_or_default();
        let there = format!("{new}{rest}");
        let model = &self.active.new;
        hit.reference.symbols.len() == 1
            && model.resolve(&there).is_some()
            && stands.is_some_and(|name| model.canonical(&name) == model.canonical(&there))
    }
}

/// Whether a file uses a name only where some references begin, to ask whether it is there, and to bind it.
fn is_read_alone(tree: &Tree, name: &str, starts: &[u32]) -> bool {
    tree.exprs.iter().enumerate().all(|(index, expr)| {
        let id = ExprId(u32::try_from(index).expect("fewer than 2^32 expressions"));
        let is_it = matches!(&expr.kind, ExprKind::Name(one) if **one == *name);
        !is_it || starts.contains(&expr.span.start) || is_asked(tree, id)
    })
}

/// Whether an import of a module by its path, `import a.b`, binds a name as well: it would bind the old package again.
fn is_bound_by_a_path(tree: &Tree, name: &str) -> bool {
    let is_one = |one: &ImportedModule| {
        let module = &*one.module.text;
        one.alias.is_none() && module.contains('.') && top(module) == name
    };
    tree.stmts.iter().any(|stmt| match &stmt.kind {
        StmtKind::Import(modules) => modules.iter().any(is_one),
        _ => false,
    })
}

/// Whether an expression is compared, or gets a value.
fn is_asked(tree: &Tree, id: ExprId) -> bool {
    match tree.expr(id).parent {
        Parent::Expr(up) => matches!(tree.expr(up).kind, ExprKind::Compare { .. }),
        Parent::Stmt(stmt) => match &tree.stmt(stmt).kind {
            StmtKind::Assign { targets, .. } => targets.contains(&id),
            StmtKind::If { test, .. } => *test == id,
            _ => false,
        },
        Parent::Module => false,
    }
}
