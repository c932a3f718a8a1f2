//! Which files a value of a package can reach from those that were parsed, so that they must be read too.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use memchr::memmem;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Options;
use super::read::{bytes, spells};
use crate::semantic::bind::MODULE;
use crate::semantic::infer::Analysis;
use crate::semantic::names::NameId;
use crate::semantic::store::{Place, Slot};
use crate::semantic::types::Typed;
use crate::semantic::value::{Atom, ClassId, FileId, UnitId, Value};
use crate::source::discover::FoundFile;
use crate::source::import_words::{ImportWords, Module};
use crate::source::prefilter::{Words, may_be_of_another_file, without_prose};
use crate::syntax::ast::{ArgumentKind, ExprId, ExprKind};
use crate::syntax::query::{arguments, top, walk_expr};

/// A name, and the file in which it leads to a value of a package; none where it is asked for without an import.
type Carrier = (String, Option<FileId>);

/// Files that a value of a package can reach: those that parsed files take arguments from; those that name
/// what carries such a value together with the module that it stands in, or take all names of that module;
/// and those that parsed files import where such a value goes to code that was not read.
pub fn reachable<'w>(
    analysis: &Analysis<'_>,
    options: &Options,
    left: &BTreeMap<&'w str, &'w FoundFile>,
    imports: &FxHashMap<&str, ImportWords>,
) -> Vec<&'w FoundFile> {
    let carriers = Carriers::of(analysis);
    let mut wanted = super::imported::arguments(analysis, left.keys().copied());
    wanted.extend(super::origins::origins(analysis, carriers.asking(), left));
    if !carriers.names.is_empty() {
        let asked = Asked::of(&carriers);
        let files: Vec<&&FoundFile> = left.values().collect();
        let unread = files
            .par_iter()
            .filter(|file| !wanted.contains(file.display.as_str()));
        let named = unread.filter(|file| {
            let words = imports.get(file.display.as_str());
            let modules = words.map(|words| asked.modules_of(file, words));
            let names = |text: &[u8]| asked.names(file, text, words, modules.as_ref());
            // Most that is named in a library is named in its documentation.
            let names = |text: &[u8]| names(text) && names(&without_prose(text));
            modules.as_ref().is_none_or(|modules| !modules.is_empty())
                && bytes(options, &file.path).is_ok_and(|bytes| spells(file, &bytes, &names))
        });
        let named: Vec<&str> = named.map(|file| file.display.as_str()).collect();
        wanted.extend(named);
    }
    wanted
        .iter()
        .filter_map(|path| left.get(path).copied())
        .collect()
}

/// What files are asked for: names, each with the module in which it leads to a value of a package.
struct Asked<'c> {
    /// The modules.
    modules: Vec<Module<'c>>,
    /// Their numbers by the words that an import from anywhere may begin with.
    by_root: BTreeMap<&'c str, Vec<usize>>,
    /// Their numbers by the folder below the root that they stand in.
    by_folder: BTreeMap<&'c str, Vec<usize>>,
    /// What finds one of those words.
    roots: Words,
    /// Whether something is asked for without an import.
    offers: bool,
    /// All words that are looked for.
    words: Vec<&'c str>,
    search: Words,
    /// Whether a word is the name of a package: the name of other things as well, of which prose is full.
    package: Vec<bool>,
    /// The numbers of a name, of the word that an import of its module must spell, and of its module.
    names: BTreeSet<(usize, usize, Option<usize>)>,
}

