//! Functions that run once for each process, by how they are started. Which do is data.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, ClassId, UnitId};
use crate::syntax::ast::{ExprId, ExprKind, StmtKind, Tree};
use crate::syntax::query::{dotted, last};

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Once {
    functions: Vec<String>,
    prefixes: Vec<String>,
    methods: Vec<String>,
    decorators: Vec<String>,
    containing: Vec<String>,
    short_lived: Vec<String>,
    short_lived_names: Vec<String>,
}

static TABLE: &str = include_str!("../../rules/python/once.toml");

static ONCE: LazyLock<Once> =
    LazyLock::new(|| toml::from_str(TABLE).expect("a test reads the table"));

/// Whether a function is started once: by its name, or by what decorates it.
#[must_use]
pub fn is_started_once(analysis: &Analysis<'_>, unit: UnitId) -> bool {
    let info = analysis.get(unit);
    let tree = &analysis.file(info.file).tree;
    let Some(function) = analysis.definition(info) else {
        return false;
    };
    let name = &*info.name;
    let named = ONCE.functions.iter().any(|one| one == name)
        || ONCE.prefixes.iter().any(|one| name.starts_with(one));
    named
        || info
            .class
            .is_some_and(|class| is_method(analysis, class, name))
        || function
            .decorators
            .iter()
            .any(|one| is_decorator(tree, *one))
}

/// Whether an expression is an attribute, or an item, of an object that begins anew with each request.
#[must_use]
pub fn is_of_short_life(analysis: &Analysis<'_>, (file, expr): Place) -> bool {
    let (ExprKind::Attribute { value, .. } | ExprKind::Subscript { value, .. }) =
        &analysis.file(file).tree.expr(expr).kind
    else {
        return false;
    };
    let held = analysis.value((file, *value));
    match held.single() {
        Some(Atom::Symbol(name) | Atom::Namespace(name)) => {
            let path = analysis.names.get(name);
            ONCE.short_lived.iter().any(|one| one == path)
        }
        _ if held.atoms().is_empty() && !held.is_complete() => {
            let path = dotted(&analysis.file(file).tree, *value);
            path.is_some_and(|path| ends_in_one(&path, &ONCE.short_lived_names))
        }
        _ => false,
    }
}

/// Whether the last names of a path are those of one of a list.
pub(super) fn ends_in_one(path: &str, list: &[String]) -> bool {
    list.iter().any(|one| {
        let before = path.strip_suffix(one.as_str());
        before.is_some_and(|before| before.is_empty() || before.ends_with('.'))
    })
}

/// Whether a method of a class is one, by the class's own name or by what it derives from.
fn is_method(analysis: &Analysis<'_>, class: ClassId, name: &str) -> bool {
    let methods = ONCE.methods.iter().filter_map(|one| one.rsplit_once('.'));
    let mut owners = methods.filter(|(_, method)| *method == name);
    owners.any(|(owner, _)| {
        analysis.ancestors(class).iter().any(|one| {
            let held = &analysis.classes[one.0 as usize];
            let tree = &analysis.file(held.file).tree;
            let StmtKind::Class(definition) = &tree.stmt(held.stmt).kind else {
                return false;
            };
            let derives = definition
                .arguments
                .iter()
                .any(|base| dotted(tree, base.value).is_some_and(|path| last(&path) == owner));
            *held.name == *owner || derives
        })
    })
}

fn is_decorator(tree: &Tree, decorator: ExprId) -> bool {
    let path = dotted(tree, tree.callee(decorator)).unwrap_or_default();
    let name = last(&path);
    ONCE.containing
        .iter()
        .any(|one| name.contains(one.as_str()))
        || ends_in_one(&path, &ONCE.decorators)
}
