//! What is known of code outside the project: the models of packages, and functions that carry values.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::flows::Flow;
use super::value::{Literal, TypeId};
use crate::rules::active::ActivePack;
use crate::rules::model::{
    ClassId, Function, FunctionKind, LiteralValue, Model, Presence, Signature, Symbol, Type,
};

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

/// What is known of the arguments of a call.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// By position: the literal, if it is one.
    pub positional: Vec<Option<Literal>>,
    /// By name: the literal, if it is one.
    pub keywords: Vec<(Box<str>, Option<Literal>)>,
    /// Whether more may be given than can be seen.
    pub open: bool,
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
            _ => None,
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FlowFile {
    flow: Vec<FlowRow>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct FlowRow {
    symbols: Vec<String>,
    does: Flow,
}

/// Functions of the standard library and of helpers that carry values, as data.
static FLOWS: &str = include_str!("../../rules/python/flows.toml");

/// The builtins that are looked up by name.
const BUILTIN_PREFIX: &str = "builtins.";

/// The world outside the project.
#[derive(Debug)]
pub struct External<'p> {
    /// The packs of this run.
    pub packs: &'p [ActivePack],
    tables: &'static Tables,
}

/// What functions and methods do with values, by their names.
#[derive(Debug, Default)]
struct Tables {
    flows: FxHashMap<String, Flow>,
    methods: FxHashMap<String, Flow>,
}

/// Read once: every look at a project asks it.
static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let file: FlowFile = toml::from_str(FLOWS).expect("a test reads the table of flows");
    let mut out = Tables::default();
    for row in file.flow {
        for symbol in row.symbols {
            match symbol.strip_prefix("*.") {
                Some(method) => out.methods.insert(method.to_owned(), row.does),
                None => out.flows.insert(symbol, row.does),
            };
        }
    }
    out
});

impl<'p> External<'p> {
    /// Over the packs of a run.
    ///
    /// # Panics
    /// Never: the table of flows is compiled in, and a test reads it.
    #[must_use]
    pub fn new(packs: &'p [ActivePack]) -> Self {
        Self {
            packs,
            tables: &TABLES,
        }
    }

    /// Whether a top-level module belongs to a pack of this run.
    #[must_use]
    pub fn is_modelled(&self, top: &str) -> bool {
        self.packs
            .iter()
            .any(|pack| pack.pack.header.imports.iter().any(|name| name == top))
    }

    /// Whether a name is a builtin.
    #[must_use]
    pub fn is_builtin(&self, name: &str) -> bool {
        self.tables
            .flows
            .contains_key(&format!("{BUILTIN_PREFIX}{name}"))
            || matches!(name, "staticmethod" | "classmethod" | "property")
    }

    /// What a function does with values, if it carries them.
    #[must_use]
    pub fn flow(&self, path: &str) -> Option<Flow> {
        self.tables.flows.get(path).copied()
    }

    /// What a method of that name does with values, on a receiver that is not known.
    #[must_use]
    pub fn method_flow(&self, name: &str) -> Option<Flow> {
        self.tables.methods.get(name).copied()
    }

    fn pack_of(&self, path: &str) -> Option<(usize, &ActivePack)> {
        self.packs
            .iter()
            .enumerate()
            .find(|(_, pack)| pack.covers(path) && pack.old.covers(path))
    }

    /// Whether a path lies in a modelled module.
    #[must_use]
    pub fn covers(&self, path: &str) -> bool {
        self.pack_of(path).is_some()
    }

    /// A path as rules are looked up by.
    #[must_use]
    pub fn canonical(&self, path: &str) -> String {
        self.pack_of(path)
            .map_or_else(|| path.to_owned(), |(_, pack)| pack.old.canonical(path))
    }

    /// The canonical path of a member of what `base` names.
    #[must_use]
    pub fn member(&self, base: &str, name: &str) -> String {
        self.canonical(&format!("{base}.{name}"))
    }

    /// The canonical path of a name that a star import of a module binds.
    #[must_use]
    pub fn public(&self, module: &str, name: &str) -> Option<String> {
        let path = format!("{module}.{name}");
        let (_, pack) = self.pack_of(&path)?;
        pack.old.resolve(&path)?;
        Some(pack.old.canonical(&path))
    }

