//! From byte offsets to lines and columns.

use crate::finding::Position;

/// Where the lines of a text begin. Lines end as Python has it: `\n`, `\r\n` or `\r`.
#[derive(Debug, Clone)]
pub struct Positions {
    starts: Vec<u32>,
}

impl Positions {
    /// Finds the lines of a text of less than 4 GiB.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            let within_pair = bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n');
            if !within_pair {
                starts.extend(u32::try_from(at + 1));
            }
        }
        Self { starts }
    }

    /// The position of a byte offset of the text that this was made from. An offset within a
    /// character counts as its start, one behind the text as its end.
    #[must_use]
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let mut end = (offset as usize).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let line = self.starts.partition_point(|start| *start as usize <= end);
        let start = self.starts[line - 1] as usize;
        let column = text[start..end].chars().count() + 1;
        Position {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column: u32::try_from(column).unwrap_or(u32::MAX),
            offset: u32::try_from(end).unwrap_or(u32::MAX),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line_and_column(text: &str, offset: u32) -> (u32, u32) {
        let position = Positions::new(text).position(text, offset);
        (position.line, position.column)
    }

    #[test]
    fn all_three_line_ends_count() {
        let text = "a\nb\r\nc\rd";
        let found: Vec<(u32, u32)> = (0..9).map(|at| line_and_column(text, at)).collect();
        assert_eq!(
            found,
            [
                (1, 1),
                (1, 2),
                (2, 1),
                (2, 2),
                (2, 3),
                (3, 1),
                (3, 2),
                (4, 1),
                (4, 2)
            ]
        );
    }

    #[test]
    fn columns_are_characters_and_offsets_bytes() {
        let text = "x\n'äö𝄞' y";
        let position = Positions::new(text).position(text, 13);
        assert_eq!(
            (position.line, position.column, position.offset),
            (2, 7, 13)
        );
        assert_eq!(&text[13..], "y");
        assert_eq!(line_and_column(text, 4), (2, 2), "within a character");
        assert_eq!(line_and_column(text, 99), (2, 8), "behind the end");
    }
}
