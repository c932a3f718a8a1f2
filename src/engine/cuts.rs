//! Where the values of changed calls are turned back into the old mapping: chosen in rounds, for what stands
//! behind such a place reads a mapping, and then other calls meet.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Options;
use super::parts::Looks;
use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::transforms::calls::{Changes, Decided, Matched};

/// Times that the places are chosen anew.
const ROUNDS: usize = 8;

/// The values of a project, with what the changes of each pack give.
pub struct Analysed<'p> {
    /// The values.
    pub analysis: Analysis<'p>,
    /// What changes, in the order of the packs that are concerned.
    pub changes: Vec<Changes>,
}

/// What was learned in the rounds so far.
#[derive(Default)]
struct Learned {
    /// How many rounds there were.
    rounds: usize,
    /// Where values are turned back.
    cuts: FxHashSet<Place>,
    /// Calls that objects do not serve: they give mappings from the call on, and nothing of them is cut.
    torn: FxHashSet<Place>,
    /// Torn calls that mappings do not serve either: they stay as they are.
    hopeless: FxHashSet<Place>,
    /// The uses of objects in the round before, with their calls.
    objects: FxHashMap<Place, Vec<Place>>,
    /// What the round before was told of that.
    decided: Decided,
}

/// Runs the analysis over a project. Where the values of calls leave the code that is understood, or mix
/// with others, they are taken as turned into mappings there, and all is run again. Calls whose values are
/// read as objects behind such a place are torn, and so are those for which no place helps. What is to be done `beside` is done
/// while one part is looked at again, which most often takes one thread.
#[must_use]
pub fn analyse<'p>(
    options: &Options,
    concerned: &[bool],
    mut looks: Looks<'p>,
    first: Analysis<'p>,
    beside: impl FnOnce() + Send,
) -> Analysed<'p> {
    let mut beside = Some(beside);
    let concerned: Vec<usize> = (0..first.external.packs.len())
        .filter(|pack| concerned[*pack])
        .collect();
    let mut analysis = first;
    let mut learned = Learned::default();
    loop {
        match learned.decide(&analysis, &concerned, &options.settings) {
            Ok(changes) => {
                if let Some(beside) = beside.take() {
                    beside();
                }
                return Analysed { analysis, changes };
            }
            Err(cuts) => {
                // What is not asked any more makes room for what is.
                drop(analysis);
                looks.cut(&cuts);
                analysis = match beside.take() {
                    Some(beside) => rayon::join(|| looks.together(), beside).0,
                    None => looks.together(),
                };
                learned.cuts = cuts;
            }
        }
    }
}

impl Learned {
    /// The changes of packs, as far as rounds with the same values decide them. Those of packs whose answers have no shape depend
    /// on nothing that is decided: they are found beside the others, of which there are few.
    ///
    /// # Errors
    /// Where else values must be turned back: then they are others.
    fn decide(
        &mut self,
        analysis: &Analysis<'_>,
        packs: &[usize],
        settings: &BTreeMap<String, String>,
    ) -> Result<Vec<Changes>, FxHashSet<Place>> {
        let is_shaped = |pack: &usize| analysis.external.packs[*pack].shapes().next().is_some();
        let (shaped, others): (Vec<usize>, Vec<usize>) =
            packs.iter().partition(|one| is_shaped(one));
        let plain =
            |pack: &usize| Matched::of(analysis, *pack, settings).changes(&Decided::default());
        let (decided, plain) = rayon::join(
            || self.decide_shaped(analysis, &shaped, settings),
            || others.par_iter().map(plain).collect::<Vec<Changes>>(),
        );
        let decides = |one: &Changes| {
            !(one.cuts.is_empty() && one.refused.is_empty() && one.objects.is_empty())
        };
        debug_assert!(
            !plain.iter().any(decides),
            "answers without a shape decide nothing"
        );
        let shaped = shaped.into_iter().zip(decided?);
        let mut all: Vec<(usize, Changes)> = others.into_iter().zip(plain).chain(shaped).collect();
        all.sort_by_key(|(pack, _)| *pack);
        Ok(all.into_iter().map(|(_, changes)| changes).collect())
    }

