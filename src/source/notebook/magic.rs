//! Lines of a notebook that are no Python: magics, shell commands, questions for help. They are
//! replaced by something harmless of the same length, so that offsets hold.

use std::ops::Range;

/// Cell magics whose cell is Python nevertheless.
const PYTHON_CELLS: &[&str] = &["time", "timeit", "capture", "prun", "memit"];
/// Line magics that run the statement behind them.
const PYTHON_LINES: &[&str] = &["time", "timeit", "prun", "memit"];
/// How a statement begins that cannot stand behind `if 1:`.
const COMPOUND: &[&str] = &[
    "async", "class", "def", "for", "if", "match", "try", "while", "with",
];

/// Cell magics whose cell a shell runs.
const SHELL_CELLS: &[&str] = &["bash", "sh", "shell", "sx", "system"];
/// Line magics of which a shell runs what stands behind their name.
const SHELL_LINES: &[&str] = &["sx", "system"];
/// Line magics that a shell runs with their name.
const COMMAND_LINES: &[&str] = &["pip", "uv"];
/// Magics that are known without their `%` where they are all that a cell says.
const BARE: &[&str] = &[
    "pip",
    "conda",
    "mamba",
    "uv",
    "cd",
    "ls",
    "ll",
    "cat",
    "cp",
    "mv",
    "rm",
    "mkdir",
    "rmdir",
    "run",
    "load_ext",
    "reload_ext",
    "matplotlib",
    "env",
    "who",
    "whos",
];

/// A cell as Python sees it.
#[derive(Debug, Default)]
pub(super) struct Masked {
    /// Its source with all that is no Python replaced.
    pub(super) text: String,
    /// Whether it leaves a bracket or a string open.
    pub(super) is_open: bool,
    /// The stretches that a shell runs.
    pub(super) commands: Vec<Range<usize>>,
    /// What is looked up in Python where a magic or a command has it.
    pub(super) looked_up: Vec<String>,
}

/// The code of a cell: its source with all that is no Python replaced. What leaves a bracket or a string open
/// is no code at all, since it would take the next cells with it.
pub(super) fn code_of(source: &str) -> String {
    let masked = without_magics(source);
    if !masked.is_open {
        return masked.text;
    }
    let mut blanks = String::with_capacity(source.len());
    for line in source.split_inclusive('\n') {
        blank(line, &mut blanks);
    }
    blanks
}

/// The source of a cell with all that is no Python replaced.
pub(super) fn without_magics(source: &str) -> Masked {
    let mut out = Masked::default();
    let mut lines = source.split_inclusive('\n');
    let first = source.trim_start();
    if let Some(magic) = first.strip_prefix("%%") {
        let word = word_of(magic);
        let options = magic.lines().next().unwrap_or_default();
        out.looked_up.push(options[word.len()..].to_owned());
        if !PYTHON_CELLS.contains(&word) {
            if is_shell(magic) {
                let begin = source.len() - magic.len();
                let line = magic.find('\n').map_or(source.len(), |end| begin + end);
                out.commands.push(line..source.len());
            }
            lines.for_each(|line| blank(line, &mut out.text));
            return out;
        }
        for line in lines.by_ref() {
            blank(line, &mut out.text);
            if !line.trim().is_empty() {
                break;
            }
        }
    }
    let is_bare = is_bare(first);
    let mut state = State::default();
    let mut command_goes_on = false;
    for line in lines {
        let at = out.text.len();
        if command_goes_on {
            blank(line, &mut out.text);
            out.looked_up.push(filled_in(line));
            if let Some(command) = out.commands.last_mut().filter(|last| last.end == at) {
                command.end = out.text.len();
            }
            command_goes_on = line.trim_end().ends_with('\\');
        } else if let Some(replaced) = state
            .at_statement()
            .then(|| replacement(line, is_bare))
            .flatten()
        {
            let command = command_of(line, is_bare).map(|start| at + start..at + line.len());
            out.looked_up.push(match command {
                Some(_) => filled_in(line),
                None => line.to_owned(),
            });
            out.commands.extend(command);
            command_goes_on = line.trim_end().ends_with('\\');
            out.text.push_str(&replaced);
            state.line(&replaced);
        } else {
            out.text.push_str(line);
            state.line(line);
        }
    }
    out.is_open = !state.at_statement();
    out
}

/// What a notebook fills in before a shell runs a line: `{expression}`, `$name`.
fn filled_in(line: &str) -> String {
    let mut out = String::new();
    for (at, first) in line.match_indices(['{', '$']) {
        let rest = &line[at + 1..];
        let end = match first {
            "{" => rest.find('}').unwrap_or(rest.len()),
            _ => word_of(rest).len(),
        };
        out.push_str(&rest[..end]);
        out.push(' ');
    }
    out
}

