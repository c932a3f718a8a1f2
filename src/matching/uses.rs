//! What becomes of the values that a changed call gives: every place that reads one, and every place
//! at which one leaves the code that is understood.

use rustc_hash::{FxHashMap, FxHashSet};

use super::declared::declared;
use super::laid_bare::{LaidBare, laid_bare};
use crate::semantic::external::Typed;
use crate::semantic::infer::Analysis;
use crate::semantic::store::{Escape, Place, Slot};
use crate::semantic::value::{
    AllocId, AllocKind, Atom, FileId, Literal, OriginId, Part, UnitId, Value,
};
use crate::syntax::ast::{ExprId, Tree};

/// How a place uses a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UseKind {
    /// `value["key"]`
    Item {
        /// The subscript.
        subscript: ExprId,
        /// The key, if it is a literal.
        key: Option<String>,
    },
    /// `value.name`, not called.
    Attribute(String),
    /// `value.get("key")`, `value.get("key", default)`
    Get {
        /// The call.
        call: ExprId,
        /// The key, if it is a literal.
        key: Option<String>,
        /// The second argument.
        default: Option<ExprId>,
    },
    /// `value.method(…)`, any other.
    Method {
        /// The call.
        call: ExprId,
        /// Its name.
        name: String,
    },
    /// `"key" in value`
    Contains {
        /// The comparison.
        compare: ExprId,
        /// The key, if it is a literal.
        key: Option<String>,
        /// `not in`
        negated: bool,
    },
    /// `hasattr(value, "key")`
    Has {
        /// The call.
        call: ExprId,
        /// The key, if it is a literal.
        key: Option<String>,
    },
    /// `getattr(value, "key")`, `getattr(value, "key", default)`
    Getattr {
        /// The call.
        call: ExprId,
        /// The key, if it is a literal.
        key: Option<String>,
        /// The third argument.
        default: Option<ExprId>,
    },
    /// `isinstance(value, dict)`
    Isinstance,
    /// Something that only a mapping answers, and why.
    Mapping(String),
    /// The text of it is made, as `str` does.
    Text,
    /// `for x in value` over what may be a stream.
    Streamed,
    /// It leaves the code that is understood.
    Escapes(Escape),
}

/// A use of a value that comes from changed calls.
#[derive(Debug, Clone)]
pub struct Use {
    /// The expression that has the value.
    pub place: Place,
    /// What is done with it.
    pub kind: UseKind,
    /// The calls that it may come from.
    pub origins: Vec<OriginId>,
    /// Whether it can be nothing but such a value (things that the use would fail for left out).
    pub certain: bool,
    /// Whether it is such a value or `None`, and nothing else.
    pub or_none: bool,
    /// The alternatives that are mappings with attributes.
    pub value: Value,
}

/// All uses of values of classes for which `shaped` holds.
#[must_use]
pub fn uses(analysis: &Analysis<'_>, shaped: &dyn Fn(Atom) -> bool) -> Vec<Use> {
    let open_returns = open_returns(analysis);
    let bare = laid_bare(analysis);
    let mut kept = kept(analysis, &open_returns, &bare);
    kept.extend(declared(analysis, shaped));
    let collector = Collector {
        analysis,
        shaped,
        kept,
        open_returns,
    };
    let mut out = Vec::new();
    for file in analysis.file_ids() {
        for expr in 0..analysis.file(file).tree.exprs.len() {
            let id = ExprId(u32::try_from(expr).expect("fewer than 2^32 expressions"));
            out.extend(collector.of((file, id)));
        }
    }
    out.extend(collector.promised());
    out
}

/// Places at which values of changed calls go where other values go as well: turned into mappings
/// there, they leave the rest of the code as it is.
#[must_use]
pub fn mixing_places(
    analysis: &Analysis<'_>,
    refused: &FxHashSet<OriginId>,
    shaped: &dyn Fn(Atom) -> bool,
) -> FxHashSet<Place> {
    let ours = |value: &Value| {
        value.atoms().iter().any(|atom| {
            shaped(*atom)
                && matches!(atom, Atom::Instance(_, Some(origin)) if refused.contains(origin))
        })
    };
    let is_none = |atom: &Atom| {
        matches!(atom, Atom::Literal(id)
            if *analysis.literals.get(*id) == Literal::None)
    };
    let pure = |value: &Value| {
        value.is_complete()
            && value
                .atoms()
                .iter()
                .all(|atom| shaped(*atom) || is_none(atom))
    };
    let mut out = FxHashSet::default();
    for (held, places) in analysis.store.sources() {
        if !ours(held) || pure(held) {
            continue;
        }
        out.extend(places.iter().filter(|place| {
            let value = analysis.value(**place);
            ours(value) && pure(value)
        }));
    }
    out
}

