//! Policies on code: places that are wrong without any change of the API.

use std::cell::LazyCell;
use std::path::Path;

use pep440_rs::Version;
use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::addresses::said_otherwise;
use super::behind::imports_any;
use super::beside::{is_beside, is_led_to_with};
use super::built::Asked;
use super::closing::{
    holds_open, is_asked_for, is_closed, is_itself_asked_for, is_receiver_asked_for,
};
use super::event_loops;
use super::found::Found;
use super::kept;
use super::passed::Passed;
use super::placement;
use super::{applications, partials, refused, shared, sources, traced};
use crate::rules::active::ActivePack;
use crate::rules::condition::Answer;
use crate::rules::model::Model;
use crate::rules::policy::{Condition, Elsewhere, Escapes, Place as Where, Policy, Site, UsedIn};
use crate::rules::schema::Reason;
use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::semantic::value::FileId;
use crate::source::tests::is_test;
use crate::syntax::ast::{ArgumentKind, Span};
use crate::syntax::query::arguments;

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
    hits_of(analysis, pack, false)
}

/// What the policies on code in the new form say, where `analysis` knows the new version's surface.
#[must_use]
pub fn in_new_form(analysis: &Analysis<'_>, pack: usize) -> Vec<Found> {
    let hits = hits_of(analysis, pack, true).into_iter();
    hits.map(|hit| hit.found).collect()
}

fn hits_of<'a>(analysis: &'a Analysis<'_>, pack: usize, in_new_form: bool) -> Vec<Hit<'a>> {
    let active = &analysis.external.packs[pack];
    let policies: Vec<(&Policy, Vec<Where>)> = active
        .policies()
        .filter(|(policy, _)| !policy.about_requirements() && policy.in_new_form == in_new_form)
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
    let calls = calls.par_iter();
    let hits = calls.flat_map_iter(|(place, symbol)| {
        hits_at(analysis, active, &policies, (*place, symbol.as_str()))
    });
    let mut out: Vec<Hit<'a>> = hits.collect();
    shared::keep_shared(analysis, &mut out);
    keep_surest(&mut out);
    out
}

/// What policies say of one call.
fn hits_at<'a>(
    analysis: &'a Analysis<'_>,
    active: &ActivePack,
    policies: &[(&'a Policy, Vec<Where>)],
    (place, symbol): (Place, &str),
) -> Vec<Hit<'a>> {
    let partial = partials::made_at(analysis, place);
    if partial.is_some_and(|partial| partials::is_called(analysis, partial)) {
        // Its calls say what is given and what is not.
        return Vec::new();
    }
    let passed = LazyCell::new(|| {
        let passed = Passed::of(analysis, &active.old, place, symbol);
        match partial {
            Some(_) => passed.opened(),
            None => passed,
        }
    });
    let from = active.from_at(analysis.file(place.0).unit.display());
    let active_here = policies
        .iter()
        .filter(|(policy, _)| policy.active(from, &active.target));
    let about = active_here.filter(|(policy, places)| {
        places.iter().any(|one| match one {
            Where::Construct(name) | Where::Call(name) if policy.exactly => name == symbol,
            one => is_about(&active.old, one, symbol),
        })
    });
    about
        .flat_map(|(policy, _)| judge((analysis, &active.old), policy, place, symbol, &passed))
        .collect()
}

/// Takes away what need not be told beside another finding at the same place: what the policy says, and what may be where one
/// of the same code is sure. What is sure does not give way to what may be.
fn keep_surest(hits: &mut Vec<Hit<'_>>) {
    let told: FxHashSet<(Place, String, bool)> = hits
        .iter()
        .map(|hit| (hit.place, hit.policy.code.clone(), hit.certain))
        .collect();
    hits.retain(|hit| {
        let has = |code: &String, certain| told.contains(&(hit.place, code.clone(), certain));
        let mut others = hit.policy.unless_told.iter();
        let gives_way = others.any(|code| has(code, true) || !hit.certain && has(code, false));
        !gives_way && (hit.certain || !has(&hit.policy.code, true))
    });
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
    (analysis, old): (&Analysis<'_>, &Model),
    policy: &'a Policy,
    place: Place,
    symbol: &str,
    passed: &Passed,
) -> Option<Hit<'a>> {
    let asked = Asked::of(analysis, old, policy, (place, passed))?;
    let fact = |name: &str| asked.fact(name);
    let (answer, mut named) = policy.answer(&fact);
    if !policy.positional.is_empty() {
        named = by_position(analysis, place, passed, &policy.positional)?;
    }
    let mut answer = answer;
    if let Some(said) = &policy.said_by {
        let (otherwise, names) = said_otherwise(analysis, place, passed, said);
        (answer, named) = (answer.and(otherwise), names);
    }
    let site = policy.site.as_ref();
    if answer == Answer::No || site.is_some_and(|site| !stands(analysis, old, site, passed, place))
    {
        return None;
    }
    let related = match site.and_then(|site| site.used_in) {
        Some(used) => related(analysis, used, place)?,
        None => Vec::new(),
    };
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
    let told_at = policy.told_at.as_ref();
    let told_at = told_at.and_then(|name| {
        let as_bytes = || sources::bytes_at(analysis, place, passed.index(name)?);
        traced::written(analysis, &passed.fact(name)).or_else(as_bytes)
    });
    let (file, told_at) = told_at.unwrap_or(place);
    if file != place.0
        && site.is_some_and(|site| site.outside_tests)
        && is_test(Path::new(analysis.file(file).unit.display()))
    {
        // Only tests give it.
        return None;
    }
    let span = analysis.file(file).tree.expr(told_at).span;
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
            file,
            span,
            draft: None,
            related,
        },
    })
}

