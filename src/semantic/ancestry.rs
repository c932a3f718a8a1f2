//! What classes of the project derive from.

use rustc_hash::FxHashSet;

use super::infer::Analysis;
use super::names::NameId;
use super::value::{Atom, ClassId};

impl Analysis<'_> {
    /// The classes that `class` derives from, itself first, those of the project only.
    #[must_use]
    pub fn ancestors(&self, class: ClassId) -> Vec<ClassId> {
        let mut out = vec![class];
        let mut met = FxHashSet::from_iter([class]);
        let mut at = 0;
        while let Some(id) = out.get(at) {
            for atom in self.classes[id.0 as usize].bases.atoms() {
                if let Atom::Class(base) = atom
                    && met.insert(*base)
                {
                    out.push(*base);
                }
            }
            at += 1;
        }
        out
    }

    /// Whether `class`, or what it derives from, derives from something that is not met yet.
    #[must_use]
    pub fn derives_from_more(&self, class: ClassId) -> bool {
        let mut ancestors = self.ancestors(class).into_iter();
        ancestors.any(|id| self.classes[id.0 as usize].derives_from_more)
    }

    /// The symbols of packages that `class` derives from, through the project's classes too.
    #[must_use]
    pub fn outer_bases(&self, class: ClassId) -> Vec<NameId> {
        let mut out = Vec::new();
        for id in self.ancestors(class) {
            for atom in self.classes[id.0 as usize].bases.atoms() {
                if let Atom::Symbol(name) = atom {
                    out.push(*name);
                }
            }
        }
        out
    }
}
