//! Arguments that come out of a dict: `**options`.

use std::collections::{BTreeMap, BTreeSet};

use super::Plan;
use crate::finding::Applicability;
use crate::matching::facts::facts;
use crate::matching::keys::keys;
use crate::matching::overrides::with_overrides;
use crate::matching::tokens::Token;
use crate::rewrite::Operation;
use crate::rules::condition::ArgumentFact;
use crate::rules::model::Signature;
use crate::rules::schema::{Action, ArgumentTable, Case, Change};
use crate::semantic::store::{Place, Slot};
use crate::semantic::value::{AllocId, Atom, Part, UnitId, Value};
use crate::syntax::ast::{Argument, ArgumentKind, ExprId, ExprKind, Parent, StmtKind};
use crate::syntax::query::{assigned, dotted, keyword, walk_expr};
use crate::transforms::names::source;

/// What becomes of the keys of a dict.
#[derive(Default)]
struct Becomes {
    /// The new names of those that have others.
    names: BTreeMap<String, String>,
    /// Those that the new call does not know.
    unknown: BTreeSet<String>,
    /// Those that the new call has no use for.
    dropped: BTreeSet<String>,
}

impl Plan<'_, '_> {
    /// `**options`: its keys are rewritten where they stand, if nobody else sees them.
    pub(super) fn spread(&mut self, argument: &Argument) {
        let place = (self.call.file, argument.value);
        let value = with_overrides(self.analysis, self.analysis.value(place));
        let old = self.old_keys(&value);
        if old.is_empty() {
            self.refuse_written_keys(argument.value);
        } else {
            self.rename_keys(&value, &old);
        }
        if !self.is_whole(&value) {
            let old: Vec<String> = self.moved().map(|table| table.name.clone()).collect();
            self.draft.at_most(Applicability::Unsafe);
            self.draft.note(format!(
                "Check the keys of `{}`: {} have other names or places now, and `stream` is taken as not among them.",
                source(self.analysis, self.call.file, argument.value),
                old.join(", ")
            ));
        }
    }

    /// Gives up: the keys cannot be rewritten where they stand.
    fn gives_up(&mut self, note: String) {
        self.gathered = true;
        self.draft.manual("argument-unknown", note);
    }

    /// Gives up where a key that must change is written into a dict of which no more is known.
    fn refuse_written_keys(&mut self, dict: ExprId) {
        if let Some(key) = self.written_keys(dict).pop_first() {
            self.gives_up(format!(
                "`{key}` is among arguments that are gathered elsewhere"
            ));
        }
    }

    /// Whether a key must change.
    fn must_change(&self, key: &str) -> bool {
        let rest = self.call.change.rest.is_some();
        self.moved().any(|table| table.name == key) || rest && self.is_unknown(key)
    }

    /// The keys that must change and are spelled in what makes a dict.
    fn spelled_keys(&self, makes: ExprId) -> Vec<String> {
        let tree = &self.analysis.file(self.call.file).tree;
        let mut out: Vec<&str> = Vec::new();
        for id in walk_expr(tree, makes) {
            match &tree.expr(id).kind {
                ExprKind::Str { value, .. } => out.push(value),
                ExprKind::Call { arguments, .. } => {
                    out.extend(arguments.iter().filter_map(|one| match &one.kind {
                        ArgumentKind::Keyword(name) => Some(&*name.text),
                        _ => None,
                    }));
                }
                _ => {}
            }
        }
        let moved = |key: &&str| self.moved().any(|table| table.name == **key);
        out.into_iter().filter(moved).map(str::to_owned).collect()
    }

    /// The keys that must change and are written into a variable in the function that holds a dict, or are spelled
    /// in what makes the dict.
    pub(super) fn written_keys(&self, dict: ExprId) -> BTreeSet<String> {
        let file = self.call.file;
        let tree = &self.analysis.file(file).tree;
        let unit = self.analysis.unit_at((file, dict));
        let Some(name) = dotted(tree, dict) else {
            return self.spelled_keys(dict).into_iter().collect();
        };
        let made = tree
            .stmt_ids()
            .filter_map(|stmt| match &tree.stmt(stmt).kind {
                StmtKind::Assign { targets, value }
                    if targets.iter().any(|one| {
                        dotted(tree, *one).as_ref() == Some(&name)
                            && self.analysis.unit_at((file, *one)) == unit
                    }) =>
                {
                    Some(*value)
                }
                _ => None,
            });
        let made: BTreeSet<String> = made.flat_map(|value| self.spelled_keys(value)).collect();
        let keys = tree.exprs.iter().enumerate().filter_map(|(index, expr)| {
            let ExprKind::Subscript { value, index: key } = &expr.kind else {
                return None;
            };
            let ExprKind::Str { value: key, .. } = &tree.expr(*key).kind else {
                return None;
            };
            let id = ExprId(u32::try_from(index).ok()?);
            let same = dotted(tree, *value).is_some_and(|path| path == name)
                && self.analysis.unit_at((file, *value)) == unit
                && assigned(tree, id).is_some();
            (same && self.must_change(key)).then(|| key.to_string())
        });
        keys.chain(made).collect()
    }

