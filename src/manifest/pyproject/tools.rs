//! Requirements in the tables of tools: PDM's and uv's groups, the environments of hatch.

use toml::de::DeTable;

use super::{read_lines, read_list, table};
use crate::manifest::Kind;
use crate::manifest::builder::{Belongs, Builder};

/// Lists of uv's, with what they are.
const OF_UV: [(&str, Kind, Option<&str>); 4] = [
    ("dev-dependencies", Kind::Group, Some("dev")),
    ("constraint-dependencies", Kind::Constraint, None),
    ("override-dependencies", Kind::Constraint, None),
    ("build-constraint-dependencies", Kind::Build, None),
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
    if let Some(uv) = table(tool, "uv") {
        for (key, kind, group) in OF_UV {
            if let Some(list) = uv.get(key) {
                read_list(builder, list, &Belongs { kind, group });
            }
        }
    }
    if let Some(tox) = table(tool, "tox") {
        crate::manifest::tox::read_toml(builder, tox);
    }
    if let Some(hatch) = table(tool, "hatch") {
        read_hatch(builder, hatch);
    }
}

fn read_hatch(builder: &mut Builder<'_>, hatch: &DeTable<'_>) {
    for (name, environment) in table(hatch, "envs").into_iter().flatten() {
        let Some(environment) = environment.get_ref().as_table() else {
            continue;
        };
        let belongs = Belongs::to_group(Kind::Group, name.get_ref());
        for key in ["dependencies", "extra-dependencies"] {
            if let Some(list) = environment.get(key) {
                read_list(builder, list, &belongs);
            }
        }
    }
    let Some(build) = table(hatch, "build") else {
        return;
    };
    let kinds = ["targets", "hooks"]
        .into_iter()
        .filter_map(|key| table(build, key));
    let tables = kinds
        .flatten()
        .filter_map(|(_, target)| target.get_ref().as_table());
    for target in tables.chain([build]) {
        if let Some(list) = target.get("dependencies") {
            read_list(builder, list, &Belongs::to(Kind::Build));
        }
    }
}
