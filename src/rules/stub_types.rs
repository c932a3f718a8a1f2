//! Types as stubs write them.

use crate::syntax::ast::{ExprId, ExprKind, Tree};
use crate::syntax::{parse, query};

use super::model::{LiteralValue, Model, Symbol, Type};
use super::stub::Scope;

/// Names of the language itself that stand for a class the model does not have.
const BUILTINS: &[&str] = &[
    "object",
    "type",
    "set",
    "frozenset",
    "bytearray",
    "memoryview",
    "complex",
    "range",
    "slice",
    "BaseException",
    "Exception",
    "ArithmeticError",
    "AssertionError",
    "AttributeError",
    "BufferError",
    "ConnectionError",
    "EOFError",
    "Generic",
    "ImportError",
    "IndexError",
    "KeyError",
    "LookupError",
    "NotImplementedError",
    "OSError",
    "PermissionError",
    "Protocol",
    "RuntimeError",
    "StopIteration",
    "TimeoutError",
    "TypeError",
    "ValueError",
    "Warning",
    "DeprecationWarning",
    "UserWarning",
    "Enum",
    "TypedDict",
    "NamedTuple",
    "ABC",
];

/// Where a type cannot be read, and why.
pub(super) type TypeError = (u32, String);

pub(super) struct Types<'m> {
    pub(super) tree: &'m Tree,
    pub(super) model: &'m Model,
}

impl Types<'_> {
    pub(super) fn read(&self, id: ExprId, scope: &Scope) -> Result<Type, TypeError> {
        let expr = self.tree.expr(id);
        match &expr.kind {
            ExprKind::None => Ok(Type::None),
            ExprKind::Name(_) | ExprKind::Attribute { .. } => self.named(id, scope),
            ExprKind::Binary {
                left,
                operator,
                right,
            } if &**operator == "|" => {
                Ok(union([self.read(*left, scope)?, self.read(*right, scope)?]))
            }
            ExprKind::Subscript { value, index } => self.applied(*value, *index, scope),
            ExprKind::Forward { expression, .. } => self.read(*expression, scope),
            ExprKind::Str {
                value,
                bytes: false,
            } => self.quoted(value, expr.span.start, scope),
            _ => Err((expr.span.start, "this is no type".to_owned())),
        }
    }

    /// A type between quotes.
    fn quoted(&self, text: &str, byte: u32, scope: &Scope) -> Result<Type, TypeError> {
        use crate::syntax::ast::StmtKind;
        let tree = parse(text);
        match tree.body.first().map(|stmt| &tree.stmt(*stmt).kind) {
            Some(StmtKind::Expr(inner)) if tree.errors.is_empty() => {
                let types = Types {
                    tree: &tree,
                    model: self.model,
                };
                types
                    .read(*inner, scope)
                    .map_err(|(_, message)| (byte, message))
            }
            _ => Err((byte, format!("`{text}` is no type"))),
        }
    }

    /// The type that a name stands for.
    pub(super) fn named(&self, id: ExprId, scope: &Scope) -> Result<Type, TypeError> {
        let byte = self.tree.expr(id).span.start;
        let Some(name) = query::dotted(self.tree, id) else {
            return Err((byte, "this is no type".to_owned()));
        };
        if let Some(builtin) = bare(name.strip_prefix("typing.").unwrap_or(&name)) {
            return Ok(builtin);
        }
        let class = scope.class.map(|class| &*self.model.class(class).qualified);
        let near = [class, Some(&*scope.module)];
        let symbol = near
            .into_iter()
            .flatten()
            .find_map(|home| self.model.resolve(&format!("{home}.{name}")))
            .or_else(|| self.model.resolve(&name));
        match symbol {
            Some(Symbol::Class(class)) => Ok(Type::Class(class)),
            // A variable of a module that stands for a type (`KeyT: Any`).
            Some(Symbol::Field(_)) => Ok(Type::Any),
            Some(_) => Err((byte, format!("`{name}` is no type"))),
            None if BUILTINS.contains(&&*name) => Ok(Type::Outside(name.into())),
            None if name.contains('.') && !self.model.covers(&name) => Ok(Type::Outside(name.into())),
            None => self.alias_outside(&name, scope).ok_or_else(|| {
                (byte, format!("`{name}` names nothing in this model; write `Any` for what it does not cover"))
            }),
        }
    }

    /// A name of the module that stands for a class outside the model (`Timeout = other.Timeout`).
    fn alias_outside(&self, name: &str, scope: &Scope) -> Option<Type> {
        use super::model::Entry;
        let near = self.model.symbols.get(&*format!("{}.{name}", scope.module));
        match near.or_else(|| self.model.symbols.get(name))? {
            Entry::Alias(target) if !self.model.covers(target) => {
                Some(Type::Outside(target.clone()))
            }
            _ => None,
        }
    }

    /// `value[index]`
    fn applied(&self, value: ExprId, index: ExprId, scope: &Scope) -> Result<Type, TypeError> {
        let name = query::dotted(self.tree, value).unwrap_or_default();
        let of = match &self.tree.expr(index).kind {
            ExprKind::Tuple(items) => items.clone(),
            _ => vec![index],
        };
        let one = |at: usize| match of.get(at) {
            Some(item) => self.read(*item, scope).map(Box::new),
            None => Ok(Box::new(Type::Any)),
        };
        let all = || {
            of.iter()
                .filter(|item| !matches!(self.tree.expr(**item).kind, ExprKind::Ellipsis))
                .map(|item| self.read(*item, scope))
                .collect::<Result<Vec<_>, _>>()
        };
        Ok(match name.rsplit('.').next().unwrap_or_default() {
            "list" | "List" | "Sequence" | "set" | "Set" | "frozenset" => Type::List(one(0)?),
            "dict" | "Dict" | "Mapping" | "MutableMapping" => Type::Dict(one(0)?, one(1)?),
            "tuple" | "Tuple" => Type::Tuple(all()?),
            "Iterator" | "Iterable" | "Generator" => Type::Iterator(one(0)?),
            "AsyncIterator" | "AsyncIterable" | "AsyncGenerator" => Type::AsyncIterator(one(0)?),
            "Awaitable" => Type::Awaitable(one(0)?),
            "Coroutine" => Type::Awaitable(one(2)?),
            "Union" => union(all()?),
            "Optional" => union([*one(0)?, Type::None]),
            "Callable" => Type::Callable,
            "type" | "Type" => Type::ClassObject(one(0)?),
            "Annotated" | "ClassVar" | "Final" => *one(0)?,
            "Literal" => Type::Literal(self.literals(&of)?),
            _ => self.named(value, scope)?,
        })
    }

    fn literals(&self, of: &[ExprId]) -> Result<Vec<LiteralValue>, TypeError> {
        of.iter()
            .map(|item| match &self.tree.expr(*item).kind {
                ExprKind::None => Ok(LiteralValue::None),
                ExprKind::Bool(value) => Ok(LiteralValue::Bool(*value)),
                ExprKind::Number(value) => Ok(LiteralValue::Number(value.clone())),
                ExprKind::Str { value, .. } => Ok(LiteralValue::Str(value.clone())),
                _ => Err((
                    self.tree.expr(*item).span.start,
                    "a `Literal` has `None`, bools, numbers and strings".to_owned(),
                )),
            })
            .collect()
    }
}

