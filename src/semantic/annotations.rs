//! Runs one body of code over abstract values: what annotations say that values are. Which subscripts mean
//! what is data (`rules/python/forms.toml`).

use serde::Deserialize;

use super::bind::{MODULE, ScopeId, ScopeKind};
use super::run::Run;
use super::store::AllocKey;
use super::value::{AllocKind, Atom, Gathered, Literal, Part, Value};
use crate::syntax::ast::{ExprId, ExprKind};
use crate::syntax::query::dotted;

/// What the subscript of a type means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// What its first item says; the rest describes that: `Annotated`.
    First,
    /// What its item says, or `None`.
    Optional,
    /// What one of its items says: `Union`.
    Any,
    /// A collection of what its first item says.
    Sequence,
    /// A mapping with values of its last item.
    Mapping,
    /// A tuple of its items.
    Tuple,
    /// Gives values of its first item, once.
    Iterator,
    /// The same, with `async for`.
    AsyncIterator,
    /// Gives a value of its last item when it is awaited.
    Awaitable,
    /// `with` binds a value of its first item.
    Manager,
    /// Gives a value of its last item when it is called.
    Callable,
    /// The class itself: `type[X]`.
    Class,
}

/// What it means to derive from a class that is no class like others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Base {
    /// What derives from it is a dict when the code runs.
    Mapping,
    /// What derives from it may be anything that has its members.
    Structural,
}

/// The numbers that tell what annotations build from what runs in the same place.
const CONTAINER: u8 = 16;
const ALIAS: u8 = 17;

impl Run<'_, '_> {
    /// What an annotation says that a name holds: objects of classes that are known, such classes, and
    /// containers of them. Nothing if it says nothing of the kind.
    pub(super) fn annotated(&mut self, annotation: ExprId) -> Value {
        let said = self.said(annotation);
        let plain = match self.tree.expr(annotation).kind {
            ExprKind::Forward { expression, .. } => expression,
            _ => annotation,
        };
        if !said.atoms().iter().any(is_of_interest) {
            return Value::nothing();
        }
        match self.tree.expr(plain).kind {
            ExprKind::Name(_) | ExprKind::Attribute { .. } => said,
            _ => or_below(said),
        }
    }

    /// What an item of a subscript says. Answers of calls are followed from their calls, and from there more
    /// is known of them than their class.
    fn item_said(&mut self, item: ExprId) -> Value {
        let said = self.said(item);
        self.without_answers(said)
    }

    /// The same with answers left out for others to say.
    fn without_answers(&self, said: Value) -> Value {
        let rest = self.but_answers(said.clone());
        match rest == said {
            true => said,
            false => rest.open(),
        }
    }

    /// What an annotation says, but for the answers of calls.
    pub(super) fn but_answers(&self, said: Value) -> Value {
        let (types, external) = (&self.analysis.types, self.analysis.external);
        said.filter(|atom| match atom {
            Atom::Instance(of, _) => !types.is_mapping(external, of),
            _ => true,
        })
    }

    /// What a variable that is declared holds, beside what it is given.
    pub(super) fn declared(
        &mut self,
        (target, annotation, value): (ExprId, ExprId, ExprId),
        scope: ScopeId,
        given: Value,
    ) -> Value {
        let given = self.provided(given);
        let mut result = self.annotated(annotation);
        if result.atoms().is_empty() || given.is_complete() && !self.starts(target, value, scope) {
            return given;
        }
        result.join(&given);
        result
    }

    /// What a function gives back, where nothing is known of it but what the function says that it returns.
    /// Others may give something else, as with a parameter; answers of calls are followed from their calls.
    pub(super) fn promised(&mut self, given: Value) -> Value {
        if given.is_complete() || !given.atoms().is_empty() {
            return given;
        }
        let mut result = self.promise();
        result.join(&given);
        result
    }

    /// What the function at hand says that it returns; nothing if it says nothing that is followed.
    pub(super) fn promise(&mut self) -> Value {
        let unit = self.analysis.get(self.unit);
        let function = self.analysis.definition(unit);
        match function.and_then(|function| function.returns) {
            Some(annotation) => self.annotated_by_others(annotation),
            None => Value::nothing(),
        }
    }

