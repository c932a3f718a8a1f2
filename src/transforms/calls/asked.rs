//! What tests ask what stands in for a method about its arguments: by the names that the new call gives them.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::Worker;
use crate::matching::asked::{Asked, names_given};
use crate::matching::facts::facts;
use crate::matching::new_form::method_behind;
use crate::rewrite::Operation;
use crate::rules::condition::{Answer, ArgumentFact};
use crate::rules::model::Signature;
use crate::rules::schema::{Action, Case, Change, New};
use crate::semantic::infer::MethodBinding;
use crate::semantic::store::Place;
use crate::semantic::value::{AllocId, Atom, FileId, Part, UnitId};
use crate::syntax::ast::{ArgumentKind, ExprId, ExprKind, ParameterKind, Parent, Span};
use crate::syntax::query::{arguments, call_above};
use crate::transforms::Draft;

/// What becomes of the name of an argument.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Becomes {
    Same,
    Named(String),
    /// It has no name of its own, or another value as well.
    Gone,
}

/// What the calls of an old method pass now.
struct Passing<'r> {
    row: &'r Change,
    /// How the new one is called, as far as the model says; overloads beside each other.
    new: Vec<Signature>,
    calls: Vec<Place>,
    /// Whether some of them give by position what the new one takes by name alone.
    by_position: bool,
}

/// Where names stand that change, with what stands there then.
type Renamed = BTreeMap<(FileId, Span), String>;

impl Worker<'_, '_> {
    /// Asks what stands in for a method for its arguments by their new names, or says why that cannot be.
    pub(super) fn ask_anew(
        &self,
        old: &str,
        (asked, functions): (&[(FileId, Asked)], &[UnitId]),
        draft: &mut Draft,
    ) {
        if asked.is_empty() && functions.is_empty() {
            return;
        }
        let Some((row, _)) = self.rows(old) else {
            return;
        };
        let new = self.signatures_behind(&row);
        let calls = self.calls_that(&self.analysis.external.canonical(old), |_, _| true);
        let takes_none = new.iter().any(|one| one.positional(0).is_none());
        let passing = Passing {
            row: &row,
            // Calls that are not seen may give anything.
            by_position: takes_none
                && (calls.is_empty() || calls.iter().any(|call| self.gives_by_position(*call))),
            new,
            calls,
        };
        let mut renamed = Renamed::new();
        let mut all = asked.to_vec();
        let mut why = None;
        for unit in functions {
            match self.asked_of_function(*unit, &passing) {
                Ok(more) => all.extend(more),
                Err(reason) => why = Some(reason),
            }
        }
        for (file, one) in all {
            let done = self.asked_by_name((file, one), &passing, &mut renamed);
            why = why.or(done.err());
        }
        if let Some(why) = why {
            draft.manual("not-supported", why);
            return;
        }
        for ((file, span), text) in renamed {
            draft.edit(file, Operation::replace(span, text));
        }
    }

    fn asked_by_name(
        &self,
        (file, asked): (FileId, Asked),
        passing: &Passing<'_>,
        renamed: &mut Renamed,
    ) -> Result<(), String> {
        let tree = &self.analysis.file(file).tree;
        match asked {
            Asked::Call(call) => {
                if names_given(tree, call).is_none() {
                    self.asked_whole(passing)?;
                }
                if passing.by_position && self.gives_by_position((file, call)) {
                    return Err(BY_POSITION.to_owned());
                }
                for one in arguments(tree.expr(call)) {
                    let ArgumentKind::Keyword(name) = &one.kind else {
                        continue;
                    };
                    let own = self.fact_of((file, one.value));
                    match self.becomes(passing, &name.text, Some(own)) {
                        Becomes::Same => {}
                        Becomes::Named(new) => {
                            renamed.insert((file, name.span), new);
                        }
                        Becomes::Gone => return Err(gone(&name.text)),
                    }
                }
                Ok(())
            }
            Asked::Key(key) => {
                let expr = tree.expr(key);
                let ExprKind::Str { value: name, .. } = &expr.kind else {
                    return Ok(());
                };
                match self.becomes(passing, name, None) {
                    Becomes::Same => {}
                    Becomes::Named(new) => {
                        let text = &self.analysis.file(file).unit.text()[expr.span.range()];
                        let text = text.replacen(&**name, &new, 1);
                        renamed.insert((file, expr.span), text);
                    }
                    Becomes::Gone => return Err(gone(name)),
                }
                Ok(())
            }
            Asked::Position(_) if passing.by_position => Err(BY_POSITION.to_owned()),
            Asked::Position(_) => Ok(()),
            Asked::Whole(_) => self.asked_whole(passing),
        }
    }

    /// Whether the code of a function reads a name.
    fn is_read_in(&self, unit: UnitId, name: &str) -> bool {
        let file = self.analysis.get(unit).file;
        let tree = &self.analysis.file(file).tree;
        tree.expr_ids().any(|id| {
            matches!(&tree.expr(id).kind, ExprKind::Name(read) if **read == *name)
                && self.analysis.unit_at((file, id)) == Some(unit)
        })
    }

