//! A plan as people read it, before it is Markdown or HTML: sections with tables, boxes and commands, in one language.

/// A text on one line, cut where its backticks are: each piece with whether it is code. Where their number is odd none is
/// meant as a mark of code, and all is plain.
#[must_use]
pub fn marked(text: &str) -> Vec<(bool, String)> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.matches('`').count() % 2 == 1 {
        return vec![(false, text)];
    }
    let pieces = text.split('`').enumerate();
    pieces
        .map(|(number, piece)| (number % 2 == 1, piece.to_owned()))
        .collect()
}

/// A section.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// A word by which links find it.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Paragraphs: text between backticks is code, all else is plain.
    pub text: Vec<String>,
    /// A table.
    pub table: Option<Table>,
    /// What is to be done or known.
    pub entries: Vec<Entry>,
    /// Sections below it.
    pub sections: Vec<Section>,
    /// Whether it is shown only to whoever asks for it.
    pub folded: bool,
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Titles of the columns.
    pub head: Vec<String>,
    /// As many cells as there are columns.
    pub rows: Vec<Vec<String>>,
}

/// Whether something is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Box {
    /// It is nothing to be done.
    None,
    /// It is to be done, or seen to.
    Open,
    /// It is evidently done.
    Done,
}

/// A line of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Whether it is done.
    pub done: Box,
    /// The code of a rule that stands before it.
    pub code: Option<String>,
    /// What there is to do or to know.
    pub text: String,
    /// More about it.
    pub notes: Vec<String>,
    /// Commands that do it, line by line.
    pub commands: Vec<String>,
    /// Places and other entries below it.
    pub entries: Vec<Entry>,
}

impl Entry {
    /// A line that is nothing to be done.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            done: Box::None,
            code: None,
            text: text.into(),
            notes: Vec::new(),
            commands: Vec::new(),
            entries: Vec::new(),
        }
    }

    /// A line that is to be done.
    #[must_use]
    pub fn open(text: impl Into<String>) -> Self {
        Self {
            done: Box::Open,
            ..Self::plain(text)
        }
    }

    /// A line that is evidently done, or to be done.
    #[must_use]
    pub fn ticked(text: impl Into<String>, done: bool) -> Self {
        let out = Self::open(text);
        match done {
            true => Self {
                done: Box::Done,
                ..out
            },
            false => out,
        }
    }

    /// The same with commands.
    #[must_use]
    pub fn with(mut self, commands: impl IntoIterator<Item = String>) -> Self {
        self.commands.extend(commands);
        self
    }

    /// The same with a note.
    #[must_use]
    pub fn noted(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }
}

impl Section {
    /// A section without anything in it.
    #[must_use]
    pub fn new(id: &str, title: impl Into<String>) -> Self {
        Self {
            id: id.to_owned(),
            title: title.into(),
            ..Self::default()
        }
    }

    /// Whether it says nothing but its title.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
            && self.table.is_none()
            && self.entries.is_empty()
            && self.sections.iter().all(Section::is_empty)
    }
}
