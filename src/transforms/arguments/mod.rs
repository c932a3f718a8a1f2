//! What becomes of the arguments of a changed call, by the row's tables.

mod alone;
mod apart;
mod branches;
mod comments;
mod dropped;
mod into;
mod joined;
mod mixed;
mod nested;
mod split;
mod spread;
mod twice;
mod written;

use std::collections::{BTreeMap, BTreeSet};

pub use alone::alone;
pub use split::{
    Gathered, SplitNames, drops_nothing, gathered, known_at_run_time, renamed, run_time_action,
    split, through,
};

use self::into::{Item, display};
use super::Draft;
use super::names::module_name;
use crate::finding::Applicability;
use crate::matching::facts::facts;
use crate::matching::fields::{is_for_others, may_be_filled};
use crate::matching::passed::only_keys;
use crate::rewrite::Piece;
use crate::rewrite::slots::{ArgumentChanges, edit_arguments};
use crate::rules::condition::{Answer, ArgumentFact, ValueFact};
use crate::rules::model::Signature;
use crate::rules::provider::{Provider, SettingAction, Variant};
use crate::rules::schema::{Action, Case, Change, Is, Reason};
use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::semantic::value::FileId;
use crate::syntax::ast::{Argument, ArgumentKind, ExprId, ExprKind, Tree};
use crate::syntax::query::{keyword, string, walk_expr};

/// A call whose arguments change.
pub struct Call<'a> {
    /// Its file.
    pub file: FileId,
    /// The call.
    pub call: ExprId,
    /// Positional arguments before the symbol's own (`to_thread(f, …)` has one).
    pub skip: usize,
    /// The row.
    pub change: &'a Change,
    /// How the old symbol was called.
    pub old: &'a [Signature],
    /// How the new one is, if the model says.
    pub new: Option<&'a Signature>,
    /// The settings that the provider knows, and the kind of client that this call asks for.
    pub variant: Option<(&'a Provider, &'a Variant)>,
}

/// Whether a call, in its new form, takes a keyword.
pub type Takes<'a> = &'a dyn Fn(Place, &str) -> bool;

/// What the arguments ask of the client: option and source text.
pub type Options = Vec<(String, String)>;

struct Plan<'a, 'p> {
    analysis: &'a Analysis<'p>,
    call: &'a Call<'a>,
    draft: Draft,
    remove: BTreeSet<usize>,
    /// Dicts that are given to a function as they are.
    stays: BTreeSet<usize>,
    /// Arguments that move to another place.
    moves: BTreeSet<usize>,
    /// Items of dict arguments.
    into: BTreeMap<String, Vec<Item>>,
    /// Arguments as they are written behind the others.
    behind: Vec<String>,
    options: Options,
    /// Modules that templates name, each with the name that it has here.
    modules: Vec<(String, String)>,
    seen: BTreeMap<String, usize>,
    gathered: bool,
    /// Whether another call, in its new form, takes a keyword.
    takes: Option<Takes<'a>>,
}

/// What becomes of a call's arguments.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Their edits.
    pub draft: Draft,
    /// What they ask of the client.
    pub options: Options,
    /// Whether there is a dict among them whose keys cannot be rewritten where they stand.
    pub gathered: bool,
}

/// The edits of a call's arguments, and the options that they ask of the client.
#[must_use]
pub fn arguments(analysis: &Analysis<'_>, call: &Call<'_>) -> Outcome {
    rewritten(analysis, call, &BTreeSet::new(), None)
}

/// The same, with what tells whether another call, in its new form, takes a keyword.
#[must_use]
pub fn arguments_among(analysis: &Analysis<'_>, call: &Call<'_>, takes: Takes<'_>) -> Outcome {
    let mut plan = Plan::new(analysis, call);
    plan.takes = Some(takes);
    plan.rewritten(&BTreeSet::new(), None)
}

/// The edits of the arguments that are not taken out of the call; `added` comes behind them.
fn rewritten(
    analysis: &Analysis<'_>,
    call: &Call<'_>,
    taken: &BTreeSet<usize>,
    added: Option<&str>,
) -> Outcome {
    Plan::new(analysis, call).rewritten(taken, added)
}

impl<'a, 'p> Plan<'a, 'p> {
    fn new(analysis: &'a Analysis<'p>, call: &'a Call<'a>) -> Self {
        Self {
            analysis,
            call,
            draft: Draft::default(),
            remove: BTreeSet::new(),
            stays: BTreeSet::new(),
            moves: BTreeSet::new(),
            into: BTreeMap::new(),
            behind: Vec::new(),
            options: Vec::new(),
            modules: Vec::new(),
            seen: BTreeMap::new(),
            gathered: false,
            takes: None,
        }
    }
}

