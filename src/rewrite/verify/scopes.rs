//! Walks a module with Python's scopes, so that the parser's checks know where they are.

use std::cell::RefCell;

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_keyword, walk_stmt};
use ruff_python_ast::{self as ast, Comprehension, Expr, PythonVersion, Stmt};
use ruff_python_parser::semantic_errors::{
    LazyImportContext, SemanticSyntaxChecker, SemanticSyntaxContext, SemanticSyntaxError,
};
use ruff_text_size::{Ranged, TextRange};

use super::declarations::Declarations;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Module,
    Class,
    Function { asynchronous: bool },
    Lambda,
    Generator,
    Comprehension,
}

struct Scope {
    kind: Kind,
    names: Declarations,
    /// Loops around the place, within the scope.
    loops: u32,
}

/// What Python's compiler refuses beyond the grammar.
pub(super) struct Judge<'a> {
    checker: SemanticSyntaxChecker,
    place: Place<'a>,
}

/// Where the walk is, as the checks ask for it.
struct Place<'a> {
    text: &'a str,
    /// Where `await` may stand outside of functions.
    in_notebook: bool,
    /// From the module inwards; never empty.
    scopes: Vec<Scope>,
    problems: RefCell<Vec<(usize, String)>>,
}

impl<'a> Judge<'a> {
    pub(super) fn new(text: &'a str, body: &[Stmt], in_notebook: bool) -> Self {
        let mut place = Place {
            text,
            in_notebook,
            scopes: Vec::new(),
            problems: RefCell::default(),
        };
        place.enter(Kind::Module, Declarations::of(None, body));
        Self {
            checker: SemanticSyntaxChecker::new(),
            place,
        }
    }

    /// Offset and message of the problem that stands first.
    pub(super) fn first_problem(self) -> Option<(usize, String)> {
        self.place.problems.into_inner().into_iter().min()
    }

    fn function(&mut self, function: &'a ast::StmtFunctionDef) {
        for decorator in &function.decorator_list {
            self.visit_decorator(decorator);
        }
        if let Some(parameters) = &function.type_params {
            self.visit_type_params(parameters);
        }
        self.visit_parameters(&function.parameters);
        if let Some(returns) = &function.returns {
            self.visit_annotation(returns);
        }
        let names = Declarations::of(Some(&function.parameters), &function.body);
        let asynchronous = function.is_async;
        self.place.enter(Kind::Function { asynchronous }, names);
        self.visit_body(&function.body);
        self.place.leave();
    }

    fn class(&mut self, class: &'a ast::StmtClassDef) {
        for decorator in &class.decorator_list {
            self.visit_decorator(decorator);
        }
        if let Some(parameters) = &class.type_params {
            self.visit_type_params(parameters);
        }
        if let Some(arguments) = &class.arguments {
            self.visit_arguments(arguments);
        }
        let names = Declarations::of(None, &class.body);
        self.place.enter(Kind::Class, names);
        self.visit_body(&class.body);
        self.place.leave();
    }

    fn looped(&mut self, body: &'a [Stmt], orelse: &'a [Stmt]) {
        self.place.innermost_mut().loops += 1;
        self.visit_body(body);
        self.place.innermost_mut().loops -= 1;
        self.visit_body(orelse);
    }

    fn handlers(&self, statement: &ast::StmtTry) {
        let before_last = statement.handlers.len().saturating_sub(1);
        for handler in &statement.handlers[..before_last] {
            let ast::ExceptHandler::ExceptHandler(clause) = handler;
            if clause.type_.is_none() {
                self.place
                    .report(handler.range(), "default 'except:' must be last");
            }
        }
    }

    /// Elements of a comprehension in its scope; the first iterable belongs to the scope around it.
    fn comprehension(&mut self, kind: Kind, clauses: &'a [Comprehension], elements: &[&'a Expr]) {
        if let Some(first) = clauses.first() {
            self.visit_expr(&first.iter);
        }
        self.place.enter(kind, Declarations::default());
        for (index, clause) in clauses.iter().enumerate() {
            self.visit_expr(&clause.target);
            if index > 0 {
                self.visit_expr(&clause.iter);
            }
            for condition in &clause.ifs {
                self.visit_expr(condition);
            }
        }
        for element in elements {
            self.visit_expr(element);
        }
        self.place.leave();
    }
}

