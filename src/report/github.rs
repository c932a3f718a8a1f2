//! Workflow commands of GitHub Actions: each finding becomes an annotation of the line that it is about.

use std::io;

use crate::finding::{Finding, Report, Severity};
use crate::report::{message_of_file, safe, with_help};

/// Writes one workflow command for each finding.
///
/// # Errors
/// When `out` can't be written.
pub fn write(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    for finding in &report.findings {
        let command = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let properties: Vec<String> = properties(finding)
            .into_iter()
            .map(|(key, value)| format!("{key}={}", escape_property(&safe::block(&value))))
            .collect();
        writeln!(
            out,
            "::{command} {}::{}",
            properties.join(","),
            escape_data(&safe::block(&message(finding)))
        )?;
    }
    Ok(())
}

/// Where GitHub puts the annotation. It knows no cells, so that in a notebook the file must do; and it
/// takes columns only when the place lies on one line.
fn properties(finding: &Finding) -> Vec<(&'static str, String)> {
    let location = &finding.location;
    let mut properties = vec![("file", location.path.clone())];
    if location.cell.is_none() {
        properties.push(("line", location.start.line.to_string()));
        properties.push(("endLine", location.end.line.to_string()));
        if location.start.line == location.end.line {
            properties.push(("col", location.start.column.to_string()));
            properties.push(("endColumn", location.end.column.to_string()));
        }
    }
    properties.push(("title", format!("exuvia {}", finding.code)));
    properties
}

fn message(finding: &Finding) -> String {
    with_help(message_of_file(finding), finding)
}

/// Escapes what would end the command or begin another.
fn escape_data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// As [`escape_data`], and what would end the property.
fn escape_property(text: &str) -> String {
    escape_data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{escape_data, escape_property, write};
    use crate::report::sample;

    #[test]
    fn each_finding_is_one_command_whatever_its_path_and_message_hold() {
        let text = sample::plain(|out| write(&sample::outcome().report, out));
        assert_eq!(text.lines().count(), 3);
        insta::assert_snapshot!(text);
    }

    #[test]
    fn the_percent_sign_is_escaped_first_so_that_escapes_are_not_escaped_again() {
        assert_eq!(escape_data("100%\r\n::x"), "100%25%0D%0A::x");
        assert_eq!(escape_property("a,b:c\n%"), "a%2Cb%3Ac%0A%25");
    }
}
