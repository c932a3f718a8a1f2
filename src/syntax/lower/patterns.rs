//! The patterns of `match`: which names they bind and which values they read.

use tree_sitter::Node;

use super::{Lowering, named_parts, parts};
use crate::syntax::ast::{ExprId, ExprKind, MatchCase, Name, Span};
use crate::syntax::kinds::{Kind, kind_of};

impl<'t> Lowering<'t> {
    pub(super) fn case(&mut self, node: Node<'t>) -> MatchCase {
        let mut captures = Vec::new();
        let mut operands = Vec::new();
        let guard = node.child_by_field_name("guard");
        let body = node.child_by_field_name("consequence");
        for part in named_parts(node) {
            if Some(part) != guard && Some(part) != body {
                self.pattern(part, &mut captures, &mut operands);
            }
        }
        let guard = guard
            .and_then(|guard| named_parts(guard).first().copied())
            .map(|guard| self.expression(guard));
        MatchCase {
            captures,
            operands,
            guard,
            body: self.block_field(node, "consequence"),
        }
    }

    /// Goes through a pattern from left to right, without recursion.
    fn pattern(&mut self, node: Node<'t>, captures: &mut Vec<Name>, operands: &mut Vec<ExprId>) {
        let mut waiting = vec![node];
        let mut minus: Option<Node<'t>> = None;
        while let Some(at) = waiting.pop() {
            match kind_of(at) {
                Kind::MinusToken => {
                    minus = Some(at);
                    continue;
                }
                Kind::DottedName if named_parts(at).len() > 1 => {
                    operands.push(self.dotted_expression(at));
                }
                Kind::DottedName | Kind::Identifier => self.capture(at, captures),
                Kind::ClassPattern => {
                    let inner = named_parts(at);
                    if let Some(class) = inner.first() {
                        operands.push(self.dotted_expression(*class));
                    }
                    waiting.extend(inner.into_iter().skip(1).rev());
                }
                Kind::KeywordPattern => waiting.extend(parts(at).into_iter().skip(1).rev()),
                Kind::ComplexPattern => {
                    let number = ExprKind::Number(self.text_of(at).into());
                    let span = self.span(at);
                    operands.push(self.push(number, span));
                }
                Kind::Integer | Kind::Float => {
                    operands.push(self.pattern_number(minus.take(), at));
                }
                Kind::String | Kind::ConcatenatedString | Kind::True | Kind::False | Kind::None => {
                    operands.push(self.expression(at))
                }
                _ => waiting.extend(parts(at).into_iter().rev()),
            }
        }
    }

    fn capture(&self, node: Node<'t>, captures: &mut Vec<Name>) {
        let name = self.name(node);
        if &*name.text != "_" {
            captures.push(name);
        }
    }

    fn pattern_number(&mut self, minus: Option<Node<'t>>, node: Node<'t>) -> ExprId {
        let number = self.expression(node);
        match minus {
            None => number,
            Some(minus) => {
                let span = Span::new(self.span(minus).start, self.span(node).end);
                let kind = ExprKind::Unary {
                    operator: "-".into(),
                    operand: number,
                };
                self.push(kind, span)
            }
        }
    }
}