    /// What an annotation says of something that others give.
    pub(super) fn annotated_by_others(&mut self, annotation: ExprId) -> Value {
        let said = self.annotated(annotation);
        match said.atoms().is_empty() {
            true => Value::nothing(),
            false => self.without_answers(said).open(),
        }
    }

    /// Whether a value is what a variable begins with, for others to put in what it is declared to hold:
    /// nothing, or a container of nothing. A function's own names are given all they hold in sight.
    fn starts(&self, target: ExprId, value: ExprId, scope: ScopeId) -> bool {
        let is_seen = matches!(self.tree.expr(target).kind, ExprKind::Name(_)) && {
            let scopes = &self.analysis.file(self.file).scopes;
            scopes.get(scope).kind == ScopeKind::Function
        };
        match &self.tree.expr(value).kind {
            ExprKind::None | ExprKind::Ellipsis => !is_seen,
            ExprKind::Tuple(items) | ExprKind::List(items) => items.is_empty(),
            ExprKind::Dict(items) => items.is_empty(),
            ExprKind::Call { arguments, .. } => {
                let place = self.place(value);
                let built = |atom: &Atom| match atom {
                    Atom::Alloc(alloc) => self.analysis.store.get(*alloc).place == Some(place),
                    _ => false,
                };
                arguments.is_empty() && self.analysis.value(place).atoms().iter().all(built)
            }
            _ => false,
        }
    }

    /// The value of an expression that an assignment gives a name to: a subscript of a type is one.
    pub(super) fn alias(&mut self, value: ExprId, result: Value) -> Value {
        let ExprKind::Subscript { value: base, .. } = self.tree.expr(value).kind else {
            return result;
        };
        let base = self.analysis.value(self.place(base)).clone();
        if self.form(&base).is_none() {
            return result;
        }
        let mut said = self.annotated(value);
        said.join(&self.described(value));
        if said.atoms().is_empty() {
            return result;
        }
        let place = self.place(value);
        let key = AllocKey::Expr(place, ALIAS);
        let store = &mut self.analysis.store;
        let alloc = store.alloc(key, AllocKind::Declared, None);
        store.put(alloc, Part::Element, &said, None);
        Value::of(Atom::Alloc(alloc))
    }

    pub(super) fn form(&self, base: &Value) -> Option<Form> {
        match base.single()? {
            Atom::Symbol(name) => self.analysis.external.form(self.analysis.names.get(name)),
            _ => None,
        }
    }

    fn said(&mut self, annotation: ExprId) -> Value {
        match &self.tree.expr(annotation).kind {
            ExprKind::Forward { expression, .. } => self.said(*expression),
            ExprKind::None => Value::of(self.analysis.literal(Literal::None)),
            ExprKind::Binary {
                left,
                operator,
                right,
            } if &**operator == "|" => {
                let mut value = self.item_said(*left);
                value.join(&self.item_said(*right));
                value
            }
            ExprKind::Subscript { value, index } => {
                let base = self.named(*value);
                match self.form(&base) {
                    Some(form) => self.formed(form, annotation, *index),
                    None => self.held_by(&base),
                }
            }
            ExprKind::Str {
                value,
                bytes: false,
            } => {
                let named = self.named_text(value);
                self.held_by(&named)
            }
            _ => {
                let named = self.named(annotation);
                self.held_by(&named)
            }
        }
    }

    /// What a subscript of a type says.
    fn formed(&mut self, form: Form, annotation: ExprId, index: ExprId) -> Value {
        let alone = [index];
        let items = match &self.tree.expr(index).kind {
            ExprKind::Tuple(items) => items,
            _ => &alone[..],
        };
        let (Some(first), Some(last)) = (items.first().copied(), items.last().copied()) else {
            return Value::unknown();
        };
        let kind = match form {
            Form::First => return self.item_said(first),
            Form::Optional => {
                let mut value = self.item_said(first);
                value.insert(self.analysis.literal(Literal::None));
                return value;
            }
            Form::Any => {
                let mut value = Gathered::default();
                for item in items {
                    let one = self.item_said(*item);
                    value.join(&one);
                }
                return value.value();
            }
            Form::Class => return self.class_said(first),
            Form::Tuple => AllocKind::Tuple,
            Form::Sequence => AllocKind::Sequence,
            Form::Mapping => AllocKind::Dict,
            Form::Iterator | Form::Manager => AllocKind::Iterator,
            Form::AsyncIterator => AllocKind::AsyncIterator,
            Form::Awaitable => AllocKind::Awaitable,
            Form::Callable => AllocKind::Gives,
        };
        let is_each = !matches!(self.tree.expr(last).kind, ExprKind::Ellipsis);
        let parts: Vec<(Part, ExprId)> = match form {
            Form::Tuple if is_each => (0..).map(Part::At).zip(items.iter().copied()).collect(),
            Form::Mapping | Form::Awaitable | Form::Callable => vec![(Part::Element, last)],
            _ => vec![(Part::Element, first)],
        };
        self.container_of(kind, annotation, &parts)
    }

