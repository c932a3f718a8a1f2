//! Which files say what is installed, and who reads them.

use std::path::Path;

use super::blocks::parse_shell;
use super::conda::parse_conda;
use super::dockerfile::parse_dockerfile;
use super::jenkins::parse_jenkinsfile;
use super::lock::{parse_lock, parse_locked_list};
use super::nox::parse_noxfile;
use super::pipelines::parse_pipeline;
use super::pipfile::{parse_pipfile, parse_pipfile_lock};
use super::pixi::parse_pixi;
use super::pre_commit::parse_pre_commit;
use super::pyproject::parse_hatch;
use super::setup_cfg::parse_setup_cfg;
use super::setup_py::parse_setup_py;
use super::tox::{parse_tox_ini, parse_tox_toml};
use super::{Manifest, in_requirements_folder, parse_pyproject, parse_requirements};

/// What a manifest is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A file of requirements or constraints, as pip reads them.
    Requirements,
    /// `pyproject.toml`
    Pyproject,
    /// `setup.cfg`
    SetupCfg,
    /// `setup.py`
    SetupPy,
    /// `Pipfile`
    Pipfile,
    /// `Pipfile.lock`
    PipfileLock,
    /// A lock file that is written as a file of requirements: Rye's, and what compilers of requirements give that name.
    LockedList,
    /// A lock file in TOML.
    Lock,
    /// `environment.yml`
    Conda,
    /// `tox.ini`
    ToxIni,
    /// `tox.toml`
    ToxToml,
    /// `hatch.toml`
    Hatch,
    /// `pixi.toml`
    Pixi,
    /// `.pre-commit-config.yaml`
    PreCommit,
    /// `noxfile.py`
    Nox,
    /// A Dockerfile.
    Dockerfile,
    /// A compose file or a CI file.
    Pipeline,
    /// A Jenkinsfile.
    Jenkins,
    /// A script of a shell.
    Shell,
}

/// Names of CI files, beside those of folders.
const PIPELINES: [&str; 12] = [
    ".appveyor",
    ".cirrus",
    ".drone",
    ".readthedocs",
    ".travis",
    ".woodpecker",
    "action",
    "appveyor",
    "azure-pipelines",
    "bitbucket-pipelines",
    "buildspec",
    "cloudbuild",
];

/// Folders of CI files.
pub(super) const SYSTEMS: [&str; 7] = [
    ".azure",
    ".azure-pipelines",
    ".buildkite",
    ".circleci",
    ".github/workflows",
    ".pipelines",
    ".woodpecker",
];

impl Format {
    /// What a file is written in, by its name alone; none for a file that is no manifest.
    #[must_use]
    pub fn of(path: &Path) -> Option<Format> {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        let known = match name.as_str() {
            "pyproject.toml" => Some(Format::Pyproject),
            "setup.cfg" => Some(Format::SetupCfg),
            "setup.py" => Some(Format::SetupPy),
            "pipfile" => Some(Format::Pipfile),
            "pipfile.lock" => Some(Format::PipfileLock),
            "uv.lock" | "poetry.lock" | "pdm.lock" => Some(Format::Lock),
            "tox.ini" => Some(Format::ToxIni),
            "tox.toml" => Some(Format::ToxToml),
            "hatch.toml" => Some(Format::Hatch),
            "pixi.toml" => Some(Format::Pixi),
            ".pre-commit-config.yaml" | ".pre-commit-config.yml" => Some(Format::PreCommit),
            "noxfile.py" => Some(Format::Nox),
            _ => None,
        };
        known.or_else(|| Self::by_pattern(path, &name))
    }

