//! What becomes of the arguments of a changed call, by the row's tables.

use std::collections::{BTreeMap, BTreeSet};

use super::Draft;
use super::names::{is_taken, source};
use crate::finding::Applicability;
use crate::rewrite::imports::ImportNeed;
use crate::rewrite::slots::{ArgumentChanges, edit_arguments};
use crate::rewrite::{Operation, Piece};
use crate::rules::condition::{Answer, ArgumentFact, ValueFact};
use crate::rules::model::Signature;
use crate::rules::provider::{Provider, SettingAction, Variant};
use crate::rules::schema::{Action, Case, Change, Reason};
use crate::rules::template;
use crate::semantic::infer::Analysis;
use crate::semantic::store::Slot;
use crate::semantic::value::{AllocKind, Atom, FileId, Literal, Part, Value};
use crate::syntax::ast::{Argument, ArgumentKind, ExprId, ExprKind};

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

/// What the arguments ask of the client: option and source text.
pub type Options = Vec<(String, String)>;

struct Plan<'a, 'p> {
    analysis: &'a Analysis<'p>,
    call: &'a Call<'a>,
    draft: Draft,
    remove: BTreeSet<usize>,
    /// Items of dict arguments: key and source.
    into: BTreeMap<String, Vec<(String, String)>>,
    options: Options,
    seen: BTreeMap<String, usize>,
}

/// The edits of a call's arguments, and the options that they ask of the client.
#[must_use]
pub fn arguments(analysis: &Analysis<'_>, call: &Call<'_>) -> (Draft, Options) {
    let tree = &analysis.file(call.file).tree;
    let ExprKind::Call { arguments, .. } = &tree.expr(call.call).kind else {
        return (Draft::default(), Vec::new());
    };
    let mut plan = Plan {
        analysis,
        call,
        draft: Draft::default(),
        remove: BTreeSet::new(),
        into: BTreeMap::new(),
        options: Vec::new(),
        seen: BTreeMap::new(),
    };
    let mut position = 0;
    for (index, argument) in arguments.iter().enumerate() {
        match &argument.kind {
            ArgumentKind::Positional => {
                if position >= call.skip {
                    plan.positional(index, argument, position - call.skip);
                }
                position += 1;
            }
            ArgumentKind::Keyword(name) => plan.argument(index, argument, &name.text, true),
            ArgumentKind::Star => {
                plan.draft.at_most(Applicability::Unsafe);
                plan.draft.note(
                    "the new call takes no positional arguments: nothing may stand behind `*`",
                );
            }
            ArgumentKind::DoubleStar => plan.spread(argument),
        }
    }
    plan.finish()
}

