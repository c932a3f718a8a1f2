//! Whether a file that is imported loads a package for sure: only then can it import the package as a whole
//! without failing where it did not.

use rustc_hash::FxHashSet;

use crate::semantic::infer::{Analysis, Owner};
use crate::semantic::project::Found;
use crate::semantic::store::Place;
use crate::semantic::value::FileId;
use crate::syntax::ast::{Parent, StmtId, StmtKind};
use crate::syntax::query::top;

/// The function around an expression into which an import of a package belongs: where its file, or what that
/// imports, does not load the package for sure.
#[must_use]
pub fn importing_late(analysis: &Analysis<'_>, place: Place, package: &str) -> Option<StmtId> {
    // What has no rules is taken as there: the standard library is.
    let optional = analysis.external.is_modelled(package);
    let function = function_around(analysis, place).filter(|_| optional)?;
    let mut seen = FxHashSet::default();
    let packages = with_those_before(analysis, package);
    (!loads(analysis, place.0, &packages, &mut seen)).then_some(function)
}

/// The innermost function that an expression is run by, or that the lambda around it stands in.
fn function_around(analysis: &Analysis<'_>, place: Place) -> Option<StmtId> {
    let mut at = place;
    loop {
        match analysis.get(analysis.unit_at(at)?).owner {
            Owner::Function(function) => return Some(function),
            Owner::Lambda(lambda) => at = (at.0, lambda),
            Owner::Module => return None,
        }
    }
}

/// A package, with those whose place it takes: what loads one of them needs it as much.
fn with_those_before<'a>(analysis: &'a Analysis<'_>, package: &'a str) -> Vec<&'a str> {
    let headers = analysis.external.packs.iter().map(|pack| &pack.pack.header);
    let moves = headers.filter(|header| header.becomes.iter().any(|one| one == package));
    let before = moves.flat_map(|header| &header.imports).map(String::as_str);
    before.chain([package]).collect()
}

/// Whether a file imports one of some packages when it is imported itself: by a statement that nothing stands around, or
/// through a file of the project that it imports so.
fn loads(
    analysis: &Analysis<'_>,
    file: FileId,
    packages: &[&str],
    seen: &mut FxHashSet<FileId>,
) -> bool {
    if !seen.insert(file) {
        return false;
    }
    let held = analysis.file(file);
    let from = held.unit.display();
    let mut found = Vec::new();
    for stmt in &held.tree.stmts {
        if stmt.parent != Parent::Module {
            continue;
        }
        match &stmt.kind {
            StmtKind::Import(modules) => {
                for one in modules {
                    let path = &*one.module.text;
                    match analysis.modules.absolute(from, path) {
                        None if packages.contains(&top(path)) => return true,
                        other => found.extend(other),
                    }
                }
            }
            StmtKind::ImportFrom {
                level,
                module,
                names,
                ..
            } => {
                let path = &*module.text;
                let look = |path: &str| analysis.modules.found(from, *level, path);
                let whole = look(path);
                if *level == 0 && whole.is_none() && packages.contains(&top(path)) {
                    return true;
                }
                found.extend(whole);
                let dot = if path.is_empty() { "" } else { "." };
                let names = names.iter();
                found
                    .extend(names.filter_map(|one| look(&format!("{path}{dot}{}", one.name.text))));
            }
            _ => {}
        }
    }
    found.into_iter().any(|one| match one {
        Found::File(other) => loads(analysis, other, packages, seen),
        _ => false,
    })
}
