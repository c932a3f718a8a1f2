//! How a file names a symbol: through the module that it imported, under whatever name.

use super::Draft;
use super::loaded::importing_late;
use crate::rewrite::imports::{ImportNeed, is_imported_so};
use crate::rewrite::names::{free_name, used_names};
use crate::semantic::bind::{MODULE, ScopeId};
use crate::semantic::imports::Imported;
use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, FileId};
use crate::syntax::ast::{
    ComprehensionKind, ExprId, ExprKind, Parent, Span, StmtId, StmtKind, Tree,
};
use crate::syntax::query::top;

/// The text by which an expression reaches a module: `ai` in `ai.error.Timeout` for the module `openai`.
fn module_text(analysis: &Analysis<'_>, place: Place, module: &str) -> Option<String> {
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

/// The text of a call that gives the module which an expression is read of: `load()` in `load().Name`. It
/// can stand in new text once.
#[must_use]
pub fn module_given(analysis: &Analysis<'_>, place: Place, module: &str) -> Option<String> {
    let tree = &analysis.file(place.0).tree;
    let mut at = place.1;
    while let ExprKind::Attribute { value, .. } = &tree.expr(at).kind {
        at = *value;
    }
    if at == place.1 || !matches!(tree.expr(at).kind, ExprKind::Call { .. }) {
        return None;
    }
    let value = analysis.value((place.0, at));
    let is_module =
        |atom: Atom| matches!(atom, Atom::Symbol(name) if analysis.names.get(name) == module);
    let modules = value
        .atoms()
        .iter()
        .filter(|atom| is_module(**atom))
        .count();
    (modules == 1).then(|| source(analysis, place.0, at).to_owned())
}

/// Whether an expression is a name, or names with dots between them.
fn is_plain(analysis: &Analysis<'_>, place: Place) -> bool {
    crate::syntax::query::dotted(&analysis.file(place.0).tree, place.1).is_some()
}

/// The text by which a new expression at a place names a module, as the file does; the draft imports
/// what is missing for it.
#[must_use]
pub fn module_name(
    analysis: &Analysis<'_>,
    place: Place,
    module: &str,
    draft: &mut Draft,
) -> String {
    if let Some(text) = module_text(analysis, place, module) {
        keep_top(analysis, place, &text, draft);
        return text;
    }
    if let Some(name) = module_binding(analysis, place, module) {
        return name;
    }
    let top = top(module);
    let scope = scope_at(analysis, place);
    let is_bound = analysis.file(place.0).scopes.owner(scope, top).is_some();
    let alias = (is_bound && !is_imported(analysis, place, top))
        .then(|| free_name(&analysis.file(place.0).tree, &module.replace('.', "_")));
    let name = alias.clone().unwrap_or_else(|| module.to_owned());
    let need = ImportNeed::Module {
        module: module.to_owned(),
        alias,
    };
    let within =
        importing_function(analysis, place).or_else(|| importing_late(analysis, place, top));
    draft.need(place.0, within, need);
    name
}

/// A text that is to stand at a place, with the names by which modules are reached there; the draft imports what is
/// missing for it.
#[must_use]
pub fn naming(
    analysis: &Analysis<'_>,
    place: Place,
    text: &str,
    modules: &[String],
    draft: &mut Draft,
) -> String {
    let mut out = text.to_owned();
    for module in modules {
        let name = module_name(analysis, place, module, draft);
        out = reaching(&out, module, &name);
    }
    out
}

/// A text in which what is read of a module is read of another name.
#[must_use]
pub fn reaching(text: &str, module: &str, name: &str) -> String {
    let whole = format!("{module}.");
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(&whole) {
        let before = rest[..at].chars().last().or_else(|| out.chars().last());
        let is_part = before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '.');
        out.push_str(&rest[..at]);
        out.push_str(if is_part { module } else { name });
        rest = &rest[at + module.len()..];
    }
    out + rest
}

/// The text by which a new expression at a place names what stands at a path: by its last name where the file uses that for nothing
/// else, else through its module. The draft imports what is missing for it.
#[must_use]
pub fn member_name(analysis: &Analysis<'_>, place: Place, path: &str, draft: &mut Draft) -> String {
    let Some((module, name)) = path.rsplit_once('.') else {
        return module_name(analysis, place, path, draft);
    };
    let tree = &analysis.file(place.0).tree;
    let need = ImportNeed::from(module, name);
    let is_free = || !used_names(tree).contains(name);
    if is_imported_so(tree, &need).unwrap_or_else(is_free) {
        draft.need(place.0, None, need);
        return name.to_owned();
    }
    let module = module_name(analysis, place, module, draft);
    format!("{module}.{name}")
}

