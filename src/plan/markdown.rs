//! Text in Markdown as GitHub reads it: what comes from a project stays text.

use std::fmt::Write as _;

use super::document::{Box, Entry, Section, Table, marked};
use crate::report::safe;

/// A document in the Markdown of GitHub: sections with headings of `level` and below.
pub(super) fn render(sections: &[Section], level: usize) -> String {
    let mut out = String::new();
    for section in sections.iter().filter(|section| !section.is_empty()) {
        write_section(section, level, &mut out);
    }
    // Fences and headings both keep a line free.
    while out.contains("\n\n\n") {
        out = out.replace("\n\n\n", "\n\n");
    }
    out
}

fn write_section(section: &Section, level: usize, out: &mut String) {
    match section.folded {
        // The blank line behind the summary makes GitHub read the list as Markdown.
        true => put(
            out,
            format_args!("\n<details><summary>{}</summary>\n", prose(&section.title)),
        ),
        false => put(
            out,
            format_args!("\n{} {}\n", "#".repeat(level.min(6)), prose(&section.title)),
        ),
    }
    for (index, text) in section.text.iter().enumerate() {
        let is_last = index + 1 == section.text.len();
        let ends = is_last && section.table.is_none() && section.entries.is_empty();
        put(
            out,
            format_args!("{}{}", prose(text), if ends { "" } else { "\n" }),
        );
    }
    if let Some(table) = &section.table {
        write_table(table, out);
        if !section.entries.is_empty() {
            put(out, format_args!(""));
        }
    }
    for entry in &section.entries {
        write_entry(entry, 0, out);
    }
    out.push_str(&render(&section.sections, level + 1));
    if section.folded {
        put(out, format_args!("\n</details>"));
    }
}

fn put(out: &mut String, line: std::fmt::Arguments<'_>) {
    writeln!(out, "{line}").expect("text takes all text");
}

fn write_table(table: &Table, out: &mut String) {
    let row = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| in_cell(cell)).collect();
        format!("| {} |", cells.join(" | "))
    };
    put(out, format_args!("{}", row(&table.head)));
    put(out, format_args!("|{}", "---|".repeat(table.head.len())));
    for cells in &table.rows {
        put(out, format_args!("{}", row(cells)));
    }
}

/// Text of a cell: a line that stands between bars, also within code.
fn in_cell(text: &str) -> String {
    prose(text).replace("\\|", "|").replace('|', "\\|")
}

fn write_entry(entry: &Entry, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    let mark = match entry.done {
        Box::None => "",
        Box::Open => "[ ] ",
        Box::Done => "[x] ",
    };
    let rule = entry
        .code
        .as_ref()
        .map(|code| format!("**{}** ", prose(code)));
    put(
        out,
        format_args!(
            "{indent}- {mark}{}{}",
            rule.unwrap_or_default(),
            prose(&entry.text)
        ),
    );
    for note in &entry.notes {
        put(out, format_args!("{indent}  {}", prose(note)));
    }
    if !entry.commands.is_empty() {
        let longest = entry.commands.iter().map(|line| ticks(line)).max();
        let fence = "`".repeat(longest.unwrap_or(0).max(2) + 1);
        put(out, format_args!("\n{indent}  {fence}sh"));
        for line in &entry.commands {
            put(out, format_args!("{indent}  {}", safe::line(line)));
        }
        put(out, format_args!("{indent}  {fence}\n"));
    }
    for below in &entry.entries {
        write_entry(below, depth + 1, out);
    }
}

/// How many backticks stand in a row at most.
fn ticks(text: &str) -> usize {
    let runs = text.split(|character| character != '`').map(str::len);
    runs.max().unwrap_or(0)
}

/// `text` as inline code, on one line.
pub(super) fn code(text: &str) -> String {
    let text = safe::line(text);
    let longest = text.split(|character| character != '`').map(str::len).max();
    let fence = "`".repeat(longest.unwrap_or(0) + 1);
    if text.starts_with('`') || text.ends_with('`') {
        format!("{fence} {text} {fence}")
    } else {
        format!("{fence}{text}{fence}")
    }
}

/// `text` on one line; what stands between backticks is code, everything else is plain.
pub(super) fn prose(text: &str) -> String {
    let piece = |(is_code, piece): &(bool, String)| match (is_code, piece.is_empty()) {
        (false, _) => plain(piece),
        (true, true) => "\\`\\`".to_owned(),
        (true, false) => code(piece),
    };
    marked(text).iter().map(piece).collect()
}

fn plain(text: &str) -> String {
    let text = safe::line(text);
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(
            character,
            '\\' | '`' | '*' | '_' | '<' | '>' | '[' | ']' | '#' | '|' | '~' | '&'
        ) {
            escaped.push('\\');
        }
        escaped.push(character);
        if character == '@' {
            // A decorator in a message must not call the person of that name.
            escaped.push_str("<!-- -->");
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{code, prose};

    #[test]
    fn code_holds_any_text() {
        assert_eq!(code("a_b*"), "`a_b*`");
        assert_eq!(code("a``b"), "```a``b```");
        assert_eq!(code("`a"), "`` `a ``");
        assert_eq!(code("a\nb"), "`a␊b`");
    }

    #[test]
    fn prose_keeps_its_code_and_loses_its_marks() {
        assert_eq!(
            prose("`f(**kwargs)` takes <b>\n**no** [x](y)"),
            "`f(**kwargs)` takes \\<b\\> \\*\\*no\\*\\* \\[x\\](y)"
        );
        assert_eq!(prose("an odd ` one_"), "an odd \\` one\\_");
        assert_eq!(prose("empty `` code"), "empty \\`\\` code");
    }

    #[test]
    fn nobody_is_called_by_name() {
        assert_eq!(
            prose("use @retry or `@retry`"),
            "use @<!-- -->retry or `@retry`"
        );
    }
}
