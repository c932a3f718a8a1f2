//! Settings of a module where they are read: what was there before the project made them is not the same
//! in the new version.

use super::hits::Hit;
use super::settings_forms::{is_loaded, or_unset};
use super::{Changes, Worker};
use crate::finding::{Applicability, Fails, Severity};
use crate::matching::found::Found;
use crate::matching::guards::catches_missing;
use crate::matching::references::Context;
use crate::rewrite::Operation;
use crate::rules::provider::{Provider, Setting, SettingAction};
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, Literal};
use crate::syntax::ast::{ExprKind, Parent, StmtKind};
use crate::syntax::query::{dotted, free_quote, last};
use crate::transforms::Draft;
use crate::transforms::names::{naming, source};
use crate::transforms::settings::Settings;

impl Worker<'_, '_> {
    /// A setting that is read: under its new name, where that surely holds the same.
    pub(super) fn read_setting(
        &self,
        setting: &Setting,
        hit: &Hit,
        settings: &Settings<'_, '_>,
        out: &mut Changes,
    ) -> Option<usize> {
        let expr = hit.reference.expr?;
        let place = (hit.reference.file, expr);
        if let Some(draft) = self.read_kept(setting, place, settings) {
            out.drafts.push(draft);
            return Some(out.drafts.len() - 1);
        }
        let carried = match settings.kind() {
            Some(variant) => setting.carried_to(&variant.name),
            // It stands where any kind looks for it.
            None if settings.asks_late() || !settings.made().contains(&*setting.old) => {
                &setting.carried
            }
            None => settings.only_place(setting)?,
        };
        let module = carried.module.as_ref()?;
        let tree = &self.analysis.file(hit.reference.file).tree;
        let ExprKind::Attribute { value, attribute } = &tree.expr(expr).kind else {
            return None;
        };
        if *attribute.text == **module || setting.legal_in_new {
            return None;
        }
        let mut draft = Draft::default();
        draft.at_most(Applicability::Unsafe);
        let surely = settings.is_surely_made(&setting.old, place);
        if settings.is_read_to_be_put_back(setting, place) {
            match &setting.unset {
                // None would be put back, which a client that was made meanwhile takes for what it was made with.
                Some(unset) if !surely => {
                    let read = format!("{}.{module}", source(self.analysis, place.0, *value));
                    let suffix = carried.suffix.as_deref();
                    let end = suffix.map_or_else(String::new, |suffix| {
                        format!(".rstrip(\"{suffix}\") + \"{suffix}\"")
                    });
                    self.read_anew(
                        place,
                        setting,
                        &format!("{read} or {unset}{end}"),
                        &mut draft,
                    );
                }
                _ => draft.edit(place.0, Operation::replace(attribute.span, module.as_str())),
            }
            out.drafts.push(draft);
            return Some(out.drafts.len() - 1);
        }
        let end = match self.goes_into(setting, place, settings) {
            // The end is put behind it again.
            true => Some(String::new()),
            false => settings.taken_back(&setting.old, carried),
        };
        match (end, &setting.unset) {
            (Some(end), _) if surely => {
                self.made_read(place, (setting, module), &end, &mut draft);
            }
            (Some(end), Some(unset)) if is_loaded(tree, expr) => {
                let read = format!("{}.{module}", source(self.analysis, place.0, *value));
                let new = match self.declared_class(setting, place) {
                    Some(class) => format!("{class}({read} or {unset}){end}"),
                    None => or_unset(tree, expr, &read, unset, &end),
                };
                self.read_anew(place, setting, &new, &mut draft);
            }
            _ => {
                let end = carried.suffix.as_ref().map_or_else(String::new, |suffix| {
                    format!(", and ends with \"{suffix}\"")
                });
                draft.manual(
                    "meaning-changed",
                    format!(
                        "`{}.{module}` is None until it is set{end}",
                        settings.provider.module
                    ),
                );
            }
        }
        out.drafts.push(draft);
        Some(out.drafts.len() - 1)
    }

