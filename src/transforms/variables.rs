//! Variables of the project: what they hold is named where they are given it, whichever file that is.

use crate::semantic::bind::{MODULE, ScopeId};
use crate::semantic::imports::Imported;
use crate::semantic::infer::Analysis;
use crate::semantic::project::Found;
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, FileId};
use crate::syntax::ast::{ExprKind, StmtKind};

use super::names::scope_at;

/// How many files may hand a variable on to each other.
const FILES: usize = 8;

/// Whether an expression is a name that code of the project binds and no import of something else does, or
/// an attribute of the project's own objects.
#[must_use]
pub fn is_variable(analysis: &Analysis<'_>, place: Place) -> bool {
    let file = analysis.file(place.0);
    match &file.tree.expr(place.1).kind {
        ExprKind::Name(name) => {
            let owner = file.scopes.owner(scope_at(analysis, place), name);
            // What no scope binds, a star import may.
            is_own(analysis, (place.0, owner.unwrap_or(MODULE)), name, FILES)
        }
        ExprKind::Attribute { value, attribute } => {
            let base = analysis.value((place.0, *value));
            let own = |atom: &Atom| matches!(atom, Atom::Object(_) | Atom::Class(_));
            let modules = |atom: &Atom| match atom {
                Atom::Module(file) => is_own(analysis, (*file, MODULE), &attribute.text, FILES),
                _ => false,
            };
            base.atoms().iter().any(own) || base.single().is_some_and(|atom| modules(&atom))
        }
        _ => false,
    }
}

/// Whether an import clause takes a variable of another file of the project.
#[must_use]
pub fn takes_variable(analysis: &Analysis<'_>, file: FileId, import: &Imported) -> bool {
    taken_from(analysis, file, import)
        .is_some_and(|(source, name)| is_own(analysis, (source, MODULE), name, FILES))
}

/// Whether a name of a scope is a variable of the project: no import binds it, or only one that takes it from
/// a file whose variable it is, with others or alone.
fn is_own(
    analysis: &Analysis<'_>,
    (file, owner): (FileId, ScopeId),
    name: &str,
    files: usize,
) -> bool {
    let Some(files) = files.checked_sub(1) else {
        return false;
    };
    if !analysis
        .file(file)
        .scopes
        .get(owner)
        .names
        .contains_key(name)
    {
        let stars = analysis.stars.get(&file).filter(|_| owner == MODULE);
        return stars.into_iter().flatten().any(|atom| match atom {
            Atom::Module(other) => is_own(analysis, (*other, MODULE), name, files),
            _ => false,
        });
    }
    let mut clauses = analysis
        .imported_in(file)
        .filter(|import| import.scope == owner && analysis.names.get(import.name) == name);
    clauses.all(|import| {
        taken_from(analysis, file, import)
            .is_some_and(|(source, name)| is_own(analysis, (source, MODULE), name, files))
    })
}

/// The file of the project that an import clause takes a name from, and the name there.
#[must_use]
pub fn taken_from<'a>(
    analysis: &'a Analysis<'_>,
    file: FileId,
    import: &Imported,
) -> Option<(FileId, &'a str)> {
    let held = analysis.file(file);
    let from = held.unit.display();
    held.tree.stmts.iter().find_map(|stmt| {
        let StmtKind::ImportFrom {
            level,
            module,
            names,
            ..
        } = &stmt.kind
        else {
            return None;
        };
        let clause = names.iter().find(|one| one.span == import.clause)?;
        match analysis.modules.found(from, *level, &module.text) {
            Some(Found::File(source)) => Some((source, &*clause.name.text)),
            _ => None,
        }
    })
}
