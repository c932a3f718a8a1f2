//! Which files of a project are read.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::{DirEntry, WalkBuilder, WalkState};
use thiserror::Error;

use super::document::is_document;
use super::globs::Globs;
use super::variables::sets_variables;
use crate::config::{NAME, PYPROJECT};
use crate::finding::Problem;
use crate::manifest::{is_crontab, is_manifest, is_runbook};

/// Folders below a walked one that never hold the project's own code.
const SKIPPED_FOLDERS: &[&str] = &[
    ".bzr",
    ".direnv",
    ".eggs",
    ".git",
    ".hg",
    ".ipynb_checkpoints",
    ".mypy_cache",
    ".nox",
    ".pyenv",
    ".pytest_cache",
    ".pytype",
    ".ruff_cache",
    ".svn",
    ".tox",
    ".venv",
    "__pycache__",
    "__pypackages__",
    "node_modules",
    "site-packages",
];

/// Files whose changes count whatever is read.
const SETTINGS: [&str; 4] = [NAME, PYPROJECT, ".gitignore", ".ignore"];

/// Files that say what of a folder is left out.
const IGNORES: [&str; 2] = [".gitignore", ".ignore"];

/// The file that says so of a repository.
const EXCLUDE: &str = ".git/info/exclude";

/// What a file is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// Python code, stubs included.
    Python,
    /// A Jupyter notebook.
    Notebook,
    /// A document with code in it, where those are asked for.
    Document,
    /// A file that names required packages.
    Manifest,
    /// A file that sets variables of the environment.
    Variables,
    /// A text that says which commands to run, or when they are run.
    Commands,
}

/// A file to read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FoundFile {
    /// The file.
    pub path: PathBuf,
    /// As reports show it: relative to the working directory, with `/`.
    pub display: String,
    /// What it is read as.
    pub kind: FileKind,
}

/// What a walk found.
#[derive(Debug, Clone, Default)]
pub struct Discovered {
    /// Sorted by the bytes of their paths, each once.
    pub files: Vec<FoundFile>,
    /// Folders and files that could not be looked at.
    pub problems: Vec<Problem>,
    /// The files and folders that were named, as reports show them.
    pub named: BTreeSet<String>,
    /// Files in which a configuration of this tool may stand.
    pub configs: BTreeSet<PathBuf>,
}

/// Why nothing could be walked.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum DiscoverError {
    /// A path that was asked for does not exist.
    #[error("`{0}` does not exist")]
    Missing(String),
}

/// Walks files and folders (the working directory if `paths` is empty). A file that is named is
/// always taken; folders are walked without what `.gitignore` or `excluded` excludes, virtual environments and
/// folders of tools. Links below a folder are not followed.
///
/// # Errors
/// When one of the paths does not exist.
pub fn discover(
    paths: &[PathBuf],
    cwd: &Path,
    excluded: &[Globs],
) -> Result<Discovered, DiscoverError> {
    let asked = Asked {
        is_given: &|_| false,
        documents: false,
    };
    discover_with(paths, cwd, excluded, &asked)
}

/// What a walk is asked for besides code and what belongs to it.
pub struct Asked<'a> {
    /// Whether a file is given by other ways than the disk: it need not be there.
    pub is_given: &'a dyn Fn(&Path) -> bool,
    /// Whether documents are read for the code in them.
    pub documents: bool,
}

/// What a file is read as; none for one that is of no use.
fn kind_with(path: &Path, documents: bool) -> Option<FileKind> {
    let document = (documents && is_document(path)).then_some(FileKind::Document);
    kind_of(path).or(document)
}