/// The expressions that bodies return to callers who are not known.
pub(crate) fn open_returns(analysis: &Analysis<'_>) -> FxHashMap<Place, UnitId> {
    let mut out = FxHashMap::default();
    let mut results: FxHashSet<UnitId> = FxHashSet::default();
    for (unit, places) in &analysis.returns {
        let info = analysis.get(*unit);
        let by_name = info.class.is_some()
            && analysis
                .names
                .find(&info.name)
                .is_some_and(|name| analysis.store.unknown_reads.contains(&name));
        if analysis.store.open_units.contains(unit)
            || analysis.store.open_results.contains(unit)
            || by_name
            || !analysis.store.called.contains(unit)
        {
            out.extend(places.iter().map(|place| (*place, *unit)));
            results.insert(*unit);
        }
    }
    // Whoever gets what gives a function's results gets those as well.
    let mut waiting: Vec<Place> = out.keys().copied().collect();
    while let Some(place) = waiting.pop() {
        for unit in given_by(analysis, analysis.value(place)) {
            if results.insert(unit) {
                let places = analysis.returns.get(&unit).into_iter().flatten();
                for place in places {
                    out.insert(*place, unit);
                    waiting.push(*place);
                }
            }
        }
    }
    out
}

/// The functions whose results a value gives, or something that it holds.
fn given_by(analysis: &Analysis<'_>, value: &Value) -> Vec<UnitId> {
    let mut out = Vec::new();
    let mut met: FxHashSet<AllocId> = FxHashSet::default();
    let mut waiting = value.atoms().to_vec();
    while let Some(atom) = waiting.pop() {
        let Atom::Alloc(alloc) = atom else { continue };
        if !met.insert(alloc) {
            continue;
        }
        out.extend(analysis.store.gives(alloc));
        let mut parts = analysis.store.parts(alloc).to_vec();
        parts.push(Part::Element);
        for part in parts {
            let held = analysis.store.peek(Slot::Content(alloc, part));
            waiting.extend(held.atoms());
        }
    }
    out
}

pub(super) struct Collector<'a, 'p> {
    pub(super) analysis: &'a Analysis<'p>,
    pub(super) shaped: &'a dyn Fn(Atom) -> bool,
    open_returns: FxHashMap<Place, UnitId>,
    /// Expressions that are stored where code which is not known can read them, or where a mapping is declared.
    kept: FxHashSet<Place>,
}

impl Collector<'_, '_> {
    fn of(&self, place: Place) -> Option<Use> {
        let value = self.analysis.value(place);
        let origins = self.origins(value);
        if origins.is_empty() {
            return None;
        }
        let kind = self.kind(place, value)?;
        let fits = |atom: Atom| self.fits(atom, &kind);
        let left = value.filter(fits);
        let shaped = left.filter(|atom| (self.shaped)(atom));
        let certain = left.is_complete() && left.atoms().len() == shaped.atoms().len();
        let rest = left.filter(|atom| !(self.shaped)(atom));
        let or_none = left.is_complete()
            && !rest.atoms().is_empty()
            && rest.atoms().iter().all(|atom| {
                matches!(atom, Atom::Literal(id)
                    if *self.analysis.literals.get(*id) == Literal::None)
            });
        let origins = self.origins(&left);
        if origins.is_empty() || self.is_ruled_out(place) {
            return None;
        }
        Some(Use {
            place,
            kind,
            origins,
            certain,
            or_none,
            value: shaped,
        })
    }

    /// The values that leave within what gives them later: a task, a future, an iterator over what calls give.
    fn promised(&self) -> Vec<Use> {
        let store = &self.analysis.store;
        let returned = returned(self.analysis, &self.open_returns);
        let mut out = Vec::new();
        for (alloc, inputs) in store.inputs() {
            let later = matches!(
                store.get(alloc).kind,
                AllocKind::Awaitable
                    | AllocKind::Future
                    | AllocKind::Iterator
                    | AllocKind::AsyncIterator
            );
            // A function whose results it gives turns them back itself.
            let alone = inputs.is_empty() && store.gives(alloc).is_empty();
            let leaves = store.escaped_allocs.contains(&alloc) || returned.contains(&alloc);
            if later && alone && leaves {
                let content = self.analysis.peek(Slot::Content(alloc, Part::Element));
                out.extend(self.promise(&content));
            }
        }
        let of_calls = self.analysis.origins.iter();
        for place in of_calls.filter(|place| self.escape(**place).is_some()) {
            let awaited = self.awaited(self.analysis.value(*place));
            out.extend(self.promise(&awaited));
        }
        out
    }

    /// What awaiting answers of calls gives.
    fn awaited(&self, value: &Value) -> Value {
        let types = &self.analysis.types;
        value.filter(|atom| match atom {
            Atom::Instance(of, Some(_)) => matches!(types.get(of), Typed::Awaitable(_)),
            _ => false,
        })
    }

    fn promise(&self, content: &Value) -> Option<Use> {
        let shaped = content.filter(|atom| (self.shaped)(atom));
        let origins = self.origins(&shaped);
        let first = origins.first()?;
        Some(Use {
            place: self.analysis.origins[first.0 as usize],
            kind: UseKind::Escapes(Escape::Promised),
            origins,
            certain: true,
            or_none: false,
            value: shaped,
        })
    }

    fn origins(&self, value: &Value) -> Vec<OriginId> {
        let mut out: Vec<OriginId> = value
            .atoms()
            .iter()
            .filter_map(|atom| match atom {
                Atom::Instance(_, Some(origin)) if (self.shaped)(*atom) => Some(*origin),
                _ => None,
            })
            .collect();
        out.sort_unstable();
        out.dedup();
        out
    }

