//! From paths to parsed files: discovers, filters by words, reads and parses; in waves, until no file
//! that a value could reach is left out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context as _;
use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::Options;
use crate::finding::Problem;
use crate::rules::active::ActivePack;
use crate::semantic::bind::{MODULE, Scopes};
use crate::semantic::external::External;
use crate::semantic::infer::Analysis;
use crate::semantic::project::{File, Modules};
use crate::semantic::store::Slot;
use crate::semantic::value::{Atom, FileId, Value};
use crate::source::discover::{FileKind, FoundFile, discover};
use crate::source::prefilter::Words;
use crate::source::{SourceError, SourceUnit};
use crate::syntax::parse;

/// Waves of reading after the first.
const WAVES: usize = 8;

/// What was walked, before anything is parsed.
pub struct Walked {
    /// Python files and notebooks, sorted by path.
    pub code: Vec<FoundFile>,
    /// Manifests, sorted by path.
    pub manifests: Vec<FoundFile>,
    /// What could not be looked at.
    pub problems: Vec<Problem>,
    /// The files and folders that were named themselves, as reports show them.
    pub named: BTreeSet<String>,
    /// The working directory.
    pub cwd: PathBuf,
}

/// The parsed files of a project.
pub struct Project {
    /// The files.
    pub files: Vec<File>,
    /// Which file an import means.
    pub modules: Modules,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// For each pack whether a file spells a name by which its package is imported. No file is about the
    /// others.
    pub concerned: Vec<bool>,
}

impl Project {
    /// The parsed file at a path as reports show it.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&File> {
        let id = self.modules.file(path)?;
        self.files.get(id.0 as usize)
    }
}

/// Finds the files of a run.
///
/// # Errors
/// When a path does not exist.
pub fn walk(options: &Options) -> anyhow::Result<Walked> {
    let cwd = std::env::current_dir().context("the working directory cannot be read")?;
    let found = discover(&options.paths, &cwd)?;
    let (manifests, code) = found
        .files
        .into_iter()
        .partition(|file| file.kind == FileKind::Manifest);
    Ok(Walked {
        code,
        manifests,
        problems: found.problems,
        named: found.named,
        cwd,
    })
}

/// The bytes of a file: those that stand in its place, or the disk's.
///
/// # Errors
/// As reading a file.
pub fn bytes(options: &Options, path: &Path) -> std::io::Result<Vec<u8>> {
    match options.overlay.get(path) {
        Some(bytes) => Ok(bytes.clone()),
        None => std::fs::read(path),
    }
}

