//! What becomes of the settings that a module held: attributes of the module in the new version, or
//! arguments of a client.

mod client;
mod kept;
mod kinds;
pub(super) mod lasting;
mod late;
mod made;
mod put_back;
mod suites;
mod switched;
mod text;

use std::cell::OnceCell;

pub(in crate::transforms) use self::suites::Suite;
pub use self::switched::Serves;

use rustc_hash::FxHashSet;

use super::Draft;
use super::names::{naming, source};
use crate::finding::Applicability;
use crate::rewrite::slots::{insert_statement_after, remove_statement};
use crate::rewrite::{Operation, Piece};
use crate::rules::provider::{Carried, Provider, Setting, SettingAction, Variant};
use crate::rules::template;
use crate::semantic::infer::{Analysis, Owner};
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, FileId, Literal};
use crate::syntax::ast::{ExprId, ExprKind, Span, StmtId, StmtKind, Tree};
use crate::syntax::guarded::runs_only_if;

/// An assignment to a setting.
#[derive(Debug, Clone)]
pub struct Site {
    /// Its file.
    pub file: FileId,
    /// The target, `module.setting`, or the string that names it.
    pub target: ExprId,
    /// The statement.
    pub stmt: StmtId,
    /// The setting's old name.
    pub name: String,
    /// What is assigned, where that can be seen.
    pub value: Option<ExprId>,
    /// How it is assigned.
    pub way: Way,
    /// Whether it has its new name already.
    pub moved: bool,
}

/// How a setting is assigned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Alone on the left of `=`.
    Alone,
    /// One of several that get the same.
    Shared,
    /// One of several that get one each.
    Unpacked,
    /// By its name in a string.
    Named,
    /// `+=`, `del`, the target of a loop, and the like.
    Otherwise,
}

/// How the new API is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Through the module, which is a client itself.
    Module,
    /// Through a client that stands where the settings stood, in this file.
    Client(FileId),
}

/// All that a provider's calls are reached by.
#[derive(Debug)]
pub struct Settings<'a, 'p> {
    /// What is known.
    pub analysis: &'a Analysis<'p>,
    /// The provider.
    pub provider: &'a Provider,
    /// Its settings in the project.
    pub sites: Vec<Site>,
    /// Where settings are made by names that cannot be seen.
    pub unnamed: Vec<Place>,
    /// What becomes of the variables that say where requests go, where the project sets them.
    pub variables: Variables,
    /// Whether a call is asynchronous.
    pub asynchronous: bool,
    /// Whether there are so many of them, and of calls, that what each call needs of them is not followed.
    pub crowded: bool,
    /// The settings that the project reads, with the files that do.
    pub read: FxHashSet<(String, FileId)>,
    /// How far the module serves as the client, once that was asked.
    served: OnceCell<Serves>,
    /// Whether the kind of client shows late, once that was asked.
    late: OnceCell<bool>,
    /// The settings without a place of their own that are carried over wherever they are made, once that was asked.
    carried_over: OnceCell<FxHashSet<String>>,
    /// Whether calls come before the kind of client is asked for, once that was asked.
    called_first: OnceCell<bool>,
}

/// What becomes of variables of the environment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variables {
    /// The project sets none that have other names now.
    Unset,
    /// It sets them by their new names.
    Renamed,
    /// They are left to a person.
    Left,
}

impl<'a, 'p> Settings<'a, 'p> {
    /// The settings that a project makes at some sites, and by names that cannot be seen.
    #[must_use]
    pub fn new(
        analysis: &'a Analysis<'p>,
        provider: &'a Provider,
        sites: Vec<Site>,
        unnamed: Vec<Place>,
    ) -> Self {
        Self {
            analysis,
            provider,
            sites,
            unnamed,
            variables: Variables::Unset,
            asynchronous: false,
            crowded: false,
            read: FxHashSet::default(),
            served: OnceCell::new(),
            carried_over: OnceCell::new(),
            late: OnceCell::new(),
            called_first: OnceCell::new(),
        }
    }

