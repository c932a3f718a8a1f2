//! Runs the project's code over abstract values until nothing new is learned.
//!
//! Each body of code (module, function, lambda) is run by [`super::run`]; what it writes beyond
//! itself goes into the [`Store`], whose readers run again. In the end each expression of each file
//! has a value. Work is bounded: values are capped, and so is the number of runs; what the bound
//! cuts off is named in `gave_up`.

mod joined;

use rustc_hash::{FxHashMap, FxHashSet};

use super::answers::Answers;
use super::bind::{MODULE, ScopeId};
use super::external::{External, Types};
use super::imports::Imported;
use super::memory::{Memory, of_expressions};
use super::names::{NameId, Names};
use super::project::{File, Modules};
use super::store::{Place, Slot, Store};
use super::value::{Atom, ClassId, FileId, Literal, LiteralId, Literals, OriginId, UnitId, Value};
use crate::syntax::ast::{ExprId, ExprKind, Function, Parameter, StmtId, StmtKind};

/// How often a body may run before the analysis stops learning from it. Bodies of real projects run
/// twenty times at most.
const RUNS: u32 = 100;

/// What is known of files that were not run.
static NOTHING: Value = Value::nothing();

/// What a body of code belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Owner {
    /// The file.
    Module,
    /// A `def`.
    Function(StmtId),
    /// A lambda.
    Lambda(ExprId),
}

/// A body of code.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Where it stands.
    pub file: FileId,
    /// What it belongs to.
    pub owner: Owner,
    /// Its scope.
    pub scope: ScopeId,
    /// The class whose method it is.
    pub class: Option<ClassId>,
    /// Its name; empty for modules and lambdas.
    pub name: Box<str>,
    /// `async def`
    pub asynchronous: bool,
    /// Whether it yields.
    pub generator: bool,
    /// How it is bound when it is read from an instance.
    pub binding: MethodBinding,
    /// Whether it gets the attributes of an object by their names and gives them back, as its
    /// decorator says.
    pub fills: bool,
    /// The name of parameters that get what it gives, as its decorator says.
    pub offers: Option<NameId>,
}

/// How a function in a class takes its first parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MethodBinding {
    /// The instance.
    Instance,
    /// The class.
    Class,
    /// Nothing.
    Static,
    /// The instance, when it is read: a property.
    Property,
}

/// A class of the project.
#[derive(Debug, Clone)]
pub struct ProjectClass {
    /// Where it stands.
    pub file: FileId,
    /// Its statement.
    pub stmt: StmtId,
    /// Its name.
    pub name: Box<str>,
    /// What it derives from.
    pub bases: Value,
    /// Whether it derives from something that is not met yet.
    pub derives_from_more: bool,
}

/// All that is known of the project's values.
#[derive(Debug)]
pub struct Analysis<'p> {
    /// The files.
    pub files: &'p [File],
    /// Which file an import means.
    pub modules: &'p Modules,
    /// The models of packages.
    pub external: &'p External<'p>,
    /// All names.
    pub names: Names,
    /// All literals.
    pub literals: Literals,
    /// What is where.
    pub store: Store,
    /// All bodies of code.
    pub units: Vec<Unit>,
    /// All classes.
    pub classes: Vec<ProjectClass>,
    /// The calls that values of modelled types come from.
    pub origins: Vec<Place>,
    /// Bodies whose runs were cut off.
    pub gave_up: Vec<UnitId>,
    /// The expressions that each body returns or yields.
    pub returns: FxHashMap<UnitId, FxHashSet<Place>>,
    /// The interned types of the models.
    pub types: Types,
    /// What each import clause binds, by file and first byte.
    pub imported: FxHashMap<(FileId, u32), Imported>,
    /// The first bytes of the import clauses that bind a name, by file and name.
    pub clauses: FxHashMap<(FileId, NameId), Vec<u32>>,
    /// The modules that each file imports with a star.
    pub stars: FxHashMap<FileId, Vec<Atom>>,
    /// The symbols that each call may call, through whatever they are called.
    pub calls: FxHashMap<Place, FxHashSet<NameId>>,
    /// What parameters certainly are if their callers keep to what they are declared to be.
    pub declared: FxHashMap<(UnitId, NameId), Value>,
    /// The bodies that call each function.
    pub callers: FxHashMap<UnitId, FxHashSet<UnitId>>,
    /// Expressions whose values are turned into plain mappings where they stand.
    pub cuts: FxHashSet<Place>,
    values: Vec<Vec<Value>>,
    unit_of: FxHashMap<(FileId, Owner), UnitId>,
    class_of: FxHashMap<(FileId, StmtId), ClassId>,
    class_of_scope: FxHashMap<(FileId, ScopeId), ClassId>,
    origin_of: FxHashMap<Place, OriginId>,
    unit_at: Vec<Vec<Option<UnitId>>>,
    exprs_of: FxHashMap<UnitId, Vec<ExprId>>,
    pub(super) memory: Memory,
    pub(super) answers: Answers,
}