impl<'c> Asked<'c> {
    fn of(carriers: &'c Carriers<'_, '_>) -> Self {
        let analysis = carriers.analysis;
        let files: BTreeSet<FileId> = carriers
            .names
            .iter()
            .filter_map(|(_, file)| *file)
            .collect();
        let files: Vec<FileId> = files.into_iter().collect();
        let mut within = analysis.modules.within().split('/');
        let within = within.next().filter(|one| !one.is_empty());
        let module = |file: &FileId| {
            let path = analysis.file(*file).unit.display();
            Module::new(path, within, |folder| analysis.modules.is_package(folder))
        };
        let modules: Vec<Module<'_>> = files.iter().map(module).collect();
        let mut by_root: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut by_folder: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, module) in modules.iter().enumerate() {
            for root in module.roots("") {
                by_root.entry(root).or_default().push(at);
            }
            let folder = top_folder(module.path()).unwrap_or_default();
            by_folder.entry(folder).or_default().push(at);
        }
        let roots: Vec<&str> = by_root.keys().copied().collect();
        let stem =
            |(name, file): &'c Carrier| file.map_or(name.as_str(), |file| carriers.stem(file));
        let names = carriers.names.iter();
        let mut words: Vec<&str> = names.flat_map(|one| [one.0.as_str(), stem(one)]).collect();
        words.extend(modules.iter().flat_map(Module::words));
        words.sort_unstable();
        words.dedup();
        let index = |word: &str| words.binary_search(&word).unwrap_or_default();
        let names = carriers.names.iter().map(|one| {
            let module = one.1.and_then(|file| files.binary_search(&file).ok());
            (index(&one.0), index(stem(one)), module)
        });
        Self {
            names: names.collect(),
            roots: Words::new(&roots),
            offers: carriers.names.iter().any(|(_, file)| file.is_none()),
            by_root,
            by_folder,
            search: Words::new(&words),
            package: words
                .iter()
                .map(|word| analysis.external.is_modelled(word))
                .collect(),
            words,
            modules,
        }
    }

    /// The modules that a file may come to; none stands for what is asked for without an import.
    fn modules_of(&self, file: &FoundFile, words: &ImportWords) -> BTreeSet<Option<usize>> {
        let near = top_folder(&file.display).and_then(|folder| self.by_folder.get(folder));
        let begun = self.by_root.iter().filter(|(root, _)| words.spells(root));
        let lists = begun.map(|(_, modules)| modules).chain(near);
        let mut out: BTreeSet<Option<usize>> = match words.is_open() {
            true => (0..self.modules.len()).map(Some).collect(),
            false => lists
                .flatten()
                .filter(|at| words.may_reach(&file.display, &self.modules[**at]))
                .map(|at| Some(*at))
                .collect(),
        };
        if self.offers {
            out.insert(None);
        }
        out
    }

    /// Whether a text spells a name together with the module that it stands in, or takes all names of that module.
    fn names(
        &self,
        file: &FoundFile,
        text: &[u8],
        words: Option<&ImportWords>,
        modules: Option<&BTreeSet<Option<usize>>>,
    ) -> bool {
        let is_open = words.is_none_or(ImportWords::is_open);
        let is_near =
            || top_folder(&file.display).is_some_and(|one| self.by_folder.contains_key(one));
        let offered = || modules.is_none_or(|modules| modules.contains(&None));
        if is_open && !is_near() && !offered() && self.roots.find_words(text).is_empty() {
            return false;
        }
        let found = self.search.find_words(text);
        let takes_all = memmem::find(text, b"import *").is_some();
        let taken = || {
            self.search.find_where(text, |word, at| {
                !self.package[word] || may_be_of_another_file(text, at)
            })
        };
        let taken = if found.iter().any(|word| self.package[word]) {
            taken()
        } else {
            found.clone()
        };
        let is_spelled = |word: &str| {
            self.words
                .binary_search(&word)
                .is_ok_and(|at| found.contains(at))
        };
        // What is not looked at spells where its path begins all the same.
        let may_be = |module: Option<usize>| {
            let begins = |at: usize| self.modules[at].roots(&file.display).any(is_spelled);
            modules.is_none_or(|modules| modules.contains(&module))
                && module.is_none_or(|at| {
                    !is_open || begins(at) || self.modules[at].is_beside(&file.display)
                })
        };
        let mut names = self.names.iter();
        names.any(|(name, stem, module)| {
            found.contains(*stem) && (takes_all || taken.contains(*name)) && may_be(*module)
        })
    }
}

