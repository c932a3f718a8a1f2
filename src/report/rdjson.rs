//! The format of reviewdog (RDFormat), which puts findings and suggestions into reviews. Its columns count bytes.

use std::io;

use serde_json::{Map, Value, json};

use crate::engine::Outcome;
use crate::finding::{Applicability, Finding, Location, Position, Severity};
use crate::report::edits::Edits;
use crate::report::{message_of_file, offered_fix, safe, with_help};

/// Writes one JSON document.
///
/// # Errors
/// When `out` can't be written.
pub fn write(outcome: &Outcome, out: &mut dyn io::Write) -> io::Result<()> {
    let edits = Edits::of(outcome);
    let findings = outcome.report.findings.iter();
    let diagnostics: Vec<Value> = findings.map(|one| diagnostic(one, &edits)).collect();
    let document = json!({
        "source": { "name": env!("CARGO_PKG_NAME") },
        "diagnostics": diagnostics,
    });
    serde_json::to_writer_pretty(&mut *out, &document)?;
    out.write_all(b"\n")
}

fn diagnostic(finding: &Finding, edits: &Edits<'_>) -> Value {
    let message = with_help(message_of_file(finding), finding);
    let severity = match finding.severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Note => "INFO",
    };
    let mut diagnostic = json!({
        "message": safe::block(&message),
        "location": location(&finding.location, edits),
        "severity": severity,
        "code": { "value": finding.code },
    });
    if let Some(suggestion) = suggestion(finding, edits) {
        diagnostic["suggestions"] = json!([suggestion]);
    }
    let related = finding.related.iter().map(|related| {
        json!({
            "message": safe::block(&related.why),
            "location": location(&related.location, edits),
        })
    });
    let related: Vec<Value> = related.collect();
    if !related.is_empty() {
        diagnostic["related_locations"] = related.into();
    }
    diagnostic
}

/// The fix as one suggestion: a review takes it or not, and half of it must not be taken. One in several files is none.
fn suggestion(finding: &Finding, edits: &Edits<'_>) -> Option<Value> {
    let fix = edits.fix(finding)?;
    let [file] = &fix.files[..] else {
        return None;
    };
    let here = file.path == finding.location.path;
    let safe = offered_fix(finding) == Some(Applicability::Safe);
    let (start, end, text) = edits.as_one(&file.path, &file.edits)?;
    (here && safe).then(|| {
        let range = range(&file.path, start, end, edits);
        json!({ "range": range, "text": text })
    })
}

/// A place; in a notebook, whose lines are not those of its cells, the file alone.
fn location(location: &Location, edits: &Edits<'_>) -> Value {
    let path = &location.path;
    match location.cell {
        Some(_) => json!({ "path": path }),
        None => {
            let range = range(path, location.start, location.end, edits);
            json!({ "path": path, "range": range })
        }
    }
}

fn range(path: &str, start: Position, end: Position, edits: &Edits<'_>) -> Value {
    let place = |place: Position| {
        let mut known = Map::new();
        known.insert("line".to_owned(), place.line.into());
        if let Some(column) = edits.byte_column(path, place) {
            known.insert("column".to_owned(), column.into());
        }
        Value::Object(known)
    };
    json!({ "start": place(start), "end": place(end) })
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::report::sample;

    #[test]
    fn each_finding_is_a_diagnostic_with_its_suggestion() {
        insta::assert_snapshot!(sample::plain(|out| write(&sample::outcome(), out)));
    }

    #[test]
    fn a_fix_of_several_files_is_no_suggestion() {
        let mut outcome = sample::outcome();
        let mut other = outcome.report.fixes[1].files[0].clone();
        other.path = "app/views.py".to_owned();
        outcome.report.fixes[1].files.push(other);
        let text = sample::plain(|out| write(&outcome, out));
        assert!(!text.contains("suggestions"), "{text}");
    }
}
