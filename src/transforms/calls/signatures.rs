//! The signatures of a call in both versions.

use super::Worker;
use super::hits::Hit;
use crate::matching::new_form::method_behind;
use crate::rules::model::{FunctionId, Signature, Symbol};
use crate::rules::schema::{New, Provided};
use crate::semantic::store::Place;
use crate::transforms::settings::Settings;

impl Worker<'_, '_> {
    pub(super) fn old_signatures(&self, path: &str) -> Vec<Signature> {
        match self.active.old.resolve(path) {
            Some(Symbol::Function(id)) => self.active.old.function(id).signatures.clone(),
            _ => Vec::new(),
        }
    }

    /// The signature of the new form; overloads count together.
    pub(super) fn new_signature(
        &self,
        settings: &Settings<'_, '_>,
        provided: &Provided,
    ) -> Option<Signature> {
        let (_, id) = self.new_method(settings, provided)?;
        let function = self.active.new.function(id);
        let mut all = function.signatures.first()?.clone();
        for signature in &function.signatures[1..] {
            for parameter in &signature.parameters {
                if all.keyword(&parameter.name).is_none() {
                    all.parameters.push(parameter.clone());
                }
            }
        }
        Some(all)
    }

    /// Whether a call of one symbol takes a keyword in its new form.
    pub(super) fn takes(&self, settings: &Settings<'_, '_>, place: Place, name: &str) -> bool {
        let mut symbols = self.analysis.calls.get(&place).into_iter().flatten();
        symbols.any(|symbol| {
            let row = self.rows(self.analysis.names.get(*symbol));
            let Some(New::Provided(provided)) = row.and_then(|(row, _)| row.new.clone()) else {
                return false;
            };
            let new = self.new_signature(settings, &provided);
            new.is_some_and(|signature| signature.keyword(name).is_some())
        })
    }

    /// That what is named is a function whose new form came later than the version that is gone to, in words.
    pub(super) fn lacks_new_form(
        &self,
        hit: &Hit,
        settings: Option<&Settings<'_, '_>>,
        provided: &Provided,
    ) -> Option<String> {
        let settings = settings?;
        let old = self.active.old.resolve(&hit.reference.symbols[0])?;
        let lacks =
            matches!(old, Symbol::Function(_)) && self.new_method(settings, provided).is_none();
        lacks.then(|| format!("{} has no `{}`", self.active.target, provided.path))
    }

    /// The class that stands behind the new form, by its path, and the method there.
    pub(super) fn new_method(
        &self,
        settings: &Settings<'_, '_>,
        provided: &Provided,
    ) -> Option<(String, FunctionId)> {
        let model = &self.active.new;
        let variant = settings.provider.variants.last()?;
        let class = if provided.asynchronous {
            variant.asynchronous.as_ref()?
        } else {
            &variant.synchronous
        };
        let (class, id) = method_behind(model, class, &provided.path)?;
        Some((model.name(Symbol::Class(class)).to_owned(), id))
    }
}
