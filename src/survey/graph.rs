//! Who imports whom, and which routes a file answers.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use rayon::prelude::*;

use super::leads::Leads;
use super::routes::{self, Mount, Route};
use super::tables::Tables;
use crate::semantic::project::Modules;
use crate::source::SourceUnit;
use crate::syntax::ast::StmtKind;
use crate::syntax::parse;

/// The Python files of a project and what leads from one to another. Paths are those that reports show.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Graph {
    /// The files that a file imports, by the importing one.
    imports: BTreeMap<String, BTreeSet<String>>,
    /// The top-level modules of others that a file imports.
    outside: BTreeMap<String, BTreeSet<String>>,
    /// The routes, with the prefixes that are seen.
    routes: Vec<Route>,
    /// The files that what runs for all routes of a file leads to, by that file.
    beside: BTreeMap<String, BTreeSet<String>>,
    /// Words that are looked for and that names or texts of the code have.
    words: BTreeSet<String>,
}

/// What one file says.
struct Read {
    path: String,
    imports: BTreeSet<String>,
    outside: BTreeSet<String>,
    routes: Vec<Route>,
    words: BTreeSet<String>,
    mounts: Vec<Mount>,
    prefix: String,
    beside: BTreeSet<String>,
}

impl Graph {
    /// Reads the Python files among `files`, paths as reports show them with those on the disk. What cannot be read or
    /// parsed has no edges: whoever reports says that it was not read.
    #[must_use]
    pub fn read(files: &BTreeMap<String, PathBuf>, tables: &Tables) -> Self {
        let code: Vec<(&String, &PathBuf)> = files
            .iter()
            .filter(|(display, _)| display.ends_with(".py"))
            .collect();
        let modules = Modules::new(code.iter().map(|(display, _)| display.as_str()));
        let read: Vec<Read> = code
            .par_iter()
            .filter_map(|(display, path)| {
                let bytes = std::fs::read(path).ok()?;
                let unit = SourceUnit::read(path, display, &bytes).ok()?;
                Some(one(&unit, &modules, tables))
            })
            .collect();
        let mut out = Self::default();
        let prefixes = routes::prefixes(
            read.iter()
                .map(|one| (one.path.as_str(), one.prefix.as_str(), &one.mounts[..])),
        );
        let taken = read.iter().flat_map(|one| {
            let mounts = one.mounts.iter();
            mounts.map(|mount| (one.path.clone(), mount.file.clone()))
        });
        let taken: Vec<(String, String)> = taken.collect();
        for mut one in read {
            out.beside.insert(one.path.clone(), one.beside);
            for route in &mut one.routes {
                let prefix = prefixes.get(&one.path).map_or("", String::as_str);
                route.path = format!("{prefix}{}", route.path);
            }
            out.routes.append(&mut one.routes);
            out.words.append(&mut one.words);
            out.imports.insert(one.path.clone(), one.imports);
            out.outside.insert(one.path, one.outside);
        }
        out.routes.sort();
        out.hand_down(&taken);
        out
    }

    /// Gives what runs for all routes of a file to the files that it takes routes of.
    fn hand_down(&mut self, taken: &[(String, String)]) {
        loop {
            let mut grown = false;
            for (from, to) in taken {
                let more = self.beside.get(from).cloned().unwrap_or_default();
                let known = self.beside.entry(to.clone()).or_default();
                let before = known.len();
                known.extend(more);
                grown |= known.len() > before;
            }
            if !grown {
                return;
            }
        }
    }

    /// The files that a route leads to, by what its function names and what its application runs beside it.
    pub fn leads<'a>(&'a self, route: &'a Route) -> impl Iterator<Item = &'a str> {
        let beside = self.beside.get(&route.file).into_iter().flatten();
        let files = route.leads.iter().chain(beside);
        files.map(String::as_str)
    }

    /// The files that import one of `files`, through however many others; those themselves are not among them.
    #[must_use]
    pub fn reaching<'a>(&'a self, files: &BTreeSet<&'a str>) -> BTreeSet<&'a str> {
        let mut importers: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (from, to) in &self.imports {
            for one in to {
                importers.entry(one).or_default().push(from);
            }
        }
        let mut out = BTreeSet::new();
        let mut left: Vec<&str> = files.iter().copied().collect();
        while let Some(file) = left.pop() {
            for from in importers.get(file).into_iter().flatten() {
                if !files.contains(from) && out.insert(*from) {
                    left.push(from);
                }
            }
        }
        out
    }

