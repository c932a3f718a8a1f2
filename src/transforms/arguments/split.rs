//! Calls whose dicts of arguments hold what is no argument any more, and cannot be rewritten where they are
//! made: the call's arguments go through a function that takes out what belongs elsewhere.

use std::collections::BTreeSet;

use super::branches::{HOLE, leads};
use super::{Call, Outcome, Plan, rewritten};
use crate::matching::overrides::with_overrides;
use crate::rewrite::Operation;
use crate::rules::provider::Provider;
use crate::rules::schema::{Action, ArgumentTable, Change, Is, Reason};
use crate::semantic::infer::Analysis;
use crate::syntax::ast::{Argument, ArgumentKind, ExprId, ExprKind, Span, Tree};
use crate::syntax::query::{arguments, walk_expr};
use crate::transforms::Draft;
use crate::transforms::names::source;

/// The old arguments that a call may get out of its dicts, with those beside them that go the same way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gathered {
    /// Their names.
    pub keys: BTreeSet<String>,
    /// Those that no table knows and the new call does not take.
    pub unknown: BTreeSet<String>,
    /// Whether there may be others.
    pub open: bool,
}

/// What is done with an old argument, by its table, where its value shows only when the code runs: the
/// last case takes all that no case before it dropped.
#[must_use]
pub fn run_time_action<'t>(table: &'t ArgumentTable, provider: &Provider) -> Option<&'t Action> {
    let last = table.cases.last()?;
    let is_setting = provider.setting(&table.name).is_some();
    match &last.action {
        Action::ClientOption(_) | Action::Manual(Reason::SettingsConflict) if is_setting => {
            Some(&last.action)
        }
        Action::Rename(_) | Action::Into { .. } if last.template.is_none() => Some(&last.action),
        Action::Drop => Some(&last.action),
        // It stays, and is left out where it is None.
        Action::Keep if last.template.is_none() && drops_nothing(table) => Some(&last.action),
        _ => None,
    }
}

/// Whether an argument that is None is left out.
#[must_use]
pub fn drops_nothing(table: &ArgumentTable) -> bool {
    let mut cases = table.cases.iter();
    cases.any(|case| matches!(case.test.is, Is::None) && case.action == Action::Drop)
}

/// The arguments of a row that a function may take out of a dict of which no more is known.
#[must_use]
pub fn known_at_run_time(change: &Change, provider: &Provider) -> BTreeSet<String> {
    let keeps = |table: &ArgumentTable| {
        let mut cases = table.cases.iter();
        cases.all(|case| matches!(case.action, Action::Keep))
    };
    let moved = change.arguments.iter().filter(|table| !keeps(table));
    let known = moved.filter(|table| {
        let action = run_time_action(table, provider);
        action.is_some_and(|one| !matches!(one, Action::Into { .. } | Action::Keep))
    });
    known.map(|table| table.name.clone()).collect()
}

/// The old arguments that have to be taken out of a call's dicts when it runs; none if that cannot be done
/// there, or none of them is a setting of the client.
#[must_use]
pub fn gathered(analysis: &Analysis<'_>, call: &Call<'_>, provider: &Provider) -> Option<Gathered> {
    let tree = &analysis.file(call.file).tree;
    leads(tree, call.call)?;
    let positional = |one: &Argument| one.kind == ArgumentKind::Positional;
    if arguments(tree.expr(call.call)).iter().any(positional) {
        return None;
    }
    let out = collected(analysis, call, provider, true)?;
    let is_setting = |key: &String| provider.setting(key).is_some();
    out.keys.iter().any(is_setting).then_some(out)
}

/// The old arguments that get their new names when the call is made; none if settings of the client are
/// known to be among them.
#[must_use]
pub fn renamed(analysis: &Analysis<'_>, call: &Call<'_>, provider: &Provider) -> Option<Gathered> {
    let out = collected(analysis, call, provider, false)?;
    let is_setting = |key: &String| provider.setting(key).is_some();
    (!out.keys.iter().any(is_setting)).then_some(out)
}

