//! Runs one body of code over abstract values: imports.

use super::bind::{MODULE, ScopeId};
use super::names::NameId;
use super::project::{Found, module_of};
use super::run::Run;
use super::store::Slot;
use super::value::{Atom, FileId, Value};
use crate::syntax::ast::{ImportedModule, ImportedName, Span};

/// What a clause of an import statement binds.
#[derive(Debug, Clone)]
pub struct Imported {
    /// The clause: `a.b as c`, `b as c`.
    pub clause: Span,
    /// What it names (for `import a.b`, the whole path).
    pub value: Value,
    /// The scope that it binds a name in.
    pub scope: ScopeId,
    /// The name.
    pub name: NameId,
    /// Where the statement ends that gives the name something else, where only code before that can read what is imported.
    pub until: Option<u32>,
}

impl Run<'_, '_> {
    pub(super) fn import(&mut self, modules: &[ImportedModule], scope: ScopeId) {
        for module in modules {
            let path = &*module.module.text;
            let whole = self.module(0, path);
            let (bound, value) = match &module.alias {
                Some(alias) => (&*alias.text, whole.clone()),
                None => {
                    let top = path.split('.').next().unwrap_or_default();
                    let value = self.module(0, top);
                    // `import a.b` binds a and makes b an attribute of it.
                    (top, value)
                }
            };
            self.imported(module.span, bound, &whole, scope);
            self.bind(scope, bound, &value);
        }
    }

    pub(super) fn import_from(
        &mut self,
        level: u32,
        module: &str,
        names: &[ImportedName],
        star: bool,
        scope: ScopeId,
    ) {
        let from = self.module(level, module);
        if star {
            let stars = self.analysis.stars.entry(self.file).or_default();
            for atom in from.atoms() {
                if !stars.contains(atom) {
                    stars.push(*atom);
                }
            }
            return;
        }
        for name in names {
            let text = &*name.name.text;
            let mut value = self.attribute(&from, text);
            if value.atoms().is_empty() {
                // A module of a package that the package does not name itself.
                let path = if module.is_empty() {
                    text.to_owned()
                } else {
                    format!("{module}.{text}")
                };
                let sub = self.in_project(level, &path);
                if !sub.atoms().is_empty() {
                    value = sub;
                }
            }
            let bound = &name.alias.as_ref().unwrap_or(&name.name).text;
            self.imported(name.span, bound, &value, scope);
            match self.until(name.span) {
                Some(_) => self.bind_here(scope, bound, &value),
                None => self.bind(scope, bound, &value),
            }
        }
    }

    /// Where a module may be a package's or a file of the project, as in [`Modules::elsewhere`], it is the file if that
    /// has the name which is read.
    ///
    /// [`Modules::elsewhere`]: super::project::Modules::elsewhere
    pub(super) fn that_have(&self, base: Value, name: &str) -> Value {
        let atoms = base.atoms();
        let symbols = atoms.iter().filter_map(|atom| match atom {
            Atom::Symbol(path) => Some(self.analysis.names.get(*path)),
            _ => None,
        });
        let paths: Vec<String> = symbols.map(|path| path.replace('.', "/")).collect();
        let files: Vec<FileId> = atoms.iter().filter_map(|atom| module(*atom)).collect();
        if paths.is_empty() || files.is_empty() {
            return base;
        }
        let is_path = |file: FileId, path: &str| {
            let held = module_of(self.analysis.file(file).unit.display()).strip_suffix(path);
            held.is_some_and(|above| above.is_empty() || above.ends_with('/'))
        };
        let has = |file: &FileId| self.has_name(*file, name);
        let having: Vec<FileId> = files.into_iter().filter(has).collect();
        base.filter(|atom| match atom {
            Atom::Module(file) => {
                having.contains(&file) || !paths.iter().any(|path| is_path(file, path))
            }
            Atom::Symbol(symbol) => {
                let path = self.analysis.names.get(symbol).replace('.', "/");
                !having.iter().any(|file| is_path(*file, &path))
            }
            _ => true,
        })
    }

    fn has_name(&self, file: FileId, name: &str) -> bool {
        let held = self.analysis.file(file);
        let sub = format!("{}/{name}", module_of(held.unit.display()));
        held.scopes.get(MODULE).names.contains_key(name)
            || self.analysis.stars.contains_key(&file)
            || self.analysis.modules.at(&sub).is_some()
    }

