//! Prints what each imported name and each call target of a project is taken to be, one JSON object a line.
//!
//! `cargo run --example resolve -- FOLDER`; `scripts/resolver-score` holds it against what pyright says.
#![allow(
    clippy::unwrap_used,
    reason = "a tool of the repository, not of its users"
)]

use std::path::PathBuf;

use exuvia::rules::active::ActivePack;
use exuvia::rules::embedded;
use exuvia::semantic::bind::Scopes;
use exuvia::semantic::external::External;
use exuvia::semantic::infer::{Analysis, Owner};
use exuvia::semantic::project::{File, Modules};
use exuvia::semantic::value::{Atom, ClassId, FileId, UnitId, Value};
use exuvia::source::SourceUnit;
use exuvia::source::discover::{FileKind, discover};
use exuvia::syntax::ast::{ExprKind, StmtKind};
use exuvia::syntax::parse;
use serde_json::{Value as Json, json};

fn main() {
    let root = PathBuf::from(std::env::args().nth(1).expect("a folder"));
    std::env::set_current_dir(&root).unwrap();
    let root = std::env::current_dir().unwrap();
    let found = discover(&[PathBuf::from(".")], &root, &[]).unwrap().files;
    let code: Vec<_> = found
        .into_iter()
        .filter(|file| file.kind == FileKind::Python)
        .collect();
    let packs: Vec<ActivePack> = embedded::all()
        .unwrap()
        .iter()
        .map(|pack| {
            let (from, target) = (pack.header.from.clone(), pack.header.target.clone());
            ActivePack::new(pack.clone(), from, target)
        })
        .collect();
    let external = External::new(&packs);
    let paths = code.iter().map(|file| file.display.as_str());
    let mut modules = Modules::new(paths).beside_packages(external.tops());
    let mut files = Vec::new();
    for one in &code {
        let bytes = std::fs::read(&one.path).unwrap();
        let Ok(unit) = SourceUnit::read(&one.path, &one.display, &bytes) else {
            continue;
        };
        modules.parsed(
            &one.display,
            unit.text(),
            FileId(u32::try_from(files.len()).unwrap()),
        );
        let tree = parse(unit.text());
        let scopes = Scopes::of(&tree);
        files.push(File { unit, tree, scopes });
    }
    let analysis = Analysis::run(&files, &modules, &external);
    imports(&analysis);
    for file in analysis.file_ids() {
        calls(&analysis, file);
    }
}

fn imports(analysis: &Analysis<'_>) {
    for ((file, _), imported) in &analysis.imported {
        let text = analysis.file(*file).unit.text();
        let clause = &text[imported.clause.start as usize..imported.clause.end as usize];
        let path = clause.split_whitespace().next().unwrap_or_default();
        let last = path.rfind('.').map_or(0, |dot| dot + 1);
        let at = imported.clause.start as usize + last;
        print(
            analysis,
            *file,
            "import",
            at,
            &path[last..],
            &imported.value,
        );
    }
}

fn calls(analysis: &Analysis<'_>, file: FileId) {
    let tree = &analysis.file(file).tree;
    for id in tree.expr_ids() {
        let ExprKind::Call { function, .. } = &tree.expr(id).kind else {
            continue;
        };
        let target = tree.expr(*function);
        let (at, name) = match &target.kind {
            ExprKind::Name(name) => (target.span.start, name),
            ExprKind::Attribute { attribute, .. } => (attribute.span.start, &attribute.text),
            _ => continue,
        };
        let value = analysis.value((file, *function));
        print(analysis, file, "call", at as usize, name, value);
    }
}

fn print(analysis: &Analysis<'_>, file: FileId, kind: &str, at: usize, name: &str, value: &Value) {
    let targets: Vec<Json> = value
        .atoms()
        .iter()
        .map(|atom| target(analysis, *atom))
        .collect();
    let line = json!({
        "path": analysis.file(file).unit.display(),
        "at": at,
        "kind": kind,
        "name": name,
        "complete": value.is_complete(),
        "targets": targets,
    });
    println!("{line}");
}

fn target(analysis: &Analysis<'_>, atom: Atom) -> Json {
    let name = |id| analysis.names.get(id).to_owned();
    let method = |id, of| {
        let path = analysis.types.method_path(analysis.external, id, &name(of));
        json!({ "symbol": path.unwrap_or_else(|| name(of)) })
    };
    match atom {
        Atom::Module(file) => json!({ "module": analysis.file(file).unit.display() }),
        Atom::Namespace(path) => json!({ "folder": name(path) }),
        Atom::Symbol(path) => json!({ "symbol": name(path) }),
        Atom::Method(id, of, _) => method(id, of),
        Atom::Function(unit) | Atom::Bound(unit, _) => function(analysis, unit),
        Atom::Class(class) => class_of(analysis, "class", class),
        Atom::Object(class) => class_of(analysis, "object", class),
        Atom::Super(class) => class_of(analysis, "super", class),
        Atom::AllocMethod(_, of) => json!({ "container_method": name(of) }),
        other => json!({ "other": format!("{other:?}") }),
    }
}

fn function(analysis: &Analysis<'_>, unit: UnitId) -> Json {
    let unit = analysis.get(unit);
    let file = analysis.file(unit.file);
    let at = match unit.owner {
        Owner::Module => 0,
        Owner::Lambda(expr) => file.tree.expr(expr).span.start,
        Owner::Function(stmt) => match &file.tree.stmt(stmt).kind {
            StmtKind::Function(function) => function.name.span.start,
            _ => 0,
        },
    };
    let kind = if matches!(unit.owner, Owner::Lambda(_)) {
        "lambda"
    } else {
        "function"
    };
    json!({ kind: file.unit.display(), "at": at })
}

fn class_of(analysis: &Analysis<'_>, kind: &str, class: ClassId) -> Json {
    let class = &analysis.classes[class.0 as usize];
    let file = analysis.file(class.file);
    let at = match &file.tree.stmt(class.stmt).kind {
        StmtKind::Class(class) => class.name.span.start,
        _ => 0,
    };
    json!({ kind: file.unit.display(), "at": at })
}
