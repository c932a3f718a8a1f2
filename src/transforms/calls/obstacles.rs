//! What stands in the way of keeping a resource where a class is kept.

use super::Worker;
use super::attributes_read::AttributesRead;
use super::stored::{Keeper, Met, goes_on, is_target};
use crate::semantic::store::{Escape, Place};
use crate::semantic::value::{AllocId, AllocKind, Atom};
use crate::syntax::ast::{ExprId, ExprKind, Parent};

impl Worker<'_, '_> {
    /// Why a resource cannot stand where the class is, if it cannot.
    pub(super) fn in_the_way(&self, met: &Met) -> Option<String> {
        let place = met.place;
        let tree = &self.analysis.file(place.0).tree;
        if is_target(tree, place.1) {
            return None;
        }
        let class = self.analysis.names.get(met.class);
        if let Some(escape) = self.analysis.store.escapes.get(&place)
            && *escape != Escape::Compared
        {
            return Some(format!("`{class}` is given to code that is not known"));
        }
        if self.is_read_by_name(met) {
            return Some(format!("`{class}` is read by its name"));
        }
        if let Some(why) = self.read_elsewhere(met) {
            return Some(why);
        }
        if self.is_a_choice(place) {
            return Some("it is one of several that the code chooses from when it runs".to_owned());
        }
        match tree.expr(place.1).parent {
            Parent::Expr(up) => {
                match &tree.expr(up).kind {
                    ExprKind::Attribute { attribute, .. } => {
                        let is_method = self.method_of(class, &attribute.text).is_some();
                        (!is_method).then(|| format!("`{}` is read of `{class}`", attribute.text))
                    }
                    ExprKind::Compare { operands, .. } => {
                        let none = |id: &ExprId| {
                            *id == place.1 || matches!(tree.expr(*id).kind, ExprKind::None)
                        };
                        let all = operands.iter().all(none);
                        (!all).then(|| format!("`{class}` is compared"))
                    }
                    ExprKind::Call { function, .. } => {
                        let builtin = |atom: &Atom| matches!(atom, Atom::Symbol(name) if self.analysis.names.get(*name).starts_with("builtins."));
                        let callee = self.analysis.value((place.0, *function));
                        if *function == place.1 {
                            Some(format!("`{class}` is made"))
                        } else {
                            callee.atoms().iter().any(builtin).then(|| {
                                format!("a function of Python's own is asked about `{class}`")
                            })
                        }
                    }
                    _ if goes_on(tree, place.1) => None,
                    _ => Some(format!(
                        "`{class}` is used otherwise than by calling its methods"
                    )),
                }
            }
            Parent::Stmt(_) if goes_on(tree, place.1) => None,
            _ => Some(format!(
                "`{class}` is used otherwise than by calling its methods"
            )),
        }
    }

    /// Whether a text says which class is read here, as `getattr` takes one: the text would have to change with it.
    pub(super) fn is_read_by_name(&self, met: &Met) -> bool {
        let (file, expr) = met.place;
        let values = |id: ExprId| self.analysis.value((file, id)).atoms().iter();
        let has = |id: ExprId| values(id).any(|atom| *atom == Atom::Symbol(met.class));
        let kind = |alloc: AllocId| self.analysis.store.get(alloc).kind;
        let by_text = |atom: &Atom| match *atom {
            Atom::Symbol(_) => true,
            Atom::Alloc(alloc) => kind(alloc) == AllocKind::Attributes,
            Atom::AllocMethod(alloc, _) => matches!(kind(alloc), AllocKind::Variables(_)),
            _ => false,
        };
        match &self.analysis.file(file).tree.expr(expr).kind {
            ExprKind::Call {
                function,
                arguments,
                ..
            } => values(*function).any(by_text) && !arguments.iter().any(|one| has(one.value)),
            ExprKind::Subscript { value, .. } => values(*value).any(|atom| match atom {
                Atom::Alloc(alloc) => matches!(kind(*alloc), AllocKind::Variables(_)),
                _ => true,
            }),
            _ => false,
        }
    }

    /// Whether an expression may be an object in whose attribute a class is kept: of its class, or of one
    /// above or below it.
    fn may_hold(&self, met: &Met, object: Place) -> bool {
        let value = self.analysis.value(object);
        let related = |atom: &Atom| match atom {
            Atom::Object(class) | Atom::Class(class) => met.keepers.iter().any(|keeper| {
                let Keeper::Field(holder, _) = keeper else {
                    return false;
                };
                self.analysis.ancestors(*holder).contains(class)
                    || self.analysis.ancestors(*class).contains(holder)
            }),
            _ => false,
        };
        !value.is_complete() && value.atoms().is_empty() || value.atoms().iter().any(related)
    }

    /// Whether an attribute of that name, of something that is not known, is used as this one is.
    fn read_elsewhere(&self, met: &Met) -> Option<String> {
        let store = &self.analysis.store;
        let mut names = store.stored.iter();
        let mut names = names
            .by_ref()
            .filter(|(_, places)| places.contains(&met.place));
        let (name, _) = names.next()?;
        let class = self.analysis.names.get(met.class);
        let name = self.analysis.names.get(*name);
        let read = self.analysis.once(AttributesRead::find);
        for (file, id) in read.of_attributes(name) {
            let tree = &self.analysis.file(*file).tree;
            let ExprKind::Attribute { value, attribute } = &tree.expr(*id).kind else {
                continue;
            };
            let ExprKind::Attribute { value: object, .. } = &tree.expr(*value).kind else {
                continue;
            };
            if self.method_of(class, &attribute.text).is_some()
                && !self.analysis.value((*file, *value)).is_complete()
                && self.may_hold(met, (*file, *object))
            {
                return Some(format!(
                    "`{}` is read of a `{name}` that may be something else",
                    attribute.text
                ));
            }
        }
        None
    }
}
