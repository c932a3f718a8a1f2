//! Policies on code: places that are wrong without any change of the API.

use pep440_rs::Version;

use super::found::Found;
use super::kept;
use super::passed::Passed;
use super::placement;
use crate::rules::condition::Answer;
use crate::rules::model::Model;
use crate::rules::policy::{Escapes, Place as Where, Policy, Site};
use crate::rules::schema::Reason;
use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;

/// A place that a policy is about.
#[derive(Debug)]
pub struct Hit<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// The call.
    pub place: Place,
    /// What it calls, by the name that rules know.
    pub symbol: String,
    /// What it passes.
    pub passed: Passed,
    /// The arguments for which the last condition held.
    pub named: Vec<String>,
    /// Whether the policy's conditions certainly hold.
    pub certain: bool,
    /// What is reported.
    pub found: Found,
}

/// All places that the policies of one pack are about, by file and place.
#[must_use]
pub fn hits<'a>(analysis: &'a Analysis<'_>, pack: usize) -> Vec<Hit<'a>> {
    let active = &analysis.external.packs[pack];
    let policies: Vec<(&Policy, Vec<Where>)> = active
        .policies()
        .filter(|(policy, _)| !policy.about_requirements())
        .collect();
    if policies.is_empty() {
        return Vec::new();
    }
    let mut calls: Vec<(Place, String)> = analysis
        .calls
        .iter()
        .flat_map(|(place, symbols)| {
            symbols
                .iter()
                .map(|symbol| (*place, analysis.names.get(*symbol).to_owned()))
        })
        .filter(|(_, symbol)| active.old.covers(symbol))
        .collect();
    calls.sort();
    let mut out: Vec<Hit<'a>> = Vec::new();
    for (place, symbol) in calls {
        let mut passed = None;
        for (policy, places) in &policies {
            if !places.iter().any(|one| is_about(&active.old, one, &symbol)) {
                continue;
            }
            let passed =
                passed.get_or_insert_with(|| Passed::of(analysis, &active.old, place, &symbol));
            out.extend(judge(analysis, policy, place, &symbol, passed));
        }
    }
    out
}

/// Whether a place of a policy is what a call calls.
pub(crate) fn is_about(old: &Model, place: &Where, symbol: &str) -> bool {
    let below = |class: &str, base: &str| match (old.class_named(class), old.class_named(base)) {
        (Some(class), Some(base)) => old.is_below(class, base),
        _ => false,
    };
    match place {
        Where::Construct(class) => symbol == class || below(symbol, class),
        Where::Call(function) => {
            symbol == function
                || match (symbol.rsplit_once('.'), function.rsplit_once('.')) {
                    (Some((class, name)), Some((base, other))) => {
                        name == other && below(class, base)
                    }
                    _ => false,
                }
        }
        Where::Requirement(_) => false,
    }
}

fn judge<'a>(
    analysis: &Analysis<'_>,
    policy: &'a Policy,
    place: Place,
    symbol: &str,
    passed: &Passed,
) -> Option<Hit<'a>> {
    let (answer, named) = policy.answer(&|name| passed.fact(name));
    if answer == Answer::No || !stands(analysis, policy.site.as_ref(), place) {
        return None;
    }
    let certain = answer == Answer::Yes;
    let said = if certain {
        (policy.severity, &policy.message, policy.help.as_ref())
    } else {
        let unknown = policy.unknown.as_ref()?;
        let help = unknown.help.as_ref().or(policy.help.as_ref());
        (unknown.severity, &unknown.message, help)
    };
    let message = said
        .1
        .replace("{argument}", &named.join("`, `"))
        .replace("{symbol}", symbol);
    let span = analysis.file(place.0).tree.expr(place.1).span;
    Some(Hit {
        policy,
        place,
        symbol: symbol.to_owned(),
        passed: passed.clone(),
        named: named.into_iter().map(str::to_owned).collect(),
        certain,
        found: Found {
            code: policy.code.clone(),
            name: policy.name.clone(),
            severity: said.0,
            fails: policy.fails,
            message,
            help: said.2.cloned(),
            old: Some(symbol.to_owned()),
            new: None,
            breaks: None::<Version>,
            reason: Some(policy.reason.map_or("needs-decision", Reason::word)),
            file: place.0,
            span,
            draft: None,
            related: Vec::new(),
        },
    })
}

/// Whether the place runs when the policy asks for it, and whether its value goes where it may not.
fn stands(analysis: &Analysis<'_>, site: Option<&Site>, place: Place) -> bool {
    let Some(site) = site else {
        return true;
    };
    let runs = site.runs.is_empty() || site.runs.contains(&placement::runs(analysis, place));
    runs && match site.escapes {
        Some(Escapes::Never) => !kept::is_kept(analysis, place),
        None => true,
    }
}

#[cfg(test)]
#[path = "policies_tests.rs"]
mod tests;
