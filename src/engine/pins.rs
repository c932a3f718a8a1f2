//! Requirements that code has left behind: it names what only the version that the project goes to has, and
//! the manifest still asks for an old one. So the pin of a package moves together with its code, and where
//! it cannot be moved, that is an error.

use std::path::Path;
use std::sync::Arc;

use super::floors::is_of_channel;
use super::manifests::help;
use super::read::Project;
use crate::finding::{Applicability, Fails, Finding, Location, Related, Severity};
use crate::manifest::ManifestSet;
use crate::matching::ahead::ahead;
use crate::matching::dual::dual_files;
use crate::matching::references::Context;
use crate::matching::requirements::Wanting;
use crate::semantic::infer::Analysis;
use crate::semantic::value::FileId;

/// Places that are named beside such a requirement.
const NAMED: usize = 3;

/// A place that is written for the target of a pack.
pub struct Ahead {
    /// Where.
    pub location: Location,
    /// What it names.
    pub name: String,
    /// Whether that fails at the import.
    pub imported: bool,
}

/// What the manifests ask of the code.
pub struct Code<'a> {
    /// The places that are written for the target of a pack, by the pack's place in the list.
    pub ahead: &'a dyn Fn(usize) -> Vec<Ahead>,
    /// The files that serve two versions of a pack, by the pack's place in the list.
    pub dual: &'a dyn Fn(usize) -> Vec<String>,
    /// The places that import what a pack's code moves to, by the pack's place in the list.
    pub moved: &'a dyn Fn(usize) -> Vec<Ahead>,
    /// The files that may name what a pack's code moves away from, by the pack's place in the list.
    pub left: &'a dyn Fn(usize) -> Vec<String>,
    /// The files that spell one of some words.
    pub spelled: &'a dyn Fn(&[String]) -> Vec<String>,
    /// The text that a place lies in.
    pub text: &'a dyn Fn(&Location) -> Arc<str>,
}

/// The places in a project that are written for the target of a pack.
#[must_use]
pub fn ahead_of(project: &Project, analysis: &Analysis<'_>, pack: usize) -> Vec<Ahead> {
    if !project.concerned[pack] {
        return Vec::new();
    }
    let place = |one: crate::matching::references::Reference| Ahead {
        location: project.files[one.file.0 as usize].unit.location(one.span),
        name: one.symbols.into_iter().next().unwrap_or_default(),
        imported: one.context == Context::Imported,
    };
    let found = ahead(analysis, &analysis.external.packs[pack]);
    found.into_iter().map(place).collect()
}

/// The files in a project that serve two versions of a pack.
#[must_use]
pub fn dual_of(project: &Project, analysis: &Analysis<'_>, pack: usize) -> Vec<String> {
    let files = dual_files(analysis, &analysis.external.packs[pack]);
    let display = |file: &FileId| project.files[file.0 as usize].unit.display().to_owned();
    files.iter().map(display).collect()
}

/// Whether a requirement counts for one of the files.
#[must_use]
pub fn counts_for(set: &ManifestSet, files: &[String], one: &Wanting<'_>) -> bool {
    let package = &one.requirement.package;
    let mut files = files.iter();
    files.any(|file| set.asks_for(&one.path, Path::new(file), package))
}

/// Those of the places for which a requirement counts.
#[must_use]
pub fn asked_here<'a>(set: &ManifestSet, ahead: &'a [Ahead], one: &Wanting<'_>) -> Vec<&'a Ahead> {
    let package = &one.requirement.package;
    let asks = |place: &&Ahead| set.asks_for(&one.path, Path::new(&place.location.path), package);
    ahead.iter().filter(asks).collect()
}

/// Says of a requirement that the code has left it behind: it fails today, or may with what it admits, and raising
/// it is right.
pub fn left_behind(finding: &mut Finding, ahead: &[&Ahead], one: &Wanting<'_>) {
    if ahead.is_empty() {
        return;
    }
    finding.help = help(one, None);
    if !one.open {
        finding.severity = Severity::Error;
        finding.fails = match ahead.iter().any(|place| place.imported) {
            true => Fails::Import,
            false => Fails::Call,
        };
        finding.message += ", and the code is written for that";
    }
    if finding.applicability != Applicability::Manual && !is_of_channel(one) {
        finding.applicability = Applicability::Safe;
    }
    let named = ahead.iter().take(NAMED).map(|place| Related {
        location: place.location.clone(),
        why: match one.open {
            true => format!("some of the versions asked for have no `{}`", place.name),
            false => format!("the versions asked for have no `{}`", place.name),
        },
    });
    finding.related = named.collect();
    finding.related.sort();
}
