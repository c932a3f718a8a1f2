//! Scopes: which names each scope binds, and which scope a name in another one means.
//!
//! Python's own rules: a name that is bound anywhere in a function is local to it, unless `global` or
//! `nonlocal` says otherwise; class scopes are invisible to the functions in them; comprehensions and
//! lambdas have scopes of their own, in which a walrus binds outside.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::syntax::ast::{
    Block, ComprehensionClause, ExprId, ExprKind, Function, Parameter, StmtId, StmtKind, Tree,
};
use crate::syntax::query::children;

/// Index of a scope in [`Scopes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScopeId(pub u32);

/// The module's scope.
pub const MODULE: ScopeId = ScopeId(0);

/// What kind of code has a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScopeKind {
    /// The file.
    Module,
    /// A function or lambda.
    Function,
    /// A class body.
    Class,
    /// A comprehension.
    Comprehension,
}

/// How a scope has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binding {
    /// Bound here.
    Local,
    /// `global`
    Global,
    /// `nonlocal`
    Nonlocal,
}

/// One scope.
#[derive(Debug)]
pub struct Scope {
    /// What has it.
    pub kind: ScopeKind,
    /// The scope around it.
    pub parent: Option<ScopeId>,
    /// The names that it binds or declares.
    pub names: FxHashMap<Box<str>, Binding>,
    /// Those of its names that a scope in it may bind as well, by `global` or `nonlocal`.
    pub shared: FxHashSet<Box<str>>,
}

/// All scopes of a file.
#[derive(Debug)]
pub struct Scopes {
    scopes: Vec<Scope>,
    of_stmt: FxHashMap<StmtId, ScopeId>,
    of_expr: FxHashMap<ExprId, ScopeId>,
}

impl Scopes {
    /// Finds the scopes of a file.
    #[must_use]
    pub fn of(tree: &Tree) -> Self {
        let mut binder = Binder {
            tree,
            out: Self {
                scopes: vec![Scope {
                    kind: ScopeKind::Module,
                    parent: None,
                    names: FxHashMap::default(),
                    shared: FxHashSet::default(),
                }],
                of_stmt: FxHashMap::default(),
                of_expr: FxHashMap::default(),
            },
        };
        binder.block(&tree.body, MODULE);
        binder.out.share();
        binder.out
    }

    /// Tells the scopes which of their names others bind as well.
    fn share(&mut self) {
        let mut shared = Vec::new();
        for (at, scope) in (0..).map(ScopeId).zip(&self.scopes) {
            let declared = scope
                .names
                .iter()
                .filter(|(_, how)| **how != Binding::Local);
            let owned =
                declared.filter_map(|(name, _)| Some((self.owner(at, name)?, name.clone())));
            shared.extend(owned);
        }
        for (owner, name) in shared {
            self.scopes[owner.0 as usize].shared.insert(name);
        }
    }

    /// The scope.
    #[must_use]
    pub fn get(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.0 as usize]
    }

    /// The scope of a function or class statement.
    #[must_use]
    pub fn of_stmt(&self, id: StmtId) -> Option<ScopeId> {
        self.of_stmt.get(&id).copied()
    }

    /// The scope of a lambda or comprehension.
    #[must_use]
    pub fn of_expr(&self, id: ExprId) -> Option<ScopeId> {
        self.of_expr.get(&id).copied()
    }

    /// The scope that binds `name` as seen from `from`; none if no scope of the file does (a builtin,
    /// a star import, or an error).
    #[must_use]
    pub fn owner(&self, from: ScopeId, name: &str) -> Option<ScopeId> {
        let mut at = from;
        let mut first = true;
        loop {
            let scope = self.get(at);
            let visible = first || scope.kind != ScopeKind::Class;
            if visible {
                match scope.names.get(name) {
                    Some(Binding::Local) => return Some(at),
                    Some(Binding::Global) => {
                        return self.get(MODULE).names.contains_key(name).then_some(MODULE);
                    }
                    Some(Binding::Nonlocal) | None => {}
                }
            }
            first = first && scope.kind == ScopeKind::Comprehension;
            at = scope.parent?;
        }
    }

    /// Whether any scope of the file binds `name`.
    #[must_use]
    pub fn any_binds(&self, name: &str) -> bool {
        self.scopes
            .iter()
            .any(|scope| scope.names.contains_key(name))
    }
}

struct Binder<'t> {
    tree: &'t Tree,
    out: Scopes,
}

