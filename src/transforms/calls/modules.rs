//! Modules that stand elsewhere now and that the project keeps, in an attribute say: what keeps one is
//! given the new one, and the names that are read of it are the new ones.

use super::hits::Hit;
use super::moved::Origin;
use super::{Changes, Worker};
use crate::finding::Applicability;
use crate::rewrite::Operation;
use crate::rules::model::Symbol;
use crate::rules::schema::{Change, New};
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, FileId};
use crate::syntax::ast::{ExprKind, Span, StmtKind};
use crate::syntax::query::last;
use crate::transforms::Draft;
use crate::transforms::names::module_name;

/// A module that is kept.
pub(super) struct KeptModule {
    old: String,
    new: String,
    /// The draft of all that is read of it, and of where it comes from.
    pub(super) draft: usize,
}

impl Worker<'_, '_> {
    /// The modules that stand elsewhere now and are kept in variables or attributes.
    pub(super) fn kept_modules(&self, hits: &[Hit], out: &mut Changes) -> Vec<KeptModule> {
        let mut kept: Vec<KeptModule> = Vec::new();
        for hit in hits {
            let Some((old, new)) = self.kept_by(hit) else {
                continue;
            };
            if kept.iter().any(|one| one.old == old) {
                continue;
            }
            let mut draft = Draft::default();
            draft.at_most(Applicability::Unsafe);
            out.drafts.push(draft);
            kept.push(KeptModule {
                old,
                new,
                draft: out.drafts.len() - 1,
            });
        }
        kept
    }

    /// The module that a reference is or is read of, if a variable or an attribute of the project holds
    /// it there, and where the module stands now.
    fn kept_by(&self, hit: &Hit) -> Option<(String, String)> {
        let place = (hit.reference.file, hit.reference.expr?);
        let tree = &self.analysis.file(place.0).tree;
        let holder = match &tree.expr(place.1).kind {
            ExprKind::Attribute { value, .. } if self.module_at((place.0, *value)).is_some() => {
                (place.0, *value)
            }
            _ => place,
        };
        let old = self.module_at(holder)?;
        let (row, _) = self.rows(&old)?;
        match &row.new {
            Some(New::Name(new)) if self.origin(holder) == Origin::Own => Some((old, new.clone())),
            _ => None,
        }
    }

    /// The module that an expression surely is, if a rule is about it.
    fn module_at(&self, place: Place) -> Option<String> {
        let Some(Atom::Symbol(name)) = self.analysis.value(place).single() else {
            return None;
        };
        let path = self.analysis.names.get(name);
        let is_module = matches!(self.active.old.resolve(path), Some(Symbol::Module(_)));
        let has_row = self.active.rows(path).is_ok_and(|rows| !rows.is_empty());
        (is_module && has_row).then(|| path.to_owned())
    }

    /// Whether a reference is a kept module itself, or is read of what holds it.
    pub(super) fn is_of_kept(&self, hit: &Hit, kept: &KeptModule) -> bool {
        if hit.reference.symbols[0] == kept.old {
            return true;
        }
        let file = hit.reference.file;
        let kind = hit
            .reference
            .expr
            .map(|expr| &self.analysis.file(file).tree.expr(expr).kind);
        let Some(ExprKind::Attribute { value, .. }) = kind else {
            return false;
        };
        self.module_at((file, *value)).as_ref() == Some(&kept.old)
            && self.origin((file, *value)) != Origin::Module
    }

