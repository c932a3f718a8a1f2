//! Where values come to what is declared to be a mapping: a parameter, a result, a variable or an attribute whose
//! annotation says so. Whoever reads it may go by that, and so may a type checker.

use rustc_hash::FxHashSet;

use crate::semantic::annotations::Form;
use crate::semantic::infer::{Analysis, Owner};
use crate::semantic::store::{Place, Slot};
use crate::semantic::types::Typed;
use crate::semantic::value::{Atom, ClassId, FileId, Literal, TypeId, UnitId, Value};
use crate::syntax::ast::{
    ExprId, ExprKind, Function, ParameterKind, Parent, StmtId, StmtKind, Tree,
};

/// What an annotation says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Declared {
    /// A mapping.
    Mapping,
    /// A collection of mappings, or something that gives one after the other.
    Several,
}

/// The expressions whose values come to what is declared to be a mapping, or several of them, and are such for
/// which `shaped` holds.
pub(super) fn declared(analysis: &Analysis<'_>, shaped: &dyn Fn(Atom) -> bool) -> FxHashSet<Place> {
    let found = Annotations { analysis };
    let mut out = FxHashSet::default();
    let mut add = |said: Declared, place: &Place| {
        if is_meant(analysis, shaped, said, analysis.value(*place)) {
            out.insert(*place);
        }
    };
    for (slot, said) in found.slots() {
        analysis
            .store
            .sources_of(slot)
            .for_each(|place| add(said, place));
    }
    for (unit, said) in found.results() {
        let places = analysis.returns.get(&unit);
        places
            .into_iter()
            .flatten()
            .for_each(|place| add(said, place));
    }
    for (place, said) in found.values() {
        add(said, &place);
    }
    out
}

/// Whether a value is what an annotation says, but for the changed class: nothing else than `None` beside it.
fn is_meant(
    analysis: &Analysis<'_>,
    shaped: &dyn Fn(Atom) -> bool,
    said: Declared,
    value: &Value,
) -> bool {
    let is_mapping = |of: TypeId| analysis.types.is_mapping(analysis.external, of);
    let mut any = false;
    let all = value.atoms().iter().all(|atom| match *atom {
        Atom::Instance(of, Some(_)) if shaped(*atom) => {
            any = true;
            match said {
                Declared::Mapping => is_mapping(of),
                Declared::Several => matches!(analysis.types.get(of), Typed::List(_)),
            }
        }
        Atom::Literal(id) => *analysis.literals.get(id) == Literal::None,
        _ => false,
    });
    any && all
}

struct Annotations<'a, 'p> {
    analysis: &'a Analysis<'p>,
}

impl Annotations<'_, '_> {
    /// What is given to parameters and attributes is all that is ever stored there.
    fn slots(&self) -> Vec<(Slot, Declared)> {
        let mut out = Vec::new();
        for unit in self.functions().map(|(unit, _)| unit) {
            for (index, parameter) in (0..).zip(self.analysis.parameters(unit)) {
                let is_one = !matches!(
                    parameter.kind,
                    ParameterKind::Star | ParameterKind::DoubleStar
                );
                let annotation = parameter.annotation.filter(|_| is_one);
                let file = self.analysis.get(unit).file;
                let said = annotation.and_then(|annotation| self.said((file, annotation)));
                out.extend(said.map(|said| (Slot::Parameter(unit, index), said)));
            }
        }
        for ((file, stmt), said) in self.variables() {
            let attributes = self.attributes((file, stmt)).into_iter();
            out.extend(attributes.map(|slot| (slot, said)));
        }
        out
    }

    /// Functions, by what each thing is that they return or yield.
    fn results(&self) -> Vec<(UnitId, Declared)> {
        let of = |(unit, function): (UnitId, &Function)| {
            let info = self.analysis.get(unit);
            let annotation = (info.file, function.returns?);
            let said = match info.generator {
                true => self.said(self.each(annotation)?),
                false => self.said(annotation),
            };
            Some((unit, said?))
        };
        self.functions().filter_map(of).collect()
    }

    /// The values that are given where a variable or an attribute is declared.
    fn values(&self) -> Vec<(Place, Declared)> {
        let given = |((file, stmt), said): ((FileId, StmtId), Declared)| {
            let StmtKind::AnnAssign { value, .. } = &self.tree(file).stmt(stmt).kind else {
                return None;
            };
            Some(((file, (*value)?), said))
        };
        self.variables().into_iter().filter_map(given).collect()
    }

    fn functions(&self) -> impl Iterator<Item = (UnitId, &Function)> {
        let units = (0..).map(UnitId).zip(&self.analysis.units);
        units.filter_map(|(unit, info)| match info.owner {
            Owner::Function(stmt) => match &self.tree(info.file).stmt(stmt).kind {
                StmtKind::Function(function) => Some((unit, &**function)),
                _ => None,
            },
            _ => None,
        })
    }

