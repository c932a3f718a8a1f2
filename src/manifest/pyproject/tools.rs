//! Requirements in the tables of tools: groups of PDM, uv and Rye, pixi's and flit's tables, the environments of hatch.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{content_range, read_lines, read_list, table};
use crate::manifest::builder::{Belongs, Builder};
use crate::manifest::{Cause, Kind};

/// Lists of tools, with what they are.
const LISTS: [(&str, &str, Kind, Option<&str>); 5] = [
    ("uv", "dev-dependencies", Kind::Group, Some("dev")),
    ("uv", "constraint-dependencies", Kind::Constraint, None),
    ("uv", "override-dependencies", Kind::Constraint, None),
    ("uv", "build-constraint-dependencies", Kind::Build, None),
    ("rye", "dev-dependencies", Kind::Group, Some("dev")),
];

/// Reads the tables below `[tool]`, Poetry's left out.
pub(super) fn read(builder: &mut Builder<'_>, tool: &DeTable<'_>) {
    let pdm = table(tool, "pdm").and_then(|pdm| table(pdm, "dev-dependencies"));
    for (name, list) in pdm.into_iter().flatten() {
        read_lines(
            builder,
            list,
            &Belongs::to_group(Kind::Group, name.get_ref()),
        );
    }
    if let Some(pdm) = table(tool, "pdm") {
        let resolution = table(pdm, "resolution");
        for table in [resolution, Some(pdm)].into_iter().flatten() {
            read_overrides_of_pdm(builder, table);
        }
    }
    for (name, key, kind, group) in LISTS {
        if let Some(list) = table(tool, name).and_then(|table| table.get(key)) {
            read_list(builder, list, &Belongs { kind, group });
        }
    }
    if let Some(pixi) = table(tool, "pixi") {
        crate::manifest::pixi::read(builder, pixi);
    }
    if let Some(flit) = table(tool, "flit").and_then(|flit| table(flit, "metadata")) {
        read_flit(builder, flit);
    }
    if let Some(tox) = table(tool, "tox") {
        crate::manifest::tox::read_toml(builder, tox);
    }
    if let Some(hatch) = table(tool, "hatch") {
        read_hatch(builder, hatch);
    }
}

/// Versions that PDM takes whatever is asked for, by package: one version, several bounds, or an address.
fn read_overrides_of_pdm(builder: &mut Builder<'_>, parent: &DeTable<'_>) {
    for (name, value) in table(parent, "overrides").into_iter().flatten() {
        let place = name.span().start..value.span().end.max(name.span().end);
        let name = name.get_ref();
        let text = match value.get_ref().as_str() {
            Some(address) if address.contains("://") => format!("{name} @ {address}"),
            Some("*") => name.to_string(),
            Some(one) if one.starts_with(|letter: char| letter.is_ascii_digit()) => {
                format!("{name}=={one}")
            }
            Some(bounds) => format!("{name}{bounds}"),
            None => {
                let cause = Cause::BadRequirement("not a string".to_owned());
                builder.problem(place, Some(name), cause);
                continue;
            }
        };
        builder.pep508(&text, place, &Belongs::to(Kind::Constraint));
    }
}

/// Reads the table in which flit had what `[project]` says today.
fn read_flit(builder: &mut Builder<'_>, metadata: &DeTable<'_>) {
    if let Some(list) = metadata.get("requires") {
        read_list(builder, list, &Belongs::to(Kind::Requirement));
    }
    if let Some(list) = metadata.get("dev-requires") {
        read_list(builder, list, &Belongs::to_group(Kind::Optional, "dev"));
    }
    for (extra, list) in table(metadata, "requires-extra").into_iter().flatten() {
        let belongs = Belongs::to_group(Kind::Optional, extra.get_ref());
        read_list(builder, list, &belongs);
    }
}

/// Reads the tables of hatch.
pub(super) fn read_hatch(builder: &mut Builder<'_>, hatch: &DeTable<'_>) {
    if let Some(list) = table(hatch, "env").and_then(|env| env.get("requires")) {
        read_list(builder, list, &Belongs::to_group(Kind::Group, "hatch"));
    }
    for (name, environment) in table(hatch, "envs").into_iter().flatten() {
        let Some(environment) = environment.get_ref().as_table() else {
            continue;
        };
        let belongs = Belongs::to_group(Kind::Group, name.get_ref());
        for key in OF_HATCH {
            if let Some(list) = environment.get(key) {
                read_list(builder, list, &belongs);
            }
        }
        if let Some(overrides) = table(environment, "overrides") {
            builder.conditional(true);
            read_overrides(builder, overrides, &belongs);
            builder.conditional(false);
        }
    }
    if let Some(build) = table(hatch, "build") {
        read_hooks(builder, build);
    }
}

/// Lists of hatch's that are installed.
const OF_HATCH: [&str; 2] = ["dependencies", "extra-dependencies"];

/// What an environment installs beside, by a matrix, a platform or a variable: texts, or tables with a `value`.
fn read_overrides(builder: &mut Builder<'_>, table: &DeTable<'_>, belongs: &Belongs<'_>) {
    for (key, value) in table {
        let key = key.get_ref().trim_start_matches("set-");
        let Some(below) = value.get_ref().as_table() else {
            if OF_HATCH.contains(&key) {
                read_override(builder, value, belongs);
            }
            continue;
        };
        match below.get("value").filter(|_| OF_HATCH.contains(&key)) {
            Some(value) => read_override(builder, value, belongs),
            None => read_overrides(builder, below, belongs),
        }
    }
}

fn read_override(builder: &mut Builder<'_>, value: &Spanned<DeValue<'_>>, belongs: &Belongs<'_>) {
    if let Some(text) = value.get_ref().as_str() {
        let place = content_range(builder.source, value.span());
        return builder.pep508(text, place, belongs);
    }
    for item in value
        .get_ref()
        .as_array()
        .into_iter()
        .flat_map(|items| items.iter())
    {
        let said = item.get_ref().as_table().and_then(|item| item.get("value"));
        read_override(builder, said.unwrap_or(item), belongs);
    }
}

/// What builds with hatch: its hooks, those of a target as well.
fn read_hooks(builder: &mut Builder<'_>, build: &DeTable<'_>) {
    if let Some(list) = build.get("dependencies") {
        read_list(builder, list, &Belongs::to(Kind::Build));
    }
    let below = ["targets", "hooks"]
        .into_iter()
        .filter_map(|key| table(build, key));
    for (_, target) in below.flatten() {
        if let Some(target) = target.get_ref().as_table() {
            read_hooks(builder, target);
        }
    }
}
