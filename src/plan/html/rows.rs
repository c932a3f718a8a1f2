//! The places of a plan file by file, with what was found there: what all parts of the report count and show.

use std::collections::BTreeMap;

use crate::engine::Outcome;
use crate::finding::{Finding, Severity};
use crate::plan::{By, Item, PackageSection, Place, Plan};

/// One place and all that is known of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'a> {
    /// The number of its phase.
    pub(super) phase: usize,
    /// Its package.
    pub(super) package: &'a PackageSection,
    /// What is to be done.
    pub(super) item: &'a Item,
    /// Where, and who does it.
    pub(super) place: &'a Place,
    /// What was found.
    pub(super) finding: Option<&'a Finding>,
}

/// Numbers by severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Counts {
    pub(super) errors: usize,
    pub(super) warnings: usize,
    pub(super) notes: usize,
}

impl Counts {
    fn add(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Note => self.notes += 1,
        }
    }

    /// All of them.
    pub(super) fn all(self) -> usize {
        self.errors + self.warnings + self.notes
    }
}

/// One file and its places, in their order.
#[derive(Debug)]
pub(super) struct File<'a> {
    pub(super) path: &'a str,
    pub(super) rows: Vec<Row<'a>>,
    pub(super) counts: Counts,
    /// How many of its places are left to people.
    pub(super) by_hand: usize,
}

/// All files that have places, worst first.
#[derive(Debug)]
pub(super) struct Files<'a> {
    pub(super) all: Vec<File<'a>>,
    pub(super) counts: Counts,
    pub(super) by_hand: usize,
}

impl<'a> Files<'a> {
    /// The files of a plan.
    pub(super) fn of(plan: &'a Plan, outcome: &'a Outcome) -> Self {
        let findings = outcome.report.findings.iter();
        let by_mark: BTreeMap<&str, &Finding> = findings
            .map(|one| (one.fingerprint.as_str(), one))
            .collect();
        let mut files: BTreeMap<&str, Vec<Row<'a>>> = BTreeMap::new();
        for phase in &plan.phases {
            for package in &phase.packages {
                let places = package.items.iter();
                let places = places.flat_map(|item| item.places.iter().map(move |one| (item, one)));
                for (item, place) in places {
                    let row = Row {
                        phase: phase.number,
                        package,
                        item,
                        place,
                        finding: by_mark.get(place.fingerprint.as_str()).copied(),
                    };
                    files.entry(&place.location.path).or_default().push(row);
                }
            }
        }
        let mut all: Vec<File<'a>> = files
            .into_iter()
            .map(|(path, rows)| file(path, rows))
            .collect();
        all.sort_by_key(|file| (std::cmp::Reverse(file.counts), file.path));
        let mut counts = Counts::default();
        for row in all.iter().flat_map(|file| &file.rows) {
            counts.add(row.item.severity);
        }
        Self {
            by_hand: all.iter().map(|file| file.by_hand).sum(),
            counts,
            all,
        }
    }
}

fn file<'a>(path: &'a str, mut rows: Vec<Row<'a>>) -> File<'a> {
    rows.sort_by_key(|row| (&row.place.location, &row.item.code));
    let mut counts = Counts::default();
    for row in &rows {
        counts.add(row.item.severity);
    }
    let by_hand = rows
        .iter()
        .filter(|row| matches!(row.place.by, By::Hand(_)));
    File {
        path,
        counts,
        by_hand: by_hand.count(),
        rows,
    }
}
