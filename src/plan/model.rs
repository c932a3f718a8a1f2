//! What a plan holds: phases, packages, changes and places, as every way of showing it reads them.

use std::collections::BTreeMap;

use super::effort::Effort;
use super::evidence::Seen;
use super::phases::Phase;
use crate::config::Checkpoint;
use crate::evidence::Evidence;
use crate::finding::{Blind, Fails, Location, Problem, Severity};
use crate::manifest::Listed;
use crate::survey::{Route, Survey};

/// A rule that was looked for, so that "nothing found" is evidence.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rule {
    /// Name of the pack.
    pub package: String,
    /// The distribution that it is about, where there is one.
    pub distribution: Option<String>,
    /// Code of the rule.
    pub code: String,
    /// One sentence for people.
    pub summary: String,
}

/// What to do, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The phases that have something to do, in their order.
    pub phases: Vec<PhaseSection>,
    /// The patches, in the order in which they apply.
    pub patches: Vec<Patch>,
    /// The patches that take them back, in the order in which they apply.
    pub rollback: Vec<Patch>,
    /// What the manifests ask for today of the packages of the plan.
    pub pins: Vec<Listed>,
    /// Where the paths of the patches begin, seen from the folder that the plan was made in, if it is
    /// not that folder.
    pub begins_in: Option<String>,
    /// What the project is beside its code.
    pub survey: Survey,
    /// Rules that were looked for and found nothing, by pack and code.
    pub nothing_found: BTreeMap<String, Vec<Rule>>,
    /// What changes with a package without any line of code, by pack.
    pub differences: BTreeMap<String, Vec<String>>,
    /// Places that could not be resolved.
    pub blind: Vec<Blind>,
    /// Files that could not be used.
    pub problems: Vec<Problem>,
    /// What other tools say, in the order in which it was named.
    pub evidence: Vec<Evidence>,
    /// How many working days a number of minutes is.
    pub effort: Effort,
}

impl Plan {
    /// The packages of all phases.
    pub fn packages(&self) -> impl Iterator<Item = &PackageSection> {
        self.phases.iter().flat_map(|phase| &phase.packages)
    }

    /// The places of all packages.
    pub fn places(&self) -> impl Iterator<Item = (&Item, &Place)> {
        let items = self.packages().flat_map(|package| &package.items);
        items.flat_map(|item| item.places.iter().map(move |place| (item, place)))
    }

    /// Minutes of all packages.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        self.packages().map(|package| package.minutes).sum()
    }
}

/// What is to be done in one phase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhaseSection {
    /// Its place among all phases, from 1.
    pub number: usize,
    /// Which phase.
    pub phase: Phase,
    /// Its packages in their order.
    pub packages: Vec<PackageSection>,
}

impl PhaseSection {
    /// Minutes of its packages.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        self.packages.iter().map(|package| package.minutes).sum()
    }
}

/// How much can go wrong with a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Risk {
    /// Advice, or a requirement alone.
    Low,
    /// Code changes, and a patch does it; or behaviour changes.
    Medium,
    /// A known hole, code that breaks and is left to a person, or code that much else stands on.
    High,
}

/// What stands behind a risk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reasons {
    /// What the project admits has known advisories.
    pub holes: bool,
    /// The version that it goes to has some.
    pub holes_ahead: bool,
    /// Something is broken today.
    pub today: bool,
    /// Findings of severity error, warning and note.
    pub errors: usize,
    /// See there.
    pub warnings: usize,
    /// See there.
    pub notes: usize,
    /// Files that import what is affected, tests left out.
    pub fan_in: usize,
    /// Known holes that other tools tell of.
    pub told: usize,
}

/// What is to be done about one package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackageSection {
    /// Its name.
    pub package: String,
    /// The batch that it is upgraded in.
    pub batch: Option<String>,
    /// What the manifests ask for.
    pub asked: Vec<Listed>,
    /// The version that the project goes to.
    pub to: Option<String>,
    /// How much can go wrong.
    pub risk: Risk,
    /// Why.
    pub reasons: Reasons,
    /// How long a person needs: an estimate.
    pub minutes: u32,
    /// The names of the services that ask for it.
    pub services: Vec<String>,
    /// File name of its patch.
    pub patch: Option<String>,
    /// Its changes that touch the project: worst first, then by code.
    pub items: Vec<Item>,
    /// What must hold before it is done, each with whether it evidently does.
    pub checkpoints: Vec<(Checkpoint, bool)>,
    /// Files of tests that reach the affected code.
    pub tests: Vec<String>,
    /// Routes that do.
    pub routes: Vec<Route>,
    /// What other tools say of it.
    pub evidence: Seen,
}

impl PackageSection {
    /// All its places.
    pub fn places(&self) -> impl Iterator<Item = &Place> {
        self.items.iter().flat_map(|item| &item.places)
    }

    /// How many places its patch does, and how many of those a person must look at.
    #[must_use]
    pub fn done(&self) -> (usize, usize) {
        let by_patch = |place: &&Place| matches!(place.by, By::Patch { .. });
        let look = |place: &&Place| matches!(place.by, By::Patch { look: true, .. });
        (
            self.places().filter(by_patch).count(),
            self.places().filter(look).count(),
        )
    }
}

/// One change and the places that it touches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Code of the rule.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// When it goes wrong.
    pub fails: Fails,
    /// The version in which the symbol changed.
    pub breaks_in: Option<String>,
    /// One sentence for people.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// Where, in the order of the findings.
    pub places: Vec<Place>,
}

/// One place and who does it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Where.
    pub location: Location,
    /// The finding's mark, by which it is found again when lines move.
    pub fingerprint: String,
    /// Who does it.
    pub by: By,
}

/// Who does the work at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum By {
    /// A patch of the plan.
    Patch {
        /// Its file name.
        file: String,
        /// Whether a person must look at what it does there.
        look: bool,
    },
    /// A person, for this reason where one is known.
    Hand(Option<String>),
}

/// A patch of the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Patch {
    /// `01-package.patch`.
    pub file: String,
    /// A unified diff for `git apply`.
    pub text: Vec<u8>,
}
