//! What a plan says, in the languages that it is written in: one catalogue, rules/planning/words.toml.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::translations::translate;
use crate::config::Lang;

/// One entry.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    en: String,
    zh: String,
}

static CATALOGUE: LazyLock<BTreeMap<String, Entry>> = LazyLock::new(|| {
    let text = include_str!("../../rules/planning/words.toml");
    toml::from_str(text).expect("the catalogue is read by a test")
});

/// The words of one language.
#[derive(Debug, Clone, Copy)]
pub struct Words(pub Lang);

impl Words {
    /// The text of an entry.
    ///
    /// # Panics
    /// When there is no such entry: a test looks for each key in the sources.
    #[must_use]
    pub fn say(self, key: &str) -> &'static str {
        let entry = CATALOGUE.get(key);
        let entry = entry.unwrap_or_else(|| panic!("{key}: is not in the catalogue"));
        match self.0 {
            Lang::En => &entry.en,
            Lang::Zh => &entry.zh,
        }
    }

    /// The text of an entry with its holes filled: `{name}` by the value of that name.
    #[must_use]
    pub fn fill(self, key: &str, values: &[(&str, &str)]) -> String {
        let mut out = String::new();
        let mut rest = self.say(key);
        while let Some(at) = rest.find('{') {
            out.push_str(&rest[..at]);
            let end = rest[at..].find('}').map_or(rest.len(), |end| at + end);
            let name = &rest[at + 1..end];
            let value = values.iter().find(|(key, _)| *key == name);
            out.push_str(value.map_or("", |(_, value)| value));
            rest = &rest[(end + 1).min(rest.len())..];
        }
        out.push_str(rest);
        out
    }

    /// What a finding, a rule or the engine says.
    #[must_use]
    pub fn tell(self, text: &str) -> String {
        translate(self.0, text)
    }

    /// A number with what is counted: `one` and `many` are keys of the texts behind it.
    #[must_use]
    pub fn count(self, number: usize, one: &str, many: &str) -> String {
        let key = if number == 1 { one } else { many };
        self.fill(key, &[("number", &number.to_string())])
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    /// The sources of a folder.
    fn sources(folder: &Path, out: &mut String) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, out);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                out.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }

    fn holes(text: &str) -> BTreeSet<&str> {
        let parts = text.split('{').skip(1);
        parts
            .filter_map(|part| Some(part.split_once('}')?.0))
            .collect()
    }

    #[test]
    fn each_entry_is_said_in_both_languages_with_the_same_holes() {
        for (key, entry) in CATALOGUE.iter() {
            assert!(!entry.en.is_empty() && !entry.zh.is_empty(), "{key}");
            assert_eq!(holes(&entry.en), holes(&entry.zh), "{key}");
            let chinese = |letter: char| ('\u{4e00}'..='\u{9fff}').contains(&letter);
            let is_text = entry.en.bytes().filter(u8::is_ascii_alphabetic).count()
                > holes(&entry.en).iter().map(|hole| hole.len()).sum();
            assert!(
                !is_text || entry.zh.chars().any(chinese),
                "{key} is not in Chinese"
            );
        }
    }

    #[test]
    fn each_entry_is_used_and_none_is_missing() {
        let mut text = String::new();
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        sources(&root.join("plan"), &mut text);
        sources(&root.join("cli"), &mut text);
        sources(&root.join("init"), &mut text);
        // The tables name entries as well.
        let batches = include_str!("../../rules/planning/batches.toml");
        let batches = batches
            .lines()
            .filter_map(|line| line.strip_prefix("name = \""));
        for batch in batches.map(|rest| rest.trim_end_matches('"')) {
            let key = format!("batch-{batch}");
            assert!(CATALOGUE.contains_key(&key), "{key}: is not there");
            text.push_str(&format!("\"{key}\""));
        }
        let unused: Vec<&String> = CATALOGUE
            .keys()
            .filter(|key| !text.contains(&format!("\"{key}\"")))
            .collect();
        assert!(unused.is_empty(), "never said: {unused:?}");
        for call in [".say(\"", ".fill(\"", ".fill(\n"] {
            for (at, _) in text.match_indices(call) {
                let rest = &text[at + call.len()..];
                let rest = rest.trim_start().trim_start_matches('"');
                let key = rest.split('"').next().unwrap();
                let is_key = key
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte == b'-' || byte.is_ascii_digit());
                assert!(
                    !is_key || CATALOGUE.contains_key(key),
                    "{key}: is not there"
                );
            }
        }
    }

    #[test]
    fn holes_are_filled_once() {
        let words = Words(Lang::En);
        let text = words.fill(
            "patch-does",
            &[("patch", "{done}"), ("done", "1"), ("places", "2")],
        );
        assert!(text.contains("{done}"), "{text}");
    }
}