/// A type that one word says.
fn bare(name: &str) -> Option<Type> {
    let any = || Box::new(Type::Any);
    Some(match name {
        "Any" => Type::Any,
        "None" => Type::None,
        "str" => Type::Str,
        "int" => Type::Int,
        "float" => Type::Float,
        "bool" => Type::Bool,
        "bytes" => Type::Bytes,
        "list" | "List" | "Sequence" => Type::List(any()),
        "dict" | "Dict" | "Mapping" => Type::Dict(any(), any()),
        "tuple" | "Tuple" => Type::Tuple(Vec::new()),
        "Iterator" | "Iterable" | "Generator" => Type::Iterator(any()),
        "AsyncIterator" | "AsyncIterable" | "AsyncGenerator" => Type::AsyncIterator(any()),
        "Awaitable" | "Coroutine" => Type::Awaitable(any()),
        "Callable" => Type::Callable,
        "Self" => Type::SelfType,
        _ => return None,
    })
}

/// One of several types, without a union in the union and without doubles.
pub(super) fn union(types: impl IntoIterator<Item = Type>) -> Type {
    let mut all: Vec<Type> = Vec::new();
    for one in types {
        let more = match one {
            Type::Union(inner) => inner,
            other => vec![other],
        };
        for one in more {
            if !all.contains(&one) {
                all.push(one);
            }
        }
    }
    match all.len() {
        1 => all.remove(0),
        _ => Type::Union(all),
    }
}
