//! What calls give: which calls belong together because their values meet, and what becomes of the uses.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Worker;
use super::disjoint::Disjoint;
use crate::matching::uses::{Use, UseKind};
use crate::rules::schema::New;
use crate::rules::template::Template;
use crate::semantic::external::{External, Typed};
use crate::semantic::infer::Analysis;
use crate::semantic::names::NameId;
use crate::semantic::store::{Escape, Place};
use crate::semantic::value::{Atom, OriginId, UnitId};
use crate::syntax::ast::ExprId;
use crate::syntax::query::call_above;
use crate::transforms::Draft;
use crate::transforms::responses::Responses;

impl Worker<'_, '_> {
    pub(super) fn is_shaped(&self, atom: Atom) -> bool {
        let Atom::Instance(of, Some(origin)) = atom else {
            return false;
        };
        self.is_changed_call(origin) && self.holds_shape(self.analysis.types.get(of))
    }

    fn is_changed_call(&self, origin: OriginId) -> bool {
        let place = self.analysis.origins[origin.0 as usize];
        self.analysis.calls.get(&place).is_some_and(|symbols| {
            symbols
                .iter()
                .any(|symbol| self.rows(self.analysis.names.get(*symbol)).is_some())
        })
    }

    pub(super) fn holds_shape(&self, of: &Typed) -> bool {
        match of {
            Typed::Class(pack, class) => {
                *pack == self.pack
                    && self.active.shapes().any(|shape| {
                        self.active
                            .old
                            .class_named(&shape.base)
                            .is_some_and(|base| self.active.old.is_below(*class, base))
                    })
            }
            Typed::List(inner)
            | Typed::Dict(inner)
            | Typed::Iterator(inner)
            | Typed::AsyncIterator(inner)
            | Typed::Awaitable(inner) => self.holds_shape(inner),
            Typed::Union(parts) => parts.iter().any(|part| self.holds_shape(part)),
            _ => false,
        }
    }

    pub(super) fn answers(
        &self,
        group: usize,
        groups: &Groups,
        mine: &[&Use],
    ) -> (Draft, Vec<(Place, String)>) {
        let Some(shape) = self.active.shapes().next() else {
            return (Draft::default(), Vec::new());
        };
        let calls: Vec<Place> = groups
            .members(group)
            .into_iter()
            .map(|origin| self.analysis.origins[origin.0 as usize])
            .collect();
        let own = self.boundaries_of(&calls);
        let made = calls.iter();
        let made: Vec<(Place, ExprId)> = made
            .filter_map(|call| Some((*call, self.mapping_of(*call)?)))
            .collect();
        let of_one = |set: &FxHashSet<Place>| calls.iter().any(|call| set.contains(call));
        let base = shape.new_base.as_ref();
        let base = base.filter(|base| base.available <= self.active.target);
        let responses = Responses {
            analysis: self.analysis,
            shape,
            boundary: own.first().map_or(&shape.boundary, |(_, own)| own),
            own: &own,
            streamed: mine.iter().any(|one| one.kind == UseKind::Streamed),
            torn: of_one(&self.decided.torn),
            undecided: of_one(&self.decided.undecided),
            asking: false,
            provided: calls
                .iter()
                .all(|call| self.is_provided(*call) || made.iter().any(|(of, _)| of == call)),
            new_base: base.map(|base| base.class.as_str()),
            made: &made,
        };
        responses.rewrite(&calls, mine)
    }

    /// Whether what a place calls has a form of a client's in the new version, all of it.
    fn is_provided(&self, call: Place) -> bool {
        let provided = |symbol: &NameId| {
            let row = self.rows(self.analysis.names.get(*symbol));
            row.is_some_and(|(row, _)| matches!(row.new, Some(New::Provided(_))))
        };
        let mut symbols = self.analysis.calls.get(&call).into_iter().flatten();
        symbols.all(provided)
    }

    /// What turns the values of calls back whose rows have their own way.
    fn boundaries_of(&self, calls: &[Place]) -> Vec<(Place, Template)> {
        let own = |call: &Place| {
            let mut symbols = self.analysis.calls.get(call)?.iter();
            let template = symbols.find_map(|symbol| {
                let (row, _) = self.rows(self.analysis.names.get(*symbol))?;
                row.returns.as_ref()?.boundary.clone()
            })?;
            Some((*call, template))
        };
        calls.iter().filter_map(own).collect()
    }

