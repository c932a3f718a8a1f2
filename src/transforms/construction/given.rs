//! Gives an argument to each construction of what a method is called on.

use std::collections::BTreeMap;

use super::super::Draft;
use super::super::names::{member_name, module_name};
use super::Shared;
use crate::matching::built::built;
use crate::matching::passed::Passed;
use crate::matching::policies::{Hit, is_about};
use crate::rewrite::Piece;
use crate::rewrite::slots::add_argument;
use crate::rules::condition::{Answer, ArgumentFact};
use crate::rules::model::Model;
use crate::rules::policy::{FixVerb, GivenValue, Place as Where, PolicyFix};
use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::semantic::value::FileId;

/// Places whose objects are built by the same constructions: one part.
struct Group<'h> {
    code: &'h str,
    fix: &'h PolicyFix,
    places: Vec<Place>,
    built: BTreeMap<Place, Given<'h>>,
}

/// What a construction is given, and what it was given already.
struct Given<'h> {
    value: &'h GivenValue,
    passed: Passed,
}

/// What the policies of some hits want to give to constructions, by the constructions that they share.
#[must_use]
pub fn given(analysis: &Analysis<'_>, pack: usize, hits: &[Hit<'_>]) -> Vec<Shared> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let certain = hits.iter().filter(|hit| hit.certain);
    for mut group in certain.filter_map(|hit| wanted(analysis, pack, hit)) {
        let is_same = |other: &Group<'_>| {
            let mut built = other.built.keys();
            other.code == group.code && built.any(|place| group.built.contains_key(place))
        };
        let (same, others): (Vec<_>, Vec<_>) = groups.into_iter().partition(is_same);
        groups = others;
        for mut other in same {
            group.places.append(&mut other.places);
            group.built.append(&mut other.built);
        }
        groups.push(group);
    }
    let mut named = Named::default();
    let shared = groups.into_iter().map(|mut group| {
        group.places.sort_unstable();
        Shared {
            code: group.code.to_owned(),
            draft: group.draft(analysis, &mut named),
            places: group.places,
        }
    });
    shared.collect()
}

/// What one hit wants; none if it wants something else, or nothing is known that fits one of the constructions.
fn wanted<'h>(analysis: &Analysis<'_>, pack: usize, hit: &'h Hit<'_>) -> Option<Group<'h>> {
    let active = &analysis.external.packs[pack];
    let fix = hit.policy.fix.as_ref()?;
    let FixVerb::GiveArgument { argument, values } = &fix.verb else {
        return None;
    };
    let from = active.from_at(analysis.file(hit.place.0).unit.display());
    let each = built(analysis, &active.old, hit.policy, hit.place)?.into_iter();
    let each = each.map(|(place, symbol)| {
        let is_it = |one: &&GivenValue| {
            let versions = one.versions.as_ref();
            is_built(&active.old, &one.at, symbol) && versions.is_none_or(|one| one.contains(from))
        };
        let passed = Passed::of(analysis, &active.old, place, symbol);
        let value = values.iter().find(is_it)?;
        let is_free = passed.fact(argument) == ArgumentFact::Absent;
        is_free.then_some((place, Given { value, passed }))
    });
    Some(Group {
        code: &hit.policy.code,
        fix,
        places: vec![hit.place],
        built: each.collect::<Option<_>>()?,
    })
}

fn is_built(model: &Model, at: &Where, symbol: &str) -> bool {
    match at {
        Where::Construct(class) => {
            is_about(model, &Where::Construct(model.canonical(class)), symbol)
        }
        _ => false,
    }
}

impl Group<'_> {
    fn draft(&self, analysis: &Analysis<'_>, named: &mut Named) -> Draft {
        let mut draft = Draft::default();
        draft.at_most(self.fix.applicability);
        let FixVerb::GiveArgument { argument, .. } = &self.fix.verb else {
            return draft;
        };
        for (place, given) in &self.built {
            if let Some(note) = given.obstacle() {
                draft.manual("needs-decision", note);
                break;
            }
            named.give(analysis, (*place, argument), given.value, &mut draft);
        }
        draft
    }
}

impl Given<'_> {
    /// Why the value would mean something else in the construction.
    fn obstacle(&self) -> Option<String> {
        let fact = |name: &str| self.passed.fact(name);
        let mut unless = self.value.unless.iter();
        let condition = unless.find(|one| one.answer(&fact).0 != Answer::No)?;
        let mut names = condition.arguments.iter();
        let name = names.find(|name| fact(name) != ArgumentFact::Absent)?;
        Some(format!(
            "`{name}` of the construction decides the same as well"
        ))
    }
}

/// The names that are added to files, and what each stands for there: two parts must not mean two things by one.
#[derive(Default)]
struct Named(BTreeMap<(FileId, String), String>);

impl Named {
    fn give(
        &mut self,
        analysis: &Analysis<'_>,
        (place, argument): (Place, &str),
        given: &GivenValue,
        draft: &mut Draft,
    ) {
        let mut value = given.value.clone();
        for path in &given.imports {
            let (module, own) = path.rsplit_once('.').unwrap_or((path, path));
            let key = (place.0, own.to_owned());
            let name = match self.0.entry(key).or_insert_with(|| path.clone()) == path {
                true => member_name(analysis, place, path, draft),
                false => format!("{}.{own}", module_name(analysis, place, module, draft)),
            };
            value = calling(&value, own, &name);
        }
        let held = analysis.file(place.0);
        let piece = vec![Piece::text(format!("{argument}={value}"))];
        for operation in add_argument(&held.tree, held.unit.text(), place.1, piece) {
            draft.edit(place.0, operation);
        }
    }
}

/// A value in which a class that is called has another name.
fn calling(value: &str, class: &str, name: &str) -> String {
    let called = format!("{class}(");
    let mut out = String::new();
    for (number, piece) in value.split(&called).enumerate() {
        let is_part = out.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.');
        match (number, is_part) {
            (0, _) => {}
            (_, true) => out.push_str(&called),
            (_, false) => out.extend([name, "("]),
        }
        out.push_str(piece);
    }
    out
}