/// The word that a text begins with.
fn word_of(text: &str) -> &str {
    let end = text.find(|one: char| !one.is_alphanumeric() && one != '_');
    &text[..end.unwrap_or(text.len())]
}

/// Whether a cell magic hands its cell to a shell.
fn is_shell(magic: &str) -> bool {
    let line = magic.lines().next().unwrap_or_default();
    let word = word_of(line);
    let program = line[word.len()..].split_whitespace().next();
    SHELL_CELLS.contains(&word)
        || line.starts_with('!')
        || word == "script" && program.is_some_and(|program| SHELL_CELLS.contains(&program))
}

/// Whether all that a cell says is a magic without its `%`. No Python has two words there.
fn is_bare(source: &str) -> bool {
    let line = source.trim_end();
    let word = word_of(line);
    let rest = &line[word.len()..];
    let argument = rest.trim_start();
    !line.contains('\n')
        && BARE.contains(&word)
        && rest.starts_with([' ', '\t'])
        && argument.starts_with(|one: char| one.is_alphanumeric() || matches!(one, '/' | '~' | '.'))
        && !["in ", "is ", "and ", "or ", "if ", "not "]
            .iter()
            .any(|operator| argument.starts_with(operator))
}

/// Where the command of a line begins that a shell runs.
fn command_of(line: &str, is_bare: bool) -> Option<usize> {
    let body = line.trim_start();
    let magic = match assigned_magic(body) {
        Some(at) if !body.starts_with(['!', '%']) => &body[at..],
        _ => body,
    };
    let start = line.len() - magic.len();
    if magic.starts_with('!') {
        return Some(start + magic.len() - magic.trim_start_matches('!').len());
    }
    let named = magic.strip_prefix('%').unwrap_or(magic);
    let word = word_of(named);
    let begin = line.len() - named.len();
    if SHELL_LINES.contains(&word) && magic.starts_with('%') {
        return Some(begin + word.len());
    }
    let runs = COMMAND_LINES.contains(&word) && (is_bare || magic.starts_with('%'));
    runs.then_some(begin)
}

/// Adds as many blanks as the line has bytes; its end is kept.
fn blank(line: &str, text: &mut String) {
    let end = line.trim_end_matches(['\r', '\n']).len();
    text.extend(std::iter::repeat_n(' ', end));
    text.push_str(&line[end..]);
}

/// What stands for a line that begins a statement, if it is no Python.
fn replacement(line: &str, is_bare: bool) -> Option<String> {
    let body = line.trim_start_matches([' ', '\t']);
    let indent = &line[..line.len() - body.len()];
    if is_bare && !body.trim().is_empty() {
        return Some(format!("{indent}{}", nothing(body)));
    }
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
            ("pip install a\n", "0            \n"),
            ("cd ..", "0    "),
            ("!a \\\n b \\\n c\nd\n", "0   \n    \n  \nd\n"),
        ] {
            let replaced = without_magics(source).text;
            assert_eq!(replaced, expected, "{source:?}");
            assert_eq!(replaced.len(), source.len());
        }
    }

    #[test]
    fn commands_are_what_a_shell_runs() {
        for (source, expected) in [
            ("!pip a\nx", &["pip a\n"][..]),
            ("%pip a \\\n  b\nx", &["pip a \\\n  b\n"]),
            ("if a:\n    !!b\nx = !c\ny = %sx d", &["b\n", "c\n", " d"]),
            ("%%bash -e\na\nb", &["\na\nb"]),
            ("%%script bash\na", &["\na"]),
            ("%%capture\n%pip a", &["pip a"]),
            ("pip install a", &["pip install a"]),
            ("%time pip\n%conda a\n%%!\nb", &[]),
            ("%%python\n!a", &[]),
            ("x = (\n!a)", &[]),
        ] {
            let commands = without_magics(source).commands;
            let found: Vec<&str> = commands.into_iter().map(|at| &source[at]).collect();
            assert_eq!(found, expected, "{source:?}");
        }
    }

    #[test]
    fn names_are_looked_up_where_magics_and_commands_have_them() {
        for (source, expected) in [
            ("a?\nb", &["a?\n"][..]),
            ("!a {b} $c d", &["b c "]),
            ("%timeit a()", &["%timeit a()"]),
            ("%%bash --out a\nb", &[" --out a"]),
            ("x = !a \\\n {b}", &["", "b "]),
        ] {
            assert_eq!(without_magics(source).looked_up, expected, "{source:?}");
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
            "pip\n",
            "pip == a",
            "ls - a",
            "ls in a",
            "pip(a)",
        ] {
            assert_eq!(code_of(source), source);
        }
    }
}
