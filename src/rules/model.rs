//! The surface of a package in one range of versions: what its public paths name, and what calls give.
//!
//! [`super::stub`] reads it from a pack's stubs; nothing is ever looked up in an installed package.

use rustc_hash::FxHashMap;

use crate::syntax::ast::ParameterKind;

use super::load::LoadError;
use super::stub;

/// Aliases of aliases are followed this far; a longer chain is a circle.
const LONGEST_CHAIN: u32 = 32;

/// A class of a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClassId(pub u32);

/// A function or method of a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FunctionId(pub u32);

/// A field of a class, or a variable of a module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldId(pub u32);

/// What a path names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Symbol {
    /// A module.
    Module(ModuleId),
    /// A class.
    Class(ClassId),
    /// A function or method.
    Function(FunctionId),
    /// A field or variable.
    Field(FieldId),
}

/// A module of a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModuleId(pub u32);

/// A symbol, or the path that stands for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Entry {
    Symbol(Symbol),
    Alias(Box<str>),
}

/// The surface of a package.
#[derive(Debug, Default)]
pub struct Model {
    pub(super) symbols: FxHashMap<Box<str>, Entry>,
    pub(super) modules: Vec<Box<str>>,
    pub(super) classes: Vec<Class>,
    pub(super) functions: Vec<Function>,
    pub(super) fields: Vec<Field>,
}

/// A class.
#[derive(Debug, Clone)]
pub struct Class {
    /// Where it is defined.
    pub qualified: Box<str>,
    /// The classes of the model in Python's own order of resolution, itself first.
    pub order: Vec<ClassId>,
    /// Bases that the model does not have (`Exception`, `dict`), of all classes in `order`.
    pub outside: Vec<Box<str>>,
    /// Its counterpart in the new version.
    pub new: Option<Box<str>>,
    /// Direct bases within the model.
    pub(super) bases: Vec<ClassId>,
    pub(super) members: FxHashMap<Box<str>, Entry>,
}

/// How a function is reached and called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FunctionKind {
    /// A function of a module.
    Plain,
    /// A method; its first parameter is the instance.
    Method,
    /// A class method; its first parameter is the class.
    ClassMethod,
    /// A static method.
    StaticMethod,
    /// A property: reading it calls it.
    Property,
}

/// A function or method.
#[derive(Debug, Clone)]
pub struct Function {
    /// Where it is defined.
    pub qualified: Box<str>,
    /// How it is reached.
    pub kind: FunctionKind,
    /// Whether a method makes what it gives, as a construction does, and does not give a part of its object.
    pub makes: bool,
    /// One; several for overloads, in their order.
    pub signatures: Vec<Signature>,
}

/// The parameters and the return of a function.
#[derive(Debug, Clone)]
pub struct Signature {
    /// In their order, without the instance or class of a method.
    pub parameters: Vec<Parameter>,
    /// What a call gives; when `asynchronous`, what awaiting the call gives.
    pub returns: Type,
    /// `async def`
    pub asynchronous: bool,
}

/// A parameter.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its name.
    pub name: Box<str>,
    /// How it takes values.
    pub kind: ParameterKind,
    /// Its type; any if nothing is said.
    pub annotation: Type,
    /// Whether a call must give it.
    pub required: bool,
}

/// A field of a class, or a variable of a module.
#[derive(Debug, Clone)]
pub struct Field {
    /// Where it is defined.
    pub qualified: Box<str>,
    /// Its type.
    pub annotation: Type,
    /// Whether it is always there.
    pub presence: Presence,
    /// The key in the JSON, where it is not the field's name.
    pub key: Option<Box<str>>,
    /// Environment variables that it starts from.
    pub environment: Vec<Box<str>>,
}

/// Whether a field of an answer is always there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Presence {
    /// It is.
    #[default]
    Always,
    /// The key may be missing.
    Absent,
    /// The key is there and may be null.
    Null,
}

