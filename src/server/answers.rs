//! What editors show and offer of findings: diagnostics, explanations, fixes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::str::FromStr as _;

use lsp_types::{
    CodeAction, CodeActionKind, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity,
    DocumentChanges, Hover, HoverContents, Location, MarkupContent, MarkupKind, NumberOrString,
    OneOf, OptionalVersionedTextDocumentIdentifier, Position, Range, TextDocumentEdit, TextEdit,
    Uri, WorkspaceEdit,
};

use super::checked::{Checked, Found};
use super::documents::Documents;
use super::lines::Lines;
use crate::engine::Change;
use crate::finding::{Applicability, Fix, Severity};
use crate::report::page;
use crate::rules::explained::{Changed, explanation_in};
use crate::source::uri::of_path;

/// What the editor can do.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Client {
    /// Whether it takes edits that name the state of each text.
    pub(super) takes_document_changes: bool,
    /// Whether it shows places that explain a finding.
    pub(super) shows_related: bool,
    /// Whether it asks for the edit of an action when somebody takes it.
    pub(super) resolves_edits: bool,
    /// Whether it can be asked to watch files.
    pub(super) watches_files: bool,
}

/// The edits of each file, and the file's state.
type Edits = BTreeMap<PathBuf, (Option<i32>, Vec<TextEdit>)>;

/// The reference of a file: the editor's own where it is open.
pub(super) fn uri_of(path: &Path, documents: &Documents) -> Option<Uri> {
    match documents.get(path) {
        Some(document) => Some(document.uri.clone()),
        None => Uri::from_str(&of_path(&path.to_string_lossy().replace('\\', "/"))).ok(),
    }
}

/// A finding as editors show it.
pub(super) fn diagnostic(
    checked: &Checked,
    found: Found<'_>,
    documents: &Documents,
    client: Client,
) -> Diagnostic {
    let finding = found.finding;
    let help = finding.help.iter().map(String::as_str);
    let message: Vec<&str> = std::iter::once(finding.message.as_str())
        .chain(help)
        .collect();
    let related = finding.related.iter().filter_map(|one| {
        Some(DiagnosticRelatedInformation {
            location: Location {
                uri: uri_of(&checked.path(&one.location.path), documents)?,
                range: checked.range(&one.location),
            },
            message: one.why.clone(),
        })
    });
    let related: Vec<_> = related.filter(|_| client.shows_related).collect();
    Diagnostic {
        range: checked.range(&finding.location),
        severity: Some(match finding.severity {
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
            Severity::Note => DiagnosticSeverity::INFORMATION,
        }),
        code: Some(NumberOrString::String(finding.code.clone())),
        source: Some("exuvia".to_owned()),
        message: message.join("\n"),
        related_information: (!related.is_empty()).then_some(related),
        ..Diagnostic::default()
    }
}

/// What is known of the rules of the findings at a place.
pub(super) fn hover(checked: &Checked, path: &Path, place: Position) -> Option<Hover> {
    let mut range = None;
    let mut parts: Vec<String> = Vec::new();
    for found in checked.touched(path, Range::new(place, place)) {
        let finding = found.finding;
        range = range.or(Some(checked.range(&finding.location)));
        let told = explanation_in(checked.packs(found), &finding.code);
        let mut text = format!("**{}**: {}", finding.code, finding.message);
        text.extend(finding.help.iter().map(|help| format!("\n\n{help}")));
        if let Ok(Some(mut told)) = told {
            // Of a rule about many symbols, what is said of others is of no use here.
            let old = finding.symbol.old.as_deref().unwrap_or_default();
            let is_it = |one: &Changed| one.old.split(' ').next() == Some(old);
            if told.changes.iter().any(is_it) {
                told.changes.retain(is_it);
            }
            text += &format!("\n\n---\n\n{}", page::markdown(&told, 3));
        }
        if !parts.contains(&text) {
            parts.push(text);
        }
    }
    (!parts.is_empty()).then(|| Hover {
        contents: HoverContents::Markup(MarkupContent {
            kind: MarkupKind::Markdown,
            value: parts.join("\n\n---\n\n"),
        }),
        range,
    })
}

/// The fixes of the findings that a range touches, each a whole part, in as many files as it lies in.
pub(super) fn quick_fixes(
    checked: &Checked,
    path: &Path,
    range: Range,
    documents: &Documents,
    client: Client,
) -> Vec<CodeAction> {
    let mut actions: Vec<(String, CodeAction)> = Vec::new();
    for found in checked.touched(path, range) {
        let Some(id) = &found.finding.fix_id else {
            continue;
        };
        let shown = diagnostic(checked, found, documents, client);
        if let Some((_, action)) = actions.iter_mut().find(|(known, _)| known == id) {
            action.diagnostics.get_or_insert_default().push(shown);
            continue;
        }
        let Some((edits, applicability)) = edits_of(checked, found, documents) else {
            continue;
        };
        let is_safe = applicability == Applicability::Safe;
        let files = match edits.len() {
            1 => String::new(),
            number => format!(" in {number} files"),
        };
        let look = if is_safe { "" } else { " (unsafe: look at it)" };
        let action = CodeAction {
            title: format!("{}: fix this part{files}{look}", found.finding.code),
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![shown]),
            edit: workspace_edit(edits, documents, client),
            is_preferred: Some(is_safe),
            ..CodeAction::default()
        };
        actions.push((id.clone(), action));
    }
    let actions = actions.into_iter().map(|(_, action)| action);
    actions.filter(|action| action.edit.is_some()).collect()
}

