//! The patterns of `match`: which names they bind and which values they read.

use ruff_python_ast::{Expr, Identifier, MatchCase as Case, Pattern, Singleton};

use super::{Reading, span};
use crate::syntax::ast::{ExprId, ExprKind, MatchCase, Name};

impl Reading<'_> {
    pub(super) fn case(&mut self, case: &Case) -> MatchCase {
        let mut captures = Vec::new();
        let mut operands = Vec::new();
        self.pattern(&case.pattern, &mut captures, &mut operands);
        MatchCase {
            captures,
            operands,
            guard: self.optional(case.guard.as_deref()),
            body: self.block(&case.body),
        }
    }

    fn pattern(&mut self, at: &Pattern, captures: &mut Vec<Name>, operands: &mut Vec<ExprId>) {
        if self.enter() {
            match at {
                Pattern::MatchValue(value) => operands.push(self.read_value(&value.value)),
                Pattern::MatchSingleton(value) => {
                    let kind = match value.value {
                        Singleton::None => ExprKind::None,
                        Singleton::True => ExprKind::Bool(true),
                        Singleton::False => ExprKind::Bool(false),
                    };
                    operands.push(self.push(kind, span(value.range)));
                }
                Pattern::MatchSequence(inner) => self.patterns(&inner.patterns, captures, operands),
                Pattern::MatchOr(inner) => self.patterns(&inner.patterns, captures, operands),
                Pattern::MatchMapping(mapping) => {
                    for (key, pattern) in mapping.keys.iter().zip(&mapping.patterns) {
                        operands.push(self.read_value(key));
                        self.pattern(pattern, captures, operands);
                    }
                    self.capture(mapping.rest.as_ref(), captures);
                }
                Pattern::MatchClass(class) => {
                    operands.push(self.bare(&class.cls));
                    self.patterns(&class.arguments.patterns, captures, operands);
                    for keyword in &class.arguments.keywords {
                        self.pattern(&keyword.pattern, captures, operands);
                    }
                }
                Pattern::MatchStar(star) => self.capture(star.name.as_ref(), captures),
                Pattern::MatchAs(named) => {
                    if let Some(inner) = &named.pattern {
                        self.pattern(inner, captures, operands);
                    }
                    self.capture(named.name.as_ref(), captures);
                }
            }
        }
        self.leave();
    }

    fn patterns<'p>(
        &mut self,
        all: impl IntoIterator<Item = &'p Pattern>,
        captures: &mut Vec<Name>,
        operands: &mut Vec<ExprId>,
    ) {
        for pattern in all {
            self.pattern(pattern, captures, operands);
        }
    }

    fn capture(&self, name: Option<&Identifier>, captures: &mut Vec<Name>) {
        if let Some(name) = name.map(|name| self.name(name))
            && &*name.text != "_"
        {
            captures.push(name);
        }
    }

    /// A value of a pattern; a complex number is one.
    fn read_value(&mut self, value: &Expr) -> ExprId {
        match value {
            Expr::BinOp(number) => {
                let whole = span(number.range);
                let text = self.text_of(whole).into();
                self.push(ExprKind::Number(text), whole)
            }
            _ => self.bare(value),
        }
    }
}
