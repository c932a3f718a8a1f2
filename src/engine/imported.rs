//! Files whose values are arguments of calls that rules are about, and those that decorators and bases come
//! from which say where values go.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use crate::semantic::infer::{Analysis, Owner};
use crate::semantic::names::NameId;
use crate::semantic::project::{File, parent};
use crate::semantic::store::Slot;
use crate::semantic::value::{Atom, FileId};
use crate::syntax::ast::{ExprId, ExprKind, StmtKind};
use crate::syntax::query::{arguments as arguments_of, top, walk_expr};

/// Those of the paths that were not read and that hold a value which is passed to a package's function:
/// imported by a name in an argument whose value is not known.
#[must_use]
pub fn arguments<'w>(
    analysis: &Analysis<'_>,
    left: impl Iterator<Item = &'w str>,
) -> BTreeSet<&'w str> {
    let mut modules: FxHashSet<String> = FxHashSet::default();
    for (place, symbols) in &analysis.calls {
        let mut symbols = symbols.iter();
        if symbols.any(|symbol| is_of_a_package(analysis, *symbol)) {
            let arguments = arguments_of(analysis.file(place.0).tree.expr(place.1));
            let passed = arguments.iter().map(|one| one.value);
            modules.extend(unknown_sources(analysis, place.0, passed));
        }
    }
    modules.extend(decorators(analysis));
    modules.extend(bases(analysis));
    if modules.is_empty() {
        return BTreeSet::new();
    }
    left.filter(|path| {
        let module = path
            .strip_suffix("/__init__.py")
            .or_else(|| path.strip_suffix(".py"));
        module.is_some_and(|module| {
            let below = module.match_indices('/').map(|(at, _)| &module[at + 1..]);
            let mut ends = std::iter::once(module).chain(below);
            ends.any(|end| modules.contains(end))
        })
    })
    .collect()
}

/// The paths of modules that bases which are not known come from: those of classes whose attributes hold
/// what is of a package. A base may use what its subclass has put there.
fn bases(analysis: &Analysis<'_>) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for (slot, value) in analysis.store.slots() {
        let is_outer = |atom: &Atom| match atom {
            Atom::Symbol(name) => is_of_a_package(analysis, *name),
            _ => false,
        };
        let Slot::Field(class, _) = slot else {
            continue;
        };
        if !value.atoms().iter().any(is_outer) {
            continue;
        }
        for class in analysis.ancestors(*class) {
            let class = &analysis.classes[class.0 as usize];
            let tree = &analysis.file(class.file).tree;
            let StmtKind::Class(held) = &tree.stmt(class.stmt).kind else {
                continue;
            };
            let bases = held.arguments.iter().map(|one| one.value);
            out.extend(unknown_sources(analysis, class.file, bases));
        }
    }
    out
}

/// The paths of modules that decorators which are not known come from: those of methods that put values
/// under the names of declared attributes. What the decorator is decides whether they are filled.
fn decorators(analysis: &Analysis<'_>) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for unit in &analysis.store.fillers {
        let unit = analysis.get(*unit);
        let tree = &analysis.file(unit.file).tree;
        let Owner::Function(stmt) = unit.owner else {
            continue;
        };
        let StmtKind::Function(function) = &tree.stmt(stmt).kind else {
            continue;
        };
        let decorators = function.decorators.iter().copied();
        out.extend(unknown_sources(analysis, unit.file, decorators));
    }
    out
}

fn is_of_a_package(analysis: &Analysis<'_>, symbol: NameId) -> bool {
    let path = analysis.names.get(symbol);
    analysis.external.leads_on(path)
}

/// The paths of modules that the names in some expressions come from whose values are not known.
fn unknown_sources(
    analysis: &Analysis<'_>,
    file: FileId,
    exprs: impl Iterator<Item = ExprId>,
) -> BTreeSet<String> {
    let held = analysis.file(file);
    let names = exprs.flat_map(|expr| walk_expr(&held.tree, expr));
    let unknown = names.filter(|id| !analysis.value((file, *id)).is_complete());
    unknown
        .filter_map(|id| match &held.tree.expr(id).kind {
            ExprKind::Name(name) => Some(imports_of(held, name)),
            _ => None,
        })
        .flatten()
        .collect()
}

/// The paths, without suffix, of modules that imports of a file may take a name from.
fn imports_of(file: &File, wanted: &str) -> Vec<String> {
    let mut out = Vec::new();
    for stmt in &file.tree.stmts {
        match &stmt.kind {
            StmtKind::Import(modules) => {
                for module in modules {
                    let path = &*module.module.text;
                    let bound = module.alias.as_ref().map_or(top(path), |alias| &alias.text);
                    if bound == wanted {
                        out.push(path.replace('.', "/"));
                    }
                }
            }
            StmtKind::ImportFrom {
                level,
                module,
                names,
                ..
            } => {
                let mut folder = module.text.replace('.', "/");
                if *level > 0 {
                    let mut above =
                        std::iter::successors(Some(file.unit.display()), |path| Some(parent(path)));
                    let above = above.nth(*level as usize).unwrap_or_default();
                    folder = format!("{above}/{folder}");
                    folder.truncate(folder.trim_end_matches('/').len());
                }
                for name in names {
                    if *name.alias.as_ref().unwrap_or(&name.name).text != *wanted {
                        continue;
                    }
                    // A name of the module, or a module of the package.
                    out.extend([folder.clone(), format!("{folder}/{}", name.name.text)]);
                }
            }
            _ => {}
        }
    }
    out.iter()
        .map(|path| path.trim_matches('/').to_owned())
        .filter(|path| !path.is_empty())
        .collect()
}

#[cfg(test)]
#[path = "imported_tests.rs"]
mod tests;
