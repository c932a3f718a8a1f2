//! What stands under the keys of values that are mappings with attributes, in the old version and in the
//! new one.

use super::external::External;
use super::types::{Typed, typed};
use crate::rules::active::ActivePack;
use crate::rules::model::{ClassId, Field, Model, Presence, Symbol};

impl External<'_> {
    /// The type of the field that stands under a key of a value that is a mapping.
    #[must_use]
    pub fn key(&self, of: &Typed, key: &str) -> Option<Typed> {
        let Typed::Class(pack, class) = of else {
            return None;
        };
        let name = field_under(&self.packs[*pack], *class, key)?;
        self.field(of, &name)
    }

    /// Whether a value always has something under a key.
    #[must_use]
    pub fn always_has(&self, of: &Typed, key: &str) -> bool {
        let Typed::Class(pack, class) = of else {
            return false;
        };
        field_at(&self.packs[*pack], *class, key).is_some_and(|field| {
            field.presence == Presence::Always
                && !typed(*pack, &field.annotation, None)
                    .alternatives()
                    .contains(&Typed::None)
        })
    }

    /// The name of the field that stands under a key: one that the value still has in the new version.
    #[must_use]
    pub fn field_name(&self, of: &Typed, key: &str) -> Option<String> {
        match of {
            Typed::Class(pack, class) => field_under(&self.packs[*pack], *class, key),
            _ => None,
        }
    }

    /// Whether a key that a value may have may be missing in it.
    #[must_use]
    pub fn may_lack(&self, of: &Typed, key: &str) -> bool {
        let Typed::Class(pack, class) = of else {
            return false;
        };
        field_at(&self.packs[*pack], *class, key)
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
        new.is_some_and(|path| has_member(&pack.new, path, name))
    }

    /// Whether an attribute is one that a value had beside its keys, and that its counterpart lacks.
    #[must_use]
    pub fn has_lost(&self, of: &Typed, name: &str) -> bool {
        let Typed::Class(pack, class) = of else {
            return false;
        };
        let pack = &self.packs[*pack];
        pack.old.member(*class, name).is_some()
            && field_under(pack, *class, name).is_none()
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

fn has_member(model: &Model, class: &str, name: &str) -> bool {
    let class = model.class_named(class);
    class.is_some_and(|class| model.member(class, name).is_some())
}

/// The field under a key. One that the counterpart of the class lacks is none: earlier releases of the new
/// version keep what they do not know as the server sent it, and their objects hold plain dicts there.
fn entry<'m>(pack: &'m ActivePack, class: ClassId, key: &str) -> Option<(&'m str, &'m Field)> {
    let mut keys = keys(&pack.old, class);
    let found = keys.find(|(name, field)| field.key.as_deref().unwrap_or(name) == key)?;
    let new = pack.old.class(class).new.as_deref();
    let stays = new.is_none_or(|path| has_member(&pack.new, path, found.0));
    stays.then_some(found)
}

fn field_under(pack: &ActivePack, class: ClassId, key: &str) -> Option<String> {
    entry(pack, class, key).map(|(name, _)| name.to_owned())
}

fn field_at<'m>(pack: &'m ActivePack, class: ClassId, key: &str) -> Option<&'m Field> {
    entry(pack, class, key).map(|(_, field)| field)
}
