//! Abstract values: what an expression may be when it runs.
//!
//! A value is a small set of atoms and one bit, `complete`: whether the atoms are all there can be.
//! What *may* be an old value is reported; only what *must* be one is rewritten. Sets are capped: over
//! the cap the atoms stay and `complete` falls, so every loop over values ends.

use std::sync::Arc;

use super::by_name::Whose;
pub use super::literals::{Literal, Literals};
use super::names::{NameId, Names};

/// The most atoms that a value holds before it stops being complete.
const CAP: usize = 24;

macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);
    };
}

index!(
    /// A file of the project among those that were parsed.
    FileId
);
index!(
    /// A body of code with a life of its own: a module, a function, a lambda.
    UnitId
);
index!(
    /// A class statement of the project.
    ClassId
);
index!(
    /// A container or callable that the project's code builds at one place.
    AllocId
);
index!(
    /// An interned type of a model.
    TypeId
);
index!(
    /// A literal.
    LiteralId
);
index!(
    /// The call that a value of a modelled type came from.
    OriginId
);

/// One thing that a value can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Atom {
    /// A module of the project.
    Module(FileId),
    /// A folder of the project that is imported as a package without a file of its own.
    Namespace(NameId),
    /// Something outside the project by its qualified name: a module, class or function.
    Symbol(NameId),
    /// An instance of a modelled type, and the call that it came from.
    Instance(TypeId, Option<OriginId>),
    /// A method of an instance of a modelled type.
    Method(TypeId, NameId, Option<OriginId>),
    /// A function of the project, to be called with all its parameters.
    Function(UnitId),
    /// A method of the project whose first parameter is given.
    Bound(UnitId, ClassId),
    /// A class of the project.
    Class(ClassId),
    /// An instance of a class of the project.
    Object(ClassId),
    /// The same, as `super()` shows it: with what the class derives from.
    Super(ClassId),
    /// A container, partial call or the like.
    Alloc(AllocId),
    /// A method of an [`Atom::Alloc`].
    AllocMethod(AllocId, NameId),
    /// A literal.
    Literal(LiteralId),
    /// A string, number or the like of which no more is known; never an old value.
    Scalar,
}

/// What an expression may be. Copying one is cheap: the atoms are shared.
#[derive(Debug, Clone)]
pub struct Value {
    atoms: Atoms,
    complete: bool,
    /// Whether it is not complete because of a file that was not read.
    unread: bool,
}

/// Atoms, sorted.
#[derive(Debug, Clone)]
enum Atoms {
    None,
    One(Atom),
    Many(Arc<[Atom]>),
}

impl Atoms {
    fn of(sorted: &[Atom]) -> Self {
        match sorted {
            [] => Self::None,
            [one] => Self::One(*one),
            many => Self::Many(many.into()),
        }
    }

    fn as_slice(&self) -> &[Atom] {
        match self {
            Self::None => &[],
            Self::One(one) => std::slice::from_ref(one),
            Self::Many(many) => many,
        }
    }

    /// Whether they are the same ones in the same memory, which is quick to see.
    fn is_shared_with(&self, other: &Self) -> bool {
        matches!((self, other), (Self::Many(one), Self::Many(other)) if Arc::ptr_eq(one, other))
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        self.complete == other.complete
            && (self.atoms.is_shared_with(&other.atoms) || self.atoms() == other.atoms())
    }
}

impl Eq for Value {}

impl Value {
    /// Nothing: the value of code that does not run, and the start of every join.
    #[must_use]
    pub const fn nothing() -> Self {
        Self {
            atoms: Atoms::None,
            complete: true,
            unread: false,
        }
    }

    /// Anything at all.
    #[must_use]
    pub const fn unknown() -> Self {
        Self {
            atoms: Atoms::None,
            complete: false,
            unread: false,
        }
    }

    /// Anything at all, for it comes from a file of the project that was not read.
    #[must_use]
    pub const fn unread() -> Self {
        Self {
            atoms: Atoms::None,
            complete: false,
            unread: true,
        }
    }