    /// Whether all keys of a dict are known.
    pub(super) fn is_whole(&self, value: &Value) -> bool {
        let open = |alloc: AllocId| {
            let store = &self.analysis.store;
            let public =
                |unit: UnitId| store.open_units.contains(&unit) || !store.called.contains(&unit);
            store.has(Slot::Content(alloc, Part::Element))
                || store.get(alloc).gathers.is_some_and(public)
        };
        value.is_complete()
            && !value.atoms().is_empty()
            && value
                .atoms()
                .iter()
                .all(|atom| matches!(atom, Atom::Alloc(alloc) if !open(*alloc)))
    }

    /// The arguments that have another name or place now.
    pub(super) fn moved(&self) -> impl Iterator<Item = &ArgumentTable> {
        self.call.change.arguments.iter().filter(|table| {
            let keeps = |case: &Case| matches!(case.action, Action::Keep);
            !table.cases.iter().all(keeps)
        })
    }

    /// The keys that are known to be put into a dict and cannot stay, with what is known of their values.
    pub(super) fn old_keys(&self, value: &Value) -> BTreeMap<String, ArgumentFact> {
        let mut out: BTreeMap<String, Value> = BTreeMap::new();
        for atom in value.atoms() {
            let Atom::Alloc(alloc) = atom else { continue };
            for part in self.analysis.store.parts(*alloc) {
                let Part::Named(name) = part else { continue };
                let name = self.analysis.names.get(*name);
                let known = |signature: &Signature| signature.keyword(name).is_some();
                if self.moved().any(|table| table.name == name) || !self.call.new.is_none_or(known)
                {
                    let held = self.analysis.peek(Slot::Content(*alloc, *part));
                    out.entry(name.to_owned())
                        .or_insert(Value::nothing())
                        .join(&held);
                }
            }
        }
        out.into_iter()
            .map(|(name, value)| {
                let (values, complete) = facts(self.analysis, &value);
                (name, ArgumentFact::Values(values, complete))
            })
            .collect()
    }

    /// Gives keys of a dict their new names, at all places at which they stand.
    fn rename_keys(&mut self, value: &Value, old: &BTreeMap<String, ArgumentFact>) {
        let Some(becomes) = self.becomes(value, old) else {
            return;
        };
        let Becomes {
            names,
            unknown,
            dropped,
        } = &becomes;
        if names.is_empty() && unknown.is_empty() && dropped.is_empty() {
            return;
        }
        // Where others may be among the keys, the function that takes those out takes these as well.
        let rest = self.rest_of(unknown).filter(|_| self.is_whole(value));
        let rest = rest.map(str::to_owned);
        if let Some(why) = self.meet(value, &becomes, rest.as_deref()) {
            self.gives_up(why);
            return;
        }
        let found = self.tokens(value, &becomes).and_then(|found| {
            let nested = match rest {
                Some(rest) => self.nest(&rest, unknown, &found)?,
                None if unknown.is_empty() => Vec::new(),
                None => return None,
            };
            let gone = self.drop_keys(dropped, &found)?;
            Some((found, nested, gone))
        });
        let Some((found, nested, gone)) = found else {
            let names = names.keys().chain(unknown).chain(dropped);
            let names: Vec<&str> = names.map(String::as_str).collect();
            self.gives_up(format!(
                "`{}` is among arguments that are gathered elsewhere",
                names.join("`, `")
            ));
            return;
        };
        for (file, operation) in gone {
            self.draft.edit(file, operation);
        }
        for (token, operations) in nested {
            for operation in operations {
                self.draft.edit(token.file, operation);
            }
        }
        self.write_names(names, &found);
    }

