//! Runs one body of code over abstract values: flags that the code itself asks.

use super::run::Run;
use super::value::{Atom, Literal, Value};
use crate::syntax::ast::{ExprId, ExprKind, StmtKind};
use crate::syntax::query::{dotted, operands, walk, walk_expr};

impl Run<'_, '_> {
    /// What is passed on: a flag that the function asks as well may be the other way, for code that asks it is written for
    /// more than the project's own calls give.
    pub(super) fn as_asked(&mut self, passed: ExprId, mut value: Value) -> Value {
        if let Some(Atom::Literal(id)) = value.single()
            && let Literal::Bool(flag) = *self.analysis.literals.get(id)
            && self.is_asked(passed)
        {
            value.insert(self.analysis.literal(Literal::Bool(!flag)));
        }
        value
    }

    /// Whether the function that runs asks by a condition what a name or an attribute holds which it passes on.
    fn is_asked(&self, passed: ExprId) -> bool {
        let unit = self.analysis.get(self.unit);
        let (Some(flag), Some(function)) =
            (dotted(self.tree, passed), self.analysis.definition(unit))
        else {
            return false;
        };
        let same = |id: ExprId| dotted(self.tree, id).is_some_and(|path| path == flag);
        let asks = |test: ExprId| match &self.tree.expr(test).kind {
            ExprKind::Unary { operator, operand } if &**operator == "not" => same(*operand),
            ExprKind::Compare { operands, .. } => same(operands[0]),
            _ => same(test),
        };
        walk(self.tree, &function.body).into_iter().any(|one| {
            let kind = &self.tree.stmt(one).kind;
            let tested = matches!(kind, StmtKind::If { test, .. } if asks(*test));
            tested
                || operands(kind)
                    .into_iter()
                    .flat_map(|id| walk_expr(self.tree, id))
                    .any(|id| {
                        matches!(&self.tree.expr(id).kind, ExprKind::Conditional { test, .. } if asks(*test))
                    })
        })
    }
}
