//! Files that are imported only where the version of a package is asked for.

use rustc_hash::FxHashSet;

use crate::semantic::infer::Analysis;
use crate::semantic::parts::imported;
use crate::semantic::value::FileId;
use crate::syntax::ast::{ExprId, StmtId, StmtKind, Tree};
use crate::syntax::query::{blocks, walk, walk_expr};

/// The files that are imported in branches alone whose conditions `asks` the version: each serves one version, and
/// stays what it is.
pub(super) fn behind_checks(
    analysis: &Analysis<'_>,
    asks: impl Fn(FileId, ExprId) -> bool,
) -> FxHashSet<FileId> {
    let mut inside: FxHashSet<FileId> = FxHashSet::default();
    let mut outside: FxHashSet<FileId> = FxHashSet::default();
    let all = analysis.once(imports_of_files);
    for (file, imports) in analysis.file_ids().zip(&all.0) {
        let tree = &analysis.file(file).tree;
        let guarded = guarded(tree, |id| asks(file, id));
        for (stmt, imported) in imports {
            match guarded.contains(stmt) {
                true => inside.extend(imported),
                false => outside.extend(imported),
            }
        }
    }
    inside.retain(|file| !outside.contains(file));
    inside
}

/// The statements that run in branches under such a condition.
fn guarded(tree: &Tree, asks: impl Fn(ExprId) -> bool) -> FxHashSet<StmtId> {
    let mut out = FxHashSet::default();
    for stmt in &tree.stmts {
        let StmtKind::If { test, .. } = &stmt.kind else {
            continue;
        };
        if walk_expr(tree, *test).into_iter().any(&asks) {
            let branches = blocks(&stmt.kind).into_iter();
            out.extend(branches.flat_map(|block| walk(tree, block)));
        }
    }
    out
}

/// The statements of each file that import files of the project, with those.
struct Imports(Vec<Vec<(StmtId, Vec<FileId>)>>);

fn imports_of_files(analysis: &Analysis<'_>) -> Imports {
    let of = |file: FileId| {
        let held = analysis.file(file);
        let from = held.unit.display();
        let stmts = (0..).map(StmtId).zip(&held.tree.stmts);
        let imports = stmts.map(|(id, stmt)| (id, imported(analysis.modules, from, &stmt.kind)));
        imports.filter(|(_, files)| !files.is_empty()).collect()
    };
    Imports(analysis.file_ids().map(of).collect())
}

/// Whether a file imports one of some files.
#[must_use]
pub fn imports_any(analysis: &Analysis<'_>, file: FileId, of: &dyn Fn(FileId) -> bool) -> bool {
    let all = analysis.once(imports_of_files);
    let mut imported = all.0[file.0 as usize].iter().flat_map(|(_, files)| files);
    imported.any(|one| of(*one))
}
