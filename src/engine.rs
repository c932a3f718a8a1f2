//! The steps in their order, for a whole project. Parallel here, where all packs ask for what is found once
//! (`semantic/answers.rs`), where a pack asks of each call (`matching/policies.rs`), and where imports are followed
//! (`semantic/parts.rs`).

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context as _;
use pep440_rs::Version;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::finding::Problem;
use crate::rules::active::{ActivePack, ActiveRow};
use crate::rules::added::Added;
use crate::rules::load::Pack;
use crate::rules::select::Selector;
use crate::semantic::external::External;
use crate::semantic::infer::Analysis;

mod add_ignores;
mod apply;
mod blind;
mod by_name;
mod comments;
mod cuts;
mod deps;
mod differences;
mod doubled;
mod faults;
mod first;
mod floors;
mod given;
mod held;
mod imported;
mod judge;
mod left;
mod local;
mod long_statements;
mod manifests;
mod new_code;
mod of_packs;
mod older;
mod origins;
mod osv;
mod outcome;
mod parts;
mod pins;
mod plain_names;
mod progress;
mod reach;
mod read;
mod replaced;
mod required;
mod rounds;
mod search;
mod seed;
mod stands;
mod steps;
mod suppressed;
mod surfaces;
mod unread;
mod unreadable;
mod unused;

pub use add_ignores::{Ignored, ignores};
pub use deps::deps;
use faults::Tables;
use first::First;
use floors::ManifestFix;
pub use judge::mark;
pub use local::Governing;
use manifests::{Manifests, Standing};
pub use outcome::{Change, Fixed, Outcome, Selection};
use parts::Looks;
pub use progress::{Progress, Step};
pub use read::excluded;
use read::{Project, Walked};
pub use rounds::{Leave, fix, fix_choosing};
use stands::{Stands, activate, given_for, stands_at};
use surfaces::{Other, others};

/// What a run is asked to do.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Files and folders to read; the current folder if empty.
    pub paths: Vec<PathBuf>,
    /// Codes, prefixes of codes or packs to report; all if empty.
    pub select: Vec<String>,
    /// Codes, prefixes of codes or packs to leave out.
    pub ignore: Vec<String>,
    /// Versions the project stands at, by distribution; overrides what manifests say.
    pub from: BTreeMap<String, Version>,
    /// Versions the project goes to, by distribution; overrides the packs' default.
    pub target: BTreeMap<String, Version>,
    /// Settings of packs by name, `client-style` say.
    pub settings: BTreeMap<String, String>,
    /// A dump of advisories to take instead of the compiled ones.
    pub osv: Option<PathBuf>,
    /// Folders of rule packs, beside those that are compiled in, as the arguments name them.
    pub rule_folders: Vec<PathBuf>,
    /// The packs of these folders and of those that the configuration names.
    pub added: Added,
    /// The configuration that governs the run, where there is one.
    pub governing: Option<Governing>,
    /// Whether files that are named themselves are left out as well where the configuration excludes them.
    pub force_exclude: bool,
    /// The files whose findings are reported and that may be changed; all if there is none.
    pub only: Option<BTreeSet<PathBuf>>,
    /// Whether documents are read for the code in them.
    pub docs: bool,
    /// Who is told what the run is at.
    pub progress: Progress,
    /// Number of threads; as many as cores if zero.
    pub jobs: usize,
    /// Parse every file, also those that the prefilter would leave out (for tests of the prefilter).
    pub no_prefilter: bool,
    /// Read a small project in waves as well, as a large one is (for tests of the waves).
    pub in_waves: bool,
    /// The versions that the project stood at, by pack and by the folder of the code, as [`stood`] gives them: they stand
    /// instead of what its manifests say now.
    pub stood: Stood,
    /// Contents that stand instead of the disk's, by the path that [`Change::path`] gives. A plan
    /// lays its patches one on top of the other with it and writes nothing meanwhile.
    pub overlay: BTreeMap<PathBuf, Vec<u8>>,
    /// Files that cannot be written, by the path that [`Change::path`] gives, and why: no fix touches them.
    pub unwritable: BTreeMap<PathBuf, String>,
}