/// As [`discover`], where more is asked for.
///
/// # Errors
/// As [`discover`].
pub fn discover_with(
    paths: &[PathBuf],
    cwd: &Path,
    excluded: &[Globs],
    asked: &Asked<'_>,
) -> Result<Discovered, DiscoverError> {
    let roots = roots(paths, cwd);
    let mut found = Discovered {
        named: named(paths, cwd),
        ..Discovered::default()
    };
    let mut folders = Vec::new();
    for (index, root) in roots.into_iter().enumerate() {
        if (asked.is_given)(&root) {
            found.files.push(named_file(root, cwd));
            continue;
        }
        match std::fs::metadata(&root) {
            Ok(metadata) if metadata.is_dir() => folders.push(root),
            // What a pipe gives can be read once and comes when its writer wants.
            Ok(metadata) if !metadata.is_file() => found.problems.push(Problem {
                path: display(&root, cwd),
                message: "neither a file nor a folder".to_owned(),
            }),
            Ok(_) => found.files.push(named_file(root, cwd)),
            Err(_) => {
                let named = paths.get(index).unwrap_or(&root);
                return Err(DiscoverError::Missing(named.display().to_string()));
            }
        }
    }
    walk(&folders, cwd, (excluded, asked.documents), &mut found);
    found
        .files
        .sort_by(|a, b| path_bytes(&a.path).cmp(path_bytes(&b.path)));
    found.files.dedup_by(|a, b| a.path == b.path);
    found.problems.sort();
    found.problems.dedup();
    Ok(found)
}

/// A file that is named: whatever it is called, it is read. A document is no Python, so the code in it is meant.
fn named_file(path: PathBuf, cwd: &Path) -> FoundFile {
    FoundFile {
        display: display(&path, cwd),
        kind: kind_with(&path, true).unwrap_or(FileKind::Python),
        path,
    }
}

/// The files and folders that are asked for (the working directory if `paths` is empty).
#[must_use]
pub fn roots(paths: &[PathBuf], cwd: &Path) -> Vec<PathBuf> {
    if paths.is_empty() {
        vec![cwd.to_owned()]
    } else {
        paths.iter().map(|path| absolute(path, cwd)).collect()
    }
}

/// The files and folders that are asked for, as reports show them.
#[must_use]
pub fn named(paths: &[PathBuf], cwd: &Path) -> BTreeSet<String> {
    let roots = roots(paths, cwd);
    roots.iter().map(|root| display(root, cwd)).collect()
}

fn path_bytes(path: &Path) -> &[u8] {
    path.as_os_str().as_encoded_bytes()
}

fn walk(
    folders: &[PathBuf],
    cwd: &Path,
    (excluded, documents): (&[Globs], bool),
    found: &mut Discovered,
) {
    let unread = Unread::default();
    let Some(builder) = walker(folders, excluded, &unread) else {
        return found.problems.extend(unread.problems(cwd));
    };
    let shared = Mutex::new(std::mem::take(found));
    builder.build_parallel().run(|| {
        let mut gathered = Gathered {
            found: Discovered::default(),
            into: &shared,
        };
        Box::new(move |entry| {
            gathered.found.add(entry, cwd, documents);
            WalkState::Continue
        })
    });
    *found = shared.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.problems.extend(unread.problems(cwd));
}

/// The folders that are not walked, each with what says there which files are left out, and is no file: a pipe, say, which to
/// read may never end.
#[derive(Clone, Default)]
struct Unread(Arc<Mutex<BTreeSet<(PathBuf, PathBuf)>>>);

impl Unread {
    /// Whether a folder is one of them, for what stands there.
    fn has(&self, folder: &Path) -> bool {
        self.has_for(folder, folder, &IGNORES)
    }

    /// Whether a folder that is named is one of them, for what stands there or above it.
    fn has_named(&self, folder: &Path) -> bool {
        let mut above = folder.ancestors();
        above.any(|one| self.has_for(folder, one, &[IGNORES[0], IGNORES[1], EXCLUDE]))
    }

    fn has_for(&self, folder: &Path, at: &Path, names: &[&str]) -> bool {
        let mut paths = names.iter().map(|name| at.join(name));
        let odd = paths.find(|path| {
            let kind = std::fs::metadata(path);
            kind.is_ok_and(|one| !one.is_file() && !one.is_dir())
        });
        let Some(odd) = odd else {
            return false;
        };
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert((folder.to_owned(), odd));
        true
    }

