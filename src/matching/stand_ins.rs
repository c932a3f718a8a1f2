//! What tests put in the place of a whole module of a package, and what they ask of it: a mock answers to any name,
//! also to those that nothing calls any more.

use rustc_hash::{FxHashMap, FxHashSet};

use super::doubles::{is_offered, taking_from};
use super::fakes::{Fake, fakes, members_of_fakes};
use super::references::{Context, Reference};
use super::spelled::{NameOfModule, names_looked_up};
use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, FileId};
use crate::syntax::ast::{ArgumentKind, ExprId, ExprKind, Function, StmtId, StmtKind, Tree};
use crate::syntax::query::{arguments, call_above, dotted, walk};

/// The names of a file under which a mock is kept, each with the path of the module that it stands in for.
type Holders = FxHashMap<String, String>;

/// The names of modules of the project that hold a module of a package and are replaced as a whole, with where.
pub fn replaced_modules<'t>(
    analysis: &'t Analysis<'_>,
) -> impl Iterator<Item = (Place, NameOfModule<'t>, String)> {
    let named = names_looked_up(analysis);
    named.filter_map(|(place, named)| {
        let symbol = named.symbol(analysis)?;
        let is_module = named.member.is_empty() && analysis.external.is_modelled(&symbol);
        is_module.then_some((place, named, symbol))
    })
}

/// What is read of such mocks, and `changed` in what they stand in for.
pub(super) fn stand_ins(analysis: &Analysis<'_>, changed: &dyn Fn(&str) -> bool) -> Vec<Reference> {
    let mut files: FxHashMap<FileId, Holders> = FxHashMap::default();
    for ((file, string), _, symbol) in replaced_modules(analysis) {
        let held = holders(&analysis.file(file).tree, string);
        let names = files.entry(file).or_default();
        names.extend(held.into_iter().map(|name| (name, symbol.clone())));
    }
    let mut fakes = fakes(analysis);
    for fake in &fakes {
        let names = files.entry(fake.file).or_default();
        let held = fake.names(&analysis.file(fake.file).tree);
        names.extend(held.into_iter().map(|name| (name, fake.module.clone())));
    }
    fakes.extend(given_for_modules(analysis));
    let mut out = members_of_fakes(analysis, &fakes, changed);
    for (file, holders) in &mut files {
        started(&analysis.file(*file).tree, holders);
    }
    offered_to_others(analysis, &mut files);
    out.extend(named_by_keys(analysis, (&files, &fakes), changed));
    for (file, holders) in files {
        let tree = &analysis.file(file).tree;
        let mut found: FxHashSet<ExprId> = FxHashSet::default();
        // Parents stand behind their children: from the back, the outermost comes first.
        for id in tree.expr_ids().rev() {
            let ExprKind::Attribute { value, .. } = &tree.expr(id).kind else {
                continue;
            };
            let inner = found.contains(&id);
            if inner {
                found.insert(*value);
                continue;
            }
            let Some(symbol) = stood_for(tree, id, &holders).filter(|path| changed(path)) else {
                continue;
            };
            // What is known to be the package itself is no mock.
            let known = analysis.value((file, id));
            if known
                .atoms()
                .iter()
                .any(|atom| matches!(atom, Atom::Symbol(_)))
            {
                continue;
            }
            found.insert(*value);
            out.push(Reference {
                file,
                expr: Some(id),
                span: tree.expr(id).span,
                symbols: vec![analysis.external.canonical(&symbol)],
                certain: true,
                context: Context::StoodFor,
            });
        }
    }
    out
}

/// What is given to be put in the place of modules of packages, in a file of the project.
fn given_for_modules(analysis: &Analysis<'_>) -> impl Iterator<Item = Fake> {
    replaced_modules(analysis).filter_map(|((file, string), _, module)| {
        let given = given_instead(&analysis.file(file).tree, string)?;
        Some(Fake {
            file,
            module,
            given,
        })
    })
}

