//! From values and rules to findings and drafts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Outcome;
use super::apply::{Named, rehearse};
use super::blind::blind_spots;
use super::by_name::import_by_name;
use super::cuts::Analysed;
use super::differences::differences;
use super::doubled::take_out_doubled;
use super::of_packs::{PackFound, of_packs};
use super::plain_names::give_plain_names;
use super::read::Project;
use super::required::{drop_requiring, without_the_required};
use super::suppressed::Suppressions;
use super::unused;
use crate::finding::{
    Applicability, FileEdits, Finding, Fix, Location, Related, Report, Severity, Summary, sentences,
};
use crate::matching::found::Found;
use crate::rules::added::Added;
use crate::rules::load::Pack;
use crate::rules::schema::Reason;
use crate::rules::select::Selector;
use crate::semantic::infer::Analysis;
use crate::transforms::Draft;

/// What the rules say of a project, with the drafts of all fixes.
pub struct Judged {
    /// What is reported.
    pub outcome: Outcome,
    /// The drafts behind the fixes.
    pub drafts: Vec<Named>,
    /// The packs whose package the project calls by what is gone.
    pub old_code: BTreeSet<String>,
}

/// Judges the parsed files; gives the values back.
#[must_use]
pub fn judge<'p>(
    project: &Project,
    analysed: Analysed<'p>,
    (mut in_new_code, beside): (FxHashMap<usize, Vec<Found>>, Vec<PackFound>),
    rules: (&[Arc<Pack>], &Selector),
    changed: &dyn Fn(&str) -> bool,
) -> (Judged, Analysis<'p>) {
    let Analysed {
        analysis,
        mut changes,
    } = analysed;
    let packs = (0..project.concerned.len()).filter(|index| project.concerned[*index]);
    for (index, changes) in packs.zip(&mut changes) {
        changes
            .found
            .extend(in_new_code.remove(&index).into_iter().flatten());
    }
    let mut all = of_packs(&analysis, &project.concerned, changes);
    all.extend(beside);
    let judged = judge_found(project, &analysis, all, rules, changed);
    (judged, analysis)
}

fn judge_found(
    project: &Project,
    analysis: &Analysis<'_>,
    all: Vec<PackFound>,
    (known_packs, selector): (&[Arc<Pack>], &Selector),
    changed: &dyn Fn(&str) -> bool,
) -> Judged {
    let old = all.iter().filter(|pack| pack.old_code);
    let old_code = old.map(|pack| pack.pack.clone()).collect();
    let mut findings = Vec::new();
    let mut drafts = Vec::new();
    for pack in all {
        let (mut mine, kept) = report_pack(project, pack, selector);
        findings.append(&mut mine);
        drafts.extend(kept);
    }
    let known = suppress(project, &mut findings, &mut drafts);
    let rules = (analysis.external.packs, known_packs, selector);
    unused::add(project, &known, rules, (&mut findings, &mut drafts));
    give_plain_names(analysis, &mut drafts, changed);
    take_out_doubled(analysis, &mut findings, &mut drafts);
    import_by_name(analysis, (&mut findings, &mut drafts), changed);
    let rehearsal = rehearse(project, analysis, &drafts, changed);
    drafts.retain(|one| !rehearsal.refused.contains_key(&one.id));
    refuse(&mut findings, &rehearsal.refused);
    let mut judged = finish(project, analysis, findings, drafts, rehearsal.edits);
    judged.old_code = old_code;
    judged
}

/// Says of findings why their fixes are not offered after all.
pub fn refuse(findings: &mut [Finding], refused: &BTreeMap<String, String>) {
    for finding in findings {
        let Some(why) = finding.fix_id.as_ref().and_then(|id| refused.get(id)) else {
            continue;
        };
        finding.fix_id = None;
        finding.applicability = Applicability::Manual;
        finding.reason = Some(Reason::NotSupported.word().to_owned());
        finding.add_help(&format!("No rewrite is offered: {why}."));
    }
}

/// Findings of one pack, with the ids of their drafts.
fn report_pack(
    project: &Project,
    mut pack: PackFound,
    selector: &Selector,
) -> (Vec<Finding>, Vec<Named>) {
    let mut findings = Vec::new();
    let mut first: BTreeMap<usize, Location> = BTreeMap::new();
    let selected = |found: &Found| selector.selects(&pack.pack, &found.code);
    for found in pack.found.iter().filter(|found| selected(found)) {
        let location = location(project, found);
        if let Some(draft) = found.draft {
            first
                .entry(draft)
                .and_modify(|known| {
                    if location < *known {
                        known.clone_from(&location);
                    }
                })
                .or_insert(location);
        }
    }
    let mut ids: BTreeMap<usize, String> = first
        .iter()
        .filter(|(draft, _)| {
            // What another part asked of a draft that was given up is no fix either.
            let draft = &pack.drafts[**draft];
            let changes = !draft.operations.is_empty() || !draft.imports.is_empty();
            changes && !draft.is_manual()
        })
        .map(|(draft, at)| {
            let cell = at.cell.map(|cell| format!(":{cell}")).unwrap_or_default();
            let id = format!(
                "{}:{}{cell}:{}:{draft}",
                pack.pack, at.path, at.start.offset
            );
            (*draft, id)
        })
        .collect();
    without_the_required(&mut ids, &mut pack.drafts);
    for found in pack.found.iter().filter(|found| selected(found)) {
        let draft = found.draft.map(|draft| &pack.drafts[draft]);
        let whose = (&*pack.pack, pack.distribution.as_deref());
        findings.push(finding(project, whose, found, draft, &ids));
    }
    let kept = pack
        .drafts
        .into_iter()
        .enumerate()
        .filter_map(|(index, draft)| {
            let required = draft.requires.iter();
            Some(Named {
                id: ids.get(&index)?.clone(),
                package: pack.pack.clone(),
                requires: required.filter_map(|one| ids.get(one).cloned()).collect(),
                draft,
            })
        })
        .collect();
    (findings, kept)
}

