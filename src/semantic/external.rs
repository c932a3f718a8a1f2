//! What is known of code outside the project: the models of packages, and functions that carry values.

use rustc_hash::FxHashMap;

use super::annotations::{Base, Form};
use super::flows::Flow;
use super::python;
use super::tables::{Offered, TABLES, Tables};
pub use super::types::{Typed, Types};
use super::types::{merged, typed};
use super::value::Literal;
use crate::rules::active::ActivePack;
use crate::rules::model::{ClassId, Function, FunctionKind, LiteralValue, Signature, Symbol, Type};
use crate::syntax::ast::ParameterKind;
use crate::syntax::query::top;

/// What is known of the arguments of a call.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// By position: the literal, if it is one.
    pub positional: Vec<Option<Literal>>,
    /// By name: the literal, if it is one.
    pub keywords: Vec<(Box<str>, Option<Literal>)>,
    /// Those of them that a dict may have or not.
    pub perhaps: Vec<Box<str>>,
    /// Whether more may be given than can be seen.
    pub open: bool,
}

impl Given {
    /// Whether an argument is given by its name.
    fn has(&self, name: &str) -> bool {
        self.keywords.iter().any(|(one, _)| **one == *name)
    }
}

/// The builtins that are looked up by name.
const BUILTIN_PREFIX: &str = "builtins.";

/// What a field holds that never changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Constant<'m> {
    /// A text.
    Text(&'m str),
    /// A collection that has all of these.
    Texts(Vec<&'m str>),
}

/// The world outside the project.
#[derive(Debug)]
pub struct External<'p> {
    /// The packs of this run.
    pub packs: &'p [ActivePack],
    /// Their numbers, by the names under which their packages are imported.
    by_top: FxHashMap<&'p str, Vec<usize>>,
    tables: &'static Tables,
}

impl<'p> External<'p> {
    /// Over the packs of a run.
    ///
    /// # Panics
    /// Never: the table of flows is compiled in, and a test reads it.
    #[must_use]
    pub fn new(packs: &'p [ActivePack]) -> Self {
        let mut by_top: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for (index, active) in packs.iter().enumerate() {
            for name in &active.pack.header.imports {
                by_top.entry(name).or_default().push(index);
            }
        }
        Self {
            packs,
            by_top,
            tables: &TABLES,
        }
    }

    /// The packs of the package that a path begins with, by their numbers.
    fn packs_of(&self, path: &str) -> impl Iterator<Item = (usize, &'p ActivePack)> {
        let packs = self.by_top.get(top(path)).into_iter().flatten();
        packs.map(|index| (*index, &self.packs[*index]))
    }

    /// Whether a top-level module belongs to a pack of this run.
    #[must_use]
    pub fn is_modelled(&self, top: &str) -> bool {
        self.by_top.contains_key(top)
    }

    /// The top-level modules that something is known of: those of packs, of Python, and of tables.
    pub fn tops(&self) -> impl Iterator<Item = &str> {
        let packs = self.packs.iter();
        let names = packs.flat_map(|active| &active.pack.header.imports);
        let of_packs = names.map(|name| name.as_ref());
        let of_tables = self.tables.flows.keys().map(|path| top(path));
        of_packs.chain(of_tables).chain(python::modules())
    }

    /// Whether a path names something of the old version of its package that leads to more of it, or something
    /// within that: what only the new version has leads to nothing that changes, and nor does a variable of a
    /// module. A name of an exception that code may catch the old one by counts, and so does all of a package
    /// whose surface is not known.
    #[must_use]
    pub fn leads_on(&self, path: &str) -> bool {
        self.packs_of(path).any(|(_, pack)| {
            let top = top(path);
            if path == top || pack.old.resolve(top).is_none() {
                return true;
            }
            if let Some(symbol) = pack.old.resolve(path) {
                return !matches!(symbol, Symbol::Field(_));
            }
            let mut prefixes = path.match_indices('.').map(|(at, _)| &path[..at]);
            prefixes.any(|prefix| prefix != top && pack.old.resolve(prefix).is_some())
                || pack.exception_before(path).is_some()
        })
    }