/// The versions that a project stands at, by pack and by the folder of the code (or by a notebook's own path); none where
/// nothing says it.
pub type Stood = BTreeMap<String, BTreeMap<String, Option<Version>>>;

/// Reads the project and reports.
///
/// # Errors
/// When nothing could be run at all: a path that does not exist, an unknown rule code.
pub fn check(options: &Options) -> anyhow::Result<Outcome> {
    checked(options, |_, _, outcome| outcome)
}

/// Reads the project, and hands what is found to `next` with what it was found in.
fn checked<T: Send>(
    options: &Options,
    next: impl FnOnce(&Run, &Project, Outcome) -> T + Send,
) -> anyhow::Result<T> {
    in_pool(options, || {
        let (run, code) = Run::prepare(options, Before::default())?;
        let external = External::new(&run.packs);
        let walked = (&run.walked, code);
        read::read(options, walked, &external, |project, looks, first| {
            let seen = run.judge(options, project, looks, first);
            let by = (&seen.analysis, seen.running.as_slice());
            let (outcome, _) = run.complete(options, project, by, seen.judged.outcome);
            Ok(next(&run, project, outcome))
        })
    })
}

/// The versions that the manifests of a project say it stands at, of the packs for which they say any.
///
/// # Errors
/// As [`check`].
pub fn stood(options: &Options) -> anyhow::Result<Stood> {
    // Code is parsed, which may be nested deeply.
    let (run, _) = in_pool(options, || Run::prepare(options, Before::default()))?;
    let known = run.packs.iter().zip(run.known);
    let known = known.filter_map(|(pack, stands)| match stands {
        Stands::By(folders) if folders.values().any(Option::is_some) => {
            Some((pack.pack.header.name.clone(), folders))
        }
        _ => None,
    });
    Ok(known.collect())
}

/// What one round of fixes gives.
struct Round {
    outcome: Outcome,
    changes: Vec<Change>,
    /// The ids of the fixes.
    applied: Vec<String>,
    /// The ids of those that somebody left.
    left: BTreeSet<String>,
    /// The versions that the project stands at, in the order of the packs.
    known: Vec<Stands>,
    /// The packs whose package the project calls by what is gone.
    old_code: BTreeSet<String>,
}

/// What earlier rounds know.
#[derive(Default, Clone, Copy)]
struct Before<'a> {
    /// Versions to take the project to stand at, whatever its manifests say, in the order of the packs.
    known: Option<&'a [Stands]>,
    /// The packs whose package the project called by what is gone.
    old_code: Option<&'a BTreeSet<String>>,
}

/// Applies fixes once.
fn fix_once(
    options: &Options,
    selection: &Selection,
    before: Before<'_>,
    leave: &mut Leave<'_>,
) -> anyhow::Result<Round> {
    in_pool(options, || {
        let (run, code) = Run::prepare(options, before)?;
        let external = External::new(&run.packs);
        let walked = (&run.walked, code);
        read::read(options, walked, &external, |project, looks, first| {
            let seen = run.judge(options, project, looks, first);
            let changed = |path: &str| run.is_changed(path);
            let (analysis, judged) = (&seen.analysis, seen.judged);
            let by = (analysis, seen.running.as_slice());
            let (outcome, mut fixes) = run.complete(options, project, by, judged.outcome);
            let left = leave(options, &outcome);
            let wanted = (selection, &left);
            let (mut changes, mut applied) =
                apply::apply_drafts(project, analysis, &judged.drafts, wanted, &changed);
            fixes.retain(|one| !left.contains(&one.fix.id));
            let (manifests, raised) =
                run.manifests
                    .apply(fixes, selection, &changes, &options.unwritable);
            changes.extend(manifests);
            applied.extend(raised);
            applied.sort();
            Ok(Round {
                outcome,
                changes,
                applied,
                left,
                known: run.known.clone(),
                old_code: judged.old_code,
            })
        })
    })
}

/// Runs `work` on as many threads as the options say.
fn in_pool<T: Send>(
    options: &Options,
    work: impl FnOnce() -> anyhow::Result<T> + Send,
) -> anyhow::Result<T> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(options.jobs)
        // Trees may be thousands of links deep; memory is taken only as it is used.
        .stack_size(256 << 20)
        .build()
        .context("the threads could not be started")?
        .install(work)
}

