//! What is kept under a name and may be read by code that does not spell it: attributes where an object's
//! `__dict__` is read, variables where `locals()` is, what a generator returns where the exception that ends it is
//! asked for it.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::read_names::{Names, read_names, words};
use crate::semantic::bind::{Binding, MODULE};
use crate::semantic::flows::Flow;
use crate::semantic::infer::{Analysis, Owner, Unit};
use crate::semantic::store::{Place, Slot};
use crate::semantic::value::{AllocId, Atom, ClassId, FileId, Part, UnitId, Value};
use crate::syntax::ast::{ExprId, ExprKind, Parent, StmtKind, Tree};
use crate::syntax::query::{arguments, call_above};

/// Expressions whose values are kept where they may be read without their name, and the containers among them.
#[derive(Debug, Default)]
pub(super) struct LaidBare {
    pub(super) places: FxHashSet<Place>,
    pub(super) containers: FxHashSet<AllocId>,
}

/// All that is laid bare somewhere in a project.
pub(super) fn laid_bare(analysis: &Analysis<'_>) -> Arc<LaidBare> {
    analysis.once(find)
}

fn find(analysis: &Analysis<'_>) -> LaidBare {
    let mut finder = Finder {
        analysis,
        out: LaidBare::default(),
        attributes: Vec::new(),
        variables: Vec::new(),
    };
    for file in analysis.file_ids() {
        for id in analysis.file(file).tree.expr_ids() {
            finder.look_at((file, id));
        }
    }
    finder.attributes();
    finder.variables();
    finder.ends();
    finder.hold();
    finder.out
}

/// Whose attributes are read.
enum Of {
    /// Those of objects of a class.
    Class(ClassId),
    /// Those of objects that are not known.
    Anything,
}

/// Whose variables are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Variables {
    /// Those of a body.
    Unit(UnitId),
    /// Those of a file.
    Module(FileId),
}

struct Finder<'a, 'p> {
    analysis: &'a Analysis<'p>,
    out: LaidBare,
    attributes: Vec<(Of, Names)>,
    variables: Vec<(Variables, Names)>,
}

impl Finder<'_, '_> {
    fn look_at(&mut self, place: Place) {
        let (file, id) = place;
        let tree = &self.analysis.file(file).tree;
        match &tree.expr(id).kind {
            ExprKind::Attribute { value, attribute } if &*attribute.text == "__dict__" => {
                let of = self.analysis.value((file, *value));
                self.read_of(of, self.names_read(place));
            }
            ExprKind::Call { function, .. } => {
                let flow = self.flow((file, *function));
                let first = arguments(tree.expr(id)).first();
                match flow {
                    Some(Flow::Bares) => match first {
                        Some(one) => {
                            let of = self.analysis.value((file, one.value));
                            self.read_of(of, self.names_read(place));
                        }
                        None => self.scope_is_read(place, self.names_read(place)),
                    },
                    Some(Flow::BaresModule) => {
                        let names = self.names_read(place);
                        self.variables.push((Variables::Module(file), names));
                    }
                    Some(Flow::Evaluates) => {
                        let text = first.map(|one| &tree.expr(one.value).kind);
                        if let Some(ExprKind::Str { value, .. }) = text {
                            self.scope_is_read(place, Names::These(words(value)));
                        }
                    }
                    _ => {}
                }
            }
            ExprKind::Name(_) if self.is_handed_on(place) => {
                self.attributes.push((Of::Anything, Names::All));
            }
            _ => {}
        }
    }

    fn names_read(&self, place: Place) -> Names {
        let tree = &self.analysis.file(place.0).tree;
        read_names(tree, place.1)
    }

    fn flow(&self, function: Place) -> Option<Flow> {
        let Atom::Symbol(name) = self.analysis.value(function).single()? else {
            return None;
        };
        self.analysis.external.flow(self.analysis.names.get(name))
    }

    /// `default=vars`
    fn is_handed_on(&self, place: Place) -> bool {
        let tree = &self.analysis.file(place.0).tree;
        call_above(tree, place.1).is_some_and(|(_, function, _)| function != place.1)
            && self.flow(place) == Some(Flow::Bares)
    }

    /// The attributes of what a value may be are read.
    fn read_of(&mut self, value: &Value, names: Names) {
        if names.is_none() {
            return;
        }
        for atom in value.atoms() {
            match atom {
                Atom::Object(class) => self.attributes.push((Of::Class(*class), names.clone())),
                Atom::Module(file) => {
                    self.variables
                        .push((Variables::Module(*file), names.clone()));
                }
                _ => {}
            }
        }
        if !value.is_complete() {
            self.attributes.push((Of::Anything, names));
        }
    }

    /// The names that code at a place sees are read.
    fn scope_is_read(&mut self, place: Place, names: Names) {
        if names.is_none() {
            return;
        }
        if let Some(unit) = self.analysis.unit_at(place) {
            if matches!(names, Names::These(_)) {
                let module = Variables::Module(place.0);
                self.variables.push((module, names.clone()));
            }
            let whose = match self.analysis.get(unit).owner {
                Owner::Module => Variables::Module(place.0),
                _ => Variables::Unit(unit),
            };
            self.variables.push((whose, names));
        }
    }

