//! Classes that are gone, in annotations: nothing that runs depends on them but their import.

use super::hits::Hit;
use super::named_types::written;
use super::{Changes, Worker};
use crate::finding::Applicability;
use crate::matching::references::symbol_of;
use crate::rewrite::Operation;
use crate::rewrite::imports::ImportNeed;
use crate::rewrite::names::used_names;
use crate::rules::schema::Change;
use crate::semantic::external::Typed;
use crate::semantic::infer::Owner;
use crate::semantic::store::{Place, Slot};
use crate::semantic::value::{Atom, FileId, Literal, UnitId, Value};
use crate::syntax::ast::{ExprId, ExprKind, Parent, StmtId, StmtKind, Tree};
use crate::syntax::query::arguments;
use crate::transforms::Draft;
use crate::transforms::names::module_name;

/// What an annotation speaks of.
enum Annotated {
    /// Values at these places.
    Places(Vec<Place>),
    /// A parameter.
    Parameter(UnitId, u32),
    /// Something else: items, what a type variable stands for.
    Other,
}

/// What takes the place of a class in an annotation.
#[derive(PartialEq, Eq)]
enum Named {
    /// A class, by its path, if the draft holds.
    Class(String, usize),
    /// A mapping.
    Mapping,
    /// What is not the same each time, or not known.
    Anything,
}

impl Worker<'_, '_> {
    /// The draft that writes anew a class in an annotation that no class takes the place of. None if the place is no
    /// annotation.
    pub(super) fn annotated(&self, hit: &Hit, row: &Change, out: &mut Changes) -> Option<usize> {
        let any = row.annotation.as_deref()?;
        let place = (hit.reference.file, hit.reference.expr?);
        let named = self.named(place, out)?;
        let at = self.union_of_one(place, &named, out).unwrap_or(place.1);
        let span = self.analysis.file(place.0).tree.expr(at).span;
        if let Some(index) = written(out, place, span) {
            return Some(index);
        }
        let mut draft = Draft::default();
        let text = match named {
            Named::Mapping => "dict".to_owned(),
            Named::Class(path, with) => {
                // Without the calls' own edits the class would be another.
                draft.at_most(out.drafts[with].applicability);
                self.name_from_import(place, &path, &mut draft)?
            }
            Named::Anything => self.name_from_import(place, any, &mut draft)?,
        };
        draft.edit(place.0, Operation::replace(span, text));
        out.drafts.push(draft);
        Some(out.drafts.len() - 1)
    }

    /// The union that an item of an annotation stands in, where the same is written for each of its classes.
    fn union_of_one(&self, (file, expr): Place, named: &Named, out: &Changes) -> Option<ExprId> {
        let tree = &self.analysis.file(file).tree;
        let Parent::Expr(tuple) = tree.expr(expr).parent else {
            return None;
        };
        let (ExprKind::Tuple(items), Parent::Expr(union)) =
            (&tree.expr(tuple).kind, tree.expr(tuple).parent)
        else {
            return None;
        };
        self.is_union((file, union)).then_some(())?;
        let is_gone = |item: ExprId| {
            let symbol = symbol_of(self.analysis, self.analysis.value((file, item)).single()?);
            let (row, _) = self.rows(&symbol?)?;
            Some(row.annotation.is_some())
        };
        let mut items = items.iter();
        items
            .all(|item| {
                is_gone(*item) == Some(true)
                    && self.named((file, *item), out).as_ref() == Some(named)
            })
            .then_some(union)
    }

    /// Whether an expression is `Union[...]`.
    fn is_union(&self, (file, expr): Place) -> bool {
        match &self.analysis.file(file).tree.expr(expr).kind {
            ExprKind::Subscript { value, .. } => self.is_symbol((file, *value), "typing.Union"),
            _ => false,
        }
    }

    /// The edits of a class in an annotation whose objects have a class of another name now. None if the place is no
    /// annotation.
    pub(super) fn annotated_class(&self, place: Place) -> Option<Draft> {
        let symbol = symbol_of(self.analysis, self.analysis.value(place).single()?)?;
        let class = self
            .active
            .old
            .class_named(&self.active.old.canonical(&symbol))?;
        let new = self.active.old.class(class).new.clone()?;
        self.annotated_at(place)?;
        let mut draft = Draft::default();
        draft.at_most(Applicability::Unsafe);
        let text = self.name_from_import(place, &new, &mut draft)?;
        let span = self.analysis.file(place.0).tree.expr(place.1).span;
        draft.edit(place.0, Operation::replace(span, text));
        Some(draft)
    }

