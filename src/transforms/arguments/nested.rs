//! Keys of a dict of arguments that are keys of a dict among the arguments now: written into that one
//! where they stand.

use std::collections::{BTreeMap, BTreeSet};

use super::Plan;
use super::into::around;
use crate::matching::tokens::{Token, Written};
use crate::rewrite::Operation;
use crate::rules::schema::Change;
use crate::semantic::store::Place;
use crate::syntax::ast::{ArgumentKind, ExprId, ExprKind, Span};
use crate::syntax::query::arguments;
use crate::transforms::names::wants_parentheses;

/// A key and the value that is written beside it.
struct Entry {
    /// What is written for the key, up to the value: all of it for a keyword.
    name: Span,
    /// The value.
    value: Span,
    /// The quote of the key; none for a keyword.
    quote: Option<char>,
    /// What holds it, and its place there; none where it is assigned to.
    place: Option<(Place, usize)>,
}

impl Entry {
    fn quoted(&self, name: &str) -> String {
        let quote = self.quote.unwrap_or('"');
        format!("{quote}{name}{quote}")
    }

    /// The key as an item of a dict, up to its value.
    fn key(&self, name: &str) -> String {
        format!("{}: ", self.quoted(name))
    }

    /// The beginning of the dict, as the item or keyword `rest` of what holds the key.
    fn open(&self, rest: &str) -> String {
        match self.quote {
            Some(_) => format!("{}: {{", self.quoted(rest)),
            None => format!("{rest}={{"),
        }
    }
}

impl Plan<'_, '_> {
    /// Whether the keys of a dict that the new call does not know can be items of the argument that takes
    /// the rest; none where the call has no such argument, or gives it already.
    pub(super) fn rest_of(&self, unknown: &BTreeSet<String>) -> Option<&str> {
        let rest = self.call.change.rest.as_deref()?;
        let tree = &self.analysis.file(self.call.file).tree;
        let beside = arguments(tree.expr(self.call.call)).iter();
        let mut named = beside.filter_map(|one| match &one.kind {
            ArgumentKind::Keyword(name) => Some(&*name.text),
            _ => None,
        });
        (!unknown.is_empty() && !named.any(|name| name == rest || self.is_unknown(name)))
            .then_some(rest)
    }

    /// Whether an argument is one that neither the row nor the new call knows.
    pub(super) fn is_unknown(&self, name: &str) -> bool {
        self.call.change.argument_table(name).is_none()
            && self.call.new.is_some_and(|new| new.keyword(name).is_none())
    }

    /// Whether another call of a row puts the same keys into the rest of its arguments.
    pub(super) fn nests_too(
        &self,
        change: &Change,
        call: Place,
        unknown: &BTreeSet<String>,
    ) -> bool {
        let leaves = |name: &String| {
            change.argument_table(name).is_none()
                && self.takes.is_some_and(|takes| !takes(call, name))
        };
        unknown.is_empty() || change.rest == self.call.change.rest && unknown.iter().all(leaves)
    }

    /// The edits that put keys into a dict under `rest` where they are written; none if one of them is only
    /// asked for, or they do not stand side by side.
    pub(super) fn nest(
        &self,
        rest: &str,
        unknown: &BTreeSet<String>,
        found: &BTreeMap<String, BTreeSet<Token>>,
    ) -> Option<Vec<(Token, Vec<Operation>)>> {
        let tokens = unknown.iter().map(|name| {
            let tokens = found.get(name).into_iter().flatten();
            let entries = tokens.map(|token| Some((name, *token, self.entry(token)?)));
            entries.collect::<Option<Vec<_>>>()
        });
        let mut entries: Vec<_> = tokens
            .collect::<Option<Vec<_>>>()?
            .into_iter()
            .flatten()
            .collect();
        if unknown.len() > 1 && entries.len() != unknown.len() {
            return None;
        }
        entries.sort_by_key(|(_, token, _)| (token.file, token.span.start));
        if unknown.len() > 1 {
            return self.nest_together(rest, &entries);
        }
        let edits = entries.iter().map(|(name, token, one)| {
            let held = self.analysis.file(token.file);
            let edits = match one.place {
                Some(_) => {
                    let item = (one.name, one.value, one.key(name));
                    around(&held.tree, held.unit.text(), &one.open(rest), &[item])
                }
                None => vec![
                    Operation::replace(one.name, one.quoted(rest)),
                    Operation::wrap(one.value, format!("{{{}", one.key(name)), "}"),
                ],
            };
            (*token, edits)
        });
        Some(edits.collect())
    }

    /// The edits that put several keys into one dict that stand side by side.
    fn nest_together(
        &self,
        rest: &str,
        entries: &[(&String, Token, Entry)],
    ) -> Option<Vec<(Token, Vec<Operation>)>> {
        let places: Option<Vec<_>> = entries.iter().map(|(_, _, one)| one.place).collect();
        let follow = |pair: &[(Place, usize)]| pair[0].0 == pair[1].0 && pair[0].1 + 1 == pair[1].1;
        if !places?.windows(2).all(follow) {
            return None;
        }
        let (_, token, first) = entries.first()?;
        let held = self.analysis.file(token.file);
        let items: Vec<_> = entries
            .iter()
            .map(|(name, _, one)| (one.name, one.value, one.key(name)))
            .collect();
        let edits = around(&held.tree, held.unit.text(), &first.open(rest), &items);
        Some(vec![(*token, edits)])
    }

    /// The key at a place, where it is written with a value.
    fn entry(&self, token: &Token) -> Option<Entry> {
        let held = self.analysis.file(token.file);
        let (tree, text) = (&held.tree, held.unit.text());
        let written = &text[token.span.range()];
        let quote = written.chars().next().filter(|_| token.quoted);
        let short = |quote: char| written.matches(quote).count() == 2;
        if quote.is_some_and(|quote| !matches!(quote, '"' | '\'') || !short(quote)) {
            return None;
        }
        let Written {
            holder,
            index,
            value,
        } = token.written(tree)?;
        let span = tree.expr(value).outer;
        let between = text[token.span.end as usize..span.start as usize].trim();
        let joined = match (index, quote) {
            (None, _) => Some(token.span).filter(|_| self.is_one_value(token, value)),
            (Some(_), Some(_)) => (between == ":").then(|| Span::new(token.span.start, span.start)),
            (Some(_), None) => (between == "=").then(|| Span::new(token.span.start, span.start)),
        };
        Some(Entry {
            name: joined.filter(|_| !wants_parentheses(tree, value))?,
            value: span,
            quote,
            place: index.map(|index| ((token.file, holder), index)),
        })
    }

    /// Whether what is assigned can stand among items as it is written.
    fn is_one_value(&self, token: &Token, value: ExprId) -> bool {
        let held = self.analysis.file(token.file);
        let tree = &held.tree;
        match tree.expr(value).kind {
            ExprKind::Tuple(_) => {
                tree.expr(value).span != tree.expr(value).outer
                    || held.unit.text()[tree.expr(value).span.range()].starts_with('(')
            }
            ExprKind::Yield(_) | ExprKind::YieldFrom(_) => false,
            _ => true,
        }
    }
}
