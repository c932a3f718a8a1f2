//! What a rule pack says, as types. `docs/rules-schema.md` is the same for people who write packs.
//!
//! These are the checked forms: the spelling of the files (optional keys, two spellings of one thing)
//! is the business of [`super::spelling`], and whoever reads these types meets no row that makes no sense.

use std::collections::{BTreeMap, BTreeSet};

use pep440_rs::Version;
use serde::Deserialize;

use crate::finding::{Applicability, Fails, Severity};

use super::template::{Hole, Template};

/// What happened to a symbol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// It is found at another place.
    Moved,
    /// It has another name.
    Renamed,
    /// It is gone.
    Removed,
    /// It still works and warns.
    Deprecated,
    /// Same name, other meaning.
    Changed,
}

impl Kind {
    /// The word that rows have for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Moved => "moved",
            Self::Renamed => "renamed",
            Self::Removed => "removed",
            Self::Deprecated => "deprecated",
            Self::Changed => "changed",
        }
    }
}

/// How a change bears on a step from one version to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bearing {
    /// The step crosses the version in which the old form fails or means something else.
    Breaks,
    /// The target still has the old form, with a warning.
    Deprecated,
}

/// Why there is no fix: a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// Nothing in the new version does the same.
    NoCounterpart,
    /// The new form means something else.
    MeaningChanged,
    /// It cannot be seen which arguments are given.
    ArgumentUnknown,
    /// It cannot be seen what the value is.
    ValueUnknown,
    /// A use of the response has no proven new form.
    ResponseShape,
    /// Settings contradict each other or reach calls that cannot be told apart.
    SettingsConflict,
    /// The choice bears on security.
    Security,
    /// Several new forms are right; the owner must choose.
    NeedsDecision,
    /// exuvia does not rewrite this form.
    NotSupported,
}

impl Reason {
    /// The word as findings show it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::NoCounterpart => "no-counterpart",
            Self::MeaningChanged => "meaning-changed",
            Self::ArgumentUnknown => "argument-unknown",
            Self::ValueUnknown => "value-unknown",
            Self::ResponseShape => "response-shape",
            Self::SettingsConflict => "settings-conflict",
            Self::Security => "security",
            Self::NeedsDecision => "needs-decision",
            Self::NotSupported => "not-supported",
        }
    }
}

/// What a reason's word means, for people; the word itself if it is not of the list.
#[must_use]
pub fn meaning(word: &str) -> &str {
    match word {
        "no-counterpart" => "the new version has nothing that does the same",
        "meaning-changed" => "the new form means something else",
        "argument-unknown" => "it cannot be seen which arguments are given",
        "value-unknown" => "it cannot be seen what the value is",
        "response-shape" => "a use of the answer has no new form that is proven",
        "settings-conflict" => {
            "settings contradict each other, or reach calls that cannot be told apart"
        }
        "security" => "the choice bears on security",
        "needs-decision" => "its owner must decide",
        "not-supported" => "this form is not rewritten",
        other => other,
    }
}

/// The new form of a symbol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum New {
    /// A qualified name; in a row about one argument, the new argument's name.
    Name(String),
    /// Something that hangs on a client.
    Provided(Provided),
}

/// Something that hangs on a client.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Provided {
    /// Name of the pack's provider.
    pub provider: String,
    /// What follows the client, with dots.
    pub path: String,
    /// Whether the asynchronous client is taken, and the call awaited.
    #[serde(default)]
    pub asynchronous: bool,
}

