//! Expressions.

use ruff_python_ast::token::TokenKind;
use ruff_python_ast::{
    ArgOrKeyword, Arguments, BytesLiteral, Comprehension, Expr, InterpolatedElement,
    InterpolatedStringElement, Parameters, StringLiteral, TypeParam, TypeParams,
};
use ruff_text_size::{Ranged, TextSize};

use super::{Reading, span};
use crate::syntax::ast::{
    Argument, ArgumentKind, ComprehensionClause, ComprehensionKind, DictItem, ExprId, ExprKind,
    Parameter, ParameterKind, Span, TypeParameter,
};
use crate::syntax::identifier;
use crate::syntax::lower::decode;

impl Reading<'_> {
    pub(super) fn expression(&mut self, expr: &Expr) -> ExprId {
        self.expression_in(expr, None)
    }

    pub(super) fn optional(&mut self, expr: Option<&Expr>) -> Option<ExprId> {
        expr.map(|expr| self.expression(expr))
    }

    pub(super) fn expressions<'e>(
        &mut self,
        all: impl IntoIterator<Item = &'e Expr>,
    ) -> Vec<ExprId> {
        all.into_iter().map(|expr| self.expression(expr)).collect()
    }

    /// As [`Self::expression`], where the parentheses that begin at `taken` belong to something else.
    fn expression_in(&mut self, expr: &Expr, taken: Option<u32>) -> ExprId {
        let whole = span(expr.range());
        if !self.enter() {
            self.leave();
            return self.push(ExprKind::Other(Vec::new()), whole);
        }
        let outer = self.outer(whole, taken);
        let kind = match expr {
            Expr::BoolOp(_) => self.boolean(expr),
            _ => self.kind(expr),
        };
        self.leave();
        self.tree.push(kind, whole, outer)
    }

    /// An expression whose parentheses are not asked for.
    pub(super) fn bare(&mut self, expr: &Expr) -> ExprId {
        let id = self.expression(expr);
        let expr = &mut self.tree.exprs[id.0 as usize];
        expr.outer = expr.span;
        id
    }

    /// The items of a tuple that stands without parentheses, without the comma behind the last.
    pub(super) fn loose_tuple(&mut self, expr: &Expr) -> ExprId {
        let id = self.expression(expr);
        if let Expr::Tuple(tuple) = expr
            && !tuple.parenthesized
            && let ExprKind::Tuple(items) = &self.tree.expr(id).kind
            && let [first, .., last] | [first @ last] = items[..]
        {
            let start = self.tree.expr(first).outer.start;
            let whole = Span::new(start, self.tree.expr(last).outer.end);
            let expr = &mut self.tree.exprs[id.0 as usize];
            (expr.span, expr.outer) = (whole, whole);
        }
        id
    }

    fn kind(&mut self, expr: &Expr) -> ExprKind {
        match expr {
            Expr::Name(name) => ExprKind::Name(identifier(self.text_of(span(name.range)))),
            Expr::Attribute(node) => ExprKind::Attribute {
                value: self.expression(&node.value),
                attribute: self.name(&node.attr),
            },
            Expr::Call(node) => ExprKind::Call {
                function: self.expression(&node.func),
                arguments: self.arguments(&node.arguments),
                list: span(node.arguments.range),
            },
            Expr::Subscript(node) => ExprKind::Subscript {
                value: self.expression(&node.value),
                index: self.loose_tuple(&node.slice),
            },
            Expr::StringLiteral(node) => {
                let mut value = String::new();
                for part in &node.value {
                    self.text_part(part, &mut value);
                }
                let value = value.into();
                ExprKind::Str {
                    value,
                    bytes: false,
                }
            }
            Expr::BytesLiteral(node) => {
                let mut value = String::new();
                for part in &node.value {
                    self.bytes_part(part, &mut value);
                }
                let value = value.into();
                ExprKind::Str { value, bytes: true }
            }
            Expr::FString(node) => {
                let mut found = Vec::new();
                self.interpolations(node.value.elements(), &mut found);
                ExprKind::Interpolated(found)
            }
            Expr::TString(node) => {
                let mut found = Vec::new();
                self.interpolations(node.value.elements(), &mut found);
                ExprKind::Interpolated(found)
            }
            Expr::NumberLiteral(node) => ExprKind::Number(self.text_of(span(node.range)).into()),
            Expr::BooleanLiteral(node) => ExprKind::Bool(node.value),
            Expr::NoneLiteral(_) => ExprKind::None,
            Expr::EllipsisLiteral(_) => ExprKind::Ellipsis,
            Expr::Tuple(node) => ExprKind::Tuple(self.expressions(&node.elts)),
            Expr::List(node) => ExprKind::List(self.expressions(&node.elts)),
            Expr::Set(node) => ExprKind::Set(self.expressions(&node.elts)),
            Expr::Dict(node) => ExprKind::Dict(self.items(&node.items)),
            _ => self.operation(expr),
        }
    }

    fn operation(&mut self, expr: &Expr) -> ExprKind {
        match expr {
            Expr::UnaryOp(node) => ExprKind::Unary {
                operator: node.op.as_str().into(),
                operand: self.expression(&node.operand),
            },
            Expr::BinOp(node) => ExprKind::Binary {
                left: self.expression(&node.left),
                operator: node.op.as_str().into(),
                right: self.expression(&node.right),
            },
            Expr::Compare(node) => {
                let mut operands = vec![self.expression(&node.left)];
                operands.extend(self.expressions(&*node.comparators));
                let operators = node.ops.iter().map(|operator| operator.as_str().into());
                ExprKind::Compare {
                    operands,
                    operators: operators.collect(),
                }
            }
            Expr::If(node) => ExprKind::Conditional {
                body: self.expression(&node.body),
                test: self.expression(&node.test),
                orelse: self.expression(&node.orelse),
            },
            Expr::Lambda(node) => ExprKind::Lambda {
                parameters: match &node.parameters {
                    Some(parameters) => self.parameters(parameters),
                    None => Vec::new(),
                },
                body: self.expression(&node.body),
            },
            Expr::ListComp(node) => {
                self.comprehension(ComprehensionKind::List, &node.elt, None, &node.generators)
            }
            Expr::SetComp(node) => {
                self.comprehension(ComprehensionKind::Set, &node.elt, None, &node.generators)
            }
            Expr::Generator(node) => self.comprehension(
                ComprehensionKind::Generator,
                &node.elt,
                None,
                &node.generators,
            ),
            Expr::DictComp(node) => match &node.key {
                Some(key) => {
                    let value = Some(&*node.value);
                    self.comprehension(ComprehensionKind::Dict, key, value, &node.generators)
                }
                None => ExprKind::Other(vec![self.expression(&node.value)]),
            },
            Expr::Await(node) => ExprKind::Await(self.expression(&node.value)),
            Expr::Yield(node) => ExprKind::Yield(self.optional(node.value.as_deref())),
            Expr::YieldFrom(node) => ExprKind::YieldFrom(self.expression(&node.value)),
            Expr::Starred(node) => ExprKind::Starred(self.expression(&node.value)),
            Expr::Named(node) => ExprKind::Walrus {
                target: self.expression(&node.target),
                value: self.expression(&node.value),
            },
            Expr::Slice(node) => {
                let parts = [&node.lower, &node.upper, &node.step];
                let parts = parts.into_iter().flatten();
                ExprKind::Slice(self.expressions(parts.map(|part| &**part)))
            }
            _ => ExprKind::Other(Vec::new()),
        }
    }

    /// `a and b and c` nests to the left.
    fn boolean(&mut self, expr: &Expr) -> ExprKind {
        let Expr::BoolOp(node) = expr else {
            return self.kind(expr);
        };
        let and = node.op.as_str() == "and";
        let mut values = node.values.iter();
        let mut left = match values.next() {
            Some(first) => self.expression(first),
            None => return ExprKind::Other(Vec::new()),
        };
        let count = values.len();
        for (at, value) in values.enumerate() {
            let right = self.expression(value);
            let kind = ExprKind::Boolean { left, and, right };
            if at + 1 == count {
                return kind;
            }
            let start = self.tree.expr(left).outer.start;
            let whole = Span::new(start, self.tree.expr(right).outer.end);
            left = self.push(kind, whole);
        }
        ExprKind::Other(vec![left])
    }

    fn items(&mut self, items: &[ruff_python_ast::DictItem]) -> Vec<DictItem> {
        let mut out = Vec::with_capacity(items.len());
        for item in items {
            let key = self.optional(item.key.as_ref());
            let value = self.expression(&item.value);
            let outer = self.tree.expr(value).outer;
            let start = match key {
                Some(key) => self.tree.expr(key).outer.start,
                None => self.start_of(TokenKind::DoubleStar, outer.start),
            };
            let span = Span::new(start, outer.end);
            out.push(DictItem { key, value, span });
        }
        out
    }

    /// Where the last token of a kind before a place begins; the place itself without one.
    fn start_of(&self, kind: TokenKind, before: u32) -> u32 {
        let count = self
            .tokens
            .partition_point(|token| token.start() < TextSize::new(before));
        let mut tokens = self.tokens[..count].iter().rev();
        tokens
            .find(|token| token.kind() == kind)
            .map_or(before, |token| token.start().to_u32())
    }

    /// The arguments of a call or of a class statement.
    pub(super) fn arguments(&mut self, list: &Arguments) -> Vec<Argument> {
        // The parentheses of a lone argument are those of the list.
        let taken = Some(list.range.start().to_u32());
        let mut out = Vec::with_capacity(list.len());
        for argument in list.iter_source_order() {
            let whole = span(argument.range());
            out.push(match argument {
                ArgOrKeyword::Arg(Expr::Starred(star)) => Argument {
                    kind: ArgumentKind::Star,
                    value: self.expression(&star.value),
                    span: whole,
                },
                ArgOrKeyword::Arg(value) => {
                    let value = self.expression_in(value, taken);
                    Argument {
                        kind: ArgumentKind::Positional,
                        value,
                        span: self.tree.expr(value).outer,
                    }
                }
                ArgOrKeyword::Keyword(keyword) => Argument {
                    kind: match &keyword.arg {
                        Some(name) => ArgumentKind::Keyword(self.name(name)),
                        None => ArgumentKind::DoubleStar,
                    },
                    value: self.expression(&keyword.value),
                    span: whole,
                },
            });
        }
        out
    }

    fn comprehension(
        &mut self,
        kind: ComprehensionKind,
        element: &Expr,
        value: Option<&Expr>,
        clauses: &[Comprehension],
    ) -> ExprKind {
        let element = self.expression(element);
        let value = self.optional(value);
        let mut out = Vec::with_capacity(clauses.len());
        for clause in clauses {
            out.push(ComprehensionClause {
                target: self.expression(&clause.target),
                iterable: self.expression(&clause.iter),
                conditions: self.expressions(&clause.ifs),
                asynchronous: clause.is_async,
            });
        }
        ExprKind::Comprehension {
            kind,
            element,
            value,
            clauses: out,
        }
    }

    fn text_part(&self, part: &StringLiteral, value: &mut String) {
        let body = self.text_of(span(part.content_range()));
        decode(body, part.flags.prefix().is_raw(), false, value);
    }

    fn bytes_part(&self, part: &BytesLiteral, value: &mut String) {
        let body = self.text_of(span(part.content_range()));
        decode(body, part.flags.prefix().is_raw(), true, value);
    }

    /// The expressions of an f-string, those in format specifiers included.
    fn interpolations<'e>(
        &mut self,
        elements: impl Iterator<Item = &'e InterpolatedStringElement>,
        found: &mut Vec<ExprId>,
    ) {
        for element in elements {
            if let InterpolatedStringElement::Interpolation(element) = element {
                self.interpolation(element, found);
            }
        }
    }

    fn interpolation(&mut self, element: &InterpolatedElement, found: &mut Vec<ExprId>) {
        found.push(self.expression(&element.expression));
        if let Some(format) = &element.format_spec {
            for inner in format.elements.interpolations() {
                if self.enter() {
                    self.interpolation(inner, found);
                }
                self.leave();
            }
        }
    }

    pub(super) fn parameters(&mut self, parameters: &Parameters) -> Vec<Parameter> {
        let mut out = Vec::with_capacity(parameters.len());
        let posonly = parameters.posonlyargs.iter();
        let groups = posonly
            .map(|one| (one, ParameterKind::PositionalOnly))
            .chain(
                parameters
                    .args
                    .iter()
                    .map(|one| (one, ParameterKind::Normal)),
            );
        for (one, kind) in groups {
            let parameter = self.parameter(&one.parameter, kind, one.default.as_deref());
            out.push(parameter);
        }
        if let Some(star) = &parameters.vararg {
            out.push(self.parameter(star, ParameterKind::Star, None));
        }
        for one in &parameters.kwonlyargs {
            let default = one.default.as_deref();
            out.push(self.parameter(&one.parameter, ParameterKind::KeywordOnly, default));
        }
        if let Some(star) = &parameters.kwarg {
            out.push(self.parameter(star, ParameterKind::DoubleStar, None));
        }
        out
    }

    fn parameter(
        &mut self,
        parameter: &ruff_python_ast::Parameter,
        kind: ParameterKind,
        default: Option<&Expr>,
    ) -> Parameter {
        Parameter {
            name: self.name(&parameter.name),
            kind,
            annotation: self.optional(parameter.annotation.as_deref()),
            default: self.optional(default),
        }
    }

    pub(super) fn type_parameters(&mut self, list: Option<&TypeParams>) -> Vec<TypeParameter> {
        let mut out = Vec::new();
        for parameter in list.into_iter().flat_map(|list| &list.type_params) {
            let (name, bound, default) = match parameter {
                TypeParam::TypeVar(one) => (&one.name, one.bound.as_deref(), &one.default),
                TypeParam::TypeVarTuple(one) => (&one.name, None, &one.default),
                TypeParam::ParamSpec(one) => (&one.name, None, &one.default),
            };
            out.push(TypeParameter {
                name: self.name(name),
                bound: self.optional(bound),
                default: self.optional(default.as_deref()),
            });
        }
        out
    }
}
