//! `fix --interactive`: shows each part with what it is for and what it does, and asks.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, Write as _};
use std::path::{Path, PathBuf};

use crate::engine::{Change, Options, Outcome};
use crate::finding::{Applicability, FileEdits, Finding, Fix, cell_number};
use crate::report::{self, Format, diff};
use crate::rewrite::patch::patch;
use crate::source::discover::roots;

const HELP: &str = "\
y - apply this part
n - leave it
a - apply it and all that begin in the same file
d - leave it and all that begin in the same file
q - leave it and all others
? - say this again
";

/// What somebody said of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Yes,
    No,
    All,
    None,
    Quit,
}

/// What makes a part the same in a later round, whatever moved meanwhile: file, rule and message of what it removes.
type Key = (String, String, String);

/// Asks for each part of a run whether it is applied.
pub(super) struct Interactive {
    cwd: PathBuf,
    least: Applicability,
    width: Option<usize>,
    /// What was left in earlier rounds.
    left: BTreeSet<Key>,
    /// Whether somebody has been asked of all parts once.
    is_later: bool,
    /// Whether nothing more is asked, and nothing applied.
    is_over: bool,
}

impl Interactive {
    pub(super) fn new(cwd: &Path, least: Applicability, width: Option<usize>) -> Self {
        Self {
            cwd: cwd.to_owned(),
            least,
            width,
            left: BTreeSet::new(),
            is_later: false,
            is_over: false,
        }
    }

    /// The ids of the fixes that are left, of those that a round offers.
    pub(super) fn left(&mut self, options: &Options, outcome: &Outcome) -> BTreeSet<String> {
        let mut fixes: Vec<(&Fix, Vec<&Finding>)> = offered(outcome, self.least);
        fixes.sort_by_key(|(_, findings)| findings.first().map(|one| &one.location));
        let mut round = Round {
            asks: self,
            options,
            outcome,
            total: fixes.len(),
            number: 0,
            files: BTreeMap::new(),
            decided: BTreeMap::new(),
        };
        for (fix, findings) in &fixes {
            round.decide(fix, findings, &fixes);
        }
        let decided = round.decided;
        for (fix, findings) in &fixes {
            if decided.get(fix.id.as_str()) == Some(&false) {
                self.left.extend(findings.iter().map(|one| key(one)));
            }
        }
        self.is_later = true;
        let left = decided.into_iter().filter(|(_, is_taken)| !is_taken);
        left.map(|(id, _)| id.to_owned()).collect()
    }
}

/// The fixes that may be applied, each with what it removes.
fn offered(outcome: &Outcome, least: Applicability) -> Vec<(&Fix, Vec<&Finding>)> {
    let mut findings: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in &outcome.report.findings {
        if let Some(id) = &finding.fix_id {
            findings.entry(id).or_default().push(finding);
        }
    }
    let fixes = outcome.report.fixes.iter();
    let fixes = fixes.filter(|fix| fix.applicability >= least);
    fixes
        .map(|fix| (fix, findings.remove(fix.id.as_str()).unwrap_or_default()))
        .collect()
}

fn key(finding: &Finding) -> Key {
    let path = finding.location.path.clone();
    (path, finding.code.clone(), finding.message.clone())
}

/// One look at the parts that a round offers.
struct Round<'s, 'a> {
    asks: &'s mut Interactive,
    options: &'a Options,
    outcome: &'a Outcome,
    total: usize,
    number: usize,
    /// What holds for all parts that begin in a file.
    files: BTreeMap<&'a str, bool>,
    /// Whether a fix is applied, by its id.
    decided: BTreeMap<&'a str, bool>,
}

