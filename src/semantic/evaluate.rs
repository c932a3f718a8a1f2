//! Runs one body of code over abstract values: expressions and targets.

use super::bind::ScopeId;
use super::infer::Analysis;
use super::run::Run;
use super::store::{AllocKey, Escape, Slot};
use super::value::{AllocId, AllocKind, Atom, Gathered, Literal, Part, Value};
use crate::syntax::ast::{ComprehensionClause, ComprehensionKind, DictItem, ExprId, ExprKind};
use crate::syntax::query::{children, copied_items};

impl Run<'_, '_> {
    /// Evaluates an expression and remembers what it may be.
    pub(super) fn expr(&mut self, id: ExprId, scope: ScopeId) -> Value {
        let value = self.evaluate(id, scope);
        let value = self.there(id, value, scope);
        let unit = self.unit;
        let place = self.place(id);
        self.analysis.learn(place, unit, &value);
        if self.analysis.cuts.contains(&place) {
            return Value::of(Atom::Scalar);
        }
        value
    }

    fn evaluate(&mut self, id: ExprId, scope: ScopeId) -> Value {
        match &self.tree.expr(id).kind {
            ExprKind::Name(name) => self.name(id, scope, name),
            ExprKind::Attribute { value, attribute } => {
                let base = self.expr(*value, scope);
                let mut read = self.read_attribute(id, &base, &attribute.text);
                read.join(&self.read_loose(id, &base));
                read
            }
            ExprKind::Subscript { value, index } => {
                let base = self.expr(*value, scope);
                let key = self.expr(*index, scope);
                if matches!(self.tree.expr(*index).kind, ExprKind::Slice(_)) {
                    return self.slice(&base, id);
                }
                let mut read = self.item(&base, &key);
                read.join(&self.read_loose(id, &base));
                read
            }
            ExprKind::Call {
                function,
                arguments,
                ..
            } => self.call_expression(id, *function, arguments, scope),
            ExprKind::Str { value, bytes } => {
                if *bytes {
                    Value::of(Atom::Scalar)
                } else {
                    self.constant(id, || Literal::Str(value.clone()))
                }
            }
            ExprKind::Forward { expression, .. } => self.expr(*expression, scope),
            ExprKind::Number(text) => self.constant(id, || Literal::Number(text.clone())),
            ExprKind::Bool(value) => self.constant(id, || Literal::Bool(*value)),
            ExprKind::None => self.constant(id, || Literal::None),
            ExprKind::Ellipsis => Value::of(Atom::Scalar),
            ExprKind::Tuple(items) => self.display(id, items, AllocKind::Tuple, scope),
            ExprKind::List(items) => self.display(id, items, AllocKind::Tuple, scope),
            ExprKind::Set(items) => self.display(id, items, AllocKind::Sequence, scope),
            ExprKind::Dict(items) => self.dict(id, items, scope),
            ExprKind::Boolean { left, right, and } => {
                let mut value = self.expr(*left, scope);
                if !and && !value.atoms().is_empty() {
                    let none = self.analysis.literal(Literal::None);
                    value = value.filter(|atom| atom != none);
                }
                let other = self.where_said(*left, *and, *right, scope);
                value.join(&other);
                value
            }
            ExprKind::Conditional { body, test, orelse } => {
                self.expr(*test, scope);
                let mut value = self.where_said(*test, true, *body, scope);
                let other = self.where_said(*test, false, *orelse, scope);
                value.join(&other);
                value
            }
            ExprKind::Walrus { target, value } => {
                let result = self.expr(*value, scope);
                self.assign(*target, scope, &result, Some(*value));
                result
            }
            ExprKind::Await(inner) => {
                let value = self.expr(*inner, scope);
                self.awaited(&value)
            }
            ExprKind::Starred(inner) => {
                let value = self.expr(*inner, scope);
                self.iterate(&value, false)
            }
            _ => self.operation(id, scope),
        }
    }

