//! Settings of a module, as they are assigned and read.

use std::collections::BTreeSet;

use pep440_rs::Version;
use rustc_hash::{FxHashMap, FxHashSet};

use super::bound::Bindings;
use super::hits::Hit;
use super::{Changes, Worker};
use crate::finding::Applicability;
use crate::matching::found::Found;
use crate::rules::provider::{Provider, Setting, SettingAction};
use crate::semantic::store::Place;
use crate::semantic::value::FileId;
use crate::syntax::ast::StmtId;
use crate::syntax::query::last;
use crate::transforms::Draft;
use crate::transforms::settings::{Serves, Settings, Site, Suite};

/// The drafts of settings while they are put together.
struct Made {
    serves: Serves,
    /// Those that make a client of another kind, by where they stand: one without the rest would send a key
    /// to where it does not belong.
    together: Vec<(FileId, Suite, usize)>,
}

impl Made {
    /// Keeps the draft of a setting, and gives its index.
    fn take(
        &mut self,
        settings: &Settings<'_, '_>,
        site: &Site,
        mut draft: Draft,
        out: &mut Changes,
    ) -> usize {
        if self.serves != Serves::All && !draft.is_manual() {
            // Calls are written by what is set: the two go together.
            draft.at_most(Applicability::Unsafe);
        }
        let special = settings.variant(site).is_some_and(|one| one.when.is_some());
        let suite = settings.suite(site);
        let known = self
            .together
            .iter()
            .find(|(file, one, _)| *file == site.file && *one == suite);
        if let (true, Some((_, _, index))) = (special, known) {
            out.drafts[*index].absorb(draft);
            return *index;
        }
        if special && self.serves == Serves::All && !draft.is_manual() {
            settings.make_the_rest(site, &mut draft);
        }
        out.drafts.push(draft);
        let index = out.drafts.len() - 1;
        if special {
            self.together.push((site.file, suite, index));
        }
        index
    }
}

impl Worker<'_, '_> {
    pub(super) fn settings(
        &self,
        settings: &Settings<'_, '_>,
        hits: &[Hit],
        client: bool,
        out: &mut Changes,
    ) -> Bindings {
        let mut bindings = Bindings::default();
        let mut made = Made {
            serves: settings.serves().clone(),
            together: Vec::new(),
        };
        let (mut made_at, mut read_at) = (Vec::new(), Vec::new());
        let mut respelled = BTreeSet::new();
        let mut sites: FxHashMap<Place, Vec<&Site>> = FxHashMap::default();
        for site in &settings.sites {
            let here = sites.entry((site.file, site.target)).or_default();
            here.push(site);
        }
        // A text that spells such a name calls nothing.
        let calls = |hit: &Hit| hit.provided().is_some() && !hit.reference.context.is_only_named();
        let old_code = self.active.old_code || hits.iter().any(calls);
        out.old_code = old_code;
        for hit in hits.iter().filter(|hit| hit.setting) {
            let Some(setting) = settings.provider.setting(last(&hit.reference.symbols[0])) else {
                continue;
            };
            let site = hit.reference.expr.and_then(|target| {
                let here = sites.get(&(hit.reference.file, target));
                here.into_iter()
                    .flatten()
                    .find(|site| site.name == setting.old)
                    .copied()
            });
            if site.is_none() && self.is_starred(&hit.reference) {
                let file = self.analysis.file(hit.reference.file);
                if self.crosses(settings.provider, self.active.from_at(file.unit.display())) {
                    self.starred_read(setting, hit, settings, out);
                }
                continue;
            }
            if site.is_none() && setting.legal_in_new && !hit.is_made() {
                let file = self.analysis.file(hit.reference.file);
                if self.crosses(settings.provider, self.active.from_at(file.unit.display())) {
                    let before = out.found.len();
                    self.unset_read(setting, hit, (settings, old_code), out);
                    if out.found.len() > before && settings.is_respelled(&setting.old) {
                        respelled.insert(setting.old.as_str());
                    }
                }
                continue;
            }
            // What both versions have says nothing of the one that the code is for.
            if setting.empty_is_none && !old_code {
                continue;
            }
            let draft = match (site, client) {
                (Some(_), true) => Some(0),
                (Some(site), false) => settings
                    .to_module(site)
                    .map(|draft| made.take(settings, site, draft, out)),
                (None, _) => self.read_setting(setting, hit, settings, out),
            };
            if self.means_the_same(setting, (hit, site), settings) {
                continue;
            }
            if let (Some(_), Some(draft)) = (site, draft) {
                bindings.add(setting, draft, &out.drafts);
            }
            if !setting.legal_in_new && (site.is_some() || self.is_read(hit)) {
                bindings.used(setting, out.found.len(), site.is_some());
            }
            let mut found = self.setting_found(setting, hit, draft);
            if site.is_none() {
                self.say_that_it_is_gone(setting, hit, settings, &mut found);
            }
            out.found.push(found);
            let stmt = hit.reference.expr.and_then(|expr| {
                let tree = &self.analysis.file(hit.reference.file).tree;
                tree.stmt_of(expr)
            });
            if let Some(stmt) = stmt {
                let at = (hit.reference.file, stmt);
                match site {
                    Some(_) => made_at.extend(draft.map(|draft| (at, draft))),
                    None => read_at.push((at, out.found.len() - 1)),
                }
            }
        }
        read_with_what_is_made(&made_at, &read_at, out);
        let is_respelled = |site: &&Site| respelled.contains(site.name.as_str());
        let anew = settings.sites.iter().filter(is_respelled);
        let anew: FxHashSet<(FileId, StmtId)> = anew.map(|site| (site.file, site.stmt)).collect();
        for (at, draft) in &made_at {
            if anew.contains(at) {
                // What reads it would answer otherwise.
                out.drafts[*draft].at_most(Applicability::Unsafe);
            }
        }
        self.unnamed_settings(settings, out);
        bindings
    }