/// What is known before any file is parsed.
struct Run {
    walked: Walked,
    manifests: Manifests,
    tables: Tables,
    packs: Vec<ActivePack>,
    /// Those of them that some files have another surface of.
    others: Vec<Other>,
    /// All packs, those that are not selected as well.
    all: Vec<Arc<Pack>>,
    /// The versions that the project is known to stand at, in the order of the packs.
    known: Vec<Stands>,
    selector: Selector,
    /// The versions that the options say the project goes to.
    targets: BTreeMap<String, Version>,
}

/// What is said of parsed files, and what it is said by.
struct Seen<'p> {
    judged: judge::Judged,
    analysis: Analysis<'p>,
    /// The files that run commands which rules speak of.
    running: Vec<steps::Running>,
}

impl Run {
    /// Walks, reads all code once, and says which packs are about it and from which versions; with what the code says.
    fn prepare(options: &Options, before: Before<'_>) -> anyhow::Result<(Self, First)> {
        options.progress.at(Step::Finding);
        let walked = read::walk(options)?;
        options.progress.at(Step::Reading(walked.code.len()));
        let all = options.packs()?;
        given::verify(options, &all).map_err(anyhow::Error::msg)?;
        walked.local.verify(&all)?;
        let (select, ignore) = walked.local.anywhere();
        let selector = Selector::new(&select, &ignore, all.iter().map(AsRef::as_ref))
            .map_err(anyhow::Error::msg)?;
        let selected: Vec<&Arc<Pack>> = all
            .iter()
            .filter(|pack| selector.selects_pack(pack))
            .collect();
        let packs: Vec<&Pack> = selected.iter().map(|pack| &***pack).collect();
        let first = First::of(options, &walked.code, &packs);
        let manifests = Manifests::read(options, &walked, &all, &first.scripts);
        let tables = Tables::read(options, &manifests)?;
        let code = Standing::of(&walked);
        let stands = selected.par_iter().enumerate().map(|(at, pack)| {
            let before = before.known.map(|known| known[at].clone());
            before.unwrap_or_else(|| stands_at(pack, options, &code, &manifests))
        });
        let known: Vec<Stands> = stands.collect();
        let packs = selected.par_iter().zip(&known).map(|(pack, stands)| {
            let target = given_for(pack, &options.target);
            let target = target.unwrap_or_else(|| pack.header.target.clone());
            let mut active = activate(pack, stands, target);
            let called = |packs: &BTreeSet<String>| packs.contains(&pack.header.name);
            active.old_code = before.old_code.is_some_and(called);
            active
        });
        let packs: Vec<ActivePack> = packs.collect();
        let run = Self {
            walked,
            manifests,
            tables,
            others: others(&packs),
            packs,
            all,
            known,
            selector,
            targets: options.target.clone(),
        };
        Ok((run, first))
    }

