//! Files of sections and options, as Python's `configparser` reads them, with the places of values.

use std::ops::Range;

/// One option of a section.
#[derive(Debug)]
pub(super) struct IniOption {
    /// Its section, without brackets.
    pub(super) section: String,
    /// Its name, as it is written.
    pub(super) name: String,
    /// The lines of its value that hold something, without outer white space; comments of whole lines are left out.
    pub(super) lines: Vec<Range<usize>>,
    /// Whether the value stands behind the name on one line.
    pub(super) is_single: bool,
}

/// The options of a file, in their order.
pub(super) fn options(source: &str) -> Vec<IniOption> {
    let mut found: Vec<IniOption> = Vec::new();
    let (mut section, mut indent, mut is_open) = (String::new(), 0, false);
    for line in lines(source) {
        let text = &source[line.clone()];
        let trimmed = text.trim_start();
        if trimmed.trim_end().is_empty() || trimmed.starts_with(['#', ';']) {
            continue;
        }
        let depth = text.len() - trimmed.len();
        if is_open && depth > indent {
            if let Some(option) = found.last_mut() {
                option.lines.push(trimmed_range(source, line));
                option.is_single = false;
            }
            continue;
        }
        indent = depth;
        is_open = false;
        if let Some(name) = trimmed
            .strip_prefix('[')
            .and_then(|rest| rest.split(']').next())
        {
            section = name.trim().to_owned();
        } else if let Some(at) = trimmed.find(['=', ':']) {
            let value = line.start + depth + at + 1..line.end;
            let value = trimmed_range(source, value);
            found.push(IniOption {
                section: section.clone(),
                name: trimmed[..at].trim().to_owned(),
                is_single: !value.is_empty(),
                lines: Some(value)
                    .filter(|value| !value.is_empty())
                    .into_iter()
                    .collect(),
            });
            is_open = true;
        }
    }
    found
}

/// The lines of a text, without their ends.
pub(super) fn lines(source: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mark = if source.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let mut at = mark;
    source[mark..].split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        start..start + line.trim_end_matches(['\n', '\r']).len()
    })
}

/// A stretch without outer white space.
pub(super) fn trimmed_range(source: &str, range: Range<usize>) -> Range<usize> {
    let text = &source[range.clone()];
    let start = range.start + text.len() - text.trim_start().len();
    start..(start + text.trim().len()).max(start)
}
