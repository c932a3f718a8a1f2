//! A second look at texts that the parser does not take though Python does: brackets with lines
//! that stand left of their block, defaults of type parameters. What disturbs it is replaced by as
//! many bytes that do not, so that all offsets hold.

use super::ast::Span;

/// A text of the same length that means the same.
pub(super) struct Reworded {
    pub(super) text: String,
    /// The comments that are blanked in it.
    pub(super) comments: Vec<Span>,
}

/// Joins the lines within brackets and writes `:` for the `=` of type parameters. None if a bracket
/// or string is open at the end.
pub(super) fn reword(text: &str) -> Option<Reworded> {
    let mut scan = Scan {
        bytes: text.as_bytes().to_vec(),
        at: 0,
        brackets: Vec::new(),
        comments: Vec::new(),
    };
    while let Some(byte) = scan.bytes.get(scan.at).copied() {
        scan.token(byte)?;
    }
    if !scan.brackets.is_empty() {
        return None;
    }
    Some(Reworded {
        text: String::from_utf8(scan.bytes).ok()?,
        comments: scan.comments,
    })
}

struct Scan {
    bytes: Vec<u8>,
    at: usize,
    /// For each open bracket, whether type parameters stand in it.
    brackets: Vec<bool>,
    comments: Vec<Span>,
}

impl Scan {
    /// Goes behind what begins with this byte.
    fn token(&mut self, byte: u8) -> Option<()> {
        match byte {
            b'#' => return self.comment(),
            b'"' | b'\'' => return self.string(byte),
            b'(' | b'{' => self.brackets.push(false),
            b'[' => self
                .brackets
                .push(is_behind_a_defined_name(&self.bytes[..self.at])),
            b')' | b']' | b'}' => {
                self.brackets.pop()?;
            }
            b'\n' | b'\r' | b'\\' if !self.brackets.is_empty() => self.bytes[self.at] = b' ',
            b'=' if self.brackets.last() == Some(&true) && self.stands_alone() => {
                self.bytes[self.at] = b':';
            }
            _ => {}
        }
        self.at += 1;
        Some(())
    }

    fn comment(&mut self) -> Option<()> {
        let rest = &self.bytes[self.at..];
        let length = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
        let end = self.at + length;
        if !self.brackets.is_empty() {
            let span = Span::new(self.at.try_into().ok()?, end.try_into().ok()?);
            self.comments.push(span);
            self.bytes[self.at..end].fill(b' ');
        }
        self.at = end;
        Some(())
    }

    fn string(&mut self, quote: u8) -> Option<()> {
        let triple = [quote; 3];
        let quotes: &[u8] = if self.bytes[self.at..].starts_with(&triple) {
            &triple
        } else {
            &triple[..1]
        };
        self.at += quotes.len();
        loop {
            let rest = self.bytes.get(self.at..)?;
            match rest.first()? {
                b'\\' => self.at += 2,
                b'\n' if quotes.len() == 1 => return None,
                _ if rest.starts_with(quotes) => break,
                _ => self.at += 1,
            }
        }
        self.at += quotes.len();
        Some(())
    }

    /// Whether the equals sign is no piece of a comparison or an assignment expression.
    fn stands_alone(&self) -> bool {
        let joins = |byte: Option<&u8>| byte.is_some_and(|byte| b"=!<>:".contains(byte));
        let before = self.at.checked_sub(1).and_then(|at| self.bytes.get(at));
        !joins(before) && !joins(self.bytes.get(self.at + 1))
    }
}

/// Whether a text ends in `def name`, `class name` or `type name`.
fn is_behind_a_defined_name(before: &[u8]) -> bool {
    let (rest, name) = last_word(before.trim_ascii_end());
    let (_, keyword) = last_word(rest.trim_ascii_end());
    !name.is_empty() && matches!(keyword, b"def" | b"class" | b"type")
}

fn last_word(text: &[u8]) -> (&[u8], &[u8]) {
    let is_letter = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || !byte.is_ascii();
    let length = text.iter().rev().take_while(|byte| is_letter(byte)).count();
    text.split_at(text.len() - length)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn lines_in_brackets_are_joined_and_others_are_not() {
        let reworded = reword("f(a, # ä\r\n  '''x\n''' \\\n)\nb # c\n").unwrap();
        assert_eq!(reworded.text, "f(a,         '''x\n'''   )\nb # c\n");
        assert_eq!(reworded.comments, [Span::new(5, 9)]);
    }

    #[test]
    fn only_defaults_of_type_parameters_are_reworded() {
        for (source, expected) in [
            (
                "class A[T = int](b=c): d = [e]",
                "class A[T : int](b=c): d = [e]",
            ),
            (
                "def f [T: a = g(b=c)](d=e): x",
                "def f [T: a : g(b=c)](d=e): x",
            ),
            ("type A[T = int] = T", "type A[T : int] = T"),
            ("a[b == c, (d := e)]", "a[b == c, (d := e)]"),
        ] {
            assert_eq!(reword(source).unwrap().text, expected);
        }
    }

    #[test]
    fn what_stays_open_is_left_alone() {
        for source in ["f(", "f)", "'a\n'", "'''a", "'a\\"] {
            assert!(reword(source).is_none(), "{source:?}");
        }
    }
}
