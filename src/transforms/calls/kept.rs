//! Resources of a client in the place of classes that the project keeps.

use rustc_hash::{FxHashMap, FxHashSet};

use super::hits::Hit;
use super::moved::Origin;
use super::parts::Parts;
use super::provided::Route;
use super::reach::Reach;
use super::stored::{Family, Stored};
use super::{Changes, Worker};
use crate::finding::Applicability;
use crate::matching::references::Context;
use crate::rewrite::Operation;
use crate::rules::provider::Provider;
use crate::semantic::store::Place;
use crate::semantic::value::Atom;
use crate::syntax::ast::ExprKind;
use crate::syntax::query::{call_above, top};
use crate::transforms::Draft;
use crate::transforms::names::{is_named_there, module_name};
use crate::transforms::settings::{Serves, Settings, at_import};

/// What is kept in the place of a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// The module, as far as naming it makes no client.
    Module,
    /// The whole path of the resource: the class is one of several where its methods are called, and those are
    /// called by one name.
    Whole,
    /// A function that gives the resource of a client: the class is one of several, and some of its calls need a
    /// client of their own.
    OfClient,
}

/// The drafts of what is kept.
#[derive(Debug, Default)]
pub(super) struct Kept {
    drafts: FxHashMap<Place, usize>,
    classes: FxHashSet<String>,
    how: FxHashMap<Place, How>,
}

impl Kept {
    /// What is kept at a place.
    pub(super) fn how(&self, place: Place) -> How {
        self.how.get(&place).copied().unwrap_or(How::Module)
    }

    /// The draft of a place at which a kept class is named or read.
    pub(super) fn of(&self, place: Place) -> Option<usize> {
        self.drafts.get(&place).copied()
    }
}

/// The path by which a class is kept now: through the module as far as that makes no client.
fn kept_path<'p>(provider: &Provider, route: Route<'_>, how: How, path: &'p str) -> &'p str {
    match (route.client, provider.lazy) {
        (None, true) if how == How::Module => top(path),
        _ => path,
    }
}

impl Worker<'_, '_> {
    /// Whether a symbol is a class that a client has as a resource now.
    pub(super) fn is_class(&self, symbol: &str) -> bool {
        self.resource(symbol).is_some()
    }

    /// One draft for each family of places that keep a class, with all calls through them.
    pub(super) fn keep(
        &self,
        (stored, hits): (&Stored, &[Hit]),
        parts: &mut Parts<'_>,
        route: Route<'_>,
        out: &mut Changes,
    ) -> Kept {
        let origins = |family: &Family| {
            let calls = family.read.iter().filter_map(|read| self.call_of(*read));
            let origins = calls.filter_map(|call| self.analysis.origin_at(call));
            origins.collect::<Vec<_>>()
        };
        let (can, cannot): (Vec<_>, Vec<_>) = stored
            .families
            .iter()
            .partition(|family| self.refusal(family).is_none());
        for family in &can {
            parts.join(&origins(family));
        }
        let mut kept = Kept::default();
        for family in &can {
            let groups: Vec<usize> = origins(family)
                .iter()
                .map(|origin| parts.groups.find(*origin))
                .collect();
            let index = parts.draft(&groups, route, out);
            let several = family.read.iter().any(|read| self.is_of_several(*read));
            let how = match several {
                true if self.asks_for_clients(family, hits, route)
                    || self.is_kept_at_import(family, &can, route) =>
                {
                    How::OfClient
                }
                true => How::Whole,
                false if self.only_clients_serve(family, hits, route) => How::OfClient,
                false => How::Module,
            };
            for place in family.named.iter().chain(&family.read) {
                kept.drafts.insert(*place, index);
                kept.how.insert(*place, how);
            }
            kept.classes.insert(family.class.clone());
        }
        // The class stays; a call that needs nothing of it is written by itself.
        for family in cannot {
            let mut draft = Draft::default();
            draft.manual("not-supported", self.refusal(family).unwrap_or_default());
            out.drafts.push(draft);
            for place in &family.named {
                kept.drafts.insert(*place, out.drafts.len() - 1);
            }
            kept.classes.insert(family.class.clone());
        }
        kept
    }

    /// Whether each call through what keeps a class needs a client of its own, and a class of the file's own has no
    /// such method: it takes all arguments by their names.
    fn only_clients_serve(&self, family: &Family, hits: &[Hit], route: Route<'_>) -> bool {
        let first = |settings: &Settings<'_, '_>| *settings.serves() == Serves::First;
        route.client.is_none()
            && !family.compared
            && route.settings.is_some_and(first)
            && self.is_given_by_position(family, hits)
    }

    /// Why the places of a family stay as they are.
    fn refusal(&self, family: &Family) -> Option<String> {
        if family.refused.is_some() {
            return family.refused.clone();
        }
        if family.named.is_empty() {
            return Some("what it holds is named elsewhere".to_owned());
        }
        if family.read.is_empty() {
            return Some("nothing that is seen calls its methods".to_owned());
        }
        let handed = family.read.iter().any(|read| self.call_of(*read).is_none());
        handed.then(|| "a method of it is handed on".to_owned())
    }

