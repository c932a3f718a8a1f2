use std::path::Path;

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::finding::TextEdit;
use crate::source::{SourceError, SourceUnit};

fn unit(file: &str) -> SourceUnit {
    SourceUnit::read(Path::new("n.ipynb"), "n.ipynb", file.as_bytes()).unwrap()
}

/// One code cell, whose source is written as `source`.
fn notebook(source: &str) -> String {
    format!(r#"{{"cells": [{{"cell_type": "code", "source": {source}, "outputs": []}}]}}"#)
}

fn edit(unit: &SourceUnit, old: &str, new: &str) -> TextEdit {
    let start = unit.text().find(old).unwrap();
    TextEdit {
        start: u32::try_from(start).unwrap(),
        end: u32::try_from(start + old.len()).unwrap(),
        replacement: new.to_owned(),
    }
}

/// The source of the one cell after `old` became `new`.
fn after(source: &str, old: &str, new: &str) -> String {
    let file = notebook(source);
    let unit = unit(&file);
    let bytes = unit.with_edits(&[edit(&unit, old, new)]).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let (head, tail) = file.split_once(source).unwrap();
    let rest = text.strip_prefix(head).unwrap();
    rest.strip_suffix(tail).unwrap().to_owned()
}

#[test]
fn only_the_strings_that_change_are_written_anew() {
    for (source, old, new, expected) in [
        // As nbformat writes it.
        (
            "[\n    \"a\\n\",\n    \"b = 'ä'\"\n   ]",
            "b",
            "c",
            "[\n    \"a\\n\",\n    \"c = 'ä'\"\n   ]",
        ),
        // Lines come and go.
        ("[\n  \"a\\n\",\n  \"b\"\n ]", "a\n", "", "[\n  \"b\"\n ]"),
        ("[\n  \"a\\n\",\n  \"b\"\n ]", "b\n", "", "[\n  \"a\"\n ]"),
        ("[\n  \"a\"\n ]", "a", "a\nb", "[\n  \"a\\n\", \"b\"\n ]"),
        (
            "[\"a\\n\",\"b\"]",
            "a\n",
            "a\nx\n",
            "[\"a\\n\",\"x\\n\",\"b\"]",
        ),
        ("[\n \"a\"\n]", "a\n", "", "[]"),
        // One string, and a list that is not by lines, stay what they are.
        ("\"a\\nb\"", "a\n", "a\nx\n", "\"a\\nx\\nb\""),
        (
            "[\"a\\nb\\n\", \"c\"]",
            "a\n",
            "x\ny\n",
            "[\"x\\ny\\nb\\n\", \"c\"]",
        ),
        // Escapes.
        (
            "[\"a = '\\u00e4\\/'\\n\",\"b\"]",
            "b",
            "'ö'",
            "[\"a = '\\u00e4\\/'\\n\",\"'\\u00f6'\"]",
        ),
        (
            "\"a = '\\u003cb'\\r\\nb\"",
            "b\r\n",
            "'<'\r\n",
            "\"a = '\\u003cb'\\r\\n'\\u003c'\"",
        ),
        (
            "\"\\u0061 = 1\\u000ab\"",
            "b",
            "c",
            "\"\\u0061 = 1\\u000ac\"",
        ),
    ] {
        assert_eq!(after(source, old, new), expected, "{source}");
    }
}

#[test]
fn a_list_of_one_line_goes_on_as_the_other_lists_do() {
    let file = r#"{"cells":[{"cell_type":"code","source":["a"]},
        {"cell_type":"code","source":["b\n",
   "c"]}]}"#;
    let unit = unit(file);
    let bytes = unit.with_edits(&[edit(&unit, "a", "a\nx")]).unwrap();
    let expected = file.replace("[\"a\"]", "[\"a\\n\",\n   \"x\"]");
    assert_eq!(String::from_utf8(bytes).unwrap(), expected);
}

