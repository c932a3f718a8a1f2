//! Dependency groups (PEP 735): lists that may take in other lists.

use rustc_hash::{FxHashMap, FxHashSet};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::content_range;
use crate::manifest::builder::{Belongs, Builder};
use crate::manifest::{Cause, Kind};

/// The key of an item that takes in another group.
const INCLUDE: &str = "include-group";

/// The groups that each group takes in, all by their normal names.
type Taken = FxHashMap<String, Vec<String>>;

/// Reads the groups. What one takes in from another is read where it stands.
pub(super) fn read(builder: &mut Builder<'_>, groups: &DeTable<'_>) {
    let taken = taken(groups);
    for (name, list) in groups {
        let name = name.get_ref();
        let Some(items) = list.get_ref().as_array() else {
            let cause = Cause::BadRequirement("not a list of requirements".to_owned());
            builder.problem(list.span(), None, cause);
            continue;
        };
        let belongs = Belongs::to_group(Kind::Group, name);
        for item in items.iter() {
            read_item(builder, &taken, item, &belongs);
        }
    }
}

/// Which groups there are, and what they take in; of two that have the same name, the first.
fn taken(groups: &DeTable<'_>) -> Taken {
    let mut out = Taken::default();
    for (name, list) in groups {
        let items = list
            .get_ref()
            .as_array()
            .into_iter()
            .flat_map(|items| items.iter());
        let names = items.filter_map(included).map(normal);
        let known = out.entry(normal(name.get_ref()));
        known.or_insert_with(|| names.collect());
    }
    out
}

fn read_item(
    builder: &mut Builder<'_>,
    taken: &Taken,
    item: &Spanned<DeValue<'_>>,
    belongs: &Belongs<'_>,
) {
    if let Some(text) = item.get_ref().as_str() {
        let place = content_range(builder.source, item.span());
        return builder.pep508(text, place, belongs);
    }
    let cause = match included(item) {
        Some(other) if !taken.contains_key(&normal(other)) => Cause::MissingGroup(other.to_owned()),
        Some(other) => match belongs.group.filter(|own| reaches(taken, other, own)) {
            Some(own) => Cause::GroupLoop(own.to_owned()),
            None => return,
        },
        None => Cause::BadRequirement("neither a requirement nor a group".to_owned()),
    };
    builder.problem(item.span(), None, cause);
}

fn included<'t>(item: &'t Spanned<DeValue<'_>>) -> Option<&'t str> {
    item.get_ref().as_table()?.get(INCLUDE)?.get_ref().as_str()
}

fn normal(name: &str) -> String {
    let words = name.split(['-', '_', '.']).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").to_ascii_lowercase()
}

/// Whether one group takes in another, itself or through others.
fn reaches(taken: &Taken, from: &str, to: &str) -> bool {
    let (from, to) = (normal(from), normal(to));
    let mut left = vec![from.as_str()];
    let mut seen = FxHashSet::from_iter([from.as_str()]);
    while let Some(at) = left.pop() {
        if at == to {
            return true;
        }
        for name in taken.get(at).into_iter().flatten() {
            if seen.insert(name) {
                left.push(name);
            }
        }
    }
    false
}
