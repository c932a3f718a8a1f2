//! Which expressions may be what one place of the code makes: found once for all that ask.

use rustc_hash::FxHashMap;

use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::semantic::value::{AllocId, Atom, OriginId};

/// The expressions that may be an object or a container, by where that is made.
#[derive(Debug, Default)]
pub(super) struct Holding {
    origins: FxHashMap<OriginId, Vec<Place>>,
    allocs: FxHashMap<AllocId, Vec<Place>>,
}

impl Holding {
    /// Looks at all expressions of a project.
    pub(super) fn find(analysis: &Analysis<'_>) -> Self {
        let mut out = Self::default();
        for file in analysis.file_ids() {
            for id in analysis.file(file).tree.expr_ids() {
                let place = (file, id);
                for atom in analysis.value(place).atoms() {
                    let places = match atom {
                        Atom::Instance(_, Some(origin)) => out.origins.entry(*origin).or_default(),
                        Atom::Alloc(alloc) => out.allocs.entry(*alloc).or_default(),
                        _ => continue,
                    };
                    // It may be there as several types.
                    if places.last() != Some(&place) {
                        places.push(place);
                    }
                }
            }
        }
        out
    }

    /// The expressions that may be what an origin gives, in their order.
    pub(super) fn of_origin(&self, origin: OriginId) -> &[Place] {
        self.origins.get(&origin).map_or(&[], Vec::as_slice)
    }

    /// The expressions that may be one of some containers, in their order.
    pub(super) fn of_allocs<'a>(&self, allocs: impl Iterator<Item = &'a AllocId>) -> Vec<Place> {
        let places = allocs.filter_map(|alloc| self.allocs.get(alloc));
        let mut out: Vec<Place> = places.flatten().copied().collect();
        out.sort_unstable();
        out.dedup();
        out
    }
}
