//! Lock files: uv's, Poetry's, PDM's, `pylock.toml` (PEP 751), and Rye's lists.

use std::ops::Range;
use std::path::Path;
use std::str::FromStr;

use pep508_rs::ExtraName;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::builder::{Belongs, Builder};
use super::direct::version_in_target;
use super::named::parse_named;
use super::pyproject::toml_problem;
use super::requirements::parse_requirements;
use super::{Cause, Direct, Kind, Manifest, Requirement};

/// The lists of packages: `pylock.toml` has another name for it.
const LISTS: [&str; 2] = ["package", "packages"];

/// Groups that are always installed.
const MAIN: [&str; 2] = ["main", "default"];

/// Kinds of sources that are the project's own code, of uv.
const OWN: [&str; 3] = ["editable", "virtual", "directory"];

/// Reads a lock file.
pub fn parse_lock(path: &Path, source: &str) -> Manifest {
    let mut builder = Builder::new(path, source);
    match DeTable::parse(source) {
        Ok(document) => {
            let document = document.get_ref();
            let lists = LISTS.into_iter().filter_map(|name| document.get(name));
            let packages = lists.filter_map(|list| list.get_ref().as_array());
            for package in packages.flat_map(|packages| packages.iter()) {
                read_package(&mut builder, package);
            }
        }
        Err(error) => toml_problem(&mut builder, &error),
    }
    builder.finish()
}

/// Reads a list of requirements that a tool has chosen.
pub fn parse_locked_list(path: &Path, source: &str) -> Manifest {
    let mut manifest = parse_requirements(path, source);
    for one in &mut manifest.requirements {
        one.editable = false;
        if !matches!(one.kind, Kind::Direct(_)) {
            one.kind = Kind::Lock;
        }
    }
    manifest
}

fn read_package(builder: &mut Builder<'_>, package: &Spanned<DeValue<'_>>) {
    let entry = package.get_ref();
    let text = |key: &str| entry.get(key).and_then(|value| value.get_ref().as_str());
    let place = package.span();
    let place = place.start..place.start + builder.source[place].lines().next().map_or(0, str::len);
    let Some(name) = text("name") else {
        let cause = Cause::BadRequirement("a package without a name".to_owned());
        return builder.problem(place, None, cause);
    };
    if is_own(entry) {
        return;
    }
    match locked(
        name,
        text("version"),
        address(entry).as_deref(),
        place.clone(),
    ) {
        Ok(Some(mut requirement)) => {
            let marker = text("marker").or_else(|| text("markers"));
            requirement.marker = marker.map(str::to_owned);
            requirement.extras = extras(entry);
            let group = group(entry);
            let belongs = Belongs {
                kind: Kind::Lock,
                group: group.as_deref(),
            };
            builder.push(requirement, &belongs);
        }
        Ok(None) => {}
        Err(cause) => builder.problem(place, Some(name), cause),
    }
}

/// What a lock chose for a package. A package without a version comes from an address; one of the project's own
/// folders is none.
pub(super) fn locked(
    name: &str,
    version: Option<&str>,
    address: Option<&str>,
    place: Range<usize>,
) -> Result<Option<Requirement>, Cause> {
    let Some(version) = version else {
        let Some(address) = address else {
            return Err(Cause::BadRequirement(
                "a package without a version".to_owned(),
            ));
        };
        if !address.contains("://") {
            return Ok(None);
        }
        let mut requirement = parse_named(name)?.at(|_| place.clone());
        requirement.kind = Kind::Direct(Direct {
            target: address.to_owned(),
            version: version_in_target(address),
        });
        return Ok(Some(requirement));
    };
    let version = version.trim_start_matches('=').trim();
    let mut requirement = parse_named(&format!("{name}=={version}"))?.at(|_| place.clone());
    requirement.clauses.clear();
    Ok(Some(requirement))
}

/// Whether a package is the project itself or another folder of it.
fn is_own(entry: &DeValue<'_>) -> bool {
    let source = entry.get("source").map(Spanned::get_ref);
    let of_uv = OWN
        .iter()
        .any(|kind| source.is_some_and(|source| source.get(kind).is_some()));
    let kind = source
        .and_then(|source| source.get("type"))
        .and_then(|kind| kind.get_ref().as_str());
    let of_pylock = entry.get("directory").is_some();
    let of_pdm = entry.get("path").is_some();
    of_uv || of_pylock || of_pdm || kind == Some("directory")
}

/// The extras that a package was chosen with: PDM has an entry for each.
fn extras(entry: &DeValue<'_>) -> Vec<String> {
    let listed = entry
        .get("extras")
        .and_then(|extras| extras.get_ref().as_array());
    let texts = listed.into_iter().flat_map(|list| list.iter());
    let texts = texts.filter_map(|extra| extra.get_ref().as_str());
    let named = texts.filter_map(|extra| ExtraName::from_str(extra).ok());
    named.map(|extra| extra.to_string()).collect()
}

/// The address that a package without a version comes from.
fn address(entry: &DeValue<'_>) -> Option<String> {
    let places = ["vcs", "archive"]
        .into_iter()
        .filter_map(|key| entry.get(key));
    let urls = places.filter_map(|place| place.get_ref().get("url"));
    let own = ["git", "url"].into_iter().filter_map(|key| entry.get(key));
    let mut texts = urls.chain(own).filter_map(|url| url.get_ref().as_str());
    texts.next().map(str::to_owned)
}

/// The group that a package is there for, where it is not always there.
fn group(entry: &DeValue<'_>) -> Option<String> {
    let groups = entry
        .get("groups")
        .and_then(|groups| groups.get_ref().as_array());
    let groups = groups.into_iter().flat_map(|groups| groups.iter());
    let groups: Vec<&str> = groups
        .filter_map(|group| group.get_ref().as_str())
        .collect();
    let category = entry
        .get("category")
        .and_then(|category| category.get_ref().as_str());
    let first = groups.first().copied().or(category)?;
    let is_main = groups
        .iter()
        .chain(&category)
        .any(|group| MAIN.contains(group));
    (!is_main).then(|| first.to_owned())
}
