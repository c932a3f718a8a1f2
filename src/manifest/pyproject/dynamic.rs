//! Dependencies that a project says it has without listing them: the tool that builds it reads them from files, or
//! makes them when it runs.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{content_range, table};
use crate::manifest::Cause;
use crate::manifest::builder::Builder;

/// The keys of `[project]` that may be dynamic.
const KEYS: [&str; 2] = ["dependencies", "optional-dependencies"];

/// Follows `dynamic` to the files that the tools name; what nothing names is a problem.
pub(super) fn read(builder: &mut Builder<'_>, document: &DeTable<'_>, project: &DeTable<'_>) {
    let list = project
        .get("dynamic")
        .and_then(|list| list.get_ref().as_array());
    for item in list.into_iter().flat_map(|items| items.iter()) {
        let key = item.get_ref().as_str().unwrap_or_default();
        if !KEYS.contains(&key) || is_said_elsewhere(document) {
            continue;
        }
        let files = files(document, key);
        if files.is_empty() {
            let cause =
                Cause::DynamicRequirements(format!("`{key}` are made when the project is built"));
            builder.problem(item.span(), None, cause);
        }
        for (written, span) in files {
            let place = content_range(builder.source, span);
            builder.include(written, place);
        }
    }
}

/// Whether another part of the project lists them: `setup.py` and `setup.cfg` of setuptools, tables of Poetry's.
fn is_said_elsewhere(document: &DeTable<'_>) -> bool {
    let tool = |name: &str| table(document, "tool").and_then(|tool| table(tool, name));
    let backend = table(document, "build-system").and_then(|build| build.get("build-backend"));
    let is_setuptools = backend
        .and_then(|backend| backend.get_ref().as_str())
        .is_none_or(|backend| backend.starts_with("setuptools"));
    let lists = tool("setuptools").is_some_and(|tool| tool.contains_key("dynamic"));
    tool("poetry").is_some() || is_setuptools && !lists
}

type Named<'t> = (&'t str, std::ops::Range<usize>);

/// The files that setuptools or a hook of hatch read for a key.
fn files<'t>(document: &'t DeTable<'_>, key: &str) -> Vec<Named<'t>> {
    let Some(tool) = table(document, "tool") else {
        return Vec::new();
    };
    let dynamic = table(tool, "setuptools").and_then(|tool| table(tool, "dynamic"));
    let mut found = Vec::new();
    if let Some(said) = dynamic.and_then(|dynamic| table(dynamic, key)) {
        found.extend(said.get("file").into_iter().flat_map(texts));
        let extras = said
            .iter()
            .filter_map(|(_, extra)| extra.get_ref().as_table());
        found.extend(extras.filter_map(|extra| extra.get("file")).flat_map(texts));
    }
    let hooks = table(tool, "hatch").and_then(|tool| table(tool, "metadata"));
    let hooks = hooks.and_then(|metadata| table(metadata, "hooks"));
    if let Some(hook) = hooks.and_then(|hooks| table(hooks, "requirements_txt")) {
        let files = hook.get("files").or_else(|| hook.get("filename"));
        found.extend(files.into_iter().flat_map(texts));
    }
    found
}

/// A string, or the strings of a list.
fn texts<'t>(value: &'t Spanned<DeValue<'_>>) -> Vec<Named<'t>> {
    if let Some(text) = value.get_ref().as_str() {
        return vec![(text, value.span())];
    }
    let items = value
        .get_ref()
        .as_array()
        .into_iter()
        .flat_map(|items| items.iter());
    let texts = items.filter_map(|item| Some((item.get_ref().as_str()?, item.span())));
    texts.collect()
}