/// Whether a new expression at a place can name a module without another import.
#[must_use]
pub fn is_named_there(analysis: &Analysis<'_>, place: Place, module: &str) -> bool {
    module_text(analysis, place, module).is_some()
        || module_binding(analysis, place, module).is_some()
}

/// Sees to it that the first name of a text at a place stays bound: `import a.b` binds `a` too, but goes
/// with the last use of `a.b`.
fn keep_top(analysis: &Analysis<'_>, place: Place, text: &str, draft: &mut Draft) {
    let name = top(text);
    let clauses = clauses_of(analysis, place, name);
    let submodules = clauses
        .iter()
        .all(|import| clause_text(analysis, place.0, import).contains('.'));
    if submodules && !clauses.is_empty() {
        let within = importing_function(analysis, place);
        draft.need(place.0, within, ImportNeed::module(name));
    }
}

/// The name by which a file's own imports bind a module for all of its code, if they do and no other
/// scope hides it from a place.
fn module_binding(analysis: &Analysis<'_>, place: Place, module: &str) -> Option<String> {
    let scope = scope_at(analysis, place);
    let file = analysis.file(place.0);
    let here = file.tree.expr(place.1).span.start;
    // The whole module has run before a function is called, but of a notebook only some cells may have.
    let runs_later = scope != MODULE && !file.unit.is_notebook();
    let mut found: Vec<&str> = analysis
        .imported
        .iter()
        .filter(|((file, _), import)| {
            *file == place.0
                && import.scope == MODULE
                && (runs_later || import.clause.start < here)
                && import
                    .value
                    .single()
                    .and_then(|atom| path_of(analysis, atom))
                    == Some(module)
        })
        .map(|(_, import)| {
            let clause = clause_text(analysis, place.0, import);
            let is_path = clause == module;
            let name = analysis.names.get(import.name);
            if is_path { module } else { name }
        })
        .filter(|name| analysis.file(place.0).scopes.owner(scope, top(name)) == Some(MODULE))
        .collect();
    found.sort_unstable();
    found.first().map(|name| (*name).to_owned())
}

/// The name by which all code of a file can reach a module that the file imports as a whole, and that import.
#[must_use]
pub fn module_import(
    analysis: &Analysis<'_>,
    file: FileId,
    module: &str,
) -> Option<(String, ImportNeed)> {
    let means = |import: &Imported| {
        import.scope == MODULE
            && import
                .value
                .single()
                .and_then(|atom| path_of(analysis, atom))
                == Some(module)
    };
    let clauses = analysis.imported_in(file);
    let mut names: Vec<&str> = clauses
        .filter(|import| means(import))
        .filter(|import| clause_text(analysis, file, import).split(' ').next() == Some(module))
        .map(|import| analysis.names.get(import.name))
        .collect();
    names.sort_unstable();
    let name = (*names.first()?).to_owned();
    let need = ImportNeed::Module {
        module: module.to_owned(),
        alias: (name != module).then(|| name.clone()),
    };
    Some((name, need))
}

/// Whether a file uses a name for something else than what stands at a path.
#[must_use]
pub fn is_taken(analysis: &Analysis<'_>, file: FileId, name: &str, path: &str) -> bool {
    let imported = analysis.imported_in(file).any(|import| {
        analysis.names.get(import.name) == name
            && import
                .value
                .single()
                .and_then(|atom| path_of(analysis, atom))
                == Some(path)
    });
    !imported && analysis.file(file).scopes.any_binds(name)
}

/// Whether a name at a place is what an import of a package of that name binds.
fn is_imported(analysis: &Analysis<'_>, place: Place, name: &str) -> bool {
    clauses_of(analysis, place, name).iter().any(|import| {
        let clause = clause_text(analysis, place.0, import);
        let path = import
            .value
            .single()
            .and_then(|atom| path_of(analysis, atom));
        // `from other import name` is written so too.
        let is_of_other = path.is_some_and(|path| top(path) != name);
        !is_of_other && (clause == name || clause.starts_with(&format!("{name}.")))
    })
}

/// The function whose own import binds what an expression starts with.
fn importing_function(analysis: &Analysis<'_>, place: Place) -> Option<StmtId> {
    let file = analysis.file(place.0);
    let mut at = place.1;
    while let ExprKind::Attribute { value, .. } = &file.tree.expr(at).kind {
        at = *value;
    }
    let ExprKind::Name(name) = &file.tree.expr(at).kind else {
        return None;
    };
    let scope = clauses_of(analysis, place, name).first()?.scope;
    file.tree
        .stmts
        .iter()
        .enumerate()
        .find_map(|(index, stmt)| {
            let id = StmtId(u32::try_from(index).expect("fewer than 2^32 statements"));
            let is_function = matches!(stmt.kind, StmtKind::Function(_));
            (is_function && file.scopes.of_stmt(id) == Some(scope)).then_some(id)
        })
}

