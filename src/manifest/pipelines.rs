//! What the commands of compose files and CI files install.

use std::ops::Range;
use std::path::Path;

use saphyr_parser::ScalarStyle;

use super::builder::{Belongs, Builder};
use super::commands::read_commands;
use super::dockerfile::read_instructions;
use super::filled::Choices;
use super::yaml::{Node, Scalar, documents};
use super::{Kind, Manifest};

/// Keys whose values are commands: of GitHub, GitLab, compose and others.
const COMMANDS: [&str; 14] = [
    "after_script",
    "bash",
    "before_install",
    "before_script",
    "command",
    "commands",
    "entrypoint",
    "install",
    "post_install",
    "pre_build",
    "pwsh",
    "run",
    "script",
    "test",
];

/// The key of a Dockerfile in a compose file.
const DOCKERFILE: &str = "dockerfile_inline";

/// Programs whose name begins a list of words rather than of commands.
const PROGRAMS: [&str; 8] = [
    "conda", "pdm", "pip", "pip3", "pipenv", "poetry", "python", "uv",
];

/// Keys whose lists are the words of one command.
const WORDS: [&str; 3] = ["command", "entrypoint", "test"];

/// What the words of a test of a service's health begin with.
const HEALTH: [&str; 2] = ["CMD", "CMD-SHELL"];

/// Programs that are given a command as one word.
const SHELLS: [&str; 5] = ["ash", "bash", "dash", "sh", "zsh"];

/// Reads the commands of a file in YAML.
pub fn parse_pipeline(path: &Path, source: &str) -> Manifest {
    let mut builder = Builder::new(path, source);
    let documents = match documents(source) {
        Ok(documents) => documents,
        Err((at, cause)) => {
            builder.problem(at..at, None, cause);
            return builder.finish();
        }
    };
    let found = Found::of(source, &documents);
    if let Ok(text) = String::from_utf8(found.text) {
        let commands: Vec<Range<usize>> = found.commands.into_iter().map(|(_, at)| at).collect();
        for (choices, of_job) in found.choices {
            builder.choices = choices;
            let commands = &commands[of_job];
            read_commands(&mut builder, &text, commands, &Belongs::to(Kind::Install));
        }
        builder.choices = Choices::new();
    }
    for range in found.dockerfiles {
        read_instructions(&mut builder, range);
    }
    builder.finish()
}

/// The names of a job and its step, and a stretch that it runs.
type Named = (Vec<String>, Range<usize>);

/// What the jobs of a file in YAML run: its text with what is no word of a shell's blanked, and the places, each with the
/// job's name and those of its steps. None of a file that is no YAML.
pub(super) fn commands_by_job(source: &str) -> (String, Vec<Named>) {
    let found = Found::of(source, &documents(source).unwrap_or_default());
    match String::from_utf8(found.text) {
        Ok(text) => (text, found.commands),
        Err(_) => (String::new(), Vec::new()),
    }
}

/// Keys of maps whose keys are names of jobs.
const JOBS: [&str; 3] = ["jobs", "services", "tasks"];

/// Commands with their places in the file's text, of which some letters are changed so that a shell's words
/// are seen.
struct Found {
    text: Vec<u8>,
    commands: Vec<Named>,
    dockerfiles: Vec<Range<usize>>,
    /// What the variables of jobs may be, each with the numbers of its commands.
    choices: Vec<(Choices, Range<usize>)>,
    /// The names of the job and the step that are being read.
    around: Vec<String>,
}

impl Found {
    fn of(source: &str, documents: &[Node]) -> Self {
        let mut found = Self {
            text: source.as_bytes().to_vec(),
            commands: Vec::new(),
            dockerfiles: Vec::new(),
            choices: Vec::new(),
            around: Vec::new(),
        };
        for document in documents {
            found.document(document);
        }
        found
    }

    /// Jobs stand below a key of their own, or at the top.
    fn document(&mut self, document: &Node) {
        for (key, value) in document.entries() {
            let jobs = match JOBS.contains(&key.text.as_str()) {
                true => value.entries(),
                false => &[],
            };
            for (name, job) in jobs {
                self.around = vec![name.text.clone()];
                self.job(job, |found| found.node(job));
            }
            self.around = vec![key.text.clone()];
            if jobs.is_empty() {
                self.job(value, |found| found.entry(&key.text, value));
            }
        }
        self.around = Vec::new();
        self.job(document, |found| {
            document.items().iter().for_each(|item| found.node(item));
        });
    }

    /// Reads a job, with what its variables may be.
    fn job(&mut self, job: &Node, read: impl FnOnce(&mut Self)) {
        let first = self.commands.len();
        read(self);
        self.choices.push((chosen(job), first..self.commands.len()));
    }

    fn node(&mut self, node: &Node) {
        let depth = self.around.len();
        let name = node.get("name").and_then(Node::scalar);
        self.around.extend(name.map(|name| name.text.clone()));
        for (key, value) in node.entries() {
            self.entry(&key.text, value);
        }
        node.items().iter().for_each(|item| self.node(item));
        self.around.truncate(depth);
    }