impl Plan<'_, '_> {
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
            }
            self.remove.insert(index);
            return;
        }
        self.said(&case);
        match &case.action {
            Action::Keep => self.keep(index, argument, name, name, named, Some(&case)),
            Action::Rename(new) => self.keep(index, argument, name, new, named, Some(&case)),
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
                self.into
                    .entry(dict.clone())
                    .or_default()
                    .push((key.clone(), text));
                self.remove.insert(index);
            }
            Action::ClientOption(option) => {
                let text = self.written(argument.value, Some(&case));
                self.options.push((option.clone(), text));
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
            if is_taken(self.analysis, self.call.file, module, module) {
                let note = format!("the file uses the name `{module}` for something else");
                self.draft.manual("needs-decision", note);
            } else {
                let need = ImportNeed::module(module);
                self.draft.need(self.call.file, None, need);
            }
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

    /// An argument stays, under `new`; into the rest where the new signature does not know it.
    fn keep(
        &mut self,
        index: usize,
        argument: &Argument,
        old: &str,
        new: &str,
        named: bool,
        case: Option<&Case>,
    ) {
        let known = self
            .call
            .new
            .is_none_or(|signature| signature.keyword(new).is_some());
        if !known {
            match &self.call.change.rest {
                Some(rest) => {
                    let text = self.written(argument.value, case);
                    self.into
                        .entry(rest.clone())
                        .or_default()
                        .push((new.to_owned(), text));
                    self.remove.insert(index);
                }
                None => self.draft.manual(
                    "argument-unknown",
                    format!("the new call does not take `{old}`"),
                ),
            }
            return;
        }
        if self.seen.insert(new.to_owned(), index).is_some() {
            self.draft.manual(
                "needs-decision",
                format!("the call gives `{new}` twice, under two of its old names"),
            );
            return;
        }
        let file = self.call.file;
        let tree = &self.analysis.file(file).tree;
        match (&argument.kind, named) {
            (ArgumentKind::Keyword(name), _) if *name.text != *new => {
                self.draft.edit(file, Operation::replace(name.span, new));
            }
            (ArgumentKind::Positional, false) if !self.stays_in_place(index, new) => {
                let start = tree.expr(argument.value).outer.start;
                self.draft
                    .edit(file, Operation::insert(start, format!("{new}=")));
            }
            _ => {}
        }
        if let Some(template) = case.and_then(|case| case.template.as_ref()) {
            let span = tree.expr(argument.value).outer;
            if let Some(pieces) = self.template(template, argument.value) {
                self.draft.edit(file, Operation::template(span, pieces));
            }
        }
    }

    /// Whether a positional argument may stay one: the new signature has it in the same place, and so it
    /// has all before it.
    fn stays_in_place(&self, index: usize, new: &str) -> bool {
        let before = (0..index).all(|one| self.seen.values().any(|seen| *seen == one));
        let in_place = |name: &str, at: usize| {
            let signature = self.call.new;
            let parameter = signature.and_then(|signature| signature.positional(at));
            parameter.is_some_and(|parameter| *parameter.name == *name)
        };
        let place = |index: usize| index.checked_sub(self.call.skip);
        before
            && place(index).is_some_and(|at| in_place(new, at))
            && self
                .seen
                .iter()
                .filter(|(_, at)| **at < index)
                .all(|(name, at)| place(*at).is_some_and(|at| in_place(name, at)))
    }

    fn template(&mut self, template: &template::Template, value: ExprId) -> Option<Vec<Piece>> {
        let tree = &self.analysis.file(self.call.file).tree;
        let mut pieces = Vec::new();
        for piece in template.pieces() {
            pieces.push(match piece {
                template::Piece::Text(text) => Piece::text(text),
                template::Piece::Hole(template::Hole::Item(item)) => {
                    let items = match &tree.expr(value).kind {
                        ExprKind::Tuple(items) | ExprKind::List(items) => items.clone(),
                        _ => Vec::new(),
                    };
                    let Some(item) = items.get(*item) else {
                        self.draft
                            .manual("argument-unknown", "the items of a tuple cannot be seen");
                        return None;
                    };
                    Piece::Source(tree.expr(*item).outer)
                }
                template::Piece::Hole(_) => Piece::Source(tree.expr(value).outer),
            });
        }
        Some(pieces)
    }

    /// The new text of a value that moves.
    fn written(&mut self, value: ExprId, case: Option<&Case>) -> String {
        let text = source(self.analysis, self.call.file, value).to_owned();
        match case.and_then(|case| case.template.as_ref()) {
            Some(template) => template
                .pieces()
                .iter()
                .map(|piece| match piece {
                    template::Piece::Text(new) => new.clone(),
                    template::Piece::Hole(_) => text.clone(),
                })
                .collect(),
            None => text,
        }
    }

    /// `**options`: rewritten in its dict where that is visible and used for this call alone.
    fn spread(&mut self, argument: &Argument) {
        let value = self
            .analysis
            .value((self.call.file, argument.value))
            .clone();
        let visible: Option<Vec<_>> = if value.is_complete() && !value.atoms().is_empty() {
            let dicts: Option<Vec<Vec<_>>> = value
                .atoms()
                .iter()
                .map(|atom| match atom {
                    Atom::Alloc(alloc) => self.visible_dict(*alloc),
                    _ => None,
                })
                .collect();
            dicts.map(|dicts| dicts.into_iter().flatten().collect())
        } else {
            None
        };
        match visible {
            Some(items) => {
                for (name, span, quote) in items {
                    self.item(&name, span, quote);
                }
            }
            None => {
                if let Some(name) = self.known_old_key(&value) {
                    self.draft.manual(
                        "argument-unknown",
                        format!("`{name}` is among arguments that are gathered elsewhere"),
                    );
                }
                let old: Vec<&str> = self
                    .call
                    .change
                    .arguments
                    .iter()
                    .filter(|table| {
                        table
                            .cases
                            .iter()
                            .any(|case| !matches!(case.action, Action::Keep))
                    })
                    .map(|table| table.name.as_str())
                    .collect();
                self.draft.at_most(Applicability::Unsafe);
                self.draft.note(format!(
                    "Check the keys of `{}`: {} have other names or places now, and `stream` is taken as not among them.",
                    source(self.analysis, self.call.file, argument.value),
                    old.join(", ")
                ));
            }
        }
    }

    /// A key with another name or place now that is certainly put into a dict of arguments.
    fn known_old_key(&self, value: &Value) -> Option<String> {
        for atom in value.atoms() {
            let Atom::Alloc(alloc) = atom else { continue };
            for part in self.analysis.store.parts(*alloc) {
                let Part::Named(name) = part else { continue };
                let name = self.analysis.names.get(*name);
                let moves = self.call.change.argument_table(name).is_some_and(|table| {
                    !matches!(
                        table.cases.last().map(|case| &case.action),
                        Some(Action::Keep)
                    )
                });
                if moves {
                    return Some(name.to_owned());
                }
            }
        }
        None
    }

    /// The keys of a dict that one display or one `dict(…)` builds, in this file, where nothing else is
    /// put in: name, the token to change, and the quote around it.
    fn visible_dict(
        &self,
        alloc: crate::semantic::value::AllocId,
    ) -> Option<Vec<(String, crate::syntax::ast::Span, String)>> {
        let held = self.analysis.store.get(alloc);
        let (file, expr) = held.place?;
        let element = Slot::Content(alloc, Part::Element);
        if held.kind != AllocKind::Dict
            || file != self.call.file
            || self.analysis.store.has(element)
        {
            return None;
        }
        let tree = &self.analysis.file(file).tree;
        let text = self.analysis.file(file).unit.text();
        let mut out = Vec::new();
        match &tree.expr(expr).kind {
            ExprKind::Dict(items) => {
                for item in items {
                    let key = tree.expr(item.key?);
                    let ExprKind::Str { value, .. } = &key.kind else {
                        return None;
                    };
                    let quote = text[key.span.range()].chars().next()?.to_string();
                    out.push((value.to_string(), key.span, quote));
                }
            }
            ExprKind::Call { arguments, .. } => {
                for argument in arguments {
                    let ArgumentKind::Keyword(name) = &argument.kind else {
                        return None;
                    };
                    out.push((name.text.to_string(), name.span, String::new()));
                }
            }
            _ => return None,
        }
        (self.analysis.store.parts(alloc).len() == out.len()).then_some(out)
    }

    /// An item of a visible dict.
    fn item(&mut self, name: &str, span: crate::syntax::ast::Span, quote: String) {
        let fact = ArgumentFact::Values(Vec::new(), false);
        let case = self.case(name, &fact).cloned();
        let new = match case.as_ref().map(|case| (&case.action, case)) {
            None | Some((Action::Keep, _)) => name.to_owned(),
            Some((Action::Rename(new), case)) if case.template.is_none() => {
                let new = new.clone();
                self.said(&case.clone());
                new
            }
            Some((_, case)) => {
                let note = case.note.clone().unwrap_or_default();
                self.draft.manual(
                    "argument-unknown",
                    format!("`{name}` in a dict of arguments must move. {note}"),
                );
                return;
            }
        };
        if self
            .call
            .new
            .is_some_and(|signature| signature.keyword(&new).is_none())
        {
            self.draft.manual(
                "argument-unknown",
                format!("`{name}` in a dict of arguments is not known to the new call"),
            );
            return;
        }
        if new != name {
            let text = format!("{quote}{new}{quote}");
            self.draft
                .edit(self.call.file, Operation::replace(span, text));
        }
    }

    fn fact(&self, value: ExprId) -> ArgumentFact {
        let known = self.analysis.value((self.call.file, value));
        let (values, complete) = facts(self.analysis, known);
        let display = match &self.analysis.file(self.call.file).tree.expr(value).kind {
            ExprKind::Tuple(items) | ExprKind::List(items) => Some(items.len()),
            _ => None,
        };
        match display {
            Some(items) => ArgumentFact::Values(
                vec![ValueFact::Sequence(vec![ValueFact::Other; items])],
                true,
            ),
            None => ArgumentFact::Values(values, complete),
        }
    }

    fn finish(mut self) -> (Draft, Options) {
        let file = self.call.file;
        let tree = &self.analysis.file(file).tree;
        let text = self.analysis.file(file).unit.text();
        let into = std::mem::take(&mut self.into);
        let mut add = Vec::new();
        for (dict, items) in into {
            if crate::syntax::query::keyword(tree.expr(self.call.call), &dict).is_some() {
                self.draft
                    .manual("argument-unknown", format!("`{dict}` is given already"));
            }
            let items: Vec<String> = items
                .iter()
                .map(|(key, value)| format!("\"{key}\": {value}"))
                .collect();
            add.push(vec![Piece::text(format!(
                "{dict}={{{}}}",
                items.join(", ")
            ))]);
        }
        if !self.draft.is_manual() && (!self.remove.is_empty() || !add.is_empty()) {
            let changes = ArgumentChanges {
                remove: self.remove,
                add,
            };
            for operation in edit_arguments(tree, text, self.call.call, &changes) {
                self.draft.edit(file, operation);
            }
        }
        (self.draft, self.options)
    }
}

