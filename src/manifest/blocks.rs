//! The commands that files run, by the place that they stand in: scripts, makefiles, images, compose and CI files, the
//! blocks of a runbook.

use std::ops::Range;
use std::path::Path;

use super::builder::{Belongs, Builder};
use super::commands::read_commands;
use super::dockerfile::runs;
use super::ini::lines;
use super::pipelines::commands_by_job;
use super::shell::{Simple, Word, simple_commands};
use super::{Format, Kind, Manifest};

/// Commands that stand together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What the place is called: the target, the function, the job and the step, the headings.
    pub around: Vec<String>,
    /// What tells it from other places of the file: a job has several blocks.
    pub place: usize,
    /// In their order.
    pub commands: Vec<Simple>,
}

/// Words of the name of a text that says which commands to run.
const RUNBOOKS: [&str; 10] = [
    "migrat",
    "playbook",
    "rollback",
    "roll-back",
    "roll_back",
    "runbook",
    "upgrad",
    "升级",
    "回滚",
    "迁移",
];

/// Languages of the blocks in such a text that a shell runs.
const SHELLS: [&str; 7] = [
    "bash",
    "console",
    "sh",
    "shell",
    "shell-session",
    "shellsession",
    "zsh",
];

/// Whether a file is a text for people that says which commands to run, by its name or that of its folder.
#[must_use]
pub fn is_runbook(path: &Path) -> bool {
    let lower = |name: Option<&std::ffi::OsStr>| {
        let name = name.and_then(std::ffi::OsStr::to_str);
        name.unwrap_or_default().to_lowercase()
    };
    let name = lower(path.file_name());
    let is_text = name.ends_with(".md") || name.ends_with(".markdown");
    let folder = lower(path.parent().and_then(Path::file_name));
    let says = |name: &str| RUNBOOKS.iter().any(|word| name.contains(word));
    is_text && (says(&name) || says(&folder))
}

/// Whether a file holds commands that are run at their times.
#[must_use]
pub fn is_crontab(path: &Path) -> bool {
    let name = path.file_name().and_then(std::ffi::OsStr::to_str);
    let name = name.unwrap_or_default();
    name == "crontab" || name.ends_with(".crontab") || name.ends_with(".cron")
}

/// Shells that run a text which they are given behind `-c`.
const RUN_TEXTS: [&str; 6] = ["ash", "bash", "dash", "sh", "su", "zsh"];

/// The commands of a file that is no code; none where it is of another kind, or cannot be read as what it is.
#[must_use]
pub fn blocks(path: &Path, text: &str) -> Vec<Block> {
    let name = path.file_name().and_then(std::ffi::OsStr::to_str);
    let name = name.unwrap_or_default().to_ascii_lowercase();
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let stem = name.split('.').next().unwrap_or_default();
    match extension {
        "yml" | "yaml" => of_jobs(text),
        "sh" | "bash" | "zsh" => of_script(text),
        "md" | "markdown" => of_text(text),
        _ if Format::of(path) == Some(Format::Dockerfile) => of_image(text),
        _ if matches!(stem, "makefile" | "justfile") || extension == "mk" => of_makefile(text),
        _ if is_crontab(path) => of_script(text),
        _ => Vec::new(),
    }
}

/// The commands in a stretch of a text, and those in what shells and other machines are given to run there.
#[must_use]
pub fn commands_in(text: &str, range: Range<usize>) -> Vec<Simple> {
    let mut out = Vec::new();
    for command in simple_commands(text, range) {
        let inner = inner(&command).map(|word| word.inner.clone());
        out.push(command);
        // A text in quotes is shorter than the command with its quotes: this ends.
        out.extend(inner.into_iter().flat_map(|inner| commands_in(text, inner)));
    }
    out
}

/// The text of a command that a shell runs: `sh -c "…"`, `ssh host "…"`.
fn inner(command: &Simple) -> Option<&Word> {
    let words = &command.words;
    let name = |word: &Word| word.text.rsplit('/').next().unwrap_or_default().to_owned();
    let shell = words
        .iter()
        .position(|word| RUN_TEXTS.contains(&name(word).as_str()));
    let behind = shell.and_then(|at| {
        let mut options = words[at + 1..].iter();
        options.find(|word| word.text.starts_with('-') && word.text.ends_with('c'))?;
        options.next()
    });
    let far = || {
        words
            .first()
            .filter(|word| name(word) == "ssh")
            .and(words.last())
    };
    let found = behind.or_else(far);
    found.filter(|word| word.text.contains(char::is_whitespace))
}

