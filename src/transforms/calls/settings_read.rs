//! Settings of a module where they are read: what was there before the project made them is not the same
//! in the new version.

use super::hits::Hit;
use super::{Changes, Worker};
use crate::finding::{Applicability, Severity};
use crate::rewrite::Operation;
use crate::rules::provider::{Provider, Setting};
use crate::semantic::store::Place;
use crate::syntax::ast::{ExprId, ExprKind, Parent, StmtKind, Tree};
use crate::syntax::query::{dotted, free_quote, last};
use crate::transforms::Draft;
use crate::transforms::names::source;
use crate::transforms::settings::Settings;

impl Worker<'_, '_> {
    /// A setting that is read: under its new name, where that surely holds the same.
    pub(super) fn read_setting(
        &self,
        setting: &Setting,
        hit: &Hit,
        settings: &Settings<'_, '_>,
        out: &mut Changes,
    ) -> Option<usize> {
        let expr = hit.reference.expr?;
        let place = (hit.reference.file, expr);
        let carried = match settings.kind() {
            Some(variant) => setting.carried_to(&variant.name),
            // It stands where any kind looks for it.
            None if settings.asks_late() || !settings.made().contains(&*setting.old) => {
                &setting.carried
            }
            None => settings.only_place(setting)?,
        };
        let module = carried.module.as_ref()?;
        let tree = &self.analysis.file(hit.reference.file).tree;
        let ExprKind::Attribute { value, attribute } = &tree.expr(expr).kind else {
            return None;
        };
        if *attribute.text == **module || setting.legal_in_new {
            return None;
        }
        let mut draft = Draft::default();
        draft.at_most(Applicability::Unsafe);
        let surely = settings.is_surely_made(&setting.old, place);
        let end = settings.taken_back(&setting.old, carried);
        match (end, &setting.unset) {
            (Some(end), _) if surely => {
                let new = self.quoted(place, &format!("{module}{end}"), &mut draft);
                draft.edit(place.0, Operation::replace(attribute.span, new));
            }
            (Some(end), Some(unset)) if is_loaded(tree, expr) => {
                let read = format!("{}.{module}", source(self.analysis, place.0, *value));
                let new = or_unset(tree, expr, &read, unset, &end);
                self.read_anew(place, setting, &new, &mut draft);
            }
            _ => {
                let end = carried.suffix.as_ref().map_or_else(String::new, |suffix| {
                    format!(", and ends with \"{suffix}\"")
                });
                draft.manual(
                    "meaning-changed",
                    format!(
                        "`{}.{module}` is None until it is set{end}",
                        settings.provider.module
                    ),
                );
            }
        }
        out.drafts.push(draft);
        Some(out.drafts.len() - 1)
    }

    /// A setting that is read and stays legal, but does not start from the environment any more.
    pub(super) fn unset_read(
        &self,
        setting: &Setting,
        hit: &Hit,
        settings: &Settings<'_, '_>,
        out: &mut Changes,
    ) {
        let (Some(unset), Some(expr)) = (&setting.unset, hit.reference.expr) else {
            return;
        };
        let place = (hit.reference.file, expr);
        let tree = &self.analysis.file(place.0).tree;
        let is_read = matches!(tree.expr(expr).kind, ExprKind::Attribute { .. });
        // Code of the new version reads it as well: that this is older code must be known.
        let path = self.analysis.file(place.0).unit.display();
        if !is_read
            || !self.active.is_known_at(path)
            || settings.is_surely_made(&setting.old, place)
            || self.goes_to_a_client(settings.provider, place)
            || self.has_another(place, unset)
        {
            return;
        }
        let mut found = self.setting_found(setting, hit, None);
        found.severity = Severity::Warning;
        found.message = format!(
            "`{}` is None in the new version until it is set: what the environment says is read by the client alone",
            hit.reference.symbols[0]
        );
        let mut draft = Draft::default();
        draft.at_most(Applicability::Unsafe);
        let text = &self.analysis.file(place.0).unit.text()[tree.expr(expr).span.range()];
        let new = or_unset(tree, expr, text, unset, "");
        self.read_anew(place, setting, &new, &mut draft);
        out.add(found, Some(draft));
    }

    /// Writes an expression in the place of a setting that is read, with the imports that it needs.
    fn read_anew(&self, place: Place, setting: &Setting, new: &str, draft: &mut Draft) {
        let span = self.analysis.file(place.0).tree.expr(place.1).span;
        let new = self.quoted(place, new, draft);
        draft.edit(place.0, Operation::replace(span, new));
        draft.need_modules(place.0, &setting.carried.imports);
    }

    /// A new expression with the quotes that an f-string around it leaves free.
    pub(super) fn quoted(&self, (file, expr): Place, text: &str, draft: &mut Draft) -> String {
        let held = self.analysis.file(file);
        match free_quote(&held.tree, held.unit.text(), expr) {
            Some(quote) => text.replace('"', &quote.to_string()),
            None => {
                draft.manual(
                    "not-supported",
                    "the f-string around it leaves no quote free",
                );
                text.to_owned()
            }
        }
    }

    /// Whether an expression stands before `or` and what is taken where it is None.
    fn has_another(&self, (file, expr): Place, unset: &str) -> bool {
        let tree = &self.analysis.file(file).tree;
        let mut at = expr;
        while let Parent::Expr(up) = tree.expr(at).parent
            && let ExprKind::Boolean {
                left,
                and: false,
                right,
            } = &tree.expr(up).kind
        {
            let next = source(self.analysis, file, *right).replace('\'', "\"");
            if *left == at && next == unset {
                return true;
            }
            at = up;
        }
        false
    }

    /// Whether an expression is part of what a client is made of, which asks the environment itself.
    fn goes_to_a_client(&self, provider: &Provider, (file, expr): Place) -> bool {
        let tree = &self.analysis.file(file).tree;
        let mut at = expr;
        while let Parent::Expr(up) = tree.expr(at).parent {
            if let ExprKind::Call { function, .. } = &tree.expr(up).kind
                && let Some(path) = dotted(tree, *function)
            {
                let makes = |class: &str| last(class) == last(&path);
                let mut variants = provider.variants.iter();
                return variants.any(|variant| {
                    makes(&variant.synchronous)
                        || variant.asynchronous.as_deref().is_some_and(makes)
                });
            }
            at = up;
        }
        false
    }
}

/// What is read, or else what was there before it was set, with an end that is taken off.
fn or_unset(tree: &Tree, expr: ExprId, read: &str, unset: &str, end: &str) -> String {
    let alone = match tree.expr(expr).parent {
        Parent::Stmt(_) => true,
        Parent::Expr(up) => matches!(
            tree.expr(up).kind,
            ExprKind::Call { .. }
                | ExprKind::Dict(_)
                | ExprKind::List(_)
                | ExprKind::Tuple(_)
                | ExprKind::Set(_)
                | ExprKind::Boolean { and: false, .. }
        ),
        _ => false,
    };
    match alone && end.is_empty() {
        true => format!("{read} or {unset}"),
        false => format!("({read} or {unset}){end}"),
    }
}

/// Whether an expression is read, and neither set nor deleted.
fn is_loaded(tree: &Tree, expr: ExprId) -> bool {
    let Parent::Stmt(stmt) = tree.expr(expr).parent else {
        return true;
    };
    match &tree.stmt(stmt).kind {
        StmtKind::Assign { targets, .. } => !targets.contains(&expr),
        StmtKind::AugAssign { target, .. } | StmtKind::AnnAssign { target, .. } => *target != expr,
        StmtKind::Delete(_) => false,
        _ => true,
    }
}
