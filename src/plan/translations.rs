//! What findings, rules and the engine say, in the language of a plan: sentence by sentence, by the table
//! rules/planning/findings.zh.toml. What has no entry there stays as it is.

use std::sync::{LazyLock, OnceLock};

use aho_corasick::AhoCorasick;
use regex::Regex;
use serde::Deserialize;

use crate::config::Lang;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    text: Vec<Entry>,
}

/// The shape of a sentence, without its full stop: each `{}` of the English text is the next of `{1}`, `{2}`, … in
/// the Chinese one. Between backticks it stands for code, or for a list of code; elsewhere for whatever varies, and
/// that is said in Chinese as well where it has a shape.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The English text.
    pub en: String,
    /// The Chinese text.
    pub zh: String,
}

/// A shape that was made ready.
struct Shape {
    entry: Entry,
    /// Its longest text without a hole, by which it is looked for.
    part: String,
    /// How much of it is no hole: of several that fit, the one that says most is meant.
    weight: usize,
    pattern: OnceLock<Regex>,
}

struct Table {
    shapes: Vec<Shape>,
    parts: AhoCorasick,
    /// Shapes without any text to look for.
    bare: Vec<usize>,
}

/// Code, or a list of it.
const CODE: &str = "(`[^`]+`(?:, `[^`]+`)*(?:,? (?:and|or) `[^`]+`)?)";

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let text = include_str!("../../rules/planning/findings.zh.toml");
    let file: File = toml::from_str(text).expect("the table is read by a test");
    let mut shapes: Vec<Shape> = file.text.into_iter().map(Shape::new).collect();
    shapes.sort_by_key(|shape| std::cmp::Reverse(shape.weight));
    let (bare, found): (Vec<usize>, Vec<usize>) =
        (0..shapes.len()).partition(|at| shapes[*at].part.is_empty());
    // Those without text stand last, so the number of a part is that of its shape.
    debug_assert!(found.iter().enumerate().all(|(one, at)| one == *at));
    let parts = AhoCorasick::new(found.iter().map(|at| &shapes[*at].part));
    Table {
        shapes,
        parts: parts.expect("a few hundred sentences"),
        bare,
    }
});

impl Shape {
    fn new(entry: Entry) -> Self {
        let begins_low = lowered(&entry.en);
        let parts = begins_low.split("{}").map(|part| part.trim_matches('`'));
        let weight = parts.clone().map(str::len).sum();
        let part = parts.max_by_key(|part| part.len()).unwrap_or_default();
        Self {
            part: part.to_owned(),
            weight,
            entry,
            pattern: OnceLock::new(),
        }
    }

    fn pattern(&self) -> &Regex {
        self.pattern.get_or_init(|| {
            let text = regex::escape(&lowered(&self.entry.en));
            let text = text.replace("`\\{\\}`", CODE).replace("\\{\\}", "(.+?)");
            Regex::new(&format!("^{text}$")).expect("made of escaped text")
        })
    }
}

/// A text, or a part of one, in Chinese.
#[derive(Debug, Default)]
pub struct Phrase {
    /// The Chinese text.
    pub text: String,
    /// The English of the shapes that served.
    pub used: Vec<&'static str>,
    /// What was left in English: sentences without a shape, and what stood in a hole and has none.
    pub left: Vec<String>,
}

/// A text of the engine or of a rule in a language.
#[must_use]
pub fn translate(lang: Lang, text: &str) -> String {
    match lang {
        Lang::En => text.to_owned(),
        Lang::Zh => in_chinese(text).text,
    }
}

/// The shapes of the table.
pub fn entries() -> impl Iterator<Item = &'static Entry> {
    TABLE.shapes.iter().map(|shape| &shape.entry)
}

