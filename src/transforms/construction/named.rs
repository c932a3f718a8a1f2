//! Writes the names of arguments that are given by their positions.

use super::super::Draft;
use super::super::names::wants_parentheses;
use crate::matching::passed::signatures;
use crate::matching::policies::Hit;
use crate::rewrite::Operation;
use crate::rules::model::Model;
use crate::semantic::infer::Analysis;
use crate::syntax::ast::{Argument, ArgumentKind, Tree};
use crate::syntax::query::arguments;

/// The edits that give names to the first argument that the policy found and to all that stand by position behind
/// it: what follows a name must have one.
pub(super) fn named(
    analysis: &Analysis<'_>,
    model: &Model,
    hit: &Hit<'_>,
    allowed: &[String],
) -> Draft {
    let mut draft = Draft::default();
    let (file, call) = hit.place;
    let tree = &analysis.file(file).tree;
    let given = arguments(tree.expr(call));
    let places = hit.named.iter().filter_map(|name| hit.passed.index(name));
    let Some(first) = places.min() else {
        return draft;
    };
    for (index, argument) in given.iter().enumerate().skip(first) {
        if argument.kind != ArgumentKind::Positional {
            continue;
        }
        let name = name_of(model, hit, index);
        match name.filter(|name| allowed.iter().any(|one| one == name)) {
            Some(name) => draft.edit(file, write_name(tree, argument, name)),
            None => {
                let what = name.map_or_else(|| "what".to_owned(), |name| format!("`{name}`"));
                let note = format!("{what} stands by position behind them and has no name to keep");
                draft.manual("needs-decision", note);
                return draft;
            }
        }
    }
    draft
}

/// What the symbol calls the argument that stands at a place of the call.
fn name_of<'m>(model: &'m Model, hit: &Hit<'_>, index: usize) -> Option<&'m str> {
    let parameters = signatures(model, &hit.symbol).iter();
    let mut names = parameters.flat_map(|one| one.parameters.iter().map(|one| &*one.name));
    names.find(|name| hit.passed.index(name) == Some(index))
}

fn write_name(tree: &Tree, argument: &Argument, name: &str) -> Operation {
    let span = tree.expr(argument.value).outer;
    match wants_parentheses(tree, argument.value) {
        true => Operation::wrap(span, format!("{name}=("), ")"),
        false => Operation::insert(span.start, format!("{name}=")),
    }
}
