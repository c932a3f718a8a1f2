//! Fixes that mean something else without others: where those are not offered, they are not either.

use std::collections::{BTreeMap, BTreeSet};

use super::apply::Named;
use crate::finding::{Applicability, Finding, sentences};
use crate::matching::found::Found;
use crate::transforms::Draft;

/// The reason where what a fix needs is not rewritten.
const REASON: &str = "settings-conflict";

/// What is said where what a fix needs is not rewritten.
const WHY: &str = "what it needs beside it is not rewritten in this run (settings that say where its request goes, calls whose exceptions it catches): not selected, kept by a comment, or in a notebook";

/// What is said where all of a pack's rewrites go together and one of them is not offered.
const TOGETHER: &str = "all calls and handlers move together, and some of them are left to you: ignore their lines once they are settled";

/// Makes one draft of all that a pack offers: nothing of it is applied without the rest. Where something is found that has no draft,
/// or one that was given up, all of it is left to a person.
pub(super) fn all_together(found: &mut [Found], drafts: &mut Vec<Draft>) {
    if found.is_empty() && drafts.is_empty() {
        return;
    }
    if found.iter().any(|one| one.draft.is_none()) || drafts.iter().any(Draft::is_manual) {
        for draft in drafts.iter_mut().filter(|draft| !draft.is_manual()) {
            draft.manual("needs-decision", TOGETHER);
        }
        return;
    }
    for one in found.iter_mut() {
        // What is to be known of one place is said there.
        let notes = one.draft.map_or(&[][..], |draft| &drafts[draft].notes);
        let said = one.help.iter().chain(notes).map(String::as_str);
        one.help = sentences(said);
        one.draft = Some(0);
    }
    let mut whole = Draft::default();
    for draft in std::mem::take(drafts) {
        whole.absorb(draft);
    }
    whole.notes.clear();
    whole.requires.clear();
    drafts.push(whole);
}

/// Gives up the drafts of a pack that need one which is not offered. `ids` are those that are.
pub(super) fn without_the_required(ids: &mut BTreeMap<usize, String>, drafts: &mut [Draft]) {
    loop {
        let falls = |index: &&usize| {
            let mut required = drafts[**index].requires.iter();
            required.any(|one| !ids.contains_key(one))
        };
        let falling: Vec<usize> = ids.keys().filter(falls).copied().collect();
        if falling.is_empty() {
            return;
        }
        for index in falling {
            drafts[index].manual(REASON, WHY);
            ids.remove(&index);
        }
    }
}

/// Takes back the drafts that need one which was dropped, and says so of their findings.
pub(super) fn drop_requiring(
    dropped: &BTreeSet<String>,
    findings: &mut [Finding],
    drafts: &mut Vec<Named>,
) {
    let mut gone = dropped.clone();
    let mut fell: BTreeSet<String> = BTreeSet::new();
    loop {
        let falls = |one: &&Named| one.requires.iter().any(|id| gone.contains(id));
        let falling: Vec<String> = drafts
            .iter()
            .filter(falls)
            .map(|one| one.id.clone())
            .collect();
        if falling.is_empty() {
            break;
        }
        drafts.retain(|one| !falling.contains(&one.id));
        gone.extend(falling.iter().cloned());
        fell.extend(falling);
    }
    for finding in findings {
        if finding.fix_id.as_ref().is_some_and(|id| fell.contains(id)) {
            finding.fix_id = None;
            finding.applicability = Applicability::Manual;
            finding.reason = Some(REASON.to_owned());
            finding.add_help(&format!("No rewrite is offered: {WHY}."));
        }
    }
}