fn of_image(source: &str) -> Vec<Block> {
    let Some((text, ranges)) = runs(source, 0..source.len()) else {
        return Vec::new();
    };
    let commands = ranges.into_iter();
    let commands = commands.flat_map(|range| commands_in(&text, range));
    vec![Block {
        around: Vec::new(),
        place: 0,
        commands: commands.collect(),
    }]
}

fn of_jobs(source: &str) -> Vec<Block> {
    let (text, jobs) = commands_by_job(source);
    let mut places: Vec<&str> = Vec::new();
    let mut out = Vec::new();
    for (around, range) in &jobs {
        let job = around.first().map_or("", String::as_str);
        let place = places.iter().position(|one| *one == job);
        let place = place.unwrap_or_else(|| {
            places.push(job);
            places.len() - 1
        });
        out.push(Block {
            around: around.clone(),
            place,
            commands: commands_in(&text, range.clone()),
        });
    }
    out
}

/// Reads what a script of a shell installs.
pub fn parse_shell(path: &Path, source: &str) -> Manifest {
    let mut builder = Builder::new(path, source);
    let text = without_documents(source);
    let whole = 0..text.len();
    let belongs = Belongs::to(Kind::Install);
    read_commands(&mut builder, &text, std::slice::from_ref(&whole), &belongs);
    builder.finish()
}

/// A script of a shell: its functions, and what stands outside of them.
fn of_script(source: &str) -> Vec<Block> {
    let text = without_documents(source);
    let mut out = Vec::new();
    let mut begin = 0;
    let mut name = None;
    let mut close = |range: Range<usize>, name: Option<&str>| {
        out.push(Block {
            around: name.map(str::to_owned).into_iter().collect(),
            place: out.len(),
            commands: commands_in(&text, range),
        });
    };
    for line in lines(source) {
        let written = &source[line.clone()];
        if let (None, Some(called)) = (name, function_name(written)) {
            close(begin..line.start, None);
            (begin, name) = (line.end, Some(called));
        } else if name.is_some() && written.trim_end() == "}" {
            close(begin..line.start, name);
            (begin, name) = (line.end, None);
        }
    }
    close(begin..source.len(), name);
    out
}

/// `rollback() {`, `function rollback {`
fn function_name(line: &str) -> Option<&str> {
    let head = line.trim_end().strip_suffix('{')?.trim_end();
    let name = match head.strip_prefix("function ") {
        Some(name) => name.trim_end().trim_end_matches("()"),
        None => head.strip_suffix("()")?,
    };
    let name = name.trim();
    let is_letter = |one: char| one.is_alphanumeric() || matches!(one, '_' | '-' | ':');
    (!name.is_empty() && name.chars().all(is_letter)).then_some(name)
}

/// A script with the lines blanked that commands are given to read (`cat <<EOF`), unless a shell reads them.
fn without_documents(source: &str) -> String {
    let mut text = source.as_bytes().to_vec();
    let mut until: Option<String> = None;
    for line in lines(source) {
        let written = &source[line.clone()];
        if let Some(word) = &until {
            if written.trim() == word {
                until = None;
            }
            text[line].fill(b' ');
            continue;
        }
        let Some((before, behind)) = written.split_once("<<") else {
            continue;
        };
        let is_run = before
            .split_whitespace()
            .any(|word| matches!(word, "sh" | "bash" | "ssh" | "su"));
        let word = behind.trim_start_matches('-').trim_start();
        let word = word
            .split(|one: char| one.is_whitespace() || matches!(one, ';' | '|' | '>' | ')'))
            .next();
        let word = word.unwrap_or_default().trim_matches(['"', '\'', '\\']);
        if !is_run && word.starts_with(|one: char| one.is_ascii_alphabetic() || one == '_') {
            until = Some(word.to_owned());
        }
    }
    String::from_utf8(text).unwrap_or_default()
}

