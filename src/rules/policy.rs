//! Policies: conditions on a place that are wrong without any change of the API.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use pep440_rs::{Version, VersionSpecifiers};
use serde::Deserialize;

use crate::finding::{Applicability, Fails, Severity};

use super::schema::{Reason, Test};

/// A condition on a place, and what to say where it holds.
#[derive(Debug, Clone)]
pub struct Policy {
    /// The rule's code.
    pub code: String,
    /// The rule's name, kebab case.
    pub name: String,
    /// How bad it is.
    pub severity: Severity,
    /// When it goes wrong.
    pub fails: Fails,
    /// One sentence for people, with holes.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// Why there is no fix.
    pub reason: Option<Reason>,
    /// The places; at least one.
    pub at: Vec<Place>,
    /// Whether it is about code that is written for the target already: its places are those of the target's surface.
    pub in_new_form: bool,
    /// Whether what is below a class does not count as that class.
    pub exactly: bool,
    /// For methods: the constructions one of which made what they are called on, if that matters. Conditions
    /// on `self.x` ask for what it was given.
    pub receiver: Vec<Place>,
    /// Each must hold.
    pub all: Vec<Condition>,
    /// One must hold, if there are any.
    pub any: Vec<Condition>,
    /// None may hold.
    pub none: Vec<Condition>,
    /// Excuses: the policy is silent where one certainly holds.
    pub unless: Vec<Condition>,
    /// Arguments one of which must be given by its position, if there are any.
    pub positional: Vec<String>,
    /// An address among the arguments, which says otherwise what others of them say.
    pub said_by: Option<SaidBy>,
    /// An argument whose value another place of the policy is given as well, or the same one again.
    pub shares: Option<String>,
    /// An argument whose text is what is wrong: it is told where the project writes that, once.
    pub told_at: Option<String>,
    /// Codes of policies of the same pack beside which this one says nothing of a place.
    pub unless_told: Vec<String>,
    /// What to say when it cannot be known; nothing is said without it.
    pub unknown: Option<WhenUnknown>,
    /// When the line must run and where its value must not go.
    pub site: Option<Site>,
    /// The first version of the target in which the policy holds.
    pub from: Option<Version>,
    /// The first version of the target in which it no longer holds.
    pub until: Option<Version>,
    /// The version that the upgrade must cross.
    pub crosses: Option<Version>,
    /// For a requirement: versions that it must not admit.
    pub admits: Option<VersionSpecifiers>,
    /// For a requirement: whether it must admit the pack's target.
    pub below_target: bool,
    /// For a requirement: extras of which it names none, while the manifest asks for none of the
    /// distributions of those names either.
    pub lacks_extra: Vec<String>,
    /// For a requirement: extras of which it names one.
    pub has_extra: Vec<String>,
    /// For a requirement: the least version that the fix writes.
    pub floor: Option<Version>,
    /// Ids of advisories.
    pub advisory: Vec<String>,
    /// The fix, where there is one.
    pub fix: Option<PolicyFix>,
    /// The name of the fix of its file that stands in its place, until that is looked up.
    pub fix_named: Option<String>,
}

impl Policy {
    /// Whether it asks for the version that the code is written for.
    #[must_use]
    pub fn is_about_the_code(&self) -> bool {
        self.below_target && self.floor.is_none()
    }

    /// Whether it asks for the extras that a requirement names, and not for versions.
    #[must_use]
    pub const fn is_about_extras(&self) -> bool {
        !(self.lacks_extra.is_empty() && self.has_extra.is_empty())
    }

    /// Whether the policy holds for a step between two versions.
    #[must_use]
    pub fn active(&self, before: &Version, target: &Version) -> bool {
        let crossed = |version: &Version| before < version && version <= target;
        self.crosses.as_ref().is_none_or(crossed)
            && self.from.as_ref().is_none_or(|from| from <= target)
            && self.until.as_ref().is_none_or(|until| target < until)
    }

    /// Whether the policy is about requirements and not about code.
    #[must_use]
    pub fn about_requirements(&self) -> bool {
        self.at
            .iter()
            .any(|place| matches!(place, Place::Requirement(_)))
    }
}

