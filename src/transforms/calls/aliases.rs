//! Modules that are imported under another name and stand elsewhere now: the name stays.

use super::hits::Hit;
use super::moved::Moved;
use super::{Changes, Worker};
use crate::matching::found::Found;
use crate::matching::references::{Context, Reference};
use crate::rewrite::Operation;
use crate::rules::schema::New;
use crate::semantic::value::FileId;
use crate::syntax::ast::{ExprId, ExprKind, ImportedModule, Span};
use crate::syntax::query::{dotted, is_within, top};
use crate::transforms::Draft;
use crate::transforms::names::scope_at;

impl Worker<'_, '_> {
    /// The drafts that write all that is read through the name which an import binds; none if something else
    /// uses it.
    pub(super) fn written_through(
        &self,
        (file, clause): (FileId, Span),
        found: &[Found],
    ) -> Vec<usize> {
        let Some(import) = self.analysis.imported.get(&(file, clause.start)) else {
            return Vec::new();
        };
        let held = self.analysis.file(file);
        let bound = self.analysis.names.get(import.name);
        let mut drafts = Vec::new();
        for (index, expr) in held.tree.exprs.iter().enumerate() {
            if !matches!(&expr.kind, ExprKind::Name(name) if **name == *bound) {
                continue;
            }
            let id = ExprId(u32::try_from(index).expect("fewer than 2^32 expressions"));
            let scope = scope_at(self.analysis, (file, id));
            if held.scopes.owner(scope, bound) != Some(import.scope) {
                continue;
            }
            let read = |one: &&Found| one.file == file && one.span.start == expr.span.start;
            let before = drafts.len();
            for one in found.iter().filter(read) {
                let Some(draft) = one.draft else {
                    return Vec::new();
                };
                drafts.push(draft);
            }
            if drafts.len() == before {
                return Vec::new();
            }
        }
        drafts
    }

    /// `import module as name` of a module that stands elsewhere now: the name stays, if all that is read of
    /// it in the file stands there as well. So does what an import binds that the file does not name.
    pub(super) fn moved_alias(
        &self,
        (file, clause): (FileId, &ImportedModule),
        hits: &[Hit],
        out: &mut Changes,
        moved: &mut Moved,
    ) {
        let module = &*clause.module.text;
        if !self.active.covers(module) {
            return;
        }
        let alias = clause.alias.as_ref().map(|alias| &*alias.text);
        let bound = alias.unwrap_or(top(module));
        let Some((row, new)) = self.row_of(module).and_then(|row| {
            let read = alias.and_then(|_| self.stands_at(&row));
            let unread = || {
                self.module_anew(module)
                    .filter(|_| !self.is_named_in(file, bound))
            };
            Some((row.clone(), read.or_else(unread)?))
        }) else {
            return;
        };
        let follows = |hit: &Hit| {
            let symbol = &hit.reference.symbols[0];
            let named = hit.row.as_ref().and_then(|(row, _)| row.new.as_ref());
            let rest = symbol.strip_prefix(module).unwrap_or_default();
            hit.reference.symbols.len() == 1
                && matches!(named, Some(New::Name(name)) if *name == format!("{new}{rest}") || *name == new)
        };
        let mut mine = hits.iter().filter(|hit| {
            let expr = hit.reference.expr;
            let tree = &self.analysis.file(file).tree;
            hit.reference.file == file
                && is_within(&hit.reference.symbols[0], module)
                && expr
                    .and_then(|expr| dotted(tree, expr))
                    .is_some_and(|path| top(&path) == bound)
        });
        if !mine.all(follows) {
            return;
        }
        let mut draft = Draft::default();
        draft.at_most(row.0.applicability);
        draft.edit(file, Operation::replace(clause.module.span, new));
        out.drafts.push(draft);
        let reference = Reference {
            file,
            expr: None,
            span: clause.span,
            symbols: vec![module.to_owned()],
            certain: true,
            context: Context::Imported,
        };
        let mut found = self.found(&row.0, row.1, &reference);
        found.draft = Some(out.drafts.len() - 1);
        out.found.push(found);
        moved.clauses.insert((file, clause.span));
        moved
            .aliases
            .insert((file, bound.to_owned(), module.to_owned()));
    }
}
