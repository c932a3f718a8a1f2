//! Reads every manifest of a project and lists what they ask for.

use std::ops::Range;
use std::path::Path;

use super::Options;
use super::held::{Reader, Unread, shown};
use super::read::walk;
use crate::manifest::{Index, ListedProblem, Listing, listing};
use crate::rules::embedded;
use crate::source::discover::FoundFile;

/// What the manifests below the paths ask for.
///
/// # Errors
/// When a path does not exist.
pub fn deps(options: &Options) -> anyhow::Result<Listing> {
    let walked = walk(options)?;
    let mut reader = Reader::new(options);
    let mut problems: Vec<ListedProblem> = walked
        .problems
        .iter()
        .map(|problem| unread(&problem.path, problem.message.clone()))
        .collect();
    let files = walked.manifests.iter().chain(&walked.variables);
    let mut files: Vec<&FoundFile> = files.chain(&walked.code).collect();
    files.sort();
    for (file, why) in reader.take_each(files, Reader::read_any) {
        let mut problem = unread(&file.display, why.to_string());
        if let Unread::NoText = why {
            problem.line = reader.take_damaged(file);
            problem.problem = "bad-requirement";
        }
        problems.push(problem);
    }
    let set = reader.with_includes(&walked.cwd);
    let held = reader.held;
    let line = |path: &Path, range: &Range<usize>| {
        let notebook = held.get(path).filter(|held| held.notebook.is_some())?;
        Some(notebook.location("", range).start.line)
    };
    let index = Index::new(&set, embedded::index().iter().copied());
    Ok(listing(&set, problems, &index, line))
}

/// A file that is listed with nothing but the reason why it was not read.
fn unread(display: &str, message: String) -> ListedProblem {
    ListedProblem {
        file: shown(Path::new(display)),
        line: 1,
        problem: "missing-file",
        package: None,
        message,
    }
}