/// The import clauses that bind a name as it is seen from a place.
fn clauses_of<'a>(analysis: &'a Analysis<'_>, place: Place, name: &str) -> Vec<&'a Imported> {
    let scopes = &analysis.file(place.0).scopes;
    let owner = scopes.owner(scope_at(analysis, place), name);
    let known = analysis.names.find(name);
    let clauses = known.and_then(|name| analysis.clauses.get(&(place.0, name)));
    let clauses = clauses.into_iter().flatten();
    clauses
        .filter_map(|start| analysis.imported.get(&(place.0, *start)))
        .filter(|import| Some(import.scope) == owner)
        .collect()
}

/// The text of an import clause: `a.b`, `b as c`.
pub(super) fn clause_text<'a>(
    analysis: &'a Analysis<'_>,
    file: FileId,
    import: &Imported,
) -> &'a str {
    &analysis.file(file).unit.text()[import.clause.range()]
}

/// The scope that names at a place are looked up from.
pub(super) fn scope_at(analysis: &Analysis<'_>, place: Place) -> ScopeId {
    let file = analysis.file(place.0);
    let mut at = place.1;
    while let Parent::Expr(up) = file.tree.expr(at).parent {
        match &file.tree.expr(up).kind {
            ExprKind::Lambda { .. } => break,
            // What it goes through first is evaluated around it.
            ExprKind::Comprehension { clauses, .. }
                if clauses.first().is_none_or(|first| first.iterable != at) =>
            {
                if let Some(scope) = file.scopes.of_expr(up) {
                    return scope;
                }
            }
            _ => {}
        }
        at = up;
    }
    analysis
        .unit_at(place)
        .map_or(MODULE, |unit| analysis.get(unit).scope)
}

fn path_of<'a>(analysis: &'a Analysis<'_>, atom: Atom) -> Option<&'a str> {
    match atom {
        Atom::Symbol(name) => Some(analysis.names.get(name)),
        _ => None,
    }
}

/// Whether an expression, as it stands, can only be an argument without a keyword: behind `name=`, or as an
/// item of a display, it needs parentheses.
#[must_use]
pub fn wants_parentheses(tree: &Tree, expr: ExprId) -> bool {
    let held = tree.expr(expr);
    match held.kind {
        ExprKind::Walrus { .. } => held.span == held.outer,
        // The parentheses are those of the call: with its own it would begin before its element.
        ExprKind::Comprehension {
            kind: ComprehensionKind::Generator,
            element,
            ..
        } => held.span.start == tree.expr(element).outer.start,
        _ => false,
    }
}

/// The source text of an expression as it can stand behind `name=` or among items.
#[must_use]
pub fn value_source(analysis: &Analysis<'_>, file: FileId, expr: ExprId) -> String {
    let text = source(analysis, file, expr);
    match wants_parentheses(&analysis.file(file).tree, expr) {
        true => format!("({text})"),
        false => text.to_owned(),
    }
}

/// The source text of an expression with its parentheses.
#[must_use]
pub fn source<'a>(analysis: &'a Analysis<'_>, file: FileId, expr: ExprId) -> &'a str {
    let file = analysis.file(file);
    &file.unit.text()[file.tree.expr(expr).outer.range()]
}

/// Where what stands behind an expression begins to be written anew: lines that are broken between them stay so, with
/// the comments there.
#[must_use]
pub fn behind(tree: &Tree, text: &str, end: u32) -> u32 {
    let mut at = end as usize;
    let mut broken = false;
    while let Some(byte) = text.as_bytes().get(at) {
        match byte {
            b'\n' | b'\r' => broken = true,
            b'#' => {
                let comment = tree.comments.iter().find(|one| one.start as usize == at);
                match comment {
                    Some(comment) => at = comment.end as usize,
                    None => break,
                }
                continue;
            }
            b' ' | b'\t' | b'\x0c' | b'\\' => {}
            _ => break,
        }
        at += 1;
    }
    match broken {
        true => u32::try_from(at).unwrap_or(end),
        false => end,
    }
}

/// Whether a comment stands in a stretch of a file.
#[must_use]
pub fn has_comment(tree: &Tree, span: Span) -> bool {
    tree.comments.iter().any(|one| span.contains(*one))
}

#[cfg(test)]
mod tests {
    use super::reaching;

    #[test]
    fn only_what_is_read_of_the_module_is_read_of_the_other_name() {
        let text = "(pos.a or os.environ.get(\"x\")) + x.os.b + os.os.c";
        assert_eq!(
            reaching(text, "os", "os_2"),
            "(pos.a or os_2.environ.get(\"x\")) + x.os.b + os_2.os.c"
        );
        assert_eq!(reaching("httpx", "httpx", "h"), "httpx");
    }
}
