//! Conda's `environment.yml`, its own words for versions translated to PEP 440.

use std::ops::Range;
use std::path::Path;
use std::sync::LazyLock;

use pep440_rs::{VersionSpecifier, VersionSpecifiers};
use serde::Deserialize;

use super::builder::{Belongs, Builder};
use super::named::{name_length, parse_named, parse_specifier};
use super::poetry::span;
use super::yaml::{Node, Scalar, documents};
use super::{Cause, Kind, Manifest, Requirement, Words};

/// Packages that conda has under names of its own.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Names {
    package: Vec<Named>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Named {
    /// The name that conda has for it.
    conda: String,
    /// The name of the index.
    name: String,
    /// What conda has under that name.
    beside: String,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    toml::from_str(include_str!("../../rules/python/conda.toml")).expect("a test reads the table")
});

/// The name of a package as its file has it: conda's own, where that is another one.
pub(super) fn name_in_its_file(requirement: &Requirement) -> String {
    let of_conda = NAMES.package.iter().find_map(|one| {
        [&one.conda, &one.name]
            .into_iter()
            .find(|name| **name == requirement.raw_name && **name != requirement.package)
    });
    let name = of_conda.filter(|_| requirement.kind == Kind::Conda);
    name.unwrap_or(&requirement.package).clone()
}

/// Reads `dependencies`, those of pip below it among them. A file without them is none of conda's.
pub fn parse_conda(path: &Path, source: &str) -> Manifest {
    let mut builder = Builder::new(path, source);
    match documents(source) {
        Ok(documents) => {
            let lists = documents
                .iter()
                .filter_map(|document| document.get("dependencies"));
            for item in lists.flat_map(Node::items) {
                read_item(&mut builder, item);
            }
        }
        Err((at, cause)) => builder.problem(at..at, None, cause),
    }
    let mut manifest = builder.finish();
    name_apart(&mut manifest.requirements);
    manifest
}

/// Gives what only shares its name with a package another one, where the package stands beside it.
fn name_apart(requirements: &mut [Requirement]) {
    for named in &NAMES.package {
        if requirements.iter().any(|one| one.raw_name == named.conda) {
            let others = requirements.iter_mut();
            let of_conda = |one: &&mut Requirement| matches!(one.phrase, Some((Words::Conda, _)));
            for other in others
                .filter(|one| one.raw_name == named.name)
                .filter(of_conda)
            {
                other.package.clone_from(&named.beside);
            }
        }
    }
}

fn read_item(builder: &mut Builder<'_>, item: &Node) {
    let belongs = Belongs::to(Kind::Conda);
    if let Some(scalar) = item.scalar() {
        read_spec(
            builder,
            &scalar.text,
            content(builder.source, scalar),
            &belongs,
        );
        return;
    }
    for line in item.get("pip").into_iter().flat_map(Node::items) {
        let Some(scalar) = line.scalar() else {
            continue;
        };
        let place = content(builder.source, scalar);
        if builder.source.get(place.clone()) == Some(scalar.text.as_str()) {
            builder.requirement_lines(&[place], &belongs);
        } else {
            builder.pep508(&scalar.text, place, &belongs);
        }
    }
}

/// Reads one wish of conda's that stands at a place.
pub(super) fn read_spec(
    builder: &mut Builder<'_>,
    text: &str,
    place: Range<usize>,
    belongs: &Belongs<'_>,
) {
    match spec(text) {
        Ok(requirement) => {
            let mut requirement = requirement.at(|_| place.clone());
            if builder.source.get(place.clone()) == Some(text) {
                let versions = versions_in(text);
                let versions = versions.map(|at| place.start + at.start..place.start + at.end);
                requirement.phrase = versions.map(|range| (Words::Conda, range));
            }
            builder.push(requirement, belongs);
        }
        Err(cause) => {
            let name = without_channel(text);
            builder.problem(place, Some(&name[..name_length(name)]), cause);
        }
    }
}

/// A scalar's bytes without its quotes.
pub(super) fn content(source: &str, scalar: &Scalar) -> Range<usize> {
    let range = scalar.range.clone();
    match source[range.clone()].starts_with(['"', '\'']) && range.len() > 1 {
        true => range.start + 1..range.end - 1,
        false => range,
    }
}

fn without_channel(text: &str) -> &str {
    text.rsplit("::").next().unwrap_or(text).trim()
}

/// `channel::name version build`, `name=version=build`, `name>=1,<2`, `name[version='>=1']`.
pub(super) fn spec(text: &str) -> Result<Requirement, Cause> {
    let text = without_channel(text.split(" #").next().unwrap_or(text));
    let hidden = text.len() - text.trim_start_matches('_').len();
    let end = hidden + name_length(&text[hidden..]);
    // Names of conda's own may begin with what names of packages may not.
    let mut requirement = parse_named(&text[hidden..end])?;
    if hidden > 0 {
        requirement.package = format!("-{}", requirement.package);
    }
    if let Some(named) = NAMES
        .package
        .iter()
        .find(|one| one.conda == requirement.package)
    {
        requirement.package.clone_from(&named.name);
    }
    let rest = text[end..].trim();
    let (rest, bracket) = match rest.split_once('[') {
        Some((before, inside)) => (before.trim(), version_in(inside)),
        None => (rest, None),
    };
    requirement.specifiers = match bracket {
        Some(version) => versions(version, false)?,
        None => read_versions(rest)?,
    };
    Ok(requirement)
}

