//! Conditions that became the same as the one before them: what two names held is one thing in the new version, and asking
//! for it twice is once too often.

use std::collections::BTreeSet;

use super::apply::Named;
use super::by_name::merge;
use crate::finding::Finding;
use crate::rewrite::slots::remove_statements;
use crate::rewrite::{Operation, apply, flatten};
use crate::semantic::infer::Analysis;
use crate::semantic::value::FileId;
use crate::syntax::ast::{Block, ExprId, ExprKind, Span, StmtId, StmtKind, Tree};
use crate::syntax::query::{blocks, walk_expr};

/// Takes a condition out that says and does what the one right before it does, once both are rewritten. The drafts that
/// rewrite the two are one then.
pub fn take_out_doubled(
    analysis: &Analysis<'_>,
    findings: &mut [Finding],
    drafts: &mut Vec<Named>,
) {
    let files = drafts.iter().flat_map(|one| one.draft.operations.keys());
    let files: BTreeSet<FileId> = files.copied().collect();
    for file in files {
        let mine = drafts
            .iter()
            .filter_map(|one| one.draft.operations.get(&file));
        let mut places: Vec<u32> = mine.flatten().map(|one| one.span.start).collect();
        places.sort_unstable();
        let tree = &analysis.file(file).tree;
        let inner = tree.stmts.iter().flat_map(|stmt| blocks(&stmt.kind));
        for block in std::iter::once(&tree.body).chain(inner) {
            for (first, second) in pairs(tree, block) {
                let Span { start, .. } = tree.stmt(first).span;
                let next = places.get(places.partition_point(|at| *at < start));
                if next.is_none_or(|at| *at >= tree.stmt(second).span.end) {
                    continue;
                }
                take_out(analysis, (file, first, second), findings, drafts);
            }
        }
    }
}

/// Neighbours of a block that may become the same, from the last one on.
fn pairs(tree: &Tree, block: &Block) -> Vec<(StmtId, StmtId)> {
    let pairs = block.windows(2).rev();
    pairs
        .map(|pair| (pair[0], pair[1]))
        .filter(|(first, second)| {
            is_settled_by_once(tree, *first) && is_settled_by_once(tree, *second)
        })
        .collect()
}

fn take_out(
    analysis: &Analysis<'_>,
    (file, first, second): (FileId, StmtId, StmtId),
    findings: &mut [Finding],
    drafts: &mut Vec<Named>,
) {
    let held = analysis.file(file);
    let (tree, text) = (&held.tree, held.unit.text());
    let (one, other) = (tree.stmt(first).span, tree.stmt(second).span);
    let between = Span::new(one.start, other.end);
    let is_said = tree
        .comments
        .iter()
        .any(|comment| between.contains(*comment));
    if is_said || text[one.range()] == text[other.range()] {
        return;
    }
    let mut group = BTreeSet::new();
    let mut operations = [Vec::new(), Vec::new()];
    for (index, named) in drafts.iter().enumerate() {
        for operation in named.draft.operations.get(&file).into_iter().flatten() {
            let reach = operation.reach();
            if reach.end <= between.start || between.end <= reach.start {
                continue;
            }
            let inside = [one, other].map(|span| span.contains(reach));
            match inside {
                [true, _] => operations[0].push(operation.clone()),
                [_, true] => operations[1].push(operation.clone()),
                _ => return,
            }
            group.insert(index);
        }
    }
    let written = |span: Span, operations: &[Operation]| {
        let edits = flatten(text, operations).ok()?;
        let behind = text.len() - span.end as usize;
        let after = apply(text, &edits);
        Some(after[span.start as usize..after.len() - behind].to_owned())
    };
    let same = written(one, &operations[0]) == written(other, &operations[1]);
    let mut packages = group.iter().map(|index| &drafts[*index].package);
    let first = packages.next();
    if !same || group.is_empty() || !packages.all(|package| Some(package) == first) {
        return;
    }
    let root = merge(findings, drafts, &group);
    let draft = &mut drafts[root].draft;
    let mine = draft.operations.entry(file).or_default();
    mine.retain(|operation| !other.contains(operation.reach()));
    mine.extend(remove_statements(tree, text, &BTreeSet::from([second])));
}

/// Whether a condition does the same when it is asked and carried out twice: it gives names what it asks for, and asks for
/// nothing that it changes.
fn is_settled_by_once(tree: &Tree, stmt: StmtId) -> bool {
    let StmtKind::If { test, body, orelse } = &tree.stmt(stmt).kind else {
        return false;
    };
    let mut read: Vec<ExprId> = walk_expr(tree, *test);
    let mut made: BTreeSet<&str> = BTreeSet::new();
    for id in body {
        let StmtKind::Assign { targets, value } = &tree.stmt(*id).kind else {
            return false;
        };
        read.extend(walk_expr(tree, *value));
        for target in targets {
            let Some(name) = root(tree, *target) else {
                return false;
            };
            made.insert(name);
        }
    }
    let plain = read.iter().all(|id| match &tree.expr(*id).kind {
        ExprKind::Name(name) => !made.contains(&**name),
        ExprKind::Attribute { .. }
        | ExprKind::Str { .. }
        | ExprKind::Number(_)
        | ExprKind::Compare { .. }
        | ExprKind::Boolean { .. } => true,
        _ => false,
    });
    orelse.is_empty() && plain
}

/// The name whose object an assignment changes, or that it binds; none where a call or a computed key stands in it.
fn root(tree: &Tree, target: ExprId) -> Option<&str> {
    match &tree.expr(target).kind {
        ExprKind::Name(name) => Some(name),
        ExprKind::Attribute { value, .. } => root(tree, *value),
        ExprKind::Subscript { value, index } => {
            let is_text = matches!(tree.expr(*index).kind, ExprKind::Str { .. });
            is_text.then(|| root(tree, *value))?
        }
        _ => None,
    }
}
