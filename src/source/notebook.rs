//! The code of a notebook as one text, and the way of edits back into its file.
//!
//! The cells are one program, as if they were run from top to bottom. Each is followed by a line of its own
//! that is empty: what is put behind its last statement can so be told from what is put before the first one of
//! the next cell.

use std::ops::Range;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use self::splice::Place;
use super::position::Positions;

mod letters;
mod magic;
mod splice;

pub(super) use self::splice::EditsOf;

/// A code cell.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    /// Among all cells of the notebook, from 0.
    pub(super) index: u32,
    /// Where it begins in the text.
    pub(super) start: u32,
    /// As it is written, magics included.
    pub(super) source: Box<str>,
    pub(super) positions: Positions,
    /// Where its source stands in the file.
    place: Place,
}

impl Cell {
    /// As people count.
    pub(super) const fn number(&self) -> u32 {
        self.index + 1
    }

    /// What stands behind its source in the text.
    fn behind(&self) -> &'static str {
        match self.source.contains("\r\n") {
            true => "\r\n\r\n",
            false => "\n\n",
        }
    }

    /// Where what is its own of the text ends.
    pub(super) fn end(&self) -> usize {
        self.start as usize + self.width()
    }

    /// How many bytes of the text are its own.
    fn width(&self) -> usize {
        self.source.len() + self.behind().len()
    }

    /// The stretches of the text in which a shell runs what it says.
    pub(super) fn commands(&self) -> impl Iterator<Item = Range<usize>> {
        let start = self.start as usize;
        let commands = magic::without_magics(&self.source).commands.into_iter();
        commands.map(move |command| start + command.start..start + command.end)
    }

    /// What its magics and commands look up in Python.
    pub(super) fn looked_up(&self) -> Vec<String> {
        magic::without_magics(&self.source).looked_up
    }

    /// What Python compiles of it, of as many bytes as its source.
    pub(super) fn program(&self) -> String {
        magic::without_magics(&self.source).text
    }
}

/// A notebook's code cells in their order.
#[derive(Debug, Clone)]
pub(super) struct Notebook {
    pub(super) cells: Vec<Cell>,
    /// The file as it is.
    pub(super) file: Box<str>,
}

impl Notebook {
    /// Reads a notebook of format 3 or 4 and gives the text of its code. One in another language than Python
    /// has no code here.
    pub(super) fn read(bytes: &[u8]) -> Result<(String, Self), String> {
        let file = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
        let body = file.strip_prefix('\u{feff}').unwrap_or(file);
        let json: Raw<'_> = serde_json::from_str(body).map_err(|error| error.to_string())?;
        let is_python = is_python(&json.metadata);
        let all = json.cells().ok_or("it has no list of cells")?;
        let mut notebook = Self {
            cells: Vec::new(),
            file: file.into(),
        };
        let mut text = String::new();
        for (index, cell) in all.into_iter().enumerate() {
            if !is_python || !cell.is_python() {
                continue;
            }
            let of_cell = |error: &str| format!("cell {} {error}", index + 1);
            let raw = cell.source.or(cell.input);
            let raw = raw.ok_or_else(|| of_cell("has no source"))?;
            let (source, place) = source_of(file, raw).ok_or_else(|| of_cell("has no source"))?;
            let cell = Cell {
                index: u32::try_from(index).map_err(|_| "it is too large")?,
                start: u32::try_from(text.len()).map_err(|_| "it is too large")?,
                positions: Positions::new(&source),
                source: source.into(),
                place,
            };
            text.push_str(&magic::code_of(&cell.source));
            text.push_str(cell.behind());
            notebook.cells.push(cell);
        }
        Ok((text, notebook))
    }
}

/// What is read of a file. Places are those of the borrowed texts.
#[derive(Deserialize)]
struct Raw<'a> {
    #[serde(borrow)]
    cells: Option<Vec<RawCell<'a>>>,
    #[serde(borrow)]
    worksheets: Option<Vec<RawSheet<'a>>>,
    #[serde(default)]
    metadata: Value,
}

