//! A client that is made for one call gets a name where the line of the call would be too long with it.

use super::Worker;
use super::hits::Hit;
use crate::matching::references::Context;
use crate::rewrite::names::free_name;
use crate::rewrite::slots::insert_statement_before;
use crate::rules::schema::Provided;
use crate::semantic::store::Place;
use crate::syntax::ast::{ExprId, ExprKind, Parent, StmtId, StmtKind, Tree};
use crate::syntax::parse;
use crate::transforms::Draft;

/// How many columns a line may have.
const WIDTH: usize = 100;

/// What the name is, where the file has no other use for it.
const NAME: &str = "client";

impl Worker<'_, '_> {
    /// The path of a call by the name of its client, which a statement before that of the call makes; none where the
    /// client stands in the call.
    pub(super) fn by_named_client(
        &self,
        hit: &Hit,
        place: Place,
        (provided, path): (&Provided, &str),
        draft: &mut Draft,
    ) -> Option<String> {
        let Context::Called(_) = hit.reference.context else {
            return None;
        };
        let end = format!(".{}", provided.path);
        let client = path.strip_suffix(&end)?;
        // One that the file is given elsewhere would be hidden by it.
        let hides = |word: &str| word == NAME;
        if client
            .split(|c: char| !c.is_alphanumeric() && c != '_')
            .any(hides)
        {
            return None;
        }
        let arguments = arguments_of(client)?;
        let held = self.analysis.file(place.0);
        let (tree, text) = (&held.tree, held.unit.text());
        let span = tree.expr(place.1).span;
        let stmt = stmt_run_with(tree, place.1)?;
        let line = line_around(text, span.start as usize)?;
        let old = text[span.range()].chars().count();
        if text[span.range()].contains('\n')
            || line.chars().count() - old + path.chars().count() <= WIDTH
            || self.calls_in(place, stmt) > 1
        {
            return None;
        }
        let start = tree.stmt(stmt).span.start as usize;
        let first = line_around(text, start)?;
        let indentation = first.len() - first.trim_start().len();
        if text[..start].len() - indentation != text[..start].rfind('\n').map_or(0, |end| end + 1) {
            return None;
        }
        let name = free_name(tree, NAME);
        let whole = format!("{name} = {client}");
        let lines = match indentation + whole.chars().count() <= WIDTH {
            true => whole,
            false => {
                let class = client.split('(').next()?;
                let each: Vec<String> = arguments
                    .iter()
                    .map(|one| format!("    {one},\n"))
                    .collect();
                format!("{name} = {class}(\n{})", each.concat())
            }
        };
        let operation = insert_statement_before(tree, text, stmt, &lines)?;
        draft.edit(place.0, operation);
        Some(format!("{name}{end}"))
    }

    /// How many calls of what changed a statement has.
    fn calls_in(&self, (file, _): Place, stmt: StmtId) -> usize {
        let tree = &self.analysis.file(file).tree;
        let span = tree.stmt(stmt).span;
        let here = |place: &Place| place.0 == file && span.contains(tree.expr(place.1).span);
        let calls = self.analysis.calls.iter().filter(|(place, _)| here(place));
        calls
            .filter(|(_, symbols)| {
                let mut symbols = symbols.iter();
                symbols.any(|one| self.rows(self.analysis.names.get(*one)).is_some())
            })
            .count()
    }
}

/// The arguments of a text that calls a class by its path; none if it is no such call, or has no arguments.
fn arguments_of(client: &str) -> Option<Vec<String>> {
    let tree = parse(client);
    let [stmt] = tree.body[..] else {
        return None;
    };
    let StmtKind::Expr(call) = tree.stmt(stmt).kind else {
        return None;
    };
    let ExprKind::Call {
        function,
        arguments,
        ..
    } = &tree.expr(call).kind
    else {
        return None;
    };
    crate::syntax::query::dotted(&tree, *function)?;
    let each = arguments
        .iter()
        .map(|one| client[one.span.range()].to_owned());
    let each: Vec<String> = each.collect();
    (!each.is_empty() && tree.errors.is_empty() && !client.contains('\n')).then_some(each)
}

/// The statement of an expression that runs whenever the statement does, and has its line for itself.
fn stmt_run_with(tree: &Tree, expr: ExprId) -> Option<StmtId> {
    let mut at = expr;
    while let Parent::Expr(up) = tree.expr(at).parent {
        let always = match &tree.expr(up).kind {
            ExprKind::Lambda { .. } | ExprKind::Comprehension { .. } => false,
            ExprKind::Conditional { test, .. } => *test == at,
            ExprKind::Boolean { left, .. } => *left == at,
            _ => true,
        };
        if !always {
            return None;
        }
        at = up;
    }
    let Parent::Stmt(stmt) = tree.expr(at).parent else {
        return None;
    };
    let simple = matches!(
        tree.stmt(stmt).kind,
        StmtKind::Expr(_)
            | StmtKind::Assign { .. }
            | StmtKind::AnnAssign { .. }
            | StmtKind::AugAssign { .. }
            | StmtKind::Return(_)
            | StmtKind::Raise { .. }
            | StmtKind::For { .. }
    );
    let in_class = matches!(tree.stmt(stmt).parent, Parent::Stmt(up)
        if matches!(tree.stmt(up).kind, StmtKind::Class(_)));
    (simple && !in_class).then_some(stmt)
}

/// The line of a text that an offset is in.
fn line_around(text: &str, at: usize) -> Option<&str> {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    text[start..].lines().next()
}
