//! Requirements and constraints files, as pip reads them.

use std::ops::Range;
use std::path::{Path, PathBuf};

use super::direct::{extras_in_target, is_target, name_in_target, version_in_target};
use super::lines::{LineStarts, LogicalLine, logical_lines};
use super::named::{parse_marker, parse_named};
use super::{Cause, Direct, Include, Kind, LocalFolder, Manifest, Problem, Requirement};
use crate::source::paths::normalised;

/// Options of a whole line that take a value.
pub(super) const WITH_VALUE: [&str; 11] = [
    "-i",
    "--index-url",
    "--pypi-url",
    "--extra-index-url",
    "-f",
    "--find-links",
    "--no-binary",
    "--only-binary",
    "--trusted-host",
    "--use-feature",
    "--config-settings",
];

/// Options that name a folder or another file.
const WITH_PATH: [&str; 6] = [
    "-e",
    "--editable",
    "-r",
    "--requirement",
    "-c",
    "--constraint",
];

/// Options of a whole line that take none.
const WITHOUT_VALUE: [&str; 7] = [
    "--no-index",
    "--pre",
    "--prefer-binary",
    "--require-hashes",
    "--always-unzip",
    "-Z",
    "--process-dependency-links",
];

/// Options that may stand behind a requirement.
const OF_REQUIREMENT: [&str; 4] = [
    "--hash",
    "--config-settings",
    "--global-option",
    "--install-option",
];

/// Reads a requirements file. The path decides how included files are named, and a file name with
/// `constraints` in it makes the requirements constraints; nothing is read from the disk.
pub fn parse_requirements(path: &Path, source: &str) -> Manifest {
    let is_constraints = path
        .file_name()
        .and_then(|name| name.to_str())
        .is_some_and(|name| name.to_ascii_lowercase().contains("constraints"));
    let mut reader = Reader {
        lines: LineStarts::new(source),
        kind: if is_constraints {
            Kind::Constraint
        } else {
            Kind::Requirement
        },
        manifest: Manifest::new(path),
    };
    for line in logical_lines(source) {
        if line.text().starts_with('-') {
            reader.read_options(&line);
        } else {
            reader.read_requirement(&line, 0);
        }
    }
    if is_prose(&reader.manifest, source) {
        return Manifest::new(path);
    }
    reader.manifest
}

/// Sentences that are wanted before a text is taken for prose.
const SENTENCES: usize = 3;

/// Whether a text is written for people, under a name that lists of requirements have as well (a page about constraints of
/// a database): most of its lines are sentences, none of which a list would have even by mistake, and it includes nothing.
fn is_prose(manifest: &Manifest, source: &str) -> bool {
    let is_sentence = |problem: &Problem| {
        let line = source.get(problem.range.clone()).unwrap_or_default();
        let words: Vec<&str> = line.split_whitespace().collect();
        let is_word = |word: &&&str| word.chars().any(char::is_alphabetic);
        let has_bound = ["==", ">=", "<=", "~=", "!=", "@", "://"];
        matches!(problem.cause, Cause::BadRequirement(_))
            && words.iter().filter(is_word).count() > 2
            && !has_bound.iter().any(|sign| line.contains(sign))
    };
    let sentences = manifest.problems.iter().filter(|one| is_sentence(one));
    let sentences = sentences.count();
    // A heading, a word alone on its line, is a requirement by its form.
    let listed = manifest.requirements.iter();
    let listed = listed.filter(|one| !one.specifiers.is_empty() || one.hashes);
    sentences >= SENTENCES && sentences > listed.count() * 2 && manifest.includes.is_empty()
}

struct Reader {
    lines: LineStarts,
    kind: Kind,
    manifest: Manifest,
}

impl Reader {
    fn read_options(&mut self, line: &LogicalLine) {
        let words = words(line.text());
        let mut at = 0;
        while at < words.len() {
            if !line.text()[words[at].clone()].starts_with('-') {
                let behind = words[at].start..line.text().len();
                self.problem(line, behind.clone(), passed_over(&line.text()[behind]));
                return;
            }
            let option = split_option(line.text(), words[at].clone());
            at += 1;
            let name = in_full(&line.text()[option.name.clone()]);
            let is_editable = matches!(name, "-e" | "--editable");
            let is_include = !is_editable && WITH_PATH.contains(&name);
            if WITHOUT_VALUE.contains(&name) {
                continue;
            }
            if !is_editable && !is_include && !WITH_VALUE.contains(&name) {
                let cause = Cause::UnknownOption(name.to_owned());
                // No reader goes on behind it: whether the next word is its value, nobody knows.
                return self.problem(line, option.name.clone(), cause);
            }
            let Some(value) = option.value.or_else(|| words.get(at).cloned()) else {
                self.problem(
                    line,
                    option.name.clone(),
                    Cause::MissingValue(name.to_owned()),
                );
                return;
            };
            if words.get(at) == Some(&value) {
                at += 1;
            }
            if is_editable {
                // An editable name is a folder's; only URLs can be another package.
                if line.text()[value.start..].contains("://") {
                    self.read_requirement(line, value.start);
                } else {
                    self.read_folder(line, value);
                }
                return;
            }
            if is_include {
                self.read_include(line, value, matches!(name, "-c" | "--constraint"));
            }
        }
    }

