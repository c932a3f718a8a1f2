//! Settings of which a function of the file's own makes the new value. It keeps what was set, for code that reads
//! that and for clients which take another value.

use std::collections::BTreeSet;

use super::{Settings, Site, Way};
use crate::finding::Applicability;
use crate::rewrite::{Operation, Piece};
use crate::rules::provider::{Definition, KeptForm, Setting};
use crate::rules::template::{Piece as Part, Template};
use crate::semantic::value::FileId;
use crate::syntax::ast::ExprKind;
use crate::transforms::Draft;
use crate::transforms::functions::definition_added;

impl Settings<'_, '_> {
    /// How a setting that the project makes is kept. None where another setting is made that has its place, or
    /// another file would have to know of the file's own variable.
    #[must_use]
    pub fn kept_form<'s>(&self, setting: &'s Setting) -> Option<&'s KeptForm> {
        let kept = setting.kept.as_ref()?;
        let (_, pack) = self.analysis.external.pack_of(&self.provider.module)?;
        if kept.available.as_ref() > Some(&pack.target) {
            return None;
        }
        let in_its_place = |other: &Setting| {
            let of_text = other.text.as_ref().map(|text| &text.module);
            let of_kept = other.kept.as_ref().map(|kept| &kept.module);
            let mut places = of_text.into_iter().chain(of_kept);
            places.any(|place| *place == kept.module)
                || other.carried.module.as_deref() == Some(&*kept.module)
        };
        let mut others = self.provider.settings.iter();
        let is_taken = others.any(|other| {
            other.old != setting.old
                && in_its_place(other)
                && self.sites_of(&other.old).any(|site| !site.moved)
        });
        let read = self.read.iter().filter(|(name, _)| *name == setting.old);
        let made = self.sites_of(&setting.old).map(|site| site.file);
        let files: BTreeSet<FileId> = made.chain(read.map(|(_, file)| *file)).collect();
        let is_made = self.sites_of(&setting.old).next().is_some();
        let fits = is_made && !is_taken && (!kept.local || files.len() == 1);
        fits.then_some(kept)
    }

    /// The edits of a setting that is kept. None if it cannot be.
    pub(super) fn as_kept(&self, site: &Site, setting: &Setting) -> Option<Draft> {
        let kept = self.kept_form(setting)?;
        let value = site.value.filter(|_| site.way == Way::Alone)?;
        let tree = &self.analysis.file(site.file).tree;
        let ExprKind::Attribute { .. } = &tree.expr(site.target).kind else {
            return None;
        };
        let mut draft = self.defined(&kept.made, site.file)?;
        self.rename(site, &kept.module, &mut draft);
        // Who reads it gets what was set, as it was.
        let text = setting.text.as_ref().filter(|_| !self.is_read(setting));
        let item = text.and_then(|text| text.item.as_deref());
        let given = text.and_then(|_| self.one_of(site, value, item));
        let given = tree.expr(given.unwrap_or(value)).outer;
        let pieces = kept.made.call.pieces().iter().map(|piece| match piece {
            Part::Text(text) => Piece::text(text),
            Part::Hole(_) => Piece::Source(given),
        });
        let whole = tree.expr(value).outer;
        draft.edit(site.file, Operation::template(whole, pieces.collect()));
        draft.at_most(Applicability::Unsafe);
        draft.note(&kept.note);
        Some(draft)
    }

    /// Whether the project reads a setting.
    pub(super) fn is_read(&self, setting: &Setting) -> bool {
        self.read.iter().any(|(name, _)| *name == setting.old)
    }

    /// The arguments of clients that stand for settings which have no place of their own there, if those are
    /// carried over wherever they are made: the clients are read off `module`.
    #[must_use]
    pub fn texts(&self, module: &str, asynchronous: bool) -> Vec<String> {
        let all = self.provider.settings.iter();
        let all = all.filter_map(|setting| {
            if !self.is_carried(setting) {
                return None;
            }
            if let Some(kept) = self.kept_form(setting) {
                let is_own = |one: &Setting| one.carried.argument.as_ref() == Some(&kept.argument);
                if self.provider.settings.iter().any(is_own) {
                    return None;
                }
                if asynchronous {
                    let given = kept.asynchronous.as_ref()?.call.render(|_| String::new());
                    return Some(format!("{}={given}", kept.argument));
                }
            }
            let places = setting.text.as_ref();
            let places = places.map(|text| (&text.argument, &text.module));
            let kept = setting.kept.as_ref();
            let places = places.or_else(|| kept.map(|kept| (&kept.argument, &kept.module)));
            let (argument, attribute) = places.filter(|_| !asynchronous)?;
            Some(format!("{argument}={module}.{attribute}"))
        });
        all.collect()
    }

    /// What a file must define for the clients that are made in it. None if it cannot.
    #[must_use]
    pub fn definitions(&self, file: FileId, asynchronous: bool) -> Option<Draft> {
        let mut draft = Draft::default();
        let all = self.provider.settings.iter();
        for setting in all.filter(|one| asynchronous && self.is_carried(one)) {
            let kept = self.kept_form(setting);
            if let Some(definition) = kept.and_then(|kept| kept.asynchronous.as_ref()) {
                draft.absorb(self.defined(definition, file)?);
            }
        }
        Some(draft)
    }

    /// Whether a setting without a place of its own is made, and carried over wherever it is.
    fn is_carried(&self, setting: &Setting) -> bool {
        let all = self.carried_over.get_or_init(|| {
            let all = self.provider.settings.iter();
            let carried = all.filter(|one| self.is_carried_at_all_sites(one));
            carried.map(|one| one.old.clone()).collect()
        });
        all.contains(&setting.old)
    }

    fn is_carried_at_all_sites(&self, setting: &Setting) -> bool {
        let mut sites = self.sites_of(&setting.old).peekable();
        let is_made = sites.peek().is_some();
        is_made
            && sites.all(|site| {
                let carried = || {
                    let text = self.as_text(site, setting);
                    text.or_else(|| self.as_kept(site, setting))
                };
                site.moved || carried().is_some()
            })
    }

    /// The settings that stand where one goes which is kept: they count as made with it.
    pub(super) fn made_with_kept(&self) -> impl Iterator<Item = &Setting> {
        let all = self.provider.settings.iter();
        all.filter(|one| self.is_kept_at(one.carried.module.as_deref()))
    }

    /// Whether a setting that is kept goes to an attribute of the module.
    pub(super) fn is_kept_at(&self, attribute: Option<&str>) -> bool {
        let mut all = self.provider.settings.iter();
        all.any(|one| {
            let kept = one.kept.as_ref().map(|kept| kept.module.as_str());
            kept.is_some() && kept == attribute && self.is_carried(one)
        })
    }

    fn defined(&self, definition: &Definition, file: FileId) -> Option<Draft> {
        definition_added(self.analysis, (&self.provider.module, file), definition)
    }

    /// The expression for what was set, as it is read of a module that is named so.
    #[must_use]
    pub fn kept_text(&self, setting: &Setting, own: &str, surely: bool) -> Option<String> {
        let kept = self.kept_form(setting)?;
        let read: &Template = match &kept.read_made {
            Some(made) if surely => made,
            _ => &kept.read,
        };
        let read = read.renamed(&self.provider.module, own);
        Some(read.render(|_| String::new()))
    }
}
