//! Calls that go nowhere without their settings: what says where a request goes is rewritten with the call, or
//! the call stays.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use super::hits::Hit;
use super::{Changes, Worker};
use crate::finding::{Applicability, Severity};
use crate::matching::references::Context;
use crate::rules::provider::{Setting, SettingAction};
use crate::semantic::value::FileId;
use crate::syntax::ast::Span;
use crate::transforms::Draft;
use crate::transforms::settings::Settings;

/// Why calls wait.
const LEFT: &str =
    "where its request goes is said by settings that are left to you: settle those first";

/// What is said where a call is as uncertain as its settings.
const LESS: &str = "it is rewritten together with the settings that say where its request goes, and those may mean something else then";

/// What is said where a setting without counterpart is left.
const MISSED: &str = "settings of the project that say how requests are sent have no counterpart and are left to you";

/// The drafts of settings and variables that say where requests go.
#[derive(Debug, Default)]
pub(super) struct Bindings {
    /// Without these, a call is not rewritten.
    required: BTreeSet<usize>,
    /// Whether a setting that has no counterpart is left to a person: calls go without it.
    missed: bool,
    /// What becomes of each setting that is gone, by its name.
    gone: BTreeMap<String, Uses>,
}

/// Where a setting that is gone is made and read: the places in what was found.
#[derive(Debug, Default)]
struct Uses {
    made: Vec<usize>,
    read: Vec<usize>,
}

/// Why a setting waits for its readers, and they for it.
const READ: &str = "the project makes and reads it, and not all of that is rewritten: the one without the other fails, or reads what nobody set";

impl Bindings {
    /// Adds a place where a setting that is gone is made, or read.
    pub(super) fn used(&mut self, setting: &Setting, found: usize, made: bool) {
        let uses = self.gone.entry(setting.old.clone()).or_default();
        match made {
            true => uses.made.push(found),
            false => uses.read.push(found),
        }
    }

    /// Lets what makes a setting and what reads it be rewritten together, or not at all.
    fn keep_together(&self, out: &mut Changes) {
        for uses in self.gone.values() {
            if uses.made.is_empty() || uses.read.is_empty() {
                continue;
            }
            let places = uses.made.iter().chain(&uses.read);
            let drafts: Vec<_> = places.map(|place| out.found[*place].draft).collect();
            let all: BTreeSet<usize> = drafts.iter().copied().flatten().collect();
            let least = all.iter().map(|one| out.drafts[*one].applicability).min();
            let least = least.filter(|_| drafts.iter().all(Option::is_some));
            for one in &all {
                let draft = &mut out.drafts[*one];
                match least {
                    None | Some(Applicability::Manual) => draft.manual("settings-conflict", READ),
                    Some(least) => {
                        draft.at_most(least);
                        draft
                            .requires
                            .extend(all.iter().filter(|other| *other != one));
                    }
                }
            }
        }
    }

    /// Adds the draft of a setting that the project makes.
    pub(super) fn add(&mut self, setting: &Setting, draft: usize, drafts: &[Draft]) {
        match setting.carried.action {
            SettingAction::Manual(_) if drafts[draft].is_manual() => {
                self.missed |= setting.severity == Severity::Error;
            }
            // It has no effect in either version.
            SettingAction::Drop if setting.per_variant.is_empty() => {}
            _ => {
                self.required.insert(draft);
            }
        }
    }

    /// Adds the drafts of variables that the project sets.
    pub(super) fn of_variables(
        &mut self,
        settings: &Settings<'_, '_>,
        made: Vec<(&Setting, usize)>,
        drafts: &[Draft],
    ) {
        for (setting, draft) in made {
            let directs = setting.depends_on_kind() || settings.choosing().contains(&*setting.old);
            if directs || !drafts[draft].is_manual() {
                self.add(setting, draft, drafts);
            }
        }
    }
}

impl Worker<'_, '_> {
    /// Lets the drafts of calls require those of the settings that say where their requests go.
    pub(super) fn bind(&self, bindings: &Bindings, hits: &[Hit], out: &mut Changes) {
        let reaching: FxHashSet<(FileId, Span)> = hits
            .iter()
            .filter(|hit| hit.reference.context != Context::Spelled)
            .filter(|hit| hit.provided().is_some() || self.is_class(&hit.reference.symbols[0]))
            .map(|hit| (hit.reference.file, hit.reference.span))
            .collect();
        let calls = out.found.iter();
        let calls = calls.filter(|one| reaching.contains(&(one.file, one.span)));
        let calls: BTreeSet<usize> = calls.filter_map(|one| one.draft).collect();
        bindings.keep_together(out);
        if bindings.missed {
            for call in &calls {
                let draft = &mut out.drafts[*call];
                if draft.applicability == Applicability::Safe {
                    draft.at_most(Applicability::Unsafe);
                    draft.note(MISSED);
                }
            }
        }
        for call in calls.difference(&bindings.required) {
            for setting in &bindings.required {
                let applicability = out.drafts[*setting].applicability;
                let draft = &mut out.drafts[*call];
                if draft.is_manual() {
                    break;
                }
                if applicability == Applicability::Manual {
                    draft.manual("settings-conflict", LEFT);
                    break;
                }
                if applicability < draft.applicability {
                    draft.at_most(applicability);
                    draft.note(LESS);
                }
                draft.requires.insert(*setting);
            }
        }
    }
}
