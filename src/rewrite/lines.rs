//! Lines of a text, as an edit that takes or adds whole lines must see them.

use crate::syntax::ast::{Span, Tree};

/// A text with its comments: what an edit may step over.
#[derive(Clone, Copy)]
pub(crate) struct Layout<'a> {
    text: &'a str,
    /// Sorted by place.
    comments: &'a [Span],
}

impl<'a> Layout<'a> {
    pub(crate) fn of(tree: &'a Tree, text: &'a str) -> Self {
        Self {
            text,
            comments: &tree.comments,
        }
    }

    pub(crate) fn slice(&self, start: u32, end: u32) -> &'a str {
        &self.text[start as usize..end as usize]
    }

    pub(crate) fn end(&self) -> u32 {
        u32::try_from(self.text.len()).unwrap_or(u32::MAX)
    }

    fn byte(&self, at: u32) -> Option<u8> {
        self.text.as_bytes().get(at as usize).copied()
    }

    /// First byte of the line that `at` lies in.
    pub(crate) fn line_start(&self, at: u32) -> u32 {
        let before = &self.text.as_bytes()[..at as usize];
        let found = before
            .iter()
            .rposition(|&byte| byte == b'\n' || byte == b'\r');
        found.map_or(0, |index| index as u32 + 1)
    }

    /// Where the line that `at` lies in ends, without its line end.
    pub(crate) fn line_end(&self, at: u32) -> u32 {
        let behind = &self.text.as_bytes()[at as usize..];
        let found = behind
            .iter()
            .position(|&byte| byte == b'\n' || byte == b'\r');
        found.map_or(self.end(), |index| at + index as u32)
    }

    /// Behind the line end that stands at `at`; `at` itself if there is none.
    pub(crate) fn behind_line_end(&self, at: u32) -> u32 {
        match (self.byte(at), self.byte(at + 1)) {
            (Some(b'\r'), Some(b'\n')) => at + 2,
            (Some(b'\n' | b'\r'), _) => at + 1,
            _ => at,
        }
    }

    /// First byte of the line behind the one that `at` lies in.
    pub(crate) fn next_line(&self, at: u32) -> u32 {
        self.behind_line_end(self.line_end(at))
    }

    /// First byte of the line before the one that starts at `start`.
    pub(crate) fn previous_line(&self, start: u32) -> Option<u32> {
        let line_end = start.checked_sub(1)?;
        let split = line_end > 0
            && self.byte(line_end) == Some(b'\n')
            && self.byte(line_end - 1) == Some(b'\r');
        Some(self.line_start(line_end - u32::from(split)))
    }

    /// Whether only blanks stand before `at` on its line.
    pub(crate) fn is_first_on_line(&self, at: u32) -> bool {
        self.slice(self.line_start(at), at).trim().is_empty()
    }

    /// The white space that the line of `at` begins with.
    pub(crate) fn indentation(&self, at: u32) -> &'a str {
        let line = self.slice(self.line_start(at), self.line_end(at));
        &line[..line.len() - line.trim_start().len()]
    }

    /// The line end that the text uses where `at` is, else before it, else the usual one.
    pub(crate) fn line_break(&self, at: u32) -> &'static str {
        let from_here = self.line_end(at);
        let place = match self.byte(from_here) {
            Some(_) => from_here,
            None => self.line_start(at).saturating_sub(1),
        };
        let bytes = self.text.as_bytes();
        match self.byte(place) {
            Some(b'\r') if self.byte(place + 1) == Some(b'\n') => "\r\n",
            Some(b'\n') if place > 0 && bytes[place as usize - 1] == b'\r' => "\r\n",
            Some(b'\r') => "\r",
            _ => "\n",
        }
    }

    /// The comment that starts at `at`.
    pub(crate) fn comment_at(&self, at: u32) -> Option<Span> {
        let index = self
            .comments
            .binary_search_by_key(&at, |comment| comment.start)
            .ok()?;
        Some(self.comments[index])
    }

    /// The comments that start within a stretch.
    pub(crate) fn comments_in(&self, start: u32, end: u32) -> &'a [Span] {
        let from = self
            .comments
            .partition_point(|comment| comment.start < start);
        let to = self.comments.partition_point(|comment| comment.start < end);
        &self.comments[from..to.max(from)]
    }

    /// Whether nothing but a comment follows on the line of `at`.
    pub(crate) fn is_last_on_line(&self, at: u32) -> bool {
        let next = self.skip_blanks(at);
        next == self.line_end(at) || self.comment_at(next).is_some()
    }

    /// The first byte from `at` on that is no blank; stays on the line.
    pub(crate) fn skip_blanks(&self, at: u32) -> u32 {
        let mut at = at;
        while matches!(self.byte(at), Some(b' ' | b'\t' | b'\x0c')) {
            at += 1;
        }
        at
    }

    /// Where the blanks directly before `at` begin.
    pub(crate) fn blanks_before(&self, at: u32) -> u32 {
        let before = self.slice(self.line_start(at), at);
        at - (before.len() - before.trim_end_matches([' ', '\t', '\x0c']).len()) as u32
    }

    /// The first byte from `at` on, before `limit`, that is neither white space nor comment nor a
    /// joined line.
    pub(crate) fn skip_trivia(&self, at: u32, limit: u32) -> u32 {
        let mut at = at;
        while at < limit {
            if let Some(comment) = self.comment_at(at) {
                at = comment.end;
            } else if matches!(
                self.byte(at),
                Some(b' ' | b'\t' | b'\x0c' | b'\n' | b'\r' | b'\\')
            ) {
                at += 1;
            } else {
                break;
            }
        }
        at.min(limit)
    }

    /// The token `wanted` (one byte) as the next one from `at` on.
    pub(crate) fn next_token(&self, at: u32, limit: u32, wanted: u8) -> Option<Span> {
        let found = self.skip_trivia(at, limit);
        (found < limit && self.byte(found) == Some(wanted)).then(|| Span::new(found, found + 1))
    }

    /// Whether both lie on one line.
    pub(crate) fn on_one_line(&self, start: u32, end: u32) -> bool {
        !self.slice(start, end).contains(['\n', '\r'])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout<'a>(tree: &'a Tree, text: &'a str) -> Layout<'a> {
        Layout::of(tree, text)
    }

    #[test]
    fn lines_end_where_the_text_says() {
        let tree = Tree::default();
        let of = layout(&tree, "a\r\n  b\nc");
        assert_eq!(
            (of.line_start(5), of.line_end(4), of.next_line(0)),
            (3, 6, 3)
        );
        assert_eq!(of.line_end(7), 8);
        assert_eq!(of.next_line(7), 8, "the last line has no end");
        assert_eq!(of.indentation(5), "  ");
        assert_eq!(
            (
                of.previous_line(7),
                of.previous_line(3),
                of.previous_line(0)
            ),
            (Some(3), Some(0), None)
        );
    }

    #[test]
    fn the_line_break_is_the_one_at_hand() {
        let tree = Tree::default();
        assert_eq!(layout(&tree, "a\r\nb").line_break(0), "\r\n");
        assert_eq!(layout(&tree, "a\r\nb").line_break(3), "\r\n");
        assert_eq!(layout(&tree, "a\nb").line_break(2), "\n");
        assert_eq!(layout(&tree, "a").line_break(0), "\n");
        assert_eq!(layout(&tree, "a\rb").line_break(0), "\r");
    }

    #[test]
    fn trivia_is_blanks_comments_and_joined_lines() {
        let text = "a # , no\n \\\n , b";
        let tree = Tree {
            comments: vec![Span::new(2, 8)],
            ..Tree::default()
        };
        let of = layout(&tree, text);
        assert_eq!(of.next_token(1, of.end(), b','), Some(Span::new(13, 14)));
        assert_eq!(of.next_token(1, 12, b','), None);
        assert!(of.is_last_on_line(1) && !of.is_last_on_line(0));
    }
}
