//! What an argument is made of, by how it is written: followed through variables that are given their value once.

use super::facts::facts;
use super::returned::returned;
use crate::rules::condition::{ArgumentFact, ValueFact};
use crate::semantic::bind::ScopeId;
use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::semantic::value::Atom;
use crate::syntax::ast::{Argument, ExprId, ExprKind, Parent, StmtKind, Tree};
use crate::syntax::query::{arguments, call_above, dotted, last, string, walk_expr};

/// Variables that are followed one after the other.
pub(super) const DEPTH: usize = 4;

/// Methods of files and paths that give what is in them.
const READS: [&str; 2] = ["read", "read_bytes"];

/// Methods of texts that give the same text but for its form.
const SAME: [&str; 3] = ["strip", "rstrip", "decode"];

/// Functions that give a variable of the environment, or `None`.
const ENVIRONMENT: [&str; 4] = ["os.getenv", "getenv", "os.environ.get", "environ.get"];

/// What gives files and paths their names.
const FILES: [&str; 3] = ["open", "Path", "joinpath"];

/// The calls that an argument of a call is made with, as a fact of their names: `algorithms@calls`.
#[must_use]
pub(super) fn calls(analysis: &Analysis<'_>, place: Place, argument: usize) -> ArgumentFact {
    let mut found = Vec::new();
    if let Some(value) = argument_at(analysis, place, argument) {
        add_calls(analysis, value, DEPTH, &mut found);
    }
    fact(found)
}

/// The files that an argument of a call is read from, as it is in them, as a fact of their names: `key@files`.
#[must_use]
pub(super) fn files(analysis: &Analysis<'_>, place: Place, argument: usize) -> ArgumentFact {
    let mut found = Vec::new();
    if let Some(value) = argument_at(analysis, place, argument) {
        add_files(analysis, value, DEPTH, &mut found);
    }
    fact(found)
}

/// The variables of the environment that an argument of a call is as it is, `None` where they are not set, as a fact of
/// their names: `api_key@variables`.
#[must_use]
pub(super) fn variables(analysis: &Analysis<'_>, place: Place, argument: usize) -> ArgumentFact {
    let value = argument_at(analysis, place, argument);
    let made = value.and_then(|value| definition(analysis, value, DEPTH));
    let name = made.and_then(|(file, made)| {
        let tree = &analysis.file(file).tree;
        let ExprKind::Call { function, .. } = &tree.expr(made).kind else {
            return None;
        };
        let path = dotted(tree, *function)?;
        match arguments(tree.expr(made)) {
            [name] if ENVIRONMENT.contains(&path.as_str()) => string(tree, name.value),
            _ => None,
        }
    });
    fact(name.map(str::to_owned).into_iter().collect())
}

/// What an argument of a call is of other packages, as a fact of their paths: `ssl_cert_reqs@names`.
#[must_use]
pub(super) fn names(analysis: &Analysis<'_>, place: Place, argument: usize) -> ArgumentFact {
    let mut found = Vec::new();
    if let Some(value) = argument_at(analysis, place, argument) {
        let atoms = analysis.value(value).atoms().iter();
        found.extend(atoms.filter_map(|atom| match atom {
            Atom::Symbol(name) | Atom::Namespace(name) => {
                Some(analysis.names.get(*name).to_owned())
            }
            _ => None,
        }));
    }
    fact(found)
}

/// Of what kinds that is which an argument of a call holds, as a fact of their names: `startup_nodes@items` is `mapping` where it
/// is a list with a dict in it.
#[must_use]
pub(super) fn items(analysis: &Analysis<'_>, place: Place, argument: usize) -> ArgumentFact {
    let value = argument_at(analysis, place, argument);
    let (values, _) =
        value.map_or_else(Default::default, |one| facts(analysis, analysis.value(one)));
    let holds = |value: &ValueFact| match value {
        ValueFact::Sequence(items) => items
            .iter()
            .flat_map(ValueFact::each)
            .any(|item| *item == ValueFact::Mapping),
        _ => false,
    };
    let found = values.iter().any(holds).then(|| "mapping".to_owned());
    fact(found.into_iter().collect())
}

/// Whether a place gives a mapping of which nothing but some items is read: there, or of the variable that it gives its value.
#[must_use]
pub(super) fn is_read_for(analysis: &Analysis<'_>, place: Place, items: &[String]) -> bool {
    let tree = &analysis.file(place.0).tree;
    let is_read =
        |id: &ExprId| item_read(tree, *id).is_some_and(|item| items.iter().any(|one| one == item));
    if items.is_empty() || is_read(&place.1) {
        return !items.is_empty();
    }
    variable_reads(analysis, place).is_some_and(|reads| reads.iter().all(is_read))
}

