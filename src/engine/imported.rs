//! Files whose values are arguments of calls that rules are about, and those that decorators and bases come
//! from which say where values go.

use std::collections::BTreeSet;

use crate::semantic::infer::{Analysis, Owner};
use crate::semantic::project::{File, parent};
use crate::semantic::store::{Place, Slot};
use crate::semantic::value::Atom;
use crate::syntax::ast::{ExprKind, StmtKind};
use crate::syntax::query::{arguments as arguments_of, walk_expr};

/// Those of the paths that were not read and that hold a value which is passed to a package's function:
/// imported by a name in an argument whose value is not known.
#[must_use]
pub fn arguments<'w>(
    analysis: &Analysis<'_>,
    left: impl Iterator<Item = &'w str>,
) -> BTreeSet<&'w str> {
    let mut modules: BTreeSet<String> = BTreeSet::new();
    for (place, symbols) in &analysis.calls {
        let modelled = symbols.iter().any(|symbol| {
            let path = analysis.names.get(*symbol);
            let top = path.split('.').next().unwrap_or_default();
            analysis.external.is_modelled(top)
        });
        if modelled {
            let file = analysis.file(place.0);
            for name in unknown_names(analysis, *place) {
                modules.extend(imports_of(file, &name));
            }
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
            modules
                .iter()
                .any(|one| module == one || module.ends_with(&format!("/{one}")))
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
            Atom::Symbol(name) => {
                let top = analysis.names.get(*name).split('.').next();
                top.is_some_and(|top| analysis.external.is_modelled(top))
            }
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
            for id in held
                .arguments
                .iter()
                .flat_map(|one| walk_expr(tree, one.value))
            {
                let unknown = !analysis.value((class.file, id)).is_complete();
                if let (true, ExprKind::Name(name)) = (unknown, &tree.expr(id).kind) {
                    out.extend(imports_of(analysis.file(class.file), name));
                }
            }
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
        for id in function
            .decorators
            .iter()
            .flat_map(|one| walk_expr(tree, *one))
        {
            let unknown = !analysis.value((unit.file, id)).is_complete();
            if let (true, ExprKind::Name(name)) = (unknown, &tree.expr(id).kind) {
                out.extend(imports_of(analysis.file(unit.file), name));
            }
        }
    }
    out
}

/// The names in the arguments of a call whose values are not known.
fn unknown_names(analysis: &Analysis<'_>, call: Place) -> BTreeSet<String> {
    let tree = &analysis.file(call.0).tree;
    arguments_of(tree.expr(call.1))
        .iter()
        .flat_map(|argument| walk_expr(tree, argument.value))
        .filter(|id| !analysis.value((call.0, *id)).is_complete())
        .filter_map(|id| match &tree.expr(id).kind {
            ExprKind::Name(name) => Some(name.to_string()),
            _ => None,
        })
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
                    let bound = module.alias.as_ref().map_or_else(
                        || path.split('.').next().unwrap_or_default(),
                        |alias| &*alias.text,
                    );
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
