//! The configuration: `exuvia.toml`, or `[tool.exuvia]` in `pyproject.toml`. It says which rules are reported in which files,
//! in which phases which packages go from which version to which, what is checked then, and the options of the run.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use memchr::memmem;
use pep440_rs::Version;
use pep508_rs::PackageName;
use serde::Deserialize;

use crate::evidence::Kind;
use crate::finding::Severity;

/// The name of the file.
pub const NAME: &str = "exuvia.toml";

/// The file of which one table is about this tool.
pub const PYPROJECT: &str = "pyproject.toml";

/// The least severity that fails a run; notes never do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Least {
    /// Only what breaks, and holes.
    #[default]
    Error,
    /// Also what changes behaviour or is deprecated.
    Warning,
}

impl Least {
    /// The severity.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
        }
    }
}

/// The language of what people read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Chinese.
    Zh,
}

/// How findings are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// An excerpt of the code, the way the value took and what to do.
    #[default]
    Full,
    /// One line a finding.
    Concise,
    /// The findings of each file under its path.
    Grouped,
    /// The JSON contract, version 1 (docs/report.schema.json).
    Json,
    /// One finding a line, each as the JSON contract has it.
    Jsonl,
    /// SARIF 2.1.0, with fixes, for code scanning and editors.
    Sarif,
    /// Workflow commands of GitHub Actions, shown beside the lines of a pull request.
    Github,
    /// A report of GitLab's code quality.
    Gitlab,
    /// JUnit's XML, as Jenkins reads it.
    Junit,
    /// The format of reviewdog, with suggestions.
    Rdjson,
}

impl Format {
    /// Whether people read it, with colours where they are wanted.
    #[must_use]
    pub const fn is_for_people(self) -> bool {
        matches!(self, Self::Full | Self::Concise | Self::Grouped)
    }
}

/// What the file says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// Rules to report: codes, beginnings of codes or packs; all but those of packs that are asked for by name where it is
    /// left out. Of a file nearer to the code, it stands instead of what this one says.
    pub select: Option<Vec<String>>,
    /// Rules to leave out. Of a file nearer to the code, it stands instead of what this one says.
    pub ignore: Option<Vec<String>>,
    /// Rules to leave out in some files, by a pattern as in `.gitignore`, beginning at the folder of this file.
    pub per_file_ignores: Option<BTreeMap<String, Vec<String>>>,
    /// Files and folders that are not read besides what `.gitignore` names: patterns as there.
    pub extend_exclude: Option<Vec<String>>,
    /// Whether files that are named on the command line are left out as well where `extend-exclude` names them.
    pub force_exclude: Option<bool>,
    /// The least severity that makes the exit code of `check` and `fix` 1.
    pub fail_on: Option<Least>,
    /// How `check` and `fix` write findings.
    pub output_format: Option<Format>,
    /// A file of findings that `check` does not report, beginning at the folder of this file.
    pub baseline: Option<PathBuf>,
    /// Folders of rule packs beside those that are shipped, beginning at the folder of this file.
    pub rules: Option<Vec<PathBuf>>,
    /// The language of the plan.
    pub lang: Option<Lang>,
    /// Options of packs by name, `client-style` say.
    #[serde(default)]
    pub options: BTreeMap<String, String>,
    /// The phases in their order.
    #[serde(default)]
    pub phases: Vec<PhaseConfig>,
    /// What is said of packages, by their names.
    #[serde(default)]
    pub packages: BTreeMap<String, PackageConfig>,
    /// Minutes that stand instead of the table's.
    pub effort: Option<EffortConfig>,
}

/// One phase.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PhaseConfig {
    /// For people.
    pub title: String,
    /// Why it is where it is, for people.
    pub reason: Option<String>,
    /// How long it may take, for people.
    pub span: Option<String>,
    /// Its packages in their order.
    pub packages: Vec<String>,
}

/// What is said of one package.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PackageConfig {
    /// The version that the plan was made for: for people, the manifests say what is so.
    pub from: Option<String>,
    /// The version that the project goes to.
    pub to: Option<String>,
    /// Options of its pack by name, `client-style` say.
    #[serde(default)]
    pub options: BTreeMap<String, String>,
    /// What must hold before the package is done.
    #[serde(default)]
    pub checkpoints: Vec<Checkpoint>,
}

/// Something that must hold.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Checkpoint {
    /// For people.
    pub text: String,
    /// Codes, or beginnings of codes, of rules: it holds where they found nothing.
    #[serde(default)]
    pub rules: Vec<String>,
    /// What other tool must speak for it.
    pub evidence: Option<Kind>,
}

