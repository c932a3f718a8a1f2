//! Changes after which a text means anything, or nothing.

use crate::chance::Chance;
use crate::code::tokens;

/// Heads of blocks that lines are put below.
const HEADS: [&str; 9] = [
    "if x:",
    "try:",
    "with a as b, c:",
    "for i in range(3):",
    "while True:",
    "def f(self, *args, **kwargs):",
    "async def g(openai=None):",
    "class C(Base):",
    "match x:\n    case [a, *b]:\n     pass\nif y:",
];

/// One of them, by chance, with its name; `other` is the text of another file.
pub fn change(text: &str, other: &str, chance: &mut Chance) -> Option<(&'static str, String)> {
    let (kind, changed) = match chance.below(15) {
        0 => ("lines cut", without_lines(text, chance)),
        1 => ("bytes cut", without_bytes(text, chance)),
        2 => ("cut off", text[..boundary(text, chance)].to_owned()),
        3 => ("lines swapped", swapped(text, chance)),
        4 => ("lines doubled", doubled(text, chance)),
        5 | 6 => ("spliced", spliced(text, other, chance)),
        7 => ("joined", joined(text, other, chance)),
        8 => ("token for token", token_for_token(text, text, chance)?),
        9 => ("token of another", token_for_token(text, other, chance)?),
        10 => ("token left out", token_left_out(text, chance)?),
        11 => ("block", in_a_block(text, chance)),
        12 => ("line ends", line_ends(text, chance)),
        13 => ("indentation", indentation(text, chance)),
        _ => ("one line", one_line(text, chance)),
    };
    (changed != text).then_some((kind, changed))
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// A few lines that stand one below the other: the first and the one behind the last.
fn run(lines: &[&str], most: usize, chance: &mut Chance) -> (usize, usize) {
    let start = chance.below(lines.len());
    let end = start + 1 + chance.below(most);
    (start.min(lines.len()), end.min(lines.len()))
}

fn boundary(text: &str, chance: &mut Chance) -> usize {
    let mut at = chance.below(text.len() + 1);
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn without_lines(text: &str, chance: &mut Chance) -> String {
    let mut lines = lines(text);
    let (start, end) = run(&lines, 12, chance);
    lines.drain(start..end);
    lines.concat()
}

fn without_bytes(text: &str, chance: &mut Chance) -> String {
    let start = boundary(text, chance);
    let mut end = (start + 1 + chance.below(40)).min(text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    format!("{}{}", &text[..start], &text[end..])
}

fn swapped(text: &str, chance: &mut Chance) -> String {
    let mut lines = lines(text);
    if lines.len() > 1 {
        let at = chance.below(lines.len() - 1);
        let other = match chance.one_in(2) {
            true => at + 1,
            false => chance.below(lines.len()),
        };
        lines.swap(at, other);
    }
    lines.concat()
}

fn doubled(text: &str, chance: &mut Chance) -> String {
    let mut lines = lines(text);
    let (start, end) = run(&lines, 15, chance);
    let copy = lines[start..end].to_vec();
    let at = match chance.one_in(2) {
        true => end,
        false => chance.below(lines.len() + 1),
    };
    lines.splice(at..at, copy);
    lines.concat()
}

/// Lines of another file, indented as what stands where they are put.
fn spliced(text: &str, other: &str, chance: &mut Chance) -> String {
    let (mut lines, others) = (lines(text), lines(other));
    let (start, end) = run(&others, 20, chance);
    let at = chance.below(lines.len() + 1);
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let here = lines.get(at).map_or(0, |line| indent(line));
    let there = others.get(start).map_or(0, |line| indent(line));
    let put: Vec<String> = others[start..end]
        .iter()
        .map(|line| {
            let own = indent(line);
            let width = (own + here).saturating_sub(there);
            format!("{}{}", " ".repeat(width), &line[own..])
        })
        .collect();
    lines.splice(at..at, put.iter().map(String::as_str));
    lines.concat()
}

fn joined(text: &str, other: &str, chance: &mut Chance) -> String {
    let (lines, others) = (lines(text), lines(other));
    let (first, second) = (
        chance.below(lines.len() + 1),
        chance.below(others.len() + 1),
    );
    lines[..first].concat() + &others[second..].concat()
}

fn token_for_token(text: &str, other: &str, chance: &mut Chance) -> Option<String> {
    let (here, there) = (tokens(text), tokens(other));
    let old = *chance.of(&here)?;
    let alike: Vec<_> = there.iter().filter(|one| one.kind == old.kind).collect();
    let new = match chance.one_in(4) {
        true => chance.of(&there)?,
        false => chance.of(&alike)?,
    };
    Some(format!(
        "{}{}{}",
        &text[..old.start],
        new.text,
        &text[old.end..]
    ))
}

fn token_left_out(text: &str, chance: &mut Chance) -> Option<String> {
    let here = tokens(text);
    let old = chance.of(&here)?;
    Some(format!("{}{}", &text[..old.start], &text[old.end..]))
}

/// Lines below the head of a block.
fn in_a_block(text: &str, chance: &mut Chance) -> String {
    let lines = lines(text);
    let (start, end) = run(&lines, 30, chance);
    let head = chance.of(&HEADS).copied().unwrap_or_default();
    let first = lines.get(start).copied().unwrap_or_default();
    let indent = &first[..first.len() - first.trim_start_matches([' ', '\t']).len()];
    let mut out = lines[..start].concat();
    out += &format!("{indent}{}\n", head.replace('\n', &format!("\n{indent}")));
    for line in &lines[start..end] {
        out += &format!("    {line}");
    }
    if head == "try:" {
        out += &format!(
            "{indent}except (openai.error.RateLimitError, OSError) as e:\n{indent}    raise\n"
        );
    }
    out + &lines[end..].concat()
}

fn line_ends(text: &str, chance: &mut Chance) -> String {
    match chance.below(4) {
        0 => text.replace('\n', "\r\n"),
        1 => text.replace('\n', "\r"),
        2 => text.trim_end().to_owned(),
        _ => format!(
            "\u{feff}{}",
            text.replacen('\n', "\r\n", 1 + chance.below(50))
        ),
    }
}

fn indentation(text: &str, chance: &mut Chance) -> String {
    match chance.below(3) {
        0 => text.replace("    ", "\t"),
        1 => text.replace("    ", " "),
        _ => {
            let lines = lines(text);
            let (start, end) = run(&lines, 10, chance);
            let inner = lines[start..end].iter();
            let inner: String = inner.map(|line| format!("    {line}")).collect();
            lines[..start].concat() + &inner + &lines[end..].concat()
        }
    }
}

/// Two statements on one line, or one behind a backslash.
fn one_line(text: &str, chance: &mut Chance) -> String {
    let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    let Some(at) = chance.of(&ends).copied() else {
        return text.to_owned();
    };
    let rest = text[at + 1..].trim_start_matches([' ', '\t']);
    let between = match chance.below(3) {
        0 => "; ",
        1 => " \\\n",
        _ => "  # exuvia: ignore\n",
    };
    match between {
        "; " => format!("{}{between}{rest}", &text[..at]),
        _ => format!("{}{between}{}", &text[..at], &text[at + 1..]),
    }
}
