//! Logical lines of a requirements file: continuations joined, comments cut off, and the way back
//! from each byte of the joined text to its byte in the file.

use std::ops::Range;

/// One logical line that holds something, without its comment and outer white space.
#[derive(Debug)]
pub(super) struct LogicalLine {
    text: String,
    /// Where stretches of `text` come from: (offset in `text`, offset in the file), ascending.
    pieces: Vec<(usize, usize)>,
}

impl LogicalLine {
    /// The joined text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The bytes of the file that a range of the text stands for. Where the range spans a
    /// continuation, the backslash and the line end are in it.
    pub(super) fn source_range(&self, range: Range<usize>) -> Range<usize> {
        if range.is_empty() {
            // An empty range belongs behind what stands before it, not to the next physical line.
            let at = match range.start.checked_sub(1) {
                Some(before) => self.source_offset(before) + 1,
                None => self.source_offset(0),
            };
            return at..at;
        }
        self.source_offset(range.start)..self.source_offset(range.end - 1) + 1
    }

    fn source_offset(&self, offset: usize) -> usize {
        let behind = self.pieces.partition_point(|(start, _)| *start <= offset);
        let (start, source) = self.pieces[behind.saturating_sub(1)];
        source + (offset - start)
    }

    fn cut(mut self) -> Option<LogicalLine> {
        let end = comment_start(&self.text).unwrap_or(self.text.len());
        let kept = self.text[..end].trim_end().len();
        self.text.truncate(kept);
        let indent = self.text.len() - self.text.trim_start().len();
        if indent == self.text.len() {
            return None;
        }
        let first = self.source_offset(indent);
        self.text.drain(..indent);
        self.pieces.retain(|(start, _)| *start > indent);
        for (start, _) in &mut self.pieces {
            *start -= indent;
        }
        self.pieces.insert(0, (0, first));
        Some(self)
    }
}

/// The logical lines of a file by pip's rules: a backslash at the end joins the next line, a line
/// that is only a comment ends a continuation and joins nothing.
pub(super) fn logical_lines(source: &str) -> Vec<LogicalLine> {
    let mut found = Vec::new();
    let mut open: Option<LogicalLine> = None;
    for range in physical_lines(source) {
        let line = &source[range.clone()];
        let is_comment = line.trim_start().starts_with('#');
        let continues = line.ends_with('\\') && !is_comment;
        let current = open.get_or_insert_with(|| LogicalLine {
            text: String::new(),
            pieces: Vec::new(),
        });
        if is_comment {
            // A comment is one only behind white space; the join must not glue it to a word.
            current.text.push(' ');
        }
        current.pieces.push((current.text.len(), range.start));
        current.text.push_str(if continues {
            line.trim_end_matches('\\')
        } else {
            line
        });
        if !continues {
            found.extend(open.take().and_then(LogicalLine::cut));
        }
    }
    found.extend(open.and_then(LogicalLine::cut));
    found
}

/// Where the lines of a text begin, to count lines without going through the text again: files with
/// hashes have thousands.
#[derive(Debug)]
pub(super) struct LineStarts(Vec<usize>);

impl LineStarts {
    pub(super) fn new(source: &str) -> LineStarts {
        let bytes = source.as_bytes();
        let ends = bytes.iter().enumerate().filter(|(at, byte)| match byte {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        });
        LineStarts([0].into_iter().chain(ends.map(|(at, _)| at + 1)).collect())
    }

    /// The line, from 1, that a byte offset lies on.
    pub(super) fn line_of(&self, offset: usize) -> u32 {
        let line = self.0.partition_point(|start| *start <= offset);
        u32::try_from(line).unwrap_or(u32::MAX)
    }
}

/// The physical lines without their ends, a byte order mark left out.
fn physical_lines(source: &str) -> Vec<Range<usize>> {
    let bytes = source.as_bytes();
    let mut lines = Vec::new();
    let mut start = if source.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let mut at = start;
    while at < bytes.len() {
        let end_length = match bytes[at] {
            b'\r' if bytes.get(at + 1) == Some(&b'\n') => 2,
            b'\r' | b'\n' => 1,
            _ => 0,
        };
        if end_length == 0 {
            at += 1;
            continue;
        }
        lines.push(start..at);
        at += end_length;
        start = at;
    }
    if start < bytes.len() {
        lines.push(start..bytes.len());
    }
    lines
}

/// Where a comment begins, as requirements files and shells have them: at a `#` that stands first or behind white
/// space (a `#` inside a URL is none).
#[must_use]
pub fn comment_start(text: &str) -> Option<usize> {
    text.match_indices('#').map(|(at, _)| at).find(|at| {
        text[..*at]
            .chars()
            .next_back()
            .is_none_or(char::is_whitespace)
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Vec<String> {
        logical_lines(source)
            .iter()
            .map(|line| line.text().to_owned())
            .collect()
    }

    #[test]
    fn continuations_are_joined_and_comments_cut_off() {
        let table: [(&str, &[&str]); 9] = [
            ("a\nb\n", &["a", "b"]),
            ("a\r\nb", &["a", "b"]),
            ("a\rb", &["a", "b"]),
            ("\u{feff}a # ü\n# only\n\n  b", &["a", "b"]),
            ("a \\\n  b\nc", &["a   b", "c"]),
            ("a \\\r\n  --b\\\r\n", &["a   --b"]),
            ("a\\\n# comment\nb", &["a", "b"]),
            ("url#egg=x # c", &["url#egg=x"]),
            ("# c \\\nb", &["b"]),
        ];
        for (source, expected) in table {
            assert_eq!(texts(source), expected, "{source:?}");
        }
    }

    #[test]
    fn each_byte_of_the_joined_text_leads_back_to_the_file() {
        let source = "\u{feff}# ä\r\n  one \\\r\n    two # é\r\n";
        let lines = logical_lines(source);
        let line = &lines[0];
        for word in ["one", "two"] {
            let at = line.text().find(word).unwrap();
            assert_eq!(&source[line.source_range(at..at + 3)], word);
        }
        let whole = line.source_range(0..line.text().len());
        assert_eq!(&source[whole], "one \\\r\n    two");
        let behind_one = line.source_range(3..3).start;
        assert_eq!(&source[..behind_one], "\u{feff}# ä\r\n  one");
    }

    #[test]
    fn lines_are_counted_with_every_line_end() {
        let source = "a\r\nb\rc\nd";
        for (text, line) in [("a", 1), ("b", 2), ("c", 3), ("d", 4)] {
            let at = source.find(text).unwrap();
            assert_eq!(LineStarts::new(source).line_of(at), line);
        }
    }
}
