//! What tests put in the place of a package for all that imports it: `sys.modules["package"] = fake`.

use super::references::{Context, Reference};
use crate::semantic::infer::Analysis;
use crate::semantic::value::{Atom, FileId};
use crate::syntax::ast::{ArgumentKind, ExprId, ExprKind, Parent, Span, StmtId, StmtKind, Tree};
use crate::syntax::query::{dotted, top, walk};

/// The table of what is imported already.
const TABLE: &str = "sys.modules";

/// Something that is imported in the place of a module of a package.
#[derive(Debug)]
pub struct Fake {
    /// Where it is put.
    pub file: FileId,
    /// The path of the module.
    pub module: String,
    /// What is put there.
    pub given: ExprId,
}

/// What the project puts in the place of modules of packages.
pub fn fakes(analysis: &Analysis<'_>) -> Vec<Fake> {
    let mut out = Vec::new();
    for file in analysis.file_ids() {
        let held = analysis.file(file);
        if !held.unit.text().contains(TABLE) {
            continue;
        }
        let put = held.tree.expr_ids().flat_map(|id| put(&held.tree, id));
        out.extend(put.filter_map(|(name, given)| {
            let is_modelled = analysis.external.is_modelled(top(name));
            is_modelled.then(|| Fake {
                file,
                module: name.to_owned(),
                given,
            })
        }));
    }
    out
}