    fn by_pattern(path: &Path, name: &str) -> Option<Format> {
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        let is_docker = |part: &str| matches!(part, "dockerfile" | "containerfile");
        match extension {
            "txt" | "in" => {
                let is_named = ["requirements", "constraints"]
                    .iter()
                    .any(|word| name.contains(word));
                (is_named || in_requirements_folder(path)).then_some(Format::Requirements)
            }
            "lock" if stem.starts_with("requirements") => Some(Format::LockedList),
            "toml" if stem == "pylock" || stem.starts_with("pylock.") => Some(Format::Lock),
            "yml" | "yaml" if is_pipeline(path, stem) => Some(Format::Pipeline),
            "yml" | "yaml" if is_conda(stem) => Some(Format::Conda),
            "sh" | "bash" | "zsh" => Some(Format::Shell),
            _ if name
                .split(['.', '-', '_'])
                .any(|part| part == "jenkinsfile") =>
            {
                Some(Format::Jenkins)
            }
            _ if name.split(['.', '-', '_']).next().is_some_and(is_docker)
                || is_docker(extension) =>
            {
                Some(Format::Dockerfile)
            }
            _ => None,
        }
    }

    /// What a file is written in that others include, whatever its name.
    pub(super) fn of_any(path: &Path) -> Format {
        let extension = path.extension().and_then(|extension| extension.to_str());
        let included = match extension {
            Some("yml" | "yaml") => Format::Pipeline,
            _ => Format::Requirements,
        };
        Format::of(path).unwrap_or(included)
    }

    /// Whether a file of this format is nothing but a manifest: code and what sets variables are read as such
    /// too.
    #[must_use]
    pub fn is_alone(self) -> bool {
        !matches!(
            self,
            Format::SetupPy
                | Format::Nox
                | Format::Conda
                | Format::PreCommit
                | Format::Dockerfile
                | Format::Pipeline
                | Format::Jenkins
                | Format::Shell
        )
    }

    /// Whether it says what was chosen, not what is wished for.
    #[must_use]
    pub fn is_lock(self) -> bool {
        matches!(
            self,
            Format::Lock | Format::LockedList | Format::PipfileLock
        )
    }

    /// Reads a text.
    #[must_use]
    pub fn parse(self, path: &Path, source: &str) -> Manifest {
        match self {
            Format::Requirements => parse_requirements(path, source),
            Format::Pyproject => parse_pyproject(path, source),
            Format::SetupCfg => parse_setup_cfg(path, source),
            Format::SetupPy => parse_setup_py(path, source),
            Format::Pipfile => parse_pipfile(path, source),
            Format::PipfileLock => parse_pipfile_lock(path, source),
            Format::Lock => parse_lock(path, source),
            Format::LockedList => parse_locked_list(path, source),
            Format::Conda => parse_conda(path, source),
            Format::ToxIni => parse_tox_ini(path, source),
            Format::ToxToml => parse_tox_toml(path, source),
            Format::Hatch => parse_hatch(path, source),
            Format::Pixi => parse_pixi(path, source),
            Format::PreCommit => parse_pre_commit(path, source),
            Format::Nox => parse_noxfile(path, source),
            Format::Dockerfile => parse_dockerfile(path, source),
            Format::Pipeline => parse_pipeline(path, source),
            Format::Jenkins => parse_jenkinsfile(path, source),
            Format::Shell => parse_shell(path, source),
        }
    }
}

fn is_conda(stem: &str) -> bool {
    ["environment", "conda", "env"].iter().any(|word| {
        let rest = stem.strip_prefix(word);
        rest.is_some_and(|rest| !rest.starts_with(|letter: char| letter.is_alphanumeric()))
    })
}

fn is_pipeline(path: &Path, stem: &str) -> bool {
    let folder = path.parent().unwrap_or(Path::new(""));
    let begins = |word: &&str| {
        let rest = stem.strip_prefix(*word);
        rest.is_some_and(|rest| !rest.starts_with(|letter: char| letter.is_alphanumeric()))
    };
    ["azure-pipelines", "compose", "docker-compose"]
        .iter()
        .any(begins)
        || SYSTEMS.iter().any(|one| folder.ends_with(one))
        || stem.ends_with(".gitlab-ci")
        || PIPELINES.contains(&stem)
}