impl Plan<'_, '_> {
    fn rewritten(mut self, taken: &BTreeSet<usize>, added: Option<&str>) -> Outcome {
        let tree = &self.analysis.file(self.call.file).tree;
        let ExprKind::Call { arguments, .. } = &tree.expr(self.call.call).kind else {
            return Outcome::default();
        };
        self.remove.clone_from(taken);
        self.absent(arguments);
        self.settle_twice(arguments);
        let mut position = 0;
        let all = arguments.iter().enumerate();
        let gone: BTreeSet<usize> = self.remove.union(&self.stays).copied().collect();
        for (index, argument) in all.filter(|(index, _)| !gone.contains(index)) {
            match &argument.kind {
                ArgumentKind::Positional => {
                    if position >= self.call.skip {
                        self.positional(index, argument, position - self.call.skip);
                    }
                    position += 1;
                }
                ArgumentKind::Keyword(name) => self.argument(index, argument, &name.text, true),
                ArgumentKind::Star => {
                    self.draft.at_most(Applicability::Unsafe);
                    self.draft.note(
                        "the new call takes no positional arguments and fails where there is one: nothing may stand behind `*`",
                    );
                }
                ArgumentKind::DoubleStar => self.spread(argument),
            }
        }
        self.finish(added)
    }

    /// What is to be done where an argument is certainly not given.
    fn absent(&mut self, arguments: &[Argument]) {
        let is_open =
            |one: &Argument| matches!(one.kind, ArgumentKind::Star | ArgumentKind::DoubleStar);
        if arguments.iter().any(is_open) {
            return;
        }
        let positional = arguments.iter();
        let positional = positional.filter(|one| one.kind == ArgumentKind::Positional);
        let count = positional.count().saturating_sub(self.call.skip);
        let by_position = |name: &str| {
            let mut signatures = self.call.old.iter();
            signatures.any(|signature| {
                let mut places = (0..count).filter_map(|at| signature.positional(at));
                places.any(|parameter| *parameter.name == *name)
            })
        };
        let by_name = |name: &str| {
            let mut given = arguments.iter();
            given.any(
                |one| matches!(&one.kind, ArgumentKind::Keyword(known) if *known.text == *name),
            )
        };
        let tables = self.call.change.arguments.iter();
        let lacking = tables.filter(|table| !by_position(&table.name) && !by_name(&table.name));
        let cases = lacking.filter_map(|table| {
            let case = table.cases.iter().find(|case| case.test.is == Is::Absent)?;
            Some((table.name.clone(), case.clone()))
        });
        for (name, case) in cases.collect::<Vec<_>>() {
            match &case.action {
                Action::Manual(reason) => self.draft.manual(
                    reason.word(),
                    case.note.clone().unwrap_or_else(|| format!("`{name}`")),
                ),
                _ => self.said(&case),
            }
        }
    }

    fn positional(&mut self, index: usize, argument: &Argument, position: usize) {
        let name = self
            .call
            .old
            .iter()
            .find_map(|signature| signature.positional(position))
            .map(|parameter| parameter.name.to_string());
        match name {
            Some(name) => self.argument(index, argument, &name, false),
            None => self.draft.manual(
                "argument-unknown",
                "a positional argument that the old call did not take",
            ),
        }
    }

    fn argument(&mut self, index: usize, argument: &Argument, name: &str, named: bool) {
        let fact = self.fact(argument.value);
        let case = self.case(name, &fact).cloned();
        let Some(case) = case else {
            self.keep(index, argument, name, name, named, None);
            return;
        };
        if let Some(carried) = self.carried(name, &case) {
            self.draft.at_most(Applicability::Unsafe);
            if let Some(option) = carried {
                let text = self.written(argument.value, None);
                self.options.push((option, text));
                self.moves.insert(index);
            }
            self.remove.insert(index);
            return;
        }
        self.said(&case);
        if !case.items.is_empty() {
            self.take_apart(index, argument.value, name, &case);
            return;
        }
        match &case.action {
            Action::Keep => self.keep(index, argument, name, name, named, Some(&case)),
            Action::Rename(new) => self.keep(index, argument, name, new, named, Some(&case)),
            Action::Drop
                if has_effect(&self.analysis.file(self.call.file).tree, argument.value) =>
            {
                self.draft.manual(
                    "needs-decision",
                    format!("`{name}` goes, and what stands there does something when it runs"),
                )
            }
            Action::Drop => {
                self.remove.insert(index);
            }
            Action::Manual(reason) => self.draft.manual(
                reason.word(),
                case.note.clone().unwrap_or_else(|| format!("`{name}`")),
            ),
            Action::Into {
                argument: dict,
                key,
            } => {
                let text = self.written(argument.value, Some(&case));
                self.into.entry(dict.clone()).or_default().push(Item {
                    key: key.clone(),
                    text,
                    index,
                    as_given: case.template.is_none(),
                });
                self.remove.insert(index);
            }
            Action::Before(other) => self.joins(index, argument.value, other),
            Action::ClientOption(option) => {
                let text = self.written(argument.value, Some(&case));
                self.options.push((option.clone(), text));
                self.moves.insert(index);
                self.remove.insert(index);
            }
        }
    }

