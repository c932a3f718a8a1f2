//! One unified diff for all changed files, in the form that `git apply -p1` takes. Works on bytes, so
//! that any encoding and any line end survives.

use std::fmt::Write as _;
use std::path::{Component, Path};

use similar::{Algorithm, DiffOp, capture_diff_slices, group_diff_ops};

use crate::engine::Change;

/// The folder that the paths of a patch begin in: git takes none that goes up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Base {
    /// The folders from there down to the working directory.
    below: Vec<String>,
}

impl Base {
    /// The folder that holds the working directory and the paths, which are relative to it.
    pub fn of<'a>(paths: impl IntoIterator<Item = &'a str>, cwd: &Path) -> Self {
        let up = |path: &str| path.split('/').take_while(|part| *part == "..").count();
        let up = paths.into_iter().map(up).max().unwrap_or_default();
        let parts: Vec<String> = cwd
            .components()
            .filter(|part| matches!(part, Component::Normal(_)))
            .map(|part| part.as_os_str().to_string_lossy().into_owned())
            .collect();
        Self {
            below: parts[parts.len().saturating_sub(up)..].to_vec(),
        }
    }

    /// A path from there, which is relative to the working directory.
    #[must_use]
    pub fn path(&self, path: &str) -> String {
        let mut left = path;
        let mut folders = self.below.clone();
        while let Some(rest) = left.strip_prefix("../") {
            folders.pop();
            left = rest;
        }
        folders.push(left.to_owned());
        folders.join("/")
    }

    /// The way there from the working directory, if they are not the same.
    #[must_use]
    pub fn way_up(&self) -> Option<String> {
        let up = vec![".."; self.below.len()];
        (!up.is_empty()).then(|| up.join("/"))
    }

    /// Writes the paths of changes from there.
    pub fn rename(&self, changes: &mut [Change]) {
        for change in changes {
            change.display = self.path(&change.display);
        }
    }
}

/// Lines around a change.
const CONTEXT: usize = 3;

/// The patch for `changes`, in their order. Files that do not change are left out.
#[must_use]
pub fn patch(changes: &[Change]) -> Vec<u8> {
    let mut out = Vec::new();
    for change in changes {
        if change.before != change.after {
            file_patch(&change.display, &change.before, &change.after, &mut out);
        }
    }
    out
}

fn file_patch(path: &str, before: &[u8], after: &[u8], out: &mut Vec<u8>) {
    let (old, new) = (quoted("a/", path), quoted("b/", path));
    // A name with a blank ends with a tab, so that what reads it knows where it ends.
    let end = if path.contains(' ') { "\t" } else { "" };
    // Below `diff --git` git takes a path from the root of the repository, and skips in silence what it does
    // not find there; without it, from the folder that the patch is applied in. Only of what is empty it
    // would think otherwise that the file is made or removed.
    if before.is_empty() || after.is_empty() {
        out.extend_from_slice(format!("diff --git {old} {new}\n").as_bytes());
    }
    out.extend_from_slice(format!("--- {old}{end}\n+++ {new}{end}\n").as_bytes());
    let (old, new) = (lines(before), lines(after));
    let operations = capture_diff_slices(Algorithm::Myers, &old, &new);
    for group in group_diff_ops(operations, CONTEXT) {
        hunk(&group, &old, &new, out);
    }
}

fn hunk(group: &[DiffOp], old: &[&[u8]], new: &[&[u8]], out: &mut Vec<u8>) {
    let Some(first) = group.first() else {
        return;
    };
    // Summed up, since the side on which an operation is empty need not name its exact place.
    let old_count = group
        .iter()
        .map(|operation| operation.old_range().len())
        .sum();
    let new_count = group
        .iter()
        .map(|operation| operation.new_range().len())
        .sum();
    let header = format!(
        "@@ -{} +{} @@\n",
        place(first.old_range().start, old_count),
        place(first.new_range().start, new_count),
    );
    out.extend_from_slice(header.as_bytes());
    for operation in group {
        if let DiffOp::Equal { .. } = operation {
            write_lines(b' ', &old[operation.old_range()], out);
        } else {
            write_lines(b'-', &old[operation.old_range()], out);
            write_lines(b'+', &new[operation.new_range()], out);
        }
    }
}

