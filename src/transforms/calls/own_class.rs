//! A class of the file's own in the place of one that is gone: it has the old methods, and a client sends what
//! they are called with. For classes that the project keeps where no resource can be kept instead: what calls
//! them may have something else as well, or is not seen.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::attributes_read::AttributesRead;
use super::disjoint::Disjoint;
use super::hits::Hit;
use super::kept::Kept;
use super::provided::Route;
use super::stored::{Family, Stored};
use super::{Changes, Worker};
use crate::finding::Applicability;
use crate::matching::references::Context;
use crate::rewrite::Operation;
use crate::rewrite::imports::ImportNeed;
use crate::rewrite::names::free_name;
use crate::rules::model::Signature;
use crate::rules::schema::{Change, Provided};
use crate::rules::shape::Likeness;
use crate::semantic::project::Found;
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, FileId};
use crate::syntax::ast::{ArgumentKind, ExprKind, Parent, Span, StmtKind};
use crate::syntax::query::{arguments, last};
use crate::transforms::Draft;
use crate::transforms::functions::function_added;
use crate::transforms::likeness::defined;
use crate::transforms::names::has_comment;
use crate::transforms::settings::{Serves, Settings};

/// What is said of such a class.
const NOTE: &str = "what calls the class may have something else as well, or is not seen: a class of the file's own takes its place, makes a client for each call, and gives answers as they were. Where you can, call a client and read attributes of its answers instead, and take that class out";

/// A method of the class that is gone, and what serves it now.
struct Method {
    name: String,
    row: Arc<Change>,
    provided: Provided,
}

/// What classes are made with.
struct Making<'m> {
    settings: &'m Settings<'m, 'm>,
    route: Route<'m>,
    likeness: &'m Likeness,
    hits: &'m [Hit],
    /// The attributes that the project reads, of whatever.
    read: Arc<AttributesRead>,
    /// The functions that split arguments, by their files.
    splitters: BTreeMap<(FileId, bool), Vec<Splitting>>,
}

/// A function that splits the arguments of a row: its name, and what defines it.
type Splitting = (Arc<Change>, String, Draft);

/// Calls through what keeps a class, each with the families that it may reach.
type Through<'h> = Vec<(&'h Hit, Vec<usize>)>;

impl Worker<'_, '_> {
    /// Puts classes of the file's own where families of places keep a class that nothing else can stand for, and
    /// lets the calls through them stay as they are.
    pub(super) fn in_own_classes(
        &self,
        (stored, kept): (&Stored, &Kept),
        hits: &[Hit],
        route: Route<'_>,
        out: &mut Changes,
    ) {
        let likeness = self.active.shapes().next();
        let likeness = likeness.and_then(|shape| shape.likeness.as_ref());
        let (Some(settings), Some(likeness), None) = (route.settings, likeness, route.client)
        else {
            return;
        };
        if matches!(settings.serves(), Serves::Unknown(_)) {
            return;
        }
        let fits = stored.families.iter().map(|family| {
            let stays = family.named.first().and_then(|place| kept.of(*place));
            stays.is_some_and(|index| out.drafts[index].is_manual())
                && self.fits_own_class(family, hits)
        });
        let fits: Vec<bool> = fits.collect();
        if !fits.contains(&true) {
            return;
        }
        let mut making = Making {
            settings,
            route,
            likeness,
            hits,
            read: self.analysis.once(AttributesRead::find),
            splitters: BTreeMap::new(),
        };
        let families = stored.families.iter().zip(fits);
        let mut drafts: Vec<Option<Draft>> = families
            .map(|(family, fits)| fits.then(|| self.with_own_class(family, &mut making))?)
            .collect();
        let through = Self::through_families(stored, hits);
        // What a call may reach is written anew as a whole, or not at all.
        while let Some((_, several)) = through.iter().find(|(_, several)| {
            let mut all = several.iter().map(|index| drafts[*index].is_some());
            all.clone().any(|one| one) && !all.all(|one| one)
        }) {
            several.iter().for_each(|index| drafts[*index] = None);
        }
        if drafts.iter().any(Option::is_some) {
            self.join_own_classes(stored, (drafts, through), out);
        }
    }

