//! Pipenv's files: `Pipfile`, and `Pipfile.lock`, which is JSON.

use std::ops::Range;
use std::path::Path;

use serde_json::value::RawValue;
use toml::de::DeTable;

use super::builder::{Belongs, Builder};
use super::lock::locked;
use super::pyproject::{poetry_tables, toml_problem};
use super::{Cause, Kind, Manifest};

/// Tables of a `Pipfile` that hold no packages.
const OTHERS: [&str; 5] = ["source", "requires", "scripts", "pipenv", "pipfile"];

/// Reads a `Pipfile`: each table of packages is a group, but for the main one.
pub fn parse_pipfile(path: &Path, source: &str) -> Manifest {
    let mut builder = Builder::new(path, source);
    match DeTable::parse(source) {
        Ok(document) => {
            let document = document.get_ref();
            for (name, _) in document {
                let name = name.get_ref();
                if OTHERS.contains(&name.as_ref()) {
                    continue;
                }
                let belongs = match name.as_ref() {
                    "packages" => Belongs::to(Kind::Requirement),
                    "dev-packages" => Belongs::to_group(Kind::Group, "dev"),
                    category => Belongs::to_group(Kind::Group, category),
                };
                poetry_tables::read_table(&mut builder, document, name, &belongs, None);
            }
        }
        Err(error) => toml_problem(&mut builder, &error),
    }
    builder.finish()
}

/// Reads a `Pipfile.lock`.
pub fn parse_pipfile_lock(path: &Path, source: &str) -> Manifest {
    let mut builder = Builder::new(path, source);
    let sections = match serde_json::from_str::<Entries<'_>>(source) {
        Ok(sections) => sections.0,
        Err(error) => {
            let range = json_place(source, &error);
            builder.problem(range, None, Cause::JsonSyntax(error.to_string()));
            return builder.finish();
        }
    };
    for (section, packages) in sections {
        let group = match section.as_str() {
            "_meta" => continue,
            "default" => None,
            "develop" => Some("dev"),
            category => Some(category),
        };
        let belongs = Belongs {
            kind: Kind::Lock,
            group,
        };
        let packages = serde_json::from_str::<Entries<'_>>(packages.get()).map(|entries| entries.0);
        for (name, entry) in packages.unwrap_or_default() {
            read_package(&mut builder, &name, entry, &belongs);
        }
    }
    builder.finish()
}

fn read_package(builder: &mut Builder<'_>, name: &str, entry: &RawValue, belongs: &Belongs<'_>) {
    let place = key_before(builder.source, name, entry.get());
    let said: serde_json::Value = serde_json::from_str(entry.get()).unwrap_or_default();
    let text = |key: &str| said.get(key).and_then(serde_json::Value::as_str);
    let address = ["git", "file", "path"].into_iter().find_map(text);
    match locked(name, text("version"), address, place.clone()) {
        Ok(Some(mut requirement)) => {
            requirement.marker = text("markers").map(str::to_owned);
            requirement.hashes = said.get("hashes").is_some();
            let extras = said.get("extras").and_then(serde_json::Value::as_array);
            let extras = extras
                .into_iter()
                .flatten()
                .filter_map(serde_json::Value::as_str);
            requirement.extras = extras.map(str::to_owned).collect();
            builder.push(requirement, belongs);
        }
        Ok(None) => {}
        Err(cause) => builder.problem(place, Some(name), cause),
    }
}

/// The entries of an object in their order, their values as they are written.
#[derive(Default)]
struct Entries<'t>(Vec<(String, &'t RawValue)>);

impl<'de> serde::Deserialize<'de> for Entries<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Entries<'de>;

            fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<Entries<'de>, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }
        from.deserialize_map(Visitor)
    }
}

/// Where the key of a value stands that is a stretch of the source, without its quotes.
fn key_before(source: &str, key: &str, value: &str) -> Range<usize> {
    // The value is borrowed from the source, so that its address says where it stands.
    let at = (value.as_ptr() as usize).saturating_sub(source.as_ptr() as usize);
    let before = source.get(..at).unwrap_or_default();
    let written = format!("\"{key}\"");
    match before.rfind(&written) {
        Some(start) => start + 1..start + 1 + key.len(),
        None => before.len()..before.len(),
    }
}

/// Where JSON goes wrong.
fn json_place(source: &str, error: &serde_json::Error) -> Range<usize> {
    let starts = source
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1));
    let line: usize = starts.map(str::len).sum();
    let mut at = (line + error.column().saturating_sub(1)).min(source.len());
    while !source.is_char_boundary(at) {
        at -= 1;
    }
    at..at
}