    /// What becomes of the keys; none, and why, if one of them cannot be a key any more.
    fn becomes(&mut self, value: &Value, old: &BTreeMap<String, ArgumentFact>) -> Option<Becomes> {
        let mut out = Becomes::default();
        for (name, fact) in old {
            let case = self.case(name, fact).cloned();
            if case.is_none() && self.goes_elsewhere(value, name) {
                self.draft.at_most(Applicability::Unsafe);
                self.draft.note(format!(
                    "`{name}` comes to several calls here, as far as can be seen: it is taken to be for those that take it"
                ));
                continue;
            }
            if self.call.change.rest.is_some() && self.is_unknown(name) {
                out.unknown.insert(name.clone());
                continue;
            }
            if let Some(case) = case.as_ref().filter(|case| case.action == Action::Drop) {
                self.said(case);
                out.dropped.insert(name.clone());
                continue;
            }
            let new = self.new_key(name, case.as_ref())?;
            if new != *name {
                out.names.insert(name.clone(), new);
            }
        }
        Some(out)
    }

    /// Why two keys would be one, if they would.
    fn meet(&self, value: &Value, becomes: &Becomes, rest: Option<&str>) -> Option<String> {
        let Becomes { names, unknown, .. } = becomes;
        if let Some((one, other, new)) = self.two_for_one(value, names) {
            return Some(format!(
                "`{one}` and `{other}` in a dict of arguments are `{new}` now"
            ));
        }
        let names = names.iter().map(|(old, new)| (old, new.as_str()));
        let nested = unknown.iter().filter_map(|name| Some((name, rest?)));
        let mut all = names.chain(nested);
        let (name, new) = all.find(|(old, new)| self.is_given(value, old, new))?;
        Some(format!(
            "`{name}` in a dict of arguments is `{new}` now, which is given as well"
        ))
    }

    /// Where the keys stand; none if others see them.
    fn tokens(
        &self,
        value: &Value,
        becomes: &Becomes,
    ) -> Option<BTreeMap<String, BTreeSet<Token>>> {
        let Becomes {
            names,
            unknown,
            dropped,
        } = becomes;
        // Both names of one thing may be given, by calls that give one each.
        let both =
            |(old, new): &(&String, &String)| self.dicts_with(value, old, new).next().is_some();
        let apart: BTreeSet<&String> = names
            .iter()
            .filter(both)
            .flat_map(|(old, new)| [old, new])
            .collect();
        let wanted = names.keys().chain(apart.iter().copied());
        let wanted = wanted.chain(unknown).chain(dropped).cloned().collect();
        let call = (self.call.file, self.call.call);
        let anew = |call| self.takes_anew(call, becomes);
        let found = keys(self.analysis, value, call, &wanted, &anew)?;
        // Code that asks for one of them would have an answer for the other.
        let mut tokens = apart.iter().filter_map(|name| found.get(*name)).flatten();
        let asked = tokens.any(|token| token.quoted);
        (!asked).then_some(found)
    }

    /// Writes the new names where the old ones stand.
    fn write_names(
        &mut self,
        names: &BTreeMap<String, String>,
        found: &BTreeMap<String, BTreeSet<Token>>,
    ) {
        for (name, new) in names {
            for token in found.get(name).into_iter().flatten() {
                let text = self.analysis.file(token.file).unit.text();
                let written = &text[token.span.range()];
                let new = if token.quoted {
                    written.replacen(name.as_str(), new, 1)
                } else {
                    new.clone()
                };
                let operation = Operation::replace(token.span, new);
                self.draft.edit(token.file, operation);
            }
        }
    }

    /// Whether another call takes arguments under the same other names.
    fn takes_anew(&self, call: Place, becomes: &Becomes) -> bool {
        let Becomes {
            names,
            unknown,
            dropped,
        } = becomes;
        let symbols = self.analysis.calls.get(&call);
        let mut symbols = symbols.into_iter().flatten().peekable();
        let renames = |change: &Change| {
            let all = names.iter().all(|(old, new)| {
                let table = change.argument_table(old);
                let last = table.and_then(|table| table.cases.last());
                last.is_some_and(|case| {
                    matches!(&case.action, Action::Rename(name) if name == new)
                        && case.template.is_none()
                })
            });
            all && self.nests_too(change, call, unknown) && Self::drops_too(change, dropped)
        };
        symbols.peek().is_some()
            && symbols.all(|symbol| {
                let path = self.analysis.names.get(*symbol);
                let mut packs = self.analysis.external.packs.iter();
                packs.any(|pack| {
                    let rows = pack.rows(path).unwrap_or_default();
                    rows.iter().any(|(row, _)| renames(row))
                })
            })
    }

