//! What stands in for a method in tests answers as the old one did: the dicts become what the new one gives.

use rustc_hash::FxHashSet;

use super::Worker;
use crate::matching::asked::Asked;
use crate::matching::doubles::{Doubles, Told, made_by, told_to};
use crate::rewrite::{Operation, Piece};
use crate::rules::model::Type;
use crate::rules::template::Template;
use crate::semantic::store::{Place, Slot};
use crate::semantic::value::{AllocKind, Atom, FileId, Part, UnitId, Value};
use crate::syntax::ast::{ExprId, ExprKind, Parent, Span, Tree};
use crate::syntax::query::{arguments, call_above, is_name};
use crate::transforms::Draft;
use crate::transforms::boundary::fill;
use crate::transforms::names::source;

/// How deep what stands in is followed: a name, what it is given, a function, what that returns.
const DEPTH: u8 = 6;

/// The name of an item in a comprehension.
const ITEM: &str = "one";

/// What the new method gives, and how it is made of the old dict.
struct Answer<'t> {
    /// The class of an answer.
    one: Option<Box<str>>,
    /// The class of a piece of a stream.
    piece: Option<Box<str>>,
    making: &'t Template,
    /// Whether the project reads attributes of answers and nothing else.
    attributes: bool,
}

/// What was met while answers were looked for.
#[derive(Default)]
struct Met {
    rewritten: bool,
    /// Why what is known to be wrong stays.
    refused: Option<&'static str>,
    /// What was looked at: names may hold each other.
    seen: FxHashSet<Place>,
    /// What is asked of the mocks.
    asked: Vec<(FileId, Asked)>,
    /// The functions that are called.
    functions: Vec<UnitId>,
}

/// What stands in for a method.
#[derive(Clone, Copy)]
pub(super) struct Double<'s> {
    pub(super) file: FileId,
    /// The call that puts it there, if one does, and how many of its arguments say which method it is.
    pub(super) call: Option<(ExprId, usize)>,
    /// The old method.
    pub(super) old: &'s str,
}

impl Worker<'_, '_> {
    /// Rewrites what a call puts in the place of a method, or what the mock is told that it makes, to what the new
    /// method gives, as far as it is seen. Whether anything was.
    pub(super) fn answer_anew(
        &self,
        double: Double<'_>,
        call: ExprId,
        given: Option<ExprId>,
        draft: &mut Draft,
    ) -> bool {
        let mut doubles = made_by(self.analysis, double.file, call);
        let given = given.map(|given| (double.file, given, Told::Called));
        doubles.told.extend(given);
        self.answer_told(double, &doubles, draft)
    }

    /// The same for what is told.
    pub(super) fn answer_told(
        &self,
        double: Double<'_>,
        doubles: &Doubles,
        draft: &mut Draft,
    ) -> bool {
        let Some(answer) = self.answer_of(double.old) else {
            self.ask_anew(double.old, (&doubles.asked, &[]), draft);
            return false;
        };
        let mut met = Met::default();
        self.all_told(doubles, (&answer, double), DEPTH, (draft, &mut met));
        if let Some(why) = met.refused {
            draft.manual("response-shape", why);
        }
        self.ask_anew(double.old, (&met.asked, &met.functions), draft);
        met.rewritten
    }

