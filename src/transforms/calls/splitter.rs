//! Functions that take out of a call's arguments what belongs to its client: in each file one for the calls whose
//! arguments are gathered in dicts, or several where one name means several things.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Worker;
use super::clients::Clients;
use super::hits::Hit;
use super::written::Text;
use crate::matching::references::Context;
use crate::rewrite::names::{free_name, used_names};
use crate::rules::model::Signature;
use crate::rules::schema::{Change, New};
use crate::semantic::store::Place;
use crate::semantic::value::FileId;
use crate::syntax::ast::ArgumentKind;
use crate::syntax::query::arguments as arguments_of;
use crate::transforms::Draft;
use crate::transforms::arguments::{
    Call, Gathered, SplitNames, arguments, gathered, known_at_run_time,
};
use crate::transforms::functions::name_for;
use crate::transforms::settings::Settings;

/// A function of a file, for calls that wait for their answers or that do not.
#[derive(Debug)]
pub(super) struct Splitter {
    /// What stands for what.
    pub(super) names: SplitNames,
    /// The arguments that it knows.
    pub(super) gathered: Gathered,
    /// The calls that ask for it.
    pub(super) calls: FxHashSet<Place>,
    /// The row whose tables it follows.
    row: Arc<Change>,
    /// The function, and the import that it relies on.
    draft: Draft,
}

/// What the calls of a file ask of its function.
struct Asked {
    row: Arc<Change>,
    gathered: Gathered,
    /// How they are called in the new version.
    new: Vec<Signature>,
    calls: FxHashSet<Place>,
}

/// The functions of a project, by their files, and whether their clients are asynchronous.
pub(super) type Splitters = FxHashMap<(FileId, bool), Vec<Splitter>>;

/// Whether the tables of two rows do the same with some arguments.
fn agree<'k>(one: &Change, other: &Change, mut keys: impl Iterator<Item = &'k String>) -> bool {
    let action = |row: &Change, key: &str| {
        let table = row.argument_table(key)?;
        Some(table.cases.last().map(|case| case.action.clone()))
    };
    keys.all(|key| action(one, key) == action(other, key))
}

impl Splitter {
    /// What a part needs that sends a call of `row` through the function; none if it does not fit.
    pub(super) fn definition(&self, row: &Change) -> Option<Draft> {
        agree(row, &self.row, self.gathered.keys.iter()).then(|| self.draft.clone())
    }
}

impl Worker<'_, '_> {
    /// The functions that the project's calls need.
    pub(super) fn splitters(&self, settings: &Settings<'_, '_>, hits: &[Hit]) -> Splitters {
        let mut out: BTreeMap<(FileId, bool), Vec<Asked>> = BTreeMap::new();
        for hit in hits {
            let (Some((row, _)), Some(provided)) = (&hit.row, hit.provided()) else {
                continue;
            };
            let Some((found, new)) = self.gathered_by(settings, hit, row) else {
                continue;
            };
            let all = out
                .entry((hit.reference.file, provided.asynchronous))
                .or_default();
            let fits = |one: &Asked| {
                let keys = one.gathered.keys.iter().chain(&found.keys);
                agree(&one.row, row, keys)
            };
            let index = all.iter().position(fits).unwrap_or_else(|| {
                all.push(Asked {
                    row: row.clone(),
                    gathered: found.clone(),
                    new: Vec::new(),
                    calls: FxHashSet::default(),
                });
                all.len() - 1
            });
            let asked = &mut all[index];
            if let Context::Called(call) = hit.reference.context {
                asked.calls.insert((hit.reference.file, call));
            }
            asked.gathered.keys.extend(found.keys);
            asked.gathered.unknown.extend(found.unknown);
            asked.gathered.open |= found.open;
            asked.new.extend(new);
        }
        let mut written = Splitters::default();
        for (key, all) in out {
            let mut splitters: Vec<Splitter> = Vec::new();
            for mut asked in all {
                let takes = |signature: &Signature, key: &String| signature.keyword(key).is_some();
                let new = &asked.new;
                let nobody = |key: &String| !new.iter().any(|one| takes(one, key));
                asked.gathered.unknown.retain(nobody);
                splitters.extend(self.splitter(settings, key, (asked, splitters.len())));
            }
            written.insert(key, splitters);
        }
        written
    }

