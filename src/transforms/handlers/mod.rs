//! Classes of exceptions under a new name: where the name alone is not the whole change.

mod constructor;
mod derived;
mod initialised;
mod ladder;
#[cfg(test)]
mod ladder_tests;
mod ladders;
mod made;
mod making;

pub use self::derived::{derived_anew, is_kept};
pub use self::ladders::{Ladders, Outcome, rung_of};
pub use self::made::made_anew;

use crate::rules::active::ActivePack;
use crate::rules::schema::New;
use crate::semantic::infer::Analysis;
use crate::semantic::value::FileId;
use crate::syntax::ast::{ExprId, ExprKind, Handler, Parent, Span, StmtId, StmtKind};

use crate::matching::references::symbol_of;
use crate::rules::model::{Model, Symbol};
use crate::syntax::ast::Tree;

/// A class that a handler catches, by its name before and after.
#[derive(Debug, PartialEq, Eq)]
struct Caught {
    rank: usize,
    span: Span,
    old: String,
    new: String,
}

/// Why another name is not enough for a class that is named here; none if it is.
#[must_use]
pub fn more_than_a_name(
    analysis: &Analysis<'_>,
    (active, ladders): (&ActivePack, &Ladders),
    place: (FileId, ExprId),
    (old, new): (&str, &str),
) -> Option<&'static str> {
    let (file, expr) = place;
    let tree = &analysis.file(file).tree;
    if let Some(made) = made_anew(analysis, active, place, (old, new)) {
        return made.err();
    }
    if let Some(derived) = derived_anew(analysis, active, place, (old, new)) {
        return derived.err();
    }
    let mut at = expr;
    loop {
        match tree.expr(at).parent {
            Parent::Expr(up) => match &tree.expr(up).kind {
                ExprKind::Tuple(_) => at = up,
                _ => return None,
            },
            Parent::Stmt(stmt) => {
                return match &tree.stmt(stmt).kind {
                    StmtKind::Try { .. } => {
                        let changes = match ladders.around(analysis, place) {
                            Some((_, Outcome::Unsolved(rungs))) => {
                                rung_of(analysis, place).is_some_and(|rung| rungs.contains(&rung))
                            }
                            Some(_) => false,
                            // A pack that does not say what goes wrong: by its classes alone.
                            None => {
                                let caught = caught(analysis, active, (file, stmt));
                                caught
                                    .iter()
                                    .filter(|one| tree.expr(expr).span == one.span)
                                    .any(|one| changes_a_ladder(active, one, &caught))
                            }
                        };
                        changes.then_some(
                            "the order of the handlers means something else with the new classes",
                        )
                    }
                    _ => None,
                };
            }
            Parent::Module => return None,
        }
    }
}

/// Whether the two classes are made of different arguments, as far as the models have them: a model that
/// lacks the new one leaves it to the row.
fn made_otherwise(active: &ActivePack, old: &str, new: &str) -> bool {
    let takes = |model: &Model, path: &str| {
        let class = model.class_named(path)?;
        let Symbol::Function(id) = model.member(class, "__init__")?.1 else {
            return None;
        };
        let signature = model.function(id).signatures.first()?;
        let names = signature.parameters.iter();
        Some(names.map(|one| one.name.clone()).collect::<Vec<_>>())
    };
    active.new.class_named(new).is_some() && takes(&active.old, old) != takes(&active.new, new)
}

/// What the handlers of a `try` catch of the package, in their order.
fn caught(
    analysis: &Analysis<'_>,
    active: &ActivePack,
    (file, stmt): (FileId, StmtId),
) -> Vec<Caught> {
    let tree = &analysis.file(file).tree;
    let StmtKind::Try { handlers, .. } = &tree.stmt(stmt).kind else {
        return Vec::new();
    };
    let mut out = Vec::new();
    for (rank, handler) in handlers.iter().enumerate() {
        for expr in named(tree, handler) {
            let value = analysis.value((file, expr));
            for old in value
                .atoms()
                .iter()
                .filter_map(|atom| symbol_of(analysis, *atom))
            {
                let renamed = renamed_to(active, &old);
                out.extend(renamed.into_iter().map(|new| Caught {
                    rank,
                    span: tree.expr(expr).span,
                    old: old.clone(),
                    new,
                }));
            }
        }
    }
    out
}

/// What a class is in the new version: the class that takes its place, with those that handlers catch beside it.
#[must_use]
pub fn renamed_to(active: &ActivePack, old: &str) -> Vec<String> {
    let rows = active.rows(&active.old.canonical(old)).unwrap_or_default();
    let renamed = rows.iter().find_map(|(row, _)| match &row.new {
        Some(New::Name(new)) => {
            let all = std::iter::once(new).chain(&row.caught);
            Some(all.cloned().collect())
        }
        _ => None,
    });
    renamed.unwrap_or_else(|| vec![old.to_owned()])
}

/// The classes that a handler names.
fn named(tree: &Tree, handler: &Handler) -> Vec<ExprId> {
    match handler.exception {
        Some(expr) => match &tree.expr(expr).kind {
            ExprKind::Tuple(items) => items.clone(),
            _ => vec![expr],
        },
        None => Vec::new(),
    }
}

/// Whether a class is below one of another handler in one version and not in the other: then the
/// earlier of the two handlers takes what the later one had, or leaves it.
fn changes_a_ladder(active: &ActivePack, one: &Caught, all: &[Caught]) -> bool {
    let below = |model: &Model, low: &str, high: &str| match (
        model.class_named(low),
        model.class_named(high),
    ) {
        (Some(low), Some(high)) => model.is_below(low, high),
        _ => false,
    };
    all.iter().any(|other| {
        let (early, late) = match one.rank.cmp(&other.rank) {
            std::cmp::Ordering::Less => (one, other),
            std::cmp::Ordering::Equal => return false,
            std::cmp::Ordering::Greater => (other, one),
        };
        below(&active.old, &late.old, &early.old) != below(&active.new, &late.new, &early.new)
    })
}
