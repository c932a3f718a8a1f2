//! Known advisories of packages, in the Open Source Vulnerability format: which versions each is about.

use std::collections::BTreeSet;
use std::str::FromStr;

use pep440_rs::Version;
use pep508_rs::PackageName;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde::de::IgnoredAny;
use version_ranges::Ranges;

/// The ecosystem that packages of Python are filed under.
const ECOSYSTEM: &str = "PyPI";

/// The kind of range whose versions are those of another place: commits.
const COMMITS: &str = "GIT";

/// The advisories of some packages.
#[derive(Debug, Default)]
pub struct Advisories {
    by_package: FxHashMap<String, Vec<Advisory>>,
}

/// What one advisory says of one package.
#[derive(Debug, Clone)]
pub struct Advisory {
    /// Its id in its own database.
    pub id: String,
    /// What other databases call it.
    pub aliases: Vec<String>,
    /// The versions that it is about.
    pub(super) affected: Ranges<Version>,
    /// The versions that are said to mend it.
    pub(super) fixed: Vec<Version>,
}

impl Advisory {
    /// Its id with the one of the register that all databases name, where it has one.
    #[must_use]
    pub fn named(&self) -> String {
        let registered = self.aliases.iter().find(|alias| alias.starts_with("CVE-"));
        match registered.filter(|_| !self.id.starts_with("CVE-")) {
            Some(registered) => format!("{} ({registered})", self.id),
            None => self.id.clone(),
        }
    }

    /// Whether two records are about the same hole.
    fn is_same(&self, other: &Advisory) -> bool {
        let names = |one: &Advisory, name: &String| one.id == *name || one.aliases.contains(name);
        names(self, &other.id) || other.aliases.iter().any(|alias| names(self, alias))
    }
}

impl Advisories {
    /// Reads the lines of a table (a package, a tab, a record) that are about packages which are asked for.
    #[must_use]
    pub fn of_table(table: &str, is_asked: impl Fn(&str) -> bool) -> Advisories {
        let mut out = Advisories::default();
        for line in table.lines() {
            if let Some((package, record)) = line.split_once('\t')
                && is_asked(package)
            {
                // The build has read each record already.
                let _ = out.add(record.as_bytes(), |name| name == package);
            }
        }
        out
    }

    /// Takes in what a record says of packages that are asked for. One that was withdrawn says nothing.
    ///
    /// # Errors
    /// When the text is no record.
    pub fn add(
        &mut self,
        record: &[u8],
        is_asked: impl Fn(&str) -> bool,
    ) -> Result<(), serde_json::Error> {
        let record: Record = serde_json::from_slice(record)?;
        if record.withdrawn.is_some() {
            return Ok(());
        }
        for affected in &record.affected {
            let named = affected.package.as_ref();
            let named = named.filter(|package| package.ecosystem == ECOSYSTEM);
            let Some(package) = named.and_then(|one| PackageName::from_str(&one.name).ok()) else {
                continue;
            };
            if !is_asked(package.as_ref()) {
                continue;
            }
            let advisory = Advisory {
                id: record.id.clone(),
                aliases: record.aliases.clone(),
                affected: affected.versions(),
                fixed: affected.fixed(),
            };
            let known = self.by_package.entry(package.to_string()).or_default();
            match known.iter_mut().find(|one| one.is_same(&advisory)) {
                Some(one) => one.join(advisory),
                None => known.push(advisory),
            }
        }
        Ok(())
    }

    /// Those of a package.
    #[must_use]
    pub fn of(&self, package: &str) -> &[Advisory] {
        self.by_package.get(package).map_or(&[], Vec::as_slice)
    }

    /// The versions of a package that some advisory is about.
    pub(super) fn affected(&self, package: &str) -> Ranges<Version> {
        let all = self.of(package).iter();
        all.fold(Ranges::empty(), |sum, one| sum.union(&one.affected))
    }

    /// The versions of a package that are said to mend something, lowest first.
    pub(super) fn fixed(&self, package: &str) -> BTreeSet<&Version> {
        let all = self.of(package).iter();
        all.flat_map(|one| &one.fixed).collect()
    }
}

impl Advisory {
    /// Takes in what another database says of the same hole.
    fn join(&mut self, other: Advisory) {
        self.affected = self.affected.union(&other.affected);
        self.fixed.extend(other.fixed);
        for name in std::iter::once(other.id).chain(other.aliases) {
            if name != self.id && !self.aliases.contains(&name) {
                self.aliases.push(name);
            }
        }
    }
}

/// What is read of a record.
#[derive(Deserialize)]
struct Record {
    id: String,
    #[serde(default)]
    aliases: Vec<String>,
    withdrawn: Option<IgnoredAny>,
    #[serde(default)]
    affected: Vec<Affected>,
}

#[derive(Deserialize)]
struct Affected {
    package: Option<Package>,
    #[serde(default)]
    ranges: Vec<Range>,
    #[serde(default)]
    versions: Vec<String>,
}

#[derive(Deserialize)]
struct Package {
    ecosystem: String,
    name: String,
}

#[derive(Deserialize)]
struct Range {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    events: Vec<Event>,
}

#[derive(Deserialize, Default)]
struct Event {
    introduced: Option<String>,
    fixed: Option<String>,
    last_affected: Option<String>,
    limit: Option<String>,
}

/// What an event does, in the order in which those of one version count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    Fixed,
    Introduced,
    LastAffected,
}

