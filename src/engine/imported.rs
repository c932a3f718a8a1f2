//! Files whose values are arguments of calls that rules are about, and those that decorators and bases come
//! from which say where values go.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use super::left::Left;
use crate::semantic::infer::{Analysis, Unit};
use crate::semantic::names::NameId;
use crate::semantic::project::{File, parent, stem};
use crate::semantic::store::Slot;
use crate::semantic::value::{Atom, ClassId, FileId, Value};
use crate::syntax::ast::{ExprId, ExprKind, StmtKind};
use crate::syntax::query::{arguments as arguments_of, top, walk_expr};

/// Those of the paths that were not read and that hold a value which is passed to a package's function:
/// imported by a name in an argument whose value is not known.
#[must_use]
pub fn arguments<'w>(analysis: &Analysis<'_>, left: &Left<'w>) -> BTreeSet<&'w str> {
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
    let stems: FxHashSet<&str> = modules.iter().map(|module| stem(module)).collect();
    let left = stems.into_iter().flat_map(|stem| left.imported_by(stem));
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
        for (file, bases) in bases_of(analysis, *class) {
            out.extend(unknown_sources(analysis, file, bases));
        }
    }
    out
}

/// What a class and its ancestors derive from, with the files where that stands.
fn bases_of<'a>(
    analysis: &'a Analysis<'_>,
    class: ClassId,
) -> impl Iterator<Item = (FileId, impl Iterator<Item = ExprId> + 'a)> {
    let classes = analysis.ancestors(class).into_iter();
    let classes = classes.map(|class| &analysis.classes[class.0 as usize]);
    classes.filter_map(
        |class| match &analysis.file(class.file).tree.stmt(class.stmt).kind {
            StmtKind::Class(held) => Some((class.file, held.arguments.iter().map(|one| one.value))),
            _ => None,
        },
    )
}

/// The paths of modules that decorators which are not known come from: those of methods that put values
/// under the names of declared attributes. What the decorator is decides whether they are filled.
fn decorators(analysis: &Analysis<'_>) -> BTreeSet<String> {
    let units = analysis.store.fillers.iter();
    let units = units.map(|unit| analysis.get(*unit));
    let of = |unit: &Unit| {
        let decorators = decorators_of(analysis, unit).iter().copied();
        unknown_sources(analysis, unit.file, decorators)
    };
    units.flat_map(of).collect()
}

fn decorators_of<'p>(analysis: &Analysis<'p>, unit: &Unit) -> &'p [ExprId] {
    let function = analysis.definition(unit);
    function.map_or(&[], |function| &function.decorators)
}

/// The names whose values are not known, though what they are decides about values of packages: decorators, what is set on
/// a module of a package, and bases of classes that `carries` says get what is of a package.
pub fn deciding(
    analysis: &Analysis<'_>,
    carries: &dyn Fn(&Value) -> bool,
) -> BTreeSet<(FileId, String)> {
    let mut out = BTreeSet::new();
    for unit in &analysis.units {
        let decorators = decorators_of(analysis, unit).iter().copied();
        out.extend(unknown_names(analysis, unit.file, decorators));
    }
    for file in analysis.file_ids() {
        out.extend(unknown_names(
            analysis,
            file,
            settings(analysis, file).into_iter(),
        ));
        out.extend(bases_that_are_given(analysis, file, carries));
    }
    out
}

/// The names in some expressions that imports bind and whose values are not known.
fn unknown_names(
    analysis: &Analysis<'_>,
    file: FileId,
    exprs: impl Iterator<Item = ExprId>,
) -> BTreeSet<(FileId, String)> {
    let unknown = unknown(analysis, file, exprs);
    let imported = unknown.filter(|name| !imports_of(analysis.file(file), name).is_empty());
    imported.map(|name| (file, name.to_owned())).collect()
}

/// The names in some expressions whose values are not known.
fn unknown<'p>(
    analysis: &Analysis<'p>,
    file: FileId,
    exprs: impl Iterator<Item = ExprId>,
) -> impl Iterator<Item = &'p str> {
    let tree = &analysis.file(file).tree;
    let names = exprs.flat_map(|expr| walk_expr(tree, expr));
    let unknown = names.filter(move |id| !analysis.value((file, *id)).is_complete());
    unknown.filter_map(|id| match &tree.expr(id).kind {
        ExprKind::Name(name) => Some(&**name),
        _ => None,
    })
}

/// The names of bases of classes whose objects a file makes of what is of a package: the base may keep it.
fn bases_that_are_given(
    analysis: &Analysis<'_>,
    file: FileId,
    carries: &dyn Fn(&Value) -> bool,
) -> BTreeSet<(FileId, String)> {
    let tree = &analysis.file(file).tree;
    let mut out = BTreeSet::new();
    for id in tree.expr_ids() {
        let expr = tree.expr(id);
        let ExprKind::Call { function, .. } = &expr.kind else {
            continue;
        };
        let made = analysis.value((file, *function)).atoms().iter();
        let made = made.filter_map(|atom| match atom {
            Atom::Class(class) => Some(*class),
            _ => None,
        });
        let mut made = made.peekable();
        let is_given = || {
            let mut given = arguments_of(expr).iter();
            given.any(|one| carries(analysis.value((file, one.value))))
        };
        if made.peek().is_some() && is_given() {
            for (file, bases) in made.flat_map(|class| bases_of(analysis, class)) {
                out.extend(unknown_names(analysis, file, bases));
            }
        }
    }
    out
}

/// What a file sets on modules of packages.
fn settings(analysis: &Analysis<'_>, file: FileId) -> Vec<ExprId> {
    let tree = &analysis.file(file).tree;
    let is_of_a_package = |id: &ExprId| {
        let ExprKind::Attribute { value, .. } = &tree.expr(*id).kind else {
            return false;
        };
        let mut atoms = analysis.value((file, *value)).atoms().iter();
        atoms.any(|atom| matches!(atom, Atom::Symbol(name) if is_of_a_package(analysis, *name)))
    };
    let set = tree.stmts.iter().filter_map(|stmt| match &stmt.kind {
        StmtKind::Assign { targets, value } => {
            targets.iter().any(is_of_a_package).then_some(*value)
        }
        _ => None,
    });
    set.collect()
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
    let unknown = unknown(analysis, file, exprs);
    unknown
        .flat_map(|name| imports_of(analysis.file(file), name))
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
