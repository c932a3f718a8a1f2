//! What code says that a place holds into which a value goes.

use super::ast::{Block, ExprId, ExprKind, Parent, StmtId, StmtKind, Tree};
use super::query::{walk, walk_expr};

/// Whether a value goes, as it is, into a place that is declared to hold what `class` names: a variable or an
/// attribute that is assigned, or what a function returns.
#[must_use]
pub fn goes_where_declared(tree: &Tree, expr: ExprId, class: &str) -> bool {
    let mut at = expr;
    while let Parent::Expr(up) = tree.expr(at).parent {
        let passes = match &tree.expr(up).kind {
            ExprKind::Boolean { and: false, .. } => true,
            ExprKind::Conditional { test, .. } => *test != at,
            _ => false,
        };
        if !passes {
            return false;
        }
        at = up;
    }
    let Parent::Stmt(stmt) = tree.expr(at).parent else {
        return false;
    };
    let annotation = match &tree.stmt(stmt).kind {
        StmtKind::Return(Some(_)) => returned(tree, stmt),
        StmtKind::AnnAssign {
            value, annotation, ..
        } if *value == Some(at) => Some(*annotation),
        StmtKind::Assign { targets, value } if *value == at => {
            let mut said = targets.iter().filter_map(|one| declared(tree, stmt, *one));
            said.next()
        }
        _ => None,
    };
    annotation.is_some_and(|annotation| {
        let mut named = walk_expr(tree, annotation).into_iter();
        named.any(|one| matches!(&tree.expr(one).kind, ExprKind::Name(name) if **name == *class))
    })
}

/// What the function around a statement says that it returns.
fn returned(tree: &Tree, stmt: StmtId) -> Option<ExprId> {
    around(tree, stmt).find_map(|one| match &tree.stmt(one).kind {
        StmtKind::Function(function) => Some(function.returns),
        _ => None,
    })?
}

/// What the code around an assignment declares its target to be.
fn declared(tree: &Tree, stmt: StmtId, target: ExprId) -> Option<ExprId> {
    match &tree.expr(target).kind {
        ExprKind::Attribute { value, attribute } => {
            let own = matches!(&tree.expr(*value).kind, ExprKind::Name(name) if **name == *"self");
            around(tree, stmt)
                .filter(|_| own)
                .find_map(|one| match &tree.stmt(one).kind {
                    StmtKind::Class(class) => in_class(tree, &class.body, &attribute.text),
                    _ => None,
                })
        }
        ExprKind::Name(name) => {
            let scope = around(tree, stmt).find_map(|one| match &tree.stmt(one).kind {
                StmtKind::Function(function) => Some(function),
                _ => None,
            });
            let Some(function) = scope else {
                return in_block(tree, &tree.body, name);
            };
            let mut parameters = function.parameters.iter();
            let parameter = parameters.find(|one| *one.name.text == **name);
            let said = parameter.and_then(|one| one.annotation);
            said.or_else(|| in_block(tree, &function.body, name))
        }
        _ => None,
    }
}

/// What a class says of an attribute, in its body or where a method gives it.
fn in_class(tree: &Tree, body: &Block, attribute: &str) -> Option<ExprId> {
    in_block(tree, body, attribute).or_else(|| {
        walk(tree, body).into_iter().find_map(|one| {
            let StmtKind::AnnAssign {
                target, annotation, ..
            } = &tree.stmt(one).kind
            else {
                return None;
            };
            let ExprKind::Attribute {
                value,
                attribute: name,
            } = &tree.expr(*target).kind
            else {
                return None;
            };
            let own = matches!(&tree.expr(*value).kind, ExprKind::Name(name) if **name == *"self");
            (own && *name.text == *attribute).then_some(*annotation)
        })
    })
}

/// What the statements of a block, and no others, say of a name.
fn in_block(tree: &Tree, block: &Block, name: &str) -> Option<ExprId> {
    block.iter().find_map(|one| match &tree.stmt(*one).kind {
        StmtKind::AnnAssign {
            target, annotation, ..
        } => {
            let same = matches!(&tree.expr(*target).kind, ExprKind::Name(one) if **one == *name);
            same.then_some(*annotation)
        }
        _ => None,
    })
}

/// The statements around one, the nearest first.
fn around(tree: &Tree, stmt: StmtId) -> impl Iterator<Item = StmtId> {
    let up = |at: StmtId| match tree.stmt(at).parent {
        Parent::Stmt(up) => Some(up),
        _ => None,
    };
    std::iter::successors(up(stmt), move |at| up(*at))
}
