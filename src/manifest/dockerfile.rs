//! What the commands of a Dockerfile install, of the image or where a container begins.

use std::ops::Range;
use std::path::Path;

use super::builder::{Belongs, Builder};
use super::commands::read_commands;
use super::ini::lines;
use super::{Kind, Manifest};

/// Reads the instructions of a Dockerfile that run something.
pub fn parse_dockerfile(path: &Path, source: &str) -> Manifest {
    let mut builder = Builder::new(path, source);
    read_instructions(&mut builder, 0..source.len());
    builder.finish()
}

/// Reads the instructions in a stretch of a file.
pub(super) fn read_instructions(builder: &mut Builder<'_>, range: Range<usize>) {
    if let Some((text, commands)) = runs(builder.source, range) {
        read_commands(builder, &text, &commands, &Belongs::to(Kind::Install));
    }
}

/// What shells run in a stretch of a file: its text with what is no word of theirs blanked, and the places.
pub(super) fn runs(source: &str, range: Range<usize>) -> Option<(String, Vec<Range<usize>>)> {
    let mut text = source.as_bytes().to_vec();
    let mut commands = Vec::new();
    let all: Vec<Range<usize>> = lines(&source[range.clone()])
        .map(|line| range.start + line.start..range.start + line.end)
        .collect();
    let mut at = 0;
    while let Some(first) = all.get(at).cloned() {
        at += 1;
        let Some(start) = behind_run(&source[first.clone()]).map(|from| first.start + from) else {
            continue;
        };
        let mut end = first.end;
        // Docker takes comments and empty lines out of what backslashes join.
        while source[start..end].trim_end().ends_with('\\') {
            let Some(next) = all.get(at).cloned() else {
                break;
            };
            at += 1;
            let words = source[next.clone()].trim_start();
            if words.is_empty() || words.starts_with('#') {
                let stop = all.get(at).map_or(next.end, |after| after.start);
                text[next.start..stop].fill(b' ');
                if at == all.len() {
                    break;
                }
            } else {
                end = next.end;
            }
        }
        let start = behind_flags(source, start..end);
        if let Some(word) = heredoc(&source[start..end]) {
            let begin = end;
            while let Some(line) = all
                .get(at)
                .filter(|line| source[(*line).clone()].trim() != word)
            {
                end = line.end;
                at += 1;
            }
            at += 1;
            commands.push(begin..end.max(begin));
            continue;
        }
        if source[start..end].starts_with('[') {
            as_words(&mut text[start..end]);
        }
        commands.push(start..end);
    }
    Some((String::from_utf8(text).ok()?, commands))
}

/// Instructions that a shell runs, or that run words.
const RUNNERS: [&str; 3] = ["run", "cmd", "entrypoint"];

/// Where the command of an instruction begins in a line.
fn behind_run(line: &str) -> Option<usize> {
    let behind = |text: &'_ str, word: &str| -> Option<usize> {
        let begins = text.get(..word.len())?.eq_ignore_ascii_case(word);
        let rest = &text[word.len()..];
        let is_it = begins && rest.starts_with([' ', '\t']);
        is_it.then(|| text.len() - rest.trim_start().len())
    };
    let mut rest = line.trim_start();
    rest = &rest[behind(rest, "onbuild").unwrap_or(0)..];
    let at = RUNNERS.iter().find_map(|word| behind(rest, word))?;
    Some(line.len() - rest.len() + at)
}

/// Where the command begins behind `--mount=…` and its like.
fn behind_flags(source: &str, range: Range<usize>) -> usize {
    let mut rest = &source[range.clone()];
    loop {
        rest = rest.trim_start_matches([' ', '\t', '\\', '\n', '\r']);
        if !rest.starts_with("--") {
            return range.end - rest.len();
        }
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        rest = &rest[end..];
    }
}

/// The word that ends the lines below which are the command.
fn heredoc(command: &str) -> Option<&str> {
    let word = command.strip_prefix("<<")?.trim_start_matches('-');
    let word = word.split_whitespace().next()?;
    Some(word.trim_matches(['"', '\'']))
}

/// Turns a list of words (`["pip", "install"]`) into words of a shell; what stands in quotes stays.
fn as_words(list: &mut [u8]) {
    let mut is_quoted = false;
    for byte in list {
        match *byte {
            b'"' => is_quoted = !is_quoted,
            b'[' | b']' | b',' if !is_quoted => *byte = b' ',
            _ => {}
        }
    }
}
