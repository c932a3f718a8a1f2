//! What is said about a run besides its findings: its numbers, what could not be seen and what could
//! not be read. It goes to the error stream, so that findings can be piped.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::io;

use crate::baseline::Met;
use crate::finding::{Applicability, Blind, Finding, Problem, Report, Severity};
use crate::report::{offered_fix, place, safe, severity_style};

/// How much is said besides findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Verbosity {
    /// Findings and errors only.
    Quiet,
    /// Also a summary.
    #[default]
    Normal,
    /// Also each place that could not be resolved, and how many files were read.
    Verbose,
}

/// Writes problems, blind spots and the numbers of a run that changed nothing.
///
/// # Errors
/// When `out` can't be written.
pub fn write_check(
    report: &Report,
    verbosity: Verbosity,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    write_problems(&report.problems, out)?;
    if verbosity == Verbosity::Quiet {
        return Ok(());
    }
    write_blind(&report.blind, verbosity, out)?;
    write_files(report, verbosity, out)?;
    if report.findings.is_empty() {
        return write_nothing(report, out);
    }
    let files: BTreeSet<&str> = report
        .findings
        .iter()
        .map(|finding| finding.location.path.as_str())
        .collect();
    writeln!(
        out,
        "Found {} in {}.",
        by_severity(&report.findings),
        count(files.len(), "file", "files")
    )?;
    write_fixable(&report.findings, out)
}

/// Says how much of a baseline a run met.
///
/// # Errors
/// When `out` can't be written.
pub fn write_met(met: Met, out: &mut dyn io::Write) -> io::Result<()> {
    if met.known > 0 {
        let known = count(met.known, "finding", "findings");
        writeln!(out, "{known} of the baseline not shown.")?;
    }
    if met.gone > 0 {
        let gone = count(met.gone, "finding", "findings");
        writeln!(
            out,
            "{gone} of the baseline gone: `--write-baseline` takes them out of it."
        )?;
    }
    Ok(())
}

fn write_nothing(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let text = match (report.problems.is_empty(), report.summary.files) {
        (true, 0) => "Nothing found: no Python code and no requirements were read.",
        (true, _) => "Nothing found.",
        (false, _) => "Nothing found in what could be read.",
    };
    writeln!(out, "{text}")
}

/// Says for how many findings there is a fix, if for any.
fn write_fixable(findings: &[Finding], out: &mut dyn io::Write) -> io::Result<()> {
    let safe = count_offered(findings, Applicability::Safe);
    let uncertain = count_offered(findings, Applicability::Unsafe);
    match (safe, uncertain) {
        (0, 0) => Ok(()),
        (0, _) => writeln!(out, "{uncertain} fixable with `exuvia fix --unsafe-fixes`."),
        (_, 0) => writeln!(out, "{safe} fixable with `exuvia fix`."),
        (_, _) => writeln!(
            out,
            "{safe} fixable with `exuvia fix`, {uncertain} more with `--unsafe-fixes`."
        ),
    }
}

/// Whether the fixes were written, or only shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// The files are changed.
    Written,
    /// A patch was printed.
    Shown,
}

/// Writes problems, blind spots and the numbers of a run that fixed `fixed` findings in `files` files;
/// `after` is what remains.
///
/// # Errors
/// When `out` can't be written.
pub fn write_fix(
    after: &Report,
    (fixed, files): (usize, usize),
    done: Done,
    verbosity: Verbosity,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    write_problems(&after.problems, out)?;
    if verbosity == Verbosity::Quiet {
        return Ok(());
    }
    write_blind(&after.blind, verbosity, out)?;
    write_files(after, verbosity, out)?;
    let verb = match done {
        Done::Written => "Fixed",
        Done::Shown => "Would fix",
    };
    let remaining = after.findings.len();
    if fixed == 0 && remaining == 0 {
        return write_nothing(after, out);
    }
    let uncertain = count_offered(&after.findings, Applicability::Unsafe);
    let more = match uncertain {
        0 => String::new(),
        _ => format!("; {uncertain} more with `--unsafe-fixes`"),
    };
    writeln!(
        out,
        "{verb} {fixed} in {}, {remaining} remaining{more}.",
        count(files, "file", "files")
    )
}

/// Writes what changes with each package without any line of code.
///
/// # Errors
/// When `out` can't be written.
pub fn write_differences(
    differences: &BTreeMap<String, Vec<String>>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let style = severity_style(Severity::Note);
    for (package, texts) in differences {
        let package = safe::line(package);
        writeln!(
            out,
            "{style}note{style:#}: no line shows what else changes with {package}:"
        )?;
        for text in texts {
            writeln!(out, "  - {}", safe::line(text))?;
        }
    }
    Ok(())
}