/// Minutes that stand instead of the table's.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EffortConfig {
    /// Of a place that a patch does.
    pub safe: Option<u32>,
    /// Of a place that a patch does and that a person must look at.
    pub r#unsafe: Option<u32>,
    /// Of a place that is left to a person.
    pub manual: Option<u32>,
    /// Of a step of one package in one service.
    pub step: Option<u32>,
    /// Working hours of a day.
    pub hours_a_day: Option<u32>,
    /// Of places that are left to a person, by the reason.
    #[serde(default)]
    pub reasons: BTreeMap<String, u32>,
}

/// `pyproject.toml`, as far as it is about this tool.
#[derive(Deserialize)]
struct Pyproject {
    tool: Option<Tools>,
}

#[derive(Deserialize)]
struct Tools {
    exuvia: Option<Config>,
}

impl Config {
    /// Reads a plan file.
    ///
    /// # Errors
    /// When it is no TOML, when it has a key that is not known, or when a version or the name of a package is none: with the
    /// line where that is known.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        let read: Self = toml::from_str(text).map_err(hinted)?;
        read.sound()
    }

    /// Reads `[tool.exuvia]`; none where there is no such table.
    ///
    /// # Errors
    /// As [`Self::parse`].
    pub fn parse_pyproject(text: &str) -> anyhow::Result<Option<Self>> {
        let read: Pyproject = toml::from_str(text).map_err(hinted)?;
        let read = read.tool.and_then(|tools| tools.exuvia);
        read.map(Self::sound).transpose()
    }

    /// The file that governs a folder: the nearest at it or above it, up to where the repository begins.
    ///
    /// # Errors
    /// When there is one that cannot be read.
    pub fn governing(folder: &Path) -> anyhow::Result<Option<(PathBuf, Self)>> {
        for at in folder.ancestors() {
            for name in [NAME, PYPROJECT] {
                if let Some(found) = Self::read(&at.join(name))? {
                    return Ok(Some(found));
                }
            }
            if at.join(".git").exists() {
                return Ok(None);
            }
        }
        Ok(None)
    }

    /// Reads the file at a path: a `pyproject.toml`, or one that is about nothing else; none where there is no such file,
    /// or it says nothing of this tool.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(path: &Path) -> anyhow::Result<Option<(PathBuf, Self)>> {
        if !path.is_file() {
            return Ok(None);
        }
        let bytes = std::fs::read(path).with_context(|| shown(path))?;
        let is_own = path.file_name().is_some_and(|name| name == NAME);
        let text = match std::str::from_utf8(&bytes) {
            Ok(text) => text,
            // As below.
            Err(_) if !is_own && memmem::find(&bytes, b"tool.exuvia").is_none() => return Ok(None),
            Err(error) => return Err(error).with_context(|| shown(path)),
        };
        let config = match is_own {
            true => Self::parse(text).map(Some),
            // What else is wrong with it is said where manifests are read.
            false if !text.contains("tool.exuvia") => Ok(None),
            false => Self::parse_pyproject(text),
        };
        let config = config.with_context(|| shown(path))?;
        Ok(config.map(|config| (path.to_owned(), config)))
    }

    /// Options of packs, those that stand at a package first.
    pub fn settings(&self) -> impl Iterator<Item = (&str, &str)> {
        let of_packages = self.packages.values().flat_map(|one| &one.options);
        let all = of_packages.chain(&self.options);
        all.map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The versions that the packages go to.
    #[must_use]
    pub fn targets(&self) -> BTreeMap<String, Version> {
        let said = self.packages.iter();
        let said =
            said.filter_map(|(name, one)| Some((name.clone(), one.to.as_ref()?.parse().ok()?)));
        said.collect()
    }

    /// The same with names of packages normalised.
    fn sound(mut self) -> anyhow::Result<Self> {
        let named = std::mem::take(&mut self.packages);
        for (name, one) in named {
            let versions = [("from", &one.from), ("to", &one.to)];
            for (key, text) in versions {
                if let Some(text) = text
                    && let Err(error) = text.parse::<Version>()
                {
                    bail!("packages.{name}.{key}: {text:?} is no version: {error}");
                }
            }
            let normal = normalised(&name).with_context(|| format!("packages.{name}"))?;
            if self.packages.insert(normal, one).is_some() {
                bail!("packages.{name}: stands there twice");
            }
        }
        for phase in &mut self.phases {
            for name in &mut phase.packages {
                *name = normalised(name).with_context(|| format!("phase {:?}", phase.title))?;
            }
        }
        let all = self.phases.iter().flat_map(|phase| &phase.packages);
        let mut seen = std::collections::BTreeSet::new();
        for name in all {
            if !seen.insert(name) {
                bail!("{name}: stands in two phases");
            }
        }
        Ok(self)
    }
}

