//! Runs one body of code over abstract values: functions, lambdas and classes, and what decorates them.

use super::bind::{MODULE, ScopeId, ScopeKind};
use super::infer::{MethodBinding, Owner};
use super::passing::{Arguments, Passed};
use super::run::Run;
use super::store::Slot;
use super::value::{Atom, UnitId, Value};
use crate::syntax::ast::{ArgumentKind, Class, ExprId, Function, Parameter, StmtId};

impl Run<'_, '_> {
    pub(super) fn lambda(&mut self, id: ExprId, parameters: &[Parameter], scope: ScopeId) -> Value {
        for default in parameters.iter().filter_map(|p| p.default) {
            self.expr(default, scope);
        }
        let scopes = &self.analysis.file(self.file).scopes;
        let inner = scopes.of_expr(id).unwrap_or(MODULE);
        let unit = self
            .analysis
            .unit(self.file, Owner::Lambda(id), inner, None, "", false);
        self.defaults(unit, parameters);
        Value::of(Atom::Function(unit))
    }

    /// Parameters hold their defaults.
    pub(super) fn defaults(&mut self, unit: UnitId, parameters: &[Parameter]) {
        for (index, parameter) in parameters.iter().enumerate() {
            if let Some(default) = parameter.default {
                let place = self.place(default);
                let value = self.analysis.value(place).clone();
                let value = self.provided(value);
                let slot = Slot::Parameter(unit, u32::try_from(index).expect("few parameters"));
                self.analysis.store.write(slot, &value);
            }
            if let Some(annotation) = parameter.annotation {
                let value = self.described(annotation);
                if !value.is_nothing() {
                    let slot = Slot::Parameter(unit, u32::try_from(index).expect("few parameters"));
                    self.analysis.store.write(slot, &value);
                }
            }
        }
    }

    pub(super) fn define_function(&mut self, id: StmtId, function: &Function, scope: ScopeId) {
        for parameter in &function.parameters {
            for part in [parameter.default, parameter.annotation]
                .into_iter()
                .flatten()
            {
                self.expr(part, scope);
            }
        }
        if let Some(returns) = function.returns {
            self.expr(returns, scope);
        }
        let scopes = &self.analysis.file(self.file).scopes;
        let inner = scopes.of_stmt(id).unwrap_or(MODULE);
        let class = if scopes.get(scope).kind == ScopeKind::Class {
            self.class_of_scope(scope)
        } else {
            None
        };
        let unit = self.analysis.unit(
            self.file,
            Owner::Function(id),
            inner,
            class,
            &function.name.text,
            function.asynchronous,
        );
        self.defaults(unit, &function.parameters);
        if class.is_some() {
            let mut decorators = function.decorators.iter();
            self.analysis.units[unit.0 as usize].fills =
                decorators.any(|decorator| self.is_filling(*decorator));
        }
        let mut value = Value::of(Atom::Function(unit));
        for decorator in function.decorators.iter().rev() {
            value = self.decorate(*decorator, unit, &value, scope);
        }
        self.offer(unit, function);
        self.bind(scope, &function.name.text, &value);
    }

    pub(super) fn decorate(
        &mut self,
        decorator: ExprId,
        unit: UnitId,
        value: &Value,
        scope: ScopeId,
    ) -> Value {
        let with = self.expr(decorator, scope);
        let index = unit.0 as usize;
        if let Some(Atom::Symbol(name)) = with.single() {
            let binding = match self.analysis.names.get(name) {
                "builtins.staticmethod" => Some(MethodBinding::Static),
                "builtins.classmethod" => Some(MethodBinding::Class),
                "builtins.property" | "functools.cached_property" => Some(MethodBinding::Property),
                _ => None,
            };
            if let Some(binding) = binding {
                if self.analysis.units[index].binding != binding {
                    self.analysis.units[index].binding = binding;
                    self.analysis.store.mark(unit);
                }
                return value.clone();
            }
        }
        self.decorated(&with, value)
    }

    pub(super) fn define_class(&mut self, id: StmtId, class: &Class, scope: ScopeId) {
        let class_id = self.analysis.class(self.file, id, &class.name.text);
        let mut more = false;
        for argument in &class.arguments {
            let base = self.expr(argument.value, scope);
            // A metaclass of the project may have methods for the class; other keywords only tell how it is made.
            let derives = match &argument.kind {
                ArgumentKind::Keyword(name) => {
                    let mut atoms = base.atoms().iter();
                    &*name.text == "metaclass" && !atoms.all(|one| matches!(one, Atom::Symbol(_)))
                }
                _ => true,
            };
            if derives {
                more |= base.is_nothing();
                self.analysis.derive(class_id, &base);
            }
        }
        self.analysis.classes[class_id.0 as usize].derives_from_more = more;
        for decorator in &class.decorators {
            self.expr(*decorator, scope);
        }
        self.bind(scope, &class.name.text, &Value::of(Atom::Class(class_id)));
        let scopes = &self.analysis.file(self.file).scopes;
        if let Some(inner) = scopes.of_stmt(id) {
            self.with_scope(inner, |run| run.block(&class.body, inner));
        }
    }

    /// Applies a decorator to the function or class that it stands above.
    pub(super) fn decorated(&mut self, with: &Value, value: &Value) -> Value {
        let passed = Arguments {
            positional: vec![Passed {
                value: value.clone(),
                from: None,
            }],
            ..Arguments::default()
        };
        let known = with.is_complete() && !with.atoms().is_empty();
        let result = self.call(with, &passed, None);
        if result.is_nothing() && self.waits() {
            return result;
        }
        if known && result.is_complete() && !result.atoms().is_empty() {
            return result;
        }
        // A decorator that is not known may keep the function, and may call it.
        let mut kept = value.clone();
        kept.join(&result);
        kept.open()
    }
}