#[test]
fn what_is_put_between_two_cells_is_told_apart() {
    let file = r#"{"cells":[{"cell_type":"code","source":"a"},{"cell_type":"code","source":"b"}]}"#;
    let unit = unit(file);
    let insert = |at: u32| TextEdit {
        start: at,
        end: at,
        replacement: "x\n".to_owned(),
    };
    assert_eq!(unit.text(), "a\n\nb\n\n");
    for (at, expected) in [(2, ["a\\nx", "b"]), (3, ["a", "x\\nb"])] {
        let text = String::from_utf8(unit.with_edits(&[insert(at)]).unwrap()).unwrap();
        let expected = file
            .replace("\"a\"", &format!("\"{}\"", expected[0]))
            .replace("\"b\"", &format!("\"{}\"", expected[1]));
        assert_eq!(text, expected);
        let edits = unit.file_edits(&[insert(at)]);
        let [cell] = edits.as_slice() else { panic!() };
        let mut source = unit.cell_text(cell.cell.unwrap()).unwrap().to_owned();
        for edit in cell.edits.iter().rev() {
            source.replace_range(edit.range(), &edit.replacement);
        }
        assert!(["a\nx", "x\nb"].contains(&source.as_str()));
    }
    let both = TextEdit {
        start: 0,
        end: 4,
        replacement: String::new(),
    };
    assert_eq!(unit.with_edits(&[both]), Err(SourceError::TwoCells(1)));
}

#[test]
fn what_is_no_python_stays() {
    let refused = Err(SourceError::NoPython(1));
    for (source, old, new) in [
        ("!ls\na", "0  \n", ""),
        ("%%time\na", "      \n", ""),
        ("%%time\na", "      \n", "x\n      \n"),
        ("%%bash\na", "  \n", "  \nx\n"),
        ("!a \\\n b\nc", "0   \n", "0   \nx\n"),
        ("%time f(a)", "f(a)", "f(\na)"),
        ("a\nb", "a\n", "!a\n"),
        ("a\nb", "a\n", "a?\n"),
        ("f(\n", "  \n", "a\n"),
    ] {
        let file = notebook(&json!(source).to_string());
        let unit = unit(&file);
        let mut edit = edit(&unit, old, new);
        if new.starts_with("0") || new.starts_with("      \n") {
            edit.start += u32::try_from(old.len()).unwrap();
            edit.end = edit.start;
        }
        assert_eq!(unit.with_edits(&[edit]), refused, "{source:?}");
    }
    let line = "\"%time x = f(a)\\n!ls\\ny = g(a)\"";
    assert_eq!(
        after(line, "f(a)", "h(b)"),
        "\"%time x = h(b)\\n!ls\\ny = g(a)\""
    );
    assert_eq!(
        after(line, "y = g(a)", "h(b)"),
        "\"%time x = f(a)\\n!ls\\nh(b)\""
    );
}

/// A line of code: letters that JSON escapes in several ways among them.
fn line() -> impl Strategy<Value = String> {
    let letters =
        prop::sample::select(vec!['a', ' ', '\t', 'ä', '😀', '<', '/', '\u{7f}', '\u{1}']);
    prop::collection::vec(letters, 0..5).prop_map(|letters| {
        let text: String = letters.into_iter().collect();
        format!("#{text}")
    })
}

/// Writes a string as JSON, with the escapes that `choice` says.
fn string(value: &str, choice: u8) -> String {
    let mut out = String::from("\"");
    for one in value.chars() {
        let escape = match choice {
            0 => one < ' ' || one == '"' || one == '\\',
            1 => !one.is_ascii() || one < ' ' || one == '"' || one == '\\',
            _ => true,
        };
        match (one, escape) {
            ('\n', _) if choice < 3 => out.push_str("\\n"),
            (_, true) => {
                for unit in one.encode_utf16(&mut [0; 2]) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            }
            _ => out.push(one),
        }
    }
    out + "\""
}

#[derive(Debug, Clone)]
struct Cell {
    lines: Vec<String>,
    end: &'static str,
    ends_with_line: bool,
    as_list: bool,
    is_code: bool,
}

fn cell() -> impl Strategy<Value = Cell> {
    let ends = prop::sample::select(vec!["\n", "\r\n"]);
    let lines = prop::collection::vec(line(), 0..4);
    (
        lines,
        ends,
        any::<bool>(),
        any::<bool>(),
        prop::bool::weighted(0.8),
    )
        .prop_map(|(lines, end, ends_with_line, as_list, is_code)| Cell {
            lines,
            end,
            ends_with_line,
            as_list,
            is_code,
        })
}

impl Cell {
    fn items(&self) -> Vec<String> {
        let last = self.lines.len().saturating_sub(1);
        let lines = self.lines.iter().enumerate();
        lines
            .map(|(index, line)| match index < last || self.ends_with_line {
                true => format!("{line}{}", self.end),
                false => line.clone(),
            })
            .collect()
    }

