//! Code of a file's own in the place of a symbol that is gone and that the package had for its own use, where the pack
//! says what of it the project may ask for.

use std::collections::BTreeSet;

use super::hits::Hit;
use super::moved::Origin;
use super::{Changes, Worker};
use crate::finding::Applicability;
use crate::matching::references::Context;
use crate::rewrite::Operation;
use crate::rules::provider::StandIn;
use crate::semantic::store::Place;
use crate::semantic::value::FileId;
use crate::syntax::ast::{ArgumentKind, ExprId, ExprKind, Parent, Tree};
use crate::syntax::query::{arguments, call_above, dotted, is_assigned, top};
use crate::transforms::Draft;
use crate::transforms::functions::definition_added;

/// What stands for a symbol.
pub(super) struct OwnCode {
    /// All that is named and read of it, as one part.
    pub(super) draft: usize,
    /// The places of that.
    places: BTreeSet<Place>,
}

impl OwnCode {
    /// Whether a reference goes with it.
    pub(super) fn serves(&self, hit: &Hit) -> bool {
        let place = hit.reference.expr.map(|expr| (hit.reference.file, expr));
        place.is_some_and(|place| self.places.contains(&place))
    }
}

/// What is asked of a symbol: nothing, or what is read of it.
fn below<'s>(symbol: &str, of: &'s str) -> Option<&'s str> {
    let rest = of.strip_prefix(symbol)?;
    match rest.strip_prefix('.') {
        Some(rest) => Some(rest),
        None => rest.is_empty().then_some(""),
    }
}

impl Worker<'_, '_> {
    /// The symbols that code of the files' own stands for: those that the project names, and asks no more of than that
    /// has.
    pub(super) fn own_codes(&self, hits: &[Hit], out: &mut Changes) -> Vec<OwnCode> {
        let mut all: Vec<(String, &StandIn)> = Vec::new();
        for hit in hits {
            let symbol = &hit.reference.symbols[0];
            let own = hit.row.as_ref().and_then(|(row, _)| {
                let mut olds = row.olds.iter();
                let exact = olds.any(|old| self.active.old.canonical(old) == *symbol);
                row.own.as_ref().filter(|_| exact)
            });
            let named = self.is_named_directly(hit) && all.iter().all(|(one, _)| one != symbol);
            if let (Some(own), true) = (own, named) {
                all.push((symbol.clone(), own));
            }
        }
        // What is named of a module is no reason to keep the module.
        all.sort_by_key(|(symbol, _)| std::cmp::Reverse(symbol.len()));
        let names: Vec<String> = all.iter().map(|(symbol, _)| symbol.clone()).collect();
        let mut taken: BTreeSet<Place> = BTreeSet::new();
        let mut codes = Vec::new();
        for (symbol, own) in all {
            let of_it = |hit: &&Hit| {
                let place = hit.reference.expr.map(|expr| (hit.reference.file, expr));
                place.is_some_and(|place| !taken.contains(&place))
                    && below(&symbol, &hit.reference.symbols[0]).is_some()
            };
            let of_it: Vec<&Hit> = hits.iter().filter(of_it).collect();
            let is_related =
                |one: &str| below(one, &symbol).is_some() || below(&symbol, one).is_some();
            let mut others = names.iter().filter(|one| **one != symbol);
            let files: BTreeSet<FileId> = of_it.iter().map(|hit| hit.reference.file).collect();
            if own.local && (files.len() > 1 || others.any(|one| is_related(one))) {
                continue;
            }
            let draft = self.with_own_code(&symbol, own, &of_it);
            let places = of_it.iter();
            let places = places.filter_map(|hit| Some((hit.reference.file, hit.reference.expr?)));
            let places: BTreeSet<Place> = places.collect();
            let Some(draft) = draft else { continue };
            taken.extend(&places);
            out.drafts.push(draft);
            let draft = out.drafts.len() - 1;
            codes.push(OwnCode { draft, places });
        }
        codes
    }

    /// Whether a reference spells the symbol, by an import of it or of a module.
    fn is_named_directly(&self, hit: &Hit) -> bool {
        let Some(expr) = hit.reference.expr else {
            return false;
        };
        let place = (hit.reference.file, expr);
        let spelled = matches!(
            self.analysis.file(place.0).tree.expr(expr).kind,
            ExprKind::Name(_) | ExprKind::Attribute { .. }
        );
        let origin = self.origin(place);
        let root = dotted(&self.analysis.file(place.0).tree, expr);
        let imported = |root: &str| {
            let mut all = self.analysis.imported.iter();
            all.any(|((at, _), import)| {
                *at == place.0 && self.analysis.names.get(import.name) == root
            })
        };
        spelled
            && root.is_some_and(|path| imported(top(&path)))
            && hit.reference.certain
            && !hit.is_made()
            && !hit.reference.context.is_only_named()
            && matches!(origin, Origin::Module | Origin::Clause)
    }

