//! Which files a file imports, and the parts of a project: files that no import leads from or to another part.

use rayon::prelude::*;

use super::project::{File, Modules};
use super::value::FileId;
use crate::syntax::ast::StmtKind;

/// The files of each part, in their order; the parts in the order of their first files. Files that are `linked` are of one part
/// as well.
#[must_use]
pub fn parts(files: &[File], modules: &Modules, linked: &[(FileId, FileId)]) -> Vec<Vec<FileId>> {
    let mut first: Vec<usize> = (0..files.len()).collect();
    for (one, other) in linked {
        unite(&mut first, one.0 as usize, other.0 as usize);
    }
    let others = files.par_iter().map(|file| {
        let from = file.unit.display();
        let stmts = file.tree.stmts.iter();
        let paths = stmts.flat_map(|stmt| paths(&stmt.kind));
        let others = paths.flat_map(|(level, path)| {
            let beside = (level == 0).then(|| modules.elsewhere(from, &path));
            let meant = meant(modules, from, (level, &path)).into_iter();
            meant.chain(beside.into_iter().flatten())
        });
        others.collect()
    });
    let others: Vec<Vec<FileId>> = others.collect();
    for (at, others) in others.into_iter().enumerate() {
        for other in others {
            unite(&mut first, at, other.0 as usize);
        }
    }
    let mut parts: Vec<Vec<FileId>> = vec![Vec::new(); files.len()];
    for (at, id) in (0..files.len()).zip((0..).map(FileId)) {
        parts[root(&mut first, at)].push(id);
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Makes one part of those of two files.
fn unite(first: &mut [usize], one: usize, other: usize) {
    let (one, other) = (root(first, one), root(first, other));
    first[one.max(other)] = one.min(other);
}

/// The first file of the part that a file belongs to as far as is known; what leads there is made shorter.
fn root(first: &mut [usize], mut at: usize) -> usize {
    while first[at] != at {
        first[at] = first[first[at]];
        at = first[at];
    }
    at
}

/// The parsed files that a statement of the file at the path `from` imports.
#[must_use]
pub fn imported(modules: &Modules, from: &str, stmt: &StmtKind) -> Vec<FileId> {
    let paths = paths(stmt).into_iter();
    paths
        .filter_map(|(level, path)| meant(modules, from, (level, &path)))
        .collect()
}

fn meant(modules: &Modules, from: &str, (level, path): (u32, &str)) -> Option<FileId> {
    modules.file(modules.path(from, level, path)?)
}

/// The paths of modules that a statement may import, each with the dots before it.
fn paths(stmt: &StmtKind) -> Vec<(u32, String)> {
    match stmt {
        StmtKind::Import(names) => {
            let names = names.iter();
            names.map(|one| (0, one.module.text.to_string())).collect()
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
            inside.chain(own).map(|path| (*level, path)).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transforms::testing::{analysed_beside, pack};

    fn sizes(files: &[(&str, &str)]) -> Vec<Vec<u32>> {
        analysed_beside(pack("# module: pkg\n", ""), files, &[], |analysis| {
            let parts = parts(analysis.files, analysis.modules, &[]).into_iter();
            parts
                .map(|part| part.into_iter().map(|file| file.0).collect())
                .collect()
        })
    }

    #[test]
    fn files_belong_together_that_imports_lead_between() {
        let files = [
            ("a/one.py", "from a import two\n"),
            ("a/two.py", ""),
            ("b/one.py", "import b.two\n"),
            ("b/two.py", "def f():\n    from .three import x\n"),
            ("b/three.py", ""),
            ("c.py", "import os\n"),
        ];
        assert_eq!(sizes(&files), [vec![0, 1], vec![2, 3, 4], vec![5]]);
    }

    #[test]
    fn what_a_search_path_may_lead_to_belongs_to_the_part() {
        let files = [
            ("lib/tool/__init__.py", ""),
            ("app/a.py", "from tool import x\n"),
            ("app/b.py", "import tool.more\n"),
            ("app/c.py", "from other import tool\n"),
        ];
        assert_eq!(sizes(&files), [vec![0, 1], vec![2], vec![3]]);
    }

    #[test]
    fn files_that_are_linked_are_of_one_part() {
        let files = [("a.py", ""), ("b.py", ""), ("c.py", "")];
        analysed_beside(pack("# module: pkg\n", ""), &files, &[], |analysis| {
            let linked = [(FileId(2), FileId(0))];
            let parts = parts(analysis.files, analysis.modules, &linked);
            assert_eq!(parts, [vec![FileId(0), FileId(2)], vec![FileId(1)]]);
        });
    }

    #[test]
    fn parts_that_one_file_imports_are_one() {
        let files = [
            ("a.py", ""),
            ("b.py", ""),
            ("c.py", "import b\nfrom a import *\n"),
        ];
        assert_eq!(sizes(&files), [vec![0, 1, 2]]);
    }
}
