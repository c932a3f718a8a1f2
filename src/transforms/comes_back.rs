//! Answers that were given away as mappings and may be what is read elsewhere, of a value of which nothing is
//! known: a queue, a tuple with names, a copy.

use std::collections::BTreeSet;

use super::responses::Responses;
use crate::matching::uses::{Use, UseKind};
use crate::semantic::external::Typed;
use crate::semantic::store::{Escape, Place};
use crate::semantic::value::{Atom, FileId, TypeId};
use crate::syntax::ast::{ExprId, ExprKind, Parent};

impl Responses<'_, '_> {
    /// Where attributes are read that only such answers are known to have, two deep (`x.choices[0].message`),
    /// of what is not known, in a file that gives answers away.
    pub(super) fn may_come_back(&self, uses: &[&Use]) -> Option<Place> {
        let given =
            |one: &&&Use| matches!(one.kind, UseKind::Escapes(Escape::Passed | Escape::Stored));
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
            let tree = &self.analysis.file(*file).tree;
            let read = (0..).map(ExprId).zip(&tree.exprs);
            let mut read = read.filter_map(|(id, expr)| match &expr.kind {
                ExprKind::Attribute { value, attribute } => Some((id, *value, &attribute.text)),
                _ => None,
            });
            read.find_map(|(id, value, name)| {
                let held = self.analysis.value((*file, value));
                let unknown = !held.is_complete() && held.atoms().is_empty();
                let external = self.analysis.external;
                let deeper = |of: &TypeId| {
                    let field = external.field(self.analysis.types.get(*of), name);
                    field.is_some_and(|field| self.is_read_of((*file, id), &field))
                };
                (unknown && types.iter().any(deeper)).then_some((*file, id))
            })
        })
    }

    /// Whether a field of a class is read of what stands at a place, or of an item of it.
    fn is_read_of(&self, place: Place, of: &Typed) -> bool {
        let tree = self.tree(place);
        let Parent::Expr(up) = tree.expr(place.1).parent else {
            return false;
        };
        match (&tree.expr(up).kind, of) {
            (_, Typed::Union(several)) => several.iter().any(|one| self.is_read_of(place, one)),
            (ExprKind::Subscript { value, .. }, Typed::List(item)) if *value == place.1 => {
                self.is_read_of((place.0, up), item)
            }
            (ExprKind::Attribute { value, attribute }, _) if *value == place.1 => {
                self.analysis.external.field(of, &attribute.text).is_some()
            }
            _ => false,
        }
    }
}
