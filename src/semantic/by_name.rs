//! Runs one body of code over abstract values: what is read by a name or a path that is text, and code that is.

use super::flows::Flow;
use super::names::NameId;
use super::passing::Arguments;
use super::run::Run;
use super::store::AllocKey;
use super::value::{AllocId, AllocKind, Atom, Literal, Part, UnitId, Value};
use crate::syntax::ast::{ExprId, ExprKind, Span};

/// The end of the path of a method that reads an attribute by its name.
pub const READS_ATTRIBUTE: &str = ".__getattribute__";

/// The function that reads an attribute by its name.
const GETATTR: &str = "builtins.getattr";

/// Whose variables are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Whose {
    /// Those of the file.
    File,
    /// Those of a body.
    Body(UnitId),
}

impl Run<'_, '_> {
    /// `module.__getattribute__(name)`
    pub(super) fn attribute_by_method(
        &mut self,
        path: &str,
        passed: &Arguments,
        at: Option<ExprId>,
    ) -> Option<Value> {
        let owner = path.strip_suffix(READS_ATTRIBUTE)?;
        let owner = Value::of(Atom::Symbol(self.analysis.names.intern(owner)));
        let name = passed.positional.first()?.value.clone();
        let Some(names) = self.texts_of(&name) else {
            self.unnamed_member(&owner, at);
            return None;
        };
        let mut value = Value::nothing();
        for name in names {
            value.join(&self.attribute(&owner, &name));
        }
        Some(value)
    }

    /// `reduce(getattr, names, object)`: which attributes those are is not followed.
    pub(super) fn reduced(&mut self, passed: &Arguments, at: Option<ExprId>) -> Value {
        let reads = passed.positional.first().is_some_and(|function| {
            matches!(function.value.single(), Some(Atom::Symbol(name))
                if self.analysis.names.get(name) == GETATTR)
        });
        if let Some(object) = passed.positional.get(2).filter(|_| reads) {
            let object = object.value.clone();
            self.unnamed_member(&object, at);
        }
        self.pass_away(passed);
        Value::unknown()
    }

    /// `getattr(object, name)`
    pub(super) fn getattr(
        &mut self,
        object: &Value,
        passed: &Arguments,
        at: Option<ExprId>,
    ) -> Value {
        let name = passed.positional.get(1).map(|one| one.value.clone());
        let Some(names) = name.and_then(|name| self.texts_of(&name)) else {
            self.unnamed_member(object, at);
            return Value::unknown();
        };
        let mut value = Value::nothing();
        for name in names {
            value.join(&self.attribute(object, &name));
        }
        if let Some(default) = passed.positional.get(2) {
            value.join(&default.value);
        }
        value
    }

    /// Remembers a call that reads a member of a package by a name that is not known.
    fn unnamed_member(&mut self, object: &Value, at: Option<ExprId>) {
        let external = self.analysis.external;
        let is_package = |atom: &Atom| match atom {
            Atom::Symbol(name) => external.is_modelled(self.analysis.names.get(*name)),
            _ => false,
        };
        if let Some(at) = at.filter(|_| object.atoms().iter().any(is_package)) {
            let place = self.place(at);
            self.analysis.store.unnamed.insert(place);
        }
    }

    /// The texts that a value may be, if that is all it may be.
    fn texts_of(&self, value: &Value) -> Option<Vec<String>> {
        let text = |atom: &Atom| match atom {
            Atom::Literal(id) => self.analysis.text_of(*id).map(str::to_owned),
            _ => None,
        };
        let texts: Option<Vec<_>> = value.atoms().iter().map(text).collect();
        texts.filter(|texts| value.is_complete() && !texts.is_empty())
    }

    /// `attrgetter("a.b", "c")`
    pub(super) fn attribute_getter(&mut self, passed: &Arguments, at: Option<ExprId>) -> Value {
        let getter = self.made(at, AllocKind::Attributes, &Value::nothing());
        if let Some(Atom::Alloc(alloc)) = getter.single() {
            for (index, one) in (0..).zip(&passed.positional) {
                let store = &mut self.analysis.store;
                store.put(alloc, Part::At(index), &one.value, None);
            }
        }
        getter
    }