    fn entry(&mut self, key: &str, value: &Node) {
        if key == DOCKERFILE {
            self.dockerfiles
                .extend(value.scalar().map(|scalar| scalar.range.clone()));
        } else if COMMANDS.contains(&key) {
            self.value(value, WORDS.contains(&key));
        }
        self.node(value);
    }

    fn push(&mut self, range: Range<usize>) {
        self.commands.push((self.around.clone(), range));
    }

    fn value(&mut self, value: &Node, may_be_words: bool) {
        if let Some(scalar) = value.scalar() {
            let range = self.content(scalar);
            self.push(range);
        }
        let scalars = value.items().iter().filter_map(Node::scalar);
        let scalars: Vec<&Scalar> = scalars
            .filter(|one| !may_be_words || !HEALTH.contains(&one.text.as_str()))
            .collect();
        let is_words = scalars.first().is_some_and(|first| {
            let is_word = !first.text.contains(char::is_whitespace);
            let is_shell = SHELLS.contains(&first.text.rsplit('/').next().unwrap_or_default());
            PROGRAMS.contains(&first.text.as_str()) || may_be_words && is_word && !is_shell
        });
        let ranges: Vec<Range<usize>> = scalars
            .into_iter()
            .map(|scalar| self.content(scalar))
            .collect();
        match (is_words, ranges.first(), ranges.last()) {
            (true, Some(first), Some(last)) => {
                let (mut at, whole) = (first.start, first.start..last.end);
                for word in &ranges {
                    self.text[at..word.start].fill(b' ');
                    at = word.end;
                }
                self.push(whole);
            }
            // A list in a list of commands is one that stands elsewhere.
            _ => ranges.into_iter().for_each(|range| self.push(range)),
        }
    }

    /// The bytes of a command, without quotes around it.
    fn content(&mut self, scalar: &Scalar) -> Range<usize> {
        let mut range = scalar.range.clone();
        let is_quoted = matches!(
            scalar.style,
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted
        );
        if is_quoted && range.len() > 1 {
            range = range.start + 1..range.end - 1;
        }
        let text = &mut self.text[range.clone()];
        if scalar.style != ScalarStyle::Literal {
            // Lines are joined.
            text.iter_mut()
                .filter(|byte| **byte == b'\n')
                .for_each(|byte| *byte = b' ');
        }
        let escape = match scalar.style {
            ScalarStyle::SingleQuoted => Some(*b"''"),
            ScalarStyle::DoubleQuoted => Some(*b"\\\""),
            _ => None,
        };
        let mut at = 0;
        while let Some(pair) = text.get_mut(at..at + 2) {
            if escape.is_some_and(|escape| pair == escape) {
                pair[0] = b' ';
                at += 1;
            }
            at += 1;
        }
        join_expressions(text);
        range
    }
}

/// What the runs of a job's matrix give to its variables, of GitHub (`strategy`) and of GitLab (`parallel`).
fn chosen(job: &Node) -> Choices {
    let mut out = Choices::new();
    let matrix_of = |key: &str| job.get(key).and_then(|one| one.get("matrix"));
    for (key, value) in matrix_of("strategy").map_or(&[][..], Node::entries) {
        match key.text.as_str() {
            "include" => {
                let more = value.items().iter();
                more.for_each(|one| add_each(one, "matrix.", &mut out));
            }
            // What is left out is so beside some of the others only.
            "exclude" => {}
            name => add_values(value, &format!("matrix.{name}"), &mut out),
        }
    }
    let runs = matrix_of("parallel").map_or(&[][..], Node::items);
    runs.iter().for_each(|one| add_each(one, "", &mut out));
    out
}

/// The values of each key of a map.
fn add_each(map: &Node, before: &str, out: &mut Choices) {
    for (key, value) in map.entries() {
        add_values(value, &format!("{before}{}", key.text), out);
    }
}

/// The values of a variable: one, a list, or such with names of their own below its.
fn add_values(value: &Node, name: &str, out: &mut Choices) {
    let each = value.items().iter();
    each.for_each(|one| add_values(one, name, out));
    add_each(value, &format!("{name}."), out);
    let Some(scalar) = value.scalar() else {
        return;
    };
    match out.iter_mut().find(|(one, _)| one == name) {
        Some((_, values)) => values.push(scalar.text.clone()),
        None => out.push((name.to_owned(), vec![scalar.text.clone()])),
    }
}

/// Makes one word of each `${{ … }}`.
fn join_expressions(text: &mut [u8]) {
    let mut is_inside = false;
    for at in 0..text.len() {
        if text[at..].starts_with(b"${{") {
            is_inside = true;
        } else if text[at..].starts_with(b"}}") {
            is_inside = false;
        } else if is_inside && text[at].is_ascii_whitespace() {
            text[at] = b'.';
        }
    }
}