/// All files, in their order.
fn all_of(files: &[File]) -> impl Iterator<Item = FileId> + use<> {
    let count = u32::try_from(files.len()).expect("fewer than 2^32 files");
    (0..count).map(FileId)
}

impl<'p> Analysis<'p> {
    /// Runs everything.
    #[must_use]
    pub fn run(files: &'p [File], modules: &'p Modules, external: &'p External<'p>) -> Self {
        let all: Vec<FileId> = all_of(files).collect();
        Self::run_part(files, modules, external, &all, FxHashSet::default())
    }

    /// Runs what stands in some of the files, as if the values of `cuts` were turned into plain mappings where they stand. Of the
    /// other files nothing is known then.
    #[must_use]
    pub fn run_part(
        files: &'p [File],
        modules: &'p Modules,
        external: &'p External<'p>,
        part: &[FileId],
        cuts: FxHashSet<Place>,
    ) -> Self {
        let mut out = Self::new(files, modules, external, part);
        out.cuts = cuts;
        for file in part {
            out.begin(*file);
        }
        out.settle();
        out
    }

    /// Nothing is known yet, and there is room for what is in `part` of the files.
    fn new(
        files: &'p [File],
        modules: &'p Modules,
        external: &'p External<'p>,
        part: &[FileId],
    ) -> Self {
        Self {
            cuts: FxHashSet::default(),
            files,
            modules,
            external,
            names: Names::default(),
            literals: Literals::default(),
            store: Store::default(),
            units: Vec::new(),
            classes: Vec::new(),
            origins: Vec::new(),
            gave_up: Vec::new(),
            returns: FxHashMap::default(),
            types: Types::default(),
            imported: FxHashMap::default(),
            clauses: FxHashMap::default(),
            stars: FxHashMap::default(),
            calls: FxHashMap::default(),
            declared: FxHashMap::default(),
            callers: FxHashMap::default(),
            values: of_expressions(files, part, Value::nothing()),
            unit_of: FxHashMap::default(),
            class_of: FxHashMap::default(),
            class_of_scope: FxHashMap::default(),
            origin_of: FxHashMap::default(),
            exprs_of: FxHashMap::default(),
            memory: Memory::of(files, part),
            answers: Answers::default(),
            unit_at: of_expressions(files, part, None),
        }
    }

    /// Lets a file's own body run.
    fn begin(&mut self, file: FileId) {
        let unit = self.unit(file, Owner::Module, MODULE, None, "", false);
        self.store.mark(unit);
    }