/// The recipes of a makefile, each by its targets.
fn of_makefile(source: &str) -> Vec<Block> {
    let mut text = source.as_bytes().to_vec();
    let mut out: Vec<(Vec<String>, Range<usize>)> = Vec::new();
    for line in lines(source) {
        let written = &source[line.clone()];
        let body = written.trim_start();
        let is_recipe = written.starts_with(['\t', ' ']) && !out.is_empty();
        if is_recipe && !body.is_empty() {
            let start = line.end - body.len();
            let signs = body.len() - body.trim_start_matches(['@', '-', '+']).len();
            text[start..start + signs].fill(b' ');
            braced(&mut text[line.clone()]);
            if let Some(last) = out.last_mut() {
                last.1.end = line.end;
            }
        } else if let Some((targets, _)) = written.split_once(':').filter(|_| !is_recipe) {
            let is_set = written.contains(":=") || targets.contains(['#', '=', '$']);
            let targets = targets.split_whitespace().map(str::to_owned);
            if !is_set {
                out.push((targets.collect(), line.end..line.end));
            }
        }
    }
    let text = String::from_utf8(text).unwrap_or_default();
    places(&text, out)
}

/// Blocks each of which is a place of its own, by what those places are called.
fn places(text: &str, found: Vec<(Vec<String>, Range<usize>)>) -> Vec<Block> {
    let block = |(place, (around, range))| Block {
        around,
        place,
        commands: commands_in(text, range),
    };
    found.into_iter().enumerate().map(block).collect()
}

/// Writes `$(NAME)`, which is a variable there, as a shell would.
fn braced(line: &mut [u8]) {
    let mut at = 0;
    while let Some(start) = line[at..].windows(2).position(|pair| pair == b"$(") {
        let open = at + start + 1;
        let name = line[open + 1..].iter();
        let length = name
            .take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_')
            .count();
        if line.get(open + 1 + length) == Some(&b')') {
            (line[open], line[open + 1 + length]) = (b'{', b'}');
        }
        at = open + 1;
    }
}

/// The blocks of a text in Markdown that a shell runs, each by the headings above it.
fn of_text(source: &str) -> Vec<Block> {
    let mut text = source.as_bytes().to_vec();
    let mut headings: Vec<(usize, String)> = Vec::new();
    let mut found: Vec<(Vec<String>, Range<usize>)> = Vec::new();
    // The fence that is open, and whether what it holds is run.
    let mut fence: Option<(&str, bool)> = None;
    for line in lines(source) {
        let written = source[line.clone()].trim();
        let mark = fence_of(written);
        match (fence, mark) {
            (None, Some(mark)) => {
                let language = written[mark.len()..].trim();
                let language = language.split([' ', ',', '{']).next().unwrap_or_default();
                let is_shell = SHELLS.contains(&language.to_ascii_lowercase().as_str());
                if is_shell {
                    let around = headings.iter().map(|(_, heading)| heading.clone());
                    found.push((around.collect(), line.end..line.end));
                }
                fence = Some((mark, is_shell));
            }
            (None, None) => {
                let level = written.len() - written.trim_start_matches('#').len();
                if level > 0 && written[level..].starts_with(' ') {
                    headings.retain(|(above, _)| *above < level);
                    headings.push((level, written[level..].trim().to_owned()));
                }
            }
            (Some((open, _)), Some(mark)) if mark.starts_with(open) && mark == written => {
                fence = None;
            }
            (Some((_, true)), _) => {
                if let Some(last) = found.last_mut() {
                    last.1.end = line.end;
                }
                if written.starts_with("$ ") {
                    let at = line.start + source[line].find('$').unwrap_or_default();
                    text[at] = b' ';
                }
            }
            (Some(_), _) => {}
        }
    }
    let text = String::from_utf8(text).unwrap_or_default();
    places(&text, found)
}

/// The signs that a block begins or ends with.
fn fence_of(line: &str) -> Option<&str> {
    ['`', '~'].into_iter().find_map(|sign| {
        let length = line.len() - line.trim_start_matches(sign).len();
        (length >= 3).then(|| &line[..length])
    })
}

#[cfg(test)]
#[path = "blocks_tests.rs"]
mod tests;
