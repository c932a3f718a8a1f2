//! The text of imports, and names in new text.

use std::collections::BTreeMap;

use super::ImportNeed;

/// Whether a text names something where it stands: what the body of a function names is looked for when the
/// function is called.
pub(super) fn names_at_once(text: &str, name: &str) -> bool {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut body: Option<usize> = None;
    let mut signature = false;
    text.lines().any(|line| {
        let at = indent(line);
        if body.is_some_and(|outer| line.trim().is_empty() || at > outer) && !signature {
            return false;
        }
        let code = line.trim();
        if code.starts_with("def ") || code.starts_with("async def ") {
            (body, signature) = (Some(at), true);
        } else if !signature {
            body = None;
        }
        signature &= !code.ends_with(':');
        has_word(line, name)
    })
}

/// Whether a text has a name as a word of its own.
fn has_word(text: &str, name: &str) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    text.match_indices(name).any(|(at, _)| {
        !text[..at].ends_with(is_part) && !text[at + name.len()..].starts_with(is_part)
    })
}

/// Where a line of an import is too long.
pub(super) const WIDTH: usize = 88;

/// An import of names with a line for each of them where it would be too long.
pub(super) fn wrapped(line: &str, indent: usize) -> String {
    let list = line
        .split_once(" import ")
        .filter(|(from, _)| from.starts_with("from "));
    match list {
        Some((from, names)) if indent + line.len() > WIDTH => {
            let names = names.replace(", ", ",\n    ");
            format!("{from} import (\n    {names},\n)")
        }
        _ => line.to_owned(),
    }
}

/// Import statements for needs, names of one module together.
pub(super) fn statements(needs: &[&ImportNeed]) -> Vec<String> {
    let mut modules = Vec::new();
    let mut names: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for need in needs {
        match need {
            ImportNeed::Module { .. } => modules.push(format!("import {}", need.clause())),
            ImportNeed::From { module, .. } => names.entry(module).or_default().push(need.clause()),
        }
    }
    let froms = names
        .into_iter()
        .map(|(module, names)| format!("from {module} import {}", names.join(", ")));
    modules.into_iter().chain(froms).collect()
}
