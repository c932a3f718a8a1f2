//! Fixes round after round: what one rewrites may show the next more than could be seen before.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::{Before, Change, Fixed, Options, Outcome, Selection, Step, fix_once, outcome};

/// How often fixes are applied to what fixes gave.
const ROUNDS: usize = 5;

/// Reads the project and applies the selected fixes in memory.
///
/// # Errors
/// As [`super::check`].
pub fn fix(options: &Options, selection: &Selection) -> anyhow::Result<Fixed> {
    fix_choosing(options, selection, &mut |_, _| BTreeSet::new())
}

/// Says of the fixes that a round offers which are left, by their ids. It is asked with the options of that round.
pub type Leave<'a> = dyn FnMut(&Options, &Outcome) -> BTreeSet<String> + Send + 'a;

/// The same, without the fixes that `leave` names in each round.
///
/// # Errors
/// As [`super::check`].
pub fn fix_choosing(
    options: &Options,
    selection: &Selection,
    leave: &mut Leave<'_>,
) -> anyhow::Result<Fixed> {
    let mut next = options.clone();
    let first = fix_once(&next, selection, Before::default(), leave)?;
    let (before, mut new, mut applied, known) =
        (first.outcome, first.changes, first.applied, first.known);
    let mut earlier = Before {
        known: None,
        old_code: Some(&first.old_code),
    };
    let mut changes: BTreeMap<PathBuf, Change> = BTreeMap::new();
    // What one round rewrites may show the next more than could be seen before: it goes on until
    // nothing is left to do, so that a second run has nothing to do either.
    let mut round = 0;
    loop {
        lay(new, &mut next, &mut changes);
        next.progress.at(Step::Again(round + 1));
        let again = fix_once(&next, selection, earlier, leave)?;
        let (mut after, more, ids) = (again.outcome, again.changes, again.applied);
        let mut left = again.left;
        if more.is_empty() || round == ROUNDS {
            if again.known != known {
                // The requirement that was raised says where the code goes, not which version what is left is for.
                earlier.known = Some(&known);
                let again = fix_once(&next, selection, earlier, leave)?;
                (after, left) = (again.outcome, again.left);
            }
            outcome::leave_out(&mut after.report, selection, &left);
            let mut changes: Vec<Change> = changes.into_values().collect();
            changes.sort_by(|one, other| one.display.cmp(&other.display));
            return Ok(Fixed {
                before,
                changes,
                applied,
                after,
            });
        }
        applied.extend(ids);
        new = more;
        round += 1;
    }
}

/// Lays the changes of a round over the files, and adds them to those of the rounds before.
fn lay(new: Vec<Change>, options: &mut Options, changes: &mut BTreeMap<PathBuf, Change>) {
    for change in new {
        let after = change.after.clone();
        options.overlay.insert(change.path.clone(), after.clone());
        let known = changes.entry(change.path.clone()).or_insert(change);
        known.after = after;
    }
}
