//! How a file names a symbol: through the module that it imported, under whatever name.

use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, FileId};
use crate::syntax::ast::{ExprId, ExprKind};

/// The text by which an expression reaches a module: `ai` in `ai.error.Timeout` for the module `openai`.
#[must_use]
pub fn module_text(analysis: &Analysis<'_>, place: Place, module: &str) -> Option<String> {
    let file = analysis.file(place.0);
    let mut at = place.1;
    loop {
        if let Some(Atom::Symbol(name)) = analysis.value((place.0, at)).single()
            && analysis.names.get(name) == module
            && is_plain(analysis, (place.0, at))
        {
            return Some(file.unit.text()[file.tree.expr(at).span.range()].to_owned());
        }
        match &file.tree.expr(at).kind {
            ExprKind::Attribute { value, .. } => at = *value,
            _ => return None,
        }
    }
}

/// Whether an expression is a name, or names with dots between them.
fn is_plain(analysis: &Analysis<'_>, place: Place) -> bool {
    crate::syntax::query::dotted(&analysis.file(place.0).tree, place.1).is_some()
}

/// The name by which a file's own imports bind a module for all of its code, if they do.
#[must_use]
pub fn module_binding(analysis: &Analysis<'_>, file: FileId, module: &str) -> Option<String> {
    let mut found: Vec<&str> = analysis
        .imported
        .iter()
        .filter(|((at, _), import)| {
            let text = analysis.file(*at).unit.text();
            *at == file
                && import.scope == crate::semantic::bind::MODULE
                && binds(analysis, import, module, &text[import.clause.range()])
        })
        .map(|(_, import)| analysis.names.get(import.name))
        .collect();
    found.sort_unstable();
    found.first().map(|name| (*name).to_owned())
}

fn binds(
    analysis: &Analysis<'_>,
    import: &crate::semantic::infer::Imported,
    module: &str,
    clause: &str,
) -> bool {
    match import.value.single() {
        Some(Atom::Symbol(name)) if analysis.names.get(name) == module => true,
        // `import openai.error` binds `openai` as well; but it will not survive.
        _ => clause == module,
    }
}

/// The source text of an expression with its parentheses.
#[must_use]
pub fn source<'a>(analysis: &'a Analysis<'_>, file: FileId, expr: ExprId) -> &'a str {
    let file = analysis.file(file);
    &file.unit.text()[file.tree.expr(expr).outer.range()]
}
