//! Classes of the project below an exception that is made of other arguments now: they give those.

use std::collections::BTreeSet;

use super::{made_otherwise, named, renamed_to};
use crate::finding::Applicability;
use crate::matching::references::symbol_of;
use crate::rules::active::ActivePack;
use crate::rules::model::{ClassId as ModelClass, Symbol};
use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, ClassId, FileId};
use crate::syntax::ast::{Class, ExprId, ExprKind, Function, Parent, StmtKind};
use crate::syntax::query::{operands, walk, walk_expr};
use crate::transforms::Draft;
use crate::transforms::made_alike::is_derived_alike;

/// Why there are no edits.
pub(super) const OTHER_CLASS: &str = "the new class takes other arguments from a class below it, or has other attributes: give it those";
const OTHER_ORDER: &str = "the order of the handlers means something else with the new classes";

/// What makes an object, or stores into it, in a way of its own: nothing is known of the class then.
const OWN_WAYS: [&str; 4] = [
    "__new__",
    "__setattr__",
    "__getattribute__",
    "__init_subclass__",
];

/// The edits by which the project's classes below an exception give the new one what it is made of, or why there are
/// none. None if no class derives from it there, or all that they give is taken by both.
#[must_use]
pub fn derived_anew(
    analysis: &Analysis<'_>,
    active: &ActivePack,
    place: Place,
    (old, new): (&str, &str),
) -> Option<Result<Derived, &'static str>> {
    let tree = &analysis.file(place.0).tree;
    let Parent::Stmt(stmt) = tree.expr(place.1).parent else {
        return None;
    };
    let StmtKind::Class(class) = &tree.stmt(stmt).kind else {
        return None;
    };
    let is_base = class.arguments.iter().any(|one| one.value == place.1);
    let both = (old, new);
    if !is_base
        || !made_otherwise(active, old, new)
        || is_derived_alike(analysis, active, (place.0, stmt), both)
    {
        return None;
    }
    let drafted = || {
        let root = analysis.class_at(place.0, stmt)?;
        let classes = (active.old.class_named(old)?, active.new.class_named(new)?);
        Some(Below::new(analysis, active, (place, root), old, classes).derived())
    };
    Some(drafted().unwrap_or(Err(OTHER_CLASS)))
}

/// What becomes of such classes.
#[derive(Default)]
pub struct Derived {
    /// The edits.
    pub draft: Draft,
    /// The attributes that they set themselves now, as the old class did.
    pub kept: BTreeSet<String>,
}

/// Whether an object of a class of the project has an attribute because its class sets it itself now.
#[must_use]
pub fn is_kept(analysis: &Analysis<'_>, active: &ActivePack, class: ClassId, name: &str) -> bool {
    analysis.ancestors(class).into_iter().any(|class| {
        let held = &analysis.classes[class.0 as usize];
        let StmtKind::Class(definition) = &analysis.file(held.file).tree.stmt(held.stmt).kind
        else {
            return false;
        };
        definition.arguments.iter().any(|base| {
            let place = (held.file, base.value);
            let old = analysis.value(place).single();
            let old = old.and_then(|atom| symbol_of(analysis, atom));
            let new = old
                .as_ref()
                .and_then(|old| renamed_to(active, old).into_iter().next());
            let derived = old.zip(new);
            let derived =
                derived.and_then(|(old, new)| derived_anew(analysis, active, place, (&old, &new)));
            derived.is_some_and(|one| one.is_ok_and(|one| one.kept.contains(name)))
        })
    })
}

/// A class of the project that derives from an exception, and those below it.
pub(super) struct Below<'a, 'p> {
    pub(super) analysis: &'a Analysis<'p>,
    pub(super) active: &'a ActivePack,
    /// Where the exception is named.
    pub(super) place: Place,
    pub(super) root: ClassId,
    pub(super) family: Vec<ClassId>,
    pub(super) old: &'a str,
    pub(super) old_class: ModelClass,
    pub(super) new_class: ModelClass,
    /// The attributes that the new class gives its objects when they are made, and the old one did not.
    pub(super) set: BTreeSet<String>,
}

