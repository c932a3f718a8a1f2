//! Where the keys of a dict of arguments stand: in displays, in keywords of calls that gather them, in
//! subscripts. Given only if nobody else sees them, so that all of them can have another name.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use super::holding::Holding;
use super::tokens::Token;
use crate::semantic::flows::Flow;
use crate::semantic::infer::Analysis;
use crate::semantic::store::{Escape, Place, Slot};
use crate::semantic::value::{AllocId, AllocKind, Atom, ClassId, FileId, Part, UnitId, Value};
use crate::syntax::ast::{
    Argument, ArgumentKind, ExprId, ExprKind, ParameterKind, Parent, Span, StmtKind,
};
use crate::syntax::query::{assigned, call_above, copied_items, walk_expr};

/// The places of some keys of dicts that a call unpacks, by key; none if code that cannot be followed
/// sees them, or somebody else takes them: another call, but for those that take the same keys anew.
#[must_use]
pub fn keys(
    analysis: &Analysis<'_>,
    dicts: &Value,
    call: Place,
    names: &BTreeSet<String>,
    takes_anew: &dyn Fn(Place) -> bool,
) -> Option<BTreeMap<String, BTreeSet<Token>>> {
    let mut search = Search {
        analysis,
        call,
        names,
        takes_anew,
        family: FxHashSet::default(),
        open: Vec::new(),
        covered: FxHashSet::default(),
        found: BTreeMap::new(),
    };
    search.add(dicts)?;
    // What is read of one may bring another in.
    while !search.open.is_empty() {
        while let Some(alloc) = search.open.pop() {
            search.made(alloc)?;
        }
        search.read()?;
    }
    search.is_covered().then_some(search.found)
}

struct Search<'a, 'p> {
    analysis: &'a Analysis<'p>,
    call: Place,
    names: &'a BTreeSet<String>,
    takes_anew: &'a dyn Fn(Place) -> bool,
    /// The dicts that the keys go through.
    family: FxHashSet<AllocId>,
    open: Vec<AllocId>,
    /// The values that stand beside the tokens.
    covered: FxHashSet<Place>,
    found: BTreeMap<String, BTreeSet<Token>>,
}

impl Search<'_, '_> {
    /// Follows the dicts that a value may be.
    fn add(&mut self, value: &Value) -> Option<()> {
        for atom in value.atoms() {
            match atom {
                Atom::Alloc(alloc) if self.analysis.store.get(*alloc).kind == AllocKind::Dict => {
                    if self.family.insert(*alloc) {
                        self.open.push(*alloc);
                    }
                }
                _ => return None,
            }
        }
        Some(())
    }

    fn kind(&self, place: Place) -> &ExprKind {
        &self.analysis.file(place.0).tree.expr(place.1).kind
    }

    fn token(&mut self, name: &str, file: FileId, span: Span, quoted: bool, value: Option<ExprId>) {
        if !self.names.contains(name) {
            return;
        }
        let token = Token { file, span, quoted };
        self.found.entry(name.to_owned()).or_default().insert(token);
        self.covered.extend(value.map(|value| (file, value)));
    }

    /// A key that is written as a string; none if it is something else.
    fn literal(&mut self, key: Place, value: Option<ExprId>) -> Option<()> {
        let ExprKind::Str {
            value: name,
            bytes: false,
        } = self.kind(key)
        else {
            return None;
        };
        let name = name.clone();
        let span = self.analysis.file(key.0).tree.expr(key.1).span;
        self.token(&name, key.0, span, true, value);
        Some(())
    }

    /// The keys with which a dict is made.
    fn made(&mut self, alloc: AllocId) -> Option<()> {
        let held = self.analysis.store.get(alloc);
        if let Some(unit) = held.gathers {
            return self.gathered(unit);
        }
        let place = held.place?;
        match self.kind(place).clone() {
            ExprKind::Dict(items) => {
                for item in items {
                    match item.key {
                        Some(key) => {
                            // Keys that are computed have no name that can be changed.
                            let _ = self.literal((place.0, key), Some(item.value));
                        }
                        None => self.unpacked((place.0, item.value))?,
                    }
                }
            }
            ExprKind::Call { arguments, .. } => {
                // What `dict` takes over.
                let given = arguments
                    .iter()
                    .filter(|one| one.kind == ArgumentKind::Positional);
                for one in given {
                    self.unpacked((place.0, one.value))?;
                }
                self.keywords(place.0, &arguments)?;
            }
            ExprKind::Comprehension { .. } => {
                let tree = &self.analysis.file(place.0).tree;
                if let Some(mapping) = copied_items(tree, place.1) {
                    self.unpacked((place.0, mapping))?;
                }
            }
            _ => {}
        }
        Some(())
    }

