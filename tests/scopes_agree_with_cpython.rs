//! Every name of every scope is bound where CPython's own compiler binds it, over the standard library of the `python3`
//! that is there.
#![allow(clippy::unwrap_used)]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use exuvia::semantic::bind::{Binding, MODULE, ScopeId, ScopeKind, Scopes};
use exuvia::syntax::ast::{ExprId, StmtId, StmtKind, Tree};
use exuvia::syntax::parse;
use serde::Deserialize;

/// A scope as Python sees it.
#[derive(Debug, Deserialize)]
struct Expected {
    kind: String,
    line: usize,
    names: BTreeMap<String, String>,
    children: Vec<Expected>,
}

#[test]
fn every_name_is_bound_where_cpython_binds_it() {
    let Some(files) = support::stdlib::files() else {
        eprintln!("skipped: there is no python3");
        return;
    };
    let mut differences = Vec::new();
    let (mut scopes, mut names) = (0, 0);
    let read: Vec<(String, Option<Expected>)> =
        support::stdlib::asked("tests/scopes_of.py", &files);
    for (path, expected) in read {
        // What is not UTF-8 is another test's.
        let (Some(expected), Ok(text)) = (expected, std::fs::read_to_string(&path)) else {
            continue;
        };
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let tree = parse(text);
        let mut compared = Compared::new(&tree, text, &path);
        compared.scope(MODULE, &expected);
        scopes += compared.scopes;
        names += compared.names;
        differences.append(&mut compared.differences);
    }
    println!("{scopes} scopes, {names} names");
    assert!(
        scopes > 1_000 && names > 10_000,
        "only {scopes} scopes with {names} names"
    );
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// One file's scopes beside Python's.
struct Compared<'a> {
    path: &'a str,
    found: Scopes,
    /// The scopes in each scope, with their lines.
    within: BTreeMap<ScopeId, Vec<(ScopeId, usize)>>,
    differences: Vec<String>,
    scopes: usize,
    names: usize,
}

impl<'a> Compared<'a> {
    fn new(tree: &Tree, text: &str, path: &'a str) -> Self {
        let found = Scopes::of(tree);
        let line = |offset: u32| text[..offset as usize].matches('\n').count() + 1;
        let mut within: BTreeMap<ScopeId, Vec<(ScopeId, usize)>> = BTreeMap::new();
        let mut add = |scope: Option<ScopeId>, offset: u32| {
            if let Some(scope) = scope {
                let parent = found.get(scope).parent.unwrap();
                within
                    .entry(parent)
                    .or_default()
                    .push((scope, line(offset)));
            }
        };
        for (index, stmt) in (0..).zip(&tree.stmts) {
            let offset = match &stmt.kind {
                StmtKind::Function(function) => function.name.span.start,
                StmtKind::Class(class) => class.name.span.start,
                _ => continue,
            };
            add(found.of_stmt(StmtId(index)), offset);
        }
        for (index, expr) in (0..).zip(&tree.exprs) {
            add(found.of_expr(ExprId(index)), expr.span.start);
        }
        Self {
            path,
            found,
            within,
            differences: Vec::new(),
            scopes: 0,
            names: 0,
        }
    }

    fn scope(&mut self, scope: ScopeId, expected: &Expected) {
        self.scopes += 1;
        for (name, place) in &expected.names {
            self.names += 1;
            let found = match self.found.owner(scope, name) {
                Some(owner) if owner == scope => "local",
                Some(MODULE) | None => "global",
                Some(_) => "free",
            };
            // What a function declares global is the module's, though Python lists it there only if it is bound there.
            let is_module = scope == MODULE && (found == "local" || place == "global");
            if found != place && !is_module {
                let (path, line) = (self.path, expected.line);
                self.differences
                    .push(format!("{path}:{line}: `{name}` is {found}, not {place}"));
            }
        }
        let mut left = self.within.remove(&scope).unwrap_or_default();
        for child in &expected.children {
            let matched = left.iter().position(|(id, line)| {
                // To Python, the parentheses of a call are those of the generator in them.
                let kind = self.kind(*id);
                let is_there = *line == child.line || kind == "comprehension";
                is_there && kind == child.kind && self.bound(*id) == bound(child)
            });
            match matched {
                Some(at) => {
                    let (id, _) = left.remove(at);
                    self.scope(id, child);
                }
                None => self.differences.push(format!(
                    "{}:{}: no {} that binds {:?}",
                    self.path,
                    child.line,
                    child.kind,
                    bound(child)
                )),
            }
        }
        let more = left.iter().map(|(id, line)| {
            let kind = self.kind(*id);
            let bound = self.bound(*id);
            format!(
                "{}:{line}: there is no {kind} that binds {bound:?}",
                self.path
            )
        });
        let more: Vec<String> = more.collect();
        self.differences.extend(more);
    }

    fn kind(&self, scope: ScopeId) -> &'static str {
        match self.found.get(scope).kind {
            ScopeKind::Module => "module",
            ScopeKind::Function => "function",
            ScopeKind::Class => "class",
            ScopeKind::Comprehension => "comprehension",
        }
    }

    fn bound(&self, scope: ScopeId) -> BTreeSet<String> {
        let names = self.found.get(scope).names.iter();
        let own = names.filter(|(_, how)| **how == Binding::Local);
        own.map(|(name, _)| name.to_string()).collect()
    }
}

fn bound(expected: &Expected) -> BTreeSet<String> {
    let names = expected.names.iter();
    let own = names.filter(|(_, place)| *place == "local");
    own.map(|(name, _)| name.clone()).collect()
}