    /// A setting that is read, of what keeps it.
    fn read_kept(
        &self,
        setting: &Setting,
        place: Place,
        settings: &Settings<'_, '_>,
    ) -> Option<Draft> {
        let tree = &self.analysis.file(place.0).tree;
        let ExprKind::Attribute { value, .. } = &tree.expr(place.1).kind else {
            return None;
        };
        let own = source(self.analysis, place.0, *value);
        let surely = settings.is_surely_made(&setting.old, place);
        let read = settings.kept_text(setting, own, surely)?;
        let read = is_loaded(tree, place.1).then_some(read)?;
        let mut draft = Draft::default();
        draft.at_most(Applicability::Unsafe);
        self.read_anew(place, setting, &read, &mut draft);
        Some(draft)
    }

    /// A setting that is read and stays legal, but does not start from the environment any more. `old_code` says
    /// whether the project calls what is gone.
    pub(super) fn unset_read(
        &self,
        setting: &Setting,
        hit: &Hit,
        (settings, old_code): (&Settings<'_, '_>, bool),
        out: &mut Changes,
    ) {
        let Some(unset) = &setting.unset else {
            return;
        };
        let Some(expr) = hit.reference.expr else {
            self.unset_import(setting, hit, (unset, old_code), out);
            return;
        };
        let place = (hit.reference.file, expr);
        let tree = &self.analysis.file(place.0).tree;
        let is_read = matches!(tree.expr(expr).kind, ExprKind::Attribute { .. });
        // Code of the new version reads it as well: that this is older code must be known.
        let path = self.analysis.file(place.0).unit.display();
        if !is_read
            || !(self.active.is_known_at(path) || old_code || settings.is_respelled(&setting.old))
            || (settings.is_surely_made(&setting.old, place)
                && !settings.is_respelled(&setting.old))
            || self.goes_to_a_client(settings.provider, place)
            || self.has_another(place, unset)
            || self.answers_alike(setting, place, unset, settings)
            || !settings.is_respelled(&setting.old) && self.is_asked_alike(place, unset)
        {
            return;
        }
        let mut found = self.setting_found(setting, hit, None);
        found.severity = Severity::Warning;
        found.message = until_set(hit, unset);
        let mut draft = Draft::default();
        draft.at_most(Applicability::Unsafe);
        if settings.is_respelled(&setting.old) {
            found.severity = Severity::Error;
            draft.manual(
                "meaning-changed",
                "the project's values of it are spelled otherwise in the new version",
            );
        }
        let text = &self.analysis.file(place.0).unit.text()[tree.expr(expr).span.range()];
        let new = or_unset(tree, expr, text, unset, "");
        self.read_anew(place, setting, &new, &mut draft);
        out.add(found, Some(draft));
    }

    /// The name of a setting that an import takes: it never follows what is set later, and does not start from
    /// the same.
    fn unset_import(
        &self,
        setting: &Setting,
        hit: &Hit,
        (unset, old_code): (&str, bool),
        out: &mut Changes,
    ) {
        let path = self.analysis.file(hit.reference.file).unit.display();
        let imported = hit.reference.context == Context::Imported;
        if !imported || !(old_code || self.active.is_known_at(path)) {
            return;
        }
        let mut found = self.setting_found(setting, hit, None);
        found.severity = Severity::Warning;
        found.message = until_set(hit, unset);
        found.new = None;
        let mut draft = Draft::default();
        draft.manual(
            "meaning-changed",
            format!("take `{unset}` where the name is used"),
        );
        out.add(found, Some(draft));
    }