/// The old arguments among a call's dicts, and those beside them that go the same way.
fn collected(
    analysis: &Analysis<'_>,
    call: &Call<'_>,
    provider: &Provider,
    settings: bool,
) -> Option<Gathered> {
    let tree = &analysis.file(call.file).tree;
    let plan = Plan::new(analysis, call);
    let mut out = Gathered {
        keys: BTreeSet::new(),
        unknown: BTreeSet::new(),
        open: false,
    };
    let all = arguments(tree.expr(call.call)).iter();
    for argument in all.filter(|one| one.kind == ArgumentKind::DoubleStar) {
        let value = with_overrides(analysis, analysis.value((call.file, argument.value)));
        let mut old: BTreeSet<String> = plan.old_keys(&value).into_keys().collect();
        old.extend(plan.written_keys(argument.value));
        // With what the old call did not take either, the code does not run.
        old.retain(|key| call.old.is_empty() || call.old.iter().any(|one| one.takes(key)));
        let known = |key: &String| call.change.argument_table(key).is_some();
        let (keys, unknown): (Vec<_>, Vec<_>) = old.into_iter().partition(known);
        out.keys.extend(keys);
        out.unknown.extend(unknown);
        out.open |= !plan.is_whole(&value);
    }
    if out.open {
        let known = known_at_run_time(call.change, provider).into_iter();
        out.keys
            .extend(known.filter(|name| settings || provider.setting(name).is_none()));
    }
    let named = taken_with(&plan, provider, (&out, settings));
    let named = named
        .into_iter()
        .filter_map(|index| name_of(&arguments(tree.expr(call.call))[index]));
    for name in named {
        if call.change.argument_table(name).is_some() {
            out.keys.insert(name.to_owned());
        } else if plan.is_unknown(name) {
            out.unknown.insert(name.to_owned());
        }
    }
    let settled = |key: &String| {
        let table = call.change.argument_table(key);
        table.is_some_and(|table| run_time_action(table, provider).is_some())
    };
    out.keys.iter().all(settled).then_some(out)
}

fn name_of(argument: &Argument) -> Option<&str> {
    match &argument.kind {
        ArgumentKind::Keyword(name) => Some(&name.text),
        _ => None,
    }
}

/// The named arguments of a call that go the way of its dicts: settings, what a key of the dicts may give
/// as well under an old name, and what the new call does not know, where such keys are in the dicts.
fn taken_with(
    plan: &Plan<'_, '_>,
    provider: &Provider,
    (gathered, settings): (&Gathered, bool),
) -> BTreeSet<usize> {
    let call = plan.call;
    let tree = &plan.analysis.file(call.file).tree;
    let named = |name: &str| run_time_name(call.change, provider, name);
    let goes = |argument: &Argument| {
        name_of(argument).is_some_and(|name| {
            let becomes = named(name).unwrap_or(name);
            let meets = |key: &String| key != name && named(key) == Some(becomes);
            settings && provider.setting(name).is_some()
                || gathered.keys.iter().any(meets)
                || !gathered.unknown.is_empty() && plan.is_unknown(name)
        })
    };
    let all = arguments(tree.expr(call.call)).iter().enumerate();
    all.filter(|(_, argument)| goes(argument))
        .map(|(index, _)| index)
        .collect()
}

/// The new name of an old argument.
fn run_time_name<'t>(change: &'t Change, provider: &Provider, name: &str) -> Option<&'t str> {
    match run_time_action(change.argument_table(name)?, provider)? {
        Action::Rename(new) => Some(new),
        Action::Into { argument, .. } => Some(argument),
        _ => None,
    }
}

/// How many characters of arguments stand on one line of a new call.
const LONGEST: usize = 60;

/// The names that stand for what comes out of a call's arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SplitNames {
    /// The function that takes the arguments.
    pub function: String,
    /// The client that it gives.
    pub client: String,
    /// The arguments that it gives.
    pub rest: String,
}

