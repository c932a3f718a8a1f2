//! Applies a unified diff in memory: strictly, at the lines that it names. It stands here so that no
//! patch leaves a plan that was not applied; it shares nothing with the code that writes patches.

use std::collections::BTreeMap;

use thiserror::Error;

/// Why a patch does not apply.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum ApplyError {
    /// A line of the patch is none that a unified diff of this kind has.
    #[error("line {0} of the patch is not understood")]
    Syntax(usize),
    /// The patch names a file that is not there.
    #[error("the patch changes `{0}`, which is not there")]
    NoFile(String),
    /// The file has other lines than the patch says.
    #[error("line {0} of the patch is not what the file has")]
    Mismatch(usize),
}

/// The files after `patch`, by the paths that the patch gives them (without `a/` and `b/`). Files that
/// it does not name stay.
///
/// # Errors
/// When the patch is not understood or does not fit `files`.
pub fn apply(
    patch: &[u8],
    files: &BTreeMap<String, Vec<u8>>,
) -> Result<BTreeMap<String, Vec<u8>>, ApplyError> {
    let mut after = files.clone();
    let lines: Vec<&[u8]> = patch.split_inclusive(|byte| *byte == b'\n').collect();
    let mut at = 0;
    while at < lines.len() {
        let Some(path) = lines[at].strip_prefix(b"--- ") else {
            at += 1;
            continue;
        };
        let path = path_of(path).ok_or(ApplyError::Syntax(at + 1))?;
        let before = files.get(&path).ok_or(ApplyError::NoFile(path.clone()))?;
        let is_new = |line: &&&[u8]| line.starts_with(b"+++ ");
        lines
            .get(at + 1)
            .filter(is_new)
            .ok_or(ApplyError::Syntax(at + 2))?;
        at += 2;
        let mut file = FilePatch::new(before);
        while at < lines.len() && lines[at].starts_with(b"@@ ") {
            at = file.hunk(&lines, at)?;
        }
        after.insert(path, file.finish());
    }
    Ok(after)
}

/// `a/src/x.py` without `a/`; git writes unusual names as a C string.
fn path_of(text: &[u8]) -> Option<String> {
    let text = text.strip_suffix(b"\n").unwrap_or(text);
    // Behind a name with blanks stands a tab.
    let text = text.strip_suffix(b"\t").unwrap_or(text);
    let name = match text
        .strip_prefix(b"\"")
        .and_then(|rest| rest.strip_suffix(b"\""))
    {
        Some(quoted) => unquote(quoted)?,
        None => text.to_vec(),
    };
    String::from_utf8(name.strip_prefix(b"a/")?.to_vec()).ok()
}

/// Reads the escapes of git's quoted names.
fn unquote(quoted: &[u8]) -> Option<Vec<u8>> {
    let mut name = Vec::with_capacity(quoted.len());
    let mut bytes = quoted.iter().copied();
    while let Some(byte) = bytes.next() {
        if byte != b'\\' {
            name.push(byte);
            continue;
        }
        let escape = bytes.next()?;
        name.push(match escape {
            b'a' => 7,
            b'b' => 8,
            b't' => b'\t',
            b'n' => b'\n',
            b'v' => 11,
            b'f' => 12,
            b'r' => b'\r',
            b'"' | b'\\' => escape,
            b'0'..=b'3' => {
                let digits = [escape, bytes.next()?, bytes.next()?];
                u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 8).ok()?
            }
            _ => return None,
        });
    }
    Some(name)
}

/// One file on its way from before to after.
struct FilePatch<'a> {
    before: Vec<&'a [u8]>,
    /// Lines of `before` that are taken over or removed already.
    taken: usize,
    after: Vec<u8>,
}

impl<'a> FilePatch<'a> {
    fn new(before: &'a [u8]) -> Self {
        Self {
            before: before.split_inclusive(|byte| *byte == b'\n').collect(),
            taken: 0,
            after: Vec::with_capacity(before.len()),
        }
    }

    /// Applies the hunk whose head is line `at`; gives the line behind it.
    fn hunk(&mut self, lines: &[&[u8]], at: usize) -> Result<usize, ApplyError> {
        let head = Head::parse(lines[at]).ok_or(ApplyError::Syntax(at + 1))?;
        let (mut old, mut new) = (head.old_count, head.new_count);
        // A hunk that removes nothing names the line behind which it adds.
        let first = if old == 0 {
            head.old_start
        } else {
            head.old_start - 1
        };
        let untouched = self
            .before
            .get(self.taken..first)
            .ok_or(ApplyError::Mismatch(at + 1))?;
        self.after.extend(untouched.concat());
        self.taken = first;
        let mut at = at + 1;
        while old > 0 || new > 0 {
            let line = lines.get(at).ok_or(ApplyError::Syntax(at + 1))?;
            let (mark, mut text) = line.split_first().ok_or(ApplyError::Syntax(at + 1))?;
            let without_end = lines
                .get(at + 1)
                .is_some_and(|next| next.starts_with(b"\\ "));
            if without_end {
                text = text.strip_suffix(b"\n").unwrap_or(text);
            }
            if matches!(mark, b' ' | b'-') {
                old = old.checked_sub(1).ok_or(ApplyError::Syntax(at + 1))?;
                if self.before.get(self.taken) != Some(&text) {
                    return Err(ApplyError::Mismatch(at + 1));
                }
                self.taken += 1;
            }
            if matches!(mark, b' ' | b'+') {
                new = new.checked_sub(1).ok_or(ApplyError::Syntax(at + 1))?;
                self.after.extend(text);
            }
            if !matches!(mark, b' ' | b'-' | b'+') {
                return Err(ApplyError::Syntax(at + 1));
            }
            at += 1 + usize::from(without_end);
        }
        Ok(at)
    }