    /// Runs bodies until none learns anything; then lets those go on that wait for a value which nobody
    /// gave, and then lets whatever nobody is known to call be called by anybody.
    fn settle(&mut self) {
        let mut runs: Vec<u32> = Vec::new();
        loop {
            let dirty = self.store.take_dirty();
            if dirty.is_empty()
                && !self.spread_loose()
                && !self.store.go_without()
                && !self.open_uncalled()
            {
                break;
            }
            for unit in dirty {
                // What it was marked for since is read by this run.
                self.store.unmark(unit);
                let index = unit.0 as usize;
                runs.resize(runs.len().max(index + 1), 0);
                runs[index] += 1;
                if runs[index] > RUNS {
                    continue;
                }
                if runs[index] == RUNS {
                    self.give_up(unit);
                }
                super::run::run(self, unit);
            }
        }
        self.gave_up.sort_unstable();
        self.gave_up.dedup();
    }

    /// Says that a body is followed only in part: whatever it reads may be more than is seen.
    pub(super) fn give_up(&mut self, unit: UnitId) {
        if self.store.exhaust(unit) {
            self.gave_up.push(unit);
        }
    }

    fn open_uncalled(&mut self) -> bool {
        let mut opened = false;
        for index in 0..self.units.len() {
            let id = UnitId(u32::try_from(index).expect("fewer than 2^32 units"));
            let unit = &self.units[index];
            let by_name = unit.class.is_some()
                && self
                    .names
                    .find(&unit.name)
                    .is_some_and(|name| self.store.unknown_reads.contains(&name));
            if unit.owner != Owner::Module
                && (by_name || !self.store.called.contains(&id))
                && self.store.open_units.insert(id)
            {
                self.store.mark(id);
                opened = true;
            }
        }
        opened
    }

    /// The body of code that belongs to `owner`, known from now on.
    pub fn unit(
        &mut self,
        file: FileId,
        owner: Owner,
        scope: ScopeId,
        class: Option<ClassId>,
        name: &str,
        asynchronous: bool,
    ) -> UnitId {
        if let Some(id) = self.unit_of.get(&(file, owner)) {
            return *id;
        }
        let id = UnitId(u32::try_from(self.units.len()).expect("fewer than 2^32 units"));
        self.units.push(Unit {
            file,
            owner,
            scope,
            class,
            name: name.into(),
            asynchronous,
            generator: false,
            binding: MethodBinding::Instance,
            fills: false,
            offers: None,
        });
        self.unit_of.insert((file, owner), id);
        self.store.mark(id);
        id
    }

    /// The class of a class statement, known from now on.
    pub fn class(&mut self, file: FileId, stmt: StmtId, name: &str) -> ClassId {
        if let Some(id) = self.class_of.get(&(file, stmt)) {
            return *id;
        }
        let id = ClassId(u32::try_from(self.classes.len()).expect("fewer than 2^32 classes"));
        self.classes.push(ProjectClass {
            file,
            stmt,
            name: name.into(),
            bases: Value::nothing(),
            derives_from_more: false,
        });
        self.class_of.insert((file, stmt), id);
        if let Some(scope) = self.file(file).scopes.of_stmt(stmt) {
            self.class_of_scope.insert((file, scope), id);
        }
        id
    }

    /// The class whose body has a scope.
    #[must_use]
    pub fn class_of_scope(&self, file: FileId, scope: ScopeId) -> Option<ClassId> {
        self.class_of_scope.get(&(file, scope)).copied()
    }

    /// The class that a statement makes, if it makes one.
    #[must_use]
    pub fn class_at(&self, file: FileId, stmt: StmtId) -> Option<ClassId> {
        self.class_of.get(&(file, stmt)).copied()
    }

    /// Says that the call at `place` may call a symbol.
    pub fn resolved(&mut self, place: Place, symbol: NameId) {
        self.calls.entry(place).or_default().insert(symbol);
    }

    /// The origin that the call at `place` is.
    pub fn origin(&mut self, place: Place) -> OriginId {
        if let Some(id) = self.origin_of.get(&place) {
            return *id;
        }
        let id = OriginId(u32::try_from(self.origins.len()).expect("fewer than 2^32 origins"));
        self.origins.push(place);
        self.origin_of.insert(place, id);
        id
    }

