//! The drafts of calls while they are put together: which calls are one part.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Changes;
use super::answers::Groups;
use super::disjoint::Disjoint;
use super::provided::Route;
use crate::matching::uses::Use;
use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::semantic::value::OriginId;
use crate::transforms::Draft;

/// What becomes of the uses of a group.
pub(super) struct Answered<'u> {
    /// The uses.
    pub(super) uses: Vec<&'u Use>,
    /// Those that stand in the way of a rewrite, and why.
    pub(super) refused: Vec<(Place, String)>,
}

/// The drafts of calls while they are put together.
pub(super) struct Parts<'u> {
    /// The uses by the first call that their value comes from, in their order.
    by_origin: FxHashMap<OriginId, Vec<(usize, &'u Use)>>,
    pub(super) groups: Groups,
    /// The groups that one reference leads to, which are written together.
    together: Disjoint,
    /// The draft of each set of groups.
    drafts: FxHashMap<usize, usize>,
    /// The groups whose uses stand in a draft already.
    pub(super) answered: FxHashMap<usize, Rc<Answered<'u>>>,
    /// The calls whose values are rewritten, and whether they stay objects or are turned back at once.
    pub(super) answers: FxHashMap<OriginId, bool>,
    /// The calls whose uses could not be rewritten.
    pub(super) refusals: FxHashSet<OriginId>,
    /// Where values are turned back into mappings and go on to code that is seen.
    pub(super) boundaries: FxHashSet<Place>,
}

impl<'u> Parts<'u> {
    pub(super) fn of(analysis: &Analysis<'_>, uses: &'u [Use]) -> Self {
        let mut by_origin: FxHashMap<OriginId, Vec<(usize, &Use)>> = FxHashMap::default();
        for (at, one) in uses.iter().enumerate() {
            by_origin.entry(one.origins[0]).or_default().push((at, one));
        }
        Self {
            by_origin,
            groups: Groups::of(analysis, uses),
            together: Disjoint::of(analysis.origins.len()),
            drafts: FxHashMap::default(),
            answered: FxHashMap::default(),
            answers: FxHashMap::default(),
            refusals: FxHashSet::default(),
            boundaries: FxHashSet::default(),
        }
    }

    /// Makes one part of the calls that some values come from.
    pub(super) fn write_together(&self, origins: &[OriginId]) {
        for pair in origins.windows(2) {
            let [one, other] = [pair[0], pair[1]].map(|origin| self.groups.find(origin));
            self.together.join(one, other);
        }
    }

    /// Makes one group of those of some values.
    pub(super) fn join(&self, origins: &[OriginId]) {
        self.write_together(origins);
        for pair in origins.windows(2) {
            self.groups.join(pair[0], pair[1]);
        }
    }

    /// The uses of a group's values, in their order.
    pub(super) fn uses_of(&self, group: usize) -> Vec<&'u Use> {
        let members = self.groups.members(group).into_iter();
        let uses = members.filter_map(|origin| self.by_origin.get(&origin));
        let mut uses: Vec<(usize, &Use)> = uses.flatten().copied().collect();
        uses.sort_unstable_by_key(|(at, _)| *at);
        uses.into_iter().map(|(_, one)| one).collect()
    }

    /// The draft for calls of some groups: the one of the first that has one, or a new one.
    pub(super) fn draft(&mut self, groups: &[usize], route: Route<'_>, out: &mut Changes) -> usize {
        let sets: Vec<usize> = groups.iter().map(|one| self.together.find(*one)).collect();
        let index = sets
            .iter()
            .find_map(|set| self.drafts.get(set).copied())
            // The client takes the settings away from all calls at once: they are one part.
            .or(route.client.map(|_| 0))
            .unwrap_or_else(|| {
                out.drafts.push(Draft::default());
                out.drafts.len() - 1
            });
        for set in sets {
            self.drafts.insert(set, index);
        }
        index
    }
}
