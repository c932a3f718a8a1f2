//! Sections, tables and lists of a plan as HTML.

use maud::{Markup, html};

use crate::plan::document::{Box, Entry, Section, Table, marked};
use crate::plan::words::Words;
use crate::report::safe;

/// Entries below an entry that are shown to whoever does not ask for them.
const FEW: usize = 12;

/// `text` on one line; what stands between backticks is code, everything else is plain.
pub(super) fn prose(text: &str) -> Markup {
    html! {
        @for (is_code, piece) in marked(text) {
            @if is_code { code { (safe::line(&piece)) } } @else { (safe::line(&piece)) }
        }
    }
}

/// A heading of a level.
pub(super) fn heading(level: usize, content: &Markup) -> Markup {
    html! {
        @match level {
            2 => h2 { (content) },
            3 => h3 { (content) },
            4 => h4 { (content) },
            5 => h5 { (content) },
            _ => h6 { (content) },
        }
    }
}

/// The name of a section in this page: phases and packages are named by their sections, whatever their names are made of.
pub(super) fn anchor(id: &str) -> String {
    let letter = |letter: char| match letter.is_ascii_alphanumeric() {
        true => letter,
        false => '-',
    };
    format!("s-{}", id.chars().map(letter).collect::<String>())
}

/// A section with those below it. Findings of packages are left out: they stand in a list of their own.
pub(super) fn section(section: &Section, level: usize, words: Words) -> Markup {
    if section.is_empty() {
        return Markup::default();
    }
    let is_package = section.id.starts_with("package-");
    let of_rules = |entry: &&Entry| is_package && entry.code.is_some();
    let found = section.entries.iter().filter(of_rules);
    let places: usize = found.map(|entry| entry.entries.len()).sum();
    let entries: Vec<&Entry> = section
        .entries
        .iter()
        .filter(|entry| !of_rules(entry))
        .collect();
    let name = section.id.strip_prefix("package-").unwrap_or_default();
    let body = html! {
        @for text in &section.text { p { (prose(text)) } }
        @if let Some(of) = &section.table { (table(of)) }
        @if places > 0 {
            p {
                a .found href="#findings" data-package=(name) {
                    (words.count(places, "report-one-finding", "report-many-findings"))
                }
            }
        }
        @if !entries.is_empty() { (list(&entries, words)) }
        @for below in &section.sections { (self::section(below, level + 1, words)) }
    };
    html! {
        @if section.folded {
            details { summary { (prose(&section.title)) } (body) }
        } @else if section.id.is_empty() {
            div { (heading(level, &prose(&section.title))) (body) }
        } @else {
            section #(anchor(&section.id)) { (heading(level, &prose(&section.title))) (body) }
        }
    }
}

/// A table; on a phone each row becomes a card whose cells say what they are.
pub(super) fn table(table: &Table) -> Markup {
    html! {
        table .cards {
            thead { tr { @for cell in &table.head { th scope="col" { (prose(cell)) } } } }
            tbody {
                @for row in &table.rows {
                    tr { @for (cell, head) in row.iter().zip(&table.head) {
                        td data-label=(safe::line(head)) { (prose(cell)) }
                    } }
                }
            }
        }
    }
}

fn list(entries: &[&Entry], words: Words) -> Markup {
    html! { ul .entries { @for one in entries { (entry(one, words)) } } }
}

fn entry(entry: &Entry, words: Words) -> Markup {
    let mark = match entry.done {
        Box::None => None,
        Box::Open => Some(("open", "report-open")),
        Box::Done => Some(("done", "report-done")),
    };
    let below: Vec<&Entry> = entry.entries.iter().collect();
    html! {
        li .(mark.map_or("plain", |(class, _)| class)) {
            @if let Some((_, key)) = mark { span .said { (words.say(key)) " " } }
            @if let Some(code) = &entry.code { span .rule { (safe::line(code)) } " " }
            (prose(&entry.text))
            @for note in &entry.notes { p { (prose(note)) } }
            @if !entry.commands.is_empty() {
                pre .sh { code { @for line in &entry.commands { (safe::line(line)) "\n" } } }
            }
            @if below.len() > FEW {
                details { summary { (words.fill("report-entries", &[("number", &below.len().to_string())])) } (list(&below, words)) }
            } @else if !below.is_empty() { (list(&below, words)) }
        }
    }
}