/// Format 3 has sheets of cells.
#[derive(Deserialize)]
struct RawSheet<'a> {
    #[serde(borrow)]
    cells: Option<Vec<RawCell<'a>>>,
}

#[derive(Deserialize)]
struct RawCell<'a> {
    #[serde(default)]
    cell_type: Value,
    #[serde(borrow)]
    source: Option<&'a RawValue>,
    /// As format 3 calls it.
    #[serde(borrow)]
    input: Option<&'a RawValue>,
    #[serde(default)]
    metadata: Value,
}

impl<'a> Raw<'a> {
    fn cells(self) -> Option<Vec<RawCell<'a>>> {
        if let Some(cells) = self.cells {
            return Some(cells);
        }
        let sheets = self.worksheets?.into_iter();
        Some(sheets.filter_map(|sheet| sheet.cells).flatten().collect())
    }
}

impl RawCell<'_> {
    /// Whether it is code that its editor does not take for another language.
    fn is_python(&self) -> bool {
        let language = self.metadata["vscode"]["languageId"].as_str();
        self.cell_type.as_str() == Some("code") && language.is_none_or(|one| one == "python")
    }
}

/// The source of a cell, and where it stands.
fn source_of(file: &str, raw: &RawValue) -> Option<(String, Place)> {
    // What is borrowed of the file is a part of it, so its address says where.
    let span = |raw: &RawValue| {
        let start = (raw.get().as_ptr() as usize).checked_sub(file.as_ptr() as usize)?;
        let span = start..start.checked_add(raw.get().len())?;
        (file.get(span.clone()) == Some(raw.get())).then_some(span)
    };
    let of = |raw: &RawValue| serde_json::from_str::<String>(raw.get()).ok();
    if !raw.get().starts_with('[') {
        return Some((of(raw)?, Place::Text(span(raw)?)));
    }
    let items: Vec<&RawValue> = serde_json::from_str(raw.get()).ok()?;
    let lines = items.iter().map(|item| of(item));
    let source = lines.collect::<Option<String>>()?;
    let items = items.into_iter().map(span);
    let items = items.collect::<Option<Vec<_>>>()?;
    let list = span(raw)?;
    Some((source, Place::Lines { list, items }))
}

/// What says nothing of its language is Python.
fn is_python(metadata: &Value) -> bool {
    [
        &metadata["kernelspec"]["language"],
        &metadata["language_info"]["name"],
    ]
    .into_iter()
    .filter_map(Value::as_str)
    .all(|language| language.to_ascii_lowercase().contains("python"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn code_cells_stand_one_behind_the_other() {
        let json = br#"{"cells":[{"cell_type":"code","source":["a\n","b"]},
            {"cell_type":"raw","source":"x"},{"cell_type":"code","source":"c"}]}"#;
        let (text, notebook) = Notebook::read(json).unwrap();
        assert_eq!(text, "a\nb\n\nc\n\n");
        let places: Vec<(u32, u32)> = notebook
            .cells
            .iter()
            .map(|cell| (cell.index, cell.start))
            .collect();
        assert_eq!(places, [(0, 0), (2, 5)]);
    }

    #[test]
    fn the_third_format_and_other_languages() {
        let third = br#"{"worksheets":[{"cells":[{"cell_type":"code","input":["a"]}]}]}"#;
        assert_eq!(Notebook::read(third).unwrap().0, "a\n\n");
        let other = br#"{"cells":[{"cell_type":"code","source":"a"}],
            "metadata":{"kernelspec":{"language":"R"}}}"#;
        assert_eq!(Notebook::read(other).unwrap().0, "");
    }

    #[test]
    fn what_is_no_notebook_is_said() {
        assert!(Notebook::read(b"{").is_err());
        assert!(Notebook::read(b"{}").is_err());
        assert!(Notebook::read(br#"{"cells":[{"cell_type":"code","source":1}]}"#).is_err());
    }
}