    fn problems(&self, cwd: &Path) -> Vec<Problem> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let problem = |(folder, odd): &(PathBuf, PathBuf)| Problem {
            path: display(folder, cwd),
            message: format!(
                "not read: `{}` is no file, and what it leaves out is not known",
                display(odd, cwd)
            ),
        };
        known.iter().map(problem).collect()
    }
}

/// What one thread of a walk finds: handed over when it is done, for one lock that all ask for at each file would make them
/// wait for each other.
struct Gathered<'a> {
    found: Discovered,
    into: &'a Mutex<Discovered>,
}

impl Drop for Gathered<'_> {
    fn drop(&mut self) {
        let mut into = self.into.lock().unwrap_or_else(PoisonError::into_inner);
        into.files.append(&mut self.found.files);
        into.problems.append(&mut self.found.problems);
        into.configs.append(&mut self.found.configs);
    }
}

impl Discovered {
    /// Adds what a walk met.
    fn add(&mut self, entry: Result<DirEntry, ignore::Error>, cwd: &Path, documents: bool) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return self.problems.push(problem(&error, cwd)),
        };
        let mut names = [NAME, PYPROJECT].iter();
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
        if is_file && names.any(|name| entry.file_name() == *name) {
            self.configs.insert(entry.path().to_owned());
        }
        match found_file(&entry, cwd, documents) {
            Some(file) if has_text_name(&file.path, cwd) => self.files.push(file),
            Some(file) => self.problems.push(Problem {
                path: file.display,
                message: "not read: its path is not valid UTF-8".to_owned(),
            }),
            None => {}
        }
    }
}

fn walker(folders: &[PathBuf], excluded: &[Globs], unread: &Unread) -> Option<WalkBuilder> {
    let mut folders = folders.iter().filter(|folder| !unread.has_named(folder));
    let mut builder = WalkBuilder::new(folders.next()?);
    for folder in folders {
        builder.add(folder);
    }
    let (excluded, unread) = (excluded.to_vec(), unread.clone());
    builder
        .hidden(false)
        .follow_links(false)
        // What a person's own settings exclude must not change what a project's check says.
        .git_global(false)
        .require_git(false)
        .filter_entry(move |entry| {
            let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
            is_walked(entry)
                && !is_excluded(entry, &excluded)
                && !(is_folder && unread.has(entry.path()))
        });
    Some(builder)
}

/// Whether a file or folder below what was named is excluded.
fn is_excluded(entry: &DirEntry, excluded: &[Globs]) -> bool {
    let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
    let mut globs = excluded.iter();
    entry.depth() > 0 && globs.any(|globs| globs.name(entry.path(), is_folder))
}

/// All files that a walk of the same paths meets, whatever they are, as reports show them, each with its path; sorted. What
/// cannot be looked at is left out: [`discover`] says it.
#[must_use]
pub fn every_file(paths: &[PathBuf], cwd: &Path, excluded: &[Globs]) -> BTreeMap<String, PathBuf> {
    let roots = roots(paths, cwd);
    let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) =
        roots.into_iter().partition(|root| root.is_dir());
    let builder = walker(&folders, excluded, &Unread::default());
    let walked = builder.into_iter().flat_map(|builder| {
        let entries = builder.build().flatten();
        entries
            .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()))
            .map(DirEntry::into_path)
            .collect::<Vec<PathBuf>>()
    });
    let all = walked.chain(files);
    all.filter(|path| has_text_name(path, cwd))
        .map(|path| (display(&path, cwd), path))
        .collect()
}

/// Whether a folder of this name is never gone into.
#[must_use]
pub fn skips(name: &str) -> bool {
    SKIPPED_FOLDERS.contains(&name)
}

