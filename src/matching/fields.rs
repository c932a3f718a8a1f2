//! Fields that a class declares and something else may fill: settings that come from the environment,
//! the arguments of a generated `__init__`.

use crate::semantic::bind::MODULE;
use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, ClassId, Literal};
use crate::syntax::ast::{ExprKind, StmtKind};

/// Whether an expression reads a field of an object whose class declares it with a type, and has a base or
/// a decorator that is not the project's: what stands behind the declaration is a default then.
#[must_use]
pub fn may_be_filled(analysis: &Analysis<'_>, place: Place) -> bool {
    let tree = &analysis.file(place.0).tree;
    let ExprKind::Attribute { value, attribute } = &tree.expr(place.1).kind else {
        return false;
    };
    let mut atoms = analysis.value((place.0, *value)).atoms().iter();
    atoms.any(|atom| match atom {
        Atom::Object(class) => is_filled_field(analysis, *class, &attribute.text),
        _ => false,
    })
}

/// Whether an expression reads an attribute or a variable of a module to which the project gives nothing but
/// `None`: it is there for others to set.
#[must_use]
pub fn is_for_others(analysis: &Analysis<'_>, place: Place) -> bool {
    match &analysis.file(place.0).tree.expr(place.1).kind {
        ExprKind::Attribute { .. } => is_only_none(analysis, place),
        ExprKind::Name(name) => {
            is_only_none(analysis, place) && is_of_the_module(analysis, place, name)
        }
        _ => false,
    }
}

fn is_only_none(analysis: &Analysis<'_>, place: Place) -> bool {
    let is_none = |atom| match atom {
        Atom::Literal(id) => *analysis.literals.get(id) == Literal::None,
        _ => false,
    };
    analysis.value(place).single().is_some_and(is_none)
}

/// Whether a name is a variable of its module, read in the body of a function.
fn is_of_the_module(analysis: &Analysis<'_>, place: Place, name: &str) -> bool {
    let Some(unit) = analysis.unit_at(place) else {
        return false;
    };
    let scope = analysis.get(unit).scope;
    scope != MODULE && analysis.file(place.0).scopes.owner(scope, name) == Some(MODULE)
}

fn is_filled_field(analysis: &Analysis<'_>, class: ClassId, name: &str) -> bool {
    let all = analysis.ancestors(class);
    all.iter().any(|one| declares(analysis, *one, name))
        && all.iter().any(|one| is_filled(analysis, *one))
}

/// `name: type`, with or without a value, in the body of a class.
fn declares(analysis: &Analysis<'_>, class: ClassId, name: &str) -> bool {
    let class = &analysis.classes[class.0 as usize];
    let tree = &analysis.file(class.file).tree;
    let StmtKind::Class(held) = &tree.stmt(class.stmt).kind else {
        return false;
    };
    held.body.iter().any(|stmt| match &tree.stmt(*stmt).kind {
        StmtKind::AnnAssign { target, .. } => {
            matches!(&tree.expr(*target).kind, ExprKind::Name(one) if &**one == name)
        }
        _ => false,
    })
}

fn is_filled(analysis: &Analysis<'_>, class: ClassId) -> bool {
    let class = &analysis.classes[class.0 as usize];
    let tree = &analysis.file(class.file).tree;
    let decorated = matches!(&tree.stmt(class.stmt).kind,
        StmtKind::Class(held) if !held.decorators.is_empty());
    let own = |atom: &Atom| matches!(atom, Atom::Class(_));
    decorated || !class.bases.is_complete() || !class.bases.atoms().iter().all(own)
}
