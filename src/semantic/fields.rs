//! What stands under the keys of values that are mappings with attributes, in the old version and in the
//! new one.

use super::external::External;
use super::types::{Typed, typed};
use crate::rules::model::{ClassId, Field, Model, Presence, Symbol};

impl External<'_> {
    /// The type of the field that stands under a key of a value that is a mapping.
    #[must_use]
    pub fn key(&self, of: &Typed, key: &str) -> Option<Typed> {
        let Typed::Class(pack, class) = of else {
            return None;
        };
        let model = &self.packs[*pack].old;
        let name = field_under(model, *class, key)?;
        self.field(of, &name)
    }

    /// Whether a value always has something under a key.
    #[must_use]
    pub fn always_has(&self, of: &Typed, key: &str) -> bool {
        let Typed::Class(pack, class) = of else {
            return false;
        };
        field_at(&self.packs[*pack].old, *class, key).is_some_and(|field| {
            field.presence == Presence::Always
                && !typed(*pack, &field.annotation, None)
                    .alternatives()
                    .contains(&Typed::None)
        })
    }

    /// The name of the field that stands under a key.
    #[must_use]
    pub fn field_name(&self, of: &Typed, key: &str) -> Option<String> {
        match of {
            Typed::Class(pack, class) => field_under(&self.packs[*pack].old, *class, key),
            _ => None,
        }
    }

    /// Whether a key that a value may have may be missing in it.
    #[must_use]
    pub fn may_lack(&self, of: &Typed, key: &str) -> bool {
        let Typed::Class(pack, class) = of else {
            return false;
        };
        field_at(&self.packs[*pack].old, *class, key)
            .is_some_and(|field| field.presence == Presence::Absent)
    }

    /// Whether a value may have no keys at all, though it may have some.
    #[must_use]
    pub fn may_be_empty(&self, of: &Typed) -> bool {
        let Typed::Class(pack, class) = of else {
            return false;
        };
        let model = &self.packs[*pack].old;
        let mut keys = keys(model, *class).peekable();
        keys.peek().is_some() && keys.all(|(_, field)| field.presence == Presence::Absent)
    }

    /// Whether the counterpart of a value's class has an attribute.
    #[must_use]
    pub fn has_now(&self, of: &Typed, name: &str) -> bool {
        let Typed::Class(pack, class) = of else {
            return false;
        };
        let pack = &self.packs[*pack];
        let new = pack.old.class(*class).new.as_deref();
        let class = new.and_then(|path| pack.new.class_named(path));
        class.is_some_and(|class| pack.new.member(class, name).is_some())
    }

    /// Whether an attribute is one that a value had beside its keys, and that its counterpart lacks.
    #[must_use]
    pub fn has_lost(&self, of: &Typed, name: &str) -> bool {
        let Typed::Class(pack, class) = of else {
            return false;
        };
        let model = &self.packs[*pack].old;
        model.member(*class, name).is_some()
            && field_under(model, *class, name).is_none()
            && !self.has_now(of, name)
    }
}

/// The fields that are keys of a class, with their owners: what the class has that makes it a mapping is
/// beside its keys.
fn keys(model: &Model, class: ClassId) -> impl Iterator<Item = (&str, &Field)> {
    let is_root = |owner: ClassId| {
        let held = model.class(owner);
        held.order.len() == 1 && held.outside.iter().any(|base| &**base == "dict")
    };
    let owners = model.class(class).order.iter().copied();
    let owners = owners.filter(move |owner| !is_root(*owner));
    owners.flat_map(move |owner| {
        let names = model.own_members(owner);
        names
            .into_iter()
            .filter_map(move |name| match model.member(owner, name) {
                Some((_, Symbol::Field(field))) => Some((name, model.field(field))),
                _ => None,
            })
    })
}

fn entry<'m>(model: &'m Model, class: ClassId, key: &str) -> Option<(&'m str, &'m Field)> {
    keys(model, class).find(|(name, field)| field.key.as_deref().unwrap_or(name) == key)
}

fn field_under(model: &Model, class: ClassId, key: &str) -> Option<String> {
    entry(model, class, key).map(|(name, _)| name.to_owned())
}

fn field_at<'m>(model: &'m Model, class: ClassId, key: &str) -> Option<&'m Field> {
    entry(model, class, key).map(|(_, field)| field)
}
