//! What of a pack bears on one step from a version to another, ready to be looked up.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use pep440_rs::Version;
use rustc_hash::{FxHashMap, FxHashSet};

use super::command::Command;
use super::load::{LoadError, Pack};
use super::model::{ClassId, Model};
use super::policy::{Place, Policy};
use super::provider::Provider;
use super::retried::Retried;
use super::schema::{Bearing, Change, New};
use super::shape::Shape;

/// A row that bears on the step, and how.
pub type ActiveRow = (Arc<Change>, Bearing);

/// What is made when it is asked for: most projects name the symbols of few packs.
type Lazy<T> = LazyLock<T, Box<dyn FnOnce() -> T + Send>>;

/// What is said of a file: of itself, or of its folder.
pub fn said_at<'m, T>(said: &'m BTreeMap<String, T>, path: &str) -> Option<&'m T> {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    said.get(path).or_else(|| said.get(folder))
}

/// A pack for one step.
pub struct ActivePack {
    /// The pack.
    pub pack: Arc<Pack>,
    /// Where the project comes from: the lowest version of all its files.
    pub from: Version,
    /// Where the files of a folder come from, by its path, and a file that says it itself, by its own; others
    /// come from `from`.
    pub from_in: BTreeMap<String, Version>,
    /// The folders whose version nothing says: it is assumed there.
    pub assumed_in: BTreeSet<String>,
    /// What the whole project is said to ask for, and what the files of a folder do, where that is known: it
    /// may be older than any surface that the pack has.
    pub asked: Option<Version>,
    /// By the path of the folder, or of the file.
    pub asked_in: BTreeMap<String, Version>,
    /// Whether the project is known to have called what is gone, in an earlier round of fixes.
    pub old_code: bool,
    /// Where it goes.
    pub target: Version,
    /// The surface that the project is written against.
    pub old: Lazy<Arc<Model>>,
    /// The surface that it goes to.
    pub new: Lazy<Arc<Model>>,
    rows: Lazy<Rows>,
    /// Machine rows that were read, by number; none for those that do not bear on the step.
    read: Mutex<FxHashMap<u32, Option<ActiveRow>>>,
}

/// The rows that were written by hand and bear on the step.
struct Rows {
    by_name: FxHashMap<String, Vec<ActiveRow>>,
    /// The last words of the names.
    words: FxHashSet<String>,
}

impl Rows {
    fn new(pack: &Pack, old: &Model, from: &Version, target: &Version) -> Self {
        let new: LazyLock<Arc<Model>, _> = LazyLock::new(|| pack.model(target).unwrap_or_default());
        let mut by_name: FxHashMap<String, Vec<ActiveRow>> = FxHashMap::default();
        let mut words = FxHashSet::default();
        for change in &pack.changes {
            if let Some(bearing) = change.bearing(from, target) {
                for name in &change.olds {
                    let row = (Arc::clone(change), bearing);
                    let (canonical, placed) = (old.canonical(name), old.placed(name));
                    words.extend([&canonical, &placed].map(|name| last_word(name).to_owned()));
                    // A module may pass a name on no longer, while the symbol stays: then the row is about
                    // that name. Else it is about the symbol, and an argument always is the symbol's.
                    let of_name = canonical != placed
                        && change.argument.is_none()
                        && new.resolve(name).is_none()
                        && new.resolve(&canonical).is_some();
                    let about = if of_name { placed } else { canonical };
                    by_name.entry(about).or_default().push(row);
                }
            }
        }
        Self { by_name, words }
    }
}

impl fmt::Debug for ActivePack {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("ActivePack")
            .field("name", &self.pack.header.name)
            .field("from", &self.from)
            .field("target", &self.target)
            .finish_non_exhaustive()
    }
}

