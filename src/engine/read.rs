//! From paths to parsed files: discovers, filters by words, reads and parses; in waves, until no file
//! that a value could reach is left out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use anyhow::Context as _;
use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::Options;
use super::first::First;
use super::left::Left;
use super::local::{Governing, Local};
use super::parts::{Links, Looks};
use super::reach::asks;
use super::search::Search;
use crate::config::Config;
use crate::finding::Problem;
use crate::matching::prefork::may_preload_by_name;
use crate::matching::preloading::may_preload;
use crate::rules::active::ActivePack;
use crate::rules::command::Command;
use crate::rules::policy::UsedIn;
use crate::semantic::bind::Scopes;
use crate::semantic::external::External;
use crate::semantic::infer::Analysis;
use crate::semantic::project::{File, Modules};
use crate::semantic::value::FileId;
use crate::source::above::manifests_above;
use crate::source::discover::{Asked, Discovered, FileKind, FoundFile, discover_with, roots};
use crate::source::globs::Globs;
use crate::source::prefilter::Words;
use crate::source::{SourceError, SourceUnit, is_document};
use crate::syntax::parse;

/// Bytes of files that name no package: a project with fewer of them is read whole, as soon as one file
/// names a package. That costs less than asking what could lead where.
const WHOLE: u64 = 1_000_000;

/// Waves of reading after the first.
const WAVES: usize = 8;

/// Bytes of code that are read of one file: a tree of it may need two hundred times as much memory.
const LONGEST: usize = 10_000_000;

/// What was walked, before anything is parsed.
pub struct Walked {
    /// Python files and notebooks, sorted by path.
    pub code: Vec<FoundFile>,
    /// Manifests, sorted by path.
    pub manifests: Vec<FoundFile>,
    /// Files that set variables of the environment, sorted by path.
    pub variables: Vec<FoundFile>,
    /// Texts that say which commands to run, sorted by path.
    pub commands: Vec<FoundFile>,
    /// Manifests above what was named, which say where it stands and are not looked at themselves.
    pub above: Vec<FoundFile>,
    /// What could not be looked at.
    pub problems: Vec<Problem>,
    /// The files and folders that were named themselves, as reports show them.
    pub named: BTreeSet<String>,
    /// Which rules are reported in which files.
    pub local: Local,
    /// The working directory.
    pub cwd: PathBuf,
}

impl Walked {
    /// The folder that holds all that was named, as reports show it.
    fn below(&self) -> String {
        let is_file = |named: &str| self.code.iter().any(|file| file.display == named);
        let mut folders = self.named.iter().map(|named| match named.as_str() {
            "." => "",
            file if is_file(file) => file.rsplit_once('/').map_or("", |(folder, _)| folder),
            folder => folder,
        });
        let mut shared: Vec<&str> = folders
            .next()
            .map_or_else(Vec::new, |one| one.split('/').collect());
        for folder in folders {
            let same = shared.iter().zip(folder.split('/'));
            let same = same.take_while(|(one, other)| **one == *other).count();
            shared.truncate(same);
        }
        shared.join("/")
    }
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
    /// The files of code, as reports show them, that spell the words of a command that a rule speaks of.
    pub running: BTreeSet<String>,
    /// Files that cannot be written, and why.
    pub unwritable: BTreeMap<PathBuf, String>,
    /// Which rules are reported in which files.
    pub local: Local,
}

impl Project {
    /// The parsed file at a path as reports show it.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&File> {
        let id = self.modules.file(path)?;
        self.files.get(id.0 as usize)
    }

    /// Adds files. Whichever wave a file came with, all that follows meets the files in the order of their paths.
    fn add(&mut self, new: Vec<File>) {
        if new.is_empty() {
            return;
        }
        self.files.extend(new);
        let path = |file: &File| file.unit.display().to_owned();
        self.files.sort_by_cached_key(path);
        for (index, file) in self.files.iter().enumerate() {
            let id = FileId(u32::try_from(index).expect("fewer than 2^32 files"));
            let (path, text) = (file.unit.display(), file.unit.text());
            match self.modules.file(path) {
                Some(_) => self.modules.numbered(path, id),
                None => self.modules.parsed(path, text, id),
            }
        }
    }
}