impl<'a> Visitor<'a> for Judge<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        self.checker.visit_stmt(stmt, &self.place);
        match stmt {
            Stmt::FunctionDef(function) => self.function(function),
            Stmt::ClassDef(class) => self.class(class),
            Stmt::For(statement) => {
                self.visit_expr(&statement.iter);
                self.visit_expr(&statement.target);
                self.looped(&statement.body, &statement.orelse);
            }
            Stmt::While(statement) => {
                self.visit_expr(&statement.test);
                self.looped(&statement.body, &statement.orelse);
            }
            Stmt::Expr(statement) => {
                if statement.value.is_starred_expr() {
                    let message = "can't use starred expression here";
                    self.place.report(stmt.range(), message);
                }
                walk_stmt(self, stmt);
            }
            Stmt::Try(statement) => {
                self.handlers(statement);
                walk_stmt(self, stmt);
            }
            _ => walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        self.checker.visit_expr(expr, &self.place);
        match expr {
            Expr::Lambda(lambda) => {
                if let Some(parameters) = &lambda.parameters {
                    self.visit_parameters(parameters);
                }
                let names = Declarations::of(lambda.parameters.as_deref(), &[]);
                self.place.enter(Kind::Lambda, names);
                self.visit_expr(&lambda.body);
                self.place.leave();
            }
            Expr::ListComp(found) => {
                self.comprehension(Kind::Comprehension, &found.generators, &[&found.elt]);
            }
            Expr::SetComp(found) => {
                self.comprehension(Kind::Comprehension, &found.generators, &[&found.elt]);
            }
            Expr::DictComp(found) => {
                let mut elements: Vec<&Expr> = found.key.as_deref().into_iter().collect();
                elements.push(&found.value);
                self.comprehension(Kind::Comprehension, &found.generators, &elements);
            }
            Expr::Generator(found) => {
                self.comprehension(Kind::Generator, &found.generators, &[&found.elt]);
            }
            Expr::Attribute(found) => {
                if found.ctx != ast::ExprContext::Load {
                    self.place.written(&found.attr);
                }
                walk_expr(self, expr);
            }
            _ => walk_expr(self, expr),
        }
    }

    fn visit_keyword(&mut self, keyword: &'a ast::Keyword) {
        if let Some(name) = &keyword.arg {
            self.place.written(name);
        }
        walk_keyword(self, keyword);
    }
}

impl Place<'_> {
    fn enter(&mut self, kind: Kind, names: Declarations) {
        for (name, range) in &names.nonlocal {
            if names.global.contains_key(name) {
                self.report(*range, &format!("name '{name}' is nonlocal and global"));
            }
        }
        self.scopes.push(Scope {
            kind,
            names,
            loops: 0,
        });
    }

    fn leave(&mut self) {
        self.scopes.pop();
    }

    fn report(&self, range: TextRange, message: &str) {
        let problem = (range.start().to_usize(), message.to_owned());
        self.problems.borrow_mut().push(problem);
    }

    fn written(&self, name: &ast::Identifier) {
        if name.as_str() == "__debug__" {
            self.report(name.range(), "cannot assign to __debug__");
        }
    }

    fn innermost(&self) -> &Scope {
        self.scopes.last().expect("the module's scope stays")
    }

    fn innermost_mut(&mut self) -> &mut Scope {
        self.scopes.last_mut().expect("the module's scope stays")
    }

    /// The first scope from inside that is no comprehension.
    fn around_comprehensions(&self) -> Kind {
        let inner = |kind: &Kind| matches!(kind, Kind::Generator | Kind::Comprehension);
        let mut kinds = self.scopes.iter().rev().map(|scope| scope.kind);
        kinds.find(|kind| !inner(kind)).unwrap_or(Kind::Module)
    }
}

impl SemanticSyntaxContext for Place<'_> {
    fn future_annotations_or_stub(&self) -> bool {
        false
    }

    fn lazy_import_context(&self) -> Option<LazyImportContext> {
        None
    }

    fn python_version(&self) -> PythonVersion {
        PythonVersion::latest()
    }

    fn source(&self) -> &str {
        self.text
    }

    /// Python treats a use before `nonlocal` as it treats one before `global`.
    fn global(&self, name: &str) -> Option<TextRange> {
        let names = &self.innermost().names;
        let found = names.global.get(name).or_else(|| names.nonlocal.get(name));
        found.copied()
    }

    fn has_nonlocal_binding(&self, name: &str) -> bool {
        let around = &self.scopes[..self.scopes.len() - 1];
        around.iter().rev().any(|scope| match scope.kind {
            Kind::Function { .. } | Kind::Lambda => {
                scope.names.bound.contains(name) && !scope.names.global.contains_key(name)
                    || scope.names.nonlocal.contains_key(name)
            }
            Kind::Class => name == "__class__",
            _ => false,
        })
    }

    fn in_async_context(&self) -> bool {
        self.around_comprehensions() == Kind::Function { asynchronous: true }
    }

    fn in_await_allowed_context(&self) -> bool {
        let kind = self.around_comprehensions();
        matches!(kind, Kind::Function { .. } | Kind::Lambda)
    }

    fn in_yield_allowed_context(&self) -> bool {
        matches!(self.innermost().kind, Kind::Function { .. } | Kind::Lambda)
    }

    fn in_sync_comprehension(&self) -> bool {
        self.innermost().kind == Kind::Comprehension
    }

    fn in_class_body_comprehension(&self) -> bool {
        self.around_comprehensions() == Kind::Class
    }

    fn in_module_scope(&self) -> bool {
        self.innermost().kind == Kind::Module
    }

    fn in_function_scope(&self) -> bool {
        matches!(self.innermost().kind, Kind::Function { .. } | Kind::Lambda)
    }

    fn in_generator_context(&self) -> bool {
        let mut kinds = self.scopes.iter().rev().map(|scope| scope.kind);
        kinds
            .find(|kind| *kind != Kind::Comprehension)
            .is_some_and(|kind| kind == Kind::Generator)
    }

    fn in_notebook(&self) -> bool {
        self.in_notebook
    }

    fn report_semantic_error(&self, error: SemanticSyntaxError) {
        self.report(error.range(), &error.to_string());
    }

    fn in_loop_context(&self) -> bool {
        self.innermost().loops > 0
    }

    fn is_bound_parameter(&self, name: &str) -> bool {
        self.innermost().names.parameters.contains(name)
    }
}
