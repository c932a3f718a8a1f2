//! References to what changed, each with what the rules say of it.

use super::Worker;
use super::moved::Origin;
use crate::matching::references::{Context, Reference, references, symbol_of};
use crate::rules::active::ActiveRow;
use crate::rules::model::Symbol;
use crate::rules::provider::Setting;
use crate::rules::schema::{Bearing, New, Provided};
use crate::semantic::external::Typed;
use crate::semantic::value::Atom;
use crate::syntax::ast::ExprKind;

/// A reference and what the rules say of it.
pub(super) struct Hit {
    pub(super) reference: Reference,
    /// The change that it is about, if there is one.
    pub(super) row: Option<ActiveRow>,
    /// Whether it names a setting of a provider.
    pub(super) setting: bool,
    /// Other symbols that are called where it is, each in the same new way: by what is read out of a container.
    pub(super) beside: Vec<String>,
}

impl Hit {
    /// Whether it is assigned to.
    pub(super) const fn is_made(&self) -> bool {
        matches!(self.reference.context, Context::Assigned(_))
    }

    /// What the symbol is in the new version, if it hangs on a client there.
    pub(super) fn provided(&self) -> Option<&Provided> {
        match &self.row.as_ref()?.0.new {
            Some(New::Provided(provided)) => Some(provided),
            _ => None,
        }
    }
}

impl Worker<'_, '_> {
    /// Rows about a symbol; a module's row covers what is in it and has none of its own.
    pub(super) fn rows(&self, path: &str) -> Option<ActiveRow> {
        let mut at = path;
        loop {
            let rows = self.active.rows(at).unwrap_or_default();
            let row = rows
                .into_iter()
                .find(|(change, _)| change.argument.is_none());
            if let Some(row) = row {
                let covers = match row.0.unlisted {
                    true => at != path && self.active.old.resolve(path).is_none(),
                    false => {
                        at == path
                            || row.0.annotation.is_some() && row.0.new.is_none()
                            || matches!(self.active.old.resolve(at), Some(Symbol::Module(_)) | None)
                    }
                };
                // A class with a row of its own is not its module's matter any more; where nothing but an
                // annotation can name something in its place, what is in it is gone with it.
                return covers.then_some(row);
            }
            at = at.rsplit_once('.')?.0;
        }
    }

    pub(super) fn setting(&self, path: &str) -> Option<&Setting> {
        let (module, name) = path.rsplit_once('.')?;
        self.active
            .pack
            .providers
            .iter()
            .find(|provider| provider.module == module)?
            .setting(name)
    }

    pub(super) fn hits(&self) -> Vec<Hit> {
        let tops = &self.active.pack.header.imports;
        let changed = |path: &str| {
            let top = crate::syntax::query::top(path);
            tops.iter().any(|one| one == top)
                && (self.setting(path).is_some() || self.rows(path).is_some())
        };
        let mut hits: Vec<Hit> = references(self.analysis, &changed)
            .into_iter()
            .filter(|reference| {
                !self.holds_setting(reference)
                    && !self.sets_a_mock(reference)
                    && !self.is_any_field(reference)
            })
            .map(|mut reference| {
                // Of several things that may be meant, one that is gone says more than one that is not, and one whose new
                // form has to be looked at more than one that is the same thing.
                let stays = |path: &String| self.setting(path).is_some_and(|one| one.legal_in_new);
                let trust = |path: &String| {
                    let row = self.rows(path)?.0;
                    Some((row.new.is_none(), row.applicability))
                };
                if reference.symbols.len() > 1 {
                    reference
                        .symbols
                        .sort_by_cached_key(|path| (stays(path), trust(path)));
                }
                let path = &reference.symbols[0];
                let setting = self.setting(path).is_some();
                let file = self.analysis.file(reference.file).unit.display();
                let row = self.rows(path);
                let row = row.and_then(|row| self.active.bearing_at(row, file));
                Hit {
                    reference,
                    row,
                    setting,
                    beside: Vec::new(),
                }
            })
            .filter(|hit| {
                !self.may_be_in_order(hit) && !self.is_read_as_new(hit) && !self.is_read_alike(hit)
            })
            .collect();
        self.leave_new_code(&mut hits);
        hits.extend(self.set_by_name());
        self.telling_reads(&mut hits);
        self.names_of_classes(&mut hits);
        hits.sort_by_key(|hit| (hit.reference.file, hit.reference.span));
        hits
    }

