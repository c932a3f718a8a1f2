//! Which words occur in a file, asked of its bytes before anything is parsed.

use aho_corasick::{AhoCorasick, MatchKind};
use memchr::memmem::Finder;

/// Up to so many words are looked for one after the other, which is faster than all at once.
const FEW: usize = 3;

/// Identifiers to look for.
#[derive(Debug)]
pub struct Words {
    search: Search,
    count: usize,
}

#[derive(Debug)]
enum Search {
    Few(Vec<Finder<'static>>),
    Many(AhoCorasick),
}

/// Which of the words were found, by their index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordSet {
    blocks: Vec<u64>,
}

impl Words {
    /// Takes identifiers; an empty one is never found.
    #[must_use]
    pub fn new(words: &[&str]) -> Self {
        // A whole word is the longest that begins where it does, and none begins before it that ends in it: whatever is
        // found there is that word. To take one word at a place lets the search look at many bytes at once.
        let automaton = || {
            let mut builder = AhoCorasick::builder();
            builder
                .match_kind(MatchKind::LeftmostLongest)
                .build(words)
                .ok()
        };
        let few = || {
            let finders = words.iter().map(|word| Finder::new(word).into_owned());
            Search::Few(finders.collect())
        };
        let search = if words.len() <= FEW {
            few()
        } else {
            // Words that are too many for one automaton can still be looked for one by one.
            automaton().map_or_else(few, Search::Many)
        };
        Self {
            search,
            count: words.len(),
        }
    }

    /// Which of the words occur, not as a part of a longer identifier. Of a notebook, ask its text:
    /// in its bytes line ends are letters.
    #[must_use]
    pub fn find_words(&self, bytes: &[u8]) -> WordSet {
        self.find_where(bytes, |_, _| true)
    }

    /// Which of the words occur so that `counts` holds for one occurrence, given the word's index and where it
    /// begins.
    pub fn find_where(
        &self,
        bytes: &[u8],
        mut counts: impl FnMut(usize, usize) -> bool,
    ) -> WordSet {
        let mut found = WordSet {
            blocks: vec![0; self.count.div_ceil(64)],
        };
        match &self.search {
            Search::Few(finders) => {
                for (index, finder) in finders.iter().enumerate() {
                    let length = finder.needle().len();
                    let mut whole =
                        |at: usize| is_whole(bytes, at, at + length) && counts(index, at);
                    if finder.find_iter(bytes).any(&mut whole) {
                        found.insert(index);
                    }
                }
            }
            Search::Many(automaton) => {
                for word in automaton.find_iter(bytes) {
                    let index = word.pattern().as_usize();
                    if is_whole(bytes, word.start(), word.end()) && counts(index, word.start()) {
                        found.insert(index);
                    }
                }
            }
        }
        found
    }
}

/// Endings of addresses: what stands before one is no module, but a name in prose.
const ADDRESSES: [&[u8]; 5] = [b"ai", b"com", b"io", b"net", b"org"];

/// Whether the word that begins at `start` may name a module: behind `import` or `from`, in a statement that begins
/// with one of them, as a string or the first part of a path in one, or before an attribute. What is a part of another path,
/// a variable or prose is nothing of the kind.
#[must_use]
pub fn may_name_a_module(bytes: &[u8], start: usize) -> bool {
    let before = &bytes[..start];
    let behind = behind_word(&bytes[start..]);
    match before.last() {
        Some(b'"' | b'\'') => {
            return matches!(behind.first(), Some(b'"' | b'\'' | b'.' | b':') | None);
        }
        Some(b'.') => return false,
        _ => {}
    }
    let line = &before[memchr::memrchr(b'\n', before).map_or(0, |at| at + 1)..];
    let above = before[..before.len() - line.len()].trim_ascii_end();
    let begins = |word: &[u8]| line.trim_ascii_start().starts_with(word);
    let so_far = line.trim_ascii_end();
    let is_imported = begins(b"import ")
        || begins(b"from ")
        || so_far.ends_with(b"import")
        || so_far.ends_with(b"from")
        || line.trim_ascii().is_empty() && above.ends_with(b"\\");
    let has_attribute = behind.strip_prefix(b".").is_some_and(|attribute| {
        let begins = attribute
            .first()
            .is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'_');
        let word = &attribute[..attribute.len() - behind_word(attribute).len()];
        begins && !ADDRESSES.contains(&word)
    });
    is_imported || has_attribute
}

