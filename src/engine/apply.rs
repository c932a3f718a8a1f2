//! From drafts to bytes: chooses, plans imports, applies, and checks each file strictly before it is
//! offered.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use rustc_hash::FxHashSet;
use thiserror::Error;

use super::read::Project;
use super::{Change, Selection};
use crate::finding::{Applicability, FileEdits, TextEdit};
use crate::rewrite::imports::{ImportNeeds, Imports, plan_imports};
use crate::rewrite::outdent::outdent_what_moved_up;
use crate::rewrite::part::{Choice, Dropped, Part, PartId, Wanted, choose};
use crate::rewrite::slots::keep_blocks_filled;
use crate::rewrite::verify::{VerifyError, verify, verify_cells};
use crate::rewrite::{Operation, apply, flatten};
use crate::semantic::infer::Analysis;
use crate::semantic::value::FileId;
use crate::source::{SourceError, SourceUnit};
use crate::syntax::ast::Span;
use crate::transforms::Draft;
use crate::transforms::imports::Unneeded;

/// A draft that is offered.
#[derive(Debug)]
pub struct Named {
    /// The id of the fix.
    pub id: String,
    /// The pack that it belongs to.
    pub package: String,
    /// The ids of the fixes without which it is not applied.
    pub requires: Vec<String>,
    /// What it does.
    pub draft: Draft,
}

/// What a look at all drafts gives before any is offered.
#[derive(Debug, Default)]
pub struct Rehearsal {
    /// The edits of each draft that holds, with those of imports, by its id.
    pub edits: BTreeMap<String, Vec<FileEdits>>,
    /// Why the others do not hold, by their ids.
    pub refused: BTreeMap<String, String>,
}

/// Applies all drafts in memory, so that none is offered that a fix would have to leave out.
#[must_use]
pub fn rehearse(
    project: &Project,
    analysis: &Analysis<'_>,
    drafts: &[Named],
    changed: &dyn Fn(&str) -> bool,
) -> Rehearsal {
    let context = Context::of(project, analysis, drafts, changed);
    let settled = context.settle(Applicability::Unsafe, &[], &BTreeSet::new());
    let needs = context.needs(&settled.choice).1;
    let mut out = Rehearsal::default();
    for (index, part) in context.parts.iter().enumerate() {
        let id = part.id.0.clone();
        match settled.refused.get(&part.id) {
            Some(broken) => drop(out.refused.insert(id, broken.to_string())),
            None if context.misses(index, &settled) => {
                let why = "what it needs is not rewritten".to_owned();
                out.refused.insert(id, why);
            }
            None => drop(out.edits.insert(id, context.edits_alone(index, &needs))),
        }
    }
    out
}

/// What applying the chosen drafts gives, without those that are left: changed files, and the ids of the drafts that are in them.
#[must_use]
pub fn apply_drafts(
    project: &Project,
    analysis: &Analysis<'_>,
    drafts: &[Named],
    (selection, left): (&Selection, &BTreeSet<String>),
    changed: &dyn Fn(&str) -> bool,
) -> (Vec<Change>, Vec<String>) {
    let context = Context::of(project, analysis, drafts, changed);
    let left = left.iter().cloned().map(PartId).collect();
    let settled = context.settle(selection.least, &selection.packages, &left);
    let applied = settled.choice.chosen.iter();
    let applied = applied.map(|index| context.parts[*index].id.0.clone());
    (settled.changes, applied.collect())
}

fn part(named: &Named) -> Part {
    let index = |file: &FileId| file.0 as usize;
    let draft = &named.draft;
    Part {
        id: PartId(named.id.clone()),
        applicability: draft.applicability,
        packages: BTreeSet::from([named.package.clone()]),
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
        requires: named.requires.iter().cloned().map(PartId).collect(),
    }
}