/// An error with what a key or a word that is not known might have been.
fn hinted(error: toml::de::Error) -> anyhow::Error {
    let message = error.message();
    let mut words = message.split('`').skip(1).step_by(2);
    let near = words.next().and_then(|unknown| {
        let known: Vec<&str> = words.collect();
        let near = similar::get_close_matches(unknown, &known, 1, 0.6);
        near.first()
            .map(|near| (unknown.to_owned(), (*near).to_owned()))
    });
    match near {
        Some((unknown, near)) if message.starts_with("unknown ") => {
            anyhow::anyhow!("{}did you mean `{near}` instead of `{unknown}`?", error)
        }
        _ => error.into(),
    }
}

fn normalised(name: &str) -> anyhow::Result<String> {
    let read: PackageName = name.parse()?;
    Ok(read.to_string())
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const SMALL: &str = r#"
lang = "zh"

[[phases]]
title = "Holes first"
packages = ["Python_Jose", "fastapi"]

[packages.fastapi]
from = "0.104.1"
to = "0.116.0"
checkpoints = [{ text = "Routes answer", rules = ["PLN001"] }]
"#;

    #[test]
    fn a_plan_file_says_phases_versions_and_checkpoints() {
        let config = Config::parse(SMALL).unwrap();
        assert_eq!(config.lang, Some(Lang::Zh));
        assert_eq!(config.phases[0].packages, ["python-jose", "fastapi"]);
        assert_eq!(config.targets()["fastapi"].to_string(), "0.116.0");
        assert_eq!(config.packages["fastapi"].checkpoints[0].rules, ["PLN001"]);
    }

    #[test]
    fn what_is_not_known_is_refused_with_its_place() {
        let wrong = |text: &str| format!("{:#}", Config::parse(text).unwrap_err());
        let unknown = wrong("lang = \"en\"\n[packages.redis]\ntoo = \"6\"\n");
        assert!(
            unknown.contains("line 3") && unknown.contains("`too`") && unknown.contains("`to`"),
            "{unknown}"
        );
        let version = wrong("[packages.redis]\nto = \"six\"\n");
        assert!(version.contains("packages.redis.to"), "{version}");
        let twice = wrong("[[phases]]\ntitle = \"a\"\npackages = [\"redis\", \"Redis\"]\n");
        assert!(twice.contains("two phases"), "{twice}");
    }

    #[test]
    fn the_schema_is_that_of_what_is_read() {
        let schema = schemars::schema_for!(Config);
        let fresh = serde_json::to_string_pretty(&schema).unwrap() + "\n";
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/config.schema.json");
        if std::env::var_os("EXUVIA_BLESS").is_some() {
            std::fs::write(path, &fresh).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap(), fresh);
    }

    #[test]
    fn a_key_that_is_not_known_might_be_another_one() {
        let wrong = Config::parse("ignroe = []\n").unwrap_err().to_string();
        assert!(wrong.contains("did you mean `ignore`"), "{wrong}");
        let wrong = Config::parse_pyproject("[tool.exuvia.packages.redis]\ntoo = \"6\"\n");
        let wrong = wrong.unwrap_err().to_string();
        assert!(
            wrong.contains("line 2") && wrong.contains("did you mean `to`"),
            "{wrong}"
        );
    }

    #[test]
    fn the_nearest_file_governs() {
        let root = tempfile::tempdir().unwrap();
        let inner = root.path().join("a/b");
        std::fs::create_dir_all(&inner).unwrap();
        std::fs::create_dir(root.path().join(".git")).unwrap();
        assert!(Config::governing(&inner).unwrap().is_none());
        let pyproject = root.path().join("pyproject.toml");
        std::fs::write(&pyproject, "[tool.exuvia]\nlang = \"zh\"\n").unwrap();
        let found = Config::governing(&inner).unwrap().unwrap();
        assert_eq!((found.0, found.1.lang), (pyproject, Some(Lang::Zh)));
        std::fs::write(root.path().join("a/exuvia.toml"), "").unwrap();
        let found = Config::governing(&inner).unwrap().unwrap();
        assert_eq!(found.1.lang, None);
    }

    #[test]
    fn a_project_in_another_encoding_is_no_configuration_unless_it_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let pyproject = folder.path().join("pyproject.toml");
        std::fs::write(&pyproject, b"[project]\nname = \"caf\xe9\"\n").unwrap();
        assert_eq!(Config::read(&pyproject).unwrap(), None);
        std::fs::write(&pyproject, b"[tool.exuvia]\nselect = [\"caf\xe9\"]\n").unwrap();
        let said = format!("{:#}", Config::read(&pyproject).unwrap_err());
        assert!(
            said.contains("pyproject.toml") && said.contains("utf-8"),
            "{said}"
        );
        let own = folder.path().join(NAME);
        std::fs::write(&own, b"# caf\xe9\n").unwrap();
        assert!(Config::read(&own).is_err());
    }
}
