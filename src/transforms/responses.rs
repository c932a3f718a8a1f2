//! What becomes of the value of a changed call: mappings with attributes turn into plain objects.
//!
//! A group of calls and all uses of their values is rewritten one way or not at all: the uses become
//! attributes, and where the value leaves the code that is understood it is turned back into the old
//! mapping; or, where uses are mixed with other values, it is turned back at the call and attributes that
//! are read of it become items.

use super::Draft;
use super::boundary::Boundary;
use crate::matching::uses::{Use, UseKind};
use crate::rewrite::{Operation, Piece};
use crate::rules::shape::Shape;
use crate::rules::template::Template;
use crate::semantic::infer::Analysis;
use crate::semantic::store::{Escape, Place};
use crate::semantic::value::Atom;
use crate::syntax::ast::{ExprId, ExprKind, Parent, Span, Tree};

/// Edits of the uses of values that come from one group of calls.
pub struct Responses<'a, 'p> {
    /// What is known.
    pub analysis: &'a Analysis<'p>,
    /// What changed about the classes.
    pub shape: &'a Shape,
    /// What turns a value back into the old mapping.
    pub boundary: &'a Template,
    /// The same for calls whose values have their own way.
    pub own: &'a [(Place, Template)],
    /// Whether one of the values is iterated as a stream somewhere.
    pub streamed: bool,
    /// Whether the values must be mappings from the call on: objects do not serve, and no place is left
    /// where they could be turned back.
    pub torn: bool,
    /// Whether it was found that neither serves.
    pub undecided: bool,
    /// Whether a function may be added to the file that asks whether a value is a stream.
    pub asking: bool,
    /// Whether each of the calls has a new form that gives the new value, or makes the old one of a mapping.
    pub provided: bool,
    /// The class of all new values, where the new version has it under a name of its own.
    pub new_base: Option<&'a str>,
    /// The calls that make the old value of a mapping, with that.
    pub made: &'a [(Place, ExprId)],
}

/// Why answers that only a mapping serves at one place and only an object at another become mappings.
const TORN: &str =
    "the answer goes where it must stay a dict, and attributes of it are read from there on";
/// Why answers stay what they are.
const UNDECIDED: &str = "the answer goes to more places than are followed";
/// Why answers of several classes become mappings.
const UNTYPED: &str = "only some of the answers that come here have this";

/// Why an attribute stays what it is.
const COMES_BACK: &str = "what code that is not known was given may come back here";

/// Why a use cannot be rewritten.
type Refusal = (Place, String);

impl Responses<'_, '_> {
    /// The edits for all `uses` of the values of `calls`.
    #[must_use]
    pub fn rewrite(&self, calls: &[Place], uses: &[&Use]) -> (Draft, Vec<Refusal>) {
        let out = self.attempt(calls, uses);
        if self.asking || !out.0.is_manual() {
            return out;
        }
        // Where a value leaves elsewhere, its kind may be seen: first all such places are looked at.
        if self.torn {
            let asking = Responses {
                asking: true,
                ..*self
            };
            let other = asking.attempt(calls, uses);
            if !other.0.is_manual() {
                return other;
            }
        }
        match self.as_likenesses(calls, uses) {
            Some(draft) if self.undecided => (draft, vec![(calls[0], UNDECIDED.to_owned())]),
            _ => out,
        }
    }

    fn attempt(&self, calls: &[Place], uses: &[&Use]) -> (Draft, Vec<Refusal>) {
        let (as_objects, refused) = self.as_objects(uses);
        if let Some(place) = self.may_come_back(uses) {
            let mut draft = Draft::default();
            draft.manual("response-shape", COMES_BACK);
            return (draft, vec![(place, COMES_BACK.to_owned())]);
        }
        let mut against = refused.clone();
        if self.torn {
            against.push((calls[0], TORN.to_owned()));
        }
        let untyped = self.untyped(uses);
        if self.undecided && against.is_empty() {
            against.push((calls[0], UNDECIDED.to_owned()));
        }
        let only_untyped = against.is_empty();
        against.extend(untyped);
        if against.is_empty() {
            return (as_objects, refused);
        }
        match self.as_mappings(calls, uses, self.torn || only_untyped) {
            Ok(draft) if !self.undecided => return (draft, against),
            // What only a type checker minds is right when it runs.
            Err(()) if only_untyped && !self.undecided => return (as_objects, refused),
            _ => {}
        }
        let mut draft = Draft::default();
        draft.manual("response-shape", against[0].1.clone());
        (draft, against)
    }

