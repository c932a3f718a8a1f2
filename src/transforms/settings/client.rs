//! Settings that become a client, which stands where they stood.

use std::collections::BTreeSet;

use super::{Settings, Site, Way, leading_imports};
use crate::finding::Applicability;
use crate::rewrite::Operation;
use crate::rewrite::comments::comment_that_moves;
use crate::rewrite::imports::ImportNeed;
use crate::rewrite::slots::{insert_statement_after, insert_statement_before, remove_statement};
use crate::rules::provider::SettingAction;
use crate::semantic::infer::Analysis;
use crate::semantic::value::FileId;
use crate::syntax::ast::{ExprId, ExprKind, Parent};
use crate::transforms::Draft;
use crate::transforms::names::{is_taken, source};

impl Settings<'_, '_> {
    /// Whether settings can become one client in one file: they are made once each, at the top of
    /// it, from values that cannot newly fail there (unless a client is wanted whatever they are).
    #[must_use]
    pub fn fits_client(&self, forced: bool) -> Option<FileId> {
        let first = self.sites.first()?;
        let variant = self.project_variant()?;
        let mut names = BTreeSet::new();
        for site in &self.sites {
            let file = self.analysis.file(site.file);
            let top = file.tree.stmt(site.stmt).parent == Parent::Module;
            let single = site.way == Way::Alone && !site.moved;
            let setting = self.provider.setting(&site.name)?;
            let carried = setting.carried_to(&variant.name);
            let goes = match carried.action {
                SettingAction::Drop => true,
                SettingAction::Keep => {
                    carried.argument.is_some() || self.choosing().contains(site.name.as_str())
                }
                SettingAction::Manual(_) => false,
            };
            if site.file != first.file
                || !top
                || !single
                || !goes
                || !names.insert(site.name.as_str())
                || !(forced || self.cannot_fail(site))
            {
                return None;
            }
        }
        (forced || self.has_key()).then_some(first.file)
    }

    /// Whether the key is among the settings: without it a client raises where it is made.
    fn has_key(&self) -> bool {
        self.sites.iter().any(|site| {
            self.provider
                .setting(&site.name)
                .is_some_and(|setting| setting.required)
        })
    }

    /// Literals, and items of the environment, which fail today if they are missing.
    pub(super) fn cannot_fail(&self, site: &Site) -> bool {
        let tree = &self.analysis.file(site.file).tree;
        let Some(value) = site.value else {
            return false;
        };
        match &tree.expr(value).kind {
            ExprKind::Str { value, .. } => !value.is_empty(),
            ExprKind::Subscript { value, .. } => {
                crate::syntax::query::dotted(tree, *value).is_some_and(|path| path == "os.environ")
            }
            _ => false,
        }
    }

    /// The edits that turn the settings into a client, which `name` names, and its class. Without settings it
    /// stands behind the imports of the file `at`.
    #[must_use]
    pub fn to_client(&self, at: FileId, name: &str) -> Option<(Draft, String)> {
        let variant = self.project_variant()?;
        let mut draft = Draft::default();
        let mut arguments = Vec::new();
        for site in &self.sites {
            let setting = self.provider.setting(&site.name)?;
            let carried = setting.carried_to(&variant.name);
            if let (SettingAction::Keep, Some(argument), Some(value)) =
                (carried.action, &carried.argument, site.value)
            {
                let text = match self.is_certainly_text(site, value) {
                    true => source(self.analysis, site.file, value).to_owned(),
                    false => carried.without_none(&operand(self.analysis, site.file, value)),
                };
                arguments.push(format!("{argument}={text}"));
            }
        }
        for (setting, unmade) in self.unmade(variant) {
            let carried = setting.carried_to(&variant.name);
            if let Some(argument) = &carried.argument {
                arguments.push(format!("{argument}={}", carried.without_none(unmade)));
                let mut modules = carried.imports.iter();
                if modules.any(|one| is_taken(self.analysis, at, one, one)) {
                    return None;
                }
                draft.need_modules(at, &carried.imports);
            }
        }
        let (module, class) = variant.synchronous.rsplit_once('.')?;
        if is_taken(self.analysis, at, class, &variant.synchronous) {
            return None;
        }
        if !self.has_key() || !self.sites.iter().all(|site| self.cannot_fail(site)) {
            draft.at_most(Applicability::Unsafe);
            draft.note(
                "the client is made when the file is imported, and raises there without a key",
            );
        }
        let file = self.analysis.file(at);
        let line = format!("{name} = {class}({})", arguments.join(", "));
        if let Some(first) = self.sites.first() {
            let span = file.tree.stmt(first.stmt).span;
            draft.edit(at, Operation::replace(span, line));
            let comments = self.comments_of_the_others(at);
            if !comments.is_empty() {
                let text = file.unit.text();
                let above = insert_statement_before(&file.tree, text, first.stmt, &comments)?;
                draft.edit(at, above);
            }
        } else {
            let last = leading_imports(&file.tree).last()?;
            let line = format!("\n{line}");
            let behind = insert_statement_after(&file.tree, file.unit.text(), last, &line)?;
            draft.edit(at, behind);
        }
        for site in self.sites.iter().skip(1) {
            for operation in remove_statement(&file.tree, file.unit.text(), site.stmt) {
                draft.edit(site.file, operation);
            }
        }
        draft.need(at, None, ImportNeed::from(module, class));
        Some((draft, name.to_owned()))
    }

    /// The comments behind the settings whose lines go.
    fn comments_of_the_others(&self, at: FileId) -> String {
        let file = self.analysis.file(at);
        let text = file.unit.text();
        let others = self.sites.iter().skip(1);
        let behind = others.filter_map(|site| {
            let end = file.tree.stmt(site.stmt).span.end;
            comment_that_moves(&file.tree, text, end).map(|comment| &text[comment.range()])
        });
        behind.collect::<Vec<_>>().join("\n")
    }
}

/// The source text of a value as it can stand before `or`.
fn operand(analysis: &Analysis<'_>, file: FileId, value: ExprId) -> String {
    let text = source(analysis, file, value);
    let held = analysis.file(file).tree.expr(value);
    let is_open = matches!(
        held.kind,
        ExprKind::Conditional { .. } | ExprKind::Lambda { .. }
    );
    match is_open && held.span == held.outer {
        true => format!("({text})"),
        false => text.to_owned(),
    }
}
