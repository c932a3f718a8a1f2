//! The changes of one pack: what is found, and the drafts that remove it.
//!
//! References are read one by one; calls whose values meet in one place are one draft.

mod aliases;
mod already;
mod annotated;
mod answers;
mod asked;
mod attributes_read;
mod beside;
mod bound;
mod canned;
mod carried;
mod caught;
mod chosen;
mod class_names;
mod clients;
mod constants;
mod derived;
mod disjoint;
mod environment;
mod found;
mod given_away;
mod held;
mod hits;
mod in_both;
mod kept;
mod led;
mod made_of_dicts;
mod makers;
mod matched;
mod modules;
mod moved;
mod named_client;
mod named_types;
mod obstacles;
mod of_client;
mod offered;
mod optional;
mod own_class;
mod own_code;
mod own_mapping;
mod parts;
mod passed;
mod passed_attributes;
mod passed_on;
mod provided;
mod put_there;
mod reach;
mod renamer;
mod renames;
mod replaced;
mod replaced_names;
mod settings;
mod settings_asked;
mod settings_forms;
mod settings_read;
mod settings_starred;
mod several;
mod signatures;
mod sites;
mod splitter;
mod stood_for;
mod stored;
mod telling;
mod unread;
mod unused;
mod whole;
mod written;

pub use matched::{Decided, Matched};
pub use optional::imports_what_may_lack;

use std::cell::OnceCell;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use self::bound::Bindings;
use self::derived::Derived;
use self::environment::{report, variables};
use self::given_away::Leaving;
use self::hits::Hit;
use self::moved::Moved;
use self::provided::Route;
use super::Draft;
use super::arguments::alone;
use super::handlers::Ladders;
use super::settings::{Settings, Style};
use super::taken::{Clause, needed};
use crate::matching::argument_rows::passed_arguments;
use crate::matching::found::Found;
use crate::matching::guards::Guards;
use crate::matching::references::Context;
use crate::matching::uses::{Use, UseKind};
use crate::rules::active::ActivePack;
use crate::rules::provider::Provider;
use crate::semantic::infer::Analysis;
use crate::semantic::names::NameId;
use crate::semantic::python::INITIALISER;
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, FileId, OriginId};
use crate::syntax::ast::ExprKind;
use crate::syntax::query::last;

/// What a pack's changes give for a project.
#[derive(Debug, Default)]
pub struct Changes {
    /// The places.
    pub found: Vec<Found>,
    /// The drafts.
    pub drafts: Vec<Draft>,
    /// Places at which values are turned back into mappings, so that more can be rewritten or because
    /// they leave there: what is read behind them reads a mapping.
    pub cuts: FxHashSet<Place>,
    /// The uses that only an object serves, with the calls that their values come from.
    pub objects: FxHashMap<Place, Vec<Place>>,
    /// The draft that gives a call its new name, by the call.
    pub renamed: FxHashMap<Place, usize>,
    /// The draft that rewrites the value of a call, by where it comes from, and whether it stays an object behind
    /// the call.
    pub answers: FxHashMap<OriginId, (usize, bool)>,
    /// Where such values leave, as mappings.
    pub left: FxHashSet<Place>,
    /// The calls whose values have uses that nothing was found for.
    pub refused: FxHashSet<Place>,
    /// Whether the project calls what is gone: what both versions have is read as the old one had it, then.
    pub old_code: bool,
    /// The files that serve both versions.
    pub dual: FxHashSet<FileId>,
    /// Those of them that run the code for the old version with the new one.
    pub misled: FxHashSet<FileId>,
}

impl Changes {
    /// Adds a place with the draft that removes it.
    pub fn add(&mut self, mut found: Found, draft: Option<Draft>) {
        if let Some(draft) = draft {
            self.drafts.push(draft);
            found.draft = Some(self.drafts.len() - 1);
        }
        self.found.push(found);
    }

