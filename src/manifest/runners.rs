//! What runners of tools install beside the tool that they run.

use super::commands::is_leader;
use super::requirements::parse_body;
use super::shell::Word;

/// Options of runners of tools that take a value.
const RUN_WITH_VALUE: [&str; 18] = [
    "-p",
    "--python",
    "-i",
    "--index",
    "--index-url",
    "--default-index",
    "--extra-index-url",
    "--env-file",
    "--extra",
    "--group",
    "--only-group",
    "--no-group",
    "--package",
    "--project",
    "--directory",
    "--with-editable",
    "--with-requirements",
    "--pip-args",
];

/// What runners of tools install beside the tool: `uvx --with a==1 tool`, `uv run --with a==1 x.py`, `pipx run --spec a==1 a`.
pub(super) fn beside_tool(command: &[Word]) -> Vec<Word> {
    let Some(at) = command
        .iter()
        .position(|word| !is_leader(word) || word.text == "uv")
    else {
        return Vec::new();
    };
    let texts: Vec<&str> = command[at..]
        .iter()
        .map(|word| word.text.as_str())
        .collect();
    let (verbs, asked): (usize, &[&str]) = match texts[..] {
        ["uvx", ..] => (1, &["--with", "--from"]),
        ["uv", "tool", "run", ..] => (3, &["--with", "--from"]),
        ["uv", "run", ..] => (2, &["--with"]),
        ["pipx", "run", ..] => (2, &["--spec"]),
        _ => return Vec::new(),
    };
    let mut words = command[at + verbs..].iter();
    let mut out = Vec::new();
    // What stands behind the tool's own name is the tool's.
    while let Some(word) = words.next().filter(|word| word.text.starts_with('-')) {
        let (option, value) = word.text.split_once('=').unwrap_or((&word.text, ""));
        match (asked.contains(&option), value.is_empty()) {
            (true, true) => out.extend(words.next().cloned()),
            (true, false) => {
                let start = word.inner.start + option.len() + 1;
                let inner = match word.is_plain {
                    true => start..word.inner.end,
                    false => word.inner.clone(),
                };
                out.push(Word {
                    text: value.to_owned(),
                    inner,
                    is_plain: word.is_plain,
                });
            }
            (false, true) if RUN_WITH_VALUE.contains(&option) => {
                words.next();
            }
            (false, _) => {}
        }
    }
    // Several with commas between stand in one word.
    out.retain(|word| parse_body(&word.text).is_ok());
    out
}
