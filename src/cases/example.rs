//! Lines of a case that show a rule: where it is found, and what stands there after its fix.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use similar::{DiffOp, TextDiff};

use super::constants::constants;
use super::expected::Expected;
use super::tree::{Tree, tree};
use crate::finding::{Applicability, Finding};
use crate::rules::explained::Example;

/// Lines of a file that are shown as a whole; of a longer one, so many around what is found or changed.
const WHOLE: usize = 16;
const AROUND: usize = 3;
/// Lines that say enough, and not too much.
const TYPICAL: usize = 8;
/// How many places are tried until one has a fix of its own.
const TRIED: usize = 40;
const UNSAFE: &str = "--unsafe-fixes";

/// What is found in the folder `before` of a case with the arguments of the case.
pub type Found<'a> = &'a dyn Fn(&Path, &[String]) -> anyhow::Result<Arc<Vec<Finding>>>;

/// A place in a case that may be the example of its code. The least is the best one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// Whether nothing changes there.
    stays: bool,
    /// Whether the case runs with arguments, and whether it is about something else by its name.
    asks: bool,
    beside: bool,
    /// Whether the file changes elsewhere as well.
    hidden: bool,
    /// How far from a typical number of lines, how many codes are found in the case, and how many times.
    lines: usize,
    codes: usize,
    findings: usize,
    case: String,
    path: String,
    line: u32,
}

/// The places of cases, by code. Each case is its folder and its name.
///
/// # Errors
/// When one says in a wrong way what is found in it.
pub fn candidates<'a>(
    cases: impl Iterator<Item = (&'a Path, String)>,
) -> anyhow::Result<BTreeMap<String, Vec<Candidate>>> {
    let mut out: BTreeMap<String, Vec<Candidate>> = BTreeMap::new();
    for (folder, name) in cases {
        let Some(expected) = expected(folder)? else {
            continue;
        };
        let codes = expected.finding.iter().map(|one| one.code.as_str());
        let codes: BTreeSet<&str> = codes.collect();
        let trees = trees(folder)?;
        for finding in expected.finding.iter().filter(|one| one.cell.is_none()) {
            let Some((before, after)) = texts(&trees, &finding.path, finding.line) else {
                continue;
            };
            let shown = window(&before, &after, finding.line);
            let more = constants_of(&finding.path, &before, finding.line, &shown.0);
            let more: usize = more.iter().map(Range::len).sum();
            let places = out.entry(finding.code.clone()).or_default();
            places.push(Candidate {
                stays: shown.1.is_none(),
                asks: !expected.args.is_empty(),
                beside: !name.contains(&finding.code.to_lowercase()),
                hidden: changes_outside(&before, &after, &shown.0),
                lines: (shown.0.len() + more).abs_diff(TYPICAL),
                codes: codes.len(),
                findings: expected.finding.len(),
                case: name.clone(),
                path: finding.path.clone(),
                line: finding.line,
            });
        }
    }
    Ok(out)
}

/// The best of the places of a code that a fix removes, else the best one; none where none is found when the case runs.
#[must_use]
pub fn chosen(
    code: &str,
    mut places: Vec<Candidate>,
    folder: &dyn Fn(&str) -> PathBuf,
    found: Found<'_>,
) -> Option<Example> {
    places.sort();
    let examples = places.iter().take(TRIED);
    let mut examples = examples.filter_map(|one| {
        let place = (one.path.as_str(), one.line);
        example(code, (&folder(&one.case), &one.case), place, found).ok()
    });
    let first = examples.next()?;
    let fixed = std::iter::once(first.clone())
        .chain(examples)
        .find(|one| one.after.is_some());
    Some(fixed.unwrap_or(first))
}

fn expected(case: &Path) -> anyhow::Result<Option<Expected>> {
    let path = case.join("expected.toml");
    let Ok(text) = fs::read_to_string(&path) else {
        return Ok(None);
    };
    let read = toml::from_str(&text).with_context(|| path.display().to_string())?;
    Ok(Some(read))
}

/// The files of a case before and after.
fn trees(case: &Path) -> io::Result<(Tree, Tree)> {
    Ok((tree(&case.join("before"))?, tree(&case.join("after"))?))
}

/// A file of a case before and after; none where it is no text, none of the case, or has no such line.
fn texts((before, after): &(Tree, Tree), path: &str, line: u32) -> Option<(String, String)> {
    let read = |tree: &Tree| String::from_utf8(tree.get(path)?.clone()).ok();
    let before = read(before)?;
    if !(1..=before.lines().count()).contains(&(line as usize)) {
        return None;
    }
    let after = read(after).unwrap_or_else(|| before.clone());
    Some((before, after))
}