    /// Says of a setting that is read and has no counterpart that reading it fails.
    pub(super) fn say_that_it_is_gone(
        &self,
        setting: &Setting,
        hit: &Hit,
        settings: &Settings<'_, '_>,
        found: &mut Found,
    ) {
        let keeps = setting.carried.action == SettingAction::Keep || setting.legal_in_new;
        let made = || {
            let expr = hit.reference.expr;
            expr.is_some_and(|expr| {
                settings.is_surely_made(&setting.old, (hit.reference.file, expr))
            })
        };
        if keeps || !self.is_read(hit) || made() || self.is_prepared(setting, hit) {
            return;
        }
        found.severity = Severity::Error;
        found.fails = match hit.reference.expr {
            None => Fails::Import,
            Some(_) => Fails::Call,
        };
        found.message = format!(
            "`{}` is gone in the new version: reading it raises",
            hit.reference.symbols[0]
        );
        found.reason = Some("no-counterpart");
    }

    /// Whether a setting is read or imported.
    pub(super) fn is_read(&self, hit: &Hit) -> bool {
        let tree = &self.analysis.file(hit.reference.file).tree;
        match hit.reference.expr {
            None => hit.reference.context == Context::Imported,
            Some(expr) => {
                let reads = matches!(
                    tree.expr(expr).kind,
                    ExprKind::Attribute { .. } | ExprKind::Call { .. }
                );
                reads && is_loaded(tree, expr)
            }
        }
    }

    /// Whether the code around a setting that is read asks whether there is one, or catches that there is none.
    fn is_prepared(&self, setting: &Setting, hit: &Hit) -> bool {
        let file = hit.reference.file;
        let place = (file, hit.reference.span);
        if self
            .guards
            .around(place, (&setting.old, ""), true)
            .is_some()
        {
            return true;
        }
        let tree = &self.analysis.file(file).tree;
        tree.stmts.iter().any(|stmt| {
            let StmtKind::Try { body, handlers, .. } = &stmt.kind else {
                return false;
            };
            let spans = body.iter().map(|one| tree.stmt(*one).span);
            let tried = spans
                .into_iter()
                .any(|span| span.contains(hit.reference.span));
            // An import that fails is caught as what it is.
            let mut caught = handlers.iter();
            tried && caught.any(|one| hit.reference.expr.is_none() || catches_missing(tree, one))
        })
    }

    /// Whether a setting is read as what the project makes the same setting of, as it is.
    fn goes_into(
        &self,
        setting: &Setting,
        (file, expr): Place,
        settings: &Settings<'_, '_>,
    ) -> bool {
        let tree = &self.analysis.file(file).tree;
        let stmt = tree.stmt_of(expr);
        let mut sites = settings.sites.iter().filter(|site| {
            site.file == file && Some(site.stmt) == stmt && site.name == setting.old
        });
        let Some(value) = sites.next().and_then(|site| site.value) else {
            return false;
        };
        let mut at = expr;
        while at != value {
            let Parent::Expr(up) = tree.expr(at).parent else {
                return false;
            };
            let passes = match &tree.expr(up).kind {
                ExprKind::Boolean { and: false, .. } => true,
                ExprKind::Conditional { test, .. } => *test != at,
                ExprKind::Call {
                    function,
                    arguments,
                    ..
                } => {
                    let reads = dotted(tree, *function)
                        .is_some_and(|path| matches!(last(&path), "getenv" | "get"));
                    reads && arguments.get(1).is_some_and(|one| one.value == at)
                }
                _ => false,
            };
            if !passes {
                return false;
            }
            at = up;
        }
        true
    }

