//! Functions that give the arguments of calls their new names when the calls are made: for dicts whose keys
//! cannot be rewritten where they stand, and that hold no settings of the client.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Worker;
use super::clients::Clients;
use super::hits::Hit;
use super::written::Text;
use crate::finding::Applicability;
use crate::rules::model::Signature;
use crate::rules::schema::{Change, New};
use crate::semantic::store::Place;
use crate::semantic::value::FileId;
use crate::syntax::ast::ArgumentKind;
use crate::syntax::query::arguments as arguments_of;
use crate::transforms::Draft;
use crate::transforms::arguments::{Call, Gathered, Outcome, arguments_among, renamed, through};
use crate::transforms::functions::name_for;
use crate::transforms::settings::Settings;

/// The functions of a project, by their files and the paths of the new methods.
pub(super) type Renamers = BTreeMap<(FileId, String), Renamer>;

/// The function of a file for the calls of one method.
#[derive(Debug)]
pub(super) struct Renamer {
    name: String,
    draft: Draft,
    row: Arc<Change>,
    gathered: Gathered,
}

/// What the calls ask of it.
struct Asked {
    row: Arc<Change>,
    gathered: Gathered,
    new: Vec<Signature>,
}

impl Renamer {
    /// The edits of a call that goes through the function.
    pub(super) fn applied(&self, settings: &Settings<'_, '_>, call: &Call<'_>) -> Option<Outcome> {
        let found = renamed(settings.analysis, call, settings.provider)?;
        let same = call.change.arguments == self.row.arguments && call.change.rest == self.row.rest;
        let known = found.keys.is_subset(&self.gathered.keys)
            && found.unknown.is_subset(&self.gathered.unknown);
        if !same || !known {
            return None;
        }
        let mut out = through(
            settings.analysis,
            call,
            settings.provider,
            &found,
            &self.name,
        )?;
        let draft = &mut out.draft;
        draft.absorb(self.draft.clone());
        draft.at_most(Applicability::Unsafe);
        draft.note(format!(
            "`{}` gives the keys of the dicts the names that they have now, when the call is made",
            self.name
        ));
        if found.open {
            draft.note("check the keys that cannot be seen here: settings of the client are none of the call's arguments any more, and `stream` is taken as not among them");
        }
        Some(out)
    }
}

impl Worker<'_, '_> {
    /// The functions that the project's calls need.
    pub(super) fn renamers(&self, settings: &Settings<'_, '_>, hits: &[Hit]) -> Renamers {
        let mut asked: BTreeMap<(FileId, String), Asked> = BTreeMap::new();
        for hit in hits {
            let Some((row, _)) = &hit.row else { continue };
            let Some(New::Provided(provided)) = &row.new else {
                continue;
            };
            let new = self.signature_of(hit, settings, provided);
            let old = self.old_signatures(&hit.reference.symbols[0]);
            for place in self.led_to(hit).0 {
                let call = Call {
                    file: place.0,
                    call: place.1,
                    skip: 0,
                    change: row,
                    old: &old,
                    new: new.as_ref(),
                    variant: None,
                };
                let Some(found) = self.renamed_by(settings, &call) else {
                    continue;
                };
                let key = (place.0, provided.path.clone());
                let held = asked.entry(key).or_insert_with(|| Asked {
                    row: row.clone(),
                    gathered: found.clone(),
                    new: Vec::new(),
                });
                held.gathered.keys.extend(found.keys);
                held.gathered.unknown.extend(found.unknown);
                held.new.extend(new.clone());
            }
        }
        self.written_renamers(settings, asked)
    }

    /// The old arguments among a call's dicts, where their keys cannot be rewritten where they stand.
    fn renamed_by(&self, settings: &Settings<'_, '_>, call: &Call<'_>) -> Option<Gathered> {
        let tree = &self.analysis.file(call.file).tree;
        let mut given = arguments_of(tree.expr(call.call)).iter();
        if !given.any(|one| one.kind == ArgumentKind::DoubleStar) {
            return None;
        }
        let takes = |place: Place, name: &str| self.takes(settings, place, name);
        let gathered = arguments_among(self.analysis, call, &takes).gathered;
        gathered.then(|| renamed(self.analysis, call, settings.provider))?
    }

    fn written_renamers(
        &self,
        settings: &Settings<'_, '_>,
        asked: BTreeMap<(FileId, String), Asked>,
    ) -> Renamers {
        let mut out = Renamers::new();
        for ((file, path), held) in &asked {
            let taken = |key: &String| held.new.iter().any(|one| one.keyword(key).is_some());
            if held.gathered.unknown.iter().any(taken) {
                continue;
            }
            let alone = asked.keys().filter(|key| key.0 == *file).count() == 1;
            let of = path.rsplit_once('.').map_or(&**path, |(of, _)| of);
            let wanted = match alone {
                true => "_arguments".to_owned(),
                false => format!("_{}_arguments", of.replace('.', "_")),
            };
            let clients = Clients::of(settings, (*file, false), &held.gathered.keys);
            let text = Text {
                clients,
                row: &held.row,
                gathered: &held.gathered,
            };
            let write = |name: &str| text.renaming(name);
            let Some(name) = name_for(self.analysis, (*file, &wanted), write) else {
                continue;
            };
            let draft = write(&name).and_then(|function| text.clients.added(&function));
            let Some(draft) = draft else { continue };
            let renamer = Renamer {
                draft,
                row: held.row.clone(),
                gathered: held.gathered.clone(),
                name,
            };
            out.insert((*file, path.clone()), renamer);
        }
        out
    }
}
