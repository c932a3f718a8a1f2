//! Places that might touch what changed and could not be seen.

use super::read::Project;
use crate::finding::Blind;
use crate::semantic::infer::Analysis;

/// Bodies whose runs were cut off, and stretches of candidate files that could not be read.
pub(super) fn blind_spots(project: &Project, analysis: &Analysis<'_>) -> Vec<Blind> {
    let mut out = Vec::new();
    for unit in &analysis.gave_up {
        let unit = analysis.get(*unit);
        let file = &project.files[unit.file.0 as usize];
        let span = crate::syntax::ast::Span::new(0, 0);
        out.push(Blind {
            location: file.unit.location(span),
            why: format!("the values in `{}` were followed only in part", unit.name),
        });
    }
    let by_name = "reads a member of a package by a name that is not known here";
    let as_code = "runs or imports what a text says, and the text names a package or what holds something of one";
    let unnamed = analysis.store.unnamed.iter().map(|at| (at, by_name));
    let evaluated = analysis.store.evaluated.iter().map(|at| (at, as_code));
    let unseen = analysis.store.unseen.iter().map(|(at, why)| (at, *why));
    for ((file, expr), why) in unnamed.chain(evaluated).chain(unseen) {
        let file = &project.files[file.0 as usize];
        out.push(Blind {
            location: file.unit.location(file.tree.expr(*expr).span),
            why: why.to_owned(),
        });
    }
    for file in &project.files {
        for span in &file.tree.errors {
            out.push(Blind {
                location: file.unit.location(*span),
                why: "not readable as Python".to_owned(),
            });
        }
    }
    out
}
