//! A change of one piece of syntax, said in terms of the text that it keeps.

use crate::syntax::ast::Span;

/// What an operation puts in place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Piece {
    /// New text.
    Text(String),
    /// Text of the file, rendered with the operations that lie within it. Usually part of the
    /// operation's own span; a span elsewhere is a copy of what becomes of that place.
    Source(Span),
}

impl Piece {
    /// New text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }
}

/// Replaces the text of `span` by `pieces`; with an empty span, inserts them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Operation {
    /// What is replaced.
    pub span: Span,
    /// What stands there afterwards, one behind the other.
    pub pieces: Vec<Piece>,
    /// Who is outside where two operations have the same place: the higher layer.
    pub layer: u8,
}

impl Operation {
    /// Layer of insertions that belong to a list or block and so stand outside of everything that
    /// happens to the neighbouring element.
    pub const OUTERMOST: u8 = u8::MAX;

    /// `text` instead of `span`.
    #[must_use]
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self::template(span, vec![Piece::text(text)])
    }

    /// `text` at the offset `at`, in bytes.
    #[must_use]
    pub fn insert(at: u32, text: impl Into<String>) -> Self {
        Self::replace(Span::new(at, at), text)
    }

    /// Nothing instead of `span`.
    #[must_use]
    pub const fn delete(span: Span) -> Self {
        Self::template(span, Vec::new())
    }

    /// `span` between `before` and `after`.
    #[must_use]
    pub fn wrap(span: Span, before: impl Into<String>, after: impl Into<String>) -> Self {
        let pieces = vec![Piece::text(before), Piece::Source(span), Piece::text(after)];
        Self::template(span, pieces)
    }

    /// `pieces` instead of `span`.
    #[must_use]
    pub const fn template(span: Span, pieces: Vec<Piece>) -> Self {
        Self {
            span,
            pieces,
            layer: 0,
        }
    }

    /// The same on another layer.
    #[must_use]
    pub const fn on_layer(mut self, layer: u8) -> Self {
        self.layer = layer;
        self
    }

    /// Whether it only inserts.
    #[must_use]
    pub const fn is_insertion(&self) -> bool {
        self.span.start == self.span.end
    }

    /// Whether nothing stands there afterwards.
    #[must_use]
    pub fn is_deletion(&self) -> bool {
        let empty = |piece: &Piece| matches!(piece, Piece::Text(text) if text.is_empty());
        !self.is_insertion() && self.pieces.iter().all(empty)
    }

    /// The stretches of the file that it keeps or copies, in the order of its pieces.
    pub fn sources(&self) -> impl Iterator<Item = Span> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Source(span) => Some(*span),
            Piece::Text(_) => None,
        })
    }

    /// The stretch of the file from the first to the last byte that it has to do with.
    #[must_use]
    pub fn reach(&self) -> Span {
        self.sources().fold(self.span, |reach, source| {
            Span::new(reach.start.min(source.start), reach.end.max(source.end))
        })
    }

    /// Whether an operation on exactly the same span can be rendered within this one.
    pub(crate) fn holds_itself(&self) -> bool {
        self.sources().any(|source| source == self.span)
    }

    /// Whether what it keeps stands in the file's order, so that it stays untouched.
    pub(crate) fn keeps_order(&self) -> bool {
        let mut cursor = self.span.start;
        self.sources().all(|source| {
            let follows = cursor <= source.start && self.span.contains(source);
            cursor = source.end;
            follows
        })
    }
}
