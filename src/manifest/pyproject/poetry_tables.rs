//! Poetry's tables: versions, or tables with a version, an address and markers.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::{content_range, read_name, table};
use crate::manifest::builder::{Belongs, Builder};
use crate::manifest::direct::version_in_target;
use crate::manifest::named::parse_named;
use crate::manifest::poetry::{python_marker, translate};
use crate::manifest::{Cause, Direct, Kind, Requirement, Words};

/// Keys of addresses, Pipenv's among them.
const ADDRESSES: [&str; 4] = ["git", "url", "path", "file"];

/// Variables of markers that are keys of their own in Pipenv's tables: `sys_platform = "== 'win32'"`.
const MARKERS: [&str; 10] = [
    "implementation_name",
    "implementation_version",
    "os_name",
    "platform_machine",
    "platform_python_implementation",
    "platform_release",
    "platform_system",
    "python_full_version",
    "python_version",
    "sys_platform",
];

/// Reads `dependencies`, `dev-dependencies` and `group.*.dependencies`.
pub(in crate::manifest) fn read(builder: &mut Builder<'_>, poetry: &DeTable<'_>) {
    read_name(builder, poetry);
    let extras = table(poetry, "extras");
    let main = Belongs::to(Kind::Requirement);
    read_table(builder, poetry, "dependencies", &main, extras);
    let dev = Belongs::to_group(Kind::Group, "dev");
    read_table(builder, poetry, "dev-dependencies", &dev, None);
    let plugins = Belongs::to_group(Kind::Group, "poetry");
    read_table(builder, poetry, "requires-plugins", &plugins, None);
    for (name, group) in table(poetry, "group").into_iter().flatten() {
        if let Some(group) = group.get_ref().as_table() {
            let belongs = Belongs::to_group(Kind::Group, name.get_ref());
            read_table(builder, group, "dependencies", &belongs, None);
        }
    }
}

/// Reads a table of names and wishes. `extras` are the lists of optional packages, by extra.
pub(in crate::manifest) fn read_table(
    builder: &mut Builder<'_>,
    parent: &DeTable<'_>,
    key: &str,
    belongs: &Belongs<'_>,
    extras: Option<&DeTable<'_>>,
) {
    for (name, value) in table(parent, key).into_iter().flatten() {
        // The interpreter stands among the packages.
        if name.get_ref().eq_ignore_ascii_case("python") {
            continue;
        }
        // One package may have several wishes, by marker.
        match value.get_ref().as_array() {
            Some(wishes) => {
                for wish in wishes.iter() {
                    read_wish(builder, name, wish, belongs, extras);
                }
            }
            None => read_wish(builder, name, value, belongs, extras),
        }
    }
}

fn read_wish(
    builder: &mut Builder<'_>,
    name: &Spanned<DeString<'_>>,
    wish: &Spanned<DeValue<'_>>,
    belongs: &Belongs<'_>,
    extras: Option<&DeTable<'_>>,
) {
    let wish_range = content_range(builder.source, wish.span());
    let mut requirement = match requirement(name.get_ref(), wish.get_ref()) {
        Ok(requirement) => requirement,
        Err(cause) => return builder.problem(wish_range, Some(name.get_ref()), cause),
    };
    if let Kind::Direct(direct) = &requirement.kind
        && builder.is_own_folder(&direct.target)
    {
        return;
    }
    // Beside `[project]`, a wish without a version says where what is asked for there comes from.
    let adds_nothing = requirement.specifiers.is_empty() && requirement.kind == Kind::Requirement;
    if adds_nothing && belongs.group.is_none() && builder.asks_for(&requirement.package) {
        return;
    }
    let name_range = content_range(builder.source, name.span());
    requirement.text_range = name.span().start..wish.span().end.max(name.span().end);
    requirement.insert_at = name_range.end;
    requirement.name_range = name_range;
    if !requirement.specifiers.is_empty() {
        requirement.specifier_range = Some(version_range(builder.source, wish));
    }
    let version = version_range(builder.source, wish);
    let is_table = wish.get_ref().is_table();
    let said = wish.get_ref().get("version").filter(|_| is_table);
    let said = said.map_or(wish.get_ref(), Spanned::get_ref).as_str();
    if said.is_some() && said == builder.source.get(version.clone()) {
        requirement.phrase = Some((Words::Poetry, version));
    }
    let flag = |key: &str| wish.get_ref().get(key)?.get_ref().as_bool();
    if flag("optional").unwrap_or(false) {
        let group = extras.and_then(|extras| extra_of(extras, &requirement.package));
        let kind = Kind::Optional;
        let group = group.as_deref().or(belongs.group);
        builder.push(requirement, &Belongs { kind, group });
    } else {
        builder.push(requirement, belongs);
    }
}

