//! What an analysis was asked before: answers that never change, or are forgotten when they may.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::bind::ScopeId;
use super::flows::Flow;
use super::infer::Analysis;
use super::names::NameId;
use super::passing::Handed;
use super::project::File;
use super::replaced::replaced;
use super::store::{Place, VariableCell};
use super::value::{ClassId, FileId, LiteralId, Part, UnitId, Value};

/// The name that an expression is.
#[derive(Debug, Clone, Copy)]
pub(super) struct KnownName {
    pub(super) name: NameId,
    /// The scope of the file that binds it, if one does.
    pub(super) owner: Option<ScopeId>,
    /// Where other scopes see it, if one of the file binds it.
    pub(super) cell: Option<VariableCell>,
}

/// The answers.
#[derive(Debug)]
pub(super) struct Memory {
    /// What each call handed to each function the last time.
    pub(super) handed: FxHashMap<(Place, UnitId), Handed>,
    /// The names of expressions, and the scopes that bind them.
    pub(super) names: Vec<Vec<Option<KnownName>>>,
    /// The names of attributes, by their expressions.
    pub(super) attributes: Vec<Vec<Option<NameId>>>,
    /// The literals that expressions are.
    pub(super) literals: Vec<Vec<Option<LiteralId>>>,
    /// Whether what is read at expressions may certainly not be None there, as far as the syntax says.
    pub(super) perhaps_there: Vec<Vec<Option<bool>>>,
    /// The parts that literals name as keys.
    pub(super) parts: FxHashMap<LiteralId, Part>,
    /// The imports of each file whose names get something else before others can read them.
    pub(super) replaced: Vec<FxHashMap<u32, u32>>,
    /// The modules that imports mean, by file, level and path.
    pub(super) modules: FxHashMap<(FileId, u32, NameId), Value>,
    /// The names of the parameters of bodies of code, as they are known in those.
    pub(super) parameters: FxHashMap<UnitId, Arc<[KnownName]>>,
    parameter_names: FxHashMap<UnitId, Arc<[NameId]>>,
    members: FxHashMap<(NameId, NameId), NameId>,
    symbols: FxHashMap<NameId, (Option<Flow>, bool)>,
    builtins: FxHashMap<Box<str>, Option<NameId>>,
    ancestors: FxHashMap<ClassId, Arc<[ClassId]>>,
    /// Classes that others derive from together with more.
    pub(super) mixed: Option<FxHashSet<ClassId>>,
    /// What derives from each class.
    pub(super) heirs: FxHashMap<ClassId, Heirs>,
    /// The classes in which bodies stand.
    pub(super) around: FxHashMap<UnitId, Option<ClassId>>,
}

/// What derives from a class, and who asked.
#[derive(Debug, Default)]
pub(super) struct Heirs {
    /// The classes, sorted.
    pub(super) classes: Arc<Vec<ClassId>>,
    /// The bodies that run again when there are more.
    pub(super) readers: FxHashSet<UnitId>,
}

impl Memory {
    /// Of some of the files.
    pub(super) fn of(files: &[File], part: &[FileId]) -> Self {
        let mut replaced_in = vec![FxHashMap::default(); files.len()];
        for file in part {
            let file = file.0 as usize;
            replaced_in[file] = replaced(&files[file].tree);
        }
        Self {
            handed: FxHashMap::default(),
            names: of_expressions(files, part, None),
            attributes: of_expressions(files, part, None),
            literals: of_expressions(files, part, None),
            perhaps_there: of_expressions(files, part, None),
            parts: FxHashMap::default(),
            replaced: replaced_in,
            modules: FxHashMap::default(),
            parameters: FxHashMap::default(),
            parameter_names: FxHashMap::default(),
            members: FxHashMap::default(),
            symbols: FxHashMap::default(),
            builtins: FxHashMap::default(),
            ancestors: FxHashMap::default(),
            mixed: None,
            heirs: FxHashMap::default(),
            around: FxHashMap::default(),
        }
    }
}

/// A place for each expression of each file of a part.
pub(super) fn of_expressions<T: Clone>(files: &[File], part: &[FileId], empty: T) -> Vec<Vec<T>> {
    let mut out = vec![Vec::new(); files.len()];
    for file in part {
        let file = file.0 as usize;
        out[file] = vec![empty.clone(); files[file].tree.exprs.len()];
    }
    out
}

impl Analysis<'_> {
    /// The names of the parameters of a body of code.
    pub(super) fn parameter_names(&mut self, id: UnitId) -> Arc<[NameId]> {
        if let Some(known) = self.memory.parameter_names.get(&id) {
            return Arc::clone(known);
        }
        let parameters = self.parameters(id).iter();
        let names: Arc<[NameId]> = parameters
            .map(|parameter| self.names.intern(&parameter.name.text))
            .collect();
        self.memory.parameter_names.insert(id, Arc::clone(&names));
        names
    }

    /// The symbol that a member of what a symbol names is.
    pub(super) fn member(&mut self, of: NameId, name: NameId) -> NameId {
        if let Some(known) = self.memory.members.get(&(of, name)) {
            return *known;
        }
        let path = self
            .external
            .member(self.names.get(of), self.names.get(name));
        let member = self.names.intern(&path);
        self.memory.members.insert((of, name), member);
        member
    }

    /// What calling a symbol does with values, and whether it stands in a model.
    pub(super) fn symbol(&mut self, name: NameId) -> (Option<Flow>, bool) {
        let (external, names) = (self.external, &self.names);
        *self.memory.symbols.entry(name).or_insert_with(|| {
            let path = names.get(name);
            (external.flow(path), external.covers(path))
        })
    }

    /// The symbol of a builtin, if the name is one.
    pub(super) fn builtin(&mut self, name: &str) -> Option<NameId> {
        if let Some(known) = self.memory.builtins.get(name) {
            return *known;
        }
        let symbol = self
            .external
            .is_builtin(name)
            .then(|| self.names.intern(&format!("builtins.{name}")));
        self.memory.builtins.insert(name.into(), symbol);
        symbol
    }

    /// Adds to what a class derives from.
    pub(super) fn derive(&mut self, class: ClassId, base: &Value) {
        if self.classes[class.0 as usize].bases.join(base) {
            self.memory.ancestors.clear();
            self.memory.mixed = None;
            self.inherit(class);
        }
    }

    /// Whether a class of the project that derives from this one derives from more, or it is not known from what
    /// this one does.
    pub(super) fn is_mixed(&mut self, class: ClassId) -> bool {
        if let Some(known) = &self.memory.mixed {
            return known.contains(&class);
        }
        let mut mixed = FxHashSet::default();
        for (id, held) in (0..).map(ClassId).zip(&self.classes) {
            let known = held.bases.is_complete();
            if held.bases.atoms().len() > 1 || !known {
                mixed.extend(self.ancestors(id).into_iter().skip(usize::from(known)));
            }
        }
        self.memory.mixed.insert(mixed).contains(&class)
    }

    /// As [`Self::ancestors`], from memory.
    pub(super) fn known_ancestors(&mut self, class: ClassId) -> Arc<[ClassId]> {
        if let Some(known) = self.memory.ancestors.get(&class) {
            return Arc::clone(known);
        }
        let found: Arc<[ClassId]> = self.ancestors(class).into();
        self.memory.ancestors.insert(class, Arc::clone(&found));
        found
    }
}