impl Binder<'_> {
    fn open(&mut self, kind: ScopeKind, parent: ScopeId) -> ScopeId {
        let id = ScopeId(u32::try_from(self.out.scopes.len()).expect("fewer than 2^32 scopes"));
        self.out.scopes.push(Scope {
            kind,
            parent: Some(parent),
            names: FxHashMap::default(),
            shared: FxHashSet::default(),
        });
        id
    }

    fn bind(&mut self, scope: ScopeId, name: &str, how: Binding) {
        let names = &mut self.out.scopes[scope.0 as usize].names;
        if how == Binding::Local {
            names.entry(name.into()).or_insert(how);
        } else {
            names.insert(name.into(), how);
        }
        if how == Binding::Global {
            // `global x; x = 1` makes x a name of the module.
            self.out.scopes[0]
                .names
                .entry(name.into())
                .or_insert(Binding::Local);
        }
    }

    fn block(&mut self, block: &Block, scope: ScopeId) {
        for id in block {
            self.stmt(*id, scope);
        }
    }

    fn exprs(&mut self, ids: &[ExprId], scope: ScopeId) {
        for id in ids {
            self.expr(*id, scope);
        }
    }

    fn stmt(&mut self, id: StmtId, scope: ScopeId) {
        match &self.tree.stmt(id).kind {
            StmtKind::Expr(value) => self.expr(*value, scope),
            StmtKind::Assign { targets, value } => {
                self.expr(*value, scope);
                for target in targets {
                    self.target(*target, scope);
                }
            }
            StmtKind::AnnAssign {
                target,
                annotation,
                value,
            } => {
                self.expr(*annotation, scope);
                if let Some(value) = value {
                    self.expr(*value, scope);
                }
                // `(x): int` binds nothing, as `x: int` does.
                let starts = self.tree.expr(*target).span.start;
                if value.is_some() || starts == self.tree.stmt(id).span.start {
                    self.target(*target, scope);
                } else {
                    self.expr(*target, scope);
                }
            }
            StmtKind::AugAssign { target, value, .. } => {
                self.expr(*value, scope);
                self.target(*target, scope);
            }
            StmtKind::Return(value) => self.exprs(value.as_slice(), scope),
            StmtKind::Raise { exception, cause } => {
                self.exprs(exception.as_slice(), scope);
                self.exprs(cause.as_slice(), scope);
            }
            StmtKind::Assert { test, message } => {
                self.expr(*test, scope);
                self.exprs(message.as_slice(), scope);
            }
            StmtKind::Delete(targets) => {
                for target in targets {
                    self.target(*target, scope);
                }
            }
            StmtKind::Global(names) => {
                for name in names {
                    self.bind(scope, &name.text, Binding::Global);
                }
            }
            StmtKind::Nonlocal(names) => {
                for name in names {
                    self.bind(scope, &name.text, Binding::Nonlocal);
                }
            }
            StmtKind::Import(modules) => {
                for module in modules {
                    let bound = module.alias.as_ref().map_or_else(
                        || module.module.text.split('.').next().unwrap_or_default(),
                        |alias| &*alias.text,
                    );
                    self.bind(scope, bound, Binding::Local);
                }
            }
            StmtKind::ImportFrom { names, .. } => {
                for name in names {
                    let bound = name.alias.as_ref().unwrap_or(&name.name);
                    self.bind(scope, &bound.text, Binding::Local);
                }
            }
            _ => self.compound(id, scope),
        }
    }

    fn compound(&mut self, id: StmtId, scope: ScopeId) {
        match &self.tree.stmt(id).kind {
            StmtKind::If { test, body, orelse } | StmtKind::While { test, body, orelse } => {
                self.expr(*test, scope);
                self.block(body, scope);
                self.block(orelse, scope);
            }
            StmtKind::For {
                target,
                iterable,
                body,
                orelse,
                ..
            } => {
                self.expr(*iterable, scope);
                self.target(*target, scope);
                self.block(body, scope);
                self.block(orelse, scope);
            }
            StmtKind::With { items, body, .. } => {
                for item in items {
                    self.expr(item.context, scope);
                    if let Some(target) = item.target {
                        self.target(target, scope);
                    }
                }
                self.block(body, scope);
            }
            StmtKind::Try {
                body,
                handlers,
                orelse,
                finalbody,
            } => {
                self.block(body, scope);
                for handler in handlers {
                    self.exprs(handler.exception.as_slice(), scope);
                    if let Some(name) = &handler.name {
                        self.bind(scope, &name.text, Binding::Local);
                    }
                    self.block(&handler.body, scope);
                }
                self.block(orelse, scope);
                self.block(finalbody, scope);
            }
            StmtKind::Match { subject, cases } => {
                self.expr(*subject, scope);
                for case in cases {
                    for name in &case.captures {
                        self.bind(scope, &name.text, Binding::Local);
                    }
                    self.exprs(&case.operands, scope);
                    self.exprs(case.guard.as_slice(), scope);
                    self.block(&case.body, scope);
                }
            }
            StmtKind::Function(function) => self.function(id, function, scope),
            StmtKind::Class(class) => {
                self.bind(scope, &class.name.text, Binding::Local);
                self.exprs(&class.decorators, scope);
                for argument in &class.arguments {
                    self.expr(argument.value, scope);
                }
                let inner = self.open(ScopeKind::Class, scope);
                self.out.of_stmt.insert(id, inner);
                self.block(&class.body, inner);
            }
            StmtKind::Other { keyword, operands } => {
                self.exprs(operands, scope);
                // `type X = …`
                if let ("type", Some(name)) = (&**keyword, operands.first()) {
                    self.target(*name, scope);
                }
            }
            _ => {}
        }
    }

    fn function(&mut self, id: StmtId, function: &Function, scope: ScopeId) {
        self.bind(scope, &function.name.text, Binding::Local);
        self.exprs(&function.decorators, scope);
        self.exprs(function.returns.as_slice(), scope);
        let inner = self.parameters(&function.parameters, scope);
        self.out.of_stmt.insert(id, inner);
        self.block(&function.body, inner);
    }

    /// Opens the scope of a function; defaults and annotations belong to the scope around it.
    fn parameters(&mut self, parameters: &[Parameter], scope: ScopeId) -> ScopeId {
        for parameter in parameters {
            self.exprs(parameter.annotation.as_slice(), scope);
            self.exprs(parameter.default.as_slice(), scope);
        }
        let inner = self.open(ScopeKind::Function, scope);
        for parameter in parameters {
            self.bind(inner, &parameter.name.text, Binding::Local);
        }
        inner
    }

    fn target(&mut self, id: ExprId, scope: ScopeId) {
        match &self.tree.expr(id).kind {
            ExprKind::Name(name) => self.bind(scope, name, Binding::Local),
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                for item in items {
                    self.target(*item, scope);
                }
            }
            ExprKind::Starred(inner) => self.target(*inner, scope),
            _ => self.expr(id, scope),
        }
    }

    fn expr(&mut self, id: ExprId, scope: ScopeId) {
        match &self.tree.expr(id).kind {
            ExprKind::Lambda { parameters, body } => {
                let inner = self.parameters(parameters, scope);
                self.out.of_expr.insert(id, inner);
                self.expr(*body, inner);
            }
            ExprKind::Comprehension {
                element,
                value,
                clauses,
                ..
            } => self.comprehension(id, *element, *value, clauses, scope),
            ExprKind::Walrus { target, value } => {
                self.expr(*value, scope);
                let mut at = scope;
                while self.out.get(at).kind == ScopeKind::Comprehension {
                    at = self.out.get(at).parent.unwrap_or(MODULE);
                }
                self.target(*target, at);
            }
            kind => self.exprs(&children(kind), scope),
        }
    }

    fn comprehension(
        &mut self,
        id: ExprId,
        element: ExprId,
        value: Option<ExprId>,
        clauses: &[ComprehensionClause],
        scope: ScopeId,
    ) {
        let inner = self.open(ScopeKind::Comprehension, scope);
        self.out.of_expr.insert(id, inner);
        for (index, clause) in clauses.iter().enumerate() {
            // The first iterable is evaluated outside.
            self.expr(clause.iterable, if index == 0 { scope } else { inner });
            self.target(clause.target, inner);
            self.exprs(&clause.conditions, inner);
        }
        self.expr(element, inner);
        self.exprs(value.as_slice(), inner);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse;

    fn binds(text: &str, name: &str) -> bool {
        Scopes::of(&parse(text))
            .get(MODULE)
            .names
            .contains_key(name)
    }

    #[test]
    fn an_annotation_of_a_name_in_parentheses_binds_nothing() {
        assert!(binds("x: int\n", "x") && binds("(x): int = 1\n", "x"));
        assert!(!binds("(x): int\n", "x"));
    }

    #[test]
    fn identifiers_are_compared_as_python_compares_them() {
        assert!(binds("\u{ff57}idth = 1\n", "width"));
        assert!(binds("\u{ff57}idth = 1\ndef (:\n", "width"));
    }
}