    /// Whether a setting is only compared with texts that neither its old beginning nor a new spelling is.
    fn answers_alike(
        &self,
        setting: &Setting,
        (file, expr): Place,
        unset: &str,
        settings: &Settings<'_, '_>,
    ) -> bool {
        let tree = &self.analysis.file(file).tree;
        let Parent::Expr(up) = tree.expr(expr).parent else {
            return false;
        };
        let ExprKind::Compare {
            operands,
            operators,
        } = &tree.expr(up).kind
        else {
            return false;
        };
        let equal = |operator: &str| matches!(operator, "==" | "!=" | "in" | "not in");
        let mut texts = Vec::new();
        let plain = operands.iter().filter(|one| **one != expr).all(|one| {
            let items = match &tree.expr(*one).kind {
                ExprKind::Tuple(items) | ExprKind::List(items) | ExprKind::Set(items) => {
                    items.clone()
                }
                _ => vec![*one],
            };
            items.iter().all(|item| match &tree.expr(*item).kind {
                ExprKind::Str { value, .. } => {
                    texts.push(value.to_string());
                    true
                }
                _ => false,
            })
        });
        let begins = unset.trim_matches('"');
        plain
            && operators.iter().all(|one| equal(one))
            && unset.starts_with('"')
            && texts
                .iter()
                .all(|text| text != begins && !settings.respells(&setting.old, text))
    }

    /// Writes an expression in the place of a setting that is read, with the imports that it needs.
    fn read_anew(&self, place: Place, setting: &Setting, new: &str, draft: &mut Draft) {
        let span = self.analysis.file(place.0).tree.expr(place.1).span;
        let new = naming(self.analysis, place, new, &setting.carried.imports, draft);
        let new = self.quoted(place, &new, draft);
        draft.edit(place.0, Operation::replace(span, new));
    }

    /// A new expression with the quotes that an f-string around it leaves free.
    pub(super) fn quoted(&self, (file, expr): Place, text: &str, draft: &mut Draft) -> String {
        let held = self.analysis.file(file);
        match free_quote(&held.tree, held.unit.text(), expr) {
            Some(quote) => text.replace('"', &quote.to_string()),
            None => {
                draft.manual(
                    "not-supported",
                    "the f-string around it leaves no quote free",
                );
                text.to_owned()
            }
        }
    }

    /// Whether an expression stands before `or` and what is taken where it is None.
    fn has_another(&self, (file, expr): Place, unset: &str) -> bool {
        let tree = &self.analysis.file(file).tree;
        let mut at = expr;
        while let Parent::Expr(up) = tree.expr(at).parent
            && let ExprKind::Boolean {
                left,
                and: false,
                right,
            } = &tree.expr(up).kind
        {
            if *left == at && self.is_written((file, *right), unset) {
                return true;
            }
            at = up;
        }
        false
    }

    /// Whether an expression is what a text of code says, or surely a literal that it says.
    fn is_written(&self, place: Place, code: &str) -> bool {
        let literal = match self.analysis.value(place).single() {
            Some(Atom::Literal(id)) => match self.analysis.literals.get(id) {
                Literal::Str(text) => Some(format!("\"{text}\"")),
                _ => None,
            },
            _ => None,
        };
        // The module that it is read of may have another name here.
        let tail = |text: &str| text.split_once('.').map(|(_, tail)| tail.to_owned());
        let written = source(self.analysis, place.0, place.1).replace('\'', "\"");
        literal.as_deref() == Some(code)
            || written == code
            || tail(&written).is_some_and(|one| Some(one) == tail(code))
    }

    /// Whether an expression is part of what a client is made of, which asks the environment itself.
    fn goes_to_a_client(&self, provider: &Provider, (file, expr): Place) -> bool {
        let tree = &self.analysis.file(file).tree;
        let mut at = expr;
        while let Parent::Expr(up) = tree.expr(at).parent {
            if let ExprKind::Call { function, .. } = &tree.expr(up).kind
                && let Some(path) = dotted(tree, *function)
            {
                let makes = |class: &str| last(class) == last(&path);
                let mut variants = provider.variants.iter();
                return variants.any(|variant| {
                    makes(&variant.synchronous)
                        || variant.asynchronous.as_deref().is_some_and(makes)
                });
            }
            at = up;
        }
        false
    }
}

/// What is said of a setting that does not start from what it did.
fn until_set(hit: &Hit, unset: &str) -> String {
    format!(
        "`{}` is None in the new version until it is set, where it was `{unset}`",
        hit.reference.symbols[0]
    )
}