/// Finds the files of a run.
///
/// # Errors
/// When a path does not exist, or a configuration file cannot be read.
pub fn walk(options: &Options) -> anyhow::Result<Walked> {
    let cwd = std::env::current_dir().context("the working directory cannot be read")?;
    let asked = Asked {
        is_given: &|path: &Path| options.overlay.contains_key(path),
        documents: options.docs,
    };
    let mut found = discover_with(&options.paths, &cwd, &excluded(options)?, &asked)?;
    let local = local_of(options, &mut found, &cwd)?;
    let (mut code, mut manifests) = (Vec::new(), Vec::new());
    let (mut variables, mut commands) = (Vec::new(), Vec::new());
    for file in found.files {
        match file.kind {
            FileKind::Python | FileKind::Notebook | FileKind::Document => code.push(file),
            FileKind::Manifest => manifests.push(file),
            FileKind::Variables => variables.push(file),
            FileKind::Commands => {
                // A runbook may hold code beside its commands.
                let asked = options.docs || found.named.contains(&file.display);
                if asked && is_document(&file.path) {
                    code.push(FoundFile {
                        kind: FileKind::Document,
                        ..file.clone()
                    });
                }
                commands.push(file);
            }
        }
    }
    Ok(Walked {
        code,
        manifests,
        variables,
        commands,
        above: manifests_above(&options.paths, &cwd),
        problems: found.problems,
        named: found.named,
        local,
        cwd,
    })
}

/// The files that are left out as the configuration that governs a run says.
///
/// # Errors
/// On a pattern that is none.
pub fn excluded(options: &Options) -> anyhow::Result<Vec<Globs>> {
    let governing = options.governing.as_ref();
    let excluded = governing.map(Governing::excluded);
    let mut excluded = excluded.transpose()?.unwrap_or_default();
    // The cases of a pack are no code of the project.
    for folder in options.added.folders() {
        if let (Some(above), Some(name)) = (folder.parent(), folder.file_name()) {
            excluded.push(Globs::new(above, &[format!("/{}/", name.display())])?);
        }
    }
    Ok(excluded)
}

/// What configuration files say that stand in what was walked, or govern a path that was named; leaves out the files that they
/// exclude.
fn local_of(options: &Options, found: &mut Discovered, cwd: &Path) -> anyhow::Result<Local> {
    let mut files = std::mem::take(&mut found.configs);
    let roots = roots(&options.paths, cwd);
    let folders = roots.iter().filter_map(|root| match root.is_dir() {
        true => Some(root.as_path()),
        false => root.parent(),
    });
    let folders: BTreeSet<&Path> = folders.collect();
    for folder in folders {
        files.extend(Config::governing(folder)?.map(|(file, _)| file));
    }
    let local = Local::read(options, &files, &roots)?;
    let nested = local.excluded(options.governing.as_ref())?;
    let governing = excluded(options)?;
    let covers = |globs: &[Globs], file: &FoundFile| {
        let mut globs = globs.iter();
        globs.any(|globs| globs.cover(&file.path, false))
    };
    let named = &found.named;
    found
        .files
        .retain(|file| match named.contains(&file.display) {
            true => !options.force_exclude || !covers(&governing, file) && !covers(&nested, file),
            false => !covers(&nested, file),
        });
    Ok(local)
}

