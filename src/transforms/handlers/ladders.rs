//! The handlers of a project that catch changed exceptions, and what becomes of their order.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::ladder::{Condition, Ladder, Rung, Solved, Step, is_below};
use super::{named, renamed_to};
use crate::finding::Applicability;
use crate::matching::references::symbol_of;
use crate::rewrite::Operation;
use crate::rewrite::names::free_name;
use crate::rewrite::slots::{Arranged, arrange_handlers};
use crate::rules::active::ActivePack;
use crate::semantic::infer::Analysis;
use crate::semantic::store::Slot;
use crate::semantic::value::{AllocKind, Atom, FileId, Part, Value};
use crate::syntax::ast::{ExprId, ExprKind, Handler, Parent, StmtId, StmtKind};
use crate::syntax::query::{operands, walk, walk_expr};
use crate::transforms::Draft;
use crate::transforms::names::module_name;

/// What becomes of the handlers of one `try`.
#[derive(Debug)]
pub enum Outcome {
    /// They stay in their order.
    Fits,
    /// They stand in another order, or two became one.
    Arranged {
        /// The edits, without the new names of the classes.
        draft: Box<Draft>,
        /// The handlers that go, by their places.
        gone: Vec<usize>,
    },
    /// No order keeps what they do: these, by their places, take what another one took.
    Unsolved(BTreeSet<usize>),
}

/// The handlers of all that catch changed exceptions, by their `try`.
#[derive(Debug, Default)]
pub struct Ladders {
    by_try: FxHashMap<(FileId, StmtId), (Outcome, Vec<String>)>,
}

impl Ladders {
    /// Those around some places, each of which names a class that a handler catches.
    pub fn of(
        analysis: &Analysis<'_>,
        active: &ActivePack,
        places: impl Iterator<Item = (FileId, ExprId)>,
    ) -> Self {
        let mut out = Self::default();
        if active.pack.events.is_empty() {
            return out;
        }
        for place in places {
            let Some(key) = try_of(analysis, place) else {
                continue;
            };
            out.by_try
                .entry(key)
                .or_insert_with(|| outcome(analysis, active, key));
        }
        out
    }

    /// What becomes of the handlers around a place that names what one of them catches.
    #[must_use]
    pub fn around(
        &self,
        analysis: &Analysis<'_>,
        place: (FileId, ExprId),
    ) -> Option<(StmtId, &Outcome)> {
        let key = try_of(analysis, place)?;
        Some((key.1, &self.by_try.get(&key)?.0))
    }

    /// What else comes to the handlers around a place now, a sentence each.
    #[must_use]
    pub fn notes(&self, analysis: &Analysis<'_>, place: (FileId, ExprId)) -> &[String] {
        let key = try_of(analysis, place);
        key.and_then(|key| self.by_try.get(&key))
            .map_or(&[], |(_, notes)| notes)
    }
}

/// The place of the handler that names a class, among those of its `try`.
#[must_use]
pub fn rung_of(analysis: &Analysis<'_>, place: (FileId, ExprId)) -> Option<usize> {
    let (file, stmt) = try_of(analysis, place)?;
    let tree = &analysis.file(file).tree;
    let StmtKind::Try { handlers, .. } = &tree.stmt(stmt).kind else {
        return None;
    };
    handlers
        .iter()
        .position(|handler| named(tree, handler).contains(&place.1))
}

/// The `try` of which a handler names a class.
fn try_of(analysis: &Analysis<'_>, (file, expr): (FileId, ExprId)) -> Option<(FileId, StmtId)> {
    let tree = &analysis.file(file).tree;
    let mut at = expr;
    loop {
        match tree.expr(at).parent {
            Parent::Expr(up) if matches!(tree.expr(up).kind, ExprKind::Tuple(_)) => at = up,
            Parent::Stmt(stmt) => {
                let catches = matches!(&tree.stmt(stmt).kind, StmtKind::Try { handlers, .. }
                    if handlers.iter().any(|one| one.exception == Some(at)));
                return catches.then_some((file, stmt));
            }
            _ => return None,
        }
    }
}

