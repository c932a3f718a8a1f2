//! Versions of packages in variables of the environment that nothing reads.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::AhoCorasick;
use rayon::prelude::*;

use super::Options;
use super::manifests::Manifests;
use super::read::{Walked, bytes};
use crate::manifest::{Fault, FaultFound, Format, Kind};
use crate::source::discover::FoundFile;
use crate::source::variables::{Role, code_lines, mentions};

/// What the names of such variables end in.
const ENDING: &str = "_VERSION";

/// The variables of images, compose and CI files that are called after a required package's version and that no file of the
/// project reads.
#[must_use]
pub fn unread<'m>(
    options: &Options,
    walked: &Walked,
    manifests: &'m Manifests,
) -> Vec<FaultFound<'m>> {
    let mut set = Vec::new();
    let names = names(manifests);
    let manifests_with_text = manifests.set().manifests().iter();
    for manifest in manifests_with_text {
        let sets = matches!(
            Format::of(&manifest.path),
            Some(Format::Dockerfile | Format::Pipeline)
        );
        let held = manifests.held(&manifest.path).filter(|_| sets);
        let Some(text) = held
            .map(|held| &*held.text)
            .filter(|text| text.contains(ENDING))
        else {
            continue;
        };
        for (name, package) in &names {
            let found = mentions(text, name).into_iter();
            set.extend(found.filter(|one| one.role == Role::Set).filter_map(|one| {
                let value = one.value?;
                let is_version = value
                    .trim_start_matches('v')
                    .starts_with(|first: char| first.is_ascii_digit());
                is_version.then_some((manifest.path.as_path(), one.span, name, *package))
            }));
        }
    }
    let asked: BTreeSet<&str> = set.iter().map(|(.., name, _)| name.as_str()).collect();
    let read = read(options, walked, &asked);
    let left = set
        .into_iter()
        .filter(|(.., name, _)| !read.contains(name.as_str()));
    left.map(|(path, span, name, package)| FaultFound {
        path,
        range: (span.start, span.end),
        fault: Fault::UnreadVersion,
        package: Some(package.to_owned()),
        message: format!(
            "`{name}` is set and nothing of the project reads it: the requirements say which `{package}` is installed"
        ),
        help: None,
    })
    .collect()
}

/// The names of such variables, with the packages.
fn names(manifests: &Manifests) -> BTreeMap<String, &str> {
    let all = manifests.set().manifests().iter();
    let asked = all.flat_map(|one| &one.requirements);
    asked
        .filter(|one| one.kind != Kind::Lock)
        .map(|one| {
            let name = one.package.to_uppercase().replace(['-', '.'], "_");
            (format!("{name}{ENDING}"), one.package.as_str())
        })
        .collect()
}

/// Those of some variables that a file of the project mentions otherwise than by setting them.
fn read<'n>(options: &Options, walked: &Walked, names: &BTreeSet<&'n str>) -> BTreeSet<&'n str> {
    let Ok(words) = AhoCorasick::new(names) else {
        return BTreeSet::new();
    };
    if names.is_empty() {
        return BTreeSet::new();
    }
    let files = walked.code.iter().chain(&walked.manifests);
    let files = files.chain(&walked.variables).chain(&walked.commands);
    let files: Vec<&FoundFile> = files.collect();
    let reads = |file: &&FoundFile| {
        let bytes = bytes(options, &file.path).unwrap_or_default();
        let is_named = words.is_match(&bytes);
        let text = is_named.then(|| String::from_utf8_lossy(&bytes).into_owned());
        let text = text.unwrap_or_default();
        names
            .iter()
            .copied()
            .filter(|name| {
                let is_letter = |one: char| one.is_alphanumeric() || one == '_';
                let whole = code_lines(&text).flat_map(|(_, line)| {
                    line.match_indices(name).filter(move |(at, _)| {
                        !line[..*at].ends_with(is_letter)
                            && !line[at + name.len()..].starts_with(is_letter)
                    })
                });
                let sets = mentions(&text, name).into_iter();
                whole.count() > sets.filter(|one| one.role == Role::Set).count()
            })
            .collect::<Vec<_>>()
    };
    files.par_iter().flat_map_iter(reads).collect()
}