/// An old symbol and what became of it.
#[derive(Debug, Clone)]
pub struct Change {
    /// The rule's code.
    pub code: String,
    /// The rule's name, kebab case.
    pub name: String,
    /// Qualified names with this fate; at least one.
    pub olds: Vec<String>,
    /// The one argument of the symbol that the row is about, or the whole symbol.
    pub argument: Option<String>,
    /// What happened.
    pub kind: Kind,
    /// The first version in which the old form fails or means something else.
    pub breaks: Option<Version>,
    /// The first version that warns.
    pub since: Option<Version>,
    /// The first version that has the new form.
    pub available: Option<Version>,
    /// Given severity; see [`Change::severity`].
    pub(super) severity: Option<Severity>,
    /// Given time of failure; see [`Change::fails`].
    pub(super) fails: Option<Fails>,
    /// The new form, where there is one.
    pub new: Option<New>,
    /// What handlers catch in its place beside the new form, where one class became several.
    pub caught: Vec<String>,
    /// What annotations name in its place, where no more is known of the value: a qualified name.
    pub annotation: Option<String>,
    /// Whether it is about what the old version's model does not have below the symbol, and nothing else.
    pub unlisted: bool,
    /// Whether it holds texts, each of which stands in its place where it is read.
    pub literals: bool,
    /// Items of what it gives that only the new version's answer has: nothing is said where code reads one.
    pub already: Vec<String>,
    /// Code of the file's own that stands for it.
    pub own: Option<super::provider::StandIn>,
    /// Of an attribute: how the new version reads what it held.
    pub read: Option<Read>,
    /// Of a class whose objects are made of other arguments now: the ways to make one, the first that fits.
    pub made: Vec<Making>,
    /// How far a rewrite can be trusted.
    pub applicability: Applicability,
    /// The dict argument of the new call that takes keywords which its signature does not know.
    pub rest: Option<String>,
    /// What becomes of arguments, each table total. A row about one argument has one.
    pub arguments: Vec<ArgumentTable>,
    /// What becomes of the value.
    pub returns: Option<Returns>,
    /// One sentence for people.
    pub message: Option<String>,
    /// What to do.
    pub help: Option<String>,
    /// Why there is no fix; always there when `applicability` is manual.
    pub reason: Option<Reason>,
    /// Where the row comes from.
    pub origin: Option<String>,
}

impl Change {
    /// How the change bears on a step between two versions; none if it does not. What is gone with the
    /// target is so wherever the step begins: code that names it there is broken today. Only a change
    /// of meaning must be crossed.
    #[must_use]
    pub fn bearing(&self, from: &Version, target: &Version) -> Option<Bearing> {
        let breaks = self.breaks.as_ref().filter(|breaks| *breaks <= target);
        if let Some(breaks) = breaks {
            let bears = self.kind != Kind::Changed || from < breaks;
            return bears.then_some(Bearing::Breaks);
        }
        let warns = self.since.as_ref().is_some_and(|since| since <= target);
        warns.then_some(Bearing::Deprecated)
    }

    /// How bad it is that the old form stays.
    #[must_use]
    pub fn severity(&self, bearing: Bearing) -> Severity {
        self.severity.unwrap_or(match (bearing, self.kind) {
            (Bearing::Deprecated, _) | (Bearing::Breaks, Kind::Changed) => Severity::Warning,
            (Bearing::Breaks, _) => Severity::Error,
        })
    }

    /// When the old form goes wrong.
    #[must_use]
    pub fn fails(&self, bearing: Bearing) -> Fails {
        self.fails.unwrap_or(match (bearing, self.kind) {
            (Bearing::Deprecated, _) => Fails::Never,
            (Bearing::Breaks, Kind::Changed) => Fails::Silently,
            (Bearing::Breaks, _) => Fails::Call,
        })
    }

    /// Whether the target has the new form; a fix is offered only then.
    #[must_use]
    pub fn new_form_exists(&self, target: &Version) -> bool {
        self.available.as_ref().is_none_or(|first| first <= target)
    }

    /// The table for an argument of the old call.
    #[must_use]
    pub fn argument_table(&self, name: &str) -> Option<&ArgumentTable> {
        self.arguments.iter().find(|table| table.name == name)
    }
}

/// What becomes of one argument. Total: the last case takes what is left.
#[derive(Debug, Clone, PartialEq)]
pub struct ArgumentTable {
    /// The old argument.
    pub name: String,
    /// Tried from first to last; never empty, and the last one is `unknown` or `present`.
    pub cases: Vec<Case>,
}

/// One case of an argument.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// When it holds.
    pub test: Test,
    /// What is done.
    pub action: Action,
    /// The new value; as it is if none.
    pub template: Option<Template>,
    /// Modules that the template needs.
    pub imports: Vec<String>,
    /// How far this case can be trusted; the worst of all cases and of the row counts.
    pub applicability: Option<Applicability>,
    /// Shown in the finding.
    pub note: Option<String>,
    /// Whether a value that is not `None` won over one under the new name, where both were given.
    pub wins: bool,
    /// What becomes of items of a dict that is written in the call, by their keys; others stay in it.
    pub items: BTreeMap<String, ItemCase>,
}

/// What becomes of an item of a dict argument.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum ItemCase {
    /// It is an argument of its own.
    Argument {
        /// The argument.
        argument: String,
    },
    /// Where it is `True`, an entry of a list in the same dict says so, and where it is `False`, nothing does.
    Listed {
        /// The list's key.
        list: String,
        /// The entry.
        entry: String,
        /// A key that it gave another meaning: where both are there, a person decides.
        beside: Option<String>,
    },
}

