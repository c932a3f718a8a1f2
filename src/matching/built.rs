//! How that was built which a policy is about: what a method is called on, and what a call is given.

use crate::semantic::python::INITIALISER;
use rustc_hash::FxHashMap;

use super::passed::Passed;
use super::policies::is_about;
use super::{sources, texts, traced};
use crate::rules::condition::ArgumentFact;
use crate::rules::model::Model;
use crate::rules::policy::Policy;
use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, ClassId, Literal, Value};
use crate::syntax::ast::{ExprId, ExprKind, Tree};
use crate::syntax::query::arguments;

/// How often a condition goes on to what something was built with.
const DEPTH: usize = 3;

/// A construction or a call that makes something, with what it is passed.
type Made = (Place, Passed);

/// A place, as the conditions of a policy ask for it.
pub(super) struct Asked<'a> {
    analysis: &'a Analysis<'a>,
    old: &'a Model,
    place: Place,
    passed: &'a Passed,
    /// What the method of the place is called on.
    receivers: Vec<Made>,
}

impl<'a> Asked<'a> {
    /// The place of a call; none if what its method is called on may have been built in another way than the policy wants.
    pub(super) fn of(
        analysis: &'a Analysis<'_>,
        old: &'a Model,
        policy: &Policy,
        (place, passed): (Place, &'a Passed),
    ) -> Option<Self> {
        let receivers = match policy.receiver.is_empty() {
            true => Vec::new(),
            false => passed_to(analysis, old, built(analysis, old, policy, place)?),
        };
        Some(Self {
            analysis,
            old,
            place,
            passed,
            receivers,
        })
    }

    /// What is known of an argument of the place, of what its method is called on (`self.x`), of what made that by a method of its own
    /// (`self.self.x`), of what one of them is made of
    /// (`x@texts`), or was built with (`pool.x`).
    pub(super) fn fact(&self, name: &str) -> ArgumentFact {
        match name.strip_prefix("self.") {
            Some(name) => joined(
                self.receivers
                    .iter()
                    .map(|made| self.fact_of(made.0, &made.1, name, DEPTH)),
            ),
            None => self.fact_of(self.place, self.passed, name, DEPTH),
        }
    }

    fn fact_of(&self, place: Place, passed: &Passed, name: &str, left: usize) -> ArgumentFact {
        if let Some(of) = name.strip_prefix("self.") {
            let made = left
                .checked_sub(1)
                .and_then(|left| Some((left, self.made_by(place)?)));
            return made.map_or(ArgumentFact::Unknown, |(left, made)| {
                joined(
                    made.iter()
                        .map(|(at, one)| self.fact_of(*at, one, of, left)),
                )
            });
        }
        if let (Some((argument, of)), Some(left)) = (name.split_once('.'), left.checked_sub(1))
            && let Some(made) = self.made(place, passed, argument)
        {
            let each = made.iter();
            return joined(each.map(|(at, one)| self.fact_of(*at, one, of, left)));
        }
        match name.split_once('@') {
            Some((name, asked)) => made_of(self.analysis, place, passed.index(name), asked),
            None => passed.fact(name),
        }
    }

    /// What that was built with whose method a place calls; none where it is nothing that the package builds.
    fn made_by(&self, (file, call): Place) -> Option<Vec<Made>> {
        let of = receiver(&self.analysis.file(file).tree, call)?;
        let value = self.analysis.value((file, of));
        let built = built_by(self.analysis, self.old, value)?;
        Some(passed_to(self.analysis, self.old, built))
    }

    /// What an argument was built with, whichever of several it is; none where it is nothing that the package builds.
    fn made(&self, place: Place, passed: &Passed, argument: &str) -> Option<Vec<Made>> {
        let (file, call) = place;
        let tree = &self.analysis.file(file).tree;
        let given = arguments(tree.expr(call)).get(passed.index(argument)?)?;
        let value = self.analysis.value((file, given.value));
        let built = built_by(self.analysis, self.old, value)?;
        Some(passed_to(self.analysis, self.old, built))
    }
}

/// What calls are passed that make something, each with what is called there.
fn passed_to(analysis: &Analysis<'_>, old: &Model, built: Vec<(Place, &str)>) -> Vec<Made> {
    let built = built.into_iter();
    let passed = built.map(|(at, symbol)| (at, Passed::of(analysis, old, at, symbol)));
    passed.collect()
}

/// What is known of an argument that is one of several.
fn joined(facts: impl Iterator<Item = ArgumentFact>) -> ArgumentFact {
    facts.reduce(join).unwrap_or(ArgumentFact::Unknown)
}

fn join(one: ArgumentFact, other: ArgumentFact) -> ArgumentFact {
    use ArgumentFact::{Absent, PossiblyAbsent, Unknown, Values};
    match (one, other) {
        (Absent, Absent) => Absent,
        (Unknown, _) | (_, Unknown) => Unknown,
        (Absent, Values(values, sure) | PossiblyAbsent(values, sure))
        | (Values(values, sure) | PossiblyAbsent(values, sure), Absent) => {
            PossiblyAbsent(values, sure)
        }
        (Values(mut values, sure), Values(more, also)) => {
            values.extend(more);
            Values(values, sure && also)
        }
        (
            Values(mut values, sure) | PossiblyAbsent(mut values, sure),
            Values(more, also) | PossiblyAbsent(more, also),
        ) => {
            values.extend(more);
            PossiblyAbsent(values, sure && also)
        }
    }
}

/// What an argument is made of: of bytes in the source (`bytes`), of which calls (`calls`), from which files (`files`), of which
/// texts (`texts`), of which variables of the environment (`variables`), what it holds (`items`), or what it is of other packages
/// (`names`).
fn made_of(
    analysis: &Analysis<'_>,
    place: Place,
    index: Option<usize>,
    asked: &str,
) -> ArgumentFact {
    match (index, asked) {
        (Some(index), "bytes") => sources::bytes(analysis, place, index),
        (Some(index), "calls") => traced::calls(analysis, place, index),
        (Some(index), "items") => traced::items(analysis, place, index),
        (Some(index), "names") => traced::names(analysis, place, index),
        (Some(index), "texts") => texts::texts(analysis, place, index),
        (Some(index), "variables") => traced::variables(analysis, place, index),
        (Some(index), _) => traced::files(analysis, place, index),
        (None, _) => ArgumentFact::Absent,
    }
}

/// Where that was built on which a method is called, with what is called there; none if it may have been built in another way
/// than a policy wants.
#[must_use]
pub fn built<'a>(
    analysis: &'a Analysis<'_>,
    old: &Model,
    policy: &Policy,
    (file, call): Place,
) -> Option<Vec<(Place, &'a str)>> {
    let of = receiver(&analysis.file(file).tree, call)?;
    let built = built_by(analysis, old, analysis.value((file, of)))?;
    let wanted = |symbol: &str| policy.receiver.iter().any(|one| is_about(old, one, symbol));
    built
        .iter()
        .all(|(_, symbol)| wanted(symbol))
        .then_some(built)
}