/// Whether a run over files and folders may read a path, or what it says of what is read: a change of it counts.
#[must_use]
pub fn may_be_read(path: &Path, roots: &[PathBuf]) -> bool {
    if roots.iter().any(|root| root == path) {
        return true;
    }
    let name = path.file_name().and_then(|name| name.to_str());
    let is_setting = name.is_some_and(|name| SETTINGS.contains(&name));
    // A folder that came or went may hold anything.
    let is_folder = path.extension().is_none() && !path.is_file();
    let below = roots.iter().find_map(|root| path.strip_prefix(root).ok());
    below.is_some_and(|below| {
        let mut folders = below.iter();
        let is_skipped = folders.any(|one| one.to_str().is_some_and(skips));
        !is_skipped && (is_setting || is_folder || kind_of(path).is_some() || is_document(path))
    })
}

/// Whether a walk goes into a folder; a folder that is named itself is always walked.
fn is_walked(entry: &DirEntry) -> bool {
    let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
    if entry.depth() == 0 || !is_folder {
        return true;
    }
    let skipped = entry.file_name().to_str().is_some_and(skips);
    !skipped && !entry.path().join("pyvenv.cfg").is_file()
}

fn found_file(entry: &DirEntry, cwd: &Path, documents: bool) -> Option<FoundFile> {
    if !entry.file_type()?.is_file() {
        return None;
    }
    let kind = kind_with(entry.path(), documents)?;
    Some(FoundFile {
        path: entry.path().to_owned(),
        display: display(entry.path(), cwd),
        kind,
    })
}

/// Whether a path can be written as reports and patches show it.
fn has_text_name(path: &Path, cwd: &Path) -> bool {
    path.strip_prefix(cwd).unwrap_or(path).to_str().is_some()
}

fn problem(error: &ignore::Error, cwd: &Path) -> Problem {
    let mut path = String::new();
    let mut at = error;
    loop {
        match at {
            ignore::Error::WithPath { path: found, err } => {
                path = display(found, cwd);
                at = err;
            }
            ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
                at = err;
            }
            _ => break,
        }
    }
    Problem {
        path,
        message: at.to_string(),
    }
}

/// What a file is read as, by its name; none for a file that is of no use.
#[must_use]
pub fn kind_of(path: &Path) -> Option<FileKind> {
    if is_manifest(path) {
        return Some(FileKind::Manifest);
    }
    let name = path.file_name()?.to_string_lossy().to_ascii_lowercase();
    let extension = Path::new(&name).extension().and_then(OsStr::to_str);
    match extension {
        Some("py" | "pyi" | "pyw") => Some(FileKind::Python),
        Some("ipynb") => Some(FileKind::Notebook),
        _ if sets_variables(path) => Some(FileKind::Variables),
        _ => (is_runbook(path) || is_crontab(path)).then_some(FileKind::Commands),
    }
}

/// A path from the root, without `.`. Where `..` occurs the file system is asked, since a link may
/// stand before it.
fn absolute(path: &Path, cwd: &Path) -> PathBuf {
    let joined = cwd.join(path);
    let goes_up = joined
        .components()
        .any(|component| component == Component::ParentDir);
    let asked = if goes_up {
        std::fs::canonicalize(&joined).ok()
    } else {
        None
    };
    asked.unwrap_or_else(|| joined.components().collect())
}

/// A path as reports show it: relative to the working directory, with `/`; with `../` outside.
#[must_use]
pub fn display(path: &Path, cwd: &Path) -> String {
    let ours: Vec<Component<'_>> = path.components().collect();
    let base: Vec<Component<'_>> = cwd
        .components()
        .filter(|component| *component != Component::CurDir)
        .collect();
    let common = ours.iter().zip(&base).take_while(|(a, b)| a == b).count();
    if common == 0 && path.is_absolute() {
        return path.to_string_lossy().replace('\\', "/");
    }
    let mut parts: Vec<String> = base[common..].iter().map(|_| "..".to_owned()).collect();
    for component in &ours[common..] {
        parts.push(component.as_os_str().to_string_lossy().into_owned());
    }
    if parts.is_empty() {
        ".".to_owned()
    } else {
        parts.join("/")
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
#[path = "discover_tests.rs"]
mod tests;
