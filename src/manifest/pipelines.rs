//! What the commands of compose files and CI files install.

use std::ops::Range;
use std::path::Path;
use std::rc::Rc;

use saphyr_parser::ScalarStyle;

use super::borrowed;
use super::builder::{Belongs, Builder};
use super::commands::{read_arguments, read_commands};
use super::dockerfile::read_instructions;
use super::filled::Choices;
use super::matrices::{of_calls, of_file, of_job};
use super::yaml::{Node, Scalar, documents};
use super::{Kind, Manifest};

/// Keys whose values are commands: of GitHub, GitLab, compose and others.
const COMMANDS: [&str; 26] = [
    "after_install",
    "after_script",
    "bash",
    "before_install",
    "before_script",
    "build_script",
    "cmd",
    "command",
    "commands",
    "entrypoint",
    "install",
    "install_script",
    "post_build",
    "post_checkout",
    "post_install",
    "powershell",
    "pre_build",
    "pre_install",
    "ps",
    "pwsh",
    "run",
    "script",
    "setup_script",
    "sh",
    "test",
    "test_script",
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
        for ((_, at), choices) in found.commands.iter().zip(found.choices) {
            builder.choices.clone_from(&choices);
            let command = std::slice::from_ref(at);
            read_commands(&mut builder, &text, command, &Belongs::to(Kind::Install));
        }
        let belongs = Belongs::to(Kind::Install);
        for (range, choices) in found.arguments {
            builder.choices.clone_from(&choices);
            read_arguments(&mut builder, &text, range, &belongs);
        }
        builder.choices = Choices::new();
    }
    for range in found.dockerfiles {
        read_instructions(&mut builder, range);
    }
    for document in &documents {
        borrowed::read(&mut builder, document);
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

/// Keys of maps whose keys are names of jobs, or of commands that jobs have in common.
const JOBS: [&str; 4] = ["commands", "jobs", "services", "tasks"];

/// Commands with their places in the file's text, of which some letters are changed so that a shell's words
/// are seen.
struct Found {
    text: Vec<u8>,
    commands: Vec<Named>,
    dockerfiles: Vec<Range<usize>>,
    /// What steps of others give to `pip install`, and what the variables in it may be.
    arguments: Vec<(Range<usize>, Rc<Choices>)>,
    /// What the variables of each command may be.
    choices: Vec<Rc<Choices>>,
    /// What they may be in what is being read.
    known: Rc<Choices>,
    /// The names of the job and the step that are being read.
    around: Vec<String>,
}

impl Found {
    fn of(source: &str, documents: &[Node]) -> Self {
        let mut found = Self {
            text: source.as_bytes().to_vec(),
            commands: Vec::new(),
            dockerfiles: Vec::new(),
            arguments: Vec::new(),
            choices: Vec::new(),
            known: Rc::default(),
            around: Vec::new(),
        };
        for document in documents {
            found.document(document);
        }
        found
    }

    /// Jobs stand below a key of their own, or at the top.
    fn document(&mut self, document: &Node) {
        let of_file = join(of_job(document), &of_file(document));
        self.within(of_file, |found| {
            for (key, value) in document.entries() {
                let jobs = match JOBS.contains(&key.text.as_str()) {
                    true => value.entries(),
                    false => &[],
                };
                for (name, job) in jobs {
                    found.around = vec![name.text.clone()];
                    let called_with = of_calls(document, &name.text, job);
                    found.within(called_with, |found| found.node(job));
                }
                found.around = vec![key.text.clone()];
                if jobs.is_empty() {
                    found.entry(&key.text, value);
                }
            }
            found.around = Vec::new();
            document.items().iter().for_each(|item| found.node(item));
        });
    }

    /// Reads something in which variables may be more than around it.
    fn within(&mut self, choices: Choices, read: impl FnOnce(&mut Self)) {
        let around = Rc::clone(&self.known);
        if !choices.is_empty() {
            self.known = Rc::new(join(choices, &around));
        }
        read(self);
        self.known = around;
    }

    fn node(&mut self, node: &Node) {
        let depth = self.around.len();
        let name = node.get("name").and_then(Node::scalar);
        self.around.extend(name.map(|name| name.text.clone()));
        self.within(of_job(node), |found| {
            for (key, value) in node.entries() {
                found.entry(&key.text, value);
            }
            node.items().iter().for_each(|item| found.node(item));
        });
        self.around.truncate(depth);
    }

    fn entry(&mut self, key: &str, value: &Node) {
        if key == DOCKERFILE {
            self.dockerfiles
                .extend(value.scalar().map(|scalar| scalar.range.clone()));
        } else if COMMANDS.contains(&key) {
            self.value(value, WORDS.contains(&key));
        } else if let Some(given) = borrowed::arguments(key, value) {
            let range = self.content(given);
            self.arguments.push((range, Rc::clone(&self.known)));
        }
        self.node(value);
    }

    fn push(&mut self, range: Range<usize>) {
        self.commands.push((self.around.clone(), range));
        self.choices.push(Rc::clone(&self.known));
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
            // Lines are joined by a blank. One with a backslash before it begins the next word, where no tool minds it.
            for at in 0..text.len() {
                let is_end = text[at] == b'\n';
                let joins = text[at] == b'\\' && text.get(at + 1) == Some(&b'\n');
                if is_end || joins {
                    text[at] = b' ';
                }
            }
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

/// What variables may be somewhere, before what they may be around that.
fn join(mut inner: Choices, around: &Choices) -> Choices {
    inner.extend(around.iter().cloned());
    inner
}

/// Makes one word of each `${{ … }}`, and one that a shell has for a variable of each `$(NAME)` of Azure's and each
/// `<< parameters.name >>` of CircleCI's.
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
    for at in 0..text.len() {
        let found = [(&b"$("[..], &b")"[..], &b"}"[..]), (b"<<", b">>", b".}")];
        for (open, close, end) in found {
            if let Some(length) = name_between(&text[at..], open, close) {
                text[at..at + 2].copy_from_slice(b"${");
                let behind = at + 2 + length;
                let blanks = text[at + 2..behind]
                    .iter_mut()
                    .filter(|byte| **byte == b' ');
                blanks.for_each(|byte| *byte = b'.');
                text[behind..behind + end.len()].copy_from_slice(end);
            }
        }
    }
}

/// How long a name is that stands alone between two signs, perhaps with blanks around it.
fn name_between(text: &[u8], open: &[u8], close: &[u8]) -> Option<usize> {
    let inner = text.strip_prefix(open)?;
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"_.- ".contains(byte);
    let length = inner.iter().take_while(|byte| is_part(byte)).count();
    let name = inner[..length].trim_ascii();
    // What goes from `<<` to `>>` and is no path ends a text for a shell: `cat << END >> file`.
    let is_path = open != b"<<" || name.contains(&b'.');
    let is_one = !name.is_empty() && !name.contains(&b' ') && is_path;
    (is_one && inner[length..].starts_with(close)).then_some(length)
}
