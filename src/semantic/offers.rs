//! Runs one body of code over abstract values: what code that is not seen puts into parameters, because a
//! default names the function that gives it or a function offers it by name.

use super::annotations::Form;
use super::external::Typed;
use super::flows::Flow;
use super::infer::Analysis;
use super::names::NameId;
use super::passing::Arguments;
use super::project::parent;
use super::run::Run;
use super::store::Slot;
use super::value::{AllocKind, Atom, Part, UnitId, Value};
use crate::syntax::ast::{ExprId, ExprKind, Function, Parameter};
use crate::syntax::query::{keyword, top};

impl Run<'_, '_> {
    /// A default that stands for what a function gives. Others call the function.
    pub(super) fn provider(&mut self, passed: &Arguments, at: Option<ExprId>) -> Value {
        self.pass_away(passed);
        let named = passed.keywords.iter().map(|(_, one)| one);
        let Some(function) = passed.positional.first().or(named.into_iter().next()) else {
            return Value::unknown();
        };
        let given = self.given_by(&function.value.clone());
        self.made_as(at, 0, AllocKind::Provided, &given.open())
    }

    /// What functions and classes give to whom has them called.
    fn given_by(&mut self, functions: &Value) -> Value {
        let mut out = Value::nothing();
        for atom in functions.atoms() {
            let given = match *atom {
                Atom::Function(unit) | Atom::Bound(unit, _) => self.result_of(unit),
                Atom::Class(class) => Value::of(Atom::Object(class)),
                Atom::Symbol(_) => self.instances(&Value::of(*atom)),
                _ => Value::unknown(),
            };
            out.join(&given);
        }
        out
    }

    /// What a function returns, or yields.
    fn result_of(&mut self, unit: UnitId) -> Value {
        let yielded = self.analysis.store.read(Slot::Yield(unit), self.unit);
        if self.analysis.get(unit).generator {
            return yielded;
        }
        self.analysis.store.read(Slot::Return(unit), self.unit)
    }

    /// A value in which defaults that stand for others are replaced by those.
    pub(super) fn provided(&mut self, value: Value) -> Value {
        let store = &self.analysis.store;
        let stands = |atom: &Atom| match atom {
            Atom::Alloc(alloc) => store.get(*alloc).kind == AllocKind::Provided,
            _ => false,
        };
        if !value.atoms().iter().any(stands) {
            return value;
        }
        let mut out = value.filter(|atom| !stands(&atom)).open();
        for atom in value.atoms() {
            if let Atom::Alloc(alloc) = atom
                && self.analysis.store.get(*alloc).kind == AllocKind::Provided
            {
                let given = self.content(*alloc, Part::Element);
                out.join(&given);
            }
        }
        out
    }

    /// What is put in for a parameter by what describes its type: `Annotated[X, Depends(f)]`.
    pub(super) fn described(&mut self, annotation: ExprId) -> Value {
        let annotation = match self.tree.expr(annotation).kind {
            ExprKind::Forward { expression, .. } => expression,
            _ => annotation,
        };
        let ExprKind::Subscript { value, index } = self.tree.expr(annotation).kind else {
            return Value::nothing();
        };
        let base = self.analysis.value(self.place(value)).clone();
        let (Some(Form::First), ExprKind::Tuple(items)) =
            (self.form(&base), &self.tree.expr(index).kind)
        else {
            return Value::nothing();
        };
        let mut out = Value::nothing();
        for item in items.iter().skip(1) {
            let value = self.analysis.value(self.place(*item)).clone();
            let given = self.provided(value.clone());
            if given != value {
                out.join(&given);
            }
        }
        out
    }

    /// Remembers under which name a function offers what it gives, if one of its decorators says that it does.
    pub(super) fn offer(&mut self, unit: UnitId, function: &Function) {
        let offers = function.decorators.iter().find_map(|decorator| {
            let expr = self.tree.expr(*decorator);
            let named = self.tree.callee(*decorator);
            let value = self.analysis.value(self.place(named));
            let Some(Atom::Symbol(symbol)) = value.single() else {
                return None;
            };
            let flow = self.analysis.external.flow(self.analysis.names.get(symbol));
            (flow == Some(Flow::Offers)).then(|| match keyword(expr, "name") {
                Some(name) => match self.analysis.value(self.place(name.value)).single() {
                    Some(Atom::Literal(id)) => self.analysis.text_of(id).map(str::to_owned),
                    _ => None,
                },
                None => Some(function.name.text.to_string()),
            })?
        });
        let offers = offers.map(|name| self.analysis.names.intern(&name));
        let held = &mut self.analysis.units[unit.0 as usize].offers;
        if *held != offers {
            *held = offers;
            self.analysis.store.mark(unit);
        }
    }

    /// What a body gives goes to those that ask for it by name: objects of packages.
    pub(super) fn offered(&mut self, value: &Value) {
        if let Some(name) = self.analysis.get(self.unit).offers {
            let objects = self.carried(value);
            if !objects.atoms().is_empty() {
                let slot = Slot::Offered(self.file, name);
                self.analysis.store.write(slot, &objects.open());
            }
        }
    }

    /// What others offer by the name of a parameter.
    pub(super) fn taken(&mut self, parameter: &Parameter, name: NameId) -> Value {
        let unit = self.analysis.get(self.unit);
        let offered = self.analysis.external.offered();
        let mut begins = offered.to.iter();
        let takes = unit.offers.is_some() || begins.any(|to| unit.name.starts_with(to.as_str()));
        if !takes || parameter.default.is_some() {
            return Value::nothing();
        }
        let path = self.analysis.file(self.file).unit.display();
        let mut out = Value::nothing();
        let mut files = vec![self.file];
        let mut folder = parent(path);
        loop {
            for file in &offered.files {
                let path = match folder {
                    "" => file.clone(),
                    _ => format!("{folder}/{file}"),
                };
                files.extend(self.analysis.modules.file(&path));
            }
            if folder.is_empty() {
                break;
            }
            folder = parent(folder);
        }
        for file in files {
            let slot = Slot::Offered(file, name);
            out.join(&self.analysis.store.read(slot, self.unit));
        }
        out
    }

    /// What of a value is followed to places that only names lead to: objects and symbols of packages, but
    /// not what their calls answer.
    pub(super) fn carried(&self, value: &Value) -> Value {
        let Analysis {
            types,
            external,
            names,
            ..
        } = &*self.analysis;
        value.filter(|atom| match atom {
            Atom::Instance(of, _) => {
                matches!(types.get(of), Typed::Class(..)) && !types.is_mapping(external, of)
            }
            Atom::Symbol(name) => external.is_modelled(top(names.get(name))),
            _ => false,
        })
    }
}
