//! What a URL or a path says about the package that it installs: its name and its version.

use std::str::FromStr;

use pep440_rs::Version;
use pep508_rs::ExtraName;

use super::named::name_length;

const ARCHIVES: [&str; 6] = [".tar.gz", ".tar.bz2", ".tar.xz", ".tgz", ".zip", ".tar"];

/// Whether a requirement line is a URL or a path rather than a name.
pub(super) fn is_target(text: &str) -> bool {
    let ends = |letter: char| letter.is_whitespace() || letter == ';';
    let word = text.split(ends).next().unwrap_or_default();
    let named = name_length(text);
    let is_path = word.starts_with(['.', '/', '\\']) || word.get(1..3) == Some(":\\");
    let is_url = word
        .find("://")
        .is_some_and(|at| !word[..at].contains(['@', '=']))
        || word.starts_with("file:");
    let is_archive = named == word.len() && is_archive_name(word);
    let is_relative = word[named.min(word.len())..].starts_with('/');
    is_path || is_url || is_archive || is_relative
}

/// The name that a target without one before it carries: of a wheel in the file name, else in `#egg=`, or in the file name.
pub(super) fn name_in_target(target: &str) -> Option<String> {
    let address = target.split('#').next().unwrap_or(target);
    let of_file = || name_and_version(file_name(address)).map(|(name, _)| name.to_owned());
    if file_name(address).ends_with(".whl") {
        return of_file();
    }
    let egg = egg(target).map(|egg| egg[..name_length(egg)].to_owned());
    egg.filter(|name| !name.is_empty()).or_else(of_file)
}

/// The extras that a target without a name before it carries: behind the name in `#egg=`, as pip had it up to 24, or
/// behind an archive's file name.
pub(super) fn extras_in_target(target: &str) -> Vec<String> {
    let (address, _) = target.split_once('#').unwrap_or((target, ""));
    let inner = egg(target)
        .unwrap_or(address)
        .split_once('[')
        .and_then(|(_, behind)| behind.split_once(']'));
    let extras = inner.into_iter().flat_map(|(inner, _)| inner.split(','));
    let extras = extras.map(|extra| ExtraName::from_str(extra.trim()));
    extras.flatten().map(|extra| extra.to_string()).collect()
}

fn egg(target: &str) -> Option<&str> {
    let (_, fragment) = target.split_once('#')?;
    let mut parts = fragment.split('&');
    parts.find_map(|part| part.strip_prefix("egg="))
}

/// The version that a target names: in a wheel's or an archive's file name, or in the tag of a
/// repository.
pub(super) fn version_in_target(target: &str) -> Option<Version> {
    let address = target.split(['#', '?']).next().unwrap_or(target);
    if is_repository(address) {
        let path = address.split_once("://").map_or(address, |(_, rest)| rest);
        let path = path.split_once('/').map_or("", |(_, path)| path);
        return tag_version(path.rsplit_once('@')?.1);
    }
    let file = file_name(address);
    match name_and_version(file) {
        Some((_, version)) => Some(version),
        None => tag_version(without_archive_suffix(file)?),
    }
}

fn is_repository(address: &str) -> bool {
    ["git+", "hg+", "svn+", "bzr+"]
        .iter()
        .any(|prefix| address.starts_with(prefix))
}

fn is_archive_name(word: &str) -> bool {
    word.ends_with(".whl") || without_archive_suffix(word).is_some()
}

fn without_archive_suffix(file: &str) -> Option<&str> {
    ARCHIVES.iter().find_map(|suffix| file.strip_suffix(suffix))
}

/// The last word of an address, extras behind it left off.
fn file_name(address: &str) -> &str {
    let address = address.split(['?', '[']).next().unwrap_or(address);
    address.rsplit(['/', '\\']).next().unwrap_or(address)
}

fn name_and_version(file: &str) -> Option<(&str, Version)> {
    let (name, version) = match file.strip_suffix(".whl") {
        Some(stem) => {
            let mut parts = stem.split('-');
            (parts.next()?, parts.next()?)
        }
        None => without_archive_suffix(file)?.rsplit_once('-')?,
    };
    Some((name, Version::from_str(version).ok()?))
}

/// A tag's version: `v1.2.3`, `1.2.3`. A single number is more often a branch than a release.
fn tag_version(tag: &str) -> Option<Version> {
    let tag = tag.strip_prefix("refs/tags/").unwrap_or(tag);
    let version = Version::from_str(tag.strip_prefix('v').unwrap_or(tag)).ok()?;
    (version.release().len() > 1).then_some(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_versions_are_read_from_targets() {
        let table = [
            (
                "./wheels/zope_event-3.3.0-py2.py3-none-any.whl",
                Some("zope_event"),
                Some("3.3.0"),
            ),
            (
                "https://x/zope-event-3.3.0.tar.gz?a=b#sha256=00",
                Some("zope-event"),
                Some("3.3.0"),
            ),
            (
                "https://x/archive/refs/tags/v1.2.3.zip",
                None,
                Some("1.2.3"),
            ),
            (
                "git+https://user@x/y.git@v2.0.1#egg=pack_age[extra]&subdirectory=z",
                Some("pack_age"),
                Some("2.0.1"),
            ),
            ("git+ssh://git@x/y.git", None, None),
            ("git+https://x/y.git@main#egg=z", Some("z"), None),
            ("git+https://x/y.git@2", None, None),
            ("../lib", None, None),
        ];
        for (target, name, version) in table {
            assert!(is_target(target), "{target}");
            assert_eq!(name_in_target(target).as_deref(), name, "{target}");
            let found = version_in_target(target).map(|version| version.to_string());
            assert_eq!(found.as_deref(), version, "{target}");
        }
    }

    #[test]
    fn names_are_no_targets() {
        for text in [
            "attrs",
            "attrs==5.0",
            "a @ https://x/y",
            "a@https://x/y",
            "zope.interface",
        ] {
            assert!(!is_target(text), "{text}");
        }
        for text in ["src/lib", "a-1.0.zip", "C:\\lib", "file:x"] {
            assert!(is_target(text), "{text}");
        }
    }
}