    /// Whether an expression stands in an annotation.
    pub(super) fn is_annotation(&self, place: Place) -> bool {
        self.annotated_at(place).is_some()
    }

    /// What is annotated by an expression, or by one that it is the main part of.
    fn annotated_at(&self, (file, expr): Place) -> Option<Annotated> {
        let tree = &self.analysis.file(file).tree;
        let (mut at, mut whole) = (expr, true);
        loop {
            match tree.expr(at).parent {
                Parent::Expr(up) => {
                    match &tree.expr(up).kind {
                        ExprKind::Subscript { value, index } if *index == at => {
                            whole &= self.is_symbol((file, *value), "typing.Optional")
                                || self.is_union((file, up));
                        }
                        ExprKind::Binary { .. } | ExprKind::Forward { .. } => {}
                        ExprKind::Tuple(_) if self.is_in_union((file, up)) => {}
                        ExprKind::Tuple(_) | ExprKind::List(_) | ExprKind::Starred(_) => {
                            whole = false;
                        }
                        ExprKind::Call { function, .. } => {
                            let is_cast = self.is_symbol((file, *function), "typing.cast")
                                && arguments(tree.expr(up))
                                    .first()
                                    .is_some_and(|one| one.value == at);
                            return is_cast.then_some(Annotated::Other);
                        }
                        _ => return None,
                    }
                    at = up;
                }
                Parent::Stmt(stmt) => {
                    let found = self.annotated_by((file, stmt), at)?;
                    return Some(if whole { found } else { Annotated::Other });
                }
                Parent::Module => return None,
            }
        }
    }

    /// What a statement annotates with an expression.
    fn annotated_by(
        &self,
        (file, stmt): (FileId, StmtId),
        annotation: ExprId,
    ) -> Option<Annotated> {
        let tree: &Tree = &self.analysis.file(file).tree;
        match &tree.stmt(stmt).kind {
            StmtKind::AnnAssign {
                annotation: own,
                value,
                ..
            } if *own == annotation => Some(match value {
                Some(value) => Annotated::Places(vec![(file, *value)]),
                None => Annotated::Other,
            }),
            StmtKind::Function(function) => {
                let mut units = self.analysis.units.iter();
                let unit = units
                    .position(|unit| unit.file == file && unit.owner == Owner::Function(stmt))
                    .and_then(|index| u32::try_from(index).ok())
                    .map(UnitId);
                if function.returns == Some(annotation) {
                    let places = unit.and_then(|unit| self.analysis.returns.get(&unit));
                    let mut places: Vec<Place> = places.into_iter().flatten().copied().collect();
                    places.sort_unstable();
                    return Some(Annotated::Places(places));
                }
                let mut parameters = function.parameters.iter();
                let index = parameters.position(|one| one.annotation == Some(annotation))?;
                Some(match (unit, u32::try_from(index)) {
                    (Some(unit), Ok(index)) => Annotated::Parameter(unit, index),
                    _ => Annotated::Other,
                })
            }
            _ => None,
        }
    }

    /// What a class in an annotation is named by once the calls are rewritten. None if the place is no annotation.
    fn named(&self, place: Place, out: &Changes) -> Option<Named> {
        let held = match self.annotated_at(place)? {
            Annotated::Places(places) => {
                if !places.is_empty() && places.iter().all(|place| out.left.contains(place)) {
                    return Some(Named::Mapping);
                }
                if places.iter().any(|place| out.left.contains(place)) {
                    return Some(Named::Anything);
                }
                let mut all = Value::nothing();
                for place in places {
                    all.join(self.analysis.value(place));
                }
                all
            }
            Annotated::Parameter(unit, index) => self.analysis.peek(Slot::Parameter(unit, index)),
            Annotated::Other => return Some(Named::Anything),
        };
        let named = match held.is_complete() {
            true => self.named_by(&self.meant_by(place, held), out),
            false => None,
        };
        Some(match named {
            Some(Named::Class(_, with)) if out.drafts[with].is_manual() => Named::Anything,
            named => named.unwrap_or(Named::Anything),
        })
    }

