//! Statements with their lines.

use std::collections::BTreeSet;

use crate::rewrite::lines::Layout;
use crate::rewrite::operation::Operation;
use crate::syntax::ast::{Block, Parent, Span, StmtId, Tree};
use crate::syntax::query::blocks;

/// Removes statements with their lines; comments on lines of their own stay. A block that would be
/// empty gets `pass`.
#[must_use]
pub fn remove_statements(tree: &Tree, text: &str, remove: &BTreeSet<StmtId>) -> Vec<Operation> {
    let layout = Layout::of(tree, text);
    let mut done: BTreeSet<(Option<StmtId>, StmtId)> = BTreeSet::new();
    let mut operations = Vec::new();
    for &stmt in remove {
        let (owner, siblings) = siblings(tree, stmt);
        if !done.insert((owner, siblings[0])) {
            continue;
        }
        operations.extend(remove_from_block(tree, layout, siblings, owner, remove));
    }
    operations
}

/// Removes one statement; `pass` stands there if it was alone in its block.
#[must_use]
pub fn remove_statement(tree: &Tree, text: &str, stmt: StmtId) -> Vec<Operation> {
    remove_statements(tree, text, &BTreeSet::from([stmt]))
}

/// A statement before another, with its indentation; above the comments that belong to it. `None` if
/// it can't stand there: on a line of several statements only one simple line can.
#[must_use]
pub fn insert_statement_before(
    tree: &Tree,
    text: &str,
    stmt: StmtId,
    statement: &str,
) -> Option<Operation> {
    let layout = Layout::of(tree, text);
    let start = tree.stmt(stmt).span.start;
    if !layout.is_first_on_line(start) {
        let simple = !statement.contains('\n');
        return simple.then(|| outermost(start, format!("{statement}; ")));
    }
    let (_, block) = siblings(tree, stmt);
    let leads_module = tree.body.first() == Some(&stmt);
    let mut at = layout.line_start(start);
    let floor = match block.iter().position(|&other| other == stmt) {
        Some(place) if place > 0 => tree.stmt(block[place - 1]).span.end,
        _ => 0,
    };
    while let Some(above) = layout.previous_line(at).filter(|_| !leads_module) {
        let first = layout.skip_blanks(above);
        let belongs = layout.comment_at(first).is_some()
            && above >= floor
            && layout.indentation(above) == layout.indentation(start);
        if !belongs {
            break;
        }
        at = above;
    }
    let line_break = layout.line_break(start);
    let lines = indented(statement, layout.indentation(start), line_break);
    Some(outermost(at, format!("{lines}{line_break}")))
}

/// A statement behind another, with its indentation. `None` if it can't stand there: on a line of
/// several statements only one simple line can.
#[must_use]
pub fn insert_statement_after(
    tree: &Tree,
    text: &str,
    stmt: StmtId,
    statement: &str,
) -> Option<Operation> {
    let layout = Layout::of(tree, text);
    let Span { start, end } = tree.stmt(stmt).span;
    let behind = skip_semicolon(layout, end);
    if !layout.is_first_on_line(start) || !layout.is_last_on_line(behind) {
        let simple = !statement.contains('\n');
        return simple.then(|| outermost(end, format!("; {statement}")));
    }
    let line_break = layout.line_break(end);
    let lines = indented(statement, layout.indentation(start), line_break);
    let at = layout.next_line(end);
    if at == layout.line_end(end) {
        return Some(outermost(at, format!("{line_break}{lines}")));
    }
    Some(outermost(at, format!("{lines}{line_break}")))
}

/// Puts `pass` where `operations` (of several parts, each right by itself) would leave a block empty.
pub fn keep_blocks_filled(tree: &Tree, operations: &mut [Operation]) {
    let deletes = |operations: &[Operation], span: Span| {
        operations
            .iter()
            .position(|operation| operation.is_deletion() && operation.span.contains(span))
    };
    if !operations.iter().any(Operation::is_deletion) {
        return;
    }
    for stmt in &tree.stmts {
        for block in blocks(&stmt.kind) {
            let spans: Vec<Span> = block.iter().map(|&id| tree.stmt(id).span).collect();
            let gone: Option<Vec<usize>> = spans
                .iter()
                .map(|&span| deletes(operations, span))
                .collect();
            let survives = deletes(operations, stmt.span).is_none();
            if let Some(first) = gone.as_ref().and_then(|gone| gone.first())
                && survives
            {
                // From the statement itself on, so that its indentation stays.
                let kept = operations[*first].layer;
                operations[*first] = Operation::replace(spans[0], "pass").on_layer(kept);
            }
        }
    }
}

