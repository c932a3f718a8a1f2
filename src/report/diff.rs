//! A patch in colours, for people.

use std::io;

use annotate_snippets::renderer::{AnsiColor, Effects, Style};

/// Writes a patch with the colours that git gives it. Its bytes are those of the patch.
///
/// # Errors
/// When `out` can't be written.
pub fn write(patch: &[u8], out: &mut dyn io::Write) -> io::Result<()> {
    let mut left = (0, 0);
    for line in patch.split_inclusive(|byte| *byte == b'\n') {
        let style = style(line, &mut left);
        let (text, end) = match line.strip_suffix(b"\n") {
            Some(text) => (text, &b"\n"[..]),
            None => (line, &b""[..]),
        };
        write!(out, "{style}")?;
        out.write_all(text)?;
        write!(out, "{style:#}")?;
        out.write_all(end)?;
    }
    Ok(())
}

/// The style of a line; `left` counts the lines of the hunk that are still to come, old and new.
fn style(line: &[u8], left: &mut (usize, usize)) -> Style {
    let colour = |colour: AnsiColor| colour.on_default();
    if *left == (0, 0) {
        return match line {
            [b'@', ..] => {
                *left = counts(line).unwrap_or_default();
                colour(AnsiColor::Cyan)
            }
            [b'\\', ..] => Style::new(),
            _ => Style::new().effects(Effects::BOLD),
        };
    }
    let (old, new) = *left;
    match line.first() {
        Some(b'-') => {
            *left = (old.saturating_sub(1), new);
            colour(AnsiColor::Red)
        }
        Some(b'+') => {
            *left = (old, new.saturating_sub(1));
            colour(AnsiColor::Green)
        }
        Some(b' ') => {
            *left = (old.saturating_sub(1), new.saturating_sub(1));
            Style::new()
        }
        _ => Style::new(),
    }
}

/// The numbers of old and new lines that the head of a hunk names.
fn counts(head: &[u8]) -> Option<(usize, usize)> {
    let head = std::str::from_utf8(head).ok()?;
    let mut words = head.split_whitespace().skip(1);
    let mut next = |mark: char| {
        let range = words.next()?.strip_prefix(mark)?;
        let count = range.split_once(',').map_or("1", |(_, count)| count);
        count.parse().ok()
    };
    Some((next('-')?, next('+')?))
}

#[cfg(test)]
mod tests {
    use super::write;

    #[test]
    fn lines_have_the_colours_of_their_marks_and_keep_their_bytes() {
        let patch = b"--- a/x.py\n+++ b/x.py\n@@ -1,2 +1,2 @@\n--- a\n+\xff\n b\n\\ No newline at end of file\n";
        let mut out = Vec::new();
        let written = write(patch, &mut out);
        assert!(written.is_ok());
        let shown = String::from_utf8_lossy(&out).into_owned();
        assert!(
            shown.starts_with("\u{1b}[1m--- a/x.py\u{1b}[0m\n"),
            "{shown:?}"
        );
        assert!(shown.contains("\u{1b}[31m--- a\u{1b}[0m\n"), "{shown:?}");
        assert!(out.windows(7).any(|bytes| bytes == b"[32m+\xff\x1b"));
        let context = "\n b\n\\ No newline at end of file\n";
        assert!(shown.ends_with(context), "{shown:?}");
    }
}