/// A type.
#[derive(Debug, Clone, PartialEq)]
pub enum Type {
    /// Anything.
    Any,
    /// `None`
    None,
    /// `str`
    Str,
    /// `int`
    Int,
    /// `float`
    Float,
    /// `bool`
    Bool,
    /// `bytes`
    Bytes,
    /// An instance of a class of the model.
    Class(ClassId),
    /// An instance of a class that the model does not have, by its name.
    Outside(Box<str>),
    /// The class itself: `type[C]`.
    ClassObject(Box<Type>),
    /// `list[T]`
    List(Box<Type>),
    /// `dict[K, V]`
    Dict(Box<Type>, Box<Type>),
    /// `tuple[A, B]`
    Tuple(Vec<Type>),
    /// What a `for` takes values from.
    Iterator(Box<Type>),
    /// What an `async for` takes values from.
    AsyncIterator(Box<Type>),
    /// What `await` takes a value from.
    Awaitable(Box<Type>),
    /// One of these.
    Union(Vec<Type>),
    /// One of these values, each `None`, a bool, a number or a string as source text spells it.
    Literal(Vec<LiteralValue>),
    /// Something that can be called.
    Callable,
    /// An instance of the class on which the method is called.
    SelfType,
}

/// A value of a `Literal`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum LiteralValue {
    /// `None`
    None,
    /// `True` or `False`
    Bool(bool),
    /// A number, as written.
    Number(Box<str>),
    /// A string.
    Str(Box<str>),
}

impl Model {
    /// Reads stubs; `shown` is their path in errors.
    ///
    /// # Errors
    /// All that cannot be read or resolved, each with its line.
    pub fn read(shown: &str, text: &str) -> Result<Self, Vec<LoadError>> {
        stub::read(shown, text)
    }

    /// Whether a class is one that is raised, by the names of the classes outside the model that it derives from.
    #[must_use]
    pub fn is_exception(&self, class: ClassId) -> bool {
        let mut bases = self.class(class).outside.iter();
        bases.any(|base| base.ends_with("Exception") || base.ends_with("Error"))
    }

    /// What a path names: through aliases, re-exports and inherited members.
    #[must_use]
    pub fn resolve(&self, path: &str) -> Option<Symbol> {
        self.follow(path, LONGEST_CHAIN)
    }

    fn follow(&self, path: &str, left: u32) -> Option<Symbol> {
        let left = left.checked_sub(1)?;
        if let Some(entry) = self.symbols.get(path) {
            return self.entry(entry, left);
        }
        let (parent, name) = path.rsplit_once('.')?;
        match self.follow(parent, left)? {
            Symbol::Module(module) => {
                let canonical = &self.modules[module.0 as usize];
                if **canonical == *parent {
                    return None;
                }
                self.follow(&format!("{canonical}.{name}"), left)
            }
            Symbol::Class(class) => self.member_in(class, name, left).map(|found| found.1),
            Symbol::Function(_) | Symbol::Field(_) => None,
        }
    }

    fn entry(&self, entry: &Entry, left: u32) -> Option<Symbol> {
        match entry {
            Entry::Symbol(symbol) => Some(*symbol),
            Entry::Alias(target) => self.follow(target, left),
        }
    }

    /// The path on which a symbol is defined.
    #[must_use]
    pub fn name(&self, symbol: Symbol) -> &str {
        match symbol {
            Symbol::Module(id) => &self.modules[id.0 as usize],
            Symbol::Class(id) => &self.class(id).qualified,
            Symbol::Function(id) => &self.function(id).qualified,
            Symbol::Field(id) => &self.field(id).qualified,
        }
    }

    /// Where the symbol of a path is defined; a member keeps the class through which it is named, so
    /// that a rule for a class does not speak of its base. A path that the model does not know stays.
    #[must_use]
    pub fn canonical(&self, path: &str) -> String {
        let Some((parent, name)) = path.rsplit_once('.') else {
            return path.to_owned();
        };
        match self.resolve(parent) {
            Some(owner @ Symbol::Class(_)) => format!("{}.{name}", self.name(owner)),
            Some(owner) => match self.resolve(path) {
                Some(symbol) => self.name(symbol).to_owned(),
                None => format!("{}.{name}", self.name(owner)),
            },
            None => path.to_owned(),
        }
    }

    /// A path whose module or class is named by where it is defined, while its last name stays: the
    /// path of a name that a module only passes on is not that of the symbol, and may go alone.
    #[must_use]
    pub fn placed(&self, path: &str) -> String {
        match path.rsplit_once('.') {
            Some((parent, name)) => match self.resolve(parent) {
                Some(owner) => format!("{}.{name}", self.name(owner)),
                None => path.to_owned(),
            },
            None => path.to_owned(),
        }
    }

    /// A class.
    #[must_use]
    pub fn class(&self, id: ClassId) -> &Class {
        &self.classes[id.0 as usize]
    }

