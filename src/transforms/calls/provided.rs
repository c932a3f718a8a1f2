//! Calls that hang on a client in the new version.

use std::rc::Rc;

use super::answers::describe;
use super::hits::Hit;
use super::kept::How;
use super::makers::Makers;
use super::parts::{Answered, Parts};
use super::passed::Passed;
use super::reach::Reach;
use super::renamer::Renamers;
use super::replaced_names::left_to_itself;
use super::splitter::Splitters;
use super::{Changes, Worker};
use crate::finding::{Applicability, sentences};
use crate::matching::references::Context;
use crate::matching::uses::mixing_places;
use crate::rewrite::Operation;
use crate::rules::schema::{Change, Provided};
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, FileId, OriginId};
use crate::syntax::ast::{ExprId, ExprKind};
use crate::syntax::query::is_class_attribute;
use crate::transforms::Draft;
use crate::transforms::names::{behind, has_comment};
use crate::transforms::settings::{Serves, Settings, Variables, at_import};

/// By what the calls of a pack are reached.
#[derive(Clone, Copy)]
pub(super) struct Route<'r> {
    /// The settings of the provider, if the pack has one.
    pub(super) settings: Option<&'r Settings<'r, 'r>>,
    /// The client that stands where the settings stood.
    pub(super) client: Option<&'r str>,
    /// The functions for calls whose arguments are gathered in dicts.
    pub(super) splitters: Option<&'r Splitters>,
    /// Those that only rename arguments.
    pub(super) renamers: &'r Renamers,
    /// The functions for calls that cannot know before which kind of client is asked for.
    pub(super) makers: Option<&'r Makers>,
}

impl Worker<'_, '_> {
    /// Calls of symbols that hang on a client now, with all uses of their values.
    pub(super) fn calls(&self, hits: &[Hit], route: Route<'_>, out: &mut Changes) {
        let mut parts = Parts::of(self.analysis, &self.uses);
        let led = hits
            .iter()
            .map(|hit| self.leads_to_calls(hit).then(|| self.led_to(hit)));
        let led: Vec<Option<(Vec<Place>, Vec<OriginId>)>> = led.collect();
        for (_, origins) in led.iter().flatten() {
            parts.write_together(origins);
        }
        for pair in self.takers(hits) {
            parts.write_together(&pair);
        }
        let stored = self.stored(hits);
        let kept = self.keep((&stored, hits), &mut parts, route, out);
        let heirs = self.derive(hits, &mut parts, route, out);
        for (hit, led) in hits.iter().zip(led) {
            let (Some((row, bearing)), Some(provided)) = (&hit.row, hit.provided()) else {
                continue;
            };
            if hit.reference.context == Context::StoodFor {
                // What it stands in for is written first.
                continue;
            }
            let place = hit.reference.expr.map(|expr| (hit.reference.file, expr));
            let of_heir = place.and_then(|place| heirs.get(&place).copied());
            if self.is_class(&hit.reference.symbols[0]) {
                match of_heir {
                    Some(index) => self.of_heir(hit, index, out),
                    None => self.class(hit, &kept, route, out),
                }
                continue;
            }
            if hit.reference.context == Context::Spelled {
                self.spelled(hit, provided, route, out);
                continue;
            }
            let Some((places, origins)) = led else {
                continue;
            };
            let groups: Vec<usize> = origins.iter().map(|one| parts.groups.find(*one)).collect();
            let held = place.and_then(|place| kept.of(place));
            let index = held
                .or(of_heir)
                .unwrap_or_else(|| parts.draft(&groups, route, out));
            let draft = &mut out.drafts[index];
            let whole = place.filter(|_| held.is_some());
            let whole = whole.map(|place| kept.how(place));
            let mut own = self.call(hit, (row, provided), (route, whole), &places);
            // Why nothing is written concerns all of the part; what is said beside an edit, this call alone.
            let said = match own.is_manual() {
                true => Vec::new(),
                false => std::mem::take(&mut own.notes),
            };
            draft.absorb(own);
            let related = self.related(&mut parts, &groups, &origins, draft);
            let several = |place: &Place| hit.beside.is_empty() && self.is_one_of_several(*place);
            if let Some(why) = self.of_a_replaced_class(hit) {
                draft.manual("not-supported", why);
            }
            if !hit.reference.certain || places.iter().any(several) {
                draft.manual(
                    "value-unknown",
                    "what is called here may be something else as well",
                );
            }
            let answers = origins
                .iter()
                .filter_map(|one| parts.answers.get_key_value(one));
            out.answers
                .extend(answers.map(|(origin, stays)| (*origin, (index, *stays))));
            let mut found = self.found(row, *bearing, &hit.reference);
            found.draft = Some(index);
            let span = |(file, expr): Place| (file, self.analysis.file(file).tree.expr(expr).span);
            let related = related.into_iter();
            found.related = related.map(|(place, why)| (span(place), why)).collect();
            let help = found.help.iter().chain(&said).map(String::as_str);
            found.help = sentences(help);
            out.found.push(found);
        }
        self.say_of_heirs(&heirs, out);
        self.in_own_classes((&stored, &kept), hits, route, out);
        self.cut(parts, out);
        self.stood_for(hits, out);
    }

