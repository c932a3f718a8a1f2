//! Fixes that mean something else without others: where those are not offered, they are not either.

use std::collections::{BTreeMap, BTreeSet};

use super::apply::Named;
use crate::finding::{Applicability, Finding};
use crate::transforms::Draft;

/// The reason where what a fix needs is not rewritten.
const REASON: &str = "settings-conflict";

/// What is said where what a fix needs is not rewritten.
const WHY: &str = "where its request goes is said by settings that this run does not rewrite: they are not selected, kept by a comment, or in a notebook";

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
