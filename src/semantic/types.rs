//! The types of values whose class stands in a model.

use rustc_hash::FxHashMap;

use super::external::{External, Given};
use super::value::TypeId;
use crate::rules::model::{ClassId, Symbol, Type};

/// The type of a value whose class stands in a model.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Typed {
    /// Anything.
    Any,
    /// `None`
    None,
    /// A string, number or the like.
    Scalar,
    /// An instance of a class of a pack's old model: the pack's place among the packs, and the class.
    Class(usize, ClassId),
    /// A list.
    List(Box<Typed>),
    /// A dict, by its values.
    Dict(Box<Typed>),
    /// A tuple.
    Tuple(Vec<Typed>),
    /// Gives values once.
    Iterator(Box<Typed>),
    /// Gives values once, with `async for`.
    AsyncIterator(Box<Typed>),
    /// Gives a value when it is awaited.
    Awaitable(Box<Typed>),
    /// One of these.
    Union(Vec<Typed>),
}

impl Typed {
    /// The types that a value may have.
    #[must_use]
    pub fn alternatives(&self) -> Vec<Self> {
        match self {
            Self::Union(parts) => parts.iter().flat_map(Self::alternatives).collect(),
            other => vec![other.clone()],
        }
    }

    /// Whether it holds others and has the methods of a builtin container.
    #[must_use]
    pub const fn is_container(&self) -> bool {
        matches!(self, Self::List(_) | Self::Dict(_) | Self::Tuple(_))
    }
}

/// Interned types.
#[derive(Debug, Default)]
pub struct Types {
    all: Vec<Typed>,
    ids: FxHashMap<Typed, TypeId>,
}

impl Types {
    /// The id of a type.
    pub fn intern(&mut self, of: Typed) -> TypeId {
        if let Some(id) = self.ids.get(&of) {
            return *id;
        }
        let id = TypeId(u32::try_from(self.all.len()).expect("fewer than 2^32 types"));
        self.all.push(of.clone());
        self.ids.insert(of, id);
        id
    }

    /// All types, in the order of their ids.
    pub fn all(&self) -> impl Iterator<Item = &Typed> {
        self.all.iter()
    }

    /// The type behind an id.
    #[must_use]
    pub fn get(&self, id: TypeId) -> &Typed {
        &self.all[id.0 as usize]
    }

    /// Whether values of the type give others once.
    #[must_use]
    pub fn is_iterator(&self, id: TypeId) -> bool {
        matches!(self.get(id), Typed::Iterator(_) | Typed::AsyncIterator(_))
    }

    /// Whether values of the type are lists.
    #[must_use]
    pub fn is_list(&self, id: TypeId) -> bool {
        matches!(self.get(id), Typed::List(_))
    }

    /// Whether values of the type are mappings with attributes.
    #[must_use]
    pub fn is_mapping(&self, external: &External<'_>, id: TypeId) -> bool {
        external.is_mapping(self.get(id))
    }

    /// The qualified name of a method, by the class through which it is named.
    #[must_use]
    pub fn method_path(&self, external: &External<'_>, id: TypeId, name: &str) -> Option<String> {
        match self.get(id) {
            Typed::Class(pack, class) => {
                let model = &external.packs[*pack].old;
                model.member(*class, name)?;
                Some(format!("{}.{name}", model.class(*class).qualified))
            }
            _ => None,
        }
    }

    /// What calling a method gives.
    #[must_use]
    pub fn call_method(
        &self,
        external: &External<'_>,
        id: TypeId,
        name: &str,
        given: &Given,
    ) -> Option<Typed> {
        match self.get(id) {
            Typed::Class(pack, class) => {
                let model = &external.packs[*pack].old;
                match model.member(*class, name)?.1 {
                    Symbol::Function(function) => {
                        external.result(*pack, model.function(function), given, Some(*class))
                    }
                    _ => None,
                }
            }
            Typed::List(_) | Typed::Dict(_) if name == "copy" => Some(self.get(id).clone()),
            Typed::List(item) if name == "pop" => Some((**item).clone()),
            // Only a task has it.
            Typed::Awaitable(result) if name == "result" => Some((**result).clone()),
            _ => None,
        }
    }
}

/// One type for several: awaitables of one are one awaitable.
pub(super) fn merged(parts: Vec<Typed>) -> Typed {
    let awaited: Option<Vec<Typed>> = parts
        .iter()
        .map(|part| match part {
            Typed::Awaitable(inner) => Some((**inner).clone()),
            _ => None,
        })
        .collect();
    let wrap = |mut parts: Vec<Typed>| {
        parts.dedup();
        if parts.len() == 1 {
            parts.remove(0)
        } else {
            Typed::Union(parts)
        }
    };
    match awaited {
        Some(inner) => Typed::Awaitable(Box::new(wrap(inner))),
        None => wrap(parts),
    }
}

pub(super) fn typed(pack: usize, of: &Type, class: Option<ClassId>) -> Typed {
    let inner = |of: &Type| Box::new(typed(pack, of, class));
    match of {
        Type::None => Typed::None,
        Type::Str | Type::Int | Type::Float | Type::Bool | Type::Bytes | Type::Literal(_) => {
            Typed::Scalar
        }
        Type::Class(class) => Typed::Class(pack, *class),
        Type::SelfType => class.map_or(Typed::Any, |class| Typed::Class(pack, class)),
        Type::List(of) => Typed::List(inner(of)),
        Type::Dict(_, of) => Typed::Dict(inner(of)),
        Type::Tuple(items) => Typed::Tuple(items.iter().map(|of| typed(pack, of, class)).collect()),
        Type::Iterator(of) => Typed::Iterator(inner(of)),
        Type::AsyncIterator(of) => Typed::AsyncIterator(inner(of)),
        Type::Awaitable(of) => Typed::Awaitable(inner(of)),
        Type::Union(parts) => Typed::Union(parts.iter().map(|of| typed(pack, of, class)).collect()),
        Type::Any | Type::Outside(_) | Type::ClassObject(_) | Type::Callable => Typed::Any,
    }
}
