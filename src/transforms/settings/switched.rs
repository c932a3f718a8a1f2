//! Whether the settings that a module reads once, when it is first used as a client, may change after that.

use super::{Settings, Site, Variables};
use crate::rules::provider::{Setting, Variant};
use crate::semantic::value::Atom;
use crate::syntax::ast::{ExprId, ExprKind, Span};
use crate::syntax::query::{dotted, top, walk_expr};
use crate::transforms::names::source;

/// How far the module serves as the client of all calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Serves {
    /// What it reads once stays as it is.
    All,
    /// What it reads once is set anew: a call needs a client that is made of the settings of that moment.
    First,
    /// Where requests go is left to a person: why.
    Unknown(&'static str),
}

/// Why calls wait.
const LEFT: &str =
    "where its request goes is said by settings that are left to you: settle those first";

/// Why all waits where too much is set and called.
pub(super) const CROWDED: &str = "so many settings of the package are made and calls of it stand beside them that what each call needs is not followed";

impl Settings<'_, '_> {
    /// How far the module serves as the client of all calls.
    #[must_use]
    pub fn serves(&self) -> &Serves {
        self.served.get_or_init(|| self.look_how_far())
    }

    fn look_how_far(&self) -> Serves {
        if self.crowded {
            return Serves::Unknown(CROWDED);
        }
        let left = self.sites.iter().any(|site| {
            let setting = self.provider.setting(&site.name);
            let moves = setting.is_some_and(Setting::depends_on_kind);
            moves && self.to_module(site).is_some_and(|draft| draft.is_manual())
        });
        let left = left || self.variables == Variables::Left;
        if left || !self.unnamed.is_empty() {
            return Serves::Unknown(LEFT);
        }
        if self.asks_late() {
            return Serves::First;
        }
        let sites = self.sites.iter();
        let sites: Vec<(&Site, bool)> = sites.map(|site| (site, self.is_frozen(site))).collect();
        let pairs = sites.iter().enumerate();
        let mut pairs =
            pairs.flat_map(|(at, one)| sites[at + 1..].iter().map(move |other| (*one, *other)));
        let switched = pairs.any(|(one, other)| self.is_set_anew(one, other));
        // The kind of client that a setting asks for is looked at above.
        let changes = |(site, is_frozen): &(&Site, bool)| {
            *is_frozen && !self.is_deciding(site) && !self.lasts(site)
        };
        if switched
            || sites.iter().any(changes)
            || self.deciding().any(|site| self.may_come_late(site))
        {
            return Serves::First;
        }
        Serves::All
    }

    /// The kind of client of each call: none where it shows when the call runs.
    #[must_use]
    pub fn kind(&self) -> Option<&Variant> {
        let variant = self.project_variant()?;
        let settled = variant.when.is_none()
            || self.deciding().any(|site| {
                let suite = self.suite(site);
                suite.runs_once() && !suite.is_conditional()
            }) && !self.is_called_first();
        settled.then_some(variant)
    }

    /// The kinds of client that may be asked for when the code runs: those that the settings ask for and the
    /// usual one, or all where a setting may ask for any.
    #[must_use]
    pub fn kinds(&self) -> Vec<&Variant> {
        let seen = self.deciding().all(|site| self.asked(site).is_some());
        let specials = self.specials();
        let asked = |one: &&Variant| {
            !seen || one.when.is_none() || specials.iter().any(|special| special.name == one.name)
        };
        self.provider.variants.iter().filter(asked).collect()
    }

    /// The kinds of client beside the usual one that the settings ask for.
    #[must_use]
    pub fn specials(&self) -> Vec<&Variant> {
        let mut out: Vec<&Variant> = Vec::new();
        for site in self.deciding() {
            if let Some(variant) = self.asked(site)
                && variant.when.is_some()
                && out.iter().all(|one| one.name != variant.name)
            {
                out.push(variant);
            }
        }
        out
    }

    /// Whether a setting asks for another kind of client at a moment at which the module may be one already.
    fn may_come_late(&self, site: &Site) -> bool {
        let suite = self.suite(site);
        let special = self.asked(site).is_none_or(|one| one.when.is_some());
        special && suite.function.is_some() && suite.is_conditional()
    }

