//! How an argument that stays or moves is written in the new call.

use super::Plan;
use super::into::Item;
use crate::rewrite::{Operation, Piece};
use crate::rules::schema::Case;
use crate::rules::template;
use crate::syntax::ast::{Argument, ArgumentKind, ExprId, ExprKind};
use crate::transforms::names::{reaching, value_source, wants_parentheses};

impl Plan<'_, '_> {
    /// An argument stays, under `new`; into the rest where the new signature does not know it.
    pub(super) fn keep(
        &mut self,
        index: usize,
        argument: &Argument,
        old: &str,
        new: &str,
        named: bool,
        case: Option<&Case>,
    ) {
        let known = self.call.new.is_none_or(|signature| signature.takes(new));
        if !known {
            match &self.call.change.rest {
                Some(rest) => {
                    let text = self.written(argument.value, case);
                    self.into.entry(rest.clone()).or_default().push(Item {
                        key: new.to_owned(),
                        text,
                        index,
                        as_given: case.is_none_or(|case| case.template.is_none()),
                    });
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
                let span = tree.expr(argument.value).outer;
                let named = match wants_parentheses(tree, argument.value) {
                    true => Operation::wrap(span, format!("{new}=("), ")"),
                    false => Operation::insert(span.start, format!("{new}=")),
                };
                self.draft.edit(file, named);
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
        let before = (self.call.skip..index).all(|one| self.seen.values().any(|seen| *seen == one));
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
            match piece {
                template::Piece::Text(text) => pieces.push(Piece::text(self.here(text))),
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
                    self.hole(&mut pieces, *item);
                }
                template::Piece::Hole(_) => self.hole(&mut pieces, value),
            }
        }
        Some(pieces)
    }

    /// The text of a template with the names that modules have here.
    fn here(&self, text: &str) -> String {
        let modules = self.modules.iter();
        modules.fold(text.to_owned(), |text, (module, name)| {
            reaching(&text, module, name)
        })
    }

    /// Puts an expression into a template: in parentheses where it can be read in another way there.
    fn hole(&self, pieces: &mut Vec<Piece>, value: ExprId) {
        let tree = &self.analysis.file(self.call.file).tree;
        let span = tree.expr(value).outer;
        let wraps = wants_parentheses(tree, value);
        pieces.extend(wraps.then(|| Piece::text("(")));
        pieces.push(Piece::Source(span));
        pieces.extend(wraps.then(|| Piece::text(")")));
    }

    /// The new text of a value that moves.
    pub(super) fn written(&mut self, value: ExprId, case: Option<&Case>) -> String {
        let text = value_source(self.analysis, self.call.file, value);
        match case.and_then(|case| case.template.as_ref()) {
            Some(template) => template
                .pieces()
                .iter()
                .map(|piece| match piece {
                    template::Piece::Text(new) => self.here(new),
                    template::Piece::Hole(_) => text.clone(),
                })
                .collect(),
            None => text,
        }
    }
}
