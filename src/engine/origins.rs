//! Files that names of parsed files come from.

use std::collections::BTreeSet;

use super::left::Left;
use crate::semantic::infer::Analysis;
use crate::semantic::value::FileId;
use crate::syntax::ast::{ExprId, ExprKind, ImportedName, StmtKind};
use crate::syntax::query::{dotted, last, top, walk_expr};

/// Those of the paths that were not read and that names of parsed files come from: by an import, by an
/// assignment from such a name, or through a file that was read.
#[must_use]
pub fn origins<'w>(
    analysis: &Analysis<'_>,
    names: BTreeSet<(FileId, String)>,
    left: &Left<'w>,
) -> BTreeSet<&'w str> {
    let mut out = BTreeSet::new();
    let mut wave: Vec<(FileId, String)> = names.iter().cloned().collect();
    let mut met = names;
    while let Some((file, name)) = wave.pop() {
        let tree = &analysis.file(file).tree;
        let from = analysis.file(file).unit.display();
        let mut next = Vec::new();
        let mut known = false;
        for stmt in &tree.stmts {
            let (paths, original) = bound(&stmt.kind, &name);
            known |= !paths.is_empty();
            for (level, path) in paths {
                let Some(path) = analysis.modules.path(from, level, &path) else {
                    continue;
                };
                out.extend(left.get(path).map(|(path, _)| path));
                let read = analysis.modules.file(path);
                next.extend(read.zip(original.clone()));
            }
            if let StmtKind::Assign { targets, value } = &stmt.kind {
                let is_name =
                    |id: &ExprId| dotted(tree, *id).is_some_and(|path| last(&path) == name);
                if targets.iter().any(is_name) {
                    known = true;
                    let names = walk_expr(tree, *value).into_iter();
                    let names = names.filter_map(|id| match &tree.expr(id).kind {
                        ExprKind::Name(name) => Some((file, name.to_string())),
                        _ => None,
                    });
                    next.extend(names);
                }
            }
        }
        if !known {
            // A parameter: whatever of the file was not read may be given for it.
            let imported = analysis.imported.iter();
            let unread = imported.filter(|((from, _), one)| *from == file && one.value.is_unread());
            next.extend(unread.map(|(_, one)| (file, analysis.names.get(one.name).to_owned())));
        }
        next.retain(|one| met.insert(one.clone()));
        wave.extend(next);
    }
    out
}

/// The modules that a statement may take a name from, by level and path, and what it is called there.
fn bound(stmt: &StmtKind, wanted: &str) -> (Vec<(u32, String)>, Option<String>) {
    match stmt {
        StmtKind::Import(modules) => {
            let mut paths = Vec::new();
            for module in modules {
                let path = &*module.module.text;
                let bound = module.alias.as_ref().map_or(top(path), |alias| &alias.text);
                if bound == wanted {
                    let dots = path.match_indices('.').map(|(at, _)| &path[..at]);
                    paths.extend(dots.chain([path]).map(|path| (0, path.to_owned())));
                }
            }
            (paths, None)
        }
        StmtKind::ImportFrom {
            level,
            module,
            names,
            star,
            ..
        } => {
            let bound =
                |name: &&ImportedName| *name.alias.as_ref().unwrap_or(&name.name).text == *wanted;
            let original = match names.iter().find(bound) {
                Some(name) => name.name.text.to_string(),
                None if star.is_some() => wanted.to_owned(),
                None => return (Vec::new(), None),
            };
            let inside = format!("{}.{original}", module.text);
            let inside = inside.trim_start_matches('.').to_owned();
            let paths = vec![(*level, module.text.to_string()), (*level, inside)];
            (paths, Some(original))
        }
        _ => (Vec::new(), None),
    }
}
