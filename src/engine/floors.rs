//! The edits that raise requirements, as fixes.

use std::ops::Range;
use std::path::PathBuf;

use pep440_rs::Version;

use super::held::Held;
use crate::finding::{Applicability, FileEdits, Fix, Location, TextEdit};
use crate::manifest::{FloorChange, Kind, Words};
use crate::matching::requirements::Wanting;

/// A fix of one manifest.
pub struct ManifestFix {
    pub(super) fix: Fix,
    /// Of the text that the manifest was read from.
    pub(super) edits: Vec<TextEdit>,
    pub(super) package: String,
    pub(super) distribution: String,
    pub(super) path: PathBuf,
    pub(super) floor: Version,
}

/// The fix of a requirement, where the edit is one that can be offered.
pub(super) fn fix_of(
    pack: &str,
    display: &str,
    one: &Wanting<'_>,
    location: &Location,
    held: &Held,
) -> Option<ManifestFix> {
    let Some(FloorChange::Edit(edit)) = &one.change else {
        return None;
    };
    let mut applicability = one.policy.fix.as_ref()?.applicability;
    let is_of_channel = is_of_channel(one);
    if is_of_channel || one.moves_bound && !one.policy.is_about_the_code() {
        // Somebody has set the bound for a reason; what channels have is not known.
        applicability = applicability.min(Applicability::Unsafe);
    }
    if applicability == Applicability::Manual {
        return None;
    }
    let number = |offset: usize| u32::try_from(offset).ok()?.checked_add(held.mark());
    let edits = edit.edits.clone();
    if one.requirement.kind == Kind::Install
        && held.notebook.is_none()
        && redirects(held, one, &edits)
    {
        return None;
    }
    let edits = in_quotes(held, &one.requirement.text_range, edits)
        .iter()
        .map(|(range, text)| {
            Some(TextEdit {
                start: number(range.start)?,
                end: number(range.end)?,
                replacement: text.clone(),
            })
        })
        .collect::<Option<Vec<_>>>()?;
    let cell = location.cell;
    let cell = cell.map(|cell| format!(":{cell}")).unwrap_or_default();
    Some(ManifestFix {
        fix: Fix {
            id: format!(
                "{pack}:{display}{cell}:{}:{}",
                location.start.offset, one.policy.code
            ),
            applicability,
            requires: Vec::new(),
            files: match &held.notebook {
                Some(unit) => unit.command_edits(&edits),
                None => vec![FileEdits {
                    path: display.to_owned(),
                    cell: None,
                    edits: edits.clone(),
                }],
            },
        },
        edits,
        package: pack.to_owned(),
        distribution: one.requirement.package.clone(),
        path: one.path.clone(),
        floor: one.floor.clone(),
    })
}

/// Whether a shell would take what edits write in a word for more than the word.
fn redirects(held: &Held, one: &Wanting<'_>, edits: &[(Range<usize>, String)]) -> bool {
    let quoted = held.text[..one.requirement.text_range.start].ends_with(['"', '\'']);
    !quoted && edits.iter().any(|(_, text)| text.contains(['<', '>']))
}

/// Whether conda installs it: which releases its channels have is not known.
pub(super) fn is_of_channel(one: &Wanting<'_>) -> bool {
    matches!(one.requirement.phrase, Some((Words::Conda, _)))
}

/// Edits of a word of a shell's command, in quotes where the shell would take what they write for more than a
/// word.
fn in_quotes(
    held: &Held,
    word: &Range<usize>,
    mut edits: Vec<(Range<usize>, String)>,
) -> Vec<(Range<usize>, String)> {
    let quoted = held.text[..word.start].ends_with(['"', '\'']);
    let redirects = edits.iter().any(|(_, text)| text.contains(['<', '>']));
    if held.notebook.is_none() || quoted || !redirects {
        return edits;
    }
    match edits.last_mut().filter(|(range, _)| range.end == word.end) {
        Some((_, text)) => text.push('"'),
        None => edits.push((word.end..word.end, "\"".to_owned())),
    }
    edits.insert(0, (word.start..word.start, "\"".to_owned()));
    edits
}