fn outcome(
    analysis: &Analysis<'_>,
    active: &ActivePack,
    (file, stmt): (FileId, StmtId),
) -> (Outcome, Vec<String>) {
    let held = analysis.file(file);
    let StmtKind::Try { handlers, .. } = &held.tree.stmt(stmt).kind else {
        return (Outcome::Fits, Vec::new());
    };
    let rungs = rungs(analysis, active, file, handlers);
    let ladder = Ladder {
        rungs: &rungs,
        events: &active.pack.events,
        old: &active.old,
        new: &active.new,
    };
    let Some(solved) = ladder.solve() else {
        return (Outcome::Unsolved(ladder.at_odds()), Vec::new());
    };
    let notes = solved.joined.iter().map(|(event, like)| {
        format!("{event} comes to the handler for {like} as well: nothing here names it")
    });
    let notes = notes.collect();
    let stays: Vec<Step> = (0..handlers.len()).map(Step::Stays).collect();
    if solved.steps == stays {
        return (Outcome::Fits, notes);
    }
    match arranged(analysis, file, handlers, &solved) {
        Some((draft, gone)) => {
            let draft = Box::new(draft);
            (Outcome::Arranged { draft, gone }, notes)
        }
        None => (Outcome::Unsolved(ladder.at_odds()), Vec::new()),
    }
}

/// The old classes of the events that are of a new class or below it.
fn before<'a>(active: &'a ActivePack, new: &'a str) -> impl Iterator<Item = String> + 'a {
    let events = active.pack.events.iter();
    let comes = events.filter(move |event| is_below(&active.new, &event.new, new));
    comes.map(|event| event.old.clone())
}

/// What the handlers catch, by the old names of the classes and by their new ones.
fn rungs(
    analysis: &Analysis<'_>,
    active: &ActivePack,
    file: FileId,
    handlers: &[Handler],
) -> Vec<Rung> {
    let held = analysis.file(file);
    let tree = &held.tree;
    let mut bodies: Vec<&str> = Vec::new();
    let rung = |handler: &Handler| {
        let mut out = Rung {
            anything: handler.exception.is_none(),
            ..Rung::default()
        };
        for expr in named(tree, handler) {
            let value = held_classes(analysis, analysis.value((file, expr)));
            out.others |= !value.is_complete() || value.atoms().is_empty();
            for atom in value.atoms() {
                let old = symbol_of(analysis, *atom).map(|old| active.old.canonical(&old));
                match old {
                    Some(old)
                        if matches!(&*old, "builtins.Exception" | "builtins.BaseException") =>
                    {
                        out.anything = true;
                    }
                    Some(old) if active.old.class_named(&old).is_some() => {
                        out.new.extend(renamed_to(active, &old));
                        out.old.push(old);
                    }
                    // An earlier round, or somebody, wrote it anew: it takes what comes to it now.
                    Some(new) if active.new.class_named(&new).is_some() => {
                        out.old.extend(before(active, &new));
                        out.new.push(new);
                    }
                    _ => out.others |= !matches!(atom, Atom::Literal(_)),
                }
            }
        }
        let start = handler
            .exception
            .map_or(handler.span.start, |one| tree.expr(one).outer.end);
        let body = &held.unit.text()[start as usize..handler.span.end as usize];
        out.body = bodies
            .iter()
            .position(|one| *one == body)
            .unwrap_or_else(|| {
                bodies.push(body);
                bodies.len() - 1
            });
        out
    };
    handlers.iter().map(rung).collect()
}

/// The classes that a value is, or that a tuple holds which it is.
fn held_classes(analysis: &Analysis<'_>, value: &Value) -> Value {
    let store = &analysis.store;
    let Some(Atom::Alloc(tuple)) = value.single() else {
        return value.clone();
    };
    if store.get(tuple).kind != AllocKind::Sequence {
        return value.clone();
    }
    let parts = store.parts(tuple).iter().copied().chain([Part::Element]);
    let mut held = parts
        .map(|part| Slot::Content(tuple, part))
        .filter(|slot| store.has(*slot));
    let mut out = held
        .next()
        .map_or(Value::nothing(), |slot| analysis.peek(slot));
    for slot in held {
        out.join(&analysis.peek(slot));
    }
    out
}