fn outermost(at: u32, text: String) -> Operation {
    Operation::insert(at, text).on_layer(Operation::OUTERMOST)
}

fn indented(statement: &str, indentation: &str, line_break: &str) -> String {
    let lines: Vec<String> = statement
        .lines()
        .map(|line| {
            if line.is_empty() {
                String::new()
            } else {
                format!("{indentation}{line}")
            }
        })
        .collect();
    lines.join(line_break)
}

/// Behind a semicolon that ends the statement.
fn skip_semicolon(layout: Layout<'_>, end: u32) -> u32 {
    let at = layout.skip_blanks(end);
    let semicolon = layout.next_token(at, layout.end().min(at + 1), b';');
    semicolon.map_or(end, |semicolon| semicolon.end)
}

/// The block that a statement stands in and the statement that has it.
pub(crate) fn siblings(tree: &Tree, stmt: StmtId) -> (Option<StmtId>, &Block) {
    if let Parent::Stmt(owner) = tree.stmt(stmt).parent
        && let Some(block) = blocks(&tree.stmt(owner).kind)
            .into_iter()
            .find(|block| block.contains(&stmt))
    {
        return (Some(owner), block);
    }
    (None, &tree.body)
}

fn remove_from_block(
    tree: &Tree,
    layout: Layout<'_>,
    block: &Block,
    owner: Option<StmtId>,
    remove: &BTreeSet<StmtId>,
) -> Vec<Operation> {
    let mut gone: BTreeSet<usize> = (0..block.len())
        .filter(|&index| remove.contains(&block[index]))
        .collect();
    let mut operations = Vec::new();
    if owner.is_some() && gone.len() == block.len() {
        gone.remove(&0);
        operations.push(Operation::replace(tree.stmt(block[0]).span, "pass"));
    }
    for &index in &gone {
        operations.extend(remove_one(tree, layout, block, index, &gone));
    }
    operations
}

fn remove_one(
    tree: &Tree,
    layout: Layout<'_>,
    block: &Block,
    index: usize,
    gone: &BTreeSet<usize>,
) -> Vec<Operation> {
    let span_of = |index: usize| tree.stmt(block[index]).span;
    let span = span_of(index);
    let last = layout.is_last_on_line(skip_semicolon(layout, span.end));
    if last && layout.is_first_on_line(span.start) {
        return remove_lines(layout, span);
    }
    if !last && index + 1 < block.len() {
        return vec![Operation::delete(Span::new(
            span.start,
            span_of(index + 1).start,
        ))];
    }
    // The last of several on a line: those before it that go too took the blanks up to here.
    let mut from = span.start;
    for place in (0..index).rev() {
        let before = span_of(place);
        if !layout.on_one_line(before.end, from) {
            break;
        }
        if !gone.contains(&place) {
            let between = Operation::delete(Span::new(before.end, from));
            return vec![between, Operation::delete(span)];
        }
        from = before.start;
    }
    if layout.is_first_on_line(from) {
        let rest = Span::new(span.start, layout.next_line(span.end));
        let indentation = Span::new(layout.line_start(from), from);
        return vec![Operation::delete(indentation), Operation::delete(rest)]
            .into_iter()
            .filter(|operation| !operation.is_insertion())
            .collect();
    }
    vec![Operation::delete(span)]
}

/// Whole lines, and as many of the blank lines behind them as stand before them, so that no gap is
/// left. Two operations, so that something can still be inserted between the lines.
fn remove_lines(layout: Layout<'_>, span: Span) -> Vec<Operation> {
    let start = layout.line_start(span.start);
    let end = layout.next_line(span.end);
    let is_blank = |at: u32| layout.skip_blanks(at) == layout.line_end(at);
    let mut gap = 0;
    let mut above = start;
    while let Some(line) = layout.previous_line(above).filter(|&line| is_blank(line)) {
        gap += 1;
        above = line;
    }
    let mut behind = end;
    while behind < layout.end() && is_blank(behind) && (gap > 0 || above == 0) {
        behind = layout.next_line(behind);
        gap -= i32::from(above > 0);
    }
    let mut operations = vec![Operation::delete(Span::new(start, end))];
    if behind > end {
        operations.push(Operation::delete(Span::new(end, behind)));
    }
    operations
}
