//! Which files a value of a package can reach from those that were parsed, so that they must be read too.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::Path;

use rustc_hash::{FxHashMap, FxHashSet};

use super::left::Left;
use crate::matching::stand_ins::replaced_modules;
use crate::semantic::bind::MODULE;
use crate::semantic::infer::{Analysis, Owner};
use crate::semantic::names::NameId;
use crate::semantic::project::stem;
use crate::semantic::store::{Place, Slot};
use crate::semantic::types::Typed;
use crate::semantic::value::{Atom, ClassId, FileId, UnitId, Value};
use crate::source::tests::{is_test, shared_by_tests};
use crate::syntax::ast::{ArgumentKind, ExprId, ExprKind};
use crate::syntax::query::{arguments, top, walk_expr};

/// A name, and the path of the file in which it leads to a value of a package; none where it is asked for without an import.
pub type Carrier = (String, Option<String>);

/// What the values of packages that some code has ask of the files that were not parsed.
#[derive(Debug, Default)]
pub struct Asks<'w> {
    /// Files that parsed files take arguments from, or import where such a value goes to code that was not read.
    pub paths: BTreeSet<&'w str>,
    /// Names that carry such values.
    pub names: BTreeSet<Carrier>,
}

/// What is asked of the files that are `left`.
pub fn asks<'w>(analysis: &Analysis<'_>, left: &Left<'w>) -> Asks<'w> {
    let carriers = Carriers::of(analysis);
    let carries = |value: &Value| carriers.carries(value);
    let mut paths = super::imported::arguments(analysis, left);
    paths.extend(shared(analysis, left));
    let mut names = carriers.asking();
    names.extend(super::imported::deciding(analysis, &carries));
    paths.extend(super::origins::origins(analysis, names, left));
    let names = carriers.names.into_iter();
    let path = |file: FileId| analysis.file(file).unit.display().to_owned();
    let names = names.map(|(name, file)| (name, file.map(path)));
    Asks {
        paths,
        names: names.collect(),
    }
}

/// The files that share what tests ask for by name, of tests that were parsed.
fn shared<'w>(analysis: &Analysis<'_>, left: &Left<'w>) -> BTreeSet<&'w str> {
    let files = analysis.files.iter().map(|file| file.unit.display());
    let tests = files.filter(|path| is_test(Path::new(path)));
    let shared: BTreeSet<String> = tests.flat_map(shared_by_tests).collect();
    let shared = shared.iter().filter_map(|path| left.get(path.as_str()));
    shared.map(|(path, _)| path).collect()
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
    names: BTreeSet<(String, Option<FileId>)>,
    /// Functions among those names.
    units: FxHashSet<UnitId>,
    /// Classes whose members give such values.
    classes: FxHashSet<ClassId>,
    /// Which symbols lead on to what changes, as far as that was asked.
    leading: RefCell<FxHashMap<NameId, bool>>,
}