/// What stands behind the word that a text begins with.
fn behind_word(text: &[u8]) -> &[u8] {
    let mut bytes = text.iter();
    let end = bytes.position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_');
    &text[end.unwrap_or(text.len())..]
}

/// Whether the word that begins at `start` may be a variable that another file has: imported from there, or an
/// attribute of something.
#[must_use]
pub fn may_be_of_another_file(bytes: &[u8], start: usize) -> bool {
    let before = &bytes[..start];
    let begin = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
    let end = memchr::memchr(b'\n', &bytes[start..]).map_or(bytes.len(), |at| start + at);
    let line = bytes[begin..end].trim_ascii();
    let is_attribute = before.last() == Some(&b'.');
    if line.starts_with(b"from ") || line.starts_with(b"import ") {
        return !is_attribute;
    }
    // A line of a longer import.
    let is_listed = line
        .iter()
        .all(|byte| byte.is_ascii_alphanumeric() || b"_, ()\\".contains(byte));
    is_attribute || is_listed
}

/// Whether the word that begins at `start` may be a field of a class of settings: it begins an indented line, with a type or a
/// value behind it, in a file that speaks of settings.
#[must_use]
pub fn may_be_a_field(bytes: &[u8], start: usize) -> bool {
    let before = &bytes[..start];
    let begin = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
    let indent = &before[begin..];
    let is_indented = !indent.is_empty() && indent.trim_ascii().is_empty();
    let behind = behind_word(&bytes[start..]).trim_ascii_start();
    is_indented
        && matches!(behind.first(), Some(b':' | b'='))
        && memchr::memmem::find(bytes, b"Settings").is_some()
}

fn is_whole(bytes: &[u8], start: usize, end: usize) -> bool {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || !byte.is_ascii();
    let before = start.checked_sub(1).and_then(|at| bytes.get(at));
    start < end && !before.is_some_and(is_part) && !bytes.get(end).is_some_and(is_part)
}

impl WordSet {
    fn insert(&mut self, index: usize) {
        self.blocks[index / 64] |= 1 << (index % 64);
    }

    /// Whether the word with this index was found.
    #[must_use]
    pub fn contains(&self, index: usize) -> bool {
        self.blocks
            .get(index / 64)
            .is_some_and(|block| block & (1 << (index % 64)) != 0)
    }

    /// Whether none was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.blocks.iter().all(|block| *block == 0)
    }

    /// The indices of the words that were found, ascending.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.blocks.len() * 64).filter(|index| self.contains(*index))
    }
}

/// A text without its comments and its long strings, which talk about code: what is left of it is code, or a
/// short string that may name some. Long strings that are interpolated stay.
#[must_use]
pub fn without_prose(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        at = match byte {
            b'#' => memchr::memchr(b'\n', &text[at..]).map_or(text.len(), |length| at + length),
            b'"' | b'\'' => {
                let long = text[at..].starts_with(&[*byte; 3]);
                let end = end_of_string(text, at, if long { 3 } else { 1 });
                let interpolated = matches!(out.last(), Some(b'f' | b'F' | b't' | b'T'));
                if !long || interpolated {
                    out.extend_from_slice(&text[at..end]);
                }
                end
            }
            _ => {
                out.push(*byte);
                at + 1
            }
        };
    }
    out
}

