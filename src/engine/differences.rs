//! What changes with a package without any line of code, and where that matters.

use std::collections::BTreeMap;

use crate::finding::{Finding, cell_number};
use crate::semantic::infer::Analysis;

/// How many places a difference is said with.
const SHOWN: usize = 6;

/// What changes beside the findings, by the packs whose packages code names.
#[must_use]
pub fn differences(analysis: &Analysis<'_>, findings: &[Finding]) -> BTreeMap<String, Vec<String>> {
    let headers = analysis
        .external
        .packs
        .iter()
        .map(|active| &active.pack.header);
    let named = headers.filter(|header| {
        let mut mine = findings.iter().filter(|one| one.package == header.name);
        !header.accepted.is_empty() && mine.any(|one| one.symbol.old.is_some())
    });
    named
        .map(|header| {
            let texts = header.accepted.iter().map(|one| {
                let mut said = one.text.clone();
                said.push_str(&bearing(one.code.as_deref(), findings));
                said
            });
            (header.name.clone(), texts.collect())
        })
        .collect()
}

/// Where findings of a code show that a difference matters.
fn bearing(code: Option<&str>, findings: &[Finding]) -> String {
    let Some(code) = code else {
        return String::new();
    };
    let places: Vec<String> = findings
        .iter()
        .filter(|one| one.code == code)
        .map(|one| {
            let at = &one.location;
            let cell = at.cell.map(|cell| format!(":cell {}", cell_number(cell)));
            format!("{}{}:{}", at.path, cell.unwrap_or_default(), at.start.line)
        })
        .collect();
    match places.len() {
        0 => String::new(),
        count if count > SHOWN => {
            let (shown, more) = (places[..SHOWN].join(", "), count - SHOWN);
            format!(" Here: {shown} and {more} more.")
        }
        _ => format!(" Here: {}.", places.join(", ")),
    }
}
