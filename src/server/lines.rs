//! Places in a text as the protocol counts them: lines from 0, columns in units of UTF-16.

use lsp_types::{Position, Range};

use crate::finding;
use crate::source::Positions;

/// Where the lines of a text begin.
#[derive(Debug, Clone)]
pub(super) struct Lines(Positions);

impl Lines {
    pub(super) fn new(text: &str) -> Self {
        Self(Positions::new(text))
    }

    /// A place that people count otherwise: in characters, from 1.
    pub(super) fn of_place(&self, text: &str, place: finding::Position) -> Position {
        let line = self.0.line(text, place.line).unwrap_or_default();
        let before = (place.column as usize).saturating_sub(1);
        let units = line.chars().take(before).map(char::len_utf16);
        Position {
            line: place.line.saturating_sub(1),
            character: u32::try_from(units.sum::<usize>()).unwrap_or(u32::MAX),
        }
    }

    /// Bytes of the text.
    pub(super) fn of_bytes(&self, text: &str, start: u32, end: u32) -> Range {
        let at = |offset: u32| self.of_place(text, self.0.position(text, offset));
        Range::new(at(start), at(end))
    }
}

#[cfg(test)]
mod tests {
    use lsp_types::Position;

    use super::Lines;
    use crate::finding;

    #[test]
    fn columns_are_units_of_utf_16() {
        let text = "a = '中😀'\r\nb\rc\n";
        let lines = Lines::new(text);
        let at = |offset: usize| {
            let offset = u32::try_from(offset).unwrap_or(u32::MAX);
            lines.of_bytes(text, offset, offset).start
        };
        let of = |letter: char| text.find(letter).map(at);
        assert_eq!(of('中'), Some(Position::new(0, 5)));
        assert_eq!(of('😀'), Some(Position::new(0, 6)));
        assert_eq!(of('\r'), Some(Position::new(0, 9)));
        assert_eq!(of('b'), Some(Position::new(1, 0)));
        assert_eq!(of('c'), Some(Position::new(2, 0)));
        assert_eq!(at(text.len()), Position::new(3, 0));
        assert_eq!(at(99), Position::new(3, 0));
        let quote = finding::Position {
            line: 1,
            column: 8,
            offset: 0,
        };
        assert_eq!(lines.of_place(text, quote), Position::new(0, 8));
    }
}
