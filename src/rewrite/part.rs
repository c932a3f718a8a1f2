//! Parts: what is applied whole or not at all.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::Applicability;
use crate::rewrite::flatten::{Conflict, check};
use crate::rewrite::imports::ImportNeeds;
use crate::rewrite::operation::Operation;
use crate::syntax::ast::Span;

/// Name of a part, the same in each run over the same files. Of two parts that cannot both happen,
/// the one with the lesser name does.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartId(pub String);

/// A source (a call, a setting) with all uses of its value, possibly in many files.
#[derive(Debug, Clone)]
pub struct Part {
    /// Its name.
    pub id: PartId,
    /// How far it can be trusted.
    pub applicability: Applicability,
    /// The packs of its findings.
    pub packages: BTreeSet<String>,
    /// Operations by index of the file.
    pub files: BTreeMap<usize, Vec<Operation>>,
    /// What it asks of imports, by index of the file.
    pub imports: BTreeMap<usize, ImportNeeds>,
    /// Parts without which it means nothing.
    pub requires: Vec<PartId>,
}

/// Which parts are wanted.
#[derive(Debug, Clone)]
pub struct Wanted<'a> {
    /// The least applicability; `manual` parts are never chosen.
    pub least: Applicability,
    /// Only parts of these packs; all if empty.
    pub packages: &'a [String],
    /// Parts that must not happen: their result did not hold.
    pub without: &'a BTreeSet<PartId>,
}

/// Why a part does not happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Dropped {
    /// Not asked for.
    Unwanted,
    /// It changes the same text as a part that happens.
    Conflict {
        /// That part; the part itself if its own operations don't fit together.
        with: PartId,
    },
    /// A part that it requires does not happen.
    Requires(PartId),
}

/// Which parts happen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// Indices of the chosen parts, sorted by their ids.
    pub chosen: Vec<usize>,
    /// The others, by index.
    pub dropped: BTreeMap<usize, Dropped>,
}

impl Choice {
    /// All operations of the chosen parts in one file.
    #[must_use]
    pub fn operations(&self, parts: &[Part], file: usize) -> Vec<Operation> {
        let of_part = |&index: &usize| parts[index].files.get(&file).into_iter().flatten();
        self.chosen.iter().flat_map(of_part).cloned().collect()
    }

    /// What the chosen parts ask of one file's imports.
    #[must_use]
    pub fn imports(&self, parts: &[Part], file: usize) -> ImportNeeds {
        let mut needs = ImportNeeds::default();
        for &index in &self.chosen {
            if let Some(asked) = parts[index].imports.get(&file) {
                needs.merge(asked);
            }
        }
        needs
    }

    /// The files that the chosen parts change.
    #[must_use]
    pub fn files(&self, parts: &[Part]) -> BTreeSet<usize> {
        let of_part = |&index: &usize| {
            let part: &Part = &parts[index];
            part.files.keys().chain(part.imports.keys()).copied()
        };
        self.chosen.iter().flat_map(of_part).collect()
    }
}

/// Chooses the wanted parts that can happen together, each of them whole. Depends on the parts' ids
/// and not on their order.
#[must_use]
pub fn choose(parts: &[Part], wanted: &Wanted<'_>) -> Choice {
    let mut by_id: Vec<usize> = (0..parts.len()).collect();
    by_id.sort_by(|&one, &other| parts[one].id.cmp(&parts[other].id));
    let mut dropped: BTreeMap<usize, Dropped> = BTreeMap::new();
    for (index, part) in parts.iter().enumerate() {
        if !is_wanted(part, wanted) {
            dropped.insert(index, Dropped::Unwanted);
        }
    }
    loop {
        drop_requiring(parts, &mut dropped);
        let standing: Vec<usize> = by_id
            .iter()
            .copied()
            .filter(|index| !dropped.contains_key(index))
            .collect();
        let lost = conflicts(parts, &standing);
        let mut with_lost = dropped.clone();
        with_lost.extend(lost);
        let before = with_lost.len();
        drop_requiring(parts, &mut with_lost);
        if with_lost.len() == before {
            let chosen = by_id
                .into_iter()
                .filter(|index| !with_lost.contains_key(index))
                .collect();
            return Choice {
                chosen,
                dropped: with_lost,
            };
        }
        // A part that falls with another makes room: what lost against it may stand again.
        let fell = with_lost
            .into_iter()
            .filter(|(_, reason)| matches!(reason, Dropped::Requires(_)));
        dropped.extend(fell);
    }
}

fn is_wanted(part: &Part, wanted: &Wanted<'_>) -> bool {
    let of_packages = wanted.packages.is_empty()
        || part
            .packages
            .iter()
            .any(|package| wanted.packages.contains(package));
    part.applicability != Applicability::Manual
        && part.applicability >= wanted.least
        && of_packages
        && !wanted.without.contains(&part.id)
}