/// Where a policy looks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub enum Place {
    /// Where an instance of a class (or of one below it) is built.
    Construct(String),
    /// Where a function is called.
    Call(String),
    /// A requirement of a distribution, by its normalised name.
    Requirement(String),
}

impl FromStr for Place {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let expected = || {
            format!(
                "place `{text}`: expected `construct QUALIFIED.CLASS`, `call QUALIFIED.FUNCTION` or `requirement DISTRIBUTION`"
            )
        };
        let (verb, object) = text.split_once(' ').ok_or_else(expected)?;
        let object = object.trim();
        if object.is_empty() || object.contains(char::is_whitespace) {
            return Err(expected());
        }
        match verb {
            "construct" => Ok(Self::Construct(object.to_owned())),
            "call" => Ok(Self::Call(object.to_owned())),
            "requirement" => Ok(Self::Requirement(normalised(object))),
            _ => Err(expected()),
        }
    }
}

impl TryFrom<String> for Place {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Construct(name) => write!(out, "construct {name}"),
            Self::Call(name) => write!(out, "call {name}"),
            Self::Requirement(name) => write!(out, "requirement {name}"),
        }
    }
}

/// A distribution's name as package indexes compare it: lower case, runs of `-`, `_`, `.` as one `-`.
#[must_use]
pub fn normalised(distribution: &str) -> String {
    let mut name = String::with_capacity(distribution.len());
    for letter in distribution.chars() {
        if matches!(letter, '-' | '_' | '.') {
            if !name.ends_with('-') {
                name.push('-');
            }
        } else {
            name.extend(letter.to_lowercase());
        }
    }
    name
}

/// A question about one of several arguments.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// The arguments; it holds when it holds for one of them. At least one.
    pub arguments: Vec<String>,
    /// The question.
    pub test: Test,
    /// Whether it is enough that one of the values that are seen will do.
    pub may: bool,
}

/// An address that wins over arguments beside it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SaidBy {
    /// The argument that is the address.
    pub argument: String,
    /// Arguments, with the part of the address that says the same: `host`, `port`, `username`, `password`, `path`, or `number`, a
    /// path that is one. What its query names wins over the argument of that name.
    pub parts: BTreeMap<String, String>,
}

/// What to say when a policy's answer cannot be known.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct WhenUnknown {
    /// How bad it is.
    pub severity: Severity,
    /// One sentence.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

/// When a line must run, and where its value must not go.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Site {
    /// One of these; any if empty.
    #[serde(default)]
    pub runs: Vec<Runs>,
    /// Whether the value stays where it is made.
    pub escapes: Option<Escapes>,
    /// Whether tests do not count.
    #[serde(default)]
    pub outside_tests: bool,
    /// Calls that excuse it where they stand in the same body of code and take the same first argument, themselves or in a
    /// function of the project that gets it there.
    #[serde(default)]
    pub unless_beside: Vec<Place>,
    /// Methods that excuse it where one is read of what is made, anywhere.
    #[serde(default)]
    pub unless_methods: Vec<String>,
    /// Methods that excuse it where the same body of code reads one of what the call's own method is read of.
    #[serde(default)]
    pub self_unless_methods: Vec<String>,
    /// Those of them for which one of these holds excuse nothing.
    #[serde(default)]
    pub beside_unless: Vec<Condition>,
    /// Calls that excuse it where a function of the project leads both to it and to one of them.
    #[serde(default)]
    pub unless_led_to_with: Vec<Place>,
    /// Items that excuse it where nothing but these is read of what the call gives.
    #[serde(default)]
    pub unless_read_for: Vec<String>,
    /// Functions, by their last names, that excuse it where they are given what the call gives.
    #[serde(default)]
    pub unless_given_to: Vec<String>,
    /// An argument that excuses it where it is a text of which the project makes sure that it is not in force: it raises, or ends,
    /// where something is that.
    pub unless_refused: Option<String>,
    /// What comes and goes around what is made.
    pub used_in: Option<UsedIn>,
    /// Methods one of which must be called without arguments on what is made; `__exit__` and `__aexit__` stand for `with`.
    #[serde(default)]
    pub closed_by: Vec<String>,
    /// Methods none of which may be read of what is made, which must be kept for as long as an application runs.
    #[serde(default)]
    pub application_unless_methods: Vec<String>,
    /// An argument whose object must be kept and open.
    pub holds: Option<Holds>,
    /// Whether another file of the project must import the one that it stands in.
    #[serde(default)]
    pub imported: bool,
    /// What another place of the project must be given.
    pub elsewhere: Option<Elsewhere>,
}

