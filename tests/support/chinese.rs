//! What is said in English and has no Chinese, and which entries of the table nobody says.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use exuvia::finding::Report;
use exuvia::plan::translations::{Entry, entries, in_chinese};

/// The entries that served for something so far.
static USED: Mutex<BTreeSet<&str>> = Mutex::new(BTreeSet::new());

/// The sentences of a text, and the parts of them, that have no Chinese.
pub fn missing(text: &str) -> Vec<String> {
    let made = in_chinese(text);
    let mut used = USED.lock().unwrap_or_else(PoisonError::into_inner);
    used.extend(made.used);
    made.left
}

/// The same of all that a run says.
pub fn missing_in(report: &Report) -> BTreeSet<String> {
    let findings = report.findings.iter().flat_map(|one| {
        let related = one.related.iter().map(|one| &one.why);
        std::iter::once(&one.message)
            .chain(&one.help)
            .chain(related)
    });
    let blind = report.blind.iter().map(|one| &one.why);
    let problems = report.problems.iter().map(|one| &one.message);
    let said: BTreeSet<&String> = findings.chain(blind).chain(problems).collect();
    said.into_iter().flat_map(|text| missing(text)).collect()
}

/// What the packs and the sources have to say, whether or not a case makes them say it.
pub struct Said {
    /// The texts of the packs, with `x` for what varies.
    pub of_packs: BTreeSet<String>,
    /// The sources, with their texts on one line each.
    sources: String,
}

impl Said {
    /// Reads the packs and the sources.
    pub fn read() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut of_packs = BTreeSet::new();
        for (path, bytes) in super::tree(&root.join("rules")) {
            let text = String::from_utf8(bytes).unwrap_or_default();
            let is_of_a_pack = root.join("rules").join(&path).with_file_name("pack.toml");
            if !is_of_a_pack.is_file() {
                continue;
            }
            if path.ends_with(".toml") {
                texts(&toml::from_str(&text).unwrap(), false, &mut of_packs);
            } else if path.ends_with(".jsonl") {
                let rows = text
                    .lines()
                    .filter(|line| line.contains("\"message\"") || line.contains("\"help\""));
                for row in rows {
                    texts(&serde_json::from_str(row).unwrap(), false, &mut of_packs);
                }
            }
        }
        let mut sources = String::new();
        for (path, bytes) in super::tree(&root.join("src")) {
            if path.ends_with(".rs") && !path.ends_with("plan/translations.rs") {
                sources += &joined(&String::from_utf8(bytes).unwrap());
            }
        }
        Self { of_packs, sources }
    }

    /// The entries that have served for nothing, and whose words stand in no source either.
    pub fn unused(&self) -> Vec<&'static str> {
        for text in &self.of_packs {
            missing(text);
        }
        let used = USED.lock().unwrap_or_else(PoisonError::into_inner);
        let idle = |entry: &&Entry| !used.contains(&*entry.en) && !self.spells(&entry.en);
        entries().filter(idle).map(|entry| &*entry.en).collect()
    }

    /// Whether the longest words of an entry stand in a source.
    fn spells(&self, english: &str) -> bool {
        let parts = english.split("{}").map(|part| part.trim_matches('`'));
        let part = parts.max_by_key(|part| part.len()).unwrap_or_default();
        // Where it is so is put behind what is said, and a sentence begins with a capital letter.
        let part = part.trim().trim_end_matches(" in");
        self.sources.contains(part) || self.sources.contains(&part[part.len().min(1)..])
    }
}

/// A source whose texts go on over no line's end, and have plain quotes.
fn joined(source: &str) -> String {
    let mut out = String::new();
    let mut lines = source.lines().peekable();
    while let Some(line) = lines.next() {
        let line = line.trim_start();
        match line.strip_suffix('\\') {
            Some(begins) if lines.peek().is_some() => out.push_str(begins),
            _ => {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    out.replace("\\\"", "\"")
}

/// The texts of a table that people read, by their keys.
fn texts(value: &serde_json::Value, is_text: bool, out: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::String(text) if is_text => {
            out.insert(without_holes(text));
        }
        serde_json::Value::Array(items) => {
            items.iter().for_each(|item| texts(item, is_text, out));
        }
        serde_json::Value::Object(table) => {
            for (key, value) in table {
                let is_read = ["message", "help", "note", "summary"].contains(&key.as_str())
                    || key == "text" && table.contains_key("id");
                // What an exception is built with when the old code says nothing is code.
                texts(value, is_read && !value_is_code(value), out);
            }
        }
        _ => {}
    }
}

/// Whether a value is written in Python.
fn value_is_code(value: &serde_json::Value) -> bool {
    value.as_str().is_some_and(|text| text.starts_with('"'))
}

/// A text with `x` for each `{name}`.
fn without_holes(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('{') {
        out.push_str(before);
        match behind.split_once('}') {
            Some((name, after))
                if name
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || b"-_".contains(&byte)) =>
            {
                out.push('x');
                rest = after;
            }
            _ => {
                out.push('{');
                rest = behind;
            }
        }
    }
    out + rest
}