/// What an expression puts in the table, by name.
fn put(tree: &Tree, id: ExprId) -> Vec<(&str, ExprId)> {
    match &tree.expr(id).kind {
        ExprKind::Subscript { value, index } if is_table(tree, *value) => {
            let (Parent::Stmt(stmt), Some(name)) = (tree.expr(id).parent, text(tree, *index))
            else {
                return Vec::new();
            };
            match &tree.stmt(stmt).kind {
                StmtKind::Assign { targets, value } if targets.contains(&id) => {
                    vec![(name, *value)]
                }
                _ => Vec::new(),
            }
        }
        ExprKind::Call {
            function,
            arguments,
            ..
        } => {
            let ExprKind::Attribute { value, attribute } = &tree.expr(*function).kind else {
                return Vec::new();
            };
            let mut given = arguments.iter();
            let first = match is_table(tree, *value) {
                true => Some(*value),
                false => given.next().map(|one| one.value),
            };
            if !first.is_some_and(|first| is_table(tree, first)) {
                return Vec::new();
            }
            let rest: Vec<_> = given.collect();
            match (&*attribute.text, &rest[..]) {
                ("setitem" | "setdefault" | "__setitem__", [name, given, ..]) => {
                    let name = text(tree, name.value);
                    name.map(|name| (name, given.value)).into_iter().collect()
                }
                ("dict" | "update", rest) => {
                    let all = rest.iter().flat_map(|one| match &one.kind {
                        ArgumentKind::Keyword(name) => vec![(&*name.text, one.value)],
                        _ => items(tree, one.value),
                    });
                    all.collect()
                }
                _ => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
}

fn is_table(tree: &Tree, id: ExprId) -> bool {
    text(tree, id) == Some(TABLE)
        || dotted(tree, id).is_some_and(|path| path == TABLE || path.ends_with(".sys.modules"))
}

fn text(tree: &Tree, id: ExprId) -> Option<&str> {
    match &tree.expr(id).kind {
        ExprKind::Str {
            value,
            bytes: false,
        } => Some(value),
        _ => None,
    }
}

/// What a dict display holds, by names that it spells.
fn items(tree: &Tree, id: ExprId) -> Vec<(&str, ExprId)> {
    let ExprKind::Dict(items) = &tree.expr(id).kind else {
        return Vec::new();
    };
    let named = items.iter();
    named
        .filter_map(|one| Some((text(tree, one.key?)?, one.value)))
        .collect()
}

impl Fake {
    /// The names that hold it.
    pub(super) fn names(&self, tree: &Tree) -> Vec<String> {
        let mut out: Vec<String> = dotted(tree, self.given).into_iter().collect();
        for made in self.made(tree) {
            let ExprKind::Call { function, .. } = &tree.expr(made).kind else {
                continue;
            };
            // A function of the file that gives it.
            if let ExprKind::Name(name) = &tree.expr(*function).kind {
                out.extend(returned(tree, name));
            }
        }
        out
    }

    /// The expressions that make it, as far as the file shows them.
    pub(super) fn made(&self, tree: &Tree) -> Vec<ExprId> {
        let Some(name) = dotted(tree, self.given) else {
            return vec![self.given];
        };
        let given = tree.stmts.iter().filter_map(|stmt| match &stmt.kind {
            StmtKind::Assign { targets, value } => {
                let mut targets = targets.iter();
                let is_it = targets.any(|one| dotted(tree, *one).as_ref() == Some(&name));
                is_it.then_some(*value)
            }
            _ => None,
        });
        given.collect()
    }

    /// Whether what makes it is given one of some arguments.
    #[must_use]
    pub fn is_made_with(&self, tree: &Tree, names: &[&str]) -> bool {
        self.made(tree).into_iter().any(|made| {
            let arguments = crate::syntax::query::arguments(tree.expr(made));
            arguments.iter().any(|one| match &one.kind {
                ArgumentKind::Keyword(name) => names.contains(&&*name.text),
                _ => false,
            })
        })
    }

    /// The names that it has from the start, with what they stand for, if that is an expression.
    fn members(&self, analysis: &Analysis<'_>) -> Vec<(FileId, Span, String, Option<ExprId>)> {
        let tree = &analysis.file(self.file).tree;
        let mut out = Vec::new();
        for made in self.made(tree) {
            for one in crate::syntax::query::arguments(tree.expr(made)) {
                if let ArgumentKind::Keyword(name) = &one.kind {
                    let value = Some(one.value);
                    out.push((self.file, name.span, name.text.to_string(), value));
                }
            }
        }
        for atom in analysis.value((self.file, self.given)).atoms() {
            let (Atom::Class(class) | Atom::Object(class)) = atom else {
                continue;
            };
            let held = &analysis.classes[class.0 as usize];
            let tree = &analysis.file(held.file).tree;
            let StmtKind::Class(class) = &tree.stmt(held.stmt).kind else {
                continue;
            };
            let names = class.body.iter().flat_map(|stmt| bound(tree, *stmt));
            out.extend(names.map(|(span, name)| (held.file, span, name, None)));
        }
        out
    }
}

/// The names that a statement of a class gives it.
fn bound(tree: &Tree, stmt: StmtId) -> Vec<(Span, String)> {
    match &tree.stmt(stmt).kind {
        StmtKind::Class(class) => vec![(class.name.span, class.name.text.to_string())],
        StmtKind::Function(function) => {
            vec![(function.name.span, function.name.text.to_string())]
        }
        StmtKind::Assign { targets, .. } => {
            let named = targets.iter();
            named
                .filter_map(|one| Some((tree.expr(*one).span, dotted(tree, *one)?)))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// The names that a function of a file returns.
fn returned(tree: &Tree, function: &str) -> Vec<String> {
    let bodies = tree.stmts.iter().filter_map(|stmt| match &stmt.kind {
        StmtKind::Function(one) if &*one.name.text == function => Some(&one.body),
        _ => None,
    });
    let stmts = bodies.flat_map(|body| walk(tree, body));
    let names = stmts.filter_map(|stmt| match tree.stmt(stmt).kind {
        StmtKind::Return(Some(value)) => dotted(tree, value),
        _ => None,
    });
    names.collect()
}

/// What fakes have from the start that is `changed` in what they stand in for.
pub(super) fn members_of_fakes(
    analysis: &Analysis<'_>,
    fakes: &[Fake],
    changed: &dyn Fn(&str) -> bool,
) -> Vec<Reference> {
    let mut out = Vec::new();
    for fake in fakes {
        for (file, span, name, expr) in fake.members(analysis) {
            let symbol = format!("{}.{name}", fake.module);
            if changed(&symbol) {
                out.push(Reference {
                    file,
                    expr,
                    span,
                    symbols: vec![analysis.external.canonical(&symbol)],
                    certain: true,
                    context: Context::StoodFor,
                });
            }
        }
    }
    out
}
