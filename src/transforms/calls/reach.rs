//! How the new form is reached: through the module or through a client, and of which kind.

use super::hits::Hit;
use super::makers::Makers;
use super::provided::Route;
use super::{Changes, Worker};
use crate::finding::Applicability;
use crate::matching::references::Context;
use crate::rules::provider::Variant;
use crate::rules::schema::Provided;
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, FileId};
use crate::syntax::query::last;
use crate::transforms::Draft;
use crate::transforms::names::{module_given, module_name, naming};
use crate::transforms::settings::{Serves, Settings, Style};

/// Why what is kept stays.
const KEPT: &str = "the settings change after the module is first used as a client, and what is kept would not follow";

/// What decides how the new form is reached.
pub(super) struct Reach<'r> {
    pub(super) settings: &'r Settings<'r, 'r>,
    pub(super) provided: &'r Provided,
    pub(super) client: Option<&'r str>,
    pub(super) options: &'r [(String, String)],
    pub(super) variant: Option<&'r Variant>,
    pub(super) makers: Option<&'r Makers>,
}

impl Worker<'_, '_> {
    /// Why a reference waits for its settings: they change after the module is first used as a client, or are
    /// left to a person.
    pub(super) fn unsettled(
        settings: &Settings<'_, '_>,
        route: Route<'_>,
        kept: bool,
    ) -> Option<&'static str> {
        match settings.serves() {
            _ if route.client.is_some() => None,
            Serves::All => None,
            Serves::Unknown(why) => Some(*why),
            Serves::First if kept => Some(KEPT),
            // A function that is called later makes its client then.
            Serves::First => None,
        }
    }

    /// Through the module, unless all settings and calls stand in one file where a client can be made.
    pub(super) fn choose(&self, settings: &Settings<'_, '_>, hits: &[Hit]) -> Style {
        if self.style == "module" {
            return Style::Module;
        }
        let forced = self.style == "client";
        let alone = || {
            let files = hits.iter().map(|hit| hit.reference.file);
            let first = files.clone().min().filter(|_| forced)?;
            (settings.sites.is_empty() && files.clone().all(|file| file == first)).then_some(first)
        };
        let Some(file) = settings.fits_client(forced).or_else(alone) else {
            return Style::Module;
        };
        let others = hits.iter().any(|hit| {
            if self.is_class(&hit.reference.symbols[0]) {
                return self.is_kept(hit) && hit.reference.file != file;
            }
            let assigned = hit.setting && hit.is_made();
            let plain = match (&hit.reference.context, hit.provided()) {
                (Context::Called(_), Some(provided)) => {
                    hit.reference.file == file && !provided.asynchronous
                }
                // A string names the class behind any client.
                (Context::Spelled, Some(_)) => true,
                (_, Some(_)) => false,
                _ => !hit.setting || assigned,
            };
            !plain
        });
        // Through a client that is made before, a test would reach the server.
        if others || self.dual.contains(&file) || self.mocked.contains(&file) {
            Style::Module
        } else {
            Style::Client(file)
        }
    }

    /// The client that takes the settings' place; its draft is the first.
    pub(super) fn client(
        &self,
        settings: &Settings<'_, '_>,
        at: FileId,
        out: &mut Changes,
    ) -> Option<String> {
        let file = self.analysis.file(at);
        let mut name = "client".to_owned();
        while file.scopes.any_binds(&name) {
            name = format!("{}_{name}", self.active.pack.header.name);
        }
        let (draft, name) = settings.to_client(at, &name)?;
        out.drafts.push(draft);
        Some(name)
    }

    /// The kind of client that a call itself asks for, by the setting that chooses it.
    pub(super) fn asked_variant<'s>(
        &self,
        settings: &'s Settings<'_, '_>,
        place: Place,
    ) -> Option<&'s Variant> {
        let tree = &self.analysis.file(place.0).tree;
        let provider = settings.provider;
        for when in provider.variants.iter().filter_map(|one| one.when.as_ref()) {
            let Some(argument) = crate::syntax::query::keyword(tree.expr(place.1), &when.setting)
            else {
                continue;
            };
            let value = self.analysis.value((place.0, argument.value));
            let mut known = value.atoms().iter().filter_map(|atom| match atom {
                Atom::Literal(id) => self.analysis.text_of(*id).map(str::to_owned),
                _ => None,
            });
            let first = known.next()?;
            if known.any(|other| other != first) {
                return None;
            }
            return provider
                .variant_for(|setting| (setting == when.setting).then(|| first.clone()));
        }
        None
    }

    /// The text by which the new form is reached from a place.
    pub(super) fn reached(
        &self,
        reach: &Reach<'_>,
        place: Place,
        draft: &mut Draft,
    ) -> Option<String> {
        let path = &reach.provided.path;
        let given = given(reach.options);
        match reach.client {
            Some(client) if given.is_empty() => return Some(format!("{client}.{path}")),
            Some(client) if reach.variant.is_none() => {
                return Some(format!("{client}.with_options({given}).{path}"));
            }
            _ => {}
        }
        let provider = reach.settings.provider;
        let serves = reach.settings.serves();
        if let Serves::Unknown(why) = serves {
            draft.manual("settings-conflict", *why);
            return None;
        }
        let plain = !reach.provided.asynchronous && given.is_empty() && *serves == Serves::All;
        if plain && let Some(text) = module_given(self.analysis, place, &provider.module) {
            return Some(format!("{text}.{path}"));
        }
        let module = module_name(self.analysis, place, &provider.module, draft);
        if plain {
            return Some(format!("{module}.{path}"));
        }
        if *serves == Serves::First {
            draft.at_most(Applicability::Unsafe);
            draft.note("the module stays the client of its first use, and the settings change after that: each call makes its own");
        }
        if reach
            .variant
            .is_some_and(|variant| !is_reached(reach, variant))
        {
            draft.manual(
                "settings-conflict",
                "the call asks for another kind of client, and where that one is cannot be seen",
            );
            return None;
        }
        let client = match reach.variant.or_else(|| reach.settings.kind()) {
            Some(variant) => {
                let mut text = made(reach, &module, variant)?;
                let asynchronous = reach.provided.asynchronous;
                draft.absorb(reach.settings.definitions(place.0, asynchronous)?);
                for (setting, _) in reach.settings.unmade(variant) {
                    let modules = &setting.carried_to(&variant.name).imports;
                    text = naming(self.analysis, place, &text, modules, draft);
                }
                text
            }
            None => self.asked_when_made(reach, place.0, draft)?,
        };
        let client = self.quoted(place, &client, draft);
        if draft.is_manual() {
            return None;
        }
        Some(format!("{client}.{path}"))
    }

    /// The text that makes a client whose kind shows only when it is made.
    fn asked_when_made(
        &self,
        reach: &Reach<'_>,
        file: FileId,
        draft: &mut Draft,
    ) -> Option<String> {
        let key = (file, reach.provided.asynchronous);
        let maker = reach.makers.and_then(|makers| makers.get(&key));
        let made = maker.and_then(|maker| {
            let text = maker.called(reach.settings, reach.options)?;
            Some((text, maker.draft.clone()))
        });
        let Some((text, function)) = made else {
            draft.manual(
                "settings-conflict",
                "which kind of client it needs shows only when it runs",
            );
            return None;
        };
        draft.absorb(function);
        draft.at_most(Applicability::Unsafe);
        draft.note("which kind of client the call needs is asked when it runs");
        Some(text)
    }
}

