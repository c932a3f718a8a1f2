//! What is spread into a call: how long a row is, and which keys a dict has for certain.

use crate::semantic::infer::Analysis;
use crate::semantic::store::{Place, Slot};
use crate::semantic::value::{AllocId, AllocKind, Atom, Part, Value};
use crate::syntax::ast::{Argument, ArgumentKind, ExprId, ExprKind, Parent, StmtKind, Tree};
use crate::syntax::query::{blocks, string};

/// Whether a row is spread before an argument of a call.
pub(super) fn is_behind_star(arguments: &[Argument], index: usize) -> bool {
    let before = &arguments[..index];
    before.iter().any(|one| one.kind == ArgumentKind::Star)
}

/// How many items a tuple has that is written with all of them; none for what may have more or fewer.
pub(super) fn length_written(analysis: &Analysis<'_>, row: AllocId) -> Option<usize> {
    let (file, expr) = analysis.store.get(row).place?;
    let tree = &analysis.file(file).tree;
    let ExprKind::Tuple(items) = &tree.expr(expr).kind else {
        return None;
    };
    let is_open = items
        .iter()
        .any(|item| matches!(tree.expr(*item).kind, ExprKind::Starred(_)));
    (!is_open && !analysis.store.has(Slot::Content(row, Part::Element))).then_some(items.len())
}

/// The dicts that a value may be.
pub(super) fn dicts(analysis: &Analysis<'_>, value: &Value) -> Vec<AllocId> {
    let dict = |atom: &Atom| match atom {
        Atom::Alloc(alloc) if analysis.store.get(*alloc).kind == AllocKind::Dict => Some(*alloc),
        _ => None,
    };
    value.atoms().iter().filter_map(dict).collect()
}

/// The keys that a dict has from the place on where it is built.
pub(super) fn written_keys(analysis: &Analysis<'_>, dict: AllocId) -> Vec<String> {
    let mut out = Vec::new();
    let mut open = vec![dict];
    // Dicts may hand their keys on in a circle.
    let mut seen = Vec::new();
    while let Some(dict) = open.pop() {
        if seen.contains(&dict) {
            continue;
        }
        seen.push(dict);
        let Some((file, expr)) = analysis.store.get(dict).place else {
            continue;
        };
        let tree = &analysis.file(file).tree;
        // What is taken over from one dict is there; from one of several, it may be.
        let mut takes = |id: ExprId| match analysis.value((file, id)).single() {
            Some(Atom::Alloc(other)) if analysis.store.get(other).kind == AllocKind::Dict => {
                open.push(other);
            }
            _ => {}
        };
        match &tree.expr(expr).kind {
            ExprKind::Dict(items) => {
                for item in items {
                    match item.key.map(|key| &tree.expr(key).kind) {
                        Some(ExprKind::Str { value, .. }) => out.push(value.to_string()),
                        Some(_) => {}
                        None => takes(item.value),
                    }
                }
            }
            ExprKind::Call { arguments, .. } => {
                for argument in arguments {
                    match &argument.kind {
                        ArgumentKind::Keyword(name) => out.push(name.text.to_string()),
                        ArgumentKind::Positional | ArgumentKind::DoubleStar => {
                            takes(argument.value)
                        }
                        ArgumentKind::Star => {}
                    }
                }
            }
            _ => {}
        }
    }
    out
}

/// The keys that are certainly written into a dict between the place where a variable gets it and a call:
/// `options["key"] = …` in the block of the variable, which leads to the call.
pub(super) fn later_keys(analysis: &Analysis<'_>, dict: AllocId, call: Place) -> Vec<String> {
    let Some((file, expr)) = analysis.store.get(dict).place else {
        return Vec::new();
    };
    let tree = &analysis.file(file).tree;
    let (Parent::Stmt(made), true) = (tree.expr(expr).parent, file == call.0) else {
        return Vec::new();
    };
    let block = match tree.stmt(made).parent {
        Parent::Stmt(up) => blocks(&tree.stmt(up).kind)
            .into_iter()
            .find(|block| block.contains(&made)),
        Parent::Module => Some(&tree.body),
        Parent::Expr(_) => None,
    };
    // Only what runs in the same go.
    let mut at = tree.stmt_of(call.1);
    while let Some(stmt) = at.filter(|stmt| !block.is_some_and(|block| block.contains(stmt))) {
        at = match (tree.stmt(stmt).parent, &tree.stmt(stmt).kind) {
            (_, StmtKind::Function(_) | StmtKind::Class(_)) => None,
            (Parent::Stmt(up), _) => Some(up),
            _ => None,
        };
    }
    let (Some(block), Some(last)) = (block, at) else {
        return Vec::new();
    };
    let between = block.iter().skip_while(|stmt| **stmt != made);
    let between = between.take_while(|stmt| **stmt != last);
    let key = |target: &ExprId| match &tree.expr(*target).kind {
        ExprKind::Subscript { value, index } => match &tree.expr(*index).kind {
            ExprKind::Str { value: key, .. }
                if analysis.value((file, *value)).single() == Some(Atom::Alloc(dict)) =>
            {
                Some(key.to_string())
            }
            _ => None,
        },
        _ => None,
    };
    let targets = between.filter_map(|stmt| match &tree.stmt(*stmt).kind {
        StmtKind::Assign { targets, .. } => Some(targets),
        _ => None,
    });
    targets.flatten().filter_map(key).collect()
}

/// Whether a key is put into a dict behind a call alone, in the same body of code: `options["key"] = …`, and not in a loop that
/// comes back to the call.
pub(super) fn is_put_later(
    analysis: &Analysis<'_>,
    dict: AllocId,
    key: &str,
    (file, call): Place,
) -> bool {
    let tree = &analysis.file(file).tree;
    let put_into = |target: &ExprId| match &tree.expr(*target).kind {
        ExprKind::Subscript { value, index } => {
            let is_it = string(tree, *index) == Some(key)
                && analysis.value((file, *value)).single() == Some(Atom::Alloc(dict));
            is_it.then_some(*value)
        }
        _ => None,
    };
    let targets = tree.stmts.iter().filter_map(|stmt| match &stmt.kind {
        StmtKind::Assign { targets, .. } => Some(targets),
        _ => None,
    });
    let mut puts = targets.flatten().filter_map(put_into).peekable();
    let (unit, end) = (analysis.unit_at((file, call)), tree.expr(call).span.end);
    let is_behind =
        |into: ExprId| analysis.unit_at((file, into)) == unit && tree.expr(into).span.start >= end;
    let is_written = || written_keys(analysis, dict).iter().any(|one| one == key);
    puts.peek().is_some() && puts.all(is_behind) && !is_written() && !is_in_a_loop(tree, call)
}

/// Whether an expression stands in a loop of its function.
fn is_in_a_loop(tree: &Tree, id: ExprId) -> bool {
    let mut at = tree.stmt_of(id);
    while let Some(stmt) = at {
        match &tree.stmt(stmt).kind {
            StmtKind::For { .. } | StmtKind::While { .. } => return true,
            StmtKind::Function(_) | StmtKind::Class(_) => return false,
            _ => {}
        }
        at = match tree.stmt(stmt).parent {
            Parent::Stmt(up) => Some(up),
            _ => None,
        };
    }
    false
}
