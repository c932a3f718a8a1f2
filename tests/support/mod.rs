//! Small projects under `testdata/`, and runs over them without writing anything.

#![allow(dead_code, reason = "each test file uses a part of it")]

pub mod chinese;
pub mod stdlib;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use exuvia::engine::{self, Fixed, Options, Selection};
use exuvia::finding::Applicability;

/// The files of a folder by their path in it, with `/`.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// The folder of all cases.
pub fn testdata() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata")
}

/// The folders in a folder, sorted by name.
pub fn folders(of: &Path) -> Vec<PathBuf> {
    let mut out: Vec<PathBuf> = fs::read_dir(of)
        .unwrap_or_else(|error| panic!("{}: {error}", of.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    out.sort();
    out
}

/// The folders below `testdata` that hold cases: `<pack>/<case>/before`.
pub fn all_cases() -> Vec<PathBuf> {
    folders(&testdata())
        .iter()
        .flat_map(|pack| folders(pack))
        .filter(|case| case.join("before").is_dir())
        .collect()
}

/// Every file below a folder; none if there is no folder.
pub fn tree(folder: &Path) -> Tree {
    let mut out = Tree::new();
    let mut left = vec![folder.to_owned()];
    while let Some(at) = left.pop() {
        let Ok(entries) = fs::read_dir(&at) else {
            continue;
        };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                left.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap();
                let name = name.to_string_lossy().replace('\\', "/");
                out.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    out
}

/// Runs `work` in a folder, as a person would: paths are shown from there. One at a time, since the
/// working directory belongs to the whole process.
pub fn within<T>(folder: &Path, work: impl FnOnce() -> T) -> T {
    static ONE: Mutex<()> = Mutex::new(());
    let _held = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    std::env::set_current_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    work()
}

/// Fixes a folder in memory.
pub fn fixed(folder: &Path, options: &Options, least: Applicability) -> Fixed {
    let selection = Selection {
        least,
        packages: Vec::new(),
        distributions: Vec::new(),
    };
    within(folder, || engine::fix(options, &selection))
        .unwrap_or_else(|error| panic!("{}: {error:#}", folder.display()))
}

/// The options of a run in which what a fix changed stands already.
pub fn after(options: &Options, fixed: &Fixed) -> Options {
    let mut next = options.clone();
    let changes = fixed.changes.iter();
    next.overlay
        .extend(changes.map(|change| (change.path.clone(), change.after.clone())));
    next
}

/// The tree that a fix leaves.
pub fn tree_after(before: &Tree, fixed: &Fixed) -> Tree {
    let mut out = before.clone();
    for change in &fixed.changes {
        out.insert(change.display.clone(), change.after.clone());
    }
    out
}

/// The options of a run and the least applicability of its fixes.
pub fn options(args: &[String]) -> (Options, Applicability) {
    let (mut options, mut least) = (Options::default(), Applicability::Safe);
    let mut words = args.iter();
    while let Some(word) = words.next() {
        let mut value = || words.next().unwrap_or_else(|| panic!("{word} of what?"));
        let pair = |text: &str, between: &str| {
            let (name, value) = text.split_once(between).unwrap();
            (name.to_owned(), value.to_owned())
        };
        match word.as_str() {
            "--unsafe-fixes" => least = Applicability::Unsafe,
            "--select" => options.select.push(value().clone()),
            "--ignore" => options.ignore.push(value().clone()),
            "--option" => options.settings.extend([pair(value(), "=")]),
            "--from" | "--target" => {
                let (name, version) = pair(value(), "==");
                let versions = match word.as_str() {
                    "--from" => &mut options.from,
                    _ => &mut options.target,
                };
                versions.insert(name, version.parse().unwrap());
            }
            other => panic!("a case cannot have the argument {other}"),
        }
    }
    (options, least)
}