    /// With the source between marks.
    fn written(&self, choice: u8, gap: &str) -> String {
        let items: Vec<String> = self
            .items()
            .iter()
            .map(|item| string(item, choice))
            .collect();
        let source = match self.as_list {
            true if items.is_empty() => "[]".to_owned(),
            true => format!("[{gap}{}{gap}]", items.join(&format!(",{gap}"))),
            false => string(&self.items().concat(), choice),
        };
        let kind = if self.is_code { "code" } else { "markdown" };
        format!("{{\"cell_type\":{gap}\"{kind}\",\"outputs\":[\"\\u0041\"],\"source\": {source}}}")
    }
}

proptest! {
    #[test]
    fn a_notebook_is_the_same_but_for_the_sources_that_change(
        cells in prop::collection::vec(cell(), 1..5),
        choice in 0_u8..4,
        gap in prop::sample::select(vec!["", " ", "\n   ", "\r\n\t"]),
        places in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..3, line(), any::<bool>()), 1..4),
    ) {
        let written: Vec<String> = cells.iter().map(|cell| cell.written(choice, gap)).collect();
        let file = format!("{{\"cells\":[{gap}{}], \"a\\/b\": 1.0e0}}\n", written.join(","));
        let unit = unit(&file);
        let text = unit.text();
        prop_assert_eq!(&unit.bytes().unwrap(), file.as_bytes());
        // Edits as the engine makes them: within lines, of whole lines, between lines.
        let mut edits: Vec<TextEdit> = Vec::new();
        let starts: Vec<usize> = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .filter(|at| text[*at..].starts_with('#'))
            .collect();
        for (place, length, new, whole) in places {
            if starts.is_empty() { continue; }
            let start = *place.get(&starts);
            let end = text[start..].find(['\r', '\n']).unwrap() + start;
            let behind = text[end..].find('\n').unwrap() + end + 1;
            let edit = match (length, whole) {
                (0, _) => (start, start, format!("{new}\n")),
                (1, true) => (start, behind, String::new()),
                (_, true) => (behind, behind, format!("{new}\n")),
                (_, false) => (start + 1, end, new),
            };
            edits.push(TextEdit {
                start: u32::try_from(edit.0).unwrap(),
                end: u32::try_from(edit.1).unwrap(),
                replacement: edit.2,
            });
        }
        edits.sort();
        edits.dedup_by(|b, a| b.start <= a.end);
        let after = unit.with_edits(&edits).unwrap();
        // What the contract's edits make of the sources is what the file has.
        let mut expected: Value = serde_json::from_str(&file).unwrap();
        for of_cell in unit.file_edits(&edits) {
            let index = of_cell.cell.unwrap();
            let mut source = unit.cell_text(index).unwrap().to_owned();
            for edit in of_cell.edits.iter().rev() {
                source.replace_range(edit.range(), &edit.replacement);
            }
            expected["cells"][index as usize]["source"] = Value::String(source);
        }
        let joined = |mut json: Value| {
            for cell in json["cells"].as_array_mut().unwrap() {
                let source = match &cell["source"] {
                    Value::Array(lines) => lines.iter().map(|line| line.as_str().unwrap()).collect(),
                    other => other.as_str().unwrap().to_owned(),
                };
                cell["source"] = Value::String(source);
            }
            json
        };
        let text = String::from_utf8(after).unwrap();
        let found: Value = serde_json::from_str(&text).unwrap();
        for (old, new) in serde_json::from_str::<Value>(&file).unwrap()["cells"].as_array().unwrap().iter()
            .zip(found["cells"].as_array().unwrap())
        {
            prop_assert_eq!(old["source"].is_array(), new["source"].is_array());
        }
        prop_assert_eq!(joined(found), joined(expected));
        // Cells that get no edit are there byte for byte, in their order.
        let changed: Vec<u32> = unit.file_edits(&edits).iter().filter_map(|one| one.cell).collect();
        let mut rest = text.as_str();
        for (index, cell) in written.iter().enumerate() {
            let kept = match changed.contains(&u32::try_from(index).unwrap()) {
                true => cell.split_once("\"source\"").unwrap().0,
                false => cell.as_str(),
            };
            let at = rest.find(kept);
            prop_assert!(at.is_some(), "{} in {}", kept, &text);
            rest = &rest[at.unwrap() + kept.len()..];
        }
        let ends = rest.ends_with("], \"a\\/b\": 1.0e0}\n");
        prop_assert!(ends);
    }
}
