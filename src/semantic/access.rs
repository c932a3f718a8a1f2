//! Runs one body of code over abstract values: what a value gives when it is read from or iterated,
//! and what is stored in it.

use super::bind::MODULE;
use super::flows::RUNNER;
use super::infer::MethodBinding;
use super::names::NameId;
use super::project::{Found, parent};
use super::run::Run;
use super::store::{AllocKey, Slot};
use super::types::Typed;
use super::value::{
    AllocId, AllocKind, Atom, ClassId, FileId, Gathered, Literal, Part, UnitId, Value,
};
use crate::syntax::ast::ExprId;

/// Bytes of a path of a package over which what hangs on it is not followed.
const PATH: usize = 500;

impl Run<'_, '_> {
    /// What `base.name` may be.
    pub(super) fn attribute(&mut self, base: &Value, name: &str) -> Value {
        let id = self.analysis.names.intern(name);
        self.attribute_named(base, name, id)
    }

    /// What an expression that reads an attribute may be.
    pub(super) fn read_attribute(&mut self, expr: ExprId, base: &Value, name: &str) -> Value {
        let (file, expr) = (self.file.0 as usize, expr.0 as usize);
        let id = match self.analysis.memory.attributes[file][expr] {
            Some(known) => known,
            None => self.analysis.names.intern(name),
        };
        self.analysis.memory.attributes[file][expr] = Some(id);
        self.attribute_named(base, name, id)
    }

    fn attribute_named(&mut self, base: &Value, name: &str, id: NameId) -> Value {
        let mut out = Gathered::default();
        if !base.is_complete() {
            self.analysis.store.unknown_reads.insert(id);
            out.open_as(base);
        }
        let base = self.that_have(self.with_field(base, name), name);
        for atom in base.atoms() {
            let value = self.attribute_of(*atom, name, id);
            out.join(&value);
        }
        out.value()
    }

    /// Where some alternatives have a field, those of the same nature that lack it are not meant.
    fn with_field(&self, base: &Value, name: &str) -> Value {
        let is_instance = |atom: &Atom| matches!(atom, Atom::Instance(..));
        if !base.atoms().iter().any(is_instance) {
            return base.clone();
        }
        let types = &self.analysis.types;
        let external = self.analysis.external;
        let mapping = |atom: Atom| match atom {
            Atom::Instance(of, _) if types.is_mapping(external, of) => {
                Some(external.field_name(types.get(of), name).is_some())
            }
            _ => None,
        };
        let any = base.atoms().iter().any(|atom| mapping(*atom) == Some(true));
        base.filter(|atom| !(any && mapping(atom) == Some(false)))
    }

    fn attribute_of(&mut self, atom: Atom, name: &str, id: NameId) -> Value {
        match atom {
            Atom::Module(file) => self.module_member(file, name, id),
            Atom::Namespace(path) => {
                let folder = self.analysis.names.get(path).to_owned();
                let path = format!("{folder}/{name}");
                match self.analysis.modules.at(&path) {
                    None if self.analysis.modules.is_package(&folder) => Value::unread(),
                    found => self.found(found, &path),
                }
            }
            // `x = x.next` a thousand times.
            Atom::Symbol(symbol) if self.analysis.names.get(symbol).len() > PATH => {
                Value::unknown()
            }
            Atom::Symbol(symbol) => Value::of(Atom::Symbol(self.analysis.member(symbol, id))),
            Atom::Instance(of, origin) => self.instance_member(of, origin, name),
            // Written to and read from without their names: see what is laid bare.
            Atom::Object(_) | Atom::Class(_) if name == "__dict__" => Value::unknown(),
            Atom::Class(class) => self.own_member(class, name, id, false),
            Atom::Object(class) => self.own_member(class, name, id, true),
            Atom::Super(class) => self.super_member(class, name),
            Atom::Alloc(alloc)
                if name == "func" && self.analysis.store.get(alloc).kind == AllocKind::Partial =>
            {
                self.content(alloc, Part::Callable)
            }
            Atom::Alloc(alloc) => Value::of(Atom::AllocMethod(alloc, id)),
            Atom::Literal(id) => match self.analysis.literals.get(id) {
                Literal::None => Value::nothing(),
                _ => Value::of(Atom::Scalar),
            },
            Atom::Scalar => Value::of(Atom::Scalar),
            Atom::Method(..) | Atom::AllocMethod(..) | Atom::Function(_) | Atom::Bound(..) => {
                Value::unknown()
            }
        }
    }

