//! A small project with a pack of its own, for tests of transforms.
#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::sync::Arc;

use super::Draft;
use crate::rewrite::{apply, flatten};
use crate::rules::active::ActivePack;
use crate::rules::load::{Pack, PackFile};
use crate::semantic::bind::Scopes;
use crate::semantic::external::External;
use crate::semantic::infer::Analysis;
use crate::semantic::project::{File, Modules};
use crate::semantic::value::FileId;
use crate::source::SourceUnit;
use crate::syntax::parse;

const HEADER: &str = r#"
name = "pack"
summary = ""
distributions = ["pkg"]
imports = ["pkg"]
from = "1"
target = "2"
models = [{ file = "pkg.pyi", versions = ">=0" }]
[codes]
ABC101 = { name = "wrong" }
"#;

/// A pack about `pkg`, whose stub and rules are given.
pub fn pack(stub: &str, rules: &str) -> ActivePack {
    let file = |path: &str, text: &str| PackFile {
        path: path.to_owned(),
        text: text.to_owned().into(),
    };
    let files = vec![
        file("pack.toml", HEADER),
        file("rules.toml", rules),
        file("pkg.pyi", stub),
    ];
    let pack = Arc::new(Pack::load("rules/pack", files).unwrap());
    ActivePack::new(pack, "1".parse().unwrap(), "2".parse().unwrap())
}

/// Hands the analysis of some files, by their paths, to `look`.
pub fn analysed<T>(
    pack: ActivePack,
    files: &[(&str, &str)],
    look: impl FnOnce(&Analysis<'_>) -> T,
) -> T {
    analysed_beside(pack, files, &[], look)
}

/// As [`analysed`], with further files in the project that are not read.
pub fn analysed_beside<T>(
    pack: ActivePack,
    files: &[(&str, &str)],
    unread: &[&str],
    look: impl FnOnce(&Analysis<'_>) -> T,
) -> T {
    let paths = files.iter().map(|(path, _)| *path);
    let mut modules = Modules::new(paths.chain(unread.iter().copied()));
    let read: Vec<File> = files
        .iter()
        .enumerate()
        .map(|(index, (path, text))| {
            modules.parsed(path, text, FileId(u32::try_from(index).unwrap()));
            let unit = SourceUnit::read(Path::new(path), path, text.as_bytes()).unwrap();
            let tree = parse(unit.text());
            let scopes = Scopes::of(&tree);
            File { unit, tree, scopes }
        })
        .collect();
    let packs = [pack];
    let external = External::new(&packs);
    look(&Analysis::run(&read, &modules, &external))
}

/// The text of a file after a draft, without what becomes of its imports.
pub fn after(analysis: &Analysis<'_>, file: FileId, draft: &Draft) -> String {
    let text = analysis.file(file).unit.text();
    let operations = draft.operations.get(&file).cloned().unwrap_or_default();
    apply(text, &flatten(text, &operations).unwrap())
}