/// Reads and parses all files that the packs' rules could be about, and hands them to `next` with the
/// first look at their values.
pub fn read<T>(
    options: &Options,
    walked: &Walked,
    external: &External<'_>,
    next: impl FnOnce(&Project, Analysis<'_>) -> T,
) -> T {
    let packs = external.packs;
    let mut project = Project {
        files: Vec::new(),
        modules: Modules::new(walked.code.iter().map(|file| file.display.as_str())),
        problems: Vec::new(),
        concerned: vec![options.no_prefilter; packs.len()],
    };
    let mut left: BTreeMap<&str, &FoundFile> = walked
        .code
        .iter()
        .map(|file| (file.display.as_str(), file))
        .collect();
    let tops: BTreeSet<&str> = packs
        .iter()
        .flat_map(|pack| &pack.pack.header.imports)
        .map(String::as_str)
        .collect();
    // What sets the environment for a package need not name it.
    let variables = packs.iter().flat_map(ActivePack::variables);
    let words: Vec<&str> = tops.into_iter().chain(variables).collect();
    let first: Vec<&FoundFile> = left.values().copied().collect();
    let seed = Words::new(&words);
    let spelled: Vec<AtomicBool> = words.iter().map(|_| AtomicBool::new(false)).collect();
    let wanted = |bytes: &[u8]| {
        let found = seed.find_words(bytes);
        for word in found.iter() {
            spelled[word].store(true, Ordering::Relaxed);
        }
        options.no_prefilter || !found.is_empty()
    };
    load(options, &mut project, &first, &wanted);
    for (pack, concerned) in packs.iter().zip(&mut project.concerned) {
        let mut words = words.iter().zip(&spelled);
        *concerned |=
            words.any(|(word, spelled)| pack.covers(word) && spelled.load(Ordering::Relaxed));
    }
    packs
        .par_iter()
        .zip(&project.concerned)
        .filter(|(_, concerned)| **concerned)
        .for_each(|(pack, _)| {
            LazyLock::force(&pack.old);
        });
    for file in &project.files {
        left.remove(file.unit.display());
    }
    for wave in 0.. {
        let analysis = Analysis::run(&project.files, &project.modules, external);
        let wave = if options.no_prefilter || wave == WAVES || left.is_empty() {
            Vec::new()
        } else {
            reachable(&analysis, options, &left)
        };
        if wave.is_empty() {
            return next(&project, analysis);
        }
        drop(analysis);
        for file in &wave {
            left.remove(file.display.as_str());
        }
        load(options, &mut project, &wave, &|_| true);
    }
    unreachable!("the waves are bounded")
}

/// Reads the files that `wanted` wants, in parallel; the order stays that of the paths.
fn load(
    options: &Options,
    project: &mut Project,
    files: &[&FoundFile],
    wanted: &(dyn Fn(&[u8]) -> bool + Sync),
) {
    let read: Vec<_> = files
        .par_iter()
        .filter_map(|file| match bytes(options, &file.path) {
            Ok(bytes) => spells(file, &bytes, wanted).then(|| parsed(file, &bytes)),
            Err(error) => Some(Err(problem(file, &format!("cannot be read: {error}")))),
        })
        .collect();
    for one in read {
        match one {
            Ok(file) => {
                let id = FileId(u32::try_from(project.files.len()).expect("fewer than 2^32 files"));
                project.modules.parsed(file.unit.display(), id);
                project.files.push(file);
            }
            Err(problem) => project.problems.push(problem),
        }
    }
}

/// Whether what a file says is wanted. In a notebook's bytes letters may be escaped and line ends are
/// letters: its text is asked, where it can be read.
fn spells(file: &FoundFile, bytes: &[u8], wanted: &dyn Fn(&[u8]) -> bool) -> bool {
    if file.kind != FileKind::Notebook {
        return wanted(bytes);
    }
    SourceUnit::read(&file.path, &file.display, bytes)
        .map_or_else(|_| wanted(bytes), |unit| wanted(unit.text().as_bytes()))
}

fn parsed(file: &FoundFile, bytes: &[u8]) -> Result<File, Problem> {
    let unit = SourceUnit::read(&file.path, &file.display, bytes)
        .map_err(|error: SourceError| problem(file, &error.to_string()))?;
    let tree = parse(unit.text());
    let scopes = Scopes::of(&tree);
    Ok(File { unit, tree, scopes })
}

fn problem(file: &FoundFile, message: &str) -> Problem {
    Problem {
        path: file.display.clone(),
        message: message.to_owned(),
    }
}

/// Files that a value of a package can reach: those that parsed files import, and those that name what
/// carries such a value together with the module that it stands in.
fn reachable<'w>(
    analysis: &Analysis<'_>,
    options: &Options,
    left: &BTreeMap<&'w str, &'w FoundFile>,
) -> Vec<&'w FoundFile> {
    let carriers = carriers(analysis);
    let imported = super::imported::arguments(analysis, left.keys().copied());
    if carriers.is_empty() && imported.is_empty() {
        return Vec::new();
    }
    let mut names: Vec<&str> = carriers.iter().map(|(name, _)| name.as_str()).collect();
    names.extend(carriers.iter().map(|(_, stem)| stem.as_str()));
    names.sort_unstable();
    names.dedup();
    let words = Words::new(&names);
    let index = |word: &str| names.binary_search(&word).unwrap_or_default();
    let pairs: Vec<(usize, usize)> = carriers
        .iter()
        .map(|(name, stem)| (index(name), index(stem)))
        .collect();
    let files: Vec<&&FoundFile> = left.values().collect();
    files
        .par_iter()
        .filter(|file| {
            imported.contains(file.display.as_str())
                || bytes(options, &file.path).is_ok_and(|bytes| {
                    spells(file, &bytes, &|text| {
                        let found = words.find_words(text);
                        pairs
                            .iter()
                            .any(|(name, stem)| found.contains(*name) && found.contains(*stem))
                    })
                })
        })
        .map(|file| **file)
        .collect()
}

/// Names that lead to values of packages, each with the last word of its module's path.
fn carriers(analysis: &Analysis<'_>) -> BTreeSet<(String, String)> {
    let mut out = BTreeSet::new();
    let tainted = |value: &Value| {
        value.atoms().iter().any(|atom| match atom {
            Atom::Symbol(name) => {
                let path = analysis.names.get(*name);
                let top = path.split('.').next().unwrap_or_default();
                analysis.external.is_modelled(top)
            }
            Atom::Instance(..) | Atom::Method(..) => true,
            _ => false,
        })
    };
    let classes: FxHashSet<_> = analysis
        .store
        .slots()
        .filter(|(_, value)| tainted(value))
        .filter_map(|(slot, _)| match slot {
            Slot::Field(class, _) => Some(*class),
            _ => None,
        })
        .collect();
    for class in classes {
        let class = &analysis.classes[class.0 as usize];
        out.insert((class.name.to_string(), stem(analysis, class.file)));
    }
    for (slot, value) in analysis.store.slots() {
        if !tainted(value) {
            continue;
        }
        match slot {
            Slot::Variable(file, scope, name) if *scope == MODULE => {
                out.insert((analysis.names.get(*name).to_owned(), stem(analysis, *file)));
            }
            Slot::Return(unit) | Slot::Yield(unit) | Slot::Parameter(unit, _) => {
                let unit = analysis.get(*unit);
                let name = match unit.class {
                    Some(class) => &analysis.classes[class.0 as usize].name,
                    None => &unit.name,
                };
                if !name.is_empty() {
                    out.insert((name.to_string(), stem(analysis, unit.file)));
                }
                // What is offered by name is asked for without an import.
                if let Some(name) = unit.offers {
                    let name = analysis.names.get(name).to_owned();
                    out.insert((name.clone(), name));
                }
            }
            _ => {}
        }
    }
    out
}

/// The word that an import of a file must spell: its stem, or its folder's name for a package.
fn stem(analysis: &Analysis<'_>, file: FileId) -> String {
    let path = analysis.file(file).unit.display();
    let path = path
        .strip_suffix("/__init__.py")
        .or_else(|| path.strip_suffix(".py"))
        .unwrap_or(path);
    path.rsplit('/').next().unwrap_or(path).to_owned()
}