    /// What is stored in attributes that are read.
    fn attributes(&mut self) {
        if self.attributes.is_empty() {
            return;
        }
        let analysis = self.analysis;
        let related = |one: ClassId, other: ClassId| {
            analysis.ancestors(one).contains(&other) || analysis.ancestors(other).contains(&one)
        };
        for (slot, value) in analysis.store.slots() {
            let Slot::Field(class, name) = *slot else {
                continue;
            };
            let name = analysis.names.get(name);
            let read = self.attributes.iter().any(|(of, names)| {
                names.has(name)
                    && match of {
                        Of::Class(other) => related(*other, class),
                        Of::Anything => true,
                    }
            });
            if read {
                self.out.places.extend(analysis.store.sources_of(*slot));
                self.out.containers.extend(containers(value));
            }
        }
    }

    /// What is given to variables that are read.
    fn variables(&mut self) {
        self.variables.retain(|(_, names)| !names.is_none());
        let mut files: Vec<FileId> = Vec::new();
        for (whose, _) in &self.variables {
            files.push(match *whose {
                Variables::Unit(unit) => self.analysis.get(unit).file,
                Variables::Module(file) => file,
            });
        }
        files.sort_unstable();
        files.dedup();
        for file in files {
            let tree = &self.analysis.file(file).tree;
            for stmt in &tree.stmts {
                if let StmtKind::Assign { targets, value } = &stmt.kind {
                    self.given(tree, (file, *value), targets);
                }
                if let StmtKind::AnnAssign {
                    target,
                    value: Some(value),
                    ..
                } = &stmt.kind
                {
                    self.given(tree, (file, *value), &[*target]);
                }
            }
            for expr in &tree.exprs {
                if let ExprKind::Walrus { target, value } = &expr.kind {
                    self.given(tree, (file, *value), &[*target]);
                }
            }
        }
        self.parameters();
    }

    fn given(&mut self, tree: &Tree, value: Place, targets: &[ExprId]) {
        let Some(at) = self.analysis.unit_at(value) else {
            return;
        };
        let unit = self.analysis.get(at);
        let is_read = targets.iter().any(|target| match &tree.expr(*target).kind {
            ExprKind::Name(name) => {
                let whose = self.owner(unit, at, name);
                self.variables
                    .iter()
                    .any(|(read, names)| *read == whose && names.has(name))
            }
            _ => false,
        });
        if is_read {
            self.out.places.insert(value);
            let held = self.analysis.value(value);
            self.out.containers.extend(containers(held));
        }
    }

    /// Whose variable a name is that a body gives a value.
    fn owner(&self, unit: &Unit, at: UnitId, name: &str) -> Variables {
        let scopes = &self.analysis.file(unit.file).scopes;
        let declared = scopes.get(unit.scope).names.get(name);
        if matches!(unit.owner, Owner::Module)
            || declared == Some(&Binding::Global)
            || unit.scope == MODULE
        {
            Variables::Module(unit.file)
        } else {
            Variables::Unit(at)
        }
    }

    /// What is handed to bodies whose variables are read.
    fn parameters(&mut self) {
        let analysis = self.analysis;
        for (whose, names) in &self.variables {
            let Variables::Unit(unit) = *whose else {
                continue;
            };
            for (index, parameter) in (0..).zip(analysis.parameters(unit)) {
                if names.has(&parameter.name.text) {
                    let slot = Slot::Parameter(unit, index);
                    self.out.places.extend(analysis.store.sources_of(slot));
                    let held = analysis.store.peek(slot);
                    self.out.containers.extend(containers(&held));
                }
            }
        }
    }

    /// What generators return: `StopIteration.value`.
    fn ends(&mut self) {
        let analysis = self.analysis;
        let asked = analysis.names.find("value");
        if !asked.is_some_and(|name| analysis.store.unknown_reads.contains(&name)) {
            return;
        }
        for (unit, places) in &analysis.returns {
            let returned = places.iter().filter(|(file, id)| {
                let tree = &analysis.file(*file).tree;
                matches!(tree.expr(*id).parent, Parent::Stmt(stmt)
                    if matches!(tree.stmt(stmt).kind, StmtKind::Return(_)))
            });
            if analysis.get(*unit).generator {
                self.out.places.extend(returned);
            }
        }
    }

    /// What containers hold that are laid bare.
    fn hold(&mut self) {
        let store = &self.analysis.store;
        let mut waiting: Vec<AllocId> = self.out.containers.iter().copied().collect();
        while let Some(alloc) = waiting.pop() {
            let mut parts = store.parts(alloc).to_vec();
            parts.push(Part::Element);
            for part in parts {
                let held = store.peek(Slot::Content(alloc, part));
                let new = containers(&held).filter(|one| self.out.containers.insert(*one));
                waiting.extend(new);
            }
        }
    }
}

fn containers(value: &Value) -> impl Iterator<Item = AllocId> {
    value.atoms().iter().filter_map(|atom| match atom {
        Atom::Alloc(alloc) => Some(*alloc),
        _ => None,
    })
}