/// What a call puts in the place of what a string names.
fn given_instead(tree: &Tree, string: ExprId) -> Option<ExprId> {
    let (_, _, arguments) = call_above(tree, string)?;
    let named = arguments.iter().position(|one| one.value == string)?;
    let given = arguments
        .iter()
        .enumerate()
        .find(|(at, one)| match &one.kind {
            ArgumentKind::Keyword(name) => matches!(&*name.text, "new" | "value"),
            kind => *kind == ArgumentKind::Positional && *at == named + 1,
        });
    given.map(|(_, one)| one.value)
}

/// What mocks of modules are told by paths that are keys: `Mock(**{"a.b.return_value": …})`.
fn named_by_keys(
    analysis: &Analysis<'_>,
    (files, fakes): (&FxHashMap<FileId, Holders>, &[Fake]),
    changed: &dyn Fn(&str) -> bool,
) -> Vec<Reference> {
    let mut calls: FxHashSet<(FileId, ExprId, String)> = FxHashSet::default();
    for ((file, string), _, module) in replaced_modules(analysis) {
        let call = call_above(&analysis.file(file).tree, string);
        calls.extend(call.map(|(call, ..)| (file, call, module)));
    }
    for fake in fakes {
        let made = fake.made(&analysis.file(fake.file).tree);
        let made = made.into_iter();
        calls.extend(made.map(|made| (fake.file, made, fake.module.clone())));
    }
    for (file, holders) in files {
        let tree = &analysis.file(*file).tree;
        for id in tree.expr_ids() {
            let ExprKind::Call { function, .. } = &tree.expr(id).kind else {
                continue;
            };
            let path = dotted(tree, *function);
            let name = path
                .as_deref()
                .and_then(|path| path.strip_suffix(".configure_mock"));
            if let Some(module) = name.and_then(|name| holders.get(name)) {
                calls.insert((*file, id, module.clone()));
            }
        }
    }
    let mut out = Vec::new();
    for (file, call, module) in calls {
        let tree = &analysis.file(file).tree;
        for (key, text) in keys_given(tree, call) {
            let path = format!("{module}.{text}");
            let ends = path.char_indices().rev();
            let ends = ends.filter(|(_, letter)| *letter == '.');
            let mut paths = ends
                .map(|(at, _)| &path[..at])
                .filter(|one| one.len() > module.len());
            let named = match changed(&path) {
                true => Some(&*path),
                false => paths.find(|one| changed(one)),
            };
            out.extend(named.map(|named| Reference {
                file,
                expr: Some(key),
                span: tree.expr(key).span,
                symbols: vec![analysis.external.canonical(named)],
                certain: true,
                context: Context::StoodFor,
            }));
        }
    }
    out
}

/// The keys of the dicts that a call takes its keywords out of, as far as they are spelled there.
fn keys_given(tree: &Tree, call: ExprId) -> Vec<(ExprId, &str)> {
    let mut out = Vec::new();
    for one in arguments(tree.expr(call)) {
        let (ArgumentKind::DoubleStar, ExprKind::Dict(items)) =
            (&one.kind, &tree.expr(one.value).kind)
        else {
            continue;
        };
        out.extend(items.iter().filter_map(|item| {
            let key = item.key?;
            match &tree.expr(key).kind {
                ExprKind::Str { value, .. } => Some((key, &**value)),
                _ => None,
            }
        }));
    }
    out
}

/// The path that an attribute of a mock stands in for.
fn stood_for(tree: &Tree, id: ExprId, holders: &Holders) -> Option<String> {
    let path = dotted(tree, id)?;
    let mut cut = path.len();
    while let Some(at) = path[..cut].rfind('.') {
        cut = at;
        if let Some(module) = holders.get(&path[..at]) {
            return Some(format!("{module}{}", &path[at..]));
        }
    }
    None
}

