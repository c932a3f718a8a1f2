//! Loops whose turns are attempts: one that succeeds leaves, one that fails goes on to the next.

use super::retries::Loops;
use crate::syntax::ast::{Block, ExprId, ExprKind, Handler, Parent, Span, StmtId, StmtKind, Tree};
use crate::syntax::query::{dotted, last, operands, walk, walk_expr};

/// A loop of attempts.
pub(super) struct Loop {
    /// Its statement.
    pub(super) at: StmtId,
    /// Its first line.
    pub(super) span: Span,
    /// What each turn tries.
    pub(super) tried: Span,
    /// What the handlers catch that go on; none for all that goes wrong.
    pub(super) caught: Vec<Option<ExprId>>,
}

/// The loops of attempts of a file.
pub(super) fn attempts(tree: &Tree, loops: &Loops) -> Vec<Loop> {
    let ids = (0..tree.stmts.len())
        .map(|index| StmtId(u32::try_from(index).expect("fewer than 2^32 statements")));
    ids.filter_map(|id| attempt(tree, id, loops)).collect()
}

/// The loop around a `try` whose handlers go on to its next turn.
fn attempt(tree: &Tree, id: StmtId, loops: &Loops) -> Option<Loop> {
    let StmtKind::Try {
        body,
        handlers,
        orelse,
        ..
    } = &tree.stmt(id).kind
    else {
        return None;
    };
    let goes_on: Vec<&Handler> = handlers
        .iter()
        .filter(|one| !leaves_at_last(tree, &one.body))
        .collect();
    let (at, within) = loop_around(tree, id)?;
    let waits = goes_on
        .iter()
        .any(|one| calls(tree, &one.body, &loops.waits));
    let (head, turn) = match &tree.stmt(at).kind {
        StmtKind::While { test, body, .. } => (*test, body),
        StmtKind::For { iterable, body, .. } => {
            let counted = match &tree.expr(*iterable).kind {
                ExprKind::Call { function, .. } => dotted(tree, *function)
                    .is_some_and(|path| loops.counts.iter().any(|one| one == last(&path))),
                _ => false,
            };
            (counted || waits).then_some((*iterable, body))?
        }
        _ => return None,
    };
    let succeeds = leaves(tree, body)
        || leaves(tree, orelse)
        || leaves_behind(tree, turn, within)
        || is_asked(tree, at, head, body.iter().chain(orelse));
    let span = Span::new(tree.stmt(at).span.start, tree.expr(head).span.end);
    let tried = Span::new(
        tree.stmt(*body.first()?).span.start,
        tree.stmt(*body.last()?).span.end,
    );
    (succeeds && !goes_on.is_empty()).then(|| Loop {
        at,
        span,
        tried,
        caught: goes_on.iter().map(|one| one.exception).collect(),
    })
}

/// The loop that a statement stands in, and the statement of its body that holds it.
fn loop_around(tree: &Tree, id: StmtId) -> Option<(StmtId, StmtId)> {
    let mut at = id;
    while let Parent::Stmt(up) = tree.stmt(at).parent {
        match &tree.stmt(up).kind {
            StmtKind::For { body, .. } | StmtKind::While { body, .. } => {
                return body.contains(&at).then_some((up, at));
            }
            StmtKind::With { .. } | StmtKind::If { .. } | StmtKind::Try { .. } => at = up,
            _ => return None,
        }
    }
    None
}

/// Whether a statement leaves the loop.
pub(super) fn is_leaving(kind: &StmtKind) -> bool {
    match kind {
        StmtKind::Return(_) => true,
        StmtKind::Other { keyword, .. } => &**keyword == "break",
        _ => false,
    }
}

/// Whether some statement of a block, or of the blocks in it, leaves the loop.
fn leaves(tree: &Tree, block: &Block) -> bool {
    walk(tree, block)
        .iter()
        .any(|id| is_leaving(&tree.stmt(*id).kind))
}

/// Whether the last statement of a block leaves, in whatever way.
fn leaves_at_last(tree: &Tree, block: &Block) -> bool {
    let last = block.last().map(|id| &tree.stmt(*id).kind);
    last.is_some_and(|kind| is_leaving(kind) || matches!(kind, StmtKind::Raise { .. }))
}

/// Whether the turn leaves behind a statement of it.
fn leaves_behind(tree: &Tree, turn: &Block, within: StmtId) -> bool {
    let mut behind = turn.iter().skip_while(|id| **id != within).skip(1);
    behind.any(|id| is_leaving(&tree.stmt(*id).kind))
}

/// Whether the test of a `while` asks for a name that `statements` assign.
fn is_asked<'b>(
    tree: &Tree,
    at: StmtId,
    test: ExprId,
    statements: impl Iterator<Item = &'b StmtId>,
) -> bool {
    if !matches!(tree.stmt(at).kind, StmtKind::While { .. }) {
        return false;
    }
    let asked: Vec<String> = walk_expr(tree, test)
        .into_iter()
        .filter_map(|id| dotted(tree, id))
        .collect();
    let mut statements = statements;
    statements.any(|id| match &tree.stmt(*id).kind {
        StmtKind::Assign { targets, .. } => targets
            .iter()
            .any(|target| dotted(tree, *target).is_some_and(|name| asked.contains(&name))),
        _ => false,
    })
}

/// Whether a block calls one of some functions, by their last names.
fn calls(tree: &Tree, block: &Block, functions: &[String]) -> bool {
    let is_one = |id: ExprId| match &tree.expr(id).kind {
        ExprKind::Call { function, .. } => dotted(tree, *function)
            .is_some_and(|path| functions.iter().any(|one| one == last(&path))),
        _ => false,
    };
    walk(tree, block).iter().any(|stmt| {
        let mut within = operands(&tree.stmt(*stmt).kind).into_iter();
        within.any(|id| walk_expr(tree, id).into_iter().any(is_one))
    })
}