    /// Judges what was parsed. Code in the new form is looked at again meanwhile, which asks for values of its own, and so are
    /// the files that run commands: most of what follows values is done by one thread.
    fn judge<'p>(
        &self,
        options: &Options,
        project: &'p Project,
        looks: Looks<'p>,
        first: Analysis<'p>,
    ) -> Seen<'p> {
        options.progress.at(Step::Judging);
        let new = new_code::new_code(project, &first);
        let (mut in_new_code, mut running) = (FxHashMap::default(), Vec::new());
        let analysed = rayon::in_place_scope(|scope| {
            scope.spawn(|_| in_new_code = new_code::in_new_code(project, &self.packs, &new));
            cuts::analyse(options, &project.concerned, looks, first, || {
                let rules = (self.packs.as_slice(), &self.selector);
                running = steps::running(options, (&self.walked, project), rules);
            })
        });
        let beside = surfaces::found(options, project, &self.others);
        let changed = |path: &str| self.is_changed(path);
        let found = (in_new_code, beside);
        let rules = (self.all.as_slice(), &self.selector);
        let (judged, analysis) = judge::judge(project, analysed, found, rules, &changed);
        Seen {
            judged,
            analysis,
            running,
        }
    }

    /// Whether a path names something that the upgrade takes away.
    fn is_changed(&self, path: &str) -> bool {
        let others = self.others.iter().map(|one| &one.active);
        self.packs.iter().chain(others).any(|pack| {
            let about = |rows: Vec<ActiveRow>| rows.iter().any(|(row, _)| row.argument.is_none());
            pack.rows(path).is_ok_and(about)
        })
    }

    /// Adds what only the walk knows.
    fn complete(
        &self,
        options: &Options,
        project: &Project,
        (analysis, running): (&Analysis<'_>, &[steps::Running]),
        mut outcome: Outcome,
    ) -> (Outcome, Vec<ManifestFix>) {
        self.say_versions(&mut outcome);
        let code = pins::Code {
            ahead: &|pack| pins::ahead_of(project, analysis, pack),
            dual: &|pack| pins::dual_of(project, analysis, pack),
            moved: &|pack| replaced::moved_in(project, &self.packs[pack]),
            left: &|pack| replaced::left_of(project, &self.packs[pack]),
            spelled: &|words| replaced::spelled_in(project, words),
            text: &|place| {
                let file = project.file(&place.path);
                file.map_or("", |file| file.unit.text_at(place)).into()
            },
        };
        let (targets, selector) = (&self.targets, &self.selector);
        let fixes = self
            .manifests
            .judge(&self.packs, targets, selector, &code, &mut outcome);
        let packs = (self.packs.as_slice(), self.all.as_slice());
        let held = (&self.manifests, &self.tables);
        let unread = unread::unread(options, &self.walked, &self.manifests);
        faults::add(held, unread, packs, targets, selector, &mut outcome);
        let rules = (self.packs.as_slice(), selector);
        let read = (&self.walked, &self.manifests);
        steps::add(options, read, rules, running, &mut outcome);
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        outcome.report.summary.files = count(self.walked.code.len() + self.walked.manifests.len());
        outcome.report.summary.candidates = count(project.files.len());
        let problems = &mut outcome.report.problems;
        problems.extend(self.walked.problems.iter().cloned());
        problems.extend(project.problems.iter().cloned());
        problems.extend(self.manifests.problems.iter().cloned());
        problems.extend(unreadable::unreadable(project, &outcome.report.findings));
        // A manifest of which only a line cannot be read was read.
        let named = |problem: &Problem| {
            self.walked.named.contains(&problem.path) && !self.manifests.holds(&problem.path)
        };
        outcome.unusable = problems.iter().any(named);
        outcome.added.clone_from(&options.added);
        problems.extend(suppressed::wrong_comments(project, &self.all));
        problems.extend(self.manifests.wrong_comments(&self.all));
        problems.extend(unreadable::skipped(project));
        problems.sort();
        problems.dedup();
        if let Some(only) = &options.only {
            outcome.keep_only(only, &self.walked.cwd);
        }
        (outcome, fixes)
    }

    /// Says what is broken with the version that the project stands at, and where that is not known.
    fn say_versions(&self, outcome: &mut Outcome) {
        for finding in &mut outcome.report.findings {
            let Some(index) = self
                .packs
                .iter()
                .position(|pack| pack.pack.header.name == finding.package)
            else {
                continue;
            };
            let Some(breaks) = finding
                .breaks_in
                .as_ref()
                .and_then(|text| text.parse::<Version>().ok())
            else {
                continue;
            };
            let pack = &self.packs[index];
            let path = &finding.location.path;
            // Without one its versions are nobody's.
            let Some(name) = pack.pack.header.distributions.first() else {
                continue;
            };
            let said = match self.known[index].at(path) {
                Some(version) if breaks <= *version => {
                    outcome.today.insert(finding.fingerprint.clone());
                    format!("Here {name} stands at {version}: this is broken today.")
                }
                Some(_) => continue,
                None => {
                    let assumed = pack.from_at(path);
                    format!("The version of {name} is not known here: {assumed} is assumed.")
                }
            };
            finding.add_help(&said);
        }
    }
}