/// Options as they are written in a call.
fn given(options: &[(String, String)]) -> String {
    let given: Vec<String> = options
        .iter()
        .map(|(name, text)| format!("{name}={text}"))
        .collect();
    given.join(", ")
}

/// The text that makes a client of one kind, with the options that a call asks for.
fn made(reach: &Reach<'_>, module: &str, variant: &Variant) -> Option<String> {
    let asynchronous = reach.provided.asynchronous;
    let settings = reach.settings;
    let arguments = settings.carried(module, reach.options, (variant, asynchronous));
    let class = if asynchronous {
        variant.asynchronous.as_ref()?
    } else {
        &variant.synchronous
    };
    Some(format!(
        "{module}.{}({})",
        last(class),
        arguments.join(", ")
    ))
}

/// Whether a kind of client that a call asks for is told where to go: by the call, or by the settings of
/// a project that uses that kind.
fn is_reached(reach: &Reach<'_>, variant: &Variant) -> bool {
    let project = reach.settings.project_variant();
    if variant.when.is_none()
        || reach.settings.asks_late()
        || project.is_some_and(|one| one.name == variant.name)
    {
        return true;
    }
    reach.settings.provider.settings.iter().any(|setting| {
        let own = setting.per_variant.get(&variant.name);
        own.and_then(|carried| carried.argument.as_ref())
            .is_some_and(|argument| reach.options.iter().any(|(name, _)| name == argument))
    })
}
