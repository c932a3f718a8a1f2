//! Runs one body of code over abstract values: what a class sees of the classes that it derives from.

use super::infer::MethodBinding;
use super::passing::Arguments;
use super::run::Run;
use super::store::Place;
use super::value::{Atom, ClassId, Value};

/// The method by which a class is given its arguments.
const INITIALISER: &str = ".__init__";

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
        self.analysis.store.unknown_reads.insert(id);
        let value = self.member_behind(class, 1, (name, id), instance);
        if self.analysis.is_mixed(class) {
            value.open()
        } else {
            value
        }
    }

    /// To initialise an object as one of a class is to give that class its arguments.
    pub(super) fn initialises(&mut self, path: &str, place: Place) {
        if let Some(class) = path.strip_suffix(INITIALISER) {
            let class = self.analysis.names.intern(class);
            self.analysis.resolved(place, class);
        }
    }
}