impl<'a, 'p> Carriers<'a, 'p> {
    fn of(analysis: &'a Analysis<'p>) -> Self {
        let mut out = Self {
            analysis,
            names: BTreeSet::new(),
            units: FxHashSet::default(),
            classes: FxHashSet::default(),
            leading: RefCell::default(),
        };
        for (slot, value) in analysis.store.slots() {
            if out.carries(value) {
                match *slot {
                    Slot::Field(class, _) => out.classes.extend([class]),
                    Slot::Return(unit) | Slot::Yield(unit) => {
                        out.classes.extend(analysis.get(unit).class);
                    }
                    _ => {}
                }
                let names = out.names_of(*slot);
                out.names.extend(names);
            }
        }
        while out.lead() {}
        let starred = out.starred();
        out.names.extend(starred);
        let used = out.used_at_import();
        out.names.extend(used);
        let replaced = out.offering_replacements();
        out.names.extend(replaced);
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

    /// Whether a symbol is of a package, of whichever version.
    fn is_of_a_package(&self, symbol: NameId) -> bool {
        let path = self.analysis.names.get(symbol);
        self.analysis.external.is_modelled(top(path))
    }

    fn leads_on(&self, symbol: NameId) -> bool {
        *self.leading.borrow_mut().entry(symbol).or_insert_with(|| {
            let path = self.analysis.names.get(symbol);
            self.analysis.external.leads_on(path)
        })
    }

    /// Takes up the variables that pass on functions which are taken up, and classes whose members give such values or objects
    /// of them: whether there were any new ones.
    fn lead(&mut self) -> bool {
        let analysis = self.analysis;
        let before = self.names.len();
        let carriers = self.names.iter();
        let carriers: FxHashSet<(&str, FileId)> = carriers
            .filter_map(|(name, file)| Some((name.as_str(), (*file)?)))
            .collect();
        let units = (0..).map(UnitId).zip(&analysis.units);
        let units = units.filter(|(_, unit)| carriers.contains(&(&*unit.name, unit.file)));
        self.units = units.map(|(id, _)| id).collect();
        for (slot, value) in analysis.store.slots() {
            if matches!(slot, Slot::Variable(..)) && self.passes_on(value) {
                let names = self.names_of(*slot);
                self.names.extend(names);
            }
        }
        self.names.len() > before
    }

    /// Whether a value is a function that is taken up, or a class whose members give values of packages or an object of one.
    fn passes_on(&self, value: &Value) -> bool {
        value.atoms().iter().any(|atom| match atom {
            Atom::Function(unit) | Atom::Bound(unit, _) => self.units.contains(unit),
            Atom::Class(class) | Atom::Object(class) => self.classes.contains(class),
            _ => false,
        })
    }

    /// Files that call a package's functions when they are imported: who imports them matters.
    fn used_at_import(&self) -> BTreeSet<(String, Option<FileId>)> {
        let analysis = self.analysis;
        let calls = analysis.calls.iter();
        let calls = calls.filter(|(place, symbols)| {
            let unit = analysis.unit_at(**place);
            let at_import = unit.is_some_and(|unit| analysis.get(unit).owner == Owner::Module);
            at_import && symbols.iter().any(|symbol| self.is_of_a_package(*symbol))
        });
        self.themselves(calls.map(|(place, _)| place.0))
    }

    /// Files that are asked for by their own names, whatever of them is imported.
    fn themselves(
        &self,
        files: impl Iterator<Item = FileId>,
    ) -> BTreeSet<(String, Option<FileId>)> {
        let stem = |file: FileId| stem(self.analysis.file(file).unit.display()).to_owned();
        files.map(|file| (stem(file), Some(file))).collect()
    }

    /// The names by which tests ask for what stands in the place of a module of a package.
    fn offering_replacements(&self) -> BTreeSet<(String, Option<FileId>)> {
        let analysis = self.analysis;
        let replaced = replaced_modules(analysis);
        let offered = replaced.filter_map(|(place, ..)| {
            let unit = analysis.unit_at(place)?;
            let name = analysis.get(unit).offers?;
            Some((analysis.names.get(name).to_owned(), None))
        });
        offered.collect()
    }

    /// Files that have all names of a package's module, whichever those are: what names such a file may mean one.
    fn starred(&self) -> BTreeSet<(String, Option<FileId>)> {
        let of_package =
            |atom: &Atom| matches!(atom, Atom::Symbol(module) if self.is_of_a_package(*module));
        let stars = self.analysis.stars.iter();
        let files = stars.filter(|(_, modules)| modules.iter().any(of_package));
        self.themselves(files.flat_map(|(file, _)| self.passing_on(*file)))
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
    fn names_of(&self, slot: Slot) -> Vec<(String, Option<FileId>)> {
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
            let mut given = given.iter().map(|place| analysis.value(*place));
            if given.any(|value| self.carries(value) || self.passes_on(value)) {
                ask(callee.0, callee.1);
            }
        }
        out
    }
}
