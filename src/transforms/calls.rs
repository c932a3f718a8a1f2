//! The changes of one pack: what is found, and the drafts that remove it.
//!
//! References are read one by one; calls whose values meet in one place are one draft.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Draft;
use super::arguments::{Call, Options, arguments};
use super::handlers::more_than_a_name;
use super::names::{module_binding, module_text};
use super::responses::Responses;
use super::settings::{Settings, Site, Style, at_import};
use crate::finding::{Applicability, Severity};
use crate::matching::found::Found;
use crate::matching::references::{Context, Reference, references};
use crate::matching::uses::{Use, UseKind, mixing_places, uses};
use crate::rewrite::Operation;
use crate::rules::active::{ActivePack, ActiveRow};
use crate::rules::model::{Signature, Symbol};
use crate::rules::provider::{Setting, Variant};
use crate::rules::schema::{Bearing, Change, Kind, New, Provided};
use crate::semantic::external::Typed;
use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, FileId, OriginId};
use crate::syntax::ast::{ExprId, ExprKind, Span, StmtKind};

/// What a pack's changes give for a project.
#[derive(Debug, Default)]
pub struct Changes {
    /// The places.
    pub found: Vec<Found>,
    /// The drafts.
    pub drafts: Vec<Draft>,
    /// Places at which values should be turned back into mappings, so that more can be rewritten.
    pub cuts: FxHashSet<Place>,
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
}

/// Applies a pack's changes to a project.
#[must_use]
pub fn changes(
    analysis: &Analysis<'_>,
    pack: usize,
    settings: &std::collections::BTreeMap<String, String>,
) -> Changes {
    let active = &analysis.external.packs[pack];
    let worker = Worker {
        analysis,
        active,
        pack,
        style: settings
            .get("client-style")
            .map_or("auto", String::as_str)
            .to_owned(),
        dual: dual_files(analysis, active),
    };
    worker.run()
}

/// Files that serve both versions behind a check: nothing in them is rewritten.
fn dual_files(analysis: &Analysis<'_>, active: &ActivePack) -> FxHashSet<FileId> {
    let mut out = FxHashSet::default();
    let tops = &active.pack.header.imports;
    for (index, file) in analysis.files.iter().enumerate() {
        let id = FileId(u32::try_from(index).expect("fewer than 2^32 files"));
        let versioned = file.tree.exprs.iter().any(|expr| match &expr.kind {
            ExprKind::Compare { operands, .. } => operands
                .iter()
                .any(|operand| names_version(analysis, (id, *operand), tops)),
            _ => false,
        });
        if versioned {
            out.insert(id);
        }
    }
    out
}

/// Whether an expression reads the version of a package: its own attribute, or what the metadata say.
fn names_version(analysis: &Analysis<'_>, place: Place, tops: &[String]) -> bool {
    let tree = &analysis.file(place.0).tree;
    crate::syntax::query::walk_expr(tree, place.1)
        .into_iter()
        .any(|id| match &tree.expr(id).kind {
            ExprKind::Attribute { value, attribute } => {
                matches!(&*attribute.text, "__version__" | "VERSION")
                    && analysis
                        .value((place.0, *value))
                        .atoms()
                        .iter()
                        .any(|atom| {
                            matches!(atom, Atom::Symbol(name)
                            if tops.iter().any(|top| top == analysis.names.get(*name)))
                        })
            }
            ExprKind::Call {
                function,
                arguments,
                ..
            } => {
                let named = crate::syntax::query::dotted(tree, *function)
                    .is_some_and(|path| path.rsplit('.').next() == Some("version"));
                named
                    && arguments.iter().any(|argument| {
                        matches!(&tree.expr(argument.value).kind,
                            ExprKind::Str { value, .. } if tops.iter().any(|top| **top == **value))
                    })
            }
            _ => false,
        })
}

struct Worker<'a, 'p> {
    analysis: &'a Analysis<'p>,
    active: &'a ActivePack,
    pack: usize,
    style: String,
    dual: FxHashSet<FileId>,
}

/// What decides how the new form is reached.
struct Reach<'r> {
    settings: &'r Settings<'r, 'r>,
    provided: &'r Provided,
    client: Option<&'r str>,
    options: &'r [(String, String)],
    variant: Option<&'r Variant>,
}

/// A reference and what the rules say of it.
struct Hit {
    reference: Reference,
    row: Option<ActiveRow>,
    setting: bool,
}

