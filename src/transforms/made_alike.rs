//! Whether classes that change their arguments are made in ways that the old and the new one have in common:
//! of one text at most.

use crate::rules::active::ActivePack;
use crate::rules::model::{ClassId as ModelClass, Model, Symbol};
use crate::semantic::infer::Analysis;
use crate::semantic::value::{Atom, ClassId, FileId};
use crate::syntax::ast::{ArgumentKind, ExprId, ExprKind, StmtId, StmtKind, Tree};
use crate::syntax::query::{arguments, operands, walk, walk_expr};

use super::taken::exprs;

/// Whether a class of a model takes whatever Python's own exceptions take: it has no way of its own to be made.
fn is_made_as_python_does(model: &Model, class: ModelClass) -> bool {
    model.member(class, "__init__").is_none() && model.member(class, "__new__").is_none()
}

/// Whether a call that makes the old class makes the new one as well.
#[must_use]
pub fn is_made_alike(active: &ActivePack, (tree, call): (&Tree, ExprId), new: &str) -> bool {
    let class = active.new.class_named(new);
    class.is_some_and(|class| is_made_as_python_does(&active.new, class))
        && gives_one_at_most(tree, call, 0)
}

/// Whether an object of the new class is made without arguments, as far as the model has it.
#[must_use]
pub fn is_made_without(active: &ActivePack, new: &str) -> bool {
    let model = &active.new;
    let Some(class) = model.class_named(new) else {
        return false;
    };
    match model.member(class, "__init__") {
        Some((_, Symbol::Function(id))) => model
            .function(id)
            .signatures
            .iter()
            .any(|signature| signature.parameters.iter().all(|one| !one.required)),
        _ => true,
    }
}

/// Whether a call gives one positional argument at most, beside those that it must.
fn gives_one_at_most(tree: &Tree, call: ExprId, beside: usize) -> bool {
    let given = arguments(tree.expr(call));
    let mut given_so = given.iter();
    given.len() <= 1 + beside && given_so.all(|one| one.kind == ArgumentKind::Positional)
}

/// Whether all classes of the project that derive from the one which a statement defines use what the old and
/// the new class above it have in common.
#[must_use]
pub fn is_derived_alike(
    analysis: &Analysis<'_>,
    active: &ActivePack,
    (file, stmt): (FileId, StmtId),
    (old, new): (&str, &str),
) -> bool {
    let (Some(old), Some(new)) = (active.old.class_named(old), active.new.class_named(new)) else {
        return false;
    };
    if !is_made_as_python_does(&active.new, new) {
        return false;
    }
    let classes = analysis.classes.iter().enumerate();
    let ids = classes.map(|(index, held)| {
        let id = ClassId(u32::try_from(index).expect("fewer than 2^32 classes"));
        (id, held)
    });
    let ours = ids
        .clone()
        .find(|(_, held)| held.file == file && held.stmt == stmt);
    let Some((ours, _)) = ours else {
        return false;
    };
    let below: Vec<ClassId> = ids
        .map(|(id, _)| id)
        .filter(|id| analysis.ancestors(*id).contains(&ours))
        .collect();
    let lost = |name: &str| {
        active.old.member(old, name).is_some() && active.new.member(new, name).is_none()
    };
    let is_ours = |atom: &Atom| match atom {
        Atom::Object(class) | Atom::Class(class) => below.contains(class),
        _ => false,
    };
    let plain = below.iter().all(|id| {
        let held = &analysis.classes[id.0 as usize];
        initialises_alike(&analysis.file(held.file).tree, held.stmt)
    });
    let serves = |file: FileId| {
        let tree = &analysis.file(file).tree;
        exprs(analysis, file).all(|(id, expr)| match &expr.kind {
            ExprKind::Attribute { value, attribute } => {
                let base = analysis.value((file, *value));
                !lost(&attribute.text) || !base.atoms().iter().any(is_ours)
            }
            ExprKind::Call { function, .. } => {
                let made = analysis.value((file, *function));
                let mut made = made.atoms().iter().filter_map(|atom| match atom {
                    Atom::Class(class) if below.contains(class) => Some(*class),
                    _ => None,
                });
                made.all(|class| {
                    initialises_itself(analysis, class) || gives_one_at_most(tree, id, 0)
                })
            }
            _ => true,
        })
    };
    plain
        && (0..analysis.files.len())
            .all(|index| serves(FileId(u32::try_from(index).expect("fewer than 2^32 files"))))
}

/// Whether a class, or one of the project's above it, says itself what it is made of.
fn initialises_itself(analysis: &Analysis<'_>, class: ClassId) -> bool {
    analysis.ancestors(class).into_iter().any(|class| {
        let held = &analysis.classes[class.0 as usize];
        let tree = &analysis.file(held.file).tree;
        let StmtKind::Class(definition) = &tree.stmt(held.stmt).kind else {
            return false;
        };
        definition.body.iter().any(|stmt| {
            matches!(&tree.stmt(*stmt).kind, StmtKind::Function(function)
                if matches!(&*function.name.text, "__init__" | "__new__"))
        })
    })
}

/// Whether the calls of `__init__` in a class pass one argument at most, beside the object.
fn initialises_alike(tree: &Tree, stmt: StmtId) -> bool {
    let StmtKind::Class(definition) = &tree.stmt(stmt).kind else {
        return false;
    };
    let statements = walk(tree, &definition.body);
    let inner = statements
        .iter()
        .flat_map(|stmt| operands(&tree.stmt(*stmt).kind));
    inner.flat_map(|expr| walk_expr(tree, expr)).all(|expr| {
        let ExprKind::Call { function, .. } = &tree.expr(expr).kind else {
            return true;
        };
        match &tree.expr(*function).kind {
            ExprKind::Attribute { value, attribute } if &*attribute.text == "__init__" => {
                let object = !matches!(tree.expr(*value).kind, ExprKind::Call { .. });
                gives_one_at_most(tree, expr, usize::from(object))
            }
            _ => true,
        }
    })
}