impl Affected {
    fn versions(&self) -> Ranges<Version> {
        let listed = self
            .versions
            .iter()
            .filter_map(|text| Version::from_str(text).ok())
            .map(|version| Ranges::singleton(version.without_local()));
        let ranges = self.ranges.iter().filter(|range| range.kind != COMMITS);
        listed
            .chain(ranges.map(Range::versions))
            .fold(Ranges::empty(), |sum, one| sum.union(&one))
    }

    fn fixed(&self) -> Vec<Version> {
        let ranges = self.ranges.iter().filter(|range| range.kind != COMMITS);
        let events = ranges.flat_map(|range| &range.events);
        let fixed = events.filter_map(|event| event.fixed.as_deref());
        fixed
            .filter_map(|text| Version::from_str(text).ok())
            .collect()
    }
}

impl Range {
    /// The stretches between the events, in the order of their versions.
    fn versions(&self) -> Ranges<Version> {
        let mut turns: Vec<(Version, Turn)> = Vec::new();
        for event in &self.events {
            let said = [
                (&event.introduced, Turn::Introduced),
                (&event.fixed, Turn::Fixed),
                (&event.last_affected, Turn::LastAffected),
            ];
            turns.extend(said.into_iter().filter_map(|(text, turn)| {
                let text = text.as_deref()?;
                // All there is begins below every release.
                let first = || Version::new([0]).with_dev(Some(0));
                let version = (text == "0").then(first);
                Some((version.or_else(|| Version::from_str(text).ok())?, turn))
            }));
        }
        turns.sort();
        let mut out = Ranges::empty();
        let mut open: Option<Version> = None;
        for (version, turn) in turns {
            match (turn, &open) {
                (Turn::Introduced, None) => open = Some(version),
                (Turn::Fixed, Some(from)) => {
                    out = out.union(&Ranges::from_range_bounds(from.clone()..version));
                    open = None;
                }
                (Turn::LastAffected, Some(from)) => {
                    out = out.union(&Ranges::from_range_bounds(from.clone()..=version));
                    open = None;
                }
                _ => {}
            }
        }
        if let Some(from) = open {
            out = out.union(&Ranges::higher_than(from));
        }
        match self.limit() {
            Some(limit) => out.intersection(&Ranges::strictly_lower_than(limit)),
            None => out,
        }
    }

    /// Where the highest limit lies: nothing from there on is meant. None where one says that there is no end.
    fn limit(&self) -> Option<Version> {
        let limits = self.events.iter().filter_map(|one| one.limit.as_deref());
        let limits: Option<Vec<Version>> = limits.map(|one| Version::from_str(one).ok()).collect();
        limits?.into_iter().max()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// An advisory on `a` with these events.
    fn record(id: &str, aliases: &str, events: &str) -> String {
        format!(
            "{{\"id\":\"{id}\",\"aliases\":[{aliases}],\"affected\":[{{\"package\":{{\"ecosystem\":\"PyPI\",\"name\":\"A\"}},\
             \"ranges\":[{{\"type\":\"ECOSYSTEM\",\"events\":[{events}]}}]}}]}}"
        )
    }

    fn read(records: &[String]) -> Advisories {
        let mut out = Advisories::default();
        for record in records {
            out.add(record.as_bytes(), |name| name == "a").unwrap();
        }
        out
    }

    fn holds(all: &Advisories, version: &str) -> bool {
        all.affected("a")
            .contains(&Version::from_str(version).unwrap())
    }

    #[test]
    fn the_events_of_a_range_are_read_in_the_order_of_their_versions() {
        let events = "{\"introduced\":\"0\"},{\"introduced\":\"2.0\"},{\"fixed\":\"1.10\"},{\"last_affected\":\"2.4\"}";
        let all = read(&[record("X-1", "", events)]);
        for (version, expected) in [
            ("0.1", true),
            ("1.9", true),
            ("1.10", false),
            ("1.99", false),
            ("2.0", true),
            ("2.4", true),
            ("2.4.1", false),
        ] {
            assert_eq!(holds(&all, version), expected, "{version}");
        }
        let events = "{\"introduced\":\"1\"},{\"limit\":\"2\"},{\"limit\":\"3\"}";
        let limited = read(&[record("X-1", "", events)]);
        assert!(holds(&limited, "2.9") && !holds(&limited, "3") && !holds(&limited, "0.9"));
        let open = read(&[record("X-1", "", "{\"introduced\":\"3\"}")]);
        assert!(holds(&open, "99") && !holds(&open, "2.9"));
    }

    #[test]
    fn two_databases_that_speak_of_one_hole_are_one_advisory() {
        let one = record(
            "G-1",
            "\"CVE-1\"",
            "{\"introduced\":\"0\"},{\"fixed\":\"1\"}",
        );
        let other = record(
            "P-1",
            "\"CVE-1\"",
            "{\"introduced\":\"0\"},{\"fixed\":\"2\"}",
        );
        let all = read(&[one, other]);
        assert_eq!(all.of("a").len(), 1);
        assert_eq!(all.of("a")[0].named(), "G-1 (CVE-1)");
        assert!(holds(&all, "1.5"));
    }

    #[test]
    fn what_was_withdrawn_or_is_about_other_packages_says_nothing() {
        let withdrawn = record("X-1", "", "{\"introduced\":\"0\"}");
        let withdrawn = withdrawn.replacen('{', "{\"withdrawn\":\"2026-01-01T00:00:00Z\",", 1);
        let other = record("X-2", "", "{\"introduced\":\"0\"}").replace("PyPI", "npm");
        assert!(read(&[withdrawn, other]).of("a").is_empty());
        assert!(Advisories::default().add(b"[1]", |_| true).is_err());
    }
}
