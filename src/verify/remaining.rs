//! Which findings of a plan are still there. A mark holds the rank of a finding among those that say the same of the
//! same text: where one of them is gone, those behind it have other marks. So marks alone are not asked, but the lines
//! that stand as they were, and then how many of a kind there are.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::changes::Changes;
use super::{Inputs, Left, Spot, Stands};
use crate::engine::{Outcome, mark};
use crate::finding::Finding;
use crate::manifest::Format;
use crate::plan::phases::about;
use crate::source::position::Positions;

/// What is left of a plan.
pub(super) struct Remaining {
    /// Sorted by place.
    pub(super) left: Vec<Left>,
    /// The marks of what is gone.
    pub(super) gone: Vec<String>,
    /// How many tasks the plan has.
    pub(super) tasks: usize,
    /// How many findings its patches do.
    pub(super) patched: usize,
}

/// Finds what is left.
pub(super) fn remaining(inputs: &Inputs<'_>, changes: &Changes) -> Remaining {
    let current = &inputs.outcome.report.findings;
    let Some(since) = inputs.since else {
        let left = current
            .iter()
            .map(|one| left(one, &one.fingerprint, Stands::Found));
        return Remaining {
            left: left.collect(),
            gone: Vec::new(),
            tasks: 0,
            patched: 0,
        };
    };
    let planned = &since.findings;
    let matched = matched(planned, inputs.outcome, changes);
    let mut of_current: BTreeMap<usize, &Finding> = BTreeMap::new();
    let mut gone = Vec::new();
    for (finding, found) in planned.iter().zip(matched) {
        match found {
            Some(found) => drop(of_current.insert(found, finding)),
            None => gone.push(finding.fingerprint.clone()),
        }
    }
    gone.sort();
    let is_task = |finding: &Finding| since.tasks.contains(&finding.fingerprint);
    let narrowed = since.state.asked.packages.as_ref();
    let wanted = |one: &Finding| {
        narrowed.is_none_or(|packages| packages.iter().any(|name| name == about(one)))
    };
    let outcome = inputs.outcome;
    let at = |one: &Finding| (about(one).to_owned(), one.location.path.clone());
    let ahead = planned.iter();
    let ahead = ahead.filter(|one| since.state.ahead.contains(&one.fingerprint));
    let ahead: BTreeSet<(String, String)> = ahead.map(at).collect();
    // While the target is still ahead, what is there is something else.
    let behind = current.iter();
    let behind = behind.filter(|one| outcome.holes_ahead.contains(&one.fingerprint));
    let behind: BTreeSet<(String, String)> = behind.map(at).collect();
    let found = current.iter().enumerate();
    let found = found.filter_map(|(number, one)| match of_current.get(&number) {
        Some(planned) => {
            let stands = match is_task(planned) {
                true => Stands::Task,
                false => Stands::Patch,
            };
            Some(left(one, &planned.fingerprint, stands))
        }
        None if !wanted(one) => None,
        None => {
            let is_known = outcome.holes.contains(&one.fingerprint)
                && ahead.contains(&at(one))
                && !behind.contains(&at(one));
            let stands = match is_known {
                true => Stands::Known,
                false => Stands::New,
            };
            Some(left(one, &one.fingerprint, stands))
        }
    });
    let tasks = planned.iter().filter(|one| is_task(one)).count();
    Remaining {
        left: found.collect(),
        gone,
        tasks,
        patched: planned.len() - tasks,
    }
}

fn left(finding: &Finding, id: &str, stands: Stands) -> Left {
    Left {
        id: id.to_owned(),
        stands,
        code: finding.code.clone(),
        package: about(finding).to_owned(),
        severity: finding.severity,
        place: Spot::from(&finding.location),
        message: finding.message.clone(),
    }
}

/// For each finding of the plan which one it is now, by its number.
fn matched(planned: &[Finding], outcome: &Outcome, changes: &Changes) -> Vec<Option<usize>> {
    let current = &outcome.report.findings;
    let mut by_rule: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (number, one) in current.iter().enumerate() {
        let key = (one.location.path.as_str(), one.code.as_str());
        by_rule.entry(key).or_default().push(number);
    }
    let mut taken = vec![false; current.len()];
    let mut out = vec![None; planned.len()];
    let mut pass = |is: &dyn Fn(&Finding, usize) -> bool| {
        for (finding, found) in planned.iter().zip(out.iter_mut()) {
            if found.is_some() {
                continue;
            }
            let key = (finding.location.path.as_str(), finding.code.as_str());
            let alike = by_rule.get(&key).map(Vec::as_slice).unwrap_or_default();
            let mut free = alike.iter().filter(|number| !taken[**number]);
            *found = free.find(|number| is(finding, **number)).copied();
            if let Some(number) = found {
                taken[*number] = true;
            }
        }
    };
    // On a line that is as it was, at the same place.
    let before: Vec<_> = current
        .iter()
        .map(|one| changes.before(&Spot::from(&one.location)))
        .collect();
    pass(&|finding, number| {
        let place = &finding.location;
        let now = &current[number].location;
        before[number] == Some((place.cell, place.start.line))
            && now.start.column == place.start.column
            && current[number].message == finding.message
    });
    pass(&|finding, number| {
        let place = &finding.location;
        before[number] == Some((place.cell, place.start.line))
            && current[number].location.start.column == place.start.column
    });
    pass(&|finding, number| current[number].fingerprint == finding.fingerprint);
    // The same text somewhere else: the rank that its mark was made with is not known.
    let mut ranks: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for one in planned.iter().chain(current) {
        let key = (one.location.path.as_str(), one.code.as_str());
        *ranks.entry(key).or_default() += 1;
    }
    pass(&|finding, number| {
        let key = (finding.location.path.as_str(), finding.code.as_str());
        let ranks = ranks.get(&key).copied().unwrap_or_default();
        is_kin(&finding.fingerprint, &current[number], ranks, outcome)
    });
    // What a requirement lacks it lacks at its new version as well; which advisories it has is asked anew.
    pass(&|finding, number| {
        let now = &current[number];
        Format::of(Path::new(&now.location.path)).is_some()
            && about(now) == about(finding)
            && !outcome.holes.contains(&now.fingerprint)
    });
    out
}

/// Whether a mark is one that a finding can have with another rank.
fn is_kin(fingerprint: &str, finding: &Finding, ranks: usize, outcome: &Outcome) -> bool {
    let place = &finding.location;
    let Some(text) = outcome.texts.get(&(place.path.clone(), place.cell)) else {
        return false;
    };
    let positions = Positions::new(text);
    let [start, end] =
        [place.start, place.end].map(|at| positions.offset(text, at.line, at.column));
    let written = text.get(start..end).unwrap_or_default();
    (0..ranks).any(|rank| mark(&finding.code, &place.path, written, rank) == fingerprint)
}
