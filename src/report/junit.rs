//! JUnit's XML, as Jenkins and others read it: a suite for each file, a case for each finding. What never fails a run is a
//! case that was skipped, and a file that could not be read is an error.

use std::collections::BTreeMap;
use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::finding::{Finding, Problem, Report, Severity};
use crate::report::{message_of_file, place, safe, severity_word, with_help};

/// The findings of a file and what is wrong with it.
#[derive(Default)]
struct Suite<'a> {
    findings: Vec<&'a Finding>,
    problems: Vec<&'a Problem>,
}

impl Suite<'_> {
    fn tests(&self) -> usize {
        self.findings.len() + self.problems.len()
    }

    fn skipped(&self) -> usize {
        let notes = self.findings.iter();
        notes.filter(|one| one.severity == Severity::Note).count()
    }

    fn failures(&self) -> usize {
        self.findings.len() - self.skipped()
    }
}

/// Writes one XML document.
///
/// # Errors
/// When `out` can't be written.
pub fn write(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let mut suites: BTreeMap<&str, Suite<'_>> = BTreeMap::new();
    for finding in &report.findings {
        let suite = suites.entry(&finding.location.path).or_default();
        suite.findings.push(finding);
    }
    for problem in &report.problems {
        suites
            .entry(&problem.path)
            .or_default()
            .problems
            .push(problem);
    }
    let tests: usize = suites.values().map(Suite::tests).sum();
    let failures: usize = suites.values().map(Suite::failures).sum();
    let nothing = suites.is_empty();
    let tests = if nothing { 1 } else { tests };
    let mut writer = Writer::new_with_indent(&mut *out, b' ', 2);
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    writer
        .create_element("testsuites")
        .with_attribute(("name", env!("CARGO_PKG_NAME")))
        .with_attribute(("tests", &*tests.to_string()))
        .with_attribute(("failures", &*failures.to_string()))
        .with_attribute(("errors", &*report.problems.len().to_string()))
        .write_inner_content(|writer| {
            if nothing {
                return write_clean(writer);
            }
            let mut suites = suites.iter();
            suites.try_for_each(|(path, suite)| write_suite(path, suite, writer))
        })?;
    out.write_all(b"\n")
}

/// Readers of the format take a document without a test for one that was cut short.
fn write_clean<W: io::Write>(writer: &mut Writer<W>) -> io::Result<()> {
    let numbers = [
        ("tests", "1"),
        ("failures", "0"),
        ("errors", "0"),
        ("skipped", "0"),
    ];
    writer
        .create_element("testsuite")
        .with_attribute(("name", env!("CARGO_PKG_NAME")))
        .with_attributes(numbers)
        .write_inner_content(|writer| {
            let case = writer.create_element("testcase");
            let case = case.with_attribute(("name", "nothing found"));
            case.with_attribute(("classname", env!("CARGO_PKG_NAME")))
                .write_empty()
                .map(drop)
        })
        .map(drop)
}

fn write_suite<W: io::Write>(
    path: &str,
    suite: &Suite<'_>,
    writer: &mut Writer<W>,
) -> io::Result<()> {
    let path = &*line(path);
    writer
        .create_element("testsuite")
        .with_attribute(("name", path))
        .with_attribute(("tests", &*suite.tests().to_string()))
        .with_attribute(("failures", &*suite.failures().to_string()))
        .with_attribute(("errors", &*suite.problems.len().to_string()))
        .with_attribute(("skipped", &*suite.skipped().to_string()))
        .write_inner_content(|writer| {
            for problem in &suite.problems {
                let message = line(&problem.message);
                let said = Said {
                    kind: "error",
                    word: "problem",
                    message: &message,
                    body: "",
                };
                write_case(&format!("{path} is read"), path, &said, writer)?;
            }
            let mut findings = suite.findings.iter();
            findings.try_for_each(|finding| write_finding(path, finding, writer))
        })
        .map(drop)
}

fn write_finding<W: io::Write>(
    path: &str,
    finding: &Finding,
    writer: &mut Writer<W>,
) -> io::Result<()> {
    let message = line(&message_of_file(finding));
    let body = format!("{}: {}", place(&finding.location), finding.message);
    let body = with_help(body, finding);
    let name = format!(
        "{} {} {}",
        finding.code,
        finding.name,
        place(&finding.location)
    );
    let said = Said {
        kind: match finding.severity {
            Severity::Note => "skipped",
            _ => "failure",
        },
        word: severity_word(finding.severity),
        message: &message,
        body: &body,
    };
    write_case(&line(&name), path, &said, writer)
}

/// What a case says.
struct Said<'a> {
    /// Name of the element.
    kind: &'a str,
    word: &'a str,
    message: &'a str,
    body: &'a str,
}

fn write_case<W: io::Write>(
    name: &str,
    path: &str,
    said: &Said<'_>,
    writer: &mut Writer<W>,
) -> io::Result<()> {
    let case = writer.create_element("testcase");
    case.with_attribute(("name", name))
        .with_attribute(("classname", path))
        .write_inner_content(|writer| {
            let outcome = writer.create_element(said.kind);
            let outcome = outcome.with_attribute(("type", said.word));
            let outcome = outcome.with_attribute(("message", said.message));
            match said.body.is_empty() {
                true => outcome.write_empty(),
                false => outcome.write_text_content(BytesText::new(&block(said.body))),
            }
            .map(drop)
        })
        .map(drop)
}

fn line(text: &str) -> String {
    allowed(&safe::line(text))
}

fn block(text: &str) -> String {
    allowed(&safe::block(text))
}

/// XML has no way to hold these two, not even escaped; what else it cannot hold does not reach a report.
fn allowed(text: &str) -> String {
    text.replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::write;
    use crate::report::sample;

    #[test]
    fn each_file_is_a_suite_and_each_finding_a_case() {
        insta::assert_snapshot!(sample::plain(|out| write(&sample::outcome().report, out)));
    }

    #[test]
    fn a_clean_run_is_one_case_that_passed() {
        insta::assert_snapshot!(sample::plain(|out| write(&sample::clean().report, out)));
    }

    #[test]
    fn markup_and_characters_that_xml_lacks_are_read_back_as_they_are_shown() {
        let mut report = sample::outcome().report;
        report.findings.truncate(1);
        report.findings[0].location.path = "a<b>&\"c'\u{0}\u{ffff}.py".to_owned();
        report.findings[0].message = "]]> <!-- &amp; \u{1b}".to_owned();
        let text = sample::plain(|out| write(&report, out));
        let document = roxmltree::Document::parse(&text).unwrap();
        let suites = document
            .descendants()
            .filter(|one| one.has_tag_name("testsuite"));
        let names: Vec<_> = suites.filter_map(|one| one.attribute("name")).collect();
        assert_eq!(names, ["a<b>&\"c'␀\u{fffd}.py", "app/broken.py"]);
        let failure = document
            .descendants()
            .find(|one| one.has_tag_name("failure"));
        assert_eq!(
            failure.unwrap().attribute("message"),
            Some("]]> <!-- &amp; ␛")
        );
    }
}