    /// The name that a key has in the new call; none, and why, if it cannot be a key there.
    fn new_key(&mut self, name: &str, case: Option<&Case>) -> Option<String> {
        let new = match case.map(|case| (&case.action, case)) {
            None | Some((Action::Keep, _)) => name.to_owned(),
            Some((Action::Rename(new), case)) if case.template.is_none() => {
                self.said(case);
                new.clone()
            }
            Some((_, case)) => {
                let note = case.note.clone().unwrap_or_default();
                self.gives_up(format!("`{name}` in a dict of arguments must move. {note}"));
                return None;
            }
        };
        let known = |signature: &Signature| signature.keyword(&new).is_some();
        if !self.call.new.is_none_or(known) {
            self.gives_up(format!(
                "`{name}` in a dict of arguments is not known to the new call"
            ));
            return None;
        }
        Some(new)
    }

    /// Two keys of one dict that have the same name in the new call.
    fn two_for_one<'n>(
        &self,
        value: &Value,
        names: &'n BTreeMap<String, String>,
    ) -> Option<(&'n str, &'n str, &'n str)> {
        names.iter().find_map(|(one, new)| {
            let others = names
                .iter()
                .filter(|(other, same)| *same == new && *other > one);
            let mut others = others.map(|(other, _)| other);
            let meets = |other: &&String| {
                let mut dicts = self.dicts_with(value, one, other);
                dicts.any(|alloc| !self.given_apart(alloc, one, other))
            };
            others.find(meets).map(|other| (&**one, &**other, &**new))
        })
    }

    /// Whether an argument is passed already, beside its old name in the dict or beside the dict.
    fn is_given(&self, value: &Value, old: &str, name: &str) -> bool {
        let in_dict = self
            .dicts_with(value, old, name)
            .any(|alloc| !self.given_apart(alloc, old, name));
        let tree = &self.analysis.file(self.call.file).tree;
        let call = tree.expr(self.call.call);
        in_dict
            || self.seen.contains_key(name)
            || keyword(call, name).is_some()
            || self.is_named_anew(name)
            || self.another_may_hold(value, name)
    }

    /// Whether an argument beside the dict goes under a name in the new call.
    fn is_named_anew(&self, name: &str) -> bool {
        let tree = &self.analysis.file(self.call.file).tree;
        let given = crate::syntax::query::arguments(tree.expr(self.call.call));
        given.iter().any(|one| {
            let ArgumentKind::Keyword(old) = &one.kind else {
                return false;
            };
            let case = self.case(&old.text, &self.fact(one.value));
            case.is_some_and(|case| match &case.action {
                Action::Rename(new) => new == name,
                Action::Into { argument, .. } => argument == name,
                _ => false,
            })
        })
    }

    /// Those of the dicts that get two keys.
    fn dicts_with(&self, value: &Value, one: &str, other: &str) -> impl Iterator<Item = AllocId> {
        let holds = |alloc: AllocId, name: &str| {
            self.analysis.store.parts(alloc).iter().any(
                |part| matches!(part, Part::Named(part) if self.analysis.names.get(*part) == name),
            )
        };
        let allocs = value.atoms().iter().filter_map(|atom| match atom {
            Atom::Alloc(alloc) => Some(*alloc),
            _ => None,
        });
        let both: Vec<AllocId> = allocs
            .filter(|alloc| holds(*alloc, one) && holds(*alloc, other))
            .collect();
        both.into_iter()
    }

    /// Whether two keys of a dict that gathers keywords come from calls that give one of them each.
    fn given_apart(&self, alloc: AllocId, one: &str, other: &str) -> bool {
        let gathers = self.analysis.store.get(alloc).gathers.is_some();
        let calls = |name: &str| self.giving(alloc, name);
        match (gathers, calls(one), calls(other)) {
            (true, Some(one), Some(other)) => one.is_disjoint(&other),
            _ => false,
        }
    }

    /// The calls that give a key of a dict as a keyword, and unpack nothing; none if it comes from elsewhere as
    /// well.
    fn giving(&self, alloc: AllocId, name: &str) -> Option<BTreeSet<Place>> {
        let part = Part::Named(self.analysis.names.find(name)?);
        let sources = self.analysis.store.sources_of(Slot::Content(alloc, part));
        let mut out = BTreeSet::new();
        for (file, value) in sources {
            let tree = &self.analysis.file(*file).tree;
            let Parent::Expr(call) = tree.expr(*value).parent else {
                return None;
            };
            let given = crate::syntax::query::arguments(tree.expr(call));
            let is_keyword = |one: &Argument| {
                one.value == *value
                    && matches!(&one.kind, ArgumentKind::Keyword(keyword) if *keyword.text == *name)
            };
            let unpacks = given.iter().any(|one| one.kind == ArgumentKind::DoubleStar);
            if unpacks || !given.iter().any(is_keyword) {
                return None;
            }
            out.insert((*file, call));
        }
        (!out.is_empty()).then_some(out)
    }
}