    /// What an old method's answers are in the new version.
    fn answer_of(&self, old: &str) -> Option<Answer<'_>> {
        let shape = self.active.shapes().next()?;
        let making = shape.from_mapping.as_ref()?;
        let new = |of: &Type| match of {
            Type::Class(class) => {
                let new = self.active.old.class(*class).new.clone()?;
                let class = self.active.new.class_named(&new)?;
                // A page makes objects of the class that it is a page of, which no dict says.
                let is_page = self.active.new.member(class, "__iter__").is_some();
                (!is_page).then_some(new)
            }
            _ => None,
        };
        let signatures = self.old_signatures(old);
        let returned = || signatures.iter().map(|one| &one.returns);
        Some(Answer {
            one: returned().find_map(new),
            piece: returned().find_map(|of| match of {
                Type::Iterator(of) | Type::AsyncIterator(of) => new(of),
                _ => None,
            }),
            making,
            attributes: self.reads_attributes_alone(old),
        })
    }

    fn all_told(
        &self,
        doubles: &Doubles,
        what: (&Answer<'_>, Double<'_>),
        depth: u8,
        (draft, met): (&mut Draft, &mut Met),
    ) {
        met.asked.extend(doubles.asked.iter().copied());
        if doubles.items {
            met.refused = Some(
                "items of what stands in for the answer are set or read: in the new version it is an object, no dict",
            );
        }
        let same = what.1.call.and_then(|call| self.target(what.1.file, call));
        let elsewhere = |(file, call): &Place| {
            let tree = &self.analysis.file(*file).tree;
            let first = arguments(tree.expr(*call)).first().map(|one| one.value);
            let replaces = first.is_some_and(|first| self.replacing((*file, first)).is_some());
            let names = what.1.call.map_or(1, |(_, names)| names);
            replaces && self.target(*file, (*call, names)) != same
        };
        if !doubles.told.is_empty() && doubles.given_to.iter().any(elsewhere) {
            met.refused = Some("what stands in for it stands in for something else as well");
            return;
        }
        let of_parts = |part: &Place| !what.0.attributes && !self.holds_no_dict(*part);
        if doubles.parts.iter().any(of_parts) {
            met.refused = Some(
                "what is set of what stands in for the answer may hold dicts: in the new version those are objects",
            );
        }
        for (file, expr, told) in &doubles.told {
            self.told((*file, *expr), *told, what, depth, (draft, met));
        }
    }

    /// Rewrites something that a mock is told.
    fn told(
        &self,
        place: Place,
        told: Told,
        what: (&Answer<'_>, Double<'_>),
        depth: u8,
        (draft, met): (&mut Draft, &mut Met),
    ) {
        if !met.seen.insert(place) {
            return;
        }
        let Some(depth) = depth.checked_sub(1) else {
            self.unread(place, what.0, met);
            return;
        };
        let (file, expr) = place;
        let tree = &self.analysis.file(file).tree;
        let value = self.analysis.value(place);
        let called = match (told, value.single()) {
            (Told::Effect | Told::Called, Some(Atom::Function(unit) | Atom::Bound(unit, _))) => {
                Some(unit)
            }
            _ => None,
        };
        met.functions.extend(called);
        match (told, &tree.expr(expr).kind) {
            (Told::Returns, _) => self.returned(place, value, what.0, (draft, met)),
            (_, ExprKind::Lambda { body, .. }) => {
                self.told((file, *body), Told::Returns, what, depth, (draft, met));
            }
            (Told::Effect, ExprKind::List(items) | ExprKind::Tuple(items)) => {
                for item in items {
                    self.told((file, *item), Told::Returns, what, depth, (draft, met));
                }
            }
            _ => match value.single() {
                _ if called.is_some() => {
                    let unit = called.expect("is there");
                    self.function(place, unit, what, depth, (draft, met));
                }
                Some(Atom::Alloc(_))
                    if told == Told::Effect && self.holds_mappings(value).is_some() =>
                {
                    let class = what.0.one.as_deref();
                    self.each(place, ("[", "]"), "for", class, (what.0, draft, met));
                }
                _ if told == Told::Called => {
                    let doubles = told_to(self.analysis, file, expr);
                    if doubles.told.is_empty() && !self.is_not_bound(place) {
                        self.unread(place, what.0, met);
                    }
                    self.all_told(&doubles, what, depth, (draft, met));
                }
                _ => self.unread(place, what.0, met),
            },
        }
    }

    /// Rewrites what a function gives that is called in the method's place.
    fn function(
        &self,
        given: Place,
        unit: UnitId,
        what: (&Answer<'_>, Double<'_>),
        depth: u8,
        (draft, met): (&mut Draft, &mut Met),
    ) {
        let places = self.analysis.returns.get(&unit);
        let mut places: Vec<Place> = places.into_iter().flatten().copied().collect();
        places.sort_unstable();
        let (mut own, mut of_it) = (Draft::default(), Met::default());
        std::mem::swap(&mut of_it.seen, &mut met.seen);
        for (file, expr) in places {
            let tree = &self.analysis.file(file).tree;
            let yielded = match tree.expr(expr).parent {
                Parent::Expr(up) => matches!(tree.expr(up).kind, ExprKind::Yield(_)),
                _ => false,
            };
            let to = (&mut own, &mut of_it);
            if yielded {
                let value = self.analysis.value((file, expr));
                if self.is_mapping(value) || self.mapping_of((file, expr)).is_some() {
                    self.made((file, expr), what.0.piece.as_deref(), what.0, to);
                } else {
                    self.unread((file, expr), what.0, to.1);
                }
            } else {
                self.told((file, expr), Told::Returns, what, depth, to);
            }
        }
        let touched = of_it.rewritten || of_it.refused.is_some();
        if touched && !self.stands_in_alone(given, unit, what.1) {
            of_it.refused = Some(
                "what stands in for it gives dicts, and is used for more than this: in the new version the answers are objects",
            );
        }
        std::mem::swap(&mut of_it.seen, &mut met.seen);
        met.rewritten |= of_it.rewritten;
        met.refused = met.refused.or(of_it.refused);
        draft.absorb(own);
    }

    /// Whether all that names a function puts it in the place of the same method.
    fn stands_in_alone(&self, given: Place, unit: UnitId, double: Double<'_>) -> bool {
        let function = self.analysis.get(unit);
        let Some(named) = self.analysis.definition(function) else {
            return false;
        };
        let same = double.call.and_then(|call| self.target(double.file, call));
        self.analysis.file_ids().all(|file| {
            let tree = &self.analysis.file(file).tree;
            tree.expr_ids().all(|id| {
                let spells = match &tree.expr(id).kind {
                    ExprKind::Name(name) => *name == named.name.text,
                    ExprKind::Attribute { attribute, .. } => attribute.text == named.name.text,
                    _ => return true,
                };
                let is_it = |atom: &Atom| matches!(atom, Atom::Function(one) | Atom::Bound(one, _) if *one == unit);
                if !spells
                    || (file, id) == given
                    || !self.analysis.value((file, id)).atoms().iter().any(is_it)
                {
                    return true;
                }
                call_above(tree, id).is_some_and(|(call, function, _)| {
                    let names = double.call.map_or(1, |(_, names)| names);
                    function != id && same.is_some() && self.target(file, (call, names)) == same
                })
            })
        })
    }

    /// The text of the first arguments of a call, and what is called.
    fn target(&self, file: FileId, (call, names): (ExprId, usize)) -> Option<Vec<&str>> {
        let expr = self.analysis.file(file).tree.expr(call);
        let named = arguments(expr).get(..names)?.iter();
        Some(
            named
                .map(|one| source(self.analysis, file, one.value))
                .collect(),
        )
    }

    /// Rewrites an answer.
    fn returned(
        &self,
        place: Place,
        value: &Value,
        answer: &Answer<'_>,
        (draft, met): (&mut Draft, &mut Met),
    ) {
        let is_one = self.is_mapping(value) || self.is_offered_mapping(place);
        if is_one || self.mapping_of(place).is_some() {
            return self.made(place, answer.one.as_deref(), answer, (draft, met));
        }
        if let Some(items) = self.are_made_of_mappings(place) {
            for item in items {
                let to = (&mut *draft, &mut *met);
                self.made((place.0, *item), answer.piece.as_deref(), answer, to);
            }
            return;
        }
        let Some(kind) = self.holds_mappings(value) else {
            if value.atoms().iter().any(|atom| self.is_dict(*atom)) {
                met.refused = Some("what stands in for it gives a dict, or something else");
            } else {
                self.unread(place, answer, met);
            }
            return;
        };
        let piece = answer.piece.as_deref();
        let to = (answer, draft, met);
        match kind {
            AllocKind::Sequence | AllocKind::Tuple => {
                self.each(place, ("[", "]"), "for", piece, to)
            }
            AllocKind::Iterator => self.each(place, ("(", ")"), "for", piece, to),
            AllocKind::AsyncIterator => self.each(place, ("(", ")"), "async for", piece, to),
            _ => to.2.refused = Some("what stands in for it gives a dict once it is awaited"),
        }
    }

    /// Refuses what may be a dict where the code read items of it.
    fn unread(&self, place: Place, answer: &Answer<'_>, met: &mut Met) {
        let one_by_one = || self.values_given(place).unwrap_or_default();
        let harmless = |given: Vec<Place>| {
            !given.is_empty() && given.iter().all(|one| self.holds_no_dict(*one))
        };
        if !answer.attributes && !self.holds_no_dict(place) && !harmless(one_by_one()) {
            met.refused = met.refused.or(Some(
                "what stands in for it gives what may be a dict, or be read as one: in the new version the answers are objects",
            ));
        }
    }

    pub(super) fn is_mapping(&self, value: &Value) -> bool {
        value.single().is_some_and(|atom| self.is_dict(atom))
    }

    /// Whether something is a dict that an expression makes.
    fn is_dict(&self, atom: Atom) -> bool {
        let Atom::Alloc(alloc) = atom else {
            return false;
        };
        let alloc = self.analysis.store.get(alloc);
        alloc.kind == AllocKind::Dict && alloc.gathers.is_none()
    }

    /// What holds dicts and nothing else.
    fn holds_mappings(&self, value: &Value) -> Option<AllocKind> {
        let Some(Atom::Alloc(alloc)) = value.single() else {
            return None;
        };
        let kind = self.analysis.store.get(alloc).kind;
        if matches!(kind, AllocKind::Dict | AllocKind::Partial) {
            return None;
        }
        let mut held = self.analysis.peek(Slot::Content(alloc, Part::Element));
        for at in 0..8 {
            held.join(&self.analysis.peek(Slot::Content(alloc, Part::At(at))));
        }
        let atoms = held.atoms();
        (!atoms.is_empty() && atoms.iter().all(|atom| self.is_dict(*atom))).then_some(kind)
    }

    /// The name of the new class where a dict stands; without a class what stands in for the answer is refused.
    fn class_at(
        &self,
        place: Place,
        class: Option<&str>,
        (draft, met): (&mut Draft, &mut Met),
    ) -> Option<String> {
        let name = class.and_then(|class| self.name_from_import(place, class, draft));
        if name.is_none() {
            met.refused = Some(
                "what stands in for it gives dicts, which no class of answers takes the place of",
            );
        }
        name
    }

    /// An object of the new class in the place of a dict.
    fn made(
        &self,
        (file, expr): Place,
        class: Option<&str>,
        answer: &Answer<'_>,
        (draft, met): (&mut Draft, &mut Met),
    ) {
        let Some(name) = self.class_at((file, expr), class, (draft, met)) else {
            return;
        };
        let tree = &self.analysis.file(file).tree;
        let outer = tree.expr(expr).outer;
        let dict = self.mapping_of((file, expr)).unwrap_or(expr);
        let mut pieces = vec![Piece::text(format!("{name}."))];
        match keywords(tree, dict, answer.making) {
            Some(keywords) => pieces.extend(keywords),
            None => pieces.extend(fill(answer.making, tree.expr(dict).outer)),
        }
        draft.edit(file, Operation::template(outer, pieces));
        met.rewritten = true;
    }

    /// The same for each dict of a container.
    fn each(
        &self,
        (file, expr): Place,
        (open, close): (&str, &str),
        word: &str,
        class: Option<&str>,
        (answer, draft, met): (&Answer<'_>, &mut Draft, &mut Met),
    ) {
        let Some(name) = self.class_at((file, expr), class, (draft, met)) else {
            return;
        };
        let mut pieces = vec![Piece::text(format!("{open}{name}."))];
        pieces.extend(answer.making.pieces().iter().map(|piece| match piece {
            crate::rules::template::Piece::Text(text) => Piece::text(text),
            crate::rules::template::Piece::Hole(_) => Piece::text(ITEM),
        }));
        let outer = self.analysis.file(file).tree.expr(expr).outer;
        pieces.push(Piece::text(format!(" {word} {ITEM} in ")));
        pieces.push(Piece::Source(outer));
        pieces.push(Piece::text(close));
        draft.edit(file, Operation::template(outer, pieces));
        met.rewritten = true;
    }
}

