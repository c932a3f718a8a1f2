//! Runs one body of code over abstract values: what a method sees where the object that it was called on is of a class
//! that derives from its own.

use std::sync::Arc;

use super::annotations::Base;
use super::bind::ScopeKind;
use super::names::NameId;
use super::run::Run;
use super::store::Slot;
use super::value::{Atom, ClassId, Gathered, UnitId, Value};

/// Classes that derive from one, over which what its methods see of them is not followed.
const MOST: usize = 256;

impl Run<'_, '_> {
    /// What an object of a class, or the class itself, has under a name. In a method of the class it may be one of
    /// the classes that derive from it, where the name may be bound anew: nobody else need be seen to call it.
    pub(super) fn own_member(
        &mut self,
        class: ClassId,
        name: &str,
        id: NameId,
        instance: bool,
    ) -> Value {
        let own = self.class_member(class, name, id, instance);
        if !self.stands_in(class) {
            return own;
        }
        let heirs = self.analysis.heirs(class, self.unit);
        if heirs.is_empty() {
            return own;
        }
        if heirs.len() > MOST {
            return own.open();
        }
        let mut out = Gathered::default();
        out.join(&own);
        for heir in heirs.iter().copied() {
            self.field((heir, id), (heir, instance), &mut out);
        }
        out.value()
    }

    /// What others pass for a parameter that is declared to be an object of a class of the project: that, or one of a
    /// class below it. None where more than that, or something else, is declared.
    pub(super) fn own_objects(&mut self, declared: &Value) -> Option<Value> {
        let is_own =
            |atom: &Atom| matches!(atom, Atom::Object(class) if !self.is_structural(*class));
        let atoms = declared.atoms();
        if !declared.is_complete() || atoms.is_empty() || !atoms.iter().all(is_own) {
            return None;
        }
        let mut out = declared.clone();
        for atom in declared.atoms() {
            let Atom::Object(class) = atom else { continue };
            for heir in self.analysis.heirs(*class, self.unit).iter() {
                out.insert(Atom::Object(*heir));
            }
        }
        Some(out)
    }

    /// Whether anything that has the members of a class may stand for an object of it.
    fn is_structural(&self, class: ClassId) -> bool {
        let mut bases = self.analysis.outer_bases(class).into_iter();
        bases.any(|base| {
            let means = self.analysis.external.base(self.analysis.names.get(base));
            means == Some(Base::Structural)
        })
    }

    /// Whether this body stands in a method of `class`, or of one that it derives from.
    fn stands_in(&mut self, class: ClassId) -> bool {
        match self.analysis.class_around(self.unit) {
            Some(around) if around == class => true,
            Some(around) => self.analysis.known_ancestors(class).contains(&around),
            None => false,
        }
    }
}

impl super::infer::Analysis<'_> {
    /// The class in which a body of code stands, in whatever functions.
    fn class_around(&mut self, unit: UnitId) -> Option<ClassId> {
        if let Some(known) = self.memory.around.get(&unit) {
            return *known;
        }
        let (file, mut scope) = (self.get(unit).file, Some(self.get(unit).scope));
        let mut around = None;
        while let Some(id) = scope {
            let held = self.file(file).scopes.get(id);
            if held.kind == ScopeKind::Class {
                around = self.class_of_scope(file, id);
                break;
            }
            scope = held.parent;
        }
        self.memory.around.insert(unit, around);
        around
    }

    /// The classes of the project that derive from `class`; `reader` runs again when there are more.
    fn heirs(&mut self, class: ClassId, reader: UnitId) -> Arc<Vec<ClassId>> {
        let known = self.memory.heirs.entry(class).or_default();
        known.readers.insert(reader);
        Arc::clone(&known.classes)
    }

    /// The classes of the project that derive from `class`, sorted.
    #[must_use]
    pub fn heirs_of(&self, class: ClassId) -> &[ClassId] {
        let known = self.memory.heirs.get(&class);
        known.map_or(&[], |known| &known.classes)
    }

    /// `class` and those that derive from it, sorted.
    #[must_use]
    pub fn family(&self, class: ClassId) -> Vec<ClassId> {
        let mut out = self.heirs_of(class).to_vec();
        out.push(class);
        out.sort_unstable();
        out.dedup();
        out
    }

    /// Whether `class`, or a class of the project that it derives from, gives objects a name.
    #[must_use]
    pub fn has_own(&self, class: ClassId, name: NameId) -> bool {
        let mut line = self.ancestors(class).into_iter();
        line.any(|one| self.store.has(Slot::Field(one, name)))
    }

    /// The class of the project by which an object in a value may have a name of its own.
    #[must_use]
    pub fn owner_of(&self, value: &Value, name: &str) -> Option<ClassId> {
        let name = self.names.find(name)?;
        let owns = |one: &ClassId| self.store.has(Slot::Field(*one, name));
        let mut atoms = value.atoms().iter();
        atoms.find_map(|atom| match atom {
            Atom::Object(class) | Atom::Class(class) => self.line(*class).find(owns),
            Atom::Super(class) => self.ancestors(*class).into_iter().skip(1).find(owns),
            _ => None,
        })
    }

    /// The classes that `class` derives from, itself first, and those that derive from it: an object of one of them
    /// may be what a method of another is called on.
    pub fn line(&self, class: ClassId) -> impl Iterator<Item = ClassId> {
        let heirs = self.heirs_of(class).iter().copied();
        self.ancestors(class).into_iter().chain(heirs)
    }

    /// Takes it that `class` derives from what it derives from now.
    pub(super) fn inherit(&mut self, class: ClassId) {
        let mut new = vec![class];
        if let Some(known) = self.memory.heirs.get(&class) {
            new.extend(known.classes.iter());
        }
        for ancestor in self.ancestors(class).into_iter().skip(1) {
            let known = self.memory.heirs.entry(ancestor).or_default();
            let before = known.classes.len();
            for heir in new.iter().filter(|heir| **heir != ancestor) {
                if let Err(at) = known.classes.binary_search(heir) {
                    Arc::make_mut(&mut known.classes).insert(at, *heir);
                }
            }
            if known.classes.len() > before {
                for reader in &known.readers {
                    self.store.mark(*reader);
                }
            }
        }
    }
}