impl Worker<'_, '_> {
    fn run(&self) -> Changes {
        let mut out = Changes::default();
        let hits = self.hits();
        let sites = self.sites(&hits);
        let provided = self.active.pack.providers.first();
        let settings = provided.map(|provider| Settings {
            analysis: self.analysis,
            provider,
            sites,
        });
        let style = settings
            .as_ref()
            .map_or(Style::Module, |settings| self.choose(settings, &hits));
        let shapes = self.active.shapes().next();
        let shaped = |atom: Atom| self.is_shaped(atom);
        let all_uses = if shapes.is_some() {
            uses(self.analysis, &shaped)
        } else {
            Vec::new()
        };
        let mut client = None;
        if let (Some(settings), Style::Client(_)) = (&settings, style) {
            client = self.client(settings, &mut out);
        }
        self.calls(
            &hits,
            settings.as_ref(),
            client.as_deref(),
            &all_uses,
            &mut out,
        );
        if client.is_some() && out.drafts[0].is_manual() {
            // A call that stays needs the settings where they are: the others go through the module.
            client = None;
            out = Changes::default();
            self.calls(&hits, settings.as_ref(), None, &all_uses, &mut out);
        }
        self.others(&hits, &mut out);
        if let Some(settings) = &settings {
            self.settings(settings, &hits, client.is_some(), &mut out);
        }
        self.close_dual(&mut out);
        self.imports(&hits, &mut out);
        out
    }

    /// An import of a changed symbol goes when all that uses it is rewritten: its finding belongs to the
    /// least certain of those parts.
    fn imports(&self, hits: &[Hit], out: &mut Changes) {
        let imported = |hit: &&Hit| hit.reference.context == Context::Imported;
        let clauses: FxHashSet<_> = hits
            .iter()
            .filter(imported)
            .map(|hit| (hit.reference.file, hit.reference.span))
            .collect();
        for index in 0..out.found.len() {
            let clause = &out.found[index];
            let Some(symbol) = clause.old.as_deref() else {
                continue;
            };
            if clause.draft.is_some() || !clauses.contains(&(clause.file, clause.span)) {
                continue;
            }
            let users: Option<Vec<usize>> = out
                .found
                .iter()
                .filter(|one| {
                    let rest = one.old.as_deref().and_then(|old| old.strip_prefix(symbol));
                    one.file == clause.file
                        && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
                        && !clauses.contains(&(one.file, one.span))
                })
                .map(|one| one.draft)
                .collect();
            out.found[index].draft = users
                .unwrap_or_default()
                .into_iter()
                .min_by_key(|draft| out.drafts[*draft].applicability)
                .filter(|draft| !out.drafts[*draft].is_manual());
        }
    }

    /// Rows about a symbol; a module's row covers what is in it and has none of its own.
    fn rows(&self, path: &str) -> Option<ActiveRow> {
        let mut at = path;
        loop {
            let rows = self.active.rows(at).unwrap_or_default();
            let row = rows
                .into_iter()
                .find(|(change, _)| change.argument.is_none());
            if let Some(row) = row {
                let covers = at == path
                    || matches!(self.active.old.resolve(at), Some(Symbol::Module(_)) | None);
                if covers {
                    return Some(row);
                }
            }
            at = at.rsplit_once('.')?.0;
        }
    }

    fn setting(&self, path: &str) -> Option<&Setting> {
        let (module, name) = path.rsplit_once('.')?;
        self.active
            .pack
            .providers
            .iter()
            .find(|provider| provider.module == module)?
            .setting(name)
    }

    fn hits(&self) -> Vec<Hit> {
        let tops = &self.active.pack.header.imports;
        let changed = |path: &str| {
            let top = path.split('.').next().unwrap_or_default();
            tops.iter().any(|one| one == top)
                && (self.setting(path).is_some() || self.rows(path).is_some())
        };
        references(self.analysis, &changed)
            .into_iter()
            .map(|reference| {
                let path = &reference.symbols[0];
                let setting = self.setting(path).is_some();
                let row = self.rows(path);
                Hit {
                    reference,
                    row,
                    setting,
                }
            })
            .collect()
    }

    fn sites(&self, hits: &[Hit]) -> Vec<Site> {
        let mut out = Vec::new();
        for hit in hits.iter().filter(|hit| hit.setting) {
            let (Context::Assigned(stmt), Some(target)) =
                (hit.reference.context, hit.reference.expr)
            else {
                continue;
            };
            let tree = &self.analysis.file(hit.reference.file).tree;
            let value = match &tree.stmt(stmt).kind {
                StmtKind::Assign { value, .. } => *value,
                StmtKind::AnnAssign {
                    value: Some(value), ..
                } => *value,
                _ => continue,
            };
            out.push(Site {
                file: hit.reference.file,
                target,
                stmt,
                name: last(&hit.reference.symbols[0]).to_owned(),
                value,
            });
        }
        out
    }