impl ActivePack {
    /// Takes what bears on the step. The stubs are read when they are asked for; those that cannot be read
    /// hold nothing ([`Pack::verify`] names them).
    #[must_use]
    pub fn new(pack: Arc<Pack>, from: Version, target: Version) -> Self {
        let surface = |version: &Version| -> Lazy<Arc<Model>> {
            let (pack, version) = (Arc::clone(&pack), version.clone());
            LazyLock::new(Box::new(move || pack.model(&version).unwrap_or_default()))
        };
        let (old, new) = (surface(&from), surface(&target));
        let rows: Lazy<Rows> = {
            let (pack, from, target) = (Arc::clone(&pack), from.clone(), target.clone());
            LazyLock::new(Box::new(move || {
                let old = pack.model(&from).unwrap_or_default();
                Rows::new(&pack, &old, &from, &target)
            }))
        };
        Self {
            pack,
            from,
            from_in: BTreeMap::new(),
            assumed_in: BTreeSet::new(),
            asked: None,
            asked_in: BTreeMap::new(),
            old_code: false,
            target,
            old,
            new,
            rows,
            read: Mutex::default(),
        }
    }

    /// The same pack for code that comes from another version.
    #[must_use]
    pub fn at(&self, from: Version) -> Self {
        let mut other = Self::new(Arc::clone(&self.pack), from, self.target.clone());
        other.from_in.clone_from(&self.from_in);
        other.assumed_in.clone_from(&self.assumed_in);
        other.asked.clone_from(&self.asked);
        other.asked_in.clone_from(&self.asked_in);
        other.old_code = self.old_code;
        other
    }

    /// Whether a path begins with a name by which the pack's package is imported.
    #[must_use]
    pub fn covers(&self, path: &str) -> bool {
        self.pack.covers(path)
    }

    /// The rows about a symbol by where it is defined ([`Model::canonical`]), or about a name that a
    /// module passes on by that name ([`Model::placed`]): those written by hand first, then machine rows.
    ///
    /// # Errors
    /// When a machine row cannot be read.
    pub fn rows(&self, canonical: &str) -> Result<Vec<ActiveRow>, LoadError> {
        if !self.covers(canonical) {
            return Ok(Vec::new());
        }
        let rows = self.rows.by_name.get(canonical);
        let mut found = rows.cloned().unwrap_or_default();
        for number in self.pack.machine_rows().named(canonical) {
            let known = self.known(number);
            let row = match known {
                Some(row) => row,
                None => self.read_row(number)?,
            };
            found.extend(row);
        }
        Ok(found)
    }

    /// The rows about a path as code writes it: those about the symbol that it names, then those about
    /// this way to it alone.
    ///
    /// # Errors
    /// When a machine row cannot be read.
    pub fn rows_as_written(&self, path: &str) -> Result<Vec<ActiveRow>, LoadError> {
        let (canonical, placed) = (self.old.canonical(path), self.old.placed(path));
        let mut found = self.rows(&canonical)?;
        if placed != canonical {
            found.extend(self.rows(&placed)?);
        }
        Ok(found)
    }

    /// Where a file comes from, by its path as reports show it.
    #[must_use]
    pub fn from_at(&self, path: &str) -> &Version {
        said_at(&self.from_in, path).unwrap_or(&self.from)
    }

