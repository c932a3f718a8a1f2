//! Which settings the project makes, and which of them surely before they are read.

use std::collections::BTreeSet;

use super::suites::{Relation, Suite};
use super::{Settings, Site, Way, template_text};
use crate::rules::provider::{Carried, Setting, Variant};
use crate::semantic::store::Place;
use crate::syntax::ast::ExprKind;

impl Settings<'_, '_> {
    /// Whether a setting is surely made by the project before it is read at a place: when a file is
    /// imported, or before it in the same code.
    #[must_use]
    pub fn is_surely_made(&self, name: &str, (file, expr): Place) -> bool {
        let tree = &self.analysis.file(file).tree;
        let Some(stmt) = tree.stmt_of(expr) else {
            return false;
        };
        let reading = Suite::of(tree, stmt);
        let start = tree.expr(expr).span.start;
        let lasting = |site: &&Site| !matches!(site.way, Way::Otherwise | Way::Named);
        self.sites_of(name).filter(lasting).any(|site| {
            let suite = self.suite(site);
            let first = suite.runs_once() && !suite.is_conditional();
            if site.file != file || reading.function != suite.function {
                return first;
            }
            let before = self.analysis.file(file).tree.stmt(site.stmt).span.end <= start;
            before && suite.relation(&reading) == Relation::Encloses
        })
    }

    /// What a kind of client must be given though the project does not make it.
    #[must_use]
    pub fn unmade<'s>(&'s self, variant: &Variant) -> Vec<(&'s Setting, &'s str)> {
        let all = self.provider.settings.iter();
        all.filter_map(|setting| Some((setting, self.unmade_of(setting, variant)?)))
            .collect()
    }

    /// What stands for one setting for a kind of client, if the project does not make it and the client would
    /// look elsewhere than the old version did.
    #[must_use]
    pub fn unmade_of<'s>(&self, setting: &'s Setting, variant: &Variant) -> Option<&'s str> {
        let made = self.sites_of(&setting.old).next().is_some() || !self.unnamed.is_empty();
        let carried = setting.carried_to(&variant.name);
        let unmade = carried.unmade.as_deref().filter(|_| !made);
        unmade.filter(|_| !self.is_kept_at(carried.module.as_deref()))
    }

    /// The settings that the project makes, by their old names.
    #[must_use]
    pub fn made(&self) -> BTreeSet<&str> {
        let made = self.sites.iter().map(|site| site.name.as_str());
        let kept = self.made_with_kept().map(|one| one.old.as_str());
        made.chain(kept).collect()
    }

    /// How a setting is carried over wherever the project makes it, if that is everywhere to the same attribute.
    #[must_use]
    pub fn only_place<'s>(&self, setting: &'s Setting) -> Option<&'s Carried> {
        let carried: Option<Vec<&Carried>> = self
            .sites_of(&setting.old)
            .map(|site| Some(setting.carried_to(&self.variant(site)?.name)))
            .collect();
        let carried = carried?;
        let first = carried.first()?;
        let same = |one: &&Carried| one.module == first.module;
        carried.iter().all(same).then_some(*first)
    }

    /// Whether some value that the project gives a setting is spelled otherwise in the new version.
    #[must_use]
    pub fn is_respelled(&self, name: &str) -> bool {
        !self.spellings(name).is_empty()
    }

    /// Whether a text is the old or the new spelling of such a value.
    #[must_use]
    pub fn respells(&self, name: &str, text: &str) -> bool {
        let mut spellings = self.spellings(name).into_iter();
        spellings.any(|(old, new)| old == text || new == text)
    }

    fn spellings(&self, name: &str) -> Vec<(String, String)> {
        let Some(setting) = self.provider.setting(name) else {
            return Vec::new();
        };
        let spelled = self.sites_of(name).filter_map(|site| {
            let old = self.literal(site)?;
            let carried = setting.carried_to(&self.asked(site)?.name);
            let new = template_text(carried.template.as_ref()?);
            let new = new.trim_matches('"').to_owned();
            (old != new).then_some((old, new))
        });
        spelled.collect()
    }

    /// What makes of a setting in the new version the value that the project gives it; none if that cannot
    /// be said.
    #[must_use]
    pub fn taken_back(&self, name: &str, carried: &Carried) -> Option<String> {
        if carried.template.is_some() {
            return None;
        }
        let Some(suffix) = carried.suffix.as_ref().filter(|_| !self.asks_late()) else {
            return Some(String::new());
        };
        let ends: Option<Vec<bool>> = self
            .sites_of(name)
            .map(|site| {
                let kind = &self.analysis.file(site.file).tree.expr(site.value?).kind;
                match kind {
                    ExprKind::Str { value, .. } if !value.is_empty() => {
                        Some(value.ends_with(suffix.as_str()))
                    }
                    _ => None,
                }
            })
            .collect();
        match &ends?[..] {
            [] => Some(String::new()),
            [first, rest @ ..] if rest.iter().all(|one| one == first) => Some(match first {
                true => String::new(),
                false => format!(".rstrip(\"{suffix}\")"),
            }),
            _ => None,
        }
    }
}