    fn read_include(&mut self, line: &LogicalLine, value: Range<usize>, constraint: bool) {
        let value = unquoted(line.text(), value);
        let written = &line.text()[value.clone()];
        if let Some(variable) = variable(written) {
            self.problem(
                line,
                value.clone(),
                Cause::UnresolvedVariable(variable.to_owned()),
            );
            return;
        }
        let local = written.strip_prefix("file:").unwrap_or(written);
        if local.contains("://") {
            self.problem(
                line,
                value.clone(),
                Cause::RemoteInclude(written.to_owned()),
            );
            return;
        }
        let range = line.source_range(value);
        self.manifest.includes.push(Include {
            path: include_path(&self.manifest.path, local),
            may_lack: false,
            constraint,
            line: self.lines.line_of(range.start),
            range,
        });
    }

    /// Reads the requirement that begins at an offset of the line, with the options behind it.
    fn read_requirement(&mut self, line: &LogicalLine, start: usize) {
        let text = line.text();
        let options: Vec<_> = words(&text[start..])
            .into_iter()
            .map(|word| start + word.start..start + word.end)
            .skip_while(|word| !text[word.clone()].starts_with('-'))
            .collect();
        let end = options.first().map_or(text.len(), |word| word.start);
        let body = text[start..end].trim_end();
        let range = start..start + body.len();
        let hashes = self.read_own_options(line, &options);
        match parse_body(body) {
            Ok(Some(mut requirement)) => {
                requirement = requirement.at(|place| {
                    line.source_range(range.start + place.start..range.start + place.end)
                });
                requirement.hashes = hashes;
                requirement.editable = true;
                requirement.line = self.lines.line_of(requirement.text_range.start);
                if !matches!(requirement.kind, Kind::Direct(_)) {
                    requirement.kind = self.kind.clone();
                }
                self.manifest.requirements.push(requirement);
            }
            Ok(None) => {
                let folder = words(body).into_iter().next().unwrap_or(0..body.len());
                self.read_folder(line, start + folder.start..start + folder.end);
            }
            Err(cause) => self.problem(line, range, cause),
        }
    }

    /// A folder that is installed, unless it is the project's own.
    fn read_folder(&mut self, line: &LogicalLine, value: Range<usize>) {
        let value = unquoted(line.text(), value);
        let range = line.source_range(value.clone());
        let written = &line.text()[value];
        let folder = LocalFolder::other_than_own(&self.manifest.path, written);
        self.manifest.folders.extend(folder.map(|path| LocalFolder {
            extras: extras_in_target(written),
            line: self.lines.line_of(range.start),
            range,
            path,
        }));
    }

    /// Whether hashes are among the options of a requirement; unknown ones become problems.
    fn read_own_options(&mut self, line: &LogicalLine, options: &[Range<usize>]) -> bool {
        let mut hashes = false;
        for word in options {
            let option = split_option(line.text(), word.clone());
            let name = in_full(&line.text()[option.name.clone()]);
            if !name.starts_with('-') {
                continue;
            }
            hashes |= name == "--hash";
            let cause = match OF_REQUIREMENT.contains(&name) {
                false => Cause::UnknownOption(name.to_owned()),
                true if option.value.is_none() && options.last() == Some(word) => {
                    Cause::MissingValue(name.to_owned())
                }
                true => continue,
            };
            self.problem(line, option.name.clone(), cause);
        }
        hashes
    }

    fn problem(&mut self, line: &LogicalLine, range: Range<usize>, cause: Cause) {
        let name = super::named::name_length(&line.text()[range.clone()]);
        let package = match &cause {
            Cause::BadRequirement(_) | Cause::UnresolvedVariable(_) => {
                let name = &line.text()[range.start..range.start + name];
                pep508_rs::PackageName::new(name.to_owned()).ok()
            }
            _ => None,
        };
        let package = package.map(|package| package.to_string());
        let range = line.source_range(range);
        self.manifest.problems.push(Problem {
            line: self.lines.line_of(range.start),
            range,
            package: package.filter(|package| !package.is_empty()),
            cause,
        });
    }
}

/// A requirement, or none for a folder of the project's own (`-e .`, `./lib`).
pub(super) fn parse_body(body: &str) -> Result<Option<Requirement>, Cause> {
    if is_target(body) {
        return parse_target(body);
    }
    let parsed = with_marker_in_target(body).map_or_else(|| parse_named(body), Ok);
    match variable(body) {
        Some(variable) if !matches!(&parsed, Ok(named) if matches!(named.kind, Kind::Direct(_))) => {
            Err(Cause::UnresolvedVariable(variable.to_owned()))
        }
        _ => parsed.map(Some),
    }
}

