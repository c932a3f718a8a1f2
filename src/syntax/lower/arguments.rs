//! Calls and their arguments.

use tree_sitter::Node;

use super::{Lowering, named_parts, offset};
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

    /// Whether the node is what the parser left of the call `type(x)`: its argument list.
    pub(super) fn is_called_type(&self, node: Node<'t>) -> bool {
        self.called_type
            .is_some_and(|(parenthesis, _)| parenthesis as usize == node.start_byte())
            && is_argument_list(node)
    }

    pub(super) fn call_of_type(&mut self, list: Node<'t>) -> ExprKind {
        let whole = self.span(list);
        let start = whole.start;
        let word = Span::new(start, start + 4);
        let function = self.push(ExprKind::Name("type".into()), word);
        ExprKind::Call {
            function,
            arguments: self.arguments(list),
            list: Span::new(offset(list.start_byte()), whole.end),
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

/// Whether a node that stands in parentheses can be read as the arguments of a call.
pub(super) fn is_argument_list(node: Node<'_>) -> bool {
    matches!(
        kind_of(node),
        Kind::ParenthesizedExpression | Kind::Tuple | Kind::GeneratorExpression
    )
}
