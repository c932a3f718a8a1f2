//! YAML as a tree of values with their places.

use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use super::Cause;

/// How deep values may lie in each other.
const DEPTH: usize = 100;

/// A value of a document.
#[derive(Debug)]
pub(super) enum Node {
    Scalar(Scalar),
    List(Vec<Node>),
    /// Keys that are scalars, with their values.
    Map(Vec<(Scalar, Node)>),
    /// What stands elsewhere, or is no value.
    Other,
}

/// A text, and where it stands with its quotes.
#[derive(Debug, Clone)]
pub(super) struct Scalar {
    pub(super) text: String,
    pub(super) style: ScalarStyle,
    pub(super) range: Range<usize>,
}

impl Node {
    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<&Node> {
        let entries = self.entries().iter();
        let mut found = entries.filter(|(name, _)| name.text == key);
        found.next().map(|(_, value)| value)
    }

    /// The entries of a map.
    pub(super) fn entries(&self) -> &[(Scalar, Node)] {
        match self {
            Node::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a list.
    pub(super) fn items(&self) -> &[Node] {
        match self {
            Node::List(items) => items,
            _ => &[],
        }
    }

    /// The text of a scalar.
    pub(super) fn scalar(&self) -> Option<&Scalar> {
        match self {
            Node::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }
}

/// The documents of a file.
///
/// # Errors
/// With its place, when the text is no YAML.
pub(super) fn documents(source: &str) -> Result<Vec<Node>, (usize, Cause)> {
    let mut reader = Reader {
        events: Parser::new_from_str(source),
        offsets: source
            .char_indices()
            .map(|(at, _)| at)
            .chain([source.len()])
            .collect(),
    };
    let mut documents = Vec::new();
    while let Some((event, span)) = reader.next()? {
        match event {
            Event::StreamEnd => break,
            Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd | Event::Nothing => {}
            other => documents.push(reader.node(other, span, 0)?),
        }
    }
    Ok(documents)
}

struct Reader<'t> {
    events: Parser<'t, saphyr_parser::StrInput<'t>>,
    /// The byte that each letter begins with: the parser counts letters.
    offsets: Vec<usize>,
}

type Next<'t> = Option<(Event<'t>, Span)>;

impl<'t> Reader<'t> {
    fn next(&mut self) -> Result<Next<'t>, (usize, Cause)> {
        match self.events.next() {
            Some(Ok(event)) => Ok(Some(event)),
            Some(Err(error)) => {
                let at = self.offset(error.marker().index());
                Err((at, Cause::YamlSyntax(error.info().to_owned())))
            }
            None => Ok(None),
        }
    }

    fn offset(&self, index: usize) -> usize {
        let end = self.offsets.last().copied().unwrap_or_default();
        self.offsets.get(index).copied().unwrap_or(end)
    }

    fn node(&mut self, event: Event<'t>, span: Span, depth: usize) -> Result<Node, (usize, Cause)> {
        let start = self.offset(span.start.index());
        if depth > DEPTH {
            return Err((
                start,
                Cause::YamlSyntax("too many values in each other".to_owned()),
            ));
        }
        match event {
            Event::Scalar(text, style, ..) => Ok(Node::Scalar(Scalar {
                text: text.into_owned(),
                style,
                range: start..self.offset(span.end.index()),
            })),
            Event::SequenceStart(..) => {
                let mut items = Vec::new();
                while let Some((event, span)) = self.next()? {
                    if matches!(event, Event::SequenceEnd) {
                        break;
                    }
                    items.push(self.node(event, span, depth + 1)?);
                }
                Ok(Node::List(items))
            }
            Event::MappingStart(..) => self.map(depth),
            _ => Ok(Node::Other),
        }
    }

    fn map(&mut self, depth: usize) -> Result<Node, (usize, Cause)> {
        let mut entries = Vec::new();
        while let Some((event, span)) = self.next()? {
            if matches!(event, Event::MappingEnd) {
                break;
            }
            let key = self.node(event, span, depth + 1)?;
            let Some((event, span)) = self.next()? else {
                break;
            };
            let value = self.node(event, span, depth + 1)?;
            if let Node::Scalar(key) = key {
                entries.push((key, value));
            }
        }
        Ok(Node::Map(entries))
    }
}