/// First line and number of lines; an empty stretch is named by the line before it.
fn place(start: usize, count: usize) -> String {
    match count {
        0 => format!("{start},0"),
        1 => format!("{}", start + 1),
        _ => format!("{},{count}", start + 1),
    }
}

fn write_lines(mark: u8, lines: &[&[u8]], out: &mut Vec<u8>) {
    for line in lines {
        out.push(mark);
        out.extend_from_slice(line);
        if !line.ends_with(b"\n") {
            out.extend_from_slice(b"\n\\ No newline at end of file\n");
        }
    }
}

/// Lines with their line feed; a carriage return is part of its line.
fn lines(text: &[u8]) -> Vec<&[u8]> {
    text.split_inclusive(|&byte| byte == b'\n').collect()
}

/// The path as git writes it with `core.quotePath=false`: letters of all languages as they are, for people read patches; in quotes
/// with C escapes if something else needs them.
fn quoted(side: &str, path: &str) -> String {
    let plain = |letter: char| match letter {
        '"' | '\\' => false,
        ' '..='~' => true,
        other => !other.is_ascii() && other.is_alphanumeric(),
    };
    if path.chars().all(plain) {
        return format!("{side}{path}");
    }
    let mut out = format!("\"{side}");
    for letter in path.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            letter if plain(letter) => out.push(letter),
            letter => {
                for byte in letter.encode_utf8(&mut [0; 4]).bytes() {
                    let escaped = write!(out, "\\{byte:03o}");
                    debug_assert!(escaped.is_ok(), "writing to a String can't fail");
                }
            }
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    fn of(path: &str, before: &str, after: &str) -> String {
        let change = Change {
            path: PathBuf::from(path),
            display: path.to_owned(),
            before: before.into(),
            after: after.into(),
        };
        String::from_utf8_lossy(&patch(&[change])).into_owned()
    }

    #[test]
    fn a_changed_line_stands_among_three_others() {
        let expected = "--- a/x.py\n+++ b/x.py\n@@ -2,5 +2,5 @@\n b\n c\n d\n-e\n+E\n f\n";
        assert_eq!(
            of("x.py", "a\nb\nc\nd\ne\nf\n", "a\nb\nc\nd\nE\nf\n"),
            expected
        );
    }

    #[test]
    fn a_missing_last_line_feed_is_said() {
        let expected = "@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n";
        assert!(of("x", "a", "b\n").ends_with(expected));
    }

    #[test]
    fn paths_begin_where_no_path_goes_up() {
        let base = |paths: &[&str]| Base::of(paths.iter().copied(), Path::new("/p/app/core"));
        let here = base(&["x.py", "."]);
        assert_eq!(
            (here.path("x.py"), here.way_up()),
            ("x.py".to_owned(), None)
        );
        let up = base(&["..", "x.py"]);
        assert_eq!(up.way_up().as_deref(), Some(".."));
        assert_eq!(up.path("x.py"), "core/x.py");
        assert_eq!(up.path("../tests/x.py"), "tests/x.py");
        let top = base(&["../../lib/y.py"]);
        assert_eq!(top.path("../x.py"), "app/x.py");
        assert_eq!(top.path("../../lib/y.py"), "lib/y.py");
    }

    #[test]
    fn a_file_without_change_is_left_out() {
        assert_eq!(of("x", "a\n", "a\n"), "");
    }

    #[test]
    fn odd_paths_are_quoted_as_git_does() {
        assert!(of("a b.py", "", "x\n").contains("--- a/a b.py\t\n"));
        assert!(of("é\"\\.py", "", "x\n").contains("--- \"a/é\\\"\\\\.py\"\n"));
        assert!(of("中文/文件.py", "", "x\n").contains("--- a/中文/文件.py\n"));
        // What turns the direction of writing, or shows nothing, is seen.
        let turned = of("中\u{202e}.py", "", "x\n");
        assert!(
            turned.contains("--- \"a/中\\342\\200\\256.py\"\n"),
            "{turned}"
        );
    }
}
