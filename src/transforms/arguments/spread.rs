//! Arguments that come out of a dict: `**options`.

use super::Plan;
use crate::finding::Applicability;
use crate::rewrite::Operation;
use crate::rules::condition::ArgumentFact;
use crate::rules::schema::Action;
use crate::semantic::store::Slot;
use crate::semantic::value::{AllocId, AllocKind, Atom, Part, Value};
use crate::syntax::ast::{Argument, ArgumentKind, ExprKind, Span};
use crate::transforms::names::source;

/// A key of a dict of arguments.
struct Key {
    name: String,
    /// What is changed to give it another name.
    token: Span,
    /// Around the name in the token.
    quote: String,
}

impl Plan<'_, '_> {
    /// `**options`: rewritten in its dict where that is visible and used for this call alone.
    pub(super) fn spread(&mut self, argument: &Argument) {
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
                for key in &items {
                    self.item(key);
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
    /// put in.
    fn visible_dict(&self, alloc: AllocId) -> Option<Vec<Key>> {
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
                    out.push(Key {
                        name: value.to_string(),
                        token: key.span,
                        quote,
                    });
                }
            }
            ExprKind::Call { arguments, .. } => {
                for argument in arguments {
                    let ArgumentKind::Keyword(name) = &argument.kind else {
                        return None;
                    };
                    out.push(Key {
                        name: name.text.to_string(),
                        token: name.span,
                        quote: String::new(),
                    });
                }
            }
            _ => return None,
        }
        (self.analysis.store.parts(alloc).len() == out.len()).then_some(out)
    }

    /// An item of a visible dict.
    fn item(&mut self, key: &Key) {
        let name = key.name.as_str();
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
            let text = format!("{0}{new}{0}", key.quote);
            self.draft
                .edit(self.call.file, Operation::replace(key.token, text));
        }
    }
}
