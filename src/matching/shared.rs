//! Whether what one place is given is given to another one too.

use super::placement;
use super::policies::Hit;
use crate::rules::policy::Runs;
use crate::semantic::infer::Analysis;
use crate::semantic::value::Atom;
use crate::syntax::query::arguments;

/// Of the places of policies that are about sharing, keeps those whose argument another place of the policy has
/// as well, or that come by more often than what they are given is made.
pub(super) fn keep_shared(analysis: &Analysis<'_>, hits: &mut Vec<Hit<'_>>) {
    let all: Vec<Option<Atom>> = hits.iter().map(|hit| given(analysis, hit)).collect();
    let is_shared = |(at, hit): (usize, &Hit<'_>)| {
        if hit.policy.shares.is_none() {
            return true;
        }
        let Some(atom) = all[at] else { return false };
        let mut others = hits.iter().zip(&all);
        comes_again(analysis, hit, atom)
            || others.any(|(other, held)| {
                std::ptr::eq(other.policy, hit.policy)
                    && other.place != hit.place
                    && *held == Some(atom)
            })
    };
    let shared: Vec<bool> = hits.iter().enumerate().map(is_shared).collect();
    let mut shared = shared.into_iter();
    hits.retain(|_| shared.next().unwrap_or(true));
}

/// The one object that the argument is, where that is known.
fn given(analysis: &Analysis<'_>, hit: &Hit<'_>) -> Option<Atom> {
    let index = hit.passed.index(hit.policy.shares.as_ref()?)?;
    let (file, call) = hit.place;
    let argument = arguments(analysis.file(file).tree.expr(call)).get(index)?;
    let atom = analysis.value((file, argument.value)).single()?;
    matches!(atom, Atom::Instance(_, Some(_))).then_some(atom)
}

/// Whether a place runs again with an object that is made once.
fn comes_again(analysis: &Analysis<'_>, hit: &Hit<'_>, atom: Atom) -> bool {
    let Atom::Instance(_, Some(origin)) = atom else {
        return false;
    };
    let made = analysis.origins[origin.0 as usize];
    let again = |place| {
        let runs = placement::runs(analysis, place);
        matches!(runs, Runs::PerCall | Runs::PerIteration)
    };
    again(hit.place) && !again(made)
}
