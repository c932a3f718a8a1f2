//! Classes of the project that derive from the class of old answers: a class of the file's own takes its place, which
//! is a mapping with attributes as that was.

use super::derived::base_of;
use super::hits::Hit;
use super::{Changes, Worker};
use crate::finding::Applicability;
use crate::matching::references::read_of;
use crate::rewrite::Operation;
use crate::rules::shape::{Likeness, Shape};
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, ClassId};
use crate::syntax::ast::{ArgumentKind, Class, StmtKind};
use crate::transforms::Draft;
use crate::transforms::likeness::defined;

impl Worker<'_, '_> {
    /// The draft that puts a class of the file's own in the place of one that the project's class derives from.
    pub(super) fn own_mapping(&self, hit: &Hit, out: &mut Changes) -> Option<usize> {
        let place = (hit.reference.file, hit.reference.expr?);
        let (shape, own) = self.own_shape()?;
        let class = self.class_below(place)?;
        let is_base = self.active.old.canonical(&shape.base) == hit.reference.symbols[0];
        if !is_base || !hit.reference.certain || !self.is_served(class, shape, own) {
            return None;
        }
        let mut draft = Draft::default();
        draft.at_most(Applicability::Unsafe);
        let span = self.analysis.file(place.0).tree.expr(place.1).outer;
        draft.edit(place.0, Operation::replace(span, own.names().next()?));
        draft.absorb(defined(self.analysis, own, place.0)?);
        draft.note(own.note.as_str());
        out.drafts.push(draft);
        Some(out.drafts.len() - 1)
    }

    /// Whether something is read of such a class, or of its objects, that the class of the file's own has as well.
    pub(super) fn is_of_own_mapping(&self, hit: &Hit) -> bool {
        let Some((shape, own)) = self.own_shape() else {
            return false;
        };
        let file = hit.reference.file;
        let expr = hit.reference.expr;
        let Some((base, _)) = expr.and_then(|expr| read_of(&self.analysis.file(file).tree, expr))
        else {
            return false;
        };
        let value = self.analysis.value((file, base));
        let served = |atom: &Atom| match atom {
            Atom::Object(class) | Atom::Super(class) | Atom::Class(class) => {
                let mut line = self.analysis.ancestors(*class).into_iter();
                line.any(|class| self.derives_so(class, shape) && self.is_served(class, shape, own))
            }
            _ => false,
        };
        !value.atoms().is_empty() && value.atoms().iter().all(served)
    }

    fn own_shape(&self) -> Option<(&Shape, &Likeness)> {
        self.active
            .shapes()
            .find_map(|shape| Some((shape, shape.own.as_ref()?)))
    }

    /// The class of the project that derives from what an expression names.
    fn class_below(&self, place: Place) -> Option<ClassId> {
        let (stmt, _) = base_of(&self.analysis.file(place.0).tree, place)?;
        self.analysis.class_at(place.0, stmt)
    }

    /// Whether a class itself derives from the class of old answers.
    fn derives_so(&self, class: ClassId, shape: &Shape) -> bool {
        let base = self.active.old.canonical(&shape.base);
        let bases = &self.analysis.classes[class.0 as usize].bases;
        bases.atoms().iter().any(|atom| {
            matches!(atom, Atom::Symbol(name)
                if self.active.old.canonical(self.analysis.names.get(*name)) == base)
        })
    }

    /// Whether a class of the file's own has all that the project asks of a class, of those below it and of their
    /// objects.
    fn is_served(&self, class: ClassId, shape: &Shape, own: &Likeness) -> bool {
        let family = self.analysis.family(class);
        let Some(old) = self.active.old.class_named(&shape.base) else {
            return false;
        };
        let has = |class: ClassId, name: &str| {
            let id = self.analysis.names.find(name);
            id.is_some_and(|id| self.analysis.has_own(class, id))
        };
        let lacks = |atom: &Atom, name: &str| match atom {
            Atom::Object(class) | Atom::Class(class) if family.contains(class) => {
                !has(*class, name)
                    && self.active.old.member(old, name).is_some()
                    && !own.defines(name)
            }
            Atom::Super(class) if family.contains(class) => {
                self.active.old.member(old, name).is_some() && !own.defines(name)
            }
            _ => false,
        };
        family
            .iter()
            .all(|class| self.derives_from_this_alone(*class, &family, shape))
            && self.analysis.file_ids().all(|file| {
                let tree = &self.analysis.file(file).tree;
                tree.expr_ids().all(|id| {
                    let Some((base, name)) = read_of(tree, id) else {
                        return true;
                    };
                    let value = self.analysis.value((file, base));
                    !value.atoms().iter().any(|atom| lacks(atom, name))
                })
            })
    }

    /// Whether a class of a family derives from nothing else, and is no dataclass or the like.
    fn derives_from_this_alone(&self, class: ClassId, family: &[ClassId], shape: &Shape) -> bool {
        let held = &self.analysis.classes[class.0 as usize];
        let known = |atom: &Atom| match atom {
            Atom::Class(base) => family.contains(base),
            Atom::Symbol(_) => self.derives_so(class, shape),
            _ => false,
        };
        let plain = |one: &Class| {
            one.decorators.is_empty()
                && one
                    .arguments
                    .iter()
                    .all(|base| base.kind == ArgumentKind::Positional)
        };
        let definition = match &self.analysis.file(held.file).tree.stmt(held.stmt).kind {
            StmtKind::Class(definition) => definition,
            _ => return false,
        };
        held.bases.is_complete()
            && held.bases.atoms().len() == 1
            && held.bases.atoms().iter().all(known)
            && plain(definition)
    }
}