    /// A container that an annotation says is there, if it says anything of what it holds.
    fn container_of(
        &mut self,
        kind: AllocKind,
        annotation: ExprId,
        parts: &[(Part, ExprId)],
    ) -> Value {
        let mut held = Vec::new();
        for (part, item) in parts {
            held.push((*part, or_below(self.item_said(*item))));
        }
        let any = |(_, value): &(Part, Value)| value.atoms().iter().any(is_of_interest);
        if !held.iter().any(any) {
            return Value::unknown();
        }
        let key = AllocKey::Expr(self.place(annotation), CONTAINER);
        let store = &mut self.analysis.store;
        let alloc = store.alloc(key, kind, None);
        for (part, value) in held {
            store.put(alloc, part, &value, None);
        }
        Value::of(Atom::Alloc(alloc))
    }

    /// `type[X]`: the class that is named.
    fn class_said(&mut self, item: ExprId) -> Value {
        let item = match self.tree.expr(item).kind {
            ExprKind::Forward { expression, .. } => expression,
            _ => item,
        };
        let classes = self.named(item);
        let external = self.analysis.external;
        let names = &self.analysis.names;
        classes
            .filter(|atom| match atom {
                Atom::Class(_) => true,
                Atom::Symbol(name) => external.instance(names.get(name)).is_some(),
                _ => false,
            })
            .open()
    }

    /// What a dotted name in an annotation names.
    fn named(&mut self, expr: ExprId) -> Value {
        match dotted(self.tree, expr) {
            Some(path) => self.named_text(&path),
            None => Value::unknown(),
        }
    }

    fn named_text(&mut self, path: &str) -> Value {
        let mut parts = path.split('.');
        let mut value = self.lookup(MODULE, parts.next().unwrap_or_default());
        for part in parts {
            value = self.attribute(&value, part);
        }
        value
    }

    /// What is declared by the types that a value may be.
    fn held_by(&mut self, types: &Value) -> Value {
        let mut out = Gathered::default();
        if !types.is_complete() {
            out.open();
        }
        for atom in types.atoms() {
            let each = match *atom {
                Atom::Class(class) => Value::of(Atom::Object(class)),
                Atom::Symbol(name) => {
                    let path = self.analysis.names.get(name);
                    match self.analysis.external.instance(path) {
                        Some(of) => self.typed(&of, None),
                        None => Value::unknown(),
                    }
                }
                Atom::Alloc(alloc)
                    if self.analysis.store.get(alloc).kind == AllocKind::Declared =>
                {
                    self.content(alloc, Part::Element)
                }
                Atom::Literal(id) if *self.analysis.literals.get(id) == Literal::None => {
                    Value::of(*atom)
                }
                _ => Value::unknown(),
            };
            out.join(&each);
        }
        out.value()
    }
}

/// Whether an annotation that says so is followed.
fn is_of_interest(atom: &Atom) -> bool {
    matches!(
        atom,
        Atom::Instance(..) | Atom::Object(_) | Atom::Class(_) | Atom::Symbol(_) | Atom::Alloc(_)
    )
}

/// An object of a class of the project may be one of a class below it.
fn or_below(value: Value) -> Value {
    let is_object = |atom: &Atom| matches!(atom, Atom::Object(_) | Atom::Class(_));
    if value.atoms().iter().any(is_object) {
        value.open()
    } else {
        value
    }
}
