//! What the application of a web framework keeps for as long as it runs. How frameworks name that is data.

use std::sync::LazyLock;

use serde::Deserialize;

use super::closing::is_itself_asked_for;
use super::holding::Holding;
use super::kept;
use super::once::ends_in_one;
use crate::rules::policy::Site;
use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, FileId, UnitId};
use crate::syntax::ast::{
    Argument, ArgumentKind, ExprId, ExprKind, Function, Parent, StmtKind, Tree,
};
use crate::syntax::query::{arguments, call_above, dotted, last};

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Applications {
    attributes_of: Vec<String>,
    items_of: Vec<String>,
    decorators: Vec<String>,
    says: Vec<String>,
    lists: Vec<String>,
    arguments: Vec<String>,
    methods: Vec<String>,
    around: Vec<String>,
}

static TABLE: &str = include_str!("../../rules/python/applications.toml");

static APPLICATIONS: LazyLock<Applications> =
    LazyLock::new(|| toml::from_str(TABLE).expect("a test reads the table"));

/// Whether the application keeps what a place makes, and none of the methods is read of it. Where code that is not known gets it,
/// or where one is read of something that may be it by its name, that may be so.
#[must_use]
pub(super) fn leaves_open(analysis: &Analysis<'_>, site: &Site, place: Place) -> bool {
    let methods = &site.application_unless_methods;
    let begins = || {
        let unit = analysis.unit_at(place);
        unit.is_some_and(|unit| begins_one(analysis, unit)) && kept::is_kept(analysis, place)
    };
    let targets = put_in_one(analysis, place);
    (!targets.is_empty() || begins())
        && !is_itself_asked_for(analysis, methods, place)
        && !is_given_away(analysis, &site.unless_given_to, place)
        && !is_asked_by_name(analysis, methods, &targets)
}

/// The expressions that are the very object which a place makes.
fn held(analysis: &Analysis<'_>, place: Place) -> Vec<Place> {
    let Some(origin) = analysis.origin_at(place) else {
        return Vec::new();
    };
    // What its methods give has the same origin and another type.
    let made = analysis.value(place).atoms();
    let is_it = |atom: &Atom| {
        matches!(atom, Atom::Instance(_, Some(one)) if *one == origin) && made.contains(atom)
    };
    let holding = analysis.once(Holding::find);
    let places = holding.of_origin(origin).iter();
    places
        .filter(|place| analysis.value(**place).atoms().iter().any(is_it))
        .copied()
        .collect()
}

/// The attributes, or items, of an application under which that is put which a place makes.
fn put_in_one(analysis: &Analysis<'_>, place: Place) -> Vec<Place> {
    let put = held(analysis, place).into_iter().flat_map(|(file, id)| {
        let tree = &analysis.file(file).tree;
        let targets = match tree.stmt_of(id).map(|stmt| &tree.stmt(stmt).kind) {
            Some(StmtKind::Assign { targets, value }) if *value == id => targets.as_slice(),
            Some(StmtKind::AnnAssign { target, value, .. }) if *value == Some(id) => {
                std::slice::from_ref(target)
            }
            _ => &[],
        };
        let targets = targets.iter().filter(|target| is_of_one(tree, **target));
        targets.map(move |target| (file, *target))
    });
    put.collect()
}

/// Whether one of the methods is read of something of which nothing is known but that it has one of the names.
fn is_asked_by_name(analysis: &Analysis<'_>, methods: &[String], targets: &[Place]) -> bool {
    let named = targets
        .iter()
        .filter_map(|(file, id)| name(&analysis.file(*file).tree, *id));
    let names: Vec<&str> = named.collect();
    if names.is_empty() {
        return false;
    }
    analysis.file_ids().any(|file| {
        let tree = &analysis.file(file).tree;
        tree.expr_ids().any(|id| match &tree.expr(id).kind {
            ExprKind::Attribute { value, attribute } => {
                methods.iter().any(|one| **one == *attribute.text)
                    && name(tree, *value).is_some_and(|name| names.contains(&name))
                    && analysis.value((file, *value)).atoms().is_empty()
            }
            _ => false,
        })
    })
}

/// What something is called: its last name, or the text by which it is taken out.
fn name(tree: &Tree, expr: ExprId) -> Option<&str> {
    match &tree.expr(expr).kind {
        ExprKind::Name(name) => Some(name),
        ExprKind::Attribute { attribute, .. } => Some(&attribute.text),
        ExprKind::Subscript { index, .. } => match &tree.expr(*index).kind {
            ExprKind::Str { value, .. } => Some(value),
            _ => name(tree, *index),
        },
        _ => None,
    }
}