    /// Exactly one thing.
    #[must_use]
    pub const fn of(atom: Atom) -> Self {
        Self {
            atoms: Atoms::One(atom),
            complete: true,
            unread: false,
        }
    }

    /// The atoms, sorted.
    #[must_use]
    pub fn atoms(&self) -> &[Atom] {
        self.atoms.as_slice()
    }

    /// Whether the atoms are all there can be.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.complete
    }

    /// Whether some of what it may be comes from a file of the project that was not read.
    #[must_use]
    pub const fn is_unread(&self) -> bool {
        self.unread
    }

    /// The atom, if there is exactly one and no more can be.
    #[must_use]
    pub fn single(&self) -> Option<Atom> {
        match (self.complete, self.atoms()) {
            (true, [atom]) => Some(*atom),
            _ => None,
        }
    }

    /// Whether nothing is known to reach this place.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        self.complete && self.atoms().is_empty()
    }

    /// Says that there may be more.
    #[must_use]
    pub fn open(mut self) -> Self {
        self.complete = false;
        self
    }

    /// Adds an atom.
    pub fn insert(&mut self, atom: Atom) {
        self.add(&[atom]);
    }

    /// Adds all that `other` may be; tells whether that changed anything.
    pub fn join(&mut self, other: &Self) -> bool {
        let before = (self.complete, self.unread);
        self.complete &= other.complete;
        self.unread |= other.unread;
        let added = match (&self.atoms, &other.atoms) {
            (_, Atoms::None) => false,
            (Atoms::None, _) => {
                self.atoms = other.atoms.clone();
                true
            }
            (mine, theirs) if mine.is_shared_with(theirs) => false,
            _ => self.add(other.atoms.as_slice()),
        };
        added || before != (self.complete, self.unread)
    }

    /// Adds sorted atoms, up to the cap; tells whether that changed anything.
    fn add(&mut self, more: &[Atom]) -> bool {
        let held = self.atoms();
        let mut merged = [Atom::Scalar; CAP];
        let mut length = 0;
        let mut room = CAP - held.len();
        let mut fits = true;
        let mut left = held;
        for atom in more {
            while let [first, rest @ ..] = left
                && first < atom
            {
                merged[length] = *first;
                length += 1;
                left = rest;
            }
            if left.first() == Some(atom) {
                continue;
            }
            if room == 0 {
                fits = false;
                break;
            }
            merged[length] = *atom;
            length += 1;
            room -= 1;
        }
        let grows = room < CAP - held.len();
        if grows {
            merged[length..length + left.len()].copy_from_slice(left);
            self.atoms = Atoms::of(&merged[..length + left.len()]);
        }
        self.complete &= fits;
        grows
    }

    /// What comes of each atom, as complete as before; no two become one.
    #[must_use]
    pub(super) fn each(&self, of: impl Fn(Atom) -> Atom) -> Self {
        let atoms = match &self.atoms {
            Atoms::None => Atoms::None,
            Atoms::One(one) => Atoms::One(of(*one)),
            Atoms::Many(many) => {
                let mut atoms: Vec<Atom> = many.iter().map(|atom| of(*atom)).collect();
                atoms.sort_unstable();
                Atoms::of(&atoms)
            }
        };
        Self { atoms, ..*self }
    }

    /// The atoms that `keep` wants, as complete as before.
    #[must_use]
    pub fn filter(&self, keep: impl Fn(Atom) -> bool) -> Self {
        let mut kept = [Atom::Scalar; CAP];
        let mut length = 0;
        for atom in self.atoms() {
            kept[length] = *atom;
            length += usize::from(keep(*atom));
        }
        let atoms = if length == self.atoms().len() {
            self.atoms.clone()
        } else {
            Atoms::of(&kept[..length])
        };
        Self { atoms, ..*self }
    }
}

/// A value on its way: what many things give together, joined in one go.
#[derive(Debug)]
pub struct Gathered {
    first: Value,
    /// All atoms in the order they came, once there is more than the first value.
    atoms: Vec<Atom>,
    complete: bool,
    unread: bool,
}

impl Default for Gathered {
    fn default() -> Self {
        Self {
            first: Value::nothing(),
            atoms: Vec::new(),
            complete: true,
            unread: false,
        }
    }
}