/// What rules can ask of a value.
#[must_use]
pub fn facts(analysis: &Analysis<'_>, value: &Value) -> (Vec<ValueFact>, bool) {
    let mut out = Vec::new();
    for atom in value.atoms() {
        out.push(match atom {
            Atom::Literal(id) => match analysis.literals.get(*id) {
                Literal::None => ValueFact::None,
                Literal::Bool(value) => ValueFact::Bool(*value),
                Literal::Number(text) => ValueFact::Number(text.to_string()),
                Literal::Str(text) => ValueFact::Str(text.to_string()),
            },
            Atom::Symbol(name) => match analysis.external.constant(analysis.names.get(*name)) {
                Some(text) => ValueFact::Str(text.to_owned()),
                None => ValueFact::Other,
            },
            Atom::Alloc(alloc) if analysis.store.get(*alloc).kind != AllocKind::Dict => {
                sequence(analysis, *alloc)
            }
            _ => ValueFact::Other,
        });
    }
    (out, value.is_complete())
}

fn sequence(analysis: &Analysis<'_>, alloc: crate::semantic::value::AllocId) -> ValueFact {
    let mut items = Vec::new();
    let mut parts = analysis.store.parts(alloc).to_vec();
    if analysis.store.has(Slot::Content(alloc, Part::Element)) {
        parts.push(Part::Element);
    }
    for part in parts {
        let value = analysis.peek(Slot::Content(alloc, part));
        let (facts, complete) = facts(analysis, &value);
        items.extend(facts);
        if !complete {
            items.push(ValueFact::Other);
        }
    }
    ValueFact::Sequence(items)
}
