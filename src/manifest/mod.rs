//! Dependency manifests: what a project asks for, where it says so, and how to say something newer.
//!
//! | file | gives |
//! |---|---|
//! | `requirements.rs` | requirement and constraint files, each requirement with its places in the bytes |
//! | `pyproject.rs`, `poetry.rs` | the tables of `pyproject.toml` |
//! | `format.rs` | which file is written in what |
//! | `setup_cfg.rs`, `tox.rs`, `ini.rs` | setuptools' and tox's files of sections |
//! | `setup_py.rs`, `nox.rs`, `python.rs`, `put_together.rs`, `script.rs` | literals in Python code, and the comment of a script |
//! | `pipfile.rs`, `lock.rs`, `conda.rs`, `pixi.rs`, `pre_commit.rs`, `yaml.rs` | Pipenv's files, lock files, conda's environments, pixi's tables, pre-commit's hooks |
//! | `commands.rs`, `runners.rs`, `shell.rs` | what shell commands install: of a notebook, and of |
//! | `dockerfile.rs`, `pipelines.rs`, `jenkins.rs`, `borrowed.rs` | Dockerfiles, compose files, CI files and what they take from elsewhere |
//! | `filled.rs`, `matrices.rs` | what variables in commands are, by what the file sets them to and by its matrices |
//! | `builder.rs` | a manifest while it is read |
//! | `listing.rs` | what all of them ask for, as one list |
//! | `specifiers.rs` | sets of versions: what a specifier admits, whether two of them meet |
//! | `governing.rs` | the manifests of a project together: which one counts for a source file |
//! | `places.rs` | which folder a manifest speaks for, and which of several comes first |
//! | `environments.rs`, `together.rs` | what is installed together, and what excludes each other there |
//! | `index.rs` | what is wrong as the tables of releases have it |
//! | `advisories.rs`, `known.rs` | which versions have known advisories, through what they ask for as well |
//! | `faults.rs` | all of that as one list, for a report |
//! | `floor.rs`, `words.rs` | the edit that raises the lowest admitted version, in the words of the file's tool |
//! | `replace.rs` | the edit that asks for another package in the place of one |
//! | `written.rs` | files that tools write, and with which command |
//!
//! Everything here is pure over paths and texts: the engine walks, reads and hands files in. A line
//! that cannot be read becomes a [`Problem`] with its place; none is dropped.

use std::ops::Range;
use std::path::{Path, PathBuf};

use pep440_rs::{Operator, Version, VersionSpecifiers};

mod advisories;
mod blocks;
mod borrowed;
mod builder;
mod commands;
mod conda;
mod direct;
mod dockerfile;
mod environments;
mod faults;
mod filled;
mod floor;
mod format;
mod governing;
mod index;
mod ini;
mod jenkins;
mod known;
mod lines;
mod listing;
mod lock;
mod matrices;
mod named;
mod nox;
mod pipelines;
mod pipfile;
mod pixi;
mod places;
mod poetry;
mod pre_commit;
mod put_together;
mod pyproject;
mod python;
mod replace;
mod requirements;
mod runners;
mod script;
mod setup_cfg;
mod setup_py;
mod shell;
mod specifiers;
mod together;
mod tox;
mod words;
mod written;
mod yaml;

pub use advisories::{Advisories, Advisory};
pub use blocks::{Block, blocks, commands_in, is_crontab, is_runbook};
pub use commands::parse_commands;
pub use faults::{Fault, FaultFound, faults};
pub use floor::{FloorChange, FloorEdit, FloorObstacle, raise_floor};
pub use format::Format;
pub use governing::{ManifestSet, Pin};
pub use index::Index;
pub use known::{Holes, Judged, Known};
pub use lines::comment_start;
pub use listing::{Listed, ListedProblem, Listing, listing};
pub use pyproject::parse_pyproject;
pub use replace::{Another, Fate};
pub use requirements::parse_requirements;
pub use script::{SCRIPT, parse_script};
pub use shell::{Simple, Word};
pub use specifiers::{
    admits, check_requirement, lowest_admitted, next_major, satisfies, specifiers_meet,
};
pub use together::alternative;
pub use words::Words;
pub use written::{written_by, written_with};

/// One manifest as it was read.
#[derive(Debug, Clone)]
pub struct Manifest {
    /// The path that the file was handed in with.
    pub path: PathBuf,
    /// What it asks for, in the order of the file.
    pub requirements: Vec<Requirement>,
    /// The other files that it names, in the order of the file.
    pub includes: Vec<Include>,
    /// The folders of other packages that it installs, in the order of the file.
    pub folders: Vec<LocalFolder>,
    /// The package that it is the manifest of, normalised, if it says so.
    pub name: Option<String>,
    /// What could not be read, in the order of the file.
    pub problems: Vec<Problem>,
    /// Whether it says what is there for the file that it is, and not for its folder: a notebook.
    pub for_itself: bool,
}

