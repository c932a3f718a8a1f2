//! Lines of a notebook that are no Python: magics, shell commands, questions for help. They are
//! replaced by something harmless of the same length, so that offsets hold.

/// Cell magics whose cell is Python nevertheless.
const PYTHON_CELLS: &[&str] = &["time", "timeit", "capture", "prun", "memit"];
/// Line magics that run the statement behind them.
const PYTHON_LINES: &[&str] = &["time", "timeit", "prun", "memit"];
/// How a statement begins that cannot stand behind `if 1:`.
const COMPOUND: &[&str] = &[
    "async", "class", "def", "for", "if", "match", "try", "while", "with",
];

/// The code of a cell: its source with all that is no Python replaced. What leaves a bracket or a string open
/// is no code at all, since it would take the next cells with it.
pub(super) fn code_of(source: &str) -> String {
    let (text, is_open) = without_magics(source);
    if !is_open {
        return text;
    }
    let mut blanks = String::with_capacity(source.len());
    for line in source.split_inclusive('\n') {
        blank(line, &mut blanks);
    }
    blanks
}

/// The source of a cell with all that is no Python replaced, and whether it leaves something open.
pub(super) fn without_magics(source: &str) -> (String, bool) {
    let mut text = String::with_capacity(source.len());
    let mut lines = source.split_inclusive('\n');
    let first = source.trim_start();
    if let Some(magic) = first.strip_prefix("%%") {
        let word = magic.split(|c: char| !c.is_alphanumeric()).next();
        if !word.is_some_and(|word| PYTHON_CELLS.contains(&word)) {
            lines.for_each(|line| blank(line, &mut text));
            return (text, false);
        }
        for line in lines.by_ref() {
            blank(line, &mut text);
            if !line.trim().is_empty() {
                break;
            }
        }
    }
    let mut state = State::default();
    let mut command_goes_on = false;
    for line in lines {
        if command_goes_on {
            blank(line, &mut text);
            command_goes_on = line.trim_end().ends_with('\\');
        } else if let Some(replaced) = state.at_statement().then(|| replacement(line)).flatten() {
            command_goes_on = line.trim_end().ends_with('\\');
            text.push_str(&replaced);
            state.line(&replaced);
        } else {
            text.push_str(line);
            state.line(line);
        }
    }
    (text, !state.at_statement())
}

/// Adds as many blanks as the line has bytes; its end is kept.
fn blank(line: &str, text: &mut String) {
    let end = line.trim_end_matches(['\r', '\n']).len();
    text.extend(std::iter::repeat_n(' ', end));
    text.push_str(&line[end..]);
}

/// What stands for a line that begins a statement, if it is no Python.
fn replacement(line: &str) -> Option<String> {
    let body = line.trim_start_matches([' ', '\t']);
    let indent = &line[..line.len() - body.len()];
    if body.starts_with(['!', '%', '?']) {
        let kept = timed(body).unwrap_or_else(|| nothing(body));
        return Some(format!("{indent}{kept}"));
    }
    if asks_for_help(body.trim_end()) {
        return Some(format!("{indent}{}", nothing(body)));
    }
    let at = assigned_magic(body)?;
    let (target, magic) = body.split_at(at);
    let kept = timed_value(magic).unwrap_or_else(|| nothing(magic));
    Some(format!("{indent}{target}{kept}"))
}

/// A statement that does nothing, as long as the line.
fn nothing(body: &str) -> String {
    let mut text = String::with_capacity(body.len());
    blank(body, &mut text);
    text.replace_range(..1, "0");
    text
}

/// Splits `%time -n 1 statement` before the statement.
fn timed_parts(body: &str) -> Option<(usize, &str)> {
    let magic = body.strip_prefix('%')?;
    let word = magic.split(|c: char| !c.is_alphanumeric()).next()?;
    if !PYTHON_LINES.contains(&word) {
        return None;
    }
    let mut rest = magic[word.len()..].strip_prefix([' ', '\t'])?.trim_start();
    while let Some(option) = rest.strip_prefix('-') {
        let letters = option.split_whitespace().next()?;
        rest = option[letters.len()..].trim_start();
        let takes_a_number = matches!(letters, "n" | "r" | "p" | "l" | "s" | "t" | "i");
        if takes_a_number && !rest.starts_with('-') {
            let number = rest.split_whitespace().next()?;
            rest = rest[number.len()..].trim_start();
        }
    }
    (!rest.is_empty()).then_some((body.len() - rest.len(), rest))
}

/// `%time statement` becomes `if 1: statement`, which is as long.
fn timed(body: &str) -> Option<String> {
    let (start, rest) = timed_parts(body)?;
    let word = rest
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .next()?;
    if COMPOUND.contains(&word) || rest.starts_with('@') {
        return None;
    }
    Some(format!("{:<start$}{rest}", "if 1:"))
}