    /// Whether an alternative could be used so without failing before the upgrade as well.
    fn fits(&self, atom: Atom, kind: &UseKind) -> bool {
        let by_key = matches!(
            kind,
            UseKind::Item { .. }
                | UseKind::Get { .. }
                | UseKind::Contains { .. }
                | UseKind::Mapping(_)
        );
        // `None` has no methods, and cannot be unpacked.
        let by_more = matches!(
            kind,
            UseKind::Method { .. } | UseKind::Escapes(Escape::Unpacked)
        );
        match atom {
            Atom::Literal(id) if by_more => *self.analysis.literals.get(id) != Literal::None,
            Atom::Literal(id) => {
                !by_key
                    || self.analysis.text_of(id).is_some()
                        && matches!(kind, UseKind::Contains { .. })
            }
            Atom::Scalar => !matches!(
                kind,
                UseKind::Item { key: Some(_), .. } | UseKind::Get { .. }
            ),
            Atom::Instance(of, _) => {
                let iterator = self.analysis.types.is_iterator(of);
                !(iterator && (by_key || matches!(kind, UseKind::Attribute(_))))
            }
            _ => true,
        }
    }

    pub(super) fn tree(&self, file: FileId) -> &Tree {
        &self.analysis.file(file).tree
    }

    pub(super) fn escape(&self, place: Place) -> Option<Escape> {
        let store = &self.analysis.store;
        if self.analysis.cuts.contains(&place) {
            return Some(Escape::Stored);
        }
        if let Some(why) = store.escapes.get(&place) {
            return Some(*why);
        }
        if self.open_returns.contains_key(&place) {
            return Some(Escape::Returned);
        }
        self.kept.contains(&place).then_some(Escape::Stored)
    }
}

/// The expressions that are stored where code which is not known can read them: in attributes that are
/// read of values which are not known, and in containers that leave.
fn kept(
    analysis: &Analysis<'_>,
    open_returns: &FxHashMap<Place, UnitId>,
    bare: &LaidBare,
) -> FxHashSet<Place> {
    let store = &analysis.store;
    let stored = store.stored.iter();
    let stored = stored.filter(|(name, _)| store.unknown_reads.contains(name));
    let mut out: FxHashSet<Place> = stored.flat_map(|(_, places)| places).copied().collect();
    out.extend(leaving(analysis, open_returns, bare));
    out.extend(&bare.places);
    out
}

/// The expressions that are put into containers which leave.
pub(crate) fn put_into_leaving(
    analysis: &Analysis<'_>,
    open_returns: &FxHashMap<Place, UnitId>,
) -> FxHashSet<Place> {
    leaving(analysis, open_returns, &laid_bare(analysis))
}

/// Where expressions leave the code that is understood, and the containers, partial calls and the like that do.
#[must_use]
pub fn all_leaving(analysis: &Analysis<'_>) -> (FxHashSet<Place>, FxHashSet<AllocId>) {
    let open_returns = open_returns(analysis);
    let bare = laid_bare(analysis);
    let mut places = kept(analysis, &open_returns, &bare);
    places.extend(open_returns.keys());
    places.extend(analysis.store.escapes.keys());
    let mut containers = returned(analysis, &open_returns);
    containers.extend(&analysis.store.escaped_allocs);
    containers.extend(&bare.containers);
    (places, containers)
}

/// The containers that bodies return to callers who are not known.
fn returned(
    analysis: &Analysis<'_>,
    open_returns: &FxHashMap<Place, UnitId>,
) -> FxHashSet<AllocId> {
    let places = open_returns.keys();
    places
        .flat_map(|place| analysis.value(*place).atoms())
        .filter_map(|atom| match atom {
            Atom::Alloc(alloc) => Some(*alloc),
            _ => None,
        })
        .collect()
}

/// The expressions that are put into containers which leave.
fn leaving(
    analysis: &Analysis<'_>,
    open_returns: &FxHashMap<Place, UnitId>,
    bare: &LaidBare,
) -> FxHashSet<Place> {
    let store = &analysis.store;
    let returned = returned(analysis, open_returns);
    // Whoever gets an awaitable or a generator of a call gets what is in it.
    let hands_on = |alloc: AllocId| {
        let held = store.get(alloc);
        matches!(held.kind, AllocKind::Awaitable | AllocKind::Iterator) && held.place.is_none()
    };
    let mut leaves = store.escaped_allocs.clone();
    leaves.extend(returned.into_iter().filter(|alloc| !hands_on(*alloc)));
    leaves.extend(&bare.containers);
    let inputs = |alloc: AllocId| -> Vec<Place> {
        let given = store
            .gives(alloc)
            .iter()
            .filter_map(|unit| analysis.returns.get(unit));
        let put = store.get(alloc).inputs();
        put.chain(given.flatten().copied()).collect()
    };
    store.with_taken(&mut leaves, inputs, |place| analysis.value(place).clone());
    leaves.into_iter().flat_map(inputs).collect()
}
