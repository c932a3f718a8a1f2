//! Requirements of a package that code has moved away from: another one is asked for in its place, or beside it as
//! long as some code uses both.

use std::path::Path;

use super::held::Held;
use super::manifests::help;
use super::pins::{Ahead, Code};
use super::read::Project;
use crate::finding::{Applicability, Fails, Finding, Related, Severity};
use crate::manifest::{
    Another, Fate, FloorChange, FloorObstacle, Kind, Manifest, ManifestSet, Requirement,
    parse_manifest,
};
use crate::matching::requirements::Wanting;
use crate::rules::active::ActivePack;
use crate::rules::policy::{Replacement, normalised};
use crate::semantic::project::File;
use crate::source::prefilter::{Words, may_name_a_module, without_prose};
use crate::syntax::ast::Name;
use crate::syntax::query::top;

/// Places that are named beside such a requirement.
const NAMED: usize = 3;

/// What becomes of a requirement, and what shows it.
pub struct Moved<'a> {
    fate: Fate,
    replacement: &'a Replacement,
    /// Code that uses the other package.
    new: Vec<Ahead>,
    /// Code that uses the package itself.
    old: Vec<String>,
    /// Whether the other package is asked for already.
    is_there: bool,
    /// What to ask for, with the extra that the code needs.
    wish: String,
}

/// The places of a project that import what code moves to.
#[must_use]
pub fn moved_in(project: &Project, active: &ActivePack) -> Vec<Ahead> {
    let becomes = &active.pack.header.becomes;
    let mut out = Vec::new();
    for file in &project.files {
        let unit = &file.unit;
        for module in file.tree.imported_modules() {
            let top = top(&module.text);
            let is_own = || project.modules.absolute(unit.display(), top).is_some();
            if becomes.iter().any(|one| one == top) && !is_own() {
                out.push(Ahead {
                    location: unit.location(module.span),
                    name: module.text.to_string(),
                    imported: true,
                });
            }
        }
    }
    out
}

/// The files of a project that import the package which code moves away from, or name it in a string. What could not be read
/// may.
#[must_use]
pub fn left_of(project: &Project, active: &ActivePack) -> Vec<String> {
    let tops = &active.pack.header.imports;
    let words: Vec<&str> = tops.iter().map(String::as_str).collect();
    let words = Words::new(&words);
    let files = project.files.iter().filter(|file| {
        let code = without_prose(file.unit.text().as_bytes());
        let is_quoted = |_: usize, at: usize| {
            matches!(code[..at].last(), Some(b'"' | b'\'')) && may_name_a_module(&code, at)
        };
        let is_one = |module: &Name| tops.iter().any(|one| one == top(&module.text));
        file.tree.imported_modules().any(is_one) || !words.find_where(&code, is_quoted).is_empty()
    });
    let read = files.map(|file| file.unit.display().to_owned());
    let unread = project.problems.iter().map(|problem| problem.path.clone());
    read.chain(unread).collect()
}

/// The files of a project that spell one of some words.
#[must_use]
pub fn spelled_in(project: &Project, words: &[String]) -> Vec<String> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let words = Words::new(&words);
    let spells = |file: &&File| !words.find_words(file.unit.text().as_bytes()).is_empty();
    let files = project.files.iter().filter(spells);
    files.map(|file| file.unit.display().to_owned()).collect()
}