/// What is done with an argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Stays (a positional one gets its name where the new signature wants that).
    Keep,
    /// Removed, if evaluating it has no effect.
    Drop,
    /// The whole part is manual.
    Manual(Reason),
    /// Takes another name.
    Rename(String),
    /// Becomes an item of a dict argument.
    Into {
        /// The dict argument.
        argument: String,
        /// The item's key.
        key: String,
    },
    /// Stands before the value of another argument, in a tuple of both.
    Before(String),
    /// Becomes an option of the client.
    ClientOption(String),
}

/// A question about an argument's value.
#[derive(Debug, Clone, PartialEq)]
pub struct Test {
    /// What is asked.
    pub is: Is,
    /// The values that count; any if empty.
    pub of: Vec<Literal>,
    /// Number of items that a tuple must have.
    pub length: Option<usize>,
    /// What a number must be more than.
    pub above: Option<f64>,
    /// The values of which one must be there beside one of `of`; nothing if empty.
    pub with: Vec<Literal>,
}

/// What can be asked about an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Is {
    /// Not given.
    Absent,
    /// `None`
    None,
    /// `True` or `False`
    Bool,
    /// A number.
    Number,
    /// A string.
    String,
    /// `None`, a bool, a number or a string.
    Literal,
    /// A display whose items are visible.
    Tuple,
    /// A dict that the project builds.
    Mapping,
    /// An empty string or display.
    Empty,
    /// A string or display that is not empty.
    NotEmpty,
    /// Given, and certainly not `None`.
    NotNone,
    /// Not given, or `None`.
    AbsentOrNone,
    /// A display or string that has one of the values.
    ContainsAny,
    /// A string, or a display of more than one item.
    Several,
    /// Given.
    Present,
    /// What no case above settled.
    Unknown,
}

/// A value that a test names.
#[derive(Debug, Clone, PartialEq)]
pub enum Literal {
    /// `True` or `False`
    Bool(bool),
    /// A number.
    Number(f64),
    /// A string.
    String(String),
}

/// How what an attribute held is read in the new version.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Read {
    /// The class of the new version that has it, by its qualified name, with all below it.
    pub of: String,
    /// What is written for an object of these; `{value}` is the object. None where only items of it are read anew.
    pub template: Option<Template>,
    /// What is written for one that may be of another class; `{class}` is that of `of`.
    pub otherwise: Option<Template>,
    /// How an item of what the attribute held is read, by its name or its key.
    #[serde(default)]
    pub items: BTreeMap<String, ReadItem>,
    /// What is read where only its truth is asked, or whether it is `None`.
    pub truth: Option<ReadItem>,
}

/// How an item of what an attribute held is read in the new version: `error.code` of `e.error.code`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ReadItem {
    /// As in [`Read`].
    pub of: String,
    /// As in [`Read`].
    pub template: Template,
    /// As in [`Read`].
    pub otherwise: Option<Template>,
    /// The first version that has this form.
    pub available: Option<Version>,
}

/// A way to make an object of the new class out of what the old one was made of.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Making {
    /// The old arguments that it knows, by name: `{0}`, `{1}`… of the template.
    #[serde(default)]
    pub takes: Vec<String>,
    /// The new arguments.
    pub template: Template,
    /// What stands for an argument that is not given, is `None` or an empty text.
    #[serde(default)]
    pub absent: BTreeMap<String, String>,
    /// Old arguments that another call in the template takes, where `{arguments}` stands, and their names there.
    #[serde(default)]
    pub carries: BTreeMap<String, String>,
    /// Old arguments that have no place any more, and what is said then.
    #[serde(default)]
    pub drops: BTreeMap<String, String>,
    /// Modules whose members the template names.
    #[serde(default)]
    pub imports: Vec<String>,
    /// For classes of the project below the new one alone: the class whose own way of being made is passed over, as
    /// in `super(Past, self)`.
    pub past: Option<String>,
}

impl Making {
    /// Whether the template has a hole for each argument, one for those that are carried, and no others.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        let holes: BTreeSet<Hole> = self.template.holes().collect();
        let mut wanted: BTreeSet<Hole> = (0..self.takes.len()).map(Hole::Item).collect();
        if !self.carries.is_empty() {
            wanted.insert(Hole::Arguments);
        }
        holes == wanted
    }
}

/// What becomes of the value of a call.
#[derive(Debug, Clone)]
pub struct Returns {
    /// Turns the new value into the old one.
    pub boundary: Option<Template>,
    /// A method of the new value that gives what the old call gave.
    pub method: Option<String>,
    /// Whether the new value means something else: then only a call whose value nobody reads is rewritten.
    pub changed: bool,
}
