//! Functions of a package that are given to code which is not known: what it reads of their answers is written
//! for the old mapping.

use rustc_hash::FxHashSet;

use super::Worker;
use super::hits::Hit;
use crate::matching::references::Context;
use crate::matching::uses::all_leaving;
use crate::rules::schema::Provided;
use crate::rules::template::Template;
use crate::semantic::external::Given;
use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::semantic::value::{AllocId, AllocKind, Atom};
use crate::syntax::query::{call_above, keyword};
use crate::transforms::Draft;

/// What leaves the code that is understood.
#[derive(Debug, Default)]
pub(super) struct Leaving {
    places: FxHashSet<Place>,
    containers: FxHashSet<AllocId>,
}

impl Leaving {
    /// Of a project in which some reference is not called where it stands.
    pub(super) fn of(analysis: &Analysis<'_>, hits: &[Hit]) -> Self {
        let called = |hit: &Hit| matches!(hit.reference.context, Context::Called(_));
        if hits.iter().all(called) {
            return Self::default();
        }
        let (places, containers) = all_leaving(analysis);
        Self { places, containers }
    }
}

impl Worker<'_, '_> {
    /// What makes the old mapping of what a function gives, around a call of it, where the function is given to
    /// code that is not known. None where nothing is to be done; the draft says where that cannot be.
    pub(super) fn turned_back(
        &self,
        hit: &Hit,
        provided: &Provided,
        draft: &mut Draft,
    ) -> Option<Template> {
        let place = (hit.reference.file, hit.reference.expr?);
        let called = matches!(hit.reference.context, Context::Called(_));
        if called || !self.is_given_away(place) {
            return None;
        }
        let symbol = &hit.reference.symbols[0];
        let shape = self.active.shapes().next()?;
        let given = self.analysis.external.call(symbol, &Given::default())?;
        if !self.holds_shape(&given) {
            return None;
        }
        let why = if provided.asynchronous {
            Some(
                "it is given to code that is not known, which gets an object where it got a mapping: give it a function that awaits the answer and turns it back",
            )
        } else if self.may_choose(symbol, place) {
            Some("it is given to code that is not known, and an argument decides what it gives")
        } else {
            None
        };
        if let Some(why) = why {
            draft.manual("response-shape", why);
            return None;
        }
        draft.note("what it is given to is not known: it gets the old mapping");
        let (row, _) = hit.row.as_ref()?;
        let own = row.returns.as_ref().and_then(|one| one.boundary.clone());
        Some(own.unwrap_or_else(|| shape.boundary.clone()))
    }

    /// Whether code that is not known gets what stands at a place, alone or in something that calls it.
    fn is_given_away(&self, place: Place) -> bool {
        if self.leaving.places.contains(&place) {
            return true;
        }
        let tree = &self.analysis.file(place.0).tree;
        let Some((up, ..)) = call_above(tree, place.1) else {
            return false;
        };
        let around = (place.0, up);
        let held = self.analysis.value(around);
        self.is_held(place, around)
            && held.atoms().iter().any(
                |atom| matches!(atom, Atom::Alloc(alloc) if self.leaving.containers.contains(alloc)),
            )
    }

    /// Whether what a call makes is made of the function at a place, to be called later.
    fn is_held(&self, place: Place, around: Place) -> bool {
        let partial = |atom: &Atom| matches!(atom, Atom::Alloc(alloc) if self.analysis.store.get(*alloc).kind == AllocKind::Partial);
        if self.analysis.value(around).atoms().iter().any(partial) {
            return true;
        }
        let calls = self.analysis.calls.get(&around);
        let symbols = self.analysis.value(place);
        let is_called_there = calls.is_some_and(|calls| {
            symbols
                .atoms()
                .iter()
                .any(|atom| matches!(atom, Atom::Symbol(name) if calls.contains(name)))
        });
        !is_called_there
    }

    /// Whether an argument beside a function that is handed on may decide what it gives.
    fn may_choose(&self, symbol: &str, place: Place) -> bool {
        let tree = &self.analysis.file(place.0).tree;
        let chooser = self.analysis.external.chooser(symbol);
        let above = call_above(tree, place.1);
        chooser
            .zip(above)
            .is_some_and(|(name, (up, ..))| keyword(tree.expr(up), name).is_some())
    }
}