    /// The value of an expression that is a literal.
    fn constant(&mut self, id: ExprId, literal: impl FnOnce() -> Literal) -> Value {
        let Analysis {
            memory, literals, ..
        } = &mut *self.analysis;
        let known = &mut memory.literals[self.file.0 as usize][id.0 as usize];
        let id = *known.get_or_insert_with(|| literals.intern(literal()));
        Value::of(Atom::Literal(id))
    }

    fn operation(&mut self, id: ExprId, scope: ScopeId) -> Value {
        match &self.tree.expr(id).kind {
            ExprKind::Interpolated(parts) => {
                for part in parts {
                    let value = self.expr(*part, scope);
                    self.escaped(*part, &value, Escape::Formatted);
                }
                Value::of(Atom::Scalar)
            }
            ExprKind::Unary { operator, operand } => {
                let value = self.expr(*operand, scope);
                if &**operator != "not" {
                    self.escaped(*operand, &value, Escape::Compared);
                }
                Value::of(Atom::Scalar)
            }
            ExprKind::Binary {
                left,
                operator,
                right,
            } => self.binary(id, (*left, operator, *right), scope),
            ExprKind::Compare {
                operands,
                operators,
            } => {
                self.compare(operands, operators, scope);
                Value::of(Atom::Scalar)
            }
            ExprKind::Lambda { parameters, .. } => self.lambda(id, parameters, scope),
            ExprKind::Comprehension {
                kind,
                element,
                value,
                clauses,
            } => self.comprehension(id, *kind, *element, *value, clauses, scope),
            ExprKind::Yield(value) => {
                if let Some(inner) = value {
                    let given = self.expr(*inner, scope);
                    self.yielded(*inner, &given);
                }
                Value::unknown()
            }
            ExprKind::YieldFrom(inner) => {
                let source = self.expr(*inner, scope);
                let given = self.iterate(&source, false);
                self.yielded(*inner, &given);
                self.delegated(&source)
            }
            kind => {
                for child in children(kind) {
                    self.expr(child, scope);
                }
                Value::unknown()
            }
        }
    }

    fn binary(
        &mut self,
        id: ExprId,
        (left, operator, right): (ExprId, &str, ExprId),
        scope: ScopeId,
    ) -> Value {
        let first = self.expr(left, scope);
        let second = self.expr(right, scope);
        if let Some(value) = self.combined(id, operator, &[&first, &second]) {
            return value;
        }
        if operator == "|" {
            // A union of types in an annotation that runs.
            let mut value = first;
            value.join(&second);
            return value.open();
        }
        let why = if operator == "%" {
            Escape::Formatted
        } else {
            Escape::Compared
        };
        for (expr, value) in [(left, &first), (right, &second)] {
            self.escaped(expr, value, why);
        }
        let text = |value: &Value| {
            value.is_complete()
                && value
                    .atoms()
                    .iter()
                    .all(|atom| matches!(atom, Atom::Scalar | Atom::Literal(_)))
        };
        if text(&first) || text(&second) {
            Value::of(Atom::Scalar)
        } else {
            Value::unknown()
        }
    }

    fn compare(&mut self, operands: &[ExprId], operators: &[Box<str>], scope: ScopeId) {
        let values: Vec<_> = operands.iter().map(|id| self.expr(*id, scope)).collect();
        for (index, operator) in operators.iter().enumerate() {
            // `x is None` and `"key" in x` are understood by the rewrite.
            let understood = match &**operator {
                "is" | "is not" => true,
                "in" | "not in" => {
                    operators.len() == 1 && {
                        self.escaped(operands[index], &values[index], Escape::Compared);
                        self.compared_with_items(
                            &values[index],
                            operands[index + 1],
                            &values[index + 1],
                        );
                        true
                    }
                }
                _ => false,
            };
            if !understood {
                for at in [index, index + 1] {
                    self.escaped(operands[at], &values[at], Escape::Compared);
                }
            }
        }
    }