/// What a method is called on.
fn receiver(tree: &Tree, call: ExprId) -> Option<ExprId> {
    let ExprKind::Call { function, .. } = &tree.expr(call).kind else {
        return None;
    };
    match &tree.expr(*function).kind {
        ExprKind::Attribute { value, .. } => Some(*value),
        _ => None,
    }
}

/// Where all that is built which a value may be, with what is called there; none if it may be something else, but for None.
fn built_by<'a>(
    analysis: &'a Analysis<'_>,
    old: &Model,
    value: &Value,
) -> Option<Vec<(Place, &'a str)>> {
    let mut out = Vec::new();
    for atom in value.atoms() {
        match atom {
            Atom::Instance(_, Some(origin)) => {
                let at = analysis.origins[origin.0 as usize];
                let symbols: Vec<&str> = called(analysis, at).collect();
                let [symbol] = symbols[..] else { return None };
                out.push((at, symbol));
            }
            Atom::Object(class) => out.extend(objects(analysis, old, *class)?),
            Atom::Literal(id) if *analysis.literals.get(*id) == Literal::None => {}
            _ => return None,
        }
    }
    (value.is_complete() && !out.is_empty()).then_some(out)
}

/// What a call calls. To initialise an object is to build one of the class.
fn called<'a>(analysis: &'a Analysis<'_>, at: Place) -> impl Iterator<Item = &'a str> {
    let symbols = analysis.calls.get(&at).into_iter().flatten();
    let names = symbols.map(|symbol| analysis.names.get(*symbol));
    names.filter(|name| !name.ends_with(INITIALISER))
}

/// Where classes of the project are given what the package's class takes that they derive from.
#[derive(Default)]
struct Objects {
    /// Where objects of a class are made.
    made: FxHashMap<ClassId, Vec<Place>>,
    /// Where its methods initialise them.
    initialised: FxHashMap<ClassId, Vec<Place>>,
}

impl Objects {
    fn of(analysis: &Analysis<'_>) -> Self {
        let mut out = Self::default();
        for (at, symbols) in &analysis.calls {
            if let Some(Atom::Object(class)) = analysis.value(*at).single() {
                out.made.entry(class).or_default().push(*at);
            }
            let mut names = symbols.iter().map(|symbol| analysis.names.get(*symbol));
            let unit = analysis.unit_at(*at);
            if let Some(class) = unit.and_then(|unit| analysis.get(unit).class)
                && names.any(|name| name.ends_with(INITIALISER))
            {
                out.initialised.entry(class).or_default().push(*at);
            }
        }
        out
    }
}

/// Where objects of a class of the project are given to the class of the package that it derives from: where they are made, or
/// initialised by a constructor of the project. None where it derives from more than that.
fn objects<'a>(
    analysis: &'a Analysis<'_>,
    old: &Model,
    class: ClassId,
) -> Option<Vec<(Place, &'a str)>> {
    let bases = analysis.outer_bases(class);
    let [base] = bases[..] else { return None };
    let base = old.canonical(analysis.names.get(base));
    let family = analysis.ancestors(class);
    let is_known = |one: &ClassId| analysis.classes[one.0 as usize].bases.is_complete();
    if !family.iter().all(is_known) {
        return None;
    }
    let known = analysis.once(Objects::of);
    let made = known.made.get(&class).into_iter().flatten();
    let initialised = family.iter().filter_map(|one| known.initialised.get(one));
    let mut places: Vec<Place> = made.chain(initialised.flatten()).copied().collect();
    places.sort_unstable();
    let each = places.into_iter().filter_map(|at| {
        let is_base = |symbol: &&str| old.canonical(symbol) == base;
        let symbol = called(analysis, at).find(is_base)?;
        Some((at, symbol))
    });
    Some(each.collect())
}