impl Manifest {
    /// One that says nothing yet.
    #[must_use]
    pub fn new(path: &Path) -> Manifest {
        Manifest {
            path: path.to_owned(),
            requirements: Vec::new(),
            includes: Vec::new(),
            folders: Vec::new(),
            name: None,
            problems: Vec::new(),
            for_itself: false,
        }
    }
}

/// A folder with another package of the project, which is installed from there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalFolder {
    /// The path as written, joined to the folder of the manifest, `..` resolved.
    pub path: PathBuf,
    /// The line where it is named, from 1.
    pub line: u32,
    /// The bytes of the named path.
    pub range: Range<usize>,
    /// The extras that are asked for, normalised.
    pub extras: Vec<String>,
}

impl LocalFolder {
    /// The path of a folder that a manifest names; none for the project's own, which lies around the
    /// manifest.
    fn other_than_own(manifest: &Path, written: &str) -> Option<PathBuf> {
        let written = written.split(['[', '#']).next().unwrap_or(written);
        let written = written.strip_prefix("file:").unwrap_or(written);
        let path = requirements::include_path(manifest, written.trim_start_matches("//"));
        let own = manifest.parent().unwrap_or(Path::new(""));
        // Above the folder that paths are relative to is `..`.
        let is_above = path
            .components()
            .all(|part| part == std::path::Component::ParentDir);
        (!own.starts_with(&path) && !is_above).then_some(path)
    }
}

/// One requirement, with its places in the file's text. All ranges are byte offsets from 0.
#[derive(Debug, Clone)]
pub struct Requirement {
    /// The package's name, normalised as package indexes do (`Zope.Event` is `zope-event`).
    pub package: String,
    /// The name as it is written.
    pub raw_name: String,
    /// The versions asked for, carets and tildes translated; empty if any version will do.
    pub specifiers: VersionSpecifiers,
    /// The comma-separated parts of the specifier set with their places, in the order of the file.
    /// Empty where the file's own syntax is another (Poetry).
    pub clauses: Vec<Clause>,
    /// Extras, normalised, in the order of the file.
    pub extras: Vec<String>,
    /// The environment marker as it is written, without its semicolon.
    pub marker: Option<String>,
    /// What kind of wish this is.
    pub kind: Kind,
    /// The extra or the group that it belongs to, if any.
    pub group: Option<String>,
    /// Whether hashes of the allowed files stand beside it.
    pub hashes: bool,
    /// Whether it is only one of what may be installed there: behind a condition of a tool's, or by one of several
    /// commands. It is held against nothing.
    pub conditional: bool,
    /// Whether [`raise_floor`] may edit the file that it stands in.
    pub editable: bool,
    /// The line where it begins, from 1.
    pub line: u32,
    /// From the name to the end of the specifier, URL or marker; options behind it are not in it.
    pub text_range: Range<usize>,
    /// The name alone.
    pub name_range: Range<usize>,
    /// From the first operator to the last version, if there is a specifier.
    pub specifier_range: Option<Range<usize>>,
    /// Where a specifier goes if there is none: behind the name and its extras.
    pub insert_at: usize,
    /// Where its versions stand in the words of another tool, which can be edited too.
    pub phrase: Option<(Words, Range<usize>)>,
}

/// One part of a specifier set: `>=1.0`.
#[derive(Debug, Clone)]
pub struct Clause {
    /// The operator; wildcards have their own.
    pub operator: Operator,
    /// The version, without a wildcard's `.*`.
    pub version: Version,
    /// The operator's bytes.
    pub operator_range: Range<usize>,
    /// The version's bytes, with a wildcard's `.*`.
    pub version_range: Range<usize>,
}

/// What kind of wish a requirement is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// Always installed.
    Requirement,
    /// Not asked for, but limited if something else asks.
    Constraint,
    /// Installed with an extra.
    Optional,
    /// Installed with a group (development tools, as a rule).
    Group,
    /// Needed to build the project, not to run it.
    Build,
    /// What a lock file chose.
    Lock,
    /// Installed by a command: of a Dockerfile, a compose file, a CI file, a notebook.
    Install,
    /// Installed by conda.
    Conda,
    /// What a script says of itself (PEP 723).
    Script,
    /// A file, a URL or a repository instead of a version.
    Direct(Direct),
}

