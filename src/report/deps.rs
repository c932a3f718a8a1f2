//! Requirements and what is wrong with them, as `exuvia deps` prints them.

use std::io::{self, Write};

use super::safe;
use crate::manifest::{Listed, Listing};

/// Writes lines for people: one a requirement, by file, then the problems.
///
/// # Errors
/// When `out` can't be written.
pub fn write_text(listing: &Listing, out: &mut dyn Write) -> io::Result<()> {
    let mut file = "";
    for one in &listing.requirements {
        if one.file != file {
            let gap = if file.is_empty() { "" } else { "\n" };
            writeln!(out, "{gap}{}", safe::line(&one.file))?;
            file = &one.file;
        }
        writeln!(out, "{:>6}  {}", one.line, safe::line(&shown(one)))?;
    }
    if !listing.requirements.is_empty() && !listing.problems.is_empty() {
        writeln!(out)?;
    }
    for one in &listing.problems {
        let place = format!("{}:{}", one.file, one.line);
        let message = safe::line(&one.message);
        writeln!(out, "{}: {}: {message}", safe::line(&place), one.problem)?;
    }
    Ok(())
}

/// `name[extra]>=1 ; marker (kind, group)`
fn shown(one: &Listed) -> String {
    let mut text = one.package.clone();
    if !one.extras.is_empty() {
        text.push_str(&format!("[{}]", one.extras.join(",")));
    }
    text.push_str(&one.specifier);
    if let Some(marker) = &one.marker {
        text.push_str(&format!(" ; {marker}"));
    }
    match &one.group {
        Some(group) => format!("{text}  ({}, {group})", one.kind),
        None => format!("{text}  ({})", one.kind),
    }
}

/// Writes the JSON of docs/deps.schema.json.
///
/// # Errors
/// When `out` can't be written.
pub fn write_json(listing: &Listing, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, listing)?;
    writeln!(out)
}