    /// Whether what only warns may as well be a symbol of the package that nothing became of: a method of one
    /// class, where another one that may be meant has it too.
    fn may_be_in_order(&self, hit: &Hit) -> bool {
        let warns = matches!(hit.row, Some((_, Bearing::Deprecated)));
        let (true, Some(expr)) = (warns, hit.reference.expr) else {
            return false;
        };
        let value = self.analysis.value((hit.reference.file, expr));
        value.atoms().iter().any(|atom| {
            symbol_of(self.analysis, *atom)
                .is_some_and(|path| self.active.covers(&path) && self.rows(&path).is_none())
        })
    }

    /// Whether a reference is a setting of what only stands in for the module: it does what the test makes of it.
    fn sets_a_mock(&self, reference: &Reference) -> bool {
        reference.context == Context::StoodFor && self.setting(&reference.symbols[0]).is_some()
    }

    /// Whether a reference is a field of an object of which no row says anything: what is said of its module
    /// or class is said where those are named.
    fn is_any_field(&self, reference: &Reference) -> bool {
        let Some(expr) = reference.expr else {
            return false;
        };
        let value = self.analysis.value((reference.file, expr));
        let is_field = !reference.context.is_only_named()
            && !value
                .atoms()
                .iter()
                .any(|atom| symbol_of(self.analysis, *atom).is_some());
        let rows = self.active.rows(&reference.symbols[0]).unwrap_or_default();
        is_field && (rows.is_empty() || self.has_it_still(reference))
    }

    /// Whether all that a field is read of are objects whose classes have it in the new version as well.
    fn has_it_still(&self, reference: &Reference) -> bool {
        let file = reference.file;
        let tree = &self.analysis.file(file).tree;
        let kind = reference.expr.map(|expr| &tree.expr(expr).kind);
        let Some(ExprKind::Attribute { value, attribute }) = kind else {
            return false;
        };
        let has = |atom: &Atom| {
            let of = match atom {
                Atom::Instance(..) | Atom::Object(_) => {
                    self.analysis.attribute_owner(*atom, &attribute.text)
                }
                _ => return true,
            };
            let Some(of) = of else {
                return matches!(atom, Atom::Object(_));
            };
            let Typed::Class(_, class) = of else {
                return false;
            };
            let row = self.rows(&self.active.old.class(class).qualified);
            let Some(New::Name(new)) = row.and_then(|(row, _)| row.new.clone()) else {
                return false;
            };
            let class = self.active.new.class_named(&new);
            class.is_some_and(|class| self.active.new.member(class, &attribute.text).is_some())
        };
        let base = self.analysis.value((file, *value));
        base.atoms().iter().all(has)
    }

    /// Whether a reference is a variable or the like that was given what a setting is: a text, which is
    /// nothing of the module's any more.
    fn holds_setting(&self, reference: &Reference) -> bool {
        let Some(expr) = reference.expr else {
            return false;
        };
        let path = &reference.symbols[0];
        let Some((module, _)) = path.rsplit_once('.') else {
            return false;
        };
        let place = (reference.file, expr);
        let named = match &self.analysis.file(place.0).tree.expr(expr).kind {
            ExprKind::Attribute { value, .. } => {
                let base = self.analysis.value((place.0, *value));
                let is_module = |atom: &Atom| matches!(atom, Atom::Symbol(name) if self.analysis.names.get(*name) == module);
                base.atoms().iter().any(is_module)
            }
            ExprKind::Name(_) => self.origin(place) != Origin::Own,
            // `getattr(module, "name")`, or a string.
            _ => true,
        };
        self.setting(path).is_some() && !named && !self.is_starred(reference)
    }
}