    /// The part that puts code of the files' own in the place of a symbol. None where more is asked of it.
    fn with_own_code(&self, symbol: &str, own: &StandIn, hits: &[&Hit]) -> Option<Draft> {
        let mut draft = Draft::default();
        let mut files: BTreeSet<FileId> = BTreeSet::new();
        for hit in hits {
            let asked = below(symbol, &hit.reference.symbols[0])?;
            if !self.own_code_serves(own, asked, hit) {
                return None;
            }
            let file = hit.reference.file;
            if asked.is_empty() && self.is_named_directly(hit) {
                let expr = hit.reference.expr?;
                if self.is_asked_otherwise(own, (file, expr)) {
                    return None;
                }
                let span = self.analysis.file(file).tree.expr(expr).span;
                let text = own.made.call.render(|_| String::new());
                draft.edit(file, Operation::replace(span, text));
                files.insert(file);
            }
        }
        for file in files {
            draft.absorb(definition_added(
                self.analysis,
                (top(symbol), file),
                &own.made,
            )?);
        }
        draft.at_most(Applicability::Unsafe);
        draft.note(&own.note);
        Some(draft)
    }

    /// Whether what is read of a name of the symbol is put somewhere else, or is a method that is not called there.
    fn is_asked_otherwise(&self, own: &StandIn, (file, expr): Place) -> bool {
        let tree = &self.analysis.file(file).tree;
        let Parent::Expr(up) = tree.expr(expr).parent else {
            return false;
        };
        let ExprKind::Attribute { value, attribute } = &tree.expr(up).kind else {
            return false;
        };
        let takes = own.serves.get(&*attribute.text);
        let is_method = takes.is_some_and(|takes| !takes.is_empty());
        let is_called = call_above(tree, up).is_some_and(|(_, function, _)| function == up);
        *value == expr && (is_assigned(tree, up) || takes.is_none() || is_method && !is_called)
    }

    /// Whether the code has what a reference asks of the symbol, and takes what it is given.
    fn own_code_serves(&self, own: &StandIn, asked: &str, hit: &Hit) -> bool {
        let takes = own.serves.get(top(asked));
        let Some(takes) = takes else {
            // A module that is kept, or a class: it is nothing but named.
            return asked.is_empty() && !matches!(hit.reference.context, Context::Called(_));
        };
        let made = hit.is_made() && !asked.is_empty();
        if made || !hit.reference.certain || hit.reference.context.is_only_named() {
            return false;
        }
        let Context::Called(call) = hit.reference.context else {
            return asked.is_empty() || takes.is_empty();
        };
        let tree = &self.analysis.file(hit.reference.file).tree;
        let of_object = match tree.expr(call).parent {
            Parent::Expr(up) if asked.is_empty() => match &tree.expr(up).kind {
                ExprKind::Attribute { attribute, .. } => Some((up, &*attribute.text)),
                _ => None,
            },
            _ => None,
        };
        // What is called on what the call makes is no reference of its own.
        let read = of_object.is_none_or(|(up, name)| {
            let called = call_above(tree, up).filter(|(_, function, _)| *function == up);
            let takes = own.serves.get(name);
            takes.is_some_and(|takes| match called {
                Some((call, ..)) => is_taken(tree, call, takes),
                None => takes.is_empty(),
            })
        });
        read && (asked.contains('.') || is_taken(tree, call, takes))
    }

    /// The part that a reference belongs to whose symbol the files' own code stands for.
    pub(super) fn of_own_code(&self, hit: &Hit, codes: &[OwnCode]) -> Option<usize> {
        let mut codes = codes.iter();
        codes.find(|one| one.serves(hit)).map(|one| one.draft)
    }
}

/// Whether a call gives nothing but the arguments that are taken.
fn is_taken(tree: &Tree, call: ExprId, takes: &[String]) -> bool {
    let mut given = arguments(tree.expr(call)).iter().enumerate();
    given.all(|(at, one)| match &one.kind {
        ArgumentKind::Positional => at < takes.len(),
        ArgumentKind::Keyword(name) => takes.iter().any(|one| *one == *name.text),
        ArgumentKind::Star | ArgumentKind::DoubleStar => false,
    })
}
