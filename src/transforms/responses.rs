//! What becomes of the value of a changed call: mappings with attributes turn into plain objects.
//!
//! A group of calls and all uses of their values is rewritten one way or not at all: the uses become
//! attributes, and where the value leaves the code that is understood it is turned back into the old
//! mapping; or, where uses are mixed with other values, it is turned back at the call and attributes that
//! are read of it become items.

use super::Draft;
use super::boundary::{Boundary, fill, parenthesised};
use super::names::source;
use crate::finding::Applicability;
use crate::matching::uses::{Use, UseKind};
use crate::rewrite::{Operation, Piece};
use crate::rules::schema::Shape;
use crate::rules::template::Template;
use crate::semantic::infer::Analysis;
use crate::semantic::store::{Escape, Place};
use crate::semantic::value::{Atom, TypeId};
use crate::syntax::ast::{ExprId, ExprKind, Parent, Span, StmtKind, Tree};
use crate::syntax::query;

/// Edits of the uses of values that come from one group of calls.
pub struct Responses<'a, 'p> {
    /// What is known.
    pub analysis: &'a Analysis<'p>,
    /// What changed about the classes.
    pub shape: &'a Shape,
    /// What turns a value back into the old mapping.
    pub boundary: &'a Template,
    /// Whether one of the values is iterated as a stream somewhere.
    pub streamed: bool,
    /// Whether the values must be mappings from the call on: objects do not serve, and no place is left
    /// where they could be turned back.
    pub torn: bool,
    /// Whether it was found that neither serves.
    pub undecided: bool,
}

/// Why answers that only a mapping serves at one place and only an object at another become mappings.
const TORN: &str =
    "the answer goes where it must stay a dict, and attributes of it are read from there on";
/// Why answers stay what they are.
const UNDECIDED: &str = "the answer goes to more places than are followed";
/// Why answers of several classes become mappings.
const UNTYPED: &str = "only some of the answers that come here have this";

/// Why a use cannot be rewritten.
type Refusal = (Place, String);

impl Responses<'_, '_> {
    /// The edits for all `uses` of the values of `calls`.
    #[must_use]
    pub fn rewrite(&self, calls: &[Place], uses: &[&Use]) -> (Draft, Vec<Refusal>) {
        let (as_objects, refused) = self.as_objects(uses);
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
        (draft, refused)
    }

    fn tree(&self, place: Place) -> &Tree {
        &self.analysis.file(place.0).tree
    }

    fn as_object(&self, one: &Use, draft: &mut Draft) -> Result<(), String> {
        let (file, id) = one.place;
        let tree = self.tree(one.place);
        let receiver = tree.expr(id).outer;
        let leaves = matches!(one.kind, UseKind::Escapes(_)) && one.or_none;
        let always_fits = matches!(one.kind, UseKind::Attribute(_) | UseKind::Streamed);
        if !one.certain && !leaves && !always_fits {
            return Err("the value may be something else here".to_owned());
        }
        match &one.kind {
            UseKind::Attribute(_) | UseKind::Streamed => Ok(()),
            UseKind::Item { subscript, key } => {
                let name = self.field(one, key.as_deref(), draft)?;
                let end = tree.expr(*subscript).span.end;
                let span = Span::new(receiver.end, end);
                draft.edit(file, Operation::replace(span, format!(".{name}")));
                self.is_only_read(tree, *subscript)
            }
            UseKind::Get { call, key, default } => {
                let name = self.field(one, key.as_deref(), draft)?;
                self.get(one, *call, &name, *default, draft)
            }
            UseKind::Contains {
                compare,
                key,
                negated,
            } => {
                let name = self.field(one, key.as_deref(), draft)?;
                let test = if *negated { "is" } else { "is not" };
                let span = tree.expr(*compare).span;
                let pieces = vec![
                    Piece::Source(receiver),
                    Piece::text(format!(".{name} {test} None")),
                ];
                draft.edit(file, Operation::template(span, pieces).on_layer(1));
                Ok(())
            }
            UseKind::Method { call, name } => self.method(one, *call, name, draft),
            UseKind::Keys => Err("the keys of the answer are iterated".to_owned()),
            UseKind::Escapes(Escape::Mutated) => Err("the answer is changed in place".to_owned()),
            UseKind::Escapes(_) => self.leave(one, draft),
        }
    }

