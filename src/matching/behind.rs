//! Files that are imported only where the version of a package is asked for.

use rustc_hash::FxHashSet;

use crate::semantic::infer::Analysis;
use crate::semantic::value::FileId;
use crate::syntax::ast::{ExprId, StmtId, StmtKind, Tree};
use crate::syntax::query::{blocks, walk, walk_expr};

/// The files that are imported in branches alone whose conditions `asks` the version: each serves one version, and
/// stays what it is.
pub(super) fn behind_checks(
    analysis: &Analysis<'_>,
    asks: impl Fn(FileId, ExprId) -> bool,
) -> FxHashSet<FileId> {
    let (mut inside, mut outside) = (FxHashSet::default(), FxHashSet::default());
    for index in 0..analysis.files.len() {
        let file = FileId(u32::try_from(index).expect("fewer than 2^32 files"));
        let tree = &analysis.file(file).tree;
        let guarded = guarded(tree, |id| asks(file, id));
        for index in 0..tree.stmts.len() {
            let id = StmtId(u32::try_from(index).expect("fewer than 2^32 statements"));
            let imported = imported(analysis, file, &tree.stmt(id).kind);
            match guarded.contains(&id) {
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

/// The files of the project that a statement imports.
#[must_use]
pub fn imported(analysis: &Analysis<'_>, file: FileId, stmt: &StmtKind) -> Vec<FileId> {
    let from = analysis.file(file).unit.display();
    let found = |level: u32, path: &str| {
        let path = analysis.modules.path(from, level, path)?;
        analysis.modules.file(path)
    };
    match stmt {
        StmtKind::Import(modules) => {
            let modules = modules.iter();
            modules
                .filter_map(|one| found(0, &one.module.text))
                .collect()
        }
        StmtKind::ImportFrom {
            level,
            module,
            names,
            ..
        } => {
            let inside = names.iter().map(|one| match &*module.text {
                "" => one.name.text.to_string(),
                module => format!("{module}.{}", one.name.text),
            });
            let own = (!module.text.is_empty()).then(|| module.text.to_string());
            inside
                .chain(own)
                .filter_map(|path| found(*level, &path))
                .collect()
        }
        _ => Vec::new(),
    }
}
