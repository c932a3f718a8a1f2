//! What holds for every fix, whatever a case says itself.

use std::fmt::Write as _;

use anyhow::Context as _;

use super::expected::line_of;
use super::tree::{Tree, differences};
use crate::engine::{Change, Fixed};
use crate::finding::{Applicability, Finding};
use crate::rewrite::verify::{accepts, accepts_program};
use crate::source::SourceUnit;

/// What is wrong with a run, as lines: a second fix that changes something, a file that does not compile any more, a finding
/// that is left to people and says not what to do, one that is still there after its fix.
pub(super) fn broken(before: &Tree, run: &Fixed, again: Option<&Fixed>) -> anyhow::Result<String> {
    let mut out = String::new();
    for change in again.map_or(&[][..], |again| &again.changes) {
        let differences = differences(
            &Tree::from([(change.display.clone(), change.before.clone())]),
            &Tree::from([(change.display.clone(), change.after.clone())]),
        );
        let _ = writeln!(out, "  a second fix changes something:\n{differences}");
    }
    for change in &run.changes {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        if change.display.ends_with(".ipynb") {
            out += &broken_notebook(change)?;
        }
        let compiled = |bytes: &Vec<u8>| accepts(&text(bytes)).is_ok();
        if !change.display.ends_with(".py") || !before.get(&change.display).is_some_and(compiled) {
            continue;
        }
        if let Err(problem) = accepts(&text(&change.after)) {
            let _ = writeln!(out, "  {} does not compile: {problem}", change.display);
        }
    }
    for found in &run.before.report.findings {
        if found.applicability == Applicability::Manual && found.help.is_none() {
            let _ = writeln!(out, "  nothing says what to do: {}", line_of(found));
        }
    }
    out += &still_found(run);
    Ok(out)
}

/// Findings that are there after the fix that was for them.
fn still_found(run: &Fixed) -> String {
    let mut out = String::new();
    let gone = |one: &&Finding| {
        let mut id = one.fix_id.iter();
        id.any(|id| run.applied.contains(id))
    };
    let before = &run.before.report.findings;
    for found in before.iter().filter(gone) {
        // Others of the same words may stand beside it, which no fix was for.
        let same = |one: &&Finding| {
            one.location.path == found.location.path
                && one.code == found.code
                && one.message == found.message
        };
        let may_stay = before.iter().filter(|one| same(one) && !gone(one)).count();
        let after = &run.after.report.findings;
        if let Some(one) = after.iter().filter(same).nth(may_stay) {
            let _ = writeln!(out, "  still found after its fix: {}", line_of(one));
        }
    }
    out
}

/// What is wrong with a notebook that was rewritten: a cell that does not compile, anything but sources that changed.
fn broken_notebook(change: &Change) -> anyhow::Result<String> {
    let unit = SourceUnit::read(&change.path, &change.display, &change.after)
        .ok()
        .with_context(|| format!("{} cannot be read", change.display))?;
    let mut out = String::new();
    for (cell, program) in unit.programs() {
        if let Err(problem) = accepts_program(cell, &program) {
            let _ = writeln!(out, "  {} does not compile: {problem}", change.display);
        }
    }
    if without_sources(&change.before)? != without_sources(&change.after)? {
        let _ = writeln!(out, "  {}: more than sources changed", change.display);
    }
    Ok(out)
}

/// A notebook but for the text of its cells.
fn without_sources(bytes: &[u8]) -> anyhow::Result<String> {
    let mut json: serde_json::Value = serde_json::from_slice(bytes)?;
    let sheets = json.get("worksheets").is_some();
    let (cells, source) = match sheets {
        true => (json.pointer_mut("/worksheets/0/cells"), "input"),
        false => (json.get_mut("cells"), "source"),
    };
    let cells = cells.and_then(serde_json::Value::as_array_mut);
    for cell in cells.into_iter().flatten() {
        cell[source].take();
    }
    Ok(serde_json::to_string(&json)?)
}