    /// An item that is assigned to or deleted has no attribute to go to.
    fn is_only_read(&self, tree: &Tree, subscript: ExprId) -> Result<(), String> {
        let written = match tree.expr(subscript).parent {
            Parent::Stmt(stmt) => match &tree.stmt(stmt).kind {
                StmtKind::Assign { targets, .. } | StmtKind::Delete(targets) => {
                    targets.contains(&subscript)
                }
                StmtKind::AugAssign { target, .. } => *target == subscript,
                _ => false,
            },
            _ => false,
        };
        if written {
            return Err("the answer is changed in place".to_owned());
        }
        Ok(())
    }

    /// The attribute that stands for a key in all classes that the value may have.
    fn field(&self, one: &Use, key: Option<&str>, draft: &mut Draft) -> Result<String, String> {
        let key = key.ok_or_else(|| "the key cannot be seen".to_owned())?;
        let mut names = Vec::new();
        for atom in one.value.atoms() {
            if let Atom::Instance(of, _) = atom {
                names.extend(self.field_of(*of, key));
            }
        }
        names.dedup();
        match names.as_slice() {
            [name] => Ok(name.clone()),
            [] if is_identifier(key) => {
                draft.at_most(Applicability::Unsafe);
                draft.note(format!("the model of the answer does not know `{key}`"));
                Ok(key.to_owned())
            }
            _ => Err(format!("`{key}` has no single attribute")),
        }
    }

    fn field_of(&self, of: TypeId, key: &str) -> Option<String> {
        let external = self.analysis.external;
        external.field_name(self.analysis.types.get(of), key)
    }

    fn get(
        &self,
        one: &Use,
        call: ExprId,
        name: &str,
        default: Option<ExprId>,
        draft: &mut Draft,
    ) -> Result<(), String> {
        let (file, id) = one.place;
        let tree = self.tree(one.place);
        let receiver = tree.expr(id).outer;
        let whole = tree.expr(call).span;
        let rest = Span::new(receiver.end, whole.end);
        let Some(default) = default.filter(|_| !self.is_always_there(one)) else {
            draft.edit(file, Operation::replace(rest, format!(".{name}")));
            return Ok(());
        };
        let text = source(self.analysis, file, default);
        match &tree.expr(default).kind {
            ExprKind::None => {
                draft.edit(file, Operation::replace(rest, format!(".{name}")));
                return Ok(());
            }
            // A chain that goes on from an empty default ends where the field is missing.
            kind if is_falsy(kind) => {
                let operation = Operation::template(
                    whole,
                    parenthesised(
                        tree,
                        call,
                        vec![
                            Piece::Source(receiver),
                            Piece::text(format!(".{name} or {text}")),
                        ],
                    ),
                );
                draft.edit(file, operation);
                return Ok(());
            }
            _ => {}
        }
        let plain = source(self.analysis, file, id).to_owned();
        if query::dotted(tree, id).is_none() {
            return Err(
                "the default is not empty and the answer would be computed twice".to_owned(),
            );
        }
        let new = format!("{plain}.{name} if {plain}.{name} is not None else {text}");
        let operation =
            Operation::template(whole, parenthesised(tree, call, vec![Piece::text(new)]));
        draft.edit(file, operation);
        Ok(())
    }

    /// Whether the key that a use asks for is there in any answer.
    fn is_always_there(&self, one: &Use) -> bool {
        one.value
            .atoms()
            .iter()
            .all(|atom| match (atom, &one.kind) {
                (Atom::Instance(of, _), UseKind::Get { key: Some(key), .. }) => {
                    let of = self.analysis.types.get(*of);
                    self.analysis.external.always_has(of, key)
                }
                _ => false,
            })
    }

