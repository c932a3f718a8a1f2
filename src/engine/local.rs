//! Which files are read and which rules are reported in which of them, as the configuration says: the file nearest to the code
//! stands instead of those above it.

use std::cmp::Reverse;
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

impl Governing {
    /// The folder that its paths and patterns begin at.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.file.parent().unwrap_or(&self.file)
    }

    /// The files that it says not to read.
    ///
    /// # Errors
    /// On a pattern that is none.
    pub fn excluded(&self) -> anyhow::Result<Vec<Globs>> {
        let patterns = self.config.extend_exclude.as_deref().unwrap_or_default();
        match patterns.is_empty() {
            true => Ok(Vec::new()),
            false => Ok(vec![self.globs("extend-exclude", patterns)?]),
        }
    }

    fn globs(&self, key: &str, patterns: &[impl AsRef<str>]) -> anyhow::Result<Globs> {
        Globs::new(self.folder(), patterns)
            .with_context(|| format!("{}: {key}", self.file.display()))
    }
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

    /// All packs of a run: those that are compiled in, and those that were added.
    ///
    /// # Errors
    /// All that is wrong with them.
    pub fn packs(&self) -> anyhow::Result<Vec<Arc<Pack>>> {
        Ok(self.added.with_shipped()?)
    }

    /// The rules that the arguments and the configuration which governs the run select, and those that they leave out.
    #[must_use]
    pub fn rules(&self) -> (Vec<String>, Vec<String>) {
        let (mut select, mut ignore) = (self.select.clone(), self.ignore.clone());
        let config = self.governing.as_ref().map(|one| &one.config);
        if let Some(config) = config.filter(|_| select.is_empty()) {
            select.extend(config.select.iter().flatten().cloned());
            ignore.extend(config.ignore.iter().flatten().cloned());
        }
        (select, ignore)
    }
}

/// What one configuration file says of the code below its folder.
#[derive(Debug, Clone)]
struct Place {
    of: Governing,
    per_file: Vec<(Globs, Vec<String>)>,
}

impl Place {
    fn new(of: Governing) -> anyhow::Result<Self> {
        let per_file = of.config.per_file_ignores.iter().flatten();
        let per_file = per_file
            .map(|(pattern, rules)| Ok((of.globs("per-file-ignores", &[pattern])?, rules.clone())));
        let per_file = per_file.collect::<anyhow::Result<_>>()?;
        Ok(Self { of, per_file })
    }

    /// Fails on words that name no rule.
    fn verify(&self, packs: &[&Pack]) -> anyhow::Result<()> {
        let config = &self.of.config;
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
                let file = self.of.file.display().to_string();
                return Err(anyhow!("{key}: {wrong}").context(file));
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
    /// Whether each file that is read stands below one of them.
    covers_all: bool,
    /// What is reported where nothing is selected, as words, where something is selected elsewhere.
    defaults: Option<Vec<String>>,
    select: Vec<String>,
    ignore: Vec<String>,
    /// The files in which anything is reported; all if there is none.
    only: Option<BTreeSet<PathBuf>>,
}

impl Local {
    /// The configuration that governs a run and those in the folders that it reads, `roots`.
    ///
    /// # Errors
    /// When one of them cannot be read.
    pub fn read(
        options: &Options,
        files: &BTreeSet<PathBuf>,
        roots: &[PathBuf],
    ) -> anyhow::Result<Self> {
        let mut places = Vec::new();
        if let Some(governing) = &options.governing {
            places.push(Place::new(governing.clone())?);
        }
        for file in files {
            let folder = file.parent();
            // Of two files in one folder, the one that is about nothing else is read.
            let stands = |place: &Place| Some(place.of.folder()) == folder;
            if places.iter().any(stands) {
                continue;
            }
            if let Some((file, config)) = Config::read(file)? {
                let config = Arc::new(config);
                places.push(Place::new(Governing { file, config })?);
            }
        }
        places.sort_by_key(|place| Reverse(place.of.folder().components().count()));
        let is_below = |root: &PathBuf| places.iter().any(|one| root.starts_with(one.of.folder()));
        let selects = places.iter().any(|one| one.of.config.select.is_some());
        let default = |packs: Vec<Arc<Pack>>| {
            let packs = packs.iter().filter(|pack| !pack.header.opt_in);
            packs.map(|pack| pack.header.name.clone()).collect()
        };
        Ok(Self {
            covers_all: roots.iter().all(is_below),
            defaults: selects.then(|| options.packs().map(default)).transpose()?,
            places,
            select: options.select.clone(),
            ignore: options.ignore.clone(),
            only: options.only.clone(),
        })
    }

    /// The files that are not read, as the configurations besides the governing one say.
    ///
    /// # Errors
    /// On a pattern that is none.
    pub fn excluded(&self, governing: Option<&Governing>) -> anyhow::Result<Vec<Globs>> {
        let governs = |place: &&Place| governing.is_some_and(|one| one.file == place.of.file);
        let all = self.places.iter().filter(|place| !governs(place));
        let all = all.map(|place| place.of.excluded());
        let all = all.collect::<anyhow::Result<Vec<_>>>()?;
        Ok(all.concat())
    }

    /// The rules that are reported in some file or other, as a selection and what is left out of it.
    #[must_use]
    pub fn anywhere(&self) -> (Vec<String>, Vec<String>) {
        let places = self.places.iter().map(Some);
        // Files that no configuration stands above count as well.
        let mut all: Vec<Option<&Place>> = places.collect();
        all.extend((!self.covers_all).then_some(None));
        let mut each = all.into_iter().map(|place| self.said(place));
        let Some(mut all) = each.next() else {
            return (self.select.clone(), self.ignore.clone());
        };
        for one in each {
            let both = all.select.zip(one.select);
            all.select = both.map(|(all, one)| [all, one].concat());
            all.ignore.retain(|word| one.ignore.contains(word));
        }
        let select = all.select.unwrap_or_else(|| self.select.clone());
        (select, [self.ignore.clone(), all.ignore].concat())
    }

    /// What is reported below a configuration file, or where none stands above, whichever files it names.
    fn said(&self, place: Option<&Place>) -> Reported {
        if !self.select.is_empty() {
            return Reported::default();
        }
        let config = place.map(|place| &place.of.config);
        let select = config.and_then(|config| config.select.clone());
        let ignore = config.and_then(|config| config.ignore.clone());
        Reported {
            select: select.or_else(|| self.defaults.clone()),
            ignore: ignore.unwrap_or_default(),
        }
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
        if self.only.as_ref().is_some_and(|only| !only.contains(path)) {
            return Reported::nothing();
        }
        let mut places = self.places.iter();
        let place = places.find(|place| path.starts_with(place.of.folder()));
        let mut reported = self.said(place);
        let per_file = place.into_iter().flat_map(|place| &place.per_file);
        let per_file = per_file.filter(|(globs, _)| globs.cover(path, false));
        let per_file = per_file.flat_map(|(_, rules)| rules.clone());
        reported.ignore.extend(per_file);
        reported
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
    fn nothing() -> Self {
        Self {
            select: Some(Vec::new()),
            ignore: Vec::new(),
        }
    }

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
