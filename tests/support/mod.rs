//! Small projects under `testdata/`, and runs over them without writing anything.

#![allow(dead_code, reason = "each test file uses a part of it")]

pub mod chinese;
pub mod command;
pub mod stdlib;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use exuvia::cases;
use exuvia::engine::{self, Fixed, Options, Selection};
use exuvia::finding::Applicability;

#[allow(unused_imports, reason = "each test file uses a part of it")]
pub use exuvia::cases::{Tree, after, tree_after};

/// The folder of all cases.
pub fn testdata() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata")
}

/// The folders in a folder, sorted by name.
pub fn folders(of: &Path) -> Vec<PathBuf> {
    cases::folders(of).unwrap_or_else(|error| panic!("{}: {error}", of.display()))
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
    cases::tree(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
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
    try_fixed(folder, options, least)
        .unwrap_or_else(|error| panic!("{}: {error:#}", folder.display()))
}

/// The same where it may fail.
pub fn try_fixed(folder: &Path, options: &Options, least: Applicability) -> anyhow::Result<Fixed> {
    let selection = Selection {
        least,
        packages: Vec::new(),
        distributions: Vec::new(),
    };
    within(folder, || engine::fix(options, &selection))
}

/// The options of a run and the least applicability of its fixes.
pub fn options(args: &[String]) -> (Options, Applicability) {
    cases::options(&Options::default(), args).unwrap()
}