    /// The origin at a place, if the call there is one.
    #[must_use]
    pub fn origin_at(&self, place: Place) -> Option<OriginId> {
        self.origin_of.get(&place).copied()
    }

    /// The calls that the value at a place may come from.
    pub fn origins_at(&self, place: Place) -> impl Iterator<Item = Place> {
        self.value(place)
            .atoms()
            .iter()
            .filter_map(|atom| match atom {
                Atom::Instance(_, Some(origin)) => Some(self.origins[origin.0 as usize]),
                _ => None,
            })
    }

    /// The body of code behind `id`.
    #[must_use]
    pub fn get(&self, id: UnitId) -> &Unit {
        &self.units[id.0 as usize]
    }

    /// All files, in their order.
    pub fn file_ids(&self) -> impl Iterator<Item = FileId> + use<> {
        all_of(self.files)
    }

    /// The file.
    #[must_use]
    pub fn file(&self, id: FileId) -> &'p File {
        &self.files[id.0 as usize]
    }

    /// The `def` that a body of code belongs to; none where it belongs to something else.
    #[must_use]
    pub fn definition(&self, unit: &Unit) -> Option<&'p Function> {
        let Owner::Function(stmt) = unit.owner else {
            return None;
        };
        match &self.file(unit.file).tree.stmt(stmt).kind {
            StmtKind::Function(function) => Some(function),
            _ => None,
        }
    }

    /// The parameters of a body of code.
    #[must_use]
    pub fn parameters(&self, id: UnitId) -> &'p [Parameter] {
        let unit = self.get(id);
        let tree = &self.file(unit.file).tree;
        match unit.owner {
            Owner::Module => &[],
            Owner::Function(_) => self
                .definition(unit)
                .map_or(&[], |function| &function.parameters),
            Owner::Lambda(expr) => match &tree.expr(expr).kind {
                ExprKind::Lambda { parameters, .. } => parameters,
                _ => &[],
            },
        }
    }

    /// What the expression may be.
    #[must_use]
    pub fn value(&self, place: Place) -> &Value {
        let file = &self.values[place.0.0 as usize];
        file.get(place.1.0 as usize).unwrap_or(&NOTHING)
    }

    /// The body of code that an expression runs in.
    #[must_use]
    pub fn unit_at(&self, place: Place) -> Option<UnitId> {
        let file = &self.unit_at[place.0.0 as usize];
        file.get(place.1.0 as usize).copied().flatten()
    }

    /// Adds to what the expression may be.
    pub fn learn(&mut self, place: Place, unit: UnitId, value: &Value) {
        let (file, expr) = (place.0.0 as usize, place.1.0 as usize);
        self.values[file][expr].join(value);
        if self.unit_at[file][expr] != Some(unit) {
            self.unit_at[file][expr] = Some(unit);
            self.exprs_of.entry(unit).or_default().push(place.1);
        }
    }

    /// Forgets what the expressions of a body were, before it runs again.
    pub fn forget(&mut self, unit: UnitId) {
        let file = self.get(unit).file.0 as usize;
        for expr in self.exprs_of.get(&unit).into_iter().flatten() {
            let expr = expr.0 as usize;
            if self.unit_at[file][expr] == Some(unit) {
                self.values[file][expr] = Value::nothing();
            }
        }
    }

    /// A literal's atom.
    pub fn literal(&mut self, literal: Literal) -> Atom {
        Atom::Literal(self.literals.intern(literal))
    }

    /// The text of a string literal.
    #[must_use]
    pub fn text_of(&self, id: LiteralId) -> Option<&str> {
        match self.literals.get(id) {
            Literal::Str(text) => Some(text),
            _ => None,
        }
    }

    /// A slot's value, without subscribing to it.
    #[must_use]
    pub fn peek(&self, slot: Slot) -> Value {
        self.store.peek(slot)
    }
}