/// The edits that put handlers into their new order, and those that go.
fn arranged(
    analysis: &Analysis<'_>,
    file: FileId,
    handlers: &[Handler],
    solved: &Solved,
) -> Option<(Draft, Vec<usize>)> {
    let held = analysis.file(file);
    let mut draft = Draft::default();
    draft.at_most(Applicability::Unsafe);
    let mut out = Vec::new();
    let mut kept = Vec::new();
    for step in &solved.steps {
        match step {
            Step::Stays(at) => {
                kept.push(*at);
                out.push(Arranged::Stays(*at));
            }
            Step::Joined {
                at,
                tested,
                other,
                test,
            } => {
                kept.push(*at);
                let error = error_name(
                    analysis,
                    (file, handlers),
                    (*at, [*tested, *other]),
                    &mut draft,
                )?;
                let place = (file, handlers[*at].exception?);
                out.push(Arranged::Joined {
                    at: *at,
                    test: written(analysis, place, (test, &error), &mut draft),
                    tested: *tested,
                    other: *other,
                });
            }
        }
    }
    let gone = (0..handlers.len())
        .filter(|at| !kept.contains(at))
        .collect();
    draft.edit(
        file,
        arrange_handlers(&held.tree, held.unit.text(), handlers, &out)?,
    );
    Some((draft, gone))
}

/// A condition in Python: first what is asked of classes, so that the rest is asked of those that have it.
fn written(
    analysis: &Analysis<'_>,
    place: (FileId, ExprId),
    (test, error): (&Condition, &str),
    draft: &mut Draft,
) -> String {
    let mut class = |path: &str| match path.rsplit_once('.') {
        Some((module, name)) => {
            let module = module_name(analysis, place, module, draft);
            format!("{module}.{name}")
        }
        None => path.to_owned(),
    };
    let classes: Vec<String> = test.classes.iter().map(|path| class(path)).collect();
    let mut parts = match &classes[..] {
        [] => Vec::new(),
        [one] => vec![format!("isinstance({error}, {one})")],
        several => vec![format!("isinstance({error}, ({}))", several.join(", "))],
    };
    for (of, test) in &test.tests {
        let test = test.replace("{error}", error);
        parts.push(match of {
            Some(of) => format!("isinstance({error}, {}) and {test}", class(of)),
            None => test,
        });
    }
    parts.join(" or ")
}

/// The name of the exception in a handler that two became; it is given one if neither has.
fn error_name(
    analysis: &Analysis<'_>,
    (file, handlers): (FileId, &[Handler]),
    (at, both): (usize, [usize; 2]),
    draft: &mut Draft,
) -> Option<String> {
    let tree = &analysis.file(file).tree;
    let header = &handlers[at];
    if handlers[both[0]].name.as_ref().map(|name| &name.text)
        == handlers[both[1]].name.as_ref().map(|name| &name.text)
        && let Some(name) = &header.name
    {
        return Some(name.text.to_string());
    }
    let mut names = both.iter().filter_map(|one| handlers[*one].name.as_ref());
    let name = match (names.next(), names.next()) {
        (None, _) => free_name(tree, "error"),
        (Some(name), None) => {
            // In the other one the name may be a variable, which the header would bind and delete.
            let unnamed = both.iter().find(|one| handlers[**one].name.is_none())?;
            let read = walk(tree, &handlers[*unnamed].body)
                .into_iter()
                .flat_map(|stmt| operands(&tree.stmt(stmt).kind))
                .flat_map(|expr| walk_expr(tree, expr))
                .any(|expr| matches!(&tree.expr(expr).kind, ExprKind::Name(text) if *text == name.text));
            if read {
                return None;
            }
            name.text.to_string()
        }
        _ => return None,
    };
    if header.name.is_none() {
        let end = tree.expr(header.exception?).outer.end;
        let insert = Operation::insert(end, format!(" as {name}"));
        draft.edit(file, insert.on_layer(Operation::OUTERMOST));
    }
    Some(name)
}