    /// The type of instances of the class at a path.
    #[must_use]
    pub fn instance(&self, path: &str) -> Option<Typed> {
        let (index, pack) = self.pack_of(path)?;
        Some(Typed::Class(index, pack.old.class_named(path)?))
    }

    /// What calling the function or class at a path gives.
    #[must_use]
    pub fn call(&self, path: &str, given: &Given) -> Option<Typed> {
        let (index, pack) = self.pack_of(path)?;
        let model = &pack.old;
        match model.resolve(path)? {
            Symbol::Class(class) => Some(Typed::Class(index, class)),
            Symbol::Function(function) => {
                let class = path
                    .rsplit_once('.')
                    .and_then(|(owner, _)| model.class_named(owner));
                self.result(index, model.function(function), given, class)
            }
            Symbol::Module(_) | Symbol::Field(_) => None,
        }
    }

    fn result(
        &self,
        pack: usize,
        function: &Function,
        given: &Given,
        class: Option<ClassId>,
    ) -> Option<Typed> {
        if function.kind == FunctionKind::Property {
            return None;
        }
        let fitting: Vec<Typed> = function
            .signatures
            .iter()
            .filter(|signature| fits(signature, given))
            .map(|signature| typed(pack, &signature.result(), class))
            .collect();
        match fitting.len() {
            0 => None,
            1 => fitting.into_iter().next(),
            _ => Some(merged(fitting)),
        }
    }

    /// The type of a field of a value.
    #[must_use]
    pub fn field(&self, of: &Typed, name: &str) -> Option<Typed> {
        let Typed::Class(pack, class) = of else {
            return None;
        };
        let model = &self.packs[*pack].old;
        match model.member(*class, name)?.1 {
            Symbol::Field(field) => {
                Some(typed(*pack, &model.field(field).annotation, Some(*class)))
            }
            Symbol::Function(function) => {
                let function = model.function(function);
                (function.kind == FunctionKind::Property)
                    .then(|| typed(*pack, &function.signatures[0].returns, Some(*class)))
            }
            _ => None,
        }
    }

    /// The text that a path names: a field which always has the same one, of a class or of an object
    /// that a module holds.
    #[must_use]
    pub fn constant(&self, path: &str) -> Option<&str> {
        let (owner, name) = path.rsplit_once('.')?;
        let model = &self.pack_of(path)?.1.old;
        let class = match model.resolve(owner)? {
            Symbol::Class(class) => class,
            Symbol::Field(field) => match &model.field(field).annotation {
                Type::Class(class) => *class,
                _ => return None,
            },
            _ => return None,
        };
        let Symbol::Field(field) = model.member(class, name)?.1 else {
            return None;
        };
        match &model.field(field).annotation {
            Type::Literal(values) => match &values[..] {
                [LiteralValue::Str(text)] => Some(text),
                _ => None,
            },
            _ => None,
        }
    }

    /// The type of the field that stands under a key of a value that is a mapping.
    #[must_use]
    pub fn key(&self, of: &Typed, key: &str) -> Option<Typed> {
        let Typed::Class(pack, class) = of else {
            return None;
        };
        let model = &self.packs[*pack].old;
        let name = field_under(model, *class, key)?;
        self.field(of, &name)
    }

    /// Whether a value always has something under a key.
    #[must_use]
    pub fn always_has(&self, of: &Typed, key: &str) -> bool {
        let Typed::Class(pack, class) = of else {
            return false;
        };
        let model = &self.packs[*pack].old;
        let Some(name) = field_under(model, *class, key) else {
            return false;
        };
        match model.member(*class, &name) {
            Some((_, Symbol::Field(field))) => {
                let field = model.field(field);
                field.presence == Presence::Always
                    && !typed(*pack, &field.annotation, None)
                        .alternatives()
                        .contains(&Typed::None)
            }
            _ => false,
        }
    }

