//! Functions that make a client of the kind that is asked for when a call is made: one in each file whose calls
//! cannot know it before.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::Worker;
use super::clients::Clients;
use super::hits::Hit;
use crate::matching::references::Context;
use crate::semantic::value::FileId;
use crate::syntax::ast::ArgumentKind;
use crate::syntax::query::arguments;
use crate::transforms::Draft;
use crate::transforms::functions::name_for;
use crate::transforms::settings::Settings;

/// The function of a file, for calls that wait for their answers or that do not.
#[derive(Debug)]
pub(super) struct Maker {
    function: String,
    /// The settings that it may be given, by their old names.
    takes: BTreeSet<String>,
    /// The function, and the import that it relies on.
    pub(super) draft: Draft,
}

/// The functions of a project, by their files, and whether their clients are asynchronous.
pub(super) type Makers = FxHashMap<(FileId, bool), Maker>;

impl Maker {
    /// The text that makes a client with some options, which are named as the usual kind of client takes
    /// them. None if the function does not take them.
    pub(super) fn called(
        &self,
        settings: &Settings<'_, '_>,
        options: &[(String, String)],
    ) -> Option<String> {
        let given = options.iter().map(|(name, text)| {
            let mut all = settings.provider.settings.iter();
            let named = all.find(|one| one.carried.argument.as_deref() == Some(name))?;
            let taken = self.takes.contains(&named.old);
            taken.then(|| format!("{}={text}", named.old))
        });
        let given: Option<Vec<String>> = given.collect();
        Some(format!("{}({})", self.function, given?.join(", ")))
    }
}

impl Worker<'_, '_> {
    /// The functions that the project's calls may need.
    pub(super) fn makers(&self, settings: &Settings<'_, '_>, hits: &[Hit]) -> Makers {
        let mut taken: FxHashMap<(FileId, bool), BTreeSet<String>> = FxHashMap::default();
        for hit in hits {
            let (Some(provided), Context::Called(call)) = (hit.provided(), hit.reference.context)
            else {
                continue;
            };
            let file = hit.reference.file;
            let key = (file, provided.asynchronous);
            let given = arguments(self.analysis.file(file).tree.expr(call)).iter();
            let names = given.filter_map(|one| match &one.kind {
                ArgumentKind::Keyword(name) => Some(name.text.to_string()),
                _ => None,
            });
            let choosing = settings.choosing();
            let own = names.filter(|name| {
                settings.provider.setting(name).is_some() && !choosing.contains(&**name)
            });
            taken.entry(key).or_default().extend(own);
        }
        let written = taken
            .into_iter()
            .filter_map(|(key, takes)| Some((key, self.maker(settings, key, takes)?)));
        written.collect()
    }

    fn maker(
        &self,
        settings: &Settings<'_, '_>,
        (file, asynchronous): (FileId, bool),
        takes: BTreeSet<String>,
    ) -> Option<Maker> {
        let wanted = match asynchronous {
            true => "_async_client",
            false => "_client",
        };
        let clients = Clients::of(settings, (file, asynchronous), &takes);
        let parameters = takes.iter().map(|name| format!("{name}=None"));
        let parameters: Vec<String> = parameters.collect();
        let write = |function: &str| {
            let mut lines = vec![
                format!("def {function}({}):", parameters.join(", ")),
                "    \"\"\"Makes a client of the kind that is set at this moment.\"\"\"".to_owned(),
            ];
            lines.extend(clients.import());
            clients.chosen(&mut lines, "return ")?;
            Some(lines.join("\n"))
        };
        let function = name_for(self.analysis, (file, wanted), write)?;
        let draft = clients.defined(&write(&function)?)?;
        Some(Maker {
            function,
            takes,
            draft,
        })
    }
}
