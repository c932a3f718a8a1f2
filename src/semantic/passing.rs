//! Runs one body of code over abstract values: how arguments come into parameters.

use rustc_hash::FxHashMap;

use super::bind::ScopeId;
use super::names::NameId;
use super::run::Run;
use super::store::{AllocKey, Escape, Slot};
use super::value::{AllocId, AllocKind, Atom, Part, UnitId, Value};
use crate::syntax::ast::{Argument, ArgumentKind, ExprId, ParameterKind};

/// An argument's value and the expression that it was written as.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Passed {
    pub(super) value: Value,
    pub(super) from: Option<ExprId>,
}

/// The arguments of a call.
#[derive(Debug, Clone, Default)]
pub(super) struct Arguments {
    pub(super) positional: Vec<Passed>,
    pub(super) keywords: Vec<(NameId, Passed)>,
    /// `*x`
    pub(super) stars: Vec<Passed>,
    /// `**x`
    pub(super) double_stars: Vec<Passed>,
}

impl Arguments {
    pub(super) fn all(&self) -> impl Iterator<Item = &Passed> {
        self.positional
            .iter()
            .chain(self.keywords.iter().map(|(_, passed)| passed))
            .chain(&self.stars)
            .chain(&self.double_stars)
    }

    /// Without the first `count` positional arguments.
    pub(super) fn without_first(&self, count: usize) -> Self {
        let mut out = self.clone();
        out.positional.drain(..count.min(out.positional.len()));
        out
    }

    /// The argument of this name; none for a name that was never met.
    pub(super) fn keyword(&self, name: Option<NameId>) -> Option<&Passed> {
        self.keywords
            .iter()
            .find(|(keyword, _)| Some(*keyword) == name)
            .map(|(_, passed)| passed)
    }
}

/// What a call hands to a function, with what is spread into it.
#[derive(Debug, PartialEq)]
pub(super) struct Handed {
    positional: Vec<Passed>,
    keywords: Vec<(NameId, Passed)>,
    /// What is spread by `*`.
    stars: Vec<ExprId>,
    /// What any further position may be given.
    rest_positional: Option<Value>,
    /// What any further name may be given.
    rest_keywords: Option<Value>,
}

/// Keywords on their way into parameters.
struct Keywords<'h> {
    left: Vec<Option<&'h (NameId, Passed)>>,
    /// Where the first of each name stands.
    first: FxHashMap<NameId, usize>,
}

impl<'h> Keywords<'h> {
    fn new(given: &'h [(NameId, Passed)]) -> Self {
        let mut first = FxHashMap::default();
        for (at, (name, _)) in given.iter().enumerate() {
            first.entry(*name).or_insert(at);
        }
        Self {
            left: given.iter().map(Some).collect(),
            first,
        }
    }

    fn take(&mut self, name: NameId) -> Option<&'h Passed> {
        let (_, one) = self.left[*self.first.get(&name)?].take()?;
        Some(one)
    }

    fn rest(&mut self) -> impl Iterator<Item = &'h (NameId, Passed)> {
        std::mem::take(&mut self.left).into_iter().flatten()
    }
}

impl Run<'_, '_> {
    pub(super) fn arguments(&mut self, arguments: &[Argument], scope: ScopeId) -> Arguments {
        let mut out = Arguments::default();
        for argument in arguments {
            let value = self.expr(argument.value, scope);
            let passed = Passed {
                value: self.as_asked(argument.value, value),
                from: Some(argument.value),
            };
            match &argument.kind {
                ArgumentKind::Positional if out.stars.is_empty() => out.positional.push(passed),
                ArgumentKind::Positional | ArgumentKind::Star => out.stars.push(passed),
                ArgumentKind::Keyword(name) => {
                    let name = self.analysis.names.intern(&name.text);
                    out.keywords.push((name, passed));
                }
                ArgumentKind::DoubleStar => {
                    self.taken_apart(&passed, Escape::Unpacked);
                    out.double_stars.push(passed);
                }
            }
        }
        out
    }

    /// Objects whose keys are asked for, wherever their items go.
    pub(super) fn taken_apart(&mut self, passed: &Passed, why: Escape) {
        let objects = passed
            .value
            .filter(|atom| matches!(atom, Atom::Instance(..)));
        if let (Some(from), false) = (passed.from, objects.atoms().is_empty()) {
            self.escaped(from, &objects, why);
        }
    }

    /// The arguments go to code that is not known.
    pub(super) fn pass_away(&mut self, passed: &Arguments) {
        self.escape_all(passed, Escape::Passed);
    }

    pub(super) fn escape_all(&mut self, passed: &Arguments, why: Escape) {
        for one in passed.all() {
            match one.from {
                Some(from) => self.escaped(from, &one.value, why),
                None => self.analysis.store.escape(None, &one.value, why),
            }
        }
        for one in &passed.double_stars {
            if let Some(from) = one.from {
                self.escaped(from, &one.value, Escape::Unpacked);
            }
        }
    }

    pub(super) fn handed(&mut self, receiver: Option<Value>, passed: &Arguments) -> Handed {
        let mut positional: Vec<Passed> = receiver
            .into_iter()
            .map(|value| Passed { value, from: None })
            .chain(passed.positional.iter().cloned())
            .collect();
        let mut keywords = passed.keywords.clone();
        let rest_positional = self.spread(&mut positional, &passed.stars);
        let rest_keywords = self.spread_keywords(&mut keywords, &passed.double_stars);
        Handed {
            positional,
            keywords,
            stars: passed.stars.iter().filter_map(|one| one.from).collect(),
            rest_positional,
            rest_keywords,
        }
    }

