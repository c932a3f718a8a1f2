//! Requirements that shell commands install: `pip install "redis<5"` in a notebook, a Dockerfile, a CI file. The words
//! are a shell's, the requirements those of the tool.

use std::ops::Range;
use std::path::Path;

use super::builder::{Belongs, Builder};
use super::direct::is_target;
use super::filled::{filled, is_filled};
use super::requirements::{WITH_VALUE, parse_body};
use super::runners::beside_tool;
use super::shell::{Word, simple_commands};
use super::{Cause, Kind, Manifest, Requirement};

/// Options of `pip install` that take a value, beside those of requirements files.
const INSTALL_WITH_VALUE: [&str; 22] = [
    "-e",
    "--editable",
    "-t",
    "--target",
    "--prefix",
    "--root",
    "--src",
    "--platform",
    "--python-version",
    "--implementation",
    "--abi",
    "--progress-bar",
    "--report",
    "--cache-dir",
    "--log",
    "--proxy",
    "--timeout",
    "--retries",
    "--exists-action",
    "--upgrade-strategy",
    "--root-user-action",
    "--python",
];

/// Options of other tools that take a value.
pub(super) const OTHERS_WITH_VALUE: [&str; 10] = [
    "-c",
    "-G",
    "--group",
    "--source",
    "-E",
    "--extras",
    "-n",
    "--name",
    "--channel",
    "-p",
];

/// What stands for the interpreter: in code, and in files of tox.
const PYTHONS: [&str; 3] = ["sys.executable", "{envpython}", "{env_python}"];

/// Words that may stand before the command.
const LEADERS: [&str; 19] = [
    "!",
    "call",
    "do",
    "elif",
    "else",
    "env",
    "exec",
    "if",
    "nohup",
    "retry",
    "sudo",
    "then",
    "time",
    "travis_retry",
    "travis_wait",
    "until",
    "uv",
    "while",
    "{",
];

/// Reads what the commands of a notebook install; `commands` are their places in `text`.
pub fn parse_commands(path: &Path, text: &str, commands: &[Range<usize>]) -> Manifest {
    let mut builder = Builder::new(path, text);
    if !commands.is_empty() {
        let belongs = Belongs::to(Kind::Install);
        Commands::of_notebook(&mut builder, &belongs).read(text, commands);
    }
    let mut manifest = builder.finish();
    manifest.for_itself = true;
    manifest
}

/// Reads what commands install whose places in the manifest's text are those in `text`.
pub(super) fn read_commands(
    builder: &mut Builder<'_>,
    text: &str,
    commands: &[Range<usize>],
    belongs: &Belongs<'_>,
) {
    let mut reader = Commands::of_notebook(builder, belongs);
    reader.is_notebook = false;
    reader.read(text, commands);
}

/// Reads what `pip install` is given by others: words with their places in `text`.
pub(super) fn read_arguments(
    builder: &mut Builder<'_>,
    text: &str,
    range: Range<usize>,
    belongs: &Belongs<'_>,
) {
    let mut reader = Commands::of_notebook(builder, belongs);
    reader.is_notebook = false;
    for words in simple_commands(text, range) {
        reader.given(Tool::Pip, given(Tool::Pip, &words.words), false);
    }
}

/// Commands while they are read.
struct Commands<'b, 's, 'g> {
    builder: &'b mut Builder<'s>,
    belongs: &'b Belongs<'g>,
    is_notebook: bool,
}

impl<'b, 's, 'g> Commands<'b, 's, 'g> {
    fn of_notebook(builder: &'b mut Builder<'s>, belongs: &'b Belongs<'g>) -> Self {
        Self {
            builder,
            belongs,
            is_notebook: true,
        }
    }

    fn read(&mut self, text: &str, commands: &[Range<usize>]) {
        for range in commands {
            for command in simple_commands(text, range.clone()) {
                let command = command.words;
                if let Some(word) = inner_command(&command) {
                    self.read(text, std::slice::from_ref(&word.inner));
                    continue;
                }
                let upgrades = command.iter().any(is_upgrade);
                for word in beside_tool(&command) {
                    self.word(Tool::Project, &word, false);
                }
                if let Some((tool, words)) = behind_tool(&command) {
                    self.given(tool, given(tool, words), upgrades);
                }
            }
        }
    }

    fn given(&mut self, tool: Tool, words: Vec<Given<'_>>, upgrades: bool) {
        for word in words {
            match word {
                Given::Requirement(word) => self.word(tool, word, upgrades),
                Given::File(word, constraint) if !self.is_notebook => {
                    self.file(word, constraint);
                }
                Given::File(..) => {}
            }
        }
    }