    /// The routes of files.
    #[must_use]
    pub fn routes(&self) -> &[Route] {
        &self.routes
    }

    /// The top-level modules from outside that the files of a folder import.
    #[must_use]
    pub fn outside(&self, folder: &str) -> BTreeSet<&str> {
        let within = |path: &str| super::is_within(path, folder);
        let files = self.outside.iter().filter(|(path, _)| within(path));
        files
            .flat_map(|(_, names)| names)
            .map(String::as_str)
            .collect()
    }

    /// Whether a word that is looked for stands in the code.
    #[must_use]
    pub fn mentions(&self, word: &str) -> bool {
        self.words.contains(word)
    }
}

fn one(unit: &SourceUnit, modules: &Modules, tables: &Tables) -> Read {
    let (display, tree) = (unit.display(), &parse(unit.text()));
    let mut out = Read {
        path: display.to_owned(),
        imports: BTreeSet::new(),
        outside: BTreeSet::new(),
        routes: routes::routes(unit, tree, tables),
        words: words(unit.text(), tables),
        mounts: Vec::new(),
        prefix: routes::prefix(tree),
        beside: BTreeSet::new(),
    };
    let mut named: BTreeMap<String, String> = BTreeMap::new();
    let mut starred: BTreeSet<String> = BTreeSet::new();
    for stmt in &tree.stmts {
        match &stmt.kind {
            StmtKind::Import(clauses) => {
                for clause in clauses {
                    let dotted = &*clause.module.text;
                    let Some(path) = within(modules, display, 0, dotted, &mut out.imports) else {
                        let top = dotted.split('.').next().unwrap_or_default();
                        out.outside.insert(top.to_owned());
                        continue;
                    };
                    let bound = clause.alias.as_ref().map_or(dotted, |alias| &*alias.text);
                    named.insert(bound.to_owned(), path);
                }
            }
            StmtKind::ImportFrom {
                level,
                module,
                names,
                star,
            } => {
                let from = within(modules, display, *level, &module.text, &mut out.imports);
                starred.extend(from.clone().filter(|_| star.is_some()));
                for name in names {
                    let dotted = match module.text.is_empty() {
                        true => name.name.text.to_string(),
                        false => format!("{}.{}", module.text, name.name.text),
                    };
                    let bound = name.alias.as_ref().unwrap_or(&name.name);
                    let path = modules.path(display, *level, &dotted).map(str::to_owned);
                    out.imports.extend(path.clone());
                    if let Some(path) = path.or_else(|| from.clone()) {
                        named.insert(bound.text.to_string(), path);
                    } else if *level == 0 {
                        let top = module.text.split('.').next().unwrap_or_default();
                        out.outside.insert(top.to_owned());
                    }
                }
            }
            _ => {}
        }
    }
    out.imports.remove(display);
    out.mounts = routes::mounts(tree, &named, tables);
    // What only files with routes, and those that take them in, have to say.
    if out.routes.is_empty() && out.mounts.is_empty() {
        return out;
    }
    let leads = Leads::of(tree, &named, tables);
    out.beside = leads.beside();
    // Which names come by a star is not seen.
    out.beside.append(&mut starred);
    for route in &mut out.routes {
        route.leads = leads.of_handler(&route.handler);
    }
    out
}

/// Those of the words that are looked for which a text has, in whatever case.
fn words(text: &str, tables: &Tables) -> BTreeSet<String> {
    let text = text.to_ascii_lowercase();
    let words = tables.words.iter();
    words
        .filter(|word| text.contains(word.as_str()))
        .cloned()
        .collect()
}

/// The file that a dotted path means, with the files of the packages above it, which run before it.
fn within(
    modules: &Modules,
    from: &str,
    level: u32,
    dotted: &str,
    into: &mut BTreeSet<String>,
) -> Option<String> {
    for (at, _) in dotted.match_indices('.') {
        into.extend(modules.path(from, level, &dotted[..at]).map(str::to_owned));
    }
    let path = modules.path(from, level, dotted)?.to_owned();
    into.insert(path.clone());
    Some(path)
}