/// Whether something is safe in a file and lies in no other one.
pub(super) fn has_safe_fix(checked: &Checked, path: &Path) -> bool {
    let mut found = checked.findings(path);
    found.any(|one| {
        checked.fixes(one).is_some_and(|fixes| {
            let mut files = fixes.iter().flat_map(|fix| &fix.files);
            let is_safe = |fix: &&Fix| fix.applicability == Applicability::Safe;
            fixes.iter().all(is_safe) && files.all(|file| checked.path(&file.path) == path)
        })
    })
}

/// The edits of a fix and of those that it asks for; none where they meet each other, or lie in what is no text here or was
/// changed since it was checked.
fn edits_of(
    checked: &Checked,
    found: Found<'_>,
    documents: &Documents,
) -> Option<(Edits, Applicability)> {
    let fixes = checked.fixes(found)?;
    let mut edits = Edits::new();
    for file in fixes.iter().flat_map(|fix| &fix.files) {
        if file.cell.is_some() {
            return None;
        }
        let path = checked.path(&file.path);
        let now = documents.now(&path)?;
        let of_file = edits.entry(path.clone());
        let of_file = &mut of_file.or_insert((now.version, Vec::new())).1;
        for edit in &file.edits {
            let at = |offset: u32| offset.checked_sub(now.skipped);
            let edit = TextEdit {
                range: checked.bytes(&path, &now.text, at(edit.start)?, at(edit.end)?)?,
                new_text: edit.replacement.clone(),
            };
            if !of_file.contains(&edit) {
                of_file.push(edit);
            }
        }
    }
    for (_, edits) in edits.values_mut() {
        edits.sort_by_key(|edit| edit.range.start);
        let meets = |pair: &[TextEdit]| {
            let (one, other) = (pair[0].range, pair[1].range);
            one.end > other.start || one.start == other.start
        };
        if edits.windows(2).any(meets) {
            return None;
        }
    }
    let least = fixes.iter().map(|fix| fix.applicability).min()?;
    (!edits.is_empty()).then_some((edits, least))
}

/// All changes of a run, as edits of the lines that differ; none of a file whose bytes are not those of its text.
pub(super) fn edit_of_changes(
    changes: &[Change],
    documents: &Documents,
    client: Client,
) -> Option<WorkspaceEdit> {
    let edits = changes.iter().filter_map(|change| {
        let now = documents.now(&change.path)?;
        let skipped = now.skipped as usize;
        let [before, after] = [&change.before, &change.after]
            .map(|bytes| std::str::from_utf8(bytes.get(skipped..)?).ok());
        let before = before.filter(|before| **before == *now.text)?;
        let edits = differences(before, after?);
        Some((change.path.clone(), (now.version, edits)))
    });
    workspace_edit(edits.collect(), documents, client)
}

/// The lines that differ, as edits.
fn differences(before: &str, after: &str) -> Vec<TextEdit> {
    let lines = Lines::new(before);
    let diff = similar::TextDiff::from_lines(before, after);
    let (old, new) = (diff.old_slices().to_vec(), diff.new_slices().to_vec());
    let length = |slices: &[&str]| slices.iter().map(|slice| slice.len()).sum::<usize>();
    let ops = diff.ops().iter();
    let changed = ops.filter(|op| op.tag() != similar::DiffTag::Equal);
    changed
        .map(|op| {
            let (from, to) = (op.old_range(), op.new_range());
            let start = length(&old[..from.start]);
            let end = start + length(&old[from]);
            let at = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
            TextEdit {
                range: lines.of_bytes(before, at(start), at(end)),
                new_text: new[to].concat(),
            }
        })
        .collect()
}

fn workspace_edit(edits: Edits, documents: &Documents, client: Client) -> Option<WorkspaceEdit> {
    let mut all = Vec::new();
    for (path, (version, edits)) in edits {
        all.push((uri_of(&path, documents)?, version, edits));
    }
    if all.is_empty() {
        return None;
    }
    if client.takes_document_changes {
        let edits = all
            .into_iter()
            .map(|(uri, version, edits)| TextDocumentEdit {
                text_document: OptionalVersionedTextDocumentIdentifier { uri, version },
                edits: edits.into_iter().map(OneOf::Left).collect(),
            });
        return Some(WorkspaceEdit {
            document_changes: Some(DocumentChanges::Edits(edits.collect())),
            ..WorkspaceEdit::default()
        });
    }
    let changes = all.into_iter().map(|(uri, _, edits)| (uri, edits));
    Some(WorkspaceEdit {
        changes: Some(changes.collect()),
        ..WorkspaceEdit::default()
    })
}

#[cfg(test)]
mod tests {
    use super::differences;

    #[test]
    fn changed_lines_are_edits_of_their_own() {
        let edits = differences("a\nb\nc\nd", "a\nB\nc\nd\ne");
        let shown: Vec<String> = edits
            .iter()
            .map(|edit| {
                let (start, end) = (edit.range.start, edit.range.end);
                let places = [start.line, start.character, end.line, end.character];
                format!("{places:?} {:?}", edit.new_text)
            })
            .collect();
        assert_eq!(shown, ["[1, 0, 2, 0] \"B\\n\"", "[3, 0, 3, 1] \"d\\ne\""]);
    }
}
