//! Settings of a module, as they are assigned and read.

use pep440_rs::Version;

use super::hits::Hit;
use super::{Changes, Worker};
use crate::finding::Applicability;
use crate::rewrite::Operation;
use crate::rules::provider::{Provider, Setting};
use crate::syntax::ast::ExprKind;
use crate::syntax::query::last;
use crate::transforms::Draft;
use crate::transforms::settings::Settings;

impl Worker<'_, '_> {
    pub(super) fn settings(
        &self,
        settings: &Settings<'_, '_>,
        hits: &[Hit],
        client: bool,
        out: &mut Changes,
    ) {
        for hit in hits.iter().filter(|hit| hit.setting) {
            let Some(setting) = settings.provider.setting(last(&hit.reference.symbols[0])) else {
                continue;
            };
            let site = settings.sites.iter().find(|site| {
                Some(site.target) == hit.reference.expr && site.file == hit.reference.file
            });
            let draft = match (site, client) {
                (Some(_), true) => Some(0),
                (Some(site), false) => settings.to_module(site).map(|draft| {
                    out.drafts.push(draft);
                    out.drafts.len() - 1
                }),
                (None, _) => self.read_setting(setting, hit, settings, out),
            };
            let from = self
                .active
                .from_at(self.analysis.file(hit.reference.file).unit.display());
            let breaks = setting
                .breaks
                .as_ref()
                .is_some_and(|breaks| from < breaks && *breaks <= self.active.target);
            // Some are legal as they stand in one kind of client and have another name in the next.
            let stays = site.is_none_or(|site| {
                let alone = settings.to_module(site);
                alone.is_none_or(|draft| draft.operations.is_empty())
            });
            let known_step =
                breaks || setting.breaks.is_none() && self.crosses(settings.provider, from);
            if !known_step || stays && (setting.legal_in_new || !breaks) {
                continue;
            }
            out.found.push(self.setting_found(setting, hit, draft));
        }
    }

    /// Whether some setting of a provider breaks on the way.
    fn crosses(&self, provider: &Provider, from: &Version) -> bool {
        let mut breaks = provider
            .settings
            .iter()
            .filter_map(|one| one.breaks.as_ref());
        breaks.any(|breaks| from < breaks && *breaks <= self.active.target)
    }

    /// A setting that is read: under its new name, where it has one whatever the client.
    fn read_setting(
        &self,
        setting: &Setting,
        hit: &Hit,
        settings: &Settings<'_, '_>,
        out: &mut Changes,
    ) -> Option<usize> {
        let expr = hit.reference.expr?;
        let variant = settings.project_variant()?;
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
        draft.at_most(Applicability::Unsafe);
        draft.edit(
            hit.reference.file,
            Operation::replace(attribute.span, module),
        );
        out.drafts.push(draft);
        Some(out.drafts.len() - 1)
    }
}
