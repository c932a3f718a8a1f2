//! Arguments that changed in a call which is itself as it was.

use super::{Call, Plan};
use crate::finding::Applicability;
use crate::matching::argument_rows::PassedArgument;
use crate::matching::passed::signatures;
use crate::rules::active::ActivePack;
use crate::rules::condition::ArgumentFact;
use crate::rules::schema::Action;
use crate::semantic::infer::Analysis;
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

const fn is_literal(kind: &ExprKind) -> bool {
    matches!(
        kind,
        ExprKind::None | ExprKind::Bool(_) | ExprKind::Number(_) | ExprKind::Str { .. }
    )
}
