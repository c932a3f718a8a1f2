//! A look at those parts of a project that files were added to, several at a time: what they ask for is known before all
//! of the project is looked at together.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rayon::prelude::*;

use super::reach::{Asks, asks};
use super::read::Project;
use crate::semantic::external::External;
use crate::semantic::infer::Analysis;
use crate::semantic::parts::parts;
use crate::semantic::value::FileId;
use crate::source::discover::FoundFile;

/// Parts are looked at in so many groups at most, however many threads there are: what is asked for must not depend on
/// the machine.
const GROUPS: usize = 4;

/// What is asked for by the parts with files for which `is_new` holds; nothing where one group would hold most of the
/// project, which is looked at as a whole anyway.
pub fn asks_of_parts<'w>(
    project: &Project,
    external: &External<'_>,
    left: &BTreeMap<&'w str, &'w FoundFile>,
    is_new: &dyn Fn(&str) -> bool,
) -> Vec<Asks<'w>> {
    let files = &project.files;
    let path = |file: FileId| files[file.0 as usize].unit.display();
    let size = |part: &[FileId]| -> usize {
        let trees = part.iter().map(|file| &files[file.0 as usize].tree);
        trees.map(|tree| tree.exprs.len()).sum()
    };
    let mut grown = parts(files, &project.modules);
    grown.retain(|part| part.iter().any(|file| is_new(path(*file))));
    grown.sort_by_key(|part| Reverse(size(part)));
    let mut groups: Vec<(usize, Vec<FileId>)> = vec![(0, Vec::new()); GROUPS];
    for part in grown {
        if let Some(least) = groups.iter_mut().min_by_key(|(size, _)| *size) {
            least.0 += size(&part);
            least.1.extend(part);
        }
    }
    let all: usize = files.iter().map(|file| file.tree.exprs.len()).sum();
    if groups.iter().any(|(size, _)| size * 2 > all) {
        return Vec::new();
    }
    groups
        .into_par_iter()
        .map(|(_, mut group)| {
            group.sort_unstable();
            let analysis = Analysis::run_part(files, &project.modules, external, &group);
            asks(&analysis, left)
        })
        .collect()
}