    /// What a name of a module of the project is.
    fn module_member(&mut self, file: FileId, name: &str, id: NameId) -> Value {
        let slot = Slot::Variable(file, MODULE, id);
        let value = self.analysis.store.read(slot, self.unit);
        let module = self.analysis.file(file);
        if module.scopes.get(MODULE).names.contains_key(name) {
            return value;
        }
        let path = module.unit.display().to_owned();
        if path.ends_with("/__init__.py") || path == "__init__.py" {
            let sub = format!("{}/{name}", parent(&path));
            if let found @ Some(_) = self.analysis.modules.at(sub.trim_start_matches('/')) {
                return self.found(found, &sub);
            }
        }
        match self.star_member(file, name) {
            Some(value) => value,
            None if self.waits() => Value::nothing(),
            None => Value::unknown(),
        }
    }

    pub(super) fn found(&mut self, found: Option<Found>, path: &str) -> Value {
        match found {
            Some(Found::File(file)) => Value::of(Atom::Module(file)),
            Some(Found::Folder) => Value::of(Atom::Namespace(self.analysis.names.intern(path))),
            // What the package's own file says was not of interest; its modules may be.
            Some(Found::Unread) if self.analysis.modules.is_package(path) => {
                Value::of(Atom::Namespace(self.analysis.names.intern(path)))
            }
            Some(Found::Unread) => Value::unread(),
            None => Value::unknown(),
        }
    }

    /// What a class has under a name.
    pub(super) fn class_member(
        &mut self,
        class: ClassId,
        name: &str,
        id: NameId,
        instance: bool,
    ) -> Value {
        self.member_behind(class, 0, (name, id), instance)
    }

    /// What a class has under a name, without the first few of its ancestors.
    pub(super) fn member_behind(
        &mut self,
        class: ClassId,
        skipped: usize,
        (name, id): (&str, NameId),
        instance: bool,
    ) -> Value {
        let mut out = Gathered::default();
        let ancestors = self.analysis.known_ancestors(class);
        for ancestor in ancestors.iter().copied().skip(skipped) {
            let value = self.field((ancestor, id), (class, instance), &mut out);
            let own = matches!(value.atoms().first(), Some(Atom::Function(_)));
            if own {
                return out.value();
            }
        }
        if !out.is_empty() {
            return out.value();
        }
        for base in self.bases_with(class, name) {
            let base_name = self.analysis.names.get(base).to_owned();
            let inherited = if instance {
                match self.analysis.external.instance(&base_name) {
                    Some(of) => {
                        let of = self.analysis.types.intern(of);
                        self.instance_member(of, None, name)
                    }
                    None => Value::unknown(),
                }
            } else {
                let path = self.analysis.external.member(&base_name, name);
                Value::of(Atom::Symbol(self.analysis.names.intern(&path)))
            };
            out.join(&inherited);
        }
        if out.is_empty() && !self.fully_known(&ancestors) {
            out.open();
            for ancestor in ancestors.iter() {
                out.open_as(&self.analysis.classes[ancestor.0 as usize].bases);
            }
        }
        out.value()
    }

    /// Adds what a class itself has under a name, bound to what it is read of; gives what stands there.
    pub(super) fn field(
        &mut self,
        (holder, id): (ClassId, NameId),
        (class, instance): (ClassId, bool),
        out: &mut Gathered,
    ) -> Value {
        let value = self.analysis.store.read(Slot::Field(holder, id), self.unit);
        for atom in value.atoms() {
            let bound = self.bound(*atom, class, instance);
            out.join(&bound);
        }
        out.open_as(&value);
        value
    }

    /// Whether all that a class derives from is the project's.
    fn fully_known(&self, ancestors: &[ClassId]) -> bool {
        ancestors.iter().all(|id| {
            let bases = &self.analysis.classes[id.0 as usize].bases;
            bases.is_complete()
                && bases
                    .atoms()
                    .iter()
                    .all(|atom| matches!(atom, Atom::Class(_)))
        })
    }

    fn bound(&mut self, atom: Atom, class: ClassId, instance: bool) -> Value {
        let Atom::Function(unit) = atom else {
            return Value::of(atom);
        };
        let info = self.analysis.get(unit);
        if info.class.is_none() {
            return Value::of(atom);
        }
        match info.binding {
            MethodBinding::Static => Value::of(atom),
            MethodBinding::Class => Value::of(Atom::Bound(unit, class)),
            MethodBinding::Instance if instance => Value::of(Atom::Bound(unit, class)),
            MethodBinding::Property if instance => self.call_unit_plain(unit, class),
            _ => Value::of(atom),
        }
    }

