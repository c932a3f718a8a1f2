//! What objects of the project's classes have of the classes of packages that they derive from.

use super::external::Typed;
use super::infer::Analysis;
use super::value::{Atom, ClassId};

impl Analysis<'_> {
    /// What an object has an attribute as, where that is a class of a package: what it is an instance of, or what its
    /// class derives from without having such an attribute of its own.
    #[must_use]
    pub fn attribute_owner(&self, atom: Atom, name: &str) -> Option<Typed> {
        match atom {
            Atom::Instance(of, _) => Some(self.types.get(of).clone()),
            Atom::Object(class) => self.inherited(class, name),
            _ => None,
        }
    }

    fn inherited(&self, class: ClassId, name: &str) -> Option<Typed> {
        let bases = self.outer_bases(class);
        if bases.is_empty() {
            return None;
        }
        let id = self.names.find(name);
        if id.is_some_and(|id| self.has_own(class, id)) {
            return None;
        }
        let mut bases = bases.into_iter();
        bases.find_map(|base| self.external.instance(self.names.get(base)))
    }
}
