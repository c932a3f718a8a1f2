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
    ];
    tools.iter().any(|tool| text.starts_with(tool))
}