/// Those of some arguments that a call gives by position; none if it gives none of them so, or if an unpacked
/// one hides which they are.
fn by_position<'p>(
    analysis: &Analysis<'_>,
    place: Place,
    passed: &Passed,
    names: &'p [String],
) -> Option<Vec<&'p str>> {
    let given = arguments(analysis.file(place.0).tree.expr(place.1));
    if given.iter().any(|one| one.kind == ArgumentKind::Star) {
        return None;
    }
    let stands = |name: &&str| {
        let index = passed.index(name);
        index.is_some_and(|index| given[index].kind == ArgumentKind::Positional)
    };
    let named: Vec<&str> = names.iter().map(String::as_str).filter(stands).collect();
    (!named.is_empty()).then_some(named)
}

/// Where code begins that uses what a place makes in loops or processes of its own, with what is said of it; none if there is none.
fn related(
    analysis: &Analysis<'_>,
    used: UsedIn,
    place: Place,
) -> Option<Vec<((FileId, Span), String)>> {
    let said = match used {
        UsedIn::SeveralLoops => "an event loop of its own runs here",
        UsedIn::OtherProcesses => "another process begins here",
    };
    let starts = event_loops::starts(analysis, used, place).into_iter();
    let related: Vec<_> = starts.map(|one| (one, said.to_owned())).collect();
    (!related.is_empty()).then_some(related)
}

/// Whether a place is where the policy asks for it, and its value goes where it may not.
fn stands(
    analysis: &Analysis<'_>,
    old: &Model,
    site: &Site,
    passed: &Passed,
    place: Place,
) -> bool {
    let runs = site.runs.is_empty() || site.runs.contains(&placement::runs(analysis, place));
    let in_a_test = || is_test(Path::new(analysis.file(place.0).unit.display()));
    if !runs || site.outside_tests && in_a_test() {
        return false;
    }
    let asked = match site.used_in {
        Some(_) => is_itself_asked_for,
        None => is_asked_for,
    };
    let kept = match site.escapes {
        Some(Escapes::Never) => kept::is_kept(analysis, place),
        None => false,
    };
    !kept
        && !traced::is_given_to(analysis, place, &site.unless_given_to)
        && !traced::is_read_for(analysis, place, &site.unless_read_for)
        && !site
            .unless_refused
            .as_ref()
            .is_some_and(|name| refused::is_refused(analysis, &passed.fact(name)))
        && !is_beside(analysis, old, site, place)
        && !is_led_to_with(analysis, old, &site.unless_led_to_with, place)
        && !asked(analysis, &site.unless_methods, place)
        && !is_receiver_asked_for(analysis, &site.self_unless_methods, place)
        && (site.closed_by.is_empty() || is_closed(analysis, &site.closed_by, place))
        && (site.application_unless_methods.is_empty()
            || applications::leaves_open(analysis, site, place))
        && (!site.imported || is_imported(analysis, place.0))
        && site
            .elsewhere
            .as_ref()
            .is_none_or(|asked| is_elsewhere(analysis, old, asked, place))
        && site
            .holds
            .as_ref()
            .is_none_or(|holds| holds_open(analysis, holds, passed, place))
}

/// Whether another file of the project imports a file.
fn is_imported(analysis: &Analysis<'_>, file: FileId) -> bool {
    let mut others = analysis.file_ids().filter(|other| *other != file);
    others.any(|other| imports_any(analysis, other, &|one| one == file))
}

/// Whether another place is given what is asked.
fn is_elsewhere(analysis: &Analysis<'_>, old: &Model, asked: &Elsewhere, place: Place) -> bool {
    let all = analysis.calls.iter().filter(|(other, _)| **other != place);
    let named = all.flat_map(|(other, symbols)| symbols.iter().map(|one| (*other, *one)));
    let mut places = named.map(|(other, symbol)| (other, analysis.names.get(symbol)));
    places.any(|(other, symbol)| {
        if !asked.at.iter().any(|one| is_about(old, one, symbol)) {
            return false;
        }
        let passed = Passed::of(analysis, old, other, symbol);
        let answer = |one: &Condition| one.answer(&|name: &str| passed.fact(name)).0;
        asked.all.iter().all(|one| answer(one) == Answer::Yes)
            && asked.none.iter().all(|one| answer(one) != Answer::Yes)
    })
}

#[cfg(test)]
#[path = "policies_tests.rs"]
mod tests;