    /// Puts arguments into parameters.
    pub(super) fn give(&mut self, unit: UnitId, handed: &Handed) {
        let parameters = self.analysis.parameters(unit);
        let mut keywords = Keywords::new(&handed.keywords);
        let names = self.analysis.parameter_names(unit);
        let mut positional = handed.positional.iter();
        let (rest_positional, rest_keywords) = (&handed.rest_positional, &handed.rest_keywords);
        for (index, parameter) in parameters.iter().enumerate() {
            let index = u32::try_from(index).expect("few parameters");
            let slot = Slot::Parameter(unit, index);
            match parameter.kind {
                ParameterKind::Star => {
                    let key = AllocKey::Parameter(unit, index);
                    let alloc = self.analysis.store.alloc(key, AllocKind::Tuple, None);
                    for (at, one) in (0..).zip(positional.by_ref()) {
                        let place = one.from.map(|from| self.place(from));
                        self.analysis
                            .store
                            .put(alloc, Part::At(at), &one.value, place);
                    }
                    if let Some(rest) = rest_positional {
                        self.analysis.store.put(alloc, Part::Element, rest, None);
                    }
                    for star in &handed.stars {
                        let place = self.place(*star);
                        self.analysis.store.holds_items(alloc, place);
                    }
                }
                ParameterKind::DoubleStar => {
                    let key = AllocKey::Parameter(unit, index);
                    let alloc = self.analysis.store.alloc(key, AllocKind::Dict, None);
                    for (name, one) in keywords.rest() {
                        let part = Part::Named(*name);
                        let place = one.from.map(|from| self.place(from));
                        self.analysis.store.put(alloc, part, &one.value, place);
                    }
                    if let Some(rest) = rest_keywords {
                        self.analysis.store.put(alloc, Part::Element, rest, None);
                    }
                }
                kind => {
                    let by_name = match kind {
                        ParameterKind::PositionalOnly => None,
                        _ => keywords.take(names[index as usize]),
                    };
                    let by_position = kind != ParameterKind::KeywordOnly;
                    if let Some(one) = by_name {
                        let place = one.from.map(|from| self.place(from));
                        self.analysis.store.write_from(slot, &one.value, place);
                    } else if let Some(one) = by_position.then(|| positional.next()).flatten() {
                        let place = one.from.map(|from| self.place(from));
                        self.analysis.store.write_from(slot, &one.value, place);
                    } else {
                        for rest in [rest_positional, rest_keywords].into_iter().flatten() {
                            self.analysis.store.write(slot, rest);
                        }
                    }
                }
            }
        }
    }

    /// Adds what `*x` gives, as far as its positions are known; the rest is any number of the value.
    pub(super) fn spread(
        &mut self,
        positional: &mut Vec<Passed>,
        stars: &[Passed],
    ) -> Option<Value> {
        let mut rest: Option<Value> = None;
        for star in stars {
            let parts = match star.value.single() {
                Some(Atom::Alloc(alloc)) if rest.is_none() => self.positions(alloc),
                _ => None,
            };
            if let Some((known, open)) = parts {
                positional.extend(known.into_iter().map(|value| Passed { value, from: None }));
                rest = open;
            } else {
                let each = self.iterate(&star.value, false);
                rest.get_or_insert(Value::nothing()).join(&each);
            }
        }
        rest
    }

    pub(super) fn positions(&mut self, alloc: AllocId) -> Option<(Vec<Value>, Option<Value>)> {
        if self.analysis.store.get(alloc).kind != AllocKind::Tuple {
            return None;
        }
        let count = self.analysis.store.read_parts(alloc, self.unit).len();
        let mut known = Vec::new();
        for index in 0..u32::try_from(count).ok()? {
            let slot = Slot::Content(alloc, Part::At(index));
            known.push(self.analysis.store.read(slot, self.unit));
        }
        let slot = Slot::Content(alloc, Part::Element);
        let open = self.analysis.store.read(slot, self.unit);
        let open = self.analysis.store.has(slot).then_some(open);
        Some((known, open))
    }

    pub(super) fn spread_keywords(
        &mut self,
        keywords: &mut Vec<(NameId, Passed)>,
        double_stars: &[Passed],
    ) -> Option<Value> {
        let mut rest: Option<Value> = None;
        for one in double_stars {
            let mut understood = one.value.is_complete();
            for atom in one.value.atoms().to_vec() {
                let Atom::Alloc(alloc) = atom else {
                    understood = false;
                    continue;
                };
                for (part, value) in self.analysis.store.read_parts(alloc, self.unit) {
                    if let Part::Named(name) = part {
                        keywords.push((name, Passed { value, from: None }));
                    }
                }
                let slot = Slot::Content(alloc, Part::Element);
                let value = self.analysis.store.read(slot, self.unit);
                if self.analysis.store.has(slot) {
                    rest.get_or_insert(Value::nothing()).join(&value);
                }
            }
            if !understood {
                rest.get_or_insert(Value::nothing()).join(&Value::unknown());
            }
        }
        rest
    }
}
