//! What `exuvia verify` found, for people and for machines.

use std::io::{self, Write};

use super::safe;
use super::summary::count;
use crate::finding::{Severity, cell_number};
use crate::verify::{Outside, Spot, Stands, Verified, What};

/// Writes one line a place, then the boxes of the plan.
///
/// # Errors
/// When `out` can't be written.
pub fn write_text(verified: &Verified, out: &mut dyn Write) -> io::Result<()> {
    for one in &verified.left {
        let severity = match one.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        let stands = match one.stands {
            Stands::Task => "task is left",
            Stands::Patch => "patch is left",
            Stands::New => "new",
            Stands::Known => "as the plan says of its target",
            Stands::Found => "found",
        };
        let message = safe::line(&one.message);
        writeln!(
            out,
            "{}: {} {severity}, {stands}: {message}",
            place(&one.place),
            safe::line(&one.code)
        )?;
    }
    for one in &verified.broken {
        let message = safe::line(&one.message);
        writeln!(out, "{}: does not compile: {message}", place(&one.place))?;
    }
    for one in &verified.outside {
        writeln!(out, "{}", outside(one))?;
    }
    let said = verified.left.len() + verified.broken.len() + verified.outside.len();
    if said > 0 && !verified.boxes.is_empty() {
        writeln!(out)?;
    }
    for one in &verified.boxes {
        let mark = if one.ticked { "x" } else { " " };
        let text = safe::line(&one.text);
        writeln!(out, "[{mark}] {}: {text}", safe::line(&one.package))?;
    }
    Ok(())
}

fn place(spot: &Spot) -> String {
    let path = safe::line(&spot.path);
    match spot.cell {
        Some(cell) => format!("{path}:cell {}:{}", cell_number(cell), spot.line),
        None => format!("{path}:{}", spot.line),
    }
}

fn outside(one: &Outside) -> String {
    let what = match one.what {
        What::Changed => "changed outside of what the plan names",
        What::Added => "lines were added outside of what the plan names",
        What::Removed => "lines were removed before this one outside of what the plan names",
        What::NewFile => return format!("{}: a new file", safe::line(&one.place.path)),
        What::RemovedFile => return format!("{}: the file is gone", safe::line(&one.place.path)),
        What::ChangedFile => {
            let path = safe::line(&one.place.path);
            return format!("{path}: the file changed, and the plan names nothing in it");
        }
    };
    let end = match one.end_line > one.place.line && one.what != What::Removed {
        true => format!("-{}", one.end_line),
        false => String::new(),
    };
    format!("{}{end}: {what}", place(&one.place))
}

/// Writes the JSON of docs/verify.schema.json.
///
/// # Errors
/// When `out` can't be written.
pub fn write_json(verified: &Verified, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, verified)?;
    writeln!(out)
}

/// Writes the numbers.
///
/// # Errors
/// When `out` can't be written.
pub fn write_summary(verified: &Verified, out: &mut dyn Write) -> io::Result<()> {
    let numbers = &verified.summary;
    if verified.since.is_some() {
        writeln!(
            out,
            "{} of {} done, {} of {} that patches do.",
            numbers.tasks - numbers.tasks_left.min(numbers.tasks),
            count(numbers.tasks, "task", "tasks"),
            numbers.patched - numbers.patched_left.min(numbers.patched),
            count(numbers.patched, "place", "places"),
        )?;
    }
    let new = match verified.since.is_some() {
        true => "that the plan does not have",
        false => "found",
    };
    writeln!(
        out,
        "{} {new}, {} broken, {} outside of what the plan names.",
        count(numbers.new, "place", "places"),
        count(numbers.broken, "file", "files"),
        count(numbers.outside, "change", "changes"),
    )
}