    /// A file that a command names is read where the manifest lies, if it is there: where the command runs is
    /// not known.
    fn file(&mut self, word: &Word, constraint: bool) {
        let names = match is_filled(&word.text) {
            true => filled(self.builder.source, &self.builder.choices, &word.text),
            false => Some(vec![word.text.clone()]),
        };
        for name in names.into_iter().flatten() {
            if !name.contains('*') && !name.contains("://") {
                let name = name.trim_start_matches("./");
                self.builder.candidate(name, word.inner.clone(), constraint);
            }
        }
    }

    fn word(&mut self, tool: Tool, word: &Word, upgrades: bool) {
        // What is filled in is not known, not even which package it is.
        let name = match is_target(&word.text) {
            true => 0,
            false => super::named::name_length(&word.text),
        };
        // In an address, a variable is as a rule a password: which package lies there is known.
        let is_filled = is_filled(&word.text) && !says_its_name(tool, &word.text);
        if is_filled && name == 0 && self.is_notebook {
            return;
        }
        let known = match is_filled && !self.is_notebook {
            true => filled(self.builder.source, &self.builder.choices, &word.text),
            false => None,
        };
        if let Some(texts) = known {
            self.builder.conditional(texts.len() > 1);
            for text in texts {
                let word = Word {
                    text,
                    is_plain: false,
                    inner: word.inner.clone(),
                };
                self.word(tool, &word, upgrades);
            }
            self.builder.conditional(false);
            return;
        }
        let range = word.inner.clone();
        let package = Some(&word.text[..name]).filter(|name| !name.is_empty());
        if is_filled {
            let written = &self.builder.source[range.clone()];
            let written = written.strip_prefix(&word.text[..name]).unwrap_or(written);
            let cause = Cause::UnresolvedVariable(written.to_owned());
            self.builder.problem(range, package, cause);
            return;
        }
        match tool.requirement(&word.text) {
            // The newest version is installed then, whichever is there.
            Ok(Some(named))
                if self.is_notebook
                    && upgrades
                    && named.specifiers.is_empty()
                    && !is_direct(&named) => {}
            Ok(Some(requirement)) => {
                let is_plain = word.is_plain && matches!(tool, Tool::Pip | Tool::Project);
                let mut requirement = requirement.at(|place| match is_plain {
                    true => range.start + place.start..range.start + place.end,
                    false => range.clone(),
                });
                requirement.editable = is_plain;
                self.builder.push(requirement, self.belongs);
            }
            Ok(None) => self.builder.folder(&word.text, range),
            Err(cause) => self.builder.problem(range, package, cause),
        }
    }
}

/// Whether a word is an address that says which package lies there, whatever is filled in.
fn says_its_name(tool: Tool, word: &str) -> bool {
    let read = tool.requirement(word).ok().flatten();
    read.is_some_and(|one| is_direct(&one) && !is_filled(&one.raw_name))
}

/// Whose words for versions a command has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tool {
    Pip,
    /// Tools with pip's words and options of their own.
    Project,
    Poetry,
    Conda,
}

impl Tool {
    fn requirement(self, text: &str) -> Result<Option<Requirement>, Cause> {
        match self {
            Tool::Pip | Tool::Project => parse_body(text),
            Tool::Poetry => added(text),
            Tool::Conda => super::conda::spec(text).map(Some),
        }
    }
}

/// What `poetry add` is given: `name@^1.0`, `name@latest`, or as pip has it.
fn added(text: &str) -> Result<Option<Requirement>, Cause> {
    let Some((name, version)) = text
        .split_once('@')
        .filter(|(name, _)| !name.contains([':', '/']))
    else {
        return parse_body(text);
    };
    if version.contains("://") {
        return parse_body(text);
    }
    let mut requirement = super::named::parse_named(name)?;
    if version != "latest" {
        requirement.specifiers = super::poetry::translate(version)?;
    }
    Ok(Some(requirement))
}