    /// Through the module, unless all settings and calls stand in one file where a client can be made.
    fn choose(&self, settings: &Settings<'_, '_>, hits: &[Hit]) -> Style {
        if self.style == "module" {
            return Style::Module;
        }
        let Some(file) = settings.fits_client() else {
            return Style::Module;
        };
        let others = hits.iter().any(|hit| {
            let provided = hit
                .row
                .as_ref()
                .is_some_and(|(row, _)| matches!(row.new, Some(New::Provided(_))));
            let assigned = hit.setting && matches!(hit.reference.context, Context::Assigned(_));
            let plain = match (&hit.reference.context, provided) {
                (Context::Called(_), true) => {
                    hit.reference.file == file
                        && hit.row.as_ref().is_some_and(|(row, _)| {
                            matches!(&row.new, Some(New::Provided(one)) if !one.asynchronous)
                        })
                }
                (_, true) => false,
                _ => !hit.setting || assigned,
            };
            !plain
        });
        if others || self.dual.contains(&file) {
            Style::Module
        } else {
            Style::Client(file)
        }
    }

    /// The client that takes the settings' place; its draft is the first.
    fn client(&self, settings: &Settings<'_, '_>, out: &mut Changes) -> Option<String> {
        let file = self.analysis.file(settings.sites.first()?.file);
        let mut name = "client".to_owned();
        while file.scopes.any_binds(&name) {
            name = format!("{}_{name}", self.active.pack.header.name);
        }
        let (draft, name) = settings.to_client(&name)?;
        out.drafts.push(draft);
        Some(name)
    }

    fn is_shaped(&self, atom: Atom) -> bool {
        let Atom::Instance(of, Some(origin)) = atom else {
            return false;
        };
        self.is_changed_call(origin) && self.holds_shape(self.analysis.types.get(of))
    }

    fn is_changed_call(&self, origin: OriginId) -> bool {
        let place = self.analysis.origins[origin.0 as usize];
        self.analysis.calls.get(&place).is_some_and(|symbols| {
            symbols
                .iter()
                .any(|symbol| self.rows(self.analysis.names.get(*symbol)).is_some())
        })
    }

    fn holds_shape(&self, of: &Typed) -> bool {
        match of {
            Typed::Class(pack, class) => {
                *pack == self.pack
                    && self.active.shapes().any(|shape| {
                        self.active
                            .old
                            .class_named(&shape.base)
                            .is_some_and(|base| self.active.old.is_below(*class, base))
                    })
            }
            Typed::List(inner)
            | Typed::Dict(inner)
            | Typed::Iterator(inner)
            | Typed::AsyncIterator(inner) => self.holds_shape(inner),
            Typed::Union(parts) => parts.iter().any(|part| self.holds_shape(part)),
            _ => false,
        }
    }

    /// Calls of symbols that hang on a client now, with all uses of their values.
    fn calls(
        &self,
        hits: &[Hit],
        settings: Option<&Settings<'_, '_>>,
        client: Option<&str>,
        all_uses: &[Use],
        out: &mut Changes,
    ) {
        let groups = Groups::of(self.analysis, all_uses);
        let mut refusals: FxHashSet<OriginId> = FxHashSet::default();
        let mut by_group: FxHashMap<usize, usize> = FxHashMap::default();
        let mut answered: FxHashSet<usize> = FxHashSet::default();
        for hit in hits {
            let Some((row, bearing)) = &hit.row else {
                continue;
            };
            let Some(New::Provided(provided)) = &row.new else {
                continue;
            };
            let places = self.calls_of(hit);
            let groups_here: Vec<usize> = places
                .iter()
                .filter_map(|place| self.analysis.origin_at(*place))
                .map(|origin| groups.find(origin))
                .collect();
            let index = groups_here
                .iter()
                .find_map(|group| by_group.get(group).copied())
                // The client takes the settings away from all calls at once: they are one part.
                .or(client.map(|_| 0))
                .unwrap_or_else(|| {
                    out.drafts.push(Draft::default());
                    out.drafts.len() - 1
                });
            for group in &groups_here {
                by_group.insert(*group, index);
            }
            let draft = self.call(hit, row, provided, settings, client, &places);
            out.drafts[index].absorb(draft);
            let mut related = Vec::new();
            for group in groups_here {
                let mine: Vec<&Use> = all_uses
                    .iter()
                    .filter(|one| groups.find(one.origins[0]) == group)
                    .collect();
                let (answer, refused) = self.answers(group, &groups, &mine);
                if answered.insert(group) {
                    if answer.is_manual() {
                        refusals.extend(groups.members(group));
                    }
                    out.drafts[index].absorb(answer);
                }
                let origins: FxHashSet<OriginId> = places
                    .iter()
                    .filter_map(|place| self.analysis.origin_at(*place))
                    .collect();
                for one in mine {
                    if one.origins.iter().any(|origin| origins.contains(origin)) {
                        let why = refused
                            .iter()
                            .find(|(place, _)| *place == one.place)
                            .map_or_else(|| describe(&one.kind), |(_, why)| why.clone());
                        related.push((one.place, why));
                    }
                }
            }
            related.dedup();
            let mut found = self.found(row, *bearing, &hit.reference);
            found.draft = Some(index);
            found.related = related;
            if !hit.reference.certain {
                out.drafts[index].manual(
                    "value-unknown",
                    "what is called here may be something else as well",
                );
            }
            out.found.push(found);
        }
        if !refusals.is_empty() {
            let shaped = |atom: Atom| self.is_shaped(atom);
            out.cuts = mixing_places(self.analysis, &refusals, &shaped);
        }
    }