    /// The calls through what keeps a class, each with the families that it may reach.
    fn through_families<'h>(stored: &Stored, hits: &'h [Hit]) -> Through<'h> {
        let mut of: FxHashMap<Place, Vec<usize>> = FxHashMap::default();
        for (index, family) in stored.families.iter().enumerate() {
            for read in &family.read {
                of.entry(*read).or_default().push(index);
            }
        }
        let through = hits.iter().filter_map(|hit| {
            let place = (hit.reference.file, hit.reference.expr?);
            Some((hit, of.get(&place)?.clone()))
        });
        through.collect()
    }

    /// Makes one part of the classes that one call may reach, and of those calls.
    fn join_own_classes(
        &self,
        stored: &Stored,
        (drafts, through): (Vec<Option<Draft>>, Through<'_>),
        out: &mut Changes,
    ) {
        let sets = Disjoint::of(drafts.len());
        let mut served: Vec<(&Hit, usize)> = Vec::new();
        for (hit, families) in through {
            if families.iter().any(|index| drafts[*index].is_none()) {
                continue;
            }
            for pair in families.windows(2) {
                sets.join(pair[0], pair[1]);
            }
            served.push((hit, families[0]));
        }
        let mut index: FxHashMap<usize, usize> = FxHashMap::default();
        for (family, draft) in drafts.into_iter().enumerate() {
            let Some(draft) = draft else { continue };
            let at = *index.entry(sets.find(family)).or_insert_with(|| {
                out.drafts.push(Draft::default());
                out.drafts.len() - 1
            });
            out.drafts[at].absorb(draft);
            let family = &stored.families[family];
            let span =
                |place: &Place| (place.0, self.analysis.file(place.0).tree.expr(place.1).span);
            let named: Vec<(FileId, Span)> = family.named.iter().map(span).collect();
            let is_it = |symbol: &str| symbol == family.class;
            go_with(out, &named, &is_it, at);
        }
        for (hit, family) in served {
            let at = index[&sets.find(family)];
            let place = (hit.reference.file, hit.reference.span);
            go_with(out, &[place], &|_| true, at);
        }
    }

    /// Whether a class of the file's own can do all that is asked of one that is kept, as far as that is seen.
    fn fits_own_class(&self, family: &Family, hits: &[Hit]) -> bool {
        let replaced = |file: FileId| {
            let all = &self.classes_replaced;
            self.mocked.contains(&file) || all.contains(&(file, family.class.clone()))
        };
        let asked = |place: &Place| {
            let tree = &self.analysis.file(place.0).tree;
            let Parent::Expr(up) = tree.expr(place.1).parent else {
                return false;
            };
            let ExprKind::Call { function, .. } = &tree.expr(up).kind else {
                return false;
            };
            let callee = self.analysis.value((place.0, *function));
            callee.atoms().iter().any(|atom| matches!(atom, Atom::Symbol(name) if self.analysis.names.get(*name).starts_with("builtins.")))
        };
        let commented = |place: &Place| {
            let tree = &self.analysis.file(place.0).tree;
            has_comment(tree, tree.expr(place.1).span)
        };
        !family.compared
            && !family.by_name
            && !self.patched.contains(&family.class)
            && !family
                .named
                .iter()
                .any(|place| replaced(place.0) || asked(place) || commented(place))
            && !self.is_given_by_position(family, hits)
    }

    /// Whether a call through what keeps a class gives something by position.
    pub(super) fn is_given_by_position(&self, family: &Family, hits: &[Hit]) -> bool {
        let is_read = |hit: &&Hit| {
            let place = hit.reference.expr.map(|expr| (hit.reference.file, expr));
            place.is_some_and(|place| family.read.contains(&place))
        };
        let by_position = |hit: &Hit| match hit.reference.context {
            Context::Called(call) => {
                let tree = &self.analysis.file(hit.reference.file).tree;
                let mut given = arguments(tree.expr(call)).iter();
                given.any(|one| matches!(one.kind, ArgumentKind::Positional | ArgumentKind::Star))
            }
            _ => false,
        };
        hits.iter().filter(is_read).any(by_position)
    }

    /// The names of classes of the files' own where a family's class is named, with those classes.
    fn with_own_class(&self, family: &Family, making: &mut Making<'_>) -> Option<Draft> {
        let methods = self.methods_served(family, making)?;
        let mut draft = Draft::default();
        let files: BTreeSet<FileId> = family.named.iter().map(|place| place.0).collect();
        let wanted = format!("_{}", last(&family.class));
        for file in &files {
            let file = *file;
            let tree = &self.analysis.file(file).tree;
            let name = free_name(tree, &wanted);
            for place in family.named.iter().filter(|place| place.0 == file) {
                let span = tree.expr(place.1).span;
                draft.edit(file, Operation::replace(span, name.clone()));
            }
            if let Some(need) = self.taken_class((file, &files), &wanted) {
                draft.need(file, None, need);
                continue;
            }
            let mut lines = vec![
                format!("class {name}:"),
                "    \"\"\"Has the old methods: each call is sent by a client of its own.\"\"\""
                    .to_owned(),
            ];
            draft.absorb(defined(self.analysis, making.likeness, file)?);
            for method in &methods {
                let splitter = self.splitter_of(file, method, making)?;
                draft.absorb(splitter.1);
                lines.extend(method_text(method, &splitter.0, making.likeness));
            }
            draft.absorb(function_added(self.analysis, file, &lines.join("\n"))?);
        }
        draft.note(NOTE);
        draft.at_most(Applicability::Unsafe);
        Some(draft)
    }

    /// The import of such a class from another of some files, where one has it from where it takes things already.
    fn taken_class(
        &self,
        (file, files): (FileId, &BTreeSet<FileId>),
        name: &str,
    ) -> Option<ImportNeed> {
        let free = |file: FileId| free_name(&self.analysis.file(file).tree, name) == name;
        let sources = self.sources(file).into_iter();
        let mut sources = sources.filter(|(source, module)| {
            !module.is_empty() && files.contains(source) && free(*source)
        });
        let is_first = |source: FileId| {
            let mut above = self.sources(source).into_iter();
            !above.any(|(other, _)| other == file || files.contains(&other))
        };
        let (_, module) = sources.find(|(source, _)| is_first(*source))?;
        free(file).then(|| ImportNeed::from(module, name))
    }

    /// The files from which a file takes names when it is imported, by the modules that it calls them.
    fn sources(&self, file: FileId) -> Vec<(FileId, &str)> {
        let held = self.analysis.file(file);
        let taken = held.tree.body.iter().filter_map(|id| {
            let StmtKind::ImportFrom {
                level,
                module,
                star: None,
                ..
            } = &held.tree.stmt(*id).kind
            else {
                return None;
            };
            let from = held.unit.display();
            match self.analysis.modules.found(from, *level, &module.text) {
                // An import from where the file stands has no name that another one could take.
                Some(Found::File(source)) => {
                    Some((source, if *level == 0 { &*module.text } else { "" }))
                }
                _ => None,
            }
        });
        taken.collect()
    }

    /// The methods that a class of the file's own has. None where one that is called is not among them.
    fn methods_served(&self, family: &Family, making: &Making<'_>) -> Option<Vec<Method>> {
        let model = &self.active.old;
        let class = model.class(model.class_named(&family.class)?);
        let mut names: Vec<&str> = class
            .order
            .iter()
            .flat_map(|one| model.own_members(*one))
            .filter(|name| making.read.names.contains(*name))
            .collect();
        names.sort_unstable_by_key(|name| (name.len(), *name));
        names.dedup();
        let methods = names.iter();
        let methods: Vec<Method> = methods
            .filter_map(|name| self.method_served(&family.class, name, making.settings))
            .collect();
        let called = family.read.iter().all(|(file, read)| {
            matches!(&self.analysis.file(*file).tree.expr(*read).kind,
                ExprKind::Attribute { attribute, .. } if methods.iter().any(|one| *attribute.text == *one.name))
        });
        (called && !methods.is_empty()).then_some(methods)
    }

    /// A method whose arguments may all be given by their names, and whose answer is no other thing now.
    fn method_served(
        &self,
        class: &str,
        name: &str,
        settings: &Settings<'_, '_>,
    ) -> Option<Method> {
        let symbol = format!("{class}.{name}");
        let provided = self.method_of(class, name)?;
        let (row, _) = self.rows(&symbol)?;
        self.new_method(settings, &provided)?;
        let old = self.old_signatures(&symbol);
        let open = |one: &Signature| {
            let mut all = one.parameters.iter();
            one.takes_any_keyword() && !all.any(|parameter| parameter.required)
        };
        let plain = row.olds.contains(&symbol) && row.returns.is_none();
        (plain && old.iter().any(open)).then(|| Method {
            name: name.to_owned(),
            row,
            provided,
        })
    }

    /// The function of a file that splits the arguments of a method.
    fn splitter_of(
        &self,
        file: FileId,
        method: &Method,
        making: &mut Making<'_>,
    ) -> Option<(String, Draft)> {
        let key = (file, method.provided.asynchronous);
        let made = making.splitters.entry(key).or_default();
        let same = |row: &Arc<Change>| {
            row.arguments == method.row.arguments && row.rest == method.row.rest
        };
        if let Some((_, function, draft)) = made.iter().find(|one| same(&one.0)) {
            return Some((function.clone(), draft.clone()));
        }
        let splitters = making.route.splitters.and_then(|all| all.get(&key));
        let others = splitters.map_or(&[][..], Vec::as_slice);
        let at = (key, others, made.len());
        let (function, draft) =
            self.splitter_of_all(making.settings, at, &method.row, making.hits)?;
        made.push((method.row.clone(), function.clone(), draft.clone()));
        Some((function, draft))
    }
}

/// Lets what is found at some places go with a part, where nothing else rewrites it.
fn go_with(out: &mut Changes, places: &[(FileId, Span)], is_it: &dyn Fn(&str) -> bool, at: usize) {
    for found in &mut out.found {
        let left = found
            .draft
            .is_none_or(|draft| out.drafts[draft].is_manual());
        let old = found.old.as_deref();
        if left && places.contains(&(found.file, found.span)) && old.is_some_and(is_it) {
            found.draft = Some(at);
            found.reason = None;
        }
    }
}

/// The text of a method.
fn method_text(method: &Method, splitter: &str, likeness: &Likeness) -> Vec<String> {
    let (start, wait) = match method.provided.asynchronous {
        true => ("async def", "await "),
        false => ("def", ""),
    };
    let call = format!("{wait}client.{}(**arguments)", method.provided.path);
    let answer = likeness.call.render(|_| call.clone());
    vec![
        String::new(),
        "    @classmethod".to_owned(),
        format!("    {start} {}(cls, **arguments):", method.name),
        format!("        client, arguments = {splitter}(**arguments)"),
        format!("        return {answer}"),
    ]
}