/// The edits that send a call's arguments through a function before it is made.
#[must_use]
pub fn split(
    analysis: &Analysis<'_>,
    call: &Call<'_>,
    provider: &Provider,
    gathered: &Gathered,
    names: &SplitNames,
) -> Option<Draft> {
    let file = analysis.file(call.file);
    let tree = &file.tree;
    let all = arguments(tree.expr(call.call));
    let plan = Plan::new(analysis, call);
    let mut taken = taken_with(&plan, provider, (gathered, true));
    let dicts = all.iter().enumerate();
    let dicts = dicts.filter(|(_, argument)| argument.kind == ArgumentKind::DoubleStar);
    taken.extend(dicts.map(|(index, _)| index));
    let is_plain = |index: &usize| is_plain(tree, all[*index].value);
    let others: BTreeSet<usize> = (0..all.len())
        .filter(|index| !taken.contains(index))
        .collect();
    if !taken.iter().all(is_plain) && !others.iter().all(is_plain) {
        return None;
    }
    let rest = format!("**{}", names.rest);
    let mut draft = rewritten(analysis, call, &taken, Some(&rest)).draft;
    let lead = leads(tree, call.call)?;
    let hole = HOLE;
    let holes: Vec<String> = taken
        .iter()
        .map(|index| match name_of(&all[*index]) {
            Some(name) => format!("{name}={hole}"),
            None => format!("**{hole}"),
        })
        .collect();
    let SplitNames {
        function,
        client,
        rest,
    } = names;
    let text = |index: &usize| source(analysis, call.file, all[*index].value).len();
    let values: usize = taken.iter().map(text).sum();
    let around: usize = holes.iter().map(|hole| hole.len() + 2).sum();
    // The last dict stays in the call, under its new name.
    let stays = taken.last().copied();
    let comments: Vec<&str> = taken
        .iter()
        .map(|index| match Some(*index) == stays {
            true => "",
            false => comment_behind(file.unit.text(), all[*index].span),
        })
        .collect();
    let commented = comments.iter().any(|comment| !comment.is_empty());
    let holes = if commented || values + around > LONGEST {
        let lines = holes.iter().zip(comments);
        let lines = lines.map(|(hole, comment)| match comment {
            "" => format!("    {hole},\n"),
            comment => format!("    {hole},  {comment}\n"),
        });
        format!("\n{}", lines.collect::<String>())
    } else {
        holes.join(", ")
    };
    let line = format!("{client}, {rest} = {function}({holes})");
    let values = taken.iter().map(|index| tree.expr(all[*index].value).outer);
    let values: Vec<Span> = values.collect();
    draft.edit(call.file, lead.put(tree, file.unit.text(), &line, &values)?);
    Some(draft)
}

/// The edits that give a call's arguments their new names by a function, where the call stands.
#[must_use]
pub fn through(
    analysis: &Analysis<'_>,
    call: &Call<'_>,
    provider: &Provider,
    gathered: &Gathered,
    function: &str,
) -> Option<Outcome> {
    let file = analysis.file(call.file);
    let tree = &file.tree;
    let all = arguments(tree.expr(call.call));
    let mut plan = Plan::new(analysis, call);
    let mut taken = taken_with(&plan, provider, (gathered, false));
    let dicts = all.iter().enumerate();
    let dicts = dicts.filter(|(_, argument)| argument.kind == ArgumentKind::DoubleStar);
    taken.extend(dicts.map(|(index, _)| index));
    if let (1, Some(index)) = (taken.len(), taken.first()) {
        let span = tree.expr(all[*index].value).outer;
        let wrapped = Operation::wrap(span, format!("{function}(**"), ")");
        plan.draft.edit(call.file, wrapped);
        plan.stays.insert(*index);
        return Some(plan.rewritten(&BTreeSet::new(), None));
    }
    let movable = |index: &usize| {
        let commented = !comment_behind(file.unit.text(), all[*index].span).is_empty();
        is_plain(tree, all[*index].value) && !commented
    };
    if !taken.iter().all(movable) {
        return None;
    }
    let texts = taken.iter().map(|index| {
        let text = source(analysis, call.file, all[*index].value);
        match name_of(&all[*index]) {
            Some(name) => format!("{name}={text}"),
            None => format!("**{text}"),
        }
    });
    let texts: Vec<String> = texts.collect();
    let added = format!("**{function}({})", texts.join(", "));
    Some(plan.rewritten(&taken, Some(&added)))
}

/// The comment behind an argument that ends its line.
fn comment_behind(text: &str, argument: Span) -> &str {
    let behind = text[argument.end as usize..].lines().next();
    let behind = behind.unwrap_or_default().trim_start();
    let behind = behind.strip_prefix(',').unwrap_or(behind).trim();
    if behind.starts_with('#') { behind } else { "" }
}

/// Whether it makes no difference when an expression is evaluated: names, their attributes and literals.
fn is_plain(tree: &Tree, expr: ExprId) -> bool {
    walk_expr(tree, expr).into_iter().all(|one| {
        !matches!(
            tree.expr(one).kind,
            ExprKind::Call { .. }
                | ExprKind::Await(_)
                | ExprKind::Yield(_)
                | ExprKind::YieldFrom(_)
                | ExprKind::Walrus { .. }
                | ExprKind::Comprehension { .. }
                | ExprKind::Subscript { .. }
                | ExprKind::Binary { .. }
                | ExprKind::Other(_)
        )
    })
}