/// Where the versions stand behind a name, if nothing but them does.
fn versions_in(text: &str) -> Option<Range<usize>> {
    let body = text.split(" #").next().unwrap_or(text).trim_end();
    let named = text.len() - without_channel(text).len();
    let hidden = body.get(named..)?;
    let hidden = named + hidden.len() - hidden.trim_start_matches('_').len();
    let end = hidden + name_length(&body[hidden..]);
    let rest = body[end..].trim_start();
    let is_plain = !rest.is_empty() && !rest.contains(['[', '*', '|']);
    is_plain.then(|| body.len() - rest.len()..body.len())
}

/// What `version=` in brackets says.
fn version_in(inside: &str) -> Option<&str> {
    let at = inside.find("version")?;
    let value = inside[at + "version".len()..]
        .trim_start()
        .strip_prefix('=')?
        .trim_start();
    let quote = value
        .chars()
        .next()
        .filter(|quote| ['"', '\''].contains(quote));
    Some(match quote {
        Some(quote) => value[1..].split(quote).next().unwrap_or_default(),
        None => value.split([',', ']']).next().unwrap_or_default().trim(),
    })
}

/// What stands behind a name: `=1.2`, `==1.2`, `=1.2=build`, ` 1.2 build`, `>=1,<2`.
pub(super) fn read_versions(rest: &str) -> Result<VersionSpecifiers, Cause> {
    if rest.is_empty() || rest == "*" {
        return Ok(VersionSpecifiers::empty());
    }
    if rest.starts_with("=>") || rest.starts_with("=<") {
        let cause = format!("`{rest}`: no such comparison");
        return Err(Cause::BadRequirement(cause));
    }
    // Behind white space that no operator or comma is next to stands the build.
    let words: Vec<&str> = rest.split_whitespace().collect();
    let mut version = String::new();
    let mut has_build = false;
    for word in words {
        let joins = version.is_empty() || version.ends_with(is_joint) || word.starts_with(is_joint);
        if !joins {
            has_build = true;
            break;
        }
        version.push_str(word);
    }
    if let Some(at) = build_at(&version) {
        has_build = true;
        version.truncate(at);
    }
    match version.strip_prefix('=') {
        // With a build beside it, the version is meant exactly.
        Some(fuzzy) if !fuzzy.starts_with('=') => versions(fuzzy, !has_build),
        _ => versions(&version, false),
    }
}

/// Where a build begins behind a version: at a `=` that no operator is made of.
fn build_at(version: &str) -> Option<usize> {
    let mut signs = version.match_indices('=').map(|(at, _)| at);
    signs.find(|at| *at > 0 && !version[..*at].ends_with(is_joint))
}

fn is_joint(letter: char) -> bool {
    ",|<>=!~".contains(letter)
}

/// The versions of a constraint; alternatives become the range that spans them.
fn versions(text: &str, is_fuzzy: bool) -> Result<VersionSpecifiers, Cause> {
    let sets = text.split('|').map(|part| {
        let clauses = part
            .split(',')
            .map(str::trim)
            .filter(|clause| !clause.is_empty());
        let clauses = clauses.map(|clause| clause_of(clause, is_fuzzy));
        let clauses: Vec<Option<VersionSpecifier>> = clauses.collect::<Result<_, _>>()?;
        Ok(clauses.into_iter().flatten().collect())
    });
    let sets: Vec<VersionSpecifiers> = sets.collect::<Result<_, Cause>>()?;
    match sets.as_slice() {
        [single] => Ok(single.clone()),
        several => Ok(span(several)),
    }
}

fn clause_of(clause: &str, is_fuzzy: bool) -> Result<Option<VersionSpecifier>, Cause> {
    let operators = clause.len() - clause.trim_start_matches(is_joint).len();
    let (operator, version) = (&clause[..operators], clause[operators..].trim());
    if version == "*" {
        return Ok(None);
    }
    let stem = version.trim_end_matches('*').trim_end_matches('.');
    let is_glob = stem.len() < version.len() || is_fuzzy && operator.is_empty() || operator == "=";
    let text = match operator {
        "" | "=" | "==" if is_glob => format!("=={stem}.*"),
        "" | "=" => format!("=={stem}"),
        "!=" if is_glob => format!("!={stem}.*"),
        ">" if is_glob => format!(">={stem}"),
        "~=" if !stem.contains('.') => format!(">={stem}"),
        other => format!("{other}{stem}"),
    };
    parse_specifier(&text).map(Some)
}
