//! Which files are read and which rules are reported in which of them, as the configuration says: the file nearest to the code
//! stands instead of those above it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, anyhow};

use super::Options;
use crate::config::Config;
use crate::finding::Finding;
use crate::rules::load::Pack;
use crate::rules::select::{is_named, unknown};
use crate::source::globs::Globs;

/// The configuration that governs a run.
#[derive(Debug, Clone)]
pub struct Governing {
    /// The file.
    pub file: PathBuf,
    /// What it says.
    pub config: Arc<Config>,
}

impl Options {
    /// Gives a run what it is not told otherwise by a configuration: where packages go, the options of packs, and which rules
    /// are reported.
    pub fn govern(&mut self, governing: Governing) {
        let config = &governing.config;
        for (package, version) in config.targets() {
            self.target.entry(package).or_insert(version);
        }
        for (name, value) in config.settings() {
            let known = self.settings.entry(name.to_owned());
            known.or_insert_with(|| value.to_owned());
        }
        self.force_exclude |= config.force_exclude.unwrap_or_default();
        self.governing = Some(governing);
    }
}

/// The files that a configuration says not to read.
///
/// # Errors
/// On a pattern that is none.
pub fn excluded(file: &Path, config: &Config) -> anyhow::Result<Vec<Globs>> {
    let patterns = config.extend_exclude.as_deref().unwrap_or_default();
    match patterns.is_empty() {
        true => Ok(Vec::new()),
        false => Ok(vec![globs(file, "extend-exclude", patterns)?]),
    }
}

fn globs(file: &Path, key: &str, patterns: &[impl AsRef<str>]) -> anyhow::Result<Globs> {
    let folder = file.parent().unwrap_or(file);
    Globs::new(folder, patterns).with_context(|| format!("{}: {key}", file.display()))
}

/// What one configuration file says of the code below its folder.
#[derive(Debug, Clone)]
struct Place {
    file: PathBuf,
    config: Arc<Config>,
    per_file: Vec<(Globs, Vec<String>)>,
}

impl Place {
    fn of(file: PathBuf, config: Arc<Config>) -> anyhow::Result<Self> {
        let per_file = config.per_file_ignores.iter().flatten();
        let per_file = per_file.map(|(pattern, rules)| {
            let globs = globs(&file, "per-file-ignores", &[pattern])?;
            Ok((globs, rules.clone()))
        });
        let per_file = per_file.collect::<anyhow::Result<_>>()?;
        Ok(Self {
            file,
            config,
            per_file,
        })
    }

    fn folder(&self) -> &Path {
        self.file.parent().unwrap_or(&self.file)
    }

    /// Fails on words that name no rule.
    fn verify(&self, packs: &[&Pack]) -> anyhow::Result<()> {
        let config = &self.config;
        let listed = |words: &Option<Vec<String>>| words.clone().unwrap_or_default();
        let per_file = config.per_file_ignores.iter().flatten();
        let per_file = per_file.flat_map(|(_, words)| words.clone());
        let lists = [
            ("select", listed(&config.select)),
            ("ignore", listed(&config.ignore)),
            ("per-file-ignores", per_file.collect()),
        ];
        for (key, words) in lists {
            if let Some(wrong) = words.iter().find_map(|word| unknown(word, packs)) {
                return Err(anyhow!("{key}: {wrong}").context(self.file.display().to_string()));
            }
        }
        Ok(())
    }
}

/// The configuration files of a run, and what its own arguments say.
#[derive(Debug, Clone, Default)]
pub struct Local {
    /// Those nearest to the code first.
    places: Vec<Place>,
    select: Vec<String>,
    ignore: Vec<String>,
}