/// Why a file cannot be given its edits.
#[derive(Debug, Clone, Error)]
pub enum Broken {
    /// The edits overlap.
    #[error("its edits change the same text twice")]
    Overlap,
    /// The file is none that Python compiles, or would be none afterwards.
    #[error("{0}")]
    Verify(#[from] VerifyError),
    /// The file has no form for the new text: its encoding lacks a letter, a notebook has no cell for it. Or it cannot be
    /// written at all.
    #[error("{0}")]
    Unwritten(String),
    /// Some of several do, and which of them was not asked.
    #[error("it or a fix beside it would break the file, which is too long to try each alone: {0}")]
    Untried(Box<Broken>),
}

/// Bytes of files that are read to find out which of the fixes of one file break it.
const TRIED: usize = 10_000_000;

/// The drafts of a project on their way into its files.
struct Context<'a, 'p> {
    project: &'a Project,
    analysis: &'a Analysis<'p>,
    parts: Vec<Part>,
    changed: &'a dyn Fn(&str) -> bool,
    /// The clauses that parts make needless, with the indices of their files.
    dropped: FxHashSet<(usize, Span)>,
    /// The imports of files, read once: each part asks for those of its files.
    imports: RefCell<BTreeMap<FileId, Rc<Imports>>>,
}

/// The parts that can be applied together, what that gives, and why the others cannot.
struct Settled {
    choice: Choice,
    changes: Vec<Change>,
    refused: BTreeMap<PartId, Broken>,
}

type Needs = BTreeMap<FileId, ImportNeeds>;
type Operations = BTreeMap<FileId, Vec<Operation>>;

impl<'a, 'p> Context<'a, 'p> {
    fn of(
        project: &'a Project,
        analysis: &'a Analysis<'p>,
        drafts: &[Named],
        changed: &'a dyn Fn(&str) -> bool,
    ) -> Self {
        let parts: Vec<Part> = drafts.iter().map(part).collect();
        let asked = parts.iter().flat_map(|part| &part.imports);
        let dropped = asked.flat_map(|(index, needs)| {
            let clauses = needs.drop_if_unused.keys();
            clauses.map(|clause| (*index, *clause))
        });
        Self {
            project,
            analysis,
            dropped: dropped.collect(),
            parts,
            changed,
            imports: RefCell::default(),
        }
    }

    fn imports_of(&self, file: FileId) -> Rc<Imports> {
        let mut known = self.imports.borrow_mut();
        let tree = &self.project.files[file.0 as usize].tree;
        let imports = known
            .entry(file)
            .or_insert_with(|| Rc::new(Imports::of(tree)));
        Rc::clone(imports)
    }

    /// Whether a part needs one that does not hold.
    fn misses(&self, part: usize, settled: &Settled) -> bool {
        let Some(Dropped::Requires(required)) = settled.choice.dropped.get(&part) else {
            return false;
        };
        let next = self.parts.iter().position(|one| one.id == *required);
        settled.refused.contains_key(required)
            || next.is_some_and(|next| self.misses(next, settled))
    }

    /// Leaves out parts until the others can be applied together; those of `left` from the beginning.
    fn settle(
        &self,
        least: Applicability,
        packages: &[String],
        left: &BTreeSet<PartId>,
    ) -> Settled {
        let mut refused: BTreeMap<PartId, Broken> = BTreeMap::new();
        loop {
            let without = refused.keys().chain(left).cloned().collect();
            let wanted = Wanted {
                least,
                packages,
                without: &without,
            };
            let choice = choose(&self.parts, &wanted);
            match self.changes(&choice) {
                Ok(changes) => {
                    return Settled {
                        choice,
                        changes,
                        refused,
                    };
                }
                Err((file, broken)) => refused.extend(self.guilty(file, &broken, &choice)),
            }
        }
    }

    /// Those of the chosen parts that a file cannot be given: each that fails alone, and all that touch
    /// it if each of them would do.
    fn guilty(&self, file: FileId, broken: &Broken, choice: &Choice) -> Vec<(PartId, Broken)> {
        let index = file.0 as usize;
        let touching = choice.chosen.iter().filter(|part| {
            let part = &self.parts[**part];
            part.files.contains_key(&index) || part.imports.contains_key(&index)
        });
        let touching: Vec<usize> = touching.copied().collect();
        let needs = self.needs(choice).1;
        let mut left = TRIED;
        let alone = self.failing(file, &touching, &needs, &mut left);
        if alone.is_empty() {
            let all = touching.into_iter();
            let id = |part: usize| self.parts[part].id.clone();
            return all.map(|part| (id(part), broken.clone())).collect();
        }
        alone
    }

    /// Those of some parts that a file cannot be given alone. Of many that go together none is looked at alone, for each look
    /// reads the whole file; once `left` bytes are read, all go that do not hold together.
    fn failing(
        &self,
        file: FileId,
        parts: &[usize],
        needs: &Needs,
        left: &mut usize,
    ) -> Vec<(PartId, Broken)> {
        let (mut operations, mut own) = (Vec::new(), ImportNeeds::default());
        for part in parts {
            let (mine, asked) = self.own(*part, file.0 as usize, needs);
            operations.extend(mine);
            own.merge(&asked);
        }
        let Err(broken) = self.change(file, operations, &own) else {
            return Vec::new();
        };
        let text = self.project.files[file.0 as usize].unit.text();
        *left = left.saturating_sub(text.len());
        let id = |part: &usize| self.parts[*part].id.clone();
        match parts {
            [] => Vec::new(),
            [part] => vec![(id(part), broken)],
            several if *left == 0 => {
                let broken = Broken::Untried(Box::new(broken));
                several
                    .iter()
                    .map(|part| (id(part), broken.clone()))
                    .collect()
            }
            several => {
                let (first, second) = several.split_at(several.len() / 2);
                let mut out = self.failing(file, first, needs, left);
                out.extend(self.failing(file, second, needs, left));
                out
            }
        }
    }

