//! Statements that go over several lines. A comment behind one is about all of it: who writes it thinks of the statement, and
//! formatters put the comment of a line behind its last bracket where they break it.

use std::collections::BTreeMap;

use crate::finding::Location;
use crate::semantic::project::File;
use crate::syntax::ast::{ExprId, Span, StmtKind};

/// The cell of a notebook, and the line.
pub type Place = (Option<u32>, u32);

/// The last lines of statements that go over several, and of what stands above the blocks of others, each with the first line.
#[must_use]
pub fn long_statements(file: &File) -> BTreeMap<Place, u32> {
    let mut out = BTreeMap::new();
    let mut put = |first: &Location, last: &Location| {
        if first.cell == last.cell && first.start.line < last.end.line {
            out.insert((last.cell, last.end.line), first.start.line);
        }
    };
    for stmt in &file.tree.stmts {
        let heads = heads(file, &stmt.kind, stmt.span);
        if heads.is_empty() && !matches!(stmt.kind, StmtKind::Try { .. } | StmtKind::Match { .. }) {
            let at = file.unit.location(stmt.span);
            put(&at, &at);
        }
        for id in decorators(&stmt.kind) {
            let at = file.unit.location(file.tree.expr(*id).span);
            put(&at, &at);
        }
        for (first, body) in heads {
            let last = before(file.unit.text(), body);
            put(&at(file, first), &at(file, last));
        }
    }
    out
}

fn decorators(kind: &StmtKind) -> &[ExprId] {
    match kind {
        StmtKind::Function(one) => &one.decorators,
        StmtKind::Class(one) => &one.decorators,
        _ => &[],
    }
}

fn at(file: &File, offset: u32) -> Location {
    file.unit.location(Span::new(offset, offset))
}

/// Where what stands above a block begins, and where the block does: of what has blocks.
fn heads(file: &File, kind: &StmtKind, span: Span) -> Vec<(u32, u32)> {
    let begins = |first: u32, body: &[_]| {
        let body = body.first().map(|id| file.tree.stmt(*id).span.start);
        body.map(|body| (first, body))
    };
    // Each decorator is a line of its own: the head begins at the end of the last one's.
    let behind = |decorators: &[ExprId]| {
        let last = decorators.last();
        let last = last.map(|id| file.tree.expr(*id).span.end as usize);
        let text = file.unit.text();
        let begins = last.and_then(|last| {
            let line = last + text[last..].find(['\n', '\r'])?;
            let blank = text[line..].len() - text[line..].trim_start().len();
            u32::try_from(line + blank).ok()
        });
        begins.unwrap_or(span.start)
    };
    let head = match kind {
        StmtKind::If { body, .. }
        | StmtKind::For { body, .. }
        | StmtKind::While { body, .. }
        | StmtKind::With { body, .. } => begins(span.start, body),
        StmtKind::Function(one) => begins(behind(&one.decorators), &one.body),
        StmtKind::Class(one) => begins(behind(&one.decorators), &one.body),
        StmtKind::Match { subject, .. } => {
            let behind = file.tree.expr(*subject).span.end;
            let colon = file.unit.text()[behind as usize..].find(':');
            let colon = colon.and_then(|at| u32::try_from(at).ok());
            colon.map(|at| (span.start, behind + at))
        }
        StmtKind::Try { handlers, .. } => {
            let handlers = handlers.iter();
            return handlers
                .filter_map(|one| begins(one.span.start, &one.body))
                .collect();
        }
        _ => None,
    };
    head.into_iter().collect()
}

/// The end of the last line above a block that is neither empty nor a comment; of a block on the same line, where it begins.
fn before(text: &str, block: u32) -> u32 {
    let mut end = block as usize;
    loop {
        let start = text[..end].rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let line = text[start..end].trim();
        if start == 0 || !line.is_empty() && !line.starts_with('#') {
            return u32::try_from(end).unwrap_or(block);
        }
        end = start - 1;
    }
}
