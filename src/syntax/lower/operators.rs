//! Operators: binary chains are taken apart and built again by Python's own precedence.

use tree_sitter::Node;

use super::{Lowering, MAX_CHAIN, named_parts, offset, parts};
use crate::syntax::ast::{ExprId, ExprKind, Span};
use crate::syntax::kinds::{Kind, kind_of};

/// A piece of a binary chain, from left to right.
enum Piece<'t> {
    /// An operand, and where the `await`s before it begin that bind closer than the chain.
    Operand(Node<'t>, Vec<u32>),
    Operator(&'t str),
}

impl<'t> Lowering<'t> {
    /// Arithmetic and bit operators. The parser binds `^` closer than `&` and `**` closer than
    /// `await`; Python does not, and chains may be long: so the chain is flattened first.
    pub(super) fn binary(&mut self, node: Node<'t>, outer: Span) -> ExprId {
        let Some(pieces) = self.flattened(node) else {
            return self.too_deep(node);
        };
        let mut operands: Vec<ExprId> = Vec::new();
        let mut operators: Vec<&str> = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Operand(operand, awaits) => {
                    let mut id = self.expression(operand);
                    for start in awaits.into_iter().rev() {
                        let span = Span::new(start, self.tree.expr(id).outer.end);
                        id = self.push(ExprKind::Await(id), span);
                    }
                    operands.push(id);
                }
                Piece::Operator(operator) => {
                    while operators
                        .last()
                        .is_some_and(|before| binds(before, operator))
                    {
                        self.combine(&mut operands, &mut operators);
                    }
                    operators.push(operator);
                }
            }
        }
        while !operators.is_empty() {
            self.combine(&mut operands, &mut operators);
        }
        match operands.pop() {
            Some(id) => {
                self.tree.exprs[id.0 as usize].outer = outer;
                id
            }
            None => self.too_deep(node),
        }
    }

    /// Makes one expression of the last operator and its operands.
    fn combine(&mut self, operands: &mut Vec<ExprId>, operators: &mut Vec<&str>) {
        let (Some(right), Some(left), Some(operator)) =
            (operands.pop(), operands.pop(), operators.pop())
        else {
            return;
        };
        let span = Span::new(
            self.tree.expr(left).outer.start,
            self.tree.expr(right).outer.end,
        );
        let kind = ExprKind::Binary {
            left,
            operator: operator.into(),
            right,
        };
        operands.push(self.push(kind, span));
    }

    /// The operands and operators of a chain; none if it is too long.
    fn flattened(&self, node: Node<'t>) -> Option<Vec<Piece<'t>>> {
        let mut pieces = Vec::new();
        let mut awaits = Vec::new();
        let mut waiting = vec![node];
        while let Some(at) = waiting.pop() {
            if waiting.len() > 2 * MAX_CHAIN || pieces.len() > 2 * MAX_CHAIN {
                return None;
            }
            match kind_of(at) {
                Kind::BinaryOperator => waiting.extend(parts(at).into_iter().rev()),
                Kind::Await if awaits_a_chain(at) => {
                    awaits.push(offset(at.start_byte()));
                    waiting.extend(named_parts(at));
                }
                _ if at.is_named() => pieces.push(Piece::Operand(at, std::mem::take(&mut awaits))),
                _ => pieces.push(Piece::Operator(self.text_of(at))),
            }
        }
        Some(pieces)
    }

    /// The operands of a chain of `|` alone.
    pub(super) fn alternatives(&self, node: Node<'t>) -> Option<Vec<Node<'t>>> {
        let mut operands = Vec::new();
        for piece in self.flattened(node)? {
            match piece {
                Piece::Operand(operand, awaits) if awaits.is_empty() => operands.push(operand),
                Piece::Operator("|") => {}
                _ => return None,
            }
        }
        Some(operands)
    }

    pub(super) fn awaited(&mut self, node: Node<'t>, outer: Span) -> ExprId {
        if awaits_a_chain(node) {
            return self.binary(node, outer);
        }
        let span = self.span(node);
        match named_parts(node).first() {
            Some(operand) => {
                let operand = self.expression(*operand);
                self.push_in(ExprKind::Await(operand), span, outer)
            }
            None => self.too_deep(node),
        }
    }

    pub(super) fn unary(&mut self, node: Node<'t>) -> ExprKind {
        let operator = match kind_of(node) {
            Kind::NotOperator => "not",
            _ => node
                .child_by_field_name("operator")
                .map_or("", |operator| self.text_of(operator)),
        };
        ExprKind::Unary {
            operator: operator.into(),
            operand: self.field(node, "argument"),
        }
    }

    pub(super) fn comparison(&mut self, node: Node<'t>) -> ExprKind {
        let mut operands = Vec::new();
        let mut operators = Vec::new();
        for part in parts(node) {
            if part.is_named() {
                operands.push(self.expression(part));
            } else {
                operators.push(part.kind().into());
            }
        }
        ExprKind::Compare {
            operands,
            operators,
        }
    }
}

/// Whether `await` has a power without parentheses as its operand.
fn awaits_a_chain(node: Node<'_>) -> bool {
    named_parts(node)
        .first()
        .is_some_and(|operand| kind_of(*operand) == Kind::BinaryOperator)
}

/// Whether what stands left of `operator` is combined by `before` first.
fn binds(before: &str, operator: &str) -> bool {
    let right_associative = operator == "**";
    precedence(before) > precedence(operator)
        || (precedence(before) == precedence(operator) && !right_associative)
}

fn precedence(operator: &str) -> u8 {
    match operator {
        "|" => 0,
        "^" => 1,
        "&" => 2,
        "<<" | ">>" => 3,
        "+" | "-" => 4,
        "**" => 6,
        _ => 5,
    }
}
