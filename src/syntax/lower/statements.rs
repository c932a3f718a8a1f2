//! Statements.

use tree_sitter::Node;

use super::{Lowering, MAX_CHAIN, MAX_DEPTH, has_token, named_parts};
use crate::syntax::ast::{Block, ExprId, ExprKind, Handler, Span, StmtId, StmtKind, WithItem};
use crate::syntax::kinds::{Kind, kind_of};

impl<'t> Lowering<'t> {
    /// Lowers a statement with all in it. One with an error outside of its blocks is unreadable as
    /// a whole: what the parser made of the rest is a guess.
    pub(super) fn statement(&mut self, node: Node<'t>) -> StmtId {
        if self.depth >= MAX_DEPTH || is_broken(node) {
            return self.unreadable(node);
        }
        self.depth += 1;
        let id = if kind_of(node) == Kind::IfStatement {
            self.if_statement(node)
        } else {
            let span = self.statement_span(node);
            let id = self.reserve(span);
            let kind = self.statement_kind(node);
            self.finish(id, kind);
            id
        };
        self.depth -= 1;
        id
    }

    fn statement_kind(&mut self, node: Node<'t>) -> StmtKind {
        match kind_of(node) {
            Kind::ExpressionStatement => self.expression_statement(node),
            Kind::ImportStatement => self.import(node),
            Kind::ImportFromStatement | Kind::FutureImportStatement => self.import_from(node),
            Kind::ReturnStatement => {
                let value = named_parts(node).first().copied();
                StmtKind::Return(value.map(|value| self.expression(value)))
            }
            Kind::RaiseStatement => self.raise(node),
            Kind::AssertStatement => self.assert(node),
            Kind::DeleteStatement => self.delete(node),
            Kind::GlobalStatement => StmtKind::Global(self.names(node)),
            Kind::NonlocalStatement => StmtKind::Nonlocal(self.names(node)),
            Kind::FunctionDefinition => self.function(node, Vec::new()),
            Kind::ClassDefinition => self.class(node, Vec::new()),
            Kind::DecoratedDefinition => self.decorated(node),
            Kind::ForStatement => StmtKind::For {
                target: self.field(node, "left"),
                iterable: self.field(node, "right"),
                body: self.block_field(node, "body"),
                orelse: self.else_block(node),
                asynchronous: has_token(node, Kind::AsyncToken),
            },
            Kind::WhileStatement => StmtKind::While {
                test: self.field(node, "condition"),
                body: self.block_field(node, "body"),
                orelse: self.else_block(node),
            },
            Kind::WithStatement => self.with(node),
            Kind::TryStatement => self.try_statement(node),
            Kind::MatchStatement => self.match_statement(node),
            Kind::TypeAliasStatement => self.type_alias(node),
            _ => self.other(node),
        }
    }

    /// Statements of one keyword, and those of Python 2.
    fn other(&mut self, node: Node<'t>) -> StmtKind {
        let keyword = match kind_of(node) {
            Kind::PassStatement => "pass",
            Kind::BreakStatement => "break",
            Kind::ContinueStatement => "continue",
            Kind::PrintStatement => "print",
            Kind::ExecStatement => "exec",
            _ => node.kind(),
        };
        let mut operands = Vec::new();
        for part in named_parts(node) {
            if kind_of(part) == Kind::Chevron {
                operands.extend(self.expressions(&named_parts(part)));
            } else {
                operands.push(self.expression(part));
            }
        }
        StmtKind::Other {
            keyword: keyword.into(),
            operands,
        }
    }

    fn names(&self, node: Node<'t>) -> Vec<crate::syntax::ast::Name> {
        named_parts(node)
            .into_iter()
            .map(|name| self.name(name))
            .collect()
    }

    fn expression_statement(&mut self, node: Node<'t>) -> StmtKind {
        let nodes = named_parts(node);
        match nodes.first().map(|first| kind_of(*first)) {
            Some(Kind::Assignment) => self.assignment(nodes[0]),
            Some(Kind::AugmentedAssignment) => StmtKind::AugAssign {
                target: self.field(nodes[0], "left"),
                operator: nodes[0]
                    .child_by_field_name("operator")
                    .map_or("", |operator| self.text_of(operator))
                    .into(),
                value: self.field(nodes[0], "right"),
            },
            _ => {
                let comma = has_token(node, Kind::CommaToken);
                match self.expression_or_tuple(&nodes, comma) {
                    Some(value) => StmtKind::Expr(value),
                    None => StmtKind::Unreadable,
                }
            }
        }
    }

