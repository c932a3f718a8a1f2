//! Files that set variables of the environment beside the code: dotenv files, Dockerfiles, compose and CI files,
//! charts, shell scripts.
//!
//! They are read line by line, by what stands around a name: templates (Helm's, those of CI systems) are no YAML, and
//! one way serves all forms.

use std::ffi::OsStr;
use std::ops::Range;
use std::path::Path;

use crate::manifest::comment_start;

/// Names of files, beside those with [`EXTENSIONS`].
const NAMES: &[&str] = &[
    "containerfile",
    "dockerfile",
    "jenkinsfile",
    "justfile",
    "makefile",
    "procfile",
    "supervisord",
];

/// What such files end in.
const EXTENSIONS: &[&str] = &[
    "bash",
    "dockerfile",
    "env",
    "envrc",
    "jenkinsfile",
    "service",
    "sh",
    "yaml",
    "yml",
    "zsh",
];

/// What stands before a name that other names hang on: `secrets.NAME` lies outside of the project.
const OF_ANOTHER: &[char] = &['.', '-', '/'];

/// Whether a file sets variables of the environment, by its name.
#[must_use]
pub fn sets_variables(path: &Path) -> bool {
    let Some(name) = path.file_name().and_then(OsStr::to_str) else {
        return false;
    };
    let name = name.to_ascii_lowercase();
    let first = name.split('.').find(|part| !part.is_empty());
    let extension = Path::new(&name).extension().and_then(OsStr::to_str);
    is_dotenv(&name)
        || first.is_some_and(|first| NAMES.contains(&first))
        || extension.is_some_and(|extension| EXTENSIONS.contains(&extension))
}

/// `.env`, `.env.local`, `env.example`, `prod.env`
fn is_dotenv(name: &str) -> bool {
    name == ".envrc" || name.split('.').any(|part| part == "env")
}

/// How a name is mentioned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It is given a value: `NAME=value`, `ENV NAME value`, `NAME: value`, `name: NAME`.
    Set,
    /// Its value is taken from around: `$NAME`, `${NAME:-default}`.
    Taken,
    /// It is handed on with the value that it has: `- NAME`, `-e NAME`.
    Passed,
}

/// A place that mentions a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The name's bytes.
    pub span: Range<usize>,
    /// How it is mentioned.
    pub role: Role,
    /// What it is set to, where that stands behind it: without quotes, up to the end of the line or the next space.
    pub value: Option<String>,
}

/// Whether what a file sets is seen by commands that are run with it, so that other files may take it from there.
#[must_use]
pub fn is_taken_from(path: &Path) -> bool {
    let name = path.file_name().and_then(OsStr::to_str);
    let name = name.unwrap_or_default().to_ascii_lowercase();
    let extension = Path::new(&name).extension().and_then(OsStr::to_str);
    is_dotenv(&name) || matches!(extension, Some("sh" | "bash" | "zsh"))
}

/// The places at which a text mentions a variable, from top to bottom. Comments are not asked.
#[must_use]
pub fn mentions(text: &str, name: &str) -> Vec<Mention> {
    let mut found = Vec::new();
    for (start, code) in code_lines(text) {
        let places = code.match_indices(name).map(|(at, _)| at);
        found.extend(places.filter_map(|at| {
            let (before, behind) = (&code[..at], &code[at + name.len()..]);
            let (role, value) = mention(before, behind)?;
            Some(Mention {
                span: start + at..start + at + name.len(),
                role,
                value,
            })
        }));
    }
    found
}

/// The places at which the magics of a notebook mention a variable. `text` is the notebook's with nothing blanked.
#[must_use]
pub fn mentions_of_magics(text: &str, name: &str) -> Vec<Mention> {
    let is_magic = |one: &Mention| {
        let begin = text[..one.span.start].rfind('\n').map_or(0, |at| at + 1);
        let line = text[begin..].trim_start();
        line.starts_with("%env ") || line.starts_with("%set_env ")
    };
    let found = mentions(text, name).into_iter();
    found.filter(is_magic).collect()
}

/// The lines of a text without their comments, each with where it begins.
pub fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let begin = start;
        start += line.len();
        (begin, &line[..comment_start(line).unwrap_or(line.len())])
    })
}