/// A text in Chinese, with how that was made.
#[must_use]
pub fn in_chinese(text: &str) -> Phrase {
    let mut out = Phrase::default();
    for sentence in sentences(text) {
        let (body, ends) = match sentence.strip_suffix('.') {
            Some(body) if !body.ends_with('.') => (body, true),
            _ => (sentence, false),
        };
        // Chinese sentences follow each other without a blank.
        if !out.text.is_empty() && !out.text.ends_with(['。', '？']) {
            out.text.push(' ');
        }
        match of_phrase(body) {
            Some(made) => {
                out.text.push_str(&made.text);
                out.text.push_str(if ends { "。" } else { "" });
                out.used.extend(made.used);
                out.left.extend(made.left);
            }
            None => {
                out.left.push(sentence.to_owned());
                out.text.push_str(sentence);
            }
        }
    }
    out
}

/// A sentence without its full stop, or a part of one, in Chinese.
///
/// Of the shapes that fit it is the one with most text that leaves no English, if there is one.
fn of_phrase(text: &str) -> Option<Phrase> {
    let low = &lowered(text);
    let hits = TABLE.parts.find_overlapping_iter(low);
    let mut hits: Vec<usize> = hits.map(|hit| hit.pattern().as_usize()).collect();
    hits.sort_unstable();
    hits.dedup();
    let mut best: Option<Phrase> = None;
    for at in hits.iter().chain(&TABLE.bare) {
        let shape = &TABLE.shapes[*at];
        let Some(holes) = shape.pattern().captures(low) else {
            continue;
        };
        // As long as the text itself, of which the first letter may be a name's.
        let holes: Vec<&str> = holes
            .iter()
            .map(|hole| hole.map_or("", |hole| &text[hole.range()]))
            .collect();
        let mut made = Phrase {
            used: vec![&shape.entry.en],
            ..Phrase::default()
        };
        made.fill(&shape.entry.zh, &holes);
        if made.left.is_empty() {
            return Some(made);
        }
        best.get_or_insert(made);
    }
    best
}

impl Phrase {
    /// Writes the Chinese text with what stands in the holes of the English one.
    fn fill(&mut self, chinese: &str, holes: &[&str]) {
        let mut rest = chinese;
        while let Some((before, number, behind)) = next_hole(rest) {
            let hole = holes.get(number).copied().unwrap_or_default();
            match (before.strip_suffix('`'), behind.strip_prefix('`')) {
                (Some(before), Some(behind)) => {
                    self.text.push_str(before);
                    self.text.push_str(&listed(hole));
                    rest = behind;
                }
                _ => {
                    self.text.push_str(before);
                    self.add(hole);
                    rest = behind;
                }
            }
        }
        self.text.push_str(rest);
    }

    /// Writes what stands in a hole.
    fn add(&mut self, hole: &str) {
        match of_phrase(hole) {
            Some(made) => {
                self.text.push_str(&made.text);
                self.used.extend(made.used);
                self.left.extend(made.left);
            }
            None => {
                self.left.extend(is_prose(hole).then(|| hole.to_owned()));
                self.text.push_str(hole);
            }
        }
    }
}

/// What stands before the next hole, its number, and what stands behind it.
fn next_hole(text: &str) -> Option<(&str, usize, &str)> {
    let (before, rest) = text.split_once('{')?;
    let (number, behind) = rest.split_once('}')?;
    Some((before, number.parse().ok()?, behind))
}

/// A list of code with Chinese between its items.
fn listed(code: &str) -> String {
    let mut out = String::new();
    for (at, part) in code.split('`').enumerate() {
        match (at % 2, part.trim_start_matches(',').trim()) {
            (1, _) => out.extend(["`", part, "`"]),
            (_, "and") => out.push_str(" 和 "),
            (_, "or") => out.push_str(" 或 "),
            _ if part.is_empty() => {}
            _ => out.push('、'),
        }
    }
    out
}

