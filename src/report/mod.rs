//! Renders what a run found. One file a format; none decides anything: which findings there are, how
//! bad they are and what removes them is settled before a report is written.
//!
//! Text formats are written with colours; the stream that they go to takes them out where they are
//! not wanted.

pub mod concise;
pub mod deps;
pub mod diff;
mod edits;
pub mod full;
pub mod github;
pub mod gitlab;
pub mod grouped;
pub mod json;
pub mod jsonl;
pub mod junit;
pub mod page;
pub mod rdjson;
pub mod safe;
pub mod sarif;
pub mod statistics;
pub mod summary;
pub mod verified;

#[cfg(test)]
pub(crate) mod sample;

use std::io;

use annotate_snippets::renderer::{AnsiColor, Effects, Style};

pub use crate::config::Format;
use crate::engine::Outcome;
use crate::finding::{Applicability, Finding, Location, Severity, cell_number};

/// Writes the findings of `outcome` in `format`; nothing else. `width` is how many columns people see, where that is known.
///
/// # Errors
/// When `out` can't be written.
pub fn write(
    format: Format,
    outcome: &Outcome,
    width: Option<usize>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    match format {
        Format::Full => full::write(outcome, width, out),
        Format::Concise => concise::write(&outcome.report, out),
        Format::Json => json::write(&outcome.report, json::Layout::Pretty, out),
        Format::Grouped => grouped::write(&outcome.report, out),
        Format::Jsonl => jsonl::write(&outcome.report, out),
        Format::Sarif => sarif::write(outcome, out),
        Format::Github => github::write(&outcome.report, out),
        Format::Gitlab => gitlab::write(&outcome.report, out),
        Format::Junit => junit::write(&outcome.report, out),
        Format::Rdjson => rdjson::write(outcome, out),
    }
}

/// The style of a code or a word that stands for this severity.
pub(crate) fn severity_style(severity: Severity) -> Style {
    let colour = match severity {
        Severity::Error => AnsiColor::BrightRed,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Note => AnsiColor::BrightGreen,
    };
    colour.on_default().effects(Effects::BOLD)
}

/// The word for a severity.
pub(crate) fn severity_word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// Whether a fix is offered for this finding, and how far it can be trusted.
pub(crate) fn offered_fix(finding: &Finding) -> Option<Applicability> {
    finding
        .fix_id
        .as_ref()
        .map(|_| finding.applicability)
        .filter(|applicability| *applicability != Applicability::Manual)
}

/// The place as people write it: `path:line:column`, `path:cell 3:line:column` in a notebook, whose
/// cells people count from 1.
pub(crate) fn place(location: &Location) -> String {
    let path = safe::line(&location.path);
    let line = location.start.line;
    let column = location.start.column;
    match location.cell {
        Some(cell) => format!("{path}:cell {}:{line}:{column}", cell_number(cell)),
        None => format!("{path}:{line}:{column}"),
    }
}

/// The message for those who know files and lines, and no cells: in a notebook it says which line of which cell.
pub(crate) fn message_of_file(finding: &Finding) -> String {
    let line = finding.location.start.line;
    match finding.location.cell {
        Some(cell) => format!(
            "cell {}, line {line}: {}",
            cell_number(cell),
            finding.message
        ),
        None => finding.message.clone(),
    }
}

/// A message with what to do behind it, on a line of its own.
pub(crate) fn with_help(message: String, finding: &Finding) -> String {
    match &finding.help {
        Some(help) => format!("{message}\n{help}"),
        None => message,
    }
}

/// Says at the end of a line whether `fix` removes the finding.
pub(crate) fn marker(finding: &Finding) -> &'static str {
    match offered_fix(finding) {
        Some(Applicability::Safe) => " [fixable]",
        Some(Applicability::Unsafe) => " [fixable with --unsafe-fixes]",
        Some(Applicability::Manual) | None => "",
    }
}
