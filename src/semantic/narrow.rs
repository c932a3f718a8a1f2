//! Runs one body of code over abstract values: what the code itself says of values of which nothing is known,
//! by `cast`, by a test of the class, by the annotation of a function without a body.

use super::bind::ScopeId;
use super::flows::Flow;
use super::passing::Arguments;
use super::run::Run;
use super::value::{Atom, Value};
use super::variables::Variables;
use crate::syntax::ast::{Block, ExprId, ExprKind, Function, StmtKind};

/// What a test says of a variable: its number, what it was, and what it is.
pub(super) type Narrowed = Vec<(usize, Value, Value)>;

impl Run<'_, '_> {
    /// The last argument.
    pub(super) fn last_of(&mut self, passed: &Arguments) -> Value {
        match passed.positional.last() {
            Some(last) => last.value.clone(),
            None => {
                self.pass_away(passed);
                Value::unknown()
            }
        }
    }

    /// `cast(T, value)`
    pub(super) fn cast(&mut self, passed: &Arguments) -> Value {
        let given = self.last_of(passed);
        let annotation = match &passed.positional[..] {
            [said, _] => said.from,
            _ => None,
        };
        let Some(annotation) = annotation.filter(|_| is_unknown(&given)) else {
            return given;
        };
        let mut result = self.annotated_by_others(annotation);
        result.join(&given);
        result
    }

    /// What a function gives that has no code of its own: another one stands behind it, which gives what this
    /// one says.
    pub(super) fn stands_for_others(&mut self) -> Value {
        let unit = self.analysis.get(self.unit);
        match self.analysis.definition(unit) {
            Some(function) if self.is_stub(function) => self.promise(),
            _ => Value::nothing(),
        }
    }

    fn is_stub(&self, function: &Function) -> bool {
        function
            .body
            .iter()
            .all(|id| match &self.tree.stmt(*id).kind {
                StmtKind::Expr(value) => matches!(
                    self.tree.expr(*value).kind,
                    ExprKind::Ellipsis | ExprKind::Str { .. }
                ),
                StmtKind::Raise {
                    exception: Some(exception),
                    ..
                } => self.is_not_implemented(*exception),
                StmtKind::Other { keyword, .. } => &**keyword == "pass",
                _ => false,
            })
    }

    fn is_not_implemented(&self, exception: ExprId) -> bool {
        match &self.tree.expr(exception).kind {
            ExprKind::Name(name) => &**name == "NotImplementedError",
            ExprKind::Call { function, .. } => self.is_not_implemented(*function),
            _ => false,
        }
    }

    /// What a test says of variables of which nothing is known, where it holds, or where it does not.
    pub(super) fn said_by(&mut self, test: ExprId, holds: bool, scope: ScopeId) -> Narrowed {
        match &self.tree.expr(test).kind {
            ExprKind::Boolean {
                left,
                and: true,
                right,
            } if holds => {
                let mut said = self.said_by(*left, true, scope);
                said.extend(self.said_by(*right, true, scope));
                said
            }
            ExprKind::Unary { operator, operand } if &**operator == "not" => {
                self.said_by(*operand, !holds, scope)
            }
            ExprKind::Call {
                function,
                arguments,
                ..
            } if holds => {
                let [value, classes] = &arguments[..] else {
                    return Vec::new();
                };
                let asks = self.asks_for_class(*function);
                let said = asks.then(|| self.said_to_be(value.value, classes.value, scope));
                said.flatten().into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    fn asks_for_class(&self, function: ExprId) -> bool {
        let called = self.analysis.value(self.place(function));
        match called.single() {
            Some(Atom::Symbol(name)) => {
                let path = self.analysis.names.get(name);
                self.analysis.external.flow(path) == Some(Flow::Isinstance)
            }
            _ => false,
        }
    }

    fn said_to_be(
        &mut self,
        variable: ExprId,
        classes: ExprId,
        scope: ScopeId,
    ) -> Option<(usize, Value, Value)> {
        let ExprKind::Name(name) = &self.tree.expr(variable).kind else {
            return None;
        };
        let known = self.scoped(scope, name);
        let owner = known
            .owner
            .filter(|owner| self.own_scopes.contains(owner))?;
        let scopes = &self.analysis.file(self.file).scopes;
        if scopes.get(owner).shared.contains(&**name) {
            return None;
        }
        let number = *self.numbers.get(&(owner, known.name))?;
        let held = self.variables.get(number).filter(|held| is_unknown(held))?;
        let held = held.clone();
        let mut said = Value::nothing();
        let alone = [classes];
        let items = match &self.tree.expr(classes).kind {
            ExprKind::Tuple(items) => &items[..],
            _ => &alone[..],
        };
        for item in items {
            said.join(&self.annotated_by_others(*item));
        }
        // Objects of the project's own classes are followed from where they are made.
        let said = said.filter(|atom| matches!(atom, Atom::Instance(..)));
        (!said.atoms().is_empty()).then(|| (number, held, said.open()))
    }

    /// Binds what a test says, for the code that it leads to.
    pub(super) fn narrow(&mut self, said: &Narrowed) {
        for (number, _, value) in said {
            self.variables.set(*number, value);
        }
    }

    /// Evaluates what only runs where a test holds, or where it does not.
    pub(super) fn where_said(
        &mut self,
        test: ExprId,
        holds: bool,
        id: ExprId,
        scope: ScopeId,
    ) -> Value {
        let said = self.said_by(test, holds, scope);
        self.narrow(&said);
        let value = self.expr(id, scope);
        for (number, before, after) in &said {
            if self.variables.get(*number) == Some(after) {
                self.variables.set(*number, before);
            }
        }
        value
    }

    /// Runs both branches of a test.
    pub(super) fn either(&mut self, test: ExprId, body: &Block, orelse: &Block, scope: ScopeId) {
        let said = [
            self.said_by(test, true, scope),
            self.said_by(test, false, scope),
        ];
        self.branches(scope, &[(body, &said[0]), (orelse, &said[1])]);
    }
}

fn is_unknown(value: &Value) -> bool {
    value.atoms().is_empty() && !value.is_complete()
}

/// Forgets what a test said, behind the code that it led to.
pub(super) fn widened(mut variables: Variables, said: &Narrowed) -> Variables {
    for (number, before, value) in said {
        if variables.get(*number) == Some(value) {
            variables.set(*number, before);
        }
    }
    variables
}