    /// The uses that not all classes of their values have an attribute for: which class it is depends on
    /// what no type checker follows.
    fn untyped(&self, uses: &[&Use]) -> Vec<Refusal> {
        let known = |one: &Use, key: &str| -> Vec<bool> {
            let instances = one.value.atoms().iter().filter_map(|atom| match atom {
                Atom::Instance(of, _) => Some(*of),
                _ => None,
            });
            let mut out: Vec<bool> = instances
                .map(|of| self.field_of(of, key).is_some())
                .collect();
            out.sort_unstable();
            out.dedup();
            out
        };
        let split = |one: &&&Use| match &one.kind {
            UseKind::Attribute(key)
            | UseKind::Item { key: Some(key), .. }
            | UseKind::Get { key: Some(key), .. } => known(one, key).len() > 1,
            _ => false,
        };
        let uses = uses.iter().filter(split);
        uses.map(|one| (one.place, UNTYPED.to_owned())).collect()
    }

    fn as_objects(&self, uses: &[&Use]) -> (Draft, Vec<Refusal>) {
        let mut draft = Draft::default();
        let mut refused = Vec::new();
        for one in uses {
            if let Err(why) = self.as_object(one, &mut draft) {
                refused.push((one.place, why));
            }
        }
        let given = |one: &&Use| {
            matches!(
                one.kind,
                UseKind::Escapes(Escape::Passed | Escape::Stored) | UseKind::Mapping(_)
            )
        };
        if uses.iter().any(given) {
            // What was given away as a mapping may be what is read here.
            let read = uses.iter().filter(|one| {
                matches!(one.kind, UseKind::Attribute(_)) && !one.certain && !one.or_none
            });
            refused.extend(read.map(|one| (one.place, COMES_BACK.to_owned())));
        }
        self.narrow(uses, &mut draft);
        (draft, refused)
    }

    pub(super) fn tree(&self, place: Place) -> &Tree {
        &self.analysis.file(place.0).tree
    }

    pub(super) const fn boundaries(&self) -> Boundary<'_, '_> {
        Boundary {
            analysis: self.analysis,
            shape: self.shape,
            template: self.boundary,
            streamed: self.streamed,
            asking: self.asking,
            text: false,
        }
    }

    /// Whether a call may give text instead of an answer.
    fn may_be_text(&self, place: Place) -> bool {
        let value = self.analysis.value(place);
        value.atoms().contains(&Atom::Scalar)
    }

    /// Turns values back at their calls; all uses must be those of a dict. With `items`, attributes are
    /// written as items.
    fn as_mappings(&self, calls: &[Place], uses: &[&Use], items: bool) -> Result<Draft, ()> {
        let mut draft = Draft::default();
        for one in uses {
            self.as_item(one, items, &mut draft)?;
        }
        for call in calls {
            let whole = self.whole(*call).ok_or(())?;
            if let Some(mapping) = self.mapping_of(*call) {
                // It is the mapping already.
                let outer = self.tree(*call).expr(call.1).outer;
                let pieces = vec![Piece::Source(mapping)];
                draft.edit(call.0, Operation::template(outer, pieces).on_layer(2));
                continue;
            }
            let own = self.own.iter().find(|(of, _)| of == call);
            let boundary = Boundary {
                text: self.may_be_text(whole.place),
                template: own.map_or(&self.shape.boundary, |(_, template)| template),
                ..self.boundaries()
            };
            boundary.write(&whole, &mut draft).map_err(|_| ())?;
        }
        draft.note("the answer is turned back into a dict at the call");
        Ok(draft)
    }

    /// The mapping of which a call makes an old value.
    pub(super) fn mapping_of(&self, call: Place) -> Option<Span> {
        let (_, mapping) = self.made.iter().find(|(of, _)| *of == call)?;
        Some(self.tree(call).expr(*mapping).outer)
    }

    /// The value of a call, awaited where it has to be; none if it may be something that no mapping is
    /// made of.
    pub(super) fn whole(&self, call: Place) -> Option<Use> {
        let tree = self.tree(call);
        let mut at = call.1;
        loop {
            let value = self.analysis.value((call.0, at));
            let one = Use {
                place: (call.0, at),
                kind: UseKind::Escapes(Escape::Passed),
                origins: Vec::new(),
                certain: true,
                or_none: false,
                value: value.filter(|atom| matches!(atom, Atom::Instance(..))),
            };
            let texts = usize::from(self.asking && self.may_be_text(one.place));
            let only = value.is_complete()
                && !one.value.is_nothing()
                && one.value.atoms().len() + texts == value.atoms().len();
            if only && self.boundaries().kinds(&one).is_some() {
                return Some(one);
            }
            at = match tree.expr(at).parent {
                Parent::Expr(up) if matches!(tree.expr(up).kind, ExprKind::Await(_)) => up,
                _ => return None,
            };
        }
    }
}
