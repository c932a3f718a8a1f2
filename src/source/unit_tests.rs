use super::*;

fn read(bytes: &[u8]) -> Result<SourceUnit, SourceError> {
    SourceUnit::read(Path::new("/p/a.py"), "a.py", bytes)
}

fn span_of(unit: &SourceUnit, needle: &str) -> Span {
    let start = u32::try_from(unit.text().find(needle).unwrap()).unwrap();
    Span::new(start, start + u32::try_from(needle.len()).unwrap())
}

#[test]
fn locations_count_the_bytes_of_the_file() {
    let marked = read("\u{feff}ä = 1\r\nb = 2\r\n".as_bytes()).unwrap();
    let location = marked.location(span_of(&marked, "b = 2"));
    assert_eq!((location.start.line, location.start.column), (2, 1));
    assert_eq!(location.start.offset, 3 + 2 + 4 + 2);
    assert_eq!(location.path, "a.py");
    assert_eq!(location.cell, None);
    let latin = read(b"# coding: latin-1\nx = '\xe4\xe4' + b\n").unwrap();
    let location = latin.location(span_of(&latin, "b\n"));
    assert_eq!((location.start.column, location.start.offset), (12, 29));
}

#[test]
fn what_stands_at_a_location_does_not_depend_on_the_encoding() {
    let files: [&[u8]; 3] = [
        "# \u{e4}\r\nx = '\u{e4}\u{e4}' + b # c\r\n".as_bytes(),
        "\u{feff}# \u{e4}\r\nx = '\u{e4}\u{e4}' + b # c\r\n".as_bytes(),
        b"# coding: latin-1 \xe4\rx = '\xe4\xe4' + b # c\r",
    ];
    for bytes in files {
        let unit = read(bytes).unwrap();
        let location = unit.location(span_of(&unit, "'ää' + b"));
        assert_eq!(unit.slice(&location), "'ää' + b");
        assert_eq!(unit.ends(&location)[1].trim_end(), "x = 'ää' + b # c");
    }
}

#[test]
fn edits_are_those_of_the_bytes() {
    let latin: &[u8] = b"# coding: latin-1\nx = '\xe4\xe4' + b\n";
    let marked = "\u{feff}x = 'ää' + b\n".as_bytes();
    for bytes in [latin, marked] {
        let unit = read(bytes).unwrap();
        let span = span_of(&unit, "b\n");
        let edit = TextEdit {
            start: span.start,
            end: span.end - 1,
            replacement: "cc".to_owned(),
        };
        let files = unit.file_edits(std::slice::from_ref(&edit));
        let [file] = files.as_slice() else { panic!() };
        let mut after = bytes.to_vec();
        after.splice(file.edits[0].range(), b"cc".iter().copied());
        assert_eq!(after, unit.with_edits(&[edit]).unwrap());
    }
}

#[test]
fn edits_of_notebooks_are_those_of_their_cells() {
    let bytes = br#"{"cells":[{"cell_type":"code","source":"a = 1"},
        {"cell_type":"code","source":"b = 2"}],"metadata":{},"nbformat":4}"#;
    let unit = SourceUnit::read(Path::new("n.ipynb"), "n.ipynb", bytes).unwrap();
    let edits = ["a", "b", "2"].map(|needle| {
        let span = span_of(&unit, needle);
        TextEdit {
            start: span.start,
            end: span.end,
            replacement: String::new(),
        }
    });
    let found: Vec<(Option<u32>, Vec<u32>)> = unit
        .file_edits(&edits)
        .iter()
        .map(|file| {
            (
                file.cell,
                file.edits.iter().map(|edit| edit.start).collect(),
            )
        })
        .collect();
    assert_eq!(found, [(Some(0), vec![0]), (Some(1), vec![0, 4])]);
}

#[test]
fn text_goes_back_to_bytes_exactly() {
    let bytes = b"\xef\xbb\xbfa\r\nb\rc\n";
    let unit = read(bytes).unwrap();
    assert_eq!(unit.text(), "a\r\nb\rc\n");
    assert_eq!(unit.bytes().unwrap(), bytes);
    let latin = read(b"# coding: latin-1\n'\xe4'\n").unwrap();
    let edit = |replacement: &str| TextEdit {
        start: 0,
        end: u32::try_from(latin.text().len()).unwrap(),
        replacement: replacement.to_owned(),
    };
    assert_eq!(
        latin.with_edits(&[edit("'\u{20ac}'")]),
        Err(SourceError::NotEncodable('\u{20ac}'))
    );
    assert_eq!(latin.with_edits(&[edit("'ö'")]).unwrap(), b"'\xf6'");
}

#[test]
fn null_bytes_and_bad_bytes_are_told_apart() {
    assert_eq!(read(b"a\0b").unwrap_err(), SourceError::NullByte);
    let error = read(b"a = '\xe4'").unwrap_err();
    assert_eq!(error.to_string(), "not valid utf-8, at byte 5");
}

#[test]
fn places_in_notebooks_are_those_of_their_cell() {
    let bytes = r##"{"cells":[{"cell_type":"markdown","source":["# t"]},
        {"cell_type":"code","source":["!pip install x\n","a = 'ä'; b = 1"]},
        {"cell_type":"code","source":"c = 1\n"}],"metadata":{},"nbformat":4}"##;
    let unit = SourceUnit::read(Path::new("n.ipynb"), "n.ipynb", bytes.as_bytes()).unwrap();
    assert!(unit.is_notebook());
    let location = unit.location(span_of(&unit, "b = 1"));
    assert_eq!(location.cell, Some(1));
    assert_eq!((location.start.line, location.start.column), (2, 10));
    assert_eq!(location.start.offset, 25);
    let source = unit.text_at(&location);
    assert_eq!(source, "!pip install x\na = 'ä'; b = 1");
    assert_eq!(unit.slice(&location), "b = 1");
    assert_eq!(unit.ends(&location), ["a = 'ä'; b = 1"; 2]);
    assert_eq!(&source[location.start.offset as usize..], "b = 1");
    let location = unit.location(span_of(&unit, "c = 1"));
    assert_eq!((location.cell, location.start.offset), (Some(2), 0));
    assert_eq!(unit.cell_text(0), None);
}