    /// Adds what rows about single arguments of a pack find. Where the call has another name, that and its
    /// arguments are one part.
    pub fn add_arguments(&mut self, analysis: &Analysis<'_>, pack: usize) {
        let active = &analysis.external.packs[pack];
        for mut argument in passed_arguments(analysis, pack) {
            match self.renamed.get(&argument.place) {
                Some(draft) => {
                    argument.found.draft = Some(*draft);
                    self.found.push(argument.found);
                }
                None => {
                    let draft = alone(analysis, active, &argument);
                    self.add(argument.found, draft);
                }
            }
        }
    }
}

/// The settings that there are, each with the values that it takes.
pub const SETTINGS: &[(&str, &[&str])] = &[("client-style", &["auto", "client", "module"])];

/// So many places where settings are made and read are followed: each is held against the others.
const SETTINGS_AT_MOST: usize = 1_000;

/// So many pairs of such a place and of a call are: each call may need each of them.
const PAIRS_AT_MOST: usize = 500_000;

/// Whether there are more settings and calls than are followed.
fn is_crowded(hits: &[Hit]) -> bool {
    let settings = hits.iter().filter(|hit| hit.setting).count();
    let calls = hits.iter().filter(|hit| hit.provided().is_some()).count();
    settings > SETTINGS_AT_MOST || settings * calls > PAIRS_AT_MOST
}

/// What becomes of the uses of a symbol in a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Users {
    /// There are none.
    Nobody,
    /// One of them has no draft.
    Left,
    /// All have; this one is the least certain.
    Written(usize),
}

impl Users {
    /// Those of a symbol among what was found.
    fn of<'f>(symbol: &str, found: impl Iterator<Item = &'f Found>, drafts: &[Draft]) -> Self {
        let of_symbol = found.filter(|one| {
            let rest = one.old.as_deref().and_then(|old| old.strip_prefix(symbol));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        });
        let used: Option<Vec<usize>> = of_symbol.map(|one| one.draft).collect();
        used.map_or(Self::Left, |used| Self::written(used.into_iter(), drafts))
    }

    fn written(used: impl Iterator<Item = usize>, drafts: &[Draft]) -> Self {
        let least = used.min_by_key(|draft| drafts[*draft].applicability);
        least.map_or(Self::Nobody, Self::Written)
    }
}

struct Worker<'a, 'p> {
    analysis: &'a Analysis<'p>,
    active: &'a ActivePack,
    pack: usize,
    style: String,
    dual: FxHashSet<FileId>,
    /// Those of them that run the code for the old version with the new one.
    misled: FxHashSet<FileId>,
    guards: Arc<Guards>,
    decided: Decided,
    /// Symbols that the project puts something else in the place of.
    patched: FxHashSet<String>,
    /// Those of them that get nothing but mocks and functions, for good.
    mocks: FxHashSet<String>,
    /// Symbols that strings name to put something else in their place.
    patched_by_name: FxHashSet<String>,
    /// Those of them that are classes, and classes that are assigned to, with the files that do it.
    classes_replaced: FxHashSet<(FileId, String)>,
    /// Names of files that something else is put in the place of.
    replaced: FxHashSet<(FileId, String)>,
    /// Files of whose module of the package something else is put in the place.
    mocked: FxHashSet<FileId>,
    /// What leaves the code that is understood.
    leaving: Leaving,
    /// The classes of the project below those that are gone.
    derived: Derived,
    /// The handlers that catch what changed.
    ladders: Ladders,
    /// What is done with answers.
    uses: Vec<Use>,
    /// Symbols that the project compares with something, once they are asked for.
    compared: OnceCell<FxHashSet<NameId>>,
}

