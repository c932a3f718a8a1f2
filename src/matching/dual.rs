//! Files that serve two versions of a package at once, behind a check.

use rustc_hash::FxHashSet;

use super::behind::behind_checks;
use super::guards::{catches_imports, catches_missing};
use super::naming::Naming;
use crate::rules::active::ActivePack;
use crate::semantic::infer::{Analysis, Owner};
use crate::semantic::value::{Atom, FileId, UnitId};
use crate::syntax::ast::{ExprId, ExprKind, Handler, ImportedName, StmtId, StmtKind, Tree};
use crate::syntax::query::{
    any_expr, arguments, dotted, is_within, last, operands, walk, walk_expr,
};

/// The files in which code for two versions stands side by side: they ask for the version of the package,
/// whether it has a name, or try to import what only one version has. Those that are imported only behind such a
/// question count as well: they are the code for one of the versions.
#[must_use]
pub fn dual_files(analysis: &Analysis<'_>, active: &ActivePack) -> FxHashSet<FileId> {
    files_that_ask(analysis, active, false)
}

/// Those of them whose questions do not keep the new version from the code for the old one: they ask for a name that
/// both have, of which one raises on use, or refuse to run with the new one.
#[must_use]
pub fn misled_files(
    analysis: &Analysis<'_>,
    active: &ActivePack,
    dual: &FxHashSet<FileId>,
) -> FxHashSet<FileId> {
    if dual.is_empty() {
        return FxHashSet::default();
    }
    let told = files_that_ask(analysis, active, true);
    dual.difference(&told).copied().collect()
}

/// The files that ask, or that are imported where that is asked; whether only questions count whose answer tells
/// the versions apart.
fn files_that_ask(analysis: &Analysis<'_>, active: &ActivePack, told: bool) -> FxHashSet<FileId> {
    let mut out = FxHashSet::default();
    let mut flags: Vec<(String, String)> = Vec::new();
    let mut asked: FxHashSet<(FileId, ExprId)> = FxHashSet::default();
    let mut asking: FxHashSet<UnitId> = FxHashSet::default();
    let files = || {
        (0..analysis.files.len())
            .map(|index| FileId(u32::try_from(index).expect("fewer than 2^32 files")))
    };
    let naming = analysis.once(Naming::find);
    for file in files().filter(|file| may_ask(analysis, (&naming, active), *file)) {
        let asker = Asker {
            analysis,
            active,
            file,
            tree: &analysis.file(file).tree,
            told,
        };
        let checks = asker.checks();
        if !checks.is_empty() || asker.tries() {
            flags.extend(asker.flags(&checks));
            for (unit, name) in asker.asking(&checks) {
                asking.insert(unit);
                flags.push((asker.stem().to_owned(), name));
            }
            asked.extend(checks.into_iter().map(|check| (file, check)));
            out.insert(file);
        }
    }
    if !flags.is_empty() {
        out.extend(files().filter(|file| takes_a_flag(&analysis.file(*file).tree, &flags)));
        let asks = |atom: &Atom| matches!(atom, Atom::Function(unit) if asking.contains(unit));
        let imported = analysis.imported.iter();
        let taken = imported.filter(|(_, import)| import.value.atoms().iter().any(asks));
        out.extend(taken.map(|((file, _), _)| *file));
    }
    if !asked.is_empty() {
        let is_flag = |name: &str| flags.iter().any(|(_, flag)| flag == name);
        let behind = behind_checks(analysis, |file, id| {
            let kind = &analysis.file(file).tree.expr(id).kind;
            asked.contains(&(file, id))
                || out.contains(&file) && matches!(kind, ExprKind::Name(name) if is_flag(name))
        });
        out.extend(behind);
    }
    out
}

/// Whether a file holds something of the package or spells its name: no other asks for its version.
fn may_ask(
    analysis: &Analysis<'_>,
    (naming, active): (&Naming, &ActivePack),
    file: FileId,
) -> bool {
    let header = &active.pack.header;
    let text = analysis.file(file).unit.text();
    let mut tops = header.imports.iter();
    let mut names = header.imports.iter().chain(&header.distributions);
    tops.any(|top| naming.holds(file, top)) || names.any(|name| text.contains(name.as_str()))
}

/// Whether a file imports the answer that another file has to such a check.
fn takes_a_flag(tree: &Tree, flags: &[(String, String)]) -> bool {
    tree.stmts.iter().any(|stmt| match &stmt.kind {
        StmtKind::ImportFrom { module, names, .. } => {
            let stem = last(&module.text);
            names.iter().any(|name| {
                let mut flags = flags.iter();
                flags.any(|(file, flag)| file == stem && *flag == *name.name.text)
            })
        }
        _ => false,
    })
}