    /// What calling an `attrgetter` gives: one attribute, or a tuple of several.
    pub(super) fn attributes_got(
        &mut self,
        getter: AllocId,
        passed: &Arguments,
        at: Option<ExprId>,
    ) -> Value {
        let Some(object) = passed.positional.first().map(|one| one.value.clone()) else {
            return Value::unknown();
        };
        let mut got = Vec::new();
        for (_, path) in self.analysis.store.read_parts(getter, self.unit) {
            let Some(paths) = self.texts_of(&path) else {
                self.unnamed_member(&object, at);
                return Value::unknown();
            };
            let mut value = Value::nothing();
            for path in paths {
                let read = |held: Value, name: &str| self.attribute(&held, name);
                value.join(&path.split('.').fold(object.clone(), read));
            }
            got.push(value);
        }
        match (&got[..], at) {
            ([one], _) => one.clone(),
            ([], _) | (_, None) => Value::unknown(),
            (_, Some(at)) => {
                let tuple = self.tuple_in(at);
                for (index, value) in (0..).zip(&got) {
                    let store = &mut self.analysis.store;
                    store.put(tuple, Part::At(index), value, None);
                }
                Value::of(Atom::Alloc(tuple))
            }
        }
    }

    /// `import_module(path, package)`
    pub(super) fn imported_from(
        &mut self,
        path: &Value,
        passed: &Arguments,
        at: Option<ExprId>,
    ) -> Value {
        let named = self.analysis.names.find("package");
        let package = passed.positional.get(1).or_else(|| passed.keyword(named));
        let texts = |value: &Value| self.texts_of(value).unwrap_or_default();
        let paths = texts(path);
        let packages = package.map(|one| texts(&one.value)).unwrap_or_default();
        let ([path], [package]) = (&paths[..], &packages[..]) else {
            let module = self.imported_by_name(path, |path| path);
            if paths.is_empty() {
                self.evaluated(passed, at);
            }
            return module;
        };
        let below = path.trim_start_matches('.');
        match path.len() - below.len() {
            0 => self.module(0, path),
            dots => {
                let mut above = package.as_str();
                for _ in 1..dots {
                    above = above.rsplit_once('.').map_or("", |(above, _)| above);
                }
                self.module(0, format!("{above}.{below}").trim_matches('.'))
            }
        }
    }

    /// Whether `__import__` is told which names are wanted: it gives the module itself then.
    pub(super) fn names_what_it_wants(&self, passed: &Arguments) -> bool {
        let named = self.analysis.names.find("fromlist");
        let wanted = passed.positional.get(3).or_else(|| passed.keyword(named));
        let Some(Atom::Alloc(list)) = wanted.and_then(|one| one.value.single()) else {
            return false;
        };
        !self.analysis.store.parts(list).is_empty()
    }

    /// The modules whose paths a text may be, or of those paths what `part` gives.
    pub(super) fn imported_by_name(&mut self, path: &Value, part: fn(&str) -> &str) -> Value {
        let paths = self.texts_of(path).unwrap_or_default();
        if paths.is_empty() || paths.iter().any(|path| path.starts_with('.')) {
            return Value::unknown();
        }
        let mut value = Value::nothing();
        for path in &paths {
            value.join(&self.module(0, part(path)));
        }
        value
    }

    /// `resolve_name("module:name")`, `resolve_name("module.name")`
    pub(super) fn resolved_by_name(
        &mut self,
        path: &Value,
        passed: &Arguments,
        at: Option<ExprId>,
    ) -> Value {
        let paths = self.texts_of(path).unwrap_or_default();
        let [path] = &paths[..] else {
            self.evaluated(passed, at);
            return Value::unknown();
        };
        let (module, names) = match path.split_once(':') {
            Some(split) => split,
            None => path.split_once('.').unwrap_or((path, "")),
        };
        let module = self.module(0, module);
        let names = names.split('.').filter(|name| !name.is_empty());
        names.fold(module, |held, name| self.attribute(&held, name))
    }