/// What becomes of a requirement of a package that code moves away from, and its edit; none while no code has moved.
pub fn moved<'a>(
    (set, held): (&ManifestSet, &Held),
    (pack, code): (usize, &Code<'_>),
    one: &mut Wanting<'a>,
) -> Option<Moved<'a>> {
    let replacement = one.replacement()?;
    let requirement = one.requirement;
    if !one.seen || requirement.kind == Kind::Lock {
        return None;
    }
    let counts = |path: &str| set.asks_for(&one.path, Path::new(path), &requirement.package);
    let mut new = (code.moved)(pack);
    new.retain(|place| counts(&place.location.path));
    if new.is_empty() {
        return None;
    }
    let with = normalised(&replacement.with);
    let mut manifests = set.manifests().iter();
    let manifest = manifests.find(|manifest| manifest.path == one.path)?;
    let beside = manifest.requirements.iter().filter(|other| {
        other.package == with && other.kind == requirement.kind && other.group == requirement.group
    });
    let beside: Vec<&Requirement> = beside.collect();
    let elsewhere = |place: &Ahead| {
        let source = Path::new(&place.location.path);
        set.governing(source, &with).is_some()
    };
    let is_there = !beside.is_empty() || new.iter().any(elsewhere);
    let mut old = (code.left)(pack);
    old.retain(|path| counts(path));
    let fate = match (old.is_empty(), is_there) {
        (true, false) => Fate::Instead,
        (true, true) => Fate::Gone,
        (false, _) => Fate::Beside,
    };
    let needs = |words: &[String]| (code.spelled)(words).iter().any(|path| counts(path));
    let is_plain = requirement.extras.is_empty()
        && needs(&replacement.plain_for)
        && !needs(&replacement.extra_for);
    let another = Another {
        name: &replacement.with,
        extra: replacement.extra.as_deref().filter(|_| !is_plain),
        floor: &one.floor,
    };
    let wish = another.wish();
    let is_enough = |other: &&Requirement| {
        let has = |extra: &str| other.extras.iter().any(|one| one == extra);
        another.extra.is_none_or(has)
    };
    let is_settled = match fate {
        Fate::Instead => false,
        Fate::Beside => is_there,
        // Another file that asks for it may not be installed wherever this one is.
        Fate::Gone => !beside.iter().any(is_enough),
    };
    if !is_settled {
        let change = another.edit(requirement, &held.text, fate);
        one.change = Some(match reads_back(manifest, held, &change, &with, fate) {
            true => change,
            false => FloorChange::Manual(FloorObstacle::OtherForm(wish.clone())),
        });
    }
    Some(Moved {
        fate,
        replacement,
        new,
        old,
        is_there,
        wish,
    })
}

/// Whether the edited file asks for what it should: where it is read by its name alone.
fn reads_back(
    manifest: &Manifest,
    held: &Held,
    change: &FloorChange,
    with: &str,
    fate: Fate,
) -> bool {
    let FloorChange::Edit(edit) = change else {
        return true;
    };
    if held.notebook.is_some() || manifest.for_itself {
        return true;
    }
    let read = parse_manifest(&manifest.path, &edit.applied(&held.text));
    let count = |manifest: &Manifest| {
        let all = manifest.requirements.iter();
        all.filter(|one| one.package == with).count()
    };
    let (before, now) = (manifest.requirements.len(), read.requirements.len());
    let more = count(&read) - count(manifest).min(count(&read));
    match fate {
        Fate::Instead => now == before && more == 1,
        Fate::Beside => now == before + 1 && more == 1,
        Fate::Gone => now + 1 == before && more == 0,
    }
}

impl Moved<'_> {
    /// Says it of the requirement.
    pub fn say(&self, finding: &mut Finding, one: &Wanting<'_>) {
        let with = &self.replacement.with;
        let package = &one.requirement.raw_name;
        finding.help = help(one, None);
        if self.fate == Fate::Gone {
            finding.message += ", which no code imports any more";
            finding.applicability = finding.applicability.min(Applicability::Unsafe);
            if finding.fix_id.is_none() {
                let wish = &self.wish;
                finding.add_help(&format!("Ask for `{wish}` here, and take `{package}` out."));
            }
            return;
        }
        if !self.is_there {
            finding.severity = Severity::Error;
            finding.fails = Fails::Import;
            finding.message += &format!(", and the code imports what `{with}` brings");
            let named = self.new.iter().take(NAMED).map(|place| Related {
                location: place.location.clone(),
                why: format!("`{}` is of `{with}`", place.name),
            });
            finding.related = named.collect();
            finding.related.sort();
        }
        if self.fate == Fate::Beside {
            let file = &self.old[0];
            finding.add_help(&format!(
                "`{package}` stays as long as code imports it: `{file}` does."
            ));
        }
    }
}