/// The first folder of a path.
fn top_folder(path: &str) -> Option<&str> {
    path.split_once('/').map(|(folder, _)| folder)
}

/// Whether values of a type are or hold objects of a package's classes. Text, numbers and what the package does
/// not say lead nowhere.
fn holds_an_object(of: &Typed) -> bool {
    match of {
        Typed::Any | Typed::None | Typed::Scalar => false,
        Typed::Class(..) => true,
        Typed::List(inner)
        | Typed::Dict(inner)
        | Typed::Iterator(inner)
        | Typed::AsyncIterator(inner)
        | Typed::Awaitable(inner) => holds_an_object(inner),
        Typed::Tuple(parts) | Typed::Union(parts) => parts.iter().any(holds_an_object),
    }
}

/// What leads to values of packages.
struct Carriers<'a, 'p> {
    analysis: &'a Analysis<'p>,
    /// Functions, variables and classes that give such values, or have members that do.
    names: BTreeSet<Carrier>,
    /// Which symbols lead on to what changes, as far as that was asked.
    leading: RefCell<FxHashMap<NameId, bool>>,
}

impl<'a, 'p> Carriers<'a, 'p> {
    fn of(analysis: &'a Analysis<'p>) -> Self {
        let mut out = Self {
            analysis,
            names: BTreeSet::new(),
            leading: RefCell::default(),
        };
        for (slot, value) in analysis.store.slots() {
            if out.carries(value) {
                let names = out.names_of(*slot);
                out.names.extend(names);
            }
        }
        while out.lead() {}
        let starred = out.starred();
        out.names.extend(starred);
        for unit in out.gathering() {
            let names = out.names_of(Slot::Return(unit));
            out.names.extend(names);
        }
        out
    }

    fn carries(&self, value: &Value) -> bool {
        value.atoms().iter().any(|atom| match atom {
            Atom::Symbol(name) => self.leads_on(*name),
            Atom::Instance(of, _) => holds_an_object(self.analysis.types.get(*of)),
            Atom::Method(..) => true,
            _ => false,
        })
    }

    fn leads_on(&self, symbol: NameId) -> bool {
        *self.leading.borrow_mut().entry(symbol).or_insert_with(|| {
            let path = self.analysis.names.get(symbol);
            self.analysis.external.leads_on(path)
        })
    }

    /// Takes up the variables that pass on functions which are taken up: whether there were any new ones.
    fn lead(&mut self) -> bool {
        let before = self.names.len();
        let units = self.analysis.units.iter().map(|unit| {
            let carrier = (unit.name.to_string(), Some(unit.file));
            self.names.contains(&carrier)
        });
        let known: Vec<bool> = units.collect();
        let passes_on =
            |atom: &Atom| matches!(atom, Atom::Function(unit) if known[unit.0 as usize]);
        for (slot, value) in self.analysis.store.slots() {
            if matches!(slot, Slot::Variable(..)) && value.atoms().iter().any(passes_on) {
                let names = self.names_of(*slot);
                self.names.extend(names);
            }
        }
        self.names.len() > before
    }

    /// Files that have all names of a package's module, whichever those are: what names such a file may mean one.
    fn starred(&self) -> BTreeSet<Carrier> {
        let of_package = |atom: &Atom| match atom {
            Atom::Symbol(module) => {
                let path = self.analysis.names.get(*module);
                self.analysis.external.is_modelled(top(path))
            }
            _ => false,
        };
        let stars = self.analysis.stars.iter();
        let files = stars.filter(|(_, modules)| modules.iter().any(of_package));
        let files = files.flat_map(|(file, _)| self.passing_on(*file));
        files
            .map(|file| (self.stem(file).to_owned(), Some(file)))
            .collect()
    }