/// What another place of the project is given.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Elsewhere {
    /// The places.
    pub at: Vec<Place>,
    /// Each must hold there.
    #[serde(default)]
    pub all: Vec<Condition>,
    /// None may hold there.
    #[serde(default)]
    pub none: Vec<Condition>,
}

/// What comes and goes around an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UsedIn {
    /// It is used in event loops of which one ends before the next begins.
    SeveralLoops,
    /// It is used in functions with which other processes begin.
    OtherProcesses,
}

/// An argument whose object is kept beyond the call that makes it, and that nobody closes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Holds {
    /// The argument.
    pub argument: String,
    /// Methods of its object that close it.
    pub unless_methods: Vec<String>,
    /// Methods that close it where they are read of what the call makes, or of what that gives.
    #[serde(default)]
    pub unless_own: Vec<String>,
}

/// When a line runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Runs {
    /// When its module is imported.
    Import,
    /// At most once for each process.
    Once,
    /// At each call of its function.
    PerCall,
    /// At each turn of a loop.
    PerIteration,
}

/// What becomes of a value that is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Escapes {
    /// It is not kept beyond the call.
    Never,
}

/// The fix of a policy.
#[derive(Debug, Clone, PartialEq)]
pub struct PolicyFix {
    /// What is done.
    pub verb: FixVerb,
    /// How far it can be trusted.
    pub applicability: Applicability,
}

/// A construction that takes arguments which belong elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Taker {
    /// Where it is built.
    pub at: Place,
    /// Those that it takes; all that may move, if none are said.
    pub arguments: Vec<String>,
    /// It takes none where one of these may hold of its own arguments.
    pub unless: Vec<Condition>,
}

/// What an argument is given in one kind of construction.
#[derive(Debug, Clone, PartialEq)]
pub struct GivenValue {
    /// The construction.
    pub at: Place,
    /// The project's versions of the package for which it is; any if it says none.
    pub versions: Option<VersionSpecifiers>,
    /// The value, as the names of `imports` alone are in it.
    pub value: String,
    /// Paths of what the value names.
    pub imports: Vec<String>,
    /// Conditions on the construction's arguments under which it would mean something else.
    pub unless: Vec<Condition>,
}

/// What a policy's fix does.
#[derive(Debug, Clone, PartialEq)]
pub enum FixVerb {
    /// Moves arguments into the construction that another argument holds.
    MoveArguments {
        /// Those that move.
        arguments: Vec<String>,
        /// The argument that holds the construction.
        to: String,
        /// The constructions that take them; any class's, if there are none.
        into: Vec<Taker>,
        /// Methods of what is built that make no use of the arguments.
        harmless: Vec<String>,
    },
    /// Gives arguments that stand by position their names, from the first that the policy found to the last.
    NameArguments {
        /// Those that keep their names.
        arguments: Vec<String>,
    },
    /// Builds an object once for the module, where the same is built each time and nothing is done to it that others
    /// must not see.
    Share {
        /// What the module calls it.
        name: String,
        /// Methods that nobody may ask it for.
        unless_methods: Vec<String>,
        /// Conditions on the arguments under which it serves one user alone.
        unless: Vec<Condition>,
    },
    /// Gives an argument to each construction of what a method is called on.
    GiveArgument {
        /// The argument.
        argument: String,
        /// What it is given; the first that is about the construction decides.
        values: Vec<GivenValue>,
    },
    /// Raises the least version that a requirement admits.
    RaiseFloor,
    /// Asks for another package once the code has moved to it.
    Replace(Replacement),
}

/// The package that takes another one's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replacement {
    /// Its distribution, as people write it.
    pub with: String,
    /// The extra to ask for.
    pub extra: Option<String>,
    /// Words for which code needs the extra.
    pub extra_for: Vec<String>,
    /// Words beside which it needs none, where it spells none of the others.
    pub plain_for: Vec<String>,
}