    /// The variables of the environment that the old version reads, and the new one under another name or
    /// not at all.
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        self.pack.variables()
    }

    /// The exception of the old version that has this name in the new one alone: code that names it so already
    /// catches what the old one was.
    #[must_use]
    pub fn exception_before(&self, new: &str) -> Option<ClassId> {
        let named =
            |change: &&Arc<Change>| matches!(&change.new, Some(New::Name(name)) if name == new);
        let mut olds = self
            .pack
            .changes
            .iter()
            .filter(named)
            .flat_map(|one| &one.olds);
        olds.find_map(|old| {
            let class = self.old.class_named(old)?;
            self.old.is_exception(class).then_some(class)
        })
    }

    /// Whether it is known where a file comes from.
    #[must_use]
    pub fn is_known_at(&self, path: &str) -> bool {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        !self.assumed_in.contains(folder) || self.asked_in.contains_key(path)
    }

    /// The version that is asked for where a file stands, if that is known.
    #[must_use]
    pub fn asked_at(&self, path: &str) -> Option<&Version> {
        let asked = self.asked.as_ref();
        asked.or_else(|| said_at(&self.asked_in, path))
    }

    /// The row about a symbol as a whole, as it bears on the code of one file.
    #[must_use]
    pub fn row_about(&self, canonical: &str, path: &str) -> Option<ActiveRow> {
        let rows = self.rows(canonical).unwrap_or_default().into_iter();
        let mut rows = rows.filter_map(|row| self.bearing_at(row, path));
        rows.find(|(row, _)| row.argument.is_none())
    }

    /// A row about a symbol that has another name, with what becomes of its arguments by rows of their own:
    /// they are about the same calls.
    #[must_use]
    pub fn with_arguments(&self, row: &Change, canonical: &str, path: &str) -> Change {
        let mut whole = row.clone();
        let rows = self.rows(canonical).unwrap_or_default().into_iter();
        for (one, _) in rows.filter_map(|row| self.bearing_at(row, path)) {
            let Some(name) = &one.argument else { continue };
            let table = one.argument_table(name);
            if let (Some(table), None) = (table, whole.argument_table(name)) {
                let mut table = table.clone();
                for case in &mut table.cases {
                    let own = case.applicability.unwrap_or(one.applicability);
                    case.applicability = Some(own.min(one.applicability));
                }
                whole.arguments.push(table);
            }
        }
        whole
    }

    /// A row as it bears on the code of one file.
    #[must_use]
    pub fn bearing_at(&self, (change, _): ActiveRow, path: &str) -> Option<ActiveRow> {
        let bearing = change.bearing(self.from_at(path), &self.target)?;
        Some((change, bearing))
    }

    fn known(&self, number: u32) -> Option<Option<ActiveRow>> {
        let read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        read.get(&number).cloned()
    }

    fn read_row(&self, number: u32) -> Result<Option<ActiveRow>, LoadError> {
        let change = self.pack.machine_row(number)?;
        let row = change
            .bearing(&self.from, &self.target)
            .map(|bearing| (Arc::new(change), bearing));
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        read.insert(number, row.clone());
        Ok(row)
    }

    /// Whether some row, active or not, is about a symbol with this last word.
    #[must_use]
    pub fn names_word(&self, word: &str) -> bool {
        self.rows.words.contains(word) || self.pack.machine_rows().ending_in(word).next().is_some()
    }

    /// The names of all active rows that were written by hand, in no order.
    pub fn hand_written_names(&self) -> impl Iterator<Item = &str> {
        self.rows.by_name.keys().map(String::as_str)
    }

    /// Policies on requirements that hold for the target.
    pub fn requirement_policies(&self) -> impl Iterator<Item = &Policy> {
        let policies = self.pack.policies.iter();
        policies
            .filter(|policy| policy.about_requirements() && policy.active(&self.from, &self.target))
    }

    /// Policies on code that hold for the target, with their places in canonical names.
    pub fn policies(&self) -> impl Iterator<Item = (&Policy, Vec<Place>)> {
        let policies = self.pack.policies.iter();
        policies
            .filter(|policy| policy.active(&self.from, &self.target))
            .map(|policy| {
                let places = policy.at.iter().map(|place| match place {
                    Place::Construct(name) => Place::Construct(self.old.canonical(name)),
                    Place::Call(name) => Place::Call(self.old.canonical(name)),
                    Place::Requirement(name) => Place::Requirement(name.clone()),
                });
                (policy, places.collect())
            })
    }

    /// Shapes that the step crosses.
    pub fn shapes(&self) -> impl Iterator<Item = &Shape> {
        let shapes = self.pack.shapes.iter();
        shapes.filter(|shape| shape.active(&self.from, &self.target))
    }

    /// Whether a symbol hangs on a client in the new version.
    #[must_use]
    pub fn is_provided(&self, path: &str) -> bool {
        self.rows(path).is_ok_and(|rows| {
            let mut rows = rows.iter();
            rows.any(|(row, _)| matches!(row.new, Some(New::Provided(_))))
        })
    }

    /// The commands that the target lacks.
    pub fn commands(&self) -> impl Iterator<Item = &Command> {
        let all = self.pack.commands.iter();
        all.filter(|one| one.breaks <= self.target)
    }

    /// What to say of code that tries calls again, where a step from a version crosses the change.
    pub fn retried(&self, from: &Version) -> Option<&Retried> {
        let mut all = self.pack.retried.iter();
        all.find(|one| one.active(from, &self.target))
    }

    /// The provider with this name.
    #[must_use]
    pub fn provider(&self, name: &str) -> Option<&Provider> {
        self.pack
            .providers
            .iter()
            .find(|provider| provider.name == name)
    }
}

fn last_word(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or_default()
}

#[cfg(test)]
#[path = "active_tests.rs"]
mod tests;
