//! Settings that are read under the names that a star import bound: the new version's gives none of them.

use super::hits::Hit;
use super::settings_forms::{is_loaded, or_unset};
use super::{Changes, Worker};
use crate::finding::{Applicability, Fails, Severity};
use crate::matching::references::Reference;
use crate::rules::provider::Setting;
use crate::semantic::bind::MODULE;
use crate::semantic::store::{Place, Slot};
use crate::semantic::value::Atom;
use crate::syntax::ast::ExprKind;
use crate::transforms::Draft;
use crate::transforms::names::{naming, scope_at};
use crate::transforms::settings::Settings;

impl Worker<'_, '_> {
    /// Whether a reference reads what a star import alone gives a module of the project: of that module, or in it.
    pub(super) fn is_starred(&self, reference: &Reference) -> bool {
        let Some(expr) = reference.expr else {
            return false;
        };
        let tree = &self.analysis.file(reference.file).tree;
        if !is_loaded(tree, expr) {
            return false;
        }
        match &tree.expr(expr).kind {
            ExprKind::Attribute { value, attribute } => {
                let base = self.analysis.value((reference.file, *value));
                let atoms = base.atoms();
                base.is_complete()
                    && !atoms.is_empty()
                    && atoms.iter().all(|atom| match atom {
                        Atom::Module(file) => self.binds_by_star((*file, &attribute.text)),
                        _ => false,
                    })
            }
            ExprKind::Name(name) => {
                // A variable of a function that holds what was read of the module is none of the star's names.
                let scopes = &self.analysis.file(reference.file).scopes;
                let scope = scope_at(self.analysis, (reference.file, expr));
                scopes.owner(scope, name).is_none() && self.binds_by_star((reference.file, name))
            }
            _ => false,
        }
    }

    /// Whether nothing but a star import gives a name to a module, and nobody sets it from outside.
    fn binds_by_star(&self, (file, name): (crate::semantic::value::FileId, &str)) -> bool {
        let bound = self
            .analysis
            .file(file)
            .scopes
            .get(MODULE)
            .names
            .contains_key(name);
        let Some(id) = self.analysis.names.find(name).filter(|_| !bound) else {
            return false;
        };
        self.analysis.stars.contains_key(&file)
            && self
                .analysis
                .peek(Slot::Variable(file, MODULE, id))
                .is_nothing()
    }

    /// A setting that is read under such a name: of the package's module, which still has it.
    pub(super) fn starred_read(
        &self,
        setting: &Setting,
        hit: &Hit,
        settings: &Settings<'_, '_>,
        out: &mut Changes,
    ) {
        let Some(expr) = hit.reference.expr else {
            return;
        };
        let place: Place = (hit.reference.file, expr);
        let module = &settings.provider.module;
        let mut found = self.setting_found(setting, hit, None);
        found.severity = Severity::Error;
        found.fails = Fails::Call;
        found.message = format!(
            "`{}` is not among the names that `from {module} import *` gives in the new version",
            hit.reference.symbols[0]
        );
        let mut draft = Draft::default();
        draft.at_most(Applicability::Unsafe);
        if setting.legal_in_new {
            let tree = &self.analysis.file(place.0).tree;
            let read = format!("{module}.{}", setting.old);
            let new = match &setting.unset {
                Some(unset) => or_unset(tree, expr, &read, unset, ""),
                None => read,
            };
            let mut modules = vec![module.clone()];
            modules.extend(
                setting
                    .unset
                    .iter()
                    .flat_map(|_| setting.carried.imports.clone()),
            );
            let new = naming(self.analysis, place, &new, &modules, &mut draft);
            let new = self.quoted(place, &new, &mut draft);
            let span = tree.expr(expr).span;
            draft.edit(place.0, crate::rewrite::Operation::replace(span, new));
        } else {
            draft.manual("not-supported", "this form is not rewritten");
        }
        out.add(found, Some(draft));
    }
}