/// Whether one of some items is read of what a place gives, or looked for in it: there, or of the variable that it gives its
/// value.
#[must_use]
pub fn is_asked_for_an_item(analysis: &Analysis<'_>, place: Place, items: &[String]) -> bool {
    let tree = &analysis.file(place.0).tree;
    let is_asked = |id: &ExprId| {
        let item = item_read(tree, *id).or_else(|| item_looked_for(tree, *id));
        item.is_some_and(|item| items.iter().any(|one| one == item))
    };
    if items.is_empty() || is_asked(&place.1) {
        return !items.is_empty();
    }
    variable_reads(analysis, place).is_some_and(|reads| reads.iter().any(is_asked))
}

/// Where the variable of a function is read that a place gives its value; none if there is no such variable.
fn variable_reads(analysis: &Analysis<'_>, place: Place) -> Option<Vec<ExprId>> {
    let tree = &analysis.file(place.0).tree;
    let target = match &tree.stmt(tree.stmt_of(place.1)?).kind {
        StmtKind::Assign { targets, value } if *value == place.1 => match targets[..] {
            [target] => target,
            _ => return None,
        },
        StmtKind::AnnAssign { target, value, .. } if *value == Some(place.1) => *target,
        _ => return None,
    };
    let ExprKind::Name(name) = &tree.expr(target).kind else {
        return None;
    };
    let scope = owner(analysis, (place.0, target), name)?;
    if analysis.get(analysis.unit_at(place)?).scope != scope {
        return None;
    }
    let reads = tree.expr_ids().filter(|id| {
        let is_it = matches!(&tree.expr(*id).kind, ExprKind::Name(one) if one == name);
        is_it && *id != target && owner(analysis, (place.0, *id), name) == Some(scope)
    });
    Some(reads.collect())
}

/// The item if all that is done with an expression is that it is read: `x["exp"]`, `x.get("exp")`.
fn item_read(tree: &Tree, id: ExprId) -> Option<&str> {
    let Parent::Expr(up) = tree.expr(id).parent else {
        return None;
    };
    match &tree.expr(up).kind {
        ExprKind::Subscript { value, index } if *value == id => string(tree, *index),
        ExprKind::Attribute { value, attribute } if *value == id && *attribute.text == *"get" => {
            let call = call_above(tree, up).filter(|(_, function, _)| *function == up);
            let first = call.and_then(|(_, _, given)| given.first());
            first.and_then(|one| string(tree, one.value))
        }
        _ => None,
    }
}

/// The item that is looked for in an expression: `"exp" in x`.
fn item_looked_for(tree: &Tree, id: ExprId) -> Option<&str> {
    let Parent::Expr(up) = tree.expr(id).parent else {
        return None;
    };
    let ExprKind::Compare {
        operands,
        operators,
    } = &tree.expr(up).kind
    else {
        return None;
    };
    match (&operands[..], &operators[..]) {
        ([item, of], [operator]) if *of == id && matches!(&**operator, "in" | "not in") => {
            string(tree, *item)
        }
        _ => None,
    }
}

/// Where the project writes the text that an argument may be, if it does so in one place.
#[must_use]
pub(super) fn written(analysis: &Analysis<'_>, fact: &ArgumentFact) -> Option<Place> {
    let (ArgumentFact::Values(values, _) | ArgumentFact::PossiblyAbsent(values, _)) = fact else {
        return None;
    };
    let is_one = |text: &str| {
        let mut values = values.iter();
        values.any(|value| matches!(value, ValueFact::Str(one) if one == text && !text.is_empty()))
    };
    let files = analysis.file_ids();
    let mut found = files.flat_map(|file| {
        let tree = &analysis.file(file).tree;
        let texts = tree.expr_ids().filter(|id| match &tree.expr(*id).kind {
            ExprKind::Str { value, .. } => is_one(value) && !is_docstring(tree, *id),
            _ => false,
        });
        texts.map(|id| (file, id)).collect::<Vec<Place>>()
    });
    // Of several it may be any.
    let first = found.next();
    first.filter(|_| found.next().is_none())
}

/// Whether a call is an argument of a function with one of some names, however deep, or all reads of the variable are that it
/// gives its value.
#[must_use]
pub(super) fn is_given_to(analysis: &Analysis<'_>, place: Place, names: &[String]) -> bool {
    let tree = &analysis.file(place.0).tree;
    let is_given = |id: ExprId| is_within_call(tree, id, names);
    if names.is_empty() || is_given(place.1) {
        return !names.is_empty();
    }
    let reads = variable_reads(analysis, place).unwrap_or_default();
    !reads.is_empty() && reads.into_iter().all(is_given)
}