    /// Whether a name is a builtin.
    #[must_use]
    pub fn is_builtin(&self, name: &str) -> bool {
        self.tables
            .flows
            .contains_key(&format!("{BUILTIN_PREFIX}{name}"))
            || matches!(name, "classmethod" | "property" | "object")
    }

    /// What a function does with values, if it carries them.
    #[must_use]
    pub fn flow(&self, path: &str) -> Option<Flow> {
        self.tables.flows.get(path).copied()
    }

    /// To whom functions give what they offer by name.
    #[must_use]
    pub fn offered(&self) -> &'static Offered {
        &self.tables.offered
    }

    /// Whether a class that derives from this one keeps its arguments as they are: others may look at them
    /// and make others of them.
    #[must_use]
    pub fn stores(&self, base: &str) -> bool {
        self.tables.storing.contains(base)
    }

    /// What it means to derive from a class, where that is not what it means for others.
    #[must_use]
    pub fn base(&self, path: &str) -> Option<Base> {
        self.tables.bases.get(path).copied()
    }

    /// What a subscript of a type means.
    #[must_use]
    pub fn form(&self, path: &str) -> Option<Form> {
        self.tables.forms.get(path).copied()
    }

    /// What a method of that name does with values, on a receiver that is not known, and whether it surely
    /// does that.
    #[must_use]
    pub fn method_flow(&self, name: &str) -> Option<(Flow, bool)> {
        self.tables.methods.get(name).copied()
    }

    pub(crate) fn pack_of(&self, path: &str) -> Option<(usize, &ActivePack)> {
        self.packs_of(path).find(|(_, pack)| pack.old.covers(path))
    }

    /// Whether a path lies in a modelled module.
    #[must_use]
    pub fn covers(&self, path: &str) -> bool {
        self.pack_of(path).is_some()
    }

    /// A path as rules are looked up by.
    #[must_use]
    pub fn canonical(&self, path: &str) -> String {
        self.pack_of(path)
            .map_or_else(|| path.to_owned(), |(_, pack)| pack.old.canonical(path))
    }

    /// Whether a class may have a name: one that is modelled tells.
    #[must_use]
    pub fn class_may_have(&self, class: &str, name: &str) -> bool {
        let known = self.pack_of(class);
        let known = known.and_then(|(_, pack)| Some((&pack.old, pack.old.class_named(class)?)));
        known.is_none_or(|(model, class)| model.member(class, name).is_some())
    }

    /// The canonical path of a member of what `base` names.
    #[must_use]
    pub fn member(&self, base: &str, name: &str) -> String {
        self.canonical(&format!("{base}.{name}"))
    }

    /// The canonical path of a name that a star import of a module binds.
    #[must_use]
    pub fn public(&self, module: &str, name: &str) -> Option<String> {
        let path = format!("{module}.{name}");
        let (_, pack) = self.pack_of(&path)?;
        pack.old.resolve(&path)?;
        Some(pack.old.canonical(&path))
    }

    /// The type of instances of the class at a path.
    #[must_use]
    pub fn instance(&self, path: &str) -> Option<Typed> {
        let (index, pack) = self.pack_of(path)?;
        let class = pack.old.class_named(path);
        let class = class.or_else(|| pack.exception_before(path));
        Some(Typed::Class(index, class?))
    }

    /// The qualified name of a field, by the class that has it.
    #[must_use]
    pub fn field_path(&self, of: &Typed, name: &str) -> Option<String> {
        let Typed::Class(pack, class) = of else {
            return None;
        };
        let model = &self.packs[*pack].old;
        let (owner, _) = model.member(*class, name)?;
        Some(format!("{}.{name}", model.class(owner).qualified))
    }

    /// Whether objects have a field of a name, that is no method.
    #[must_use]
    pub fn is_field(&self, of: &Typed, name: &str) -> bool {
        let Typed::Class(pack, class) = of else {
            return false;
        };
        let member = self.packs[*pack].old.member(*class, name);
        matches!(member, Some((_, Symbol::Field(_))))
    }

    /// What calling the function or class at a path gives.
    #[must_use]
    pub fn call(&self, path: &str, given: &Given) -> Option<Typed> {
        let (index, pack) = self.pack_of(path)?;
        let model = &pack.old;
        match model.resolve(path)? {
            Symbol::Class(class) => Some(Typed::Class(index, class)),
            Symbol::Function(function) => {
                let class = path
                    .rsplit_once('.')
                    .and_then(|(owner, _)| model.class_named(owner));
                self.result(index, model.function(function), given, class)
            }
            Symbol::Module(_) | Symbol::Field(_) => None,
        }
    }

    pub(super) fn result(
        &self,
        pack: usize,
        function: &Function,
        given: &Given,
        class: Option<ClassId>,
    ) -> Option<Typed> {
        if function.kind == FunctionKind::Property {
            return None;
        }
        let fitting = fitting(&function.signatures, given).into_iter();
        let fitting: Vec<Typed> = fitting
            .map(|signature| typed(pack, &signature.result(), class))
            .collect();
        match fitting.len() {
            0 => None,
            1 => fitting.into_iter().next(),
            _ => Some(merged(fitting)),
        }
    }

    /// The type of a field of a value.
    #[must_use]
    pub fn field(&self, of: &Typed, name: &str) -> Option<Typed> {
        let Typed::Class(pack, class) = of else {
            return None;
        };
        let model = &self.packs[*pack].old;
        match model.member(*class, name)?.1 {
            Symbol::Field(field) => {
                Some(typed(*pack, &model.field(field).annotation, Some(*class)))
            }
            Symbol::Function(function) => {
                let function = model.function(function);
                (function.kind == FunctionKind::Property)
                    .then(|| typed(*pack, &function.signatures[0].returns, Some(*class)))
            }
            _ => None,
        }
    }

    /// The text or the texts that a path names: a field which always has the same, of a class or of an object
    /// that a module holds.
    #[must_use]
    pub fn constant(&self, path: &str) -> Option<Constant<'_>> {
        let (owner, name) = path.rsplit_once('.')?;
        let model = &self.pack_of(path)?.1.old;
        let class = match model.resolve(owner)? {
            Symbol::Class(class) => class,
            Symbol::Field(field) => match &model.field(field).annotation {
                Type::Class(class) => *class,
                _ => return None,
            },
            _ => return None,
        };
        let Symbol::Field(field) = model.member(class, name)?.1 else {
            return None;
        };
        match &model.field(field).annotation {
            Type::Literal(values) => match &values[..] {
                [LiteralValue::Str(text)] => Some(Constant::Text(text)),
                _ => None,
            },
            Type::List(items) => match &**items {
                Type::Literal(values) => {
                    let texts = values.iter().map(|value| match value {
                        LiteralValue::Str(text) => Some(&**text),
                        _ => None,
                    });
                    texts.collect::<Option<_>>().map(Constant::Texts)
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// The parameter of a function whose value, a constant in its overloads, decides what it gives.
    #[must_use]
    pub fn chooser(&self, path: &str) -> Option<&str> {
        let (_, pack) = self.packs_of(path).next()?;
        let Symbol::Function(function) = pack.old.resolve(path)? else {
            return None;
        };
        let signatures = &pack.old.function(function).signatures;
        let of_constants = |parameter: &&crate::rules::model::Parameter| {
            matches!(parameter.annotation, Type::Literal(_))
        };
        let parameters = signatures.iter().flat_map(|one| &one.parameters);
        parameters
            .filter(|_| signatures.len() > 1)
            .find(of_constants)
            .map(|parameter| &*parameter.name)
    }

    /// Whether values of the type have a method.
    #[must_use]
    pub fn has_method(&self, of: &Typed, name: &str) -> bool {
        match of {
            Typed::Class(pack, class) => matches!(
                self.packs[*pack].old.member(*class, name),
                Some((_, Symbol::Function(_)))
            ),
            _ => false,
        }
    }

    /// Whether what a method of values of the type gives is no part of them: one of their class knows nothing of them, another one may make
    /// something.
    #[must_use]
    pub fn gives_its_own(&self, of: &Typed, name: &str) -> bool {
        let Typed::Class(pack, class) = of else {
            return false;
        };
        let model = &self.packs[*pack].old;
        match model.member(*class, name) {
            Some((_, Symbol::Function(function))) => {
                let function = model.function(function);
                let of_the_class = matches!(
                    function.kind,
                    FunctionKind::ClassMethod | FunctionKind::StaticMethod
                );
                of_the_class || function.makes
            }
            _ => false,
        }
    }

    /// Whether values of the type are mappings.
    #[must_use]
    pub fn is_mapping(&self, of: &Typed) -> bool {
        match of {
            Typed::Class(pack, class) => self.packs[*pack]
                .old
                .class(*class)
                .outside
                .iter()
                .any(|base| &**base == "dict"),
            _ => false,
        }
    }

    /// What iterating a value of a class gives, if its model says so.
    #[must_use]
    pub fn iterated(&self, of: &Typed, asynchronous: bool) -> Option<Typed> {
        let Typed::Class(pack, class) = of else {
            return None;
        };
        let model = &self.packs[*pack].old;
        let method = if asynchronous {
            "__aiter__"
        } else {
            "__iter__"
        };
        let Symbol::Function(function) = model.member(*class, method)?.1 else {
            return None;
        };
        match typed(
            *pack,
            &model.function(function).signatures[0].returns,
            Some(*class),
        ) {
            Typed::Iterator(inner) | Typed::AsyncIterator(inner) => Some(*inner),
            _ => None,
        }
    }
}

/// The overloads that may be the one that is called. One that says which text or number an argument is comes before
/// one that takes any; one that asks for more that is not given than another is none.
fn fitting<'s>(signatures: &'s [Signature], given: &Given) -> Vec<&'s Signature> {
    let mut out: Vec<&Signature> = signatures.iter().filter(|one| fits(one, given)).collect();
    if out.len() < 2 {
        return out;
    }
    let lacking = |signature: &Signature| {
        let parameters = signature.parameters.iter();
        let named = parameters.filter(|one| one.kind == ParameterKind::KeywordOnly);
        named
            .filter(|one| one.required && !given.has(&one.name))
            .count()
    };
    let least = out.iter().map(|one| lacking(one)).min();
    if !given.open {
        out.retain(|one| Some(lacking(one)) == least);
    }
    let literal = |signature: &Signature, name: &str| {
        let mut parameters = signature.parameters.iter();
        parameters.any(|one| *one.name == *name && literals(&one.annotation).is_some())
    };
    for (name, value) in &given.keywords {
        if value.is_some() && out.iter().any(|one| literal(one, name)) {
            out.retain(|one| literal(one, name));
        }
    }
    out
}