    /// Says where the next look is to turn values back into mappings, and which calls need it.
    fn cut(&self, parts: Parts<'_>, out: &mut Changes) {
        if !parts.refusals.is_empty() {
            let shaped = |atom: Atom| self.is_shaped(atom);
            out.cuts = mixing_places(self.analysis, &parts.refusals, &shaped);
            let calls = parts.refusals.iter();
            let calls = calls.map(|origin| self.analysis.origins[origin.0 as usize]);
            out.refused = calls.collect();
        }
        out.cuts.extend(parts.boundaries);
    }

    /// Adds the uses of some groups' values to their draft, and gives those of the calls at hand, each
    /// with what it does or why it stands in the way.
    fn related(
        &self,
        parts: &mut Parts<'_>,
        groups: &[usize],
        origins: &[OriginId],
        draft: &mut Draft,
    ) -> Vec<(Place, String)> {
        let mut out = Vec::new();
        for group in groups {
            let answered = match parts.answered.get(group) {
                Some(known) => Rc::clone(known),
                None => self.answer(parts, *group, draft),
            };
            let mine = answered.uses.iter();
            let mine = mine.filter(|one| one.origins.iter().any(|one| origins.contains(one)));
            out.extend(mine.map(|one| {
                let mut refused = answered.refused.iter();
                let refused = refused.find(|(place, _)| *place == one.place);
                let why = refused.map_or_else(|| describe(&one.kind), |(_, why)| why.clone());
                (one.place, why)
            }));
        }
        out.dedup();
        out
    }