/// Whether an expression is part of what a call of a function with one of some names is given.
fn is_within_call(tree: &Tree, id: ExprId, names: &[String]) -> bool {
    let mut from = id;
    while let Parent::Expr(up) = tree.expr(from).parent {
        if let ExprKind::Call { function, .. } = &tree.expr(up).kind
            && *function != from
            && dotted(tree, *function)
                .is_some_and(|path| names.iter().any(|one| one == last(&path)))
        {
            return true;
        }
        from = up;
    }
    false
}

/// Whether an expression is a text in pieces: a list, whatever the text was.
#[must_use]
pub(super) fn is_split(analysis: &Analysis<'_>, place: Place) -> bool {
    let Some((file, made)) = definition(analysis, place, DEPTH) else {
        return false;
    };
    let tree = &analysis.file(file).tree;
    let ExprKind::Call { function, .. } = &tree.expr(made).kind else {
        return false;
    };
    let ExprKind::Attribute { attribute, .. } = &tree.expr(*function).kind else {
        return false;
    };
    let is_plain = |argument: &Argument| {
        matches!(
            tree.expr(argument.value).kind,
            ExprKind::Str { .. } | ExprKind::Number(_) | ExprKind::None
        )
    };
    matches!(&*attribute.text, "split" | "rsplit" | "splitlines")
        && arguments(tree.expr(made)).iter().all(is_plain)
}

pub(super) fn fact(found: Vec<String>) -> ArgumentFact {
    ArgumentFact::Values(found.into_iter().map(ValueFact::Str).collect(), true)
}

pub(super) fn argument_at(
    analysis: &Analysis<'_>,
    (file, call): Place,
    index: usize,
) -> Option<Place> {
    let argument = arguments(analysis.file(file).tree.expr(call)).get(index)?;
    Some((file, argument.value))
}

fn is_docstring(tree: &Tree, id: ExprId) -> bool {
    match tree.expr(id).parent {
        Parent::Stmt(stmt) => matches!(tree.stmt(stmt).kind, StmtKind::Expr(_)),
        _ => false,
    }
}

fn add_calls(analysis: &Analysis<'_>, (file, value): Place, left: usize, out: &mut Vec<String>) {
    let Some(left) = left.checked_sub(1) else {
        return;
    };
    let tree = &analysis.file(file).tree;
    for id in walk_expr(tree, value) {
        match &tree.expr(id).kind {
            ExprKind::Call { .. } => {
                let symbols = analysis.calls.get(&(file, id)).into_iter().flatten();
                out.extend(symbols.map(|symbol| analysis.names.get(*symbol).to_owned()));
            }
            // What is compared with something was looked at before.
            ExprKind::Name(_) if !is_compared(analysis, (file, id)) => {
                if let Some(made) = definition(analysis, (file, id), 1)
                    && made != (file, id)
                {
                    add_calls(analysis, made, left, out);
                }
            }
            _ => {}
        }
    }
}

/// Whether the body of code compares a variable, or an item of it.
fn is_compared(analysis: &Analysis<'_>, (file, name): Place) -> bool {
    let tree = &analysis.file(file).tree;
    let ExprKind::Name(text) = &tree.expr(name).kind else {
        return false;
    };
    let unit = analysis.unit_at((file, name));
    let is_it = |id: ExprId| matches!(&tree.expr(id).kind, ExprKind::Name(one) if one == text);
    tree.expr_ids().any(|id| {
        matches!(tree.expr(id).kind, ExprKind::Compare { .. })
            && analysis.unit_at((file, id)) == unit
            && walk_expr(tree, id).into_iter().any(is_it)
    })
}

fn add_files(analysis: &Analysis<'_>, place: Place, left: usize, out: &mut Vec<String>) {
    let (Some(left), Some((file, made))) =
        (left.checked_sub(1), definition(analysis, place, DEPTH))
    else {
        return;
    };
    let tree = &analysis.file(file).tree;
    if let ExprKind::Attribute { attribute, .. } = &tree.expr(made).kind
        && let Some(value) = put_once(tree, &attribute.text)
    {
        add_files(analysis, (file, value), left, out);
    }
    for value in returned(analysis, (file, made)) {
        add_files(analysis, value, left, out);
    }
    let ExprKind::Call { function, .. } = &tree.expr(made).kind else {
        return;
    };
    let ExprKind::Attribute { value, attribute } = &tree.expr(*function).kind else {
        return;
    };
    if SAME.contains(&&*attribute.text) {
        add_files(analysis, (file, *value), left, out);
    } else if READS.contains(&&*attribute.text)
        && let Some((file, opened)) = definition(analysis, (file, *value), DEPTH)
    {
        add_names(analysis, (file, opened), left, out);
    }
}

