//! Files whose values are arguments of calls that rules are about.

use std::collections::BTreeSet;

use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::syntax::ast::{ExprKind, StmtKind, Tree};
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
            let tree = &analysis.file(place.0).tree;
            for name in unknown_names(analysis, *place) {
                modules.extend(imports_of(tree, &name));
            }
        }
    }
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
fn imports_of(tree: &Tree, wanted: &str) -> Vec<String> {
    let mut out = Vec::new();
    for stmt in &tree.stmts {
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
            StmtKind::ImportFrom { module, names, .. } => {
                let folder = module.text.replace('.', "/");
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
