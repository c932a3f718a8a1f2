use std::path::Path;

use super::*;
use crate::source::SourceUnit;

fn read(name: &str, file: &str) -> SourceUnit {
    let path = Path::new("/p").join(name);
    SourceUnit::read_document(&path, name, file.as_bytes()).unwrap()
}

/// The file with a word of its code replaced by another one, by way of the text.
fn replaced(name: &str, file: &str, word: &str, by: &str) -> Option<String> {
    let unit = read(name, file);
    let start = number(unit.text().find(word).unwrap());
    let edit = TextEdit {
        start,
        end: start + number(word.len()),
        replacement: by.to_owned(),
    };
    let bytes = unit.with_edits(&[edit]).ok()?;
    Some(String::from_utf8(bytes).unwrap())
}

const PAGE: &str = "# Title\n\n```python\nimport a\n```\n\n- item:\n\n  ~~~py title=\"x\"\n  if a:\n\n      a.b()\n  ~~~\n\n````md\n```python\nnot = code\n```\n````\n\n```js\nlet x\n```\n\n```python\nno code here\n```\n\n```pycon\n>>> a.c(\n...     1)\n2\n>>> a\n```\n";

#[test]
fn fenced_blocks_of_python_are_one_text() {
    let unit = read("a.md", PAGE);
    let expected = "import a\n\nif a:\n\n    a.b()\n\na.c(\n    1)\na\n\n";
    assert_eq!(unit.text(), expected);
    assert_eq!(unit.skipped_blocks(), [26]);
    let at = number(expected.find("a.b").unwrap());
    let location = unit.location(crate::syntax::ast::Span::new(at, at + 3));
    assert_eq!(
        (location.start.line, location.start.column, location.cell),
        (12, 7, None)
    );
    assert_eq!(unit.slice(&location), "a.b");
    assert_eq!(unit.bytes().unwrap(), PAGE.as_bytes());
}

#[test]
fn edits_change_the_code_alone_and_keep_what_stands_before_it() {
    let of = |word: &str, by: &str| replaced("a.md", PAGE, word, by);
    let plain = |old: &str, new: &str| Some(PAGE.replacen(old, new, 1));
    assert_eq!(of("import a", "import b"), plain("import a", "import b"));
    assert_eq!(
        of("a.b()", "a.b(\n        1,\n    )"),
        plain("a.b()", "a.b(\n          1,\n      )")
    );
    assert_eq!(
        of("    a.b()\n", "    x\n\n    y\n"),
        plain("      a.b()\n", "      x\n\n      y\n")
    );
    assert_eq!(of("    1)", "    2)"), plain("...     1)", "...     2)"));
    assert_eq!(
        of("a.c(\n    1)\n", ""),
        plain(">>> a.c(\n...     1)\n", "")
    );
    // What a line of a session is to be is not known, and what came out stands between two.
    assert_eq!(of("a.c(\n    1)", "a.c(\n    2,\n)"), None);
    assert_eq!(of("    1)\na\n", ""), None);
    // No edit leaves its block.
    assert_eq!(of("import a\n\nif", "if"), None);
}

#[test]
fn an_edit_that_would_end_its_block_is_none() {
    assert_eq!(replaced("a.md", PAGE, "import a", "'''\n```\n'''"), None);
}

#[test]
fn directives_and_sessions_are_read() {
    let page = "Title\n=====\n\n.. code-block:: python\n   :linenos:\n\n   import a\n\n   a.b()\n\nText::\n\n   not = code\n\n.. code:: js\n\n   let x\n\n>>> a.c()\n1\n\n.. note::\n\n   .. code-block:: py\n\n      a.d()\n";
    let unit = read("a.rst", page);
    assert_eq!(unit.text(), "import a\n\na.b()\n\na.c()\n\na.d()\n\n");
    let of = |word: &str, by: &str| replaced("a.rst", page, word, by);
    assert_eq!(
        of("a.d()", "x\ny"),
        Some(page.replacen("a.d()", "x\n      y", 1))
    );
    assert_eq!(
        of("import a\n", "import a\nimport b\n"),
        Some(page.replacen("   import a\n", "   import a\n   import b\n", 1))
    );
}

#[test]
fn line_ends_and_a_mark_stay() {
    let page = "\u{feff}```py\r\nimport a\r\n```\r\n";
    assert_eq!(
        replaced("a.md", page, "import a", "import b").as_deref(),
        Some("\u{feff}```py\r\nimport b\r\n```\r\n")
    );
    let unit = read("a.md", page);
    let location = unit.location(crate::syntax::ast::Span::new(0, 6));
    assert_eq!(location.start.offset, 10);
}