fn is_of_one(tree: &Tree, target: ExprId) -> bool {
    let (object, names) = match &tree.expr(target).kind {
        ExprKind::Attribute { value, .. } => (*value, &APPLICATIONS.attributes_of),
        ExprKind::Subscript { value, .. } => (*value, &APPLICATIONS.items_of),
        _ => return false,
    };
    dotted(tree, object).is_some_and(|path| ends_in_one(&path, names))
}

/// Whether a function runs when an application begins, or around its life.
fn begins_one(analysis: &Analysis<'_>, unit: UnitId) -> bool {
    let info = analysis.get(unit);
    let tree = &analysis.file(info.file).tree;
    let Some(function) = analysis.definition(info) else {
        return false;
    };
    let mut decorators = function.decorators.iter();
    decorators.any(|one| is_of_a_start(tree, *one) || is_around(tree, *one, function))
        || is_told_to_begin(analysis, unit)
}

fn is_of_a_start(tree: &Tree, decorator: ExprId) -> bool {
    let given = arguments(tree.expr(decorator));
    is_named(tree, tree.callee(decorator), &APPLICATIONS.decorators)
        && (given.is_empty() || says_so(tree, given))
}

/// Whether a function runs around the life of what it is given, and of nothing else.
fn is_around(tree: &Tree, decorator: ExprId, function: &Function) -> bool {
    function.parameters.len() == 1 && is_named(tree, decorator, &APPLICATIONS.around)
}

fn is_named(tree: &Tree, expr: ExprId, names: &[String]) -> bool {
    let path = dotted(tree, expr).unwrap_or_default();
    names.iter().any(|one| one == last(&path))
}

fn says_so(tree: &Tree, given: &[Argument]) -> bool {
    given.iter().any(|one| match &tree.expr(one.value).kind {
        ExprKind::Str { value, .. } => APPLICATIONS.says.iter().any(|says| **says == **value),
        _ => false,
    })
}

/// Whether a function is handed to what runs it when an application begins.
fn is_told_to_begin(analysis: &Analysis<'_>, unit: UnitId) -> bool {
    let is_it =
        |atom: &Atom| matches!(atom, Atom::Function(one) | Atom::Bound(one, _) if *one == unit);
    analysis.file_ids().any(|file| {
        let tree = &analysis.file(file).tree;
        let mut ids = tree.expr_ids();
        ids.any(|id| {
            analysis.value((file, id)).atoms().iter().any(is_it) && is_start_list(tree, id)
        })
    })
}

/// `app.on_startup.append(f)`, `Application(on_startup=[f])`, `app.add_event_handler("startup", f)`
fn is_start_list(tree: &Tree, id: ExprId) -> bool {
    let mut at = id;
    loop {
        if let Some((call, function, given)) = call_above(tree, at) {
            let Some(argument) = given.iter().find(|one| one.value == at) else {
                return false;
            };
            let by_name = matches!(&argument.kind, ArgumentKind::Keyword(name)
                if APPLICATIONS.arguments.iter().any(|one| **one == *name.text));
            let ExprKind::Attribute { value, .. } = &tree.expr(function).kind else {
                return by_name;
            };
            return by_name
                || is_named(tree, *value, &APPLICATIONS.lists)
                || is_named(tree, function, &APPLICATIONS.methods)
                    && says_so(tree, arguments(tree.expr(call)));
        }
        match tree.expr(at).parent {
            Parent::Expr(up)
                if matches!(tree.expr(up).kind, ExprKind::List(_) | ExprKind::Tuple(_)) =>
            {
                at = up;
            }
            _ => return false,
        }
    }
}

/// Whether one of some functions, or code that is not known, gets what a place makes.
fn is_given_away(analysis: &Analysis<'_>, functions: &[String], place: Place) -> bool {
    let mut held = held(analysis, place).into_iter();
    held.any(|(file, id)| {
        let tree = &analysis.file(file).tree;
        call_above(tree, id).is_some_and(|(call, function, _)| {
            let is_owner = is_named(tree, function, functions);
            function != id && (is_owner || !is_known(analysis, file, (call, function)))
        })
    })
}

/// Whether it is known what a call does with what it is given: a package's own, or the project's.
fn is_known(analysis: &Analysis<'_>, file: FileId, (call, function): (ExprId, ExprId)) -> bool {
    let called = analysis.value((file, function));
    let is_own = |atom: &Atom| matches!(atom, Atom::Function(_) | Atom::Bound(..) | Atom::Class(_));
    let symbols = analysis.calls.get(&(file, call)).into_iter().flatten();
    let mut symbols = symbols.map(|symbol| analysis.names.get(*symbol));
    let mut packs = analysis.external.packs.iter();
    symbols.any(|symbol| packs.any(|pack| pack.old.covers(symbol)))
        || called.is_complete() && called.atoms().iter().all(is_own)
}

#[cfg(test)]
mod tests {
    use super::APPLICATIONS;

    #[test]
    fn the_table_can_be_read() {
        assert!(!APPLICATIONS.around.is_empty());
    }
}
