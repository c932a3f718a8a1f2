//! What is numbered in one analysis, as another one numbers it that takes it up.

use std::hash::Hash;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::bind::ScopeId;
use super::by_name::Whose;
use super::imports::Imported;
use super::infer::{Owner, ProjectClass, Unit};
use super::names::NameId;
use super::store::{AllocKey, Slot};
use super::value::{
    AllocId, AllocKind, Atom, ClassId, FileId, LiteralId, OriginId, Part, TypeId, UnitId, Value,
};
use crate::syntax::ast::{ExprId, StmtId};

/// The numbers: those of what both may know one by one, of the rest how far they are moved.
pub(super) struct Numbers {
    pub(super) names: Vec<NameId>,
    pub(super) literals: Vec<LiteralId>,
    pub(super) types: Vec<TypeId>,
    pub(super) units: u32,
    pub(super) classes: u32,
    pub(super) allocs: u32,
    pub(super) origins: u32,
}

/// What may be numbered anew.
pub(super) trait Renumbered {
    /// The same by other numbers.
    fn renumbered(&self, by: &Numbers) -> Self;
}

macro_rules! looked_up {
    ($($id:ident in $table:ident),*) => {
        $(impl Renumbered for $id {
            fn renumbered(&self, by: &Numbers) -> Self {
                by.$table[self.0 as usize]
            }
        })*
    };
}

macro_rules! moved {
    ($($id:ident by $distance:ident),*) => {
        $(impl Renumbered for $id {
            fn renumbered(&self, by: &Numbers) -> Self {
                Self(self.0 + by.$distance)
            }
        })*
    };
}

macro_rules! same {
    ($($kind:ty),*) => {
        $(impl Renumbered for $kind {
            fn renumbered(&self, _: &Numbers) -> Self {
                self.clone()
            }
        })*
    };
}

looked_up!(NameId in names, LiteralId in literals, TypeId in types);
moved!(UnitId by units, ClassId by classes, AllocId by allocs, OriginId by origins);
// Files and what stands in them are numbered by the project.
same!(FileId, ExprId, StmtId, ScopeId, Owner, u32);

impl<T: Renumbered> Renumbered for Option<T> {
    fn renumbered(&self, by: &Numbers) -> Self {
        self.as_ref().map(|one| one.renumbered(by))
    }
}

impl<T: Renumbered> Renumbered for Vec<T> {
    fn renumbered(&self, by: &Numbers) -> Self {
        self.iter().map(|one| one.renumbered(by)).collect()
    }
}

impl<T: Renumbered> Renumbered for Arc<Vec<T>> {
    fn renumbered(&self, by: &Numbers) -> Self {
        Self::new(self.as_ref().renumbered(by))
    }
}

impl<A: Renumbered, B: Renumbered> Renumbered for (A, B) {
    fn renumbered(&self, by: &Numbers) -> Self {
        (self.0.renumbered(by), self.1.renumbered(by))
    }
}

impl<T: Renumbered + Eq + Hash> Renumbered for FxHashSet<T> {
    fn renumbered(&self, by: &Numbers) -> Self {
        self.iter().map(|one| one.renumbered(by)).collect()
    }
}

impl<K: Renumbered + Eq + Hash, V: Renumbered> Renumbered for FxHashMap<K, V> {
    fn renumbered(&self, by: &Numbers) -> Self {
        let entries = self.iter();
        entries
            .map(|(key, value)| (key.renumbered(by), value.renumbered(by)))
            .collect()
    }
}

impl Renumbered for Atom {
    fn renumbered(&self, by: &Numbers) -> Self {
        match self {
            Self::Module(_) | Self::Scalar => *self,
            Self::Namespace(name) => Self::Namespace(name.renumbered(by)),
            Self::Symbol(name) => Self::Symbol(name.renumbered(by)),
            Self::Instance(of, origin) => Self::Instance(of.renumbered(by), origin.renumbered(by)),
            Self::Method(of, name, origin) => Self::Method(
                of.renumbered(by),
                name.renumbered(by),
                origin.renumbered(by),
            ),
            Self::Function(unit) => Self::Function(unit.renumbered(by)),
            Self::Bound(unit, class) => Self::Bound(unit.renumbered(by), class.renumbered(by)),
            Self::Class(class) => Self::Class(class.renumbered(by)),
            Self::Object(class) => Self::Object(class.renumbered(by)),
            Self::Super(class) => Self::Super(class.renumbered(by)),
            Self::Alloc(alloc) => Self::Alloc(alloc.renumbered(by)),
            Self::AllocMethod(alloc, name) => {
                Self::AllocMethod(alloc.renumbered(by), name.renumbered(by))
            }
            Self::Literal(literal) => Self::Literal(literal.renumbered(by)),
        }
    }
}

impl Renumbered for Value {
    fn renumbered(&self, by: &Numbers) -> Self {
        self.each(|atom| atom.renumbered(by))
    }
}

impl Renumbered for Part {
    fn renumbered(&self, by: &Numbers) -> Self {
        match self {
            Self::Named(name) => Self::Named(name.renumbered(by)),
            Self::At(_) | Self::Element | Self::Callable | Self::Key => *self,
        }
    }
}

impl Renumbered for AllocKind {
    fn renumbered(&self, by: &Numbers) -> Self {
        match self {
            Self::Variables(Whose::Body(unit)) => Self::Variables(Whose::Body(unit.renumbered(by))),
            Self::Variables(Whose::File)
            | Self::Sequence
            | Self::Tuple
            | Self::Dict
            | Self::Iterator
            | Self::AsyncIterator
            | Self::Awaitable
            | Self::Future
            | Self::Partial
            | Self::Keeper
            | Self::Handler
            | Self::Gives
            | Self::Formatter
            | Self::Attributes
            | Self::Declared
            | Self::Provided => *self,
        }
    }
}

impl Renumbered for AllocKey {
    fn renumbered(&self, by: &Numbers) -> Self {
        match self {
            Self::Expr(..) => *self,
            Self::Parameter(unit, number) => Self::Parameter(unit.renumbered(by), *number),
            Self::Call(unit) => Self::Call(unit.renumbered(by)),
        }
    }
}

impl Renumbered for Slot {
    fn renumbered(&self, by: &Numbers) -> Self {
        match self {
            Self::Variable(file, scope, name) => Self::Variable(*file, *scope, name.renumbered(by)),
            Self::Field(class, name) => Self::Field(class.renumbered(by), name.renumbered(by)),
            Self::Content(alloc, part) => Self::Content(alloc.renumbered(by), part.renumbered(by)),
            Self::Parameter(unit, number) => Self::Parameter(unit.renumbered(by), *number),
            Self::Return(unit) => Self::Return(unit.renumbered(by)),
            Self::Yield(unit) => Self::Yield(unit.renumbered(by)),
            Self::Offered(file, name) => Self::Offered(*file, name.renumbered(by)),
        }
    }
}

impl Renumbered for Unit {
    fn renumbered(&self, by: &Numbers) -> Self {
        Self {
            class: self.class.renumbered(by),
            offers: self.offers.renumbered(by),
            ..self.clone()
        }
    }
}

impl Renumbered for ProjectClass {
    fn renumbered(&self, by: &Numbers) -> Self {
        Self {
            bases: self.bases.renumbered(by),
            ..self.clone()
        }
    }
}

impl Renumbered for Imported {
    fn renumbered(&self, by: &Numbers) -> Self {
        Self {
            value: self.value.renumbered(by),
            name: self.name.renumbered(by),
            ..self.clone()
        }
    }
}
