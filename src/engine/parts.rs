//! A project is looked at in groups of parts that lead nowhere into each other, several at a time: what changes in one of them,
//! or was added to it, needs no other look at the rest.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::path::Path;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::left::Left;
use super::reach::{Asks, asks};
use super::read::Project;
use crate::semantic::external::External;
use crate::semantic::infer::Analysis;
use crate::semantic::parts::parts;
use crate::semantic::store::Place;
use crate::semantic::value::FileId;
use crate::source::tests::{is_test, shared_by_tests};

/// Parts are looked at in so many groups at most, however many threads there are: what is found must not depend on the
/// machine.
const GROUPS: usize = 4;

/// So many expressions are looked at in one group: that takes less than to find out behind it that parts lead into each other,
/// and to look at them again.
const ALONE: usize = 40_000;

/// Files of which one leads into the other though no import says so, by their paths as reports show them.
pub type Links = BTreeSet<(String, String)>;

/// The values of a project, or of some of its parts.
pub struct Looks<'p> {
    project: &'p Project,
    external: &'p External<'p>,
    /// Where values are turned into plain mappings.
    cuts: FxHashSet<Place>,
    groups: Vec<Group<'p>>,
}

/// Parts that are looked at one after the other.
struct Group<'p> {
    /// In their order.
    files: Vec<FileId>,
    /// What was found; none if they must be looked at again.
    analysis: Option<Analysis<'p>>,
}

impl<'p> Looks<'p> {
    /// Looks at all of a project.
    #[must_use]
    pub fn at_all(project: &'p Project, external: &'p External<'p>, links: &Links) -> Self {
        Self::at_new(project, external, &|_| true, links)
    }

    /// Looks at the parts of a project with files for which `is_new` holds; at all if those are a good deal of it, for then the
    /// rest is looked at beside them. Files with known `links` are of one part.
    #[must_use]
    pub fn at_new(
        project: &'p Project,
        external: &'p External<'p>,
        is_new: &dyn Fn(&str) -> bool,
        links: &Links,
    ) -> Self {
        let mut out = Self {
            project,
            external,
            cuts: FxHashSet::default(),
            groups: groups(project, is_new, links),
        };
        out.look();
        out
    }

    /// Whether all of the project is looked at.
    #[must_use]
    pub fn are_at_all(&self) -> bool {
        let files = self.groups.iter().map(|group| group.files.len());
        files.sum::<usize>() == self.project.files.len()
    }

    /// Looks at the groups that must be looked at.
    fn look(&mut self) {
        let Self {
            project,
            external,
            cuts,
            groups,
        } = self;
        let groups = groups.par_iter_mut();
        let groups = groups.filter(|group| group.analysis.is_none());
        groups.for_each(|group| {
            let of_group = |(file, _): &&Place| group.files.binary_search(file).is_ok();
            let cuts = cuts.iter().filter(of_group).copied().collect();
            let (files, modules) = (&project.files, &project.modules);
            let found = Analysis::run_part(files, modules, external, &group.files, cuts);
            group.analysis = Some(found);
        });
    }

