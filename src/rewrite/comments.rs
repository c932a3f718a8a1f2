//! Comments that go where the code before them goes.

use super::lines::Layout;
use crate::syntax::ast::{Span, Tree};

/// The comment behind what ends at an offset, or behind its comma, on the same line; none if it tells a tool
/// something about that line.
#[must_use]
pub fn comment_that_moves(tree: &Tree, text: &str, end: u32) -> Option<Span> {
    let layout = Layout::of(tree, text);
    let comma = layout.next_token(end, layout.line_end(end), b',');
    let next = layout.skip_blanks(comma.map_or(end, |comma| comma.end));
    let comment = layout.comment_at(next)?;
    (!is_for_tools(&text[comment.range()])).then_some(comment)
}

/// Whether a comment tells a tool something about its own line.
fn is_for_tools(comment: &str) -> bool {
    let text = comment.trim_start_matches('#').trim_start();
    let tools = [
        "type:", "noqa", "pragma", "pylint", "pyright", "mypy", "ruff", "fmt:", "nosec", "exuvia",
        "isort",
    ];
    tools.iter().any(|tool| text.starts_with(tool))
}

/// What a comment says beside what it tells tools about its line; nothing if that is all.
#[must_use]
pub fn words_of(comment: &str) -> Option<String> {
    if !is_for_tools(comment) {
        return Some(comment.to_owned());
    }
    let told = comment.trim_start_matches('#').trim_start();
    let rest = match told.split_once('#') {
        Some((_, rest)) => return words_of(&format!("# {}", rest.trim())),
        None => told.strip_prefix("noqa")?,
    };
    let is_code = |word: &&str| {
        let word = word.trim_matches([':', ',']);
        word.is_empty() || word.ends_with(|c: char| c.is_ascii_digit())
    };
    let mut words = rest.split_whitespace();
    let first = words.by_ref().find(|word| !is_code(word))?;
    let words: Vec<&str> = std::iter::once(first).chain(words).collect();
    Some(format!("# {}", words.join(" ")))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_a_comment_tells_tools_is_told_apart_from_what_it_says() {
        let said = |comment| words_of(comment).unwrap_or_default();
        assert_eq!(said("# why"), "# why");
        assert_eq!(said("# noqa"), "");
        assert_eq!(said("#noqa: E402,F401"), "");
        assert_eq!(said("# noqa: E402, F401"), "");
        assert_eq!(
            said("# noqa: E402 must be last, in 1"),
            "# must be last, in 1"
        );
        assert_eq!(said("# type: ignore[attr]  # no stubs"), "# no stubs");
        assert_eq!(said("# type: ignore  # noqa: F401"), "");
        assert_eq!(said("# isort:skip"), "");
    }
}