    /// The calls that a reference leads to: its own, the one that it is handed to, or all that may
    /// call the symbol.
    fn calls_of(&self, hit: &Hit) -> Vec<Place> {
        let file = hit.reference.file;
        if let Context::Called(call) = hit.reference.context {
            return vec![(file, call)];
        }
        let Some(expr) = hit.reference.expr else {
            return Vec::new();
        };
        let symbol = &hit.reference.symbols[0];
        let mut out: Vec<Place> = self
            .analysis
            .calls
            .iter()
            .filter(|((at, call), symbols)| {
                let tree = &self.analysis.file(*at).tree;
                let named = symbols
                    .iter()
                    .any(|name| self.analysis.names.get(*name) == symbol);
                let direct = match &tree.expr(*call).kind {
                    ExprKind::Call { function, .. } => {
                        self.analysis.value((*at, *function)).atoms().iter().any(|atom| {
                            matches!(atom, Atom::Symbol(name) if self.analysis.names.get(*name) == symbol)
                        })
                    }
                    _ => false,
                };
                let handed = *at == file
                    && crate::syntax::query::children(&tree.expr(*call).kind).contains(&expr);
                named && (!direct || handed)
            })
            .map(|(place, _)| *place)
            .collect();
        out.sort_unstable();
        out
    }

    fn answers(
        &self,
        group: usize,
        groups: &Groups,
        mine: &[&Use],
    ) -> (Draft, Vec<(Place, String)>) {
        let Some(shape) = self.active.shapes().next() else {
            return (Draft::default(), Vec::new());
        };
        let calls: Vec<Place> = groups
            .members(group)
            .into_iter()
            .map(|origin| self.analysis.origins[origin.0 as usize])
            .collect();
        let responses = Responses {
            analysis: self.analysis,
            shape,
        };
        responses.rewrite(&calls, mine)
    }

