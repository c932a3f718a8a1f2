//! What manifests ask for as one flat list, for people and for machines.

use std::ops::Range;
use std::path::Path;

use pep440_rs::VersionSpecifiers;
use serde::Serialize;

use super::{Cause, Format, Index, ManifestSet, Requirement, together};

/// All that the manifests of a run ask for, and what is wrong with them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Listing {
    /// Sorted by file and place.
    pub requirements: Vec<Listed>,
    /// Sorted by file and line.
    pub problems: Vec<ListedProblem>,
}

/// One requirement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Listed {
    /// The package's name, normalised (PEP 503).
    pub package: String,
    /// The versions that are asked for (PEP 440); empty where any will do.
    pub specifier: String,
    /// The manifest, as reports show paths.
    pub file: String,
    /// Where it begins, from 1.
    pub line: u32,
    /// What kind of wish it is.
    pub kind: &'static str,
    /// Extras of the package.
    pub extras: Vec<String>,
    /// The environments that it is for, as it is written.
    pub marker: Option<String>,
    /// The extra, the group or the environment of a tool that it belongs to.
    pub group: Option<String>,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ListedProblem {
    /// The manifest, as reports show paths.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// What kind of problem it is.
    pub problem: &'static str,
    /// The package, where it is known.
    pub package: Option<String>,
    /// One sentence.
    pub message: String,
}

/// The list of a set. `problems` are those that stand beside what the set knows itself; `line` says on which line of
/// its file a place of a manifest is shown, where that is another than the text's own.
#[must_use]
pub fn listing(
    set: &ManifestSet,
    problems: Vec<ListedProblem>,
    index: &Index,
    line: impl Fn(&Path, &Range<usize>) -> Option<u32>,
) -> Listing {
    let mut out = Listing {
        requirements: Vec::new(),
        problems,
    };
    for manifest in set.manifests() {
        let file = manifest.path.to_string_lossy().replace('\\', "/");
        let mut requirements: Vec<&Requirement> = manifest.requirements.iter().collect();
        requirements.sort_by_key(|one| one.text_range.start);
        let listed = requirements.into_iter().map(|one| Listed {
            package: super::conda::name_in_its_file(one),
            specifier: joined(&one.specifiers),
            file: file.clone(),
            line: line(&manifest.path, &one.text_range).unwrap_or(one.line),
            kind: one.kind.code(),
            extras: one.extras.clone(),
            marker: one.marker.clone(),
            group: one.group.clone(),
        });
        out.requirements.extend(listed);
    }
    list_folders(set, &mut out);
    let judged = together::problems(set)
        .into_iter()
        .chain(index.problems(set));
    for (path, problem) in set.problems().into_iter().chain(judged) {
        out.problems.push(ListedProblem {
            file: path.to_string_lossy().replace('\\', "/"),
            line: line(path, &problem.range).unwrap_or(problem.line),
            problem: problem.cause.code(),
            package: problem.package.clone(),
            message: problem.cause.to_string(),
        });
    }
    out.problems.sort();
    out.problems.dedup();
    out
}

/// Adds the folders of other packages that are installed.
fn list_folders(set: &ManifestSet, out: &mut Listing) {
    for manifest in set.manifests() {
        let file = manifest.path.to_string_lossy().replace('\\', "/");
        // Where the commands of an image or a pipeline run, other folders lie.
        let is_elsewhere = matches!(
            Format::of(&manifest.path),
            Some(Format::Dockerfile | Format::Pipeline | Format::Jenkins | Format::Shell)
        );
        for folder in &manifest.folders {
            let shown = folder.path.to_string_lossy().replace('\\', "/");
            match set.package_in(folder) {
                Some(package) => out.requirements.push(Listed {
                    package: package.to_owned(),
                    specifier: String::new(),
                    file: file.clone(),
                    line: folder.line,
                    kind: "direct",
                    extras: folder.extras.clone(),
                    marker: None,
                    group: None,
                }),
                None if is_elsewhere => {}
                None => out.problems.push(ListedProblem {
                    file: file.clone(),
                    line: folder.line,
                    problem: "direct-reference",
                    package: None,
                    message: Cause::UnnamedDirect(shown).to_string(),
                }),
            }
        }
    }
    out.requirements
        .sort_by(|one, other| (&one.file, one.line).cmp(&(&other.file, other.line)));
}

/// A specifier set as it is written in requirements: `>=1.0,<2`.
pub(super) fn joined(specifiers: &VersionSpecifiers) -> String {
    let parts: Vec<String> = specifiers.iter().map(ToString::to_string).collect();
    parts.join(",")
}
