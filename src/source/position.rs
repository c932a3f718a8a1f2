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

    /// The offset in the text of a line and a column; a column behind the line counts as its end.
    #[must_use]
    pub fn offset(&self, text: &str, line: u32, column: u32) -> usize {
        let index = (line as usize).saturating_sub(1);
        let Some(start) = self.starts.get(index) else {
            return text.len();
        };
        let line = self.line(text, line).unwrap_or_default();
        let before = (column as usize).saturating_sub(1);
        let within = line.char_indices().nth(before);
        *start as usize + within.map_or(line.len(), |(at, _)| at)
    }

    /// A line of the text by its number, with its line end; none behind the last one.
    #[must_use]
    pub fn line<'t>(&self, text: &'t str, line: u32) -> Option<&'t str> {
        let index = (line as usize).checked_sub(1)?;
        let start = *self.starts.get(index)? as usize;
        let end = self.starts.get(index + 1);
        text.get(start..end.map_or(text.len(), |end| *end as usize))
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

    #[test]
    fn lines_and_columns_lead_back_to_offsets() {
        let text = "x\r\n'äö𝄞' y\rz";
        let positions = Positions::new(text);
        for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let position = positions.position(text, u32::try_from(offset).unwrap_or(u32::MAX));
            let back = positions.offset(text, position.line, position.column);
            assert_eq!(back, offset);
        }
        assert_eq!(positions.line(text, 2), Some("'äö𝄞' y\r"));
        assert_eq!(positions.line(text, 4), None);
        assert_eq!(positions.offset(text, 9, 1), text.len());
    }
}
