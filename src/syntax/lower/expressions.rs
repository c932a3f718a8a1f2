//! Expressions in general: parentheses, chains from the left, and which lowering each kind takes.

use tree_sitter::Node;

use super::{Lowering, MAX_CHAIN, MAX_DEPTH, has_token, named_parts, offset, parts};
use crate::syntax::ast::{ExprId, ExprKind, Span};
use crate::syntax::identifier;
use crate::syntax::kinds::{Kind, kind_of};

impl<'t> Lowering<'t> {
    /// Lowers an expression with all below it.
    pub(super) fn expression(&mut self, node: Node<'t>) -> ExprId {
        if self.depth >= MAX_DEPTH {
            return self.too_deep(node);
        }
        self.depth += 1;
        let id = if self.begins_with_a_star(node) {
            let span = self.span(node);
            let operand = self.behind_the_star(node);
            self.push(ExprKind::Starred(operand), span)
        } else {
            self.chain(node)
        };
        self.depth -= 1;
        id
    }

    /// Whether the node is an operand of a star that the parser hung too low (`*f(x)`, `*a or b`).
    pub(super) fn begins_with_a_star(&self, node: Node<'t>) -> bool {
        let start = node.start_byte();
        self.text.as_bytes().get(start) == Some(&b'*')
            && self.hoisted.is_none_or(|(star, _)| star as usize != start)
            && !matches!(
                kind_of(node),
                Kind::ListSplat
                    | Kind::ListSplatPattern
                    | Kind::SplatType
                    | Kind::DictionarySplat
                    | Kind::DictionarySplatPattern
                    | Kind::ExpressionList
                    | Kind::PatternList
                    | Kind::Type
            )
    }

    /// Lowers such a node as if its star were not there.
    pub(super) fn behind_the_star(&mut self, node: Node<'t>) -> ExprId {
        let mut at = node;
        while !matches!(kind_of(at), Kind::ListSplat | Kind::ListSplatPattern) {
            match at.child(0) {
                Some(first) => at = first,
                None => return self.too_deep(node),
            }
        }
        let Some(operand) = named_parts(at).first().copied() else {
            return self.too_deep(node);
        };
        let star = (offset(node.start_byte()), offset(operand.start_byte()));
        let before = self.hoisted.replace(star);
        let id = self.chain(node);
        self.hoisted = before;
        id
    }

