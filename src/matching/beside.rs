//! Calls that excuse another one: they stand in the same body of code and take the same first argument, themselves or
//! in a function of the project that gets it there.

use super::event_loops::reaching;
use super::passed::Passed;
use super::policies::is_about;
use crate::rules::condition::Answer;
use crate::rules::model::Model;
use crate::rules::policy::{Place as Where, Site};
use crate::semantic::infer::{Analysis, MethodBinding};
use crate::semantic::names::NameId;
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, UnitId};
use crate::syntax::ast::{Argument, ArgumentKind, ExprKind};
use crate::syntax::query::{arguments, dotted};

/// How many functions deep such a call is looked for.
const DEPTH: usize = 3;

/// Whether a site's call is excused at a place.
#[must_use]
pub(super) fn is_beside(analysis: &Analysis<'_>, old: &Model, site: &Site, place: Place) -> bool {
    if site.unless_beside.is_empty() {
        return false;
    }
    let excuses = Excuses {
        analysis,
        old,
        site,
        place,
    };
    let tree = &analysis.file(place.0).tree;
    let first = arguments(tree.expr(place.1)).first();
    let taken = first.and_then(|argument| dotted(tree, argument.value));
    let unit = analysis.unit_at(place);
    taken
        .zip(unit)
        .is_some_and(|(taken, unit)| excuses.stand_in(unit, &taken, DEPTH))
}

/// Whether some function of the project leads both to a place and to one of some calls, however deep.
#[must_use]
pub(super) fn is_led_to_with(
    analysis: &Analysis<'_>,
    old: &Model,
    others: &[Where],
    place: Place,
) -> bool {
    if others.is_empty() {
        return false;
    }
    let is_one = |symbol: &NameId| {
        let symbol = analysis.names.get(*symbol);
        others.iter().any(|one| is_about(old, one, symbol))
    };
    let calls = analysis.calls.iter();
    let calls = calls.filter(|(_, symbols)| symbols.iter().any(is_one));
    let leading = reaching(
        analysis,
        calls
            .filter_map(|(call, _)| analysis.unit_at(*call))
            .collect(),
    );
    let above = reaching(analysis, analysis.unit_at(place).into_iter().collect());
    above.iter().any(|unit| leading.contains(unit))
}

/// What excuses a call.
struct Excuses<'a, 'p> {
    analysis: &'a Analysis<'p>,
    old: &'a Model,
    site: &'a Site,
    place: Place,
}

impl Excuses<'_, '_> {
    /// Whether one stands in a body of code and takes what has a name there.
    fn stand_in(&self, unit: UnitId, taken: &str, depth: usize) -> bool {
        let file = self.analysis.get(unit).file;
        let tree = &self.analysis.file(file).tree;
        let mut calls = tree
            .expr_ids()
            .map(|id| (file, id))
            .filter(|place| *place != self.place && self.analysis.unit_at(*place) == Some(unit))
            .filter(|place| matches!(tree.expr(place.1).kind, ExprKind::Call { .. }));
        calls.any(|call| {
            let given = arguments(tree.expr(call.1)).iter().enumerate();
            let takes = |argument: &Argument| {
                dotted(tree, argument.value).is_some_and(|name| name == taken)
            };
            let mut given = given.filter(|(_, argument)| takes(argument));
            given.any(|(at, argument)| {
                at == 0 && self.is_one(call)
                    || depth > 0 && self.leads_to_one(call, at, argument, depth)
            })
        })
    }

    /// Whether a call is one that excuses.
    fn is_one(&self, call: Place) -> bool {
        let symbols = self.analysis.calls.get(&call).into_iter().flatten();
        let mut symbols = symbols.map(|symbol| self.analysis.names.get(*symbol));
        symbols.any(|symbol| {
            let others = &self.site.unless_beside;
            let about = others.iter().any(|one| is_about(self.old, one, symbol));
            about && {
                let passed = Passed::of(self.analysis, self.old, call, symbol);
                let fact = |name: &str| passed.fact(name);
                let idle = &self.site.beside_unless;
                idle.iter().all(|one| one.answer(&fact).0 != Answer::Yes)
            }
        })
    }

    /// Whether a function of the project that gets the argument hands it to one.
    fn leads_to_one(&self, call: Place, at: usize, argument: &Argument, depth: usize) -> bool {
        let tree = &self.analysis.file(call.0).tree;
        let ExprKind::Call { function, .. } = &tree.expr(call.1).kind else {
            return false;
        };
        let called = self.analysis.value((call.0, *function));
        called.atoms().iter().any(|atom| {
            let unit = match atom {
                Atom::Function(unit) | Atom::Bound(unit, _) => *unit,
                _ => return false,
            };
            let is_bound = matches!(atom, Atom::Bound(..))
                && self.analysis.get(unit).binding != MethodBinding::Static;
            let parameters = self.analysis.parameters(unit);
            let parameter = match &argument.kind {
                ArgumentKind::Positional => parameters.get(at + usize::from(is_bound)),
                ArgumentKind::Keyword(name) => {
                    parameters.iter().find(|one| one.name.text == name.text)
                }
                _ => None,
            };
            parameter.is_some_and(|one| self.stand_in(unit, &one.name.text, depth - 1))
        })
    }
}