    /// The functions that hand the keywords of their callers to a package's function, directly or through
    /// each other: what they are called with is written in the callers.
    fn gathering(&self) -> BTreeSet<UnitId> {
        let analysis = self.analysis;
        let gathers: FxHashSet<UnitId> = analysis.store.gathering().collect();
        let unpacks = |place: &Place| {
            let arguments = arguments(analysis.file(place.0).tree.expr(place.1));
            let mut kinds = arguments.iter().map(|one| &one.kind);
            kinds.any(|kind| *kind == ArgumentKind::DoubleStar)
        };
        let leading_on =
            |symbols: &FxHashSet<NameId>| symbols.iter().any(|symbol| self.leads_on(*symbol));
        let calls = analysis.calls.iter();
        let calls = calls.filter(|(place, symbols)| unpacks(place) && leading_on(symbols));
        let mut out: BTreeSet<UnitId> = calls
            .filter_map(|(place, _)| analysis.unit_at(*place))
            .filter(|unit| gathers.contains(unit))
            .collect();
        let mut wave: Vec<UnitId> = out.iter().copied().collect();
        while let Some(unit) = wave.pop() {
            for caller in analysis.callers.get(&unit).into_iter().flatten() {
                if gathers.contains(caller) && out.insert(*caller) {
                    wave.push(*caller);
                }
            }
        }
        out
    }

    /// The names by which other files come to what a slot holds.
    fn names_of(&self, slot: Slot) -> Vec<Carrier> {
        let analysis = self.analysis;
        let of_class = |class: ClassId| {
            let class = &analysis.classes[class.0 as usize];
            (class.name.to_string(), class.file)
        };
        let (name, file) = match slot {
            Slot::Variable(file, MODULE, name) => (analysis.names.get(name).to_owned(), file),
            Slot::Field(class, _) => of_class(class),
            Slot::Return(unit) | Slot::Yield(unit) | Slot::Parameter(unit, _) => {
                let unit = analysis.get(unit);
                match unit.class {
                    Some(class) => of_class(class),
                    None => (unit.name.to_string(), unit.file),
                }
            }
            Slot::Variable(..) | Slot::Content(..) | Slot::Offered(..) => return Vec::new(),
        };
        let mut out = Vec::new();
        if !name.is_empty() {
            let files = self.passing_on(file).into_iter();
            out.extend(files.map(|file| (name.clone(), Some(file))));
        }
        if let Slot::Return(unit) | Slot::Yield(unit) = slot
            && let Some(offered) = analysis.get(unit).offers
        {
            // What is offered by name is asked for without an import.
            let name = analysis.names.get(offered).to_owned();
            out.push((name, None));
        }
        out
    }

    /// A file and those that pass its names on by star imports.
    fn passing_on(&self, file: FileId) -> Vec<FileId> {
        let mut out = vec![file];
        let mut at = 0;
        while let Some(from) = out.get(at).copied() {
            for (into, modules) in &self.analysis.stars {
                if modules.contains(&Atom::Module(from)) && !out.contains(into) {
                    out.push(*into);
                }
            }
            at += 1;
        }
        out
    }

    /// The word that an import of a file must spell: its stem, or its folder's name for a package.
    fn stem(&self, file: FileId) -> &'p str {
        let path = self.analysis.file(file).unit.display();
        let path = path
            .strip_suffix("/__init__.py")
            .or_else(|| path.strip_suffix(".py"))
            .unwrap_or(path);
        path.rsplit('/').next().unwrap_or(path)
    }

    /// The names in parsed files by which a value goes to code that was not read.
    fn asking(&self) -> BTreeSet<(FileId, String)> {
        let analysis = self.analysis;
        let mut out = BTreeSet::new();
        let mut ask = |file: FileId, expr: ExprId| {
            let tree = &analysis.file(file).tree;
            for id in walk_expr(tree, expr) {
                if let ExprKind::Name(name) = &tree.expr(id).kind
                    && !matches!(&**name, "self" | "cls")
                {
                    out.insert((file, name.to_string()));
                }
            }
        };
        for (callee, given) in &analysis.store.unread {
            let mut given = given.iter();
            if given.any(|place| self.carries(analysis.value(*place))) {
                ask(callee.0, callee.1);
            }
        }
        out
    }
}
