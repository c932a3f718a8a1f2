//! Settings that a condition asks for: where it comes out the same for None as for what was there, the code stays.

use super::Worker;
use crate::semantic::store::Place;
use crate::syntax::ast::{ExprId, ExprKind, Parent, StmtKind, Tree};
use crate::syntax::query::dotted;

/// What is known of the value of an expression.
#[derive(Clone, Copy)]
enum Known<'t> {
    None,
    Text(&'t str),
    Truth(bool),
}

impl Known<'_> {
    const fn holds(self) -> bool {
        match self {
            Self::None => false,
            Self::Text(text) => !text.is_empty(),
            Self::Truth(truth) => truth,
        }
    }

    fn is(self, other: Known<'_>) -> bool {
        match (self, other) {
            (Self::None, Known::None) => true,
            (Self::Text(one), Known::Text(other)) => one == other,
            (Self::Truth(one), Known::Truth(other)) => one == other,
            _ => false,
        }
    }
}

impl Worker<'_, '_> {
    /// Whether a condition that reads a setting comes out the same whether that is None or the text that it began with.
    pub(super) fn is_asked_alike(&self, (file, expr): Place, unset: &str) -> bool {
        let tree = &self.analysis.file(file).tree;
        let text = unset
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'));
        let (Some(text), Some(path), Some(condition)) =
            (text, dotted(tree, expr), condition_of(tree, expr))
        else {
            return false;
        };
        let outcome = |value| {
            let asked = Asked {
                tree,
                path: &path,
                value,
            };
            asked.value_of(condition).map(Known::holds)
        };
        let before = outcome(Known::Text(text));
        before.is_some() && before == outcome(Known::None)
    }
}

/// The condition that an expression is part of, whose truth alone counts.
fn condition_of(tree: &Tree, expr: ExprId) -> Option<ExprId> {
    let mut at = expr;
    loop {
        match tree.expr(at).parent {
            Parent::Expr(up) => match &tree.expr(up).kind {
                ExprKind::Boolean { .. }
                | ExprKind::Unary { .. }
                | ExprKind::Compare { .. }
                | ExprKind::Attribute { .. } => at = up,
                ExprKind::Call { function, .. } if *function == at => at = up,
                ExprKind::Conditional { test, .. } if *test == at => return Some(at),
                _ => return None,
            },
            Parent::Stmt(stmt) => {
                let test = match &tree.stmt(stmt).kind {
                    StmtKind::If { test, .. } | StmtKind::While { test, .. } => *test,
                    _ => return None,
                };
                return (test == at).then_some(at);
            }
            Parent::Module => return None,
        }
    }
}

/// A condition, with what a setting is taken for.
struct Asked<'t> {
    tree: &'t Tree,
    path: &'t str,
    value: Known<'t>,
}

impl<'t> Asked<'t> {
    /// What an expression gives; none if that is not known, or it raises.
    fn value_of(&self, id: ExprId) -> Option<Known<'t>> {
        match &self.tree.expr(id).kind {
            ExprKind::Attribute { .. } if dotted(self.tree, id)? == self.path => Some(self.value),
            ExprKind::None => Some(Known::None),
            ExprKind::Str {
                value,
                bytes: false,
                ..
            } => Some(Known::Text(value)),
            ExprKind::Unary { operator, operand } if &**operator == "not" => {
                Some(Known::Truth(!self.value_of(*operand)?.holds()))
            }
            ExprKind::Boolean { left, and, right } => {
                let left = self.value_of(*left)?;
                match left.holds() == *and {
                    true => self.value_of(*right),
                    false => Some(left),
                }
            }
            ExprKind::Compare {
                operands,
                operators,
            } => {
                let ([left, right], [operator]) = (&operands[..], &operators[..]) else {
                    return None;
                };
                let left = self.value_of(*left)?;
                let found = match &**operator {
                    "==" | "is" | "!=" | "is not" => left.is(self.value_of(*right)?),
                    "in" | "not in" => self.is_among(left, *right)?,
                    _ => return None,
                };
                Some(Known::Truth(
                    found != matches!(&**operator, "!=" | "is not" | "not in"),
                ))
            }
            ExprKind::Call {
                function,
                arguments,
                ..
            } => {
                let ([argument], ExprKind::Attribute { value, attribute }) =
                    (&arguments[..], &self.tree.expr(*function).kind)
                else {
                    return None;
                };
                let (Known::Text(text), Known::Text(part)) =
                    (self.value_of(*value)?, self.value_of(argument.value)?)
                else {
                    return None;
                };
                match &*attribute.text {
                    "startswith" => Some(Known::Truth(text.starts_with(part))),
                    "endswith" => Some(Known::Truth(text.ends_with(part))),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Whether a value is among those of a display.
    fn is_among(&self, value: Known<'_>, display: ExprId) -> Option<bool> {
        let (ExprKind::Tuple(items) | ExprKind::List(items) | ExprKind::Set(items)) =
            &self.tree.expr(display).kind
        else {
            return None;
        };
        let mut found = false;
        for item in items {
            found |= value.is(self.value_of(*item)?);
        }
        Some(found)
    }
}
