//! Where values come to what is declared to be a mapping: a parameter, a result, a variable or an attribute whose
//! annotation says so. Whoever reads it may go by that, and so may a type checker.

use rustc_hash::FxHashSet;

use crate::semantic::annotations::{Base, Form};
use crate::semantic::infer::Analysis;
use crate::semantic::store::{Place, Slot};
use crate::semantic::types::Typed;
use crate::semantic::value::{Atom, ClassId, FileId, Literal, TypeId, UnitId, Value};
use crate::syntax::ast::{ExprId, ExprKind, ParameterKind, Parent, StmtId, StmtKind, Tree};

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
    let mut places = Vec::new();
    let found = Annotations { analysis };
    found.of_functions(&mut places);
    found.of_variables(&mut places);
    let meant = |(place, said): &(Place, Declared)| {
        is_meant(analysis, shaped, *said, analysis.value(*place))
    };
    let places = places.into_iter().filter(meant);
    places.map(|(place, _)| place).collect()
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
    /// What comes to parameters, and what is returned or yielded.
    fn of_functions(&self, out: &mut Vec<(Place, Declared)>) {
        for (unit, info) in (0..).map(UnitId).zip(&self.analysis.units) {
            let Some(function) = self.analysis.definition(info) else {
                continue;
            };
            for (index, parameter) in (0..).zip(&function.parameters) {
                let is_one = !matches!(
                    parameter.kind,
                    ParameterKind::Star | ParameterKind::DoubleStar
                );
                let annotation = parameter.annotation.filter(|_| is_one);
                let said = annotation.and_then(|annotation| self.said((info.file, annotation)));
                if let Some(said) = said {
                    self.stored(Slot::Parameter(unit, index), said, out);
                }
            }
            let annotation = function.returns.map(|annotation| (info.file, annotation));
            let each = match info.generator {
                true => annotation.and_then(|annotation| self.each(annotation)),
                false => annotation,
            };
            if let Some(said) = each.and_then(|each| self.said(each)) {
                let places = self.analysis.returns.get(&unit).into_iter().flatten();
                out.extend(places.map(|place| (*place, said)));
            }
        }
    }

    /// What comes to variables and attributes: where they are declared, and to attributes anywhere.
    fn of_variables(&self, out: &mut Vec<(Place, Declared)>) {
        for file in self.analysis.file_ids() {
            let tree = self.tree(file);
            for stmt in tree.stmt_ids() {
                let StmtKind::AnnAssign {
                    target,
                    annotation,
                    value,
                } = &tree.stmt(stmt).kind
                else {
                    continue;
                };
                let Some(said) = self.said((file, *annotation)) else {
                    continue;
                };
                out.extend(value.map(|value| ((file, value), said)));
                for slot in self.attributes((file, stmt), *target) {
                    self.stored(slot, said, out);
                }
            }
        }
    }

    /// What is ever stored in a slot.
    fn stored(&self, slot: Slot, said: Declared, out: &mut Vec<(Place, Declared)>) {
        let places = self.analysis.store.sources_of(slot);
        out.extend(places.map(|place| (*place, said)));
    }

    /// The attributes that a statement declares: in the body of a class, or of an object.
    fn attributes(&self, (file, stmt): (FileId, StmtId), target: ExprId) -> Vec<Slot> {
        let tree = self.tree(file);
        let (name, classes): (&str, Vec<ClassId>) = match &tree.expr(target).kind {
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
                let mut bases = self.analysis.outer_bases(class).into_iter();
                let is_mapping = |base| {
                    let path = self.analysis.names.get(base);
                    external.base(path) == Some(Base::Mapping)
                        || external.form(path) == Some(Form::Mapping)
                };
                bases.any(is_mapping).then_some(Form::Mapping)
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
