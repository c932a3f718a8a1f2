//! How often each rule is found, in the place of the findings.

use std::collections::BTreeMap;
use std::io;

use serde::Serialize;

use crate::finding::{Applicability, Finding, Report, Severity};
use crate::report::{offered_fix, safe, severity_style};

/// What is counted of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Count<'a> {
    code: &'a str,
    name: &'a str,
    package: &'a str,
    /// The worst of its findings.
    severity: Severity,
    count: usize,
    /// Findings that a safe fix removes.
    safe: usize,
    /// Findings that a fix removes which a person must look at.
    r#unsafe: usize,
}

/// Writes a table: how often, the code, whether fixes remove all (`*`) or some (`+`) of them, the name.
///
/// # Errors
/// When `out` can't be written.
pub fn write_text(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let counts = counts(&report.findings);
    let most = counts.first().map_or(0, |one| one.count);
    let numbers = most.to_string().len();
    let codes = counts.iter().map(|one| one.code.chars().count());
    let codes = codes.max().unwrap_or(0);
    for one in &counts {
        let style = severity_style(one.severity);
        let mark = match one.safe + one.r#unsafe {
            0 => "[ ]",
            some if some == one.count => "[*]",
            _ => "[+]",
        };
        writeln!(
            out,
            "{:numbers$}  {style}{:codes$}{style:#}  {mark} {}",
            one.count,
            safe::line(one.code),
            safe::line(one.name),
        )?;
    }
    match counts.iter().any(|one| one.safe + one.r#unsafe > 0) {
        true => writeln!(out, "[*] fixable, [+] some are fixable"),
        false => Ok(()),
    }
}

/// Writes the same as one JSON array (docs/statistics.schema.json).
///
/// # Errors
/// When `out` can't be written.
pub fn write_json(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &counts(&report.findings))?;
    out.write_all(b"\n")
}

/// The rules, the most frequent ones first.
fn counts(findings: &[Finding]) -> Vec<Count<'_>> {
    let mut counts: BTreeMap<&str, Count<'_>> = BTreeMap::new();
    for finding in findings {
        let one = counts.entry(&finding.code).or_insert_with(|| Count {
            code: &finding.code,
            name: &finding.name,
            package: &finding.package,
            severity: finding.severity,
            count: 0,
            safe: 0,
            r#unsafe: 0,
        });
        one.severity = one.severity.max(finding.severity);
        one.count += 1;
        match offered_fix(finding) {
            Some(Applicability::Safe) => one.safe += 1,
            Some(_) => one.r#unsafe += 1,
            None => {}
        }
    }
    let mut counts: Vec<_> = counts.into_values().collect();
    counts.sort_by_key(|one| std::cmp::Reverse(one.count));
    counts
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{write_json, write_text};
    use crate::finding::Report;
    use crate::report::sample;

    fn report() -> Report {
        let mut report = sample::outcome().report;
        let mut manual = report.findings[1].clone();
        manual.fix_id = None;
        let another = report.findings[2].clone();
        report.findings.extend([manual, another.clone(), another]);
        report
    }

    #[test]
    fn the_most_frequent_rules_come_first() {
        insta::assert_snapshot!(sample::plain(|out| write_text(&report(), out)));
        assert_eq!(
            sample::plain(|out| write_text(&sample::clean().report, out)),
            ""
        );
    }

    #[test]
    fn machines_get_the_same_numbers() {
        let written = sample::plain(|out| write_json(&report(), out));
        insta::assert_snapshot!(written);
        let schema = include_str!("../../docs/statistics.schema.json");
        let schema = serde_json::from_str(schema).unwrap();
        jsonschema::meta::validate(&schema).unwrap();
        let schema = jsonschema::draft202012::new(&schema).unwrap();
        let mut counts: serde_json::Value = serde_json::from_str(&written).unwrap();
        schema.validate(&counts).unwrap();
        // Each key is described, and none may be missing.
        counts[0]["more"] = 1.into();
        assert!(!schema.is_valid(&counts));
        for key in counts[1].as_object().unwrap().keys() {
            let mut one = counts[1].clone();
            one.as_object_mut().unwrap().remove(key);
            assert!(!schema.is_valid(&serde_json::json!([one])), "{key}");
        }
    }
}