    /// What one part alone does in one file. Of the imports that nothing needs after all parts, those go
    /// that it makes needless.
    fn own(&self, part: usize, index: usize, needs: &Needs) -> (Vec<Operation>, ImportNeeds) {
        let part = &self.parts[part];
        let mut own = part.imports.get(&index).cloned().unwrap_or_default();
        if let Some(needs) = needs.get(&file_id(index)) {
            // What another part alone makes needless goes with that.
            let of_others = |clause: &Span| {
                !own.drop_if_unused.contains_key(clause) && self.dropped.contains(&(index, *clause))
            };
            let going = needs.drop_if_unused.iter();
            let going = going.filter(|(clause, _)| !of_others(clause));
            own.drop_if_unused = going.map(|(at, uses)| (*at, uses.clone())).collect();
        }
        (part.files.get(&index).cloned().unwrap_or_default(), own)
    }

    /// The edits of one part by file.
    fn edits_alone(&self, part: usize, needs: &Needs) -> Vec<FileEdits> {
        let of_part = &self.parts[part];
        let files = of_part.files.keys().chain(of_part.imports.keys());
        let mut out = Vec::new();
        for index in files.copied().collect::<BTreeSet<usize>>() {
            let (operations, own) = self.own(part, index, needs);
            if let Ok(edits) = self.edits(file_id(index), operations, &own) {
                out.extend(self.project.files[index].unit.file_edits(&edits));
            }
        }
        out.sort();
        out
    }

    /// The operations of the chosen parts in each file, and what they ask of its imports.
    fn needs(&self, choice: &Choice) -> (Operations, Needs) {
        let (mut operations, mut needs) = (Operations::new(), Needs::new());
        for index in choice.files(&self.parts) {
            let file = file_id(index);
            operations.insert(file, choice.operations(&self.parts, index));
            needs.insert(file, choice.imports(&self.parts, index));
        }
        let unneeded = Unneeded {
            analysis: self.analysis,
            operations: &operations,
            needs: &needs,
            changed: self.changed,
        };
        for (file, clauses) in unneeded.clauses() {
            needs
                .entry(file)
                .or_default()
                .drop_if_unused
                .extend(clauses);
        }
        (operations, needs)
    }

    /// The files that change.
    fn changes(&self, choice: &Choice) -> Result<Vec<Change>, (FileId, Broken)> {
        let (operations, needs) = self.needs(choice);
        let mut out = Vec::new();
        for (file, operations) in operations {
            let change = self.change(file, operations, &needs[&file]);
            out.extend(change.map_err(|broken| (file, broken))?);
        }
        out.sort_by(|one, other| one.display.cmp(&other.display));
        Ok(out)
    }

    /// The edits of one file with its imports.
    fn edits(
        &self,
        file: FileId,
        mut operations: Vec<Operation>,
        needs: &ImportNeeds,
    ) -> Result<Vec<TextEdit>, Broken> {
        let held = &self.project.files[file.0 as usize];
        let text = held.unit.text();
        let imports = self.imports_of(file);
        operations.extend(plan_imports(
            (&held.tree, text),
            &imports,
            needs,
            &operations,
        ));
        keep_blocks_filled(&held.tree, &mut operations);
        let mut edits = flatten(text, &operations).map_err(|_| Broken::Overlap)?;
        outdent_what_moved_up(&held.tree, text, &mut edits);
        Ok(edits)
    }

    /// One file with its imports; none if it stays as it is.
    fn change(
        &self,
        file: FileId,
        operations: Vec<Operation>,
        needs: &ImportNeeds,
    ) -> Result<Option<Change>, Broken> {
        let held = &self.project.files[file.0 as usize];
        let text = held.unit.text();
        let edits = self.edits(file, operations, needs)?;
        let after = apply(text, &edits);
        if after == text {
            return Ok(None);
        }
        if let Some(why) = self.project.unwritable.get(held.unit.path()) {
            return Err(Broken::Unwritten(why.clone()));
        }
        let unwritten = |error: SourceError| Broken::Unwritten(error.to_string());
        let bytes = held.unit.with_edits(&edits).map_err(unwritten)?;
        if held.unit.is_notebook() || held.unit.is_document() {
            let (path, display) = (held.unit.path(), held.unit.display());
            let read = match held.unit.is_document() {
                true => SourceUnit::read_document,
                false => SourceUnit::read,
            };
            let after = read(path, display, &bytes).map_err(unwritten)?;
            verify_cells(&held.unit, &after)?;
        } else if held.unit.is_code() {
            verify(text, &after)?;
        }
        Ok(Some(Change {
            path: held.unit.path().to_owned(),
            display: held.unit.display().to_owned(),
            before: held.unit.bytes().map_err(unwritten)?,
            after: bytes,
        }))
    }
}

fn file_id(index: usize) -> FileId {
    FileId(u32::try_from(index).expect("fewer than 2^32 files"))
}
