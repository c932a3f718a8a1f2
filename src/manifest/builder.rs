//! A manifest while it is read: requirements with their places, from texts that stand somewhere in a file.

use std::ops::Range;
use std::path::{Path, PathBuf};

use pep440_rs::VersionSpecifiers;

use super::direct::extras_in_target;
use super::filled::Choices;
use super::format::SYSTEMS;
use super::lines::LineStarts;
use super::named::parse_named;
use super::requirements::{include_path, parse_requirements};
use super::{Cause, Direct, Include, Kind, LocalFolder, Manifest, Problem, Requirement};

/// What a requirement is wished for.
#[derive(Debug, Clone)]
pub(super) struct Belongs<'a> {
    pub(super) kind: Kind,
    pub(super) group: Option<&'a str>,
}

impl<'a> Belongs<'a> {
    /// To no group.
    pub(super) fn to(kind: Kind) -> Belongs<'a> {
        Belongs { kind, group: None }
    }

    /// To a group.
    pub(super) fn to_group(kind: Kind, group: &'a str) -> Belongs<'a> {
        Belongs {
            kind,
            group: Some(group),
        }
    }
}

/// A manifest while it is read.
pub(super) struct Builder<'s> {
    pub(super) source: &'s str,
    lines: LineStarts,
    manifest: Manifest,
    is_conditional: bool,
    /// What the variables may be in what is read.
    pub(super) choices: Choices,
}