    /// The statements that declare a variable or an attribute.
    fn variables(&self) -> Vec<((FileId, StmtId), Declared)> {
        let mut out = Vec::new();
        for file in self.analysis.file_ids() {
            let tree = self.tree(file);
            for stmt in tree.stmt_ids() {
                if let StmtKind::AnnAssign { annotation, .. } = &tree.stmt(stmt).kind {
                    let said = self.said((file, *annotation));
                    out.extend(said.map(|said| ((file, stmt), said)));
                }
            }
        }
        out
    }

    /// The attributes that a statement declares: in the body of a class, or of an object.
    fn attributes(&self, (file, stmt): (FileId, StmtId)) -> Vec<Slot> {
        let tree = self.tree(file);
        let StmtKind::AnnAssign { target, .. } = &tree.stmt(stmt).kind else {
            return Vec::new();
        };
        let (name, classes): (&str, Vec<ClassId>) = match &tree.expr(*target).kind {
            ExprKind::Name(name) => {
                let class = match tree.stmt(stmt).parent {
                    Parent::Stmt(around) => self.analysis.class_at(file, around),
                    _ => None,
                };
                (name, class.into_iter().collect())
            }
            ExprKind::Attribute { value, attribute } => {
                let objects = self.analysis.value((file, *value)).atoms().iter();
                let class = |atom: &Atom| match atom {
                    Atom::Object(class) => Some(*class),
                    _ => None,
                };
                (&attribute.text, objects.filter_map(class).collect())
            }
            _ => return Vec::new(),
        };
        let Some(name) = self.analysis.names.find(name) else {
            return Vec::new();
        };
        let slot = |class| Slot::Field(class, name);
        classes.into_iter().map(slot).collect()
    }

    /// What an annotation says, if it speaks of mappings.
    fn said(&self, (file, annotation): Place) -> Option<Declared> {
        let place = |expr| (file, expr);
        match &self.tree(file).expr(annotation).kind {
            ExprKind::Forward { expression, .. } => self.said(place(*expression)),
            ExprKind::Binary {
                left,
                operator,
                right,
            } if &**operator == "|" => self.one_of(file, &[*left, *right]),
            ExprKind::Subscript { value, index } => {
                let items = items(self.tree(file), index);
                match self.form(place(*value))? {
                    Form::Mapping => Some(Declared::Mapping),
                    Form::First => self.said(place(*items.first()?)),
                    Form::Optional | Form::Any => self.one_of(file, items),
                    Form::Sequence => match self.said(place(*items.first()?))? {
                        Declared::Mapping => Some(Declared::Several),
                        Declared::Several => None,
                    },
                    _ => None,
                }
            }
            _ => (self.form(place(annotation))? == Form::Mapping).then_some(Declared::Mapping),
        }
    }

    /// What several say together. Where an answer may be meant as well, nothing.
    fn one_of(&self, file: FileId, items: &[ExprId]) -> Option<Declared> {
        let is_answer = |item: &ExprId| match self.analysis.value((file, *item)).single() {
            Some(Atom::Symbol(name)) => {
                let path = self.analysis.names.get(name);
                self.analysis.external.instance(path).is_some()
            }
            _ => false,
        };
        if items.iter().any(is_answer) {
            return None;
        }
        items.iter().find_map(|item| self.said((file, *item)))
    }

    /// What a generator's annotation says of each thing that it yields.
    fn each(&self, (file, annotation): Place) -> Option<Place> {
        match &self.tree(file).expr(annotation).kind {
            ExprKind::Forward { expression, .. } => self.each((file, *expression)),
            ExprKind::Subscript { value, index } => {
                let form = self.form((file, *value))?;
                let gives = matches!(form, Form::Iterator | Form::AsyncIterator | Form::Sequence);
                let first = items(self.tree(file), index).first().copied();
                Some((file, first.filter(|_| gives)?))
            }
            _ => None,
        }
    }

    /// What a type means: a class of the project means what it derives from.
    fn form(&self, place: Place) -> Option<Form> {
        let external = self.analysis.external;
        match self.analysis.value(place).single()? {
            Atom::Symbol(name) => external.form(self.analysis.names.get(name)),
            Atom::Class(class) => {
                let bases = self.analysis.outer_bases(class).into_iter();
                let mut means = bases.filter_map(|base| {
                    let path = self.analysis.names.get(base);
                    external.base(path).or(external.form(path))
                });
                means.find(|form| *form == Form::Mapping)
            }
            _ => None,
        }
    }

    fn tree(&self, file: FileId) -> &Tree {
        &self.analysis.file(file).tree
    }
}

/// The items of a subscript.
fn items<'t>(tree: &'t Tree, index: &'t ExprId) -> &'t [ExprId] {
    match &tree.expr(*index).kind {
        ExprKind::Tuple(items) => items,
        _ => std::slice::from_ref(index),
    }
}
