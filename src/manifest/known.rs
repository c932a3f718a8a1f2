//! What is known of the versions that a requirement admits: advisories on them and on what they ask for in turn.

use pep440_rs::Version;
use version_ranges::Ranges;

use super::advisories::{Advisories, Advisory};
use super::index::Index;
use super::specifiers::{admitted, lowest_admitted, there};
use super::{Kind, Requirement};

/// Releases with the tables and the advisories that say what is known of them.
pub struct Known<'a> {
    /// What was released, and what that asks for.
    pub index: &'a Index,
    /// What is known of it.
    pub advisories: &'a Advisories,
    /// Whether the advisories are meant for all packages, and not only for those with a table.
    pub all: bool,
}

/// What is known of one version.
#[derive(Debug, Clone, Default)]
pub struct Holes<'a> {
    /// The advisories on it.
    pub own: Vec<&'a Advisory>,
    /// Those on all that it may pull in of a package, with what it asks for.
    pub through: Vec<(&'a Requirement, Vec<&'a Advisory>)>,
}

impl Holes<'_> {
    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        let through: usize = self.through.iter().map(|(_, all)| all.len()).sum();
        self.own.len() + through
    }
}

/// What is known of the versions that a requirement admits.
#[derive(Debug)]
pub struct Judged<'a> {
    /// The lowest version that it admits, or the one that it names.
    pub lowest: Version,
    /// What is known of that.
    pub holes: Holes<'a>,
    /// Whether each version that it admits has some.
    pub all: bool,
    /// The lowest release from there on of which nothing is known.
    pub free: Option<Version>,
    /// Where there is none: the lowest release with the fewest.
    pub least: Option<(Version, Holes<'a>)>,
}

impl<'a> Known<'a> {
    /// Judges a requirement; none where nothing is known of its lowest version, or where it names none.
    #[must_use]
    pub fn judge(&self, requirement: &Requirement) -> Option<Judged<'a>> {
        let package = requirement.package.as_str();
        let versions = match &requirement.kind {
            Kind::Direct(direct) => Ranges::singleton(direct.version.clone()?.without_local()),
            _ => there(&admitted(&requirement.specifiers)),
        };
        let is_meant = |version: &&Version| versions.contains(version);
        let releases = self.index.releases(package);
        let stable = releases.filter(|version| !version.any_prerelease());
        let meant: Vec<&Version> = stable.filter(is_meant).collect();
        let named = match &requirement.kind {
            Kind::Direct(direct) => direct.version.clone(),
            _ => lowest_admitted(&requirement.specifiers),
        };
        let lowest = match (meant.first(), named) {
            (Some(first), _) => (*first).clone(),
            (None, Some(named)) => named,
            (None, None) => return None,
        };
        let holes = self.of(package, &lowest);
        if holes.count() == 0 {
            return None;
        }
        let newest = self.index.releases(package).max();
        let unknown = match newest {
            // Of what comes behind the table nothing is known but open ends.
            Some(newest) => versions.intersection(&Ranges::strictly_higher_than(newest.clone())),
            None => versions.clone(),
        };
        let is_held = unknown.subset_of(&self.advisories.affected(package));
        let mut meant = meant.iter();
        let all = is_held && meant.all(|version| self.of(package, version).count() > 0);
        let free = self.free(package, &lowest);
        let least = match free {
            Some(_) => None,
            None => self.least(package, &lowest),
        };
        Some(Judged {
            lowest,
            holes,
            all,
            free,
            least,
        })
    }

    /// What is known of a version.
    #[must_use]
    pub fn of(&self, package: &str, version: &Version) -> Holes<'a> {
        let plain = version.clone().without_local();
        let own = self.advisories.of(package).iter();
        let own = own.filter(|one| one.affected.contains(&plain)).collect();
        let asked = self.index.asked_by(package, &plain).iter();
        let through = asked.filter(|asked| asked.marker.is_none());
        let through = through.filter_map(|asked| {
            let all = self.pulled_in(asked);
            (!all.is_empty()).then_some((asked, all))
        });
        Holes {
            own,
            through: through.collect(),
        }
    }

    /// The advisories on the best that a requirement of a release can get; none if something is free.
    fn pulled_in(&self, asked: &Requirement) -> Vec<&'a Advisory> {
        let versions = there(&admitted(&asked.specifiers));
        let all = self.advisories.of(&asked.package);
        if all.is_empty() || !versions.subset_of(&self.advisories.affected(&asked.package)) {
            return Vec::new();
        }
        let releases = self.index.releases(&asked.package);
        let best = releases
            .filter(|version| !version.any_prerelease() && versions.contains(version))
            .max();
        let about: Vec<&Advisory> = match best {
            Some(best) => all
                .iter()
                .filter(|one| one.affected.contains(best))
                .collect(),
            None => {
                let holds = |one: &&Advisory| versions.subset_of(&one.affected);
                all.iter().filter(holds).collect()
            }
        };
        match about.is_empty() {
            true => all.iter().collect(),
            false => about,
        }
    }

    /// The lowest release from a version on of which nothing is known.
    fn free(&self, package: &str, lowest: &Version) -> Option<Version> {
        let is_free = |version: &&Version| {
            *version >= lowest
                && !version.any_prerelease()
                && self.of(package, version).count() == 0
        };
        match self.index.releases(package).next() {
            Some(_) => self.index.releases(package).filter(is_free).min(),
            None => {
                let mut fixed = self.advisories.fixed(package).into_iter();
                fixed.find(is_free)
            }
        }
        .cloned()
    }

    /// The lowest release with the fewest, from a version on.
    fn least(&self, package: &str, lowest: &Version) -> Option<(Version, Holes<'a>)> {
        let releases = self.index.releases(package);
        let later = releases.filter(|version| *version >= lowest && !version.any_prerelease());
        later
            .map(|version| (version.clone(), self.of(package, version)))
            .min_by(|one, other| (one.1.count(), &one.0).cmp(&(other.1.count(), &other.0)))
    }
}
