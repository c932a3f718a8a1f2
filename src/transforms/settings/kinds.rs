//! Which kind of client a setting is for.

use std::collections::BTreeSet;

use super::suites::{Relation, Suite};
use super::{Settings, Site};
use crate::rules::provider::Variant;
use crate::semantic::value::Atom;

impl Settings<'_, '_> {
    /// The string that a site assigns, if it is one literal.
    pub(super) fn literal(&self, site: &Site) -> Option<String> {
        match self.analysis.value((site.file, site.value?)).single()? {
            Atom::Literal(id) => self.analysis.text_of(id).map(str::to_owned),
            _ => None,
        }
    }

    /// Where the statement of a site stands.
    pub(in crate::transforms) fn suite(&self, site: &Site) -> Suite {
        Suite::of(&self.analysis.file(site.file).tree, site.stmt)
    }

    /// The variant that a site belongs to: by the settings that are made wherever it is, else by all of the
    /// project's. None where they differ or cannot be seen, and where others may ask for another kind than the usual one
    /// after it was made, or never.
    #[must_use]
    pub fn variant(&self, site: &Site) -> Option<&Variant> {
        if self.crowded {
            return None;
        }
        let suite = self.suite(site);
        let mut near = Vec::new();
        let mut rest = Vec::new();
        for one in self.deciding() {
            let other = self.suite(one);
            if one.file != site.file || other.function != suite.function {
                rest.push(one);
                continue;
            }
            match other.relation(&suite) {
                Relation::Encloses => near.push((other == suite, one)),
                Relation::Excludes => {}
                // It decides for some of the runs.
                Relation::May => return None,
            }
        }
        let nearest = near.iter().any(|(same, _)| *same);
        let near: Vec<&Site> = near
            .into_iter()
            .filter(|(same, _)| *same == nearest)
            .map(|(_, one)| one)
            .collect();
        let perhaps = |one: &&Site| {
            let suite = self.suite(one);
            let special = self.asked(one).is_some_and(|kind| kind.when.is_some());
            special && (suite.function.is_some() || suite.is_conditional())
        };
        if near.is_empty() && suite.runs_once() && rest.iter().any(perhaps) {
            return None;
        }
        self.common(if near.is_empty() { &rest } else { &near })
    }

    /// The variant that all of the project's settings ask for.
    #[must_use]
    pub fn project_variant(&self) -> Option<&Variant> {
        if self.crowded || !self.unnamed.is_empty() {
            return None;
        }
        let deciding: Vec<&Site> = self.deciding().collect();
        self.common(&deciding)
    }

    /// The settings that decide which kind of client it is.
    pub(super) fn deciding(&self) -> impl Iterator<Item = &Site> {
        let choosing = self.choosing();
        let sites = self.sites.iter();
        sites.filter(move |one| choosing.contains(one.name.as_str()))
    }

    /// The settings that choose the kind of client.
    #[must_use]
    pub fn choosing(&self) -> BTreeSet<&str> {
        self.provider
            .variants
            .iter()
            .filter_map(|variant| variant.when.as_ref())
            .map(|when| when.setting.as_str())
            .collect()
    }

    /// The variant that a setting which decides asks for.
    pub(super) fn asked(&self, site: &Site) -> Option<&Variant> {
        let value = self.literal(site)?;
        self.provider
            .variant_for(|setting| (setting == site.name).then(|| value.clone()))
    }

    fn common(&self, deciding: &[&Site]) -> Option<&Variant> {
        let mut found: Option<&Variant> = None;
        if deciding.is_empty() {
            return self.provider.variant_for(|_| None);
        }
        for site in deciding {
            let variant = self.asked(site)?;
            if found.is_some_and(|one| one.name != variant.name) {
                return None;
            }
            found = Some(variant);
        }
        found
    }
}