impl Gathered {
    /// Says that there may be more.
    pub fn open(&mut self) {
        self.complete = false;
    }

    /// Says that there may be more if there may be more of the value that all this comes from.
    pub fn open_as(&mut self, from: &Value) {
        self.complete &= from.complete;
        self.unread |= from.unread;
    }

    /// Adds all that a value may be.
    pub fn join(&mut self, value: &Value) {
        self.open_as(value);
        if self.first.atoms().is_empty() {
            self.first.atoms = value.atoms.clone();
            return;
        }
        if self.atoms.is_empty() {
            if self.first.atoms.is_shared_with(&value.atoms) {
                return;
            }
            self.atoms.extend_from_slice(self.first.atoms());
        }
        for atom in value.atoms() {
            if !self.atoms.contains(atom) {
                if self.atoms.len() < CAP {
                    self.atoms.push(*atom);
                } else {
                    self.complete = false;
                }
            }
        }
    }

    /// Whether there is no atom yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.first.atoms().is_empty()
    }

    /// What was gathered.
    #[must_use]
    pub fn value(mut self) -> Value {
        let atoms = if self.atoms.len() > self.first.atoms().len() {
            self.atoms.sort_unstable();
            Atoms::of(&self.atoms)
        } else {
            self.first.atoms
        };
        Value {
            atoms,
            complete: self.complete,
            unread: self.unread,
        }
    }
}

/// What an [`Atom::Alloc`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AllocKind {
    /// A list, set, queue or other sequence whose elements are not told apart.
    Sequence,
    /// A tuple whose elements are told apart.
    Tuple,
    /// A dict.
    Dict,
    /// Gives its elements once: a generator, `iter(x)`.
    Iterator,
    /// As [`AllocKind::Iterator`], with `async for`.
    AsyncIterator,
    /// Gives its element when it is awaited: a coroutine, a task.
    Awaitable,
    /// Gives its element by `.result()`: a future of an executor.
    Future,
    /// `functools.partial(function, …)`.
    Partial,
    /// Gives its first argument back when it is called: a decorator that keeps what it decorates.
    Keeper,
    /// As [`AllocKind::Keeper`]; what it decorates is called with the element.
    Handler,
    /// A callable that gives its element whatever it is called with.
    Gives,
    /// Its methods make text of what they are given.
    Formatter,
    /// A callable that reads attributes of what it is called with: what it holds says which.
    Attributes,
    /// The variables of a file by their names, or those of the body where they are asked for.
    Variables(Whose),
    /// A type that is written as a subscript: values of it are its element.
    Declared,
    /// A default for which whoever calls the function puts in the element.
    Provided,
}

/// A part of an object that is tracked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// An attribute, or a string key of a dict.
    Named(NameId),
    /// A position of a tuple, of positional arguments.
    At(u32),
    /// Any element; values of keys that are not known.
    Element,
    /// The callable of a partial.
    Callable,
    /// The keys of a dict, where they are more than text and numbers.
    Key,
}

/// A value for people: what traces and tests print.
#[must_use]
pub fn describe(value: &Value, names: &Names) -> String {
    let mut out: Vec<String> = value
        .atoms()
        .iter()
        .map(|atom| match atom {
            Atom::Symbol(name) => names.get(*name).to_owned(),
            other => format!("{other:?}"),
        })
        .collect();
    if !value.complete {
        out.push("?".to_owned());
    }
    out.join(" | ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_over_the_cap_is_no_longer_complete() {
        let mut value = Value::nothing();
        for n in 0..=u32::try_from(CAP).expect("small") {
            value.insert(Atom::Literal(LiteralId(n)));
        }
        assert!(!value.is_complete());
        assert_eq!(value.atoms().len(), CAP);
    }

    #[test]
    fn joining_the_unknown_keeps_the_atoms_and_opens_the_value() {
        let mut value = Value::of(Atom::Scalar);
        assert!(value.join(&Value::unknown()));
        assert_eq!(value.atoms(), [Atom::Scalar]);
        assert!(!value.is_complete());
        assert!(!value.join(&Value::of(Atom::Scalar)));
    }
}
