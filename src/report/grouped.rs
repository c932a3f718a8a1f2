//! The findings of each file under its path, in columns.

use std::io;

use crate::finding::{Finding, Report, cell_number};
use crate::report::{marker, safe, severity_style, severity_word};

/// Writes each file with its findings, a blank line behind it.
///
/// # Errors
/// When `out` can't be written.
pub fn write(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let of_one_file = |one: &Finding, other: &Finding| one.location.path == other.location.path;
    for findings in report.findings.chunk_by(of_one_file) {
        writeln!(out, "{}:", safe::line(&findings[0].location.path))?;
        let width = |text: fn(&Finding) -> String| {
            let widths = findings.iter().map(|one| text(one).chars().count());
            widths.max().unwrap_or(0)
        };
        let (places, codes) = (width(place), width(code));
        for finding in findings {
            let style = severity_style(finding.severity);
            writeln!(
                out,
                "  {place:places$}  {style}{word:7}{style:#}  {code:codes$}  {message}{marker}",
                place = place(finding),
                word = severity_word(finding.severity),
                code = code(finding),
                message = safe::line(&finding.message),
                marker = marker(finding),
            )?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn code(finding: &Finding) -> String {
    safe::line(&finding.code).into_owned()
}

/// The place within the file.
fn place(finding: &Finding) -> String {
    let start = finding.location.start;
    match finding.location.cell {
        Some(cell) => format!("cell {}:{}:{}", cell_number(cell), start.line, start.column),
        None => format!("{}:{}", start.line, start.column),
    }
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::report::sample;

    #[test]
    fn findings_stand_in_columns_under_their_file() {
        let mut report = sample::outcome().report;
        let mut more = report.findings[0].clone();
        more.code = "NST1010".to_owned();
        more.location.start.line = 120;
        report.findings.insert(1, more);
        insta::assert_snapshot!(sample::plain(|out| write(&report, out)));
        assert_eq!(sample::plain(|out| write(&sample::clean().report, out)), "");
    }
}