    fn call_unit_plain(&mut self, unit: UnitId, class: ClassId) -> Value {
        self.analysis.store.called.insert(unit);
        let receiver = Value::of(Atom::Object(class));
        self.analysis
            .store
            .write(Slot::Parameter(unit, 0), &receiver);
        self.analysis.store.read(Slot::Return(unit), self.unit)
    }

    /// What `base[key]` may be.
    pub(super) fn item(&mut self, base: &Value, key: &Value) -> Value {
        let mut out = Gathered::default();
        out.open_as(base);
        let part = self.part_of(key);
        let base = match part {
            Part::Named(name) => {
                let name = self.analysis.names.get(name).to_owned();
                self.with_field(base, &name)
            }
            _ => base.clone(),
        };
        for atom in base.atoms() {
            let value = match atom {
                Atom::Alloc(alloc) => self.content(*alloc, part),
                Atom::Instance(of, origin) => self.instance_item(*of, *origin, key),
                Atom::Scalar => Value::of(Atom::Scalar),
                Atom::Literal(id) => match self.analysis.literals.get(*id) {
                    Literal::Str(_) => Value::of(Atom::Scalar),
                    _ => Value::nothing(),
                },
                Atom::Symbol(name) if self.analysis.names.get(*name) == "sys.modules" => {
                    self.imported_by_name(key, |path| path)
                }
                _ => Value::unknown(),
            };
            out.join(&value);
        }
        out.value()
    }

    /// What `base[a:b]` at `at` may be: some of a list's items are a list of them.
    pub(super) fn slice(&mut self, base: &Value, at: ExprId) -> Value {
        let mut out = Gathered::default();
        if !base.is_complete() {
            out.open();
        }
        for atom in base.atoms() {
            let value = match *atom {
                Atom::Instance(of, _) => match self.analysis.types.get(of) {
                    Typed::List(_) | Typed::Tuple(_) => Value::of(*atom),
                    Typed::Iterator(_) | Typed::AsyncIterator(_) | Typed::Awaitable(_) => {
                        Value::nothing()
                    }
                    _ => Value::unknown(),
                },
                Atom::Alloc(alloc) => match self.analysis.store.get(alloc).kind {
                    AllocKind::Sequence => Value::of(*atom),
                    AllocKind::Tuple => self.some_of(alloc, at),
                    _ => Value::unknown(),
                },
                Atom::Scalar => Value::of(Atom::Scalar),
                Atom::Literal(id) => match self.analysis.literals.get(id) {
                    Literal::Str(_) => Value::of(Atom::Scalar),
                    _ => Value::nothing(),
                },
                _ => Value::unknown(),
            };
            out.join(&value);
        }
        out.value()
    }

    /// A new sequence with some of what another holds.
    fn some_of(&mut self, alloc: AllocId, at: ExprId) -> Value {
        let content = self.content(alloc, Part::Element);
        let place = self.place(at);
        let key = AllocKey::Expr(place, 0);
        let store = &mut self.analysis.store;
        let some = store.alloc(key, AllocKind::Sequence, Some(place));
        store.put(some, Part::Element, &content, None);
        store.takes_items(some, alloc);
        Value::of(Atom::Alloc(some))
    }

    /// What a container may hold in `part`.
    pub(super) fn content(&mut self, alloc: AllocId, part: Part) -> Value {
        let unit = self.unit;
        let store = &mut self.analysis.store;
        if part == Part::Element {
            return store.read_whole(alloc, unit);
        }
        if let (AllocKind::Variables(_), Part::Named(name)) = (store.get(alloc).kind, part) {
            return self.variable_named(alloc, name);
        }
        let mut out = store.read(Slot::Content(alloc, Part::Element), unit);
        let value = store.read(Slot::Content(alloc, part), unit);
        out.join(&value);
        out
    }

    /// What the keys of a dict are.
    pub(super) fn keys(&mut self, dict: AllocId) -> Value {
        let keys = Slot::Content(dict, Part::Key);
        let value = self.analysis.store.read(keys, self.unit);
        if value.is_nothing() {
            Value::of(Atom::Scalar)
        } else {
            value
        }
    }