    /// Whether a method is read of what may be one of several classes.
    fn is_of_several(&self, (file, read): Place) -> bool {
        let ExprKind::Attribute { value, .. } = &self.analysis.file(file).tree.expr(read).kind
        else {
            return false;
        };
        let classes = self.analysis.value((file, *value));
        let symbols = classes.filter(|atom| matches!(atom, Atom::Symbol(_)));
        symbols.atoms().len() > 1
    }

    /// The call of what stands at a place.
    fn call_of(&self, place: Place) -> Option<Place> {
        let tree = &self.analysis.file(place.0).tree;
        let (call, function, _) = call_above(tree, place.1)?;
        (function == place.1).then_some((place.0, call))
    }

    /// A reference to a class itself.
    pub(super) fn class(&self, hit: &Hit, kept: &Kept, route: Route<'_>, out: &mut Changes) {
        let Some((row, bearing)) = &hit.row else {
            return;
        };
        let reference = &hit.reference;
        let mut found = self.found(row, *bearing, reference);
        let place = reference.expr.map(|expr| (reference.file, expr));
        if let Some((place, index)) = place.and_then(|place| Some((place, kept.of(place)?))) {
            let how = kept.how(place);
            let draft = self.kept_anew(place, (&reference.symbols[0], how), route);
            out.drafts[index].absorb(draft);
            found.draft = Some(index);
            found.reason = None;
        } else if let Some(draft) = place.and_then(|place| self.replaced_in(hit, place, route)) {
            out.drafts.push(draft);
            found.draft = Some(out.drafts.len() - 1);
        } else if let Some(draft) = place.and_then(|place| self.annotated_class(place)) {
            out.drafts.push(draft);
            found.draft = Some(out.drafts.len() - 1);
            found.reason = None;
        } else if let Some(draft) = place.and_then(|place| self.named_type(place, out)) {
            found.draft = Some(draft);
            found.reason = None;
        } else if row.annotation.is_some() && place.is_some_and(|place| self.is_annotation(place)) {
            // What it speaks of is known once all calls are written.
            return;
        } else if let Some(place) = place
            && matches!(reference.context, Context::Read | Context::Assigned(_))
            && self.origin(place) == Origin::Own
            && kept.classes.contains(&reference.symbols[0])
        {
            // It is said where the class is named.
            return;
        }
        out.found.push(found);
    }

    /// The resource where a class was named.
    fn kept_anew(&self, place: Place, (class, how): (&str, How), route: Route<'_>) -> Draft {
        let mut draft = Draft::default();
        let (Some(resource), Some(settings)) = (self.resource(class), route.settings) else {
            return draft;
        };
        if how == How::OfClient {
            return self.resource_of_client(place, &resource.path);
        }
        let path = kept_path(settings.provider, route, how, &resource.path);
        let base = match route.client {
            Some(client) => client.to_owned(),
            None if at_import(self.analysis, place.0, place.1) && path.contains('.') => {
                draft.manual(
                    "not-supported",
                    "reaching through the module at import makes its client then, without a key",
                );
                return draft;
            }
            None => module_name(self.analysis, place, &settings.provider.module, &mut draft),
        };
        draft.at_most(Applicability::Unsafe);
        let span = self.analysis.file(place.0).tree.expr(place.1).span;
        draft.edit(place.0, Operation::replace(span, format!("{base}.{path}")));
        draft
    }

    /// Calls a method of the resource that is kept now; tells whether that is all that is to be written.
    pub(super) fn through(
        &self,
        hit: &Hit,
        (route, how): (Route<'_>, How),
        reach: &Reach<'_>,
        draft: &mut Draft,
    ) -> bool {
        let Some(expr) = hit.reference.expr else {
            return false;
        };
        let place = (hit.reference.file, expr);
        let tree = &self.analysis.file(place.0).tree;
        let ExprKind::Attribute { attribute, .. } = &tree.expr(expr).kind else {
            return false;
        };
        let plain =
            !reach.provided.asynchronous && reach.options.is_empty() && reach.variant.is_none();
        let rest = self.method_behind(hit, (route, how), reach.settings.provider);
        match rest.as_deref() {
            Some(rest) if plain => {
                draft.at_most(Applicability::Unsafe);
                if *attribute.text != *rest {
                    draft.edit(place.0, Operation::replace(attribute.span, rest));
                }
                true
            }
            // What is kept does not serve the call: it gets a client of its own.
            _ if hit.reference.symbols.len() == 1
                && is_named_there(self.analysis, place, &reach.settings.provider.module) =>
            {
                false
            }
            _ => {
                draft.manual(
                    "not-supported",
                    "the call needs a client of its own, and the module is not imported where it stands",
                );
                true
            }
        }
    }

    /// The name of a method behind what is kept, if it is the same for all that may be called.
    pub(super) fn method_behind(
        &self,
        hit: &Hit,
        (route, how): (Route<'_>, How),
        provider: &Provider,
    ) -> Option<String> {
        let rest = |symbol: &String| {
            let (class, name) = symbol.rsplit_once('.')?;
            let path = self.resource(class)?.path;
            let path = kept_path(provider, route, how, &path);
            let method = self.method_of(class, name)?.path;
            Some(method.strip_prefix(path)?.strip_prefix('.')?.to_owned())
        };
        let mut rests = hit.reference.symbols.iter().map(rest);
        let first = rests.next().flatten();
        rests.all(|one| one == first).then_some(first)?
    }
}
