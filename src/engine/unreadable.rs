//! Files that were read and that Python would not compile: said by name, since what is found in them may be
//! half of what there is, and no fix is offered for it.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::read::Project;
use crate::finding::{Finding, Problem};
use crate::rewrite::verify::accepts_program;
use crate::semantic::project::File;

/// What is wrong with the files of a project in which something was found, or that could be read only in part.
#[must_use]
pub fn unreadable(project: &Project, findings: &[Finding]) -> Vec<Problem> {
    let found = findings.iter().map(|finding| &*finding.location.path);
    let found: BTreeSet<&str> = found.collect();
    // A cell that leaves something open is not in the tree, and so no error of it.
    let doubtful = |file: &&File| {
        file.unit.is_code()
            && (!file.tree.errors.is_empty()
                || file.unit.is_notebook()
                || found.contains(file.unit.display()))
    };
    let files: Vec<&File> = project.files.iter().filter(doubtful).collect();
    files.into_par_iter().filter_map(problem).collect()
}

/// The blocks of documents that are no Python: what they were to show is not looked at.
pub fn skipped(project: &Project) -> impl Iterator<Item = Problem> {
    let documents = project.files.iter().filter(|file| {
        let unit = &file.unit;
        !unit.skipped_blocks().is_empty()
    });
    documents.map(|file| {
        let lines = file.unit.skipped_blocks().iter().map(u32::to_string);
        let lines: Vec<String> = lines.collect();
        Problem {
            path: file.unit.display().to_owned(),
            message: format!(
                "left out, for it is not readable as Python: the code at line {}",
                lines.join(", ")
            ),
        }
    })
}

fn problem(file: &File) -> Option<Problem> {
    let programs = file.unit.programs();
    let wrong = programs
        .iter()
        .find_map(|(cell, text)| accepts_program(*cell, text).err())?;
    Some(Problem {
        path: file.unit.display().to_owned(),
        message: format!("not readable as Python: {wrong}"),
    })
}