    /// The same settings beside variables, calls and readers of which more is known.
    #[must_use]
    pub fn beside(
        self,
        variables: Variables,
        (asynchronous, crowded): (bool, bool),
        read: FxHashSet<(String, FileId)>,
    ) -> Self {
        Self {
            variables,
            asynchronous,
            crowded,
            read,
            served: OnceCell::new(),
            carried_over: OnceCell::new(),
            ..self
        }
    }
}

impl Settings<'_, '_> {
    /// Makes beside a setting what its kind of client must be given though the project does not make it.
    pub fn make_the_rest(&self, site: &Site, draft: &mut Draft) {
        let file = self.analysis.file(site.file);
        let (Some(variant), ExprKind::Attribute { value, .. }) =
            (self.variant(site), &file.tree.expr(site.target).kind)
        else {
            return;
        };
        let module = source(self.analysis, site.file, *value);
        for (setting, unmade) in self.unmade(variant) {
            let carried = setting.carried_to(&variant.name);
            let Some(attribute) = &carried.module else {
                continue;
            };
            let place = (site.file, site.target);
            let value = naming(self.analysis, place, unmade, &carried.imports, draft);
            self.add_behind(site, &format!("{module}.{attribute} = {value}"), draft);
        }
    }

    /// Adds a statement behind that of a site.
    fn add_behind(&self, site: &Site, line: &str, draft: &mut Draft) {
        let file = self.analysis.file(site.file);
        match insert_statement_after(&file.tree, file.unit.text(), site.stmt, line) {
            Some(operation) => draft.edit(site.file, operation),
            None => draft.manual("not-supported", "several statements on one line"),
        }
    }

    /// Where the project makes a setting.
    fn sites_of(&self, name: &str) -> impl Iterator<Item = &Site> {
        self.sites.iter().filter(move |site| site.name == name)
    }

    /// The edits of a setting that becomes another attribute of the module. None if it stays as it is.
    #[must_use]
    pub fn to_module(&self, site: &Site) -> Option<Draft> {
        let setting = self.provider.setting(&site.name).filter(|_| !site.moved)?;
        if self.crowded {
            return self.left_in_a_crowd(setting);
        }
        if self.asks_late() && !setting.per_variant.is_empty() {
            return self.for_any_kind(site, setting);
        }
        let mut draft = Draft::default();
        let carried = match self.variant(site) {
            Some(variant) => setting.carried_to(&variant.name),
            None if setting.per_variant.is_empty() => &setting.carried,
            None if setting.legal_in_new => return None,
            None => {
                draft.manual(
                    "settings-conflict",
                    "where it goes depends on which kind of client it is for, and that cannot be seen here",
                );
                return Some(draft);
            }
        };
        match carried.action {
            SettingAction::Manual(reason) => {
                let carried = self.as_text(site, setting);
                if let Some(draft) = carried.or_else(|| self.as_kept(site, setting)) {
                    return Some(draft);
                }
                draft.manual(reason.word(), setting.help.clone().unwrap_or_default());
                return Some(draft);
            }
            SettingAction::Drop if setting.legal_in_new => return None,
            SettingAction::Drop if site.way != Way::Alone => {
                draft.manual("not-supported", "it is not assigned alone");
                return Some(draft);
            }
            SettingAction::Drop => {
                let file = self.analysis.file(site.file);
                for operation in remove_statement(&file.tree, file.unit.text(), site.stmt) {
                    draft.edit(site.file, operation);
                }
                return Some(draft);
            }
            SettingAction::Keep => {}
        }
        self.carry(site, setting, carried, draft)
    }

    /// What becomes of a setting that is not followed: nothing where both versions have it.
    fn left_in_a_crowd(&self, setting: &Setting) -> Option<Draft> {
        let mut draft = Draft::default();
        draft.manual("not-supported", switched::CROWDED);
        (!setting.legal_in_new).then_some(draft)
    }

