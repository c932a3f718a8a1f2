//! Dependency groups (PEP 735): lists that may take in other lists.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::content_range;
use crate::manifest::builder::{Belongs, Builder};
use crate::manifest::{Cause, Kind};

/// The key of an item that takes in another group.
const INCLUDE: &str = "include-group";

/// Reads the groups. What one takes in from another is read where it stands.
pub(super) fn read(builder: &mut Builder<'_>, groups: &DeTable<'_>) {
    for (name, list) in groups {
        let name = name.get_ref();
        let Some(items) = list.get_ref().as_array() else {
            let cause = Cause::BadRequirement("not a list of requirements".to_owned());
            builder.problem(list.span(), None, cause);
            continue;
        };
        let belongs = Belongs::to_group(Kind::Group, name);
        for item in items.iter() {
            read_item(builder, groups, item, &belongs);
        }
    }
}

fn read_item(
    builder: &mut Builder<'_>,
    groups: &DeTable<'_>,
    item: &Spanned<DeValue<'_>>,
    belongs: &Belongs<'_>,
) {
    if let Some(text) = item.get_ref().as_str() {
        let place = content_range(builder.source, item.span());
        return builder.pep508(text, place, belongs);
    }
    let cause = match included(item) {
        Some(other) if group(groups, other).is_none() => Cause::MissingGroup(other.to_owned()),
        Some(other) => match belongs.group.filter(|own| reaches(groups, other, own)) {
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

/// A group by its name, however that is written.
fn group<'t, 's>(groups: &'t DeTable<'s>, name: &str) -> Option<&'t Spanned<DeValue<'s>>> {
    let wanted = normal(name);
    let mut found = groups
        .iter()
        .filter(|(name, _)| normal(name.get_ref()) == wanted);
    found.next().map(|(_, list)| list)
}

fn normal(name: &str) -> String {
    let words = name.split(['-', '_', '.']).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").to_ascii_lowercase()
}

/// Whether one group takes in another, itself or through others.
fn reaches(groups: &DeTable<'_>, from: &str, to: &str) -> bool {
    let to = normal(to);
    let mut seen = vec![normal(from)];
    let mut next = 0;
    while let Some(at) = seen.get(next).cloned() {
        if at == to {
            return true;
        }
        next += 1;
        let items = group(groups, &at).and_then(|list| list.get_ref().as_array());
        for item in items.into_iter().flat_map(|items| items.iter()) {
            let name = included(item).map(normal);
            seen.extend(name.filter(|name| !seen.contains(name)));
        }
    }
    false
}
