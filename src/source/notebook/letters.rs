//! Strings of JSON, letter by letter, each with the bytes that it is written with: so that what an edit
//! keeps stays as it was written, and what it adds is written in the file's own way.

use std::fmt::Write as _;
use std::ops::Range;

/// One letter of a string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Letter {
    /// What it is.
    pub(super) value: char,
    /// Where it is written, in the bytes of the file.
    pub(super) raw: Range<usize>,
}

/// The letters of the string that stands at `span` of `file`, its quotes included. The string must be
/// valid; a half of a pair of surrogates gives none.
pub(super) fn letters(file: &str, span: Range<usize>) -> Option<Vec<Letter>> {
    let end = span.end.checked_sub(1)?;
    let mut at = span.start + 1;
    let mut out = Vec::new();
    while at < end {
        let (value, length) = letter(file.get(at..end)?)?;
        out.push(Letter {
            value,
            raw: at..at + length,
        });
        at += length;
    }
    Some(out)
}

/// The letter that a text begins with, and how many bytes it is written with.
fn letter(text: &str) -> Option<(char, usize)> {
    let first = text.chars().next()?;
    if first != '\\' {
        return Some((first, first.len_utf8()));
    }
    let value = match text.as_bytes().get(1)? {
        b'n' => '\n',
        b't' => '\t',
        b'r' => '\r',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'u' => return escaped(text),
        other => char::from(*other),
    };
    Some((value, 2))
}

/// `\u00e4`, or a pair of surrogates.
fn escaped(text: &str) -> Option<(char, usize)> {
    let unit = |at: usize| u16::from_str_radix(text.get(at..at + 4)?, 16).ok();
    let first = unit(2)?;
    if let Some(value) = char::from_u32(u32::from(first)) {
        return Some((value, 6));
    }
    text.get(6..8).filter(|next| *next == "\\u")?;
    let pair = char::decode_utf16([first, unit(8)?]).next()?.ok()?;
    Some((pair, 12))
}

/// How a file writes letters that could be written in several ways.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// What is beyond ASCII is escaped.
    ascii: bool,
    /// The hexadecimal digits of escapes are capitals.
    capitals: bool,
    /// Letters that need no escape and get one all the same, with how it is written.
    escaped: Vec<(char, String)>,
}

impl Style {
    /// The style of strings of a file. What shows none is written plainly.
    pub(super) fn of<'a>(file: &str, strings: impl Iterator<Item = &'a Letter>) -> Self {
        let mut style = Self::default();
        let mut plain = String::new();
        let mut beyond = [false; 2];
        for letter in strings {
            let raw = &file[letter.raw.clone()];
            let is_escaped = raw.starts_with('\\');
            if let Some(digits) = raw.strip_prefix("\\u") {
                style.capitals |= digits.contains(|digit: char| digit.is_ascii_uppercase());
            }
            if !letter.value.is_ascii() {
                beyond[usize::from(is_escaped)] = true;
            } else if must_be_escaped(letter.value) || !is_escaped {
                if is_optional(letter.value) && !plain.contains(letter.value) {
                    plain.push(letter.value);
                }
            } else if !style.escaped.iter().any(|(one, _)| *one == letter.value) {
                style.escaped.push((letter.value, raw.to_owned()));
            }
        }
        style.ascii = beyond == [false, true];
        style.escaped.retain(|(one, _)| !plain.contains(*one));
        style
    }

    /// Writes a letter.
    pub(super) fn write(&self, value: char, out: &mut String) {
        let known = self.escaped.iter().find(|(one, _)| *one == value);
        match value {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            _ if known.is_some() => out.extend(known.map(|(_, written)| written.as_str())),
            _ if must_be_escaped(value) || self.ascii && !value.is_ascii() => {
                for unit in value.encode_utf16(&mut [0; 2]) {
                    let written = match self.capitals {
                        true => write!(out, "\\u{unit:04X}"),
                        false => write!(out, "\\u{unit:04x}"),
                    };
                    written.expect("a string takes what is written to it");
                }
            }
            _ => out.push(value),
        }
    }
}

const fn must_be_escaped(value: char) -> bool {
    matches!(value, '"' | '\\') || (value as u32) < 0x20
}

/// What some writers escape for the web's sake.
const fn is_optional(value: char) -> bool {
    value.is_ascii() && !must_be_escaped(value)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn text(file: &str) -> Option<String> {
        let letters = letters(file, 0..file.len())?;
        Some(letters.iter().map(|letter| letter.value).collect())
    }

    fn written(file: &str, value: &str) -> String {
        let style = Style::of(file, letters(file, 0..file.len()).unwrap().iter());
        let mut out = String::new();
        value.chars().for_each(|one| style.write(one, &mut out));
        out
    }

    #[test]
    fn letters_are_those_that_json_has() {
        for file in [
            r#""""#,
            r#""a\n\t\r\b\f\"\\\/b""#,
            r#""\u00e4\u00E4ä\ud83d\ude00😀\u000a""#,
        ] {
            let known: String = serde_json::from_str(file).unwrap();
            assert_eq!(text(file).unwrap(), known);
        }
        assert_eq!(text(r#""\ud83d""#), None);
        assert_eq!(text(r#""\ud83dx""#), None);
    }

    #[test]
    fn letters_are_written_in_the_way_of_the_file() {
        for (file, value, expected) in [
            (r#""plain""#, "ä\"\\\n\u{1}😀</", "ä\\\"\\\\\\n\\u0001😀</"),
            (r#""\u00e4""#, "ö😀", "\\u00f6\\ud83d\\ude00"),
            (r#""\u00E4""#, "ö", "\\u00F6"),
            (r#""ä\u00e4""#, "ö", "ö"),
            (r#""\u003ca""#, "<>", "\\u003c>"),
            (r#""\u003c<""#, "<", "<"),
            (r#""\/""#, "a/b", "a\\/b"),
        ] {
            assert_eq!(written(file, value), expected, "{file}");
        }
    }
}
