//! Functions that give the resource of a client, in the place of classes that the project chooses from: where
//! calls of what was chosen need clients of their own.

use super::Worker;
use super::hits::Hit;
use super::kept::How;
use super::provided::Route;
use super::stored::Family;
use crate::finding::Applicability;
use crate::matching::references::Context;
use crate::rewrite::Operation;
use crate::rules::provider::Provider;
use crate::semantic::store::Place;
use crate::syntax::ast::{ArgumentKind, ExprKind, Parent};
use crate::syntax::query::{arguments, is_class_attribute};
use crate::transforms::Draft;
use crate::transforms::settings::at_import;

impl Worker<'_, '_> {
    /// Whether calls through what keeps a class need clients of their own: they wait for their answers, or
    /// give settings.
    pub(super) fn asks_for_clients(&self, family: &Family, hits: &[Hit], route: Route<'_>) -> bool {
        let asks = |hit: &Hit| {
            let (Some(provided), Context::Called(call)) = (hit.provided(), hit.reference.context)
            else {
                return false;
            };
            let place = (hit.reference.file, call);
            let given = arguments(self.analysis.file(place.0).tree.expr(call)).iter();
            let mut named = given.filter_map(|one| match &one.kind {
                ArgumentKind::Keyword(name) => Some(&*name.text),
                _ => None,
            });
            let is_setting = |name: &str| {
                let provider = route.settings.map(|settings| settings.provider);
                provider.is_some_and(|provider: &Provider| provider.setting(name).is_some())
            };
            provided.asynchronous
                || route.splitters.is_some_and(|all| {
                    let mut all = all.values().flatten();
                    all.any(|one| one.calls.contains(&place))
                })
                || named.any(is_setting)
        };
        let is_read = |hit: &Hit| {
            let place = hit.reference.expr.map(|expr| (hit.reference.file, expr));
            place.is_some_and(|place| family.read.contains(&place))
        };
        let mut reads = hits.iter().filter(|hit| is_read(hit));
        route.client.is_none() && !family.compared && reads.any(asks)
    }

    /// Whether what keeps a class, or one of those that it is chosen from, gets it in code that runs at import: a
    /// resource there would make the module's client then, without a key.
    pub(super) fn is_kept_at_import(
        &self,
        family: &Family,
        families: &[&Family],
        route: Route<'_>,
    ) -> bool {
        let beside = |other: &&&Family| other.read.iter().any(|read| family.read.contains(read));
        let mut beside = families.iter().filter(beside);
        let named = |other: &&Family| {
            let mut named = other.named.iter();
            !other.compared && named.any(|place| at_import(self.analysis, place.0, place.1))
        };
        route.client.is_none() && !family.compared && beside.any(named)
    }

    /// The function in the place of a class.
    pub(super) fn resource_of_client(&self, (file, expr): Place, path: &str) -> Draft {
        let mut draft = Draft::default();
        draft.at_most(Applicability::Unsafe);
        draft.note("no one client serves all calls of it from the start: what is kept gives the resource of a client");
        let tree = &self.analysis.file(file).tree;
        let mut text = format!("lambda client: client.{path}");
        if is_class_attribute(tree, expr) {
            // Read of an object, a function would be given that object as well.
            text = format!("staticmethod({text})");
        } else if matches!(tree.expr(expr).parent, Parent::Expr(_)) {
            text = format!("({text})");
        }
        draft.edit(file, Operation::replace(tree.expr(expr).span, text));
        draft
    }

    /// Calls a method of the resource that what is kept gives of a client.
    pub(super) fn of_client(
        &self,
        hit: &Hit,
        (route, client): (Route<'_>, &str),
        provider: &Provider,
        draft: &mut Draft,
    ) {
        let (Some(expr), file) = (hit.reference.expr, hit.reference.file) else {
            return;
        };
        let tree = &self.analysis.file(file).tree;
        let method = self.method_behind(hit, (route, How::OfClient), provider);
        let (ExprKind::Attribute { value, attribute }, Some(method)) =
            (&tree.expr(expr).kind, method)
        else {
            draft.manual("value-unknown", "what is called here may be one of several");
            return;
        };
        draft.at_most(Applicability::Unsafe);
        let end = tree.expr(*value).outer.end;
        draft.edit(file, Operation::insert(end, format!("({client})")));
        if *attribute.text != *method {
            draft.edit(file, Operation::replace(attribute.span, method));
        }
    }
}