/// How a name is mentioned, by what stands on its line.
fn mention(before: &str, behind: &str) -> Option<(Role, Option<String>)> {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    if before.ends_with(is_word) || behind.starts_with(is_word) {
        return None;
    }
    if before.ends_with('$') || before.ends_with("${") {
        return Some((Role::Taken, None));
    }
    if before.ends_with(OF_ANOTHER) {
        return None;
    }
    let unquoted = before.trim_end_matches(['"', '\'']);
    let behind = behind.trim_end();
    let after = behind.trim_start_matches(['"', '\'']);
    let words = unquoted.split_whitespace();
    let last = words.clone().next_back();
    let is_first = words
        .clone()
        .all(|word| matches!(word, "-" | "export" | "ENV" | "ARG"));
    if let Some(value) = after.strip_prefix('=') {
        return Some((Role::Set, value_of(value)));
    }
    if let Some(value) = after.strip_prefix(':').filter(|_| is_first) {
        let is_key = value.is_empty() || value.starts_with(char::is_whitespace);
        return is_key.then(|| (Role::Set, value_of(value.trim_start())));
    }
    if matches!(last, Some("name:" | "\"name\":" | "key:")) && ends(after) {
        return Some((Role::Set, None));
    }
    if matches!(last, Some("ENV" | "%env" | "%set_env")) && after.starts_with(char::is_whitespace) {
        return Some((Role::Set, value_of(after.trim_start())));
    }
    let is_passed = matches!(last, Some("-e" | "--env")) || last == Some("-") && ends(after);
    let is_passed = is_passed || matches!(last, Some("export" | "ARG")) && ends(after);
    is_passed.then_some((Role::Passed, None))
}

/// Whether nothing but the end of a flow mapping stands behind a name.
fn ends(behind: &str) -> bool {
    behind.trim().is_empty() || behind.starts_with([',', '}'])
}

/// The value at the beginning of a text, without its quotes; none if there is nothing.
fn value_of(text: &str) -> Option<String> {
    let quote = text
        .chars()
        .next()
        .filter(|first| matches!(first, '"' | '\''));
    let value = match quote {
        Some(quote) => text[1..].split(quote).next(),
        None => text.split([' ', '\t', '"', '\'']).next(),
    };
    value.filter(|value| !value.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(text: &str) -> Vec<(Role, Option<String>)> {
        let found = mentions(text, "API_BASE").into_iter();
        found
            .map(|one| {
                assert_eq!(&text[one.span], "API_BASE");
                (one.role, one.value)
            })
            .collect()
    }

    #[test]
    fn files_are_known_by_their_names() {
        for name in [
            ".env",
            ".env.example",
            "env.sample",
            "prod.env",
            ".envrc",
            "Dockerfile",
            "Dockerfile.dev",
            "api.Dockerfile",
            "docker-compose.yml",
            "a/values.yaml",
            "run.sh",
            "Makefile",
            "Jenkinsfile",
            "release.Jenkinsfile",
            "api.service",
            "supervisord.conf",
        ] {
            assert!(sets_variables(Path::new(name)), "{name}");
        }
        for name in ["environment.py", "README.md", "envoy.json", "venv.txt"] {
            assert!(!sets_variables(Path::new(name)), "{name}");
        }
    }

    #[test]
    fn a_variable_is_set_in_every_form() {
        let value = |text: &str| Some(text.to_owned());
        for (text, expected) in [
            ("API_BASE=http://a/v1", value("http://a/v1")),
            ("export API_BASE='http://a b'", value("http://a b")),
            ("API_BASE=", None),
            ("ENV API_BASE=http://a", value("http://a")),
            ("ENV API_BASE http://a", value("http://a")),
            ("%env API_BASE http://a", value("http://a")),
            ("%env API_BASE=http://a", value("http://a")),
            ("ENV A=b API_BASE=http://a C=d", value("http://a")),
            ("      API_BASE: http://a", value("http://a")),
            ("      \"API_BASE\": \"http://a\"", value("http://a")),
            ("      - API_BASE=http://a", value("http://a")),
            ("      - \"API_BASE=http://a\"", value("http://a")),
            ("        - name: API_BASE", None),
            ("        - { name: API_BASE, value: a }", None),
            ("docker run -e API_BASE=http://a image", value("http://a")),
            ("API_BASE=http://a python serve.py", value("http://a")),
            ("Environment=API_BASE=http://a", value("http://a")),
            ("Environment=\"API_BASE=http://a\"", value("http://a")),
        ] {
            assert_eq!(roles(text), [(Role::Set, expected)], "{text}");
        }
    }

    #[test]
    fn what_is_taken_or_handed_on_is_not_set() {
        assert_eq!(roles("url: ${API_BASE:-http://a}"), [(Role::Taken, None)]);
        assert_eq!(roles("curl $API_BASE/models"), [(Role::Taken, None)]);
        assert_eq!(roles("      - API_BASE"), [(Role::Passed, None)]);
        assert_eq!(
            roles("docker run -e API_BASE image"),
            [(Role::Passed, None)]
        );
        assert_eq!(
            roles("API_BASE: ${API_BASE}")
                .iter()
                .map(|one| one.0)
                .collect::<Vec<_>>(),
            [Role::Set, Role::Taken]
        );
    }

    #[test]
    fn prose_other_names_and_names_of_others_are_nothing() {
        for text in [
            "# API_BASE=http://a",
            "MY_API_BASE=http://a",
            "API_BASE_URL=http://a",
            "x: ${{ secrets.API_BASE }}",
            "description: the API_BASE of the service",
            "see https://example.com/API_BASE",
        ] {
            assert_eq!(roles(text), [], "{text}");
        }
    }
}
