//! What a pack's changes are about: found once for each look at the values, whatever is decided of them afterwards.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::derived::Derived;
use super::given_away::Leaving;
use super::hits::Hit;
use super::replaced_names::{mocked, replaced_names};
use super::{Changes, Worker};
use crate::matching::dual::{dual_files, misled_files};
use crate::matching::guards::Guards;
use crate::matching::references::Context;
use crate::matching::uses::uses;
use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::semantic::value::Atom;
use crate::transforms::handlers::Ladders;
use crate::transforms::variables::is_variable;

/// What earlier rounds decided about calls whose values leave.
#[derive(Debug, Default, Clone)]
pub struct Decided {
    /// Calls whose values are read as objects behind a cut: only mappings from the call on serve them.
    pub torn: FxHashSet<Place>,
    /// Calls whose values would have to be cut at more places than were tried: they cannot be rewritten.
    pub undecided: FxHashSet<Place>,
}

/// What a pack's changes are about in a project: it depends on the values alone.
pub struct Matched<'a, 'p> {
    worker: Worker<'a, 'p>,
    hits: Vec<Hit>,
}

impl<'a, 'p> Matched<'a, 'p> {
    /// Finds it.
    #[must_use]
    pub fn of(
        analysis: &'a Analysis<'p>,
        pack: usize,
        settings: &BTreeMap<String, String>,
    ) -> Self {
        let active = &analysis.external.packs[pack];
        let dual = dual_files(analysis, active);
        let mut worker = Worker {
            analysis,
            active,
            pack,
            style: settings
                .get("client-style")
                .map_or("auto", String::as_str)
                .to_owned(),
            misled: misled_files(analysis, active, &dual),
            dual,
            guards: Guards::of(analysis),
            decided: Decided::default(),
            patched: FxHashSet::default(),
            mocks: FxHashSet::default(),
            patched_by_name: FxHashSet::default(),
            classes_replaced: FxHashSet::default(),
            replaced: FxHashSet::default(),
            mocked: FxHashSet::default(),
            leaving: Leaving::default(),
            derived: Derived::default(),
            ladders: Ladders::default(),
            uses: Vec::new(),
            compared: OnceCell::new(),
        };
        let mut hits = worker.hits();
        worker.join_called(&mut hits);
        worker.patched = patched(analysis, &hits);
        worker.mocks = worker.given_mocks(&hits);
        worker.patched_by_name = worker.replaced_by_name(&hits);
        worker.classes_replaced = worker.files_that_replace(&hits);
        worker.replaced = replaced_names(analysis, &hits);
        worker.mocked = mocked(analysis, &hits);
        worker.leaving = Leaving::of(analysis, &hits);
        worker.derived = worker.derived(&hits);
        let caught = hits.iter().map(|hit| &hit.reference);
        let caught = caught.filter(|one| one.context == Context::Caught);
        let caught = caught.filter_map(|one| Some((one.file, one.expr?)));
        worker.ladders = Ladders::of(analysis, active, caught);
        if active.shapes().next().is_some() {
            let shaped = |atom: Atom| worker.is_shaped(atom);
            worker.uses = uses(analysis, &shaped);
        }
        Self { worker, hits }
    }

    /// Applies the changes, as far as is decided what becomes of answers that leave.
    #[must_use]
    pub fn changes(&mut self, decided: &Decided) -> Changes {
        self.worker.decided = decided.clone();
        let mut out = self.worker.run(&self.hits);
        out.dual.clone_from(&self.worker.dual);
        out.misled.clone_from(&self.worker.misled);
        out
    }
}

/// The symbols that are assigned to, of those that hang on a client now. A variable or an attribute of the
/// project's own that is given one is another thing: it holds the symbol, and replaces nothing.
fn patched(analysis: &Analysis<'_>, hits: &[Hit]) -> FxHashSet<String> {
    let is_provided = |hit: &&Hit| {
        let place = hit.reference.expr.map(|expr| (hit.reference.file, expr));
        hit.is_made()
            && hit.provided().is_some()
            && !place.is_some_and(|place| is_variable(analysis, place))
    };
    let hits = hits.iter().filter(is_provided);
    hits.map(|hit| hit.reference.symbols[0].clone()).collect()
}
