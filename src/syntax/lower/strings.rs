//! Strings: values where they are known, interpolated expressions where they are not.

use tree_sitter::Node;

use super::{Lowering, named_parts};
use crate::syntax::ast::{ExprId, ExprKind};
use crate::syntax::kinds::{Kind, kind_of};

/// What the letters before the quote say.
struct Prefix {
    raw: bool,
    bytes: bool,
    interpolated: bool,
}

impl Prefix {
    fn of(start: &str) -> Self {
        let letters = start.trim_end_matches(['"', '\'']);
        let has = |letter: char| letters.contains([letter, letter.to_ascii_uppercase()]);
        Self {
            raw: has('r'),
            bytes: has('b'),
            interpolated: has('f') || has('t'),
        }
    }
}

impl<'t> Lowering<'t> {
    /// A string, or several that stand one behind the other.
    pub(super) fn string(&mut self, node: Node<'t>) -> ExprKind {
        let parts = match kind_of(node) {
            Kind::ConcatenatedString => named_parts(node),
            _ => vec![node],
        };
        let prefixes: Vec<Prefix> = parts
            .iter()
            .map(|part| Prefix::of(part.child(0).map_or("", |start| self.text_of(start))))
            .collect();
        if prefixes.iter().any(|prefix| prefix.interpolated) {
            let mut expressions = Vec::new();
            for part in parts {
                self.interpolations(part, &mut expressions);
            }
            return ExprKind::Interpolated(expressions);
        }
        let bytes = prefixes.iter().any(|prefix| prefix.bytes);
        if bytes && !prefixes.iter().all(|prefix| prefix.bytes) {
            return ExprKind::Other(Vec::new());
        }
        let mut value = String::new();
        for (part, prefix) in parts.iter().zip(&prefixes) {
            decode(
                self.string_body(*part),
                prefix.raw,
                prefix.bytes,
                &mut value,
            );
        }
        ExprKind::Str {
            value: value.into(),
            bytes,
        }
    }

    /// What stands between the quotes. The parser's own token for the end is not asked: behind an
    /// escaped quote of a raw string it begins too early.
    fn string_body(&self, node: Node<'t>) -> &'t str {
        let Some(start) = node.child(0) else {
            return "";
        };
        let opening = self.text_of(start);
        let quotes = opening.len() - opening.trim_end_matches(['"', '\'']).len();
        self.text
            .get(start.end_byte()..node.end_byte().saturating_sub(quotes))
            .unwrap_or_default()
    }

    /// The expressions of an f-string, those in format specifiers included.
    fn interpolations(&mut self, node: Node<'t>, found: &mut Vec<ExprId>) {
        for part in named_parts(node) {
            match kind_of(part) {
                Kind::Interpolation | Kind::FormatExpression => {
                    if let Some(expression) = part.child_by_field_name("expression") {
                        found.push(self.expression(without_format(expression)));
                    }
                    if let Some(format) = part.child_by_field_name("format_specifier") {
                        self.interpolations(format, found);
                    }
                }
                _ => {}
            }
        }
    }
}

/// The parser takes `{x:=5}` for an assignment; in Python it is `x` and a format.
fn without_format(node: Node<'_>) -> Node<'_> {
    match kind_of(node) {
        Kind::NamedExpression => node.child_by_field_name("name").unwrap_or(node),
        _ => node,
    }
}

/// Adds the value of a string's body. Line ends count as `\n`, as in Python. Named characters and
/// lone surrogates stay as written: they have no value here.
pub(in crate::syntax) fn decode(body: &str, raw: bool, bytes: bool, value: &mut String) {
    let mut rest = body;
    while let Some(at) = rest.find(['\\', '\r']) {
        value.push_str(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with('\r') {
            value.push('\n');
            rest = rest.strip_prefix("\r\n").unwrap_or(&rest[1..]);
        } else if raw {
            // What follows a backslash is taken as it is; a line end still counts as one.
            value.push('\\');
            rest = &rest[1..];
        } else {
            rest = &rest[escape(rest, bytes, value)..];
        }
    }
    value.push_str(rest);
}

/// Adds the value of the escape that `text` begins with; returns its length in bytes.
fn escape(text: &str, bytes: bool, value: &mut String) -> usize {
    let Some(letter) = text[1..].chars().next() else {
        value.push('\\');
        return 1;
    };
    let simple = match letter {
        '\n' => return 2,
        '\r' => return if text[2..].starts_with('\n') { 3 } else { 2 },
        '\\' | '\'' | '"' => Some(letter),
        'a' => Some('\x07'),
        'b' => Some('\x08'),
        'f' => Some('\x0c'),
        'n' => Some('\n'),
        'r' => Some('\r'),
        't' => Some('\t'),
        'v' => Some('\x0b'),
        _ => None,
    };
    if let Some(simple) = simple {
        value.push(simple);
        return 2;
    }
    let digits = match letter {
        'x' => hexadecimal(text, 2),
        'u' if !bytes => hexadecimal(text, 4),
        'U' if !bytes => hexadecimal(text, 8),
        '0'..='7' => octal(text, bytes),
        _ => None,
    };
    if let Some((decoded, length)) = digits {
        value.push(decoded);
        return length;
    }
    value.push('\\');
    1
}

fn hexadecimal(text: &str, count: usize) -> Option<(char, usize)> {
    let digits = text.get(2..2 + count)?;
    if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    let code = u32::from_str_radix(digits, 16).ok()?;
    Some((char::from_u32(code)?, 2 + count))
}

/// In bytes, Python keeps the low eight bits of what three digits say.
fn octal(text: &str, bytes: bool) -> Option<(char, usize)> {
    let count = text[1..]
        .bytes()
        .take(3)
        .take_while(|digit| (b'0'..=b'7').contains(digit))
        .count();
    let code = u32::from_str_radix(text.get(1..=count)?, 8).ok()?;
    let code = if bytes { code & 0xff } else { code };
    Some((char::from_u32(code)?, 1 + count))
}