/// A call that takes a dict's items apart, with what a dict display holds as its keywords.
fn keywords(tree: &Tree, dict: ExprId, making: &Template) -> Option<Vec<Piece>> {
    use crate::rules::template::{Hole, Piece as Part};
    let [
        Part::Text(before),
        Part::Hole(Hole::Value),
        Part::Text(after),
    ] = making.pieces()
    else {
        return None;
    };
    let before = before.strip_suffix("**")?;
    let ExprKind::Dict(items) = &tree.expr(dict).kind else {
        return None;
    };
    let span = tree.expr(dict).span;
    let mut pieces = vec![Piece::text(before)];
    let mut names = FxHashSet::default();
    let mut at = span.start + 1;
    for item in items {
        let value = tree.expr(item.value).outer;
        let key = tree.expr(item.key?);
        let ExprKind::Str {
            value: name,
            bytes: false,
        } = &key.kind
        else {
            return None;
        };
        if !is_name(name) || !names.insert(name) {
            return None;
        }
        pieces.push(Piece::Source(Span::new(at, key.outer.start)));
        pieces.push(Piece::text(format!("{name}=")));
        pieces.push(Piece::Source(value));
        at = value.end;
    }
    pieces.push(Piece::Source(Span::new(at, span.end - 1)));
    pieces.push(Piece::text(after));
    Some(pieces)
}
