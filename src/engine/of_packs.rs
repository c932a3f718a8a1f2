//! What each pack finds in the parsed files.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::older::close_older;
use super::required::all_together;
use super::surfaces::keep_own;
use crate::finding::Severity;
use crate::matching::commands::commands;
use crate::matching::found::Found;
use crate::matching::policies;
use crate::matching::retries::retries;
use crate::matching::transports::transports;
use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::semantic::value::FileId;
use crate::transforms::Draft;
use crate::transforms::calls::{Changes, close_dual, imports_what_may_lack};
use crate::transforms::construction::{fixed, given, shared};

/// Why nothing moves to another package in a file that asks whether the old one is there.
const IN_DOUBT: &str = "an import of this file may fail, and something else is taken then: that would be so once the old package is gone, so see to it first";

/// Everything found by one pack.
pub struct PackFound {
    /// Its name.
    pub pack: String,
    /// The distribution that it is about.
    pub distribution: Option<String>,
    /// The places.
    pub found: Vec<Found>,
    /// The drafts that they name by number.
    pub drafts: Vec<Draft>,
    /// Whether the project calls the package by what is gone.
    pub old_code: bool,
}

/// What the packs of an analysis find in the files that stand at their surfaces. `changes` are those of the packs that are
/// `concerned`, in their order.
#[must_use]
pub fn of_packs(
    analysis: &Analysis<'_>,
    concerned: &[bool],
    changes: Vec<Changes>,
) -> Vec<PackFound> {
    let packs = 0..analysis.external.packs.len();
    let packs: Vec<(usize, Changes)> = packs
        .filter(|index| concerned[*index])
        .zip(changes)
        .collect();
    let found = packs
        .into_par_iter()
        .map(|(index, changes)| of_pack(analysis, index, changes));
    found.collect()
}

fn of_pack(analysis: &Analysis<'_>, index: usize, mut changes: Changes) -> PackFound {
    let active = &analysis.external.packs[index];
    add_hits(analysis, index, &mut changes);
    let said = retries(analysis, index).into_iter();
    let said = said.chain(commands(analysis, index));
    for found in said.chain(transports(analysis, index)) {
        changes.add(found, None);
    }
    changes.add_arguments(analysis, index);
    close_dual((&changes.dual, &changes.misled), &mut changes.drafts);
    close_older(analysis, active, &mut changes);
    for found in &mut changes.found {
        // Behind its check the old form is right: that must not fail a run which nothing can mend.
        let is_right = changes.dual.contains(&found.file) && !changes.misled.contains(&found.file);
        if is_right && found.breaks.is_some() {
            found.severity = found.severity.min(Severity::Warning);
        }
    }
    keep_own(analysis, active, &mut changes);
    if active.pack.header.together {
        for draft in &mut changes.drafts {
            let is_in_doubt = |file: &FileId| imports_what_may_lack(analysis, active, *file);
            if draft.files().any(is_in_doubt) {
                draft.manual("needs-decision", IN_DOUBT);
            }
        }
        all_together(&mut changes.found, &mut changes.drafts);
    }
    PackFound {
        pack: active.pack.header.name.clone(),
        distribution: active.pack.header.distributions.first().cloned(),
        found: changes.found,
        drafts: changes.drafts,
        old_code: changes.old_code,
    }
}

/// Adds what the policies of a pack find.
fn add_hits(analysis: &Analysis<'_>, index: usize, changes: &mut Changes) {
    let hits = policies::hits(analysis, index);
    let mut drafts: FxHashMap<(Place, String), usize> = FxHashMap::default();
    let parts = shared(analysis, &hits).into_iter();
    for one in parts.chain(given(analysis, index, &hits)) {
        changes.drafts.push(one.draft);
        let draft = changes.drafts.len() - 1;
        let codes = one
            .places
            .into_iter()
            .map(|place| ((place, one.code.clone()), draft));
        drafts.extend(codes);
    }
    for mut hit in hits {
        let key = (hit.place, hit.found.code.clone());
        if let Some(draft) = drafts.get(&key) {
            hit.found.draft = Some(*draft);
            changes.found.push(hit.found);
        } else {
            let draft = fixed(analysis, index, &hit);
            changes.add(hit.found, draft);
        }
    }
}