/// The requirement with a URL that is told from its marker by a semicolon alone, as pip has it.
fn with_marker_in_target(body: &str) -> Option<Requirement> {
    let (before, marker) = body.split_once(';').filter(|_| body.contains('@'))?;
    parse_marker(marker.trim()).ok()?;
    let mut named = parse_named(before.trim_end()).ok()?;
    if !matches!(named.kind, Kind::Direct(_)) {
        return None;
    }
    named.marker = Some(marker.trim().to_owned());
    named.text_range = 0..body.len();
    Some(named)
}

/// A URL or path without a name before it. A local folder is the project's own code: nothing that
/// an upgrade concerns.
fn parse_target(body: &str) -> Result<Option<Requirement>, Cause> {
    let (target, marker) = match marker_of_target(body) {
        Some(at) => (body[..at].trim_end(), Some(body[at + 1..].trim())),
        None => (body, None),
    };
    if let Some(marker) = marker {
        parse_marker(marker)?;
    }
    let Some(name) = name_in_target(target) else {
        let is_remote = target.contains("://") && !target.starts_with("file:");
        let is_local = !is_remote && version_in_target(target).is_none();
        return if is_local {
            Ok(None)
        } else {
            Err(Cause::UnnamedDirect(target.to_owned()))
        };
    };
    let mut requirement = parse_named(&name)?;
    let at = target.rfind(&name).unwrap_or(0);
    requirement.name_range = at..at + name.len();
    requirement.text_range = 0..body.len();
    requirement.insert_at = requirement.name_range.end;
    requirement.marker = marker.map(str::to_owned);
    requirement.extras = extras_in_target(target);
    requirement.kind = Kind::Direct(Direct {
        target: target.to_owned(),
        version: version_in_target(target),
    });
    Ok(Some(requirement))
}

/// Where the semicolon before a marker stands: beside white space in a URL, which may hold others, and any in a path.
fn marker_of_target(body: &str) -> Option<usize> {
    let is_url = body.contains("://");
    let mut signs = body.match_indices(';').map(|(at, _)| at);
    signs.find(|at| {
        let before = body[..*at].ends_with(char::is_whitespace);
        !is_url || before || body[at + 1..].starts_with(char::is_whitespace)
    })
}

/// The places of an option's name and of a value that is attached to it (`--name=value`, `-rvalue`).
struct OptionWord {
    name: Range<usize>,
    value: Option<Range<usize>>,
}

/// The option that a beginning stands for: a long one may be cut short as long as no other begins so.
fn in_full(name: &str) -> &str {
    let known = WITH_VALUE
        .iter()
        .chain(&WITH_PATH)
        .chain(&WITHOUT_VALUE)
        .chain(&OF_REQUIREMENT);
    let begins = |option: &&&str| option.starts_with(name);
    let mut found: Vec<&str> = known.filter(begins).copied().collect();
    found.sort_unstable();
    found.dedup();
    match found.as_slice() {
        [one] if name.len() > "--".len() => one,
        _ => name,
    }
}

/// What is said of words behind an option: pip reads no requirement there.
fn passed_over(words: &str) -> Cause {
    Cause::BadRequirement(format!(
        "`{words}` stands behind an option, where pip passes over it"
    ))
}

fn split_option(text: &str, word: Range<usize>) -> OptionWord {
    let written = &text[word.clone()];
    let (name_length, value_start) = if written.starts_with("--") {
        match written.find('=') {
            Some(at) => (at, at + 1),
            None => (written.len(), written.len()),
        }
    } else {
        let short = written
            .char_indices()
            .nth(2)
            .map_or(written.len(), |(at, _)| at);
        (short, short)
    };
    OptionWord {
        name: word.start..word.start + name_length,
        value: (value_start < written.len()).then(|| word.start + value_start..word.end),
    }
}

/// The places of the words of a text; quotes keep white space inside a word.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    let mut quote = None;
    for (at, letter) in text.char_indices() {
        match quote {
            Some(open) if letter == open => quote = None,
            Some(_) => {}
            None if letter.is_whitespace() => found.extend(start.take().map(|start| start..at)),
            None => {
                if letter == '"' || letter == '\'' {
                    quote = Some(letter);
                }
                start.get_or_insert(at);
            }
        }
    }
    found.extend(start.map(|start| start..text.len()));
    found
}

fn unquoted(text: &str, range: Range<usize>) -> Range<usize> {
    let written = &text[range.clone()];
    let is_quoted = written.len() >= 2
        && ['"', '\'']
            .iter()
            .any(|quote| written.starts_with(*quote) && written.ends_with(*quote));
    if is_quoted {
        range.start + 1..range.end - 1
    } else {
        range
    }
}

/// The first `${NAME}` of a text.
fn variable(text: &str) -> Option<&str> {
    let start = text.find("${")?;
    let end = text[start..].find('}')?;
    Some(&text[start..=start + end])
}

/// The path of a file that a manifest names.
pub(super) fn include_path(manifest: &Path, written: &str) -> PathBuf {
    let folder = manifest.parent().unwrap_or(Path::new(""));
    normalised(&folder.join(written.replace('\\', "/")))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
#[path = "requirements_tests.rs"]
mod tests;
