//! A file that is read: its text, and the way from places in it to what people see.

use std::borrow::Cow;
use std::ops::Range;
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::document::Document;
use super::encoding::{self, DecodeError, Form};
use super::notebook::{Cell, EditsOf, Notebook};
use super::position::Positions;
use crate::finding::{FileEdits, Location, Position, TextEdit, apply};
use crate::syntax::ast::Span;

/// Why a file cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SourceError {
    /// It declares an encoding that is not known, or not exactly enough.
    #[error("the declared encoding `{0}` is not supported")]
    UnknownEncoding(String),
    /// It is not in the encoding that it declares (UTF-8 without a declaration).
    #[error("not valid {encoding}, at byte {offset}")]
    InvalidEncoding {
        /// Of the first bad byte, or 0 if it is not known.
        offset: usize,
        /// As declared.
        encoding: String,
    },
    /// Some of its bytes could not be written back as they are.
    #[error("has characters that cannot be written back in `{0}`")]
    LossyEncoding(String),
    /// It begins with a mark of UTF-8 and declares another encoding.
    #[error("begins with a byte order mark of UTF-8 but declares `{0}`")]
    ContradictoryEncoding(String),
    /// Python does not accept such a file.
    #[error("contains a null byte")]
    NullByte,
    /// It has 4 GiB or more.
    #[error("is too large")]
    TooLarge,
    /// It is no notebook of a known format.
    #[error("not a notebook: {0}")]
    Notebook(String),
    /// An edit of a document's code would change more than one of its blocks.
    #[error("it would change more of the document than the code of one block")]
    NoBlock,
    /// An edit of a notebook would change two cells at once.
    #[error("it goes from cell {0} into the next")]
    TwoCells(u32),
    /// An edit of a notebook would change a magic, a shell command or a cell in another language.
    #[error("in cell {0} it would change a line that is not Python")]
    NoPython(u32),
    /// An edit of a notebook's commands would change something else.
    #[error("in cell {0} it would change more than a word of a command")]
    NoCommand(u32),
    /// The new text cannot be written in the encoding of the file.
    #[error("the character {0:?} does not exist in the encoding of the file")]
    NotEncodable(char),
}

/// A Python file or the code of a notebook.
#[derive(Debug, Clone)]
pub struct SourceUnit {
    path: PathBuf,
    display: String,
    text: String,
    form: Form,
    positions: Positions,
    notebook: Option<Notebook>,
    document: Option<Document>,
    code: bool,
}