    fn carry(
        &self,
        site: &Site,
        setting: &Setting,
        carried: &Carried,
        mut draft: Draft,
    ) -> Option<Draft> {
        let Some(module) = &carried.module else {
            draft.manual("no-counterpart", setting.help.clone().unwrap_or_default());
            return Some(draft);
        };
        let mut changed = false;
        if site.name != **module {
            self.rename(site, module, &mut draft);
            changed = true;
        }
        if self.puts_back(setting, site) {
            return changed.then_some(draft);
        }
        let Some(value) = site.value else {
            // Which value it gets, and what it had before, is not the same in the new version.
            let differs = changed || carried.template.is_some() || carried.suffix.is_some();
            return differs.then(|| {
                draft.manual("needs-decision", "it is not simply assigned here");
                draft
            });
        };
        if let Some(template) = &carried.template {
            // Written down only where the value is known to be another one.
            let new = template_text(template);
            let text = self.literal(site)?;
            if format!("\"{text}\"") == new {
                return changed.then_some(draft);
            }
            if site.way == Way::Shared {
                draft.manual("needs-decision", "other variables get the same value");
                return Some(draft);
            }
            let outer = self.analysis.file(site.file).tree.expr(value).outer;
            draft.edit(site.file, Operation::replace(outer, new));
            changed = true;
        }
        if let Some(suffix) = &carried.suffix {
            self.end_with(site, value, suffix, &mut draft);
            changed = true;
        }
        if setting.empty_is_none && self.without_empty(site, value, &mut draft) {
            changed = true;
        }
        changed.then_some(draft)
    }

    /// Gives a setting its new name, whether it is an attribute or a string.
    fn rename(&self, site: &Site, name: &str, draft: &mut Draft) {
        let file = self.analysis.file(site.file);
        let expr = file.tree.expr(site.target);
        if let ExprKind::Attribute { attribute, .. } = &expr.kind {
            draft.edit(site.file, Operation::replace(attribute.span, name));
            return;
        }
        let is_text = matches!(expr.kind, ExprKind::Str { .. });
        let token = &file.unit.text()[expr.span.range()];
        match token.find(&site.name).filter(|_| is_text) {
            Some(at) => {
                let start = expr.span.start + u32::try_from(at).expect("within a file");
                let end = start + u32::try_from(site.name.len()).expect("within a file");
                draft.edit(site.file, Operation::replace(Span { start, end }, name));
            }
            None => draft.manual("not-supported", "the setting is made in an unusual way"),
        }
    }

    /// Makes the value end with `suffix`.
    fn end_with(&self, site: &Site, value: ExprId, suffix: &str, draft: &mut Draft) {
        let file = self.analysis.file(site.file);
        let tree = &file.tree;
        let text = file.unit.text();
        let expr = tree.expr(value);
        if matches!(expr.kind, ExprKind::None) {
            return;
        }
        if let ExprKind::Str { value, .. } = &expr.kind {
            if value.ends_with(suffix) || value.is_empty() {
                return;
            }
            if site.way == Way::Shared {
                self.end_later(site, suffix, draft);
                return;
            }
            let token = &text[expr.span.range()];
            let quotes = if token.ends_with("\"\"\"") || token.ends_with("'''") {
                3
            } else {
                1
            };
            draft.edit(site.file, Operation::insert(expr.span.end - quotes, suffix));
            return;
        }
        let plain = crate::syntax::query::dotted(tree, value);
        if site.way == Way::Shared {
            draft.at_most(Applicability::Unsafe);
            self.end_later(site, suffix, draft);
        } else if self.is_certainly_text(site, value) {
            let after = format!(".rstrip(\"{suffix}\") + \"{suffix}\"");
            draft.edit(site.file, Operation::wrap(expr.outer, "", after));
        } else if let Some(plain) = plain {
            draft.at_most(Applicability::Unsafe);
            let ended = format!("{plain}.rstrip(\"{suffix}\") + \"{suffix}\"");
            let ended = match runs_only_if(tree, value, &plain) {
                true => Operation::replace(expr.outer, &ended),
                false => {
                    let pieces = vec![
                        Piece::Source(expr.outer),
                        Piece::text(format!(" and {ended}")),
                    ];
                    Operation::template(expr.outer, pieces)
                }
            };
            draft.edit(site.file, ended);
        } else {
            draft.at_most(Applicability::Unsafe);
            self.end_later(site, suffix, draft);
        }
    }