    fn gives_by_position(&self, (file, call): Place) -> bool {
        let mut given = arguments(self.analysis.file(file).tree.expr(call)).iter();
        given.any(|one| matches!(one.kind, ArgumentKind::Positional | ArgumentKind::Star))
    }

    /// Refuses where an argument that has another name is among those that calls pass.
    fn asked_whole(&self, passing: &Passing<'_>) -> Result<(), String> {
        if passing.calls.is_empty() {
            return Err("what it was called with is looked at as a whole: which names are among that cannot be seen".to_owned());
        }
        let passed = self.names_passed(passing);
        let changes = |name: &&String| self.becomes(passing, name, None) != Becomes::Same;
        match passed.iter().find(changes) {
            Some(name) => Err(format!(
                "what it was called with is looked at as a whole: `{name}` is not among that any more, by this name"
            )),
            None => Ok(()),
        }
    }

    /// What becomes of the name of an argument in all calls that pass it.
    fn becomes(&self, passing: &Passing<'_>, name: &str, own: Option<ArgumentFact>) -> Becomes {
        let Some(table) = passing.row.argument_table(name) else {
            let known = |one: &Signature| one.keyword(name).is_some();
            let is_known = passing.new.is_empty() || passing.new.iter().any(known);
            return match is_known || passing.row.rest.is_none() {
                true => Becomes::Same,
                false => Becomes::Gone,
            };
        };
        let mut given: Vec<ArgumentFact> = own.into_iter().collect();
        for (file, call) in &passing.calls {
            let tree = &self.analysis.file(*file).tree;
            let named = arguments(tree.expr(*call)).iter().filter(
                |one| matches!(&one.kind, ArgumentKind::Keyword(keyword) if *keyword.text == *name),
            );
            given.extend(named.map(|one| self.fact_of((*file, one.value))));
        }
        let certain = |fact: &ArgumentFact| {
            let mut cases = table.cases.iter();
            cases.any(|case| case.test.answer(fact) == Answer::Yes)
        };
        if given.is_empty() || passing.calls.is_empty() && !given.iter().all(certain) {
            // Calls that are not seen may pass anything.
            let drops = |case: &&Case| case.action == Action::Drop;
            return alike(table.cases.iter().filter(|case| !drops(case)).map(Some));
        }
        alike(given.iter().map(|fact| table.choose(fact)))
    }

    fn fact_of(&self, place: Place) -> ArgumentFact {
        let (values, complete) = facts(self.analysis, self.analysis.value(place));
        ArgumentFact::Values(values, complete)
    }

    /// The names of the arguments that calls pass, as far as they are seen.
    fn names_passed(&self, passing: &Passing<'_>) -> FxHashSet<String> {
        let mut out = FxHashSet::default();
        for (file, call) in &passing.calls {
            let tree = &self.analysis.file(*file).tree;
            for one in arguments(tree.expr(*call)) {
                match &one.kind {
                    ArgumentKind::Keyword(name) => {
                        out.insert(name.text.to_string());
                    }
                    ArgumentKind::DoubleStar => {
                        for atom in self.analysis.value((*file, one.value)).atoms() {
                            out.extend(self.keys_of(*atom));
                        }
                    }
                    _ => {}
                }
            }
        }
        out
    }

    fn keys_of(&self, atom: Atom) -> Vec<String> {
        let Atom::Alloc(alloc) = atom else {
            return Vec::new();
        };
        let parts = self.analysis.store.parts(alloc).iter();
        let names = parts.filter_map(|part| match part {
            Part::Named(name) => Some(self.analysis.names.get(*name).to_owned()),
            _ => None,
        });
        names.collect()
    }

    /// How the method is called that stands behind the new form.
    fn signatures_behind(&self, row: &Change) -> Vec<Signature> {
        let Some(New::Provided(provided)) = &row.new else {
            return Vec::new();
        };
        let mut providers = self.active.pack.providers.iter();
        let found = providers
            .find(|one| one.name == provided.provider)
            .and_then(|provider| {
                let variant = provider.variants.last()?;
                let class = match provided.asynchronous {
                    true => variant.asynchronous.as_ref()?,
                    false => &variant.synchronous,
                };
                let (_, id) = method_behind(&self.active.new, class, &provided.path)?;
                Some(self.active.new.function(id).signatures.clone())
            });
        found.unwrap_or_default()
    }