    /// As [`Self::decide`], for packs whose answers have a shape.
    fn decide_shaped(
        &mut self,
        analysis: &Analysis<'_>,
        packs: &[usize],
        settings: &BTreeMap<String, String>,
    ) -> Result<Vec<Changes>, FxHashSet<Place>> {
        let packs = packs.par_iter();
        let mut matched: Vec<Matched<'_, '_>> = packs
            .map(|pack| Matched::of(analysis, *pack, settings))
            .collect();
        let all = matched.par_iter_mut();
        let mut changes: Vec<Changes> = all.map(|one| one.changes(&self.decided)).collect();
        while self.rounds < ROUNDS {
            self.rounds += 1;
            let Some(cuts) = self.more(analysis, &changes) else {
                return Ok(changes);
            };
            self.decided = Decided {
                torn: self.torn.clone(),
                undecided: self.hopeless.clone(),
            };
            if cuts != self.cuts {
                return Err(cuts);
            }
            self.again(&mut matched, &mut changes);
        }
        let left = self.left(analysis, &changes);
        self.decided.undecided.extend(left);
        self.again(&mut matched, &mut changes);
        Ok(changes)
    }

    /// Makes the changes anew that depend on what was decided since.
    fn again(&self, matched: &mut [Matched<'_, '_>], changes: &mut [Changes]) {
        let all = matched.par_iter_mut().zip(changes);
        all.for_each(|(matched, changes)| *changes = matched.changes(&self.decided));
    }

    /// The places for the next round; none if this one has nothing to add.
    fn more(&mut self, analysis: &Analysis<'_>, changes: &[Changes]) -> Option<FxHashSet<Place>> {
        let mut objects = FxHashMap::default();
        let mut refused = FxHashSet::default();
        let mut wanted = self.cuts.clone();
        for changes in changes {
            objects.extend(changes.objects.clone());
            refused.extend(&changes.refused);
            wanted.extend(&changes.cuts);
        }
        let known = (self.torn.len(), self.hopeless.len());
        let hopeless = refused.intersection(&self.decided.torn);
        self.hopeless.extend(hopeless);
        self.torn.extend(self.lost(&objects));
        let mut cuts = self.kept(analysis, &wanted);
        if cuts == self.cuts && known == (self.torn.len(), self.hopeless.len()) {
            let torn = self.torn.len();
            self.torn.extend(refused);
            if self.torn.len() == torn {
                return None;
            }
            cuts = self.kept(analysis, &wanted);
        }
        // Of what torn calls give, all that is read comes in sight again.
        objects.retain(|_, calls| calls.iter().all(|call| !self.torn.contains(call)));
        self.objects = objects;
        Some(cuts)
    }

    /// The calls whose values were read as objects and are not any more: something cuts them off.
    fn lost(&self, objects: &FxHashMap<Place, Vec<Place>>) -> Vec<Place> {
        let before = self.objects.iter();
        let lost = before.filter(|(place, _)| !objects.contains_key(*place));
        lost.flat_map(|(_, calls)| calls).copied().collect()
    }

    /// The places of which nothing comes from a call that gives mappings anyway.
    fn kept(&self, analysis: &Analysis<'_>, places: &FxHashSet<Place>) -> FxHashSet<Place> {
        let whole = |call: Place| self.torn.contains(&call) && !self.hopeless.contains(&call);
        let places = places.iter().copied();
        places
            .filter(|place| !analysis.origins_at(*place).any(whole))
            .collect()
    }

    /// The calls that would need another round: nothing of them can be rewritten.
    fn left(&self, analysis: &Analysis<'_>, changes: &[Changes]) -> FxHashSet<Place> {
        let mut out = FxHashSet::default();
        let mut objects = FxHashMap::default();
        for changes in changes {
            let new = changes.cuts.difference(&self.cuts);
            out.extend(new.flat_map(|place| analysis.origins_at(*place)));
            objects.extend(changes.objects.clone());
        }
        out.extend(self.lost(&objects));
        out
    }
}
