//! What packages were released, and what each release asks for: tables of a few packages, as the package index had them
//! on the day when they were made.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;
use std::str::FromStr;

use pep440_rs::Version;
use rustc_hash::FxHashMap;
use version_ranges::Ranges;

use super::listing::joined;
use super::named::parse_named;
use super::specifiers::{admitted, satisfies, specifiers_meet};
use super::together::{self, Asked, Said, may_meet, of, versions};
use super::{Cause, Format, Kind, ManifestSet, Requirement};

/// The tables of packages that a set of manifests names.
#[derive(Debug, Default)]
pub struct Index {
    tables: FxHashMap<String, Table>,
}

/// One package.
#[derive(Debug)]
struct Table {
    /// Oldest first, each with the place of what it asks for in `lists`, where that is known.
    releases: Vec<(Version, Option<usize>)>,
    lists: Vec<Vec<Requirement>>,
}

/// What the releases ask for that a requirement admits; none where that is not known of one of them.
type Lists<'t> = Option<Vec<&'t [Requirement]>>;

/// A requirement with that.
type Looked<'e, 'm, 't> = (Asked<'m>, &'e Lists<'t>);

/// Where a list stands, and how long it is.
type ListPlace = (usize, usize);

/// The first requirements of two lists that exclude each other.
type Disagreeing<'t> =
    FxHashMap<(ListPlace, ListPlace), Option<(&'t Requirement, &'t Requirement)>>;