    /// Whether two settings are made one after the other, with other values, each with whether the module reads it once.
    fn is_set_anew(
        &self,
        (one, first_is_frozen): (&Site, bool),
        (other, second_is_frozen): (&Site, bool),
    ) -> bool {
        let differ = if self.is_deciding(one) && self.is_deciding(other) {
            let kinds = (self.asked(one), self.asked(other));
            !matches!(kinds, (Some(one), Some(other)) if one.name == other.name)
        } else {
            one.name == other.name
                && first_is_frozen
                && second_is_frozen
                && !self.is_same(one, other)
        };
        differ && !self.is_settled_at_import(one, other)
    }

    fn is_deciding(&self, site: &Site) -> bool {
        self.choosing().contains(site.name.as_str())
    }

    pub(super) fn is_frozen(&self, site: &Site) -> bool {
        let variant = self.variant(site);
        let setting = self.provider.setting(&site.name);
        setting.is_some_and(|setting| {
            if setting.text.as_ref().is_some_and(|text| text.frozen)
                && self.as_text(site, setting).is_some()
            {
                return true;
            }
            if setting.text.is_some() || setting.kept.is_some() {
                let frozen = setting.kept.as_ref().is_some_and(|kept| kept.frozen);
                return frozen && self.as_kept(site, setting).is_some();
            }
            variant.map_or(setting.carried.frozen, |variant| {
                setting.carried_to(&variant.name).frozen
            })
        })
    }

    /// Whether two settings are made once, when their file is imported: one of them alone, or one after the
    /// other with nothing between that may call the new API.
    fn is_settled_at_import(&self, one: &Site, other: &Site) -> bool {
        let (first, second) = (self.suite(one), self.suite(other));
        if one.file != other.file || !first.runs_once() || !second.runs_once() {
            return false;
        }
        if first.relation(&second) == super::suites::Relation::Excludes {
            return true;
        }
        let tree = &self.analysis.file(one.file).tree;
        let spans = (tree.stmt(one.stmt).span, tree.stmt(other.stmt).span);
        let between = Span {
            start: spans.0.start.min(spans.1.start),
            end: spans.0.end.max(spans.1.end),
        };
        tree.exprs.iter().enumerate().all(|(index, expr)| {
            let inside = between.start <= expr.span.start && expr.span.end <= between.end;
            let ExprKind::Call { function, .. } = &expr.kind else {
                return true;
            };
            let id = ExprId(u32::try_from(index).expect("fewer than 2^32 expressions"));
            !inside
                || self.is_of_the_environment(one, *function)
                || !super::at_import(self.analysis, one.file, id)
        })
    }

    fn is_of_the_environment(&self, site: &Site, expr: ExprId) -> bool {
        let tree = &self.analysis.file(site.file).tree;
        dotted(tree, expr).is_some_and(|path| top(&path) == "os")
    }

    /// Whether two settings surely get the same.
    fn is_same(&self, one: &Site, other: &Site) -> bool {
        let (Some(first), Some(second)) = (one.value, other.value) else {
            return false;
        };
        let literals = (self.literal(one), self.literal(other));
        if let (Some(first), Some(second)) = literals {
            return first == second;
        }
        let text = |site: &Site, value| source(self.analysis, site.file, value);
        text(one, first) == text(other, second)
            && self.is_constant((one.file, first))
            && self.is_constant((other.file, second))
            && self.roots(one, first) == self.roots(other, second)
    }

    /// What the names in a value hold, with the file where that cannot be told.
    fn roots(&self, site: &Site, value: ExprId) -> Vec<Result<Vec<Atom>, (u32, String)>> {
        let tree = &self.analysis.file(site.file).tree;
        let names = walk_expr(tree, value)
            .into_iter()
            .filter_map(|id| match &tree.expr(id).kind {
                ExprKind::Name(name) => Some((id, name)),
                _ => None,
            });
        names
            .map(|(id, name)| {
                let held = self.analysis.value((site.file, id));
                let told = !held.atoms().is_empty() && !held.atoms().contains(&Atom::Scalar);
                if held.is_complete() && told {
                    Ok(held.atoms().to_vec())
                } else {
                    Err((site.file.0, name.to_string()))
                }
            })
            .collect()
    }
}