    fn imported(&mut self, clause: Span, bound: &str, value: &Value, scope: ScopeId) {
        let scopes = &self.analysis.file(self.file).scopes;
        let owner = scopes.owner(scope, bound).unwrap_or(scope);
        let name = self.analysis.names.intern(bound);
        let until = self.until(clause);
        let known = self.analysis.imported.insert(
            (self.file, clause.start),
            Imported {
                clause,
                value: value.clone(),
                scope: owner,
                name,
                until,
            },
        );
        if known.is_none() {
            let clauses = self.analysis.clauses.entry((self.file, name));
            clauses.or_default().push(clause.start);
        }
    }

    /// Where the statement ends that gives the name of a clause something else before others can read it.
    fn until(&self, clause: Span) -> Option<u32> {
        let replaced = &self.analysis.memory.replaced[self.file.0 as usize];
        replaced.get(&clause.start).copied()
    }

    /// The module that an import names.
    pub(super) fn module(&mut self, level: u32, path: &str) -> Value {
        let key = (self.file, level, self.analysis.names.intern(path));
        if let Some(known) = self.analysis.memory.modules.get(&key) {
            return known.clone();
        }
        let module = self.looked_up(level, path);
        self.analysis.memory.modules.insert(key, module.clone());
        module
    }

    fn looked_up(&mut self, level: u32, path: &str) -> Value {
        let local = self.in_project(level, path);
        if level > 0 {
            return local;
        }
        let top = path.split('.').next().unwrap_or_default();
        let found = self.absolute(path);
        let folder_only = found == Some(Found::Folder);
        let known = local.is_complete() && !local.atoms().is_empty();
        let unread = !known && found.is_some();
        if (known && !(folder_only && self.analysis.external.is_modelled(top))) || unread {
            return local;
        }
        let from = self.analysis.file(self.file).unit.display();
        let elsewhere = self.analysis.modules.elsewhere(from, path);
        let path = self.analysis.external.canonical(path);
        let mut out = Value::of(Atom::Symbol(self.analysis.names.intern(&path)));
        for file in elsewhere {
            out.join(&Value::of(Atom::Module(file)));
        }
        out
    }

    fn absolute(&self, path: &str) -> Option<Found> {
        let from = self.analysis.file(self.file).unit.display();
        self.analysis.modules.absolute(from, path)
    }

    fn in_project(&mut self, level: u32, path: &str) -> Value {
        let from = self.analysis.file(self.file).unit.display().to_owned();
        let modules = self.analysis.modules;
        let found = modules.found(&from, level, path);
        let folder = modules.folder(&from, level, path).unwrap_or_default();
        self.found(found, &folder)
    }

    /// A name that a star import of this file may have bound.
    pub(super) fn bound_by_star(&mut self, name: &str) -> Option<Value> {
        self.star_member(self.file, name)
    }

    /// A name that a star import in `file` may have bound, also one of a file that has it from such an import itself.
    pub(super) fn star_member(&mut self, file: FileId, name: &str) -> Option<Value> {
        self.star_member_beside(file, name, &mut vec![file])
    }

    /// The same, without the files that were asked already: two may import each other.
    fn star_member_beside(
        &mut self,
        file: FileId,
        name: &str,
        asked: &mut Vec<FileId>,
    ) -> Option<Value> {
        let stars = self.analysis.stars.get(&file)?.clone();
        // The last one wins.
        for atom in stars.into_iter().rev() {
            match atom {
                Atom::Symbol(module) => {
                    let module = self.analysis.names.get(module);
                    if let Some(path) = self.analysis.external.public(module, name) {
                        return Some(Value::of(Atom::Symbol(self.analysis.names.intern(&path))));
                    }
                }
                Atom::Module(other) if !asked.contains(&other) => {
                    asked.push(other);
                    let id = self.analysis.names.intern(name);
                    let slot = Slot::Variable(other, MODULE, id);
                    let value = self.analysis.store.read(slot, self.unit);
                    if !value.is_nothing() {
                        return Some(value);
                    }
                    if let found @ Some(_) = self.star_member_beside(other, name, asked) {
                        return found;
                    }
                }
                _ => {}
            }
        }
        None
    }
}

fn module(atom: Atom) -> Option<FileId> {
    match atom {
        Atom::Module(file) => Some(file),
        _ => None,
    }
}