impl Index {
    /// Reads the tables of the packages that the manifests name. `tables` are names and texts.
    #[must_use]
    pub fn new<'t>(
        set: &ManifestSet,
        tables: impl IntoIterator<Item = (&'t str, &'t str)>,
    ) -> Index {
        let requirements = || {
            set.manifests()
                .iter()
                .flat_map(|manifest| &manifest.requirements)
        };
        let is_named = |name: &str| requirements().any(|one| one.package == name);
        let (named, others): (Vec<_>, Vec<_>) =
            tables.into_iter().partition(|(name, _)| is_named(name));
        let read = |(name, text): &(&str, &str)| ((*name).to_owned(), Table::new(text));
        let mut tables: FxHashMap<String, Table> = named.iter().map(read).collect();
        // What those ask for in turn.
        let asked = |tables: &FxHashMap<String, Table>, name: &str| {
            let mut lists = tables.values().flat_map(|table| &table.lists);
            lists.any(|list| list.iter().any(|one| one.package == name))
        };
        let pulled = others.iter().filter(|(name, _)| asked(&tables, name));
        let pulled: Vec<_> = pulled.map(read).collect();
        tables.extend(pulled);
        Index { tables }
    }

    /// Whether there is a table of a package.
    #[must_use]
    pub fn knows(&self, package: &str) -> bool {
        self.tables.contains_key(package)
    }

    /// The packages that the tables are about and those that their releases ask for.
    pub fn packages(&self) -> impl Iterator<Item = &str> {
        let asked = self.tables.values().flat_map(|table| &table.lists);
        let asked = asked.flatten().map(|one| one.package.as_str());
        self.tables.keys().map(String::as_str).chain(asked)
    }

    /// The releases of a package; none without a table.
    pub(super) fn releases(&self, package: &str) -> impl Iterator<Item = &Version> {
        let releases = self.tables.get(package).map(|table| &table.releases);
        releases.into_iter().flatten().map(|(version, _)| version)
    }

    /// What a release asks for, as far as that is known.
    pub(super) fn asked_by(&self, package: &str, version: &Version) -> &[Requirement] {
        let find = || {
            let table = self.tables.get(package)?;
            let mut releases = table.releases.iter();
            let (_, list) = releases.find(|(release, _)| release == version)?;
            Some(table.lists[(*list)?].as_slice())
        };
        find().unwrap_or_default()
    }

    /// What is wrong with the requirements of a set as the tables have it.
    #[must_use]
    pub fn problems<'m>(&self, set: &'m ManifestSet) -> Vec<Said<'m>> {
        let mut out = Vec::new();
        for manifest in set.manifests() {
            for requirement in &manifest.requirements {
                let cause = self.never_released(requirement);
                out.extend(cause.map(|cause| {
                    of(
                        Asked {
                            manifest,
                            requirement,
                        },
                        cause,
                    )
                }));
            }
        }
        for environment in set.environments() {
            out.extend(self.excluded_in(&environment));
        }
        out
    }

    /// What in an environment excludes something else in it, in the order of its pairs. Only what has a table, and what those
    /// ask for, is looked at: few of many requirements have one.
    fn excluded_in<'m>(&self, environment: &[Asked<'m>]) -> Vec<Said<'m>> {
        let mut places: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for (at, asked) in environment.iter().enumerate() {
            let package = asked.requirement.package.as_str();
            places.entry(package).or_default().push(at);
        }
        let mut pairs = BTreeSet::new();
        for (package, own) in &places {
            let Some(table) = self.tables.get(*package) else {
                continue;
            };
            let asked = table.lists.iter().flatten().map(|one| one.package.as_str());
            let known = self.tables.keys().map(String::as_str);
            let beside: BTreeSet<&str> = asked.chain(known).collect();
            for other in beside.iter().filter_map(|name| places.get(name)).flatten() {
                for one in own.iter().filter(|one| *one != other) {
                    pairs.insert((*one.min(other), *one.max(other)));
                }
            }
        }
        // Of many requirements of a few packages each is in many pairs.
        let lists: Vec<OnceCell<Lists<'_>>> = vec![OnceCell::new(); environment.len()];
        let look = |at: usize| {
            let asked = environment[at];
            let lists = lists[at].get_or_init(|| self.candidates(asked.requirement));
            (asked, lists)
        };
        let mut known = FxHashMap::default();
        let excluded = |(one, other)| self.excluded(look(one), look(other), &mut known);
        pairs.into_iter().filter_map(excluded).collect()
    }

    /// Lists that commands of one file install right after each other and that exclude each other: where the second is
    /// named, and why.
    pub(super) fn installed_together<'m>(
        &self,
        set: &'m ManifestSet,
    ) -> Vec<(&'m Path, Range<usize>, String)> {
        let mut out = Vec::new();
        for manifest in set.manifests() {
            let format = Format::of(&manifest.path);
            if !matches!(
                format,
                Some(Format::Pipeline | Format::Jenkins | Format::Dockerfile | Format::Shell)
            ) {
                continue;
            }
            let mut lists = manifest.includes.iter();
            let Some(mut first) = lists.next() else {
                continue;
            };
            for second in lists {
                // What stands further away may be a job, an image, an environment of its own.
                let beside = second.line.abs_diff(first.line) <= 1 && first.path != second.path;
                let both = [first, second].map(|one| set.asked_by_file(&one.path));
                let why = beside.then(|| self.only_together(&both)).flatten();
                out.extend(why.map(|why| {
                    let named = first.path.to_string_lossy().replace('\\', "/");
                    let message =
                        format!("this is installed into the environment of `{named}`: {why}");
                    (manifest.path.as_path(), second.range.clone(), message)
                }));
                first = second;
            }
        }
        out
    }

    /// Why two lists cannot be installed together that each can be alone.
    fn only_together(&self, [one, other]: &[Vec<Asked<'_>>; 2]) -> Option<String> {
        let said = |asked: &[Asked<'_>]| {
            let mut out = Vec::new();
            together::conflicts(asked, &mut out);
            out.extend(self.excluded_in(asked));
            let messages = out
                .into_iter()
                .map(|(_, problem)| problem.cause.to_string());
            messages.collect::<BTreeSet<String>>()
        };
        let alone = [said(one), said(other)];
        let mut both = said(&[one.as_slice(), other.as_slice()].concat()).into_iter();
        both.find(|why| alone.iter().all(|known| !known.contains(why)))
    }

    fn never_released(&self, requirement: &Requirement) -> Option<Cause> {
        // Channels of conda have releases of their own; what pip installs beside them is written as pip has it.
        let is_of_channel = requirement.kind == Kind::Conda && requirement.clauses.is_empty();
        if is_of_channel || matches!(requirement.kind, Kind::Direct(_)) {
            return None;
        }
        let table = self.tables.get(&requirement.package)?;
        let newest = table.releases.iter().map(|(version, _)| version).max()?;
        let asked = &requirement.specifiers;
        let wanted = admitted(asked);
        let is_released = table
            .releases
            .iter()
            .any(|(version, _)| wanted.contains(&version.clone().without_local()));
        // What comes behind the newest of the table is not known.
        let later = Ranges::strictly_higher_than(newest.clone());
        if is_released || !wanted.is_disjoint(&later) {
            return None;
        }
        let nearest = table.nearest(requirement);
        let asked = joined(asked);
        Some(Cause::NeverReleased(format!(
            "no release of `{}` is {asked}{nearest}",
            requirement.package
        )))
    }

    /// Whether what one of two requirements asks for in turn excludes the other.
    fn excluded<'m, 't>(
        &'t self,
        one: Looked<'_, 'm, 't>,
        other: Looked<'_, 'm, 't>,
        known: &mut Disagreeing<'t>,
    ) -> Option<Said<'m>> {
        if !may_meet(one.0.requirement, other.0.requirement) {
            return None;
        }
        self.excludes(one, other.0)
            .map(|cause| of(other.0, cause))
            .or_else(|| self.excludes(other, one.0).map(|cause| of(one.0, cause)))
            .or_else(|| disagree(one, other, known).map(|cause| of(other.0, cause)))
    }

    /// Why no release that the first requirement admits can be installed with the second.
    fn excludes(&self, (first, lists): Looked<'_, '_, '_>, second: Asked<'_>) -> Option<Cause> {
        let wish = second.requirement;
        let mut said = None;
        for list in lists.as_ref()? {
            let asked = list
                .iter()
                .find(|asked| asked.package == wish.package && asked.marker.is_none())?;
            if self.can_meet(asked, wish) {
                return None;
            }
            said = Some(asked);
        }
        said.map(|asked| {
            Cause::ConflictWithDependency(format!(
                "`{}` asks for `{}` {}, which {} is not",
                spelled(first.requirement),
                asked.package,
                joined(&asked.specifiers),
                versions(wish),
            ))
        })
    }

    /// What the releases ask for that a requirement admits; none where that is not known of one of them.
    fn candidates(&self, requirement: &Requirement) -> Lists<'_> {
        let table = self.tables.get(&requirement.package)?;
        let admitted = admitted(&requirement.specifiers);
        let is_meant = |version: &Version| match &requirement.kind {
            Kind::Direct(direct) => direct.version.as_ref() == Some(version),
            _ => admitted.contains(&version.clone().without_local()),
        };
        let meant = table
            .releases
            .iter()
            .filter(|(version, _)| is_meant(version));
        let mut lists: Vec<usize> = meant.map(|(_, list)| *list).collect::<Option<_>>()?;
        lists.dedup();
        (!lists.is_empty()).then(|| {
            lists
                .iter()
                .map(|list| table.lists[*list].as_slice())
                .collect()
        })
    }

    /// Whether a version of a package can be what is asked for as well as what is wished.
    fn can_meet(&self, asked: &Requirement, wish: &Requirement) -> bool {
        match &wish.kind {
            Kind::Direct(direct) => {
                let version = direct.version.as_ref();
                version.is_none_or(|version| satisfies(&asked.specifiers, version))
            }
            _ => specifiers_meet(&asked.specifiers, &wish.specifiers),
        }
    }
}