impl Kind {
    /// A short name for machines.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Kind::Requirement => "requirement",
            Kind::Constraint => "constraint",
            Kind::Optional => "optional",
            Kind::Group => "group",
            Kind::Build => "build",
            Kind::Lock => "lock",
            Kind::Install => "install",
            Kind::Conda => "conda",
            Kind::Script => "script",
            Kind::Direct(_) => "direct",
        }
    }
}

/// Where a direct requirement points to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Direct {
    /// The URL or path as it is written.
    pub target: String,
    /// The version that the target's file name or tag names, if it does.
    pub version: Option<Version>,
}

/// A line that names another requirements file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Include {
    /// The named file: the path as written, joined to the folder of the including file, `..` resolved.
    pub path: PathBuf,
    /// Whether it is named as a constraints file.
    pub constraint: bool,
    /// Whether it may lie elsewhere: a command runs in a folder that is not known.
    pub may_lack: bool,
    /// The line where it is named, from 1.
    pub line: u32,
    /// The bytes of the named path.
    pub range: Range<usize>,
}

/// Something in a manifest that could not be read or followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1.
    pub line: u32,
    /// The bytes in question.
    pub range: Range<usize>,
    /// The normalised package, where it is known.
    pub package: Option<String>,
    /// What is wrong.
    pub cause: Cause,
}

/// What is wrong with a place in a manifest.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Cause {
    /// Neither a requirement nor anything else that may stand there.
    #[error("not a requirement: {0}")]
    BadRequirement(String),
    /// An option that requirements files don't have.
    #[error("`{0}` is not an option of requirements files")]
    UnknownOption(String),
    /// An option without the value that it needs.
    #[error("`{0}` needs a value")]
    MissingValue(String),
    /// The requirement depends on an environment variable.
    #[error("`{0}` is filled in from the environment, so the requirement is not known here")]
    UnresolvedVariable(String),
    /// A URL or path that doesn't say which package it is.
    #[error("`{0}` does not say which package it installs")]
    UnnamedDirect(String),
    /// An included file that lies on a server.
    #[error("`{0}` is not a local file and was not read")]
    RemoteInclude(String),
    /// An included file that the project doesn't have.
    #[error("`{0}` is not a readable file of the project")]
    MissingFile(String),
    /// Files that include each other.
    #[error("`{0}` includes this file in turn")]
    IncludeLoop(String),
    /// The file is not TOML.
    #[error("not valid TOML: {0}")]
    TomlSyntax(String),
    /// The file is not JSON.
    #[error("not valid JSON: {0}")]
    JsonSyntax(String),
    /// The file is not YAML.
    #[error("not valid YAML: {0}")]
    YamlSyntax(String),
    /// The file is not Python.
    #[error("not valid Python, so what it asks for is not known")]
    PythonSyntax,
    /// Requirements that show only when code runs.
    #[error("{0}")]
    DynamicRequirements(String),
    /// A group that is not there.
    #[error("there is no group `{0}`")]
    MissingGroup(String),
    /// Groups that include each other.
    #[error("the group `{0}` includes itself")]
    GroupLoop(String),
    /// Another requirement of the same package, which no version satisfies together with this one.
    #[error("{0}")]
    Conflict(String),
    /// The package is named before in the same file.
    #[error("{0}")]
    Duplicate(String),
    /// What another requirement's package asks for excludes this one.
    #[error("{0}")]
    ConflictWithDependency(String),
    /// A direct reference from which no version can be told.
    #[error("`{0}` names no version, so what it installs is not known here")]
    UnversionedDirect(String),
    /// A pin that no release satisfies.
    #[error("{0}")]
    NeverReleased(String),
    /// What a lock file chose is not what the manifest beside it asks for.
    #[error("{0}")]
    OutdatedLock(String),
}

impl Cause {
    /// A short name for machines, in kebab case.
    pub fn code(&self) -> &'static str {
        match self {
            Cause::BadRequirement(_)
            | Cause::UnknownOption(_)
            | Cause::MissingValue(_)
            | Cause::YamlSyntax(_)
            | Cause::PythonSyntax
            | Cause::MissingGroup(_) => "bad-requirement",
            Cause::UnresolvedVariable(_) => "unresolved-variable",
            Cause::UnnamedDirect(_) | Cause::UnversionedDirect(_) => "direct-reference",
            Cause::JsonSyntax(_) => "json-syntax",
            Cause::DynamicRequirements(_) => "dynamic-requirements",
            Cause::Conflict(_) | Cause::OutdatedLock(_) => "conflict",
            Cause::Duplicate(_) => "duplicate",
            Cause::ConflictWithDependency(_) => "conflict-with-dependency",
            Cause::NeverReleased(_) => "never-released",
            Cause::RemoteInclude(_) | Cause::MissingFile(_) => "missing-file",
            Cause::IncludeLoop(_) | Cause::GroupLoop(_) => "include-loop",
            Cause::TomlSyntax(_) => "toml-syntax",
        }
    }
}

