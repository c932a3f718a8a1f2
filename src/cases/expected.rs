//! What a case says: how it is run, and what is found.

use std::fmt::Write as _;

use anyhow::{Context as _, bail};
use serde::{Deserialize, Serialize};

use crate::engine::Options;
use crate::finding::{Applicability, Finding, Severity, cell_number};

/// The file `expected.toml`.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// Arguments of the run.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<String>,
    /// What it waits for: it must fail until then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pending: Option<String>,
    /// All that is found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub finding: Vec<ExpectedFinding>,
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedFinding {
    /// The file.
    pub path: String,
    /// The cell of a notebook, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<u32>,
    /// The line, from 1.
    pub line: u32,
    /// The rule.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// What kind of fix it has; any where it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applicability: Option<Applicability>,
    /// Words that one of its sentences has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

impl ExpectedFinding {
    fn fits(&self, found: &Finding) -> bool {
        let at = self.path == found.location.path
            && self.cell == found.location.cell.map(cell_number)
            && self.line == found.location.start.line
            && self.code == found.code
            && self.severity == found.severity;
        let applicability = self
            .applicability
            .is_none_or(|expected| expected == found.applicability);
        let text = self.text.as_deref();
        at && applicability && text.is_none_or(|text| says(found, text))
    }
}

impl Expected {
    /// What differs between the findings and those that are expected, as lines.
    #[must_use]
    pub fn differences(&self, found: &[Finding]) -> String {
        let mut left: Vec<&Finding> = found.iter().collect();
        let mut missing = Vec::new();
        // Those that say more are served first, so that a loose one takes no strict one's finding.
        let mut expected: Vec<&ExpectedFinding> = self.finding.iter().collect();
        expected.sort_by_key(|one| (one.text.is_none(), one.applicability.is_none()));
        for one in expected {
            match left.iter().position(|found| one.fits(found)) {
                Some(at) => drop(left.remove(at)),
                None => missing.push(one),
            }
        }
        let mut out = String::new();
        for one in missing {
            let cell = one.cell.map(|cell| format!(":cell {cell}"));
            let kind = one.applicability.map(|kind| format!(" {kind:?}"));
            let text = one.text.as_ref().map(|text| format!(": {text}"));
            let _ = writeln!(
                out,
                "  - expected {}{}:{}: {} {:?}{}{}",
                one.path,
                cell.unwrap_or_default(),
                one.line,
                one.code,
                one.severity,
                kind.unwrap_or_default(),
                text.unwrap_or_default()
            );
        }
        for one in left {
            let _ = writeln!(out, "  + found    {}", line_of(one));
        }
        out
    }
}

/// Whether a finding says something, in whichever of its sentences.
pub(super) fn says(found: &Finding, text: &str) -> bool {
    let related = found.related.iter().map(|one| one.why.as_str());
    let help = found.help.as_deref();
    let reason = found.reason.as_deref();
    std::iter::once(found.message.as_str())
        .chain(help)
        .chain(reason)
        .chain(related)
        .any(|sentence| sentence.contains(text))
}

/// A finding in one line.
pub(super) fn line_of(finding: &Finding) -> String {
    let at = &finding.location;
    let cell = at.cell.map(|cell| format!(":cell {}", cell_number(cell)));
    let help = finding.help.as_ref().map(|help| format!(" [{help}]"));
    format!(
        "{}{}:{}: {} {:?} {:?}: {}{}",
        at.path,
        cell.unwrap_or_default(),
        at.start.line,
        finding.code,
        finding.severity,
        finding.applicability,
        finding.message,
        help.unwrap_or_default()
    )
}

/// The options of a run and the least applicability of its fixes: `base`, and what the arguments of a case say.
///
/// # Errors
/// When one of them is none that a case can have.
pub fn options(base: &Options, args: &[String]) -> anyhow::Result<(Options, Applicability)> {
    let (mut options, mut least) = (base.clone(), Applicability::Safe);
    let mut words = args.iter();
    while let Some(word) = words.next() {
        let mut value = || words.next().with_context(|| format!("{word} of what?"));
        let pair = |text: &str, between: &str| {
            let parts = text.split_once(between);
            let parts = parts.map(|(name, value)| (name.to_owned(), value.to_owned()));
            parts.with_context(|| format!("{word}: expected NAME{between}VALUE"))
        };
        match word.as_str() {
            "--unsafe-fixes" => least = Applicability::Unsafe,
            "--docs" => options.docs = true,
            "--select" => options.select.push(value()?.clone()),
            "--ignore" => options.ignore.push(value()?.clone()),
            "--option" => options.settings.extend([pair(value()?, "=")?]),
            "--from" | "--target" => {
                let (name, version) = pair(value()?, "==")?;
                let versions = match word.as_str() {
                    "--from" => &mut options.from,
                    _ => &mut options.target,
                };
                versions.insert(name, version.parse()?);
            }
            other => bail!("a case cannot have the argument {other}"),
        }
    }
    Ok((options, least))
}
