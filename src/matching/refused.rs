//! Texts that a project does not go on with: `if KEY == "changeme": raise …`.

use crate::rules::condition::{ArgumentFact, ValueFact};
use crate::semantic::infer::Analysis;
use crate::syntax::ast::{ExprId, ExprKind, StmtId, StmtKind, Tree};
use crate::syntax::query::{dotted, last, operands, string, walk, walk_expr};

/// Functions that end the program.
const ENDS: [&str; 4] = ["exit", "_exit", "abort", "quit"];

/// Whether a value may be a text, and the project raises, or ends, where something is one of those that it may be.
#[must_use]
pub(super) fn is_refused(analysis: &Analysis<'_>, fact: &ArgumentFact) -> bool {
    let (ArgumentFact::Values(values, _) | ArgumentFact::PossiblyAbsent(values, _)) = fact else {
        return false;
    };
    let texts = values.iter().filter_map(|value| match value {
        ValueFact::Str(text) if !text.is_empty() => Some(text.as_str()),
        _ => None,
    });
    let texts: Vec<&str> = texts.collect();
    let mut files = analysis.file_ids();
    !texts.is_empty() && files.any(|file| refuses(&analysis.file(file).tree, &texts))
}

fn refuses(tree: &Tree, texts: &[&str]) -> bool {
    tree.stmts.iter().any(|stmt| match &stmt.kind {
        StmtKind::If { test, body, .. } => {
            asks_for(tree, *test, "==", texts)
                && walk(tree, body).into_iter().any(|one| ends(tree, one))
        }
        StmtKind::Assert { test, .. } => asks_for(tree, *test, "!=", texts),
        _ => false,
    })
}

/// Whether a test compares something with one of some texts: by this operator, or as one of several.
fn asks_for(tree: &Tree, test: ExprId, equal: &str, texts: &[&str]) -> bool {
    let within = if equal == "==" { "in" } else { "not in" };
    let names = |id: ExprId| string(tree, id).is_some_and(|text| texts.contains(&text));
    walk_expr(tree, test)
        .into_iter()
        .any(|id| match &tree.expr(id).kind {
            ExprKind::Compare {
                operands,
                operators,
            } => {
                operators
                    .iter()
                    .all(|one| **one == *equal || **one == *within)
                    && operands
                        .iter()
                        .any(|one| walk_expr(tree, *one).into_iter().any(names))
            }
            _ => false,
        })
}

/// Whether a statement raises, or ends the program.
fn ends(tree: &Tree, stmt: StmtId) -> bool {
    let kind = &tree.stmt(stmt).kind;
    let mut parts = operands(kind)
        .into_iter()
        .flat_map(|one| walk_expr(tree, one));
    matches!(kind, StmtKind::Raise { .. })
        || parts.any(|id| match &tree.expr(id).kind {
            ExprKind::Call { function, .. } => {
                dotted(tree, *function).is_some_and(|path| ENDS.contains(&last(&path)))
            }
            _ => false,
        })
}