struct Asker<'a, 'p> {
    analysis: &'a Analysis<'p>,
    active: &'a ActivePack,
    file: FileId,
    tree: &'a Tree,
    /// Whether only questions count that tell the versions apart.
    told: bool,
}

impl Asker<'_, '_> {
    fn is_top(&self, path: &str) -> bool {
        self.active
            .pack
            .header
            .imports
            .iter()
            .any(|top| top == path)
    }

    fn is_ours(&self, path: &str) -> bool {
        self.is_top(path.split('.').next().unwrap_or_default())
    }

    /// The questions for the version, or for a name that one version has.
    fn checks(&self) -> Vec<ExprId> {
        let names = self.version_names();
        let is_version =
            |id: &ExprId| any_expr(self.tree, *id, &mut |id| self.is_version(id, &names));
        let mut out = Vec::new();
        for index in 0..self.tree.exprs.len() {
            let id = ExprId(u32::try_from(index).expect("fewer than 2^32 expressions"));
            let asks = match &self.tree.expr(id).kind {
                ExprKind::Compare { operands, .. } => operands.iter().any(is_version),
                ExprKind::Call {
                    function,
                    arguments,
                    ..
                } => match &self.tree.expr(*function).kind {
                    ExprKind::Attribute { value, attribute } => {
                        &*attribute.text == "startswith" && is_version(value)
                    }
                    ExprKind::Name(name) if &**name == "hasattr" => match &arguments[..] {
                        [of, name] => {
                            self.names_top(of.value) && self.may_be_known(of.value, name.value)
                        }
                        _ => false,
                    },
                    // With something to take instead of what only one version has.
                    ExprKind::Name(name) if &**name == "getattr" => match &arguments[..] {
                        [of, name, _] => {
                            self.names_top(of.value) && self.is_unknown(of.value, name.value)
                        }
                        _ => false,
                    },
                    _ => false,
                },
                _ => false,
            };
            if asks && !(self.told && self.misleads(id)) {
                out.push(id);
            }
        }
        out
    }

    /// Whether both versions answer a question alike, or code is only kept from running by it.
    fn misleads(&self, question: ExprId) -> bool {
        if let Some(stmt) = self.tree.stmt_of(question) {
            let raises = |id: &StmtId| matches!(self.tree.stmt(*id).kind, StmtKind::Raise { .. });
            match &self.tree.stmt(stmt).kind {
                StmtKind::Assert { .. } => return true,
                StmtKind::If { body, orelse, .. }
                    if orelse.is_empty() && body.iter().all(raises) =>
                {
                    return true;
                }
                _ => {}
            }
        }
        let [of, name] = arguments(self.tree.expr(question)) else {
            return false;
        };
        let ExprKind::Str { value: name, .. } = &self.tree.expr(name.value).kind else {
            return false;
        };
        let tops = self.analysis.value((self.file, of.value));
        tops.atoms().iter().any(|atom| match atom {
            Atom::Symbol(top) => self.remains(&format!("{}.{name}", self.analysis.names.get(*top))),
            _ => false,
        })
    }

    /// Whether the new version has a name of the old one still, as what raises on use.
    fn remains(&self, path: &str) -> bool {
        let header = &self.active.pack.header;
        header.remains.iter().any(|one| one == path)
    }

    /// Names of this file that are the version of the package.
    fn version_names(&self) -> FxHashSet<&str> {
        let mut out = self.imported_version_names();
        // And what those are given to, or what is made of them.
        for stmt in &self.tree.stmts {
            if let StmtKind::Assign { targets, value } = &stmt.kind
                && any_expr(self.tree, *value, &mut |id| self.is_version(id, &out))
            {
                out.extend(targets.iter().filter_map(
                    |target| match &self.tree.expr(*target).kind {
                        ExprKind::Name(name) => Some(&**name),
                        _ => None,
                    },
                ));
            }
        }
        out
    }

    fn imported_version_names(&self) -> FxHashSet<&str> {
        let imports = self.tree.stmts.iter().filter_map(|stmt| match &stmt.kind {
            StmtKind::ImportFrom {
                level: 0,
                module,
                names,
                ..
            } if self.is_ours(&module.text) => Some(names),
            _ => None,
        });
        imports
            .flatten()
            .filter(|name| is_version_word(&name.name.text))
            .map(|name| &*name.alias.as_ref().unwrap_or(&name.name).text)
            .collect()
    }