/// Drops what requires a dropped or missing part, until nothing does.
fn drop_requiring(parts: &[Part], dropped: &mut BTreeMap<usize, Dropped>) {
    loop {
        let standing: BTreeSet<&PartId> = (0..parts.len())
            .filter(|index| !dropped.contains_key(index))
            .map(|index| &parts[index].id)
            .collect();
        let falling: Vec<(usize, PartId)> = (0..parts.len())
            .filter(|index| !dropped.contains_key(index))
            .filter_map(|index| {
                let missing = parts[index]
                    .requires
                    .iter()
                    .find(|required| !standing.contains(required))?;
                Some((index, missing.clone()))
            })
            .collect();
        if falling.is_empty() {
            return;
        }
        for (index, missing) in falling {
            dropped.insert(index, Dropped::Requires(missing));
        }
    }
}

/// The parts that lose against one before them.
fn conflicts(parts: &[Part], standing: &[usize]) -> Vec<(usize, Dropped)> {
    let contested = contested(parts, standing);
    let mut stretches: BTreeMap<(usize, usize), Taken> = BTreeMap::new();
    let mut lost = Vec::new();
    for &index in standing {
        let mine: BTreeMap<(usize, usize), Vec<Operation>> = parts[index]
            .files
            .iter()
            .filter_map(|(file, operations)| Some((file, contested.get(file)?, operations)))
            .fold(BTreeMap::new(), |mut out, (file, stretches, operations)| {
                for operation in operations {
                    if let Some(stretch) = stretch_of(stretches, operation) {
                        let held: &mut Vec<Operation> = out.entry((*file, stretch)).or_default();
                        held.push(operation.clone());
                    }
                }
                out
            });
        let against = mine.iter().find_map(|(at, operations)| {
            stretches
                .entry(*at)
                .or_default()
                .conflict(index, operations)
        });
        if let Some(other) = against {
            let with = parts[other].id.clone();
            lost.push((index, Dropped::Conflict { with }));
            continue;
        }
        for (at, operations) in &mine {
            stretches.entry(*at).or_default().take(index, operations);
        }
    }
    lost
}

/// The stretches of each file, from left to right, in which operations of the parts do not go together. Outside of them no part
/// can lose, so that a file with thousands of parts is looked at once and not once for each.
fn contested(parts: &[Part], standing: &[usize]) -> BTreeMap<usize, Vec<Span>> {
    let mut files: BTreeMap<usize, Vec<&Operation>> = BTreeMap::new();
    for &index in standing {
        for (file, operations) in &parts[index].files {
            files.entry(*file).or_default().extend(operations);
        }
    }
    let mut out = BTreeMap::new();
    for (file, mut operations) in files {
        operations.sort_by_key(|operation| operation.reach().start);
        let mut stretches = Vec::new();
        let mut held: Vec<Operation> = Vec::new();
        let mut stretch = Span::new(0, 0);
        let mut close = |stretch: Span, held: &mut Vec<Operation>| {
            if check(held).is_err() {
                stretches.push(stretch);
            }
            held.clear();
        };
        for operation in operations {
            let reach = operation.reach();
            if held.is_empty() || reach.start > stretch.end {
                close(stretch, &mut held);
                stretch = reach;
            }
            stretch.end = stretch.end.max(reach.end);
            held.push(operation.clone());
        }
        close(stretch, &mut held);
        if !stretches.is_empty() {
            out.insert(file, stretches);
        }
    }
    out
}

/// The number of the stretch that an operation lies in.
fn stretch_of(stretches: &[Span], operation: &Operation) -> Option<usize> {
    let reach = operation.reach();
    let number = stretches.partition_point(|one| one.end < reach.start);
    stretches
        .get(number)
        .filter(|one| one.start <= reach.start)
        .map(|_| number)
}

/// Operations of one stretch of a file with the parts that they belong to.
#[derive(Default)]
struct Taken {
    operations: Vec<Operation>,
    owners: Vec<usize>,
}

impl Taken {
    fn take(&mut self, part: usize, operations: &[Operation]) {
        self.operations.extend(operations.iter().cloned());
        self.owners.resize(self.operations.len(), part);
    }