/// Whether an overload may be the one that is called, by the arguments that are literals in it.
fn fits(signature: &Signature, given: &Given) -> bool {
    signature.parameters.iter().all(|parameter| {
        let Some(values) = literals(&parameter.annotation) else {
            return true;
        };
        let passed = given
            .keywords
            .iter()
            .find(|(name, _)| **name == *parameter.name)
            .map(|(_, literal)| literal);
        match passed {
            Some(Some(literal)) => {
                let perhaps = given.perhaps.iter().any(|name| **name == *parameter.name);
                values.into_iter().any(|value| same(value, literal))
                    || perhaps && !parameter.required
            }
            Some(None) => true,
            None => given.open || !parameter.required,
        }
    })
}

/// The values that a type is made of, if it is made of such.
fn literals(of: &Type) -> Option<Vec<&LiteralValue>> {
    match of {
        Type::Literal(values) => Some(values.iter().collect()),
        Type::None => Some(vec![&LiteralValue::None]),
        Type::Union(parts) if parts.iter().any(|one| matches!(one, Type::Literal(_))) => {
            let parts: Option<Vec<Vec<&LiteralValue>>> = parts.iter().map(literals).collect();
            parts.map(|parts| parts.into_iter().flatten().collect())
        }
        _ => None,
    }
}

fn same(value: &LiteralValue, literal: &Literal) -> bool {
    match (value, literal) {
        (LiteralValue::Bool(one), Literal::Bool(other)) => one == other,
        (LiteralValue::Str(one), Literal::Str(other)) => one == other,
        (LiteralValue::Number(one), Literal::Number(other)) => one == other,
        // `None` is what an argument that is not given is.
        (LiteralValue::Bool(false) | LiteralValue::None, Literal::None) => true,
        _ => false,
    }
}