    /// What a function that stands in for the method asks of its arguments.
    fn asked_of_function(
        &self,
        unit: UnitId,
        passing: &Passing<'_>,
    ) -> Result<Vec<(FileId, Asked)>, String> {
        let passed = self.names_passed(passing);
        let mut gathers = false;
        let info = self.analysis.get(unit);
        let given = info.class.is_some() && info.binding != MethodBinding::Static;
        let parameters = self.analysis.parameters(unit).iter();
        for parameter in parameters.skip(usize::from(given)) {
            let name = &parameter.name.text;
            match parameter.kind {
                ParameterKind::DoubleStar => gathers = true,
                ParameterKind::Star if passing.by_position && self.is_read_in(unit, name) => {
                    return Err(BY_POSITION.to_owned());
                }
                ParameterKind::Star => {}
                _ if passing.by_position
                    && parameter.default.is_none()
                    && !passing.new.iter().any(|one| one.keyword(name).is_some()) =>
                {
                    return Err(BY_POSITION.to_owned());
                }
                _ if (passed.contains(&**name) || passing.calls.is_empty())
                    && self.becomes(passing, name, None) != Becomes::Same =>
                {
                    return Err(format!(
                        "what stands in for it takes `{name}`, which the new call does not give it by this name"
                    ));
                }
                _ => {}
            }
        }
        Ok(match gathers {
            true => self.asked_of_gathered(unit),
            false => Vec::new(),
        })
    }

    /// What is asked of the dict that a function gathers its keywords in, and of those that take its items over.
    fn asked_of_gathered(&self, unit: UnitId) -> Vec<(FileId, Asked)> {
        let store = &self.analysis.store;
        let copies: Vec<(AllocId, &[AllocId])> = store.copies().collect();
        let own = copies.iter().map(|(alloc, _)| *alloc);
        let mut family: FxHashSet<AllocId> = own
            .filter(|alloc| store.get(*alloc).gathers == Some(unit))
            .collect();
        let mut open: Vec<AllocId> = family.iter().copied().collect();
        while let Some(alloc) = open.pop() {
            let taken = copies.iter().filter(|(from, _)| *from == alloc);
            for into in taken.flat_map(|(_, into)| into.iter()) {
                if family.insert(*into) {
                    open.push(*into);
                }
            }
        }
        let has = |atom: &Atom| matches!(atom, Atom::Alloc(alloc) if family.contains(alloc));
        let mut out = Vec::new();
        for file in self.analysis.file_ids() {
            let tree = &self.analysis.file(file).tree;
            let held = tree
                .expr_ids()
                .filter(|id| self.analysis.value((file, *id)).atoms().iter().any(has));
            let asked = held.filter_map(|id| self.asked_of_dict((file, id)));
            out.extend(asked.flatten().map(|one| (file, one)));
        }
        out
    }

    fn asked_of_dict(&self, (file, id): Place) -> Option<Vec<Asked>> {
        let tree = &self.analysis.file(file).tree;
        let key = |key: ExprId| match &tree.expr(key).kind {
            ExprKind::Str { bytes: false, .. } => Asked::Key(key),
            _ => Asked::Whole(key),
        };
        let Parent::Expr(up) = tree.expr(id).parent else {
            return None;
        };
        Some(match &tree.expr(up).kind {
            // Who gets them there may look at them.
            ExprKind::Call { arguments, .. }
                if arguments
                    .iter()
                    .any(|one| one.value == id && one.kind == ArgumentKind::DoubleStar) =>
            {
                vec![Asked::Whole(id)]
            }
            ExprKind::Subscript { value, index } if *value == id => vec![key(*index)],
            ExprKind::Attribute { attribute, .. }
                if matches!(&*attribute.text, "get" | "pop" | "setdefault") =>
            {
                let (_, function, arguments) = call_above(tree, up)?;
                let first = arguments.first().filter(|_| function == up)?;
                vec![key(first.value)]
            }
            ExprKind::Compare {
                operands,
                operators,
            } => {
                let contains = operators.iter().any(|one| one.ends_with("in"));
                let other = *operands.iter().find(|one| **one != id)?;
                match &tree.expr(other).kind {
                    _ if contains && operands.last() == Some(&id) => vec![key(other)],
                    ExprKind::Dict(items) => {
                        let keys = items.iter();
                        keys.map(|one| one.key.map_or(Asked::Whole(one.value), key))
                            .collect()
                    }
                    _ => vec![Asked::Whole(other)],
                }
            }
            _ => return None,
        })
    }
}

/// Why what is asked by position stays.
const BY_POSITION: &str =
    "what it is given by position is looked at: the new code gives all arguments by name";

/// What becomes of a name in all cases, if that is the same.
fn alike<'c>(cases: impl Iterator<Item = Option<&'c Case>>) -> Becomes {
    let mut out = None;
    for case in cases {
        let one = match case.map(|case| (&case.action, &case.template)) {
            Some((Action::Keep, None)) | None => Becomes::Same,
            Some((Action::Rename(new), None)) => Becomes::Named(new.clone()),
            Some(_) => Becomes::Gone,
        };
        if out.get_or_insert_with(|| one.clone()) != &one {
            return Becomes::Gone;
        }
    }
    out.unwrap_or(Becomes::Gone)
}

fn gone(name: &str) -> String {
    format!("`{name}`, which it is asked for, is no argument of the new call by another name alone")
}
