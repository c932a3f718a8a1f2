//! Names of the project's files that tests and the like put something else in the place of, by a string. The new
//! code does not go through them: what does is left to a person, together with the test.

use rustc_hash::FxHashSet;

use super::hits::Hit;
use super::moved::Moved;
use super::{Changes, Worker};
use crate::matching::fakes::fakes;
use crate::matching::references::Context;
use crate::matching::spelled::{name_of_a_module, names_looked_up};
use crate::matching::stand_ins::replaced_modules;
use crate::semantic::infer::Analysis;
use crate::semantic::store::Place;
use crate::semantic::value::FileId;
use crate::syntax::ast::Span;
use crate::syntax::query::{dotted, top};

/// The names that strings replace, by file: of those that imports of what changed bind.
pub(super) fn replaced_names(analysis: &Analysis<'_>, hits: &[Hit]) -> FxHashSet<(FileId, String)> {
    let imports = hits
        .iter()
        .filter(|hit| hit.reference.context == Context::Imported);
    let bound: FxHashSet<(FileId, &str)> = imports
        .filter_map(|hit| {
            let place = (hit.reference.file, hit.reference.span.start);
            let import = analysis.imported.get(&place)?;
            Some((place.0, analysis.names.get(import.name)))
        })
        .collect();
    let named = names_looked_up(analysis);
    let itself = named.filter(|(_, named)| {
        named.member.is_empty() && bound.contains(&(named.module, named.name))
    });
    itself
        .map(|(_, named)| (named.module, named.name.to_owned()))
        .collect()
}

/// The files whose modules of packages are replaced as a whole.
pub(super) fn mocked(analysis: &Analysis<'_>, hits: &[Hit]) -> FxHashSet<FileId> {
    let replaced = replaced_modules(analysis);
    let mut out: FxHashSet<FileId> = replaced.map(|(_, named, _)| named.module).collect();
    let has = |file: FileId| {
        let mut hits = hits.iter().map(|hit| &hit.reference);
        hits.any(|one| one.file == file && one.context == Context::StoodFor)
    };
    // What is imported in the place of a module is so in all files.
    if fakes(analysis).iter().any(|fake| has(fake.file)) {
        out.extend(analysis.file_ids());
    }
    out
}

/// Why what goes through such a name stays.
pub(super) fn left_to_itself(name: &str) -> String {
    format!(
        "something else is put in the place of `{name}` of this file, as by a test: the new form does not go through that name, so rewrite both together"
    )
}

impl Worker<'_, '_> {
    /// The name that a reference goes through, if it is replaced.
    pub(super) fn replaced_name(&self, hit: &Hit) -> Option<&str> {
        let file = hit.reference.file;
        let expr = hit.reference.expr?;
        let path = dotted(&self.analysis.file(file).tree, expr)?;
        let name = top(&path);
        let (_, name) = self.replaced.get(&(file, name.to_owned()))?;
        Some(name)
    }

    /// The import that binds the very name of a file which a string replaces.
    pub(super) fn clause_named(&self, place: Place) -> Option<(FileId, Span)> {
        let named = name_of_a_module(self.analysis, place)?;
        let name = Some(named.name).filter(|_| named.member.is_empty())?;
        let mut imports = self.analysis.imported.iter();
        let (_, import) = imports.find(|((file, _), import)| {
            *file == named.module && self.analysis.names.get(import.name) == name
        })?;
        Some((named.module, import.clause))
    }

    /// Whether a string names a member of such a name.
    pub(super) fn goes_through_replaced(&self, place: Place) -> bool {
        name_of_a_module(self.analysis, place).is_some_and(|named| {
            self.replaced
                .contains(&(named.module, named.name.to_owned()))
        })
    }

    /// Gives up the parts that would leave such a name without a use. Where the import says the new place, the
    /// name stays.
    pub(super) fn leave_replaced(&self, hits: &[Hit], moved: &Moved, out: &mut Changes) {
        if self.replaced.is_empty() {
            return;
        }
        for hit in hits {
            if hit.reference.context == Context::Imported || moved.settles(self, hit) {
                continue;
            }
            let Some(name) = self.replaced_name(hit) else {
                continue;
            };
            let place = (hit.reference.file, hit.reference.span);
            let at = out.found.iter().filter(|one| (one.file, one.span) == place);
            let drafts: Vec<usize> = at.filter_map(|one| one.draft).collect();
            for draft in drafts {
                out.drafts[draft].manual("not-supported", left_to_itself(name));
            }
        }
    }
}
