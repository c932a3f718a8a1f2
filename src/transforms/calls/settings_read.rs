//! Settings of a module where they are read: what was there before the project made them is not the same
//! in the new version.

use super::hits::Hit;
use super::{Changes, Worker};
use crate::finding::{Applicability, Severity};
use crate::rewrite::Operation;
use crate::rewrite::imports::ImportNeed;
use crate::rules::provider::{Provider, Setting};
use crate::semantic::store::Place;
use crate::syntax::ast::{ExprKind, Parent};
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
        let variant = settings.kind()?;
        let carried = setting.carried_to(&variant.name);
        let module = carried.module.as_ref()?;
        let tree = &self.analysis.file(hit.reference.file).tree;
        let ExprKind::Attribute { attribute, .. } = &tree.expr(expr).kind else {
            return None;
        };
        if *attribute.text == **module || setting.legal_in_new {
            return None;
        }
        let mut draft = Draft::default();
        let surely = settings.is_surely_made(&setting.old, place);
        if let Some(end) = settings
            .taken_back(&setting.old, carried)
            .filter(|_| surely)
        {
            draft.at_most(Applicability::Unsafe);
            let new = self.quoted(place, &format!("{module}{end}"), &mut draft);
            if !draft.is_manual() {
                draft.edit(place.0, Operation::replace(attribute.span, new));
            }
        } else {
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
        let span = tree.expr(expr).span;
        let text = &self.analysis.file(place.0).unit.text()[span.range()];
        let new = match tree.expr(expr).parent {
            Parent::Stmt(_) => format!("{text} or {unset}"),
            Parent::Expr(up) if matches!(tree.expr(up).kind, ExprKind::Call { .. }) => {
                format!("{text} or {unset}")
            }
            _ => format!("({text} or {unset})"),
        };
        let new = self.quoted(place, &new, &mut draft);
        if !draft.is_manual() {
            draft.edit(place.0, Operation::replace(span, new));
        }
        let imports = setting.carried.imports.iter();
        let wanted = !draft.is_manual();
        for module in imports.filter(|_| wanted) {
            draft.need(place.0, None, ImportNeed::module(module));
        }
        out.add(found, Some(draft));
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
        let Parent::Expr(up) = tree.expr(expr).parent else {
            return false;
        };
        matches!(&tree.expr(up).kind, ExprKind::Boolean { left, and: false, right }
            if *left == expr && source(self.analysis, file, *right).replace('\'', "\"") == unset)
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