impl SourceUnit {
    /// Reads the bytes of a file; one that ends in `.ipynb` is a notebook. `display` is its path as
    /// reports show it.
    ///
    /// # Errors
    /// When its text cannot be known exactly; see [`SourceError`].
    pub fn read(path: &Path, display: &str, bytes: &[u8]) -> Result<Self, SourceError> {
        if u32::try_from(bytes.len()).is_err() {
            return Err(SourceError::TooLarge);
        }
        let is_notebook = path
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("ipynb"));
        let (text, form, notebook) = if is_notebook {
            let (text, notebook) = Notebook::read(bytes).map_err(SourceError::Notebook)?;
            let form = Form {
                encoding: encoding::TextEncoding::Utf8,
                mark: false,
            };
            (text, form, Some(notebook))
        } else {
            let (text, form) = encoding::decode(bytes)?;
            (text, form, None)
        };
        if memchr::memchr(0, text.as_bytes()).is_some() {
            return Err(SourceError::NullByte);
        }
        // Other encodings may take fewer bytes for a text than UTF-8.
        if u32::try_from(text.len()).is_err() {
            return Err(SourceError::TooLarge);
        }
        Ok(Self {
            path: path.to_owned(),
            display: display.to_owned(),
            positions: Positions::new(&text),
            text,
            form,
            notebook,
            document: None,
            code: true,
        })
    }

    /// Reads the bytes of a document: its text is the code of its blocks.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn read_document(path: &Path, display: &str, bytes: &[u8]) -> Result<Self, SourceError> {
        let file = Self::read(path, display, bytes)?;
        let (text, document) = Document::read(path, &file.text);
        Ok(Self {
            positions: Positions::new(&text),
            text,
            document: Some(document),
            ..file
        })
    }

    /// As [`Self::read`], of a file that holds no Python.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn read_other(path: &Path, display: &str, bytes: &[u8]) -> Result<Self, SourceError> {
        let unit = Self::read(path, display, bytes)?;
        Ok(Self {
            code: false,
            ..unit
        })
    }

    /// Whether it holds Python.
    #[must_use]
    pub const fn is_code(&self) -> bool {
        self.code
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its path as reports show it.
    #[must_use]
    pub fn display(&self) -> &str {
        &self.display
    }

    /// Its text: without byte order mark, line ends as they are. Of a notebook, all code cells one
    /// behind the other, an empty line between them; magics are blanked there, byte for byte.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether it is a notebook.
    #[must_use]
    pub const fn is_notebook(&self) -> bool {
        self.notebook.is_some()
    }

    /// Whether it is a document with code.
    #[must_use]
    pub const fn is_document(&self) -> bool {
        self.document.is_some()
    }

    /// The lines of a document on which blocks begin that Python does not read.
    #[must_use]
    pub fn skipped_blocks(&self) -> &[u32] {
        self.document.as_ref().map_or(&[], Document::skipped)
    }

    /// The source of a code cell as it is written, by its index among all cells of the notebook.
    #[must_use]
    pub fn cell_text(&self, cell: u32) -> Option<&str> {
        let cells = &self.notebook.as_ref()?.cells;
        let found = cells.iter().find(|known| known.index == cell)?;
        Some(&found.source)
    }

    /// The text that a location in this file refers to: that of its cell, or of the file.
    #[must_use]
    pub fn text_at(&self, location: &Location) -> &str {
        location
            .cell
            .and_then(|cell| self.cell_text(cell))
            .unwrap_or_else(|| self.whole().0)
    }

    /// What stands at a location of this file. Its offsets are those of the file, and so lead nowhere in
    /// the text: lines and columns do.
    #[must_use]
    pub fn slice(&self, location: &Location) -> &str {
        let (text, positions) = self.lines_at(location);
        let at = |place: Position| positions.offset(text, place.line, place.column);
        text.get(at(location.start)..at(location.end))
            .unwrap_or_default()
    }

    /// The lines on which a location of this file begins and ends.
    #[must_use]
    pub fn ends(&self, location: &Location) -> [&str; 2] {
        let (text, positions) = self.lines_at(location);
        [location.start.line, location.end.line]
            .map(|line| positions.line(text, line).unwrap_or_default())
    }

    /// The text of the file, which holds more than the code of a document.
    fn whole(&self) -> (&str, &Positions) {
        match &self.document {
            Some(document) => (&*document.file, &document.positions),
            None => (self.text.as_str(), &self.positions),
        }
    }

    fn lines_at(&self, location: &Location) -> (&str, &Positions) {
        let cells = self.notebook.iter().flat_map(|notebook| &notebook.cells);
        let mut cells = cells.filter(|cell| Some(cell.index) == location.cell);
        cells
            .next()
            .map_or(self.whole(), |cell| (&*cell.source, &cell.positions))
    }

    /// Edits of the text as the JSON contract has them: offsets as in [`SourceUnit::location`], those of a
    /// notebook by cell. The edits are sorted and disjoint.
    #[must_use]
    pub fn file_edits(&self, edits: &[TextEdit]) -> Vec<FileEdits> {
        self.edits_of(EditsOf::Code, edits)
    }

    /// Edits of [`SourceUnit::commands`] as the JSON contract has them.
    #[must_use]
    pub fn command_edits(&self, edits: &[TextEdit]) -> Vec<FileEdits> {
        self.edits_of(EditsOf::Commands, edits)
    }

    fn edits_of(&self, kind: EditsOf, edits: &[TextEdit]) -> Vec<FileEdits> {
        let of = |cell, edits| FileEdits {
            path: self.display.clone(),
            cell,
            edits,
        };
        if let Some(notebook) = &self.notebook {
            let changed = notebook
                .changed(&self.text, edits, kind)
                .unwrap_or_default();
            let changed = changed.iter();
            return changed
                .map(|new| of(Some(new.cell.index), new.edits()))
                .collect();
        }
        let of_file = match &self.document {
            Some(document) => document.edits(edits).unwrap_or_default(),
            None => edits.to_vec(),
        };
        let edit = |edit: TextEdit| TextEdit {
            start: self.encoded_offset(edit.start),
            end: self.encoded_offset(edit.end),
            replacement: edit.replacement,
        };
        vec![of(None, of_file.into_iter().map(edit).collect())]
    }

    /// What shells run in a notebook: its text with nothing blanked, and the stretches of it. Places are those
    /// of [`SourceUnit::text`].
    #[must_use]
    pub fn commands(&self) -> (String, Vec<Range<usize>>) {
        let cells = self.notebook.iter().flat_map(|notebook| &notebook.cells);
        let (mut text, mut commands) = (String::new(), Vec::new());
        for cell in cells {
            text.push_str(&cell.source);
            text.push_str(&self.text[text.len()..cell.end()]);
            commands.extend(cell.commands());
        }
        (text, commands)
    }

    /// What the magics and commands of a notebook look up in Python: names that its text does not show.
    pub fn looked_up(&self) -> impl Iterator<Item = String> {
        let cells = self.notebook.iter().flat_map(|notebook| &notebook.cells);
        cells.flat_map(Cell::looked_up)
    }

    /// The texts that Python compiles one by one, with their cells in a notebook.
    #[must_use]
    pub fn programs(&self) -> Vec<(Option<u32>, Cow<'_, str>)> {
        if let Some(document) = &self.document {
            let programs = (0..).zip(document.programs(&self.text));
            return programs
                .map(|(index, text)| (Some(index), Cow::Borrowed(text)))
                .collect();
        }
        match &self.notebook {
            None => vec![(None, Cow::Borrowed(self.text()))],
            Some(notebook) => {
                let cells = notebook.cells.iter();
                cells
                    .map(|cell| (Some(cell.index), Cow::Owned(cell.program())))
                    .collect()
            }
        }
    }

    /// Where a stretch of the text lies, for people and for the JSON contract: offsets count the
    /// bytes of the file (of the cell's source), a byte order mark included. A stretch that leaves
    /// its cell ends with it.
    #[must_use]
    pub fn location(&self, span: Span) -> Location {
        let (cell, start, end) = match self.cell_at(span.start) {
            Some(cell) => {
                let within = |offset: u32| {
                    cell.positions
                        .position(&cell.source, offset.saturating_sub(cell.start))
                };
                (Some(cell.index), within(span.start), within(span.end))
            }
            None => (None, self.position(span.start), self.position(span.end)),
        };
        Location {
            path: self.display.clone(),
            cell,
            start,
            end,
        }
    }

    fn position(&self, offset: u32) -> Position {
        let (text, positions) = self.whole();
        let place = self.document.as_ref().map(|one| one.place(offset));
        let mut position = positions.position(text, place.unwrap_or(offset));
        position.offset = self.encoded_offset(position.offset);
        position
    }

    /// The offset in the bytes of the file of an offset in [`SourceUnit::text`]. They differ behind
    /// a byte order mark and in encodings other than UTF-8. Not for notebooks.
    #[must_use]
    pub fn file_offset(&self, offset: u32) -> u32 {
        let place = self.document.as_ref().map(|one| one.place(offset));
        self.encoded_offset(place.unwrap_or(offset))
    }

    /// The offset in the bytes of the file of an offset in its text.
    fn encoded_offset(&self, offset: u32) -> u32 {
        let text = self.whole().0;
        let before = text.get(..offset as usize).unwrap_or(text);
        u32::try_from(encoding::encoded_length(before, self.form)).unwrap_or(u32::MAX)
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// As [`SourceUnit::with_edits`].
    pub fn bytes(&self) -> Result<Vec<u8>, SourceError> {
        self.with_edits(&[])
    }

    /// The bytes of the file with edits of its text, which are sorted and disjoint. Of a notebook, only the
    /// sources that change are written anew.
    ///
    /// # Errors
    /// When the encoding lacks a character of it; when a cell would no longer be what it is.
    pub fn with_edits(&self, edits: &[TextEdit]) -> Result<Vec<u8>, SourceError> {
        if self.notebook.is_some() {
            return self.notebook_with(EditsOf::Code, edits);
        }
        let of_file = match &self.document {
            Some(document) => document.edits(edits).ok_or(SourceError::NoBlock)?,
            None => edits.to_vec(),
        };
        let text = apply(self.whole().0, &of_file);
        // What was code is code still, and nothing else became it.
        let reads_so = || Document::read(&self.path, &text).0 == apply(&self.text, edits);
        if self.document.is_some() && !reads_so() {
            return Err(SourceError::NoBlock);
        }
        encoding::encode(&text, self.form).map_err(SourceError::NotEncodable)
    }

    /// The bytes of a notebook with edits of its commands, which are sorted and disjoint.
    ///
    /// # Errors
    /// When more than words of commands would change.
    pub fn with_command_edits(&self, edits: &[TextEdit]) -> Result<Vec<u8>, SourceError> {
        self.notebook_with(EditsOf::Commands, edits)
    }

    fn notebook_with(&self, kind: EditsOf, edits: &[TextEdit]) -> Result<Vec<u8>, SourceError> {
        let Some(notebook) = &self.notebook else {
            return Ok(Vec::new());
        };
        let changed = notebook.changed(&self.text, edits, kind)?;
        Ok(notebook.written(&changed).into_bytes())
    }

    /// The cell that an offset of the text lies in.
    fn cell_at(&self, offset: u32) -> Option<&Cell> {
        let cells = &self.notebook.as_ref()?.cells;
        let behind = cells.partition_point(|cell| cell.start <= offset);
        cells.get(behind.checked_sub(1)?)
    }
}

impl From<DecodeError> for SourceError {
    fn from(error: DecodeError) -> Self {
        match error {
            DecodeError::Unknown(name) => Self::UnknownEncoding(name),
            DecodeError::Invalid(offset, encoding) => Self::InvalidEncoding { offset, encoding },
            DecodeError::Lossy(name) => Self::LossyEncoding(name),
            DecodeError::Contradiction(name) => Self::ContradictoryEncoding(name),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
#[path = "unit_tests.rs"]
mod tests;