/// Whether something is English beyond names and code: two words that follow each other.
fn is_prose(text: &str) -> bool {
    let mut plain = String::new();
    for (at, part) in text.split(['`', '"']).enumerate() {
        plain.push_str(if at % 2 == 0 { part } else { "`" });
    }
    let is_word =
        |word: &&str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    let mut words = plain.split(' ').map(|word| is_word(&word)).peekable();
    while let Some(word) = words.next() {
        if word && words.peek() == Some(&true) {
            return true;
        }
    }
    false
}

/// The same text with a small first letter: a message begins with one where the same sentence in a help does not.
fn lowered(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_ascii_lowercase().to_string() + letters.as_str()
    })
}

/// Words that end with a full stop and no sentence.
const SHORTENED: [&str; 4] = ["e.g.", "i.e.", "etc.", "vs."];

/// The sentences of a text: they end with a full stop, a question mark or an exclamation mark and a blank, outside
/// of code and of quotes. A mark without its other half quotes nothing.
#[must_use]
pub fn sentences(text: &str) -> Vec<&str> {
    let is_paired = |mark: u8| text.bytes().filter(|byte| *byte == mark).count() % 2 == 0;
    let (ticks, quotes) = (is_paired(b'`'), is_paired(b'"'));
    let (mut in_code, mut in_quotes) = (false, false);
    let (mut out, mut start) = (Vec::new(), 0);
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'`' if ticks => in_code = !in_code,
            b'"' if quotes && !in_code => in_quotes = !in_quotes,
            b'.' | b'?' | b'!' if !in_code && !in_quotes => {
                let ends = bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace);
                let sentence = &text[start..=at];
                let word = sentence.rsplit([' ', '(']).next().unwrap_or(sentence);
                if ends && !SHORTENED.contains(&word) {
                    out.push(sentence.trim());
                    start = at + 1;
                }
            }
            _ => {}
        }
    }
    let rest = text[start..].trim();
    out.extend((!rest.is_empty()).then_some(rest));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_taken_apart_where_its_sentences_end() {
        let text = "In 1.x `a. b` ends. 503 too, e.g. here. It says \"No. Not.\" now. Is it? Yes";
        let parts = [
            "In 1.x `a. b` ends.",
            "503 too, e.g. here.",
            "It says \"No. Not.\" now.",
            "Is it?",
            "Yes",
        ];
        assert_eq!(sentences(text), parts);
        assert_eq!(sentences("one ` is. Left"), ["one ` is.", "Left"]);
        assert_eq!(sentences(""), [""; 0]);
    }

    #[test]
    fn what_varies_is_kept_and_said_in_its_place() {
        let text = "`b` of `a.C` was removed in 6.0.0: use `d`";
        let chinese = "`a.C` 的 `b` 已在 6.0.0 中移除：请使用 `d`";
        assert_eq!(translate(Lang::Zh, text), chinese);
        assert_eq!(translate(Lang::En, text), text);
        let text = "`a` leaves `b`, `c` and `d` without effect";
        let chinese = "`a` 使 `b`、`c` 和 `d` 不起作用";
        assert_eq!(translate(Lang::Zh, text), chinese);
    }

    #[test]
    fn a_part_of_a_sentence_is_said_as_well() {
        let made = in_chinese("No rewrite is offered: a comment keeps a line of it. Call `a`.");
        let chinese = "不提供自动改写：其中一行有注释要求保留。请调用 `a`。";
        assert_eq!(made.text, chinese);
        assert_eq!(made.left, [""; 0]);
        assert_eq!(made.used.len(), 3);
    }

    #[test]
    fn what_has_no_shape_stays_and_is_in_chinese() {
        let made =
            in_chinese("Nobody wrote that down. Call `a`. No rewrite is offered: some new words.");
        let chinese = "Nobody wrote that down. 请调用 `a`。不提供自动改写：some new words。";
        assert_eq!(made.text, chinese);
        assert_eq!(made.left, ["Nobody wrote that down.", "some new words"]);
    }
}