    /// Whether a setting means in the new version what it means in the file's own, or no step to that is known.
    fn means_the_same(
        &self,
        setting: &Setting,
        (hit, site): (&Hit, Option<&Site>),
        settings: &Settings<'_, '_>,
    ) -> bool {
        let file = self.analysis.file(hit.reference.file);
        let from = self.active.from_at(file.unit.display());
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
        !known_step || stays && (setting.legal_in_new || !breaks)
    }

    /// Places that may make any setting.
    fn unnamed_settings(&self, settings: &Settings<'_, '_>, out: &mut Changes) {
        let provider = settings.provider;
        let moved: Vec<&Setting> = provider
            .settings
            .iter()
            .filter(|one| !one.legal_in_new && one.carried.action == SettingAction::Keep)
            .collect();
        let Some(first) = moved.first() else {
            return;
        };
        let names: Vec<String> = moved.iter().map(|one| format!("`{}`", one.old)).collect();
        for (file, expr) in &settings.unnamed {
            let from = self
                .active
                .from_at(self.analysis.file(*file).unit.display());
            if !self.crosses(provider, from) {
                continue;
            }
            let mut draft = Draft::default();
            draft.manual(
                "value-unknown",
                format!(
                    "which settings are made here cannot be seen; {} must have its new name",
                    names.join(", ")
                ),
            );
            let found = Found {
                code: first.code.clone(),
                name: first.name.clone(),
                severity: first.severity,
                fails: first.fails,
                message: format!(
                    "settings of `{}` are made by names that are not known here",
                    provider.module
                ),
                help: None,
                old: Some(provider.module.clone()),
                new: None,
                breaks: first.breaks.clone(),
                reason: None,
                file: *file,
                span: self.analysis.file(*file).tree.expr(*expr).span,
                draft: None,
                related: Vec::new(),
            };
            out.add(found, Some(draft));
        }
    }

    /// Whether some setting of a provider breaks on the way.
    pub(super) fn crosses(&self, provider: &Provider, from: &Version) -> bool {
        let mut breaks = provider
            .settings
            .iter()
            .filter_map(|one| one.breaks.as_ref());
        breaks.any(|breaks| from < breaks && *breaks <= self.active.target)
    }
}

/// Lets the settings that a statement reads be one part with those that it makes: it would fail with the one
/// rewritten and the other not.
fn read_with_what_is_made(
    made: &[((FileId, StmtId), usize)],
    read: &[((FileId, StmtId), usize)],
    out: &mut Changes,
) {
    let mut first: FxHashMap<(FileId, StmtId), usize> = FxHashMap::default();
    for (at, draft) in made {
        first.entry(*at).or_insert(*draft);
    }
    for (at, found) in read {
        let Some(site) = first.get(at) else {
            continue;
        };
        let draft = match out.found[*found].draft {
            Some(draft) if draft == *site => continue,
            Some(draft) => std::mem::take(&mut out.drafts[draft]),
            None => {
                let mut draft = Draft::default();
                draft.manual("needs-decision", "it reads a setting that is gone");
                draft
            }
        };
        out.drafts[*site].absorb(draft);
        out.found[*found].draft = Some(*site);
    }
}