    /// Where a call asks for another kind of client, its settings are carried as the provider says: the
    /// option that takes one, or none if the kind of client says it already.
    fn carried(&self, name: &str, case: &Case) -> Option<Option<String>> {
        let (provider, variant) = self.call.variant?;
        let setting = provider.setting(name)?;
        let asks = matches!(case.action, Action::ClientOption(_))
            && setting.per_variant.contains_key(&variant.name);
        let undecided = matches!(case.action, Action::Manual(Reason::SettingsConflict));
        if !asks && !undecided {
            return None;
        }
        let carried = setting.carried_to(&variant.name);
        match carried.action {
            SettingAction::Keep => Some(carried.argument.clone()),
            SettingAction::Drop => Some(None),
            SettingAction::Manual(_) => None,
        }
    }

    fn said(&mut self, case: &Case) {
        if let Some(applicability) = case.applicability {
            self.draft.at_most(applicability);
        }
        if let Some(note) = &case.note {
            self.draft.note(note);
        }
        for module in &case.imports {
            let place = (self.call.file, self.call.call);
            let name = module_name(self.analysis, place, module, &mut self.draft);
            self.modules.push((module.clone(), name));
        }
    }

    /// The first case that holds. Cases that may hold or not are passed over: the last takes all.
    fn case(&self, name: &str, fact: &ArgumentFact) -> Option<&Case> {
        let table = self.call.change.argument_table(name)?;
        table
            .cases
            .iter()
            .find(|case| case.test.answer(fact) == Answer::Yes)
    }

    fn fact(&self, value: ExprId) -> ArgumentFact {
        let known = self.analysis.value((self.call.file, value));
        let (values, complete) = facts(self.analysis, known);
        let tree = &self.analysis.file(self.call.file).tree;
        let display = match &tree.expr(value).kind {
            ExprKind::Tuple(items) | ExprKind::List(items) => Some(items.len()),
            ExprKind::Dict(items) => {
                let keys = items
                    .iter()
                    .map(|item| Some(string(tree, item.key?)?.to_owned()));
                if let Some(keys) = keys.collect::<Option<Vec<String>>>() {
                    return ArgumentFact::Values(vec![ValueFact::Keys(keys)], true);
                }
                None
            }
            _ => None,
        };
        match display {
            Some(items) => ArgumentFact::Values(
                vec![ValueFact::Sequence(vec![ValueFact::Other; items])],
                true,
            ),
            None => {
                let place = (self.call.file, value);
                let open =
                    may_be_filled(self.analysis, place) || is_for_others(self.analysis, place);
                match only_keys(self.analysis, known).filter(|_| !open) {
                    Some(keys) => ArgumentFact::Values(vec![ValueFact::Keys(keys)], true),
                    None => ArgumentFact::Values(values, complete && !open),
                }
            }
        }
    }

    fn finish(mut self, added: Option<&str>) -> Outcome {
        let file = self.call.file;
        let tree = &self.analysis.file(file).tree;
        let text = self.analysis.file(file).unit.text();
        let into = std::mem::take(&mut self.into);
        let mut add = Vec::new();
        for (dict, items) in into {
            if keyword(tree.expr(self.call.call), &dict).is_some() {
                self.draft
                    .manual("argument-unknown", format!("`{dict}` is given already"));
            } else if !self.becomes_dict(&dict, &items) {
                self.moves.extend(items.iter().map(|item| item.index));
                add.push(vec![Piece::text(display(&dict, &items))]);
            }
        }
        let behind = std::mem::take(&mut self.behind);
        add.extend(behind.into_iter().map(|text| vec![Piece::text(text)]));
        add.extend(added.map(|text| vec![Piece::text(text)]));
        if !self.draft.is_manual() && (!self.remove.is_empty() || !add.is_empty()) {
            let changes = ArgumentChanges {
                remove: std::mem::take(&mut self.remove),
                add,
            };
            let operations = edit_arguments(tree, text, self.call.call, &changes);
            let comments = self.comments_kept(&self.moves, &operations);
            for operation in operations.into_iter().chain(comments) {
                self.draft.edit(file, operation);
            }
        }
        Outcome {
            draft: self.draft,
            options: self.options,
            gathered: self.gathered,
        }
    }
}

/// Whether evaluating a value may do something.
fn has_effect(tree: &Tree, value: ExprId) -> bool {
    let acts = |id: &ExprId| {
        matches!(
            tree.expr(*id).kind,
            ExprKind::Call { .. }
                | ExprKind::Await(_)
                | ExprKind::Yield(_)
                | ExprKind::YieldFrom(_)
                | ExprKind::Walrus { .. }
        )
    };
    walk_expr(tree, value).iter().any(acts)
}
