//! Rows made by a machine, of which there may be tens of thousands: found by name without reading them.
//!
//! At start each line is looked at for its name only (a pack of 50,000 rows takes a few milliseconds,
//! `benches/load.rs` measures it); a row is read when a file names its symbol.

use std::hash::Hasher;

use super::load::{LoadError, PackFile, line};

/// How each line begins.
const BEGINNING: &str = "{\"old\":\"";

/// The rows, by the last word of their names.
#[derive(Debug, Default)]
pub struct MachineRows {
    rows: Vec<Row>,
    /// For each bucket the last row in it, plus one; zero for none.
    heads: Vec<u32>,
    /// For each row the one before it in its bucket, as in `heads`.
    before: Vec<u32>,
    names: Vec<u8>,
}

/// Where a row stands: file, its line's first byte, and its name in `names`.
#[derive(Debug, Clone, Copy)]
struct Row {
    file: u32,
    start: u32,
    name_start: u32,
    name_end: u32,
}

impl MachineRows {
    /// Takes in a file; `file` is its number among the pack's files.
    pub(super) fn add(
        &mut self,
        file: usize,
        shown: &str,
        text: &str,
        errors: &mut Vec<LoadError>,
    ) {
        let bytes = text.as_bytes();
        let mut start = 0;
        while start < bytes.len() {
            let end = memchr::memchr(b'\n', &bytes[start..]).map_or(bytes.len(), |at| start + at);
            let row = &bytes[start..end];
            if let Some(name) = name_of(row) {
                let name_start = self.names.len();
                self.names.extend_from_slice(name);
                self.rows.push(Row {
                    file: small(file),
                    start: small(start),
                    name_start: small(name_start),
                    name_end: small(self.names.len()),
                });
            } else if !row.trim_ascii().is_empty() {
                errors.push(LoadError {
                    file: shown.to_owned(),
                    line: Some(line(text, start)),
                    message: format!("a row begins with `{BEGINNING}` and a plain qualified name"),
                });
            }
            start = end + 1;
        }
        self.link();
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> u32 {
        small(self.rows.len())
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The name of a row.
    #[must_use]
    pub fn name(&self, row: u32) -> &str {
        std::str::from_utf8(self.name_bytes(row)).unwrap_or_default()
    }

    /// The rows whose name ends in this word.
    pub fn ending_in<'a>(&'a self, word: &'a str) -> impl Iterator<Item = u32> + 'a {
        let mut next = match self.heads.len() {
            0 => 0,
            buckets => self.heads[bucket(word.as_bytes(), buckets)],
        };
        std::iter::from_fn(move || {
            while let Some(row) = next.checked_sub(1) {
                next = self.before[row as usize];
                if last_word(self.name_bytes(row)) == word.as_bytes() {
                    return Some(row);
                }
            }
            None
        })
    }

    /// The rows with this name, in the order of the files.
    #[must_use]
    pub fn named(&self, qualified: &str) -> Vec<u32> {
        let word = qualified.rsplit('.').next().unwrap_or_default();
        let mut rows: Vec<_> = self
            .ending_in(word)
            .filter(|row| self.name_bytes(*row) == qualified.as_bytes())
            .collect();
        rows.reverse();
        rows
    }

    /// The file's number, the row's first byte in it, and the text of a row.
    pub(super) fn source<'a>(&self, row: u32, files: &'a [PackFile]) -> (usize, usize, &'a str) {
        let row = self.rows[row as usize];
        let text = &*files[row.file as usize].text;
        let rest = &text[row.start as usize..];
        let json = rest.lines().next().unwrap_or_default();
        (row.file as usize, row.start as usize, json)
    }

    fn name_bytes(&self, row: u32) -> &[u8] {
        let row = self.rows[row as usize];
        &self.names[row.name_start as usize..row.name_end as usize]
    }

    /// Puts all rows into buckets.
    fn link(&mut self) {
        let buckets = (self.rows.len() * 2).next_power_of_two();
        let mut heads = vec![0; buckets];
        let mut before = vec![0; self.rows.len()];
        for row in 0..self.len() {
            let head = &mut heads[bucket(last_word(self.name_bytes(row)), buckets)];
            before[row as usize] = *head;
            *head = row + 1;
        }
        (self.heads, self.before) = (heads, before);
    }
}

/// Packs are far smaller than four gigabytes; one that is not has no rows behind that.
fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn name_of(row: &[u8]) -> Option<&[u8]> {
    let rest = row.strip_prefix(BEGINNING.as_bytes())?;
    let name = &rest[..memchr::memchr(b'"', rest)?];
    let plain = name.contains(&b'.') && !name.contains(&b'\\');
    plain.then_some(name)
}

fn last_word(name: &[u8]) -> &[u8] {
    memchr::memrchr(b'.', name).map_or(name, |dot| &name[dot + 1..])
}

#[allow(clippy::cast_possible_truncation)] // a hash may lose bits
fn bucket(word: &[u8], buckets: usize) -> usize {
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(word);
    hasher.finish() as usize & (buckets - 1)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn rows(text: &str) -> (MachineRows, Vec<LoadError>) {
        let mut errors = Vec::new();
        let mut rows = MachineRows::default();
        rows.add(0, "rules/x/rows.jsonl", text, &mut errors);
        (rows, errors)
    }

    #[test]
    fn rows_are_found_by_name_and_by_last_word_in_the_order_of_the_file() {
        let (rows, errors) = rows(
            "{\"old\":\"a.B.get\",\"kind\":\"removed\"}\n\n{\"old\":\"a.C.get\"}\n{\"old\":\"a.B.get\",\"argument\":\"x\"}",
        );
        assert_eq!(errors, []);
        assert_eq!(rows.named("a.B.get"), [0, 2]);
        assert!(rows.named("a.B").is_empty());
        assert_eq!(rows.ending_in("get").count(), 3);
        assert_eq!(rows.ending_in("et").count(), 0);
        assert_eq!(rows.name(1), "a.C.get");
    }

    #[test]
    fn no_rows_are_found_where_there_are_none() {
        assert!(MachineRows::default().named("a.b").is_empty());
    }

    #[test]
    fn a_line_that_does_not_begin_with_its_name_is_an_error_with_its_line() {
        for row in [
            "{\"kind\":\"removed\",\"old\":\"a.b\"}",
            "{ \"old\":\"a.b\"}",
            "{\"old\":\"a\\u002eb\"}",
            "{\"old\":\"ab\"}",
        ] {
            let (_, errors) = rows(&format!("{{\"old\":\"a.b\"}}\n{row}\n"));
            assert_eq!(
                errors.iter().map(ToString::to_string).collect::<Vec<_>>(),
                [
                    "rules/x/rows.jsonl:2: a row begins with `{\"old\":\"` and a plain qualified name"
                ]
            );
        }
    }
}
