//! What a scope binds and declares, without looking into the scopes within it.

use std::collections::{HashMap, HashSet};

use ruff_python_ast::visitor::{Visitor, walk_except_handler, walk_expr, walk_pattern, walk_stmt};
use ruff_python_ast::{Alias, ExceptHandler, Expr, ExprContext, Parameters, Pattern, Stmt};
use ruff_text_size::{Ranged, TextRange};

/// Names of one scope.
#[derive(Default)]
pub(super) struct Declarations {
    /// Parameters, for a function or lambda.
    pub(super) parameters: HashSet<String>,
    /// Names that the scope binds, parameters included.
    pub(super) bound: HashSet<String>,
    /// Names declared `global` and where.
    pub(super) global: HashMap<String, TextRange>,
    /// Names declared `nonlocal` and where.
    pub(super) nonlocal: HashMap<String, TextRange>,
    /// Depth of comprehensions: their targets are their own.
    comprehensions: u32,
}

impl Declarations {
    pub(super) fn of(parameters: Option<&Parameters>, body: &[Stmt]) -> Self {
        let mut found = Self::default();
        for parameter in parameters.into_iter().flat_map(|all| all.iter()) {
            found.parameters.insert(parameter.name().to_string());
        }
        found.bound.clone_from(&found.parameters);
        found.visit_body(body);
        found
    }

    fn bind(&mut self, name: impl ToString) {
        self.bound.insert(name.to_string());
    }

    fn bind_import(&mut self, alias: &Alias) {
        let name = alias.asname.as_ref().unwrap_or(&alias.name).as_str();
        self.bind(name.split('.').next().unwrap_or(name));
    }
}

impl<'a> Visitor<'a> for Declarations {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(function) => {
                self.bind(&function.name);
                for decorator in &function.decorator_list {
                    self.visit_decorator(decorator);
                }
                self.visit_parameters(&function.parameters);
            }
            Stmt::ClassDef(class) => {
                self.bind(&class.name);
                for decorator in &class.decorator_list {
                    self.visit_decorator(decorator);
                }
                if let Some(arguments) = &class.arguments {
                    self.visit_arguments(arguments);
                }
            }
            Stmt::Global(statement) => {
                for name in &statement.names {
                    self.global.entry(name.to_string()).or_insert(stmt.range());
                }
            }
            Stmt::Nonlocal(statement) => {
                for name in &statement.names {
                    self.nonlocal
                        .entry(name.to_string())
                        .or_insert(stmt.range());
                }
            }
            Stmt::Import(import) => import
                .names
                .iter()
                .for_each(|alias| self.bind_import(alias)),
            Stmt::ImportFrom(import) => {
                import
                    .names
                    .iter()
                    .for_each(|alias| self.bind_import(alias));
            }
            _ => walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Lambda(_) => {}
            Expr::Name(name) => {
                if name.ctx != ExprContext::Load && self.comprehensions == 0 {
                    self.bind(&name.id);
                }
            }
            Expr::Named(named) => {
                if let Expr::Name(name) = &*named.target {
                    self.bind(&name.id);
                }
                self.visit_expr(&named.value);
            }
            Expr::ListComp(_) | Expr::SetComp(_) | Expr::DictComp(_) | Expr::Generator(_) => {
                self.comprehensions += 1;
                walk_expr(self, expr);
                self.comprehensions -= 1;
            }
            _ => walk_expr(self, expr),
        }
    }

    fn visit_except_handler(&mut self, handler: &'a ExceptHandler) {
        let ExceptHandler::ExceptHandler(clause) = handler;
        if let Some(name) = &clause.name {
            self.bind(name);
        }
        walk_except_handler(self, handler);
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        let name = match pattern {
            Pattern::MatchAs(pattern) => pattern.name.as_ref(),
            Pattern::MatchStar(pattern) => pattern.name.as_ref(),
            Pattern::MatchMapping(pattern) => pattern.rest.as_ref(),
            _ => None,
        };
        if let Some(name) = name {
            self.bind(name);
        }
        walk_pattern(self, pattern);
    }
}
