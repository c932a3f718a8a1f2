//! Programs that load the project's code and fork their workers then: what they are is data.

use super::event_loops::TABLE;
use crate::semantic::infer::Analysis;
use crate::semantic::project::{is_within, parent};
use crate::semantic::store::Place;
use crate::semantic::value::{FileId, UnitId};
use crate::syntax::ast::{ExprId, ExprKind, Name, Parent, StmtKind, Tree};
use crate::syntax::query::{dotted, last, top};

/// Where such workers begin, with the functions that run in them.
pub(super) fn workers(analysis: &Analysis<'_>) -> Vec<(Place, Vec<UnitId>)> {
    let mut out = Vec::new();
    for file in analysis.file_ids() {
        out.extend(preloaded(analysis, file));
    }
    let units = (0..).map(UnitId).zip(&analysis.units);
    for (id, unit) in units {
        let tree = &analysis.file(unit.file).tree;
        let Some(function) = analysis.definition(unit) else {
            continue;
        };
        let is_task = |expr: &&ExprId| is_task(analysis, unit.file, tree, **expr);
        if let Some(decorator) = function.decorators.iter().find(is_task) {
            out.push(((unit.file, *decorator), vec![id]));
        }
    }
    out
}

/// Whether a file is, by its name, one of settings which may say that the code is loaded before the workers begin.
#[must_use]
pub fn may_preload_by_name(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    TABLE.preloads.iter().any(|one| name.contains(&one.file))
}

/// The setting in a file of settings which says that the code is loaded before the workers begin: it is about all functions of
/// the folder.
fn preloaded(analysis: &Analysis<'_>, file: FileId) -> Option<(Place, Vec<UnitId>)> {
    let path = analysis.file(file).unit.display();
    let name = path.rsplit('/').next().unwrap_or(path);
    let tree = &analysis.file(file).tree;
    let mut settings = TABLE.preloads.iter().filter(|one| name.contains(&one.file));
    let place = settings.find_map(|setting| {
        tree.stmts.iter().find_map(|stmt| match &stmt.kind {
            StmtKind::Assign { targets, value } if stmt.parent == Parent::Module => {
                let is_it =
                    |target: &ExprId| dotted(tree, *target).is_some_and(|one| one == setting.name);
                let holds = matches!(tree.expr(*value).kind, ExprKind::Bool(true));
                (holds && targets.iter().any(is_it)).then_some((file, *value))
            }
            _ => None,
        })
    })?;
    let folder = parent(path);
    let is_below = |file: FileId| is_within(analysis.file(file).unit.display(), folder);
    let units = (0..).map(UnitId).zip(&analysis.units);
    let units = units
        .filter(|(_, unit)| is_below(unit.file))
        .map(|(id, _)| id);
    Some((place, units.collect()))
}

/// Whether a decorator makes a task of a queue whose workers are forked: the file, or the one that the decorator comes from,
/// imports that.
fn is_task(analysis: &Analysis<'_>, file: FileId, tree: &Tree, decorator: ExprId) -> bool {
    let Some(path) = dotted(tree, tree.callee(decorator)) else {
        return false;
    };
    TABLE.tasks.iter().any(|one| one == last(&path))
        && (imports_one(tree) || source(analysis, file, top(&path)).is_some_and(imports_one))
}

fn imports_one(tree: &Tree) -> bool {
    let is_one = |module: &Name| TABLE.queues.iter().any(|one| one == top(&module.text));
    tree.imported_modules().any(is_one)
}

/// The file of the project from which another one imports a name.
fn source<'a>(analysis: &'a Analysis<'_>, file: FileId, name: &str) -> Option<&'a Tree> {
    let from = analysis.file(file).unit.display();
    let mut found = analysis
        .file(file)
        .tree
        .stmts
        .iter()
        .filter_map(|stmt| match &stmt.kind {
            StmtKind::ImportFrom {
                level,
                module,
                names,
                ..
            } => {
                let binds = names
                    .iter()
                    .any(|one| *one.alias.as_ref().unwrap_or(&one.name).text == *name);
                let path = analysis
                    .modules
                    .path(from, *level, &module.text)
                    .filter(|_| binds)?;
                analysis.modules.file(path)
            }
            _ => None,
        });
    found.next().map(|file| &analysis.file(file).tree)
}
