//! SARIF 2.1.0, which code scanning services and editors read: results with the way of the value and with fixes, and the
//! rules that they are of. Paths are relative to the folder that the run was in.

use std::collections::BTreeMap;
use std::io;

use serde_json::{Value, json};

use crate::engine::Outcome;
use crate::finding::{Finding, Fix, Location, Position, Problem, Related, Severity, cell_number};
use crate::report::edits::Edits;
use crate::report::{message_of_file, offered_fix, page, safe, with_help};
use crate::rules::added::Added;
use crate::rules::explained::{explanation, explanation_in};
use crate::source::uri::of_path;

/// Where the schema of the format is published.
const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The folder that paths are relative to.
const BASE: &str = "%SRCROOT%";

/// Writes one document.
///
/// # Errors
/// When `out` can't be written.
pub fn write(outcome: &Outcome, out: &mut dyn io::Write) -> io::Result<()> {
    let report = &outcome.report;
    let mut found: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in &report.findings {
        found.entry(&finding.code).or_default().push(finding);
    }
    let indices = found.keys().enumerate();
    let indices: BTreeMap<&str, usize> = indices.map(|(index, code)| (*code, index)).collect();
    let edits = Edits::of(outcome);
    let results = report.findings.iter();
    let results = results.map(|one| result(one, indices[one.code.as_str()], &edits));
    let results: Vec<Value> = results.collect();
    let described = found.values();
    let described: Vec<Value> = described
        .map(|findings| descriptor(findings, &outcome.added))
        .collect();
    let notifications: Vec<Value> = report.problems.iter().map(notification).collect();
    let document = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": described,
            } },
            "invocations": [{
                "executionSuccessful": !outcome.unusable,
                "toolExecutionNotifications": notifications,
            }],
            "originalUriBaseIds": {
                BASE: { "description": { "text": "The folder that the run was in." } },
            },
            "columnKind": "unicodeCodePoints",
            "newlineSequences": ["\r\n", "\n", "\r"],
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &document)?;
    out.write_all(b"\n")
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// A rule as viewers show it; of one that is not listed, what its findings say. One whose pack cannot be read is not listed:
/// the run that found something of it has read it.
fn descriptor(findings: &[&Finding], added: &Added) -> Value {
    let first = findings[0];
    let told = match explanation_in(added.packs(), &first.code) {
        Ok(Some(told)) => Some(told),
        _ => explanation(&first.code).ok().flatten(),
    };
    let severity = findings.iter().map(|one| one.severity).max();
    let severity = severity.unwrap_or(Severity::Note);
    let severity = told.as_ref().map_or(severity, |told| told.severity);
    let summary = told.as_ref().map_or(&first.message, |told| &told.summary);
    let help = match &told {
        Some(told) => json!({
            "text": page::text(told, &str::to_owned),
            "markdown": page::markdown(told, 1),
        }),
        None => json!({ "text": safe::block(summary), "markdown": safe::block(summary) }),
    };
    json!({
        "id": first.code,
        "name": first.name,
        "shortDescription": { "text": text(summary) },
        "help": help,
        "defaultConfiguration": { "level": level(severity) },
        "properties": { "tags": [first.package] },
    })
}

fn result(finding: &Finding, rule: usize, edits: &Edits<'_>) -> Value {
    let message = with_help(message_of_file(finding), finding);
    let mut result = json!({
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": level(finding.severity),
        "message": { "text": text(&message) },
        "locations": [location(&finding.location, None)],
        "partialFingerprints": { "exuvia/v1": finding.fingerprint },
    });
    if !finding.related.is_empty() {
        let related = finding.related.iter().zip(1_u32..);
        let related = related.map(|(one, id)| {
            let mut location = explained(one);
            location["id"] = id.into();
            location
        });
        result["relatedLocations"] = related.collect::<Vec<_>>().into();
        result["codeFlows"] = code_flow(finding);
    }
    if let Some(fix) = edits.fix(finding) {
        result["fixes"] = json!([as_fix(fix, finding, edits)]);
    }
    result["properties"] = json!({
        "fails": finding.fails,
        "applicability": finding.applicability,
    });
    if let Some(version) = &finding.breaks_in {
        result["properties"]["breaksIn"] = version.as_str().into();
    }
    result
}

