//! What the calls of a reference pass, and what of it belongs to the client.

use super::Worker;
use super::hits::Hit;
use super::provided::Route;
use crate::finding::Applicability;
use crate::matching::references::Context;
use crate::rules::provider::Variant;
use crate::rules::schema::{Change, New};
use crate::semantic::store::Place;
use crate::transforms::Draft;
use crate::transforms::arguments::{Call, Options, SplitNames, arguments_among, gathered, split};
use crate::transforms::settings::Settings;

/// What the calls of a reference ask of the way in which the new form is reached.
#[derive(Default)]
pub(super) struct Passed<'s> {
    pub(super) options: Options,
    pub(super) variant: Option<&'s Variant>,
    /// The client that a function of the file gives.
    pub(super) client: Option<String>,
}

impl Worker<'_, '_> {
    /// The edits of the arguments of a reference's calls; what of them is an option of the client, and
    /// the kind of client that they ask for.
    pub(super) fn passed<'s>(
        &self,
        hit: &Hit,
        (row, new): (&Change, Option<&crate::rules::model::Signature>),
        (settings, route): (&'s Settings<'_, '_>, Route<'_>),
        places: &[Place],
        draft: &mut Draft,
    ) -> Passed<'s> {
        let old = self.old_signatures(&hit.reference.symbols[0]);
        let mut out = Passed::default();
        for place in places {
            out.variant = out.variant.or_else(|| self.asked_variant(settings, *place));
            let direct =
                hit.reference.context == Context::Called(place.1) && place.0 == hit.reference.file;
            let call = Call {
                file: place.0,
                call: place.1,
                skip: if direct { 0 } else { usize::MAX },
                change: row,
                old: &old,
                new,
                variant: out.variant.map(|variant| (settings.provider, variant)),
            };
            let takes = |place: Place, name: &str| self.takes(settings, place, name);
            let mut outcome = arguments_among(self.analysis, &call, &takes);
            if outcome.gathered
                && direct
                && let Some((edits, client)) = self.through_function(&call, route)
            {
                draft.absorb(edits);
                out.client = Some(client);
                continue;
            }
            if outcome.gathered
                && let Some(New::Provided(provided)) = row.new.as_ref()
                && let Some(renamer) = route.renamers.get(&(call.file, provided.path.clone()))
                && let Some(new) = renamer.applied(settings, &call)
            {
                outcome = new;
            }
            draft.absorb(outcome.draft);
            out.options.extend(outcome.options);
            if !direct && !out.options.is_empty() {
                draft.manual(
                    "argument-unknown",
                    "options of the client are given elsewhere",
                );
            }
        }
        out
    }

    /// The edits that send the arguments of a call through a function of its file, and the client which
    /// that gives.
    fn through_function(&self, call: &Call<'_>, route: Route<'_>) -> Option<(Draft, String)> {
        // A client that took the settings' place has taken them from the function.
        let settings = route.settings.filter(|_| route.client.is_none())?;
        let New::Provided(provided) = call.change.new.as_ref()? else {
            return None;
        };
        let splitters = route.splitters?.get(&(call.file, provided.asynchronous))?;
        let place = (call.file, call.call);
        let splitter = splitters.iter().find(|one| one.calls.contains(&place))?;
        let gathered = gathered(self.analysis, call, settings.provider)?;
        let names = &splitter.names;
        let mut draft = split(self.analysis, call, settings.provider, &gathered, names)?;
        draft.absorb(splitter.definition(call.change)?);
        draft.at_most(Applicability::Unsafe);
        let SplitNames { function, .. } = names;
        draft.note(format!(
            "the dicts of arguments hold settings of the client: `{function}` takes them out when the call is made, and makes a client for each call; keep one where the settings stay the same"
        ));
        let others = gathered.unknown.difference(&splitter.gathered.unknown);
        let others: Vec<&str> = others.map(String::as_str).collect();
        if !others.is_empty() {
            draft.note(format!(
                "the new call does not take `{}`: check that it is not among the arguments",
                others.join("`, `")
            ));
        }
        if gathered.open {
            draft.note("`stream` is taken as not among the keys that cannot be seen here");
        }
        Some((draft, names.client.clone()))
    }
}