    /// `a = b = value`; each further target is an assignment on the right of the one before.
    fn assignment(&mut self, node: Node<'t>) -> StmtKind {
        let mut targets: Vec<ExprId> = Vec::new();
        let mut at = node;
        loop {
            let target = self.field(at, "left");
            if let Some(annotation) = at.child_by_field_name("type") {
                return StmtKind::AnnAssign {
                    target,
                    annotation: self.expression(annotation),
                    value: self.optional_field(at, "right"),
                };
            }
            targets.push(target);
            match at.child_by_field_name("right") {
                Some(right) if kind_of(right) == Kind::Assignment => at = right,
                Some(right) => {
                    return StmtKind::Assign {
                        targets,
                        value: self.expression(right),
                    };
                }
                None => return StmtKind::Unreadable,
            }
        }
    }

    fn raise(&mut self, node: Node<'t>) -> StmtKind {
        let cause = node.child_by_field_name("cause");
        let exception = named_parts(node)
            .into_iter()
            .find(|part| Some(*part) != cause);
        if exception.is_some_and(|part| kind_of(part) == Kind::ExpressionList) {
            // `raise Class, value` of Python 2.
            return StmtKind::Other {
                keyword: "raise".into(),
                operands: self.expressions(&named_parts(node)),
            };
        }
        StmtKind::Raise {
            exception: exception.map(|exception| self.expression(exception)),
            cause: cause.map(|cause| self.expression(cause)),
        }
    }

    fn assert(&mut self, node: Node<'t>) -> StmtKind {
        match self.expressions(&named_parts(node))[..] {
            [test] => StmtKind::Assert {
                test,
                message: None,
            },
            [test, message] => StmtKind::Assert {
                test,
                message: Some(message),
            },
            ref operands => StmtKind::Other {
                keyword: "assert".into(),
                operands: operands.to_vec(),
            },
        }
    }

    fn delete(&mut self, node: Node<'t>) -> StmtKind {
        match named_parts(node)[..] {
            [list] if kind_of(list) == Kind::ExpressionList => {
                StmtKind::Delete(self.expressions(&named_parts(list)))
            }
            ref targets => StmtKind::Delete(self.expressions(targets)),
        }
    }

    /// `if` with its `elif`s, one within the other: by a loop, since there may be many.
    fn if_statement(&mut self, node: Node<'t>) -> StmtId {
        let whole = self.statement_span(node);
        let mut cursor = node.walk();
        let alternatives: Vec<Node<'t>> = node
            .children_by_field_name("alternative", &mut cursor)
            .collect();
        if alternatives.len() > MAX_CHAIN {
            return self.unreadable(node);
        }
        let mut branches: Vec<(StmtId, ExprId, Block)> = Vec::new();
        let mut last: Block = Vec::new();
        for branch in std::iter::once(node).chain(alternatives) {
            if kind_of(branch) == Kind::ElseClause {
                last = self.block_field(branch, "body");
                continue;
            }
            let id = self.reserve(Span::new(self.span(branch).start, whole.end));
            let test = self.field(branch, "condition");
            let body = self.block_field(branch, "consequence");
            branches.push((id, test, body));
        }
        let mut orelse = last;
        let mut first = None;
        for (id, test, body) in branches.into_iter().rev() {
            let kind = StmtKind::If { test, body, orelse };
            self.finish(id, kind);
            orelse = vec![id];
            first = Some(id);
        }
        first.unwrap_or_else(|| self.unreadable(node))
    }

    /// The block of the else clause; empty without one.
    fn else_block(&mut self, node: Node<'t>) -> Block {
        let clause = named_parts(node)
            .into_iter()
            .find(|part| kind_of(*part) == Kind::ElseClause);
        match clause {
            Some(clause) => self.block_field(clause, "body"),
            None => Vec::new(),
        }
    }

    fn with(&mut self, node: Node<'t>) -> StmtKind {
        let mut items = Vec::new();
        let clause = named_parts(node)
            .into_iter()
            .find(|part| kind_of(*part) == Kind::WithClause);
        let nodes: Vec<Node<'t>> = clause.map(named_parts).unwrap_or_default();
        let values: Vec<Node<'t>> = nodes
            .iter()
            .filter_map(|item| item.child_by_field_name("value"))
            .collect();
        for value in in_parentheses(values) {
            items.push(self.with_item(value));
        }
        StmtKind::With {
            items,
            body: self.block_field(node, "body"),
            asynchronous: has_token(node, Kind::AsyncToken),
        }
    }

