//! Text in Markdown as GitHub reads it: what comes from a project stays text.

use crate::report::safe;

/// `text` as inline code, on one line.
pub(super) fn code(text: &str) -> String {
    let text = safe::line(text);
    let longest = text.split(|character| character != '`').map(str::len).max();
    let fence = "`".repeat(longest.unwrap_or(0) + 1);
    if text.starts_with('`') || text.ends_with('`') {
        format!("{fence} {text} {fence}")
    } else {
        format!("{fence}{text}{fence}")
    }
}

/// `text` on one line; what stands between backticks is code, everything else is plain.
pub(super) fn prose(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let pieces: Vec<&str> = text.split('`').collect();
    // An odd number of backticks: none of them is meant as a mark of code.
    if pieces.len().is_multiple_of(2) {
        return plain(&text);
    }
    let piece = |(number, piece): (usize, &&str)| match (number % 2, piece.is_empty()) {
        (0, _) => plain(piece),
        (_, true) => "\\`\\`".to_owned(),
        (_, false) => code(piece),
    };
    pieces.iter().enumerate().map(piece).collect()
}

fn plain(text: &str) -> String {
    let text = safe::line(text);
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(
            character,
            '\\' | '`' | '*' | '_' | '<' | '>' | '[' | ']' | '#' | '|' | '~' | '&'
        ) {
            escaped.push('\\');
        }
        escaped.push(character);
        if character == '@' {
            // A decorator in a message must not call the person of that name.
            escaped.push_str("<!-- -->");
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{code, prose};

    #[test]
    fn code_holds_any_text() {
        assert_eq!(code("a_b*"), "`a_b*`");
        assert_eq!(code("a``b"), "```a``b```");
        assert_eq!(code("`a"), "`` `a ``");
        assert_eq!(code("a\nb"), "`a␊b`");
    }

    #[test]
    fn prose_keeps_its_code_and_loses_its_marks() {
        assert_eq!(
            prose("`f(**kwargs)` takes <b>\n**no** [x](y)"),
            "`f(**kwargs)` takes \\<b\\> \\*\\*no\\*\\* \\[x\\](y)"
        );
        assert_eq!(prose("an odd ` one_"), "an odd \\` one\\_");
        assert_eq!(prose("empty `` code"), "empty \\`\\` code");
    }

    #[test]
    fn nobody_is_called_by_name() {
        assert_eq!(
            prose("use @retry or `@retry`"),
            "use @<!-- -->retry or `@retry`"
        );
    }
}