    /// Of the values that an annotation speaks of those that a class in it can mean: no `None`, and where several
    /// classes have methods that made them, those of its own.
    fn meant_by(&self, place: Place, held: Value) -> Value {
        let is_none = |atom: Atom| match atom {
            Atom::Literal(id) => *self.analysis.literals.get(id) == Literal::None,
            _ => false,
        };
        let held = held.filter(|atom| !is_none(atom));
        let class = self.analysis.value(place).single();
        let class = class.and_then(|atom| symbol_of(self.analysis, atom));
        let is_own = |atom: Atom| {
            let Atom::Instance(_, Some(origin)) = atom else {
                return false;
            };
            let (file, call) = self.analysis.origins[origin.0 as usize];
            let ExprKind::Call { function, .. } = self.analysis.file(file).tree.expr(call).kind
            else {
                return false;
            };
            let called = self.analysis.value((file, function)).single();
            let called = called.and_then(|atom| symbol_of(self.analysis, atom));
            called.is_some_and(|path| path.rsplit_once('.').map(|(of, _)| of) == class.as_deref())
        };
        match held.atoms().iter().copied().any(is_own) {
            true => held.filter(is_own),
            false => held,
        }
    }

    /// The new class of objects that all come from calls which give the same class.
    fn named_by(&self, value: &Value, out: &Changes) -> Option<Named> {
        let mut found: Option<Named> = None;
        for atom in value.atoms() {
            let Atom::Instance(of, Some(origin)) = atom else {
                return None;
            };
            let Typed::Class(pack, class) = self.analysis.types.get(*of) else {
                return None;
            };
            let &(draft, stays) = out.answers.get(origin)?;
            let new = self.active.old.class(*class).new.as_deref()?;
            let named = match stays {
                true => Named::Class(new.to_owned(), draft),
                false => Named::Mapping,
            };
            if *pack != self.pack || found.as_ref().is_some_and(|first| *first != named) {
                return None;
            }
            found = Some(named);
        }
        found
    }

    /// Whether a tuple is the items of a union.
    fn is_in_union(&self, (file, tuple): Place) -> bool {
        match self.analysis.file(file).tree.expr(tuple).parent {
            Parent::Expr(up) => self.is_union((file, up)),
            _ => false,
        }
    }

    pub(super) fn is_symbol(&self, place: Place, path: &str) -> bool {
        matches!(self.analysis.value(place).single(), Some(Atom::Symbol(name)) if self.analysis.names.get(name) == path)
    }

    /// The text by which a file names a symbol: by a name of its own for it, which the draft imports, or through
    /// its module where the name stands for something else.
    pub(super) fn name_from_import(
        &self,
        place: Place,
        path: &str,
        draft: &mut Draft,
    ) -> Option<String> {
        let (module, name) = path.rsplit_once('.')?;
        let mut imports = self.analysis.imported.iter();
        let is_it = imports.any(|((file, _), import)| {
            *file == place.0
                && self.analysis.names.get(import.name) == name
                && matches!(import.value.single(), Some(Atom::Symbol(symbol)) if self.analysis.names.get(symbol) == path)
        });
        let tree = &self.analysis.file(place.0).tree;
        if !is_it && used_names(tree).contains(name) && !self.is_only_annotated(place, name) {
            let module = module_name(self.analysis, place, module, draft);
            return Some(format!("{module}.{name}"));
        }
        draft.need(place.0, None, ImportNeed::from(module, name));
        Some(name.to_owned())
    }

    /// Whether a name stands in annotations alone, and for the class at a place: with them its import goes.
    fn is_only_annotated(&self, place: Place, name: &str) -> bool {
        let tree = &self.analysis.file(place.0).tree;
        let class = self.analysis.value(place);
        let mut named = tree
            .expr_ids()
            .filter(|id| matches!(&tree.expr(*id).kind, ExprKind::Name(text) if **text == *name))
            .peekable();
        named.peek().is_some()
            && named.all(|id| {
                self.analysis.value((place.0, id)) == class
                    && self.annotated_at((place.0, id)).is_some()
            })
    }
}