    /// What each turn over `value` gives.
    pub(super) fn iterate(&mut self, value: &Value, asynchronous: bool) -> Value {
        let mut out = Gathered::default();
        out.open_as(value);
        for atom in self.prefer_iterators(value).atoms().to_vec() {
            let each = match atom {
                Atom::Alloc(alloc) => match self.analysis.store.get(alloc).kind {
                    AllocKind::Dict => self.keys(alloc),
                    _ => self.content(alloc, Part::Element),
                },
                Atom::Instance(of, origin) => self.instance_each(of, origin, asynchronous),
                Atom::Scalar | Atom::Literal(_) => Value::of(Atom::Scalar),
                // Each of its texts; they may be more than a value holds.
                Atom::Symbol(_) if self.is_constant_collection(atom) => Value::of(atom),
                _ => Value::unknown(),
            };
            out.join(&each);
        }
        out.value()
    }

    /// A call that gives either an answer or a stream gives the stream where it is iterated.
    fn prefer_iterators(&self, value: &Value) -> Value {
        let streams: Vec<_> = value
            .atoms()
            .iter()
            .filter_map(|atom| match atom {
                Atom::Instance(of, Some(origin)) if self.analysis.types.is_iterator(*of) => {
                    Some(*origin)
                }
                _ => None,
            })
            .collect();
        value.filter(|atom| match atom {
            Atom::Instance(of, Some(origin)) => {
                self.analysis.types.is_iterator(of) || !streams.contains(&origin)
            }
            _ => true,
        })
    }

    /// What `await value` gives.
    pub(super) fn awaited(&mut self, value: &Value) -> Value {
        let mut out = Gathered::default();
        out.open_as(value);
        for atom in value.atoms() {
            let each = match atom {
                Atom::Alloc(alloc)
                    if self.analysis.store.get(*alloc).kind == AllocKind::Awaitable =>
                {
                    self.content(*alloc, Part::Element)
                }
                Atom::Instance(of, origin) => self.instance_awaited(*of, *origin),
                Atom::Literal(_) => Value::nothing(),
                _ => Value::unknown(),
            };
            out.join(&each);
        }
        out.value()
    }

    /// What `with value as x` binds.
    pub(super) fn entered(&mut self, value: &Value, asynchronous: bool) -> Value {
        let mut out = Gathered::default();
        out.open_as(value);
        let method = if asynchronous {
            "__aenter__"
        } else {
            "__enter__"
        };
        for atom in value.atoms() {
            let each = match atom {
                Atom::Object(class) => {
                    let id = self.analysis.names.intern(method);
                    let enter = self.class_member(*class, method, id, true);
                    let mut entered = Value::nothing();
                    for atom in enter.atoms() {
                        if let Atom::Bound(unit, class) = atom {
                            let result = self.call_unit_plain(*unit, *class);
                            entered.join(&result);
                        }
                    }
                    if entered.is_nothing() && !self.waits() {
                        Value::unknown()
                    } else {
                        entered
                    }
                }
                Atom::Instance(..) => Value::of(*atom),
                Atom::Symbol(name) if self.analysis.names.get(*name) == RUNNER => Value::of(*atom),
                Atom::Alloc(alloc) => match self.analysis.store.get(*alloc).kind {
                    AllocKind::Iterator | AllocKind::AsyncIterator => {
                        self.content(*alloc, Part::Element)
                    }
                    _ => Value::of(*atom),
                },
                _ => Value::unknown(),
            };
            out.join(&each);
        }
        out.value()
    }

    /// Instances of the classes that `classes` may be, or of those in a tuple.
    pub(super) fn instances(&mut self, classes: &Value) -> Value {
        let mut out = Gathered::default();
        out.open_as(classes);
        for atom in classes.atoms() {
            let each = match atom {
                Atom::Class(class) => Value::of(Atom::Object(*class)),
                Atom::Symbol(name) => {
                    let path = self.analysis.names.get(*name);
                    match self.analysis.external.instance(path) {
                        Some(of) => self.typed(&of, None),
                        None => Value::unknown(),
                    }
                }
                Atom::Alloc(alloc) => {
                    let inner = self.content(*alloc, Part::Element);
                    if inner
                        .atoms()
                        .iter()
                        .any(|atom| matches!(atom, Atom::Alloc(_)))
                    {
                        Value::unknown()
                    } else {
                        self.instances(&inner)
                    }
                }
                _ => Value::unknown(),
            };
            out.join(&each);
        }
        out.value()
    }
}
