//! Which calls a reference leads to: its own, or those through whatever holds what it names.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Worker;
use super::disjoint::Disjoint;
use super::hits::Hit;
use crate::matching::references::Context;
use crate::rules::schema::Action;
use crate::semantic::infer::Analysis;
use crate::semantic::names::NameId;
use crate::semantic::store::Place;
use crate::semantic::value::{Atom, OriginId, Part, Value};
use crate::syntax::ast::{ArgumentKind, ExprId, ExprKind};
use crate::syntax::query::arguments;
use crate::transforms::variables::takes_variable;

/// The calls that may call each symbol, in their order: found once for all packs.
struct CallsOfSymbols(FxHashMap<NameId, Vec<Place>>);

impl CallsOfSymbols {
    fn find(analysis: &Analysis<'_>) -> Self {
        let mut out: FxHashMap<NameId, Vec<Place>> = FxHashMap::default();
        for (place, symbols) in &analysis.calls {
            for symbol in symbols {
                out.entry(*symbol).or_default().push(*place);
            }
        }
        for calls in out.values_mut() {
            calls.sort_unstable();
        }
        Self(out)
    }

    fn of(&self, symbol: NameId) -> &[Place] {
        self.0.get(&symbol).map_or(&[], Vec::as_slice)
    }
}

impl Worker<'_, '_> {
    /// Whether a reference is written together with the calls that it leads to: it is neither a class, which what
    /// keeps it is written with, nor a string, nor a variable that is not called here.
    pub(super) fn leads_to_calls(&self, hit: &Hit) -> bool {
        hit.provided().is_some()
            && !hit.reference.context.is_only_named()
            && !self.is_class(&hit.reference.symbols[0])
            && !self.is_named_elsewhere(hit)
    }

    /// Whether a reference is a variable that is not called here, or the import of one.
    fn is_named_elsewhere(&self, hit: &Hit) -> bool {
        let reference = &hit.reference;
        if reference.context == Context::Imported {
            let key = (reference.file, reference.span.start);
            let import = self.analysis.imported.get(&key);
            return import.is_some_and(|one| takes_variable(self.analysis, reference.file, one));
        }
        let called = matches!(hit.reference.context, Context::Called(_));
        let place = hit.reference.expr.map(|expr| (hit.reference.file, expr));
        !called && place.is_some_and(|place| self.is_of_a_variable(place))
    }

    /// Whether the project asks if something is what a reference names.
    pub(super) fn is_compared(&self, hit: &Hit) -> bool {
        let compared = self.compared.get_or_init(|| self.symbols_compared());
        let mut symbols = hit.reference.symbols.iter();
        symbols.any(|one| {
            let name = self.analysis.names.find(one);
            name.is_some_and(|name| compared.contains(&name))
        })
    }

    /// The symbols that are compared with what is more than a literal.
    fn symbols_compared(&self) -> FxHashSet<NameId> {
        let is_plain = |value: &Value| {
            let plain = |atom: &Atom| matches!(atom, Atom::Literal(_) | Atom::Scalar);
            value.is_complete() && value.atoms().iter().all(plain)
        };
        let mut found = FxHashSet::default();
        self.each_expr(|(file, id), tree| {
            let ExprKind::Compare { operands, .. } = &tree.expr(id).kind else {
                return;
            };
            let values = || operands.iter().map(|one| self.analysis.value((file, *one)));
            if values().filter(|value| !is_plain(value)).count() < 2 {
                return;
            }
            found.extend(
                values()
                    .flat_map(Value::atoms)
                    .filter_map(|atom| match atom {
                        Atom::Symbol(name) => Some(*name),
                        _ => None,
                    }),
            );
        });
        found
    }