/// Writes one warning.
///
/// # Errors
/// When `out` can't be written.
pub fn write_warning(text: &str, out: &mut dyn io::Write) -> io::Result<()> {
    let style = severity_style(Severity::Warning);
    writeln!(out, "{style}warning{style:#}: {}", safe::line(text))
}

/// Writes one warning for each file that could not be used.
///
/// # Errors
/// When `out` can't be written.
pub fn write_problems(problems: &[Problem], out: &mut dyn io::Write) -> io::Result<()> {
    let style = severity_style(Severity::Warning);
    for problem in problems {
        writeln!(
            out,
            "{style}warning{style:#}: {}: {}",
            safe::line(&problem.path),
            safe::line(&problem.message)
        )?;
    }
    Ok(())
}

fn write_blind(blind: &[Blind], verbosity: Verbosity, out: &mut dyn io::Write) -> io::Result<()> {
    if blind.is_empty() {
        return Ok(());
    }
    let places = count(blind.len(), "place", "places");
    if verbosity < Verbosity::Verbose {
        return writeln!(out, "{places} could not be resolved (-v lists them).");
    }
    writeln!(out, "{places} could not be resolved:")?;
    for blind in blind {
        writeln!(
            out,
            "  {}: {}",
            place(&blind.location),
            safe::line(&blind.why)
        )?;
    }
    Ok(())
}

fn write_files(report: &Report, verbosity: Verbosity, out: &mut dyn io::Write) -> io::Result<()> {
    if verbosity < Verbosity::Verbose {
        return Ok(());
    }
    writeln!(
        out,
        "Walked {}, {} could matter.",
        count(report.summary.files as usize, "file", "files"),
        report.summary.candidates
    )
}

/// `3 errors, 1 warning`: the severities that occur, worst first.
pub(crate) fn by_severity(findings: &[Finding]) -> String {
    let words = [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Note, "note", "notes"),
    ];
    let parts: Vec<String> = words
        .into_iter()
        .map(|(severity, one, many)| {
            let has = |finding: &&Finding| finding.severity == severity;
            (findings.iter().filter(has).count(), one, many)
        })
        .filter(|(number, _, _)| *number > 0)
        .map(|(number, one, many)| count(number, one, many))
        .collect();
    parts.join(", ")
}

/// `1 file`, `2 files`.
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    let word = if number == 1 { one } else { many };
    format!("{number} {word}")
}

fn count_offered(findings: &[Finding], applicability: Applicability) -> usize {
    findings
        .iter()
        .filter(|finding| offered_fix(finding) == Some(applicability))
        .count()
}

#[cfg(test)]
mod tests {
    use super::{Done, Verbosity, write_check, write_differences, write_fix};
    use crate::report::sample;

    fn check(verbosity: Verbosity) -> String {
        sample::plain(|out| write_check(&sample::outcome().report, verbosity, out))
    }

    #[test]
    fn a_summary_counts_and_points_to_what_could_not_be_resolved() {
        insta::assert_snapshot!(check(Verbosity::Normal));
    }

    #[test]
    fn the_verbose_summary_lists_what_could_not_be_resolved() {
        insta::assert_snapshot!(check(Verbosity::Verbose));
    }

    #[test]
    fn quiet_still_names_the_files_that_could_not_be_used() {
        assert_eq!(
            check(Verbosity::Quiet),
            "warning: app/broken.py: line 3: unexpected indent\n"
        );
    }

    #[test]
    fn a_clean_run_says_so() {
        let text =
            sample::plain(|out| write_check(&sample::clean().report, Verbosity::Normal, out));
        assert_eq!(text, "Nothing found.\n");
        let mut nowhere = sample::clean().report;
        nowhere.summary.files = 0;
        let text = sample::plain(|out| write_check(&nowhere, Verbosity::Normal, out));
        assert_eq!(
            text,
            "Nothing found: no Python code and no requirements were read.\n"
        );
    }

    #[test]
    fn a_fix_says_what_no_line_shows() {
        let differences = sample::outcome().differences;
        assert_eq!(
            sample::plain(|out| write_differences(&differences, out)),
            "note: no line shows what else changes with openai:\n  - A request is tried twice more.\n"
        );
    }

    #[test]
    fn a_fix_says_what_it_did_and_what_more_it_could_do() {
        let after = sample::outcome().report;
        let text = |done, numbers| {
            let whole =
                sample::plain(|out| write_fix(&after, numbers, done, Verbosity::Normal, out));
            whole.lines().last().map(str::to_owned)
        };
        assert_eq!(
            text(Done::Written, (5, 2)).as_deref(),
            Some("Fixed 5 in 2 files, 3 remaining; 1 more with `--unsafe-fixes`.")
        );
        assert_eq!(
            text(Done::Shown, (1, 1)).as_deref(),
            Some("Would fix 1 in 1 file, 3 remaining; 1 more with `--unsafe-fixes`.")
        );
    }
}