/// What a file puts under the name of an attribute, if it does so once.
fn put_once(tree: &Tree, name: &str) -> Option<ExprId> {
    let is_it = |id: &ExprId| matches!(&tree.expr(*id).kind, ExprKind::Attribute { attribute, .. } if *attribute.text == *name);
    let mut values = tree.stmts.iter().filter_map(|stmt| match &stmt.kind {
        StmtKind::Assign { targets, value } if targets.iter().any(is_it) => Some(*value),
        _ => None,
    });
    let first = values.next();
    first.filter(|_| values.next().is_none())
}

/// The texts with which a file or a path is named.
fn add_names(analysis: &Analysis<'_>, (file, opened): Place, left: usize, out: &mut Vec<String>) {
    let tree = &analysis.file(file).tree;
    let parts: Vec<ExprId> = match &tree.expr(opened).kind {
        ExprKind::Binary { left, right, .. } => vec![*left, *right],
        ExprKind::Call { function, .. } => {
            let path = match &tree.expr(*function).kind {
                ExprKind::Attribute { attribute, .. } => attribute.text.to_string(),
                _ => dotted(tree, *function).unwrap_or_default(),
            };
            if !FILES.contains(&last(&path)) {
                return;
            }
            let given = arguments(tree.expr(opened)).iter();
            let base = match &tree.expr(*function).kind {
                ExprKind::Attribute { value, .. } => Some(*value),
                _ => None,
            };
            given.map(|one| one.value).chain(base).collect()
        }
        _ => Vec::new(),
    };
    for part in parts {
        if let Some(text) = text_of(analysis, (file, part)) {
            out.push(text);
        } else if let (Some(left), Some(made)) = (
            left.checked_sub(1),
            definition(analysis, (file, part), DEPTH),
        ) {
            add_names(analysis, made, left, out);
        }
    }
}

fn text_of(analysis: &Analysis<'_>, place: Place) -> Option<String> {
    match analysis.value(place).single()? {
        Atom::Literal(id) => analysis.text_of(id).map(str::to_owned),
        _ => None,
    }
}

/// The expression itself, or what the variable got that it names: given its value in one place of its file.
pub(super) fn definition(
    analysis: &Analysis<'_>,
    (file, expr): Place,
    left: usize,
) -> Option<Place> {
    let tree = &analysis.file(file).tree;
    let ExprKind::Name(name) = &tree.expr(expr).kind else {
        return Some((file, expr));
    };
    let left = left.checked_sub(1);
    let owner = owner(analysis, (file, expr), name)?;
    let is_it = |id: &ExprId| matches!(&tree.expr(*id).kind, ExprKind::Name(one) if one == name);
    let mut found = Vec::new();
    for stmt in &tree.stmts {
        match &stmt.kind {
            StmtKind::Assign { targets, value } if targets.iter().any(is_it) => found.push(*value),
            StmtKind::AnnAssign {
                target,
                value: Some(value),
                ..
            } if is_it(target) => found.push(*value),
            StmtKind::With { items, .. } => {
                let items = items.iter();
                let items = items.filter(|item| item.target.as_ref().is_some_and(is_it));
                found.extend(items.map(|item| item.context));
            }
            // What else gives it values is no single one.
            StmtKind::AugAssign { target, value, .. } if is_it(target) => {
                found.extend([*value, *value]);
            }
            StmtKind::For {
                target, iterable, ..
            } if walk_expr(tree, *target).iter().any(is_it) => {
                found.extend([*iterable, *iterable]);
            }
            _ => {}
        }
    }
    found.retain(|value| self::owner(analysis, (file, *value), name) == Some(owner));
    let is_given = analysis.unit_at((file, expr)).is_none_or(|unit| {
        let mut parameters = analysis.parameters(unit).iter();
        analysis.get(unit).scope == owner && parameters.any(|one| one.name.text == *name)
    });
    let [value] = found[..] else { return None };
    match left {
        _ if is_given => None,
        Some(0) | None => Some((file, value)),
        Some(left) => definition(analysis, (file, value), left),
    }
}

/// The scope that binds a name as a place sees it.
fn owner(analysis: &Analysis<'_>, place: Place, name: &str) -> Option<ScopeId> {
    let scope = analysis.get(analysis.unit_at(place)?).scope;
    analysis.file(place.0).scopes.owner(scope, name)
}