    /// The edits of a reference and of the arguments of its calls.
    fn call(
        &self,
        hit: &Hit,
        row: &Change,
        provided: &Provided,
        settings: Option<&Settings<'_, '_>>,
        client: Option<&str>,
        places: &[Place],
    ) -> Draft {
        let mut draft = Draft::default();
        draft.at_most(row.applicability);
        let file = hit.reference.file;
        let Some(expr) = hit.reference.expr else {
            return draft;
        };
        if hit.reference.context == Context::Spelled {
            draft.manual("not-supported", "a string names the old path");
            return draft;
        }
        let (Some(settings), false) = (settings, draft.is_manual()) else {
            return draft;
        };
        let old = self.old_signatures(&hit.reference.symbols[0]);
        let new = self.new_signature(settings, provided);
        let mut options: Options = Vec::new();
        let mut variant = None;
        for place in places {
            variant = variant.or_else(|| self.asked_variant(settings, *place));
            let direct = hit.reference.context == Context::Called(place.1) && place.0 == file;
            let call = Call {
                file: place.0,
                call: place.1,
                skip: if direct { 0 } else { usize::MAX },
                change: row,
                old: &old,
                new: new.as_ref(),
                variant: variant.map(|variant| (settings.provider, variant)),
            };
            let (edits, asked) = arguments(self.analysis, &call);
            draft.absorb(edits);
            options.extend(asked);
            if !direct && !options.is_empty() {
                draft.manual(
                    "argument-unknown",
                    "options of the client are given elsewhere",
                );
            }
        }
        if draft.is_manual() {
            return draft;
        }
        let reach = Reach {
            settings,
            provided,
            client,
            options: &options,
            variant,
        };
        let Some(path) = self.reached(&reach, (file, expr), &mut draft) else {
            return draft;
        };
        let called = matches!(hit.reference.context, Context::Called(_));
        let text = if !called && at_import(self.analysis, file, expr) && client.is_none() {
            // Reaching through the module at import would make its client then, without a key.
            format!("lambda *args, **kwargs: {path}(*args, **kwargs)")
        } else {
            path
        };
        if !called {
            draft.at_most(Applicability::Unsafe);
        }
        let span = self.analysis.file(file).tree.expr(expr).span;
        draft.edit(file, Operation::replace(span, text));
        if let Some(method) = row.returns.as_ref().and_then(|one| one.method.as_ref()) {
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
        draft
    }

    /// The kind of client that a call itself asks for, by the setting that chooses it.
    fn asked_variant<'s>(
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
    fn reached(&self, reach: &Reach<'_>, place: Place, draft: &mut Draft) -> Option<String> {
        let provided = reach.provided;
        let provider = reach.settings.provider;
        let given: Vec<String> = reach
            .options
            .iter()
            .map(|(name, text)| format!("{name}={text}"))
            .collect();
        match reach.client {
            Some(client) if given.is_empty() => return Some(format!("{client}.{}", provided.path)),
            Some(client) if reach.variant.is_none() => {
                let given = given.join(", ");
                return Some(format!("{client}.with_options({given}).{}", provided.path));
            }
            _ => {}
        }
        let module = module_text(self.analysis, place, &provider.module)
            .or_else(|| module_binding(self.analysis, place.0, &provider.module))
            .unwrap_or_else(|| {
                draft.need(place.0, &provider.module);
                provider.module.clone()
            });
        if !provided.asynchronous && given.is_empty() {
            return Some(format!("{module}.{}", provided.path));
        }
        let made = |variant: &Variant| {
            let arguments = reach.settings.carried(&module, reach.options, variant);
            let class = if provided.asynchronous {
                variant.asynchronous.as_ref()?
            } else {
                &variant.synchronous
            };
            Some(format!(
                "{module}.{}({})",
                last(class),
                arguments.join(", ")
            ))
        };
        let path = &provided.path;
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
        if let Some(variant) = reach.variant.or_else(|| reach.settings.project_variant()) {
            return Some(format!("{}.{path}", made(variant)?));
        }
        // Which kind it is shows only when it runs: the module knows.
        let special = provider.variants.iter().find(|one| one.when.is_some())?;
        let plain = provider.variants.iter().find(|one| one.when.is_none())?;
        let when = special.when.as_ref()?;
        draft.at_most(Applicability::Unsafe);
        draft.note("which kind of client the call needs is asked when it runs");
        Some(format!(
            "({} if {module}.{} == \"{}\" else {}).{path}",
            made(special)?,
            when.setting,
            when.is.first()?,
            made(plain)?
        ))
    }

    fn old_signatures(&self, path: &str) -> Vec<Signature> {
        match self.active.old.resolve(path) {
            Some(Symbol::Function(id)) => self.active.old.function(id).signatures.clone(),
            _ => Vec::new(),
        }
    }

    /// The signature of the new form; overloads count together.
    fn new_signature(&self, settings: &Settings<'_, '_>, provided: &Provided) -> Option<Signature> {
        let model = &self.active.new;
        let variant = settings.provider.variants.last()?;
        let mut class = model.class_named(if provided.asynchronous {
            variant.asynchronous.as_ref()?
        } else {
            &variant.synchronous
        })?;
        let mut parts = provided.path.split('.').peekable();
        while let Some(part) = parts.next() {
            match model.member(class, part)?.1 {
                Symbol::Field(field) if parts.peek().is_some() => {
                    match &model.field(field).annotation {
                        crate::rules::model::Type::Class(next) => class = *next,
                        _ => return None,
                    }
                }
                Symbol::Function(id) => {
                    let function = model.function(id);
                    if parts.peek().is_some() {
                        match &function.signatures[0].returns {
                            crate::rules::model::Type::Class(next) => class = *next,
                            _ => return None,
                        }
                        continue;
                    }
                    let mut all = function.signatures.first()?.clone();
                    for signature in &function.signatures[1..] {
                        for parameter in &signature.parameters {
                            if all.keyword(&parameter.name).is_none() {
                                all.parameters.push(parameter.clone());
                            }
                        }
                    }
                    return Some(all);
                }
                _ => return None,
            }
        }
        None
    }

    /// References to everything else that changed.
    fn others(&self, hits: &[Hit], out: &mut Changes) {
        for hit in hits {
            let Some((row, bearing)) = &hit.row else {
                continue;
            };
            if matches!(row.new, Some(New::Provided(_))) {
                continue;
            }
            if self.is_spelled_new(hit, row) {
                continue;
            }
            let mut found = self.found(row, *bearing, &hit.reference);
            if let Some(draft) = self.renamed(hit, row) {
                out.drafts.push(draft);
                found.draft = Some(out.drafts.len() - 1);
            }
            out.found.push(found);
        }
    }

    /// Whether a reference says the new name already: one of several old paths that lives on.
    fn is_spelled_new(&self, hit: &Hit, row: &Change) -> bool {
        let Some(New::Name(new)) = &row.new else {
            return false;
        };
        let Some((module, name)) = new.rsplit_once('.') else {
            return false;
        };
        let file = hit.reference.file;
        let tree = &self.analysis.file(file).tree;
        match hit.reference.expr.map(|expr| &tree.expr(expr).kind) {
            Some(ExprKind::Attribute { value, attribute }) => {
                let base = self.analysis.value((file, *value)).single();
                *attribute.text == *name
                    && matches!(base, Some(Atom::Symbol(base)) if self.analysis.names.get(base) == module)
            }
            Some(ExprKind::Name(_)) => self.imported_as(file, hit, module, name),
            None => self.clause_says(file, hit.reference.span, module, name),
            _ => false,
        }
    }

    /// Whether a name was imported under the new path.
    fn imported_as(&self, file: FileId, hit: &Hit, module: &str, name: &str) -> bool {
        let mut clauses = self.analysis.imported.iter().filter(|((at, _), import)| {
            *at == file
                && import.value.single().is_some_and(|atom| {
                    matches!(atom, Atom::Symbol(path)
                        if self.analysis.names.get(path) == hit.reference.symbols[0])
                })
        });
        clauses.clone().next().is_some()
            && clauses.all(|(_, import)| self.clause_says(file, import.clause, module, name))
    }

    /// Whether an import clause is `from module import name`.
    fn clause_says(&self, file: FileId, clause: Span, module: &str, name: &str) -> bool {
        self.analysis
            .file(file)
            .tree
            .stmts
            .iter()
            .any(|stmt| match &stmt.kind {
                StmtKind::ImportFrom {
                    module: from,
                    names,
                    level: 0,
                    ..
                } => {
                    &*from.text == module
                        && names
                            .iter()
                            .any(|one| one.span == clause && &*one.name.text == name)
                }
                _ => false,
            })
    }

    /// A symbol with another name: the reference says the new one.
    fn renamed(&self, hit: &Hit, row: &Change) -> Option<Draft> {
        let Some(New::Name(new)) = &row.new else {
            return None;
        };
        let expr = hit.reference.expr?;
        let file = hit.reference.file;
        let exact = row
            .olds
            .iter()
            .any(|old| self.active.old.canonical(old) == hit.reference.symbols[0]);
        if !exact
            || !hit.reference.certain
            || hit.reference.context == Context::Spelled
            || row.applicability == Applicability::Manual
        {
            return None;
        }
        let mut draft = Draft::default();
        let names = (hit.reference.symbols[0].as_str(), new.as_str());
        if let Some(why) = more_than_a_name(self.analysis, self.active, (file, expr), names) {
            draft.manual("meaning-changed", why);
            return Some(draft);
        }
        draft.at_most(row.applicability);
        let (module, name) = new.rsplit_once('.')?;
        let tree = &self.analysis.file(file).tree;
        let of_instance = self
            .analysis
            .value((file, expr))
            .atoms()
            .iter()
            .any(|atom| matches!(atom, Atom::Method(..)));
        if of_instance {
            // The receiver stays; another class's method cannot be called on it.
            let ExprKind::Attribute { attribute, .. } = &tree.expr(expr).kind else {
                return None;
            };
            let (class, _) = hit.reference.symbols[0].rsplit_once('.')?;
            let same = self.active.old.canonical(class) == self.active.old.canonical(module);
            if !same {
                return None;
            }
            draft.edit(file, Operation::replace(attribute.span, name));
            return Some(draft);
        }
        let text = module_text(self.analysis, (file, expr), module)
            .or_else(|| module_binding(self.analysis, file, module))
            .unwrap_or_else(|| {
                draft.need(file, module);
                module.to_owned()
            });
        let span = self.analysis.file(file).tree.expr(expr).span;
        draft.edit(file, Operation::replace(span, format!("{text}.{name}")));
        Some(draft)
    }

    fn settings(&self, settings: &Settings<'_, '_>, hits: &[Hit], client: bool, out: &mut Changes) {
        for hit in hits.iter().filter(|hit| hit.setting) {
            let Some(setting) = settings.provider.setting(last(&hit.reference.symbols[0])) else {
                continue;
            };
            let site = settings.sites.iter().find(|site| {
                Some(site.target) == hit.reference.expr && site.file == hit.reference.file
            });
            let draft = match (site, client) {
                (Some(_), true) => Some(0),
                (Some(site), false) => settings.to_module(site).map(|draft| {
                    out.drafts.push(draft);
                    out.drafts.len() - 1
                }),
                (None, _) => self.read_setting(setting, hit, settings, out),
            };
            let breaks = setting
                .breaks
                .as_ref()
                .is_some_and(|breaks| self.active.from < *breaks && *breaks <= self.active.target);
            // Some are legal as they stand in one kind of client and have another name in the next.
            let stays = site.is_none_or(|site| {
                let alone = settings.to_module(site);
                alone.is_none_or(|draft| draft.operations.is_empty())
            });
            let known_step = breaks || setting.breaks.is_none() && self.crosses(settings.provider);
            if !known_step || stays && (setting.legal_in_new || !breaks) {
                continue;
            }
            out.found.push(self.setting_found(setting, hit, draft));
        }
    }

    /// Whether some setting of a provider breaks on the way.
    fn crosses(&self, provider: &crate::rules::provider::Provider) -> bool {
        let mut breaks = provider
            .settings
            .iter()
            .filter_map(|one| one.breaks.as_ref());
        breaks.any(|breaks| self.active.from < *breaks && *breaks <= self.active.target)
    }

    /// A setting that is read: under its new name, where it has one whatever the client.
    fn read_setting(
        &self,
        setting: &Setting,
        hit: &Hit,
        settings: &Settings<'_, '_>,
        out: &mut Changes,
    ) -> Option<usize> {
        let expr = hit.reference.expr?;
        let variant = settings.project_variant()?;
        let carried = setting.carried_to(&variant.name);
        let module = carried.module.as_ref()?;
        let tree = &self.analysis.file(hit.reference.file).tree;
        let ExprKind::Attribute { attribute, .. } = &tree.expr(expr).kind else {
            return None;
        };
        if *attribute.text == **module || setting.legal_in_new {
            return None;
        }
        let mut draft = Draft::default();
        draft.at_most(Applicability::Unsafe);
        draft.edit(
            hit.reference.file,
            Operation::replace(attribute.span, module),
        );
        out.drafts.push(draft);
        Some(out.drafts.len() - 1)
    }

    fn setting_found(&self, setting: &Setting, hit: &Hit, draft: Option<usize>) -> Found {
        let old = hit.reference.symbols[0].clone();
        Found {
            code: setting.code.clone(),
            name: setting.name.clone(),
            severity: setting.severity,
            fails: setting.fails,
            message: setting
                .message
                .clone()
                .unwrap_or_else(|| format!("`{old}` has no effect in the new version")),
            help: setting.help.clone(),
            new: setting.carried.module.as_ref().map(|module| {
                let top = old.rsplit_once('.').map_or("", |(top, _)| top);
                format!("{top}.{module}")
            }),
            old: Some(old),
            breaks: setting.breaks.clone(),
            reason: match setting.carried.action {
                crate::rules::provider::SettingAction::Manual(reason) => Some(reason.word()),
                _ => None,
            },
            file: hit.reference.file,
            span: hit.reference.span,
            draft,
            related: Vec::new(),
        }
    }

    fn found(&self, row: &Change, bearing: Bearing, reference: &Reference) -> Found {
        let old = reference.symbols[0].clone();
        let new = match &row.new {
            Some(New::Name(name)) => Some(name.clone()),
            Some(New::Provided(provided)) => Some(provided.path.clone()),
            None => None,
        };
        let message = row.message.clone().unwrap_or_else(|| {
            let version = row
                .breaks
                .as_ref()
                .or(row.since.as_ref())
                .map(|version| format!(" in {version}"))
                .unwrap_or_default();
            match (row.kind, &new) {
                (Kind::Deprecated, Some(new)) => {
                    format!("`{old}` is deprecated{version}: use `{new}`")
                }
                (Kind::Deprecated, None) => format!("`{old}` is deprecated{version}"),
                (Kind::Changed, _) => format!("`{old}` means something else{version}"),
                (_, Some(new)) => format!("`{old}` was removed{version}: use `{new}`"),
                (_, None) => format!("`{old}` was removed{version}"),
            }
        });
        let message = message.replace("{symbol}", &old);
        let spelled = reference.context == Context::Spelled || !self.is_named(reference);
        Found {
            code: row.code.clone(),
            name: row.name.clone(),
            severity: if spelled {
                Severity::Note
            } else {
                row.severity(bearing)
            },
            fails: row.fails(bearing),
            message,
            help: row.help.clone(),
            old: Some(old),
            new,
            breaks: row.breaks.clone(),
            reason: row.reason.map(crate::rules::schema::Reason::word),
            file: reference.file,
            span: reference.span,
            draft: None,
            related: Vec::new(),
        }
    }

    /// Whether the text of a reference names the symbol, or it can be nothing else: what only may be it
    /// is worth a note.
    fn is_named(&self, reference: &Reference) -> bool {
        let named = reference
            .expr
            .and_then(|expr| {
                crate::syntax::query::dotted(&self.analysis.file(reference.file).tree, expr)
            })
            .is_some_and(|path| last(&path) == last(&reference.symbols[0]));
        reference.certain || reference.expr.is_none() || named
    }

    /// Nothing is rewritten in files that serve both versions.
    fn close_dual(&self, out: &mut Changes) {
        for draft in &mut out.drafts {
            if draft.operations.keys().any(|file| self.dual.contains(file)) {
                draft.manual(
                    "needs-decision",
                    "the file asks for the package's version: it serves both, and the branch for the old one stays as it is",
                );
            }
        }
    }
}

/// Calls whose values meet in one use are one group.
struct Groups {
    parents: std::cell::RefCell<Vec<usize>>,
}

impl Groups {
    fn of(analysis: &Analysis<'_>, uses: &[Use]) -> Self {
        let out = Self {
            parents: std::cell::RefCell::new((0..analysis.origins.len()).collect()),
        };
        for one in uses {
            for pair in one.origins.windows(2) {
                let (a, b) = (out.find(pair[0]), out.find(pair[1]));
                out.parents.borrow_mut()[a.max(b)] = a.min(b);
            }
        }
        out
    }

