//! Functions that are added to a file, where what to do shows only when its code runs.

use super::Draft;
use super::names::module_import;
use super::settings::leading_imports;
use crate::rewrite::Operation;
use crate::rewrite::imports::{ImportNeed, is_imported_so};
use crate::rewrite::names::{free_name, used_names};
use crate::rewrite::slots::{insert_statement_after, insert_statement_before};
use crate::rules::provider::Definition;
use crate::semantic::bind::MODULE;
use crate::semantic::infer::Analysis;
use crate::semantic::value::FileId;
use crate::syntax::ast::{ExprKind, StmtKind, Tree};

/// The name under which a file gets a function that `write` writes: `wanted` where an earlier round has added the same, else
/// one that nothing in the file has. None if it cannot be written.
pub fn name_for(
    analysis: &Analysis<'_>,
    (file, wanted): (FileId, &str),
    write: impl FnOnce(&str) -> Option<String>,
) -> Option<String> {
    let held = analysis.file(file);
    Some(match has(held.unit.text(), &write(wanted)?) {
        true => wanted.to_owned(),
        false => free_name(&held.tree, wanted),
    })
}

/// Whether a text has the lines of a function, and nothing more in it.
fn has(text: &str, function: &str) -> bool {
    let mut found = text.match_indices(function);
    found.any(|(at, _)| {
        let rest = text[at + function.len()..].trim_start_matches([' ', '\t']);
        let ends = rest.trim_start_matches(['\r', '\n']);
        (at == 0 || text[..at].ends_with(['\r', '\n']))
            && (rest.is_empty() || rest.len() > ends.len() && !ends.starts_with([' ', '\t']))
    })
}

/// Adds a function to a file that has not the same already. None if there is no place for it.
pub fn function_added(analysis: &Analysis<'_>, file: FileId, function: &str) -> Option<Draft> {
    let mut draft = Draft::default();
    let held = analysis.file(file);
    if has(held.unit.text(), function) {
        return Some(draft);
    }
    for operation in placed(&held.tree, held.unit.text(), function)? {
        draft.edit(file, operation);
    }
    Some(draft)
}

/// Adds definitions, which read the names of a module, to a file that has nothing else under their names. None if it
/// has.
pub fn definition_added(
    analysis: &Analysis<'_>,
    (module, file): (&str, FileId),
    definition: &Definition,
) -> Option<Draft> {
    let held = analysis.file(file);
    let mut draft = Draft::default();
    let code = match module_import(analysis, file, module) {
        Some((name, need)) => {
            draft.need(file, None, need);
            let within = format!("import {module}");
            let mut imports = false;
            let lines = definition.code.split_inclusive('\n').filter(|line| {
                // The empty line behind it goes with it.
                let goes = line.trim() == within || imports && line.trim().is_empty();
                imports = line.trim() == within;
                !goes
            });
            let code: String = lines.collect();
            code.replace(&format!("{module}."), &format!("{name}."))
        }
        None => definition.code.clone(),
    };
    let code = code.trim_end();
    // An earlier run has added it.
    if has(held.unit.text(), code) {
        return Some(draft);
    }
    let used = used_names(&held.tree);
    if definition.names().any(|name| used.contains(name)) {
        return None;
    }
    draft.absorb(with_imports(analysis, file, (code, &definition.imports))?);
    Some(draft)
}

/// Adds definitions with what they name: `module`, or `module:name` for a name of it. None if the file has something else
/// under such a name.
pub fn with_imports(
    analysis: &Analysis<'_>,
    file: FileId,
    (code, imports): (&str, &[String]),
) -> Option<Draft> {
    let held = analysis.file(file);
    let mut draft = function_added(analysis, file, code)?;
    for import in imports {
        let need = ImportNeed::spelled(import);
        let is_free = || held.scopes.owner(MODULE, need.bound()).is_none();
        if !is_imported_so(&held.tree, &need).unwrap_or_else(is_free) {
            return None;
        }
        draft.need(file, None, need);
    }
    Some(draft)
}

/// A function behind the imports that a file begins with, or at its top.
fn placed(tree: &Tree, text: &str, function: &str) -> Option<Vec<Operation>> {
    let is_docstring = |kind: &StmtKind| {
        matches!(kind, StmtKind::Expr(value)
            if matches!(tree.expr(*value).kind, ExprKind::Str { .. }))
    };
    let Some(last) = leading_imports(tree).last() else {
        let mut body = tree.body.iter();
        let first = body.find(|id| !is_docstring(&tree.stmt(**id).kind))?;
        let function = format!("{function}\n\n\n");
        return Some(vec![insert_statement_before(
            tree, text, *first, &function,
        )?]);
    };
    let end = tree.stmt(last).span.end as usize;
    let mut lines = text[end..].split_inclusive('\n');
    let head = lines.next().unwrap_or_default().len();
    let gap: Vec<&str> = lines.take_while(|line| line.trim().is_empty()).collect();
    let missing = match text[end..].trim().is_empty() {
        true => 0,
        false => 2_usize.saturating_sub(gap.len()),
    };
    let mut function = format!("\n\n{function}\n");
    let Some(blank) = gap.first() else {
        function.extend(std::iter::repeat_n('\n', missing));
        return Some(vec![insert_statement_after(tree, text, last, &function)?]);
    };
    let mut out = vec![insert_statement_after(tree, text, last, &function)?];
    if missing > 0 {
        // Once, however many functions there are.
        let at = end + head + gap.iter().map(|line| line.len()).sum::<usize>();
        let at = u32::try_from(at).ok()?;
        out.push(Operation::insert(at, blank.repeat(missing)));
    }
    Some(out)
}