/// The names under which the mock is kept that a call with this string makes or is given.
fn holders(tree: &Tree, string: ExprId) -> Vec<String> {
    let Some((call, _, arguments)) = call_above(tree, string) else {
        return Vec::new();
    };
    let given = arguments.iter().filter(|one| match &one.kind {
        ArgumentKind::Keyword(name) => matches!(&*name.text, "new" | "value"),
        kind => *kind == ArgumentKind::Positional && one.value.0 > string.0,
    });
    let mut out: Vec<String> = given.filter_map(|one| dotted(tree, one.value)).collect();
    let Some(stmt) = tree.stmt_of(call) else {
        return out;
    };
    out.extend(kept_by(tree, stmt));
    out
}

/// The names that a statement gives what it makes.
fn kept_by(tree: &Tree, stmt: StmtId) -> Vec<String> {
    let names = |ids: Vec<ExprId>| ids.into_iter().filter_map(|id| dotted(tree, id)).collect();
    match &tree.stmt(stmt).kind {
        StmtKind::Assign { targets, .. } => names(targets.clone()),
        StmtKind::AnnAssign { target, .. } => names(vec![*target]),
        StmtKind::With { items, .. } => names(items.iter().filter_map(|one| one.target).collect()),
        StmtKind::Function(function) => {
            let parameters = function.parameters.iter();
            parameters.map(|one| one.name.text.to_string()).collect()
        }
        StmtKind::Class(class) => {
            let inside = walk(tree, &class.body).into_iter();
            let methods = inside.filter(|id| matches!(tree.stmt(*id).kind, StmtKind::Function(_)));
            methods.flat_map(|id| kept_by(tree, id)).collect()
        }
        _ => Vec::new(),
    }
}

/// Adds the names under which functions offer such mocks to tests.
fn offered_to_others(analysis: &Analysis<'_>, files: &mut FxHashMap<FileId, Holders>) {
    let mut found: Vec<(FileId, String, String)> = Vec::new();
    for (file, holders) in &*files {
        let tree = &analysis.file(*file).tree;
        for stmt in &tree.stmts {
            let StmtKind::Function(function) = &stmt.kind else {
                continue;
            };
            if !is_offered(tree, function) {
                continue;
            }
            let given = given_by(tree, function);
            let mut modules = given.iter().filter_map(|name| holders.get(name));
            if let Some(module) = modules.next() {
                let name = function.name.text.to_string();
                let takers = taking_from(analysis, *file).into_iter();
                found.extend(takers.map(|taker| (taker, name.clone(), module.clone())));
            }
        }
    }
    for (file, name, module) in found {
        files.entry(file).or_default().insert(name, module);
    }
}

/// The names that a function returns or yields.
fn given_by(tree: &Tree, function: &Function) -> Vec<String> {
    let stmts = walk(tree, &function.body).into_iter();
    let given = stmts.filter_map(|stmt| match tree.stmt(stmt).kind {
        StmtKind::Return(value) => value,
        StmtKind::Expr(one) => match tree.expr(one).kind {
            ExprKind::Yield(value) => value,
            _ => None,
        },
        _ => None,
    });
    given.filter_map(|value| dotted(tree, value)).collect()
}

/// Adds the names of what a kept patch gives when it is started.
fn started(tree: &Tree, holders: &mut Holders) {
    for stmt in &tree.stmts {
        let StmtKind::Assign { targets, value } = &stmt.kind else {
            continue;
        };
        let ExprKind::Call { function, .. } = &tree.expr(*value).kind else {
            continue;
        };
        let patch = dotted(tree, *function);
        let patch = patch
            .as_deref()
            .and_then(|path| path.strip_suffix(".start"));
        if let Some(module) = patch.and_then(|patch| holders.get(patch)).cloned() {
            let names = targets.iter().filter_map(|target| dotted(tree, *target));
            holders.extend(names.map(|name| (name, module.clone())));
        }
    }
}
