//! Arguments that changed in a call which is itself as it was.

use super::{Call, Plan};
use crate::finding::Applicability;
use crate::matching::argument_rows::PassedArgument;
use crate::matching::passed::{means, signatures};
use crate::rules::active::ActivePack;
use crate::rules::condition::ArgumentFact;
use crate::rules::schema::{Action, Change};
use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::semantic::value::Atom;
use crate::syntax::ast::{ArgumentKind, ExprKind};
use crate::syntax::query::arguments;
use crate::transforms::Draft;

/// What becomes of an argument that a row is about, where the symbol itself stays. None if the row has no
/// new form; where the symbol has another name as well, the two are one part, and nothing is done here.
#[must_use]
pub fn alone(
    analysis: &Analysis<'_>,
    active: &ActivePack,
    argument: &PassedArgument,
) -> Option<Draft> {
    let PassedArgument {
        row,
        place,
        passed,
        symbol,
        ..
    } = argument;
    let name = row.argument.as_ref()?;
    let case = row.argument_table(name)?.choose(&passed.fact(name))?;
    if row.applicability == Applicability::Manual || !row.new_form_exists(&active.target) {
        return None;
    }
    let mut draft = Draft::default();
    draft.at_most(row.applicability);
    let path = analysis.file(place.0).unit.display();
    if active
        .row_about(symbol, path)
        .is_some_and(|(row, _)| row.new.is_some())
    {
        draft.manual(
            "not-supported",
            "The call has another name as well, and the two are rewritten together or not at all.",
        );
        return Some(draft);
    }
    let tree = &analysis.file(place.0).tree;
    let Some(index) = passed.index(name) else {
        draft.manual("argument-unknown", format!("`{name}` is given elsewhere."));
        return Some(draft);
    };
    if !is_certain(analysis, active, *place, row) {
        draft.manual(
            "value-unknown",
            "What is called here may be something else, which takes the argument as it is.",
        );
        return Some(draft);
    }
    let given = &arguments(tree.expr(place.1))[index];
    if !matches!(given.kind, ArgumentKind::Keyword(_)) {
        draft.manual(
            "not-supported",
            format!("`{name}` is given by its position: name it first."),
        );
        return Some(draft);
    }
    if let Action::Rename(new) = &case.action
        && passed.fact(new) != ArgumentFact::Absent
    {
        draft.manual(
            "needs-decision",
            format!(
                "`{new}` is given or may be given here as well: decide which of the two holds."
            ),
        );
        return Some(draft);
    }
    let old = signatures(&active.old, symbol);
    let call = Call {
        file: place.0,
        call: place.1,
        skip: 0,
        change: row,
        old,
        new: None,
        variant: None,
    };
    let mut plan = Plan::new(analysis, &call);
    plan.argument(index, given, name, true);
    draft.absorb(plan.finish(None).draft);
    if case.action == Action::Drop && !is_literal(&tree.expr(given.value).kind) {
        draft.at_most(Applicability::Unsafe);
        draft.note(format!(
            "What is given as `{name}` here is no longer looked at."
        ));
    }
    Some(draft)
}

/// Whether a row says the same of whatever a call calls.
fn is_certain(analysis: &Analysis<'_>, active: &ActivePack, place: Place, row: &Change) -> bool {
    let ExprKind::Call { function, .. } = &analysis.file(place.0).tree.expr(place.1).kind else {
        return false;
    };
    let callee = analysis.value((place.0, *function));
    let says = |symbol: &str| {
        let rows = active.rows(symbol).unwrap_or_default();
        let same = |other: &Change| other.argument == row.argument && other.new == row.new;
        rows.iter().any(|(other, _)| same(other))
    };
    let symbols = analysis.calls.get(&place).into_iter().flatten();
    let symbols: Vec<&str> = symbols
        .map(|symbol| analysis.names.get(*symbol))
        .filter(|symbol| says(symbol))
        .collect();
    let is_meant = |atom: &Atom| symbols.iter().any(|one| means(analysis, *atom, one));
    // A function that calls what it is given is one thing itself.
    callee.is_complete() && (callee.atoms().len() == 1 || callee.atoms().iter().all(is_meant))
}

const fn is_literal(kind: &ExprKind) -> bool {
    matches!(
        kind,
        ExprKind::None | ExprKind::Bool(_) | ExprKind::Number(_) | ExprKind::Str { .. }
    )
}