/// What to do, in the words of the rule and of the draft.
fn help(found: &Found, draft: Option<&Draft>) -> Option<String> {
    let mut help: Vec<&str> = found.help.as_deref().into_iter().collect();
    if let Some(draft) = draft {
        help.extend(
            draft
                .notes
                .iter()
                .map(String::as_str)
                .filter(|note| !note.is_empty()),
        );
    }
    sentences(help)
}

/// What to do where neither the rule nor a draft says it.
fn what_to_do(found: &Found, reason: &str) -> String {
    match &found.new {
        _ if reason == Reason::NoCounterpart.word() => {
            "Nothing in the new version takes its place: leave it out, or write what the code needs of it.".to_owned()
        }
        Some(new) => format!("Write `{new}` by hand, and look at each use."),
        None => "Change it by hand.".to_owned(),
    }
}

fn location(project: &Project, found: &Found) -> Location {
    project.files[found.file.0 as usize]
        .unit
        .location(found.span)
}

fn finding(
    project: &Project,
    (pack, distribution): (&str, Option<&str>),
    found: &Found,
    draft: Option<&Draft>,
    ids: &BTreeMap<usize, String>,
) -> Finding {
    let fix_id = found.draft.and_then(|draft| ids.get(&draft)).cloned();
    let applicability = match draft {
        Some(draft) if fix_id.is_some() => draft.applicability,
        _ => Applicability::Manual,
    };
    let reason = (applicability == Applicability::Manual).then(|| {
        draft
            .and_then(|draft| draft.reason)
            .or(found.reason)
            .unwrap_or("not-supported")
            .to_owned()
    });
    let mut related: Vec<Related> = found
        .related
        .iter()
        .map(|((file, span), why)| Related {
            location: project.files[file.0 as usize].unit.location(*span),
            why: why.clone(),
        })
        .collect();
    related.sort();
    // Of what is said of a value and of an item of it, once is enough.
    let start = |one: &Related| {
        let at = &one.location;
        (at.path.clone(), at.cell, at.start, one.why.clone())
    };
    let mut said = FxHashSet::default();
    related.retain(|one| said.insert(start(one)));
    Finding {
        code: found.code.clone(),
        name: found.name.clone(),
        package: pack.to_owned(),
        distribution: distribution.map(str::to_owned),
        severity: found.severity,
        fails: found.fails,
        message: found.message.clone(),
        location: location(project, found),
        symbol: crate::finding::Symbol {
            old: found.old.clone(),
            new: found.new.clone(),
        },
        applicability,
        help: help(found, draft)
            .or_else(|| reason.as_deref().map(|reason| what_to_do(found, reason))),
        reason,
        breaks_in: found.breaks.as_ref().map(ToString::to_string),
        related,
        fingerprint: String::new(),
        fix_id,
    }
}

/// Leaves out what a comment on its line suppresses, and as a whole the fixes of it and those that would
/// change such a line. Gives what is said of the files, by their paths.
fn suppress<'p>(
    project: &'p Project,
    findings: &mut Vec<Finding>,
    drafts: &mut Vec<Named>,
) -> BTreeMap<&'p str, Suppressions> {
    let known: BTreeMap<&str, Suppressions> = project
        .files
        .iter()
        .map(|file| {
            let reported = project.local.at(file.unit.path());
            let known = Suppressions::of_file(file).within(reported);
            (file.unit.display(), known)
        })
        .filter(|(_, known)| !known.is_empty())
        .collect();
    if known.is_empty() {
        return known;
    }
    let mut by_fix: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in findings.iter() {
        if let Some(id) = &finding.fix_id {
            by_fix.entry(id).or_default().push(finding);
        }
    }
    let mut dropped: BTreeSet<String> = drafts
        .iter()
        .filter(|named| {
            let mut mine = by_fix.get(named.id.as_str()).into_iter().flatten();
            mine.any(|finding| {
                named.draft.operations.iter().any(|(file, operations)| {
                    let file = &project.files[file.0 as usize];
                    let known = known.get(file.unit.display());
                    known.is_some_and(|known| known.keep(file, operations, finding))
                })
            })
        })
        .map(|one| one.id.clone())
        .collect();
    findings.retain(|finding| {
        let known = known.get(finding.location.path.as_str());
        let suppressed = known.is_some_and(|known| known.cover(finding));
        if suppressed {
            dropped.extend(finding.fix_id.clone());
        }
        !suppressed
    });
    drafts.retain(|one| !dropped.contains(&one.id));
    for finding in findings.iter_mut() {
        if finding
            .fix_id
            .as_ref()
            .is_some_and(|id| dropped.contains(id))
        {
            finding.fix_id = None;
            finding.applicability = Applicability::Manual;
            finding.reason = Some("needs-decision".to_owned());
            finding.add_help("No rewrite is offered: a comment keeps a line of it.");
        }
    }
    drop_requiring(&dropped, findings, drafts);
    known
}

