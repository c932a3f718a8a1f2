//! One finding a line, each as the JSON contract has it (docs/report.schema.json), for `jq`, `grep` and logs.

use std::io;

use crate::finding::Report;

/// Writes one JSON document for each finding.
///
/// # Errors
/// When `out` can't be written.
pub fn write(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    for finding in &report.findings {
        serde_json::to_writer(&mut *out, finding)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::write;
    use crate::finding::Finding;
    use crate::report::sample;

    #[test]
    fn each_line_is_the_finding_of_the_contract() {
        let report = sample::outcome().report;
        let mut bytes = Vec::new();
        write(&report, &mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let back: Vec<Finding> = text
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        assert_eq!(back, report.findings);
        insta::assert_snapshot!(text);
    }
}
