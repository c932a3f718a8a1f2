//! The plan file: `exuvia.toml`, or `[tool.exuvia]` in `pyproject.toml`. It says in which phases which packages go from which
//! version to which, what is checked then, and the options of the run.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use pep440_rs::Version;
use pep508_rs::PackageName;
use serde::Deserialize;

use crate::engine::Options;
use crate::evidence::Kind;

/// The name of the file.
pub const NAME: &str = "exuvia.toml";

/// The language of what people read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Chinese.
    Zh,
}

/// What a plan file says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
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
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PhaseConfig {
    /// For people.
    pub title: String,
    /// How long it may take, for people.
    pub span: Option<String>,
    /// Its packages in their order.
    pub packages: Vec<String>,
}

/// What is said of one package.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PackageConfig {
    /// The version that the plan was made for: for people, the manifests say what is so.
    pub from: Option<String>,
    /// The version that the project goes to.
    pub to: Option<String>,
    /// What must hold before the package is done.
    #[serde(default)]
    pub checkpoints: Vec<Checkpoint>,
}

/// Something that must hold.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
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
    exuvia: Option<toml::Table>,
}

impl Config {
    /// Reads a plan file.
    ///
    /// # Errors
    /// When it is no TOML, when it has a key that is not known, or when a version or the name of a package is none: with the
    /// line where that is known.
    pub fn parse(text: &str) -> anyhow::Result<Self> {
        let read: Self = toml::from_str(text)?;
        read.sound()
    }

    /// Reads `[tool.exuvia]`; none where there is no such table.
    ///
    /// # Errors
    /// As [`Self::parse`].
    pub fn parse_pyproject(text: &str) -> anyhow::Result<Option<Self>> {
        let read: Pyproject = toml::from_str(text)?;
        let Some(table) = read.tool.and_then(|tools| tools.exuvia) else {
            return Ok(None);
        };
        let read: Self = table.try_into().context("[tool.exuvia]")?;
        read.sound().map(Some)
    }

    /// The plan file that governs a folder: the nearest at it or above it, up to where the repository begins.
    ///
    /// # Errors
    /// When there is one that cannot be read.
    pub fn governing(folder: &Path) -> anyhow::Result<Option<(PathBuf, Self)>> {
        for at in folder.ancestors() {
            let own = at.join(NAME);
            if own.is_file() {
                let text = read(&own)?;
                let config = Self::parse(&text).with_context(|| shown(&own))?;
                return Ok(Some((own, config)));
            }
            let pyproject = at.join("pyproject.toml");
            if pyproject.is_file() {
                let text = read(&pyproject)?;
                // What else is wrong with it is said where manifests are read.
                let config = match text.contains("tool.exuvia") {
                    true => Self::parse_pyproject(&text).with_context(|| shown(&pyproject))?,
                    false => None,
                };
                if let Some(config) = config {
                    return Ok(Some((pyproject, config)));
                }
            }
            if at.join(".git").exists() {
                return Ok(None);
            }
        }
        Ok(None)
    }

    /// Gives a run what it is not told otherwise: where packages go, and the options.
    pub fn lay_under(&self, options: &mut Options) {
        for (package, version) in self.targets() {
            options.target.entry(package).or_insert(version);
        }
        for (name, value) in &self.options {
            let known = options.settings.entry(name.clone());
            known.or_insert_with(|| value.clone());
        }
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

fn normalised(name: &str) -> anyhow::Result<String> {
    let read: PackageName = name.parse()?;
    Ok(read.to_string())
}

fn read(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| shown(path))
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
}