    fn finish(mut self) -> Vec<u8> {
        self.after.extend(self.before[self.taken..].concat());
        self.after
    }
}

/// `@@ -old_start,old_count +new_start,new_count @@`
struct Head {
    old_start: usize,
    old_count: usize,
    new_count: usize,
}

impl Head {
    fn parse(line: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(line);
        let mut words = text.strip_prefix("@@ ")?.split(' ');
        let (old_start, old_count) = range(words.next()?.strip_prefix('-')?)?;
        let (_, new_count) = range(words.next()?.strip_prefix('+')?)?;
        let sound = words.next()?.trim_end() == "@@" && (old_start > 0 || old_count == 0);
        sound.then_some(Self {
            old_start,
            old_count,
            new_count,
        })
    }
}

/// `start,count`; a count of one may be left out.
fn range(text: &str) -> Option<(usize, usize)> {
    match text.split_once(',') {
        Some((start, count)) => Some((start.parse().ok()?, count.parse().ok()?)),
        None => Some((text.parse().ok()?, 1)),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeMap;

    use super::{ApplyError, apply};

    fn tree(path: &str, text: &str) -> BTreeMap<String, Vec<u8>> {
        BTreeMap::from([(path.to_owned(), text.as_bytes().to_vec())])
    }

    const TWO_HUNKS: &str = "diff --git a/x.py b/x.py\n--- a/x.py\n+++ b/x.py\n\
        @@ -1,2 +1 @@\n-a\n b\n@@ -4 +3,2 @@ class D:\n d\n+e\n";

    #[test]
    fn hunks_change_the_lines_that_they_name_and_no_others() {
        let after = apply(TWO_HUNKS.as_bytes(), &tree("x.py", "a\nb\nc\nd\nf\n")).unwrap();
        assert_eq!(after["x.py"], b"b\nc\nd\ne\nf\n");
    }

    #[test]
    fn a_file_that_has_other_lines_is_refused() {
        let shifted = tree("x.py", "new\na\nb\nc\nd\nf\n");
        assert_eq!(
            apply(TWO_HUNKS.as_bytes(), &shifted),
            Err(ApplyError::Mismatch(5))
        );
        let short = tree("x.py", "a\nb\n");
        assert_eq!(
            apply(TWO_HUNKS.as_bytes(), &short),
            Err(ApplyError::Mismatch(7))
        );
    }

    #[test]
    fn a_file_that_is_not_there_is_refused() {
        let other = tree("y.py", "a\n");
        assert_eq!(
            apply(TWO_HUNKS.as_bytes(), &other),
            Err(ApplyError::NoFile("x.py".to_owned()))
        );
    }

    #[test]
    fn the_missing_line_feed_at_the_end_of_a_file_is_kept_or_gained() {
        let kept = b"--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n";
        assert_eq!(apply(kept, &tree("x", "a")).unwrap()["x"], b"b");
        let gained = b"--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n";
        assert_eq!(apply(gained, &tree("x", "a")).unwrap()["x"], b"a\n");
        assert!(apply(gained, &tree("x", "a\n")).is_err());
    }

    #[test]
    fn lines_before_the_first_can_be_added() {
        let patch = b"--- a/x\n+++ b/x\n@@ -0,0 +1 @@\n+a\n";
        assert_eq!(apply(patch, &tree("x", "b\n")).unwrap()["x"], b"a\nb\n");
    }

    #[test]
    fn carriage_returns_and_other_bytes_are_compared_as_they_are() {
        let patch = b"--- a/x\n+++ b/x\n@@ -1 +1 @@\n-\xff\r\n+\xfe\r\n";
        let files = BTreeMap::from([("x".to_owned(), b"\xff\r\n".to_vec())]);
        assert_eq!(apply(patch, &files).unwrap()["x"], b"\xfe\r\n");
    }

    #[test]
    fn quoted_names_and_names_with_blanks_are_understood() {
        let quoted =
            b"--- \"a/\\303\\244\\t.py\"\n+++ \"b/\\303\\244\\t.py\"\n@@ -1 +1 @@\n-a\n+b\n";
        assert_eq!(
            apply(quoted, &tree("ä\t.py", "a\n")).unwrap()["ä\t.py"],
            b"b\n"
        );
        let blank = b"--- a/my file.py\t\n+++ b/my file.py\t\n@@ -1 +1 @@\n-a\n+b\n";
        assert_eq!(
            apply(blank, &tree("my file.py", "a\n")).unwrap()["my file.py"],
            b"b\n"
        );
    }

    #[test]
    fn a_line_that_looks_like_a_head_inside_a_hunk_is_a_line() {
        let patch = b"--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n--- a/y\n+++ b/y\n c\n";
        let after = apply(patch, &tree("x", "-- a/y\nc\n")).unwrap();
        assert_eq!(after["x"], b"++ b/y\nc\n");
    }

    #[test]
    fn a_cut_patch_is_refused() {
        let patch = b"--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n-a\n";
        assert_eq!(
            apply(patch, &tree("x", "a\nb\n")),
            Err(ApplyError::Syntax(5))
        );
    }
}
