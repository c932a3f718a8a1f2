//! Runs one body of code over abstract values: what a class sees of the classes that it derives from.

use super::infer::MethodBinding;
use super::names::NameId;
use super::passing::Arguments;
use super::python::INITIALISER;
use super::run::Run;
use super::store::Place;
use super::value::{Atom, ClassId, Value};

/// What every class derives from.
const OBJECT: &str = "builtins.object";

impl Run<'_, '_> {
    /// `super()` and `super(Class, self)`.
    pub(super) fn super_of(&self, first: &Value, passed: &Arguments) -> Value {
        let class = match (&passed.positional[..], first.single()) {
            ([], _) => self.analysis.get(self.unit).class,
            (_, Some(Atom::Class(class))) => Some(class),
            _ => None,
        };
        class.map_or(Value::unknown(), |class| Value::of(Atom::Super(class)))
    }

    /// What `super()` has under a name. Where another class derives from this one and from others, what
    /// stands behind this one may be one of those. Methods that others go on to are there to be called by more
    /// than is seen.
    pub(super) fn super_member(&mut self, class: ClassId, name: &str) -> Value {
        let binding = self.analysis.get(self.unit).binding;
        let instance = matches!(binding, MethodBinding::Instance | MethodBinding::Property);
        let id = self.analysis.names.intern(name);
        let is_mixed = self.analysis.is_mixed(class) || !self.is_of_one_base(class, (name, id));
        if is_mixed || !self.is_initialiser_of_a_package(class, name) {
            self.analysis.store.unknown_reads.insert(id);
        }
        let value = self.member_behind(class, 1, (name, id), instance);
        if is_mixed { value.open() } else { value }
    }

    /// Whether a name is that of the initialiser of a modelled class, the one thing that a class derives from: such a class makes none of its
    /// subclasses by itself.
    fn is_initialiser_of_a_package(&self, class: ClassId, name: &str) -> bool {
        let bases = &self.analysis.classes[class.0 as usize].bases;
        let of_a_package = |base: Atom| match base {
            Atom::Symbol(base) => {
                let path = self.analysis.names.get(base);
                self.analysis.external.instance(path).is_some()
            }
            _ => false,
        };
        INITIALISER.strip_prefix('.') == Some(name)
            && bases.is_complete()
            && bases.single().is_some_and(of_a_package)
    }

    /// Whether no more than one of the classes that a class derives from has a name: then it does not matter in
    /// which order they are asked.
    fn is_of_one_base(&self, class: ClassId, (name, id): (&str, NameId)) -> bool {
        let bases = &self.analysis.classes[class.0 as usize].bases;
        if bases.atoms().len() < 2 {
            return true;
        }
        let having = bases.atoms().iter().filter(|base| match base {
            Atom::Class(base) => {
                self.analysis.has_own(*base, id) || !self.analysis.outer_bases(*base).is_empty()
            }
            Atom::Symbol(base) => self.may_have(*base, name),
            _ => true,
        });
        having.count() < 2
    }

    /// The classes outside of the project that a class may have a name from: where it derives from several, those
    /// that may have it.
    pub(super) fn bases_with(&self, class: ClassId, name: &str) -> Vec<NameId> {
        let mut bases = self.analysis.outer_bases(class);
        if bases.iter().any(|base| self.may_have(*base, name)) {
            bases.retain(|base| self.may_have(*base, name));
        }
        bases
    }

    /// Whether a class outside of the project may have a name of its own.
    fn may_have(&self, class: NameId, name: &str) -> bool {
        let class = self.analysis.names.get(class);
        class != OBJECT && self.analysis.external.class_may_have(class, name)
    }

    /// To initialise an object as one of a class is to give that class its arguments.
    pub(super) fn initialises(&mut self, path: &str, place: Place) {
        if let Some(class) = path.strip_suffix(INITIALISER) {
            let class = self.analysis.names.intern(class);
            self.analysis.resolved(place, class);
        }
    }
}
