//! Runs one body of code over abstract values: objects of the project's classes. Those that declare what they hold have what
//! makes them written for them: a `dataclass`.

use super::infer::Analysis;
use super::names::NameId;
use super::passing::{Arguments, Passed};
use super::run::Run;
use super::store::Escape;
use super::value::{Atom, ClassId, Value};
use crate::syntax::ast::{ExprId, ExprKind, StmtKind, Tree};
use crate::syntax::query::{dotted, keyword, last};

/// The method that gets what an object is made with.
const INIT: &str = "__init__";

impl Run<'_, '_> {
    /// Makes an object of a class of the project.
    pub(super) fn construct(
        &mut self,
        class: ClassId,
        passed: &Arguments,
        at: Option<ExprId>,
    ) -> Value {
        let object = Value::of(Atom::Object(class));
        let name = self.analysis.names.intern(INIT);
        let init = self.class_member(class, INIT, name, true);
        let own = init.filter(|atom| matches!(atom, Atom::Bound(..)));
        if own.atoms().is_empty() && self.analysis.derives_from_more(class) && self.waits() {
            return object;
        }
        if own.atoms().is_empty() {
            let stores = self.stores_arguments(class);
            let fields = match stores {
                true => self.given_by_position(class, passed),
                false => Vec::new(),
            };
            for (name, one) in passed.keywords.iter().chain(&fields) {
                self.store_named(&object, *name, &one.value, one.from);
                let holds = |atom: &Atom| {
                    matches!(
                        atom,
                        Atom::Instance(..) | Atom::Alloc(_) | Atom::Symbol(_) | Atom::Method(..)
                    )
                };
                if let (false, Some(from)) = (stores, one.from)
                    && one.value.atoms().iter().any(holds)
                {
                    self.escaped(from, &one.value, Escape::Passed);
                }
            }
            let mut rest = Arguments {
                keywords: Vec::new(),
                ..passed.clone()
            };
            rest.positional.drain(..fields.len());
            self.pass_away(&rest);
            if let Some(at) = at {
                for base in self.analysis.outer_bases(class) {
                    let place = self.place(at);
                    self.analysis.resolved(place, base);
                }
            }
        } else {
            self.call(&own, passed, at);
        }
        object
    }

    /// The arguments that a class which keeps them is made with by position, under the names of the fields
    /// that it declares. None of them where it may be something else: a tuple's items are read by their places as well.
    fn given_by_position(&mut self, class: ClassId, passed: &Arguments) -> Vec<(NameId, Passed)> {
        let given = &passed.positional;
        if given.is_empty()
            || !passed.stars.is_empty()
            || !self.analysis.outer_bases(class).is_empty()
        {
            return Vec::new();
        }
        let fields = self.analysis.declared_fields(class);
        if given.len() > fields.len() {
            return Vec::new();
        }
        let fields = fields.into_iter().zip(given);
        fields
            .map(|(name, one)| (self.analysis.names.intern(name), one.clone()))
            .collect()
    }

    /// Whether a class without a constructor of its own has what it is made with as it is.
    fn stores_arguments(&self, class: ClassId) -> bool {
        let analysis = &self.analysis;
        let mut bases = analysis.outer_bases(class).into_iter();
        let known = |id: &ClassId| analysis.classes[id.0 as usize].bases.is_complete();
        bases.all(|base| analysis.external.stores(analysis.names.get(base)))
            && analysis.ancestors(class).iter().all(known)
    }
}

impl<'p> Analysis<'p> {
    /// The fields that a class takes by position, those of its bases first.
    pub(super) fn declared_fields(&self, class: ClassId) -> Vec<&'p str> {
        let mut out: Vec<&'p str> = Vec::new();
        for class in self.ancestors(class).into_iter().rev() {
            let held = &self.classes[class.0 as usize];
            let tree = &self.file(held.file).tree;
            let StmtKind::Class(definition) = &tree.stmt(held.stmt).kind else {
                continue;
            };
            for stmt in &definition.body {
                if let StmtKind::AnnAssign {
                    target,
                    annotation,
                    value,
                } = &tree.stmt(*stmt).kind
                    && let ExprKind::Name(name) = &tree.expr(*target).kind
                    && is_given(tree, *annotation, *value)
                    && !out.contains(&&**name)
                {
                    out.push(name);
                }
            }
        }
        out
    }
}

/// Whether a field is given by position: what the class keeps for itself is not, nor what says that it is not.
fn is_given(tree: &Tree, annotation: ExprId, value: Option<ExprId>) -> bool {
    let base = match &tree.expr(annotation).kind {
        ExprKind::Subscript { value, .. } => *value,
        _ => annotation,
    };
    let of_class = dotted(tree, base).is_some_and(|path| last(&path) == "ClassVar");
    let says = |name: &str, flag: bool| {
        let given = value.and_then(|value| keyword(tree.expr(value), name));
        given.is_some_and(
            |one| matches!(tree.expr(one.value).kind, ExprKind::Bool(is) if is == flag),
        )
    };
    !of_class && !says("init", false) && !says("kw_only", true)
}