impl<'s> Builder<'s> {
    pub(super) fn new(path: &Path, source: &'s str) -> Builder<'s> {
        Builder {
            source,
            lines: LineStarts::new(source),
            manifest: Manifest::new(path),
            is_conditional: false,
            choices: Choices::new(),
        }
    }

    /// The manifest, in the order of the file: its parts may have been read in any.
    pub(super) fn finish(mut self) -> Manifest {
        let requirements = &mut self.manifest.requirements;
        requirements.sort_by_key(|requirement| requirement.text_range.start);
        let problems = &mut self.manifest.problems;
        problems.sort_by_key(|problem| problem.range.start);
        self.manifest
    }

    /// Reads a requirement in the syntax of PEP 508 whose text stands at a place, perhaps with escapes.
    pub(super) fn pep508(&mut self, text: &str, place: Range<usize>, belongs: &Belongs<'_>) {
        match parse_named(text) {
            Ok(requirement) => {
                let is_verbatim = self.source.get(place.clone()) == Some(text);
                let mut requirement = requirement.at(|range| match is_verbatim {
                    true => place.start + range.start..place.start + range.end,
                    false => place.clone(),
                });
                requirement.editable = is_verbatim;
                self.push(requirement, belongs);
            }
            Err(cause) => self.problem(place, name_of(text), cause),
        }
    }

    /// Reads pieces of the file as lines of a requirements file: with options, URLs and included files.
    pub(super) fn requirement_lines(&mut self, pieces: &[Range<usize>], belongs: &Belongs<'_>) {
        let (Some(first), Some(last)) = (
            pieces.iter().map(|piece| piece.start).min(),
            pieces.iter().map(|piece| piece.end).max(),
        ) else {
            return;
        };
        // All else is blanked, so that places hold.
        let mut text = vec![b' '; last - first + 1];
        for piece in pieces {
            let (start, end) = (piece.start - first, piece.end - first);
            text[start..end].copy_from_slice(&self.source.as_bytes()[piece.clone()]);
            text[end] = b'\n';
        }
        let Ok(text) = String::from_utf8(text) else {
            return;
        };
        let read = parse_requirements(&self.manifest.path, &text);
        let moved = |range: &Range<usize>| range.start + first..range.end + first;
        for requirement in read.requirements {
            self.push(requirement.at(|range| moved(&range)), belongs);
        }
        for folder in read.folders {
            self.folder_at(folder.path, folder.extras, moved(&folder.range));
        }
        for include in read.includes {
            let range = moved(&include.range);
            self.manifest.includes.push(Include {
                line: self.lines.line_of(range.start),
                range,
                ..include
            });
        }
        for problem in read.problems {
            let range = moved(&problem.range);
            self.manifest.problems.push(Problem {
                line: self.lines.line_of(range.start),
                range,
                ..problem
            });
        }
    }

    /// Takes a requirement that was read; a direct one stays what it is.
    pub(super) fn push(&mut self, mut requirement: Requirement, belongs: &Belongs<'_>) {
        if !matches!(requirement.kind, Kind::Direct(_)) {
            requirement.kind = belongs.kind.clone();
        }
        requirement.group = belongs.group.map(str::to_owned);
        requirement.conditional = self.is_conditional;
        requirement.line = self.lines.line_of(requirement.text_range.start);
        self.manifest.requirements.push(requirement);
    }

    /// Notes a folder that is installed, unless it is the project's own.
    pub(super) fn folder(&mut self, written: &str, range: Range<usize>) {
        if let Some(path) = LocalFolder::other_than_own(&self.manifest.path, written) {
            self.folder_at(path, extras_in_target(written), range);
        }
    }

    /// Whether a target is the folder of the project itself.
    pub(super) fn is_own_folder(&self, target: &str) -> bool {
        !target.contains("://")
            && LocalFolder::other_than_own(&self.manifest.path, target).is_none()
    }

    fn folder_at(&mut self, path: PathBuf, extras: Vec<String>, range: Range<usize>) {
        let line = self.lines.line_of(range.start);
        self.manifest.folders.push(LocalFolder {
            path,
            line,
            range,
            extras,
        });
    }

    /// Says which package the manifest is of.
    pub(super) fn name(&mut self, name: &str) {
        let name = pep508_rs::PackageName::new(name.to_owned()).ok();
        self.manifest.name = name.map(|name| name.to_string());
    }

    /// Whether a requirement was read that stands at a place.
    pub(super) fn has_read(&self, place: &Range<usize>) -> bool {
        let mut requirements = self.manifest.requirements.iter();
        requirements
            .any(|one| place.start <= one.text_range.start && one.text_range.end <= place.end)
    }

    /// Takes what follows as alternatives, or as wishes that all hold.
    pub(super) fn conditional(&mut self, is_conditional: bool) {
        self.is_conditional = is_conditional;
    }

    /// Whether what follows is taken as alternatives.
    pub(super) const fn is_conditional(&self) -> bool {
        self.is_conditional
    }

    /// Whether a package is asked for already.
    pub(super) fn asks_for(&self, package: &str) -> bool {
        let mut requirements = self.manifest.requirements.iter();
        requirements.any(|one| one.package == package && one.kind == Kind::Requirement)
    }

    /// Notes a file of requirements that is named at a place.
    pub(super) fn include(&mut self, written: &str, range: Range<usize>) {
        self.include_as(written, range, false);
    }

    /// Notes a file of requirements, or of constraints.
    pub(super) fn include_as(&mut self, written: &str, range: Range<usize>, constraint: bool) {
        let path = include_path(&self.manifest.path, written);
        self.add_include(path, range, constraint, false);
    }

    /// Notes a file that is named from the root of the repository: where that lies is not known to a file below it.
    pub(super) fn include_from_root(&mut self, written: &str, range: Range<usize>) {
        let path = include_path(Path::new(""), written.trim_start_matches('/'));
        let beside = include_path(&self.manifest.path, written.trim_start_matches('/'));
        let is_top = self.manifest.path.file_name().is_some_and(|name| {
            let name = name.to_string_lossy();
            name.starts_with(".gitlab-ci.")
        });
        self.add_include(if is_top { beside } else { path }, range, false, !is_top);
    }

    /// Makes requirements direct ones: those that `is_meant` takes.
    pub(super) fn redirect(&mut self, to: &Direct, is_meant: impl Fn(&Requirement) -> bool) {
        let requirements = self.manifest.requirements.iter_mut();
        for one in requirements.filter(|one| is_meant(one)) {
            one.kind = Kind::Direct(to.clone());
            one.specifiers = VersionSpecifiers::empty();
            one.clauses.clear();
            one.specifier_range = None;
            one.editable = false;
        }
    }

    /// Notes a file that a command names, which may run elsewhere: CI systems run it in the folder that holds their
    /// own.
    pub(super) fn candidate(&mut self, written: &str, range: Range<usize>, constraint: bool) {
        let path = &self.manifest.path;
        let is_of_system = |folder: &&Path| {
            let mut systems = SYSTEMS.iter().filter_map(|system| system.split('/').next());
            systems.any(|name| folder.ends_with(name))
        };
        let from = path.ancestors().find(is_of_system).unwrap_or(path);
        let path = include_path(from, written);
        self.add_include(path, range, constraint, true);
    }

    fn add_include(
        &mut self,
        path: PathBuf,
        range: Range<usize>,
        constraint: bool,
        may_lack: bool,
    ) {
        self.manifest.includes.push(Include {
            may_lack,
            path,
            constraint,
            line: self.lines.line_of(range.start),
            range,
        });
    }

    /// Notes what cannot be read.
    pub(super) fn problem(&mut self, range: Range<usize>, package: Option<&str>, cause: Cause) {
        let package = package.filter(|name| !name.is_empty());
        let package = package.and_then(|name| pep508_rs::PackageName::new(name.to_owned()).ok());
        self.manifest.problems.push(Problem {
            line: self.lines.line_of(range.start),
            range,
            package: package.map(|package| package.to_string()),
            cause,
        });
    }
}

/// The name that a text begins with, if it begins with one.
pub(super) fn name_of(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let length = super::named::name_length(text);
    (length > 0).then(|| &text[..length])
}
