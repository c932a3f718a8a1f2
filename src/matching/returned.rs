//! What functions and properties of the project return, by how that is written.

use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, ClassId, FileId, UnitId};
use crate::syntax::ast::{Block, ExprKind, StmtKind};
use crate::syntax::query::walk;

/// What an expression is, as it is written where the function that it calls, or the property that it reads, returns it; nothing if it is
/// neither of the project.
#[must_use]
pub(super) fn returned(analysis: &Analysis<'_>, (file, expr): Place) -> Vec<Place> {
    match &analysis.file(file).tree.expr(expr).kind {
        ExprKind::Call { function, .. } => match analysis.value((file, *function)).single() {
            Some(Atom::Function(unit) | Atom::Bound(unit, _)) => of_function(analysis, unit),
            _ => Vec::new(),
        },
        ExprKind::Attribute { value, attribute } => match analysis.value((file, *value)).single() {
            Some(Atom::Object(class)) => of_property(analysis, class, &attribute.text),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn of_function(analysis: &Analysis<'_>, unit: UnitId) -> Vec<Place> {
    let file = analysis.get(unit).file;
    let tree = &analysis.file(file).tree;
    let mut out = Vec::new();
    for stmt in &tree.stmts {
        if let StmtKind::Return(Some(value)) = &stmt.kind
            && analysis.unit_at((file, *value)) == Some(unit)
        {
            out.push((file, *value));
        }
    }
    out
}

/// What the method of a decorated name returns, of the first class in the line of one that has it.
fn of_property(analysis: &Analysis<'_>, class: ClassId, name: &str) -> Vec<Place> {
    for class in analysis.ancestors(class) {
        let held = &analysis.classes[class.0 as usize];
        let tree = &analysis.file(held.file).tree;
        let StmtKind::Class(definition) = &tree.stmt(held.stmt).kind else {
            continue;
        };
        for stmt in &definition.body {
            match &tree.stmt(*stmt).kind {
                StmtKind::Function(method) if *method.name.text == *name => {
                    return match method.decorators.is_empty() {
                        true => Vec::new(),
                        false => of_body(analysis, held.file, (name, &method.body)),
                    };
                }
                _ => {}
            }
        }
    }
    Vec::new()
}

/// What is returned in a body, but for functions in it.
fn of_body(analysis: &Analysis<'_>, file: FileId, (name, body): (&str, &Block)) -> Vec<Place> {
    let tree = &analysis.file(file).tree;
    let values = walk(tree, body).into_iter();
    let values = values.filter_map(|stmt| match &tree.stmt(stmt).kind {
        StmtKind::Return(Some(value)) => Some((file, *value)),
        _ => None,
    });
    let is_own = |place: &Place| {
        let unit = analysis.unit_at(*place);
        unit.is_some_and(|unit| *analysis.get(unit).name == *name)
    };
    values.filter(is_own).collect()
}