fn timed_value(magic: &str) -> Option<String> {
    let (start, rest) = timed_parts(magic)?;
    Some(format!("{:start$}{rest}", ""))
}

/// `name?`, `module.name??`
fn asks_for_help(body: &str) -> bool {
    let name = body.trim_end_matches(';').trim_end_matches('?');
    name.len() < body.trim_end_matches(';').len()
        && !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '*' | '[' | ']'))
}

/// Where the magic of `name = !command` or `a, b = %magic` begins.
fn assigned_magic(body: &str) -> Option<usize> {
    let equals = body.find('=')?;
    let target = &body[..equals];
    let plain = !target.trim().is_empty()
        && target
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | ',' | ' ' | '\t' | '[' | ']'));
    let behind = &body[equals + 1..];
    let value = behind.trim_start_matches([' ', '\t']);
    (plain && value.starts_with(['!', '%'])).then(|| body.len() - value.len())
}

/// Where the text stands after some lines: only a line that begins a statement can be a magic.
#[derive(Debug, Default)]
struct State {
    depth: u32,
    /// The quotes that end the string that is open.
    string: Option<&'static str>,
    continued: bool,
}

impl State {
    const fn at_statement(&self) -> bool {
        self.depth == 0 && self.string.is_none() && !self.continued
    }

    /// Goes on behind a line.
    fn line(&mut self, line: &str) {
        let mut rest = line.trim_end_matches(['\r', '\n']);
        self.continued = false;
        while let Some(first) = rest.chars().next() {
            if let Some(quotes) = self.string {
                if first == '\\' {
                    let escaped = rest[1..].chars().next().map_or(0, char::len_utf8);
                    self.continued = escaped == 0;
                    rest = &rest[1 + escaped..];
                } else if let Some(behind) = rest.strip_prefix(quotes) {
                    self.string = None;
                    rest = behind;
                } else {
                    rest = &rest[first.len_utf8()..];
                }
                continue;
            }
            match first {
                '#' => return,
                '(' | '[' | '{' => self.depth += 1,
                ')' | ']' | '}' => self.depth = self.depth.saturating_sub(1),
                '\\' if rest.len() == 1 => self.continued = true,
                '"' | '\'' => {
                    let quotes = opening(rest);
                    self.string = Some(quotes);
                    rest = &rest[quotes.len()..];
                    continue;
                }
                _ => {}
            }
            rest = &rest[first.len_utf8()..];
        }
        // A string of one line ends with it, unless its end is escaped.
        if self.string.is_some_and(|quotes| quotes.len() == 1) && !self.continued {
            self.string = None;
        }
    }
}

fn opening(rest: &str) -> &'static str {
    ["\"\"\"", "'''", "\"", "'"]
        .into_iter()
        .find(|quotes| rest.starts_with(quotes))
        .unwrap_or("'")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_python_is_replaced_by_as_many_bytes() {
        for (source, expected) in [
            ("!pip install ä\nx", "0              \nx"),
            ("%matplotlib inline\r\nx", "0                 \r\nx"),
            ("if a:\n    !ls\n", "if a:\n    0  \n"),
            ("?x\nx.y??\n", "0 \n0    \n"),
            ("a = !ls -l\n", "a = 0     \n"),
            ("a = %time f(x)\n", "a =       f(x)\n"),
            ("%time x = f()\n", "if 1: x = f()\n"),
            ("%timeit -n 10 f()\n", "if 1:         f()\n"),
            ("%time\nx", "0    \nx"),
            ("%time for a in b: c\n", "0                  \n"),
            ("%%time\nx = 1\n", "      \nx = 1\n"),
            ("\n%%bash\nls\n", "\n      \n  \n"),
            ("!a \\\n b \\\n c\nd\n", "0   \n    \n  \nd\n"),
        ] {
            let replaced = without_magics(source).0;
            assert_eq!(replaced, expected, "{source:?}");
            assert_eq!(replaced.len(), source.len());
        }
    }

    #[test]
    fn python_is_left_alone() {
        for source in [
            "x = (a\n  % b)\n",
            "x = a \\\n  % b\n",
            "\"\"\"\n!ls\n%x\n\"\"\"\n",
            "'''a\\'''\n%x\n'''\n",
            "x = '?' # a?\ny = 'a' % b\n",
            "a != b\nif a == '!': b\n",
            "f('(')\nx = a % b\n",
            "s = 'a\\\n%b'\n",
        ] {
            assert_eq!(code_of(source), source);
        }
    }
}
