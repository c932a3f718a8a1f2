//! Runs one body of code over abstract values: imports.

use super::bind::{MODULE, ScopeId};
use super::infer::Imported;
use super::project::Found;
use super::run::Run;
use super::store::Slot;
use super::value::{Atom, FileId, Value};
use crate::syntax::ast::{ImportedModule, ImportedName, Span};

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
            self.bind(scope, bound, &value);
        }
    }

    fn imported(&mut self, clause: Span, bound: &str, value: &Value, scope: ScopeId) {
        let scopes = &self.analysis.file(self.file).scopes;
        let owner = scopes.owner(scope, bound).unwrap_or(scope);
        let name = self.analysis.names.intern(bound);
        self.analysis.imported.insert(
            (self.file, clause.start),
            Imported {
                clause,
                value: value.clone(),
                scope: owner,
                name,
            },
        );
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
        let path = self.analysis.external.canonical(path);
        Value::of(Atom::Symbol(self.analysis.names.intern(&path)))
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

    /// A name that a star import in `file` may have bound.
    pub(super) fn star_member(&mut self, file: FileId, name: &str) -> Option<Value> {
        let stars = self.analysis.stars.get(&file)?.clone();
        for atom in stars {
            match atom {
                Atom::Symbol(module) => {
                    let module = self.analysis.names.get(module);
                    if let Some(path) = self.analysis.external.public(module, name) {
                        return Some(Value::of(Atom::Symbol(self.analysis.names.intern(&path))));
                    }
                }
                Atom::Module(other) if other != file => {
                    let id = self.analysis.names.intern(name);
                    let slot = Slot::Variable(other, MODULE, id);
                    let value = self.analysis.store.read(slot, self.unit);
                    if !value.is_nothing() {
                        return Some(value);
                    }
                }
                _ => {}
            }
        }
        None
    }
}