/// The extra that a package is installed with.
fn extra_of(extras: &DeTable<'_>, package: &str) -> Option<String> {
    let names = |list: &Spanned<DeValue<'_>>| {
        let items = list
            .get_ref()
            .as_array()
            .into_iter()
            .flat_map(|items| items.iter());
        let texts = items.filter_map(|item| item.get_ref().as_str());
        texts
            .filter_map(|text| Some(parse_named(text).ok()?.package))
            .any(|name| name == package)
    };
    let mut extras = extras.iter().filter(|(_, list)| names(list));
    extras.next().map(|(extra, _)| extra.get_ref().to_string())
}

/// A wish of Poetry's without its places.
pub(in crate::manifest) fn requirement(
    name: &str,
    wish: &DeValue<'_>,
) -> Result<Requirement, Cause> {
    let mut requirement = parse_named(name)?;
    if let Some(version) = wish.as_str() {
        requirement.specifiers = translate(version)?;
        return Ok(requirement);
    }
    if !wish.is_table() {
        return Err(Cause::BadRequirement(
            "neither a version nor a table".to_owned(),
        ));
    }
    let text = |key: &str| wish.get(key).and_then(|value| value.get_ref().as_str());
    if let Some(version) = text("version") {
        requirement.specifiers = translate(version)?;
    } else if let Some(target) = ADDRESSES.iter().find_map(|key| text(key)) {
        // A revision is a tag as well, if it reads as a version.
        let tag = ["tag", "rev", "ref"].into_iter().find_map(text);
        let tag = tag.map(|tag| format!("git+{target}@{tag}"));
        requirement.kind = Kind::Direct(Direct {
            target: target.to_owned(),
            version: version_in_target(tag.as_deref().unwrap_or(target)),
        });
    }
    let markers = text("markers").map(str::to_owned);
    let python = text("python").map(python_marker).transpose()?.flatten();
    let platform = text("platform").map(|name| format!("sys_platform == \"{name}\""));
    let mut by_name = MARKERS
        .iter()
        .filter_map(|name| Some(format!("{name} {}", text(name)?)));
    let named = by_name.by_ref().reduce(both);
    requirement.marker = [markers, python, platform, named]
        .into_iter()
        .flatten()
        .reduce(both);
    let extras = wish
        .get("extras")
        .and_then(|extras| extras.get_ref().as_array());
    requirement.extras = extras
        .into_iter()
        .flat_map(|extras| extras.iter())
        .filter_map(|extra| extra.get_ref().as_str())
        .filter_map(|extra| pep508_rs::ExtraName::new(extra.to_owned()).ok())
        .map(|extra| extra.to_string())
        .collect();
    Ok(requirement)
}

/// Where the version of a wish of Poetry's stands.
fn version_range(source: &str, wish: &Spanned<DeValue<'_>>) -> Range<usize> {
    let version = wish
        .get_ref()
        .as_table()
        .and_then(|table| table.get("version"));
    content_range(source, version.map_or(wish.span(), Spanned::span))
}

/// Two markers that must hold at once.
fn both(one: String, other: String) -> String {
    let side = |marker: String| match marker.contains(" or ") {
        true => format!("({marker})"),
        false => marker,
    };
    format!("{} and {}", side(one), side(other))
}
