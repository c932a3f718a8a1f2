//! Rows about one argument of a symbol: calls that pass it.

use super::found::Found;
use super::passed::Passed;
use crate::finding::Applicability;
use crate::rewrite::Operation;
use crate::rules::active::ActivePack;
use crate::rules::condition::ArgumentFact;
use crate::rules::schema::{Action, Bearing, Change, Kind, New, Reason};
use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::syntax::ast::ArgumentKind;
use crate::syntax::query::arguments;
use crate::transforms::Draft;

/// The calls that pass arguments which rows of one pack are about, each with the edit that renames the
/// argument, where that is all.
#[must_use]
pub fn passed_arguments(analysis: &Analysis<'_>, pack: usize) -> Vec<(Found, Option<Draft>)> {
    let active = &analysis.external.packs[pack];
    let mut calls: Vec<(Place, &str)> = analysis
        .calls
        .iter()
        .flat_map(|(place, symbols)| {
            symbols
                .iter()
                .map(|symbol| (*place, analysis.names.get(*symbol)))
        })
        .filter(|(_, symbol)| active.old.covers(symbol))
        .collect();
    calls.sort_unstable();
    let mut out = Vec::new();
    for (place, symbol) in calls {
        let rows = active.rows(symbol).unwrap_or_default();
        let mut passed = None;
        for (row, bearing) in &rows {
            let Some(argument) = &row.argument else {
                continue;
            };
            let passed =
                passed.get_or_insert_with(|| Passed::of(analysis, &active.old, place, symbol));
            if matches!(passed.fact(argument), ArgumentFact::Values(..)) {
                let found = found(analysis, row, *bearing, place, symbol, passed);
                out.push((found, renamed(analysis, active, row, place, passed)));
            }
        }
    }
    out
}

fn found(
    analysis: &Analysis<'_>,
    row: &Change,
    bearing: Bearing,
    place: Place,
    symbol: &str,
    passed: &Passed,
) -> Found {
    let argument = row.argument.as_deref().unwrap_or_default();
    let call = analysis.file(place.0).tree.expr(place.1);
    let span = passed
        .index(argument)
        .map_or(call.span, |index| arguments(call)[index].span);
    let new = match &row.new {
        Some(New::Name(name)) => Some(name.clone()),
        _ => None,
    };
    let message = row.message.clone().unwrap_or_else(|| {
        let first = match bearing {
            Bearing::Breaks => row.breaks.as_ref(),
            Bearing::Deprecated => row.since.as_ref(),
        };
        let version = first
            .or(row.breaks.as_ref())
            .map(|version| format!(" in {version}"))
            .unwrap_or_default();
        let what = match (row.kind, bearing) {
            (Kind::Changed, _) => "means something else",
            (Kind::Deprecated, Bearing::Deprecated) => "is deprecated",
            _ => "was removed",
        };
        let instead = new
            .as_ref()
            .map(|new| format!(": use `{new}`"))
            .unwrap_or_default();
        format!("`{argument}` of `{symbol}` {what}{version}{instead}")
    });
    Found {
        code: row.code.clone(),
        name: row.name.clone(),
        severity: row.severity(bearing),
        fails: row.fails(bearing),
        message,
        help: row.help.clone(),
        old: Some(symbol.to_owned()),
        new: None,
        breaks: row.breaks.clone(),
        reason: row.reason.map(Reason::word),
        file: place.0,
        span,
        draft: None,
        related: Vec::new(),
    }
}

/// The edit of an argument that has another name and nothing else.
fn renamed(
    analysis: &Analysis<'_>,
    active: &ActivePack,
    row: &Change,
    place: Place,
    passed: &Passed,
) -> Option<Draft> {
    let old = row.argument.as_ref()?;
    let case = row.argument_table(old)?.choose(&passed.fact(old))?;
    let Action::Rename(new) = &case.action else {
        return None;
    };
    let worst = case
        .applicability
        .map_or(row.applicability, |one| one.min(row.applicability));
    if worst == Applicability::Manual
        || case.template.is_some()
        || !row.new_form_exists(&active.target)
        || passed.fact(new) != ArgumentFact::Absent
    {
        return None;
    }
    let call = analysis.file(place.0).tree.expr(place.1);
    let argument = &arguments(call)[passed.index(old)?];
    let ArgumentKind::Keyword(name) = &argument.kind else {
        return None;
    };
    let mut draft = Draft::default();
    draft.at_most(worst);
    draft.edit(place.0, Operation::replace(name.span, new.as_str()));
    Some(draft)
}
