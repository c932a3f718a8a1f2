//! Interned names.

use rustc_hash::FxHashMap;

/// An interned identifier or dotted path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameId(pub u32);

/// All names that were met.
#[derive(Debug, Default)]
pub struct Names {
    all: Vec<Box<str>>,
    ids: FxHashMap<Box<str>, NameId>,
}

impl Names {
    /// The id of `text`.
    pub fn intern(&mut self, text: &str) -> NameId {
        if let Some(id) = self.ids.get(text) {
            return *id;
        }
        let id = NameId(u32::try_from(self.all.len()).expect("fewer than 2^32 names"));
        self.all.push(text.into());
        self.ids.insert(text.into(), id);
        id
    }

    /// The id of `text` if it was interned before.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<NameId> {
        self.ids.get(text).copied()
    }

    /// The text behind `id`.
    #[must_use]
    pub fn get(&self, id: NameId) -> &str {
        &self.all[id.0 as usize]
    }

    /// All names, in the order of their ids.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.all.iter().map(AsRef::as_ref)
    }

    /// The id of `base.attribute`.
    pub fn join(&mut self, base: NameId, attribute: &str) -> NameId {
        let path = format!("{}.{attribute}", self.get(base));
        self.intern(&path)
    }
}
