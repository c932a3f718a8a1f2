//! The first pass over stubs: which names there are, and what each is.

use rustc_hash::FxHashMap;

use crate::syntax::ast::{Block, ExprKind, Function as FunctionSyntax, Span, StmtId, StmtKind};
use crate::syntax::query;

use super::model::{
    Class, ClassId, Entry, Field, FieldId, Function, FunctionId, FunctionKind, ModuleId, Presence,
    Symbol, Type,
};
use super::stub::{Alias, Pending, Reader, Scope, number};

impl Reader<'_> {
    /// First pass: which names there are.
    pub(super) fn names(&mut self) {
        let mut modules: Vec<(u32, &str)> = Vec::new();
        for comment in &self.tree.comments {
            let text = &self.text[comment.range()];
            if let Some(name) = text.strip_prefix("# module: ") {
                modules.push((comment.start, name.trim()));
            } else {
                let before = &self.text[..comment.start as usize];
                let start = before.rfind('\n').map_or(0, |at| at + 1);
                self.remarks.insert(start, text);
            }
        }
        for (_, module) in &modules {
            let ends = module
                .match_indices('.')
                .map(|(at, _)| at)
                .chain([module.len()]);
            for end in ends {
                self.module(&module[..end]);
            }
        }
        for stmt in self.tree.body.clone() {
            let start = self.tree.stmt(stmt).span.start;
            let count = modules.partition_point(|(at, _)| *at < start);
            match count.checked_sub(1).map(|at| modules[at].1) {
                Some(module) => {
                    let scope = Scope {
                        module: module.into(),
                        class: None,
                    };
                    self.declare(stmt, &scope);
                }
                None => self.fail(
                    start,
                    "expected a line `# module: name` before the first statement",
                ),
            }
        }
        self.place_aliases(false);
    }

    fn module(&mut self, name: &str) {
        if !self.model.symbols.contains_key(name) {
            let id = ModuleId(number(self.model.modules.len()));
            self.model.modules.push(name.into());
            self.model
                .symbols
                .insert(name.into(), Entry::Symbol(Symbol::Module(id)));
        }
    }

    fn declare(&mut self, id: StmtId, scope: &Scope) {
        let span = self.tree.stmt(id).span;
        match self.tree.stmt(id).kind.clone() {
            StmtKind::Class(class) => self.declare_class(id, &class.name.text, &class.body, scope),
            StmtKind::Function(function) => self.declare_function(id, &function, scope),
            StmtKind::AnnAssign { target, .. } => match query::dotted(&self.tree, target) {
                Some(name) if !name.contains('.') => self.declare_field(id, &name, scope),
                _ => self.fail(span.start, "expected `name: type`"),
            },
            StmtKind::Assign { targets, value } => {
                let names: Vec<_> = targets.iter().map(|target| query::dotted(&self.tree, *target)).collect();
                match (names.as_slice(), query::dotted(&self.tree, value)) {
                    ([Some(name)], Some(target)) if !name.contains('.') => {
                        self.enter(scope, name, Entry::Alias(target.into()), span);
                    }
                    _ => self.fail(span.start, "expected an alias, `name = path`"),
                }
            }
            StmtKind::ImportFrom { level: 0, module, names, star: None } => {
                for one in names {
                    let name = one.alias.as_ref().unwrap_or(&one.name).text.clone();
                    let target = format!("{}.{}", module.text, one.name.text);
                    self.enter(scope, &name, Entry::Alias(target.into()), span);
                }
            }
            StmtKind::Import(modules) => {
                for one in modules {
                    if let Some(alias) = &one.alias {
                        let target = one.module.text.clone();
                        self.enter(scope, &alias.text, Entry::Alias(target), span);
                    }
                }
            }
            StmtKind::Expr(value) if matches!(self.tree.expr(value).kind, ExprKind::Ellipsis | ExprKind::Str { .. }) => {}
            StmtKind::Other { keyword, .. } if &*keyword == "pass" => {}
            _ => self.fail(
                span.start,
                "expected a class, a function, a field `name: type`, an alias `name = path` or an import",
            ),
        }
    }

    fn declare_class(&mut self, id: StmtId, name: &str, body: &Block, scope: &Scope) {
        let span = self.tree.stmt(id).span;
        let class = ClassId(number(self.model.classes.len()));
        let new = self.remark(span.start, "# new: ").map(Into::into);
        self.model.classes.push(Class {
            qualified: self.path(scope, name).into(),
            order: Vec::new(),
            outside: Vec::new(),
            new,
            bases: Vec::new(),
            members: FxHashMap::default(),
        });
        self.enter(scope, name, Entry::Symbol(Symbol::Class(class)), span);
        self.classes.push(Pending {
            stmt: id,
            scope: scope.clone(),
        });
        let inner = Scope {
            module: scope.module.clone(),
            class: Some(class),
        };
        for stmt in body {
            self.declare(*stmt, &inner);
        }
    }

    fn declare_function(&mut self, id: StmtId, syntax: &FunctionSyntax, scope: &Scope) {
        let span = self.tree.stmt(id).span;
        let decorators: Vec<_> = syntax
            .decorators
            .iter()
            .map(|decorator| query::dotted(&self.tree, *decorator).unwrap_or_default())
            .collect();
        if decorators
            .iter()
            .any(|one| one.ends_with(".setter") || one.ends_with(".deleter"))
        {
            return;
        }
        let mut kind = if scope.class.is_some() {
            FunctionKind::Method
        } else {
            FunctionKind::Plain
        };
        let mut overload = false;
        for decorator in &decorators {
            match decorator.rsplit('.').next().unwrap_or_default() {
                "classmethod" => kind = FunctionKind::ClassMethod,
                "staticmethod" => kind = FunctionKind::StaticMethod,
                "property" | "cached_property" => kind = FunctionKind::Property,
                "overload" => overload = true,
                "abstractmethod" => {}
                _ => self.fail(
                    span.start,
                    "expected one of the decorators `classmethod`, `staticmethod`, `property`, `overload`",
                ),
            }
        }
        let name = &*syntax.name.text;
        let known = match self.entry(scope, name) {
            Some(Entry::Symbol(Symbol::Function(known))) if overload => Some(*known),
            _ => None,
        };
        let makes = self.remark(span.start, "# makes").is_some();
        let function = known.unwrap_or_else(|| {
            let function = FunctionId(number(self.model.functions.len()));
            let qualified = self.path(scope, name).into();
            self.model.functions.push(Function {
                qualified,
                kind,
                makes,
                signatures: Vec::new(),
            });
            self.enter(scope, name, Entry::Symbol(Symbol::Function(function)), span);
            function
        });
        self.functions.push((
            function,
            Pending {
                stmt: id,
                scope: scope.clone(),
            },
        ));
    }

    fn declare_field(&mut self, id: StmtId, name: &str, scope: &Scope) {
        let span = self.tree.stmt(id).span;
        let presence = if self.remark(span.start, "# absent").is_some() {
            Presence::Absent
        } else if self.remark(span.start, "# null").is_some() {
            Presence::Null
        } else {
            Presence::Always
        };
        let environment = self.remark(span.start, "# env: ").unwrap_or_default();
        let environment = environment
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty());
        let field = FieldId(number(self.model.fields.len()));
        self.model.fields.push(Field {
            qualified: self.path(scope, name).into(),
            annotation: Type::Any,
            presence,
            key: self.remark(span.start, "# key: ").map(Into::into),
            environment: environment.map(Into::into).collect(),
        });
        self.enter(scope, name, Entry::Symbol(Symbol::Field(field)), span);
        self.fields.push((
            field,
            Pending {
                stmt: id,
                scope: scope.clone(),
            },
        ));
    }

    /// What the comment on a statement's first line says behind a keyword. Several remarks stand
    /// beside each other, each with its `#`.
    fn remark(&self, byte: u32, keyword: &str) -> Option<&str> {
        let start = self.text[..byte as usize]
            .rfind('\n')
            .map_or(0, |at| at + 1);
        let remark = self.remarks.get(&start)?;
        let found = &remark[remark.find(keyword)? + keyword.len()..];
        Some(found.split(" #").next().unwrap_or_default().trim())
    }

    pub(super) fn path(&self, scope: &Scope, name: &str) -> String {
        match scope.class {
            Some(class) => format!("{}.{name}", self.model.class(class).qualified),
            None => format!("{}.{name}", scope.module),
        }
    }

    pub(super) fn entry(&self, scope: &Scope, name: &str) -> Option<&Entry> {
        match scope.class {
            Some(class) => self.model.class(class).members.get(name),
            None => self.model.symbols.get(&*self.path(scope, name)),
        }
    }

    /// Gives a name its meaning. A module and a name of its package may be called the same: the name
    /// that is written wins, as in Python when the package rebinds it.
    fn enter(&mut self, scope: &Scope, name: &str, entry: Entry, span: Span) {
        let twice = self
            .entry(scope, name)
            .is_some_and(|old| !matches!(old, Entry::Symbol(Symbol::Module(_))));
        if twice {
            self.fail(
                span.start,
                format!("`{name}` is defined twice here; only overloads may be"),
            );
            return;
        }
        if matches!(entry, Entry::Alias(_)) {
            let (name, scope) = (name.into(), scope.clone());
            self.aliases.push(Alias { name, scope, span });
        }
        self.put(scope, name, entry);
    }

    /// Writes the targets of aliases in full: a name of the same class or module comes first. Those in
    /// classes wait until the bases are known.
    pub(super) fn place_aliases(&mut self, in_classes: bool) {
        for alias in self.aliases.clone() {
            let class = alias.scope.class;
            let Some(Entry::Alias(target)) = self.entry(&alias.scope, &alias.name) else {
                continue;
            };
            if class.is_some() != in_classes {
                continue;
            }
            let first = target.split('.').next().unwrap_or_default();
            let inherited = class.filter(|class| self.model.member(*class, first).is_some());
            let home = match inherited {
                Some(class) => &self.model.class(class).qualified,
                None => &alias.scope.module,
            };
            let known =
                inherited.is_some() || self.model.symbols.contains_key(&*format!("{home}.{first}"));
            let near = format!("{home}.{target}");
            if known && near != self.path(&alias.scope, &alias.name) {
                self.put(&alias.scope, &alias.name, Entry::Alias(near.into()));
            }
        }
    }

    pub(super) fn put(&mut self, scope: &Scope, name: &str, entry: Entry) {
        match scope.class {
            Some(class) => {
                let members = &mut self.model.classes[class.0 as usize].members;
                members.insert(name.into(), entry);
            }
            None => {
                let path = self.path(scope, name).into();
                self.model.symbols.insert(path, entry);
            }
        }
    }
}
