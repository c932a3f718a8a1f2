//! What the places of manifests say: which folder one speaks for, and which of several comes first.

use std::path::{Component, Path, PathBuf};

use super::{Format, in_requirements_folder};

/// Words in a file's name that say it is for work on the project, not for running it.
const FOR_WORK: [&str; 12] = [
    "dev",
    "develop",
    "development",
    "test",
    "tests",
    "testing",
    "doc",
    "docs",
    "lint",
    "ci",
    "build",
    "typing",
];

/// The folder that a manifest speaks for: its own, or the one that holds its `requirements` folder.
pub(super) fn home(path: &Path) -> PathBuf {
    let folder = path.parent().unwrap_or(Path::new(""));
    if in_requirements_folder(path) {
        folder.parent().unwrap_or(Path::new("")).to_owned()
    } else {
        folder.to_owned()
    }
}

/// How many `..` a path begins with.
pub(super) fn steps_up(path: &Path) -> usize {
    let up = |component: &Component<'_>| *component == Component::ParentDir;
    path.components().take_while(up).count()
}

/// Whether a file lies in the folder of a manifest or below it.
pub(super) fn is_beside(path: &Path, manifest: &Path) -> bool {
    let below = manifest.parent().map(|folder| path.strip_prefix(folder));
    let below = below.and_then(Result::ok);
    below.is_some_and(|below| matches!(below.components().next(), Some(Component::Normal(_))))
}

/// Sorts the manifests of one folder, the preferred one first.
pub(super) fn preference(path: &Path) -> (u8, usize, PathBuf) {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().to_ascii_lowercase())
        .unwrap_or_default();
    let is_for_work = name
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .any(|word| FOR_WORK.contains(&word));
    let class = match Format::of(path) {
        Some(Format::Requirements) if name == "requirements.txt" => 0,
        Some(Format::Pyproject) => 1,
        Some(Format::Pipfile | Format::SetupCfg | Format::SetupPy) => 2,
        Some(Format::Conda | Format::Pixi) => 3,
        Some(Format::ToxIni | Format::ToxToml | Format::Nox | Format::PreCommit) => 7,
        Some(Format::Dockerfile | Format::Pipeline | Format::Jenkins | Format::Shell) => 8,
        _ if name.contains("constraints") => 6,
        _ if is_for_work => 5,
        _ => 4,
    };
    (class, path.components().count(), path.to_owned())
}
