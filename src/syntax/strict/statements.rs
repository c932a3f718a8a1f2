//! Statements.

use ruff_python_ast::token::TokenKind;
use ruff_python_ast::{Alias, ExceptHandler, Stmt, StmtImportFrom};
use ruff_text_size::Ranged;

use super::{Reading, span};
use crate::syntax::ast::{
    Block, Class, ExprId, Function, Handler, ImportedModule, ImportedName, Name, Span, StmtId,
    StmtKind, WithItem,
};

impl Reading<'_> {
    pub(super) fn block(&mut self, block: &[Stmt]) -> Block {
        block.iter().map(|stmt| self.statement(stmt)).collect()
    }

    fn statement(&mut self, stmt: &Stmt) -> StmtId {
        let whole = self.with_comments(stmt);
        if !self.enter() {
            self.leave();
            return self.tree.reserve(whole);
        }
        let id = match stmt {
            Stmt::If(node) => self.branches(node, whole),
            _ => {
                let id = self.tree.reserve(whole);
                let kind = self.statement_kind(stmt);
                self.tree.finish(id, kind);
                id
            }
        };
        self.leave();
        id
    }

    fn statement_kind(&mut self, stmt: &Stmt) -> StmtKind {
        match stmt {
            Stmt::Expr(node) => StmtKind::Expr(self.loose_tuple(&node.value)),
            Stmt::Assign(node) => StmtKind::Assign {
                targets: self.expressions(&node.targets),
                value: self.expression(&node.value),
            },
            Stmt::AnnAssign(node) => StmtKind::AnnAssign {
                target: self.expression(&node.target),
                annotation: self.expression(&node.annotation),
                value: self.optional(node.value.as_deref()),
            },
            Stmt::AugAssign(node) => StmtKind::AugAssign {
                target: self.expression(&node.target),
                operator: format!("{}=", node.op.as_str()).into(),
                value: self.expression(&node.value),
            },
            Stmt::Return(node) => StmtKind::Return(self.optional(node.value.as_deref())),
            Stmt::Raise(node) => StmtKind::Raise {
                exception: self.optional(node.exc.as_deref()),
                cause: self.optional(node.cause.as_deref()),
            },
            Stmt::Assert(node) => StmtKind::Assert {
                test: self.expression(&node.test),
                message: self.optional(node.msg.as_deref()),
            },
            Stmt::Delete(node) => StmtKind::Delete(self.expressions(&node.targets)),
            Stmt::Global(node) => StmtKind::Global(self.names(&node.names)),
            Stmt::Nonlocal(node) => StmtKind::Nonlocal(self.names(&node.names)),
            Stmt::Import(node) => StmtKind::Import(self.imported_modules(&node.names)),
            Stmt::ImportFrom(node) => self.import_from(node),
            Stmt::Pass(_) => word("pass"),
            Stmt::Break(_) => word("break"),
            Stmt::Continue(_) => word("continue"),
            _ => self.compound(stmt),
        }
    }

    fn compound(&mut self, stmt: &Stmt) -> StmtKind {
        match stmt {
            Stmt::FunctionDef(node) => {
                let decorators = node.decorator_list.iter();
                let decorators = self.expressions(decorators.map(|one| &one.expression));
                StmtKind::Function(Box::new(Function {
                    name: self.name(&node.name),
                    type_parameters: self.type_parameters(node.type_params.as_deref()),
                    parameters: self.parameters(&node.parameters),
                    returns: self.optional(node.returns.as_deref()),
                    decorators,
                    asynchronous: node.is_async,
                    body: self.block(&node.body),
                }))
            }
            Stmt::ClassDef(node) => {
                let decorators = node.decorator_list.iter();
                let decorators = self.expressions(decorators.map(|one| &one.expression));
                StmtKind::Class(Box::new(Class {
                    name: self.name(&node.name),
                    type_parameters: self.type_parameters(node.type_params.as_deref()),
                    arguments: match &node.arguments {
                        Some(list) => self.arguments(list),
                        None => Vec::new(),
                    },
                    decorators,
                    body: self.block(&node.body),
                }))
            }
            Stmt::For(node) => StmtKind::For {
                target: self.expression(&node.target),
                iterable: self.expression(&node.iter),
                body: self.block(&node.body),
                orelse: self.block(&node.orelse),
                asynchronous: node.is_async,
            },
            Stmt::While(node) => StmtKind::While {
                test: self.expression(&node.test),
                body: self.block(&node.body),
                orelse: self.block(&node.orelse),
            },
            Stmt::With(node) => {
                let mut items = Vec::with_capacity(node.items.len());
                for item in &node.items {
                    items.push(WithItem {
                        context: self.expression(&item.context_expr),
                        target: self.optional(item.optional_vars.as_deref()),
                    });
                }
                StmtKind::With {
                    items,
                    body: self.block(&node.body),
                    asynchronous: node.is_async,
                }
            }
            Stmt::Try(node) => StmtKind::Try {
                body: self.block(&node.body),
                handlers: node.handlers.iter().map(|one| self.handler(one)).collect(),
                orelse: self.block(&node.orelse),
                finalbody: self.block(&node.finalbody),
            },
            Stmt::Match(node) => StmtKind::Match {
                subject: self.loose_tuple(&node.subject),
                cases: node.cases.iter().map(|case| self.case(case)).collect(),
            },
            Stmt::TypeAlias(node) => {
                let mut operands = vec![self.expression(&node.name)];
                for parameter in self.type_parameters(node.type_params.as_deref()) {
                    operands.extend([parameter.bound, parameter.default].into_iter().flatten());
                }
                operands.push(self.expression(&node.value));
                StmtKind::Other {
                    keyword: "type".into(),
                    operands,
                }
            }
            _ => StmtKind::Unreadable,
        }
    }

    fn names(&self, names: &[ruff_python_ast::Identifier]) -> Vec<Name> {
        names.iter().map(|name| self.name(name)).collect()
    }

    /// `if` with its `elif`s, one within the other.
    fn branches(&mut self, node: &ruff_python_ast::StmtIf, whole: Span) -> StmtId {
        let first = self.tree.reserve(whole);
        let test = self.expression(&node.test);
        let body = self.block(&node.body);
        let mut branches: Vec<(StmtId, ExprId, Block)> = vec![(first, test, body)];
        let mut orelse = Vec::new();
        for clause in &node.elif_else_clauses {
            match &clause.test {
                Some(test) => {
                    let start = clause.range.start().to_u32();
                    let id = self.tree.reserve(Span::new(start, whole.end));
                    let test = self.expression(test);
                    branches.push((id, test, self.block(&clause.body)));
                }
                None => orelse = self.block(&clause.body),
            }
        }
        for (id, test, body) in branches.into_iter().rev() {
            self.tree.finish(id, StmtKind::If { test, body, orelse });
            orelse = vec![id];
        }
        first
    }

    fn handler(&mut self, handler: &ExceptHandler) -> Handler {
        let ExceptHandler::ExceptHandler(handler) = handler;
        Handler {
            exception: handler
                .type_
                .as_deref()
                .map(|caught| self.loose_tuple(caught)),
            name: handler.name.as_ref().map(|name| self.name(name)),
            body: self.block(&handler.body),
            span: self.up_to_comments(span(handler.range), handler.body.first().map(Ranged::start)),
        }
    }

    fn imported_modules(&self, names: &[Alias]) -> Vec<ImportedModule> {
        let clause = |alias: &Alias| ImportedModule {
            module: self.dotted(&alias.name),
            alias: alias.asname.as_ref().map(|name| self.name(name)),
            span: span(alias.range),
        };
        names.iter().map(clause).collect()
    }

    /// A dotted path as Python reads it, without the blanks that may stand around its dots.
    fn dotted(&self, name: &ruff_python_ast::Identifier) -> Name {
        let written = self.name(name);
        if !written
            .text
            .contains(|c: char| c.is_whitespace() || c == '\\')
        {
            return written;
        }
        Name {
            text: name.as_str().into(),
            span: written.span,
        }
    }

    fn import_from(&self, node: &StmtImportFrom) -> StmtKind {
        let module = match &node.module {
            Some(module) => self.dotted(module),
            None => {
                let at = self.behind_dots(span(node.range));
                Name {
                    text: "".into(),
                    span: Span::new(at, at),
                }
            }
        };
        let mut star = None;
        let mut names = Vec::with_capacity(node.names.len());
        for alias in &node.names {
            if alias.name.as_str() == "*" {
                star = Some(span(alias.range));
                continue;
            }
            names.push(ImportedName {
                name: self.name(&alias.name),
                alias: alias.asname.as_ref().map(|name| self.name(name)),
                span: span(alias.range),
            });
        }
        StmtKind::ImportFrom {
            level: node.level,
            module,
            names,
            star,
        }
    }

    /// Where the dots behind `from` end.
    fn behind_dots(&self, whole: Span) -> u32 {
        let first = self
            .tokens
            .partition_point(|token| token.start().to_u32() < whole.start);
        let tokens = self.tokens[first..].iter();
        tokens
            .take_while(|token| token.kind() != TokenKind::Import)
            .filter(|token| matches!(token.kind(), TokenKind::Dot | TokenKind::Ellipsis))
            .last()
            .map_or(whole.end, |token| token.end().to_u32())
    }
}

fn word(keyword: &str) -> StmtKind {
    StmtKind::Other {
        keyword: keyword.into(),
        operands: Vec::new(),
    }
}
