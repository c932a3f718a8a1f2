//! Arguments with another name and nothing else that is new.

use crate::finding::Applicability;
use crate::matching::argument_rows::PassedArgument;
use crate::rewrite::Operation;
use crate::rules::active::ActivePack;
use crate::rules::condition::ArgumentFact;
use crate::rules::schema::Action;
use crate::semantic::infer::Analysis;
use crate::syntax::ast::ArgumentKind;
use crate::syntax::query::arguments;
use crate::transforms::Draft;

/// The edit of an argument that has another name, where that is all.
#[must_use]
pub fn renamed(
    analysis: &Analysis<'_>,
    active: &ActivePack,
    argument: &PassedArgument,
) -> Option<Draft> {
    let PassedArgument {
        row, place, passed, ..
    } = argument;
    let old = row.argument.as_ref()?;
    let case = row.argument_table(old)?.choose(&passed.fact(old))?;
    let Action::Rename(new) = &case.action else {
        return None;
    };
    let worst = case
        .applicability
        .map_or(row.applicability, |one| one.min(row.applicability));
    if worst == Applicability::Manual
        || case.template.is_some()
        || !row.new_form_exists(&active.target)
        || passed.fact(new) != ArgumentFact::Absent
    {
        return None;
    }
    let call = analysis.file(place.0).tree.expr(place.1);
    let argument = &arguments(call)[passed.index(old)?];
    let ArgumentKind::Keyword(name) = &argument.kind else {
        return None;
    };
    let mut draft = Draft::default();
    draft.at_most(worst);
    draft.edit(place.0, Operation::replace(name.span, new.as_str()));
    Some(draft)
}