    /// Whether a comprehension that goes through the items asks for one of the keys.
    fn is_copied(&self, items: Place) -> bool {
        let tree = &self.analysis.file(items.0).tree;
        let Parent::Expr(up) = tree.expr(items.1).parent else {
            return false;
        };
        let asks = |id: &ExprId| matches!(&tree.expr(*id).kind, ExprKind::Str { value, .. } if self.names.contains(&**value));
        copied_items(tree, up).is_some() && !walk_expr(tree, up).iter().any(asks)
    }

    fn keywords(&mut self, file: FileId, arguments: &[Argument]) -> Option<()> {
        for argument in arguments {
            match &argument.kind {
                ArgumentKind::Keyword(name) => {
                    self.token(&name.text, file, name.span, false, Some(argument.value));
                }
                ArgumentKind::DoubleStar => self.unpacked((file, argument.value))?,
                ArgumentKind::Positional | ArgumentKind::Star => {}
            }
        }
        Some(())
    }

    /// A dict whose items another one takes over. What is not known brings no key that is known.
    fn unpacked(&mut self, place: Place) -> Option<()> {
        let value = self.analysis.value(place).clone();
        let holds = |alloc: AllocId| {
            let parts = self.analysis.store.parts(alloc).iter();
            parts.clone().any(|part| self.is_named(*part))
        };
        let dicts = value.filter(|atom| matches!(atom, Atom::Alloc(alloc) if holds(alloc)));
        self.add(&dicts)
    }

    fn is_named(&self, part: Part) -> bool {
        matches!(part, Part::Named(name) if self.names.contains(self.analysis.names.get(name)))
    }

    /// The keywords of the calls of a function that gathers them.
    fn gathered(&mut self, unit: UnitId) -> Option<()> {
        let parameters = self.analysis.parameters(unit);
        if parameters
            .iter()
            .any(|one| self.names.contains(&*one.name.text))
        {
            return None;
        }
        let analysis = self.analysis;
        for (index, file) in analysis.files.iter().enumerate() {
            let id = FileId(u32::try_from(index).ok()?);
            for expr in &file.tree.exprs {
                let ExprKind::Call {
                    function,
                    arguments,
                    ..
                } = &expr.kind
                else {
                    continue;
                };
                let callee = analysis.value((id, *function));
                let is_it = |atom: &Atom| match atom {
                    Atom::Function(one) | Atom::Bound(one, _) => *one == unit,
                    Atom::Class(class) => self.initialises(*class, unit),
                    _ => false,
                };
                if !callee.atoms().iter().any(is_it) {
                    continue;
                }
                callee.single()?;
                self.keywords(id, arguments)?;
            }
        }
        Some(())
    }

    /// Whether making an object of a class calls a method.
    fn initialises(&self, class: ClassId, unit: UnitId) -> bool {
        let analysis = self.analysis;
        let Some(init) = analysis.names.find("__init__") else {
            return false;
        };
        let mut ancestors = analysis.ancestors(class).into_iter();
        let held = ancestors.find_map(|class| {
            let slot = Slot::Field(class, init);
            analysis.store.has(slot).then(|| analysis.peek(slot))
        });
        held.is_some_and(|held| held.atoms().contains(&Atom::Function(unit)))
    }

    /// Looks at each place that has one of the dicts.
    fn read(&mut self) -> Option<()> {
        let holding = self.analysis.once(Holding::find);
        for place in holding.of_allocs(self.family.iter()) {
            self.used(place)?;
        }
        Some(())
    }

    fn used(&mut self, place: Place) -> Option<()> {
        let (file, id) = place;
        let store = &self.analysis.store;
        let leaves = matches!(
            store.escapes.get(&place),
            Some(why) if !matches!(why, Escape::Formatted | Escape::Unpacked | Escape::Passed)
        );
        if leaves {
            return None;
        }
        let tree = &self.analysis.file(file).tree;
        match tree.expr(id).parent {
            Parent::Module => Some(()),
            Parent::Stmt(stmt) => match &tree.stmt(stmt).kind {
                StmtKind::For { iterable, .. } => (*iterable != id).then_some(()),
                StmtKind::Return(_) => {
                    let unit = self.analysis.unit_at(place)?;
                    (!store.open_units.contains(&unit)).then_some(())
                }
                _ => Some(()),
            },
            Parent::Expr(up) => self.operand(place, (file, up)),
        }
    }

    fn operand(&mut self, place: Place, up: Place) -> Option<()> {
        let id = place.1;
        match self.kind(up).clone() {
            ExprKind::Subscript { value, index } if value == id => self.literal(
                (up.0, index),
                assigned(&self.analysis.file(up.0).tree, up.1),
            ),
            ExprKind::Attribute { value, attribute } if value == id => {
                self.method(up, &attribute.text)
            }
            ExprKind::Compare {
                operands,
                operators,
            } => {
                let asks = operators.len() == 1
                    && matches!(&*operators[0], "in" | "not in")
                    && operands[1] == id;
                if asks {
                    self.literal((up.0, operands[0]), None)
                } else {
                    None
                }
            }
            ExprKind::Call {
                function,
                arguments,
                ..
            } => self.passed(place, up, function, &arguments),
            // What takes the items over is read as well.
            ExprKind::Dict(_) => {
                let value = self.analysis.value(up).clone();
                self.add(&value)
            }
            ExprKind::Boolean { .. }
            | ExprKind::Conditional { .. }
            | ExprKind::Walrus { .. }
            | ExprKind::Interpolated(_) => Some(()),
            _ => None,
        }
    }