    /// The part against which `operations` of `part` lose.
    fn conflict(&mut self, part: usize, operations: &[Operation]) -> Option<usize> {
        let before = self.operations.len();
        self.take(part, operations);
        let other = match check(&self.operations) {
            Ok(()) => None,
            Err(Conflict { first, .. }) => Some(self.owners[first]),
        };
        self.operations.truncate(before);
        self.owners.truncate(before);
        other
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn part(id: &str, places: &[(usize, u32, u32)]) -> Part {
        let mut files: BTreeMap<usize, Vec<Operation>> = BTreeMap::new();
        for &(file, start, end) in places {
            let operation = Operation::replace(Span::new(start, end), id);
            files.entry(file).or_default().push(operation);
        }
        Part {
            id: PartId(id.to_owned()),
            applicability: Applicability::Safe,
            packages: BTreeSet::from(["p".to_owned()]),
            files,
            imports: BTreeMap::new(),
            requires: Vec::new(),
        }
    }

    fn requiring(mut part: Part, ids: &[&str]) -> Part {
        part.requires = ids.iter().map(|id| PartId((*id).to_owned())).collect();
        part
    }

    fn chosen(parts: &[Part]) -> Vec<&str> {
        let wanted = Wanted {
            least: Applicability::Safe,
            packages: &[],
            without: &BTreeSet::new(),
        };
        let choice = choose(parts, &wanted);
        choice
            .chosen
            .iter()
            .map(|&index| parts[index].id.0.as_str())
            .collect()
    }

    #[test]
    fn a_part_that_loses_in_one_file_happens_in_none() {
        let parts = [
            part("b", &[(0, 10, 12), (1, 0, 4)]),
            part("a", &[(1, 2, 6)]),
            part("c", &[(0, 10, 12)]),
        ];
        assert_eq!(chosen(&parts), ["a", "c"]);
    }

    #[test]
    fn the_order_of_the_parts_does_not_matter() {
        let mut parts = vec![
            part("b", &[(0, 0, 4)]),
            part("a", &[(0, 2, 6)]),
            part("c", &[(0, 5, 8)]),
        ];
        assert_eq!(chosen(&parts), ["a"]);
        parts.reverse();
        assert_eq!(chosen(&parts), ["a"]);
    }

    #[test]
    fn a_part_falls_with_what_it_requires() {
        let parts = [
            part("a", &[(0, 0, 4)]),
            part("b", &[(0, 2, 6)]),
            requiring(part("c", &[(0, 8, 9)]), &["b"]),
            requiring(part("d", &[(0, 9, 10)]), &["c"]),
            requiring(part("e", &[(0, 10, 11)]), &["nobody"]),
            requiring(part("f", &[(0, 11, 12)]), &["a", "g"]),
            requiring(part("g", &[(0, 12, 13)]), &["f"]),
        ];
        assert_eq!(chosen(&parts), ["a", "f", "g"]);
    }

    #[test]
    fn what_lost_against_a_part_that_falls_stands_again() {
        let parts = [
            part("a", &[(0, 0, 4)]),
            requiring(part("b", &[(0, 10, 14)]), &["d"]),
            part("c", &[(0, 12, 16)]),
            part("d", &[(0, 2, 6)]),
        ];
        assert_eq!(chosen(&parts), ["a", "c"]);
    }

    #[test]
    fn only_wanted_parts_are_chosen_and_each_other_says_why_not() {
        let mut parts = [
            part("a", &[]),
            part("b", &[]),
            part("c", &[]),
            part("d", &[(0, 0, 4), (0, 2, 6)]),
        ];
        parts[0].applicability = Applicability::Unsafe;
        parts[1].applicability = Applicability::Manual;
        parts[2].packages = BTreeSet::from(["q".to_owned()]);
        let packages = ["p".to_owned()];
        let mut wanted = Wanted {
            least: Applicability::Safe,
            packages: &packages,
            without: &BTreeSet::new(),
        };
        let choice = choose(&parts, &wanted);
        assert!(choice.chosen.is_empty());
        let with = PartId("d".to_owned());
        assert_eq!(choice.dropped[&3], Dropped::Conflict { with });
        assert_eq!(choice.dropped[&0], Dropped::Unwanted);
        wanted.least = Applicability::Unsafe;
        assert_eq!(choose(&parts, &wanted).chosen, [0]);
        wanted.least = Applicability::Manual;
        wanted.packages = &[];
        let without = BTreeSet::from([PartId("a".to_owned())]);
        wanted.without = &without;
        assert_eq!(choose(&parts, &wanted).chosen, [2]);
    }

    #[test]
    fn parts_share_what_they_both_do() {
        let mut parts = [part("a", &[]), part("b", &[])];
        for (part, place) in parts.iter_mut().zip([4, 8]) {
            let line = Operation::insert(0, "client = C()\n");
            let own = Operation::replace(Span::new(place, place + 2), "x");
            part.files.insert(0, vec![line, own]);
        }
        assert_eq!(chosen(&parts), ["a", "b"]);
    }
}