    /// Whether a name is one that a version of the package has, as far as can be seen. Others are the
    /// project's own, which it keeps on the module.
    fn may_be_known(&self, module: ExprId, name: ExprId) -> bool {
        let ExprKind::Str { value: name, .. } = &self.tree.expr(name).kind else {
            return true;
        };
        let value = self.analysis.value((self.file, module));
        let has = |top: &str| {
            let path = format!("{top}.{name}");
            self.active.old.resolve(&path).is_some() || self.active.new.resolve(&path).is_some()
        };
        let mut tops = value.atoms().iter().filter_map(|atom| match atom {
            Atom::Symbol(top) => Some(self.analysis.names.get(*top)),
            _ => None,
        });
        name.starts_with("__") || tops.any(|top| !self.is_top(top) || has(top))
    }

    /// Whether a string is no name of the old version's module.
    fn is_unknown(&self, module: ExprId, name: ExprId) -> bool {
        let ExprKind::Str { value: name, .. } = &self.tree.expr(name).kind else {
            return false;
        };
        self.lacks(module, name)
    }

    /// Whether an expression is the package's own module, and the old version has no such name in it.
    fn lacks(&self, module: ExprId, name: &str) -> bool {
        let value = self.analysis.value((self.file, module));
        value.atoms().iter().any(|atom| match atom {
            Atom::Symbol(top) => {
                let top = self.analysis.names.get(*top);
                let path = format!("{top}.{name}");
                self.is_top(top) && self.active.old.resolve(&path).is_none()
            }
            _ => false,
        })
    }

    /// Whether statements name what the old version's module does not have.
    fn names_unknown(&self, block: &[StmtId]) -> bool {
        let exprs = walk(self.tree, block)
            .into_iter()
            .flat_map(|stmt| operands(&self.tree.stmt(stmt).kind))
            .flat_map(|expr| walk_expr(self.tree, expr));
        let mut exprs = exprs.map(|id| &self.tree.expr(id).kind);
        exprs.any(|kind| {
            matches!(kind, ExprKind::Attribute { value, attribute }
                if self.lacks(*value, &attribute.text))
        })
    }

    fn names_top(&self, id: ExprId) -> bool {
        let value = self.analysis.value((self.file, id));
        value.atoms().iter().any(
            |atom| matches!(atom, Atom::Symbol(name) if self.is_top(self.analysis.names.get(*name))),
        )
    }

    /// Whether an expression is the version of the package: its own attribute, or what the metadata say.
    fn is_version(&self, id: ExprId, names: &FxHashSet<&str>) -> bool {
        match &self.tree.expr(id).kind {
            ExprKind::Name(name) => names.contains(&**name),
            ExprKind::Attribute { value, attribute } => {
                is_version_word(&attribute.text) && self.names_top(*value)
            }
            ExprKind::Call { function, .. } => {
                let is_named = match &self.tree.expr(*function).kind {
                    ExprKind::Name(name) => &**name == "version",
                    ExprKind::Attribute { attribute, .. } => &*attribute.text == "version",
                    _ => false,
                };
                let header = &self.active.pack.header;
                let package = |text: &str| {
                    self.is_top(text) || header.distributions.iter().any(|one| one == text)
                };
                is_named
                    && dotted(self.tree, *function).is_some()
                    && arguments(self.tree.expr(id)).iter().any(|argument| {
                        matches!(&self.tree.expr(argument.value).kind,
                            ExprKind::Str { value, .. } if package(value))
                    })
            }
            _ => false,
        }
    }

    /// Whether an import that may fail tries what only one of the versions has.
    fn tries(&self) -> bool {
        self.tree.stmts.iter().any(|stmt| match &stmt.kind {
            StmtKind::Try { body, handlers, .. } => {
                let missing = handlers.iter().any(|one| catches_missing(self.tree, one));
                if missing && self.names_unknown(body) {
                    return true;
                }
                let guards: Vec<&Handler> = handlers
                    .iter()
                    .filter(|handler| catches_imports(self.tree, handler))
                    .collect();
                if guards.is_empty() {
                    return false;
                }
                if self.tries_the_other_package(body, &guards) {
                    return true;
                }
                if self.asks_whether_it_is_there(body, &guards) {
                    return false;
                }
                let tried = self.imported_from(body);
                let path =
                    |(module, name): &(&str, &ImportedName)| format!("{module}.{}", name.name.text);
                let never_fails = |one: &(&str, &ImportedName)| self.remains(&path(one));
                if self.told && !tried.is_empty() && tried.iter().all(never_fails) {
                    return false;
                }
                let instead: Vec<_> = guards
                    .iter()
                    .flat_map(|handler| self.imported_from(&handler.body))
                    .collect();
                let (old, new) = (&self.active.old, &self.active.new);
                let unknown = |one: &(&str, &ImportedName)| old.resolve(&path(one)).is_none();
                // What serves neither version is no code for the new one: some of it was written anew.
                let gone = |one: &(&str, &ImportedName)| {
                    never_fails(one) || !unknown(one) && new.resolve(&path(one)).is_none()
                };
                let is_for_one = !tried.iter().any(gone);
                let elsewhere = instead
                    .iter()
                    .any(|(module, _)| tried.iter().any(|(other, _)| other != module));
                elsewhere || instead.iter().any(unknown) || is_for_one && tried.iter().any(unknown)
            }
            _ => false,
        })
    }