/// The lines that are shown, and those that stand there afterwards if the line or its neighbours change.
fn window(before: &str, after: &str, line: u32) -> (Range<usize>, Option<Range<usize>>) {
    let diff = TextDiff::from_lines(before, after);
    let at = line as usize - 1;
    let lines = diff.old_slices().len();
    let changed = diff
        .ops()
        .iter()
        .filter(|op| !matches!(op, DiffOp::Equal { .. }));
    let near = |op: &&DiffOp| {
        let old = op.old_range();
        old.start <= at + AROUND && at <= old.end + AROUND
    };
    let here: Vec<&DiffOp> = changed.clone().filter(near).collect();
    let is_changed = changed.clone().any(|op| op.old_range().contains(&at)) || !here.is_empty();
    if lines <= WHOLE {
        let new = 0..diff.new_slices().len();
        return (0..lines, is_changed.then_some(new));
    }
    let ends = here
        .iter()
        .flat_map(|op| [op.old_range().start, op.old_range().end]);
    let first = ends
        .clone()
        .min()
        .unwrap_or(at)
        .min(at)
        .saturating_sub(AROUND);
    let needed = ends.max().unwrap_or(at).max(at + 1);
    let last = needed.saturating_add(AROUND).min(lines);
    // What begins behind an empty line is another thing, of which the first lines say nothing.
    let is_empty = |line: &usize| diff.old_slices()[*line].trim().is_empty();
    let last = (needed..last).find(is_empty).unwrap_or(last);
    let new = is_changed.then(|| moved(&diff, first)..moved(&diff, last));
    (first..last, new)
}

/// Whether a text changes outside of some of its lines.
fn changes_outside(before: &str, after: &str, lines: &Range<usize>) -> bool {
    let diff = TextDiff::from_lines(before, after);
    diff.ops().iter().any(|op| {
        let old = op.old_range();
        let inside = lines.start <= old.start && old.end <= lines.end;
        !matches!(op, DiffOp::Equal { .. }) && !inside
    })
}

/// The line of the new text that stands where one of the old text stood.
fn moved(diff: &TextDiff<'_, '_, '_, str>, line: usize) -> usize {
    let mut at = line;
    for op in diff.ops() {
        let (old, new) = (op.old_range(), op.new_range());
        if old.start <= line && line <= old.end {
            at = match op {
                DiffOp::Equal { .. } => new.start + (line - old.start),
                _ if line == old.start => new.start,
                _ => new.end,
            };
        }
    }
    at
}

/// The lines beside those that are shown with what the found line reads of its module.
fn constants_of(path: &str, text: &str, line: u32, shown: &Range<usize>) -> Vec<Range<usize>> {
    match path.ends_with(".py") {
        true => constants(text, line as usize - 1, shown),
        false => Vec::new(),
    }
}

/// Lines of a text, those that stand apart with an empty line between.
fn lines(text: &str, ranges: &[Range<usize>]) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut out = String::new();
    let mut behind = None;
    for range in ranges.iter().filter(|range| !range.is_empty()) {
        let these = lines[range.clone()].concat();
        out += match behind {
            None => "",
            Some(behind) if behind == range.start => "\n",
            Some(_) => "\n\n",
        };
        out += these.trim_matches('\n');
        behind = Some(range.end);
    }
    out
}

/// The example that a place gives: what is said of it by a run, and the lines.
///
/// # Errors
/// When the case cannot be run, or the code is not found there.
pub fn example(
    code: &str,
    (folder, case): (&Path, &str),
    (path, line): (&str, u32),
    found: Found<'_>,
) -> anyhow::Result<Example> {
    let args = expected(folder)?.unwrap_or_default().args;
    let (before, after) = texts(&trees(folder)?, path, line)
        .with_context(|| format!("{case}: {path} has no line {line}"))?;
    let (old, new) = window(&before, &after, line);
    let found = found(folder, &args)?;
    let found = found.iter().find(|one| {
        let at = &one.location;
        one.code == code && at.path == path && at.start.line == line
    });
    let found = found.with_context(|| format!("{case}: {code} is not found"))?;
    let uncertain = found.applicability == Applicability::Unsafe;
    let applied = found.fix_id.is_some() && (!uncertain || args.contains(&UNSAFE.to_owned()));
    let mut old = vec![old];
    let mut new = new.filter(|_| applied).map(|new| vec![new]);
    let more = constants_of(path, &before, line, &old[0]);
    if let Some(new) = &mut new {
        let diff = TextDiff::from_lines(&before, &after);
        let of_new = |one: &Range<usize>| moved(&diff, one.start)..moved(&diff, one.end);
        new.extend(more.iter().map(of_new));
        new.sort_by_key(|one| one.start);
    }
    old.extend(more);
    old.sort_by_key(|one| one.start);
    let after = new.map(|new| lines(&after, &new));
    Ok(Example {
        case: case.to_owned(),
        path: path.to_owned(),
        line,
        message: found.message.clone(),
        help: found.help.as_deref().and_then(of_the_rule),
        uncertain: uncertain && after.is_some(),
        before: lines(&before, &old),
        after,
    })
}

/// What to do, without what is said of the case: that its version is assumed.
fn of_the_rule(help: &str) -> Option<String> {
    let said = match help.find("The version of ") {
        Some(at) if help.ends_with("is assumed.") => help[..at].trim_end(),
        _ => help,
    };
    (!said.is_empty()).then(|| said.to_owned())
}