    fn method(&self, one: &Use, call: ExprId, name: &str, draft: &mut Draft) -> Result<(), String> {
        let (file, id) = one.place;
        let tree = self.tree(one.place);
        let receiver = tree.expr(id).outer;
        let whole = tree.expr(call).span;
        if let Some(template) = self.shape.methods.get(name) {
            let pieces = fill(template, receiver);
            draft.edit(file, Operation::template(whole, pieces));
            return Ok(());
        }
        if self.shape.mapping_methods.iter().any(|one| one == name) {
            if matches!(name, "items" | "keys" | "values" | "copy") {
                let pieces = fill(self.boundary, receiver);
                draft.edit(file, Operation::template(receiver, pieces));
                return Ok(());
            }
            return Err(format!("`{name}` of a dict"));
        }
        Err(format!("`{name}` of the old answer"))
    }

    /// Turns the value back into the old mapping where it leaves.
    fn leave(&self, one: &Use, draft: &mut Draft) -> Result<(), String> {
        let operation = self.boundaries().at(one)?;
        draft.edit(one.place.0, operation);
        Ok(())
    }

    const fn boundaries(&self) -> Boundary<'_, '_> {
        Boundary {
            analysis: self.analysis,
            template: self.boundary,
            streamed: self.streamed,
        }
    }

    /// Makes an item of an attribute that is a key of the old mapping.
    fn item(&self, one: &Use, name: &str, draft: &mut Draft) -> Result<(), ()> {
        let (file, id) = one.place;
        let tree = self.tree(one.place);
        let known = one.value.atoms().iter().any(
            |atom| matches!(atom, Atom::Instance(of, _) if self.field_of(*of, name).is_some()),
        );
        let Parent::Expr(attribute) = tree.expr(id).parent else {
            return Err(());
        };
        if !known || !(one.certain || one.or_none) {
            return Err(());
        }
        let text = &self.analysis.file(file).unit.text();
        let quote = query::free_quote(tree, text, id).ok_or(())?;
        let span = Span::new(tree.expr(id).outer.end, tree.expr(attribute).span.end);
        draft.edit(
            file,
            Operation::replace(span, format!("[{quote}{name}{quote}]")),
        );
        Ok(())
    }

    /// Turns values back at their calls; all uses must be those of a dict. With `items`, attributes are
    /// written as items.
    fn as_mappings(&self, calls: &[Place], uses: &[&Use], items: bool) -> Result<Draft, ()> {
        let mut draft = Draft::default();
        for one in uses {
            match &one.kind {
                UseKind::Attribute(name) if items => self.item(one, name, &mut draft)?,
                UseKind::Attribute(_) => return Err(()),
                UseKind::Keys => return Err(()),
                UseKind::Method { name, .. }
                    if !self.shape.mapping_methods.iter().any(|known| known == name) =>
                {
                    return Err(());
                }
                _ => {}
            }
        }
        for call in calls {
            let tree = self.tree(*call);
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
                let only = value.is_complete() && one.value.atoms().len() == value.atoms().len();
                if let (true, Ok(operation)) = (only, self.boundaries().at(&one)) {
                    draft.edit(call.0, operation);
                    break;
                }
                match tree.expr(at).parent {
                    Parent::Expr(up) if matches!(tree.expr(up).kind, ExprKind::Await(_)) => at = up,
                    _ => return Err(()),
                }
            }
        }
        draft.note("the answer is turned back into a dict at the call");
        Ok(draft)
    }
}

fn is_falsy(kind: &ExprKind) -> bool {
    match kind {
        ExprKind::Str { value, .. } => value.is_empty(),
        ExprKind::List(items) | ExprKind::Tuple(items) => items.is_empty(),
        ExprKind::Dict(items) => items.is_empty(),
        ExprKind::Bool(value) => !value,
        ExprKind::Number(text) => matches!(&**text, "0" | "0.0"),
        _ => false,
    }
}

fn is_identifier(text: &str) -> bool {
    let mut letters = text.chars();
    letters
        .next()
        .is_some_and(|first| first == '_' || first.is_alphabetic())
        && letters.all(|letter| letter == '_' || letter.is_alphanumeric())
}
