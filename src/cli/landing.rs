//! Stands in for `rewrite` until that room is there.

use crate::engine::Change;

/// One unified diff of all changes.
pub(super) fn patch(changes: &[Change]) -> Vec<u8> {
    let mut patch = String::new();
    for change in changes {
        let before = String::from_utf8_lossy(&change.before);
        let after = String::from_utf8_lossy(&change.after);
        let name = &change.display;
        let diff = similar::TextDiff::from_lines(&before, &after);
        let mut unified = diff.unified_diff();
        unified.header(&format!("a/{name}"), &format!("b/{name}"));
        patch.push_str(&format!("diff --git a/{name} b/{name}\n{unified}"));
    }
    patch.into_bytes()
}

/// Writes all changes.
pub(super) fn write_changes(changes: &[Change]) -> anyhow::Result<()> {
    for change in changes {
        std::fs::write(&change.path, &change.after)?;
    }
    Ok(())
}
