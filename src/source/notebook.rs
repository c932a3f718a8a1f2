//! The code of a notebook as one text.

use serde_json::Value;

use super::position::Positions;

mod magic;

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
}

/// A notebook's code cells in their order.
#[derive(Debug, Clone)]
pub(super) struct Notebook {
    pub(super) cells: Vec<Cell>,
}

impl Notebook {
    /// Reads a notebook of format 3 or 4 and gives the text of its code, each cell ended by `\n`.
    /// One in another language than Python has no code here.
    pub(super) fn read(bytes: &[u8]) -> Result<(String, Self), String> {
        let body = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let json: Value = serde_json::from_slice(body).map_err(|error| error.to_string())?;
        let all = all_cells(&json).ok_or("it has no list of cells")?;
        let mut text = String::new();
        let mut cells = Vec::new();
        let is_python = is_python(&json);
        for (index, cell) in all.into_iter().enumerate() {
            if !is_python || cell.get("cell_type").and_then(Value::as_str) != Some("code") {
                continue;
            }
            let Some(source) = source_of(cell) else {
                return Err(format!("cell {index} has no source"));
            };
            let start = u32::try_from(text.len()).map_err(|_| "it is too large")?;
            text.push_str(&magic::without_magics(&source));
            text.push('\n');
            cells.push(Cell {
                index: u32::try_from(index).map_err(|_| "it is too large")?,
                start,
                positions: Positions::new(&source),
                source: source.into(),
            });
        }
        Ok((text, Self { cells }))
    }
}

/// Format 4 has its cells at the top, format 3 in worksheets.
fn all_cells(json: &Value) -> Option<Vec<&Value>> {
    if let Some(cells) = json.get("cells").and_then(Value::as_array) {
        return Some(cells.iter().collect());
    }
    let sheets = json.get("worksheets")?.as_array()?;
    Some(
        sheets
            .iter()
            .filter_map(|sheet| sheet.get("cells").and_then(Value::as_array))
            .flatten()
            .collect(),
    )
}

fn source_of(cell: &Value) -> Option<String> {
    match cell.get("source").or_else(|| cell.get("input"))? {
        Value::String(source) => Some(source.clone()),
        Value::Array(lines) => lines.iter().map(Value::as_str).collect(),
        _ => None,
    }
}

/// What says nothing of its language is Python.
fn is_python(json: &Value) -> bool {
    let metadata = &json["metadata"];
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
        assert_eq!(text, "a\nb\nc\n");
        let places: Vec<(u32, u32)> = notebook
            .cells
            .iter()
            .map(|cell| (cell.index, cell.start))
            .collect();
        assert_eq!(places, [(0, 0), (2, 4)]);
    }

    #[test]
    fn the_third_format_and_other_languages() {
        let third = br#"{"worksheets":[{"cells":[{"cell_type":"code","input":["a"]}]}]}"#;
        assert_eq!(Notebook::read(third).unwrap().0, "a\n");
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