    /// Makes the setting end with `suffix` in a statement behind its own.
    fn end_later(&self, site: &Site, suffix: &str, draft: &mut Draft) {
        let file = self.analysis.file(site.file);
        let tree = &file.tree;
        let ExprKind::Attribute { value, attribute } = &tree.expr(site.target).kind else {
            draft.manual(
                "needs-decision",
                format!("its value must end with \"{suffix}\" in the new version"),
            );
            return;
        };
        let module = source(self.analysis, site.file, *value);
        let name = draft
            .operations
            .get(&site.file)
            .and_then(|operations| operations.iter().find(|one| one.span == attribute.span))
            .and_then(|one| match one.pieces.first() {
                Some(Piece::Text(text)) => Some(text.clone()),
                _ => None,
            })
            .unwrap_or_else(|| attribute.text.to_string());
        let target = format!("{module}.{name}");
        let line = format!("{target} = {target} and {target}.rstrip(\"{suffix}\") + \"{suffix}\"");
        self.add_behind(site, &line, draft);
    }

    /// Whether a value is text and no more than that.
    fn is_certainly_text(&self, site: &Site, value: ExprId) -> bool {
        let kind = &self.analysis.file(site.file).tree.expr(value).kind;
        let value = self.analysis.value((site.file, value));
        matches!(kind, ExprKind::Interpolated(_))
            || self.cannot_fail(site)
            || (value.is_complete()
                && value.atoms().iter().all(|atom| match atom {
                    Atom::Scalar => true,
                    Atom::Literal(id) => {
                        matches!(self.analysis.literals.get(*id), Literal::Str(_))
                    }
                    _ => false,
                }))
    }

    /// The settings of the module that a client for one call must carry, as arguments.
    #[must_use]
    pub fn carried(
        &self,
        module: &str,
        given: &[(String, String)],
        (variant, asynchronous): (&Variant, bool),
    ) -> Vec<String> {
        // Options are named as the client takes them that is left when no kind is asked for.
        let named = |name: &str| {
            let all = self.provider.settings.iter();
            let carried = all
                .filter(|one| one.carried.argument.as_deref() == Some(name))
                .find_map(|one| one.per_variant.get(&variant.name)?.argument.clone());
            carried.unwrap_or_else(|| name.to_owned())
        };
        let given: Vec<(String, &String)> = given
            .iter()
            .map(|(name, text)| (named(name), text))
            .collect();
        let mut out: Vec<String> = given
            .iter()
            .map(|(name, text)| format!("{name}={text}"))
            .collect();
        let made = self.made();
        for setting in &self.provider.settings {
            let carried = setting.carried_to(&variant.name);
            if let (SettingAction::Keep, Some(argument), Some(attribute)) = (
                carried.action,
                &carried.argument,
                self.attribute(setting, variant),
            ) {
                let given = given.iter().any(|(name, _)| name == argument);
                if let (Some(unmade), false) = (self.unmade_of(setting, variant), given) {
                    out.push(format!("{argument}={}", carried.without_none(unmade)));
                } else if made.contains(setting.old.as_str()) && !given {
                    let text = carried.without_none(&format!("{module}.{attribute}"));
                    out.push(format!("{argument}={text}"));
                }
            }
        }
        out.extend(self.texts(module, asynchronous));
        out
    }
}

/// The imports at the top of a file, behind its docstring.
pub fn leading_imports(tree: &Tree) -> impl Iterator<Item = StmtId> {
    let is_import = |id: &StmtId| {
        matches!(
            tree.stmt(*id).kind,
            StmtKind::Import(..) | StmtKind::ImportFrom { .. }
        )
    };
    let body = tree.body.iter().copied();
    body.skip_while(move |id| !is_import(id))
        .take_while(is_import)
}

/// The text of a template that takes nothing.
#[must_use]
pub fn template_text(template: &template::Template) -> String {
    template
        .pieces()
        .iter()
        .map(|piece| match piece {
            template::Piece::Text(text) => text.clone(),
            template::Piece::Hole(_) => String::new(),
        })
        .collect()
}

/// Whether an expression runs when its module is imported.
#[must_use]
pub fn at_import(analysis: &Analysis<'_>, file: FileId, expr: ExprId) -> bool {
    analysis
        .unit_at((file, expr))
        .is_none_or(|unit| analysis.get(unit).owner == Owner::Module)
}