    /// A function.
    #[must_use]
    pub fn function(&self, id: FunctionId) -> &Function {
        &self.functions[id.0 as usize]
    }

    /// A field.
    #[must_use]
    pub fn field(&self, id: FieldId) -> &Field {
        &self.fields[id.0 as usize]
    }

    /// The class that a path names.
    #[must_use]
    pub fn class_named(&self, path: &str) -> Option<ClassId> {
        match self.resolve(path)? {
            Symbol::Class(class) => Some(class),
            _ => None,
        }
    }

    /// A member of a class or of its bases, with the class that has it.
    #[must_use]
    pub fn member(&self, class: ClassId, name: &str) -> Option<(ClassId, Symbol)> {
        self.member_in(class, name, LONGEST_CHAIN)
    }

    fn member_in(&self, class: ClassId, name: &str, left: u32) -> Option<(ClassId, Symbol)> {
        self.class(class).order.iter().find_map(|owner| {
            let entry = self.class(*owner).members.get(name)?;
            Some((*owner, self.entry(entry, left)?))
        })
    }

    /// Whether a class is another one or below it.
    #[must_use]
    pub fn is_below(&self, class: ClassId, base: ClassId) -> bool {
        self.class(class).order.contains(&base)
    }

    /// All classes with their ids.
    pub fn classes(&self) -> impl Iterator<Item = (ClassId, &Class)> {
        (0..).map(ClassId).zip(&self.classes)
    }

    /// The names of the members that a class itself has, sorted.
    #[must_use]
    pub fn own_members(&self, class: ClassId) -> Vec<&str> {
        let mut names: Vec<&str> = self
            .class(class)
            .members
            .keys()
            .map(|name| &**name)
            .collect();
        names.sort_unstable();
        names
    }

    /// The names that a module or a class has itself.
    #[must_use]
    pub fn names_in(&self, path: &str) -> Vec<&str> {
        if let Some(class) = self.class_named(path) {
            return self.own_members(class);
        }
        let inside = |symbol: &str| symbol.strip_prefix(path)?.strip_prefix('.').map(str::len);
        let names = self.symbols.keys().filter_map(|symbol| {
            let name = &symbol[symbol.len() - inside(symbol)?..];
            (!name.contains('.')).then_some(name)
        });
        let mut names: Vec<&str> = names.collect();
        names.sort_unstable();
        names
    }

    /// Whether a path lies in one of the model's modules.
    #[must_use]
    pub fn covers(&self, path: &str) -> bool {
        let top = path.split('.').next().unwrap_or_default();
        self.symbols.contains_key(top)
    }
}

impl Signature {
    /// The parameter with this name, if a call can give it by name.
    #[must_use]
    pub fn keyword(&self, name: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|parameter| {
            *parameter.name == *name
                && matches!(
                    parameter.kind,
                    ParameterKind::Normal | ParameterKind::KeywordOnly
                )
        })
    }

    /// The parameter that a call gives at a position, from 0.
    #[must_use]
    pub fn positional(&self, position: usize) -> Option<&Parameter> {
        self.parameters
            .iter()
            .filter(|parameter| {
                matches!(
                    parameter.kind,
                    ParameterKind::PositionalOnly | ParameterKind::Normal
                )
            })
            .nth(position)
    }

    /// The name of all positional arguments behind those with names of their own, and how many those are.
    #[must_use]
    pub fn star(&self) -> Option<(&str, usize)> {
        let parameters = self.parameters.iter();
        let star = parameters
            .clone()
            .find(|one| one.kind == ParameterKind::Star)?;
        let is_placed = |one: &&Parameter| {
            matches!(
                one.kind,
                ParameterKind::PositionalOnly | ParameterKind::Normal
            )
        };
        Some((&star.name, parameters.filter(is_placed).count()))
    }

    /// Whether a call can give an argument under this name.
    #[must_use]
    pub fn takes(&self, name: &str) -> bool {
        self.keyword(name).is_some() || self.takes_any_keyword()
    }

    /// Whether it takes keywords that it does not name.
    #[must_use]
    pub fn takes_any_keyword(&self) -> bool {
        self.parameters
            .iter()
            .any(|parameter| parameter.kind == ParameterKind::DoubleStar)
    }

    /// What a call gives.
    #[must_use]
    pub fn result(&self) -> Type {
        if self.asynchronous {
            Type::Awaitable(Box::new(self.returns.clone()))
        } else {
            self.returns.clone()
        }
    }
}
