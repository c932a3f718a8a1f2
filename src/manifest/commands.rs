//! Requirements that shell commands install: `pip install "redis<5"` in a notebook. The words are a shell's,
//! the requirements those of requirements files.

use std::ops::Range;
use std::path::Path;

use super::lines::LineStarts;
use super::requirements::{WITH_VALUE, parse_body};
use super::shell::{Word, simple_commands};
use super::{Cause, Kind, Manifest, Problem, Requirement};

/// Options of `pip install` that take a value, beside those of requirements files.
const INSTALL_WITH_VALUE: [&str; 26] = [
    "-r",
    "--requirement",
    "-c",
    "--constraint",
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

/// Words that may stand before the command.
const LEADERS: [&str; 4] = ["sudo", "time", "env", "uv"];

/// Reads what the commands of a file install; `commands` are their places in `text`.
pub fn parse_commands(path: &Path, text: &str, commands: &[Range<usize>]) -> Manifest {
    let mut manifest = Manifest {
        path: path.to_owned(),
        requirements: Vec::new(),
        includes: Vec::new(),
        problems: Vec::new(),
        for_itself: true,
    };
    if commands.is_empty() {
        return manifest;
    }
    let lines = LineStarts::new(text);
    for range in commands {
        for command in simple_commands(text, range.clone()) {
            let upgrades = command.iter().any(is_upgrade);
            for word in installed(&command) {
                read(word, upgrades, &lines, &mut manifest);
            }
        }
    }
    manifest
}

fn read(word: &Word, upgrades: bool, lines: &LineStarts, manifest: &mut Manifest) {
    // What the notebook fills in is not known, not even which package it is.
    let name = super::named::name_length(&word.text);
    let is_filled = word.text.contains(['{', '$', '`']);
    if is_filled && name == 0 {
        return;
    }
    let range = word.inner.clone();
    let problem = |cause: Cause| Problem {
        line: lines.line_of(range.start),
        range: range.clone(),
        package: pep508_rs::PackageName::new(word.text[..name].to_owned())
            .ok()
            .map(|package| package.to_string()),
        cause,
    };
    if is_filled {
        let cause = Cause::UnresolvedVariable(word.text[name..].to_owned());
        manifest.problems.push(problem(cause));
        return;
    }
    match parse_body(&word.text) {
        // The newest version is installed then, whichever is there.
        Ok(Some(named)) if upgrades && named.specifiers.is_empty() && !is_direct(&named) => {}
        Ok(Some(requirement)) => {
            let mut requirement = requirement.at(|place| match word.is_plain {
                true => range.start + place.start..range.start + place.end,
                false => range.clone(),
            });
            requirement.editable = word.is_plain;
            requirement.line = lines.line_of(range.start);
            manifest.requirements.push(requirement);
        }
        Ok(None) => {}
        Err(cause) => manifest.problems.push(problem(cause)),
    }
}

/// The requirements among the words of a command, if it is `pip install`.
fn installed(command: &[Word]) -> Vec<&Word> {
    let mut words = behind_pip(command).unwrap_or_default().iter();
    let verb = words.find(|word| !word.text.starts_with('-'));
    let mut out = Vec::new();
    if verb.is_none_or(|verb| verb.text != "install") {
        return out;
    }
    while let Some(word) = words.next() {
        let option = word.text.as_str();
        if INSTALL_WITH_VALUE.contains(&option) || WITH_VALUE.contains(&option) {
            words.next();
        } else if !option.starts_with('-') {
            out.push(word);
        }
    }
    out
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
    let (at, first) = words.find(|(_, word)| {
        let assigns = word.text.split_once('=').is_some_and(|(name, _)| {
            !name.is_empty()
                && name
                    .chars()
                    .all(|one| one.is_ascii_alphanumeric() || one == '_')
        });
        let leads = LEADERS.contains(&word.text.as_str()) || word.text.starts_with('-');
        !assigns && !leads
    })?;
    if is_pip(&first.text) {
        return Some(&command[at + 1..]);
    }
    let name = first.text.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_python = name.starts_with("python") || first.text.contains("sys.executable");
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
mod tests {
    use super::*;

    fn whole(text: &str) -> Vec<Range<usize>> {
        std::iter::once(0..text.len()).collect()
    }

    /// What the commands install, as it is written and whether it can be edited.
    fn installs(text: &str) -> Vec<(String, String, bool)> {
        let manifest = parse_commands(Path::new("n.ipynb"), text, &whole(text));
        let shown = |one: &Requirement| {
            let written = text[one.text_range.clone()].to_owned();
            let asked = format!("{}{}", one.package, one.specifiers);
            (written, asked, one.editable)
        };
        manifest.requirements.iter().map(shown).collect()
    }

    #[test]
    fn what_pip_installs_is_read() {
        for (text, written, asked) in [
            ("pip install a==1.0", "a==1.0", "a==1.0"),
            (
                "pip3 -q install --upgrade -i https://x a==1",
                "a==1",
                "a==1",
            ),
            ("python -m pip install \"a>=1,<2\"", "a>=1,<2", "a>=1, <2"),
            ("{sys.executable} -m pip install 'a <2'", "a <2", "a<2"),
            ("cd x && sudo pip install -r r.txt a", "a", "a"),
            ("uv pip install \\\n  a[b]==1 # c==2", "a[b]==1", "a==1"),
            (
                "X=1 pip install a==1 > /dev/null 2>&1; echo",
                "a==1",
                "a==1",
            ),
            ("echo b\n/usr/bin/pip install a==1 | tail", "a==1", "a==1"),
        ] {
            let expected = [(written.to_owned(), asked.to_owned(), true)];
            assert_eq!(installs(text), expected, "{text}");
        }
    }

    #[test]
    fn what_a_shell_reads_otherwise_is_not_edited() {
        for (text, written, asked) in [
            ("pip install a\\<2", "a\\<2", "a<2"),
            ("pip install a'==1'", "a'==1'", "a==1"),
            // Without quotes a shell reads from a file or writes to one, and pip gets the name alone.
            ("pip install a<2", "a", "a"),
            ("pip install a>=1", "a", "a"),
        ] {
            let expected = [(written.to_owned(), asked.to_owned(), false)];
            assert_eq!(installs(text), expected, "{text}");
        }
    }

    #[test]
    fn what_installs_nothing_is_left_alone() {
        for text in [
            "echo pip install a",
            "pip uninstall a",
            "pip download a==1",
            "conda install a",
            "pip install -e . -r requirements.txt --target a",
            "pip install . ./b {packages} $C",
            "# pip install a",
            "pip install -U a",
            "pip install --upgrade --quiet a b",
            "pip install -qU a",
        ] {
            assert_eq!(installs(text), [], "{text}");
        }
    }

    #[test]
    fn what_is_not_known_is_a_problem() {
        let text = "pip install a=={version}";
        let manifest = parse_commands(Path::new("n.ipynb"), text, &whole(text));
        let [problem] = manifest.problems.as_slice() else {
            panic!("{:?}", manifest.problems);
        };
        assert_eq!(&text[problem.range.clone()], "a=={version}");
        assert_eq!(problem.package.as_deref(), Some("a"));
    }
}