impl Local {
    /// The configuration that governs a run and those in the folders that it reads; with which files it does not read.
    ///
    /// # Errors
    /// When one of them cannot be read.
    pub fn read(options: &Options, files: &BTreeSet<PathBuf>) -> anyhow::Result<Self> {
        let mut places = Vec::new();
        if let Some(governing) = &options.governing {
            places.push(Place::of(governing.file.clone(), governing.config.clone())?);
        }
        for file in files {
            let governs = |place: &Place| place.file == *file;
            let folder = file.parent();
            // Of two files in one folder, the one that is about nothing else is read.
            let stands = |place: &Place| Some(place.folder()) == folder;
            if places.iter().any(|place| governs(place) || stands(place)) {
                continue;
            }
            if let Some((file, config)) = Config::read(file)? {
                places.push(Place::of(file, Arc::new(config))?);
            }
        }
        places.sort_by_key(|place| std::cmp::Reverse(place.folder().components().count()));
        Ok(Self {
            places,
            select: options.select.clone(),
            ignore: options.ignore.clone(),
        })
    }

    /// The files that are not read, as the configurations besides the governing one say.
    ///
    /// # Errors
    /// On a pattern that is none.
    pub fn excluded(&self, governing: Option<&Governing>) -> anyhow::Result<Vec<Globs>> {
        let governs = |place: &&Place| governing.is_some_and(|one| one.file == place.file);
        let all = self.places.iter().filter(|place| !governs(place));
        let all = all.map(|place| excluded(&place.file, &place.config));
        let all = all.collect::<anyhow::Result<Vec<_>>>()?;
        Ok(all.concat())
    }

    /// The rules that are reported in some file or other, as a selection and what is left out of it.
    #[must_use]
    pub fn anywhere(&self) -> (Vec<String>, Vec<String>) {
        if !self.select.is_empty() || self.places.is_empty() {
            return (self.select.clone(), self.ignore.clone());
        }
        let lists = |of: &dyn Fn(&Config) -> Option<Vec<String>>| -> Vec<Vec<String>> {
            let places = self.places.iter();
            places
                .map(|place| of(&place.config).unwrap_or_default())
                .collect()
        };
        let selects = lists(&|config| config.select.clone());
        let select: Vec<String> = match selects.iter().any(Vec::is_empty) {
            true => Vec::new(),
            false => selects.concat(),
        };
        let ignores = lists(&|config| config.ignore.clone());
        let (first, rest) = ignores.split_first().expect("there is a place");
        let everywhere = first.iter();
        let everywhere = everywhere.filter(|word| rest.iter().all(|other| other.contains(word)));
        let ignore = self.ignore.iter().chain(everywhere).cloned().collect();
        (select, ignore)
    }

    /// Fails on words that name no rule.
    ///
    /// # Errors
    /// With the file and what the word might have been.
    pub fn verify(&self, packs: &[Arc<Pack>]) -> anyhow::Result<()> {
        let packs: Vec<&Pack> = packs.iter().map(AsRef::as_ref).collect();
        self.places
            .iter()
            .try_for_each(|place| place.verify(&packs))
    }

    /// What is reported in the file at a path.
    #[must_use]
    pub fn at(&self, path: &Path) -> Reported {
        let mut places = self.places.iter();
        let Some(place) = places.find(|place| path.starts_with(place.folder())) else {
            return Reported::default();
        };
        let per_file = place.per_file.iter();
        let per_file = per_file.filter(|(globs, _)| globs.cover(path, false));
        let mut ignore: Vec<String> = per_file.flat_map(|(_, rules)| rules.clone()).collect();
        let mut select = None;
        if self.select.is_empty() {
            ignore.extend(place.config.ignore.iter().flatten().cloned());
            select.clone_from(&place.config.select);
        }
        Reported { select, ignore }
    }
}

/// What is reported in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reported {
    /// Only these rules; none means all.
    select: Option<Vec<String>>,
    /// All but these.
    ignore: Vec<String>,
}

impl Reported {
    /// Whether a rule's findings are.
    #[must_use]
    pub fn holds(&self, pack: &str, code: &str) -> bool {
        let named = |words: &[String]| words.iter().any(|word| is_named(word, pack, code));
        self.select.as_deref().is_none_or(named) && !named(&self.ignore)
    }

    /// Whether a finding is.
    #[must_use]
    pub fn reports(&self, finding: &Finding) -> bool {
        self.holds(&finding.package, &finding.code)
    }

    /// Whether everything is.
    #[must_use]
    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }
}