    /// Whether a value that leaves at a place goes on to code that is seen as well.
    pub(super) fn goes_on(&self, one: &Use) -> bool {
        let returned = |unit: &UnitId, places: &FxHashSet<Place>| {
            places.contains(&one.place)
                && self
                    .analysis
                    .callers
                    .get(unit)
                    .is_some_and(|callers| !callers.is_empty())
        };
        match &one.kind {
            UseKind::Escapes(Escape::Stored) | UseKind::Mapping(_) => true,
            UseKind::Escapes(Escape::Passed | Escape::Formatted) => {
                self.is_given_to_the_project(one.place)
            }
            UseKind::Escapes(Escape::Returned) => self
                .analysis
                .returns
                .iter()
                .any(|(unit, places)| returned(unit, places)),
            _ => false,
        }
    }

    /// Whether what a place is passed to may be code of the project, or something that keeps it or its
    /// items there.
    fn is_given_to_the_project(&self, (file, id): Place) -> bool {
        let tree = &self.analysis.file(file).tree;
        let Some((_, function, _)) = call_above(tree, id) else {
            return false;
        };
        let callee = self.analysis.value((file, function));
        callee.atoms().iter().any(|atom| match atom {
            Atom::Symbol(name) => {
                let path = self.analysis.names.get(*name);
                self.analysis.external.flow(path).is_some()
            }
            Atom::Scalar | Atom::Literal(_) => false,
            _ => true,
        })
    }

    /// Whether one of the classes that a used value may have has something: what none has is read of
    /// something else that the value may be.
    fn has(&self, one: &Use, asked: impl Fn(&External<'_>, &Typed) -> bool) -> bool {
        one.value.atoms().iter().any(|atom| match atom {
            Atom::Instance(of, _) => asked(self.analysis.external, self.analysis.types.get(*of)),
            _ => false,
        })
    }

    /// The uses that only an object serves, with the calls that their values come from.
    pub(super) fn object_uses(&self, uses: &[Use]) -> FxHashMap<Place, Vec<Place>> {
        let Some(shape) = self.active.shapes().next() else {
            return FxHashMap::default();
        };
        uses.iter()
            .filter(|one| match &one.kind {
                UseKind::Escapes(Escape::Attributes) => true,
                UseKind::Attribute(name)
                | UseKind::Has {
                    key: Some(name), ..
                }
                | UseKind::Getattr {
                    key: Some(name), ..
                } => self.has(one, |external, of| external.field_name(of, name).is_some()),
                UseKind::Method { name, .. } => {
                    !shape.mapping_methods.contains(name)
                        && self.has(one, |external, of| external.has_method(of, name))
                }
                _ => false,
            })
            .map(|one| {
                let calls = one.origins.iter();
                let calls = calls.map(|origin| self.analysis.origins[origin.0 as usize]);
                (one.place, calls.collect())
            })
            .collect()
    }
}

/// Calls whose values meet in one use are one group.
pub(super) struct Groups {
    origins: Disjoint,
}

impl Groups {
    pub(super) fn of(analysis: &Analysis<'_>, uses: &[Use]) -> Self {
        let out = Self {
            origins: Disjoint::of(analysis.origins.len()),
        };
        for one in uses {
            for pair in one.origins.windows(2) {
                out.join(pair[0], pair[1]);
            }
        }
        out
    }

    /// Makes one group of two.
    pub(super) fn join(&self, one: OriginId, other: OriginId) {
        self.origins.join(one.0 as usize, other.0 as usize);
    }

    pub(super) fn find(&self, origin: OriginId) -> usize {
        self.origins.find(origin.0 as usize)
    }

    pub(super) fn members(&self, group: usize) -> Vec<OriginId> {
        let members = self.origins.members(group).into_iter();
        members
            .filter_map(|index| u32::try_from(index).ok().map(OriginId))
            .collect()
    }
}

pub(super) fn describe(kind: &UseKind) -> String {
    match kind {
        UseKind::Item { key: Some(key), .. } => format!("reads `{key}` of the answer"),
        UseKind::Item { .. } => "reads an item of the answer".to_owned(),
        UseKind::Attribute(name) => format!("reads `{name}` of the answer"),
        UseKind::Get { .. } => "reads the answer with `get`".to_owned(),
        UseKind::Method { name, .. } => format!("calls `{name}` of the answer"),
        UseKind::Contains { .. } => "asks what the answer holds".to_owned(),
        UseKind::Streamed => "iterates the stream".to_owned(),
        UseKind::Has { .. } => "asks for an attribute of the answer".to_owned(),
        UseKind::Getattr { .. } => "reads the answer with `getattr`".to_owned(),
        UseKind::Isinstance => "asks for the class of the answer".to_owned(),
        UseKind::Mapping(why) => why.clone(),
        UseKind::Text => "makes text of the answer".to_owned(),
        UseKind::Escapes(_) => "the answer leaves the code that is followed".to_owned(),
    }
}