fn finish(
    project: &Project,
    analysis: &Analysis<'_>,
    mut findings: Vec<Finding>,
    drafts: Vec<Named>,
    mut edits: BTreeMap<String, Vec<FileEdits>>,
) -> Judged {
    findings.sort_by(|one, other| {
        (&one.location, &one.code, &one.message).cmp(&(
            &other.location,
            &other.code,
            &other.message,
        ))
    });
    findings.dedup_by(|one, other| one.location == other.location && one.code == other.code);
    fingerprints(project, &mut findings);
    let mut fixes: Vec<Fix> = drafts
        .iter()
        .map(|one| Fix {
            id: one.id.clone(),
            applicability: one.draft.applicability,
            requires: one.requires.clone(),
            files: edits.remove(&one.id).unwrap_or_default(),
        })
        .collect();
    fixes.sort_by(|one, other| one.id.cmp(&other.id));
    let mut texts = BTreeMap::new();
    for location in findings.iter().flat_map(|finding| {
        std::iter::once(&finding.location).chain(finding.related.iter().map(|one| &one.location))
    }) {
        texts
            .entry((location.path.clone(), location.cell))
            .or_insert_with(|| {
                let file = project.file(&location.path);
                file.map_or("", |file| file.unit.text_at(location)).into()
            });
    }
    let mut blind = blind_spots(project, analysis);
    blind.sort();
    blind.dedup();
    let differences = differences(analysis, &findings);
    let report = Report {
        version: 1,
        summary: summary(&findings, &fixes),
        findings,
        fixes,
        blind,
        problems: Vec::new(),
    };
    Judged {
        outcome: Outcome {
            report,
            texts,
            today: BTreeSet::new(),
            pins: BTreeSet::new(),
            holes: BTreeSet::new(),
            holes_ahead: BTreeSet::new(),
            targets: BTreeMap::new(),
            differences,
            added: Added::default(),
            unusable: false,
        },
        drafts,
        old_code: BTreeSet::new(),
    }
}

/// The numbers of a report; those of files are filled in by whoever walked.
#[must_use]
pub fn summary(findings: &[Finding], fixes: &[Fix]) -> Summary {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let of = |severity: Severity| {
        count(
            findings
                .iter()
                .filter(|finding| finding.severity == severity)
                .count(),
        )
    };
    let fixable = |applicability: Applicability| {
        count(
            fixes
                .iter()
                .filter(|fix| fix.applicability == applicability)
                .count(),
        )
    };
    Summary {
        files: 0,
        candidates: 0,
        errors: of(Severity::Error),
        warnings: of(Severity::Warning),
        notes: of(Severity::Note),
        safe_fixes: fixable(Applicability::Safe),
        unsafe_fixes: fixable(Applicability::Unsafe),
        manual: count(
            findings
                .iter()
                .filter(|finding| finding.applicability == Applicability::Manual)
                .count(),
        ),
    }
}

/// Marks that stay when lines move: rule, path, the text of the place, its rank among equal ones.
fn fingerprints(project: &Project, findings: &mut [Finding]) {
    let mut ranks: BTreeMap<String, u32> = BTreeMap::new();
    for finding in findings {
        let text = project
            .file(&finding.location.path)
            .map(|file| file.unit.slice(&finding.location).to_owned())
            .unwrap_or_default();
        let key = format!("{}\u{0}{}\u{0}{text}", finding.code, finding.location.path);
        let rank = ranks.entry(key).or_default();
        finding.fingerprint = mark(&finding.code, &finding.location.path, &text, *rank as usize);
        *rank += 1;
    }
}

/// The mark of what a rule finds at a text: the how manieth of its kind in a file it is, from 0, is its rank.
#[must_use]
pub fn mark(code: &str, path: &str, text: &str, rank: usize) -> String {
    let key = format!("{code}\u{0}{path}\u{0}{text}\u{0}{rank}");
    format!("{:016x}", stable_hash(&key))
}

/// FNV-1a: the same on every machine and in every version.
#[must_use]
pub fn stable_hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