    /// Whether statements import what another package has of this one now, and this one is imported where that fails.
    fn tries_the_other_package(&self, body: &[StmtId], guards: &[&Handler]) -> bool {
        let modules = &self.active.pack.header.modules;
        let is_new = |path: &String| {
            let mut others = modules.values();
            !self.is_ours(path) && others.any(|one| is_within(path, one))
        };
        let mut instead = guards.iter().flat_map(|one| self.imported_paths(&one.body));
        self.imported_paths(body).iter().any(is_new) && instead.any(|path| self.is_ours(&path))
    }

    /// Whether the package itself is tried, and nothing of it is imported where that fails: what fails then is the package.
    fn asks_whether_it_is_there(&self, body: &[StmtId], guards: &[&Handler]) -> bool {
        let imports = |path: &String| self.is_top(path);
        let mut instead = guards.iter().flat_map(|one| self.imported_paths(&one.body));
        self.imported_paths(body).iter().any(imports) && !instead.any(|path| self.is_ours(&path))
    }

    /// The paths of all that statements import.
    fn imported_paths(&self, block: &[StmtId]) -> Vec<String> {
        let stmts = walk(self.tree, block).into_iter();
        let paths = stmts.flat_map(|id| match &self.tree.stmt(id).kind {
            StmtKind::Import(names) => names
                .iter()
                .map(|one| one.module.text.to_string())
                .collect(),
            StmtKind::ImportFrom {
                level: 0,
                module,
                names,
                ..
            } => names
                .iter()
                .map(|one| format!("{}.{}", module.text, one.name.text))
                .collect(),
            _ => Vec::new(),
        });
        paths.collect()
    }

    /// What statements import from the package, with the module it comes from.
    fn imported_from(&self, block: &[StmtId]) -> Vec<(&str, &ImportedName)> {
        let mut out = Vec::new();
        for id in walk(self.tree, block) {
            if let StmtKind::ImportFrom {
                level: 0,
                module,
                names,
                ..
            } = &self.tree.stmt(id).kind
                && self.is_ours(&module.text)
            {
                out.extend(names.iter().map(|name| (&*module.text, name)));
            }
        }
        out
    }

    /// The file's name without its ending, a package's own.
    fn stem(&self) -> &str {
        let path = self.analysis.file(self.file).unit.display();
        let path = path.strip_suffix("/__init__.py").unwrap_or(path);
        let stem = path.rsplit('/').next().unwrap_or(path);
        stem.strip_suffix(".py").unwrap_or(stem)
    }

    /// Functions that give the answer to a check, with their names.
    fn asking(&self, checks: &[ExprId]) -> Vec<(UnitId, String)> {
        let mut out = Vec::new();
        for (unit, info) in (0..).map(UnitId).zip(&self.analysis.units) {
            let (true, Owner::Function(stmt)) = (info.file == self.file, info.owner) else {
                continue;
            };
            let StmtKind::Function(function) = &self.tree.stmt(stmt).kind else {
                continue;
            };
            let places = self.analysis.returns.get(&unit).into_iter().flatten();
            let mut given = places.flat_map(|(_, expr)| walk_expr(self.tree, *expr));
            if given.any(|id| checks.contains(&id)) {
                out.push((unit, function.name.text.to_string()));
            }
        }
        out
    }

    /// Names of the module that hold the answer to a check, with the file's stem.
    fn flags(&self, checks: &[ExprId]) -> Vec<(String, String)> {
        let stem = self.stem();
        let mut out = Vec::new();
        for stmt in &self.tree.body {
            if let StmtKind::Assign { targets, value } = &self.tree.stmt(*stmt).kind
                && walk_expr(self.tree, *value)
                    .iter()
                    .any(|id| checks.contains(id))
            {
                out.extend(targets.iter().filter_map(
                    |target| match &self.tree.expr(*target).kind {
                        ExprKind::Name(name) => Some((stem.to_owned(), name.to_string())),
                        _ => None,
                    },
                ));
            }
        }
        out
    }
}

fn is_version_word(word: &str) -> bool {
    matches!(word, "__version__" | "VERSION")
}

#[cfg(test)]
#[path = "dual_tests.rs"]
mod tests;