    /// Adds a reference to a kept module, or to a name in it, to its draft; tells whether that is a place
    /// to report.
    pub(super) fn of_kept(
        &self,
        hit: &Hit,
        row: &Change,
        kept: &KeptModule,
        out: &mut Changes,
    ) -> bool {
        let is_itself = hit.reference.symbols[0] == kept.old;
        let draft = if is_itself {
            self.kept_itself(hit, kept)
        } else {
            self.read_of_kept(hit, row, kept)
        };
        let draft = draft.unwrap_or_else(|| {
            let mut draft = Draft::default();
            draft.manual(
                "not-supported",
                "the module is kept, and used in a way that has no new form",
            );
            draft
        });
        out.drafts[kept.draft].absorb(draft);
        let place = hit.reference.expr.map(|expr| (hit.reference.file, expr));
        // What the project keeps it in need not be named; where a text imports it, that is.
        let names = |place| self.origin(place) == Origin::Module;
        !is_itself || hit.reference.context.is_only_named() || place.is_none_or(names)
    }

    /// Where a kept module comes from; nothing is written where a variable holds it.
    fn kept_itself(&self, hit: &Hit, kept: &KeptModule) -> Option<Draft> {
        let file = hit.reference.file;
        let mut draft = Draft::default();
        let Some(expr) = hit.reference.expr else {
            self.imported_anew((file, hit.reference.span), kept, &mut draft)?;
            return Some(draft);
        };
        if hit.reference.context.is_only_named() || !hit.reference.certain {
            return None;
        }
        let is_path = matches!(
            self.analysis.file(file).tree.expr(expr).kind,
            ExprKind::Attribute { .. }
        );
        if is_path && self.origin((file, expr)) == Origin::Module {
            let text = module_name(self.analysis, (file, expr), &kept.new, &mut draft);
            let span = self.analysis.file(file).tree.expr(expr).span;
            draft.edit(file, Operation::replace(span, text));
        }
        Some(draft)
    }

    /// An import that binds a kept module. One that binds what the module stands in goes by itself.
    fn imported_anew(
        &self,
        (file, clause): (FileId, Span),
        kept: &KeptModule,
        draft: &mut Draft,
    ) -> Option<()> {
        let new = &kept.new;
        let import = |bound: &str| match bound == new {
            true => format!("import {new}"),
            false => format!("import {new} as {bound}"),
        };
        for stmt in &self.analysis.file(file).tree.stmts {
            match &stmt.kind {
                StmtKind::ImportFrom { names, .. } => {
                    if let Some(name) = names.iter().find(|name| name.span == clause) {
                        let bound = name.alias.as_ref().unwrap_or(&name.name);
                        let alone = names.len() == 1;
                        let text = alone.then(|| import(&bound.text))?;
                        draft.edit(file, Operation::replace(stmt.span, text));
                        return Some(());
                    }
                }
                StmtKind::Import(modules) => {
                    if let Some(module) = modules.iter().find(|module| module.span == clause) {
                        if let Some(alias) = &module.alias {
                            let text = format!("{new} as {}", alias.text);
                            draft.edit(file, Operation::replace(clause, text));
                        }
                        return Some(());
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// A name that is read of a kept module, under its new name.
    fn read_of_kept(&self, hit: &Hit, row: &Change, kept: &KeptModule) -> Option<Draft> {
        let (Some(New::Name(new)), Some(expr)) = (&row.new, hit.reference.expr) else {
            return None;
        };
        let (module, name) = new.rsplit_once('.')?;
        let (_, bearing) = hit.row.as_ref()?;
        let mut draft = self.renamed(hit, (row, *bearing))?;
        if module != kept.new || draft.is_manual() {
            return draft.is_manual().then_some(draft);
        }
        let file = hit.reference.file;
        let said_before = self.said_before((file, expr), new).is_some();
        if !said_before && draft.operations.values().flatten().count() > 1 {
            draft.manual(
                "not-supported",
                "The arguments change as well, and the module is kept elsewhere.",
            );
            return Some(draft);
        }
        let tree = &self.analysis.file(file).tree;
        let ExprKind::Attribute { attribute, .. } = &tree.expr(expr).kind else {
            return None;
        };
        if !said_before {
            draft.operations.clear();
            draft.imports.clear();
            if last(&hit.reference.symbols[0]) != name {
                draft.edit(file, Operation::replace(attribute.span, name));
            }
        }
        Some(draft)
    }
}
