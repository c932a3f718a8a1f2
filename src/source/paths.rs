//! Paths by their letters alone.

use std::path::{Component, Path, PathBuf};

/// A path with `.` and `..` resolved by its letters alone; leading `..` stay.
#[must_use]
pub fn normalised(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(normal.components().next_back(), Some(Component::Normal(_))) =>
            {
                normal.pop();
            }
            other => normal.push(other),
        }
    }
    normal
}