/// The way of the value, from the place that the finding is about.
fn code_flow(finding: &Finding) -> Value {
    let first = location(&finding.location, Some(&finding.message));
    let steps = finding.related.iter().map(explained);
    let steps = std::iter::once(first).chain(steps);
    let steps: Vec<Value> = steps.map(|step| json!({ "location": step })).collect();
    json!([{ "threadFlows": [{ "locations": steps }] }])
}

fn explained(related: &Related) -> Value {
    location(&related.location, Some(&related.why))
}

/// A place. In a notebook, whose lines are not those of its cells, the file and the name of the cell.
fn location(place: &Location, message: Option<&str>) -> Value {
    let mut physical = json!({ "artifactLocation": artifact(&place.path) });
    let mut location = json!({});
    match place.cell {
        Some(cell) => {
            let cell = format!("cell {}", cell_number(cell));
            location["logicalLocations"] = json!([{ "name": cell, "kind": "module" }]);
        }
        None => physical["region"] = region(place.start, place.end),
    }
    location["physicalLocation"] = physical;
    if let Some(message) = message {
        location["message"] = json!({ "text": text(message) });
    }
    location
}

fn region(start: Position, end: Position) -> Value {
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

fn artifact(path: &str) -> Value {
    let written = of_path(path);
    match written.starts_with("file:") {
        true => json!({ "uri": written }),
        false => json!({ "uri": written, "uriBaseId": BASE }),
    }
}

/// A fix: what it replaces in each file, by lines and columns where they are known, else by bytes.
fn as_fix(fix: &Fix, finding: &Finding, edits: &Edits<'_>) -> Value {
    use crate::finding::Applicability::Safe;
    let changes = fix.files.iter().map(|file| {
        let replacements = file.edits.iter().map(|edit| {
            let deleted = match edits.place(&file.path, edit) {
                Some((start, end)) => region(start, end),
                None => json!({ "byteOffset": edit.start, "byteLength": edit.end - edit.start }),
            };
            json!({
                "deletedRegion": deleted,
                "insertedContent": { "text": edit.replacement },
            })
        });
        let replacements: Vec<Value> = replacements.collect();
        json!({ "artifactLocation": artifact(&file.path), "replacements": replacements })
    });
    let description = match offered_fix(finding) {
        Some(Safe) => "What `exuvia fix` does",
        _ => "What `exuvia fix --unsafe-fixes` does; a person must look at it",
    };
    json!({
        "description": { "text": description },
        "artifactChanges": changes.collect::<Vec<_>>(),
    })
}

fn notification(problem: &Problem) -> Value {
    json!({
        "level": "warning",
        "message": { "text": text(&problem.message) },
        "locations": [{ "physicalLocation": { "artifactLocation": artifact(&problem.path) } }],
    })
}

/// A message's text: in the format, braces are places to fill in and a text before parentheses may be a link.
fn text(said: &str) -> String {
    let said = safe::block(said).replace('{', "{{").replace('}', "}}");
    match said.contains("](") {
        true => said.replace('[', "\\[").replace(']', "\\]"),
        false => said,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{text, write};
    use crate::engine::Outcome;
    use crate::finding::{FileEdits, TextEdit};
    use crate::report::sample;

    fn written(outcome: &Outcome) -> String {
        sample::plain(|out| write(outcome, out))
    }

    #[test]
    fn a_run_has_results_with_ways_and_fixes() {
        let mut outcome = sample::outcome();
        // A file of which no text is at hand.
        outcome.report.fixes[1].files.push(FileEdits {
            path: "app/the rest.py".to_owned(),
            cell: None,
            edits: vec![TextEdit {
                start: 3,
                end: 5,
                replacement: "é".to_owned(),
            }],
        });
        let version = format!("\"semanticVersion\": \"{}\"", env!("CARGO_PKG_VERSION"));
        let text = written(&outcome).replace(&version, "\"semanticVersion\": \"VERSION\"");
        insta::assert_snapshot!(text);
    }

    #[test]
    fn a_clean_run_is_a_run_without_results() {
        let run: serde_json::Value = serde_json::from_str(&written(&sample::clean())).unwrap();
        assert_eq!(run["runs"][0]["results"], serde_json::json!([]));
        assert_eq!(
            run["runs"][0]["invocations"][0]["executionSuccessful"],
            true
        );
    }

    #[test]
    fn what_a_message_would_mean_is_escaped() {
        assert_eq!(text("`{\"a\": x[0]}`"), "`{{\"a\": x[0]}}`");
        assert_eq!(text("x[0](1)\u{1b}"), "x\\[0\\](1)␛");
    }
}