    /// Whether a mapping may be an item of a collection is asked: it is compared with each of them.
    fn compared_with_items(&mut self, value: &Value, collection: ExprId, held: &Value) {
        let held = held.filter(|atom| matches!(atom, Atom::Alloc(_) | Atom::Instance(..)));
        if !held.atoms().is_empty() && self.may_equal_mapping(value) {
            self.escaped(collection, &held, Escape::Compared);
        }
    }

    pub(super) fn may_equal_mapping(&self, value: &Value) -> bool {
        let Analysis {
            types,
            external,
            store,
            ..
        } = &*self.analysis;
        value.atoms().iter().any(|atom| match atom {
            Atom::Instance(of, _) => types.is_mapping(external, *of),
            Atom::Alloc(alloc) => store.get(*alloc).kind == AllocKind::Dict,
            _ => false,
        })
    }

    fn display(&mut self, id: ExprId, items: &[ExprId], kind: AllocKind, scope: ScopeId) -> Value {
        let place = self.place(id);
        let alloc = self
            .analysis
            .store
            .alloc(AllocKey::Expr(place, 0), kind, Some(place));
        let starred = items
            .iter()
            .any(|item| matches!(self.tree.expr(*item).kind, ExprKind::Starred(_)));
        for (index, item) in items.iter().enumerate() {
            let value = self.expr(*item, scope);
            let part = match u32::try_from(index) {
                Ok(index) if kind == AllocKind::Tuple && !starred && index < 32 => Part::At(index),
                _ => Part::Element,
            };
            let store = &mut self.analysis.store;
            match self.tree.expr(*item).kind {
                ExprKind::Starred(inner) => {
                    store.put(alloc, part, &value, None);
                    store.holds_items(alloc, (self.file, inner));
                }
                _ => store.put(alloc, part, &value, Some((self.file, *item))),
            }
        }
        Value::of(Atom::Alloc(alloc))
    }

    fn dict(&mut self, id: ExprId, items: &[DictItem], scope: ScopeId) -> Value {
        let place = self.place(id);
        let alloc =
            self.analysis
                .store
                .alloc(AllocKey::Expr(place, 0), AllocKind::Dict, Some(place));
        for item in items {
            let key = item.key.map(|key| self.expr(key, scope));
            let value = self.expr(item.value, scope);
            match key {
                Some(key) => {
                    if let Some(at) = item.key {
                        self.put_key(alloc, &key, at);
                    }
                    let place = self.place(item.value);
                    self.put_under(alloc, &key, &value, Some(place));
                }
                None => {
                    self.unpacked_into(item.value, &value);
                    self.merge(alloc, &value);
                }
            }
        }
        Value::of(Atom::Alloc(alloc))
    }

    /// Says that a dict takes the items of a value over. What another dict holds goes on with them.
    pub(super) fn unpacked_into(&mut self, from: ExprId, value: &Value) {
        let store = &self.analysis.store;
        let is_dict =
            |atom: &Atom| matches!(atom, Atom::Alloc(id) if store.get(*id).kind == AllocKind::Dict);
        if !value.is_complete() || !value.atoms().iter().all(is_dict) {
            self.escaped(from, value, Escape::Unpacked);
        }
    }

    /// Puts what a dict may hold into another.
    pub(super) fn merge(&mut self, into: AllocId, from: &Value) {
        let mut understood = from.is_complete();
        for atom in from.atoms() {
            let Atom::Alloc(other) = *atom else {
                understood = false;
                continue;
            };
            if self.analysis.store.get(other).kind == AllocKind::Dict {
                self.analysis.store.copy(other, into);
            } else {
                understood &= self.put_pairs(into, other);
            }
        }
        if !understood {
            let unknown = Value::unknown();
            self.analysis.store.put(into, Part::Element, &unknown, None);
        }
    }