    fn find(&self, origin: OriginId) -> usize {
        let mut at = origin.0 as usize;
        let mut parents = self.parents.borrow_mut();
        while parents[at] != at {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        at
    }

    fn members(&self, group: usize) -> Vec<OriginId> {
        let count = self.parents.borrow().len();
        (0..count)
            .filter_map(|index| u32::try_from(index).ok().map(OriginId))
            .filter(|origin| self.find(*origin) == group)
            .collect()
    }
}

fn describe(kind: &UseKind) -> String {
    match kind {
        UseKind::Item { key: Some(key), .. } => format!("reads `{key}` of the answer"),
        UseKind::Item { .. } => "reads an item of the answer".to_owned(),
        UseKind::Attribute(name) => format!("reads `{name}` of the answer"),
        UseKind::Get { .. } => "reads the answer with `get`".to_owned(),
        UseKind::Method { name, .. } => format!("calls `{name}` of the answer"),
        UseKind::Contains { .. } => "asks what the answer holds".to_owned(),
        UseKind::Keys => "iterates the answer's keys".to_owned(),
        UseKind::Escapes(_) => "the answer leaves the code that is followed".to_owned(),
    }
}

fn last(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

/// The expression of a place, for callers that have only its number.
#[must_use]
pub fn expression(place: Place) -> ExprId {
    place.1
}

/// Whether a kind of client that a call asks for is told where to go: by the call, or by the settings of
/// a project that uses that kind.
fn is_reached(reach: &Reach<'_>, variant: &Variant) -> bool {
    let project = reach.settings.project_variant();
    if variant.when.is_none() || project.is_some_and(|one| one.name == variant.name) {
        return true;
    }
    reach.settings.provider.settings.iter().any(|setting| {
        let own = setting.per_variant.get(&variant.name);
        own.and_then(|carried| carried.argument.as_ref())
            .is_some_and(|argument| reach.options.iter().any(|(name, _)| name == argument))
    })
}
