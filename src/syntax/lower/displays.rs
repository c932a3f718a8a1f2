//! Displays and comprehensions.

use tree_sitter::Node;

use super::{Lowering, has_token, named_parts};
use crate::syntax::ast::{ComprehensionClause, ComprehensionKind, DictItem, ExprKind, Span};
use crate::syntax::kinds::{Kind, kind_of};

impl<'t> Lowering<'t> {
    pub(super) fn dictionary(&mut self, node: Node<'t>) -> ExprKind {
        let mut items = Vec::new();
        for item in named_parts(node) {
            let span = self.span(item);
            let (key, value) = match (kind_of(item), &named_parts(item)[..]) {
                (Kind::DictionarySplat, [value]) => (None, self.expression(*value)),
                (Kind::Pair, [key, value]) => {
                    (Some(self.expression(*key)), self.expression(*value))
                }
                _ => (None, self.too_deep(item)),
            };
            items.push(DictItem { key, value, span });
        }
        ExprKind::Dict(items)
    }

    pub(super) fn comprehension(&mut self, node: Node<'t>) -> ExprKind {
        let kind = match kind_of(node) {
            Kind::ListComprehension => ComprehensionKind::List,
            Kind::SetComprehension => ComprehensionKind::Set,
            Kind::DictionaryComprehension => ComprehensionKind::Dict,
            _ => ComprehensionKind::Generator,
        };
        let (element, value) = match node.child_by_field_name("body") {
            Some(pair) if kind_of(pair) == Kind::Pair => {
                (self.field(pair, "key"), Some(self.field(pair, "value")))
            }
            Some(body) => (self.expression(body), None),
            None => (self.too_deep(node), None),
        };
        let mut clauses: Vec<ComprehensionClause> = Vec::new();
        for part in named_parts(node) {
            match kind_of(part) {
                Kind::ForInClause => clauses.push(self.for_in_clause(part)),
                Kind::IfClause => {
                    let condition = named_parts(part)
                        .first()
                        .map(|condition| self.expression(*condition));
                    if let Some(clause) = clauses.last_mut() {
                        clause.conditions.extend(condition);
                    }
                }
                _ => {}
            }
        }
        ExprKind::Comprehension {
            kind,
            element,
            value,
            clauses,
        }
    }

    fn for_in_clause(&mut self, node: Node<'t>) -> ComprehensionClause {
        let target = self.field(node, "left");
        let mut cursor = node.walk();
        let iterables: Vec<Node<'t>> = node
            .children_by_field_name("right", &mut cursor)
            .filter(Node::is_named)
            .collect();
        let iterable = match self.expression_or_tuple(&iterables, false) {
            Some(iterable) => iterable,
            None => self.too_deep(node),
        };
        ComprehensionClause {
            target,
            iterable,
            conditions: Vec::new(),
            asynchronous: has_token(node, Kind::AsyncToken),
        }
    }

    /// Where a generator expression stands that has no parentheses but those of its call.
    pub(super) fn within_parentheses(&self, node: Node<'t>) -> Span {
        let outer = self.span(node);
        match &named_parts(node)[..] {
            [first, .., last] => Span::new(self.span(*first).start, self.span(*last).end),
            _ => outer,
        }
    }
}
