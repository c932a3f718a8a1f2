//! Answers that were given away as mappings and may be what is read elsewhere, of a value of which nothing is
//! known: a queue, a tuple with names, a copy.

use std::collections::BTreeSet;

use super::responses::Responses;
use crate::matching::uses::{Use, UseKind};
use crate::semantic::external::Typed;
use crate::semantic::store::{Escape, Place};
use crate::semantic::value::{Atom, FileId, TypeId};
use crate::syntax::ast::{ExprId, ExprKind, Parent};
use crate::syntax::query;

impl Responses<'_, '_> {
    /// Where fields are read that only such answers are known to have, two deep and not all of them as items
    /// (`x.choices[0].message`, `x["choices"][0].message`),
    /// of what is not known, in a file that gives answers away.
    pub(super) fn may_come_back(&self, uses: &[&Use]) -> Option<Place> {
        let given = |one: &&&Use| {
            matches!(
                one.kind,
                UseKind::Escapes(Escape::Passed | Escape::Stored | Escape::Returned)
            )
        };
        let mut files: BTreeSet<FileId> = BTreeSet::new();
        let mut types: BTreeSet<TypeId> = BTreeSet::new();
        for one in uses.iter().filter(given) {
            files.insert(one.place.0);
            types.extend(one.value.atoms().iter().filter_map(|atom| match atom {
                Atom::Instance(of, _) => Some(*of),
                _ => None,
            }));
        }
        files.iter().find_map(|file| {
            let read = (0..).map(ExprId).zip(&self.analysis.file(*file).tree.exprs);
            let mut read = read.filter_map(|(id, _)| self.key_read(*file, id).map(|key| (id, key)));
            read.find_map(|(id, key)| {
                let held = self.analysis.value((*file, key.of));
                let unknown = !held.is_complete() && held.atoms().is_empty();
                let external = self.analysis.external;
                let deeper = |of: &TypeId| {
                    let field = external.field(self.analysis.types.get(*of), key.name);
                    field.is_some_and(|field| self.is_read_of((*file, id), &field, key.attribute))
                };
                (unknown && types.iter().any(deeper)).then_some((*file, id))
            })
        })
    }

    /// Whether a field of a class is read of what stands at a place, or of an item of it, and an attribute
    /// is among what is read.
    fn is_read_of(&self, place: Place, of: &Typed, attribute: bool) -> bool {
        let tree = self.tree(place);
        let Parent::Expr(up) = tree.expr(place.1).parent else {
            return false;
        };
        if let Typed::Union(several) = of {
            return several
                .iter()
                .any(|one| self.is_read_of(place, one, attribute));
        }
        if let (ExprKind::Subscript { value, .. }, Typed::List(item)) = (&tree.expr(up).kind, of) {
            return *value == place.1 && self.is_read_of((place.0, up), item, attribute);
        }
        let Some(key) = self.key_read(place.0, up).filter(|key| key.of == place.1) else {
            return false;
        };
        let Some(field) = self.analysis.external.field(of, key.name) else {
            return false;
        };
        attribute || key.attribute || self.is_read_of((place.0, up), &field, false)
    }

    /// What an expression reads by a name, as an attribute or as an item.
    fn key_read(&self, file: FileId, id: ExprId) -> Option<Key<'_>> {
        let tree = self.tree((file, id));
        match &tree.expr(id).kind {
            ExprKind::Attribute { value, attribute } => Some(Key {
                of: *value,
                name: &attribute.text,
                attribute: true,
            }),
            ExprKind::Subscript { value, index } => Some(Key {
                of: *value,
                name: query::string(tree, *index)?,
                attribute: false,
            }),
            _ => None,
        }
    }
}

/// A read by a name.
struct Key<'t> {
    /// What is read of.
    of: ExprId,
    name: &'t str,
    /// Whether it is read as an attribute.
    attribute: bool,
}