/// A word of a command that installs something.
enum Given<'w> {
    Requirement(&'w Word),
    /// A file of requirements, or of constraints.
    File(&'w Word, bool),
}

/// What a tool is given to install.
fn given(tool: Tool, words: &[Word]) -> Vec<Given<'_>> {
    let mut words = words.iter();
    let mut out = Vec::new();
    while let Some(word) = words.next() {
        let option = word.text.as_str();
        let (name, value) = option.split_once('=').unwrap_or((option, ""));
        match name {
            "-r" | "--requirement" | "--requirements" | "-c" | "--constraint" | "--constraints"
                if value.is_empty() =>
            {
                let constrains = name.starts_with("-c") || name.starts_with("--c");
                out.extend(words.next().map(|word| Given::File(word, constrains)));
            }
            _ if INSTALL_WITH_VALUE.contains(&option) || WITH_VALUE.contains(&option) => {
                words.next();
            }
            _ if tool != Tool::Pip && OTHERS_WITH_VALUE.contains(&option) => {
                words.next();
            }
            _ if option.starts_with('-') => {}
            _ => out.push(Given::Requirement(word)),
        }
    }
    out
}

/// What a shell is given to run: `sh -c "…"`.
fn inner_command(command: &[Word]) -> Option<&Word> {
    let at = command.iter().position(|word| !is_leader(word))?;
    let name = command[at].text.rsplit('/').next().unwrap_or_default();
    let is_shell = matches!(name, "sh" | "bash" | "zsh" | "dash" | "ash");
    let options = command[at + 1..]
        .iter()
        .take_while(|word| word.text.starts_with('-'));
    let count = options.clone().count();
    let runs = options
        .last()
        .is_some_and(|word| !word.text.starts_with("--") && word.text.ends_with('c'));
    command.get(at + 1 + count).filter(|_| is_shell && runs)
}

/// The words behind the verb of a tool that installs what it is given.
fn behind_tool(command: &[Word]) -> Option<(Tool, &[Word])> {
    let verb_at = |words: &[Word]| words.iter().position(|word| !word.text.starts_with('-'));
    if let Some(words) = behind_pip(command) {
        let at = verb_at(words)?;
        return (words[at].text == "install").then(|| (Tool::Pip, &words[at + 1..]));
    }
    let at = command
        .iter()
        .position(|word| !is_leader(word) || word.text == "uv")?;
    let name = command[at]
        .text
        .rsplit(['/', '\\'])
        .next()
        .unwrap_or_default();
    let words = &command[at + 1..];
    let verb = verb_at(words)?;
    let tool = match (name, words[verb].text.as_str()) {
        ("poetry", "add") => Tool::Poetry,
        ("uv" | "pdm" | "rye", "add") | ("pipenv", "install") => Tool::Project,
        ("conda" | "mamba" | "micromamba", "install" | "create") => Tool::Conda,
        _ => return None,
    };
    Some((tool, &words[verb + 1..]))
}

/// Whether a word may stand before the command: a variable that is set, an option of `env`.
pub(super) fn is_leader(word: &Word) -> bool {
    let assigns = word.text.split_once('=').is_some_and(|(name, _)| {
        !name.is_empty()
            && name
                .chars()
                .all(|one| one.is_ascii_alphanumeric() || one == '_')
    });
    assigns || LEADERS.contains(&word.text.as_str()) || word.text.starts_with('-')
}

/// `-U`, `--upgrade`, `-qU`
fn is_upgrade(word: &Word) -> bool {
    let short = word.text.strip_prefix('-');
    let short = short.filter(|rest| !rest.starts_with('-'));
    word.text == "--upgrade" || short.is_some_and(|rest| rest.ends_with('U'))
}

fn is_direct(requirement: &Requirement) -> bool {
    matches!(requirement.kind, Kind::Direct(_))
}

/// What follows on `pip`, `python -m pip`, `uv pip`.
fn behind_pip(command: &[Word]) -> Option<&[Word]> {
    let mut words = command.iter().enumerate();
    let (at, first) = words.find(|(_, word)| !is_leader(word))?;
    if is_pip(&first.text) {
        return Some(&command[at + 1..]);
    }
    let name = first.text.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_python =
        name.starts_with("python") || PYTHONS.iter().any(|one| first.text.contains(one));
    let module = command.get(at + 1..)?;
    match module {
        [option, pip, rest @ ..] if is_python && option.text == "-m" && is_pip(&pip.text) => {
            Some(rest)
        }
        _ => None,
    }
}

fn is_pip(text: &str) -> bool {
    let name = text.rsplit(['/', '\\']).next().unwrap_or_default();
    let version = name.strip_prefix("pip");
    version.is_some_and(|version| {
        version
            .chars()
            .all(|one| one.is_ascii_digit() || one == '.')
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
#[path = "commands_tests.rs"]
mod tests;