/// The package that a folder is, as a path: with its name behind those of the packages that it stands in.
fn package_of(folder: &Path) -> String {
    let above = folder
        .ancestors()
        .take_while(|at| at.join("__init__.py").is_file());
    let names = above.filter_map(|at| at.file_name()?.to_str());
    let mut names: Vec<&str> = names.collect();
    names.reverse();
    names.join("/")
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

/// The bytes of a file.
///
/// # Errors
/// What to say of one that cannot be read.
pub fn bytes_of(options: &Options, file: &FoundFile) -> Result<Vec<u8>, Problem> {
    bytes(options, &file.path).map_err(|error| problem(file, &format!("cannot be read: {error}")))
}

/// Reads and parses all files beside the `seen` ones that the packs' rules could be about, and hands them to `next` with the
/// first look at their values.
pub fn read<'w, T>(
    options: &Options,
    (walked, seen): (&'w Walked, First),
    external: &External<'_>,
    next: impl for<'p> FnOnce(&'p Project, Looks<'p>, Analysis<'p>) -> T,
) -> T {
    let packs = external.packs;
    let (modules, mut left) = rayon::join(
        || modules(walked, external),
        || left_of(&walked.code, &seen),
    );
    let mut project = Project {
        files: Vec::new(),
        modules,
        problems: seen.problems,
        concerned: seen.concerned,
        running: seen.running,
        unwritable: options.unwritable.clone(),
        local: walked.local.clone(),
    };
    project.add(seen.files);
    read_surfaces(packs, &project.concerned);
    let is_small = !options.in_waves && seen.unwanted.saturating_sub(seen.otherwise) <= WHOLE;
    if is_small && !project.files.is_empty() {
        let rest = left.take(|_| true);
        load(options, &mut project, &rest, &|_, _| true);
    }
    if !project.files.is_empty() {
        let settings = left.take(may_preload_by_name);
        load(options, &mut project, &settings, &|_, _| true);
    }
    load_variables(options, &mut project, walked, packs);
    let mut search = Search::new(options, external, left, seen.imports);
    let mut new: Option<BTreeSet<&str>> = None;
    let mut links = Links::new();
    for wave in 0.. {
        let ends = options.no_prefilter || wave == WAVES || search.left().is_empty();
        let is_new = |path: &str| ends || new.as_ref().is_none_or(|new| new.contains(path));
        let met = (&mut search, &mut links);
        let reached = match look(&project, external, &is_new, ends, met) {
            Ok((looks, analysis)) => {
                // Nobody waits for what it takes to give all of it back.
                let imports = search.end();
                rayon::spawn(move || drop(imports));
                let out = next(&project, looks, analysis);
                rayon::spawn(move || drop(project));
                return out;
            }
            Err(reached) => reached,
        };
        load(options, &mut project, &reached, &|_, _| true);
        new = Some(reached.iter().map(|file| file.display.as_str()).collect());
    }
    unreachable!("the waves are bounded")
}

/// What imports may mean in what was walked.
fn modules(walked: &Walked, external: &External<'_>) -> Modules {
    Modules::new(walked.code.iter().map(|file| file.display.as_str()))
        .beside_packages(external.tops())
        .in_package(&package_of(&walked.cwd))
        .walked_below(&walked.below())
}

/// The files of code that were not parsed. What cannot be read is not tried again.
fn left_of<'w>(code: &'w [FoundFile], seen: &First) -> Left<'w> {
    let parsed = seen.files.iter().map(|file| file.unit.display());
    let problems = seen.problems.iter().map(|one| one.path.as_str());
    let done: FxHashSet<&str> = parsed.chain(problems).collect();
    let left = code
        .iter()
        .filter(|file| !done.contains(file.display.as_str()));
    Left::new(left)
}

/// Looks at the parts of a project that have something new, and at all of it where those ask for nothing more.
///
/// # Errors
/// What is asked for, unless the waves end here.
fn look<'p, 'w>(
    project: &'p Project,
    external: &'p External<'p>,
    is_new: &dyn Fn(&str) -> bool,
    ends: bool,
    (search, links): (&mut Search<'_, 'w>, &mut Links),
) -> Result<(Looks<'p>, Analysis<'p>), Vec<&'w FoundFile>> {
    let mut looks = Looks::at_new(project, external, is_new, links);
    links.extend(looks.links());
    if !ends {
        let reached = search.take(looks.asks(search.left()), &project.modules);
        if !reached.is_empty() {
            return Err(reached);
        }
    }
    let saw_parts = !looks.are_at_all();
    if saw_parts {
        looks = Looks::at_all(project, external, links);
    }
    let analysis = looks.together();
    if (saw_parts || looks.are_several()) && !ends {
        let asks = asks(&analysis, search.left());
        let reached = search.take(vec![asks], &project.modules);
        if !reached.is_empty() {
            return Err(reached);
        }
    }
    Ok((looks, analysis))
}

/// Whether a pack asks what is used in other processes as well.
fn asks_for_processes(pack: &ActivePack) -> bool {
    let mut sites = pack
        .policies()
        .filter_map(|(policy, _)| policy.site.as_ref());
    sites.any(|site| site.used_in == Some(UsedIn::OtherProcesses))
}