    /// The name of the field that stands under a key.
    #[must_use]
    pub fn field_name(&self, of: &Typed, key: &str) -> Option<String> {
        match of {
            Typed::Class(pack, class) => field_under(&self.packs[*pack].old, *class, key),
            _ => None,
        }
    }

    /// The parameter of a function whose value, a constant in its overloads, decides what it gives.
    #[must_use]
    pub fn chooser(&self, path: &str) -> Option<&str> {
        let pack = self.packs.iter().find(|pack| {
            let top = path.split('.').next().unwrap_or_default();
            pack.pack.header.imports.iter().any(|import| import == top)
        })?;
        let Symbol::Function(function) = pack.old.resolve(path)? else {
            return None;
        };
        let signatures = &pack.old.function(function).signatures;
        let of_constants = |parameter: &&crate::rules::model::Parameter| {
            matches!(parameter.annotation, Type::Literal(_))
        };
        let parameters = signatures.iter().flat_map(|one| &one.parameters);
        parameters
            .filter(|_| signatures.len() > 1)
            .find(of_constants)
            .map(|parameter| &*parameter.name)
    }

    /// Whether values of the type have a method.
    #[must_use]
    pub fn has_method(&self, of: &Typed, name: &str) -> bool {
        match of {
            Typed::Class(pack, class) => matches!(
                self.packs[*pack].old.member(*class, name),
                Some((_, Symbol::Function(_)))
            ),
            _ => false,
        }
    }

    /// Whether values of the type are mappings.
    #[must_use]
    pub fn is_mapping(&self, of: &Typed) -> bool {
        match of {
            Typed::Class(pack, class) => self.packs[*pack]
                .old
                .class(*class)
                .outside
                .iter()
                .any(|base| &**base == "dict"),
            _ => false,
        }
    }

    /// What iterating a value of a class gives, if its model says so.
    #[must_use]
    pub fn iterated(&self, of: &Typed, asynchronous: bool) -> Option<Typed> {
        let Typed::Class(pack, class) = of else {
            return None;
        };
        let model = &self.packs[*pack].old;
        let method = if asynchronous {
            "__aiter__"
        } else {
            "__iter__"
        };
        let Symbol::Function(function) = model.member(*class, method)?.1 else {
            return None;
        };
        match typed(
            *pack,
            &model.function(function).signatures[0].returns,
            Some(*class),
        ) {
            Typed::Iterator(inner) | Typed::AsyncIterator(inner) => Some(*inner),
            _ => None,
        }
    }
}

fn field_under(model: &Model, class: ClassId, key: &str) -> Option<String> {
    for owner in &model.class(class).order {
        for name in model.own_members(*owner) {
            if let Some((_, Symbol::Field(field))) = model.member(*owner, name)
                && model.field(field).key.as_deref().unwrap_or(name) == key
            {
                return Some(name.to_owned());
            }
        }
    }
    None
}

/// One type for several: awaitables of one are one awaitable.
fn merged(parts: Vec<Typed>) -> Typed {
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

/// Whether an overload may be the one that is called, by the arguments that are literals in it.
fn fits(signature: &Signature, given: &Given) -> bool {
    signature.parameters.iter().all(|parameter| {
        let Type::Literal(values) = &parameter.annotation else {
            return true;
        };
        let passed = given
            .keywords
            .iter()
            .find(|(name, _)| **name == *parameter.name)
            .map(|(_, literal)| literal);
        match passed {
            Some(Some(literal)) => values.iter().any(|value| same(value, literal)),
            Some(None) => true,
            None => given.open || !parameter.required,
        }
    })
}

fn same(value: &LiteralValue, literal: &Literal) -> bool {
    match (value, literal) {
        (LiteralValue::Bool(one), Literal::Bool(other)) => one == other,
        (LiteralValue::Str(one), Literal::Str(other)) => one == other,
        (LiteralValue::Number(one), Literal::Number(other)) => one == other,
        // `None` is what an argument that is not given is.
        (LiteralValue::Bool(false) | LiteralValue::None, Literal::None) => true,
        _ => false,
    }
}

fn typed(pack: usize, of: &Type, class: Option<ClassId>) -> Typed {
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
