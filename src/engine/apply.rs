//! From drafts to bytes: chooses, plans imports, applies, and checks each file strictly before it is
//! offered.

use std::collections::{BTreeMap, BTreeSet};

use super::read::Project;
use super::{Change, Selection};
use crate::finding::FileEdits;
use crate::rewrite::imports::{ImportNeeds, plan_imports};
use crate::rewrite::part::{Choice, Part, PartId, Wanted, choose};
use crate::rewrite::slots::keep_blocks_filled;
use crate::rewrite::verify::verify;
use crate::rewrite::{Operation, apply, flatten};
use crate::semantic::infer::Analysis;
use crate::semantic::value::FileId;
use crate::transforms::Draft;
use crate::transforms::imports::Unneeded;

/// A draft with its id and the pack that it belongs to.
pub type Named = (String, String, Draft);

/// The edits of one draft alone, by file.
#[must_use]
pub fn file_edits(project: &Project, draft: &Draft) -> Vec<FileEdits> {
    let mut out: Vec<FileEdits> = Vec::new();
    for (file, operations) in &draft.operations {
        let file = &project.files[file.0 as usize];
        let Ok(edits) = flatten(file.unit.text(), operations) else {
            continue;
        };
        out.extend(file.unit.file_edits(edits));
    }
    out.sort();
    out
}

/// What applying the chosen drafts gives: changed files, and the ids of the drafts that are in them.
#[must_use]
pub fn apply_drafts(
    project: &Project,
    analysis: &Analysis<'_>,
    drafts: &[Named],
    selection: &Selection,
    changed: &dyn Fn(&str) -> bool,
) -> (Vec<Change>, Vec<String>) {
    let parts: Vec<Part> = drafts
        .iter()
        .filter(|(_, _, draft)| {
            let mut files = draft.operations.keys();
            !files.any(|file| project.files[file.0 as usize].unit.is_notebook())
        })
        .map(part)
        .collect();
    let mut without = BTreeSet::new();
    loop {
        let wanted = Wanted {
            least: selection.least,
            packages: &selection.packages,
            without: &without,
        };
        let choice = choose(&parts, &wanted);
        let attempt = Attempt {
            project,
            analysis,
            parts: &parts,
            choice: &choice,
            changed,
        };
        let ids = |index: &usize| parts[*index].id.clone();
        match attempt.changes() {
            Ok(changes) => {
                let applied = choice.chosen.iter().map(|index| ids(index).0).collect();
                return (changes, applied);
            }
            // A file that would not compile takes all parts that touch it along.
            Err(file) => {
                let touches = |index: &&usize| parts[**index].files.contains_key(&file);
                without.extend(choice.chosen.iter().filter(touches).map(ids));
            }
        }
    }
}

fn part((id, package, draft): &Named) -> Part {
    let index = |file: &FileId| file.0 as usize;
    Part {
        id: PartId(id.clone()),
        applicability: draft.applicability,
        packages: BTreeSet::from([package.clone()]),
        files: draft
            .operations
            .iter()
            .map(|(file, operations)| (index(file), operations.clone()))
            .collect(),
        imports: draft
            .imports
            .iter()
            .map(|(file, needs)| (index(file), needs.clone()))
            .collect(),
        requires: Vec::new(),
    }
}

/// The chosen parts on their way into the files.
struct Attempt<'a, 'p> {
    project: &'a Project,
    analysis: &'a Analysis<'p>,
    parts: &'a [Part],
    choice: &'a Choice,
    changed: &'a dyn Fn(&str) -> bool,
}

impl Attempt<'_, '_> {
    /// The files that change.
    ///
    /// # Errors
    /// The index of a file that would not compile.
    fn changes(&self) -> Result<Vec<Change>, usize> {
        let files = self.choice.files(self.parts);
        let mut operations = BTreeMap::new();
        let mut needs = BTreeMap::new();
        for index in &files {
            let file = FileId(u32::try_from(*index).expect("fewer than 2^32 files"));
            operations.insert(file, self.choice.operations(self.parts, *index));
            needs.insert(file, self.choice.imports(self.parts, *index));
        }
        let unneeded = Unneeded {
            analysis: self.analysis,
            operations: &operations,
            needs: &needs,
            changed: self.changed,
        };
        for (file, clauses) in unneeded.clauses() {
            needs.entry(file).or_default().drop_if_unused = clauses;
        }
        let mut out = Vec::new();
        for (file, operations) in operations {
            out.extend(self.change(file, operations, &needs[&file])?);
        }
        out.sort_by(|one, other| one.display.cmp(&other.display));
        Ok(out)
    }

    /// One file with its imports; none if it stays as it is.
    fn change(
        &self,
        file: FileId,
        mut operations: Vec<Operation>,
        needs: &ImportNeeds,
    ) -> Result<Option<Change>, usize> {
        let index = file.0 as usize;
        let held = &self.project.files[index];
        let text = held.unit.text();
        operations.extend(plan_imports(&held.tree, text, needs, &operations));
        keep_blocks_filled(&held.tree, &mut operations);
        let edits = flatten(text, &operations).map_err(|_| index)?;
        let after = apply(text, &edits);
        if after == text {
            return Ok(None);
        }
        verify(text, &after).map_err(|_| index)?;
        let bytes = |text: &str| held.unit.with_text(text).map_err(|_| index);
        Ok(Some(Change {
            path: held.unit.path().to_owned(),
            display: held.unit.display().to_owned(),
            before: bytes(text)?,
            after: bytes(&after)?,
        }))
    }
}
