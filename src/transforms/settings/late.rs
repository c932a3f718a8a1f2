//! Settings whose place depends on the kind of client, where the kind shows only when a call runs: they stand
//! in the places of all kinds, and each call makes a client of the kind that is asked for then.

use std::collections::BTreeSet;

use super::{Settings, Site, Way, at_import, template_text};
use crate::rewrite::Operation;
use crate::rules::provider::{Carried, Setting, SettingAction, Variant};
use crate::semantic::names::NameId;
use crate::semantic::value::{Atom, FileId, UnitId};
use crate::syntax::ast::{ExprId, ExprKind, StmtKind};
use crate::transforms::Draft;
use crate::transforms::names::source;

impl Settings<'_, '_> {
    /// Whether the kind of client shows only when a call runs, and some setting's place depends on it: where
    /// such a setting is made the kind cannot be seen, or there are several kinds beside the usual one, or calls
    /// have been made before another kind is asked for.
    #[must_use]
    pub fn asks_late(&self) -> bool {
        *self.late.get_or_init(|| {
            let moves = |site: &Site| {
                let setting = self.provider.setting(&site.name);
                setting.is_some_and(Setting::depends_on_kind)
            };
            let mut sites = self.sites.iter();
            !self.crowded
                && self.unnamed.is_empty()
                && (self.specials().len() > 1
                    || self.is_called_first()
                    || sites.any(|site| moves(site) && self.variant(site).is_none()))
        })
    }

    /// Whether calls are made before another kind of client is asked for.
    pub(super) fn is_called_first(&self) -> bool {
        *self.called_first.get_or_init(|| {
            let mut deciding = self.deciding();
            deciding.any(|site| self.is_called_before(site))
        })
    }

    /// Whether what runs once calls the package before a setting asks there for another kind of client.
    fn is_called_before(&self, site: &Site) -> bool {
        let special = self.asked(site).is_some_and(|one| one.when.is_some());
        if !special || !self.suite(site).runs_once() {
            return false;
        }
        let tree = &self.analysis.file(site.file).tree;
        let here = tree.stmt(site.stmt).span.start;
        let calls: Vec<(ExprId, &[Atom])> = self.calls_in(site.file).collect();
        // The functions of the file that call the package, themselves or by others.
        let mut calling: BTreeSet<UnitId> = BTreeSet::new();
        let reaches = |calling: &BTreeSet<UnitId>, atoms: &[Atom]| {
            atoms.iter().any(|atom| match atom {
                Atom::Symbol(name) => self.is_of_package(*name),
                Atom::Function(unit) | Atom::Bound(unit, _) => calling.contains(unit),
                _ => false,
            })
        };
        loop {
            let known = calling.len();
            for (call, atoms) in &calls {
                if reaches(&calling, atoms) {
                    calling.extend(self.analysis.unit_at((site.file, *call)));
                }
            }
            if calling.len() == known {
                break;
            }
        }
        calls.iter().any(|(call, atoms)| {
            tree.expr(*call).span.end <= here
                && at_import(self.analysis, site.file, *call)
                && reaches(&calling, atoms)
        })
    }

    /// The calls in a file, with what they may call.
    fn calls_in(&self, file: FileId) -> impl Iterator<Item = (ExprId, &[Atom])> {
        let exprs = self.analysis.file(file).tree.exprs.iter().enumerate();
        exprs.filter_map(move |(index, expr)| {
            let ExprKind::Call { function, .. } = &expr.kind else {
                return None;
            };
            let id = ExprId(u32::try_from(index).expect("fewer than 2^32 expressions"));
            Some((id, self.analysis.value((file, *function)).atoms()))
        })
    }

    fn is_of_package(&self, name: NameId) -> bool {
        let name = self.analysis.names.get(name);
        let inner = name.strip_prefix(&self.provider.module);
        inner.is_some_and(|inner| inner.starts_with('.'))
    }

    /// The attribute of the module that holds a setting for one kind of client.
    #[must_use]
    pub fn attribute<'s>(&self, setting: &'s Setting, variant: &Variant) -> Option<&'s str> {
        let carried = match self.asks_late() && setting.legal_in_new {
            true => &setting.carried,
            false => setting.carried_to(&variant.name),
        };
        let attribute = carried.module.as_deref();
        let is_made = self.sites_of(&setting.old).next().is_some();
        // One that is made with another has its place of that alone.
        attribute.filter(|_| {
            is_made || !self.made().contains(&*setting.old) || self.is_kept_at(attribute)
        })
    }

    /// The edits of a setting that serves any kind of client. None if it stays as it is.
    pub(super) fn for_any_kind(&self, site: &Site, setting: &Setting) -> Option<Draft> {
        if setting.legal_in_new {
            return self.spelled_for_its_kind(site, setting);
        }
        let mut draft = Draft::default();
        let simple = site.value.is_some();
        let places = self.places(setting);
        let (Some((first, rest)), true) = (places.split_first(), simple) else {
            draft.manual("needs-decision", "it is not simply assigned here");
            return Some(draft);
        };
        draft.note("which kind of client it is for shows when a call is made: it stands where each kind looks for it");
        self.rename(site, first, &mut draft);
        for other in rest {
            self.repeat(site, first, other, &mut draft);
        }
        Some(draft)
    }

    /// The attributes in which the kinds of client look for a setting, that of the usual kind first.
    fn places<'s>(&self, setting: &'s Setting) -> Vec<&'s str> {
        let all = setting.per_variant.values();
        let mut out: Vec<&str> = Vec::new();
        for carried in std::iter::once(&setting.carried).chain(all) {
            let kept = carried.action == SettingAction::Keep;
            if let Some(module) = carried.module.as_deref().filter(|_| kept)
                && !out.contains(&module)
            {
                out.push(module);
            }
        }
        out
    }

    /// Makes another attribute hold what the first does.
    fn repeat(&self, site: &Site, first: &str, other: &str, draft: &mut Draft) {
        let file = self.analysis.file(site.file);
        let tree = &file.tree;
        let chained = matches!(site.way, Way::Alone | Way::Shared)
            && matches!(tree.stmt(site.stmt).kind, StmtKind::Assign { .. });
        let target = tree.expr(site.target);
        let ExprKind::Attribute { value, .. } = &target.kind else {
            draft.manual(
                "settings-conflict",
                format!("`{other}` is to get the same, for another kind of client"),
            );
            return;
        };
        let module = source(self.analysis, site.file, *value);
        if chained {
            let text = format!(" = {module}.{other}");
            draft.edit(site.file, Operation::insert(target.span.end, text));
            return;
        }
        let line = format!("{module}.{other} = {module}.{first}");
        self.add_behind(site, &line, draft);
    }

    /// The edits of a setting that chooses the kind, where its new value still asks for the same one.
    fn spelled_for_its_kind(&self, site: &Site, setting: &Setting) -> Option<Draft> {
        let variant = self.asked(site)?;
        let carried = setting.carried_to(&variant.name);
        let template = carried.template.as_ref()?;
        let text = template_text(template);
        let text = text.trim_matches('"');
        let again = self
            .provider
            .variant_for(|name| (name == setting.old).then(|| text.to_owned()))?;
        if again.name != variant.name {
            return None;
        }
        // A call asks for it when it runs.
        let carried = Carried {
            frozen: false,
            ..carried.clone()
        };
        self.carry(site, setting, &carried, Draft::default())
    }
}
