//! Rows about one argument of a symbol: calls that pass it.

use std::sync::Arc;

use super::found::Found;
use super::passed::Passed;
use crate::rules::condition::ArgumentFact;
use crate::rules::schema::{Bearing, Change, Kind, New, Reason};
use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::syntax::ast::ArgumentKind;
use crate::syntax::query::arguments;

/// A call that passes an argument which a row is about.
#[derive(Debug)]
pub struct PassedArgument {
    /// The row.
    pub row: Arc<Change>,
    /// The call.
    pub place: Place,
    /// What it calls, by the name that rules know.
    pub symbol: String,
    /// All that it passes.
    pub passed: Passed,
    /// What is reported.
    pub found: Found,
}

/// The calls that pass arguments which rows of one pack are about.
#[must_use]
pub fn passed_arguments(analysis: &Analysis<'_>, pack: usize) -> Vec<PassedArgument> {
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
        let path = analysis.file(place.0).unit.display();
        let rows = active.rows(symbol).unwrap_or_default().into_iter();
        let rows = rows.filter_map(|row| active.bearing_at(row, path));
        let mut passed = None;
        for (row, bearing) in rows {
            let Some(argument) = &row.argument else {
                continue;
            };
            let passed =
                passed.get_or_insert_with(|| Passed::of(analysis, &active.old, place, symbol));
            let is_given = match passed.fact(argument) {
                ArgumentFact::Values(..) | ArgumentFact::PossiblyAbsent(..) => true,
                ArgumentFact::Absent | ArgumentFact::Unknown => false,
            };
            // Where it is gone already, another argument has its position.
            let is_gone = row
                .breaks
                .as_ref()
                .is_some_and(|breaks| breaks <= active.from_at(path));
            if is_given && !(is_gone && is_positional(analysis, place, passed, argument)) {
                out.push(PassedArgument {
                    found: found(analysis, &row, bearing, place, symbol, passed),
                    row,
                    place,
                    symbol: symbol.to_owned(),
                    passed: passed.clone(),
                });
            }
        }
    }
    out
}

/// Whether a call gives an argument by its position.
fn is_positional(analysis: &Analysis<'_>, place: Place, passed: &Passed, name: &str) -> bool {
    let given = arguments(analysis.file(place.0).tree.expr(place.1));
    let index = passed.index(name);
    index.is_some_and(|index| given[index].kind == ArgumentKind::Positional)
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
            (Kind::Renamed, _) => "was renamed",
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

#[cfg(test)]
#[path = "argument_rows_tests.rs"]
mod tests;