/// A call that goes on to what another class is made by.
pub(super) struct Up {
    pub(super) call: ExprId,
    /// Whether that is the exception of the package.
    pub(super) to_package: bool,
    /// How many of the arguments are none of its own.
    pub(super) skipped: usize,
}

impl<'a, 'p> Below<'a, 'p> {
    fn new(
        analysis: &'a Analysis<'p>,
        active: &'a ActivePack,
        (place, root): (Place, ClassId),
        old: &'a str,
        (old_class, new_class): (ModelClass, ModelClass),
    ) -> Self {
        let family = analysis.family(root);
        let order = &active.new.class(new_class).order;
        let names = order.iter().flat_map(|one| active.new.own_members(*one));
        let fields = names.filter(|name| {
            let field = active.new.member(new_class, name);
            matches!(field, Some((_, Symbol::Field(_))))
                && active.old.member(old_class, name).is_none()
        });
        let set = fields.map(str::to_owned).collect();
        Self {
            analysis,
            active,
            place,
            root,
            family,
            old,
            old_class,
            new_class,
            set,
        }
    }

    fn derived(&self) -> Result<Derived, &'static str> {
        if !self.family.iter().all(|class| self.is_closed(*class)) {
            return Err(OTHER_CLASS);
        }
        if self.meets_handlers() {
            return Err(OTHER_ORDER);
        }
        let mut out = Derived::default();
        // It has a status and a request now.
        out.draft.at_most(Applicability::Unsafe);
        for class in &self.family {
            let ups = self.ups(*class).ok_or(OTHER_CLASS)?;
            match self.initialiser(*class) {
                Some(function) => self
                    .initialised((*class, function), &ups, &mut out)
                    .ok_or(OTHER_CLASS)?,
                None if !ups.is_empty() => return Err(OTHER_CLASS),
                None => {}
            }
        }
        if self.initialiser(self.root).is_none() {
            self.constructor_added(&mut out).ok_or(OTHER_CLASS)?;
        }
        Ok(out)
    }

    pub(super) fn file(&self, class: ClassId) -> FileId {
        self.analysis.classes[class.0 as usize].file
    }

    pub(super) fn definition(&self, class: ClassId) -> Option<&'p Class> {
        let held = &self.analysis.classes[class.0 as usize];
        match &self.analysis.file(held.file).tree.stmt(held.stmt).kind {
            StmtKind::Class(class) => Some(class),
            _ => None,
        }
    }

    /// The functions that the body of a class itself defines.
    pub(super) fn functions(&self, class: ClassId) -> impl Iterator<Item = &'p Function> {
        let tree = &self.analysis.file(self.file(class)).tree;
        let body = self.definition(class).map_or(&[][..], |one| &one.body);
        body.iter().filter_map(|id| match &tree.stmt(*id).kind {
            StmtKind::Function(function) => Some(&**function),
            _ => None,
        })
    }

    pub(super) fn initialiser(&self, class: ClassId) -> Option<&'p Function> {
        let mut functions = self.functions(class);
        functions.find(|one| &*one.name.text == "__init__")
    }

    /// Whether all is known of what a class of the family is made by: it derives from nothing else that has a say in
    /// it, and nothing of its own stands in the way of what the new class sets.
    fn is_closed(&self, class: ClassId) -> bool {
        let analysis = self.analysis;
        let ours = self.family.contains(&class);
        let says = |name: &str| {
            OWN_WAYS.contains(&name)
                || (ours && self.set.contains(name))
                || (!ours && name == "__init__")
        };
        let held = &analysis.classes[class.0 as usize];
        let outside = |atom: &Atom| match atom {
            Atom::Class(base) => self.family.contains(base) || self.is_closed(*base),
            Atom::Symbol(name) => {
                let name = analysis.names.get(*name);
                name.starts_with("builtins.")
                    || class == self.root && self.active.old.canonical(name) == *self.old_path()
            }
            _ => false,
        };
        let keywords = |one: &Class| {
            one.arguments
                .iter()
                .any(|base| base.kind != crate::syntax::ast::ArgumentKind::Positional)
        };
        held.bases.is_complete()
            && !held.derives_from_more
            && held.bases.atoms().iter().all(outside)
            && self.definition(class).is_some_and(|one| !keywords(one))
            && !self.functions(class).any(|one| says(&one.name.text))
    }

    pub(super) fn old_path(&self) -> &str {
        &self.active.old.class(self.old_class).qualified
    }

    /// The calls in a class that go on to what another class is made by; none if one of them is not understood.
    fn ups(&self, class: ClassId) -> Option<Vec<Up>> {
        let file = self.file(class);
        let tree = &self.analysis.file(file).tree;
        let body = walk(tree, &self.definition(class)?.body);
        let inner = body.iter().flat_map(|id| operands(&tree.stmt(*id).kind));
        let mut out = Vec::new();
        for call in inner.flat_map(|expr| walk_expr(tree, expr)) {
            let ExprKind::Call { function, .. } = &tree.expr(call).kind else {
                continue;
            };
            let ExprKind::Attribute { value, attribute } = &tree.expr(*function).kind else {
                continue;
            };
            if &*attribute.text != "__init__" {
                continue;
            }
            out.extend(self.up((file, call), *value)?);
        }
        Some(out)
    }

    /// What a call of `base.__init__` goes on to; nothing if that is none of the family, and none if it is not known.
    fn up(&self, (file, call): Place, base: ExprId) -> Option<Option<Up>> {
        let value = self.analysis.value((file, base));
        let up = |to_package, skipped| {
            Some(Some(Up {
                call,
                to_package,
                skipped,
            }))
        };
        match value.single() {
            Some(Atom::Super(class)) if class == self.root => up(true, 0),
            Some(Atom::Super(class)) if self.family.contains(&class) => up(false, 0),
            Some(Atom::Class(class)) if self.family.contains(&class) => up(false, 1),
            Some(Atom::Super(_) | Atom::Class(_) | Atom::Object(_)) => Some(None),
            Some(atom) => {
                let path = symbol_of(self.analysis, atom)?;
                match self.active.old.canonical(&path) == *self.old_path() {
                    true => up(true, 1),
                    // What Python's own do leaves the attributes alone.
                    false => path.starts_with("builtins.").then_some(None),
                }
            }
            None => None,
        }
    }

    /// Whether a handler before one of the family takes it now, or took it before.
    fn meets_handlers(&self) -> bool {
        self.analysis.file_ids().any(|file| {
            let tree = &self.analysis.file(file).tree;
            tree.stmts.iter().any(|stmt| {
                let StmtKind::Try { handlers, .. } = &stmt.kind else {
                    return false;
                };
                let rungs: Vec<Vec<ExprId>> = handlers.iter().map(|one| named(tree, one)).collect();
                let ours = |expr: &ExprId| {
                    let value = self.analysis.value((file, *expr));
                    let mut atoms = value.atoms().iter();
                    atoms.any(|atom| matches!(atom, Atom::Class(one) if self.family.contains(one)))
                };
                let late = rungs.iter().rposition(|rung| rung.iter().any(ours));
                late.is_some_and(|late| {
                    let mut early = rungs[..late].iter().flatten();
                    early.any(|expr| self.takes_otherwise((file, *expr)))
                })
            })
        })
    }

    /// Whether a handler of a class takes the family in one version and not in the other.
    fn takes_otherwise(&self, place: Place) -> bool {
        let (old, new) = (&self.active.old, &self.active.new);
        let took = |path: &str| {
            let high = old.class_named(path);
            high.is_some_and(|high| old.is_below(self.old_class, high))
        };
        let takes = |path: &str| {
            let high = new.class_named(path);
            high.is_some_and(|high| new.is_below(self.new_class, high))
        };
        let value = self.analysis.value(place);
        let mut caught = value.atoms().iter();
        caught.any(|atom| {
            let Some(path) = symbol_of(self.analysis, *atom) else {
                return false;
            };
            if old.class_named(&path).is_some() {
                let now = renamed_to(self.active, &path);
                return took(&path) != now.iter().any(|one| takes(one));
            }
            // It is named anew already.
            let before = old.classes().map(|(_, class)| &*class.qualified);
            let mut before = before.filter(|one| renamed_to(self.active, one).contains(&path));
            takes(&path) != before.any(took)
        })
    }
}