    /// The part that a key names.
    pub(super) fn part_of(&mut self, key: &Value) -> Part {
        let Some(Atom::Literal(id)) = key.single() else {
            return Part::Element;
        };
        let Analysis {
            memory,
            literals,
            names,
            ..
        } = &mut *self.analysis;
        *memory
            .parts
            .entry(id)
            .or_insert_with(|| match literals.get(id) {
                Literal::Str(text) => Part::Named(names.intern(text)),
                Literal::Number(text) => text.parse().map_or(Part::Element, Part::At),
                _ => Part::Element,
            })
    }

    fn comprehension(
        &mut self,
        id: ExprId,
        kind: ComprehensionKind,
        element: ExprId,
        value: Option<ExprId>,
        clauses: &[ComprehensionClause],
        scope: ScopeId,
    ) -> Value {
        let scopes = &self.analysis.file(self.file).scopes;
        let inner = scopes.of_expr(id).unwrap_or(scope);
        self.with_scope(inner, |run| {
            for (index, clause) in clauses.iter().enumerate() {
                let items = run.expr(clause.iterable, if index == 0 { scope } else { inner });
                let item = run.iterate(&items, clause.asynchronous);
                run.assign(clause.target, inner, &item, None);
                for condition in &clause.conditions {
                    run.expr(*condition, inner);
                }
            }
            let key = run.expr(element, inner);
            let content = value.map(|value| run.expr(value, inner));
            let place = run.place(id);
            let alloc_kind = match kind {
                ComprehensionKind::Dict => AllocKind::Dict,
                ComprehensionKind::Generator => AllocKind::Iterator,
                _ => AllocKind::Sequence,
            };
            let store = &mut run.analysis.store;
            let alloc = store.alloc(AllocKey::Expr(place, 0), alloc_kind, Some(place));
            let from = (run.file, value.unwrap_or(element));
            let tree = &run.analysis.file(run.file).tree;
            if let Some(mapping) = copied_items(tree, id) {
                let held = run.analysis.value((run.file, mapping)).clone();
                run.merge(alloc, &held);
                return Value::of(Atom::Alloc(alloc));
            }
            match content {
                Some(held) => {
                    run.put_key(alloc, &key, element);
                    run.put_under(alloc, &key, &held, Some(from));
                }
                None => run
                    .analysis
                    .store
                    .put(alloc, Part::Element, &key, Some(from)),
            }
            Value::of(Atom::Alloc(alloc))
        })
    }

    pub(super) fn returned(&mut self, expr: ExprId, value: &Value) {
        self.offered(value);
        let place = self.place(expr);
        self.analysis
            .store
            .write_from(Slot::Return(self.unit), value, Some(place));
        self.analysis
            .returns
            .entry(self.unit)
            .or_default()
            .insert((self.file, expr));
    }

    /// What `yield from` itself is: what the generators that it goes through return.
    fn delegated(&mut self, source: &Value) -> Value {
        let mut out = Gathered::default();
        out.open_as(source);
        for atom in source.atoms() {
            let units = match atom {
                Atom::Alloc(alloc) => self.analysis.store.gives(*alloc).to_vec(),
                _ => Vec::new(),
            };
            if units.is_empty() {
                out.join(&Value::unknown());
            }
            for unit in units {
                out.join(&self.analysis.store.read(Slot::Return(unit), self.unit));
            }
        }
        out.value()
    }

    fn yielded(&mut self, expr: ExprId, value: &Value) {
        let index = self.unit.0 as usize;
        if !self.analysis.units[index].generator {
            self.analysis.units[index].generator = true;
        }
        self.offered(value);
        let place = self.place(expr);
        self.analysis
            .store
            .write_from(Slot::Yield(self.unit), value, Some(place));
        self.analysis
            .returns
            .entry(self.unit)
            .or_default()
            .insert((self.file, expr));
    }
}
