//! Makes text from a project safe to show: a path, a name or a line of code must not move the cursor,
//! change colours, end a line early or reverse the direction of writing.

use std::borrow::Cow;

/// `text` on one line, each character that a terminal obeys or hides replaced by one that it shows.
#[must_use]
pub fn line(text: &str) -> Cow<'_, str> {
    replace(text, |_| false)
}

/// As [`line`], but line feeds and tabs stay.
#[must_use]
pub fn block(text: &str) -> Cow<'_, str> {
    replace(text, |character| matches!(character, '\n' | '\t'))
}

/// Replaces one character by one, so that columns keep their meaning.
fn replace(text: &str, keep: impl Fn(char) -> bool) -> Cow<'_, str> {
    let shown = |character: char| {
        if keep(character) {
            None
        } else {
            stand_in(character)
        }
    };
    if text.chars().all(|character| shown(character).is_none()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.chars()
            .map(|character| shown(character).unwrap_or(character))
            .collect(),
    )
}

/// What is shown for a character that must not reach a terminal; none if it may.
fn stand_in(character: char) -> Option<char> {
    match character {
        // The "control pictures" of Unicode stand in the order of the controls.
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(character)),
        '\u{7f}' => Some('\u{2421}'),
        '\u{80}'..='\u{9f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{061c}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => Some(char::REPLACEMENT_CHARACTER),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{block, line};

    #[test]
    fn plain_and_wide_text_is_borrowed_as_it_is() {
        assert!(matches!(
            line("héllo 世界 🐍"),
            std::borrow::Cow::Borrowed("héllo 世界 🐍")
        ));
    }

    #[test]
    fn escapes_line_ends_and_direction_marks_are_shown_instead_of_obeyed() {
        assert_eq!(line("a\u{1b}[31mb\r\nc\u{202e}d\u{9b}e"), "a␛[31mb␍␊c�d�e");
    }

    #[test]
    fn a_block_keeps_its_lines_and_tabs_but_nothing_else() {
        assert_eq!(block("a\tb\n\u{7}c\r"), "a\tb\n␇c␍");
    }

    #[test]
    fn each_character_is_replaced_by_one_so_that_columns_hold() {
        let text = "x\u{1b}\u{200f}y\u{7f}";
        assert_eq!(line(text).chars().count(), text.chars().count());
    }
}