/// Why two pins ask for a third package in ways that exclude each other. What is `known` of two lists is asked once.
fn disagree<'t>(
    (first, first_lists): Looked<'_, '_, 't>,
    (second, second_lists): Looked<'_, '_, 't>,
    known: &mut Disagreeing<'t>,
) -> Option<Cause> {
    let single = |lists: &Lists<'t>| match lists.as_deref()? {
        [list] => Some(*list),
        _ => None,
    };
    let (one, other) = (single(first_lists)?, single(second_lists)?);
    let place = |list: &[Requirement]| (list.as_ptr().addr(), list.len());
    let found = known.entry((place(one), place(other))).or_insert_with(|| {
        let always = |list: &'t [Requirement]| list.iter().filter(|one| one.marker.is_none());
        let mut pairs = always(one).flat_map(|a| always(other).map(move |b| (a, b)));
        pairs
            .find(|(a, b)| a.package == b.package && !specifiers_meet(&a.specifiers, &b.specifiers))
    });
    let (a, b) = (*found)?;
    Some(Cause::ConflictWithDependency(format!(
        "`{}` asks for `{}` {}, and `{}` for {}",
        spelled(second.requirement),
        b.package,
        joined(&b.specifiers),
        spelled(first.requirement),
        joined(&a.specifiers),
    )))
}

impl Table {
    /// A line is a release, and what is indented below it is asked for from there on.
    fn new(text: &str) -> Table {
        let mut table = Table {
            releases: Vec::new(),
            lists: Vec::new(),
        };
        let (mut list, mut is_fresh) = (None, false);
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let Some(asked) = line.strip_prefix(' ').map(str::trim) else {
                is_fresh = true;
                if let Ok(version) = Version::from_str(line.trim()) {
                    let known = list.filter(|_| !version.any_prerelease());
                    table.releases.push((version, known));
                }
                continue;
            };
            if is_fresh {
                is_fresh = false;
                list = (asked != "?").then_some(table.lists.len());
                table.lists.extend(list.map(|_| Vec::new()));
                if let Some((_, known)) = table.releases.last_mut() {
                    *known = list;
                }
            }
            if let (Some(own), Ok(asked)) = (table.lists.last_mut(), parse_named(asked)) {
                own.push(asked);
            }
        }
        table
    }

    /// The releases around what a requirement asks for, in words.
    fn nearest(&self, requirement: &Requirement) -> String {
        let Some(wanted) = requirement.specifiers.iter().map(|one| one.version()).max() else {
            return String::new();
        };
        let versions = || {
            self.releases
                .iter()
                .map(|(version, _)| version)
                .filter(|version| !version.any_prerelease())
        };
        let below = versions().filter(|version| *version < wanted).max();
        let above = versions().filter(|version| *version > wanted).min();
        let near: Vec<String> = [below, above]
            .into_iter()
            .flatten()
            .map(ToString::to_string)
            .collect();
        match near.as_slice() {
            [] => String::new(),
            [one] => format!("; the nearest is {one}"),
            several => format!("; the nearest are {}", several.join(" and ")),
        }
    }
}

/// A requirement in the words of a file.
pub(super) fn spelled(requirement: &Requirement) -> String {
    match &requirement.kind {
        Kind::Direct(direct) => format!("{} @ {}", requirement.package, direct.target),
        _ => format!("{}{}", requirement.package, joined(&requirement.specifiers)),
    }
}