    /// Remembers a place behind which something of a package cannot be seen.
    pub(super) fn unseen(&mut self, value: &Value, at: Option<ExprId>, why: &'static str) {
        let external = self.analysis.external;
        let is_package = |atom: &Atom| match atom {
            Atom::Symbol(name) => external.is_modelled(self.analysis.names.get(*name)),
            _ => false,
        };
        if let Some(at) = at.filter(|_| value.atoms().iter().any(is_package)) {
            let place = self.place(at);
            self.analysis.store.unseen.insert(place, why);
        }
    }

    /// `vars(…)`, `locals()`, `globals()`: of variables, which one is read by its name is seen.
    pub(super) fn bared(&mut self, flow: Flow, passed: &Arguments, at: Option<ExprId>) -> Value {
        self.pass_away(passed);
        let whose = match flow {
            Flow::BaresModule => Whose::File,
            _ if passed.positional.is_empty() => Whose::Body(self.unit),
            _ => return Value::unknown(),
        };
        let Some(at) = at else {
            return Value::unknown();
        };
        let place = self.place(at);
        let key = AllocKey::Expr(place, 0);
        let store = &mut self.analysis.store;
        let alloc = store.alloc(key, AllocKind::Variables(whose), Some(place));
        // Whoever gets it may put anything in.
        Value::of(Atom::Alloc(alloc)).open()
    }

    /// A variable that is read by its name of all those that are asked for.
    pub(super) fn variable_named(&mut self, variables: AllocId, name: NameId) -> Value {
        let held = self.analysis.store.get(variables);
        let (AllocKind::Variables(whose), Some((file, _))) = (held.kind, held.place) else {
            return Value::unknown();
        };
        let text = self.analysis.names.get(name).to_owned();
        let scope = match whose {
            Whose::Body(unit) if unit == self.unit => Some(self.analysis.get(unit).scope),
            _ => None,
        };
        match scope {
            Some(scope) => self.lookup(scope, &text),
            None => self.attribute(&Value::of(Atom::Module(file)), &text),
        }
    }

    /// A text that is run, or imported by, and of which not all is known: remembers one that may touch a package.
    pub(super) fn evaluated(&mut self, passed: &Arguments, at: Option<ExprId>) {
        let Some((at, code)) = at.zip(passed.positional.first()) else {
            return;
        };
        let mut texts: Vec<String> = Vec::new();
        for atom in code.value.atoms() {
            if let Atom::Literal(id) = atom
                && let Literal::Str(text) = self.analysis.literals.get(*id)
            {
                texts.push(text.to_string());
            }
        }
        if let Some(from) = code.from
            && !matches!(self.tree.expr(from).kind, ExprKind::Name(_))
        {
            let Span { start, end } = self.tree.expr(from).span;
            let text = self.analysis.file(self.file).unit.text();
            texts.push(text[start as usize..end as usize].to_owned());
        }
        if texts.iter().any(|text| self.touches_a_package(text)) {
            let place = self.place(at);
            self.analysis.store.evaluated.insert(place);
        }
    }

    /// Whether a word of a text is the name of a package, or of a variable that holds something of one.
    fn touches_a_package(&mut self, text: &str) -> bool {
        let is_part = |c: char| c == '_' || c.is_alphanumeric();
        let scope = self.analysis.get(self.unit).scope;
        text.split(|c| !is_part(c)).any(|word| {
            if word.is_empty() || word.starts_with(|c: char| c.is_ascii_digit()) {
                return false;
            }
            if self.analysis.external.is_modelled(word) {
                return true;
            }
            if self
                .analysis
                .file(self.file)
                .scopes
                .owner(scope, word)
                .is_none()
            {
                return false;
            }
            let held = self.lookup(scope, word);
            held.atoms().iter().any(|atom| match atom {
                Atom::Symbol(name) => {
                    let path = self.analysis.names.get(*name);
                    self.analysis.external.is_modelled(path)
                }
                _ => false,
            })
        })
    }
}
