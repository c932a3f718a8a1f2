//! The literals of a project, each once.

use super::value::LiteralId;

/// A literal's value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Literal {
    /// `None`
    None,
    /// `True` or `False`
    Bool(bool),
    /// A number, as written.
    Number(Box<str>),
    /// A string.
    Str(Box<str>),
}

/// Interned literals.
#[derive(Debug, Default)]
pub struct Literals {
    all: Vec<Literal>,
    ids: rustc_hash::FxHashMap<Literal, LiteralId>,
}

impl Literals {
    /// The id of `literal`.
    pub fn intern(&mut self, literal: Literal) -> LiteralId {
        if let Some(id) = self.ids.get(&literal) {
            return *id;
        }
        let id = LiteralId(u32::try_from(self.all.len()).expect("fewer than 2^32 literals"));
        self.all.push(literal.clone());
        self.ids.insert(literal, id);
        id
    }

    /// The id of `literal`, if any code has it.
    #[must_use]
    pub fn find(&self, literal: &Literal) -> Option<LiteralId> {
        self.ids.get(literal).copied()
    }

    /// All literals, in the order of their ids.
    pub fn all(&self) -> impl Iterator<Item = &Literal> {
        self.all.iter()
    }

    /// The literal behind `id`.
    #[must_use]
    pub fn get(&self, id: LiteralId) -> &Literal {
        &self.all[id.0 as usize]
    }
}
