//! The routes that the code of a web service answers, as its decorators say them.

use std::collections::{BTreeMap, BTreeSet};

use super::tables::Tables;
use crate::source::SourceUnit;
use crate::syntax::ast::{ExprId, ExprKind, StmtKind, Tree};
use crate::syntax::query::{arguments, dotted, keyword, last, string};

/// One route.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    /// The file, as reports show it.
    pub file: String,
    /// The line of the handler's decorator, from 1.
    pub line: u32,
    /// `GET`
    pub method: String,
    /// As it is asked for, with the prefixes that are seen.
    pub path: String,
    /// The function that answers.
    pub handler: String,
    /// The files that the function names something of.
    pub leads: BTreeSet<String>,
}

/// A file's routes put below a prefix by another file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mount {
    /// The file whose routes they are.
    pub(super) file: String,
    prefix: String,
}

/// The routes of one file, without prefixes.
pub(super) fn routes(unit: &SourceUnit, tree: &Tree, tables: &Tables) -> Vec<Route> {
    let functions = tree.stmts.iter().filter_map(|stmt| match &stmt.kind {
        StmtKind::Function(function) => Some(function),
        _ => None,
    });
    functions
        .flat_map(|function| {
            let name = &function.name.text;
            let decorators = function.decorators.iter();
            decorators.flat_map(move |id| {
                let route = |(method, path): (String, &str)| Route {
                    file: unit.display().to_owned(),
                    line: unit.location(tree.expr(*id).span).start.line,
                    method,
                    path: path.to_owned(),
                    handler: name.to_string(),
                    leads: BTreeSet::new(),
                };
                answered(tree, *id, tables).into_iter().map(route)
            })
        })
        .collect()
}

/// The methods that a decorator names, and the path: `@app.get("/")`, `@app.route("/", methods=["POST"])`.
fn answered<'t>(tree: &'t Tree, id: ExprId, tables: &Tables) -> Vec<(String, &'t str)> {
    let expr = tree.expr(id);
    let ExprKind::Call { function, .. } = &expr.kind else {
        return Vec::new();
    };
    let ExprKind::Attribute { attribute, .. } = &tree.expr(*function).kind else {
        return Vec::new();
    };
    let given = keyword(expr, "path").or_else(|| arguments(expr).first());
    let path = given.and_then(|one| string(tree, one.value));
    let Some(path) = path.filter(|path| path.is_empty() || path.starts_with('/')) else {
        return Vec::new();
    };
    let name = &*attribute.text;
    if tables.methods.iter().any(|one| one == name) {
        return vec![(name.to_uppercase(), path)];
    }
    if !tables.routes.iter().any(|one| one == name) {
        return Vec::new();
    }
    let named: Vec<(String, &str)> = keyword(expr, "methods")
        .map(|one| match &tree.expr(one.value).kind {
            ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::Set(items) => {
                let texts = items.iter().filter_map(|item| string(tree, *item));
                texts.map(|text| (text.to_uppercase(), path)).collect()
            }
            _ => Vec::new(),
        })
        .unwrap_or_default();
    match named.is_empty() {
        true => vec![("GET".to_owned(), path)],
        false => named,
    }
}

/// The prefix that a file gives to a router of its own.
pub(super) fn prefix(tree: &Tree) -> String {
    let given = tree.stmts.iter().filter_map(|stmt| match &stmt.kind {
        StmtKind::Assign { value, .. } => prefix_in(tree, *value),
        _ => None,
    });
    given.map(str::to_owned).next().unwrap_or_default()
}

fn prefix_in(tree: &Tree, call: ExprId) -> Option<&str> {
    let expr = tree.expr(call);
    let given = keyword(expr, "prefix").or_else(|| keyword(expr, "url_prefix"))?;
    string(tree, given.value)
}

/// The files whose routes a file takes in; `named` are the files that its names come from.
pub(super) fn mounts(tree: &Tree, named: &BTreeMap<String, String>, tables: &Tables) -> Vec<Mount> {
    let calls = tree.exprs.iter().filter_map(|expr| {
        let ExprKind::Call { function, .. } = &expr.kind else {
            return None;
        };
        let path = dotted(tree, *function)?;
        let takes = tables.mounts.iter().any(|one| one == last(&path));
        let first = arguments(expr).first().filter(|_| takes)?;
        let router = dotted(tree, first.value)?;
        // `users.router`, `api.users.router` and a name that was imported.
        let mut at = router.as_str();
        let file = loop {
            if let Some(file) = named.get(at) {
                break file;
            }
            at = at.rsplit_once('.')?.0;
        };
        let prefix = keyword(expr, "prefix").or_else(|| keyword(expr, "url_prefix"));
        let prefix = prefix.and_then(|one| string(tree, one.value));
        Some(Mount {
            file: file.clone(),
            prefix: prefix.unwrap_or_default().to_owned(),
        })
    });
    calls.collect()
}

/// How many files may take each other's routes in.
const DEPTH: usize = 8;

/// What stands before the routes of each file: its router's own prefix behind those of the files that take it in.
pub(super) fn prefixes<'a>(
    files: impl Iterator<Item = (&'a str, &'a str, &'a [Mount])>,
) -> BTreeMap<String, String> {
    let mut own: BTreeMap<&str, &str> = BTreeMap::new();
    let mut above: BTreeMap<&str, (&str, &str)> = BTreeMap::new();
    for (path, prefix, mounts) in files {
        own.insert(path, prefix);
        for mount in mounts {
            above
                .entry(&mount.file)
                .or_insert((path, mount.prefix.as_str()));
        }
    }
    let whole = |path: &str| {
        let mut out = own.get(path).copied().unwrap_or_default().to_owned();
        let mut at = path;
        for _ in 0..DEPTH {
            let Some((by, prefix)) = above.get(at) else {
                break;
            };
            let outer = own.get(by).copied().unwrap_or_default();
            out = format!("{outer}{prefix}{out}");
            at = by;
        }
        out
    };
    own.keys()
        .map(|path| ((*path).to_owned(), whole(path)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::tables;
    use crate::syntax::parse;

    fn found(text: &str) -> Vec<(String, String, String)> {
        let path = std::path::Path::new("a.py");
        let unit = SourceUnit::read(path, "a.py", text.as_bytes()).expect("it is text");
        let routes = routes(&unit, &parse(text), tables::own());
        let short = |one: Route| (one.method, one.path, one.handler);
        routes.into_iter().map(short).collect()
    }

    #[test]
    fn decorators_say_methods_and_paths() {
        let text = "@app.get('/health')\nasync def ok(): ...\n\n@bp.route('/x', methods=['POST', 'PUT'])\ndef x(): ...\n\n@app.route('/y')\ndef y(): ...\n\n@cache.get(key)\ndef no(): ...\n";
        let expected = [
            ("GET", "/health", "ok"),
            ("POST", "/x", "x"),
            ("PUT", "/x", "x"),
            ("GET", "/y", "y"),
        ];
        let expected = expected.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c.to_owned()));
        assert_eq!(found(text), expected);
    }

    #[test]
    fn prefixes_of_files_that_take_others_in_stand_before_their_own() {
        let mount = |file: &str, prefix: &str| Mount {
            file: file.to_owned(),
            prefix: prefix.to_owned(),
        };
        let main = [mount("api.py", "/api")];
        let api = [mount("users.py", "/v1")];
        let files = [
            ("main.py", "", &main[..]),
            ("api.py", "", &api[..]),
            ("users.py", "/users", &[][..]),
        ];
        let found = prefixes(files.into_iter());
        assert_eq!(found["users.py"], "/api/v1/users");
    }
}
