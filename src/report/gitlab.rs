//! A report of GitLab's code quality: each finding beside the lines of a merge request.

use std::io;

use serde_json::{Value, json};

use crate::finding::{Finding, Report, Severity};
use crate::report::{message_of_file, safe};

/// Writes one JSON array.
///
/// # Errors
/// When `out` can't be written.
pub fn write(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let issues: Vec<Value> = report.findings.iter().map(issue).collect();
    serde_json::to_writer_pretty(&mut *out, &issues)?;
    out.write_all(b"\n")
}

fn issue(finding: &Finding) -> Value {
    let location = &finding.location;
    // The lines of a notebook's file are not those of its cells.
    let (begin, end) = match location.cell {
        Some(_) => (1, 1),
        None => (location.start.line, location.end.line),
    };
    let severity = match finding.severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Note => "info",
    };
    let message = message_of_file(finding);
    json!({
        "description": format!("{}: {}", safe::line(&finding.code), safe::line(&message)),
        "check_name": finding.code,
        "fingerprint": finding.fingerprint,
        "severity": severity,
        "location": { "path": location.path, "lines": { "begin": begin, "end": end } },
    })
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::report::sample;

    #[test]
    fn each_finding_is_an_issue_of_a_line() {
        insta::assert_snapshot!(sample::plain(|out| write(&sample::outcome().report, out)));
        let clean = sample::plain(|out| write(&sample::clean().report, out));
        assert_eq!(clean, "[]\n");
    }
}
