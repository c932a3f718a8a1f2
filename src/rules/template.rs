//! Source text with holes: how a pack writes a new value around an old one.

use std::fmt;

/// Source text with holes. `{{` and `}}` are braces of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    pieces: Vec<Piece>,
}

/// A piece of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Text that is written as it is.
    Text(String),
    /// A hole.
    Hole(Hole),
}

/// What is written in a hole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hole {
    /// `{value}`: the old value, with its own edits inside.
    Value,
    /// `{arguments}`: the arguments of the old call.
    Arguments,
    /// `{class}`: the new class that the template is about.
    Class,
    /// `{0}`, `{1}`: an item of the old value, which is a tuple or list display.
    Item(usize),
}

impl Template {
    /// Whether it is a conditional expression, which needs brackets where an operand is wanted.
    #[must_use]
    pub fn chooses(&self) -> bool {
        let says = |word: &str| {
            let mut texts = self.pieces.iter();
            texts.any(|piece| matches!(piece, Piece::Text(text) if text.contains(word)))
        };
        says(" if ") && says(" else ")
    }

    /// Whether it asks the old value for its text.
    #[must_use]
    pub fn asks_for_its_text(&self) -> bool {
        let mut pieces = self.pieces.windows(2);
        pieces.any(|two| {
            matches!(two, [Piece::Text(text), Piece::Hole(Hole::Value)] if text.ends_with("str("))
        })
    }

    /// Reads a template.
    ///
    /// # Errors
    /// On a brace without its partner and on a hole with another name, in words for the pack's author.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut literal = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            literal.push_str(&rest[..at]);
            let brace = &rest[at..=at];
            let behind = &rest[at + 1..];
            if let Some(after) = behind.strip_prefix(brace) {
                literal.push_str(brace);
                rest = after;
                continue;
            }
            let (name, after) = behind
                .split_once('}')
                .filter(|_| brace == "{")
                .ok_or_else(|| {
                    format!("template `{text}`: a lone `{brace}`; write `{brace}{brace}` for a brace of the text")
                })?;
            if !literal.is_empty() {
                pieces.push(Piece::Text(std::mem::take(&mut literal)));
            }
            pieces.push(Piece::Hole(hole(name, text)?));
            rest = after;
        }
        literal.push_str(rest);
        if !literal.is_empty() {
            pieces.push(Piece::Text(literal));
        }
        Ok(Self { pieces })
    }

    /// The pieces in their order.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The number of items that the old value must have for the holes `{0}`, `{1}`…; none if there are
    /// no such holes.
    #[must_use]
    pub fn item_count(&self) -> Option<usize> {
        self.holes()
            .filter_map(|hole| match hole {
                Hole::Item(index) => Some(index + 1),
                Hole::Value | Hole::Arguments | Hole::Class => None,
            })
            .max()
    }

    /// The holes in their order.
    pub fn holes(&self) -> impl Iterator<Item = Hole> + '_ {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Hole(hole) => Some(*hole),
            Piece::Text(_) => None,
        })
    }

    /// This template with another one in the place of its value.
    #[must_use]
    pub fn around(&self, inner: &Self) -> Self {
        let pieces = self.pieces.iter().flat_map(|piece| match piece {
            Piece::Hole(Hole::Value) => inner.pieces.clone(),
            other => vec![other.clone()],
        });
        Self {
            pieces: pieces.collect(),
        }
    }

    /// This template with another name for a module whose members it reads.
    #[must_use]
    pub fn renamed(&self, module: &str, name: &str) -> Self {
        let (old, new) = (format!("{module}."), format!("{name}."));
        let pieces = self.pieces.iter().map(|piece| match piece {
            Piece::Text(text) => Piece::Text(text.replace(&old, &new)),
            other @ Piece::Hole(_) => other.clone(),
        });
        Self {
            pieces: pieces.collect(),
        }
    }

    /// The text with all holes filled.
    pub fn render(&self, mut fill: impl FnMut(Hole) -> String) -> String {
        self.pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.clone(),
                Piece::Hole(hole) => fill(*hole),
            })
            .collect()
    }
}

impl fmt::Display for Template {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => out.write_str(&text.replace('{', "{{").replace('}', "}}"))?,
                Piece::Hole(Hole::Value) => out.write_str("{value}")?,
                Piece::Hole(Hole::Arguments) => out.write_str("{arguments}")?,
                Piece::Hole(Hole::Class) => out.write_str("{class}")?,
                Piece::Hole(Hole::Item(index)) => write!(out, "{{{index}}}")?,
            }
        }
        Ok(())
    }
}

fn hole(name: &str, text: &str) -> Result<Hole, String> {
    match name {
        "value" => Ok(Hole::Value),
        "arguments" => Ok(Hole::Arguments),
        "class" => Ok(Hole::Class),
        _ => name.parse().map(Hole::Item).map_err(|_| {
            format!(
                "template `{text}`: unknown hole `{{{name}}}`, expected `{{value}}`, `{{arguments}}`, `{{class}}` or an item's number"
            )
        }),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn holes_are_filled_in_their_places() {
        let template = Template::parse("httpx.Timeout({1}, connect={0})").unwrap();
        let text = template.render(|hole| match hole {
            Hole::Item(0) => "a".to_owned(),
            Hole::Item(1) => "b".to_owned(),
            _ => "?".to_owned(),
        });
        assert_eq!(text, "httpx.Timeout(b, connect=a)");
        assert_eq!(template.item_count(), Some(2));
    }

    #[test]
    fn doubled_braces_are_braces_and_survive_display() {
        let template = Template::parse("{{\"k\": {value}}}").unwrap();
        assert_eq!(template.render(|_| "v".to_owned()), "{\"k\": v}");
        assert_eq!(template.to_string(), "{{\"k\": {value}}}");
        assert_eq!(template.item_count(), None);
    }

    #[test]
    fn a_lone_brace_says_how_to_write_it() {
        for (text, brace) in [("{value", "{"), ("value}", "}"), ("a { b", "{")] {
            let error = Template::parse(text).unwrap_err();
            assert_eq!(
                error,
                format!(
                    "template `{text}`: a lone `{brace}`; write `{brace}{brace}` for a brace of the text"
                )
            );
        }
    }

    #[test]
    fn an_unknown_hole_says_which_are_known() {
        assert_eq!(
            Template::parse("{valu}").unwrap_err(),
            "template `{valu}`: unknown hole `{valu}`, expected `{value}`, `{arguments}`, `{class}` or an item's number"
        );
    }
}