    fn is_family(&self, place: Place) -> Option<()> {
        let value = self.analysis.value(place);
        let ours = |atom: &Atom| matches!(atom, Atom::Alloc(id) if self.family.contains(id));
        (!value.atoms().is_empty() && value.atoms().iter().all(ours)).then_some(())
    }

    /// A method of the dict.
    fn method(&mut self, attribute: Place, name: &str) -> Option<()> {
        let tree = &self.analysis.file(attribute.0).tree;
        let (_, function, arguments) = call_above(tree, attribute.1)?;
        if function != attribute.1 {
            return None;
        }
        match (name, arguments) {
            ("copy", []) => Some(()),
            ("items", []) => {
                let call = call_above(tree, attribute.1).map(|(call, ..)| call)?;
                self.is_copied((attribute.0, call)).then_some(())
            }
            ("get" | "pop" | "setdefault", [key, rest @ ..]) => {
                let value = rest.first().map(|argument| argument.value);
                self.literal((attribute.0, key.value), value)
            }
            ("update", arguments) => {
                for one in arguments {
                    match one.kind {
                        ArgumentKind::Positional => self.unpacked((attribute.0, one.value))?,
                        ArgumentKind::Star => return None,
                        _ => {}
                    }
                }
                self.keywords(attribute.0, arguments)
            }
            _ => None,
        }
    }

    /// The dict is an argument.
    fn passed(
        &self,
        place: Place,
        call: Place,
        function: ExprId,
        arguments: &[Argument],
    ) -> Option<()> {
        let argument = arguments.iter().find(|one| one.value == place.1)?;
        if argument.kind == ArgumentKind::Star {
            return None;
        }
        let unpacks = argument.kind == ArgumentKind::DoubleStar;
        let same = call == self.call || (self.takes_anew)(call);
        if same && unpacks || self.is_family(call).is_some() {
            return Some(());
        }
        let callee = self.analysis.value((call.0, function));
        let known = |atom: &Atom| match atom {
            Atom::Function(unit) | Atom::Bound(unit, _) => !unpacks || self.gathers(*unit),
            Atom::Class(class) if unpacks => {
                let mut gathering = self.family.iter();
                gathering.any(|alloc| {
                    let gathers = self.analysis.store.get(*alloc).gathers;
                    gathers.is_some_and(|unit| self.initialises(*class, unit))
                })
            }
            _ => false,
        };
        let project =
            callee.is_complete() && !callee.atoms().is_empty() && callee.atoms().iter().all(known);
        let read = !unpacks
            && !self.iterates(callee)
            && matches!(
                self.analysis.store.escapes.get(&place),
                None | Some(Escape::Formatted)
            );
        (project || read).then_some(())
    }

    /// Whether what is called goes through what it is given: of a dict that is its keys.
    fn iterates(&self, callee: &Value) -> bool {
        callee.atoms().iter().any(|atom| {
            let Atom::Symbol(name) = atom else {
                return false;
            };
            let flow = self.analysis.external.flow(self.analysis.names.get(*name));
            matches!(
                flow,
                Some(
                    Flow::Collects
                        | Flow::Iterates
                        | Flow::Next
                        | Flow::Enumerates
                        | Flow::Zips
                        | Flow::Maps
                        | Flow::Filters
                )
            )
        })
    }

    /// Whether a function puts the keys into one of the dicts.
    fn gathers(&self, unit: UnitId) -> bool {
        let parameters = self.analysis.parameters(unit);
        parameters
            .iter()
            .any(|one| one.kind == ParameterKind::DoubleStar)
            && self
                .family
                .iter()
                .any(|alloc| self.analysis.store.get(*alloc).gathers == Some(unit))
    }

    /// Whether each value under one of the names stands beside a token that was found.
    fn is_covered(&self) -> bool {
        let store = &self.analysis.store;
        let named = |part: Part| match part {
            Part::Named(name) => self.found.contains_key(self.analysis.names.get(name)),
            _ => false,
        };
        // Copies have their values from elsewhere.
        let beside = |alloc: AllocId, part: Part| {
            let mut sources = store.sources_of(Slot::Content(alloc, part));
            named(part) && sources.all(|place| self.covered.contains(place))
        };
        self.family.iter().all(|alloc| {
            let mut parts = store
                .parts(*alloc)
                .iter()
                .filter(|part| self.is_named(**part));
            parts.all(|part| beside(*alloc, *part))
        })
    }
}