/// Whether a file is a manifest and nothing else, by its name alone: requirements and constraints, `pyproject.toml`,
/// `setup.cfg`, `Pipfile`, tox's files, lock files. Code and files that set variables may be manifests beside what
/// else they are: [`Format::of`] knows all.
pub fn is_manifest(path: &Path) -> bool {
    Format::of(path).is_some_and(Format::is_alone)
}

/// Reads a manifest in the format that its name says; what has no such name is read as a requirements file, since
/// included files may have any, and YAML as what files of CI systems include.
pub fn parse_manifest(path: &Path, source: &str) -> Manifest {
    Format::of_any(path).parse(path, source)
}

/// Whether a manifest is written in TOML.
pub fn is_toml(path: &Path) -> bool {
    use Format::{Hatch, Lock, Pipfile, Pixi, Pyproject, ToxToml};
    matches!(
        Format::of(path),
        Some(Pyproject | Pipfile | Lock | ToxToml | Hatch | Pixi)
    )
}

/// Whether the file lies in a folder that is called `requirements`.
fn in_requirements_folder(path: &Path) -> bool {
    path.parent()
        .and_then(Path::file_name)
        .is_some_and(|folder| folder == "requirements")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn manifests_are_known_by_their_names() {
        let table = [
            ("requirements.txt", true),
            ("a/requirements-dev.txt", true),
            ("dev_requirements.txt", true),
            ("Requirements.TXT", true),
            ("constraints.txt", true),
            ("py3-constraints-all.txt", true),
            ("requirements/prod.txt", true),
            ("a/requirements/prod.txt", true),
            ("pyproject.toml", true),
            ("requirements/notes.md", false),
            ("requirements.in", true),
            ("requirements/base.in", true),
            ("MANIFEST.in", false),
            ("requirements/a/prod.txt", false),
            ("readme.txt", false),
            ("poetry.toml", false),
            ("setup.cfg", true),
            ("Pipfile", true),
            ("Pipfile.lock", true),
            ("a/uv.lock", true),
            ("pylock.dev.toml", true),
            ("tox.ini", true),
            ("hatch.toml", true),
            ("setup.py", false),
            ("environment.yml", false),
            ("Dockerfile", false),
        ];
        for (path, expected) in table {
            assert_eq!(is_manifest(Path::new(path)), expected, "{path}");
        }
    }

    #[test]
    fn what_else_is_read_is_known_by_its_name_too() {
        let table = [
            ("a/setup.py", Some(Format::SetupPy)),
            ("noxfile.py", Some(Format::Nox)),
            ("environment-dev.yaml", Some(Format::Conda)),
            ("env.yml", Some(Format::Conda)),
            ("environments.yml", None),
            ("Dockerfile.prod", Some(Format::Dockerfile)),
            ("api.Dockerfile", Some(Format::Dockerfile)),
            ("Containerfile", Some(Format::Dockerfile)),
            ("docker-compose.test.yml", Some(Format::Pipeline)),
            ("compose.yaml", Some(Format::Pipeline)),
            ("composer.yaml", None),
            (".github/workflows/ci.yml", Some(Format::Pipeline)),
            (".github/dependabot.yml", None),
            (".gitlab-ci.yml", Some(Format::Pipeline)),
            (".circleci/config.yml", Some(Format::Pipeline)),
            (".travis.yml", Some(Format::Pipeline)),
            ("ci/azure-pipelines-nightly.yml", Some(Format::Pipeline)),
            (".azure/build.yaml", Some(Format::Pipeline)),
            ("appveyor.yml", Some(Format::Pipeline)),
            ("azure.yml", None),
            ("a/requirements-dev.lock", Some(Format::LockedList)),
            ("yarn.lock", None),
            ("Jenkinsfile", Some(Format::Jenkins)),
            ("ci/Jenkinsfile.release", Some(Format::Jenkins)),
            ("release.Jenkinsfile", Some(Format::Jenkins)),
            ("scripts/up.sh", Some(Format::Shell)),
            ("setup.pyi", None),
        ];
        for (path, expected) in table {
            assert_eq!(Format::of(Path::new(path)), expected, "{path}");
        }
    }
}