    /// Calls that unpack the same dict, in pairs, if it has keys with another name now: they are one part.
    pub(super) fn takers(&self, hits: &[Hit]) -> Vec<[OriginId; 2]> {
        let store = &self.analysis.store;
        let shared = Disjoint::of(store.copies().count());
        for (alloc, copies) in store.copies() {
            for copy in copies {
                shared.join(alloc.0 as usize, copy.0 as usize);
            }
        }
        let mut takers: FxHashMap<usize, OriginId> = FxHashMap::default();
        let mut out = Vec::new();
        for hit in hits {
            let (Context::Called(call), Some((row, _))) = (hit.reference.context, &hit.row) else {
                continue;
            };
            let file = hit.reference.file;
            let Some(origin) = self.analysis.origin_at((file, call)) else {
                continue;
            };
            let renamed = |part: &Part| {
                let Part::Named(name) = part else {
                    return false;
                };
                let table = row.argument_table(self.analysis.names.get(*name));
                let mut cases = table.iter().flat_map(|table| &table.cases);
                cases.any(|case| matches!(case.action, Action::Rename(_)))
            };
            let tree = &self.analysis.file(file).tree;
            let dicts = arguments(tree.expr(call)).iter();
            for dict in dicts.filter(|one| one.kind == ArgumentKind::DoubleStar) {
                for atom in self.analysis.value((file, dict.value)).atoms() {
                    let Atom::Alloc(alloc) = atom else { continue };
                    if store.parts(*alloc).iter().any(renamed) {
                        let dict = shared.find(alloc.0 as usize);
                        out.push([*takers.entry(dict).or_insert(origin), origin]);
                    }
                }
            }
        }
        out
    }

    /// The calls that a reference leads to, and those whose values belong to it: calls through variables
    /// as well.
    pub(super) fn led_to(&self, hit: &Hit) -> (Vec<Place>, Vec<OriginId>) {
        let places = self.calls_of(hit);
        let through = match hit.reference.context {
            Context::Called(_) => Vec::new(),
            _ => self.calls_through_variables(hit),
        };
        let all = places.iter().chain(&through);
        let origins = all.filter_map(|place| self.analysis.origin_at(*place));
        let origins = origins.collect();
        (places, origins)
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
        self.calls_that(symbol, |(at, call), function| {
            let direct = function.is_some_and(|function| {
                self.analysis.value((at, function)).atoms().iter().any(|atom| {
                    matches!(atom, Atom::Symbol(name) if self.analysis.names.get(*name) == symbol)
                })
            });
            let kind = &self.analysis.file(at).tree.expr(call).kind;
            let unnamed = function.is_some_and(|function| self.is_unnamed((at, function)));
            !direct || unnamed || at == file && crate::syntax::query::children(kind).contains(&expr)
        })
    }

    /// The calls of what a reference names through variables that hold it: one part with it, for what
    /// they call is written here.
    fn calls_through_variables(&self, hit: &Hit) -> Vec<Place> {
        self.calls_that(&hit.reference.symbols[0], |(at, _), function| {
            function.is_some_and(|function| {
                self.is_of_a_variable((at, function)) || self.is_unnamed((at, function))
            })
        })
    }

    /// Whether what is called is no name of anything: read out of a container, given by a call.
    fn is_unnamed(&self, (file, function): Place) -> bool {
        let tree = &self.analysis.file(file).tree;
        match &tree.expr(function).kind {
            ExprKind::Name(_) | ExprKind::Attribute { .. } => false,
            ExprKind::Call { function, .. } => !self.is_getattr((file, *function)),
            _ => true,
        }
    }

    /// Whether a call calls something else as well: what is read out of a container, say.
    pub(super) fn is_one_of_several(&self, call: Place) -> bool {
        let ExprKind::Call { function, .. } = &self.analysis.file(call.0).tree.expr(call.1).kind
        else {
            return false;
        };
        let place = (call.0, *function);
        self.is_unnamed(place) && self.analysis.value(place).single().is_none()
    }

    /// The calls that may call a symbol, through whatever they do, and that are wanted: asked with what
    /// stands before their parenthesis.
    pub(super) fn calls_that(
        &self,
        symbol: &str,
        wanted: impl Fn(Place, Option<ExprId>) -> bool,
    ) -> Vec<Place> {
        let calls = self.analysis.once(CallsOfSymbols::find);
        let symbol = self.analysis.names.find(symbol);
        let calls = symbol.map_or(&[][..], |symbol| calls.of(symbol)).iter();
        let wanted =
            calls.filter(
                |place| match &self.analysis.file(place.0).tree.expr(place.1).kind {
                    ExprKind::Call { function, .. } => wanted(**place, Some(*function)),
                    _ => wanted(**place, None),
                },
            );
        wanted.copied().collect()
    }
}