/// Where the string ends that begins at `start` with so many quotes; a short one ends with its line.
fn end_of_string(text: &[u8], start: usize, quotes: usize) -> usize {
    let quote = text[start];
    let mut at = start + quotes;
    while let Some(byte) = text.get(at) {
        match byte {
            b'\\' => at += 2,
            b'\n' if quotes == 1 => return at,
            byte if *byte == quote && (quotes == 1 || text[at..].starts_with(&[quote; 3])) => {
                return at + quotes;
            }
            _ => at += 1,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &[&str], text: &str) -> Vec<usize> {
        Words::new(words)
            .find_words(text.as_bytes())
            .iter()
            .collect()
    }

    #[test]
    fn a_module_is_named_where_it_may_be_imported() {
        let named = |text: &str| {
            let counts = |_: usize, at: usize| may_name_a_module(text.as_bytes(), at);
            let words = Words::new(&["redis"]);
            !words.find_where(text.as_bytes(), counts).is_empty()
        };
        for text in [
            "import redis",
            "import os, redis as r",
            "    from redis import Redis",
            "from app import redis",
            "try: import redis",
            "import os, \\\n    redis",
            "patch(\"redis.Redis\")",
            "import_module('redis')",
            "resolve_name('redis:Redis')",
            "cache = redis.Redis()",
        ] {
            assert!(named(text), "{text}");
        }
        for text in [
            "from app.redis import cache",
            "redis = cache()",
            "# goes to redis.\n",
            "self.redis.get(key)",
            "name = \"redis-cache\"",
            "# see redis.io for more\n",
            "f(redis=1)",
        ] {
            assert!(!named(text), "{text}");
        }
    }

    #[test]
    fn a_variable_of_another_file_is_imported_or_an_attribute() {
        let named = |text: &str| {
            let counts = |_: usize, at: usize| may_be_of_another_file(text.as_bytes(), at);
            let words = Words::new(&["redis"]);
            !words.find_where(text.as_bytes(), counts).is_empty()
        };
        for text in [
            "from app import redis",
            "from app import (\n    cache,\n    redis as r,\n)",
            "app.redis.Redis()",
        ] {
            assert!(named(text), "{text}");
        }
        for text in [
            "from app.redis import cache",
            "cache = make(\"redis\")",
            "redis = cache()",
        ] {
            assert!(!named(text), "{text}");
        }
    }

    #[test]
    fn a_field_of_settings_begins_its_line() {
        let named = |text: &str| {
            let counts = |_: usize, at: usize| may_be_a_field(text.as_bytes(), at);
            let words = Words::new(&["api_base"]);
            !words.find_where(text.as_bytes(), counts).is_empty()
        };
        let class = "class Settings(BaseSettings):\n";
        for field in ["    api_base: str = x\n", "    api_base = x\n"] {
            assert!(named(&format!("{class}{field}")), "{field}");
        }
        for other in [
            "    x = api_base\n",
            "api_base: str\n",
            "    f(api_base=1)\n",
        ] {
            assert!(!named(&format!("{class}{other}")), "{other}");
        }
        assert!(!named("class Parameters:\n    api_base: str\n"));
    }

    #[test]
    fn comments_and_long_strings_are_prose() {
        let left = |text: &str| String::from_utf8(without_prose(text.as_bytes())).expect("utf-8");
        assert_eq!(left("a # b 'c'\n'# d' e\n"), "a \n'# d' e\n");
        assert_eq!(left("a(\"\"\"b '''\"\"\") # \"\"\"\nd"), "a() \nd");
        assert_eq!(
            left("f'''{a}''' + \"\" + 'it\\'s' # b"),
            "f'''{a}''' + \"\" + 'it\\'s' "
        );
        assert_eq!(left("'open\nb = \"\"\"open"), "'open\nb = ");
    }

    #[test]
    fn only_whole_words_count() {
        let text = "import open_a, xopen, open1, (open.b) ä_c äd";
        let few = ["open", "b", "d"];
        let many = ["open", "b", "d", "_c", "open_a", "a", ""];
        assert_eq!(found(&few, text), [0, 1]);
        assert_eq!(found(&many, text), [0, 1, 4]);
    }

    #[test]
    fn a_word_within_another_is_found_by_itself() {
        let words = ["a", "a_b", "b", "create", "acreate"];
        assert_eq!(found(&words, "a_b a acreate"), [0, 1, 4]);
        assert_eq!(found(&["aa"], "aaa aa"), [0]);
    }

    #[test]
    fn many_words_need_many_bits() {
        let names: Vec<String> = (0..200).map(|number| format!("w{number}")).collect();
        let words: Vec<&str> = names.iter().map(String::as_str).collect();
        let set = Words::new(&words).find_words(b"w0 w63 w64 w199 w200");
        assert_eq!(set.iter().collect::<Vec<_>>(), [0, 63, 64, 199]);
        assert!(set.contains(64) && !set.contains(65) && !set.contains(1000));
        assert!(!set.is_empty());
        assert!(Words::new(&[]).find_words(b"a").is_empty());
    }
}
