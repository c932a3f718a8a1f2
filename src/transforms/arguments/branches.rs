//! Where what a call needs can be done in a statement before it: before the statement that begins with the call, or
//! in a branch of its own, where a conditional expression decides whether the call is made.

use crate::rewrite::lines::Layout;
use crate::rewrite::slots::insert_statement_before;
use crate::rewrite::{Operation, Piece};
use crate::syntax::ast::{ExprId, ExprKind, Parent, Span, StmtId, StmtKind, Tree};
use crate::syntax::query::dotted;

/// Stands for a stretch of the source in the text of an operation.
pub const HOLE: &str = "\u{0}";

/// Where a statement can stand before a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lead {
    /// Before a statement, which begins with the call.
    Statement(StmtId),
    /// In a branch of the statement that a conditional expression becomes, which is all that its statement gives.
    Branch {
        stmt: StmtId,
        conditional: ExprId,
        /// Whether the call is made if the condition holds.
        holds: bool,
    },
}

/// Where a statement can stand that is run only and always right before an expression is evaluated.
#[must_use]
pub fn leads(tree: &Tree, expr: ExprId) -> Option<Lead> {
    let up = match tree.expr(expr).parent {
        Parent::Expr(up) => up,
        Parent::Stmt(stmt) => {
            return (given_by(tree, stmt) == Some(expr)).then_some(Lead::Statement(stmt));
        }
        Parent::Module => return None,
    };
    let first = match &tree.expr(up).kind {
        ExprKind::Attribute { value, .. }
        | ExprKind::Subscript { value, .. }
        | ExprKind::Await(value) => *value == expr,
        ExprKind::Call {
            function,
            arguments,
            ..
        } => {
            let named = dotted(tree, *function).is_some();
            let first = arguments.first().is_some_and(|one| one.value == expr);
            *function == expr || named && first
        }
        ExprKind::Conditional { body, orelse, .. } => {
            let Parent::Stmt(stmt) = tree.expr(up).parent else {
                return None;
            };
            let branches = matches!(
                &tree.stmt(stmt).kind,
                StmtKind::Return(_) | StmtKind::Assign { .. } | StmtKind::Expr(_)
            );
            let holds = *body == expr;
            let whole = branches && given_by(tree, stmt) == Some(up);
            return (whole && (holds || *orelse == expr)).then_some(Lead::Branch {
                stmt,
                conditional: up,
                holds,
            });
        }
        _ => false,
    };
    first.then(|| leads(tree, up))?
}

/// What a statement begins by evaluating.
fn given_by(tree: &Tree, stmt: StmtId) -> Option<ExprId> {
    match &tree.stmt(stmt).kind {
        StmtKind::Expr(value) => Some(*value),
        StmtKind::Assign { targets, value } => {
            // A target may do something, but only behind the value.
            (!targets.is_empty()).then_some(*value)
        }
        StmtKind::AnnAssign { value, .. } | StmtKind::Return(value) => *value,
        StmtKind::For { iterable, .. } => Some(*iterable),
        _ => None,
    }
}

impl Lead {
    /// The edit that puts a statement there, with stretches of the source for the holes in its text.
    #[must_use]
    pub fn put(self, tree: &Tree, text: &str, line: &str, values: &[Span]) -> Option<Operation> {
        let (stmt, conditional, holds) = match self {
            Self::Statement(stmt) => {
                let mut before = insert_statement_before(tree, text, stmt, line)?;
                fill(&mut before, values.iter().copied());
                return Some(before);
            }
            Self::Branch {
                stmt,
                conditional,
                holds,
            } => (stmt, conditional, holds),
        };
        let whole = tree.stmt(stmt).span;
        let layout = Layout::of(tree, text);
        let line_end = layout.line_end(whole.end);
        let behind = text[whole.end as usize..line_end as usize].trim();
        let alone = layout.is_first_on_line(whole.start) && behind.is_empty();
        if !alone || !layout.comments_in(whole.start, line_end).is_empty() {
            return None;
        }
        let line = with_text(line, text, values);
        let (lines, spans) = branches((tree, text), (stmt, conditional, holds), &line)?;
        let indentation = layout.indentation(whole.start);
        let between = format!("{}{indentation}", layout.line_break(whole.start));
        let mut operation = Operation::replace(whole, lines.join(&between));
        fill(&mut operation, spans.into_iter());
        Some(operation)
    }
}

/// A text with the source of some stretches in its holes: they stand in the call as well, and are plain, so that their
/// text is what it was.
fn with_text(line: &str, text: &str, values: &[Span]) -> String {
    let mut values = values
        .iter()
        .map(|span| &text[span.start as usize..span.end as usize]);
    let mut parts = line.split(HOLE);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(values.next().unwrap_or_default());
        out.push_str(part);
    }
    out
}

/// The lines of the statement that a conditional expression becomes, with a line before its call, and what stands in
/// their holes.
fn branches(
    (tree, text): (&Tree, &str),
    (stmt, conditional, holds): (StmtId, ExprId, bool),
    line: &str,
) -> Option<(Vec<String>, Vec<Span>)> {
    let ExprKind::Conditional { test, body, orelse } = &tree.expr(conditional).kind else {
        return None;
    };
    let start = tree.stmt(stmt).span.start as usize;
    let head = &text[start..tree.expr(conditional).outer.start as usize];
    let part = |expr: ExprId| {
        let expr = tree.expr(expr);
        let broken = text[expr.span.start as usize..expr.span.end as usize].contains('\n');
        let bare = expr.outer == expr.span && !matches!(expr.kind, ExprKind::Call { .. });
        match broken && bare {
            true => format!("({HOLE})"),
            false => HOLE.to_owned(),
        }
    };
    let indented = |lines: Vec<String>| lines.into_iter().map(|one| format!("    {one}"));
    let branch = |expr: ExprId, called: bool| -> Vec<String> {
        let before = line.lines().filter(|_| called).map(str::to_owned);
        before.chain([format!("{head}{}", part(expr))]).collect()
    };
    let mut lines = vec![format!("if {}:", part(*test))];
    lines.extend(indented(branch(*body, holds)));
    let last = branch(*orelse, !holds);
    if matches!(&tree.stmt(stmt).kind, StmtKind::Return(_)) {
        lines.extend(last);
    } else {
        lines.push("else:".to_owned());
        lines.extend(indented(last));
    }
    let spans = [*test, *body, *orelse].map(|one| tree.expr(one).outer);
    Some((lines, spans.to_vec()))
}

/// Puts stretches of the source into the holes of an operation's text.
fn fill(operation: &mut Operation, mut spans: impl Iterator<Item = Span>) {
    let pieces = std::mem::take(&mut operation.pieces);
    for piece in pieces {
        let Piece::Text(text) = piece else {
            operation.pieces.push(piece);
            continue;
        };
        let mut parts = text.split(HOLE);
        operation.pieces.extend(parts.next().map(Piece::text));
        for part in parts {
            operation.pieces.extend(spans.next().map(Piece::Source));
            operation.pieces.push(Piece::text(part));
        }
    }
}