impl Worker<'_, '_> {
    fn run(&self, hits: &[Hit]) -> Changes {
        let mut out = Changes::default();
        let sites = self.sites(hits);
        let provided = self.active.pack.providers.first();
        let mut lost = Vec::new();
        let mut bindings = Bindings::default();
        let settings = provided.map(|provider| {
            let unnamed = self.set_by_unknown_names();
            let settings = Settings::new(self.analysis, provider, sites, unnamed);
            lost = self.lost(&settings, hits);
            let mut provided = hits.iter().filter_map(Hit::provided);
            // What is written anew by now asks as it did.
            let asynchronous =
                provided.any(|one| one.asynchronous) || self.has_asynchronous_client(provider);
            let read = hits.iter().filter(|hit| hit.setting && !hit.is_made());
            let read = read.map(|hit| {
                let name = last(&hit.reference.symbols[0]).to_owned();
                (name, hit.reference.file)
            });
            let beside = (asynchronous, is_crowded(hits));
            settings.beside(variables(&lost), beside, read.collect())
        });
        let style = settings
            .as_ref()
            .filter(|settings| !settings.crowded)
            .map_or(Style::Module, |settings| self.choose(settings, hits));
        let mut client = None;
        if let (Some(settings), Style::Client(file)) = (&settings, style) {
            client = self.client(settings, file, &mut out);
        }
        let splitters = settings
            .as_ref()
            .map(|settings| self.splitters(settings, hits))
            .unwrap_or_default();
        let renamers = settings
            .as_ref()
            .map(|settings| self.renamers(settings, hits))
            .unwrap_or_default();
        let makers = settings
            .as_ref()
            .map(|settings| self.makers(settings, hits))
            .unwrap_or_default();
        let route = Route {
            settings: settings.as_ref(),
            client: client.as_deref(),
            splitters: Some(&splitters),
            renamers: &renamers,
            makers: Some(&makers),
        };
        self.calls(hits, route, &mut out);
        if client.is_some() && out.drafts[0].is_manual() {
            // A call that stays needs the settings where they are: the others go through the module.
            client = None;
            out = Changes::default();
            let route = Route {
                settings: settings.as_ref(),
                client: None,
                splitters: Some(&splitters),
                renamers: &renamers,
                makers: Some(&makers),
            };
            self.calls(hits, route, &mut out);
        }
        let leaves = |one: &&Use| matches!(one.kind, UseKind::Escapes(_) | UseKind::Mapping(_));
        out.left = self
            .uses
            .iter()
            .filter(leaves)
            .map(|one| one.place)
            .collect();
        let moved = self.moved(hits, &mut out);
        self.others(hits, &moved, &mut out);
        if let Some(settings) = &settings {
            bindings = self.settings(settings, hits, client.is_some(), &mut out);
            let set = report(lost, &mut out);
            bindings.of_variables(settings, set, &out.drafts);
        }
        out.objects = self.object_uses(&self.uses);
        close_dual((&self.dual, &self.misled), &mut out.drafts);
        self.leave_replaced(hits, &moved, &mut out);
        self.bind(&bindings, hits, &mut out);
        self.go_with_what_is_made(hits, &mut out);
        self.imports(hits, &moved, &mut out);
        self.behind_optional_imports(&mut out);
        out
    }

    /// Whether the project makes clients whose calls are awaited.
    fn has_asynchronous_client(&self, provider: &Provider) -> bool {
        let mut called = self.analysis.calls.values().flatten();
        called.any(|name| {
            let symbol = self.analysis.names.get(*name);
            let class = symbol.strip_suffix(INITIALISER).unwrap_or(symbol);
            let mut variants = provider.variants.iter();
            variants.any(|variant| variant.asynchronous.as_deref() == Some(class))
        })
    }

