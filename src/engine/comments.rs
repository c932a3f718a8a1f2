//! Comments that say which rules are not wanted where they stand: read from their texts.

use std::ops::Range;

/// The word that such a comment begins with, in lower case.
pub const WORD: &str = "exuvia:";

/// Where its rarest letter stands in it.
const RARE: usize = 1;

/// What one comment keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// All rules.
    All,
    /// Codes, beginnings of codes, packs.
    These(Vec<String>),
}

/// A comment that is understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// Which rules.
    pub kept: Kept,
    /// Whether it is about the whole file.
    pub whole: bool,
    /// Where it stands in the text that was read: other comments may stand before and behind it.
    pub range: Range<usize>,
}

/// Whether a text may have such a comment.
#[must_use]
pub fn mentions(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_word = |at: usize| {
        let here = at.checked_sub(RARE).map(|start| start..start + WORD.len());
        let here = here.and_then(|here| bytes.get(here));
        here.is_some_and(|here| here.eq_ignore_ascii_case(WORD.as_bytes()))
    };
    let rare = WORD.as_bytes()[RARE];
    let mut found = memchr::memchr2_iter(rare, rare.to_ascii_uppercase(), bytes);
    found.any(is_word)
}

/// What a comment keeps; nothing if it does not speak of exuvia.
///
/// # Errors
/// When it does and is not understood.
#[must_use]
pub fn read(comment: &str) -> Option<Result<Comment, String>> {
    let lower = comment.to_ascii_lowercase();
    let begins = |at: &usize| lower[..*at].trim_end().ends_with('#');
    let mut words = lower.match_indices(WORD).map(|(at, _)| at);
    let at = words.find(begins)? + WORD.len();
    let rest = comment[at..].trim_start();
    let behind = |word: &str| {
        let is_it = rest.get(..word.len())?.eq_ignore_ascii_case(word);
        is_it.then(|| &rest[word.len()..])
    };
    let word = ["ignore-file", "ignore"]
        .into_iter()
        .find(|word| behind(word).is_some());
    let meant = word.unwrap_or("ignore");
    let expected = format!("expected `# exuvia: {meant}` or `# exuvia: {meant}[CODE, …]`");
    let Some(rest) = behind(meant) else {
        return Some(Err(expected));
    };
    let whole = meant == "ignore-file";
    let start = comment[..at].rfind('#').unwrap_or_default();
    let said = |kept: Kept, rest: &str| {
        let range = start..comment.len() - rest.len();
        Some(Ok(Comment { kept, whole, range }))
    };
    if rest.trim().is_empty() || rest.trim_start().starts_with('#') {
        return said(Kept::All, rest);
    }
    let list = rest.trim_start().strip_prefix('[');
    let Some((list, behind)) = list.and_then(|list| list.split_once(']')) else {
        let hint = match list {
            Some(_) => "`]` is missing",
            None => "a reason stands behind another `#`",
        };
        return Some(Err(format!("{expected}; {hint}")));
    };
    let words: Vec<String> = list
        .split(',')
        .map(|word| word.trim().to_owned())
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() {
        return Some(Err(format!("{expected}; the list is empty")));
    }
    said(Kept::These(words), behind)
}

/// The comments of a Python text, each from its `#` to the end of the line.
#[must_use]
pub fn comments(text: &str) -> Vec<Range<usize>> {
    let all = stretches(text).into_iter();
    let comments = all.filter_map(|stretch| match stretch {
        Stretch::Comment(range) => Some(range),
        Stretch::String(_) => None,
    });
    comments.collect()
}

/// What of a Python text is no code that runs by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stretch {
    /// From a `#` to the end of the line.
    Comment(Range<usize>),
    /// From a quote to the one that ends it.
    String(Range<usize>),
}

/// The comments and strings of a Python text, in their order.
#[must_use]
pub fn stretches(text: &str) -> Vec<Stretch> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'#' => {
                let end = text[at..].find(['\n', '\r']);
                let end = end.map_or(text.len(), |end| at + end);
                out.push(Stretch::Comment(at..end));
                at = end;
            }
            b'"' | b'\'' => {
                let end = behind_string(bytes, at);
                out.push(Stretch::String(at..end));
                at = end;
            }
            _ => at += 1,
        }
    }
    out
}

/// The place behind the string that begins with a quote.
fn behind_string(bytes: &[u8], start: usize) -> usize {
    let quote = bytes[start];
    let triple = bytes[start..].starts_with(&[quote; 3]);
    let mut at = start + if triple { 3 } else { 1 };
    while let Some(&byte) = bytes.get(at) {
        match byte {
            // In a raw string too: what stands behind it does not end the string.
            b'\\' => at += 2,
            b'\n' | b'\r' if !triple => return at,
            _ if byte == quote && (!triple || bytes[at..].starts_with(&[quote; 3])) => {
                return at + if triple { 3 } else { 1 };
            }
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::{Comment, Kept, comments, mentions, read};

    fn these(words: &[&str]) -> Kept {
        Kept::These(words.iter().map(|word| (*word).to_owned()).collect())
    }

    #[test]
    fn comments_keep_all_rules_or_some() {
        let kept = |comment| read(comment).and_then(Result::ok).map(|one| one.kept);
        for all in [
            "# exuvia: ignore",
            "#exuvia:ignore",
            "# type: ignore  # Exuvia: Ignore  # the server is old",
        ] {
            assert_eq!(kept(all), Some(Kept::All), "{all}");
        }
        assert_eq!(
            kept("# exuvia:ignore[RDS203 , pack,] for now"),
            Some(these(&["RDS203", "pack"]))
        );
        let whole = |kept, range| {
            Some(Ok(Comment {
                kept,
                whole: true,
                range,
            }))
        };
        assert_eq!(read("# exuvia: ignore-file"), whole(Kept::All, 0..21));
        assert_eq!(
            read("# noqa # exuvia: ignore-file[RDS203]  # never run"),
            whole(these(&["RDS203"]), 7..36)
        );
        assert_eq!(read("# see exuvia: ignore"), None);
        assert_eq!(read("# noqa"), None);
    }

    #[test]
    fn what_is_not_understood_keeps_nothing() {
        for wrong in [
            "# exuvia: ignored by nobody",
            "# exuvia: ignore-files",
            "# exuvia: ignore RDS110",
            "# exuvia: ignore[RDS110",
            "# exuvia: ignore[]",
            "# exuvia: skip",
        ] {
            assert!(matches!(read(wrong), Some(Err(_))), "{wrong}");
        }
    }

    #[test]
    fn strings_are_no_comments() {
        let found = |text: &'static str| -> Vec<&str> {
            comments(text)
                .into_iter()
                .map(|range| &text[range])
                .collect()
        };
        assert_eq!(found("a = '# b'  # c\n# d"), ["# c", "# d"]);
        assert_eq!(found("a = '''x\n# y'''\r# z\r\n"), ["# z"]);
        assert_eq!(found("a = r'\\'# b'\nc = \"it's # d\""), [""; 0]);
        assert_eq!(found("a = ('b'  # c\n     'd')"), ["# c"]);
        assert_eq!(found("!echo it's\nx # y"), ["# y"]);
    }

    #[test]
    fn only_texts_with_the_word_are_looked_at() {
        assert!(mentions("x # EXUVIA: ignore") && mentions("exuvia:"));
        assert!(!mentions("exuvia") && !mentions("e"));
    }
}