/// Reads the files that set variables of packs that are concerned, or run commands of theirs or servers that fork the code.
fn load_variables(options: &Options, project: &mut Project, walked: &Walked, packs: &[ActivePack]) {
    let concerned = packs.iter().zip(&project.concerned);
    let concerned = concerned.filter(|(_, concerned)| **concerned);
    let concerned: Vec<&ActivePack> = concerned.map(|(pack, _)| pack).collect();
    let names: Vec<&str> = concerned.iter().flat_map(|pack| pack.variables()).collect();
    let commands = concerned.iter().flat_map(|pack| pack.commands());
    let mut heads: Vec<&[u8]> = commands
        .flat_map(Command::heads)
        .map(str::as_bytes)
        .collect();
    heads.dedup();
    let forks = concerned.iter().any(|pack| asks_for_processes(pack));
    if names.is_empty() && heads.is_empty() && !forks {
        return;
    }
    let words = Words::new(&names);
    let files: Vec<&FoundFile> = walked.variables.iter().collect();
    let wanted = |_: &FoundFile, bytes: &[u8]| {
        let runs = |head: &&[u8]| memchr::memmem::find(bytes, head).is_some();
        !words.find_words(bytes).is_empty() || heads.iter().any(runs) || forks && may_preload(bytes)
    };
    load(options, project, &files, &wanted);
}

/// Reads the old surfaces of the packs that are concerned, in parallel.
fn read_surfaces(packs: &[ActivePack], concerned: &[bool]) {
    let pairs = packs.par_iter().zip(concerned);
    pairs
        .filter(|(_, concerned)| **concerned)
        .for_each(|(pack, _)| {
            LazyLock::force(&pack.old);
        });
}

/// Reads the files that `wanted` wants, in parallel.
fn load(
    options: &Options,
    project: &mut Project,
    files: &[&FoundFile],
    wanted: &(dyn Fn(&FoundFile, &[u8]) -> bool + Sync),
) {
    let read = files
        .par_iter()
        .filter_map(|file| match bytes_of(options, file) {
            Ok(bytes) if spells(file, &bytes, &mut |text| wanted(file, text)) => {
                Some(parsed(file, &bytes))
            }
            Ok(_) => None,
            Err(problem) => Some(Err(problem)),
        });
    let read: Vec<_> = read.collect();
    let mut new = Vec::new();
    for one in read {
        match one {
            Ok(file) => new.push(file),
            Err(problem) => project.problems.push(problem),
        }
    }
    project.add(new);
}

/// Whether what a file says is wanted. In a notebook's bytes letters may be escaped and line ends are
/// letters: its text is asked, where it can be read.
pub fn spells(file: &FoundFile, bytes: &[u8], wanted: &mut dyn FnMut(&[u8]) -> bool) -> bool {
    if file.kind != FileKind::Notebook {
        return wanted(bytes);
    }
    match SourceUnit::read(&file.path, &file.display, bytes) {
        Ok(unit) => wanted(unit.text().as_bytes()),
        Err(_) => wanted(bytes),
    }
}

/// A file with its syntax.
///
/// # Errors
/// What is wrong with it, where it cannot be read as what it is.
pub fn parsed(file: &FoundFile, bytes: &[u8]) -> Result<File, Problem> {
    let is_code = matches!(
        file.kind,
        FileKind::Python | FileKind::Notebook | FileKind::Document
    );
    let read = match file.kind {
        FileKind::Document => SourceUnit::read_document,
        _ if is_code => SourceUnit::read,
        _ => SourceUnit::read_other,
    };
    let unit = read(&file.path, &file.display, bytes)
        .map_err(|error: SourceError| problem(file, &error.to_string()))?;
    if is_code && unit.text().len() > LONGEST {
        return Err(problem(
            file,
            "longer than 10 MB: code of that length is not read",
        ));
    }
    let tree = parse(if is_code { unit.text() } else { "" });
    let scopes = Scopes::of(&tree);
    Ok(File { unit, tree, scopes })
}

fn problem(file: &FoundFile, message: &str) -> Problem {
    Problem {
        path: file.display.clone(),
        message: message.to_owned(),
    }
}
