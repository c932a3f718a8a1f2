//! Runs one body of code over abstract values: values whose class stands in a model.

use super::external::Typed;
use super::run::Run;
use super::value::{Atom, Literal, OriginId, TypeId, Value};

impl Run<'_, '_> {
    /// What a value of a model's type is here: unions come apart, plain types are scalars.
    pub(super) fn typed(&mut self, of: &Typed, origin: Option<OriginId>) -> Value {
        let mut out = Value::nothing();
        for part in of.alternatives() {
            match part {
                Typed::Any => out = out.open(),
                Typed::None => {
                    let none = self.analysis.literal(Literal::None);
                    out.insert(none);
                }
                Typed::Scalar => out.insert(Atom::Scalar),
                other => {
                    let id = self.analysis.types.intern(other);
                    out.insert(Atom::Instance(id, origin));
                }
            }
        }
        out
    }

    pub(super) fn instance_member(
        &mut self,
        of: TypeId,
        origin: Option<OriginId>,
        name: &str,
    ) -> Value {
        let external = self.analysis.external;
        if let Some(field) = external.field(self.analysis.types.get(of), name) {
            return self.typed(&field, origin);
        }
        let known = external.has_method(self.analysis.types.get(of), name);
        let awaited = matches!(self.analysis.types.get(of), Typed::Awaitable(_));
        if known
            || (awaited && matches!(name, "result" | "add_done_callback"))
            || self.analysis.types.get(of).is_container()
            || self.analysis.types.is_mapping(external, of)
        {
            let id = self.analysis.names.intern(name);
            return Value::of(Atom::Method(of, id, origin));
        }
        if matches!(
            self.analysis.types.get(of),
            Typed::Iterator(_) | Typed::AsyncIterator(_) | Typed::Awaitable(_)
        ) {
            // The other things that the value may be have it.
            return Value::nothing();
        }
        Value::unknown()
    }

    pub(super) fn instance_item(
        &mut self,
        of: TypeId,
        origin: Option<OriginId>,
        key: &Value,
    ) -> Value {
        let ty = self.analysis.types.get(of).clone();
        match &ty {
            Typed::List(inner) => self.typed(inner, origin),
            Typed::Dict(value) => self.typed(value, origin),
            Typed::Tuple(items) => {
                let mut out = Value::nothing();
                for item in items {
                    let value = self.typed(item, origin);
                    out.join(&value);
                }
                out
            }
            Typed::Class(..) => {
                let text = match key.single() {
                    Some(Atom::Literal(id)) => self.analysis.text_of(id).map(str::to_owned),
                    _ => None,
                };
                let field = text.and_then(|text| self.analysis.external.key(&ty, &text));
                match field {
                    Some(field) => self.typed(&field, origin),
                    None => Value::unknown(),
                }
            }
            // An iterator has no items: the other things that the value may be have.
            Typed::Iterator(_) | Typed::AsyncIterator(_) | Typed::Awaitable(_) => Value::nothing(),
            _ => Value::unknown(),
        }
    }

    pub(super) fn instance_each(
        &mut self,
        of: TypeId,
        origin: Option<OriginId>,
        asynchronous: bool,
    ) -> Value {
        let ty = self.analysis.types.get(of).clone();
        match &ty {
            Typed::List(inner) | Typed::Iterator(inner) => self.typed(inner, origin),
            Typed::AsyncIterator(inner) if asynchronous => self.typed(inner, origin),
            Typed::Dict(_) => Value::of(Atom::Scalar),
            Typed::Class(..) => match self.analysis.external.iterated(&ty, asynchronous) {
                Some(inner) => self.typed(&inner, origin),
                None if self.analysis.external.is_mapping(&ty) => Value::of(Atom::Scalar),
                None => Value::unknown(),
            },
            _ => Value::unknown(),
        }
    }

    pub(super) fn instance_awaited(&mut self, of: TypeId, origin: Option<OriginId>) -> Value {
        let ty = self.analysis.types.get(of).clone();
        match &ty {
            Typed::Awaitable(inner) => self.typed(inner, origin),
            // Some clients can be awaited and give themselves.
            Typed::Class(..) => Value::of(Atom::Instance(of, origin)),
            _ => Value::unknown(),
        }
    }
}