    /// The links between the groups that were met: by a name in a text, or what tests share.
    fn leading(&self) -> BTreeSet<(FileId, FileId)> {
        let of_group = |group: &Group<'p>| {
            let found = group.analysis.as_ref();
            found.map(|analysis| analysis.leads_out_of(&group.files))
        };
        self.groups.iter().filter_map(of_group).flatten().collect()
    }

    /// The links between the groups that were met, by the paths of their files.
    #[must_use]
    pub fn links(&self) -> Links {
        let path = |file: FileId| {
            self.project.files[file.0 as usize]
                .unit
                .display()
                .to_owned()
        };
        let links = self.leading().into_iter();
        links.map(|(one, other)| (path(one), path(other))).collect()
    }

    /// Looks at groups together of which one leads into the other, until there are none.
    fn unite(&mut self) {
        loop {
            let group_of = |file: FileId| {
                let mut groups = self.groups.iter();
                groups.position(|group| group.files.binary_search(&file).is_ok())
            };
            let links = self.leading().into_iter();
            let mut links = links.filter_map(|(one, other)| group_of(one).zip(group_of(other)));
            let Some((one, other)) = links.find(|(one, other)| one != other) else {
                return;
            };
            let taken = self.groups.remove(one.max(other));
            let group = &mut self.groups[one.min(other)];
            group.files.extend(taken.files);
            group.files.sort_unstable();
            group.analysis = None;
            self.look();
        }
    }

    /// What the parts ask of the files that are `left`.
    #[must_use]
    pub fn asks<'w>(&self, left: &Left<'w>) -> Vec<Asks<'w>> {
        let found = self.groups.par_iter();
        let found = found.filter_map(|group| group.analysis.as_ref());
        found.map(|analysis| asks(analysis, left)).collect()
    }

    /// Whether there are several groups: then what is seen of all together may ask for more than they do.
    #[must_use]
    pub fn are_several(&self) -> bool {
        self.groups.len() > 1
    }

    /// All of the project together. What was found of the largest group is a part of that, and must be found again for another
    /// look: most often it is the one that is cut.
    #[must_use]
    pub fn together(&mut self) -> Analysis<'p> {
        self.look();
        self.unite();
        let groups = self.groups.iter_mut();
        let largest = groups.max_by_key(|group| size(self.project, &group.files));
        let found = largest.and_then(|group| group.analysis.take());
        let found = found.unwrap_or_else(|| {
            let Project { files, modules, .. } = self.project;
            Analysis::run(files, modules, self.external)
        });
        let others = self.groups.iter();
        let others: Vec<&Analysis<'p>> = others.filter_map(|one| one.analysis.as_ref()).collect();
        found.joined(&others)
    }

    /// Lets the next look be as if the values of `cuts` were turned into plain mappings where they stand: it is only at groups
    /// where those are others than before.
    pub fn cut(&mut self, cuts: &FxHashSet<Place>) {
        let changed: BTreeSet<FileId> = cuts
            .symmetric_difference(&self.cuts)
            .map(|(file, _)| *file)
            .collect();
        for group in &mut self.groups {
            if group.files.iter().any(|file| changed.contains(file)) {
                group.analysis = None;
            }
        }
        self.cuts.clone_from(cuts);
    }
}

/// How much code files have.
fn size(project: &Project, files: &[FileId]) -> usize {
    let files = files.iter().map(|file| &project.files[file.0 as usize]);
    files.map(|file| file.tree.exprs.len()).sum()
}

/// Tests, each with a file that shares what tests ask for by name.
fn shared_by(project: &Project) -> impl Iterator<Item = (FileId, FileId)> {
    let files = project.files.iter().map(|file| file.unit.display());
    let tests = (0..).map(FileId).zip(files);
    let tests = tests.filter(|(_, path)| is_test(Path::new(path)));
    tests.flat_map(move |(test, path)| {
        let shared = shared_by_tests(path);
        shared.filter_map(move |path| Some((test, project.modules.file(&path)?)))
    })
}

/// The parts with files for which `is_new` holds, or all where those are more than a quarter of the project, in groups of
/// about the same size.
fn groups<'p>(project: &Project, is_new: &dyn Fn(&str) -> bool, links: &Links) -> Vec<Group<'p>> {
    let files = &project.files;
    let path = |file: FileId| files[file.0 as usize].unit.display();
    let size = |part: &[FileId]| size(project, part);
    let links = links.iter().filter_map(|(one, other)| {
        let file = |path: &str| project.modules.file(path);
        file(one).zip(file(other))
    });
    let links: Vec<(FileId, FileId)> = links.chain(shared_by(project)).collect();
    let mut looked_at = parts(files, &project.modules, &links);
    let is_grown = |part: &Vec<FileId>| part.iter().any(|file| is_new(path(*file)));
    let grown = looked_at.iter().filter(|part| is_grown(part));
    let grown: usize = grown.map(|part| size(part)).sum();
    let all: usize = looked_at.iter().map(|part| size(part)).sum();
    if grown * 4 <= all {
        looked_at.retain(is_grown);
    }
    looked_at.sort_by_key(|part| Reverse(size(part)));
    let several = looked_at.iter().map(|part| size(part)).sum::<usize>() > ALONE;
    let number = if several { GROUPS } else { 1 };
    let mut groups: Vec<(usize, Vec<FileId>)> = vec![(0, Vec::new()); number];
    for part in looked_at {
        if let Some(least) = groups.iter_mut().min_by_key(|(size, _)| *size) {
            least.0 += size(&part);
            least.1.extend(part);
        }
    }
    let groups = groups.into_iter().filter(|(_, files)| !files.is_empty());
    groups
        .map(|(_, mut files)| {
            files.sort_unstable();
            Group {
                files,
                analysis: None,
            }
        })
        .collect()
}