impl<'a> Round<'_, 'a> {
    /// Says whether a fix is applied: those that it needs are asked for first, and without them it is not.
    fn decide(
        &mut self,
        fix: &'a Fix,
        findings: &[&'a Finding],
        all: &[(&'a Fix, Vec<&'a Finding>)],
    ) -> bool {
        if let Some(known) = self.decided.get(fix.id.as_str()) {
            return *known;
        }
        // Fixes that need each other are asked for once.
        self.decided.insert(&fix.id, true);
        let needed = all.iter().filter(|(one, _)| fix.requires.contains(&one.id));
        let mut has_all = true;
        for (one, findings) in needed {
            has_all &= self.decide(one, findings, all);
        }
        let is_taken = has_all && self.is_taken(fix, findings);
        self.number += 1;
        self.decided.insert(&fix.id, is_taken);
        is_taken
    }

    fn is_taken(&mut self, fix: &Fix, findings: &[&'a Finding]) -> bool {
        let was_left = |one: &&Finding| self.asks.left.contains(&key(one));
        if self.asks.is_over || self.asks.is_later && findings.iter().any(was_left) {
            return false;
        }
        let file = findings.first().map(|one| one.location.path.as_str());
        if let Some(known) = file.and_then(|file| self.files.get(file)) {
            return *known;
        }
        // Who cannot be asked has not agreed.
        let answer = self.ask(fix).unwrap_or(Answer::Quit);
        match (answer, file) {
            (Answer::All | Answer::None, Some(file)) => {
                self.files.insert(file, answer == Answer::All);
            }
            (Answer::Quit, _) => self.asks.is_over = true,
            _ => {}
        }
        matches!(answer, Answer::Yes | Answer::All)
    }

    fn ask(&self, fix: &Fix) -> std::io::Result<Answer> {
        let mut out = anstream::stderr().lock();
        let mut shown = self.outcome.clone();
        shown.keep(|finding| finding.fix_id.as_ref() == Some(&fix.id));
        report::write(Format::Full, &shown, self.asks.width, &mut out)?;
        diff::write(&patch(&self.changes(fix)), &mut out)?;
        let kind = match fix.applicability {
            Applicability::Safe => "",
            _ => ", which you must look at",
        };
        loop {
            let (number, total) = (self.number + 1, self.total);
            write!(
                out,
                "({number}/{total}) Apply this part{kind} [y,n,a,d,q,?]? "
            )?;
            out.flush()?;
            let mut line = String::new();
            if std::io::stdin().lock().read_line(&mut line)? == 0 {
                writeln!(out)?;
                return Ok(Answer::Quit);
            }
            match line.trim().to_lowercase().as_str() {
                "y" | "yes" => return Ok(Answer::Yes),
                "n" | "no" => return Ok(Answer::No),
                "a" => return Ok(Answer::All),
                "d" => return Ok(Answer::None),
                "q" => return Ok(Answer::Quit),
                _ => write!(out, "{HELP}")?,
            }
        }
    }

    /// What a fix does alone, as changes of files, or of cells of notebooks.
    fn changes(&self, fix: &Fix) -> Vec<Change> {
        let changes = fix.files.iter();
        changes.filter_map(|edits| self.change(edits)).collect()
    }

    fn change(&self, edits: &FileEdits) -> Option<Change> {
        let path = roots(&[PathBuf::from(&edits.path)], &self.asks.cwd).remove(0);
        let (before, display) = match edits.cell {
            Some(cell) => {
                let text = self.outcome.texts.get(&(edits.path.clone(), Some(cell)))?;
                let display = format!("{} cell {}", edits.path, cell_number(cell));
                (text.as_bytes().to_vec(), display)
            }
            None => {
                let held = self.options.overlay.get(&path).cloned();
                let bytes = held.or_else(|| std::fs::read(&path).ok())?;
                (bytes, edits.path.clone())
            }
        };
        let mut after = before.clone();
        for edit in edits.edits.iter().rev() {
            after.get(edit.range())?;
            after.splice(edit.range(), edit.replacement.bytes());
        }
        Some(Change {
            path,
            display,
            before,
            after,
        })
    }
}