    /// An import of a changed symbol goes when all that uses it is rewritten: its finding belongs to the
    /// least certain of those parts.
    fn imports(&self, hits: &[Hit], moved: &Moved, out: &mut Changes) {
        let imported = |hit: &&Hit| hit.reference.context == Context::Imported;
        let clauses: FxHashSet<Clause> = hits
            .iter()
            .filter(imported)
            .map(|hit| (hit.reference.file, hit.reference.span))
            .collect();
        let of_instances: FxHashSet<Clause> = hits
            .iter()
            .filter(|hit| self.is_of_an_instance(hit) || self.is_told_by_its_name(&hit.reference))
            .map(|hit| (hit.reference.file, hit.reference.span))
            .collect();
        let mut by_file: FxHashMap<FileId, Vec<usize>> = FxHashMap::default();
        for (index, one) in out.found.iter().enumerate() {
            by_file.entry(one.file).or_default().push(index);
        }
        let mut unused = Vec::new();
        let mut users: FxHashMap<(FileId, String), Users> = FxHashMap::default();
        for index in 0..out.found.len() {
            let clause = &out.found[index];
            let Some(symbol) = clause.old.as_deref() else {
                continue;
            };
            if clause.draft.is_some() || !clauses.contains(&(clause.file, clause.span)) {
                continue;
            }
            let place = (clause.file, clause.span);
            let all = users.entry((clause.file, symbol.to_owned()));
            let mut of_symbol = *all.or_insert_with(|| {
                let here = by_file[&clause.file].iter();
                let here = here.map(|index| &out.found[*index]).filter(|one| {
                    let place = (one.file, one.span);
                    !clauses.contains(&place) && !of_instances.contains(&place)
                });
                Users::of(symbol, here, &out.drafts)
            });
            if of_symbol == Users::Nobody {
                let drafts = self.written_through(place, &out.found).into_iter();
                of_symbol = Users::written(drafts, &out.drafts);
            }
            if of_symbol == Users::Nobody
                && let Some(draft) = self.without_import(place)
            {
                out.drafts.push(draft);
                out.found[index].draft = Some(out.drafts.len() - 1);
                unused.push(index);
                continue;
            }
            out.found[index].draft = match of_symbol {
                Users::Written(least) if !out.drafts[least].is_manual() => Some(least),
                _ => None,
            };
        }
        // What is imported under its new name stays.
        let going = clauses.difference(&moved.clauses).copied().collect();
        self.keep_taken(&going, out);
        self.go_with_takers(&going, &unused, out);
        for found in &mut out.found {
            let is_left = found.draft.is_none() && clauses.contains(&(found.file, found.span));
            if is_left && let (None, Some(new)) = (&found.help, &found.new) {
                let help = format!(
                    "What uses the name is left to you, or taken by others: import `{new}` in its place once that is settled."
                );
                found.help = Some(help);
            }
        }
    }

    /// Whether a reference reads an object, and needs no name of the class.
    fn is_of_an_instance(&self, hit: &Hit) -> bool {
        let file = hit.reference.file;
        let tree = &self.analysis.file(file).tree;
        let kind = hit.reference.expr.map(|expr| &tree.expr(expr).kind);
        let Some(ExprKind::Attribute { value, .. }) = kind else {
            return false;
        };
        let base = self.analysis.value((file, *value));
        base.atoms()
            .iter()
            .any(|atom| matches!(atom, Atom::Instance(..)))
    }

    /// An import that other code takes its name from stays.
    fn keep_taken(&self, clauses: &FxHashSet<Clause>, out: &mut Changes) {
        let place = |found: &Found| (found.file, found.span);
        let going = out
            .found
            .iter()
            .filter(|one| one.draft.is_some() && clauses.contains(&place(one)))
            .filter_map(|one| {
                let import = self.analysis.imported.get(&(one.file, one.span.start))?;
                // What others take is what the name gets after that.
                import.until.is_none().then_some(())?;
                let name = self.analysis.names.get(import.name).to_owned();
                Some((place(one), Some(name)))
            })
            .collect();
        let rewritten: FxHashSet<Clause> = out
            .found
            .iter()
            .filter(|one| {
                one.draft
                    .is_some_and(|draft| !out.drafts[draft].is_manual())
            })
            .map(place)
            .collect();
        let respelled = |(file, id): Place| {
            rewritten.contains(&(file, self.analysis.file(file).tree.expr(id).span))
        };
        let needed = needed(self.analysis, going, &respelled);
        for found in &mut out.found {
            if needed.contains(&place(found)) {
                found.draft = None;
            }
        }
    }
}

/// Nothing is rewritten in files that serve both versions, nor in those that are `misled` in that.
pub fn close_dual((dual, misled): (&FxHashSet<FileId>, &FxHashSet<FileId>), drafts: &mut [Draft]) {
    for draft in drafts {
        if draft.files().any(|file| misled.contains(file)) {
            draft.manual(
                "needs-decision",
                "what the file asks does not keep the new version from this code: either the name is there in both and raises when it is used, or the file refuses to run with another version; compare the version, or take the old code out",
            );
        }
        if draft.files().any(|file| dual.contains(file)) {
            draft.manual(
                "needs-decision",
                "the file asks for the package's version, or is imported where that is asked: it serves both, and the code for the old one stays as it is",
            );
        }
    }
}