    /// Adds the uses of a group's values to a draft: once, whichever of its calls comes first.
    fn answer<'u>(
        &self,
        parts: &mut Parts<'u>,
        group: usize,
        draft: &mut Draft,
    ) -> Rc<Answered<'u>> {
        let uses = parts.uses_of(group);
        let (answer, refused) = self.answers(group, &parts.groups, &uses);
        let members = parts.groups.members(group).into_iter();
        if answer.is_manual() {
            parts.refusals.extend(members);
        } else {
            let stays = refused.is_empty();
            parts.answers.extend(members.map(|origin| (origin, stays)));
            if stays {
                let left = uses.iter().filter(|one| self.goes_on(one));
                parts.boundaries.extend(left.map(|one| one.place));
            }
        }
        draft.absorb(answer);
        let answered = Rc::new(Answered { uses, refused });
        parts.answered.insert(group, Rc::clone(&answered));
        answered
    }

    /// The edits of a reference and of the arguments of its calls; where they go through what keeps a class,
    /// what that keeps.
    fn call(
        &self,
        hit: &Hit,
        (row, provided): (&Change, &Provided),
        (route, kept): (Route<'_>, Option<How>),
        places: &[Place],
    ) -> Draft {
        let mut draft = Draft::default();
        draft.at_most(row.applicability);
        let renamed = |settings: &Settings<'_, '_>| settings.variables == Variables::Renamed;
        if route.settings.is_some_and(renamed) {
            // Without the new names, which are no safe fix, its request would go elsewhere.
            draft.at_most(Applicability::Unsafe);
        }
        let Some(expr) = hit.reference.expr else {
            return draft;
        };
        let by_name = || self.patched_by_name.contains(&hit.reference.symbols[0]);
        if (self.is_patched(hit) || by_name())
            && let Some(own) = self.put_there(hit, (row, provided), route)
        {
            draft.absorb(own);
            return draft;
        }
        if let Some((reason, why)) =
            self.out_of_reach(hit, (row, provided), (route, kept.is_some()))
        {
            draft.manual(reason, why);
            return draft;
        }
        let (Some(settings), false) = (route.settings, draft.is_manual()) else {
            return draft;
        };
        let several = hit.reference.symbols.len() > 1 || !hit.beside.is_empty();
        let new = self.signature_of(hit, settings, provided);
        let of_client = kept == Some(How::OfClient);
        // One client cannot serve several methods that a variable holds.
        let splitters = route.splitters.filter(|_| !several || of_client);
        let split = Route { splitters, ..route };
        let row_and_new = (row, new.as_ref());
        let passed = self.passed(hit, row_and_new, (settings, split), places, &mut draft);
        if draft.is_manual() {
            return draft;
        }
        if let Some(why) = Self::unsettled(settings, route, kept.is_some() && !of_client) {
            draft.manual("settings-conflict", why);
            return draft;
        }
        let place = (hit.reference.file, expr);
        let at = (place, provided);
        if self.written(hit, at, (route, kept), (settings, passed), &mut draft) {
            self.convert(hit, row, provided, &mut draft);
        }
        draft
    }

    /// Writes the new path of a reference whose arguments are rewritten; whether it did, there or where what keeps
    /// the class is made.
    fn written(
        &self,
        hit: &Hit,
        (place, provided): (Place, &Provided),
        (route, kept): (Route<'_>, Option<How>),
        (settings, passed): (&Settings<'_, '_>, Passed<'_>),
        draft: &mut Draft,
    ) -> bool {
        let of_client = kept == Some(How::OfClient);
        let Passed {
            client,
            options,
            variant,
        } = passed;
        if let Some(client) = client {
            if of_client {
                self.of_client(hit, (route, &client), settings.provider, draft);
            } else {
                let path = format!("{client}.{}", provided.path);
                self.refer(hit, place, (provided, path), route, draft);
            }
            return true;
        }
        let reach = Reach {
            settings,
            provided,
            client: route.client,
            options: &options,
            variant,
            makers: route.makers,
        };
        if of_client {
            let whole = self.reached(&reach, place, draft);
            let end = format!(".{}", provided.path);
            let client = whole.as_deref().and_then(|whole| whole.strip_suffix(&end));
            if let Some(client) = client {
                self.of_client(hit, (route, client), settings.provider, draft);
            }
            return client.is_some();
        }
        if let Some(whole) = kept
            && self.through(hit, (route, whole), &reach, draft)
        {
            return true;
        }
        if self.is_of_a_variable(place) {
            // The new path is written where the variable gets its value.
            if !options.is_empty() {
                draft.manual(
                    "argument-unknown",
                    "options of the client are given through a variable",
                );
            }
            return false;
        }
        if self.is_given_by_code(place) {
            draft.manual(
                "not-supported",
                "what the method is read of does something when it runs",
            );
            return false;
        }
        let Some(path) = self.reached(&reach, place, draft) else {
            return false;
        };
        self.refer(hit, place, (provided, path), route, draft);
        true
    }

    /// Why a reference is left to a person, whatever it passes.
    fn out_of_reach(
        &self,
        hit: &Hit,
        (row, provided): (&Change, &Provided),
        (route, kept): (Route<'_>, bool),
    ) -> Option<(&'static str, String)> {
        if let Some(why) = self.lacks_new_form(hit, route.settings, provided) {
            return Some(("no-counterpart", why));
        }
        if self.is_patched(hit) {
            let how = self.how_to_replace(route.settings, provided);
            return Some(("not-supported", how));
        }
        if let Some(name) = self.replaced_name(hit) {
            return Some(("not-supported", left_to_itself(name)));
        }
        if let Some(place) = hit.reference.expr.map(|expr| (hit.reference.file, expr))
            && self.is_chosen(place)
        {
            let why = "which one is meant is chosen when the code runs: write each of them where it is named, and check that all take what is passed here";
            return Some(("value-unknown", why.to_owned()));
        }
        if self.is_inherited(hit) {
            let why =
                "a class of the project has it from the class that is gone: write it without that";
            return Some(("not-supported", why.to_owned()));
        }
        let several = hit.reference.symbols.len() > 1;
        (several && !self.is_called_alike(hit, row, kept)).then(|| {
            let why = "what is called here may be one of several";
            ("value-unknown", why.to_owned())
        })
    }

    /// Whether a method is read of a class of the project, or of an object of one, that derives from the package's.
    fn is_inherited(&self, hit: &Hit) -> bool {
        let Some(expr) = hit.reference.expr else {
            return false;
        };
        let file = hit.reference.file;
        if self.derived.serves((file, expr)) {
            return false;
        }
        let tree = &self.analysis.file(file).tree;
        let ExprKind::Attribute { value, .. } = &tree.expr(expr).kind else {
            return false;
        };
        let owner = hit.reference.symbols[0].rsplit_once('.');
        let atoms = self.analysis.value((file, *value)).atoms();
        atoms.iter().any(|atom| match atom {
            Atom::Class(class) | Atom::Object(class) | Atom::Super(class) => {
                let bases = self.analysis.outer_bases(*class);
                let mut bases = bases.iter().map(|base| self.analysis.names.get(*base));
                bases.any(|base| owner.is_some_and(|(owner, _)| owner == base))
            }
            _ => false,
        })
    }

    /// Whether the project puts something else in the place of a symbol, and this is no plain call of it.
    fn is_patched(&self, hit: &Hit) -> bool {
        !matches!(hit.reference.context, Context::Called(_))
            && self.patched.contains(&hit.reference.symbols[0])
    }

    /// Writes the new path where the old one is named.
    fn refer(
        &self,
        hit: &Hit,
        (file, expr): (FileId, ExprId),
        (provided, path): (&Provided, String),
        route: Route<'_>,
        draft: &mut Draft,
    ) {
        let called = matches!(hit.reference.context, Context::Called(_));
        let at_import = at_import(self.analysis, file, expr) && route.client.is_none();
        // The module's and a client's method are equal each time; one of a client made for it, or a new
        // function, is not.
        if !called && (at_import || path.contains('(')) && self.is_compared(hit) {
            draft.manual(
                "needs-decision",
                "it is compared with others, and what takes its place is another object each time",
            );
            return;
        }
        if let Some(why) = self.stays_held((file, expr)).filter(|_| !called) {
            draft.manual("needs-decision", why);
            return;
        }
        let turned_back = self.turned_back(hit, provided, draft);
        let changes = route.client.is_none()
            && route
                .settings
                .is_some_and(|settings| *settings.serves() == Serves::First);
        let text = if !called && (at_import || changes) || turned_back.is_some() {
            // Reaching through the module at import would make its client then, without a key; and what
            // changes is to be read when the function is called.
            let call = format!("{path}(*args, **kwargs)");
            let call = match turned_back {
                Some(turn) => turn.render(|_| call.clone()),
                None => call,
            };
            let later = format!("lambda *args, **kwargs: {call}");
            match is_class_attribute(&self.analysis.file(file).tree, expr) {
                // Read of an object, a function would be given that object as well.
                true => format!("staticmethod({later})"),
                false => later,
            }
        } else {
            let alone = route.client.is_none();
            let named = || self.by_named_client(hit, (file, expr), (provided, &path), draft);
            alone.then(named).flatten().unwrap_or(path)
        };
        if !called {
            draft.at_most(Applicability::Unsafe);
        }
        self.replace_path((file, expr), &text, draft);
    }

    /// Writes a path, in as many lines as it has.
    fn replace_path(&self, (file, expr): Place, mut text: &str, draft: &mut Draft) {
        let held = self.analysis.file(file);
        let tree = &held.tree;
        let mut whole = tree.expr(expr).span;
        if let ExprKind::Attribute { value, attribute } = &tree.expr(expr).kind {
            let of = tree.expr(*value).outer;
            let dot = behind(tree, held.unit.text(), of.end);
            if dot > of.end
                && let Some((before, name)) = text.rsplit_once('.')
                && name.chars().all(|c| c.is_alphanumeric() || c == '_')
            {
                (whole, text) = (of, before);
                if name != &*attribute.text {
                    draft.edit(file, Operation::replace(attribute.span, name));
                }
            }
        }
        if has_comment(tree, whole) {
            draft.manual("not-supported", "a comment stands within the path");
        }
        draft.edit(file, Operation::replace(whole, text));
    }

    /// Makes of the new answer what the old call gave, where a method does that.
    fn convert(&self, hit: &Hit, row: &Change, provided: &Provided, draft: &mut Draft) {
        let Some(method) = row.returns.as_ref().and_then(|one| one.method.as_ref()) else {
            return;
        };
        let file = hit.reference.file;
        match hit.reference.context {
            Context::Called(call) if !provided.asynchronous => {
                let end = self.analysis.file(file).tree.expr(call).span.end;
                draft.edit(file, Operation::insert(end, format!(".{method}()")));
            }
            _ => draft.manual(
                "response-shape",
                format!("what it gave is what `{method}()` of the new answer gives"),
            ),
        }
    }
}