    /// The name of a function of a file that knows all arguments of a row, for code that is added to the file, and
    /// what defines it: one of those that the file gets anyway, or one beside them and beside `more`.
    pub(super) fn splitter_of_all(
        &self,
        settings: &Settings<'_, '_>,
        (key, others, more): ((FileId, bool), &[Splitter], usize),
        row: &Arc<Change>,
        hits: &[Hit],
    ) -> Option<(String, Draft)> {
        let mut gathered = Gathered {
            keys: known_at_run_time(row, settings.provider),
            unknown: BTreeSet::new(),
            open: true,
        };
        for hit in hits {
            let same = hit
                .row
                .as_ref()
                .is_some_and(|(one, _)| Arc::ptr_eq(one, row));
            if same && let Some((found, new)) = self.gathered_by(settings, hit, row) {
                let takes =
                    |key: &String| new.as_ref().is_some_and(|one| one.keyword(key).is_some());
                gathered
                    .unknown
                    .extend(found.unknown.into_iter().filter(|key| !takes(key)));
            }
        }
        let serves = |one: &&Splitter| one.gathered == gathered && one.definition(row).is_some();
        if let Some(one) = others.iter().find(serves) {
            return Some((one.names.function.clone(), one.draft.clone()));
        }
        let asked = Asked {
            row: row.clone(),
            gathered,
            new: Vec::new(),
            calls: FxHashSet::default(),
        };
        let made = self.splitter(settings, key, (asked, others.len() + more))?;
        Some((made.names.function, made.draft))
    }

    /// The old arguments that a call gets out of dicts and that cannot be rewritten there.
    fn gathered_by(
        &self,
        settings: &Settings<'_, '_>,
        hit: &Hit,
        row: &Change,
    ) -> Option<(Gathered, Option<Signature>)> {
        let reference = &hit.reference;
        let file = reference.file;
        let Context::Called(call) = reference.context else {
            return None;
        };
        let tree = &self.analysis.file(file).tree;
        let unpacks = arguments_of(tree.expr(call))
            .iter()
            .any(|argument| argument.kind == ArgumentKind::DoubleStar);
        if !unpacks
            || reference
                .expr
                .is_some_and(|expr| self.is_of_a_variable((file, expr)))
        {
            return None;
        }
        let New::Provided(provided) = row.new.as_ref()? else {
            return None;
        };
        let old = self.old_signatures(&reference.symbols[0]);
        let new = self.signature_of(hit, settings, provided);
        let call = Call {
            file,
            call,
            skip: 0,
            change: row,
            old: &old,
            new: new.as_ref(),
            variant: None,
        };
        let found = arguments(self.analysis, &call).gathered;
        let found = found.then(|| gathered(self.analysis, &call, settings.provider));
        Some((found??, new))
    }

    fn splitter(
        &self,
        settings: &Settings<'_, '_>,
        (file, asynchronous): (FileId, bool),
        (asked, others): (Asked, usize),
    ) -> Option<Splitter> {
        let Asked {
            row,
            gathered,
            calls,
            ..
        } = asked;
        let tree = &self.analysis.file(file).tree;
        let wanted = match asynchronous {
            true => "async_client_and_arguments",
            false => "client_and_arguments",
        };
        let wanted = match others {
            0 => format!("_{wanted}"),
            others => format!("_{wanted}_{}", others + 1),
        };
        let used = used_names(tree);
        let free = |name: &str| match used.contains(name) {
            true => free_name(tree, &format!("{}_{name}", self.active.pack.header.name)),
            false => name.to_owned(),
        };
        let clients = Clients::of(settings, (file, asynchronous), &gathered.keys);
        let text = Text {
            clients,
            row: &row,
            gathered: &gathered,
        };
        let names = SplitNames {
            function: name_for(self.analysis, (file, &wanted), |name| text.function(name))?,
            client: free("client"),
            rest: free("arguments"),
        };
        let draft = text.clients.defined(&text.function(&names.function)?)?;
        Some(Splitter {
            names,
            gathered,
            calls,
            row,
            draft,
        })
    }
}
