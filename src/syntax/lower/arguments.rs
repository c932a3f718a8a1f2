//! Calls and their arguments.

use tree_sitter::Node;

use super::{Lowering, named_parts};
use crate::syntax::ast::{Argument, ArgumentKind, ExprId, ExprKind, Span};
use crate::syntax::kinds::{Kind, kind_of};

impl<'t> Lowering<'t> {
    /// A call whose function is lowered already.
    pub(super) fn call(&mut self, node: Node<'t>, function: ExprId) -> ExprKind {
        let Some(list) = node.child_by_field_name("arguments") else {
            return ExprKind::Other(vec![function]);
        };
        let span = self.span(list);
        ExprKind::Call {
            function,
            arguments: self.arguments(list),
            list: span,
        }
    }

    /// The arguments of a call or of a class statement.
    pub(super) fn arguments(&mut self, list: Node<'t>) -> Vec<Argument> {
        if kind_of(list) == Kind::GeneratorExpression {
            let span = self.within_parentheses(list);
            let kind = self.comprehension(list);
            return vec![Argument {
                kind: ArgumentKind::Positional,
                value: self.push(kind, span),
                span,
            }];
        }
        named_parts(list)
            .into_iter()
            .map(|argument| self.argument(argument))
            .collect()
    }

    fn argument(&mut self, node: Node<'t>) -> Argument {
        let span: Span = self.span(node);
        let kind = match kind_of(node) {
            Kind::KeywordArgument => match node.child_by_field_name("name") {
                Some(name) => ArgumentKind::Keyword(self.name(name)),
                None => ArgumentKind::Positional,
            },
            Kind::ListSplat | Kind::ListSplatPattern => ArgumentKind::Star,
            Kind::DictionarySplat => ArgumentKind::DoubleStar,
            _ if self.begins_with_a_star(node) => {
                return Argument {
                    kind: ArgumentKind::Star,
                    value: self.behind_the_star(node),
                    span,
                };
            }
            _ => ArgumentKind::Positional,
        };
        let value = match kind {
            ArgumentKind::Positional => self.expression(node),
            ArgumentKind::Keyword(_) => self.field(node, "value"),
            ArgumentKind::Star | ArgumentKind::DoubleStar => match named_parts(node).first() {
                Some(value) => self.expression(*value),
                None => self.too_deep(node),
            },
        };
        Argument { kind, value, span }
    }
}
