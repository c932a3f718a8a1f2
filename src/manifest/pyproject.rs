//! The dependencies of a `pyproject.toml`: the `[project]` table's, those of groups, of tools, and of the build.
//! Requirements that stand in lists as they are written can be edited; Poetry's tables are only read.

use std::ops::Range;
use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::builder::{Belongs, Builder};
use super::{Cause, Kind, Manifest};

mod dynamic;
mod groups;
pub(super) mod poetry_tables;
pub(in crate::manifest) mod sources;
mod tools;

/// Reads what a project, its groups and its tools ask for, and what builds it. A file that is not TOML gives one
/// problem.
pub fn parse_pyproject(path: &Path, source: &str) -> Manifest {
    let mut builder = Builder::new(path, source);
    match DeTable::parse(source) {
        Ok(document) => read_document(&mut builder, document.get_ref()),
        Err(error) => toml_problem(&mut builder, &error),
    }
    builder.finish()
}

/// Reads a `hatch.toml`, which has at its top what stands below `[tool.hatch]` elsewhere.
pub fn parse_hatch(path: &Path, source: &str) -> Manifest {
    let mut builder = Builder::new(path, source);
    match DeTable::parse(source) {
        Ok(document) => tools::read_hatch(&mut builder, document.get_ref()),
        Err(error) => toml_problem(&mut builder, &error),
    }
    builder.finish()
}

fn read_document(builder: &mut Builder<'_>, document: &DeTable<'_>) {
    if let Some(requires) = table(document, "build-system").and_then(|build| build.get("requires"))
    {
        read_list(builder, requires, &Belongs::to(Kind::Build));
    }
    let tool = table(document, "tool");
    if let Some(project) = table(document, "project") {
        read_project(builder, project);
        dynamic::read(builder, document, project);
    }
    if let Some(groups) = table(document, "dependency-groups") {
        groups::read(builder, groups);
    }
    if let Some(tool) = tool {
        if let Some(poetry) = table(tool, "poetry") {
            poetry_tables::read(builder, poetry);
        }
        tools::read(builder, tool);
    }
    sources::read(builder, document);
}

fn read_project(builder: &mut Builder<'_>, project: &DeTable<'_>) {
    read_name(builder, project);
    if let Some(dependencies) = project.get("dependencies") {
        read_list(builder, dependencies, &Belongs::to(Kind::Requirement));
    }
    let extras = table(project, "optional-dependencies");
    for (extra, dependencies) in extras.into_iter().flatten() {
        let belongs = Belongs::to_group(Kind::Optional, extra.get_ref());
        read_list(builder, dependencies, &belongs);
    }
}

/// Takes the name that a table gives the project.
pub(in crate::manifest) fn read_name(builder: &mut Builder<'_>, table: &DeTable<'_>) {
    if let Some(name) = table.get("name").and_then(|name| name.get_ref().as_str()) {
        builder.name(name);
    }
}

/// Says that a file is not TOML.
pub(super) fn toml_problem(builder: &mut Builder<'_>, error: &toml::de::Error) {
    let range = error.span().unwrap_or(0..0);
    builder.problem(range, None, Cause::TomlSyntax(error.message().to_owned()));
}

/// Reads a list of requirements in the syntax of PEP 508.
pub(super) fn read_list(
    builder: &mut Builder<'_>,
    list: &Spanned<DeValue<'_>>,
    belongs: &Belongs<'_>,
) {
    for (text, place) in strings(builder, list) {
        builder.pep508(text, place, belongs);
    }
}

/// The strings of a list with their places between the quotes; what is none is a problem.
pub(super) fn strings<'t>(
    builder: &mut Builder<'_>,
    list: &'t Spanned<DeValue<'_>>,
) -> Vec<(&'t str, Range<usize>)> {
    let Some(items) = list.get_ref().as_array() else {
        let cause = Cause::BadRequirement("not a list of requirements".to_owned());
        builder.problem(list.span(), None, cause);
        return Vec::new();
    };
    let mut found = Vec::new();
    for item in items.iter() {
        match item.get_ref().as_str() {
            Some(text) => found.push((text, content_range(builder.source, item.span()))),
            None => {
                let cause = Cause::BadRequirement("not a string".to_owned());
                builder.problem(item.span(), None, cause);
            }
        }
    }
    found
}

/// Reads a list of lines of a requirements file: `-e`, `-r` and their like may stand in it.
pub(super) fn read_lines(
    builder: &mut Builder<'_>,
    list: &Spanned<DeValue<'_>>,
    belongs: &Belongs<'_>,
) {
    for (text, place) in strings(builder, list) {
        if builder.source.get(place.clone()) == Some(text) {
            builder.requirement_lines(&[place], belongs);
        } else {
            builder.pep508(text, place, belongs);
        }
    }
}

/// Where a text stands that a string gives: TOML leaves out the line end behind three quotes.
pub(super) fn text_range(source: &str, span: Range<usize>, text: &str) -> Range<usize> {
    let place = content_range(source, span);
    match source[place.clone()].ends_with(text) {
        true => place.end - text.len()..place.end,
        false => place,
    }
}

/// A string's bytes without its quotes; the span itself for anything else.
pub(super) fn content_range(source: &str, span: Range<usize>) -> Range<usize> {
    let written = source.get(span.clone()).unwrap_or_default();
    for quote in ["\"\"\"", "'''", "\"", "'"] {
        let is_quoted = written.len() >= 2 * quote.len()
            && written.starts_with(quote)
            && written.ends_with(quote);
        if is_quoted {
            return span.start + quote.len()..span.end - quote.len();
        }
    }
    span
}

pub(in crate::manifest) fn table<'t, 's>(
    parent: &'t DeTable<'s>,
    key: &str,
) -> Option<&'t DeTable<'s>> {
    parent.get(key).and_then(|value| value.get_ref().as_table())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
#[path = "pyproject_tests.rs"]
mod tests;
