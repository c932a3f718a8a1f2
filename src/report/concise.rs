//! One line a finding: `path:line:column: CODE message`, for editors, `grep` and quick looks.

use std::io;

use crate::finding::Report;
use crate::report::{marker, place, safe, severity_style};

/// Writes one line for each finding.
///
/// # Errors
/// When `out` can't be written.
pub fn write(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    for finding in &report.findings {
        let style = severity_style(finding.severity);
        writeln!(
            out,
            "{place}: {style}{code}{style:#} {message}{marker}",
            place = place(&finding.location),
            code = safe::line(&finding.code),
            message = safe::line(&finding.message),
            marker = marker(finding),
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::report::sample;

    #[test]
    fn each_finding_takes_one_line_whatever_its_path_and_message_hold() {
        let text = sample::plain(|out| write(&sample::outcome().report, out));
        assert_eq!(text.lines().count(), 3);
        insta::assert_snapshot!(text);
    }

    #[test]
    fn a_clean_run_writes_nothing() {
        assert_eq!(sample::plain(|out| write(&sample::clean().report, out)), "");
    }
}