    fn with_item(&mut self, node: Node<'t>) -> WithItem {
        let (context, target) = self.with_alias(node);
        WithItem {
            context,
            target: target.map(|target| self.expression(target)),
        }
    }

    fn try_statement(&mut self, node: Node<'t>) -> StmtKind {
        let body = self.block_field(node, "body");
        let mut handlers = Vec::new();
        let mut orelse = Vec::new();
        let mut finalbody = Vec::new();
        for part in named_parts(node) {
            match kind_of(part) {
                Kind::ExceptClause => handlers.push(self.handler(part)),
                Kind::ElseClause => orelse = self.block_field(part, "body"),
                Kind::FinallyClause => finalbody = self.inner_block(part),
                _ => {}
            }
        }
        StmtKind::Try {
            body,
            handlers,
            orelse,
            finalbody,
        }
    }

    fn inner_block(&mut self, node: Node<'t>) -> Block {
        let block = named_parts(node)
            .into_iter()
            .find(|part| kind_of(*part) == Kind::Block);
        match block {
            Some(block) => self.block(block),
            None => Vec::new(),
        }
    }

    fn handler(&mut self, node: Node<'t>) -> Handler {
        let mut cursor = node.walk();
        let caught: Vec<Node<'t>> = node
            .children_by_field_name("value", &mut cursor)
            .filter(Node::is_named)
            .collect();
        let (exception, hung) = match caught[..] {
            [only] => {
                let (exception, alias) = self.with_alias(only);
                (Some(exception), alias)
            }
            ref several => (self.expression_or_tuple(several, false), None),
        };
        let alias = hung.or_else(|| node.child_by_field_name("alias"));
        Handler {
            exception,
            name: alias.map(|alias| self.name(alias)),
            body: self.inner_block(node),
            span: self.statement_span(node),
        }
    }

    fn match_statement(&mut self, node: Node<'t>) -> StmtKind {
        let mut cursor = node.walk();
        let subjects: Vec<Node<'t>> = node
            .children_by_field_name("subject", &mut cursor)
            .filter(Node::is_named)
            .collect();
        let comma = has_token(node, Kind::CommaToken);
        let subject = match self.expression_or_tuple(&subjects, comma) {
            Some(subject) => subject,
            None => {
                let span = self.span(node);
                self.push(ExprKind::Other(Vec::new()), span)
            }
        };
        let mut cases = Vec::new();
        if let Some(body) = node.child_by_field_name("body") {
            for part in named_parts(body) {
                if kind_of(part) == Kind::CaseClause {
                    cases.push(self.case(part));
                }
            }
        }
        StmtKind::Match { subject, cases }
    }
}

/// `with (a as b, c):` has its items in parentheses, which the parser may take for a tuple.
fn in_parentheses(values: Vec<Node<'_>>) -> Vec<Node<'_>> {
    let [only] = values[..] else {
        return values;
    };
    let inner = named_parts(only);
    let items = match kind_of(only) {
        Kind::Tuple => {
            !inner.is_empty() && !inner.iter().any(|item| kind_of(*item) == Kind::ListSplat)
        }
        Kind::ParenthesizedExpression => {
            matches!(inner[..], [item] if kind_of(item) == Kind::AsPattern)
        }
        _ => false,
    };
    if items { inner } else { values }
}

/// Whether the parser met an error in the statement, those in its blocks apart.
fn is_broken(node: Node<'_>) -> bool {
    if !node.has_error() {
        return false;
    }
    if node.is_error() || node.is_missing() {
        return true;
    }
    let is_match = kind_of(node) == Kind::MatchStatement;
    let mut cursor = node.walk();
    node.children(&mut cursor).any(|child| {
        child.is_error()
            || child.is_missing()
            || (child.has_error()
                && match kind_of(child) {
                    Kind::Block => is_match && is_broken(child),
                    Kind::ElifClause
                    | Kind::ElseClause
                    | Kind::ExceptClause
                    | Kind::FinallyClause
                    | Kind::CaseClause
                    | Kind::FunctionDefinition
                    | Kind::ClassDefinition => is_broken(child),
                    _ => true,
                })
    })
}
