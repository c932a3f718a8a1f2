//! Pixi's tables, in `pixi.toml` or below `[tool.pixi]`: packages of conda's, and of the index beside them.

use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::builder::{Belongs, Builder};
use super::conda::spec;
use super::named::parse_named;
use super::pyproject::poetry_tables::requirement as with_address;
use super::pyproject::{read_name, table, toml_problem};
use super::{Cause, Kind, Manifest, Requirement};

/// Tables of conda's packages, and what they are for.
const OF_CONDA: [(&str, Kind); 3] = [
    ("dependencies", Kind::Conda),
    ("host-dependencies", Kind::Build),
    ("build-dependencies", Kind::Build),
];

/// The table of packages of the index.
const OF_INDEX: &str = "pypi-dependencies";

/// Keys of packages that lie somewhere else.
const ADDRESSES: [&str; 3] = ["git", "url", "path"];

/// Reads a `pixi.toml`.
pub fn parse_pixi(path: &Path, source: &str) -> Manifest {
    let mut builder = Builder::new(path, source);
    match DeTable::parse(source) {
        Ok(document) => {
            let document = document.get_ref();
            let mut named = ["workspace", "project"].into_iter();
            if let Some(about) = named.find_map(|key| table(document, key)) {
                read_name(&mut builder, about);
            }
            read(&mut builder, document);
        }
        Err(error) => toml_problem(&mut builder, &error),
    }
    builder.finish()
}

/// Reads what is always installed, and what the features install.
pub(super) fn read(builder: &mut Builder<'_>, pixi: &DeTable<'_>) {
    read_tables(builder, pixi, None);
    for (name, feature) in table(pixi, "feature").into_iter().flatten() {
        if let Some(feature) = feature.get_ref().as_table() {
            read_tables(builder, feature, Some(name.get_ref()));
        }
    }
}

/// The tables of a feature, or of the whole; a platform has tables of its own.
fn read_tables(builder: &mut Builder<'_>, parent: &DeTable<'_>, group: Option<&str>) {
    for (key, kind) in OF_CONDA {
        let belongs = Belongs { kind, group };
        read_table(builder, table(parent, key), &belongs, of_conda);
    }
    let kind = group.map_or(Kind::Requirement, |_| Kind::Group);
    let belongs = Belongs { kind, group };
    read_table(builder, table(parent, OF_INDEX), &belongs, of_index);
    for (_, platform) in table(parent, "target").into_iter().flatten() {
        if let Some(platform) = platform.get_ref().as_table() {
            let is_conditional = builder.is_conditional();
            builder.conditional(true);
            read_tables(builder, platform, group);
            builder.conditional(is_conditional);
        }
    }
}

type Read = fn(&str, &DeValue<'_>) -> Result<Requirement, Cause>;

fn read_table(
    builder: &mut Builder<'_>,
    wishes: Option<&DeTable<'_>>,
    belongs: &Belongs<'_>,
    read: Read,
) {
    for (name, wish) in wishes.into_iter().flatten() {
        // The interpreter stands among the packages.
        if name.get_ref().eq_ignore_ascii_case("python") {
            continue;
        }
        let place = whole(name.span(), wish);
        match read(name.get_ref(), wish.get_ref()) {
            Ok(requirement) => {
                let is_own = match &requirement.kind {
                    Kind::Direct(direct) => builder.is_own_folder(&direct.target),
                    _ => false,
                };
                if !is_own {
                    builder.push(requirement.at(|_| place.clone()), belongs);
                }
            }
            Err(cause) => builder.problem(place, Some(name.get_ref()), cause),
        }
    }
}

fn whole(name: Range<usize>, wish: &Spanned<DeValue<'_>>) -> Range<usize> {
    name.start..wish.span().end.max(name.end)
}

/// A version in conda's words, or a table with one.
fn of_conda(name: &str, wish: &DeValue<'_>) -> Result<Requirement, Cause> {
    let version = version(wish)?.unwrap_or("*");
    spec(&format!("{name} {version}"))
}

/// A version as the index has it, or a table with one, with extras or an address.
fn of_index(name: &str, wish: &DeValue<'_>) -> Result<Requirement, Cause> {
    if ADDRESSES.iter().any(|key| wish.get(key).is_some()) && wish.is_table() {
        return with_address(name, wish);
    }
    let version = version(wish)?.filter(|one| *one != "*").unwrap_or_default();
    let extras = wish.get("extras").filter(|_| wish.is_table());
    let extras = extras.and_then(|list| list.get_ref().as_array());
    let extras = extras.into_iter().flat_map(|list| list.iter());
    let extras: Vec<&str> = extras.filter_map(|one| one.get_ref().as_str()).collect();
    match extras.is_empty() {
        true => parse_named(&format!("{name}{version}")),
        false => parse_named(&format!("{name}[{}]{version}", extras.join(","))),
    }
}

/// The version that a wish says, if it says one.
fn version<'t>(wish: &'t DeValue<'_>) -> Result<Option<&'t str>, Cause> {
    if let Some(text) = wish.as_str() {
        return Ok(Some(text));
    }
    if !wish.is_table() {
        let cause = "neither a version nor a table".to_owned();
        return Err(Cause::BadRequirement(cause));
    }
    Ok(wish
        .get("version")
        .and_then(|version| version.get_ref().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, source: &str) -> Vec<String> {
        let manifest = super::super::parse_manifest(Path::new(name), source);
        let asked = manifest.requirements.iter().map(|one| {
            let group = one.group.as_deref().unwrap_or("-");
            let (line, kind, extras) = (one.line, one.kind.code(), one.extras.join(","));
            let conditional = if one.conditional { " perhaps" } else { "" };
            format!(
                "{line} {kind} {}[{extras}] {} {group}{conditional}",
                one.package, one.specifiers
            )
        });
        let problems = manifest.problems.iter();
        asked
            .chain(problems.map(|one| format!("{} {}", one.line, one.cause.code())))
            .collect()
    }

    const TABLES: &str = r#"
[dependencies]
python = ">=3.11"
redis-py = "5.0.*"
numpy = { version = ">=1.26,<2", channel = "conda-forge" }
[pypi-dependencies]
openai = "==0.28.1"
redis = { version = ">=5", extras = ["hiredis"] }
any = "*"
mine = { path = ".", editable = true }
theirs = { git = "https://example.org/theirs.git" }
bad = 3
[host-dependencies]
hatchling = "*"
[target.linux-64.dependencies]
gcc = "*"
[feature.test.dependencies]
pytest = "*"
[feature.test.pypi-dependencies]
python-jose = "~=3.3"
"#;

    const READ: [&str; 11] = [
        "4 conda redis[] ==5.0.* -",
        "5 conda numpy[] >=1.26, <2 -",
        "7 requirement openai[] ==0.28.1 -",
        "8 requirement redis[hiredis] >=5 -",
        "9 requirement any[]  -",
        "11 direct theirs[]  -",
        "14 build hatchling[]  -",
        "16 conda gcc[]  - perhaps",
        "18 conda pytest[]  test",
        "20 group python-jose[] ~=3.3 test",
        "12 bad-requirement",
    ];

    #[test]
    fn a_file_of_its_own_is_read() {
        assert_eq!(read("pixi.toml", TABLES), READ);
    }

    #[test]
    fn tables_below_the_tool_are_read_the_same() {
        let source = TABLES.replace("\n[", "\n[tool.pixi.");
        assert_eq!(read("pyproject.toml", &source), READ);
    }
}