    /// Attributes, calls, subscripts and boolean operators nest to the left as long as a chain is:
    /// they are followed by a loop.
    fn chain(&mut self, node: Node<'t>) -> ExprId {
        let mut links: Vec<(Node<'t>, Span)> = Vec::new();
        let mut at = node;
        let (base, outer) = loop {
            let (inner, outer) = self.without_parentheses(at);
            match first_operand(inner) {
                Some(_) if links.len() >= MAX_CHAIN => return self.too_deep(node),
                Some(next) => {
                    links.push((inner, outer));
                    at = next;
                }
                None => break (inner, outer),
            }
        };
        let mut id = self.single(base, outer);
        while let Some((node, outer)) = links.pop() {
            id = self.link(node, outer, id);
        }
        id
    }

    /// Whether the star or the alias of the node is not its own, but that of the whole expression.
    fn is_hoisted(&self, node: Node<'t>) -> bool {
        match kind_of(node) {
            Kind::AsPattern => self
                .aliased
                .is_some_and(|(alias, _)| alias as usize == node.end_byte()),
            _ => self
                .hoisted
                .is_some_and(|(star, _)| star as usize == node.start_byte()),
        }
    }

    /// Splits `expression as alias`, also where the parser hung the alias on the last operand only.
    pub(super) fn with_alias(&mut self, node: Node<'t>) -> (ExprId, Option<Node<'t>>) {
        let mut at = node;
        while matches!(
            kind_of(at),
            Kind::ConditionalExpression
                | Kind::BooleanOperator
                | Kind::NotOperator
                | Kind::Lambda
                | Kind::NamedExpression
        ) {
            match named_parts(at).last() {
                Some(last) => at = *last,
                None => break,
            }
        }
        let parts = named_parts(at);
        let (Kind::AsPattern, [operand, alias]) = (kind_of(at), &parts[..]) else {
            return (self.expression(node), None);
        };
        let ends = (offset(at.end_byte()), offset(operand.end_byte()));
        let before = self.aliased.replace(ends);
        let id = self.expression(node);
        self.aliased = before;
        (id, Some(*alias))
    }

    /// What stands in the parentheses around an expression, and where they stand.
    fn without_parentheses(&self, node: Node<'t>) -> (Node<'t>, Span) {
        let mut at = node;
        let mut outer = None;
        loop {
            let transparent = match kind_of(at) {
                _ if self.is_called_type(at) => false,
                Kind::ParenthesizedExpression => true,
                Kind::TuplePattern => {
                    named_parts(at).len() == 1 && !has_token(at, Kind::CommaToken)
                }
                Kind::Type | Kind::AsPatternTarget => {
                    match named_parts(at).first() {
                        Some(inner) => at = *inner,
                        None => return (at, outer.unwrap_or(self.span(at))),
                    }
                    continue;
                }
                Kind::ListSplat | Kind::ListSplatPattern | Kind::AsPattern
                    if self.is_hoisted(at) =>
                {
                    match named_parts(at).first() {
                        Some(inner) => at = *inner,
                        None => return (at, outer.unwrap_or(self.span(at))),
                    }
                    continue;
                }
                _ => false,
            };
            let inner = named_parts_if(transparent, at);
            match inner {
                Some(inner) => {
                    outer.get_or_insert(self.span(at));
                    at = inner;
                }
                None => return (at, outer.unwrap_or(self.span(at))),
            }
        }
    }

    /// One step of a chain, its first operand lowered already.
    fn link(&mut self, node: Node<'t>, outer: Span, first: ExprId) -> ExprId {
        let span = self.span(node);
        let kind = match kind_of(node) {
            Kind::Attribute => match node.child_by_field_name("attribute") {
                Some(attribute) => ExprKind::Attribute {
                    value: first,
                    attribute: self.name(attribute),
                },
                None => ExprKind::Other(vec![first]),
            },
            Kind::Call => self.call(node, first),
            Kind::Subscript => {
                let nodes = named_parts(node);
                let comma = has_token(node, Kind::CommaToken);
                self.subscript(first, &nodes[1..], comma)
            }
            _ => ExprKind::Boolean {
                left: first,
                and: node
                    .child_by_field_name("operator")
                    .is_some_and(|operator| operator.kind() == "and"),
                right: self.field(node, "right"),
            },
        };
        self.push_in(kind, span, outer)
    }

    /// An expression that is no link of a chain.
    fn single(&mut self, node: Node<'t>, outer: Span) -> ExprId {
        let kind = match kind_of(node) {
            _ if self.is_called_type(node) => self.call_of_type(node),
            Kind::Identifier => ExprKind::Name(identifier(self.text_of(node))),
            Kind::Integer | Kind::Float => ExprKind::Number(self.text_of(node).into()),
            Kind::True => ExprKind::Bool(true),
            Kind::False => ExprKind::Bool(false),
            Kind::None => ExprKind::None,
            Kind::Ellipsis => ExprKind::Ellipsis,
            Kind::BinaryOperator => return self.binary(node, outer),
            Kind::Await => return self.awaited(node, outer),
            Kind::String | Kind::ConcatenatedString => self.string(node),
            Kind::ComparisonOperator => self.comparison(node),
            Kind::NotOperator | Kind::UnaryOperator => self.unary(node),
            Kind::Yield => self.yielded(node),
            Kind::Lambda => self.lambda(node),
            Kind::ConditionalExpression => self.conditional(node),
            Kind::NamedExpression => ExprKind::Walrus {
                target: self.field(node, "name"),
                value: self.field(node, "value"),
            },
            Kind::Tuple | Kind::TuplePattern | Kind::ExpressionList | Kind::PatternList => {
                ExprKind::Tuple(self.expressions(&named_parts(node)))
            }
            Kind::List | Kind::ListPattern => ExprKind::List(self.expressions(&named_parts(node))),
            Kind::Set => ExprKind::Set(self.expressions(&named_parts(node))),
            Kind::Slice | Kind::ConstrainedType => {
                ExprKind::Slice(self.expressions(&named_parts(node)))
            }
            Kind::Dictionary => self.dictionary(node),
            Kind::ListComprehension
            | Kind::SetComprehension
            | Kind::DictionaryComprehension
            | Kind::GeneratorExpression => self.comprehension(node),
            Kind::ListSplat | Kind::ListSplatPattern | Kind::SplatType => self.starred(node),
            Kind::GenericType => self.generic_type(node),
            Kind::UnionType => self.union_type(node),
            Kind::MemberType => self.member_type(node),
            Kind::DottedName => return self.dotted_expression(node),
            _ => ExprKind::Other(self.expressions(&named_parts(node))),
        };
        let span = self.span(node);
        self.push_in(kind, span, outer)
    }

    fn conditional(&mut self, node: Node<'t>) -> ExprKind {
        match named_parts(node)[..] {
            [body, test, orelse] => ExprKind::Conditional {
                body: self.expression(body),
                test: self.expression(test),
                orelse: self.expression(orelse),
            },
            ref other => ExprKind::Other(self.expressions(other)),
        }
    }

    fn yielded(&mut self, node: Node<'t>) -> ExprKind {
        let value = named_parts(node)
            .first()
            .map(|value| self.expression(*value));
        match value {
            Some(value) if has_token(node, Kind::FromToken) => ExprKind::YieldFrom(value),
            value => ExprKind::Yield(value),
        }
    }

    fn starred(&mut self, node: Node<'t>) -> ExprKind {
        match named_parts(node).first() {
            Some(operand) => ExprKind::Starred(self.expression(*operand)),
            None => ExprKind::Other(Vec::new()),
        }
    }

    /// `List[int]` in an annotation, which the parser knows apart from a subscript.
    fn generic_type(&mut self, node: Node<'t>) -> ExprKind {
        let [value, list] = named_parts(node)[..] else {
            return ExprKind::Other(Vec::new());
        };
        let value = self.expression(value);
        let comma = has_token(list, Kind::CommaToken);
        self.subscript(value, &named_parts(list), comma)
    }

    /// A subscript whose value is lowered already. One index with a star is a tuple, as in Python.
    fn subscript(&mut self, value: ExprId, nodes: &[Node<'t>], comma: bool) -> ExprKind {
        let star = matches!(nodes, [only] if self.text.as_bytes()[only.start_byte()] == b'*');
        match self.expression_or_tuple(nodes, comma || star) {
            Some(index) => ExprKind::Subscript { value, index },
            None => ExprKind::Other(vec![value]),
        }
    }

    /// `A | B | C`, which the parser may hang to the right behind a bracket; Python hangs it to the left.
    fn union_type(&mut self, node: Node<'t>) -> ExprKind {
        let mut types = Vec::new();
        let mut at = node;
        loop {
            match (kind_of(at), &named_parts(at)[..]) {
                (Kind::Type, [inner])
                    if matches!(kind_of(*inner), Kind::UnionType | Kind::BinaryOperator) =>
                {
                    at = *inner;
                }
                (Kind::UnionType, [left, right]) => {
                    types.push(*left);
                    at = *right;
                }
                (Kind::BinaryOperator, _) => {
                    let Some(mut operands) = self.alternatives(at) else {
                        break;
                    };
                    at = operands.pop().unwrap_or(at);
                    types.extend(operands);
                    break;
                }
                _ => break,
            }
        }
        let Some(first) = types.first() else {
            return ExprKind::Other(self.expressions(&named_parts(node)));
        };
        let mut left = self.expression(*first);
        for one in &types[1..] {
            let kind = self.alternative(left, *one);
            let start = self.tree.expr(left).outer.start;
            let end = offset(one.end_byte());
            left = self.push(kind, Span::new(start, end));
        }
        self.alternative(left, at)
    }

    fn alternative(&mut self, left: ExprId, right: Node<'t>) -> ExprKind {
        ExprKind::Binary {
            left,
            operator: "|".into(),
            right: self.expression(right),
        }
    }

    fn member_type(&mut self, node: Node<'t>) -> ExprKind {
        match named_parts(node)[..] {
            [value, attribute] => ExprKind::Attribute {
                value: self.expression(value),
                attribute: self.name(attribute),
            },
            ref other => ExprKind::Other(self.expressions(other)),
        }
    }

    /// A dotted path that is read as an expression (in a pattern).
    pub(super) fn dotted_expression(&mut self, node: Node<'t>) -> ExprId {
        let start = offset(node.start_byte());
        let mut id = None;
        for part in parts(node).into_iter().filter(Node::is_named) {
            let name = self.name(part);
            let end = name.span.end;
            id = Some(match id {
                None => self.push(ExprKind::Name(name.text), name.span),
                Some(value) => {
                    let attribute = ExprKind::Attribute {
                        value,
                        attribute: name,
                    };
                    self.push(attribute, Span::new(start, end))
                }
            });
        }
        id.unwrap_or_else(|| self.too_deep(node))
    }
}

/// Where a chain goes on to the left.
fn first_operand(node: Node<'_>) -> Option<Node<'_>> {
    let field = match kind_of(node) {
        Kind::Attribute => "object",
        Kind::Call => "function",
        Kind::Subscript => "value",
        Kind::BooleanOperator => "left",
        _ => return None,
    };
    node.child_by_field_name(field)
}

fn named_parts_if(transparent: bool, node: Node<'_>) -> Option<Node<'_>> {
    if transparent {
        named_parts(node).first().copied()
    } else {
        None
    }
}
